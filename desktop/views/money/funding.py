"""Funding: what is sought, awarded, allocated and spent of each source, and what is left of it."""

from __future__ import annotations

from db.nouns.money import Funding
from desktop.models.table_model import TableModel
from desktop.results.money.funding import funding
from desktop.views.kit import look
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.funding_cells import statement_columns, statement_sentences
from desktop.workspace import Workspace

_WORDS = RecordWords(
    "Funding",
    "Who pays for the one-off costs: what is sought, awarded, allocated and spent of each source.",
    "amount of funding",
    "amounts of funding",
    "Add each award, bid or reserve that is to pay for this. Then add what is allocated and spent of it.",
    "banknote",
)


class FundingView(FinanceView):
    """Records of funding, and below them the statement."""

    purpose = _WORDS.purpose

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.model = TableModel(statement_columns())
        self.table = ResultTable("Funding statement", self.model, 8)
        self.findings = Findings("About the funding", 4)
        statement = pushed_up(column(heading("Funding statement"), self.table, self.findings, spacing=look.STEP))
        self._pane = self.follow(RecordPane(_WORDS, NounRecords(workspace, Funding), statement))
        self.box.addWidget(self._pane, 1)

    @property
    def pane(self) -> RecordPane:
        return self._pane

    def show_results(self) -> None:
        finance = self.appraisal.finance if self.appraisal is not None else None
        lines = finance.funding if finance is not None else ()
        self.model.set_rows(funding(lines))
        self.findings.set_sentences([figures_marked(each) for each in statement_sentences(lines)])
