"""Edits text of several lines in a cell."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem, QWidget

from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.tables.cells import CellDelegate, Index


class LongTextDelegate(CellDelegate):
    """A small page over the cell: Enter records it, Alt or Shift with Enter begins a new line, as in a spreadsheet."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = _SmallPage(parent)
        editor.setAccessibleName(self.column(index).heading)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(self.cell(index).edit_text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QPlainTextEdit) and isinstance(model, TableModel):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Five lines where they fit, below the cell's top or above its foot."""
        room = self._view.viewport().rect()
        height = min(look.metrics().height() * 5 + 16, room.height())
        width = min(max(option.rect.width(), 280), room.width())
        left = min(option.rect.left(), room.right() + 1 - width)
        top = min(option.rect.top(), room.bottom() + 1 - height)
        editor.setGeometry(QRect(max(left, 0), max(top, 0), width, height))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QPlainTextEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier):
                editor.insertPlainText("\n")
                return True
            if enter:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, self.EndEditHint.SubmitModelCache)
                return True
        return super().eventFilter(editor, event)


class _SmallPage(QPlainTextEdit):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAutoFillBackground(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        look.ring(painter, QRectF(self.viewport().rect()), look.colours(self), 0)
