"""A table of results: as tall as its rows, up to six, so that charts and sentences keep the rest."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from desktop.models.table_model import TableModel
from desktop.views.spreadsheet_table import SpreadsheetTable

_MOST_ROWS = 6

#: How long, in milliseconds, the figures must have stood still before the columns are fitted to them again.
_AT_REST = 120


class ResultTable(SpreadsheetTable):
    """Rows stand in the order of the results, so it is not sorted by its headings."""

    def __init__(self, name: str, model: TableModel) -> None:
        self._fitted = False
        super().__init__(name, model, sortable=False)

    def fit_later(self) -> None:
        """At once the first time and after a change of size; else when the figures have come to rest, as a slider changes them all."""
        if self._fitted:
            self._late_fit.start(_AT_REST)
        elif not self._late_fit.isActive():
            self._late_fit.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fitted = False
        super().resizeEvent(event)

    def _fit(self) -> None:
        super()._fit()
        self._fitted = True
        across = sum(self.view.columnWidth(number) for number in range(self.model.columnCount()))
        bar = self.view.horizontalScrollBar().sizeHint().height() if across > self.view.width() else 0
        high = self.rows_height(min(max(self.model.rowCount(), 1), _MOST_ROWS)) + bar
        if self.height() != high:
            self.setFixedHeight(high)
