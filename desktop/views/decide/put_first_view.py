"""Put first: what it would take for any one option to lead, by the weights and by its own scores."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.put_first import switches_to, what_would_put_first
from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.certainty_parts import WeightLines
from desktop.papers.charts.data.weight_course import course_parts, course_words
from desktop.results.choice.options import ranked
from desktop.results.choice.put_first import scores_needed, weights_needed
from desktop.views.decide.certainty_tables import option_columns, score_needed_columns, weight_needed_columns
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.result_view import ResultView, marked, pushed_up, row_in_hand, spaced
from desktop.views.kit.tables.result_table import ResultTable, SideTable

_SIDE = 336


class PutFirstView(ResultView):
    """Pick an option at the right, and what would put it first is said; the chart is of the nearest weight that would."""

    def __init__(self) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self._parts = WeightLines("", "", 0.0, "")
        self.title = heading("")
        self.findings = Findings("What would put the option first", 5)
        self.lines = ChartView(
            "Score of each option as one weight moves",
            drawing_of("weight_lines", lambda: self._parts),
            lambda: course_words(self._parts),
            QSize(380, 150),
        )
        self.weights = TableModel(weight_needed_columns())
        self.weight_table = ResultTable("Weights that would put it first, each alone", self.weights, 4)
        self.scores = TableModel(score_needed_columns())
        self.score_table = ResultTable("Scores that would put it first, each alone", self.scores, 3)
        self._weight_title = spaced(heading("Weights that would put it first, each alone"))
        self._score_title = spaced(heading("Scores that would put it first, each alone"))
        self.options = TableModel(option_columns())
        self.picker = SideTable("Options, best first", self.options)
        self.picker.mark_row()
        main = pushed_up(column(self.title, self.findings, (self.lines, 100), self._weight_title, self.weight_table))
        note = SecondaryLabel("One thing changes at a time, and everything else stays as it is.", look.SMALL, wrap=True)
        side = pushed_up(
            column(heading("Pick an option"), note, (self.picker, 100), self._score_title, self.score_table, spacing=look.HALF)
        )
        self.findings.turned.connect(self.lines.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TwoColumns(main, side, _SIDE, 880))
        self.picker.moved.connect(lambda _: self._show_option())

    @property
    def chart(self) -> ChartView:
        return self.lines

    @property
    def option(self) -> str:
        """The option in hand; empty before there is one."""
        return row_in_hand(self.options, self.picker.current.row())

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Show the option in hand anew; at first the best placed that does not lead."""
        self._appraisal = appraisal
        self.options.set_rows(ranked(appraisal))
        if not self.option:
            second = next((each.name for each in appraisal.ranked if each.may_lead and each.name != appraisal.leader), "")
            self.picker.go_to(max(self.options.find(second), 0))
        self._show_option()

    def show_option(self, name: str) -> None:
        """Take an option in hand."""
        row_number = self.options.find(name)
        if row_number >= 0:
            self.picker.go_to(row_number)

    def _show_option(self) -> None:
        appraisal, name = self._appraisal, self.option
        if appraisal is None or not name:
            return
        self.title.setText(f"What would put {name} first")
        self.findings.set_sentences(marked(appraisal, words_of(what_would_put_first(appraisal, name))))
        weights, scores = weights_needed(appraisal, name), scores_needed(appraisal, name)
        self.weights.set_rows(weights)
        self.scores.set_rows(scores)
        for rows, widgets in ((weights, (self._weight_title, self.weight_table)), (scores, (self._score_title, self.score_table))):
            for widget in widgets:
                widget.setVisible(bool(rows))
        nearest = next(iter(switches_to(appraisal, name)), None)
        self.lines.setVisible(nearest is not None)
        if nearest is not None:
            self._parts = course_parts(appraisal, nearest.branch)
            self.lines.refresh()
