"""Actuals: what has come of each line beside what was planned, with its rating and why they are apart."""

from __future__ import annotations

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.scenarios import outturn as findings_of
from desktop.appraisal.findings.scenarios import ratings
from desktop.appraisal.savings.outturn import outturns
from desktop.models.table_model import TableModel
from desktop.results.money.outturn import outturn
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, words
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.record_kinds import ActualRecords
from desktop.workspace import Workspace

_WORDS = RecordWords(
    "Actuals",
    "After the decision: what each line has come to in each year, how it stands, and why it is not what was planned.",
    "actual",
    "actuals",
    "Add each line that has begun to save or to cost, with what it came to in each year that is over.",
    "list-checks",
)


class OutturnView(FinanceView):
    """Records of actuals, and below them planned against actual by line and year."""

    purpose = _WORDS.purpose

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = TableModel(
            [
                words("line", "Line", "{name}", least=20, main=True),
                words("year", "Year", "{name}: {words}", least=8),
                figure("planned", "Planned"),
                figure("actual", "Actual"),
                figure("variance", "Variance"),
                words("rating", "Rating", "{name}, rating: {words}", least=6),
            ]
        )
        self.table = ResultTable("Planned against actual", self.model, 10)
        self.findings = Findings("What has come of what was planned", 3)
        self.title = heading("Planned against actual")
        under = pushed_up(column(self.title, self.table, self.findings, spacing=look.STEP))
        self._pane = self.follow(RecordPane(_WORDS, ActualRecords(workspace), under))
        self.box.addWidget(self._pane, 1)

    @property
    def pane(self) -> RecordPane:
        return self._pane

    def show_results(self) -> None:
        appraisal = self.appraisal
        rows = () if appraisal is None else outturn(outturns(appraisal.case))
        self.model.set_rows(rows)
        for part in (self.title, self.table):
            part.setVisible(bool(rows))
        told = [] if appraisal is None else [*findings_of(appraisal), *ratings(appraisal)]
        self.findings.set_sentences([figures_marked(each) for each in words_of(told)])
