"""The Overview screen: the case at a glance, its details, its objectives and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop.appraisal.headlines import headlines
from desktop.errors import KnownTrouble
from desktop.models.column import Column
from desktop.operations import cases
from desktop.operations import columns as declared
from desktop.operations.nouns import CASE, EVIDENCE, OBJECTIVES
from desktop.operations.summaries import illustrative_words
from desktop.views import look
from desktop.views.case_form import CaseForm
from desktop.views.glance import Glance
from desktop.views.labels import SecondaryLabel
from desktop.views.noun_records import NounRecords
from desktop.views.page import row
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
    "pieces of evidence",
    "Add each figure that a report quotes. Where two differ, record both and name the conflict.",
    "book-open",
)
_PURPOSES = (
    "The case at a glance: what the figures say, and what still stands between it and the agenda.",
    "What is decided and by whom, and how its money is reckoned. Each change is saved as it is made.",
)
_TABS = ("At a glance", "Details", "Objectives", "Evidence")
DETAILS = 1


class EvidenceRecords(NounRecords):
    """Evidence, each statement with room to be told from the next."""

    def column(self, column: declared.Column) -> Column:
        made = super().column(column)
        return replace(made, least=30) if column.key == "statement" else made


class Overview(Screen):
    """Four tabs. The first only shows; the others are edited."""

    def __init__(self, workspace: Workspace) -> None:
        self.write_action = QAction("Write the paper")
        self.details_action = QAction("Case details")
        self.objectives = RecordPane(_OBJECTIVES, NounRecords(workspace, OBJECTIVES))
        self.evidence = RecordPane(_EVIDENCE, EvidenceRecords(workspace, EVIDENCE))
        self._panes = panes = (self.objectives, self.evidence)
        self._trouble = ""
        self._case: tuple[Path | None, int] | None = None
        self.tabs = Segments("Parts of the overview", _TABS)
        super().__init__(
            workspace,
            "Overview",
            _PURPOSES[0],
            self.write_action,
            [self.details_action, *(action for pane in panes for action in pane.actions_offered)],
        )
        self.write_action.triggered.connect(lambda *_: self._do_main())
        self.details_action.triggered.connect(lambda *_: self.focus_on("details"))
        self.glance = Glance(QSize(300, 160))
        self.details = CaseForm(self._record)
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.stack = QStackedWidget()
        for part in (self.glance, self.details, self.objectives, self.evidence):
            self.stack.addWidget(part)
        self.box.addWidget(row(self.tabs, (self._made_up, 1), spacing=look.GAP))
        self.box.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._turn)
        self.glance.asked.connect(self._go_to)
        for pane in panes:
            pane.alerted.connect(self.messages.alert)
            pane.deleted.connect(self.offer_undo)
            pane.quiet.connect(self.messages.clear)
        self._show_part(0)
        self._offer()

    def refresh(self) -> None:
        case = (self.workspace.path, self.workspace.case_id)
        if case != self._case:  # another case, whose rows may have the same ids
            self._case = case
            self.details.forget()
            for pane in self._panes:
                pane.forget()
        self._made_up.setText(self.workspace.read(illustrative_words, self.workspace.case_id))
        part = self.stack.currentWidget()
        if part is self.glance:
            self._glance()
        elif part is self.details:
            self.details.show_row(self.workspace.read(cases.as_row, self.workspace.case_id), self._bases())
        elif isinstance(part, RecordPane):
            part.refresh()

    def focus_on(self, target: object) -> None:
        """`details` opens the case's own form; a tab's name opens that tab."""
        if target in ("details", _TABS[DETAILS]):
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
        """The header offers what the tab in hand can do."""
        part = self.stack.currentWidget()
        for pane in self._panes:
            for action in pane.actions_offered:
                action.setVisible(pane is part)
        self.details_action.setVisible(part is not self.details)
        self.write_action.setText(part.add_action.text() if isinstance(part, RecordPane) else "Write the paper")
        self.header.purpose.setText(part.words.purpose if isinstance(part, RecordPane) else _PURPOSES[self.stack.currentIndex()])

    def _do_main(self) -> None:
        part = self.stack.currentWidget()
        if isinstance(part, RecordPane):
            part.add()
        else:
            self.go.emit("Papers")

    def _go_to(self, target: str) -> None:
        """A tab of this screen, or another screen."""
        if target in _TABS:
            self.focus_on(target)
        else:
            self.go.emit(target)

    def _bases(self) -> str:
        """What follows from how the money is reckoned."""
        case = self.workspace.case
        years = f"The years are {case.years[0]} to {case.years[-1]}."
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            return f"{years} {trouble}"
        return f"{years} Discounted by {appraisal.discounting_name}, {appraisal.discounting_vintage}."

    def _record(self, case: int, key: str, text: str) -> None:
        self.workspace.edit(f"change to the case, {CASE.column(key).heading.lower()}", cases.change, case, key, text)

    def _glance(self) -> None:
        try:
            appraisal = self.workspace.appraisal()
        except KnownTrouble as trouble:
            self._trouble = str(trouble)
            self.messages.alert(self._trouble)
            self.glance.show_trouble(self._trouble)
            return
        if self._trouble and self.messages.sentence == self._trouble:
            self.messages.clear()
        self._trouble = ""
        tiles: Sequence[Headline] = [Headline(each.figure, each.what, each.kind) for each in headlines(appraisal)]
        self.glance.show_case(appraisal, tiles, self.workspace)
