"""Affordability: what a proposal does to the budget and to cash, by fund, and how far it closes the budget gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.case import Fund
from desktop.appraisal.findings.budget import closed_by
from desktop.appraisal.findings.finding import Named
from desktop.appraisal.results import Appraisal
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.models.cell import Cell
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.gains import gap_parts, gap_words
from desktop.papers.charts.data.money_parts import GapBars
from desktop.papers.exhibits.cell_words import in_thousands
from desktop.results.cells import Row
from desktop.results.money import statements
from desktop.results.money.statements import FUNDS
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.findings import Findings
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column, row
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import figures_marked
from desktop.views.kit.tables.result_columns import figure, shown
from desktop.views.kit.tables.result_table import ResultTable
from desktop.views.money.budget_statements import ALL_FUNDS, budget_sentences, cash_sentences, funds_of, gap_sentences, left_out
from desktop.views.money.lines.owners import OwnerChoice
from desktop.views.money.lines.records import Owner
from desktop.views.money.record_kinds import GapRecords
from desktop.workspace import Workspace

STATEMENTS = ("Budget", "Cash flow", "Budget gap", "Medium-term plan")
#: The room for the names of the statements beside what they are of, in logical pixels.
_STATEMENTS = 480
BUDGET, CASH, GAP, PLAN = range(len(STATEMENTS))
#: Whose money a statement is of, beside our own council's.
TOGETHER = "All together"

#: What all projects are called together.
ALL_PROJECTS = "All projects"

_GAPS = RecordWords(
    "Budget gap",
    "The gap that the medium-term plan has to close, year by year.",
    "budget gap",
    "budget gaps",
    "Type the whole gap of each year from the medium-term plan: in one row, or one for each fund.",
    "scale",
)
_BUDGET_NOTE = (
    "Revenue, as entered, after optimism bias, with what borrowing costs and capital cost that no capital funding covers. An amount with a "
    "minus relieves the budget. Savings stated not to be cashable do not count. Reserves and borrowing are never money in."
)
_PLAN_NOTE = (
    "What it adds to the budget and takes off it, with the gap before and after reserves. An amount with a minus relieves the budget. Only "
    "what recurs closes a gap that recurs."
)
_CASH_NOTE = "Revenue and capital, as entered, after optimism bias. An amount with a minus goes out."


def _in_thousands(year: str, row: Row) -> Cell:
    """A cell of a statement in thousands of pounds; a screen reader is told the amount in full."""
    return replace(shown(row, year, year), text=in_thousands(row.cells[year]))


class AffordabilityView(FinanceView):
    """The statements of one option or project, or of the case: the budget, cash, what is left of the budget gap, the medium-term plan.

    The gap and the plan are our own council's; the others are too, or of all together, where its part is not the whole.
    """

    purpose = "What it does to the budget and to cash, by fund, and how much of the budget gap it closes."

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._gap = GapBars("", "")
        self._thousands = False
        self.owners = OwnerChoice("Affordability of")
        self.statements = Segments("Statement", STATEMENTS)
        self.funds = Segments("Fund", [])
        self.whose = Segments("Whose money", [])
        self.title = heading("")
        self.note = SecondaryLabel("", look.SMALL, wrap=True)
        self.model = TableModel([], names=lambda row: str(row.id))
        self.table = ResultTable("Statement by year", self.model, 13)
        self.findings = Findings("What the statement says", 4)
        self.left = TableModel([], names=lambda row: str(row.id))
        self.left_table = ResultTable("Budget gap by year", self.left, 5)
        self.gap_chart = ChartView(
            "Budget gap by year", drawing_of("budget_gap", lambda: self._gap), lambda: gap_words(self._gap), QSize(380, 110)
        )
        self.gap_findings = Findings("What closes the gap", 1)
        self.gap_findings.turned.connect(self.gap_chart.hold_height)
        self.empty = EmptyState(
            "No costs or savings yet",
            "Record what each option or project costs and saves under Lines, year by year. The statements follow by themselves.",
            [self.way_to("Lines")],
            "pound-sterling",
        )
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._statement = pushed_up(
            column(row((self.title, 1), self.whose, self.funds), self.table, self.note, self.findings, spacing=look.STEP)
        )
        gap = pushed_up(column(self.left_table, (self.gap_chart, 100), self.gap_findings, spacing=look.STEP))
        self.gaps = self.follow(RecordPane(_GAPS, GapRecords(workspace), gap))
        self._statements = pushed_up(column(self.empty, self._statement))
        self.gaps.hide()
        self.box.addWidget(TwoColumns(self.owners, self.statements, _STATEMENTS, 900))
        self.box.addWidget(self._statements, 1)
        self.box.addWidget(self.gaps, 1)
        self.owners.chosen.connect(self.show_results)
        self.statements.changed.connect(self._turn)
        self.funds.changed.connect(lambda _: self.show_results())
        self.whose.changed.connect(lambda _: self.show_results())

    @property
    def pane(self) -> RecordPane | None:
        return self.gaps if self.statements.chosen == GAP else None

    def show_records(self, table: str) -> None:
        if table == self.gaps.kept_in:
            self.statements.choose(GAP)

    @property
    def chart(self) -> ChartView | None:
        return self.gap_chart if self.gap_chart.isVisible() else None

    @property
    def statement(self) -> Affordability | None:
        """The statements of what is in hand, of our own council's part where that is chosen; None where there are none."""
        finance = self._finance
        if finance is None or not self.owners.name:
            return None
        return (finance.own_affordability if self._is_part else finance.affordability).get(self._key)

    @property
    def _is_part(self) -> bool:
        """Whether what is shown is of our own council's part alone."""
        return self._has_part and (self.statements.chosen == PLAN or self.whose.chosen == 0)

    @property
    def _has_part(self) -> bool:
        """Whether our own council's part of what is in hand is told from the whole."""
        finance = self._finance
        if finance is None or not finance.own_council or self._key not in finance.affordability:
            return False
        return not finance.part(finance.owner or "" if self._key == WHOLE else self._key).is_all

    @property
    def _closing(self) -> str:
        """What closes the gap, as a sentence names it: our own council's part, where that is not the whole."""
        finance, name = self._finance, self.owners.name
        if finance is None or self._key not in finance.affordability:
            return name
        return closed_by(finance, finance.owner or "" if self._key == WHOLE else self._key, Named(name, None)).words

    @property
    def _finance(self) -> Finance | None:
        return self.appraisal.finance if self.appraisal is not None else None

    @property
    def _key(self) -> str:
        return WHOLE if self.owners.name == ALL_PROJECTS else self.owners.name

    def set_appraisal(self, appraisal: Appraisal | None) -> None:
        finance = appraisal.finance if appraisal is not None else None
        names: list[str] = []
        if finance is not None and finance.owner is not None:
            first = ALL_PROJECTS if finance.owner == WHOLE else finance.owner
            benchmark = finance.benchmark.name if finance.benchmark is not None else ""
            names = [first, *(name for name in finance.owners if name not in (first, benchmark))]
        self.owners.set_owners([Owner((name, 0), name) for name in names])
        super().set_appraisal(appraisal)

    def show_owner(self, name: str) -> None:
        if self.owners.choose(name):
            self.show_results()

    def show_results(self) -> None:
        self._show_whose()
        affordability = self.statement
        self.empty.setVisible(affordability is None)
        self._statement.setVisible(affordability is not None)
        if affordability is None:
            self._gap = GapBars("", "")
            self.left.set_rows([])
            self.gap_findings.set_sentences([])
        elif self.statements.chosen == GAP:
            self._show_gap(affordability)
        else:
            self._show_statement(affordability)
        shown = affordability is not None and bool(affordability.gap)
        self.left_table.setVisible(shown)
        self.gap_chart.setVisible(shown)

    def _show_whose(self) -> None:
        """Offer our own council's part and all together, where they differ; the plan is our own council's."""
        finance = self._finance
        names = [finance.own_council, TOGETHER] if finance is not None and self._has_part else []
        self.whose.blockSignals(True)
        self.whose.set_names(names)
        self.whose.blockSignals(False)
        self.whose.setVisible(bool(names) and self.statements.chosen != PLAN)

    def _show_statement(self, affordability: Affordability) -> None:
        finance = self._finance
        cash, plan = (self.statements.chosen == each for each in (CASH, PLAN))
        funds = funds_of(affordability)
        names = [FUNDS[fund] for fund in funds]
        if cash and len(funds) > 1:
            names.insert(0, ALL_FUNDS)
        self.funds.blockSignals(True)
        self.funds.set_names(names)
        self.funds.blockSignals(False)
        self.funds.setVisible(len(names) > 1)
        fund = self._fund(names)
        unit = ", £000" if plan else ""
        self.title.setText(f"{STATEMENTS[self.statements.chosen]}{unit}: {self._closing if plan else self.owners.name}")
        prices, why = affordability.prices, left_out(affordability)
        if plan and finance is not None:
            own = finance.medium_term_plan(self._key)
            years = own.funds.get(fund, ()) if fund is not None else ()
            rows, sentences = statements.plan(years), [*budget_sentences(years), *statements.plan_notes(own)]
            prices, why = own.prices, list(own.why)
        elif cash:
            moved = affordability.total_cash if fund is None else affordability.cash.get(fund, ())
            rows, sentences = statements.cash(moved), cash_sentences(moved)
        else:
            budget = affordability.budget.get(fund, ()) if fund is not None else ()
            rows, sentences = statements.budget(budget), budget_sentences(budget)
        self._fill(self.model, rows, thousands=plan)
        self.table.setVisible(bool(rows))
        self.note.setVisible(bool(rows))
        if not rows:
            sentences = [f"Nothing of {self._closing if self._is_part else self.owners.name} goes into this statement.", *sentences]
        note = _PLAN_NOTE if plan else _CASH_NOTE if cash else _BUDGET_NOTE
        self.note.setText(f"{note} Amounts are {statements.prices_words(prices)}.")
        self.findings.set_sentences([figures_marked(each) for each in (*sentences, *why)])

    def _fund(self, names: Sequence[str]) -> Fund | None:
        """The fund in hand; None is all of them together."""
        if not names or not 0 <= self.funds.chosen < len(names):
            return None
        return next((fund for fund, name in FUNDS.items() if name == names[self.funds.chosen]), None)

    def _show_gap(self, affordability: Affordability) -> None:
        self._gap = gap_parts(self._closing, affordability)
        self._fill(self.left, statements.gap(affordability.gap))
        self.gap_findings.set_sentences(
            [figures_marked(each) for each in (*gap_sentences(self._closing, affordability.gap), *affordability.why)]
        )
        self.gap_chart.refresh()

    def _fill(self, model: TableModel, rows: Sequence[Row], *, thousands: bool = False) -> None:
        """Show rows by year, all of them in thousands of pounds where that is asked."""
        cell = _in_thousands if thousands else None
        columns = [
            figure(year, year, kind=Kind.ESTIMATE, least=6, cell=None if cell is None else partial(cell, year)) for year in rows[0].cells
        ] if rows else []  # fmt: skip
        if [each.key for each in columns] != [each.key for each in model.columns] or (
            model is self.model and thousands is not self._thousands
        ):
            model.set_columns(columns)
        if model is self.model:
            self._thousands = thousands
        model.set_rows(rows)

    def _turn(self, number: int) -> None:
        self._statements.setVisible(number != GAP)
        self.gaps.setVisible(number == GAP)
        if self.pane is not None:
            self.pane.refresh()
        self.show_results()
        self.turned.emit()

    def forget(self) -> None:
        self.owners.forget()
        self.gaps.forget()
