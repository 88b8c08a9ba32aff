"""A copy of the paper that came back: read off the main thread, each change shown beside what is held, and what is ticked taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.appraisal.wording import counted, listed
from desktop.errors import KnownTrouble
from desktop.models.kinds import Kind
from desktop.operations.papers import clearance
from desktop.operations.papers.clearance import Clearance, ClearedPart, comment_words, notes, tracked_words
from desktop.operations.papers.officers_words import Statement
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton
from desktop.views.kit.forms.choice import ChoiceBox
from desktop.views.kit.forms.tick_box import TickBox
from desktop.views.kit.forms.trouble_label import TroubleLabel
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
            self._screen.messages.success(found.nothing_new)
            return
        dialog = ClearanceDialog(self._screen, found)
        dialog.taking.connect(lambda left, answers: self._take(found, left, answers))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _take(self, found: Clearance, left: tuple[int, ...], answers: dict[int, str]) -> None:
        workspace = self._screen.workspace
        taken = self._screen.edit(f"words of {found.name}", clearance.take_all, workspace.case_id, found, left, answers)
        if taken is not None:
            comments = [f"{counted(len(taken.comments), 'comment')} of officers"] * bool(taken.comments)
            changes = [counted(len(taken.parts), "change")] * bool(taken.parts or not comments)
            self._screen.offer_undo(f"Took {listed([*changes, *comments])} of {found.name}.")


class ClearanceDialog(QDialog):
    """Each change of a copy, with a tick where it can be taken and the reason where it cannot. Escape or Cancel takes nothing.

    What may be an officer's comment has a choice of whose it is; nothing is taken until each that is asked is answered. `taking` tells the
    numbers of the changes that could be taken and are not ticked, and the post by the number of each statement, blank for a remark.
    """

    taking = Signal(object, object)

    def __init__(self, parent: QWidget, found: Clearance) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"What {found.name} says otherwise")
        self.ticks: dict[int, TickBox] = {}
        self.posts: dict[int, ChoiceBox] = {}
        self._found, self._trouble = found, TroubleLabel()
        in_place = {post: ", in place of what is held" * (post in found.held) for post in found.posts}
        self._by_words = {f"Take as the comment of the {post}{instead}": post for post, instead in in_place.items()}
        within = QWidget()
        inner = QVBoxLayout(within)
        inner.setContentsMargins(0, 0, look.STEP, 0)
        inner.setSpacing(look.GAP)
        for part in found.parts:
            inner.addWidget(self._row(part))
        inner.addStretch(1)
        scroll = ScrollBox(within)
        scroll.scroll_by_keys("Changes and comments of the copy")
        scroll.follow(*self.ticks.values(), *self.posts.values())
        self.take, self.cancel = PrimaryButton("Take what is chosen"), PlainButton("Cancel")
        self.cancel.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        for tick in self.ticks.values():
            tick.toggled.connect(self._enable)
        for choice in self.posts.values():
            choice.currentIndexChanged.connect(lambda *_: self._enable())
        self._enable()
        of = "the paper as it is" if found.same_version else "another version of the paper"
        reworded = sum(part.change.is_reworded for part in found.parts)
        said = sum(len(part.change.comments) for part in found.parts)
        box = QVBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP, look.MARGIN, look.GAP)
        box.setSpacing(look.GAP)
        note = f" {notes(found)}".rstrip()
        box.addWidget(Label(f"Made from {of}: {counted(reworded, 'change')}, {counted(said, 'comment')}.{note}", wrap=True))
        box.addWidget(scroll, 1)
        box.addWidget(self._trouble)
        box.addWidget(row((QWidget(), 1), self.cancel, self.take))
        self.take.setDefault(True)
        self.resize(look.scaled(_WIDE), look.scaled(_HIGH))
        next(iter(self.ticks.values()), self.cancel).setFocus()

    def _row(self, part: ClearedPart) -> QWidget:
        """The part, the words of both beside one another, and what was said of it."""
        lines = list(_lines(part, same_version=self._found.same_version))
        where = Label(f"{part.number}. {part.where}", semibold=True, wrap=True)
        head: QWidget = where
        if part.can_be_taken:
            tick = self.ticks[part.number] = TickBox("Take")
            tick.setChecked(True)
            tick.setAccessibleName(f"Take {part.number}. {part.where}")
            tick.setAccessibleDescription(" ".join(f"{name}: {words}" for name, words in lines))
            head = row((where, 1), tick)
        asked = [self._whose(statement) for statement in part.statements]
        return column(head, *(_line(name, words) for name, words in lines), *asked, spacing=look.HALF)

    def _whose(self, statement: Statement) -> QWidget:
        """The choice of whose comment a statement is; open where that is asked."""
        choice = self.posts[statement.number] = ChoiceBox(Kind.CHOICE, required=not statement.asked)
        choice.setAccessibleName(f"{statement.author or 'Somebody'}: whose comment")
        choice.setAccessibleDescription(statement.text)
        if statement.asked:
            choice.name_none(f"Choose: is it the comment of the {statement.post}?")
        leave = "Leave them" if statement.is_new else "A remark: leave it"
        choice.set_names([leave, *self._by_words])
        plain = next((words for words, post in self._by_words.items() if post == statement.post), leave)
        choice.show_text("" if statement.asked else plain)
        return _beside("New words" if statement.is_new else "Whose", choice)

    def _answers(self) -> dict[int, str]:
        """The post by the number of each statement that is answered, blank for what is left."""
        chosen = {number: choice.chosen() for number, choice in self.posts.items()}
        return {number: self._by_words.get(words, "") for number, words in chosen.items() if words}

    def _enable(self) -> None:
        answers = self._answers()
        unanswered = len(answers) < len(self.posts)
        self.take.setEnabled(any(tick.isChecked() for tick in self.ticks.values()) or any(answers.values()) or unanswered)

    def _take(self) -> None:
        answers = self._answers()
        number = next((number for number in self.posts if number not in answers), None)
        if number is not None:
            self._trouble.say("Say of each comment whose it is, or that it is a remark.")
            self.posts[number].setFocus()
            return
        left = tuple(number for number, tick in self.ticks.items() if not tick.isChecked())
        self.accept()
        self.taking.emit(left, answers)


def _lines(part: ClearedPart, *, same_version: bool) -> Iterator[tuple[str, str]]:
    """What is told of a change: what each line is, and its words."""
    from desktop.papers.word.comparing import Known  # what reads Word is loaded late

    change = part.change
    if change.is_reworded:
        if change.held:
            yield "Held", change.held
        yield "Copy", change.returned or "None"
        if change.moved:
            yield "Moved", "It stands elsewhere in the copy: move it under Paper."
    if change.known is Known.WORDS:
        yield "Known", "By its words: its mark is lost, so read both before you take it."
    for words in tracked_words(change, same_version=same_version):
        yield "Tracked", words
    for comment in change.comments:
        yield "Comment", comment_words(comment)
    if part.left:
        yield "Not taken", f"{part.left[:1].upper()}{part.left[1:]}."


def _line(name: str, words: str) -> QWidget:
    text = Label(words.replace("\t", " | "), wrap=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return _beside(name, text)


def _beside(name: str, widget: QWidget) -> QWidget:
    """A widget beside what it is called."""
    title = SecondaryLabel(name)
    title.setFixedWidth(look.text_width("Not taken") + look.STEP)
    title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return row(title, (widget, 1))
