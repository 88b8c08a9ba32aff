"""The kinds of column: how each value is written on screen. What an officer types is read by operations, as a workbook is. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from db.nouns.noun import Column
from db.nouns.noun import Kind as ColumnKind
from desktop.appraisal.estimate import ZERO
from desktop.appraisal.wording import long_date
from desktop.errors import KnownTrouble
from desktop.operations.records import columns
from desktop.papers.content.wording import iso_date, plain_number


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    WORDS = "choice or own words"
    YES_NO = "yes or no"
    NUMBER = "number"
    INTEGER = "whole number"
    DATE = "date"
    ESTIMATE = "amount"
    YEAR = "financial year"
    REFERENCE = "reference"


#: Kinds whose figures stand at the right of a cell.
FIGURES = frozenset((Kind.NUMBER, Kind.INTEGER, Kind.ESTIMATE))

#: Kinds an officer picks from a list.
PICKED = frozenset((Kind.CHOICE, Kind.YES_NO, Kind.REFERENCE))

YES_NO_CHOICES = ("Yes", "No")

#: How operations read what is typed under each kind. An answer of neither yes nor no is "not stated".
_READ_AS = {
    Kind.TEXT: ColumnKind.TEXT,
    Kind.LONG_TEXT: ColumnKind.LONG_TEXT,
    Kind.CHOICE: ColumnKind.CHOICE,
    Kind.WORDS: ColumnKind.TEXT,
    Kind.YES_NO: ColumnKind.YES_NO_NOT_STATED,
    Kind.NUMBER: ColumnKind.NUMBER,
    Kind.INTEGER: ColumnKind.INTEGER,
    Kind.DATE: ColumnKind.DATE,
    Kind.ESTIMATE: ColumnKind.ESTIMATE,
    Kind.YEAR: ColumnKind.YEAR,
    Kind.REFERENCE: ColumnKind.CHOICE,
}


def value_text(kind: Kind, value: object) -> str:
    """How a recorded value is written in a cell or a field. `None` is blank, never nought."""
    if value is None:
        return ""
    if kind is Kind.YES_NO:
        return "Yes" if value else "No"
    if kind is Kind.DATE:
        return date_text(value if isinstance(value, date) else str(value))
    if kind in (Kind.NUMBER, Kind.INTEGER) and isinstance(value, int | float | Decimal):
        return number_text(Decimal(str(value)))
    return str(value)


def number_text(number: Decimal) -> str:
    """1,234.5, with a true minus sign and no closing noughts."""
    return plain_number(number)


def percent_text(percent: Decimal) -> str:
    """A percentage as it is typed over: with its sign below 1, where it would have two readings without."""
    return f"{number_text(percent)}%" if columns.is_small_percentage(percent) else number_text(percent)


def date_text(value: date | str) -> str:
    """31 October 2011. Text that is not an ISO date is given back as it is."""
    if isinstance(value, str):
        try:
            return long_date(iso_date(value))
        except ValueError:
            return value
    return long_date(value)


def read_text(kind: Kind, text: str, heading: str, choices: Sequence[str] = ()) -> str:
    """The text as it is to be recorded: a plain number, an ISO date, `2011/12`, `yes`, or one of the choices as spelt there.

    Blank stays blank. What cannot be read raises `KnownTrouble` with a sentence that says what to type.
    Amounts and plain text come back as they are: the arithmetic reads amounts.
    """
    try:
        value = columns.read(Column(heading, _READ_AS[kind], choices=tuple(choices)), text)
    except KnownTrouble as trouble:
        raise KnownTrouble(f"{heading}: {trouble}") from None
    if kind is Kind.ESTIMATE and value != ZERO:
        return text.strip()
    return value.isoformat() if isinstance(value, date) else columns.written(value)
