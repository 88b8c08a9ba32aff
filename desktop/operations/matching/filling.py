"""What a matched table brings: the records that will be new, those it replaces cell by cell, and each row left out with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field

from db.nouns.choice import Score
from db.nouns.noun import Noun
from desktop.appraisal.wording import listed
from desktop.late_dataclass import dataclass
from desktop.operations.choice.scores import ScoreCell
from desktop.operations.matching.asks import CaseNames, Match
from desktop.operations.matching.blocks import NumberedRow
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.records.names import compared
from desktop.operations.records.records import Edit, Row
from desktop.operations.workbook.cells import column_letter
from desktop.papers.content.wording import capital


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that will be new, with the row of the sheet that it stands in and its cells by column key or financial year."""

    noun: type[Noun]
    row: int
    name: str
    cells: Mapping[str, RawCell]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A cell of a record of the case that will hold something else: what it holds now and what then, as they are shown."""

    noun: type[Noun]
    row: int
    name: str
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row, or a column where `row` is 0, that is not taken, and why."""

    row: int
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One score that will be new or other than it is, as it is typed."""

    row: int
    group: str
    option: str
    criterion: str
    text: str


@dataclass(frozen=True, slots=True)
class Filling:
    """What a match brings. `named` are records that others refer to and that the case lacks, added by name alone.

    `problems` are cells that cannot be read, each a sentence with its place; nothing can be taken while there is one.
    """

    named: tuple[NewRecord, ...] = ()
    new: tuple[NewRecord, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[str, ...] = ()
    unchanged: int = 0
    edits: tuple[tuple[type[Noun], Edit], ...] = ()
    scored: tuple[Scored, ...] = ()

    @property
    def taken(self) -> Mapping[str, int]:
        """How many records are new or changed, by the name of their sheet."""
        changed = {(noun, edit.row) for noun, edit in self.edits}
        nouns: list[type[Noun]] = [each.noun for each in (*self.named, *self.new)]
        nouns += [noun for noun, _ in changed]
        return Counter([*(noun.SHEET for noun in nouns), *(Score.SHEET for _ in self.scored)])

    @property
    def count(self) -> int:
        """How many records are new or changed."""
        return sum(self.taken.values())


@dataclass(frozen=True, slots=True)
class Held:
    """What a case holds of what a match may bring: its names, its rows of the noun, its criteria, and its scores by place."""

    names: CaseNames
    rows: tuple[Row, ...] = ()
    criteria: tuple[Row, ...] = ()
    scores: Mapping[tuple[str, str, str], ScoreCell] = field(default_factory=dict)


class Found:
    """What is found row by row."""

    def __init__(self, match: Match, known: CaseNames) -> None:
        self.match, self.known = match, known
        self.named: dict[tuple[type[Noun], str], NewRecord] = {}
        self.new: list[NewRecord] = []
        self.replaced: list[Replaced] = []
        self.left_out: list[LeftOut] = []
        self.problems: list[str] = []
        self.edits: list[tuple[type[Noun], Edit]] = []
        self.unchanged = 0
        self._spelt: dict[tuple[type[Noun], str], str] = {}

    def whole(self, scored: tuple[Scored, ...] = ()) -> Filling:
        """All of it."""
        return Filling(
            tuple(self.named.values()), tuple(self.new), tuple(self.replaced), tuple(self.left_out), tuple(self.problems),
            self.unchanged, tuple(self.edits), scored,
        )  # fmt: skip

    def leave_columns(self) -> None:
        """Tell of each column that is not taken."""
        match = self.match
        taken = {*match.columns, *match.years, *match.across, *((match.named_in,) if match.is_grid else ())}
        for n, heading in enumerate(match.table.headings):
            if n in taken or n == match.table.units_in:
                continue
            if heading:
                self.left_out.append(LeftOut(0, heading, "its column is left out"))
            elif any(n < len(cells) and cells[n] not in (None, "") for _, cells in match.table.rows):
                self.left_out.append(LeftOut(0, f"Column {column_letter(match.table.left + n)}", "it has no heading, and is left out"))

    def refuse_not_worked_out(self) -> None:
        """Tell of each cell whose formula has no value, in a row and a column that are taken: it would read as blank."""
        match = self.match
        taken = {*match.columns, *match.years, *match.across, match.named_in}
        for number, n in match.table.not_worked_out:
            if n in taken and number not in match.set_aside:
                heading = match.table.headings[n] if n < len(match.table.headings) else ""
                self.problems.append(
                    f"{place_of(match, number, heading)}: this cell holds a formula that has not been worked out. "
                    "Open the workbook in Excel, save it and bring it in again."
                )

    def is_set_aside(self, row: NumberedRow, name: str) -> bool:
        """Whether a row is not taken; it is told."""
        why = self.match.set_aside.get(row[0])
        if why is not None:
            self.left_out.append(LeftOut(row[0], name or first_words(row), f"it {why}"))
        return why is not None

    def name(self, noun: type[Noun], name: str, row: int) -> str:
        """A name as the case spells it; one that the case lacks will be new."""
        spelt = self.spelt(noun, name)
        if not spelt:
            key = (noun, compared(name))
            spelt = self.named.setdefault(key, NewRecord(noun, row, name, {"name": name})).name
        return spelt

    def spelt(self, noun: type[Noun], name: str) -> str:
        """A name as the case spells it, looked for once; blank for one that the case lacks."""
        key = (noun, name)
        if key not in self._spelt:
            self._spelt[key] = self.known.has(noun, name)
        return self._spelt[key]


def first_words(row: NumberedRow) -> str:
    """The first words of a row, by which it is told where it has no name."""
    return next((words for cell in row[1] if cell is not None and (words := clean(str(cell)))), "")


def place_of(match: Match, row: int, heading: str) -> str:
    """Where a cell stands, for the head of a sentence."""
    return f"{match.table.sheet}, {match.table.line(row)}, {heading}"


def of_noun(count: int, noun: type[Noun]) -> str:
    """`1 criterion`, `3 criteria`."""
    return f"{count:,} {noun.SINGULAR if count == 1 else noun.PLURAL}"


def brought_words(filling: Filling) -> str:
    """What a filling brings, in one sentence: `3 options, 5 criteria and 15 scores will be new; 2 cells will be replaced`."""
    counts: dict[type[Noun], int] = {}
    for each in (*filling.named, *filling.new):
        counts[each.noun] = counts.get(each.noun, 0) + 1
    new_scores = len(filling.scored) - sum(each.noun is Score for each in filling.replaced)
    parts = [of_noun(count, noun) for noun, count in counts.items()]
    if new_scores:
        parts.append(of_noun(new_scores, Score))
    said = [f"{listed(parts)} will be new"] if parts else []
    if filling.replaced:
        said.append(f"{len(filling.replaced):,} cell{'s' if len(filling.replaced) > 1 else ''} will be replaced")
    if filling.unchanged:
        said.append(f"{filling.unchanged:,} {'is' if filling.unchanged == 1 else 'are'} here already, and alike")
    return capital("; ".join(said)) + "." if said else "Nothing would be new."
