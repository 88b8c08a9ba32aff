"""Views under a tab of a record screen that show more than records: results beside them, or several kinds of record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LateView:
    """One view by the name of its tab; `make` imports its module and builds it when it is first looked at."""

    name: str
    make: Callable[[Workspace], FinanceView]


class PagedView(FinanceView):
    """One or more panes of records; where there are several, each under a name of its own."""

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__(workspace)
        self._title = title
        self._pages: list[RecordPane] = []
        self.pages: Segments | None = None

    def hold(self, panes: Sequence[RecordPane]) -> None:
        """Show these, the first in front."""
        self._pages = [self.follow(pane) for pane in panes]
        self.purpose = panes[0].words.purpose
        if len(panes) > 1:
            self.pages = Segments(self._title, [pane.words.title for pane in panes])
            self.pages.changed.connect(self._turn)
            self.box.addWidget(self.pages)
        for number, pane in enumerate(self._pages):
            self.box.addWidget(pane, 1)
            pane.setVisible(number == 0)

    @property
    def number(self) -> int:
        """Which of the panes is in hand."""
        return self.pages.chosen if self.pages is not None else 0

    @property
    def pane(self) -> RecordPane:
        return self._pages[self.number]

    def show_page(self, name: str) -> None:
        """Take the page of a name in hand, where there is one."""
        names = [pane.words.title for pane in self._pages]
        if self.pages is not None and name in names:
            self.pages.choose(names.index(name))

    def show_records(self, table: str) -> None:
        number = next((number for number, pane in enumerate(self._pages) if pane.kept_in == table), None)
        if self.pages is not None and number is not None:
            self.pages.choose(number)

    def forget(self) -> None:
        for pane in self._pages:
            pane.forget()

    def _turn(self, number: int) -> None:
        for each, pane in enumerate(self._pages):
            pane.setVisible(each == number)
        self.purpose = self.pane.words.purpose
        self.pane.refresh()
        self.show_results()
        self.turned.emit()
