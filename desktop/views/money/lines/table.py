"""The grid of lines and years: as tall as its lines where there is room, so that the chart keeps the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from desktop.models.criterion_tree import Band
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.tables.banded_table import BandedTable
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

_FEWEST = 4

#: How long, in milliseconds, figures must have stood still before the columns are fitted to them again.
_AT_REST = 120


class SavingTable(StandsWhole, BandedTable):
    """Lines under the headings they are grouped by. It scrolls by itself where there are more lines than fit, so that it makes no page
    longer than the window."""

    def __init__(self, name: str, model: TableModel, totals: TableModel) -> None:
        self._by_line: Mapping[int, Band] = {}
        self._shape: tuple[object, ...] = ()
        super().__init__(name, model, totals, bands=self._bands_at)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.question.turned.connect(self.fit_later)

    def sizeHint(self) -> QSize:
        """The fewest lines it may have; it takes what room there is beyond."""
        return QSize(400, self.minimumHeight())

    def fit_later(self) -> None:
        """At once where lines, columns or headings are others; where only figures are, once they have come to rest."""
        columns = tuple(each.key for each in self.model.columns)
        shape = (self.model.rowCount(), columns, tuple(self._by_line), self.trouble.isHidden(), self.asked_height, self.size())
        at_once, self._shape = shape != self._shape, shape
        if at_once:
            self._late_fit.start(0)
        elif not (self._late_fit.isActive() and self._late_fit.interval() == 0):
            self._late_fit.start(_AT_REST)

    def fit_whole(self) -> None:
        """Be as tall as the lines, where the page scrolls anyway."""
        rows = self.model.rowCount()
        self.setMinimumHeight(self._whole(rows if self.is_whole else min(rows, _FEWEST)))

    def set_bands(self, bands: Mapping[int, Band]) -> None:
        """Put these headings above the lines that begin a group, by the line's id; shown with the next rows that are set."""
        self._by_line = bands

    def _bands_at(self, row: int) -> Sequence[Band]:
        line = self.model.id_at(row) if self._by_line else None
        band = self._by_line.get(line) if isinstance(line, int) else None
        return (band,) if band is not None else ()

    def _make_room(self) -> None:
        if self._by_line or self.view.verticalHeader().length() != self.model.rowCount() * look.row_height():
            super()._make_room()

    def _least(self, number: int) -> int:
        """A subtotal, too, is never cut."""
        key = self.model.columns[number].key
        widest = max((look.text_width(band.figures.get(key, ""), look.SMALL, True) for band in self._by_line.values()), default=0)
        return max(super()._least(number), widest + 2 * look.STEP + 2)

    def rows_height(self, rows: int | None = None) -> int:
        return super().rows_height(rows) if self._by_line else SpreadsheetTable.rows_height(self, rows)

    def _whole(self, rows: int) -> int:
        """The height of so many lines, with the sentence of a text that was not saved and the sideways bar where they are shown."""
        said = self.trouble.heightForWidth(self.width()) if not self.trouble.isHidden() else 0
        totals = self.totals
        sideways = totals is not None and totals.horizontalScrollBar().maximum() > 0
        bar = totals.horizontalScrollBar().sizeHint().height() if totals is not None and sideways else 0
        return self.rows_height(max(rows, 1)) + said + bar + self.asked_height

    def _fit(self) -> None:
        super()._fit()
        self.fit_whole()
        self.setMaximumHeight(self._whole(self.model.rowCount()))
