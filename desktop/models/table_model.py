"""The one table model: plain rows, columns declared once, and edits handed to the screen's callbacks.

The model sorts and filters a plain list of positions, keeps every text that could not be saved, and never holds a record of
its own: `set_rows` shows what the store now says, and selection, scroll and unsaved texts stay where they were.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.appraisal.wording import listed
from desktop.errors import Cancelled, KnownTrouble, NotSaved
from desktop.late_dataclass import dataclass
from desktop.models.cell import Align, Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.row_order import matching_positions, sorted_positions
from desktop.operations.records.names import compared

Index = QModelIndex | QPersistentModelIndex

#: The role under which an index hands over its whole `Cell`.
CELL_ROLE = int(Qt.ItemDataRole.UserRole)

# Roles arrive as plain integers many thousand times a second: compare integers, never members of an enumeration.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _READ_ONLY | Qt.ItemFlag.ItemIsEditable
_NOWHERE = QModelIndex()
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that a pasted block needs and the table does not have yet: the first is number 0."""

    number: int


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell of an edit: the row as it was given to the model (or a `NewRow`), its column, and the text to record."""

    row: Any
    column: ScreenColumn
    text: str


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """A text that was typed and not saved: its row by its id, its column by its key, and why.

    `not_saved` says that it was not refused: the disk or the file did not take it, and it can be tried again.
    """

    row: Hashable
    key: str
    text: str
    trouble: str
    not_saved: bool = False


@dataclass(frozen=True, slots=True)
class _Unsaved:
    column: ScreenColumn
    text: str
    trouble: str
    recorded: str
    #: Writes it once more, with all that was to be written with it; None where it was refused.
    again: Callable[[], object] | None = None
    #: The cells that were recorded in one step with it, each with what it said before: with that step undone, it goes too.
    beside: tuple[tuple[Hashable, ScreenColumn, str], ...] = ()


class TableModel(QAbstractTableModel):
    """Rows of any type under declared columns.

    `edit(row, column, text)` records one cell; `edit_block(edits)` records many as one undo step; either may raise
    `KnownTrouble`, and then what was typed is kept and shown as not saved. `value(row, column)` gives the `Cell` of columns that
    have no `cell` of their own. `names(row)` are frozen at the left. `can_edit(row, column)` shuts single cells, and
    `check(row, column, text)` raises `KnownTrouble` for a text that this row will not take.
    With `can_add`, a block may run past the last row: those cells come with a `NewRow`.
    """

    #: A sentence about an edit that was not recorded, or not in full.
    trouble = Signal(str)
    #: The rows shown changed by sorting, filtering or new rows.
    arranged = Signal()

    def __init__(
        self,
        columns: Sequence[ScreenColumn],
        rows: Sequence[Any] = (),
        *,
        value: Callable[[Any, ScreenColumn], Cell] | None = None,
        edit: Callable[[Any, ScreenColumn, str], object] | None = None,
        edit_block: Callable[[Sequence[CellEdit]], object] | None = None,
        can_edit: Callable[[Any, ScreenColumn], bool] | None = None,
        check: Callable[[Any, ScreenColumn, str], object] | None = None,
        can_add: bool = False,
        names: Callable[[Any], str] | None = None,
        names_heading: str = "",
        row_id: Callable[[Any], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._value, self._edit, self._edit_block, self._can_edit = value, edit, edit_block, can_edit
        self._row_id, self._check = row_id, check
        self.can_add, self.names, self.names_heading = can_add, names, names_heading
        self.unshown: Sequence[ScreenColumn] = ()
        """Columns of the rows that the form alone shows: a pasted block may name them in its headings."""
        self.stepped_back: Sequence[ScreenColumn] = ()
        """Columns of the table that are left out now, as they are blank or alike: copied whole, and never written blindly."""
        self.told_by: Sequence[str] = ()
        """The keys of the columns in which no two rows are alike: a pasted row that says the same in them is the row that is there."""
        self._given = self._bound(columns)
        self._column_order: Sequence[str] = ()
        self.columns: tuple[ScreenColumn, ...] = self._given
        self._rows: Sequence[Any] = rows
        self._shown: Sequence[int] = range(len(rows))
        self._filter = ""
        self._sorted: tuple[int, bool] | None = None
        self._unsaved: dict[tuple[Hashable, str], _Unsaved] = {}
        #: What was refused of new rows that are being written, the numbers of those that are, and the ids of the rows there were.
        self._awaited: tuple[Sequence[tuple[int, _Unsaved]], Sequence[int], Collection[Hashable]] | None = None
        self._cells: dict[tuple[int, int], tuple[Any, Cell]] = {}
        """Cells that were asked for since the rows were last shown, each with its row: a table asks many times for each."""

    def _bound(self, columns: Sequence[ScreenColumn]) -> tuple[ScreenColumn, ...]:
        value = self._value
        if value is None:
            return tuple(columns)

        def cell(column: ScreenColumn) -> Callable[[Any], Cell]:
            return lambda row: value(row, column)

        return tuple(column if column.cell else replace(column, cell=cell(column)) for column in columns)

    # What is shown

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def row_at(self, row: int) -> Any:
        """The row as it was given, by where it is shown."""
        return self._rows[self._shown[row]]

    def id_at(self, row: int) -> Hashable:
        """What names the row for good, by where it is shown."""
        return self._id(self._shown[row])

    def find(self, row_id: Hashable) -> int:
        """Where the row of that name is shown, or -1."""
        return next((row for row, position in enumerate(self._shown) if self._id(position) == row_id), -1)

    def cell_at(self, row: int, column: int) -> Cell:
        """What the cell says: the record, or the text that could not be saved over it."""
        position = self._shown[row]
        record, known = self._rows[position], self._cells.get((position, column))
        if known is None or known[0] is not record:
            if len(self._cells) > _MOST_CELLS:
                self._cells.clear()
            known = self._cells[position, column] = record, self.columns[column].cell_of(record)
        return self._with_unsaved(position, self.columns[column], known[1])

    def cell_of(self, row: int, column: ScreenColumn) -> Cell:
        """The same, for a column that need not be shown in the table."""
        position = self._shown[row]
        return self._with_unsaved(position, column, column.cell_of(self._rows[position]))

    def _with_unsaved(self, position: int, column: ScreenColumn, recorded: Cell) -> Cell:
        if self._unsaved:
            unsaved = self._unsaved.get((self._id(position), column.key))
            if unsaved is not None and unsaved.recorded == recorded.edit_text:
                return Cell.wrong(unsaved.text, unsaved.trouble)
        return recorded

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, CELL_ROLE, _EDIT, _SPOKEN, _TOOL_TIP):
            return None
        cell = self.cell_at(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role == _DISPLAY:
            return cell.text
        if role == _EDIT:
            return cell.edit_text
        if role == _SPOKEN:
            return cell.words
        if cell.trouble or cell.spoken:
            return cell.trouble or cell.spoken
        return cell.text if self.columns[index.column()].kind is Kind.LONG_TEXT and cell.text else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if section >= (len(self.columns) if across else len(self._shown)):
            return None  # while one header is set anew, the other still asks for what it had
        if role == _DISPLAY:
            if across:
                return self.columns[section].heading
            return self.names(self.row_at(section)) if self.names is not None else None
        if role == _ALIGNMENT:
            return _RIGHT if across and self.columns[section].side is Align.RIGHT else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self.is_editable(index.row(), index.column()) else _READ_ONLY

    def is_editable(self, row: int, column: int) -> bool:
        """Whether the cell may be edited."""
        return self.allows(row, self.columns[column])

    def allows(self, row: int, column: ScreenColumn) -> bool:
        """The same, for a column that need not be shown in the table."""
        if not column.editable or (self._edit is None and self._edit_block is None):
            return False
        return self._can_edit is None or self._can_edit(self.row_at(row), column)

    def places_told(self) -> Mapping[tuple[str, ...], int]:
        """Where the row is shown that says this in the columns rows are told by; -1 for one that is not shown now."""
        every = {column.key: column for column in (*self.columns, *self.unshown)}
        columns = [every[key] for key in self.told_by if key in every]
        shown = {position: row for row, position in enumerate(self._shown)}
        said = (tuple(compared(column.cell_of(record).edit_text) for column in columns) for record in self._rows)
        return {each: shown.get(position, -1) for position, each in enumerate(said)} if columns else {}

    def name_of(self, row: int) -> str:
        """What a row shown is known by: its name at the left, or its main column."""
        if self.names is not None:
            return self.names(self.row_at(row))
        main = next((column for column in self.columns if column.main), self.columns[0])
        return self.cell_of(row, main).text

    # What the store now says

    def set_columns(self, columns: Sequence[ScreenColumn], rows: Sequence[Any] | None = None) -> None:
        """Show other columns, such as other years or options. Unsaved texts are kept.

        With `rows`, those are shown under them at once: a view never asks for a cell of rows that have gone.
        """
        self.beginResetModel()
        self._cells.clear()
        self._given = self._bound(columns)
        self.columns = self._in_order()
        if rows is not None:
            self._rows = rows
            self._forget_overtaken()
        self._sorted = None
        self._shown = self._arranged(self._rows)
        self.endResetModel()
        self.arranged.emit()

    def show(self, columns: Sequence[ScreenColumn], rows: Sequence[Any]) -> None:
        """Show rows under columns; where these are others than those that it was given last, both at once, as if it were new."""
        if [(each.key, each.heading) for each in columns] == [(each.key, each.heading) for each in self._given]:
            self.set_rows(rows)
        else:
            self.set_columns(columns, rows)

    def has(self, key: str) -> bool:
        """Whether a column of this key is shown."""
        return any(column.key == key for column in self.columns)

    def has_columns(self, columns: Sequence[ScreenColumn]) -> bool:
        """Whether these are the columns that it was given last, whatever the order in which they are shown."""
        return [each.key for each in columns] == [each.key for each in self._given]

    def order_columns(self, keys: Sequence[str]) -> None:
        """Show the columns of these keys in this order, in the places that they have; with none, as they were given."""
        sorted_by = self.columns[self._sorted[0]].key if self._sorted is not None else ""
        self.beginResetModel()
        self._cells.clear()
        self._column_order = tuple(keys)
        self.columns = self._in_order()
        if self._sorted is not None:
            self._sorted = next(n for n, each in enumerate(self.columns) if each.key == sorted_by), self._sorted[1]
        self.endResetModel()
        self.arranged.emit()

    def _in_order(self) -> tuple[ScreenColumn, ...]:
        by_key = {each.key: each for each in self._given}
        ordered = iter([by_key[key] for key in dict.fromkeys(self._column_order) if key in by_key])
        return tuple(next(ordered) if each.key in self._column_order else each for each in self._given)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows. Those shown before keep their order and place, so nothing jumps under the officer's hands.

        A row that no longer matches the filter stays until the filter changes, and a new row shows whether it matches or not.
        """
        self._cells.clear()
        before = [self._id(position) for position in self._shown]
        known = {self._id(position) for position in range(len(self._rows))} if self._filter else set(before)
        after_positions = self._kept_order(rows, before, known)
        after = [self._id_of(rows[position], position) for position in after_positions]
        if before == after:
            self._rows, self._shown = rows, after_positions
        elif len(before) == len(after) and set(before) == set(after):
            self._reorder(rows, after_positions, before, after)
        else:
            self._splice(rows, after_positions, before, after)
        self._forget_overtaken()
        if after:
            self.refresh()
        self.arranged.emit()

    def _forget_overtaken(self) -> None:
        """Drop unsaved texts whose row has gone, whose record has changed since, or whose step has been undone; keep those awaited."""
        self._keep_awaited()
        if not self._unsaved:
            return
        rows = {self._id_of(row, position): row for position, row in enumerate(self._rows)}
        undone: dict[int, bool] = {}
        for (row_id, key), unsaved in list(self._unsaved.items()):
            if id(unsaved.beside) not in undone:
                undone[id(unsaved.beside)] = bool(unsaved.beside) and all(
                    each not in rows or column.cell_of(rows[each]).edit_text == before for each, column, before in unsaved.beside
                )
            if row_id not in rows or unsaved.column.cell_of(rows[row_id]).edit_text != unsaved.recorded or undone[id(unsaved.beside)]:
                del self._unsaved[row_id, key]

    def refresh(self) -> None:
        """Ask every cell again; the rows are the same."""
        self._cells.clear()
        if self._shown and self.columns:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            if self.names is not None:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._shown) - 1)

    def _kept_order(self, rows: Sequence[Any], before: list[Hashable], known: set[Hashable]) -> Sequence[int]:
        if self._sorted is None and not self._filter:
            return range(len(rows))
        shown = set(before)
        matching = set(matching_positions(rows, self._looked_in, self._filter)) if self._filter else set(range(len(rows)))
        position_of = {self._id_of(row, position): position for position, row in enumerate(rows)}
        if self._sorted is None:
            return [position for row_id, position in position_of.items() if row_id in shown or row_id not in known or position in matching]
        stay = [position_of[row_id] for row_id in before if row_id in position_of]
        fresh = [
            position for row_id, position in position_of.items() if row_id not in shown and (row_id not in known or position in matching)
        ]
        return stay + fresh

    def _reorder(self, rows: Sequence[Any], positions: Sequence[int], before: list[Hashable], after: list[Hashable]) -> None:
        place = {row_id: row for row, row_id in enumerate(after)}
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        self._rows, self._shown = rows, positions
        self.changePersistentIndexList(old, [self.index(place[before[index.row()]], index.column()) for index in old])
        self.layoutChanged.emit()

    def _splice(self, rows: Sequence[Any], positions: Sequence[int], before: list[Hashable], after: list[Hashable]) -> None:
        """Rows came or went: take out and put in only the stretch that differs, so that the rest keep their selection."""
        head = 0
        while head < min(len(before), len(after)) and before[head] == after[head]:
            head += 1
        tail = 0
        while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
            tail += 1
        gone, come = len(before) - head - tail, len(after) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._shown = [*self._shown[:head], *self._shown[head + gone :]]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
        self._rows, self._shown = rows, positions
        if come:
            self.endInsertRows()

    # Order and filter

    @property
    def sorted_by(self) -> tuple[int, bool] | None:
        """The column the rows are sorted by and whether downwards, or `None` for the order of the records."""
        return self._sorted

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column now; -1 puts back the order of the records. Later edits do not move rows until it is asked again."""
        self._sorted = None if column < 0 else (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()

    @property
    def filter(self) -> str:
        """The words every row shown holds."""
        return self._filter

    def set_filter(self, words: str) -> None:
        """Show only rows that hold every one of the words, in any column."""
        if words.split() != self._filter.split():
            self._filter = words.strip()
            self.beginResetModel()  # rows come and go in many places: views put the cell in hand back by its row's id
            self._shown = self._arranged(self._rows)
            self.endResetModel()
            self.arranged.emit()

    @property
    def _looked_in(self) -> Sequence[ScreenColumn]:
        """What a filter finds words in: the table, and what the form or a card shows beside it."""
        return (*self.columns, *self.unshown)

    def _arranged(self, rows: Sequence[Any]) -> Sequence[int]:
        shown: Sequence[int] = matching_positions(rows, self._looked_in, self._filter) if self._filter else range(len(rows))
        if self._sorted is not None:
            column, descending = self._sorted
            shown = sorted_positions(rows, shown, self.columns[column], descending)
        return shown

    def _arrange(self) -> None:
        before = self._shown
        shown: Sequence[int] = sorted(before)  # rows kept past the filter stay until the filter changes
        if self._sorted is not None:
            column, descending = self._sorted
            shown = sorted_positions(self._rows, shown, self.columns[column], descending)
        place = {position: row for row, position in enumerate(shown)}
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        self._shown = shown
        self.changePersistentIndexList(old, [self.index(place[before[index.row()]], index.column()) for index in old])
        self.layoutChanged.emit()
        self.arranged.emit()

    # Edits

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or not index.isValid() or not self.is_editable(index.row(), index.column()):
            return False
        return self.enter(index.row(), self.columns[index.column()], str(value))

    def enter(self, row: int, column: ScreenColumn, text: str) -> bool:
        """Record one cell. Text that cannot be recorded is kept and shown as not saved; says whether it was recorded."""
        cell = self.cell_of(row, column)
        row_id, record = self.id_at(row), self.row_at(row)
        key, recorded = (row_id, column.key), column.cell_of(record).edit_text
        before = self._unsaved.get(key)
        if text == cell.edit_text and (before is None or before.again is None):
            return not cell.trouble
        if cell.trouble and text == recorded:
            del self._unsaved[key]
            self._tell(row_id, column)
            return True
        try:
            read = self._checked(record, column, text)
            self._unsaved.pop(key, None)
            if self._edit is not None:
                self._edit(record, column, read)
            elif self._edit_block is not None:
                self._edit_block((CellEdit(record, column, read),))
        except KnownTrouble as problem:
            self._unsaved[key] = _Unsaved(column, text, str(problem), recorded, _again(problem))
            self._tell(row_id, column)
            self.trouble.emit(str(problem))
            return False
        self._tell(row_id, column)
        return True

    def save_again(self) -> bool:
        """Write once more what the disk or the file did not take, each block as the one step it was; says whether all of it was taken."""
        while (again := next((each.again for each in self._unsaved.values() if each.again is not None), None)) is not None:
            block = {key: each for key, each in self._unsaved.items() if each.again is again}
            for key in block:
                del self._unsaved[key]
            try:
                again()
            except KnownTrouble as problem:
                for key, each in block.items():
                    self._unsaved[key] = replace(each, trouble=str(problem), again=_again(problem))
                if isinstance(problem, NotSaved):
                    self.refresh()
                    return False
            self.refresh()
        return True

    def _checked(self, record: Any, column: ScreenColumn, text: str) -> str:
        """The text as it is to be recorded. Raises KnownTrouble where the column, or the check of the row, refuses it."""
        return self._checked_in_row(record, column, column.check(text))

    def _checked_in_row(self, record: Any, column: ScreenColumn, read: str) -> str:
        if self._check is not None and record is not None:
            self._check(record, column, read)
        return read

    def enter_block(self, edits: Sequence[tuple[int, int | ScreenColumn, str]]) -> bool:
        """Record many cells, each (row shown, column, text), as one undo step; says whether all of it was recorded.

        A column is its number, or itself where the table does not show it. Rows past the last are new. Cells that cannot be read are
        kept as not saved and the rest are recorded; cells of columns that are worked out are left out and said so. A new row is not made
        without what every row must have, nor is any beside it.
        """
        good: list[tuple[Hashable, CellEdit]] = []
        kept: list[tuple[Hashable, _Unsaved]] = []
        of_new: list[tuple[int, _Unsaved]] = []
        left_out: list[str] = []
        last = self.rowCount()
        read_of: dict[tuple[str, str], str] = {}  # what a column repeats is read once
        for row, number, text in edits:
            column = self.columns[number] if isinstance(number, int) else number
            if not column.editable or (row < last and not self.allows(row, column)):
                left_out.append(column.heading)
                continue
            try:
                read = read_of.get((column.key, text))
                if read is None:
                    read = read_of[column.key, text] = column.check(text)
                self._checked_in_row(self.row_at(row) if row < last else None, column, read)
            except KnownTrouble as problem:
                if row >= last and column.required:
                    self.trouble.emit(f"Nothing was pasted. New row {row - last + 1}, {problem}")
                    return False
                if row >= last:
                    of_new.append((row - last, _Unsaved(column, text, str(problem), "")))
                    continue
                recorded = column.cell_of(self.row_at(row)).edit_text
                kept.append((self.id_at(row), _Unsaved(column, text, str(problem), recorded)))
                continue
            if row >= last:
                good.append((None, CellEdit(NewRow(row - last), column, read)))
            elif text != self.cell_of(row, column).edit_text:
                good.append((self.id_at(row), CellEdit(self.row_at(row), column, read)))
        lacking = next((each for each in of_new if each[0] not in {edit.row.number for row_id, edit in good if row_id is None}), None)
        if lacking is not None:
            self.trouble.emit(f"Nothing was pasted. New row {lacking[0] + 1}, {lacking[1].trouble}")
            return False
        said = self._record_block(good, kept, of_new)
        if left_out and not said:
            said = f"{listed(list(dict.fromkeys(left_out)))} cannot be changed here, so what was given for it was left out."
        if said:
            self.trouble.emit(said)
        self.refresh()
        return not said

    def _record_block(
        self, good: Sequence[tuple[Hashable, CellEdit]], kept: Sequence[tuple[Hashable, _Unsaved]], of_new: Sequence[tuple[int, _Unsaved]]
    ) -> str:
        """Record the good, keep the rest, and give the sentence to say, if any."""
        said = ""
        before = [edit.column.cell_of(edit.row).edit_text if row_id is not None else "" for row_id, edit in good]
        beside = tuple((row_id, edit.column, text) for (row_id, edit), text in zip(good, before, strict=True) if row_id is not None)
        for row_id, unsaved in kept:
            self._unsaved[row_id, unsaved.column.key] = unsaved
        if refused := [unsaved for _, unsaved in (*kept, *of_new)]:
            said = _kept_as_typed(refused)
        if not good:
            return said
        try:
            numbers = sorted({edit.row.number for row_id, edit in good if row_id is None})
            self._write_new(partial(self._hand_over, [edit for _, edit in good]), of_new, numbers)
        except Cancelled as stopped:
            return str(stopped)
        except KnownTrouble as problem:
            # a block with new rows has no cells yet to keep it: the whole write is done again
            anew = isinstance(problem, NotSaved) and any(row_id is None for row_id, _ in good)
            again = None if anew else _again(problem)
            if again is not None and self._edit_block is None:
                again = partial(self._hand_over, [edit for _, edit in good])
            for (row_id, edit), text in zip(good, before, strict=True):
                if row_id is not None and not anew:
                    self._unsaved[row_id, edit.column.key] = _Unsaved(edit.column, edit.text, str(problem), text, again)
            return f"Nothing was saved. {problem}"
        for row_id, edit in good:
            self._unsaved.pop((row_id, edit.column.key), None)
        for row_id, unsaved in kept:  # now that the step is taken: while it was, the rows were shown as they were before it
            if (row_id, unsaved.column.key) in self._unsaved:
                self._unsaved[row_id, unsaved.column.key] = replace(unsaved, beside=beside)
        return said

    def _write_new(self, write: Callable[[], object], of_new: Sequence[tuple[int, _Unsaved]], numbers: Sequence[int]) -> None:
        """Write the new rows of these numbers; what was refused `of_new` is kept once they are here. Raises what the write raises."""
        self._awaited = (of_new, numbers, {self._id(position) for position in range(len(self._rows))})
        try:
            write()
        except KnownTrouble as problem:
            self._awaited = None
            if of_new and isinstance(problem, NotSaved):
                problem.again = partial(self._write_again, problem.again, of_new, numbers)
            raise

    def _write_again(self, again: Callable[[], object], of_new: Sequence[tuple[int, _Unsaved]], numbers: Sequence[int]) -> None:
        self._write_new(again, of_new, numbers)
        self.trouble.emit(_kept_as_typed([unsaved for _, unsaved in of_new]))

    def _keep_awaited(self) -> None:
        """Keep what was refused of new rows where it belongs: they have the latest ids, in their order. It goes with the rows."""
        of_new, numbers, known = self._awaited or ((), (), ())
        if new := {row_id: row for position, row in enumerate(self._rows) if of_new and (row_id := self._id(position)) not in known}:
            ids = dict(zip(numbers, sorted(each for each in new if isinstance(each, int)), strict=False))
            for number, unsaved in of_new:
                if (row_id := ids.get(number)) is not None:
                    self._unsaved[row_id, unsaved.column.key] = replace(unsaved, recorded=unsaved.column.cell_of(new[row_id]).edit_text)
            self._awaited = None

    def _hand_over(self, edits: Sequence[CellEdit]) -> None:
        if self._edit_block is not None:
            self._edit_block(edits)
        elif self._edit is not None:
            for edit in edits:
                self._edit(edit.row, edit.column, edit.text)

    def forget(self, row: int, column: ScreenColumn) -> bool:
        """Drop a text that was not saved and show the record again; says whether there was one."""
        row_id = self.id_at(row)
        if self._unsaved.pop((row_id, column.key), None) is None:
            return False
        self._tell(row_id, column)
        return True

    def forget_all(self) -> None:
        """Drop every text that was not saved: another case is in hand, whose rows may have the same ids."""
        self._awaited = None
        if self._unsaved:
            self._unsaved.clear()
            self.refresh()

    @property
    def unsaved(self) -> int:
        """How many typed texts are not saved."""
        return len(self._unsaved)

    def unsaved_texts(self) -> tuple[UnsavedText, ...]:
        """The typed texts that are not saved, those of rows that can be seen and those of rows that cannot."""
        return tuple(
            UnsavedText(row_id, key, each.text, each.trouble, each.again is not None) for (row_id, key), each in self._unsaved.items()
        )

    def _tell(self, row_id: Hashable, column: ScreenColumn) -> None:
        self._cells.clear()
        row = self.find(row_id) if self._sorted or self._filter or len(self._shown) < 5000 else -1
        if row < 0:
            self.refresh()
            return
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # Names of rows

    def _id(self, position: int) -> Hashable:
        return self._id_of(self._rows[position], position)

    def _id_of(self, row: Any, position: int) -> Hashable:
        if self._row_id is not None:
            return self._row_id(row)
        named = row.get("id", position) if isinstance(row, Mapping) else getattr(row, "id", position)
        return named if isinstance(named, Hashable) else position


def _kept_as_typed(refused: Sequence[_Unsaved]) -> str:
    count = "One value was not saved and is" if len(refused) == 1 else f"{len(refused)} values were not saved and are"
    return f"{count} kept as typed. {refused[0].trouble}"


def _again(problem: KnownTrouble) -> Callable[[], object] | None:
    """What writes a text once more that was not taken. It stands in its cell from now on, and is written from there."""
    if not isinstance(problem, NotSaved):
        return None
    problem.kept = True
    return problem.again
