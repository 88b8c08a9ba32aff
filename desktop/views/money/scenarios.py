"""Scenarios and phasing: lines that move together with what each scenario comes to, and totals spread over the years."""

from __future__ import annotations

from PySide6.QtCore import QSize

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.scenarios import scenarios as findings_of
from desktop.appraisal.results import Money
from desktop.models.table_model import TableModel
from desktop.operations.records.records import Row
from desktop.papers.charts.data.money_parts import ScenarioBars
from desktop.papers.charts.data.scenarios import scenario_parts, scenario_words
from desktop.results.money.scenarios import scenarios
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.records.views import PagedView
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, named
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.lines.totals import money_of_owner
from desktop.views.money.record_kinds import PhasingRecords, ScenarioRecords
from desktop.workspace import Workspace

_SCENARIOS = RecordWords(
    "Scenarios",
    "What if all savings come to three quarters, or a cost to half as much again: lines that move together.",
    "part",
    "parts",
    "Add what a scenario moves: an option or a project, one of its lines or all of a kind, and the percentage of what is recorded.",
    "git-compare",
)
_PHASING = RecordWords(
    "Phasing",
    "Amounts known in all and not by year: a total, and how much of it falls in each year.",
    "total",
    "totals",
    "Add the total of a line that has no amounts by year, then the percentage of it in each year, to make 100.",
    "calendar-range",
)
#: The height in logical pixels of a bar of the chart, and of what stands above and below the bars.
_BAR, _ROUND_BARS = 26, 84


class ScenariosView(PagedView):
    """The parts of scenarios, and below them what the owner of the part in hand comes to; or the totals that are spread."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, "Scenarios")
        self.title = heading("")
        self.model = TableModel(
            [
                named("Case or scenario", 24),
                figure("net", "Net over the years", unknown="{name}, {head}: not known"),
                figure("npv", "Net present value", unknown="{name}, {head}: not known"),
                figure("payback_cashable", "Payback in cash"),
                figure("payback", "Payback"),
            ]
        )
        self.table = ResultTable("What each scenario comes to", self.model, 8)
        self._parts = ScenarioBars("", "", "")
        self.bars = ChartView(
            "As recorded and in each scenario",
            drawing_of("scenarios", lambda: self._parts),
            lambda: scenario_words(self._parts),
            QSize(380, 150),
        )
        self.findings = Findings("What each scenario comes to", 3)
        under = pushed_up(column(self.title, self.table, self.bars, self.findings, spacing=look.STEP))
        self.scenarios = RecordPane(_SCENARIOS, ScenarioRecords(workspace), under)
        self.phasing = RecordPane(_PHASING, PhasingRecords(workspace))
        self.hold([self.scenarios, self.phasing])

    @property
    def chart(self) -> ChartView | None:
        return self.bars if self.number == 0 and self._parts.bars else None

    def show_results(self) -> None:
        """What the option or project of the part in hand comes to in each scenario that moves it."""
        part = self.scenarios.in_hand
        owner = part.text("owner") if isinstance(part, Row) else ""
        appraisal = self.appraisal
        money = None if appraisal is None else money_of_owner(appraisal, owner).money
        rows = scenarios(money, appraisal.scenarios_of(owner)) if appraisal is not None and money is not None else ()
        self.title.setText(owner)
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        moved = appraisal.scenarios_of(owner) if appraisal is not None else ()
        self._parts = scenario_parts(owner, money or Money(), moved)
        self.bars.setVisible(bool(rows) and bool(self._parts.bars))
        self.bars.setFixedHeight(look.scaled(_ROUND_BARS + _BAR * len(self._parts.bars)))
        self.bars.refresh()
        told = findings_of(appraisal, [owner]) if appraisal is not None and rows else []
        self.findings.set_sentences([figures_marked(each, owner) for each in words_of(told)])
