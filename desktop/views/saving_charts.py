"""The two charts of one option's or project's money, one at a time: each year, and the running total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.results import Money
from desktop.papers.chart_data import cumulative_words, savings_words, year_bars
from desktop.views import look
from desktop.views.chart_view import ChartView
from desktop.views.labels import heading
from desktop.views.page import row
from desktop.views.segments import Segments

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.chart_colours import ChartColours

RUNNING, YEARLY = 0, 1


class SavingCharts(QWidget):
    """A heading, a choice of chart, and the chart. Charts are drawn at the widget's own size."""

    picked = Signal(str)
    """The record of a mark: `money:NAME:YEAR`."""

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._name, self._money = "", Money()
        self.title = heading("")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.which = Segments("Chart of the money", ["Running total", "Each year"])
        self.running = ChartView("Running total", self._draw_running, lambda: cumulative_words(self._name, self._money), least)
        self.yearly = ChartView("Costs and savings by year", self._draw_yearly, lambda: savings_words(self._name, self._money), least)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(row((self.title, 1), self.which))
        box.addWidget(self.running, 100)
        box.addWidget(self.yearly, 100)
        box.addStretch(1)
        self.which.changed.connect(lambda _: self._show_chosen())
        self.running.picked.connect(self.picked)
        self.yearly.picked.connect(self.picked)
        self._show_chosen()

    @property
    def chart(self) -> ChartView:
        """The chart that is shown."""
        return self.yearly if self.which.chosen == YEARLY else self.running

    def show_money(self, title: str, name: str, money: Money) -> None:
        """Draw the money of one option or project."""
        self._name, self._money = name, money
        self.title.setText(title)
        self.running.refresh()
        self.yearly.refresh()

    def _show_chosen(self) -> None:
        self.running.setVisible(self.which.chosen == RUNNING)
        self.yearly.setVisible(self.which.chosen == YEARLY)

    def _draw_running(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import cumulative

        return cumulative(wide, high, colours, year_bars(self._name, self._money))

    def _draw_yearly(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import yearly_savings

        return yearly_savings(wide, high, colours, year_bars(self._name, self._money))
