"""The Overview screen: the case at a glance, its details, its objectives and its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop.appraisal.headlines import headlines
from desktop.errors import KnownTrouble
from desktop.operations import cases
from desktop.operations.nouns import CASE, EVIDENCE, OBJECTIVES
from desktop.views.glance import Glance
from desktop.views.noun_records import NounRecords
from desktop.views.part_form import PartForm
from desktop.views.record_pane import RecordPane
from desktop.views.record_source import RecordWords
from desktop.views.screen import Screen
from desktop.views.segments import Segments
from desktop.views.tiles import Headline
from desktop.workspace import Workspace

_OBJECTIVES = RecordWords(
    "Objectives", "What the decision is to achieve.", "objective", "objectives", "Add what any option has to deliver.", "target"
)
_EVIDENCE = RecordWords(
    "Evidence",
    "Figures that are nobody's cost or score, with where they come from and what they conflict with.",
    "piece of evidence",
    "evidence",
    "Add each figure that a report quotes. Where two differ, record both and name the conflict.",
    "book-open",
)
_TABS = ("At a glance", "Details", "Objectives", "Evidence")
DETAILS = 1


class Overview(Screen):
    """Four tabs. The first only shows; the others are edited."""

    def __init__(self, workspace: Workspace) -> None:
        self.write_action = QAction("Write the paper")
        self.details_action = QAction("Case details")
        self.objectives = RecordPane(_OBJECTIVES, NounRecords(workspace, OBJECTIVES))
        self.evidence = RecordPane(_EVIDENCE, NounRecords(workspace, EVIDENCE))
        panes = (self.objectives, self.evidence)
        self.tabs = Segments("Parts of the overview", _TABS)
        super().__init__(
            workspace,
            "Overview",
            "The case at a glance: what the figures say, and what still stands between it and the agenda.",
            self.write_action,
            [self.details_action, *(pane.add_action for pane in panes), *(action for pane in panes for action in pane.actions_offered)],
        )
        self.write_action.triggered.connect(lambda *_: self.go.emit("Papers"))
        self.details_action.triggered.connect(lambda *_: self.focus_on("details"))
        self.glance = Glance(QSize(300, 160))
        self.details = PartForm(CASE, self._record)
        self.stack = QStackedWidget()
        for part in (self.glance, self.details, self.objectives, self.evidence):
            self.stack.addWidget(part)
        self.box.addWidget(self.tabs)
        self.box.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._turn)
        self.glance.asked.connect(self.go.emit)
        for pane in panes:
            pane.alerted.connect(self.messages.alert)
            pane.deleted.connect(lambda sentence: self.messages.success(sentence, "Undo", self.workspace.undo))
            pane.quiet.connect(self.messages.clear)
        for number, pane in enumerate(panes, start=2):
            pane.add_action.triggered.connect(lambda *_, number=number: self.tabs.choose(number))
        self._show_part(0)
        self._offer()

    def refresh(self) -> None:
        part = self.stack.currentWidget()
        if part is self.glance:
            self._glance()
        elif part is self.details:
            self.details.show_row(self.workspace.read(cases.as_row, self.workspace.case_id))
        elif isinstance(part, RecordPane):
            part.refresh()

    def focus_on(self, target: object) -> None:
        """`details` opens the case's own form; a tab's name opens that tab."""
        if target == "details":
            self.tabs.choose(DETAILS)
            self.details.start()
        elif target in _TABS:
            self.tabs.choose(_TABS.index(str(target)))

    def let_go(self) -> None:
        self.details.settle()

    def _turn(self, number: int) -> None:
        if self.stack.currentWidget() is self.details:
            self.details.settle()
        self._show_part(number)
        self.messages.clear()
        self._offer()
        if self.workspace.is_open:
            self.refresh()

    def _show_part(self, number: int) -> None:
        """Only the part in hand has a say in how tall the page is."""
        for other, part in enumerate((self.glance, self.details, self.objectives, self.evidence)):
            policy = QSizePolicy.Policy.Preferred if other == number else QSizePolicy.Policy.Ignored
            part.setSizePolicy(policy, policy)
        self.stack.setCurrentIndex(number)

    def _offer(self) -> None:
        """More offers what the tab in hand can do."""
        for number, pane in enumerate((self.objectives, self.evidence), start=2):
            for action in (pane.add_action, *pane.actions_offered):
                action.setVisible(self.stack.currentIndex() == number)

    def _record(self, case: int, key: str, text: str) -> None:
        self.workspace.edit(
            f"change to the case, {CASE.column(key).heading.lower() if key not in _PROVENANCE else key}", cases.change, case, key, text
        )

    def _glance(self) -> None:
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self.messages.alert(str(trouble))
            self.glance.show_trouble(str(trouble))
            return
        tiles: Sequence[Headline] = [Headline(each.figure, each.what, each.kind) for each in headlines(appraisal)]
        self.glance.show_case(appraisal, tiles, self.workspace)


_PROVENANCE = ("basis", "source")
