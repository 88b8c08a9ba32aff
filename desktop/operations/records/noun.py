"""What a noun is: one kind of record, its columns, the sheet that names it and the table that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.operations.records.columns import Column, ColumnKind

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


#: Who may see a record: what keeps it out of the public paper, and why.
MARKING: tuple[Column, Column, Column, Column] = (
    Column(
        "withheld",
        "Withheld",
        _K.CHOICE,
        choices=("exempt", "confidential"),
        in_table=False,
        hint="Blank: open to the public. Exempt: kept out of the public paper under Schedule 12A of the Local Government Act 1972. "
        "Confidential: its disclosure is forbidden by a government department or a court (section 100A(3)).",
    ),
    Column(
        "exempt_paragraphs",
        "Exempt paragraphs",
        _K.PARAGRAPHS,
        in_table=False,
        hint="The paragraphs of Part 1 of Schedule 12A, 1 to 7, such as 1, 3. A confidential record has none.",
    ),
    Column(
        "public_interest",
        "Public interest",
        _K.LONG_TEXT,
        in_table=False,
        hint="Why withholding outweighs the public interest in publishing; for a confidential record, who forbids it. "
        "The public paper prints this.",
    ),
    Column(
        "name_public",
        "Name public",
        _K.YES_NO,
        in_table=False,
        hint="Yes where the name of a withheld record may be printed and only the rest is kept back.",
    ),
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
    `provenance` are the two columns that any sheet may have, where their names are not taken. `marking` says who may see a row; a noun
    whose rows are never withheld by themselves has none.
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
    marking: tuple[Column, ...] = MARKING

    def column(self, key: str) -> Column:
        """One column by its key. Raises KeyError."""
        for column in self.all_columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def amount_heading(self) -> str:
        """What stands before the year over its amounts; nothing where the plain year is theirs."""
        return "Amount" if self.percents else "Gain" if self.ratings else ""

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns and, at the end, those that any sheet may have: where a row comes from, and who may see it."""
        return self.columns + self.provenance + self.marking
