"""The pool: what each partner pays before, in the pool and after, and whether it would pay more for less."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings import partnership as told
from desktop.appraisal.partners.pool import Contributed, Pool
from desktop.models.cell import Cell
from desktop.models.table_model import TableModel
from desktop.operations.records.nouns import POOL
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
from desktop.views.kit.tables.plain_cells import Head, Line, columns
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.kit.tables.year_grid import amount_cell
from desktop.workspace import Workspace

_POOL = RecordWords(
    "Pool",
    "What each partner pays a year before, into the pool and altogether after, on what conditions, and whether it pays more for less.",
    "pool contribution",
    "pool contributions",
    "Add our own contribution first: what we pay a year now, what we would put in, and what we would pay altogether.",
    "banknote",
)
_ANSWERS = {True: "Yes", False: "No", None: "not known"}


class PoolView(PagedView):
    """Records of contributions, and below them the test of each."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Pool")
        names = ("Before", "In the pool", "After", "Change", "A unit before", "A unit after")
        heads = (*(Head(name, is_figure=True) for name in names), Head("Pays more for less", least=10))
        self.model = TableModel(columns("Whose and what for", heads, 22))
        self.table = ResultTable("Contributions to the pool", self.model, 8)
        self.findings = Findings("About the pool", 4)
        self.hold([RecordPane(_POOL, NounRecords(workspace, POOL), self._result())])

    def _result(self) -> QWidget:
        return pushed_up(column(heading("Before, in the pool and after, a year"), self.table, self.findings, spacing=look.STEP))

    def show_results(self) -> None:
        partnership = self.appraisal.partnership if self.appraisal is not None else None
        self.model.set_rows(_lines(partnership.pool) if partnership is not None else [])
        self.findings.set_sentences(_sentences(partnership.pool) if partnership is not None else [])


def _sentences(pool: Pool) -> list[str]:
    sentences = [finding.words for each in pool.lines for finding in told.of_contribution(each)]
    for each in pool.lines:
        if each.of.condition:
            sentences.append(f"{each.of.organisation} sets conditions: {each.of.condition.rstrip('.')}.")
        if each.of.governance:
            sentences.append(f"Governance: {each.of.governance.rstrip('.')}.")
    return [figures_marked(each) for each in sentences]


def _lines(pool: Pool) -> list[Line]:
    lines = [_line(each) for each in pool.lines]
    if len(lines) > 1:
        sums = (_cell("All, before", pool.before), _cell("All, in the pool", pool.pooled), _cell("All, after", pool.after))
        lines.append(Line("All together", sums))
    return lines


def _line(each: Contributed) -> Line:
    name = f"{each.of.organisation}: {each.of.what}"
    amounts = (each.of.before, each.of.pooled, each.of.after, each.change, each.unit_before, each.unit_after)
    answer = each.pays_more_for_less
    return Line(
        name,
        (
            *(_cell(name, amount) for amount in amounts),
            Cell(_ANSWERS[answer], strong=answer is True, flag=answer is True, quiet=answer is None),
        ),
    )


def _cell(name: str, amount: Estimate | None) -> Cell:
    return Cell("", spoken=f"{name}: nothing recorded") if amount is None else amount_cell(name, amount)
