"""The generic screen: a table and a form for the row in hand, one pane or a tab for each of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget

from desktop.views.record_pane import RecordPane
from desktop.views.screen import Screen
from desktop.views.segments import Segments
from desktop.views.unsaved import Unsaved, take_in_hand, turn_to
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt


class RecordScreen(Screen):
    """Add at the right of the header, the rest under More; what is deleted can be brought back from the message that says so.

    The title and the tabs' names are those of the panes' words; the purpose is that of the pane in hand.
    """

    def __init__(self, workspace: Workspace, title: str, *panes: RecordPane) -> None:
        self.panes = panes
        self._add = QAction(panes[0].add_action.text())
        super().__init__(workspace, title, panes[0].words.purpose, self._add, [action for pane in panes for action in pane.actions_offered])
        self._add.triggered.connect(self._add_to_pane)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.show_now)
        self.stack = QStackedWidget()
        for pane in panes:
            self.stack.addWidget(pane)
            pane.alerted.connect(self.messages.alert)
            pane.deleted.connect(self.offer_undo)
            pane.quiet.connect(self.messages.clear)
            pane.shown.connect(self._fresh)
        self.tabs = Segments(title, [pane.words.title for pane in panes]) if len(panes) > 1 else None
        if self.tabs is not None:
            self.box.addWidget(self.tabs)
            self.tabs.changed.connect(self._turn)
        self.box.addWidget(self.stack, 1)
        self._name_actions()
        workspace.opened.connect(self._reopened)

    @property
    def pane(self) -> RecordPane:
        """The pane in hand."""
        return self.panes[self.stack.currentIndex()]

    def refresh(self) -> None:
        """Show what the store says now."""
        self.pane.refresh()

    def focus_on(self, target: object) -> None:
        """Take the officer to a tab by its name, to a row of the first by its id, or to a row of a tab by both."""
        name, row = target if isinstance(target, tuple) else (target, None) if isinstance(target, str) else (None, target)
        number = next((number for number, pane in enumerate(self.panes) if pane.words.title == name), 0)
        if self.tabs is not None:
            self.tabs.choose(number)
        if isinstance(row, int):
            self.pane.go_to(row)

    def take_to(self, at: MendedAt) -> None:
        if at.record or at.part:
            self.focus_on((at.part, at.record or None))
        field = self.pane.form.fields.get(at.field)
        if at.record and field is not None:
            field.start()

    def unsaved(self) -> Sequence[Unsaved]:
        return [*super().unsaved(), *(each for pane in self.panes for each in pane.form.unsaved())]

    def reveal(self, unsaved: Unsaved) -> None:
        """A table below the rows, or in the form, belongs to the row whose id stands before its column's key."""
        turn_to(self, unsaved.where)
        owner = unsaved.key.partition(":")[0]
        if unsaved.where is not self.pane.table and owner.isdigit():
            self.pane.go_to(int(owner))
        take_in_hand(unsaved)
        field = self.pane.form.fields.get(unsaved.key)
        if unsaved.where is self.pane.table and field is not None and not self.pane.shows(unsaved.key):
            field.editor.setFocus()

    def _add_to_pane(self) -> None:
        self.pane.add()

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._name_actions()
        self.messages.clear()
        self.refresh()

    def _name_actions(self) -> None:
        """Let the header say and offer what the pane in hand does."""
        self._add.setText(self.pane.add_action.text())
        self.header.purpose.setText(self.pane.words.purpose)
        for pane in self.panes:
            for action in pane.actions_offered:
                action.setVisible(pane is self.pane)

    def _show_again(self) -> None:
        """At the next turn of the event loop, unless the pane that changed something has shown it by then."""
        self._late.start(0)

    def _fresh(self) -> None:
        self._stale = False
        self._late.stop()

    def _reopened(self) -> None:
        self.messages.clear()
        for pane in self.panes:
            pane.forget()
