"""Prices: which editions of the discount rates and the deflators a case keeps, newer ones with what they would change, and what is held."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction

from desktop.appraisal.reference import deflators_of, schedule_of
from desktop.appraisal.results import Appraisal
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.money.editions import Moved, Proposal, accept, offered, proposal, take
from desktop.operations.money.published_series import read_series
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.file_dialogs import ask_which
from desktop.views.kit.findings import Findings
from desktop.views.kit.labels import heading
from desktop.views.kit.page import column, row
from desktop.views.kit.records.pane import RecordPane
from desktop.views.kit.records.side_view import FinanceView
from desktop.views.kit.records.source import RecordWords
from desktop.views.kit.sentences import figures_marked
from desktop.views.money.record_kinds import ReferenceRecords
from desktop.workspace import Workspace

_WORDS = RecordWords(
    "Reference values",
    "Which editions of the discount rates and of the price deflators this case keeps, and newer ones with what they would change.",
    "reference value",
    "reference values",
    "The program has its own. Bring in the publisher’s workbook, or add each value with its series, its key and its edition.",
    "book-open",
    ordered=False,
)
_BOOKS = "Workbooks (*.xlsx)"


class ReferenceView(FinanceView):
    """What the case is reckoned by and what is offered, above the values that were brought in."""

    purpose = _WORDS.purpose

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.bring_in_action = QAction("Bring in a workbook", self)
        self.take_action = QAction("Take the newer editions", self)
        self._moved: Moved | None = None
        self._proposal: Proposal | None = None
        self.keeps = Findings("What this case is reckoned by", 2)
        self.offers = Findings("What newer editions would change", 2)
        bring, self.take_button = PlainButton(), PlainButton()
        bind(bring, self.bring_in_action)
        bind(self.take_button, self.take_action)
        head = row((heading("What this case is reckoned by"), 1), bring, self.take_button, spacing=look.STEP)
        self.values = self.follow(RecordPane(_WORDS, ReferenceRecords(workspace)))
        self.box.addWidget(column(head, self.keeps, self.offers, spacing=look.TIGHT))
        self.box.addWidget(self.values, 1)
        self.bring_in_action.triggered.connect(lambda *_: self.choose_book())
        self.take_action.triggered.connect(lambda *_: self.take())

    @property
    def pane(self) -> RecordPane:
        return self.values

    @property
    def more(self) -> list[QAction]:
        return [self.bring_in_action, self.take_action, *self.values.actions_offered]

    def show_results(self) -> None:
        """Say which editions the case keeps, and what the newer ones that are held would change."""
        appraisal = self.appraisal
        self.keeps.set_sentences([] if appraisal is None else kept_sentences(appraisal))
        self._proposal = None
        self._moved = None
        if appraisal is not None and self.workspace.is_open:
            self._moved = self.workspace.read(offered, self.workspace.case_id)
        self._show_offers()

    def choose_book(self) -> None:
        """Ask for a workbook, and show what it would change."""
        self.quiet.emit()
        here = self.workspace.path
        chosen = ask_which(self, "Choose the publisher’s workbook", here.parent if here else "", _BOOKS)
        if chosen is not None:
            self.show_book(chosen)

    def show_book(self, book: Path) -> None:
        """Show what the values of a workbook would change, before anything is written."""
        try:
            self._proposal = self.workspace.read(proposal, read_series(book))
        except SeveralTroubles as troubles:
            self.alerted.emit(troubles.sentences[0])
            return
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self._show_offers()

    def take(self) -> None:
        """Bring in what is shown, or take the newer editions that are held, as one step."""
        self.quiet.emit()
        try:
            if self._proposal is not None:
                self.workspace.edit("reference values brought in", accept, self._proposal)
            elif self._moved is not None:
                self.workspace.edit("newer editions taken", take, self.workspace.case_id, self._moved.offers)
        except KnownTrouble as trouble:
            self.alerted.emit(str(trouble))
            return
        self.deleted.emit("Took the editions that were shown.")

    def _show_offers(self) -> None:
        if self._proposal is not None:
            sentences = list(self._proposal.sentences(taken=False))
        else:
            sentences = [] if self._moved is None else offer_sentences(self._moved)
        self.offers.set_sentences([figures_marked(each) for each in sentences])
        self.offers.setVisible(bool(sentences))
        self.take_action.setText("Bring these in" if self._proposal is not None else "Take the newer editions")
        offers = self._moved is not None and bool(self._moved.offers)
        self.take_action.setEnabled(self._proposal is not None or offers)
        self.take_button.setVisible(self.take_action.isEnabled())


def kept_sentences(appraisal: Appraisal) -> list[str]:
    """The editions that a case keeps, and how far its deflators reach."""
    case = appraisal.case
    schedule = schedule_of(case)
    if not schedule.real:
        return [f"{schedule.name}, applied to amounts as entered. No edition of the Green Book is used."]
    sentences = [f"Discount rates: {schedule.name}, of **{schedule.vintage}** ({schedule.source})."]
    if case.price_base != "nominal":
        return [*sentences, "Amounts are real, so no deflator is used."]
    series = deflators_of(case)
    assumed = case.assumed_inflation
    after = (
        f"; after that prices rise by **{(assumed * 100).normalize():f}%** a year, which this case assumes" if assumed is not None else ""
    )
    reach = f"to {series.last}" if series.last is not None else "no year"
    lacks = "; the case assumes no inflation after that" if assumed is None else ""
    return [*sentences, f"GDP deflators: **{series.vintage}**, {reach}{after}{lacks}."]


def offer_sentences(moved: Moved) -> list[str]:
    """The newer editions that a case could take, and each figure that they would change."""
    if not moved.offers:
        return []
    offers = [f"The {offer.what} of {offer.newer} are newer than those of {offer.now}, which this case keeps." for offer in moved.offers]
    return [*offers, *(moved.figures or ("None of the figures would change.",))]
