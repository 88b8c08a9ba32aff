"""What a noun is: one kind of record, its columns, the sheet that names it and the table that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.operations.columns import Column, ColumnKind

_K = ColumnKind


PROVENANCE: tuple[Column, Column] = (
    Column(
        "basis",
        "Basis",
        _K.CHOICE,
        choices=("reported", "assumed", "illustrative"),
        default="reported",
        hint="Reported: a document says so. Assumed: worked out or taken for granted. Illustrative: made up to show the method.",
    ),
    Column("source", "Source", hint="The document, paragraph and date it comes from."),
)


class BelongsTo(StrEnum):
    """What a noun's rows are a part of."""

    REGISTER = "register"
    CASE = "case"
    PAPER = "paper"
    GROUP = "assessor group"


@dataclass(frozen=True, slots=True)
class Noun:
    """`table` is the table's name in the store.

    `years` says that a row has one amount a financial year, in columns headed `2011/12`. `percents` says that those columns hold
    percentages, and that the amounts are in columns of their own, headed `Amount 2011/12`. `ratings` says that they hold the letters
    G, A and R, with the amounts in columns headed `Gain 2011/12`. `any_year` lets them lie outside the years of the case.
    `provenance` are the two columns that any sheet may have, where their names are not taken.
    """

    singular: str
    plural: str
    sheet: str
    table: str
    columns: tuple[Column, ...]
    belongs_to: BelongsTo = BelongsTo.CASE
    years: bool = False
    percents: bool = False
    ratings: bool = False
    any_year: bool = False
    provenance: tuple[Column, Column] = PROVENANCE

    def column(self, key: str) -> Column:
        """One column by its key. Raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def amount_heading(self) -> str:
        """What stands before the year over its amounts; nothing where the plain year is theirs."""
        return "Amount" if self.percents else "Gain" if self.ratings else ""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns and, at the end, the two that any sheet may have."""
        return self.columns + self.provenance
