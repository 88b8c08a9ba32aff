"""A column of a table and a field of its form, declared once. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.estimate import Kind as AmountKind
from desktop.errors import KnownTrouble
from desktop.models.cell import BLANK, Align, Cell
from desktop.models.kinds import FIGURES, PICKED, YES_NO_CHOICES, Kind, read_text, value_text
from desktop.operations.records.columns import date_understood


def amount_cell(amount: Estimate | None, spoken_for: str = "") -> Cell:
    """An amount in its own words. Nothing recorded is blank, nought is £0, and not known is a dashed box."""
    lead = f"{spoken_for}: " if spoken_for else ""
    if amount is None:
        return Cell(spoken=f"{lead}none recorded" if spoken_for else "")
    if amount.kind is AmountKind.NOT_KNOWN:
        return Cell.not_known(edit="not known", spoken=lead + amount.understood())
    return Cell(amount.words(), spoken=lead + amount.understood())


def field_of(row: object, key: str) -> Any:
    """What a row holds under a key: an item of a mapping, or an attribute of anything else."""
    return row.get(key) if isinstance(row, Mapping) else getattr(row, key)


@dataclass(frozen=True)
class ScreenColumn:
    """How one thing about a row is shown, edited, sorted and explained.

    `key`: what the row calls it. `heading`: what the officer calls it. `kind`: decides the editor, the side and how text is read.
    `choices`: the names to pick from, or a function that gives them as they are now. `value(row)` and `cell(row)`: where the
    key alone will not do. `sort_key(row)`: what the rows are sorted by; `None` or "" sorts last. `reads(text)`: gives the text
    as it is to be recorded where the kind alone will not do, and raises `KnownTrouble` where it means nothing.
    `understood(text)`: says back what typed words mean, and raises `KnownTrouble` likewise. `hint`: what to enter, under the
    field in the form. `required`: one of the choices always stands. `least`: the least width in characters.
    `main`: the words a row is known by, which are cut last where a table is narrow, and first to be given room.
    `in_table`, `in_form`: where it is shown.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    editable: bool = True
    align: Align | None = None
    least: int = 8
    main: bool = False
    choices: Sequence[str] | Callable[[], Sequence[str]] = ()
    value: Callable[[Any], Any] | None = None
    cell: Callable[[Any], Cell] | None = None
    sort_key: Callable[[Any], Any] | None = None
    reads: Callable[[str], str] | None = None
    understood: Callable[[str], str] | None = None
    hint: str = ""
    required: bool = False
    in_table: bool = True
    in_form: bool = True

    @property
    def side(self) -> Align:
        """Where its words stand: figures at the right, unless the column says otherwise."""
        return self.align or (Align.RIGHT if self.kind in FIGURES else Align.LEFT)

    def names(self) -> tuple[str, ...]:
        """What may be picked now, or is offered beside the officer's own words; empty for a kind that is typed."""
        if self.kind is Kind.YES_NO:
            return YES_NO_CHOICES
        if self.kind not in PICKED and self.kind is not Kind.WORDS:
            return ()
        return tuple(self.choices() if callable(self.choices) else self.choices)

    def value_of(self, row: object) -> Any:
        """The recorded value."""
        return self.value(row) if self.value is not None else field_of(row, self.key)

    def cell_of(self, row: object) -> Cell:
        """How the row shows in this column."""
        if self.cell is not None:
            return self.cell(row)
        value = self.value_of(row)
        if isinstance(value, Estimate):
            return amount_cell(value)
        text = value_text(self.kind, value)
        return Cell(text) if text else BLANK

    def text_of(self, row: object) -> str:
        """The words of the cell alone, as a search reads them: many times quicker than a whole `Cell`."""
        if self.cell is not None:
            return self.cell(row).text
        value = self.value_of(row)
        return value if isinstance(value, str) and self.kind is not Kind.DATE else value_text(self.kind, value)

    def sort_value(self, row: object) -> Any:
        """What the row is sorted by in this column."""
        if self.sort_key is not None:
            return self.sort_key(row)
        if self.cell is not None and self.value is None:
            return self.cell(row).edit_text
        value = self.value_of(row)
        if isinstance(value, Estimate):
            return _middle(value)
        return value

    def check(self, text: str) -> str:
        """The text as it is to be recorded. What cannot be read raises `KnownTrouble`."""
        if self.reads is not None:
            return self.reads(text)
        read = read_text(self.kind, text, self.heading, self.names() if self.kind in PICKED else ())
        if read:
            self.say_back(read)
        return read

    def say_back(self, text: str) -> str:
        """What typed words mean, said back in full; empty where there is nothing to add. Raises `KnownTrouble` where they mean nothing."""
        if self.understood is not None:
            return self.understood(text)
        if self.kind is Kind.ESTIMATE:
            try:
                amount = Estimate.parse(text)
            except KnownTrouble as problem:
                raise KnownTrouble(f"{self.heading}: {problem}") from None
            return amount.understood() if amount is not None else ""
        return date_understood(text) if self.kind is Kind.DATE else ""

    @property
    def says_back(self) -> bool:
        """Whether what is typed is said back as it is typed."""
        return self.understood is not None or self.kind in (Kind.ESTIMATE, Kind.DATE)


def _middle(amount: Estimate) -> Decimal | None:
    """What amounts are sorted by: the middle, or the one end that is known. Not known sorts last, like a blank."""
    if amount.kind is AmountKind.NOT_KNOWN:
        return None
    return next((end for end in (amount.central, amount.high, amount.low) if end is not None), None)
