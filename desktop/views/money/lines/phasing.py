"""A recurring line filled from its full-year amount: what is typed, what it will write, and the form that asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.phasing import phased, read_phasing
from desktop.appraisal.wording import counted
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.records.records import Row
from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton
from desktop.views.kit.forms.fields import Choice, EstimateField, Field
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.scroll_box import ScrollBox
from desktop.views.kit.sentences import SentenceList, figures_marked


@dataclass(frozen=True, slots=True)
class Phasing:
    """What would be written: texts by column key or year, and the sentences that say so. `trouble` is why nothing can be."""

    texts: Mapping[str, str] = field(default_factory=dict)
    sentences: tuple[str, ...] = ()
    trouble: str = ""


def plan(row: Row, amount: str, first: str, last: str, shares: str) -> Phasing:
    """What filling a line from a full-year amount would write, and over what."""
    try:
        full_year = Estimate.parse(amount)
        if full_year is None:
            return Phasing(sentences=("Type what the line comes to in a full year. Nothing is written until you fill the years.",))
        fractions = read_phasing(shares)
        begin, end = FinancialYear.parse(first), FinancialYear.parse(last)
    except KnownTrouble as trouble:
        return Phasing(trouble=f"{trouble}.")
    if end < begin:
        return Phasing(trouble=f"{end} is before {begin}: choose a last year that is not before the first.")
    years = [begin.after(number) for number in range(end.since(begin) + 1)]
    written = phased(full_year, fractions, years)
    texts = {str(year): each.words() for year, each in written.items()}
    sentences = [_run([year for year, _ in run], words) for words, run in _runs(texts)]
    changed = [year for year in years if row.amounts.get(year) not in (None, written[year])]
    if changed:
        old = ", ".join(f"{row.amounts[year].words()} in {year}" for year in changed[:3])
        more = f" and {counted(len(changed) - 3, 'more amount')}" if len(changed) > 3 else ""
        sentences.append(f"Replaces {old}{more}.")
    if any(year not in written for year in row.amounts):
        sentences.append(f"What is recorded before {begin} or after {end} stays.")
    if row.values.get("recurring") is not True:
        texts["recurring"] = "yes"
        sentences.append("The line is marked as recurring.")
    return Phasing(texts, tuple(sentences))


def _runs(texts: Mapping[str, str]) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    return [(words, list(run)) for words, run in groupby(texts.items(), key=lambda item: item[1])]


def _run(years: Sequence[str], words: str) -> str:
    if len(years) == 1:
        return f"{words} in {years[0]}."
    return f"{words} a year from {years[0]} to {years[-1]}."


class PhasingForm(QWidget):
    """Full-year amount, first and last year, and the share of each year; below it what will be written."""

    fill = Signal(object)
    """A `Phasing` to record."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._years: tuple[str, ...] = ()
        self._plan = Phasing()
        say_back = ScreenColumn("amount", "Full-year amount", Kind.ESTIMATE).say_back
        self._title = Label("", look.HEADING, semibold=True, wrap=True)
        self._about = SecondaryLabel("Fills a line that recurs from what it comes to in a full year.", look.SMALL, wrap=True)
        self.amount = EstimateField("Full-year amount", say_back, width=150)
        self.first = Choice("First year", Kind.CHOICE, required=True)
        self.last = Choice("Last year", Kind.CHOICE, required=True)
        self.shares = Field("Share of each year", "The last holds for the years that follow. Such as 50%, 100%")
        self.said = SentenceList("What will be written")
        self.trouble = Label("", look.SMALL, wrap=True)
        self.button = PlainButton("Fill the years")
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(2, 0, look.STEP, 0)
        box.setSpacing(look.TIGHT)
        for part in (self._title, self._about, self.amount, self.first, self.last, self.shares):
            box.addWidget(part)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)  # above what is said, which grows as one types
        box.addWidget(self.said)
        box.addWidget(self.trouble)
        box.addStretch(1)
        scroll = ScrollBox(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        scroll.follow(self.amount.editor, self.first.editor, self.last.editor, self.shares.editor, self.button)
        for each in (self.amount, self.first, self.last, self.shares):
            each.committed.connect(lambda _: self._show_plan())
        for typed in (self.amount.editor, self.shares.editor):
            if isinstance(typed, QLineEdit):
                typed.textChanged.connect(lambda _: self._show_plan())
        self.button.clicked.connect(lambda: self.fill.emit(self._plan))

    @property
    def plan(self) -> Phasing:
        """What would be written now."""
        return self._plan

    def show_line(self, row: Row, years: Sequence[str]) -> None:
        """Offer the line in hand. What is being typed for the same line stays."""
        fresh = self._row is None or row.id != self._row.id or tuple(years) != self._years
        self._row, self._years = row, tuple(years)
        self._title.setText(row.text("line"))
        if fresh:
            self.first.set_names(years)
            self.last.set_names(years)
            recorded = sorted(row.amounts)
            self.amount.reset(row.amounts[recorded[-1]].words() if recorded and row.values.get("recurring") is True else "")
            self.first.reset(str(recorded[0]) if recorded else years[0])
            self.last.reset(years[-1])
            self.shares.reset("100%")
        self._show_plan()

    def _show_plan(self) -> None:
        if self._row is None:
            return
        self._plan = plan(self._row, self.amount.text(), self.first.text(), self.last.text(), self.shares.text())
        self.said.set_sentences([figures_marked(each) for each in self._plan.sentences])
        self.said.setVisible(bool(self._plan.sentences))
        self.trouble.setText(self._plan.trouble)
        self.trouble.setVisible(bool(self._plan.trouble))
        count = sum(key[:1].isdigit() for key in self._plan.texts)
        self.button.setText(f"Fill {counted(count, 'year')}" if count else "Fill the years")
        self.button.setEnabled(bool(count))
