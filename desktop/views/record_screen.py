"""The generic screen: a table and a form for the row in hand, from one declaration of columns."""
from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble
from desktop.models.column import Column
from desktop.models.table_model import CellEdit, NewRow, TableModel
from desktop.views import look
from desktop.views.buttons import PlainButton, bind
from desktop.views.empty_state import EmptyState
from desktop.views.fields import Field
from desktop.views.labels import SecondaryLabel
from desktop.views.messages import announce
from desktop.views.page import Page, PageHeader, Panel, TwoColumns, column
from desktop.views.record_form import RecordForm
from desktop.views.spreadsheet_table import SpreadsheetTable

_FORM_WIDTH = 340


@dataclass(frozen=True, slots=True)
class RecordEdit:
    """One text to record: the row's id, or a `NewRow` that a pasted block makes."""

    row: Hashable | NewRow
    key: str
    text: str


class Records(Protocol):
    """A noun as a record screen knows it. Each row carries `id`, which is never used again, as an attribute or an item.

    Texts are as `Column.check` gives them: plain numbers, ISO dates, `2011/12`, `yes`, `no`, "" and the words of an amount.
    Every method may raise `KnownTrouble`; each change is one undo step.
    """

    def columns(self) -> Sequence[Column]:
        """The columns; the first names the row."""

    def rows(self) -> Sequence[Any]:
        """The rows in the order recorded."""

    def add(self) -> Hashable:
        """Add a blank row and give its id."""

    def set(self, row_id: Hashable, key: str, text: str) -> None:
        """Record one text."""

    def set_block(self, edits: Sequence[RecordEdit]) -> None:
        """Record many texts as one undo step, adding the rows that are new."""

    def delete(self, row_ids: Sequence[Hashable]) -> None:
        """Delete rows as one undo step."""

    def move(self, row_id: Hashable, by: int) -> None:
        """Move a row down by one (1) or up by one (-1) in the order recorded."""


@dataclass(frozen=True, slots=True)
class RecordWords:
    """What a record screen says. `noun` and `nouns` are lower case: "service", "services". `first`: what to do on an empty screen."""

    title: str
    purpose: str
    noun: str
    nouns: str
    first: str
    icon: str = "table-2"

    @property
    def article(self) -> str:
        """The noun with a or an."""
        return f"{'an' if self.noun[:1] in 'aeiou' else 'a'} {self.noun}"


