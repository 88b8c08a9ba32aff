"""The Overview screen: the case at a glance, its details, its objectives and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.appraisal.headlines import headlines
from desktop.errors import KnownTrouble
from desktop.views.kit import look
from desktop.views.kit.labels import SecondaryLabel
from desktop.views.kit.screen import Screen
from desktop.views.kit.tiles import Headline
from desktop.views.kit.view_stack import ViewStack
from desktop.views.overview.headline_panel import Glance
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.records.pane import RecordPane
    from desktop.views.overview.case_form import CaseForm

_PURPOSES = (
    "The case at a glance: what the figures say, and what still stands between it and the agenda.",
    "What is decided and by whom, and how its money is reckoned. Each change is saved as it is made.",
)
_TABS = ("At a glance", "Details", "Objectives", "Evidence")
_GLANCE, DETAILS, _AIMS, _FACTS = range(len(_TABS))

_Part = TypeVar("_Part", bound=QWidget)


class Overview(Screen):
    """Four tabs. The first only shows; the others are edited."""

    def __init__(self, workspace: Workspace) -> None:
        self.write_action = QAction("Write the paper")
        self.details_action = QAction("Case details")
        self._trouble = ""
        self._case: tuple[Path | None, int] | None = None
        super().__init__(
            workspace,
            "Overview",
            _PURPOSES[0],
            self.write_action,
            [self.details_action],
            _TABS,
        )
        self.write_action.triggered.connect(lambda *_: self._do_main())
        self.details_action.triggered.connect(lambda *_: self.focus_on("details"))
        self._made_up = SecondaryLabel("", look.SMALL, wrap=True)
        self.stack = ViewStack()
        self._pages = [QWidget() for _ in _TABS]
        for page in self._pages:
            self.stack.addWidget(page)
        self._parts: dict[int, QWidget] = {}
        self._panes: dict[int, RecordPane] = {}
        self.glance = self._placed(_GLANCE, Glance(QSize(300, 160)))
        self._made_up.hide()
        self.box.addWidget(self._made_up)
        self.box.addWidget(self.stack, 1)
        self.tabs.changed.connect(self._turn)
        self.glance.asked.connect(self._go_to)
        self.glance.mending.connect(self._mend)
        workspace.rest_loaded.connect(self._show_rest)
        workspace.changed.connect(self._lose_readiness)
        self._show_part(_GLANCE)
        self._offer()

    # The tabs, each loaded and built when it is first looked at: the first screen of the program is not to be waited for

    @cached_property
    def details(self) -> CaseForm:
        """The case's own fields."""
        from desktop.views.overview.case_form import CaseForm

        return self._placed(DETAILS, CaseForm(self._record))

    @cached_property
    def objectives(self) -> RecordPane:
        """What the decision is to achieve."""
        from desktop.views.overview.record_tabs import objectives

        return self._pane(_AIMS, objectives(self.workspace))

    @cached_property
    def evidence(self) -> RecordPane:
        """Figures that are nobody's cost or score."""
        from desktop.views.overview.record_tabs import evidence

        return self._pane(_FACTS, evidence(self.workspace))

    def _pane(self, number: int, pane: RecordPane) -> RecordPane:
        self.speak_for(pane)
        self._panes[number] = pane
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
    def _pane_in_hand(self) -> RecordPane | None:
        return self._panes.get(self.stack.currentIndex())

    def fill(self) -> None:
        case = (self.workspace.path, self.workspace.case_id)
        if case != self._case:  # another case, whose rows may have the same ids
            self._case = case
            self.glance.keep_readiness_place()
            if DETAILS in self._parts:
                self.details.forget()
            for pane in self._panes.values():
                pane.forget()
        self._made_up.setText(self.workspace.illustrative())
        self._made_up.setVisible(bool(self._made_up.text()))
        if self.stack.currentIndex() == _GLANCE:
            self._glance()
        elif self.stack.currentIndex() == DETAILS:
            from desktop.operations.records import cases

            case_id = self.workspace.case_id
            editions = self.workspace.read(cases.editions, case_id)
            self.details.show_row(self.workspace.read(cases.as_row, case_id), self._bases(), editions)
        elif (records := self._pane_in_hand) is not None:
            records.fill()

    def focus_on(self, target: object) -> None:
        """`details` opens the case's own form; a tab's name opens that tab."""
        if target in ("details", _TABS[DETAILS]):
            self.tabs.choose(DETAILS)
            self.details.start()
        elif target in _TABS:
            self.tabs.choose(_TABS.index(str(target)))

    def take_to(self, at: MendedAt) -> None:
        self.focus_on(at.part)
        pane = self._pane_in_hand
        if pane is not None and at.record:
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
        self._part(number)
        self.stack.setCurrentIndex(number)

    def _offer(self) -> None:
        """The header offers what the tab in hand can do."""
        in_hand = self._pane_in_hand
        for pane in self._panes.values():
            for action in pane.actions_offered:
                action.setVisible(pane is in_hand)
        self.details_action.setVisible(self.stack.currentIndex() != DETAILS)
        self.write_action.setText(in_hand.add_action.text() if in_hand is not None else "Write the paper")
        self.header.purpose.setText(in_hand.words.purpose if in_hand is not None else _PURPOSES[self.stack.currentIndex()])

    def _do_main(self) -> None:
        pane = self._pane_in_hand
        if pane is not None:
            pane.add()
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
        from db.nouns.case import Case
        from desktop.operations.records import cases
        from desktop.operations.records.columns import column_of

        if case not in (id_ for id_, _ in self.workspace.read(cases.titles)):
            return  # the case itself has gone since the form showed it
        self.workspace.edit(f"change to the case, {column_of(Case, key).heading.lower()}", cases.change, case, key, text)

    def _show_rest(self) -> None:
        """Charts and readiness are there: put them in the places kept for them."""
        if self.workspace.is_open and self.isVisible() and self.stack.currentIndex() == _GLANCE and not self._trouble:
            self.say_of(lambda: self.glance.show_rest(self.workspace))
        else:
            self._stale = True

    def _lose_readiness(self) -> None:
        """Where nobody sees it, what was still to do before a change is not shown again; in view it stands until it is known anew."""
        if not self.glance.isVisible():
            self.glance.keep_readiness_place()

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
