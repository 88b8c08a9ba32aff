"""What a noun is to screens and workbooks: the columns of its sheet, made from the kind of record that declares them."""

from __future__ import annotations

from dataclasses import dataclass

import db.nouns.noun as records
from db.nouns.noun import BelongsTo, Column, Kind
from db.nouns.records import MarkedRecord, Record


def _last(noun: type[records.Noun], keys: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(noun.COLUMNS[key] for key in keys if key in noun.COLUMNS and noun.COLUMNS[key].heading)


#: The two columns that say where a row comes from, and those that say who may see it: what keeps it out of the public paper, and why.
PROVENANCE = _last(Record, records.PROVENANCE)
MARKING = _last(MarkedRecord, records.MARKING)


@dataclass(frozen=True, slots=True)
class Noun:
    """`table` is the table's name in the store.

    `years` says that a row has one amount a financial year, in columns headed `2011/12`. `percents` says that those columns hold
    percentages, and that the amounts are in columns of their own, headed `Amount 2011/12`. `ratings` says that they hold the letters
    G, A and R, with the amounts in columns headed `Gain 2011/12`. `any_year` lets them lie outside the years of the case.
    `provenance` are the two columns that any sheet has. `marking` says who may see a row; a noun whose rows are never withheld by
    themselves has none.
    """

    singular: str
    plural: str
    sheet: str
    table: str
    columns: tuple[Column, ...]
    belongs_to: BelongsTo
    years: bool
    percents: bool
    ratings: bool
    any_year: bool
    amount_heading: str
    """What stands before the year over its amounts; nothing where the plain year is theirs."""
    provenance: tuple[Column, ...]
    marking: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """One column by its key. Raises KeyError."""
        for column in self.all_columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns and, at the end, those that any sheet may have: where a row comes from, and who may see it."""
        return self.columns + self.provenance + self.marking


_made: dict[str, Noun] = {}


def sheet_of(noun: type[records.Noun], **choices: tuple[str, ...]) -> Noun:
    """The sheet of a kind of record. The same one each time.

    `choices` are those of a column which the program's own parts decide, such as the layouts that there are, by its key.
    """
    if noun.TABLE not in _made:
        kinds = {rows.kind: rows for rows in noun.YEARLY.values()}
        amounts = kinds.get(Kind.ESTIMATE)
        _made[noun.TABLE] = Noun(
            noun.SINGULAR,
            noun.PLURAL,
            noun.SHEET,
            noun.TABLE,
            tuple(
                each._replace(choices=choices.get(each.key, each.choices))
                for each in noun.sheet_columns()
                if each.field not in records.SHARED_LAST
            ),
            noun.BELONGS_TO,
            years=kinds.keys() == {Kind.ESTIMATE},
            percents=Kind.PERCENT in kinds,
            ratings=Kind.RATING in kinds,
            any_year=noun.ANY_YEAR,
            amount_heading="" if amounts is None else amounts.heading,
            provenance=_last(noun, records.PROVENANCE),
            marking=_last(noun, records.MARKING),
        )
    return _made[noun.TABLE]
