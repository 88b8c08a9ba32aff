"""The sharing register: what is planned, current and at risk, what it saves a year, and what a proposal would cancel."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.nouns.partners import SharingArrangement
from desktop.appraisal.findings import partnership as told
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.results.partners.sharing import shared_already
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named, words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.workspace import Workspace

_SHARING = RecordWords(
    "Sharing",
    "What is shared already: planned, current and at risk, what it saves a year, its lessons, and what a proposal would cancel.",
    "sharing arrangement",
    "sharing arrangements",
    "Add each service that is shared, with whom, since when and what it saves a year. Say which option would cancel it.",
    "handshake",
)


class SharingView(PagedView):
    """Records of arrangements, and below them what they save by status and what each proposal would cancel."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Sharing")
        self.model = TableModel(_columns())
        self.table = ResultTable("What is shared and what would be cancelled", self.model, 7)
        self.findings = Findings("About the sharing register", 3)
        self.hold([RecordPane(_SHARING, NounRecords(workspace, SharingArrangement), self._result())])

    def _result(self) -> QWidget:
        return pushed_up(column(heading("What is shared, and what would be cancelled"), self.table, self.findings, spacing=look.STEP))

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        self.model.set_rows(shared_already(partnership.sharing) if partnership is not None else [])
        self.findings.set_sentences([figures_marked(each.words) for each in told.shared(partnership)] if partnership is not None else [])


def _columns() -> tuple[ScreenColumn, ...]:
    return (
        named("", 24),
        figure("arrangements", "Arrangements", "{words}"),
        figure("saving", "Saves a year", "{name}, a year: {words}", least=10),
        words("services", "Which", least=26),
    )
