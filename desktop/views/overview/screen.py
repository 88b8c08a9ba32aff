"""The Overview screen: the case at a glance, its details, its objectives and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from db.nouns.case import Case, Evidence, Objective
from db.nouns.noun import Column as Declared
from desktop.appraisal.headlines import headlines
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.operations.records import cases
from desktop.operations.records.columns import column_of
from desktop.views.kit import look
from desktop.views.kit.forms.segments import Segments
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.page import row
from desktop.views.kit.records.noun_records import NounRecords
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.screen import Screen
from desktop.views.kit.tiles import Headline
from desktop.views.overview.case_form import CaseForm
from desktop.views.overview.headline_panel import Glance
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt

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
_GLANCE, DETAILS, _AIMS, _FACTS = range(len(_TABS))

_Part = TypeVar("_Part", bound=QWidget)


class EvidenceRecords(NounRecords):
    """Evidence, each statement with room to be told from the next."""

    def column(self, column: Declared) -> ScreenColumn:
        table_column = super().column(column)
        return replace(table_column, least=30) if column.key == "statement" else table_column


class Overview(Screen):
    """Four tabs. The first only shows; the others are edited."""

    def __init__(self, workspace: Workspace) -> None:
        self.write_action = QAction("Write the paper")
        self.details_action = QAction("Case details")
        self._trouble = ""
        self._case: tuple[Path | None, int] | None = None
        self.tabs = Segments("Parts of the overview", _TABS)
        super().__init__(
            workspace,
            "Overview",
            _PURPOSES[0],
            self.write_action,
            [self.details_action],
        )
        self.write_action.triggered.connect(lambda *_: self._do_main())
        self.details_action.triggered.connect(lambda *_: self.focus_on("details"))
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.stack = QStackedWidget()
        self._pages = [QWidget() for _ in _TABS]
        for page in self._pages:
            self.stack.addWidget(page)
        self._parts: dict[int, QWidget] = {}
        self.glance = self._placed(_GLANCE, Glance(QSize(300, 160)))
        self.box.addWidget(row(self.tabs, (self._made_up, 1), spacing=look.GAP))
        self.box.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._turn)
        self.glance.asked.connect(self._go_to)
        self.glance.mending.connect(self._mend)
        self._show_part(_GLANCE)
        self._offer()

    # The tabs, each built when it is first looked at: the first screen of the program is not to be waited for

    @cached_property
    def details(self) -> CaseForm:
        """The case's own fields."""
        return self._placed(DETAILS, CaseForm(self._record))

    @cached_property
    def objectives(self) -> RecordPane:
        """What the decision is to achieve."""
        return self._pane(_AIMS, RecordPane(_OBJECTIVES, NounRecords(self.workspace, Objective)))

    @cached_property
    def evidence(self) -> RecordPane:
        """Figures that are nobody's cost or score."""
        return self._pane(_FACTS, RecordPane(_EVIDENCE, EvidenceRecords(self.workspace, Evidence)))

    def _pane(self, number: int, pane: RecordPane) -> RecordPane:
        self.speak_for(pane)
        menu = self.header.more.menu() if self.header.more is not None else None
        if menu is not None:
            menu.addActions(list(pane.actions_offered))
        return self._placed(number, pane)

    def _placed(self, number: int, part: _Part) -> _Part:
        inner = QVBoxLayout(self._pages[number])
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(part)
        self._parts[number] = part
        return part

    def _part(self, number: int) -> QWidget:
        """What is on a tab, built now where it has not been looked at before."""
        if number == DETAILS:
            return self.details
        return self.objectives if number == _AIMS else self.evidence if number == _FACTS else self.glance

    @property
    def _panes(self) -> list[RecordPane]:
        return [part for part in self._parts.values() if isinstance(part, RecordPane)]

    @property
    def _in_hand(self) -> QWidget:
        return self._parts[self.stack.currentIndex()]

    def fill(self) -> None:
        case = (self.workspace.path, self.workspace.case_id)
        if case != self._case:  # another case, whose rows may have the same ids
            self._case = case
            if DETAILS in self._parts:
                self.details.forget()
            for pane in self._panes:
                pane.forget()
        self._made_up.setText(self.workspace.illustrative())
        part = self._in_hand
        if part is self.glance:
            self._glance()
        elif isinstance(part, CaseForm):
            case_id = self.workspace.case_id
            editions = self.workspace.read(cases.editions, case_id)
            part.show_row(self.workspace.read(cases.as_row, case_id), self._bases(), editions)
        elif isinstance(part, RecordPane):
            part.fill()

    def focus_on(self, target: object) -> None:
        """`details` opens the case's own form; a tab's name opens that tab."""
        if target in ("details", _TABS[DETAILS]):
            self.tabs.choose(DETAILS)
            self.details.start()
        elif target in _TABS:
            self.tabs.choose(_TABS.index(str(target)))

    def take_to(self, at: MendedAt) -> None:
        self.focus_on(at.part)
        pane = self._in_hand
        if isinstance(pane, RecordPane) and at.record:
            pane.go_to(at.record)
            field = pane.form.fields.get(at.field)
            if field is not None:
                field.start()

    def let_go(self) -> None:
        if DETAILS in self._parts:
            self.details.settle()

    def _turn(self, number: int) -> None:
        if self.stack.currentIndex() == DETAILS:
            self.details.settle()
        self._show_part(number)
        self.messages.clear()
        self._offer()
        if self.workspace.is_open:
            self.refresh()

    def _show_part(self, number: int) -> None:
        """Only the part in hand has a say in how tall the page is."""
        self._part(number)
        for other, page in enumerate(self._pages):
            policy = QSizePolicy.Policy.Preferred if other == number else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self.stack.setCurrentIndex(number)

    def _offer(self) -> None:
        """The header offers what the tab in hand can do."""
        part = self._in_hand
        for pane in self._panes:
            for action in pane.actions_offered:
                action.setVisible(pane is part)
        self.details_action.setVisible(not isinstance(part, CaseForm))
        self.write_action.setText(part.add_action.text() if isinstance(part, RecordPane) else "Write the paper")
        self.header.purpose.setText(part.words.purpose if isinstance(part, RecordPane) else _PURPOSES[self.stack.currentIndex()])

    def _do_main(self) -> None:
        part = self._in_hand
        if isinstance(part, RecordPane):
            part.add()
        else:
            self.go.emit("Papers")

    def _mend(self, at: MendedAt) -> None:
        """The field that mends an item of the readiness list, here or on another screen."""
        if at.screen == "Overview":
            self.take_to(at)
        else:
            self.mended_at.emit(at.screen, at)

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
        if case not in (id_ for id_, _ in self.workspace.read(cases.titles)):
            return  # the case itself has gone since the form showed it
        self.workspace.edit(f"change to the case, {column_of(Case, key).heading.lower()}", cases.change, case, key, text)

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
