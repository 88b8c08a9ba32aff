"""Value for money: score set against net present value, the order that makes, and the options that cannot be placed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.choice.value_for_money import value_for_money
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.savings import could_cost_more
from desktop.appraisal.findings.worth import worth
from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.certainty_parts import ScoreByNpv
from desktop.papers.charts.data.money_and_score import score_by_npv_parts, score_by_npv_words
from desktop.results.choice.value import values
from desktop.views.decide.certainty_tables import value_columns
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.result_view import ResultView, marked, option_of
from desktop.views.kit.tables.result_table import ResultTable

#: How many findings are shown at first, with the chart and without it.
_BESIDE_CHART, _ALONE = 2, 8


class ValueView(ResultView):
    """A chart of those that can be placed, a table of them all."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = ScoreByNpv()
        self._title = heading("Score against net present value")
        self.scatter = ChartView(
            "Score of each option against its net present value",
            drawing_of("score_by_npv", lambda: self._parts),
            lambda: score_by_npv_words(self._parts),
            QSize(380, 180),
        )
        self.findings = Findings("What the options are worth", _BESIDE_CHART)
        self.model = TableModel([])
        self.table = ResultTable("Value for money", self.model)
        self._note = SecondaryLabel(
            "Better on both first, then points at a cost, the cheapest first; then points lost for money saved; worse on both last. "
            "Most likely amounts place an option, against the benchmark.",
            look.SMALL,
            wrap=True,
        )
        self.findings.turned.connect(self.scatter.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(self._title)
        box.addWidget(self.scatter, 100)
        box.addWidget(self.findings)
        box.addWidget(self.table)
        box.addWidget(self._note)
        box.addStretch(1)
        self.scatter.picked.connect(lambda record: self.show_option(option_of(record)))

    @property
    def chart(self) -> ChartView:
        return self.scatter

    @property
    def has_chart(self) -> bool:
        """Whether any option but the benchmark can be drawn."""
        return any(not point.benchmark for point in self._parts.points)

    def set_appraisal(self, appraisal: Appraisal) -> None:
        self._parts = score_by_npv_parts(appraisal)
        value = value_for_money(appraisal)
        rows = values(appraisal, value)
        self.model.show(value_columns(rows), rows)
        self._title.setVisible(self.has_chart)
        self.scatter.setVisible(self.has_chart)
        value_sentences = words_of(worth(appraisal, beside_table=True))
        if not self.has_chart:
            value_sentences.insert(
                0, "No option has both a score and a most likely net present value, so none can be set against another yet."
            )
        placed = {each.option for each in value.options if each.able}
        risky = could_cost_more([option for option in appraisal.options if option.name in placed])
        sentences = marked(appraisal, [*value_sentences, *words_of(risky)])
        self.findings.set_sentences(sentences, _BESIDE_CHART if self.has_chart else _ALONE)
        self.scatter.refresh()

    def show_option(self, name: str) -> None:
        row_number = self.model.find(name)
        if row_number >= 0:
            self.table.go_to(row_number, 1)
