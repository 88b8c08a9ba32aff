"""What would change it: how the scores follow one weight, every weight at which the choice changes, and the one score that would."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.choice.judging import branch_key
from desktop.appraisal.findings.changes import what_would_change_it
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.certainty_parts import WeightLines
from desktop.papers.charts.data.weight_course import course_parts, course_words
from desktop.results.choice.weights import branch_of, branches
from desktop.results.choice.weights import switches as switches_of
from desktop.views.decide.certainty_tables import branch_columns, switch_columns
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.result_view import ResultView, marked, pushed_up, row_in_hand, spaced
from desktop.views.kit.tables.result_table import ResultTable, SideTable

_SIDE = 336


class ChangeView(ResultView):
    """Pick a criterion or a heading at the right, and its lines are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self._parts = WeightLines("", "", 0.0, "")
        self.title = heading("")
        self.lines = ChartView(
            "Score of each option as one weight moves",
            drawing_of("weight_lines", lambda: self._parts),
            lambda: course_words(self._parts),
            QSize(380, 165),
        )
        self.findings = Findings("What would change the choice", 4)
        self.model = TableModel(switch_columns())
        self.table = ResultTable("Weights at which the choice changes", self.model, 4)
        self._never = SecondaryLabel("No weight of one criterion or heading, however changed, puts another option first.", wrap=True)
        self.criteria = TableModel(branch_columns())
        self.picker = SideTable("Criteria and headings, with where the choice changes", self.criteria)
        self.picker.mark_row()
        switches = spaced(heading("Weights at which the choice changes"))
        main = pushed_up(column(self.title, (self.lines, 100), self.findings, switches, self.table, self._never))
        moves = "One weight moves at a time, and the others keep their proportions. A heading, in bold, moves with all its criteria."
        note = SecondaryLabel(f"{moves} The step is from the worst score to the best.", look.SMALL, wrap=True)
        side = pushed_up(column(heading("Pick a criterion or heading"), note, (self.picker, 100), spacing=look.HALF))
        self.findings.turned.connect(self.lines.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TwoColumns(main, side, _SIDE, 880))
        self.picker.moved.connect(lambda _: self._show_criterion())
        self.table.moved.connect(lambda _: self._pick_of_switch())

    @property
    def chart(self) -> ChartView:
        return self.lines

    @property
    def criterion(self) -> str:
        """The criterion or heading whose weight moves, as the table knows it; empty before there is one."""
        return row_in_hand(self.criteria, self.picker.current.row())

    def set_appraisal(self, appraisal: Appraisal) -> None:
        self._appraisal = appraisal
        rows = branches(appraisal, branch_of(self.criterion))
        self.criteria.set_rows(rows)
        switches = switches_of(appraisal)
        self.model.set_rows(switches)
        self.table.setVisible(bool(switches))
        self._never.setVisible(not switches)
        sentences = words_of(what_would_change_it(appraisal))
        if len(appraisal.options) > 1 and not any(option.dominated.by for option in appraisal.options):
            sentences.append("No option is at least as good as another on every criterion.")
        self.findings.set_sentences(marked(appraisal, sentences))
        if not self.criterion and rows:
            first = branch_key(appraisal.weight_switches[0].branch) if appraisal.weight_switches else rows[0].id
            self.picker.go_to(max(self.criteria.find(first), 0))
        self._show_criterion()

    def show_criterion(self, name: str) -> None:
        """Move the weight of this criterion, or of a heading as the table knows it."""
        row_number = self.criteria.find(name)
        if row_number >= 0:
            self.picker.go_to(row_number)

    def _pick_of_switch(self) -> None:
        here = self.table.current
        if here.isValid():
            self.show_criterion(self.model.row_at(here.row()).id.rpartition(" at ")[0])

    def _show_criterion(self) -> None:
        name = self.criterion
        if self._appraisal is None or not name:
            return
        branch = branch_of(name)
        self._parts = course_parts(self._appraisal, branch)
        self.criteria.set_rows(branches(self._appraisal, branch))
        self.title.setText(f"Score of each option as the weight of {self._parts.criterion} moves")
        self.lines.refresh()
