"""Where the groups differ: each group's own order of the options, how far apart they are on one option, and on which scores most."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout

from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.groups import where_groups_differ
from desktop.appraisal.results import Appraisal
from desktop.models.table_model import TableModel
from desktop.papers.charts.data.agreement import spread_parts, spread_words
from desktop.papers.charts.data.certainty_parts import Spread
from desktop.papers.exhibits.cell_words import plain_words
from desktop.results.choice.groups import differences as differences_of
from desktop.results.choice.groups import differing
from desktop.results.choice.groups import orders as orders_of
from desktop.views.decide.certainty_tables import difference_columns, order_columns
from desktop.views.kit import look
from desktop.views.kit.chart_view import ChartView, drawing_of
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import SecondaryLabel, heading
from desktop.views.kit.page import TwoColumns, column
from desktop.views.kit.result_view import ResultView, marked, pushed_up, row_in_hand, spaced
from desktop.views.kit.tables.result_table import ResultTable, SideTable

_SIDE = 600

#: The scores furthest apart that are listed; the rest are counted, as a large case has thousands.
_MOST_DIFFERENCES = 60


class GroupsView(ResultView):
    """Pick an option in the table, or a score on which the groups differ, and each group's scores of that option are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self._appraisal: Appraisal | None = None
        self._parts = Spread("")
        self.title = heading("")
        self.spread = ChartView(
            "Each group’s scores of one option",
            drawing_of("spread", lambda: self._parts),
            lambda: spread_words(self._parts),
            QSize(380, 210),
            520,
            rows=lambda: len(self._parts.rows),
        )
        self.findings = Findings("Where the groups differ")
        self.orders = TableModel([])
        self.order_table = ResultTable("Each group’s own order of the options", self.orders)
        self.order_table.mark_row()
        self.differences = TableModel(difference_columns())
        self.difference_table = SideTable("Scores on which the groups differ", self.differences, 4)
        self._rest = SecondaryLabel("", wrap=True)
        main = pushed_up(column(self.title, (self.spread.in_scroll(), 100), self.findings))
        note = SecondaryLabel("Place and score out of 100; who leads is in bold.", look.SMALL, wrap=True)
        side = pushed_up(
            column(
                heading("Each group’s own order"),
                note,
                self.order_table,
                spaced(heading("Where they differ most")),
                (self.difference_table, 100),
                self._rest,
                spacing=look.HALF,
            )
        )
        self.findings.turned.connect(self.spread.hold_height)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TwoColumns(main, side, _SIDE, 1040))
        self.order_table.moved.connect(lambda _: self._show_option())
        self.difference_table.moved.connect(lambda _: self._pick_of_difference())

    @property
    def chart(self) -> ChartView:
        return self.spread

    @property
    def option(self) -> str:
        """The option whose scores are drawn; empty before there is one."""
        return row_in_hand(self.orders, self.order_table.current.row())

    def set_appraisal(self, appraisal: Appraisal) -> None:
        self._appraisal = None  # while rows come and go, the one in hand may be an option of another case
        self.orders.show(order_columns(appraisal), orders_of(appraisal))
        differences, count = differences_of(appraisal, _MOST_DIFFERENCES), differing(appraisal)
        self.differences.set_rows(differences)
        self.difference_table.setVisible(bool(differences))
        more = count - len(differences)
        self._rest.setText(
            f"{more:,} more {'score' if more == 1 else 'scores'}, no further apart."
            if more
            else ""
            if count
            else "The groups gave every score alike."
        )
        self._rest.setVisible(bool(more) or not count)
        self.findings.set_sentences(marked(appraisal, words_of(where_groups_differ(appraisal))))
        self._appraisal = appraisal
        if not self.option:
            self.order_table.go_to(0)
        self._show_option()

    def show_option(self, name: str) -> None:
        row_number = self.orders.find(name)
        if row_number >= 0:
            self.order_table.go_to(row_number)

    def _pick_of_difference(self) -> None:
        here = self.difference_table.current
        if here.isValid():
            self.show_option(plain_words(self.differences.row_at(here.row()).cells["option"]))

    def _show_option(self) -> None:
        name = self.option
        if self._appraisal is None or not name:
            return
        self._parts = spread_parts(self._appraisal, name)
        self.title.setText(f"Each group’s scores of {name}")
        self.spread.refresh()
