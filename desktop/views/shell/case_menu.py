"""The Case menu: the cases of the open file, and what is done with one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop.errors import KnownTrouble
from desktop.views.kit.buttons import literal
from desktop.views.shell.saving import Saving
from desktop.views.shell.saying import Saying
from desktop.workspace import Workspace


class CaseMenu(QObject):
    """Made anew each time it is opened."""

    def __init__(
        self, menu: QMenu, workspace: Workspace, saving: Saving, saying: Saying, export: QAction, show_details: Callable[[], object]
    ) -> None:
        """`show_details` goes to what is recorded of the case in hand as a whole."""
        super().__init__(menu)
        self.menu, self._workspace, self._may_lose, self._say = menu, workspace, saving.may_lose, saying.say
        self._export, self._show_details = export, show_details
        menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """List the cases, and what may be done."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        if self._workspace.path is not None:
            for case, title in self._titles():
                choice = self.menu.addAction(literal(title))
                choice.setCheckable(True)
                choice.setChecked(self._workspace.is_open and case == self._workspace.case_id)
                choice.setActionGroup(group)
                choice.triggered.connect(lambda *_, case=case: self.show_case(case))
            self.menu.addSeparator()
        details = self.menu.addAction("Case &details")
        details.setEnabled(self._workspace.is_open)
        details.triggered.connect(lambda *_: self._show_details())
        self.menu.addAction(self._export)
        new = self.menu.addAction("Add a case to this file")
        new.setEnabled(self._workspace.path is not None)
        new.triggered.connect(lambda *_: self.add())

    def _titles(self) -> tuple[tuple[int, str], ...]:
        """The cases of the open file; none, and a sentence on the page, where they cannot be read."""
        from desktop.operations.records.cases import titles

        try:
            return tuple(self._workspace.read(titles))
        except KnownTrouble as trouble:
            self._say(str(trouble))
            return ()

    def show_case(self, case: int) -> None:
        """Take another case in hand."""
        if self._may_lose(lambda: self.show_case(case), "go to the other case without it"):
            self._workspace.show_case(case)

    def add(self) -> None:
        """Add an empty case to the open file, and show its details."""
        from desktop.operations.records.cases import add_empty

        if not self._may_lose(self.add, "add the case without it"):
            return
        try:
            case = self._workspace.edit("new case", add_empty)
        except KnownTrouble as trouble:
            self._say(str(trouble))
            return
        self._workspace.show_case(case)
        self._show_details()
