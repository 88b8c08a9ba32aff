"""The line above the grid: which cell is in hand, what stands in it, and what was understood."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from desktop.errors import KnownTrouble
from desktop.models.cell import Cell, CellState
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.views.kit import look
from desktop.views.kit.forms.fields import Field
from desktop.views.kit.labels import Label, SecondaryLabel

#: Said of a cell in which nothing stands.
BLANK = "None recorded, which is not the same as £0"

_NAME_WIDTH, _FIELD_WIDTH, _SAID_WIDTH = 330, 190, 220


class CellField(QWidget):
    """A field over the cell in hand. Its trouble stands below the grid, where the cell's own does."""

    def __init__(self) -> None:
        super().__init__()
        self._key: object = None
        self._column: ScreenColumn | None = None
        self._names: tuple[str, ...] = ()
        self._name = ""
        self._label = Label("", semibold=True)
        self.understood = SecondaryLabel("", wrap=True)
        self.field = Field("Amount", width=_FIELD_WIDTH, label=False)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._label.setBuddy(self.field.editor)
        self.understood.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look.TIGHT)
        self._box.addWidget(self._label, 0, 0)
        self._box.addWidget(self.field, 0, 1)
        self._box.setColumnStretch(2, 1)
        self._is_beside: bool | None = None
        self._place()
        editor = self.field.editor
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self._say_back)

    def _place(self) -> None:
        """What was understood stands beside the field where there is room to read it, else below."""
        beside = self.width() >= self._label.width() + look.scaled(_FIELD_WIDTH + _SAID_WIDTH)
        if beside is not self._is_beside:
            self._is_beside = beside
            self._box.removeWidget(self.understood)
            if beside:
                self._box.addWidget(self.understood, 0, 2)
            else:
                self._box.addWidget(self.understood, 1, 0, 1, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def set_names(self, names: Sequence[str]) -> None:
        """Make room for the longest of these, so that the field stays where it is from cell to cell."""
        self._names = tuple(names)
        widest = max((look.text_width(f"{name}, 2000/01", semibold=True) for name in names), default=0)
        self._label.setFixedWidth(min(widest + look.HALF, look.scaled(_NAME_WIDTH)))

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._label.follow_text_size()  # its own turn may come after this
        self.set_names(self._names)
        self._show_name()
        self._place()

    def show_cell(self, key: object, name: str, column: ScreenColumn, cell: Cell) -> None:
        """Show the cell in hand. What is being typed over the same cell stays."""
        fresh = (key, column.key) != self._key
        self._key, self._column = (key, column.key), column
        self._name = name
        self._show_name()
        self.field.editor.setAccessibleName(f"{name}, {self._heading}")
        if fresh or cell.state is CellState.WRONG:
            self.field.reset(cell.edit_text)
        else:
            self.field.set_text(cell.edit_text)
        self._say_back(self.field.text())

    @property
    def _heading(self) -> str:
        column = self._column
        return "" if column is None else column.heading if column.kind is Kind.ESTIMATE else column.heading.lower()

    def _show_name(self) -> None:
        """The name of the cell in hand, cut where there is no room for all of it; its column never is."""
        if self._column is None:
            return
        room = self._label.maximumWidth() - look.text_width(f", {self._heading}", semibold=True)
        shown = look.metrics(semibold=True).elidedText(self._name, Qt.TextElideMode.ElideRight, max(room, 0))
        self._label.setText(f"{shown}, {self._heading}")
        self._label.setToolTip(self._name if shown != self._name else "")

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
        self.field.editor.setAccessibleDescription(said)
