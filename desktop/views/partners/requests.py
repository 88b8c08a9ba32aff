"""Requests: what is asked of whom by when, the days that are left, and dates that are at odds."""

from __future__ import annotations

from dataclasses import replace

from db.nouns.returns import Request
from desktop.appraisal.findings import partnership as told
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.appraising.partner_records import today
from desktop.operations.records.records import Row as RecordRow
from desktop.results.cells import Row
from desktop.results.partners.requests import ANSWERED_LATE, deadlines
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import column
from desktop.views.kit.records.card_pane import CardPane
from desktop.views.kit.records.cards import CardWords
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, shown, words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_REQUESTS = RecordWords(
    "Requests",
    "What is asked of us and what we ask, by when, and what is needed to answer. Two dates for one thing are shown as at odds.",
    "request",
    "requests",
    "Add each question with who asks it, when it was asked and when the answer is due. Add a row for each further date for the same thing.",
    "message-square",
)


#: So many deadlines make the page scroll, and then all of them stand.
_MOST_ROWS = 60


class RequestRecords(NounRecords):
    """Requests, each with its question and its answer read whole."""

    def card(self, row: RecordRow) -> CardWords:
        """What is asked, of whom and by when, and the question and the answer beside it. Those of one name are told apart by their date."""
        card = super().card(row)
        facts = dict(card.facts)
        due = facts.get("Deadline") or (f"within {facts['Within (days)']} days" if "Within (days)" in facts else "no date")
        alike = sum(each.text("name") == row.text("name") for each in self._known.values()) > 1
        paragraphs = tuple(("" if name == "Question" else name, words) for name, words in card.paragraphs)
        return replace(card, title=f"{card.title}, {due}" if alike else card.title, paragraphs=paragraphs)


class RequestsView(PagedView):
    """Every deadline with its days, and below them the requests."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Requests")
        self.model = TableModel(request_columns())
        self.table = ResultTable("Deadlines", self.model, _MOST_ROWS)
        self.findings = Findings("About the deadlines", 3)
        self.counting = SecondaryLabel("", wrap=True)
        above = column(heading("Deadlines"), self.findings, self.table, self.counting, spacing=look.STEP)
        self.hold([CardPane(_REQUESTS, RequestRecords(workspace, Request), abreast=1, above=above)])

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        asked = partnership.requests if partnership is not None else ()
        now = today()
        self.model.set_rows([row for each in asked for row in deadlines(each, now)])
        self.counting.setText(" ".join(told.counting(partnership)) if partnership is not None else "")
        self.counting.setVisible(bool(asked))
        self.findings.set_sentences([figures_marked(each.words) for each in told.requested(partnership)] if partnership is not None else [])


def request_columns() -> tuple[ScreenColumn, ...]:
    """The columns of the dates of requests."""
    return (
        named("Request", 22),
        figure("due", "Due", "{text}", "no date", kind=Kind.TEXT, least=16, none="no date", shows="{words}{note}"),
        words("given_by", "Given by", least=14),
        figure("working_days", "Working days", "{words}", "{reason}", least=7),
        figure("clear_days", "Clear days", "{words}", "{reason}", least=6),
        figure("left", "Days left", kind=Kind.TEXT, least=10, cell=_left),
    )


def _left(row: Row) -> Cell:
    """The days left; what was answered late is flagged, and only what is yet to be done stands out."""
    cell = shown(row, "left", "", "{note}" if row.cells["left"].note else "{words}", "{reason}")
    return replace(cell, strong=cell.strong and cell.text != ANSWERED_LATE)
