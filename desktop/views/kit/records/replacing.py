"""Find and replace in the words of a list: how many there are is said while it is typed, and all are replaced as one step."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.models.column import ScreenColumn
from desktop.models.kinds import FIGURES, Kind
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.buttons import IconButton, PlainButton
from desktop.views.kit.forms.fields import Field
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.messages import announce

#: What is not words, and is not replaced in.
_NO_WORDS = FIGURES | {Kind.YES_NO, Kind.DATE, Kind.YEAR}


class ReplaceBar(QWidget):
    """Hidden until it is asked for. It looks in the rows that are shown, in the columns of words of their table.

    `besides` gives the keys of others in which it looks, as they are seen too: the name at the left of a row, or all that a card says.
    """

    def __init__(self, model: TableModel, besides: Callable[[], Collection[str]] = tuple) -> None:
        super().__init__()
        self._model, self.besides = model, besides
        self.wanted = Field("Find in the list", label=False, placeholder="Find", width=170)
        self.put = Field("Replace with", label=False, placeholder="Replace with", width=170)
        self.count = SecondaryLabel("")
        self.button, close = PlainButton("Replace all"), IconButton("Close find and replace", "x")
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        for part in (self.wanted, self.put, self.button):
            box.addWidget(part)
        box.addWidget(self.count, 1)
        box.addWidget(close)
        self.button.clicked.connect(self.replace)
        close.clicked.connect(self.hide)
        for field in (self.wanted, self.put):
            if isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self._say)
                field.editor.returnPressed.connect(self.replace)
        model.arranged.connect(self._say)
        self.hide()

    def start(self) -> None:
        """Show it, ready to be typed in."""
        self.show()
        self.wanted.start()
        self._say()

    def replace(self) -> None:
        """Replace all that was found, as one step; a text that is refused stays in its cell, marked, as any."""
        edits, found = self._edits()
        if edits and self._model.enter_block(edits):
            self.count.setText(f"Replaced {found}")
            announce(self, self.count.text())

    def _edits(self) -> tuple[list[tuple[int, ScreenColumn, str]], int]:
        """Each cell that holds what is to be found, as it would be, and how often it is there in all."""
        wanted, put = self.wanted.text(), self.put.text()
        edits: list[tuple[int, ScreenColumn, str]] = []
        found = 0
        if wanted:
            pattern = re.compile(re.escape(wanted), re.IGNORECASE)
            seen = self.besides()
            for column in (*(each for each in self._model.unshown if each.key in seen), *self._model.columns):
                if column.kind in _NO_WORDS:
                    continue
                for row in range(self._model.rowCount()):
                    if self._model.allows(row, column):
                        text, times = pattern.subn(lambda _: put, self._model.cell_of(row, column).edit_text)
                        found += times
                        if times:
                            edits.append((row, column, text))
        return edits, found

    def _say(self) -> None:
        if self.isHidden():
            return
        edits, found = self._edits()
        rows = len({row for row, _, _ in edits})
        self.button.setEnabled(bool(found))
        if self.wanted.text():
            self.count.setText(f"{found} in {rows} row{'s' * (rows != 1)}" if found else "Not found")
        else:
            self.count.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
