"""The line above the grid: which cell is in hand, what stands in it, and what was understood."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.errors import KnownTrouble
from desktop.models.cell import Cell, CellState
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.views import look
from desktop.views.fields import Field
from desktop.views.labels import Label, SecondaryLabel

#: Said of a cell in which nothing stands.
BLANK = "Blank: nothing recorded, which is not the same as £0"

_NAME_WIDTH, _FIELD_WIDTH = 330, 190


class CellField(QWidget):
    """A field over the cell in hand. Its trouble stands below the grid, where the cell's own does."""

    def __init__(self) -> None:
        super().__init__()
        self._key: object = None
        self._column: Column | None = None
        self._label = Label("", semibold=True)
        self.understood = SecondaryLabel("", wrap=True)
        self.field = Field("Amount", width=_FIELD_WIDTH, label=False)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label.setBuddy(self.field.editor)
        self.understood.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.TIGHT)
        box.addWidget(self._label)
        box.addWidget(self.field)
        box.addWidget(self.understood, 1)
        self._line = self.field.line_edit
        self._line.textChanged.connect(self._say_back)

    def show_cell(self, key: object, name: str, column: Column, cell: Cell) -> None:
        """Show the cell in hand. What is being typed over the same cell stays."""
        fresh = (key, column.key) != self._key
        self._key, self._column = (key, column.key), column
        heading = column.heading if column.kind is Kind.ESTIMATE else column.heading.lower()
        room = look.scaled(_NAME_WIDTH) - look.text_width(f", {heading}", semibold=True)
        self._label.setText(f"{look.shortened(name, room, semibold=True)}, {heading}")
        self._label.setToolTip(name)
        self._line.setAccessibleName(f"{name}, {heading}")
        if fresh or cell.state is CellState.WRONG:
            self.field.reset(cell.edit_text)
        else:
            self.field.set_text(cell.edit_text)
        self._say_back(self.field.text())

    def _say_back(self, text: str) -> None:
        column = self._column
        said = ""
        if column is not None and not text.strip() and column.kind is Kind.ESTIMATE:
            said = BLANK
        elif column is not None and text.strip():
            try:
                said = column.say_back(text)
            except KnownTrouble:
                said = ""  # half a word is no fault: the trouble is told when the field is left
        self.understood.setText(said)
        self._line.setAccessibleDescription(said)
