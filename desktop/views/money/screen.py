"""The Savings screen: the lines of each option and project, and beside them redundancy, funding, targets, who gains and the checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble
from desktop.views.kit import look
from desktop.views.kit.forms.unsaved import Unsaved, take_in_hand
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.screen import Screen
from desktop.views.kit.tables.spreadsheet_table import SpreadsheetTable
from desktop.views.money.lines.grid import SavingLines
from desktop.views.money.views import VIEWS
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt

LINES = 0


class Savings(Screen):
    """A view at a time, each built when it is first looked at. The header says and offers what the view in hand does."""

    def __init__(self, workspace: Workspace) -> None:
        self._primary = QAction("Add a line")
        super().__init__(workspace, "Savings", SavingLines.purpose, self._primary, [QAction("More")], [view.name for view in VIEWS])
        self._case: tuple[Path | None, int] | None = None
        self._appraisal: Appraisal | None = None
        self._trouble = ""
        self._panes: dict[int, FinanceView] = {}
        self._unfilled: set[FinanceView] = set()
        self.views = self.tabs
        self.box.setSpacing(look.TIGHT)
        self.box.insertSpacing(1, look.GAP - look.TIGHT)  # the tabs stand where they do on every screen
        self.box.setContentsMargins(look.MARGIN, 0, look.MARGIN, look.TIGHT)
        self.lines = SavingLines(workspace)
        self._add(LINES, self.lines)
        self._primary.triggered.connect(lambda *_: self._act())
        self.views.changed.connect(lambda _: self._turn())
        self._offer()
        self.lines.show()

    # Views

    def pane(self, number: int) -> FinanceView:
        """One of the views, built where it has not been looked at before."""
        if number not in self._panes:
            alike = (at for at, each in enumerate(VIEWS) if each.is_of(VIEWS[number]) and at in self._panes)
            shared = next(alike, None)
            if shared is not None:
                self._panes[number] = self._panes[shared]
            else:
                self._add(number, VIEWS[number].make(self.workspace))
        return self._panes[number]

    @property
    def view(self) -> FinanceView:
        """The view in hand."""
        return self.pane(self.views.chosen)

    def _add(self, number: int, pane: FinanceView) -> None:
        pane.hide()
        self._panes[number] = pane
        self._unfilled.add(pane)
        self.speak_for(pane)
        pane.turned.connect(self._offer)
        pane.go.connect(self.go)
        pane.view_asked.connect(self.show_view)
        if pane.primary is not None:
            pane.primary.changed.connect(self._offer)
        self.box.addWidget(pane, 1)

    def _turn(self) -> None:
        self.messages.clear()
        self._trouble_again()
        self.say_of(self._show_view)

    def _show_view(self) -> None:
        """Fill the view in hand unless it holds what is recorded now, and show it alone."""
        if self._case is None:
            return
        number = self.views.chosen
        pane = self.pane(number)
        pane.show_page(self.views.view)
        for each in dict.fromkeys(self._panes.values()):
            each.setVisible(each is pane)
        if pane in self._unfilled:
            self._unfilled.discard(pane)
            pane.set_appraisal(self._appraisal)
        self._offer()

    def _offer(self) -> None:
        """Let the header say and offer what the view in hand does."""
        pane = self._panes.get(self.views.chosen)
        if pane is None:
            return
        primary = pane.primary
        self._primary.setVisible(primary is not None)
        if primary is not None:
            self._primary.setText(primary.text())
            self._primary.setEnabled(primary.isEnabled())
        self.header.purpose.setText(pane.purpose)
        self.header.offer(pane.more)

    def _act(self) -> None:
        primary = self.view.primary
        if primary is not None:
            primary.trigger()

    # Showing

    def fill(self) -> None:
        case = self.workspace.path, self.workspace.case_id
        if case != self._case:  # another case, whose rows may have the same ids
            self._case = case
            for pane in dict.fromkeys(self._panes.values()):
                pane.forget()
        self._appraise()
        self._unfilled = set(self._panes.values())
        self._show_view()

    def _appraise(self) -> None:
        """Where the records contradict one another, say so until they no longer do: the records stay to put them right in."""
        before = self._trouble
        try:
            self._appraisal, self._trouble = self.workspace.appraisal(), ""
        except KnownTrouble as trouble:
            self._appraisal, self._trouble = None, str(trouble)
        if before and not self._trouble and self.messages.sentence == before:
            self.messages.clear()
        self._trouble_again()

    def _trouble_again(self) -> None:
        if self._trouble and self.messages.sentence != self._trouble:
            self.messages.alert(self._trouble)

    # Going to

    def focus_on(self, target: object) -> None:
        """A line by its id, a view by its name, a record of a view by both, or an option's or a project's lines by its name."""
        names = [view.name for view in VIEWS]
        name, record = target if isinstance(target, tuple) else (target, None)
        if name in names:
            self.views.choose(names.index(str(name)))
            pane = self.view.pane
            if isinstance(record, int) and pane is not None:
                pane.go_to(record)
            return
        self.views.choose(LINES)
        if isinstance(target, int):
            self.lines.go_to_line(target)
        elif isinstance(target, str):
            self.lines.show_owner(target)

    def take_to(self, at: MendedAt) -> None:
        """A year of a line stands in its grid; what has no column there, in the form beside it."""
        self.focus_on(at.part if at.part != "lines" else at.record or None)
        if at.part != "lines":
            self.view.show_records(at.table)
        pane = self.view.pane if at.part != "lines" and at.record else None
        if pane is not None and at.table in ("", pane.kept_in):
            pane.go_to(at.record)
            if (field := pane.form.fields.get(at.field)) is not None:
                field.start()
        elif at.part == "lines" and at.record:
            self.lines.take_to(at.field)

    def unsaved(self) -> Sequence[Unsaved]:
        panes = [pane for view in dict.fromkeys(self._panes.values()) for pane in view.findChildren(RecordPane)]
        return [*super().unsaved(), *(each for pane in panes for each in pane.form.unsaved())]

    def reveal(self, unsaved: Unsaved) -> None:
        view_number = next((number for number, pane in self._panes.items() if pane.isAncestorOf(unsaved.where)), self.views.chosen)
        self.views.choose(view_number)
        self.show_view(self.view.tab_at(unsaved.where))
        if unsaved.where is self.lines.table and isinstance(unsaved.row, int):
            self.lines.go_to_line(unsaved.row)
            if not any(each.key == unsaved.key for each in self.lines.model.columns):
                self.lines.show_field(unsaved.key)
                return
        elif not isinstance(unsaved.where, SpreadsheetTable):
            self.lines.reveal(unsaved.where)
        take_in_hand(unsaved)