class RecordScreen(Page):
    """Add at the right of the header, the rest under More. `undo` undoes the last change; `sample` opens a sample when empty.

    Call `refresh_later` whenever the store has changed. Selection, scroll, sorting and unsaved texts stay.
    """

    def __init__(
        self,
        words: RecordWords,
        records: Records,
        *,
        undo: Callable[[], object] | None = None,
        sample: QAction | None = None,
        more: Sequence[QAction] = (),
        ordered: bool = True,
    ) -> None:
        self.add_action = QAction(f"Add {words.article}")
        self.delete_action = QAction(f"Delete the {words.noun}")
        self.paste_action = QAction("Paste from Excel")
        self.up_action, self.down_action = QAction("Move up"), QAction("Move down")
        own = [self.up_action, self.down_action, self.delete_action] if ordered else [self.delete_action]
        super().__init__(PageHeader(words.title, words.purpose, self.add_action, [self.paste_action, *own, *more]))
        self._words, self._records, self._undo = words, records, undo
        self.model = TableModel(
            [each for each in records.columns() if each.in_table],
            records.rows(),
            edit=self._set,
            edit_block=self._set_block,
            can_add=True,
        )
        self.table = SpreadsheetTable(words.title, self.model)
        self.form = RecordForm(records.columns())
        self.search = Field(f"Find {words.nouns}", label=False, placeholder=f"Find {words.nouns}", width=260)
        self._count = SecondaryLabel("")
        self._columns_widget = TwoColumns(self._left(), self._right(), _FORM_WIDTH)
        offers = [self.paste_action, sample] if sample is not None else [self.paste_action]
        self.empty = EmptyState(f"No {words.nouns} yet", words.first, offers, words.icon)
        self.box.addWidget(self._columns_widget, 1)
        self.box.addWidget(self.empty)
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.box.addWidget(self._foot, 1)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.refresh)
        self._columns_widget.turned.connect(lambda wide: self.form.set_whole(not wide))
        self._connect(own)
        self._show()

    def _left(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.TIGHT)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self.search)
        line.addWidget(self._count, 1)
        self.table.setMinimumHeight(self.table.rows_height(6))
        return column(bar, (self.table, 1), spacing=look.TIGHT)

    def _right(self) -> QWidget:
        panel, button = Panel(), PlainButton()
        bind(button, self.delete_action)
        box = QVBoxLayout(panel)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.GAP)
        box.setSpacing(look.TIGHT)
        box.addWidget(self.form, 1)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        panel.setMinimumHeight(260)
        return panel

    def _connect(self, own: Sequence[QAction]) -> None:
        self.add_action.triggered.connect(self.add)
        self.delete_action.triggered.connect(self.delete)
        self.paste_action.triggered.connect(self.paste)
        self.up_action.triggered.connect(lambda: self.move_row(-1))
        self.down_action.triggered.connect(lambda: self.move_row(1))
        for action, keys in ((self.delete_action, "Ctrl+Del"), (self.up_action, "Alt+Up"), (self.down_action, "Alt+Down")):
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for action in own:
            self.body.addAction(action)
        self.table.moved.connect(self._show)
        self.model.dataChanged.connect(self._show)
        self.model.arranged.connect(self._show)
        self.model.trouble.connect(self._say_trouble)
        self.form.entered.connect(self._enter)
        search = self.search.editor
        if isinstance(search, QLineEdit):
            search.setClearButtonEnabled(True)
            search.textChanged.connect(self.model.set_filter)

    # What an officer does

    def add(self) -> None:
        """Add a row and put the focus into its first field."""
        try:
            row_id = self._records.add()
        except KnownTrouble as problem:
            self.messages.alert(str(problem))
            return
        self.messages.clear()
        self.refresh()
        self.go_to(row_id)
        self.form.start()

    def paste(self) -> None:
        """Paste a block from the cell in hand; onto an empty screen it makes the rows."""
        self.messages.clear()
        self.table.view.paste()

    def delete(self) -> None:
        """Delete the rows chosen, and offer to undo it. Nothing is asked first."""
        rows = sorted({index.row() for index in self.table.view.selectedIndexes()} or {self.table.current.row()} - {-1})
        if not rows:
            return
        names, ids = [self._name(row) for row in rows], [self.model.id_at(row) for row in rows]
        try:
            self._records.delete(ids)
        except KnownTrouble as problem:
            self.messages.alert(str(problem))
            return
        column_in_hand = max(self.table.current.column(), 0)
        self.refresh()
        if self.model.rowCount():
            self.table.go_to(min(rows[0], self.model.rowCount() - 1), column_in_hand)
        said = names[0] if len(names) == 1 else f"{len(names)} {self._words.nouns}"
        self.messages.success(f"Deleted {said}.", "Undo" if self._undo else "", self._undo_and_show)

    def move_row(self, by: int) -> None:
        """Move the row in hand in the order recorded; the table goes back to that order so that the move is seen."""
        row = self.table.current.row()
        if row < 0:
            return
        row_id, column_in_hand = self.model.id_at(row), self.table.current.column()
        if self.model.sorted_by is not None:
            self.model.sort(-1)
        try:
            self._records.move(row_id, by)
        except KnownTrouble as problem:
            self.messages.alert(str(problem))
            return
        self.refresh()
        self.go_to(row_id, column_in_hand)

    def go_to(self, row_id: Hashable, column_in_hand: int = 0) -> None:
        """Take a row in hand by its id; a row that is filtered out or gone is left alone."""
        row = self.model.find(row_id)
        if row >= 0:
            self.table.go_to(row, column_in_hand)

    def refresh_later(self) -> None:
        """Show what the store says at the next turn of the event loop; many asks are one."""
        if not self._late.isActive():
            self._late.start(0)

    def refresh(self) -> None:
        """Show what the store says now."""
        self._late.stop()
        self.model.set_rows(self._records.rows())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.empty.isVisible():
            self.paste()
        else:
            super().keyPressEvent(event)

    # Between the parts

    def _set(self, row: Any, edited: Column, text: str) -> None:
        self._records.set(self._id(row), edited.key, text)
        self.refresh()

    def _set_block(self, edits: Sequence[CellEdit]) -> None:
        self._records.set_block(
            [RecordEdit(each.row if isinstance(each.row, NewRow) else self._id(each.row), each.column.key, each.text) for each in edits]
        )
        self.refresh()

    @staticmethod
    def _id(row: Any) -> Hashable:
        named: Hashable = row["id"] if isinstance(row, dict) else row.id
        return named

    def _enter(self, edited: Column, text: str) -> None:
        row = self.table.current.row()
        if row >= 0:
            self.model.enter(row, edited, text)

    def _undo_and_show(self) -> None:
        if self._undo is not None:
            self._undo()
            self.refresh()

    def _say_trouble(self, sentence: str) -> None:
        """A fault in one cell is said below it; only what concerns a whole block needs the page's own message."""
        current = self.table.current
        here = self.model.cell_at(current.row(), current.column()).trouble if current.isValid() else ""
        fields = [field.trouble for field in self.form.fields.values()]
        if sentence == here or sentence in fields:
            announce(self, sentence, urgent=True)
        else:
            self.messages.alert(sentence)

    def _name(self, row: int) -> str:
        return self._records_name(row) or f"Unnamed {self._words.noun}"

    def _records_name(self, row: int) -> str:
        return self.model.columns[0].cell_of(self.model.row_at(row)).text

    def _show(self) -> None:
        """Bring the form, the count and the actions into line with the table."""
        shown, words = self.model.rowCount(), self._words
        nothing = not shown and not self.model.filter
        self._columns_widget.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self._foot.setVisible(nothing)
        row = self.table.current.row()
        if row < 0 and shown:
            self.table.go_to(0)
            return
        if self.model.filter:
            self._count.setText(f"{shown} found" if shown else f"No {words.noun} holds these words: change or clear them")
        else:
            self._count.setText(f"{shown} {words.noun if shown == 1 else words.nouns}")
        in_hand = 0 <= row < shown
        self.form.setVisible(in_hand)
        for action in (self.delete_action, self.up_action, self.down_action):
            action.setEnabled(in_hand)
        if in_hand:
            self.form.show_row(self.model, row, self._name(row))
