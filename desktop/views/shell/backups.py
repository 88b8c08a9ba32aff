"""Backups of one file: what each holds, which are sound, and opening one as a copy or in the file's place."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.disk_trouble import is_found, shown_folder
from desktop.errors import KnownTrouble
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.models.table_model import TableModel
from desktop.operations.store.backups import known_files
from desktop.operations.store.restoring import KeptBackup, checked, kept_backups, moment_of
from desktop.tasks import Progress, Task
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.empty_state import EmptyState
from desktop.views.kit.file_dialogs import FILES, ask_where, documents
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.result_table import SideTable
from desktop.workspace import Workspace

_FILE_WIDTH = 420


class Backups(Screen):
    """The backups of the open file, or of one that does not open. It can be looked at with no file open."""

    #: The officer has looked enough.
    left = Signal()
    #: A copy of a backup is asked for: the backup, and where the copy goes.
    copy_asked = Signal(object, object)
    #: A backup is to take the place of its file: the file, and the `KeptBackup`.
    restore_asked = Signal(object, object)

    def __init__(self, workspace: Workspace) -> None:
        self.restore_action = QAction("Restore this backup")
        super().__init__(
            workspace,
            "Backups",
            "A dated copy of a file is kept when it is closed and every half hour of changes. Open one beside the file, or in its place.",
            self.restore_action,
        )
        self.restore_action.triggered.connect(self._ask_restore)
        self.path: Path | None = None
        self.kept: tuple[KeptBackup, ...] = ()
        self._shown: list[KeptBackup] = []
        self._files: dict[str, Path] = {}
        self._task: Task | None = None
        self._checked: dict[Path, KeptBackup] = {}
        self.file_box = ChoiceBox(Kind.CHOICE, required=True)
        self.file_box.setAccessibleName("File")
        self.file_box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.file_box.setFixedWidth(look.scaled(_FILE_WIDTH))
        self.file_box.activated.connect(lambda _: self._choose_file())
        self.said, self.stop_button = SecondaryLabel("", wrap=True), PlainButton("Stop")
        self.stop_button.clicked.connect(self._stop)
        self.model = TableModel(_columns(), row_id=lambda each: each.path)
        self.table = SideTable("Backups", self.model)
        self.table.moved.connect(lambda _: self._show_in_hand())
        self.in_words = SecondaryLabel("", wrap=True)
        self.copy_button, self.now_button, self.back_button = PlainButton("Open a copy…"), PlainButton("Back up now"), PlainButton("Back")
        self.back_button.clicked.connect(self.left)
        self.copy_button.clicked.connect(self._ask_copy)
        self.now_button.clicked.connect(self.back_up_now)
        self.no_file = EmptyState(
            "No file has been backed up yet", "Open a file, or start one: its first backup is kept when it is closed.", (), "clock"
        )
        self.empty = EmptyState(
            "There is no backup of this file yet",
            "The first is kept when the file is closed with changes, or when you ask for one with Back up now.",
            (),
            "clock",
        )
        self.body = column((self.table, 1), self.in_words)
        self.choosing = row(Label("File"), self.file_box, (self.said, 1), self.stop_button)
        for each in (self.choosing, self.no_file, self.empty):
            self.box.addWidget(each)
        self.box.addWidget(self.body, 1)
        self.box.addWidget(row(self.copy_button, self.now_button, (QWidget(), 1), self.back_button))
        self.box.addStretch(0)
        self._show()

    # What is shown

    def show_now(self) -> None:
        """Read again, also with no file open."""
        self.path = self.path or self.workspace.path
        self.refresh()

    def focus_on(self, target: object) -> None:
        if isinstance(target, Path) and target != self.path:
            self.path = target
            self.refresh()

    def refresh(self) -> None:
        self._stop()
        root = self.workspace.backups_folder
        known = known_files(root) if root is not None else ()
        if self.path is None and known:
            self.path = known[0]
        files = dict.fromkeys([*([self.path] if self.path is not None else []), *known])
        self._files = {f"{each.name} in {shown_folder(each.parent)}": each for each in files}
        self.file_box.set_names(list(self._files))
        self.file_box.show_text(next((words for words, each in self._files.items() if each == self.path), ""))
        self.kept, self._checked = (), {}
        self._show()
        if root is not None and self.path is not None:
            self._list(root, self.path)

    def _list(self, root: Path, path: Path) -> None:
        """Read what each holds, then check each whole, off the main thread; what has been checked is shown as it comes."""
        try:
            now = self.workspace.last_change() if path == self.workspace.path else None
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            now = None
        checked_so_far = self._checked

        def work(progress: Progress) -> tuple[KeptBackup, ...]:
            progress.step(0.0, "Reading the backups")
            kept = kept_backups(root, path, now)
            checked_so_far.update({each.path: each for each in kept})
            for number, each in enumerate(kept, start=1):
                checked_so_far[each.path] = checked(each, partial(_say_step, progress, f"Checking {number} of {len(kept)}"))
            return tuple(checked_so_far.values())

        task = self._task = self.workspace.tasks.start(
            "Checking the backups",
            work,
            lambda kept: self._listed(checked_so_far, kept),
            lambda trouble: self._ended(task, trouble),
            lambda _: self._ended(task),
        )
        task.progressed.connect(lambda _, words: self._show_so_far(task, f"{words}."))
        self._show()

    def _listed(self, checked_so_far: dict[Path, KeptBackup], kept: tuple[KeptBackup, ...]) -> None:
        if checked_so_far is self._checked:
            self._task = None
            self.kept = kept
            self._show()
            sound = next((number for number, each in enumerate(kept) if not each.trouble), -1)
            if sound >= 0 and self.in_hand is not None and self.in_hand.trouble:
                self.table.go_to(sound)

    def _show_so_far(self, task: Task, words: str) -> None:
        if task is self._task and self.said.text() != words:
            self.kept = tuple(self._checked.values())
            self._show()
            self.said.setText(words)

    def _ended(self, task: Task, trouble: KnownTrouble | None = None) -> None:
        if task is self._task:
            self._task = None
            self._show()
            if trouble is not None:
                self.messages.alert(str(trouble))

    def _show(self) -> None:
        busy, is_open = self._task is not None, self.path is not None and self.path == self.workspace.path
        in_hand = self.in_hand
        if list(self.kept) != self._shown:
            self._shown = list(self.kept)
            self.model.set_rows(self._shown)
        if self.kept and not self.table.current.isValid():
            self.table.go_to(max(self.model.find(in_hand.path) if in_hand is not None else 0, 0))
        self.stop_button.setVisible(busy)
        self.choosing.setVisible(self.path is not None)
        self.no_file.setVisible(self.path is None)
        self.empty.setVisible(self.path is not None and not self.kept and not busy)
        self.body.setVisible(bool(self.kept) or busy)
        self.now_button.setVisible(is_open)
        if not busy:
            self.said.setText(self._summary())
        self._show_in_hand()

    def _summary(self) -> str:
        if self.path is None:
            return ""
        count = len(self.kept)
        words = f"{count} {'backup' if count == 1 else 'backups'}." if count else ""
        there = "The file is open." if self.path == self.workspace.path else "" if is_found(self.path) else "The file is not there."
        return f"{words} {there}".strip()

    @property
    def in_hand(self) -> KeptBackup | None:
        """The backup in hand."""
        here = self.table.current
        return self.model.row_at(here.row()) if here.isValid() and here.row() < self.model.rowCount() else None

    def _show_in_hand(self) -> None:
        chosen = self.in_hand
        usable = chosen is not None and not chosen.trouble
        self.copy_button.setVisible(chosen is not None)
        self.copy_button.setEnabled(usable)
        self.restore_action.setEnabled(usable)
        if chosen is None:
            self.in_words.setText("")
        elif chosen.trouble:
            self.in_words.setText(f"The backup of {chosen.when} is damaged and cannot be used.")
        else:
            other = f" It {chosen.other}." if chosen.other else ""
            self.in_words.setText(f"The backup {chosen.words}.{other}")

    # What an officer does

    def _choose_file(self) -> None:
        chosen = self._files.get(self.file_box.chosen())
        if chosen is not None and chosen != self.path:
            self.messages.clear()
            self.path = chosen
            self.refresh()

    def back_up_now(self) -> None:
        """Keep a dated copy of the open file, whether or not it has changed since the last."""
        self._stop()
        try:
            backup = self.workspace.keep_backup(whatever=True)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return
        if backup is not None:
            self.messages.success("Backed up.")
        self.refresh()

    def _ask_copy(self) -> None:
        chosen, path = self.in_hand, self.path
        if chosen is None or path is None:
            return
        folder = path.parent if is_found(path.parent) else documents()
        suggested = folder / f"{path.stem} as of {chosen.backup.made.astimezone():%Y-%m-%d %H-%M}.appraisal"
        to = ask_where(self, "Where the copy goes", suggested, FILES, ".appraisal")
        if to is not None:
            self._stop()
            self.copy_asked.emit(chosen.path, to)

    def _ask_restore(self) -> None:
        """Say what restoring does, and ask, where the officer is."""
        chosen, path = self.in_hand, self.path
        if chosen is None or path is None:
            return
        if path == self.workspace.path:
            first = f"{path.name} is backed up as it stands first"
        elif is_found(path):
            first = f"What stands there now is kept as {path.name}.damaged beside it"
        else:
            first = "Nothing stands there now"
        sentence = f"Put the backup of {chosen.when} in the place of {path.name}: {chosen.loss}. {first}."
        self.messages.alert(sentence, "Restore it", lambda: self.restore(path, chosen), [("Leave it", lambda: None)])

    def restore(self, path: Path, chosen: KeptBackup) -> None:
        """Have a backup take the place of its file."""
        self._stop()
        self.restore_asked.emit(path, chosen)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._stop()
        super().hideEvent(event)

    def let_go(self) -> None:
        self._stop()


def _say_step(progress: Progress, words: str, share: float) -> None:
    progress.step(share, words)


def _columns() -> tuple[ScreenColumn, ...]:
    def words(key: str, heading: str, least: int, kind: Kind = Kind.TEXT, main: bool = False) -> ScreenColumn:
        cells = {"made": _made, "change": _change, "at": _at, "changes": _changes, "lacks": _lacks, "size": _size, "state": _state}
        return ScreenColumn(key, heading, kind, editable=False, least=least, main=main, cell=cells[key])

    return (
        words("made", "Made", 16),
        words("change", "Last change", 18, main=True),
        words("at", "Changed", 16),
        words("changes", "Changes", 6, Kind.INTEGER),
        words("lacks", "Would be lost", 12),
        words("size", "Size", 7, Kind.INTEGER),
        words("state", "State", 10),
    )


def _made(kept: KeptBackup) -> Cell:
    return Cell(kept.when, strong=not kept.backup.given_up)


def _change(kept: KeptBackup) -> Cell:
    if kept.last is None:
        return Cell("", spoken="Last change not known")
    return Cell(kept.last.label or "None", quiet=not kept.last.label)


def _at(kept: KeptBackup) -> Cell:
    return Cell(moment_of(kept.last.at) if kept.last is not None and kept.last.at else "")


def _changes(kept: KeptBackup) -> Cell:
    return Cell(f"{kept.last.changes:,}" if kept.last is not None else "")


def _lacks(kept: KeptBackup) -> Cell:
    if kept.backup.given_up:
        return Cell("Given up", quiet=True, spoken=kept.loss)
    if kept.backup.of:
        return Cell("Another copy", quiet=True, spoken=f"Made of {kept.backup.of}")
    if kept.lacks is None:
        return Cell("Not known" if kept.last is not None else "", quiet=True)
    if kept.lacks <= 0:
        return Cell("None known", quiet=True)
    return Cell(f"{kept.lacks:,} {'change' if kept.lacks == 1 else 'changes'}")


def _size(kept: KeptBackup) -> Cell:
    return Cell(f"{kept.size / 1e6:,.1f} MB")


def _state(kept: KeptBackup) -> Cell:
    if kept.trouble is None:
        return Cell("Not checked", quiet=True)
    return Cell("Damaged", strong=True, flag=True, spoken=kept.trouble) if kept.trouble else Cell("Sound")
