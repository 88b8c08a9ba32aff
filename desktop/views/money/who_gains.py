"""Who gains: what each partner pays before and after, what it saves, and whether it would pay more for less."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from db.nouns.partners import Partner
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.partners import gains_told, losers, of_rebasing, rebased
from desktop.appraisal.partners.partner_results import Apportionment
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import Finance
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.papers.charts.data.gains import partners_parts, partners_words
from desktop.papers.charts.data.money_parts import PartnerBars
from desktop.results.partners import gains, rebasing
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.result_view import pushed_up, spaced
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.gains import floor_sentences, partner_columns, transfer_columns
from desktop.views.money.lines.owners import OwnerChoice
from desktop.views.money.lines.records import Owner
from desktop.views.money.rebasing import rebased_columns, rebasing_of
from desktop.views.money.record_kinds import ShareRecords
from desktop.workspace import Workspace

PAGES = ("Who gains", "How it is shared", "What each gets")
RESULT, SHARED, GETS = range(len(PAGES))

_SHARES = RecordWords(
    "How it is shared",
    "How costs, savings and funding are divided between the partners: each by its own basis.",
    "share",
    "shares",
    "Say how the costs of an option or a project are shared, then its savings and its funding. Each may have a basis of its own.",
    "handshake",
)
_PARTNERS = RecordWords(
    "What each gets",
    "What each partner has of the service before and after, to tell whether it would pay more for less.",
    "partner",
    "partners",
    "Add each partner with what it gets of the service now and would get: an amount of work, or how well it is done.",
    "users",
)
_SIDE = 460

#: What a partner's row of the chart is high, in logical pixels.
_EACH = 52


class WhoGainsView(FinanceView):
    """The results by partner, and under two more names the records of how things are shared and of what each partner gets."""

    purpose = "Who pays and who gains, partner by partner, and whether anybody would pay more for less."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._found: Apportionment | None = None
        self._parts = PartnerBars("", "")
        self.owners = OwnerChoice("Who gains from")
        self._number = RESULT
        self.model = TableModel(partner_columns(), names=lambda line: str(line.id), names_heading="Partner")
        self.table = ResultTable("What each partner pays and gains", self.model, 9)
        self.partners_chart = ChartView(
            "Yearly cost of each partner before and after",
            drawing_of("partners_before_after", lambda: self._parts),
            lambda: partners_words(self._parts),
            QSize(380, 170),
            520,
            rows=lambda: len(self._parts.partners),
            row=_EACH,
        )
        self.findings = Findings("Who gains and who pays more", 3)
        self.transfers = TableModel(transfer_columns())
        self.transfer_table = ResultTable("Transfers that leave nobody worse off", self.transfers, 6)
        self.floor = Findings("So that nobody is worse off", 2)
        first = QAction("Say how it is shared", self)
        self.start_action = QAction("Add a share", self)
        for action in (first, self.start_action):
            action.triggered.connect(lambda *_: self._start())
        self.empty = EmptyState("Nothing is shared yet", _SHARES.first, [first], "handshake")
        self.result = self._result_page()
        self.unshared = self._unshared_page()
        self.rebased = TableModel(rebased_columns())
        self.rebased_table = ResultTable("Shares by the actual figures", self.rebased, 8)
        self.rebasing = Findings("What re-basing would move", 3)
        self._rebased = pushed_up(column(heading("By the actual figures"), self.rebased_table, self.rebasing, spacing=look.STEP))
        self.shares = self.follow(RecordPane(_SHARES, ShareRecords(workspace), self._rebased))
        self.volumes = self.follow(RecordPane(_PARTNERS, NounRecords(workspace, Partner)))
        self._pages: tuple[QWidget, ...] = (pushed_up(column(self.empty, self.unshared, (self.result, 100))), self.shares, self.volumes)
        self.box.addWidget(self.owners)
        for number, page in enumerate(self._pages):
            self.box.addWidget(page, 1)
            page.setVisible(number == RESULT)
        self.owners.chosen.connect(self.show_results)

    def _result_page(self) -> QWidget:
        self._note = SecondaryLabel(
            "Before is its own base-year cost in scope; after is a year once everything runs. One-off is what it costs to get there. "
            "A saving that releases no cash does not lower what is paid.",
            look.SMALL,
            wrap=True,
        )
        self._chart = pushed_up(column(heading("A year before and after"), (self.partners_chart.in_scroll(), 100), spacing=look.HALF))
        self._floor_title = spaced(heading("So that nobody is worse off"))
        side = pushed_up(
            column(
                heading("In words"),
                self.findings,
                self._floor_title,
                self.transfer_table,
                self.floor,
                spacing=look.STEP,
            )
        )
        below = TwoColumns(self._chart, side, _SIDE, 900)
        return column(self.table, self._note, (below, 1), spacing=look.TIGHT)

    def _unshared_page(self) -> QWidget:
        """Stands instead of the results where what is recorded of the shares cannot be divided by: why, and the way to mend it."""
        self.reasons = Findings("Why it cannot be said who gains", 6)
        mend = QAction("Go to How it is shared", self)
        mend.triggered.connect(lambda *_: self.view_asked.emit(PAGES[SHARED]))
        button = PlainButton()
        bind(button, mend)
        return column(heading("It cannot be said who gains yet"), self.reasons, row(button, (QWidget(), 1)), spacing=look.STEP)

    @property
    def pane(self) -> RecordPane | None:
        return {SHARED: self.shares, GETS: self.volumes}.get(self._number)

    def show_records(self, table: str) -> None:
        number = {self.shares.kept_in: SHARED, self.volumes.kept_in: GETS}.get(table)
        if number is not None:
            self.view_asked.emit(PAGES[number])

    @property
    def primary(self) -> QAction | None:
        return self.start_action if self.pane is None else self.pane.add_action

    @property
    def chart(self) -> ChartView | None:
        return self.partners_chart if self.partners_chart.isVisible() else None

    def set_appraisal(self, appraisal: Appraisal | None) -> None:
        finance = appraisal.finance if appraisal is not None else None
        self.owners.set_owners([Owner(("shared", 0), each.owner) for each in finance.apportionments] if finance is not None else [])
        super().set_appraisal(appraisal)

    def show_owner(self, name: str) -> None:
        if self.owners.choose(name):
            self.show_results()

    def show_results(self) -> None:
        finance = self.appraisal.finance if self.appraisal is not None else None
        owner = self.owners.name
        self._found = finance.apportionment(owner) if finance is not None and owner else None
        self._parts = partners_parts(self._found) if self._found is not None else PartnerBars("", "")
        lines = gains.partners(self._found)
        self.model.set_rows(lines)
        floors = finance.floor(owner) if finance is not None and owner else None
        self.transfers.set_rows(gains.transfers(floors or ()))
        self.floor.set_sentences([figures_marked(each) for each in floor_sentences(floors or ())])
        for findings in (self.findings, self.reasons):
            findings.set_sentences(self._told())
        self.empty.setVisible(self._found is None)
        self.unshared.setVisible(self._found is not None and not lines)
        self.result.setVisible(bool(lines))
        self.transfer_table.setVisible(self.transfers.rowCount() > 0)
        self._floor_title.setVisible(bool(floors))
        self.partners_chart.refresh()
        self._show_rebasing(finance)

    def _show_rebasing(self, finance: Finance | None) -> None:
        """What the actual figures beside the share in hand would move; nothing where none is recorded of what it divides."""
        share = self.shares.in_hand
        shared = None
        if finance is not None and isinstance(share, Row):
            shared = rebasing_of(finance.rebasings, share.text("owner"), share.text("applies_to"))
        self._rebased.setVisible(shared is not None)
        lines = rebasing.rebased(shared)
        self.rebased.show(rebased_columns(settled=any(line.cells["settles"].value is not None for line in lines)), lines)
        self.rebased_table.setVisible(bool(lines))
        names = [line.id for line in lines]
        self.rebasing.set_sentences([figures_marked(each, *names) for each in words_of(of_rebasing(shared))] if shared is not None else [])

    def _told(self) -> list[str]:
        """Who would lose, who pays more for less, and why anything cannot be told; where nobody does, that is said."""
        apportionment = self._found
        if apportionment is None:
            return []
        names = [each.organisation for each in apportionment.partners]
        said = [
            *words_of(gains_told(apportionment)),
            *(reason for each in apportionment.partners for reason in each.why),
            *self._rebased_told(apportionment.owner),
        ]
        if apportionment.partners and not any(each.pays_more_for_less is not False for each in apportionment.partners):
            said.insert(0, "No partner would pay more than now without getting more.")
        return [figures_marked(each, *names) for each in dict.fromkeys([*words_of(losers(apportionment)), *said])]

    def _rebased_told(self, owner: str) -> list[str]:
        finance = self.appraisal.finance if self.appraisal is not None else None
        return [] if finance is None else words_of(rebased(finance, owner))

    def tab_at(self, where: QWidget) -> str:
        return next((name for name, page in zip(PAGES, self._pages, strict=True) if page.isAncestorOf(where)), "")

    def show_page(self, name: str) -> None:
        number = PAGES.index(name) if name in PAGES else RESULT
        if number == self._number:
            return
        self._number = number
        for other, page in enumerate(self._pages):
            page.setVisible(other == number)
        self.owners.setVisible(number == RESULT)
        self.purpose = self.pane.words.purpose if self.pane is not None else WhoGainsView.purpose
        if self.pane is not None:
            self.pane.refresh()
        self.turned.emit()

    def _start(self) -> None:
        self.view_asked.emit(PAGES[SHARED])
        self.shares.add()

    def forget(self) -> None:
        self.owners.forget()
        self.shares.forget()
        self.volumes.forget()
