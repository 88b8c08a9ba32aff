"""What every screen is: a page on the workspace that reads again when something has changed and it is being looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QHideEvent

from desktop.errors import KnownTrouble
from desktop.views.kit.messages import MessageRole
from desktop.views.kit.page import Page, PageHeader
from desktop.views.kit.tabs import Tabs
from desktop.workspace import AT_ONCE, Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.forms.unsaved import Unsaved
    from desktop.views.kit.records.pane import RecordPane
    from desktop.views.kit.records.side_view import FinanceView

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")


class Screen(Page):
    """A page of the open case. Subclasses build themselves once and show what the store holds in `fill`."""

    go = Signal(str)
    """Another screen is asked for, by its name on the rail."""
    mended_at = Signal(str, object)
    """Another screen is asked for, and the very field of it that mends something: its name, and a `MendedAt`."""

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        purpose: str,
        primary: QAction | None = None,
        more: Sequence[QAction] = (),
        views: Sequence[str] = (),
    ) -> None:
        """`views` are the names of what the screen shows under `tabs`, where that is more than one thing."""
        super().__init__(PageHeader(title, purpose, primary, more))
        self.workspace = workspace
        self.tabs = Tabs(title, views)
        self.box.addWidget(self.tabs)
        self.tabs.setVisible(len(self.tabs.names) > 1)
        self.tabs.changed.connect(lambda _: self.one_scroll.look_again())
        self._stale = True
        workspace.changed.connect(self._changed)
        workspace.opened.connect(self._changed)

    def fill(self) -> None:
        """Show what the store holds now. Raises KnownTrouble where it cannot be read."""
        raise TypeError(f"{type(self).__name__} does not say how it is filled")

    def refresh(self) -> None:
        """Read again and show what the store holds now. What cannot be read is said, and read again when the screen is next shown."""
        self.say_of(self.fill)

    def say_of(self, show: Callable[[], object]) -> None:
        """Do what reads the store; what stands in the way is said on the page, and the screen reads again when it is next shown."""
        try:
            show()
        except KnownTrouble as trouble:
            self._stale = True
            self.messages.alert(str(trouble))

    def show_now(self) -> None:
        """Called when the screen comes to the front: it reads again if something has changed since it last did."""
        if self._stale and self.workspace.is_open:
            self._stale = False
            self.refresh()

    def show_view(self, name: str) -> None:
        """Take the view of a name in hand, where the screen has one, and leave the focus where it is."""
        if name in self.tabs.names:
            self.tabs.choose(self.tabs.names.index(name))

    def focus_on(self, target: object) -> None:
        """Take the officer to one thing of the screen, such as a record's id."""

    def take_to(self, at: MendedAt) -> None:
        """Take the officer to the field that mends something, with the focus in it."""
        if at.record or at.part:
            self.focus_on(at.record or at.part)

    def unsaved(self) -> Sequence[Unsaved]:
        """The texts typed on this screen that could not be saved."""
        from desktop.views.kit.forms.unsaved import unsaved_in  # the window is painted before any table is loaded

        return unsaved_in(self)

    def save_again(self) -> bool:
        """Save what was typed on this screen and the disk or the file did not take; says whether all of it was taken."""
        from desktop.views.kit.forms.unsaved import save_again_in

        return save_again_in(self)

    def forget_unsaved(self) -> None:
        """Drop what was typed on this screen and not saved: another file or case is taken in hand."""
        from desktop.views.kit.forms.unsaved import forget_in

        forget_in(self)

    def reveal(self, unsaved: Unsaved) -> None:
        """Take the officer to a text that is not saved."""
        from desktop.views.kit.forms.unsaved import take_in_hand, turn_to

        turn_to(self, unsaved.where)
        take_in_hand(unsaved)

    def speak_for(self, part: FinanceView | RecordPane) -> None:
        """Say on the page what a view or a pane under it has to say."""
        part.alerted.connect(self.messages.alert)
        part.deleted.connect(self.offer_undo)
        part.quiet.connect(self.messages.clear)
        part.history_asked.connect(self._ask_history)

    def _ask_history(self, table: str, row: int) -> None:
        from desktop.papers.readiness.item import MendedAt

        self.mended_at.emit("History", MendedAt("History", table=table, record=row))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was done is not said again when the officer comes back."""
        super().hideEvent(event)
        if not event.spontaneous() and self.messages.role is MessageRole.SUCCESS:
            self.messages.clear()

    def let_go(self) -> None:
        """Called before the window closes: record what is still being typed, stop timers, close what was opened."""

    def edit(
        self, label: str, operation: Callable[Concatenate[Any, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome | None:
        """Run an operation as one unit of work; known trouble is said in the page's message, and None comes back."""
        self.messages.clear()  # before: showing what the edit leads to may have something to say
        try:
            return self.workspace.edit(label, operation, *given, **named)
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            return None

    def edit_many(
        self, doing: str, label: str, rows: int, operation: Callable[[Any], _Outcome], then: Callable[[_Outcome], object]
    ) -> None:
        """Run an operation that sees to so many rows as one unit of work, and do what follows: many rows off the main thread.

        `doing` begins a sentence, such as `Bringing in 300 records`.
        """
        if rows <= AT_ONCE:
            outcome = self.edit(label, operation)
            if outcome is not None:
                then(outcome)
            return
        self.messages.clear()

        def failed(trouble: KnownTrouble) -> None:
            self.messages.alert(str(trouble))

        try:
            self.workspace.edit_at_length(doing, label, rows, operation, then, failed)
        except KnownTrouble as trouble:
            failed(trouble)

    def offer_undo(self, sentence: str) -> None:
        """Say what was done with Undo beside it, until something else is done: Undo would then take back that instead."""
        self.messages.success(sentence, "Undo", self.workspace.undo)

    def _changed(self) -> None:
        self._stale = True
        if self.messages.role is MessageRole.SUCCESS:
            self.messages.clear()  # something else has been done since
        if self.isVisible():
            self._show_again()

    def _show_again(self) -> None:
        self.show_now()
