"""A table of results: as tall as its rows, up to six, so that charts and sentences keep the rest."""

from __future__ import annotations

from desktop.models.table_model import TableModel
from desktop.views.spreadsheet_table import SpreadsheetTable

_MOST_ROWS = 6


class ResultTable(SpreadsheetTable):
    """Rows stand in the order of the results, so it is not sorted by its headings."""

    def __init__(self, name: str, model: TableModel) -> None:
        super().__init__(name, model, sortable=False)

    def _fit(self) -> None:
        super()._fit()
        across = sum(self.view.columnWidth(number) for number in range(self.model.columnCount()))
        bar = self.view.horizontalScrollBar().sizeHint().height() if across > self.view.width() else 0
        high = self.rows_height(min(max(self.model.rowCount(), 1), _MOST_ROWS)) + bar
        if self.height() != high:
            self.setFixedHeight(high)
