"""The grid of lines and years: as tall as its lines where there is room, so that the chart keeps the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from desktop.models.table_model import TableModel
from desktop.views.spreadsheet_table import SpreadsheetTable

_FEWEST = 5


class SavingTable(SpreadsheetTable):
    """Scrolls by itself where there are more lines than fit, so that it makes no page longer than the window."""

    def __init__(self, name: str, model: TableModel, totals: TableModel) -> None:
        super().__init__(name, model, totals)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def _whole(self, rows: int) -> int:
        """The height of so many lines, with the sentence of a text that was not saved and the sideways bar where they are shown."""
        said = self.trouble.heightForWidth(self.width()) if not self.trouble.isHidden() else 0
        totals = self.totals
        sideways = totals is not None and totals.horizontalScrollBar().maximum() > 0
        bar = totals.horizontalScrollBar().sizeHint().height() if totals is not None and sideways else 0
        return self.rows_height(max(rows, 1)) + said + bar

    def _fit(self) -> None:
        super()._fit()
        rows = self.model.rowCount()
        self.setMinimumHeight(self._whole(min(rows, _FEWEST)))
        self.setMaximumHeight(self._whole(rows))
