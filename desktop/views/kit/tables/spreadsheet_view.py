"""The grid itself: a spreadsheet's keys, whole blocks in and out, and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractButton, QAbstractItemDelegate, QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from desktop.errors import KnownTrouble
from desktop.models.cell import CellState
from desktop.models.placing import Placing, place_from, place_headed, place_one
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.buttons import literal
from desktop.views.kit.clipboard import copied_block, put_block
from desktop.views.kit.one_scroll import bring_into_view
from desktop.views.kit.tables.cells import LEFT

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_Index = QModelIndex | QPersistentModelIndex
_CONTROL, _SHIFT, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


class SpreadsheetView(QTableView):
    """One grid over a `TableModel`. Every key works as it does in a spreadsheet, except Tab, which leaves."""

    #: The cell in hand changed.
    moved = Signal(QModelIndex)
    #: The officer sorted the rows from the menu.
    sorted_by_hand = Signal()
    #: Something was typed at a cell that cannot be edited.
    refused = Signal()
    #: Something would be lost by what is pasted: the question, and the words of each button with what it does.
    asked = Signal(str, object)
    #: A column is to be moved from one place to another; to -1, all are to have their own places again.
    column_moved = Signal(int, int)
    #: A block without headings was pasted while columns have stepped back: they are wanted back first.
    brought_back = Signal()

    def __init__(self, name: str, model: TableModel, sortable: bool = True) -> None:
        super().__init__()
        self._sortable, self.columns_move = sortable, False
        self.add_named: Callable[[Sequence[Sequence[str]]], object] | None = None
        """Adds the rows of a block without headings that begin with their names, where these stand at the left."""
        self._corner: QWidget | None = None
        self._kept: tuple[Hashable, str, int] | None = None
        self._model = model
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        model.modelAboutToBeReset.connect(self._keep)  # before the view's own, which forgets the cell in hand
        self.setModel(model)
        model.arranged.connect(self._put_back)  # after a reset the headers, too, forget it: this comes when all is done

    def name_corner(self) -> None:
        """Say over the frozen names what they are; called once the headers are in place."""
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.installEventFilter(self)
            corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            corner.setAccessibleName("Select all")
            self._corner = corner

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._corner is not None and watched is self._corner and event.type() == QEvent.Type.Paint:
            inks, painter, rect = look.colours(self), QPainter(self._corner), self._corner.rect()
            painter.fillRect(rect, inks.page)
            painter.setFont(look.font(look.SMALL, True))
            painter.setPen(inks.secondary)
            painter.drawText(rect.adjusted(2, 0, 0, 0), LEFT, self._model.names_heading)
            painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), inks.edge)
            painter.end()
            return True
        return super().eventFilter(watched, event)

    # Where one is

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self._headers_again()
        self.moved.emit(self.currentIndex())

    def _keep(self) -> None:
        index = self.currentIndex()
        here = index.isValid() and index.column() < self._model.columnCount()
        self._kept = (self._model.id_at(index.row()), self._model.columns[index.column()].key, index.column()) if here else None

    def _put_back(self) -> None:
        """After a filter or other columns: the same cell in hand, if its row can still be seen."""
        kept, self._kept = self._kept, None
        if kept is None or not self._model.columnCount():
            return
        row_id, key, number = kept
        row = self._model.find(row_id)
        if row >= 0:
            same = next((at for at, column in enumerate(self._model.columns) if column.key == key), None)
            number = min(number, self._model.columnCount() - 1) if same is None else same
            self.setCurrentIndex(self._model.index(row, number))

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """The page follows the cell in hand, too, where the table stands whole on a page that scrolls."""
        super().scrollTo(index, hint)
        if self.hasFocus():
            headings = self.horizontalHeader().height() if index.row() == 0 else 0
            bring_into_view(self.viewport(), self.visualRect(index).adjusted(0, -headings, 0, 0))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """A page is what is seen of the table."""
        pages = {QAbstractItemView.CursorAction.MovePageDown: 1, QAbstractItemView.CursorAction.MovePageUp: -1}.get(action, 0)
        seen, index = self.viewport().visibleRegion().boundingRect().height(), self.currentIndex()
        if not pages or not index.isValid() or seen >= self.viewport().height():
            return super().moveCursor(action, modifiers)
        row = index.row() + pages * max(seen // self.rowHeight(index.row()) - 1, 1)
        return self._model.index(min(max(row, 0), self._model.rowCount() - 1), index.column())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount() and self._model.columnCount():
            self.setCurrentIndex(self._model.index(0, 0))
        self._headers_again()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._headers_again()
        self.viewport().update()

    def _headers_again(self) -> None:
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == self.State.EditingState or not self._command(event):
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        step = _STEPS.get(key)
        if step and modifiers & _CONTROL:
            self._leap(*step, extend=bool(modifiers & _SHIFT))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key == Qt.Key.Key_C and modifiers & _CONTROL and modifiers & _SHIFT:
            self.copy_headed()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif key == Qt.Key.Key_D and modifiers == _CONTROL:
            self.fill_down()
        elif key == Qt.Key.Key_R and modifiers == _CONTROL:
            self.fill_right()
        elif key == Qt.Key.Key_Escape:
            return self.forget()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if self._may_edit():
                self.edit(self.currentIndex())
            else:
                self.refused.emit()
        elif event.text().strip() and not modifiers & (_CONTROL | _ALT) and not self._may_edit():
            self.refused.emit()
        else:
            return bool(modifiers & (_CONTROL | _ALT)) and not event.matches(QKeySequence.StandardKey.SelectAll) and self._pass_up(event)
        return True

    def _may_edit(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self._model.is_editable(index.row(), index.column())

    @staticmethod
    def _pass_up(event: QKeyEvent) -> bool:
        """A key held with Ctrl or Alt is never the first letter of an edit: leave it to the window's menus."""
        printable = bool(event.text()) and event.text().isprintable()
        if printable and not (event.modifiers() & _CONTROL and event.modifiers() & _ALT):  # AltGr types letters
            event.ignore()
            return True
        return False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter moves down and Tab moves along, as in a spreadsheet; a value that was not saved keeps the cell in hand."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        index = self.currentIndex()
        if hint == hints.RevertModelCache or not index.isValid():
            return
        if self._model.cell_at(index.row(), index.column()).state is CellState.WRONG:
            return
        step = {hints.EditNextItem: (0, 1), hints.EditPreviousItem: (0, -1), hints.SubmitModelCache: (1, 0)}.get(hint)
        if step:
            self._go(index.row() + step[0], index.column() + step[1])

    def _go(self, row: int, column: int, extend: bool = False) -> None:
        target = self._model.index(row, column)
        if not target.isValid():
            return
        # Said outright: with Ctrl held, the view itself would move the cell in hand and leave the selection behind.
        flag, chosen = QItemSelectionModel.SelectionFlag, QItemSelection(self._anchor() if extend else target, target)
        self.selectionModel().select(chosen, flag.ClearAndSelect)
        self.selectionModel().setCurrentIndex(target, flag.NoUpdate)
        self.scrollTo(target)

    def _anchor(self) -> QModelIndex:
        """The corner of the block chosen that is farthest from the cell in hand."""
        index, (top, left, bottom, right) = self.currentIndex(), self._block()
        return self._model.index(bottom if index.row() == top else top, right if index.column() == left else left)

    def _leap(self, down: int, along: int, extend: bool) -> None:
        """To the last filled cell of this run, or over blanks to the next filled one, or to the edge."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row, column = index.row(), index.column()

        def inside(row: int, column: int) -> bool:
            return 0 <= row < self._model.rowCount() and 0 <= column < self._model.columnCount()

        def filled(row: int, column: int) -> bool:
            return inside(row, column) and bool(self._model.cell_at(row, column).text)

        in_run = filled(row, column) and filled(row + down, column + along)
        while inside(row + down, column + along) and (not in_run or filled(row + down, column + along)):
            row, column = row + down, column + along
            if not in_run and filled(row, column):
                break
        self._go(row, column, extend)

    # Blocks

    def _block(self) -> tuple[int, int, int, int]:
        """The rectangle round everything chosen: top, left, bottom, right."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows, columns = [index.row() for index in indexes], [index.column() for index in indexes]
        return min(rows), min(columns), max(rows), max(columns)

    def copy(self, headed: bool = False, whole: bool = False) -> None:
        """Put the block chosen on the clipboard, as spreadsheets and word processors read it; `headed` with headings and names.

        `whole` is the table with the columns that have stepped back, which a spreadsheet would miss.
        """
        top, left, bottom, right = self._block()
        if top < 0:
            return
        names, columns = self._model.names if headed else None, list(self._model.columns[left : right + 1])
        columns += self._model.stepped_back if whole else ()
        rows = [
            [
                *([names(self._model.row_at(row))] if names is not None else []),
                *(self._model.cell_of(row, column).edit_text for column in columns),
            ]
            for row in range(top, bottom + 1)
        ]
        if headed:
            headings = [column.heading for column in columns]
            rows.insert(0, [*([self._model.names_heading] if names is not None else []), *headings])
        put_block(rows, headed)

    def copy_headed(self) -> None:
        """Put the block chosen on the clipboard with its headings; where one cell is chosen, the whole table."""
        whole = len(self.selectedIndexes()) < 2
        if whole:
            self.selectAll()
        self.copy(headed=True, whole=whole)

    def paste(self, onto_new: bool = False) -> None:
        """Put the clipboard's block where it goes, whole, as one step; what that would replace is asked first.

        A block with headings goes by them: onto new rows where the table takes any, unless several are chosen. One without goes down
        from the top-left cell, or with `onto_new` onto new rows unless several are chosen. One value alone fills all that is chosen.
        Whether cells that are merged down over rows fill them is asked before.
        """
        if not any(each.editable for each in (*self._model.columns, *self._model.unshown)):
            self.refused.emit()
            return
        try:
            block = copied_block()
        except KnownTrouble as trouble:
            self._model.trouble.emit(str(trouble))
            return
        if not block.rows:
            self._model.trouble.emit("There is nothing to paste. Copy the cells first, and paste again.")
        elif not block.merged:
            self._place(block.rows, onto_new)
        if not block.merged:
            return
        (first, left), (last, _) = block.merged[0]
        more = f", and {len(block.merged) - 1:,} more" if len(block.merged) > 1 else ""
        cell = f"‘{block.rows[first][left].splitlines()[0]}’"
        self.asked.emit(
            f"{cell} is one cell for rows {first + 1} to {last + 1} of what was copied{more}.",
            [
                ("Each row has its value", lambda: self._place(block.filled_down(), onto_new)),
                ("Only the first row has it", lambda: self._place(block.rows, onto_new)),
            ],
        )

    def _place(self, rows: Sequence[Sequence[str]], onto_new: bool) -> None:
        top, left, bottom, right = self._block()
        try:
            if not rows or (top < 0 and not self._model.can_add):
                return
            last = self._model.rowCount()
            chosen = sorted({index.row() for index in self.selectedIndexes()})
            several = len(chosen) > 1
            if len(rows) == 1 and len(rows[0]) == 1 and top >= 0 and not (onto_new and not several):
                filled = place_one(self._model, rows[0][0], range(top, bottom + 1), self._model.columns[left : right + 1])
                if (top, left) == (bottom, right) or not filled.replaced:  # one cell is seen, and undone, as a typed one is
                    self._put(filled)
                else:
                    self.asked.emit(filled.question(), [("Replace them", lambda: self._put(filled))])
                return
            free = chosen if several else [] if self._model.can_add else list(range(max(top, 0), last))
            placing = place_headed(self._model, rows, free)
            if placing is None:
                is_new = top < 0 or (onto_new and not several and self._model.can_add)
                if is_new and self.add_named is not None:
                    self.add_named(rows)
                    return
                placing = place_from(self._model, rows, last if is_new else top, 0 if is_new else left)
            fits = self._model.can_add and placing.replaced and max(len(row) for row in rows) <= len(self._model.columns)
            on_new = place_headed(self._model, rows, []) or place_from(self._model, rows, last, 0) if fits else None
            on_new = on_new if on_new is not None and not on_new.replaced else None
        except KnownTrouble as trouble:
            self._model.trouble.emit(str(trouble))
            return
        if self._model.stepped_back and not placing.by_heading and max(len(row) for row in rows) > 1:
            # the block may have been made for all the columns: none of it is put where it was not meant
            self.brought_back.emit()
            return
        if not placing.asks:
            if placing.is_here:
                self._model.trouble.emit("Nothing was pasted: all of it is here already.")
            self._put(placing)
            return
        ways = [("Replace them" if placing.replaced else "Paste the rest", lambda: self._put(placing))]
        if on_new is not None:
            ways.append(("Add as new rows", lambda: self._put(on_new)))
        self.asked.emit(placing.question(), ways)

    def _put(self, placing: Placing) -> None:
        """Record a block, and choose what of it is shown."""
        self._model.enter_block(placing.edits)
        shown = {column.key: number for number, column in enumerate(self._model.columns)}
        columns = {shown[column.key] for _, column, _ in placing.edits if column.key in shown}
        rows = sorted({row for row, _, _ in placing.edits if row < self._model.rowCount()})
        if rows and columns:
            left, right = min(columns), max(columns)
            chosen = QItemSelection()
            for first, last in _runs(rows):  # those alone: rows between them were not pasted
                chosen.select(self._model.index(first, left), self._model.index(last, right))
            self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(self._model.index(rows[0], left))

    def clear(self) -> None:
        """Make every chosen cell that may be edited blank, as one step."""
        edits = [(index.row(), index.column(), "") for index in self.selectedIndexes()]
        self._model.enter_block([edit for edit in edits if self._model.is_editable(edit[0], edit[1])])

    def fill_down(self) -> None:
        """Give every chosen cell what the topmost has; one cell alone takes what is above it."""
        top, left, bottom, right = self._block()
        source = top if bottom > top else top - 1
        if source >= 0:
            self._fill({(row, column): (source, column) for column in range(left, right + 1) for row in range(source + 1, bottom + 1)})

    def fill_right(self) -> None:
        """Give every chosen cell what the leftmost has; one cell alone takes what is left of it."""
        top, left, bottom, right = self._block()
        source = left if right > left else left - 1
        if top >= 0 and source >= 0:
            self._fill({(row, column): (row, source) for row in range(top, bottom + 1) for column in range(source + 1, right + 1)})

    def _fill(self, sources: Mapping[tuple[int, int], tuple[int, int]]) -> None:
        self._model.enter_block(
            [(*cell, self._model.cell_at(*source).edit_text) for cell, source in sources.items() if self._model.is_editable(*cell)]
        )

    def forget(self) -> bool:
        """Drop the unsaved text in the cell in hand; says whether there was one."""
        index = self.currentIndex()
        return index.isValid() and self._model.forget(index.row(), self._model.columns[index.column()])

    # Menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done here, for the mouse and for the menu key alike."""
        index = self.currentIndex()
        if index.isValid():
            at = event.globalPos()
            if event.reason() == QContextMenuEvent.Reason.Keyboard:
                at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu().popup(at)

    def menu(self) -> QMenu:
        """Copy, paste, fill and clear, and where the rows may be sorted, sort by the column in hand."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = self.currentIndex().column()
        can = any(each.editable for each in self._model.columns)
        entries: list[tuple[str, Callable[[], object], bool]] = [
            ("Copy", self.copy, True), ("Copy with headings", self.copy_headed, True), ("Paste", self.paste, can),
            ("Fill down", self.fill_down, can), ("Fill right", self.fill_right, can), ("Clear", self.clear, can),
        ]  # fmt: skip
        for name, act, allowed in entries:
            action = QAction(name, menu)
            action.triggered.connect(lambda _=False, act=act: act())
            action.setEnabled(allowed)
            menu.addAction(action)
        if not self._sortable:
            return menu
        menu.addSeparator()
        heading = literal(_within(self._model.columns[column].heading))
        if self.columns_move:
            for words, to in (
                (f"Move {heading} left", column - 1),
                (f"Move {heading} right", column + 1),
                ("Columns in their own order", -1),
            ):
                move = menu.addAction(words)
                move.triggered.connect(lambda _=False, to=to: self.column_moved.emit(column, to))
                move.setEnabled(to < len(self._model.columns) and (column > 0 or not words.endswith("left")))
            menu.addSeparator()
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        for name, number, order in (
            (f"Sort by {heading}", column, up),
            (f"Sort by {heading}, last first", column, down),
            ("In the order recorded", -1, up),
        ):
            action = QAction(name, menu)
            action.triggered.connect(lambda _=False, number=number, order=order: self._sort(number, order))
            menu.addAction(action)
        return menu

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._model.sort(column, order)
        self.sorted_by_hand.emit()


def _within(heading: str) -> str:
    """A heading within a sentence: FTE stays as it is."""
    return heading if heading[:2].isupper() else heading[:1].lower() + heading[1:]


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of rows that follow each other, of rows in order."""
    starts = [n for n, row in enumerate(rows) if n == 0 or row != rows[n - 1] + 1]
    for start, after in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[start], rows[after - 1]
