"""A table that is shown from its beginning while the rest of its rows are still in the file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from desktop.models.column import ScreenColumn
from desktop.models.table_model import Index, TableModel

_NOWHERE = QModelIndex()
#: Widths are fitted to so many rows, and no more are looked at when others come.
_FITTED = 200


class GrowingTable(TableModel):
    """Rows that can only be read, in the order in which they come: neither sorted nor filtered here, as most are not here yet.

    `asked` tells that a view has come to the last row while there are more.
    """

    asked = Signal()

    def __init__(self, columns: Sequence[ScreenColumn], *, row_id: Callable[[Any], Hashable] | None = None) -> None:
        super().__init__(columns, [], row_id=row_id)
        self._growing: list[Any] = []
        self._has_more = False

    def begin(self) -> None:
        """Show nothing yet: other rows are to come."""
        self.beginResetModel()
        self._growing = []
        self._rows, self._shown, self._has_more = self._growing, range(0), False
        self.endResetModel()
        self.arranged.emit()

    def append(self, rows: Sequence[Any], *, has_more: bool) -> None:
        """Show more rows after those that are shown. `has_more` says that there may be others after them."""
        first = len(self._growing)
        self._has_more = has_more
        if not rows:
            return
        self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        self._growing += rows
        self._shown = range(len(self._growing))
        self.endInsertRows()
        if first < _FITTED:
            self.arranged.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The order is that of the rows."""

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self.asked.emit()
