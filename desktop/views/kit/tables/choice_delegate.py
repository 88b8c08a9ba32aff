"""Picks one of a list in a cell, or takes words that are not in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.views.kit.forms.choice import ChoiceBox, WordsBox
from desktop.views.kit.tables.cells import CellDelegate, Index


class ChoiceDelegate(CellDelegate):
    """A list over the cell; the first entry takes the choice back.

    A letter picks the name that begins with it, an arrow opens the list; a pick is recorded at once.
    """

    #: What is open and not recorded yet: a box that has words of its own tells of a pick once more as it loses the focus.
    _open: QComboBox | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self.column(index)
        editor = self._box(column, parent)
        editor.set_names(column.names())
        editor.setAccessibleName(column.heading)
        editor.arrows_open = True  # the first arrow would else pick its neighbour, and the second leave the cell
        editor.activated.connect(lambda _: self._picked(editor))
        self._open = editor
        return editor

    @staticmethod
    def _box(column: ScreenColumn, parent: QWidget) -> ChoiceBox:
        return ChoiceBox(column.kind, parent, column.required)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            editor.show_text(self.cell(index).edit_text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """As wide as its longest name, within the table."""
        super().updateEditorGeometry(editor, option, index)
        room = self._view.viewport().width()
        width = min(max(editor.width(), editor.sizeHint().width()), room)
        editor.setGeometry(min(editor.x(), room - width), editor.y(), width, editor.height())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        self._open = None
        if isinstance(editor, ChoiceBox) and isinstance(model, TableModel):
            model.setData(index, editor.chosen())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter records at once: Qt's own way comes late, when a pick has closed the editor already."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and isinstance(editor, QComboBox):
            self._picked(editor)
            return True
        return super().eventFilter(editor, event)

    def _picked(self, editor: QComboBox) -> None:
        if editor is not self._open:
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


class WordsDelegate(ChoiceDelegate):
    """A line over the cell with the usual words below it: what is typed takes the place of what stood there."""

    @staticmethod
    def _box(column: ScreenColumn, parent: QWidget) -> ChoiceBox:
        return WordsBox(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        super().setEditorData(editor, index)
        if isinstance(editor, WordsBox) and (line := editor.lineEdit()) is not None:
            line.selectAll()
