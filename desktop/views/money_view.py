"""The money side of the Results screen: every option's figures, and the years of the one in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.sentences import money_of_choice
from desktop.models.table_model import TableModel
from desktop.papers.chart_data import cumulative_words, savings_words, year_bars
from desktop.views import look
from desktop.views.chart_view import ChartView
from desktop.views.labels import SecondaryLabel, heading
from desktop.views.page import TwoColumns, column, row
from desktop.views.result_cells import MoneyRow, money_columns, money_rows
from desktop.views.result_table import ResultTable
from desktop.views.result_view import ResultView
from desktop.views.scroll_box import ScrollBox
from desktop.views.segments import Segments
from desktop.views.sentences import SentenceList, figures_marked

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.chart_colours import ChartColours

_YEARLY, _RUNNING = 0, 1

#: From this height, in logical pixels, both charts are shown one above the other.
_BOTH = 660


class MoneyView(ResultView):
    """A table of what each option is worth, and beneath it the charts and findings of the row in hand."""

    def __init__(self) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self._name, self._money = "", Money()
        self.model = TableModel(money_columns())
        self.table = ResultTable("What each option is worth", self.model)
        self.basis = SecondaryLabel("", look.SMALL, wrap=True)
        self.title = heading("")
        self.which = Segments("Chart", ["Each year", "Running total"])
        self.yearly = ChartView(
            "Costs and savings by year", self._draw_yearly, lambda: savings_words(self._name, self._money), QSize(380, 190)
        )
        self.running = ChartView("Running total", self._draw_running, lambda: cumulative_words(self._name, self._money), QSize(380, 170))
        self.said = SentenceList("What the money says")
        inner = column(self.said)
        layout = inner.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addStretch(1)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        charts = column(row((self.title, 1), self.which), (self.yearly, 1), (self.running, 1), spacing=look.HALF)
        words = ScrollBox(inner)
        words.setMinimumHeight(look.row_height() * 5)
        side = column(heading("In words"), (words, 1), spacing=look.HALF)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(self.table)
        box.addWidget(self.basis)
        box.addWidget(TwoColumns(charts, side, 320), 1)
        self.which.changed.connect(lambda _: self._show_charts())
        self.table.moved.connect(lambda _: self._show_option())
        self._show_charts()

    @property
    def chart(self) -> ChartView:
        """The chart that is shown, or that has the focus where both are."""
        if self.running.isVisible() and (not self.yearly.isVisible() or self.running.hasFocus()):
            return self.running
        return self.yearly

    @property
    def is_empty(self) -> bool:
        """Whether no option or project has any cost or saving."""
        return self.model.rowCount() == 0

    def set_appraisal(self, appraisal: Appraisal) -> None:
        """Show what this appraisal says; the row in hand stays."""
        self._appraisal = appraisal
        rows = money_rows(appraisal)
        self.model.set_rows(rows)
        case = appraisal.case
        prices = "nominal prices" if case.price_base == "nominal" else f"{case.price_year or case.base_year} prices"
        self.basis.setText(
            f"Over {case.horizon} years from {case.base_year}, against the benchmark, in {prices}, {appraisal.discounting_name}. "
            "Cashable only counts what is stated to be cashable."
        )
        if rows and not self.table.current.isValid():
            first = next((number for number, each in enumerate(rows) if not each.benchmark), 0)
            self.table.go_to(first)
        self._show_option()

    def show_option(self, name: str) -> None:
        """Take one option or project in hand."""
        found = self.model.find(name)
        if found >= 0:
            self.table.go_to(found)

    def _show_option(self) -> None:
        here = self.table.current
        if not here.isValid() or self._appraisal is None:
            return
        shown: MoneyRow = self.model.row_at(here.row())
        self._name, self._money = shown.id, shown.money
        self.title.setText(shown.id)
        option = next((each for each in self._appraisal.options if each.name == shown.id), None)
        found = money_of_choice(self._appraisal.case, option) if option is not None else []
        told = [*found, *shown.money.why] or [f"All of the figures of {shown.id} are in the table."]
        self.said.set_sentences([figures_marked(sentence, shown.id) for sentence in dict.fromkeys(told)])
        self.yearly.refresh()
        self.running.refresh()

    def _show_charts(self) -> None:
        both = self.height() >= _BOTH
        self.which.setVisible(not both)
        self.yearly.setVisible(both or self.which.chosen == _YEARLY)
        self.running.setVisible(both or self.which.chosen == _RUNNING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_charts()
        super().resizeEvent(event)

    def _draw_yearly(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import yearly_savings

        return yearly_savings(wide, high, colours, year_bars(self._name, self._money))

    def _draw_running(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts import cumulative

        return cumulative(wide, high, colours, year_bars(self._name, self._money))
