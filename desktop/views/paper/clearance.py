"""A copy of the paper that came back: read off the main thread, each change shown beside what is held, and what is ticked taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.errors import KnownTrouble
from desktop.operations.papers import clearance
from desktop.operations.papers.clearance import Clearance, ClearedPart, comment_words, counted, tracked_note, tracked_words
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.page import column, row
from desktop.views.kit.screen import Screen
from desktop.views.kit.scroll_box import ScrollBox

_WIDE, _HIGH = 820, 560


class ReturnedCopies:
    """Reads copies of a screen's paper that come back, and takes in what is ticked of them.

    `paper` gives the paper in hand, and `settle` records what is still being typed.
    """

    def __init__(self, screen: Screen, paper: Callable[[], int | None], settle: Callable[[], None]) -> None:
        self._screen, self._paper, self._settle = screen, paper, settle

    def read(self, path: Path) -> None:
        """Lay a copy beside the paper in hand, off the main thread, and then show what it says otherwise."""
        self._settle()
        self._screen.messages.clear()
        workspace = self._screen.workspace
        try:
            given = workspace.read(clearance.copy_to_read, workspace.case_id, self._paper(), path)
        except KnownTrouble as trouble:
            self._failed(trouble)
            return
        before = self._moment()

        def show(found: Clearance) -> None:
            if self._moment() == before:
                self._show(found)
            else:
                self._screen.messages.alert(f"The case was changed while {found.name} was read. Read the copy again.")

        workspace.tasks.start(f"Reading {path.name}", lambda progress: given.cleared(), show, self._failed)

    def _moment(self) -> tuple[object, ...]:
        """Others where another paper is in hand, or something has been changed."""
        workspace = self._screen.workspace
        return workspace.path, workspace.is_open and workspace.case_id, workspace.saved_at, self._paper()

    def _failed(self, trouble: KnownTrouble) -> None:
        self._screen.messages.alert(str(trouble))

    def _show(self, found: Clearance) -> None:
        if not found.parts:
            self._screen.messages.success(f"{found.name} says what the paper says, and holds no comments.")
            return
        dialog = ClearanceDialog(self._screen, found)
        dialog.taking.connect(lambda left: self._take(found, left))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _take(self, found: Clearance, left: tuple[int, ...]) -> None:
        workspace = self._screen.workspace
        taken = self._screen.edit(f"words of {found.name}", clearance.take, workspace.case_id, found, left)
        if taken is not None:
            self._screen.offer_undo(f"Took {counted(len(taken), 'change')} of {found.name}.")


class ClearanceDialog(QDialog):
    """Each change of a copy, with a tick where it can be taken and the reason where it cannot. Escape or Cancel takes nothing.

    `taking` tells the numbers of those that could be taken and are not ticked.
    """

    taking = Signal(object)

    def __init__(self, parent: QWidget, found: Clearance) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"What {found.name} says otherwise")
        self.ticks: dict[int, TickBox] = {}
        self._same_version = found.same_version
        within = QWidget()
        inner = QVBoxLayout(within)
        inner.setContentsMargins(0, 0, look.STEP, 0)
        inner.setSpacing(look.GAP)
        for part in found.parts:
            inner.addWidget(self._row(part))
        inner.addStretch(1)
        scroll = ScrollBox(within)
        scroll.scroll_by_keys("Changes and comments of the copy")
        scroll.follow(*self.ticks.values())
        self.take, self.cancel = PrimaryButton("Take what is ticked"), PlainButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        for tick in self.ticks.values():
            tick.toggled.connect(self._enable)
        self._enable()
        of = "the paper as it is" if found.same_version else "another version of the paper"
        reworded = sum(part.change.is_reworded for part in found.parts)
        said = sum(len(part.change.comments) for part in found.parts)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        note = f" {tracked_note(found)}".rstrip()
        box.addWidget(Label(f"Made from {of}: {counted(reworded, 'change')}, {counted(said, 'comment')}.{note}", wrap=True))
        box.addWidget(scroll, 1)
        box.addWidget(row((QWidget(), 1), self.cancel, self.take))
        self.take.setDefault(True)
        self.resize(look.scaled(_WIDE), look.scaled(_HIGH))
        next(iter(self.ticks.values()), self.cancel).setFocus()

    def _row(self, part: ClearedPart) -> QWidget:
        """The part, the words of both beside one another, and what was said of it."""
        lines = list(_lines(part, same_version=self._same_version))
        where = Label(f"{part.number}. {part.where}", semibold=True, wrap=True)
        head: QWidget = where
        if part.can_be_taken:
            tick = self.ticks[part.number] = TickBox("Take")
            tick.setChecked(True)
            tick.setAccessibleName(f"Take {part.number}. {part.where}")
            tick.setAccessibleDescription(" ".join(f"{name}: {words}" for name, words in lines))
            head = row((where, 1), tick)
        return column(head, *(_line(name, words) for name, words in lines), spacing=look.HALF)

    def _enable(self) -> None:
        self.take.setEnabled(any(tick.isChecked() for tick in self.ticks.values()))

    def _take(self) -> None:
        left = tuple(number for number, tick in self.ticks.items() if not tick.isChecked())
        self.accept()
        self.taking.emit(left)


def _lines(part: ClearedPart, *, same_version: bool) -> Iterator[tuple[str, str]]:
    """What is told of a change: what each line is, and its words."""
    from desktop.papers.word.comparing import Known  # what reads Word is loaded late

    change = part.change
    if change.is_reworded:
        if change.held:
            yield "Held", change.held
        yield "Copy", change.returned or "Nothing"
        if change.moved:
            yield "Moved", "It stands elsewhere in the copy: move it on the Papers screen."
    if change.known is Known.WORDS:
        yield "Known", "By its words: its mark is lost, so read both before you take it."
    for words in tracked_words(change, same_version=same_version):
        yield "Tracked", words
    for comment in change.comments:
        yield "Comment", comment_words(comment)
    if part.left:
        yield "Not taken", f"{part.left[:1].upper()}{part.left[1:]}."


def _line(name: str, words: str) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(look.STEP)
    title, text = SecondaryLabel(name), Label(words.replace("\t", " | "), wrap=True)
    title.setFixedWidth(look.text_width("Not taken") + look.STEP)
    for label, stretch in ((title, 0), (text, 1)):
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        box.addWidget(label, stretch)
    return line
