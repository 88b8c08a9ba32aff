"""Picks one of a list in a cell."""
from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionViewItem, QWidget

from desktop.models.table_model import TableModel
from desktop.views.cells import CellDelegate, Index
from desktop.views.choice import ChoiceBox


class ChoiceDelegate(CellDelegate):
    """A list over the cell; the first entry takes the choice back. A key chooses by its letter, and a pick is recorded at once."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self.column(index)
        editor = ChoiceBox(column.kind, parent)
        editor.set_names(column.names())
        editor.setAccessibleName(column.heading)
        editor.activated.connect(lambda _: self._picked(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            editor.show_text(self.cell(index).edit_text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceBox) and isinstance(model, TableModel):
            model.setData(index, editor.chosen())

    def _picked(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
