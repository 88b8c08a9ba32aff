"""The keys and menu entries that lead from view to view: go to anything, the tabs, back and forward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop.errors import KnownTrouble
from desktop.views.shell import screens

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt
    from desktop.views.shell.way_through import WayThrough
    from desktop.workspace import Workspace

_TABS_WITH_KEYS = 9


class Going(QObject):
    """Makes the actions and keeps them in line with where there is a way to; what they do is told to the window."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        way: WayThrough,
        menus: Sequence[QMenu],
        mend: Callable[[str, MendedAt], None],
        say: Callable[[str], None],
    ) -> None:
        """`mend` goes to a field of a screen, `say` says what stands in the way."""
        super().__init__(window)
        self._window, self._workspace, self._way = window, workspace, way
        self._menus, self._mend, self._say = menus, mend, say
        self.anywhere = self._action("&Go to…", self._ask_where, "Ctrl+Shift+K", "Ctrl+K")
        self.next_tab = self._action("&Next tab", lambda: way.step(1), "Ctrl+PgDown")
        self.last_tab = self._action("&Last tab", lambda: way.step(-1), "Ctrl+PgUp")
        self.back = self._action("&Back", way.go_back, "Alt+Left")
        self.forward = self._action("&Forward", way.go_forward, "Alt+Right")
        for number in range(_TABS_WITH_KEYS):
            window.addAction(self._action(f"Tab {number + 1}", partial(way.go_to_tab, number), f"Alt+{number + 1}"))
        way.moved.connect(self.enable)
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._leave_keys)

    @property
    def actions(self) -> list[QAction]:
        """What stands in the menu, in its order."""
        return [self.anywhere, self.next_tab, self.last_tab, self.back, self.forward]

    def enable(self) -> None:
        """Offer what there is a way to."""
        is_open = self._workspace.is_open
        for action in (self.anywhere, self.next_tab, self.last_tab):
            action.setEnabled(is_open)
        self.back.setEnabled(is_open and self._way.can_go_back)
        self.forward.setEnabled(is_open and self._way.can_go_forward)

    def _action(self, text: str, do: Callable[[], object], *keys: str) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda *_: do())
        action.setShortcuts([QKeySequence(each) for each in keys])
        return action

    def _leave_keys(self, _: QWidget | None, now: QWidget | None) -> None:
        """In the words of a paper Ctrl+K makes a link, as everywhere else where one writes."""
        always, keys = QKeySequence("Ctrl+Shift+K"), QKeySequence("Ctrl+K")
        taken = now is not None and any(keys in action.shortcuts() for action in now.actions() if action is not self.anywhere)
        self.anywhere.setShortcuts([always] if taken else [always, keys])

    def _ask_where(self) -> None:
        """Ask what to go to, of all that there is in the case in hand."""
        from desktop.operations.records.named import named_records
        from desktop.views.shell.go_to import Goal, GoTo, actions_of

        goals = [
            Goal(view.label, stage.name, partial(self._way.go_to, screens.Place(view.screen, view.name)), view.screen)
            for stage in screens.stages()
            for view in stage.views
        ]
        goals += actions_of(self._menus)
        try:
            records = self._workspace.read(named_records, self._workspace.case_id)
        except KnownTrouble as trouble:
            self._say(str(trouble))
            return
        goals += [Goal(each.name, each.kind, partial(self._go_to_record, each.table, each.id, each.key)) for each in records]
        GoTo(self._window, goals).open()

    def _go_to_record(self, table: str, row: int, key: str) -> None:
        from desktop.operations.history.going import way_to

        try:
            at = self._workspace.read(way_to, table, row, key, self._workspace.case_id).at
        except KnownTrouble as trouble:
            self._say(str(trouble))
            return
        self._mend(at.screen, at)
