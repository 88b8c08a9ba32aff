"""The generic screen: a table and a form for the row in hand, one pane or a tab for each of several, and tabs that show results too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.views.kit.forms.unsaved import Unsaved, take_in_hand
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.views import LateView
from desktop.views.kit.screen import Screen
from desktop.views.kit.view_stack import ViewStack
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt


class RecordScreen(Screen):
    """Add at the right of the header, the rest under More; what is deleted can be brought back from the message that says so.

    The title and the tabs' names are those of the panes' words; the purpose is that of the pane in hand. `views` stand after the panes,
    each built when it is first looked at.
    """

    def __init__(self, workspace: Workspace, title: str, *panes: RecordPane, views: Sequence[LateView] = ()) -> None:
        self.panes, self._late_views = panes, tuple(views)
        self._views: dict[int, FinanceView] = {}
        self._trouble = ""
        self._add = QAction(panes[0].add_action.text())
        names = [*(pane.words.title for pane in panes), *(view.name for view in self._late_views)]
        actions = [action for pane in panes for action in pane.actions_offered]
        super().__init__(workspace, title, panes[0].words.purpose, self._add, actions, names if len(names) > 1 else ())
        self._add.triggered.connect(self._add_to_pane)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.show_now)
        self.stack = ViewStack()
        for pane in panes:
            self.stack.addWidget(pane)
            self.speak_for(pane)
            pane.shown.connect(self._fresh)
        self.tabs.changed.connect(self._turn)
        self.box.addWidget(self.stack, 1)
        self._name_actions()
        workspace.opened.connect(self._reopened)

    @property
    def pane(self) -> RecordPane:
        """The pane in hand."""
        view = self.view
        if view is None:
            return self.panes[self.number]
        if view.pane is None:
            raise LookupError(f"{type(view).__name__} has no pane of records")
        return view.pane

    @property
    def number(self) -> int:
        """Which tab is in hand."""
        return self.tabs.chosen

    @property
    def view(self) -> FinanceView | None:
        """The view in hand, built where it has not been looked at before; None where it is a pane."""
        if self.number < len(self.panes):
            return None
        if self.number not in self._views:
            self._build(self.number)
        return self._views[self.number]

    def _build(self, number: int) -> None:
        late = self._late_views[number - len(self.panes)]
        alike = {at for at, each in enumerate(self._late_views, start=len(self.panes)) if each.is_of(late)}
        view = next((self._views[each] for each in alike if each in self._views), None)
        if view is not None:
            self._views[number] = view
            return
        view = self._views[number] = late.make(self.workspace)
        self.stack.addWidget(view)
        self.speak_for(view)
        view.turned.connect(self._name_actions)
        view.go.connect(self.go)
        view.view_asked.connect(self.show_view)

    def fill(self) -> None:
        """Show what the store says now."""
        view = self.view
        if view is None:
            self.pane.fill()
        else:
            view.set_appraisal(self._appraisal())

    def _appraisal(self) -> Appraisal | None:
        """What the records come to; where they contradict one another, that is said until they no longer do."""
        if not self.workspace.is_open:
            return None
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self._trouble = str(trouble)
            self.messages.alert(self._trouble)
            return None
        if self._trouble and self.messages.sentence == self._trouble:
            self.messages.clear()
        self._trouble = ""
        return appraisal

    def focus_on(self, target: object) -> None:
        """Take the officer to a tab by its name, to a row of the first by its id, or to a row of a tab by both."""
        name, row = target if isinstance(target, tuple) else (target, None) if isinstance(target, str) else (None, target)
        self.tabs.choose(self.tabs.names.index(name) if isinstance(name, str) and name in self.tabs.names else 0)
        if isinstance(row, int):
            self.pane.go_to(row)

    def take_to(self, at: MendedAt) -> None:
        if at.record or at.part:
            self.focus_on(at.part)
        view = self.view
        if view is not None:
            view.show_records(at.table)
        pane = self.panes[self.number] if view is None else view.pane
        if pane is None or not at.record or at.table not in ("", pane.kept_in):
            return
        pane.go_to(at.record)
        field = pane.form.fields.get(at.field)
        if field is not None:
            field.take()

    def unsaved(self) -> Sequence[Unsaved]:
        panes = [*self.panes, *(pane for view in dict.fromkeys(self._views.values()) for pane in view.findChildren(RecordPane))]
        return [*super().unsaved(), *(each for pane in panes for each in pane.form.unsaved())]

    def reveal(self, unsaved: Unsaved) -> None:
        """A table below the rows, or in the form, belongs to the row whose id stands before its column's key."""
        view_number = next((number for number, view in self._views.items() if view.isAncestorOf(unsaved.where)), None)
        if view_number is not None:
            self.tabs.choose(view_number)
            self.show_view(self._views[view_number].tab_at(unsaved.where))
        elif (number := next((n for n, pane in enumerate(self.panes) if pane.isAncestorOf(unsaved.where)), None)) is not None:
            self.tabs.choose(number)
        owner = unsaved.key.partition(":")[0]
        if unsaved.where is not self.pane.table and owner.isdigit():
            self.pane.go_to(int(owner))
        take_in_hand(unsaved)
        field = self.pane.form.fields.get(unsaved.key)
        if unsaved.where is self.pane.table and field is not None and not self.pane.shows(unsaved.key):
            self.pane.go_to(unsaved.row)
            field.editor.setFocus()

    def _add_to_pane(self) -> None:
        view = self.view
        if view is None:
            self.pane.add()
        elif view.primary is not None:
            view.primary.trigger()

    def _turn(self, number: int) -> None:
        self.messages.clear()
        self.say_of(lambda: self._turn_to(number))

    def _turn_to(self, number: int) -> None:
        view = self.view
        if view is not None:
            view.show_page(self.tabs.view)
        self.stack.setCurrentWidget(view or self.panes[number])
        self._name_actions()
        self.fill()

    def _name_actions(self) -> None:
        """Let the header say and offer what the pane in hand does."""
        view = self.view
        pane = self.panes[self.number] if view is None else None
        primary = view.primary if view is not None else self.pane.add_action
        self._add.setVisible(primary is not None)
        if primary is not None:
            self._add.setText(primary.text())
            self._add.setToolTip(primary.toolTip())
        self.header.purpose.setText(view.purpose if view is not None else self.pane.words.purpose)
        for each in self.panes:
            for action in each.actions_offered:
                action.setVisible(each is pane)
        if self._late_views:
            self.header.offer(view.more if view is not None else self.pane.actions_offered)

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
        for view in dict.fromkeys(self._views.values()):
            view.forget()
