"""Everything about a line but its amounts, as a form beside the grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.models.column import Column
from desktop.models.table_model import TableModel
from desktop.views import look
from desktop.views.buttons import PlainButton, bind
from desktop.views.page import Panel
from desktop.views.record_form import RecordForm


class LineDetails(Panel):
    """The form for the line in hand, and the button that deletes it."""

    entered = Signal(object, str)
    """A column's text to record."""

    def __init__(self, delete: QAction) -> None:
        super().__init__()
        self.form = RecordForm(())
        self._keys: list[str] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.GAP)
        self._box.setSpacing(look.TIGHT)
        button = PlainButton()
        bind(button, delete)
        self._box.addWidget(self.form, 1)
        self._box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumHeight(260)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Have a field for each of these."""
        keys = [each.key for each in columns]
        if keys == self._keys:
            return
        self._keys = keys
        old, self.form = self.form, RecordForm(columns)
        self.form.entered.connect(self.entered)
        self._box.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()

    def show_line(self, model: TableModel, number: int, name: str) -> None:
        """Show one line by where it is in the grid. What is being typed over the same line stays."""
        self.form.show_row(model, number, name)

    def start(self) -> None:
        """Put the cursor in the line's name, all of it chosen so that typing takes its place."""
        editor = self.form.fields["line"].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    @property
    def troubles(self) -> tuple[str, ...]:
        """The sentences that stand in the form."""
        return tuple(field.trouble for field in self.form.fields.values() if field.trouble)
