"""History: who changed what and when, read from the file as the officer scrolls, and the way to each record."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout

from desktop.errors import KnownTrouble
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.growing_table import GrowingTable
from desktop.operations.file_names import safe_name
from desktop.operations.history.changes import History, HistoryRow, Place, Wanted
from desktop.operations.history.going import way_to
from desktop.operations.history.steps import StepKind, logins
from desktop.operations.records.columns import read_date
from desktop.operations.store.clearing import Clearance
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.file_dialogs import ask_where
from desktop.views.kit.forms.fields import Choice, Field, TextField
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import Panel, TwoColumns, column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.forms.unsaved import Unsaved

_EXPORT = "Export the history…"
#: So many rows are brought in at once: more than the tallest window shows.
_MORE = 100
#: The width of what narrows the search down, in logical pixels, where it stands beside it.
_NARROWING = 500
#: A cell says the beginning of what is long; the panel below says all of it, up to so many characters.
_LONGEST_CELL, _LONGEST_TEXT = 160, 100_000


class ChangeHistory(Screen):
    """A search and a table over the whole width, and below it the change in hand with all of its words."""

    def __init__(self, workspace: Workspace) -> None:
        self.export_action = QAction(_EXPORT)
        self.clear_record_action = QAction("Clear this record for good…")
        self.clear_before_action = QAction("Clear the history up to this change…")
        self.clear_case_action = QAction("Clear the case in hand for good…")
        super().__init__(
            workspace,
            "History",
            "Every change of this file, the latest first: who made it, when, and what it was before and after.",
            self.export_action,
            [self.clear_record_action, self.clear_before_action, self.clear_case_action],
        )
        self.export_action.triggered.connect(self._ask_export)
        self.clear_record_action.triggered.connect(self._ask_clear_record)
        self.clear_before_action.triggered.connect(self._ask_clear_before)
        self.clear_case_action.triggered.connect(self._ask_clear_case)
        self._history: History | None = None
        self._place: Place | None = None
        self._looked = self._due = 0
        self._record: tuple[str, int] | None = None
        self._file: Path | None = None
        self._exporting = False
        self.model = GrowingTable(_columns(), row_id=lambda each: each.id)
        self.table = SpreadsheetTable("Changes, the latest first", self.model, sortable=False)
        self.table.setMinimumHeight(self.table.rows_height(5))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.moved.connect(lambda _: self._show_change())
        self.search = Field("Find changes", label=False, placeholder="Find changes", width=240)
        self.who = Choice("Who", label=False)
        self.who.name_none("Anybody")
        self.first = Field("Since", label=False, placeholder="Since (a date)")
        self.last = Field("Until", label=False, placeholder="Until (a date)")
        self.count = SecondaryLabel("")
        self.only = Label("", semibold=True, wrap=True)
        self.every_button = PlainButton("Show every change")
        self.every_button.clicked.connect(lambda: self.show_record(None))
        self._only_bar = row((self.only, 1), self.every_button)
        self.go_action, self.record_action = QAction("Go to the record", self), QAction("History of this record", self)
        self.go_action.triggered.connect(self._go_to_record)
        self.record_action.triggered.connect(self._show_record_in_hand)
        self.what, self.when = Label("", semibold=True, wrap=True), SecondaryLabel("", wrap=True)
        self.before, self.after = TextField("From", lines=5), TextField("To", lines=5)
        for field in (self.before, self.after):
            field.editor.setProperty("readOnly", True)
        self.empty = EmptyState("Nothing has been changed yet", "Each change is kept here as it is made: who made it and when.")
        self._panel = self._made_panel()
        finding = row(self.search, (self.count, 1), spacing=look.TIGHT)
        narrowing = row((self.who, 1), (self.first, 1), (self.last, 1), spacing=look.TIGHT)
        self._body = column(
            self._only_bar, TwoColumns(finding, narrowing, _NARROWING, 900), (self.table, 1), self._panel, spacing=look.TIGHT
        )
        self.box.addWidget(self.empty)
        self.box.addWidget(self._body, 1)
        self._late = self._timer(self._read_on)
        self._late_search = self._timer(self._begin)
        self._connect()

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    def _connect(self) -> None:
        self.model.asked.connect(self._read_more)
        search = self.search.editor
        if isinstance(search, QLineEdit):
            search.setClearButtonEnabled(True)
            search.textChanged.connect(lambda _: self._late_search.start(150))
        for field in (self.who, self.first, self.last):
            field.committed.connect(lambda _: self._begin())

    def _made_panel(self) -> _ChangePanel:
        panel = _ChangePanel()
        buttons = [PlainButton(), PlainButton()]
        for button, action in zip(buttons, (self.go_action, self.record_action), strict=True):
            bind(button, action)
        texts = row((self.before, 1), (self.after, 1), spacing=look.GAP)
        box = QVBoxLayout(panel)
        box.setContentsMargins(look.GAP - 2, look.TIGHT, look.GAP - 2, look.TIGHT)
        box.addWidget(row((column(self.what, self.when, spacing=0), 1), *buttons))
        box.addWidget(texts)
        return panel

    # What is shown

    def refresh(self) -> None:
        self.who.set_names(self.workspace.read(logins))
        if self._file == self.workspace.path:
            self._begin()
        else:
            self._file = self.workspace.path
            self.show_record(None)  # another file has other changes; another case of it has the same

    def take_to(self, at: MendedAt) -> None:
        """The history of one record."""
        self.show_record((at.table, at.record))

    def show_record(self, record: tuple[str, int] | None) -> None:
        """Show the changes of one record, or with nothing those of every record."""
        self._record = record
        for field in (self.search, self.who, self.first, self.last):
            field.reset("")
        self._late_search.stop()
        self._begin()

    @property
    def wanted(self) -> Wanted | None:
        """Which changes are asked for; nothing where a field says what is wrong with it."""
        first, last = self._day(self.first), self._day(self.last)
        if self.first.trouble or self.last.trouble:
            return None
        return Wanted(self._record, self.who.text(), first, last, self.search.text())

    @staticmethod
    def _day(field: Field) -> datetime.date | None:
        """The day typed into a field, which says what is wrong with it; nothing where it is blank or wrong."""
        typed = field.text().strip()
        try:
            day = read_date(typed) if typed else None
        except KnownTrouble as trouble:
            field.set_trouble(f"{trouble}.")
            return None
        field.set_trouble("")
        return day

    def unsaved(self) -> Sequence[Unsaved]:
        """Nothing typed here is to be saved."""
        return ()

    def _begin(self) -> None:
        """Read from the latest change on, of those asked for."""
        self._late.stop()
        if self.wanted is None or not self.workspace.is_open:
            return
        self._place, self._looked = Place(), 0
        self.model.begin()
        record = self._record
        try:
            history = self._history = self.workspace.read(History)
            count = self.workspace.read(lambda _: history.count)
            only = self.workspace.read(lambda _: history.name(*record)) if record is not None else ""
        except KnownTrouble as trouble:
            self._stop(trouble)
            return
        self._only_bar.setVisible(bool(only))
        self.only.setText(f"Only {only}")
        self.empty.setVisible(not count)
        self._body.setVisible(bool(count))
        self._offer_export()
        self._read_more()

    def _read_more(self) -> None:
        """Bring in more rows: some now and, where few are asked for, the rest at later turns of the event loop."""
        self._due = self.model.rowCount() + _MORE
        if not self._late.isActive():
            self._read_on()

    def _read_on(self) -> None:
        history, place, wanted = self._history, self._place, self.wanted
        if history is None or place is None or wanted is None or not self.workspace.is_open:
            return
        try:
            stretch = self.workspace.read(lambda _: history.stretch(wanted, place))
        except KnownTrouble as trouble:
            self._stop(trouble)
            return
        self._place = stretch.next
        self._looked += stretch.looked
        is_first = not self.model.rowCount()
        self.model.append(stretch.rows, has_more=self._place is not None)
        if is_first and stretch.rows:
            self.table.go_to(0)
        if self._place is not None and self.model.rowCount() < self._due:
            self._late.start(0)
        self._show_count()
        self._show_change()

    def _stop(self, trouble: KnownTrouble) -> None:
        """Read no further: the file no longer reads, as the page says."""
        self._place = None
        self.messages.alert(str(trouble))
        self._show_change()

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        if self._place is None:
            self.count.setText(f"{shown:,} {'change' if shown == 1 else 'changes'}" if shown else "No change is like this: ask for others")
        elif self._late.isActive():
            self.count.setText(f"{shown:,} so far; looked through {self._looked:,}")
        else:
            self.count.setText(f"The latest {shown:,}; scroll down for more")

    @property
    def in_hand(self) -> HistoryRow | None:
        """The change in hand."""
        number = self.table.current.row()
        change = self.model.row_at(number) if 0 <= number < self.model.rowCount() else None
        return change if isinstance(change, HistoryRow) else None

    def _show_change(self) -> None:
        change = self.in_hand
        self._panel.setVisible(change is not None)
        for action in (self.go_action, self.record_action, self.clear_record_action):
            action.setEnabled(change is not None and bool(change.table))
        if change is not None:
            step = change.step
            self.what.setText(f"{_short(change.record)}: {change.field[:1].lower()}{change.field[1:]}" if change.table else change.record)
            self.when.setText(f"{step.when_words}, {step.login or 'login not known'}. {step.words}.")
            self.before.reset(change.before[:_LONGEST_TEXT])
            self.after.reset(change.after[:_LONGEST_TEXT])
            self._panel.fit()

    # What an officer does

    def _show_record_in_hand(self) -> None:
        change = self.in_hand
        if change is not None and change.table:
            self.show_record((change.table, change.row))

    def _go_to_record(self) -> None:
        change = self.in_hand
        if change is None:
            return
        self.messages.clear()
        try:
            way = self.workspace.read(way_to, change.table, change.row, change.key, self.workspace.case_id)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        if way.case:
            self.messages.alert(f"This record is in another case, ‘{way.case}’: choose that in the Case menu, then go to the record.")
        else:
            self.mended_at.emit(way.at.screen, way.at)

    def _ask_clear_record(self) -> None:
        change = self.in_hand
        if change is not None and change.table:
            self._ask_clear(f"{_short(change.record)} and all that is part of it", Clearance(change.table, change.row))

    def _ask_clear_before(self) -> None:
        change = self.in_hand
        if change is not None:
            self._ask_clear(f"What the history tells up to {change.step.when_words}", Clearance(unit=change.step.unit))

    def _ask_clear_case(self) -> None:
        self._ask_clear(f"The case ‘{self.workspace.case.title}’ and all that is part of it", Clearance("cases", self.workspace.case_id))

    def _ask_clear(self, what: str, wanted: Clearance) -> None:
        """Say what clearing does, which cannot be undone, and offer it."""
        self.messages.alert(
            f"{what} will go from this file, from its history and from every backup of it. Neither this nor any earlier change can "
            "be undone then. Words elsewhere that name it, papers made final and copies saved by hand stay.",
            "Clear it for good",
            lambda: self._clear(what, wanted),
        )

    def _clear(self, what: str, wanted: Clearance) -> None:
        try:
            left = self.workspace.clear_for_good(wanted)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        if left:
            self.messages.alert(f"Cleared for good. Delete these copies too, which may still hold it: {'; '.join(map(str, left))}")
        else:
            self.messages.success(f"Cleared for good: {what[:1].lower()}{what[1:]}.")

    def _ask_export(self) -> None:
        path = self.workspace.path
        if path is not None:
            suggested = path.with_name(f"{safe_name(path.stem, 'File')} history.xlsx")
            to = ask_where(self, "Export the history", suggested, "Workbooks (*.xlsx)", ".xlsx")
            if to is not None:
                self.export(to)

    def export(self, to: Path) -> None:
        """Write the history as a workbook, off the main thread; the button says how far it is."""
        self.messages.clear()
        task = self.workspace.export_history(to)
        if task is not None:
            self._exporting = True
            self._offer_export()
            task.progressed.connect(lambda share, _: self.export_action.setText(f"Exporting, {share:.0%}"))
            for ended in (task.done, task.failed, task.cancelled):
                ended.connect(self._exported)

    def _exported(self) -> None:
        self._exporting = False
        self.export_action.setText(_EXPORT)
        self._offer_export()

    def _offer_export(self) -> None:
        self.export_action.setEnabled(not self._exporting and not self._body.isHidden())


class _ChangePanel(Panel):
    """As high as its words are in the width there is, so that the table above takes none of their room."""

    def fit(self) -> None:
        """Fit the words shown now."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _columns() -> list[ScreenColumn]:
    def text(key: str, heading: str, words: Callable[[HistoryRow], str], least: int, main: bool = False) -> ScreenColumn:
        return ScreenColumn(key, heading, editable=False, least=least, main=main, cell=lambda change: _cell(change, words(change)))

    return [
        text("when", "When", lambda change: change.step.when_words, 22),
        text("who", "Who", lambda change: change.step.login, 6),
        text("record", "Record", lambda change: change.record, 20, main=True),
        text("what", "What", lambda change: change.field, 10),
        text("before", "From", lambda change: change.before, 12),
        text("after", "To", lambda change: change.after, 12),
        text("step", "Step", lambda change: change.step.words, 16),
    ]


def _cell(change: HistoryRow, words: str) -> Cell:
    """What no longer stands, as it was undone, is quiet; a mark stands out."""
    return Cell(_short(words), quiet=change.step.is_reversed, strong=change.step.kind is StepKind.MARK)


def _short(words: str) -> str:
    """The beginning of a text on one line; a longer one is marked as such."""
    line = "; ".join(" ".join(each.split()) for each in words[: _LONGEST_CELL * 2].splitlines() if each.strip())
    return line if len(line) <= _LONGEST_CELL else f"{line[:_LONGEST_CELL]}…"
