"""Where the officer is on the path: which views each stage offers, which was looked at last in it, and the way back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWindow

from desktop.errors import KnownTrouble
from desktop.views.shell import screens
from desktop.views.shell.screens import Place

if TYPE_CHECKING:
    from desktop.views.kit.screen import Screen
    from desktop.workspace import Workspace

#: How far back the way is kept, in views.
_FARTHEST = 100


class WayThrough(QObject):
    """Follows the screens of a window. It shows nothing itself but the tabs of each stage."""

    moved = Signal()
    """The view in hand, or whether there is a way back or forward, has changed."""

    def __init__(self, workspace: Workspace, show: Callable[[str], Screen], parent: QObject) -> None:
        """`show` brings the screen of a name to the front."""
        super().__init__(parent)
        self._workspace, self._show = workspace, show
        self._screens: dict[str, Screen] = {}
        first = screens.stages()[0].views[0]
        self._in_hand = Place(first.screen, first.name)
        self._last: dict[str, Place] = {}
        self._asked: set[Place] = set()
        self._behind: list[Place] = []
        self._ahead: list[Place] = []
        self._begun_at: Place | None = None
        workspace.changed.connect(self._follow_records)
        workspace.left.connect(self._forget)

    @property
    def stage(self) -> str:
        """The stage of the view in hand."""
        return screens.stage_of(*self._in_hand)

    @property
    def can_go_back(self) -> bool:
        """Whether another view was looked at before this one."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether the officer went back from another view."""
        return bool(self._ahead)

    def follow(self, name: str, screen: Screen) -> None:
        """Follow a screen that has been built."""
        self._screens[name] = screen
        screen.tabs.changed.connect(lambda _: self._turned(name, screen))
        screen.tabs.elsewhere.connect(self._go_elsewhere)

    def came_to(self, name: str) -> None:
        """A screen has come to the front."""
        screen = self._screens[name]
        place = Place(name, screen.tabs.view)
        if place != self._in_hand:
            with self.one_step():
                self._in_hand = place
        if screens.home_of(name) is None:
            self._last[self.stage] = place
            self._asked.add(place)
        self.arrange(name)
        self.moved.emit()

    @contextlib.contextmanager
    def one_step(self) -> Iterator[None]:
        """What is gone through within it is one step of the way: a screen and the view of it."""
        if self._begun_at is not None:
            yield
            return
        self._begun_at = self._in_hand
        try:
            yield
        finally:
            begun_at, self._begun_at = self._begun_at, None
            if begun_at != self._in_hand:
                self._behind = [*self._behind, begun_at][-_FARTHEST:]
                self._ahead.clear()
                self.moved.emit()

    def follow_mouse(self, window: QWindow) -> None:
        """Go back and forward by the buttons of a mouse that are made for it, wherever in the window it is."""
        window.removeEventFilter(self)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            way = {Qt.MouseButton.BackButton: self.go_back, Qt.MouseButton.ForwardButton: self.go_forward}.get(event.button())
            if way is not None and self._workspace.is_open:
                way()
                return True
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """Go to the next tab of the stage in hand, or the one before."""
        if (screen := self._screens.get(self._in_hand.screen)) is not None:
            screen.tabs.step(by)

    def go_to_tab(self, position: int) -> None:
        """Go to the tab that stands in a place of the row, counted from 0."""
        if (screen := self._screens.get(self._in_hand.screen)) is not None:
            screen.tabs.go_to(position)

    def show_stage(self, name: str) -> None:
        """Go to a stage, at the view of it that was looked at last, else at its first."""
        first = screens.stage(name).views[0]
        self.go_to(self._last.get(name, Place(first.screen, first.name)))

    def go_to(self, place: Place) -> None:
        """Go to a view of a screen."""
        with self.one_step():
            self._show(place.screen).show_view(place.view)

    def go_back(self) -> None:
        """Go to the view that was looked at before this one."""
        if self._behind:
            behind, ahead = self._behind[:-1], [*self._ahead, self._in_hand]
            self._travel(self._behind[-1], behind, ahead)

    def go_forward(self) -> None:
        """Go to the view from which the officer went back."""
        if self._ahead:
            behind, ahead = [*self._behind, self._in_hand], self._ahead[:-1]
            self._travel(self._ahead[-1], behind, ahead)

    def _travel(self, to: Place, behind: list[Place], ahead: list[Place]) -> None:
        self.go_to(to)
        self._behind, self._ahead = behind, ahead
        self.moved.emit()

    def arrange(self, name: str) -> None:
        """Show on a screen the tabs of the stage in hand: those its case has records for, and those that were asked for."""
        from desktop.views.kit.tabs import Tab

        if screens.home_of(name) is not None:
            return
        stage = screens.stage(self.stage)
        held = self._held({table for view in stage.views for table in view.tables})
        tabs = [
            Tab(view.label, view.screen, view.name, self._is_needed(view, held), view.adds)
            for view in stage.views
        ]  # fmt: skip
        self._screens[name].header.call(stage.name)  # a page is called what the rail calls it
        self._screens[name].tabs.arrange(stage.name, name, tabs)

    def _forget(self) -> None:
        """Another case is taken in hand: there is no way back into the one before, and what was asked for there is not needed here."""
        self._behind.clear()
        self._ahead.clear()
        self._asked = {self._in_hand}
        self.moved.emit()

    def _follow_records(self) -> None:
        """A view comes with its first record."""
        if self._in_hand.screen in self._screens and self._workspace.is_open:
            self.arrange(self._in_hand.screen)

    def _is_needed(self, view: screens.View, held: frozenset[str]) -> bool:
        return not view.tables or bool(held.intersection(view.tables)) or Place(view.screen, view.name) in self._asked

    def _held(self, tables: set[str]) -> frozenset[str]:
        """Which of some tables hold a record of the case in hand; none where that cannot be read, which the screen says."""
        if not tables or not self._workspace.is_open:
            return frozenset()
        from desktop.operations.records.places import held_tables

        try:
            return self._workspace.read(held_tables, self._workspace.case_id, tables)
        except KnownTrouble:
            return frozenset()

    def _turned(self, name: str, screen: Screen) -> None:
        if name == self._in_hand.screen or screen.isVisible():
            self.came_to(name)

    def _go_elsewhere(self, name: str, view: str) -> None:
        """Another screen's tab was chosen: the tabs keep the focus, where they had it."""
        had_focus = any(screen.tabs.bar.hasFocus() for screen in self._screens.values())
        self.go_to(Place(name, view))
        if had_focus:
            self._screens[name].tabs.bar.setFocus()
