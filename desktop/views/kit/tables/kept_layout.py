"""The widths and the order of columns and of rows that the officer gave a table: kept on this machine, and put back when it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView

from desktop.models.table_model import TableModel
from desktop.settings import held_settings
from desktop.views.kit.tables.header import QuietHeader

#: No width outside these is taken from the file, in pixels.
_LEAST, _MOST = 24, 4_000


class KeptLayout(QObject):
    """Of one table, by its name. Without settings it lasts as long as the table."""

    #: A width was given or taken back.
    changed = Signal()

    def __init__(self, name: str, model: TableModel, header: QHeaderView) -> None:
        super().__init__(header)
        self._name, self._model = name, model
        self._widths: dict[str, int] = {}
        self._order: tuple[str, bool] | None = None
        self.columns: tuple[str, ...] = ()
        self._shows_all = False
        self._read()
        self._is_due = self._order is not None
        if isinstance(header, QuietHeader):
            header.dragged.connect(self._dragged)
        header.sectionHandleDoubleClicked.connect(self._as_made)
        model.arranged.connect(self._sort)

    def widths(self, given: Sequence[int]) -> list[int]:
        """The width of each column in pixels: the officer's, and else what it is given."""
        return [self._widths.get(column.key, width) for column, width in zip(self._model.columns, given, strict=True)]

    @property
    def shows_all(self) -> bool:
        """Whether the officer asked for every column, the blank ones too."""
        return self._shows_all

    def show_all(self, shown: bool) -> None:
        """Keep whether every column is shown."""
        self._shows_all = shown
        self._write()

    def keep_order(self) -> None:
        """The officer has sorted the rows, or put them back in the order recorded."""
        by = self._model.sorted_by
        self._order = (self._model.columns[by[0]].key, by[1]) if by is not None else None
        self._write()

    def put_back(self) -> None:
        """Sort the rows as the officer did: others have taken their place."""
        self._is_due = self._order is not None
        self._sort()

    def keep_columns(self, keys: Sequence[str]) -> None:
        """The officer has given the columns this order; none is their own."""
        self.columns = tuple(keys)
        self._write()

    def _dragged(self, section: int, width: int) -> None:
        self._widths[self._model.columns[section].key] = width
        self._write()
        self.changed.emit()

    def _as_made(self, section: int) -> None:
        """The edge of a heading was clicked twice: its column takes what it needs again."""
        if self._widths.pop(self._model.columns[section].key, None) is not None:
            self._write()
        self.changed.emit()

    def _sort(self) -> None:
        """Sort once there are rows, and again once others have taken the place of all of them."""
        if not self._model.rowCount():
            self._is_due = self._order is not None
            return
        if not self._is_due or self._order is None:
            return
        self._is_due = False
        key, is_down = self._order
        number = next((number for number, column in enumerate(self._model.columns) if column.key == key), None)
        if number is not None and self._model.sorted_by is None:
            self._model.sort(number, Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder)

    def _read(self) -> None:
        settings = held_settings()
        try:
            kept = json.loads((settings.table(self._name) if settings is not None else "") or "{}")
        except (ValueError, RecursionError):  # written by another hand: as the table is made
            return
        if not isinstance(kept, dict):
            return
        widths, order, columns = kept.get("widths"), kept.get("order"), kept.get("columns")
        if isinstance(columns, list):
            self.columns = tuple(str(key) for key in columns)
        if isinstance(widths, Mapping):
            self._widths = {str(key): width for key, width in widths.items() if isinstance(width, int) and _LEAST <= width <= _MOST}
        self._shows_all = kept.get("all") is True
        if isinstance(order, list) and len(order) == 2:
            self._order = str(order[0]), order[1] is True

    def _write(self) -> None:
        settings = held_settings()
        if settings is not None:
            kept = {"widths": self._widths, "order": self._order, "columns": self.columns, "all": self._shows_all}
            settings.keep_table(self._name, json.dumps(kept) if any(kept.values()) else "")
