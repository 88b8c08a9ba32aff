"""Grant rounds, and the bids made in them: what each asks, what its option comes to without it, and other ways to pay for the same."""

from __future__ import annotations

from db.nouns.grants import GrantBid, GrantRound
from desktop.appraisal.findings.bids import of_bid
from desktop.appraisal.savings.bids import BidResult
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.results.money import bids as results
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_ROUNDS = RecordWords(
    "Grant rounds",
    "Rounds of grant that we may bid in: the pot, the dates, the match required and what qualifies.",
    "grant round",
    "grant rounds",
    "Add each round with its dates, in the order in which they come: expression of interest, bid, award.",
    "calendar-range",
)
_BIDS = RecordWords(
    "Grant bids",
    "What each bid asks of a round, how it is matched, and what follows if it fails.",
    "grant bid",
    "grant bids",
    "Add the line of funding under Money first, and the round here. Then add the bid, with how it meets what qualifies.",
    "banknote",
)

_WAYS = ("Grant", "Capital receipts", "Borrowing")


class GrantsView(PagedView):
    """Rounds, and under another tab bids, with what follows from the bid in hand."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Grant rounds")
        self.years = TableModel(
            [
                named("Year", 12),
                *(
                    figure(key, says, "{name}, {head}: {words}")
                    for key, says in (
                        ("drawn", "Drawn down"), ("spent", "One-off costs"), ("other", "Other funding"), ("left", "Left to find"),
                    )
                ),
            ]
        )  # fmt: skip
        self.outcomes = TableModel(
            [
                named("Case", 16),
                figure("budget", "Effect on the budget", unknown="{name}, {head}: not known"),
                figure("budget_payback", "Payback to the budget"),
                figure("npv", "Net present value", unknown="{name}, {head}: not known"),
                figure("payback", "Payback"),
            ]
        )
        self.ways = TableModel(
            [
                named("Year", 16),
                *(figure(way.lower(), way, "{name}, {head}: {words}") for way in _WAYS),
            ]
        )
        self.findings = Findings("What the bid asks and what follows", 5)
        under = pushed_up(
            column(
                self.findings,
                heading("If it is awarded, and if it fails"),
                ResultTable("If the bid is awarded, and if it fails", self.outcomes, 3),
                heading("Draw-down against spend"),
                ResultTable("Draw-down against spend", self.years, 8),
                heading("The same paid as grant, from capital receipts or by borrowing"),
                ResultTable("Grant, capital receipts and borrowing", self.ways, 10),
                spacing=look.STEP,
            )
        )
        self.under = under
        self.hold(
            [CardPane(_ROUNDS, NounRecords(workspace, GrantRound)), CardPane(_BIDS, NounRecords(workspace, GrantBid), under, abreast=1)]
        )

    def show_results(self) -> None:
        of = self._in_hand()
        self.years.set_rows(results.years(of) if of is not None else ())
        self.outcomes.set_rows(results.outcomes(of) if of is not None else ())
        self.ways.set_rows(results.ways(of) if of is not None else ())
        said = [*(each.words for each in of_bid(of)), *(why for way in of.ways for why in way.why)] if of is not None else []
        self.findings.set_sentences([figures_marked(each) for each in said])
        self.under.setVisible(of is not None)

    def _in_hand(self) -> BidResult | None:
        """The result of the bid whose row is in hand."""
        row = self.pane.in_hand if self.number == 1 else None
        finance = self.appraisal.finance if self.appraisal is not None else None
        if not isinstance(row, Row) or finance is None:
            return None
        return next((each for each in finance.bids if (each.bid.owner, each.bid.line) == (row.text("owner"), row.text("line"))), None)
