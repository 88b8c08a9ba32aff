"""Views under the tabs of a record screen that show more than records: results beside them, or a kind of record under each of several."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LateView:
    """One view by the name of its tab: its module in `desktop.views` is imported, and its class built, when it is first looked at.

    Tabs of one class share one view, which shows the page of the tab in hand.
    """

    name: str
    module: str
    builder: str

    def is_of(self, other: LateView) -> bool:
        """Whether both are tabs of one view."""
        return (self.module, self.builder) == (other.module, other.builder)

    def make(self, workspace: Workspace) -> FinanceView:
        """Import and build the view."""
        view = getattr(importlib.import_module(f"desktop.views.{self.module}"), self.builder)(workspace)
        if not isinstance(view, FinanceView):
            raise TypeError(f"{self.builder} is not a view")
        return view


class PagedView(FinanceView):
    """One or more panes of records, the first under the tab that the view is named after, and each other under its own."""

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__(workspace)
        self._title = title
        self._pages: list[RecordPane] = []
        self.number = 0
        """Which of the panes is in hand."""

    def hold(self, panes: Sequence[RecordPane]) -> None:
        """Show these, the first in front."""
        self._pages = [self.follow(pane) for pane in panes]
        self.purpose = panes[0].words.purpose
        for number, pane in enumerate(self._pages):
            self.box.addWidget(pane, 1)
            pane.setVisible(number == 0)

    @property
    def pane(self) -> RecordPane:
        return self._pages[self.number]

    def tab_of(self, pane: RecordPane) -> str:
        """The name of the tab that a pane stands under."""
        return self._title if pane is self._pages[0] else pane.words.title

    def tab_at(self, where: QWidget) -> str:
        return next((self.tab_of(pane) for pane in self._pages if pane.isAncestorOf(where)), "")

    def show_page(self, name: str) -> None:
        names = [self.tab_of(pane) for pane in self._pages]
        self._turn(names.index(name) if name in names else 0)

    def show_records(self, table: str) -> None:
        pane = next((pane for pane in self._pages if pane.kept_in == table), None)
        if pane is not None and pane is not self.pane:
            self.view_asked.emit(self.tab_of(pane))

    def forget(self) -> None:
        for pane in self._pages:
            pane.forget()

    def _turn(self, number: int) -> None:
        if number == self.number:
            return
        self.number = number
        for each, pane in enumerate(self._pages):
            pane.setVisible(each == number)
        self.purpose = self.pane.words.purpose
        self.pane.refresh()
        self.show_results()
        self.turned.emit()
