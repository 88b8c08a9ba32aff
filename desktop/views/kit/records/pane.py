"""A table and a form for the row in hand, from one declaration of columns: a record screen shows one, or one under each tab."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Cell
from desktop.models.column import ScreenColumn
from desktop.models.table_model import CellEdit, NewRow, TableModel
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.forms.fields import Field, FieldFrame
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.messages import announce
from desktop.views.kit.one_scroll import StandsWhole, needs_other_height
from desktop.views.kit.page import Panel, TwoColumns, column
from desktop.views.kit.records.columns_aside import ColumnsAside
from desktop.views.kit.records.form import RecordForm
from desktop.views.kit.records.replacing import ReplaceBar
from desktop.views.kit.records.row_keys import give_add_keys, give_row_keys
from desktop.views.kit.records.source import RecordEdit, Records, RecordWords
from desktop.views.kit.result_view import pushed_up
from desktop.views.kit.sentences import SentenceList
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable

_FORM_WIDTH = 340
_ROWS_ABOVE = 5


class RecordPane(StandsWhole, QWidget):
    """Search, table, findings and form over `Records`. Selection, scroll, sorting and unsaved texts stay when it shows the rows anew."""

    alerted = Signal(str)
    """What stood in the way, one sentence for the page's message."""
    deleted = Signal(str)
    """Rows were deleted; the sentence says which, and undo may be offered beside it."""
    quiet = Signal()
    """What the page's message says has been dealt with."""
    history_asked = Signal(str, object)
    """The history of a record is asked for, by its table and its id."""
    shown = Signal()
    """The rows are what the store says now."""

    def __init__(
        self,
        words: RecordWords,
        records: Records,
        under: QWidget | None = None,
        form: Callable[[Sequence[ScreenColumn]], RecordForm] = RecordForm,
        table: Callable[[str, TableModel, TableModel | None], SpreadsheetTable] = SpreadsheetTable,
    ) -> None:
        """`under` stands below the table, for what belongs to the row in hand and is a table of its own.

        `form` and `table` make other than the usual ones.
        """
        super().__init__()
        self._made_form = form
        self.words, self._records, self._under = words, records, under
        self.add_action = QAction(f"Add {words.article}", self)
        self.paste_action = QAction("Paste from Excel", self)
        self.up_action, self.down_action = QAction("Move up", self), QAction("Move down", self)
        self.copy_action, self.replace_action = QAction(f"Duplicate the {words.noun}", self), QAction("Find and replace", self)
        self.delete_action = QAction(f"Delete the {words.noun}", self)
        self.history_action = QAction(f"History of the {words.noun}", self)
        columns = records.columns()
        self.model = TableModel([each for each in columns if each.in_table], edit=self._set, edit_block=self._set_block, can_add=True)
        self.model.unshown, self.model.told_by = [each for each in columns if not each.in_table], records.told_by()
        self._totals = TableModel(_for_totals(self.model.columns), value=_total) if records.totals(()) else None
        self.table = table(words.title, self.model, self._totals)
        self.table.most_lines = 3 if under is None else 2  # the form beside it shows a row whole
        self.table.mark_row()
        self.aside = ColumnsAside(self.table.kept)
        self.form = form(columns)
        self._keys = [each.key for each in columns]
        self.search = Field(f"Find {words.nouns}", label=False, placeholder=f"Find {words.nouns}", width=260)
        self._count = SecondaryLabel("")
        self.replacing = ReplaceBar(self.model)
        self.findings = SentenceList(f"About the {words.nouns}")
        self._below = column(self.findings)
        self._panel_box = QVBoxLayout()
        self._panel = self._right()
        self._columns_widget = TwoColumns(self._left(), self._panel, _FORM_WIDTH)
        self.empty = EmptyState(f"No {words.nouns} yet", words.first, [self.paste_action], words.icon)
        self._foot = QWidget()
        self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._columns_widget, 1)
        box.addWidget(self.empty)
        box.addWidget(self._foot, 1)
        self._columns_widget.turned.connect(lambda beside: self.show_whole(not beside))  # with the form below its table
        self._connect()
        self._show()

    @property
    def actions_offered(self) -> list[QAction]:
        """What the header offers under More while this pane is in hand."""
        moving = [self.up_action, self.down_action] if self.words.ordered else []
        return [
            self.paste_action,
            self.copy_action,
            self.replace_action,
            *moving,
            self.delete_action,
            *([self.history_action] if self.kept_in else []),
        ]

    @property
    def kept_in(self) -> str:
        """The table of the store that keeps the rows; empty where their history is not kept."""
        return self._records.kept_in()

    def _bar(self) -> QWidget:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.TIGHT)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self.search)
        line.addWidget(self._count, 1)
        return bar

    def _left(self) -> QWidget:
        bar = self._bar()
        self.table.setMinimumHeight(self.table.lines_height(6))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # many rows scroll in the table, not the page
        self._below.setContentsMargins(0, look.TIGHT, 0, 0)
        if self._under is not None:
            self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            parts = column(bar, self.replacing, self.aside, self.table, self._below, (self._under, 100), spacing=look.TIGHT)
            return pushed_up(parts)  # what is under the table may be hidden
        self.table.add_below(self._below)
        return column(bar, self.replacing, self.aside, (self.table, 1), spacing=look.TIGHT)

    def _right(self) -> QWidget:
        panel, button = Panel(), PlainButton()
        bind(button, self.delete_action)
        box = self._panel_box
        panel.setLayout(box)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.STEP, look.GAP)
        box.setSpacing(look.TIGHT)
        box.addWidget(self.form, 1)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        panel.setMinimumHeight(260)
        return panel

    def _connect(self) -> None:
        self.add_action.triggered.connect(lambda *_: self.add())
        self.delete_action.triggered.connect(self.delete)
        self.paste_action.triggered.connect(self.paste)
        self.up_action.triggered.connect(lambda: self.move_row(-1))
        self.down_action.triggered.connect(lambda: self.move_row(1))
        self.history_action.triggered.connect(self._ask_history)
        self.copy_action.triggered.connect(self.copy_rows)
        self.replace_action.triggered.connect(self.replacing.start)
        self.replace_action.triggered.connect(lambda *_: self.aside.show_all())  # it looks in what is shown
        self.aside.changed.connect(self.refresh)
        self.table.view.brought_back.connect(self._bring_back)
        give_row_keys(self, self.delete_action, self.up_action, self.down_action, self.copy_action, self.replace_action)
        if not self.words.ordered:
            self.removeAction(self.up_action)
            self.removeAction(self.down_action)
        give_add_keys(self.table.view, self.add_action, lambda: self.add(max(1, len(self._chosen()))))
        self.table.moved.connect(self._show)
        self.table.question.turned.connect(self._show)
        self.table.question.turned.connect(self._fit_table)
        self.table.height_fitted.connect(self._fit_table)
        self.table.columns_moved.connect(self._follow_order)
        self.table.let_columns_move()
        if self.words.ordered:
            self.table.let_rows_move()
            self.table.row_dropped.connect(self._drop_row)
        self._follow_order()
        self.model.dataChanged.connect(self._show)
        self.model.arranged.connect(self._show)
        self.model.trouble.connect(self._say_trouble)
        self.model.trouble.connect(lambda _: self._show_unsaved())
        self.form.entered.connect(self._enter)
        search = self.search.editor
        if isinstance(search, QLineEdit):
            search.setClearButtonEnabled(True)
            search.textChanged.connect(self.model.set_filter)

    # What an officer does

    def add(self, number: int = 1) -> None:
        """Add a row, or several, and put the focus into the first field of the first."""
        self._add(lambda: [self._records.add()] if number == 1 else self._records.add_several(number))

    def copy_rows(self) -> None:
        """Add a row like each of those chosen, and put the focus into the first field of the first."""
        ids = [self.model.id_at(row) for row in self._chosen()]
        if ids:
            self._add(lambda: self._records.copy(ids))

    def _add(self, add: Callable[[], Sequence[Hashable]]) -> None:
        try:
            row_ids = add()
        except KnownTrouble as problem:
            self.alerted.emit(str(problem))
            return
        self.quiet.emit()
        self.refresh()
        self.go_to(row_ids[0])
        self.form.start()

    def _chosen(self) -> list[int]:
        return sorted({index.row() for index in self.table.view.selectedIndexes()} or {self.table.current.row()} - {-1})

    def paste(self) -> None:
        """Paste a block onto new rows, or onto those that are chosen where several are; what that would replace is asked first."""
        self.quiet.emit()
        self.table.view.paste(onto_new=True)

    def delete(self) -> None:
        """Delete the rows chosen. Nothing is asked first: `deleted` says what has gone."""
        rows = self._chosen()
        if not rows:
            return
        names, ids = [self._name(row) for row in rows], [self.model.id_at(row) for row in rows]
        try:
            self._records.delete(ids)
        except KnownTrouble as problem:
            self.alerted.emit(str(problem))
            return
        column_in_hand = max(self.table.current.column(), 0)
        self.refresh()
        if self.model.rowCount():
            self.table.go_to(min(rows[0], self.model.rowCount() - 1), column_in_hand)
        said = names[0].rstrip(".") if len(names) == 1 else f"{len(names):,} {self.words.nouns}"
        self.deleted.emit(f"Deleted {said}.")

    def move_row(self, by: int) -> None:
        """Move the rows chosen in the order recorded; the table goes back to that order so that the move is seen."""
        row = self.table.current.row()
        if row < 0:
            return
        row_id, column_in_hand = self.model.id_at(row), self.table.current.column()
        chosen = [self.model.id_at(each) for each in self._chosen()]
        if self.model.sorted_by is not None:
            self.model.sort(-1)
            self.table.kept.keep_order()  # what was moved stays where it was put, also when the table is come to again
        try:
            self._records.move(chosen, by)
        except KnownTrouble as problem:
            self.alerted.emit(str(problem))
            return
        self.refresh()
        self.go_to(row_id, column_in_hand)
        self.table.choose_rows(self.model.find(each) for each in chosen)

    def _drop_row(self, before: int, after: int) -> None:
        """A row was dragged: it alone moves, whichever are chosen."""
        self.table.go_to(before, max(self.table.current.column(), 0))
        self.move_row(after - before)

    def _ask_history(self) -> None:
        row = self.table.current.row()
        if row >= 0:
            self.history_asked.emit(self.kept_in, self.model.id_at(row))

    def go_to(self, row_id: Hashable, column_in_hand: int = 0) -> None:
        """Take a row in hand by its id; a row that is filtered out or gone is left alone."""
        row = self.model.find(row_id)
        if row >= 0:
            self.table.go_to(row, column_in_hand)

    def shows(self, key: str) -> bool:
        """Whether a column stands in the table, and not in the form alone."""
        return self.model.has(key)

    @property
    def in_hand(self) -> Any:
        """The row in hand, or None."""
        row = self.table.current.row()
        return self.model.row_at(row) if 0 <= row < self.model.rowCount() else None

    def refresh(self) -> None:
        """Show what the store says now; what stands in the way is said."""
        try:
            self.fill()
        except KnownTrouble as problem:
            self.alerted.emit(str(problem))

    def fill(self) -> None:
        """Show what the store says now. Raises KnownTrouble where it cannot be read."""
        rows = self._records.rows()  # first, as which columns there are may depend on what is recorded
        self._follow_columns(rows)
        if self._totals is not None:
            self._totals.set_rows([self._records.totals(rows)])
        self.findings.set_sentences(self._records.findings(rows))
        self._below.setVisible(bool(self.findings.sentences))
        self.model.set_rows(rows)
        self._fit_table()
        self.shown.emit()

    def fit_whole(self) -> None:
        self.form.set_whole(self.is_whole)
        self._fit_table()

    def _fit_table(self) -> None:
        """A few rows as they are, more scroll: what stands below has the rest of the height."""
        count = self.model.rowCount()
        bar = self.table.view.horizontalScrollBar().sizeHint().height()
        if self._under is not None:
            high = self.table.rows_height(max(count, 2))
            high = high if self.is_whole else min(high, self.table.lines_height(_ROWS_ABOVE))
            self.table.setFixedHeight(high + bar + self.table.asked_height)
            return
        # what a layout is to ignore has no height of its own where the page asks how high it is at a width
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum if self.is_whole else QSizePolicy.Policy.Ignored)
        least = self.table.rows_height(max(count, 6)) + bar if self.is_whole else self.table.lines_height(6)
        if self.is_whole and self.table.isAncestorOf(self._below):
            said = self._below if self._below.isVisibleTo(self.table) else None
            least += max(said.heightForWidth(self.table.width()), said.sizeHint().height()) if said is not None else 0
        if self.table.minimumHeight() != least:
            self.table.setMinimumHeight(least)
            needs_other_height(self.table)

    def forget(self) -> None:
        """Drop rows and unsaved texts: another case is in hand, whose rows may have the same ids."""
        self.model.set_rows([])
        self.aside.come_again()
        self.form.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.empty.isVisible():
            self.paste()
        else:
            super().keyPressEvent(event)

    # Between the parts

    def _follow_columns(self, rows: Sequence[Any]) -> None:
        """Show other columns where the case now has other years, and where a column steps back or returns."""
        columns = self._records.columns()
        in_table = [each for each in columns if each.in_table]
        self.aside.choose(in_table, rows, {each.key for each in self.model.unsaved_texts()}, settle=self.isVisible())
        back = self.aside.columns
        self.model.stepped_back = back
        self.model.unshown = [each for each in columns if not each.in_table or each in back]
        shown = [each for each in in_table if each not in back]
        if not self.model.has_columns(shown):
            by = self.model.sorted_by
            sorted_key = self.model.columns[by[0]].key if by is not None else ""
            self.model.set_columns(shown)
            number = next((number for number, each in enumerate(self.model.columns) if each.key == sorted_key), None)
            if by is not None and number is not None:
                self.model.sort(number, Qt.SortOrder.DescendingOrder if by[1] else Qt.SortOrder.AscendingOrder)
            self._follow_order()
        keys = [each.key for each in columns]
        if keys == self._keys:
            return
        self._keys = keys
        old, self.form = self.form, self._made_form(columns)
        self.form.entered.connect(self._enter)
        self.form.set_whole(self.is_whole)
        self._panel_box.replaceWidget(old, self.form)
        old.deleteLater()

    def _follow_order(self) -> None:
        """Totals stand under the columns that they are of."""
        if self._totals is not None:
            self._totals.set_columns(_for_totals(self.model.columns))

    def _bring_back(self) -> None:
        """Show every column before a block without headings is pasted: it may have been made for those that have stepped back."""
        said = "Nothing was pasted yet: the columns that were left out are back, as the block may fill them. Choose a cell and paste again."
        self.aside.show_all()
        self.alerted.emit(said)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.model.rowCount() and not self.model.filter:
            self._follow_columns([self.model.row_at(row) for row in range(self.model.rowCount())])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.aside.come_again()

    def _set(self, row: Any, edited: ScreenColumn, text: str) -> None:
        self._records.set(self._id(row), edited.key, text)
        self.refresh()

    def _set_block(self, edits: Sequence[CellEdit]) -> None:
        self._records.set_block(
            [RecordEdit(each.row if isinstance(each.row, NewRow) else self._id(each.row), each.column.key, each.text) for each in edits]
        )
        if any(isinstance(each.row, NewRow) for each in edits) and self.model.filter:
            self.search.reset("")  # nothing is added where it cannot be seen
            self.model.set_filter("")
        self.refresh()

    @staticmethod
    def _id(row: Any) -> Hashable:
        named: Hashable = row["id"] if isinstance(row, dict) else row.id
        return named

    def _enter(self, edited: ScreenColumn, text: str) -> None:
        row = self.table.current.row()
        if row >= 0:
            self.model.enter(row, edited, text)

    def forget_field(self, field: FieldFrame) -> bool:
        """Show again what is recorded where a field of the form was refused; says whether the field is one of the form's."""
        row = self.table.current.row()
        key = next((key for key, each in self.form.fields.items() if each is field), None)
        column = next((each for each in self.form.columns if each.key == key), None)
        if column is None or row < 0:
            return False
        field.take_back()
        return self.model.forget(row, column)

    def _show_unsaved(self) -> None:
        """A text that was not saved stands where it can be seen: its column returns."""
        if {each.key for each in self.aside.columns} & {each.key for each in self.model.unsaved_texts()}:
            self.refresh()

    def _say_trouble(self, sentence: str) -> None:
        """A fault in one cell is said below it; only what concerns a whole block needs the page's own message."""
        current = self.table.current
        here = self.model.cell_at(current.row(), current.column()).trouble if current.isValid() else ""
        fields = [field.trouble for field in self.form.fields.values()]
        if sentence == here or sentence in fields:
            announce(self, sentence, urgent=True)
        else:
            self.alerted.emit(sentence)

    def _name(self, row: int) -> str:
        return self._records.name(self.model.row_at(row)) or f"Unnamed {self.words.noun}"

    def _show(self) -> None:
        """Bring the form, the count and the actions into line with the table."""
        shown, words = self.model.rowCount(), self.words
        nothing = not shown and not self.model.filter and not self.table.question.sentence
        self._columns_widget.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self._foot.setVisible(nothing)
        row = self.table.current.row()
        if row < 0 and shown:
            self.table.go_to(0)
            return
        if self.model.filter:
            self._count.setText(f"{shown:,} found" if shown else f"No {words.noun} holds these words: change or clear them")
        else:
            counted = f"{shown:,} {words.noun if shown == 1 else words.nouns}"
            remark = self._records.remark([self.model.row_at(each) for each in range(shown)])
            self._count.setText(", ".join(part for part in (counted, remark) if part))
        in_hand = 0 <= row < shown
        self.form.setVisible(in_hand)
        for action in (self.delete_action, self.up_action, self.down_action, self.copy_action, self.history_action):
            action.setEnabled(in_hand)
        if in_hand:
            self.form.show_row(self.model, row, self._name(row))


def _for_totals(columns: Sequence[ScreenColumn]) -> list[ScreenColumn]:
    """The same columns over a mapping of cells by key."""
    return [replace(each, cell=None, value=None, sort_key=None, editable=False) for each in columns]


def _total(row: Any, column: ScreenColumn) -> Cell:
    cell: Cell = row.get(column.key, BLANK)
    return cell
