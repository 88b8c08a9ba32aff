"""What the money of one option or project looks like: when it breaks even, each year, and its figures on three cases, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.appraisal.results import Money
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.money import savings_words, year_bars
from desktop.papers.charts.data.running_total import break_even_parts, break_even_words
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import heading
from desktop.views.kit.page import row
from desktop.views.kit.tables.result_table import SideTable
from desktop.views.money.figures import figure_columns, figure_rows, year_columns, year_rows

#: A heading with less room than this, in logical pixels, is left out.
_LEAST_TITLE = 150

BREAK_EVEN, YEARLY, CASES, YEARS = range(4)


class _FigureTable(SideTable):
    """No taller than the chart it stands in the place of, unless there is room: it scrolls instead."""

    def __init__(self, name: str, model: TableModel, chart: ChartView) -> None:
        self._chart = chart
        super().__init__(name, model)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._chart.minimumSizeHint().height())


class SavingCharts(QWidget):
    """A heading, a choice, and the chart or the table. Charts are drawn at the widget's own size; only what is shown is worked out."""

    picked = Signal(str)
    """The record of a mark: `money:NAME:YEAR`."""

    def __init__(self, least: QSize) -> None:
        super().__init__()
        self._name, self._money = "", Money()
        self._shown_title = ""
        self._stale: set[int] = set()
        self.title = heading("")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.which = Segments("Results", ["Break-even", "Each year", "Three cases", "By year"])
        self.running = ChartView(
            "Break-even", drawing_of("break_even", lambda: break_even_parts(self._name, self._money)), self._running_words, least
        )
        self.yearly = ChartView(
            "Costs and savings by year",
            drawing_of("yearly_stack", lambda: year_bars(self._name, self._money)),
            lambda: savings_words(self._name, self._money),
            least,
        )
        self.cases = _FigureTable("Results on three cases", TableModel(figure_columns()), self.running)
        self.years = _FigureTable("Net and running total by year", TableModel(year_columns()), self.running)
        self._parts: tuple[QWidget, ...] = (self.running, self.yearly, self.cases, self.years)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.HALF)
        box.addWidget(row((self.title, 1), self.which))
        for part in self._parts:
            box.addWidget(part, 100)
        box.addStretch(1)
        self.which.changed.connect(lambda _: self._show_chosen())
        self.running.picked.connect(self.picked)
        self.yearly.picked.connect(self.picked)
        self._show_chosen()

    @property
    def chart(self) -> ChartView | None:
        """The chart that is shown; None where a table is."""
        return {BREAK_EVEN: self.running, YEARLY: self.yearly}.get(self.which.chosen)

    def show_money(self, title: str, name: str, money: Money) -> None:
        """Show the money of one option or project."""
        self._name, self._money, self._shown_title = name, money, title
        self._elide()
        self._stale = set(range(len(self._parts)))
        self._fill()

    def _show_chosen(self) -> None:
        for number, part in enumerate(self._parts):
            part.setVisible(number == self.which.chosen)
        self._fill()

    def _fill(self) -> None:
        """Bring what is shown into line with the money in hand; the rest waits until it is looked at."""
        number = self.which.chosen
        if number not in self._stale:
            return
        self._stale.discard(number)
        if number == CASES:
            self.cases.model.set_rows(figure_rows(self._money))
        elif number == YEARS:
            self.years.model.set_rows(year_rows(self._money))
        else:
            (self.yearly if number == YEARLY else self.running).refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        """The name in one line, whole where it is pointed at."""
        room = self.title.width()
        whole = look.text_width(self._shown_title, look.HEADING, True) <= room
        shown = self._shown_title
        if not whole:  # a few letters say nothing: what is in hand is named above the grid too
            metrics = look.metrics(look.HEADING, True)
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room) if room >= look.scaled(_LEAST_TITLE) else ""
        if self.title.text() != shown:
            self.title.setText(shown)
        self.title.setToolTip("" if whole else self._shown_title)

    def _running_words(self) -> str:
        return break_even_words(break_even_parts(self._name, self._money))
