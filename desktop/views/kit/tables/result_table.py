"""Tables of results: as tall as their rows or as the room there is, in the order of the results."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.models.table_model import TableModel
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

_MOST_ROWS = 6

#: The rows that a table beside others asks room for; it takes more where there is more.
_ASKED_ROWS = 8

#: How long, in milliseconds, the figures must have stood still before the columns are fitted to them again.
_AT_REST = 120


class ResultTable(StandsWhole, SpreadsheetTable):
    """As tall as its rows, up to so many while the page does not scroll, so that charts and sentences keep the rest."""

    def __init__(self, name: str, model: TableModel, most_rows: int = _MOST_ROWS) -> None:
        self._fitted, self._most_rows, self._rows_fitted, self._bar = False, most_rows, 0, 0
        super().__init__(name, model, sortable=False)

    def fit_later(self) -> None:
        """At once the first time, with other rows and after a change of size; else when the figures rest, as a slider moves all."""
        if self._fitted and self.model.rowCount() == self._rows_fitted:
            self._late_fit.start(_AT_REST)
        else:
            self._stand()  # at once: what shares the page with it is laid out, and drawn, but once
            super().fit_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitted = False
        super().resizeEvent(event)

    def _fit(self) -> None:
        super()._fit()
        self._fitted, self._rows_fitted = True, self.model.rowCount()
        across = sum(self.view.columnWidth(number) for number in range(self.model.columnCount()))
        names = self.view.verticalHeader().width() if self.model.names is not None else 0
        self._bar = self.view.horizontalScrollBar().sizeHint().height() if across + names > self.view.width() else 0
        self._stand()

    def fit_whole(self) -> None:
        self._stand()

    def _stand(self) -> None:
        """Be as tall as the rows, and the bar that the columns were last found to need."""
        rows = max(self.model.rowCount(), 1)
        high = self.rows_height(rows if self.is_whole else min(rows, self._most_rows)) + self._bar
        if self.height() != high:
            self.setFixedHeight(high)


class SideTable(StandsWhole, SpreadsheetTable):
    """A longer list beside a chart: it grows to all of its rows where there is room, and scrolls by itself where there is not."""

    def __init__(self, name: str, model: TableModel, asked_rows: int = _ASKED_ROWS) -> None:
        self._asked_rows, self._bar = asked_rows, 0
        super().__init__(name, model, sortable=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(240, self.rows_height(min(max(self.model.rowCount(), 1), self._asked_rows)))

    def minimumSizeHint(self) -> QSize:
        """Four rows, as fewer are no list; where the page scrolls, all of them."""
        rows = max(self.model.rowCount(), 1)
        return QSize(200, self.rows_height(rows) + self._bar if self.is_whole else self.rows_height(min(rows, 4)))

    def _fit(self) -> None:
        super()._fit()
        across = sum(self.view.columnWidth(number) for number in range(self.model.columnCount()))
        self._bar = self.view.horizontalScrollBar().sizeHint().height() if across > self.view.width() else 0
        self.fit_whole()

    def fit_whole(self) -> None:
        """Be as tall as the rows, where the page scrolls anyway."""
        least = self.minimumSizeHint().height() if self.is_whole else 0  # said outright, as a list may take what height it is given
        if self.minimumHeight() != least:
            self.setMinimumHeight(least)
        self.updateGeometry()
