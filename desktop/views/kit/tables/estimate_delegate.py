"""Edits an amount or a date in the officer's own words, and says back what they mean while they are typed."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip, QWidget

from desktop.errors import KnownTrouble
from desktop.models.cell import Align
from desktop.models.column import ScreenColumn
from desktop.views.kit import look
from desktop.views.kit.tables.cells import CellDelegate, CellEditor, Index


class EstimateDelegate(CellDelegate):
    """The cell's editor, with what was understood below it. What cannot be read is kept by the model."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        column = self.column(index)
        if isinstance(editor, CellEditor):
            if column.side is Align.RIGHT:
                editor.textChanged.connect(lambda _: _widen(editor, option.rect.width()))
            editor.textEdited.connect(lambda text: _say_back(editor, column, text))
        return editor


def _widen(editor: CellEditor, least: int) -> None:
    """Show the whole of what is typed: to the left, where figures begin, as far as the table reaches."""
    right = editor.geometry().right() + 1
    wanted = max(least, look.text_width(editor.text()) + 2 * look.STEP + 8)
    width = min(wanted, right)
    editor.setGeometry(right - width, editor.y(), width, editor.height())


def _say_back(editor: CellEditor, column: ScreenColumn, text: str) -> None:
    try:
        said = column.say_back(text) if text.strip() else ""
    except KnownTrouble as problem:
        said = str(problem)
    editor.setAccessibleDescription(said)
    QToolTip.showText(editor.mapToGlobal(QPoint(0, editor.height() - 8)), said, editor)
