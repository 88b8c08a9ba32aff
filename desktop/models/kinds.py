"""The kinds of column: how each value is written on screen, and how the words an officer types are read. No Qt."""
from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from desktop.errors import KnownTrouble

MINUS = "\N{MINUS SIGN}"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YES, _NO = frozenset(("yes", "y", "true", "1")), frozenset(("no", "n", "false", "0"))
_NOT_STATED = frozenset(("", "not stated", "-"))


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
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
    whole = f"{abs(number):,f}"
    if "." in whole:
        whole = whole.rstrip("0").rstrip(".")
    return (MINUS if number < 0 else "") + whole


def date_text(value: date | str) -> str:
    """31 October 2011. Text that is not an ISO date is given back as it is."""
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
    else:
        day = value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def read_text(kind: Kind, text: str, heading: str, choices: Sequence[str] = ()) -> str:
    """The text as it is to be recorded: a plain number, an ISO date, `2011/12`, `yes`, or one of the choices as spelt there.

    Blank stays blank. What cannot be read raises `KnownTrouble` with a sentence that says what to enter.
    Amounts and plain text come back as they are: the arithmetic reads amounts.
    """
    trimmed = text.strip()
    if kind is Kind.YES_NO:
        return _read_yes_no(trimmed, heading)
    if not trimmed or kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ESTIMATE):
        return trimmed
    if kind in (Kind.NUMBER, Kind.INTEGER):
        return _read_number(trimmed, heading, whole=kind is Kind.INTEGER)
    if kind is Kind.DATE:
        return read_date(trimmed, heading).isoformat()
    if kind is Kind.YEAR:
        return _read_year(trimmed, heading)
    return _read_choice(trimmed, heading, choices)


def _read_yes_no(text: str, heading: str) -> str:
    folded = text.casefold()
    if folded in _NOT_STATED:
        return ""
    if folded in _YES:
        return "yes"
    if folded in _NO:
        return "no"
    raise KnownTrouble(f"{heading}: enter yes or no, or leave it blank, not “{text}”")


def _read_number(text: str, heading: str, whole: bool) -> str:
    digits = text.replace(",", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(MINUS, "-").rstrip("%")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise KnownTrouble(f"{heading}: enter a {'whole ' if whole else ''}number, such as {'1,200' if whole else '1,234.5'}, not “{text}”")
    if whole and number != number.to_integral_value():
        raise KnownTrouble(f"{heading}: enter a whole number, such as 1,200, not “{text}”")
    return f"{number.to_integral_value():f}" if whole else f"{number:f}"


def read_date(text: str, heading: str) -> date:
    """The date in `31 October 2011`, `31 Oct 2011`, `31/10/2011` (day first) or `2011-10-31`.

    What cannot be read, or is no day of the calendar, raises `KnownTrouble`.
    """
    trimmed = " ".join(text.replace(",", " ").split())
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", trimmed)
    slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", trimmed)
    worded = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}) (\d{4})", trimmed)
    day = month = year = 0
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif slashed:
        day, month, year = (int(part) for part in slashed.groups())
    elif worded:
        name = worded[2].casefold()
        day, year = int(worded[1]), int(worded[3])
        month = next((number for number, full in enumerate(_MONTHS, 1) if full.casefold().startswith(name)), 0)
    try:
        return date(year, month, day)
    except ValueError:
        raise KnownTrouble(f"{heading}: enter a date, such as 31 October 2011, not “{text.strip()}”") from None


def _read_year(text: str, heading: str) -> str:
    found = re.fullmatch(r"(\d{4})\s*[/\-\N{EN DASH}]\s*(\d{4}|\d{2})", text)
    if found and int(found[2]) % 100 == (int(found[1]) + 1) % 100 and (len(found[2]) == 2 or int(found[2]) == int(found[1]) + 1):
        return f"{found[1]}/{int(found[2]) % 100:02d}"
    raise KnownTrouble(f"{heading}: enter a financial year, such as 2011/12, not “{text}”")


def _read_choice(text: str, heading: str, choices: Sequence[str]) -> str:
    folded = text.casefold()
    for choice in choices:
        if choice.casefold() == folded:
            return choice
    if not choices:
        raise KnownTrouble(f"{heading}: there is nothing to choose from yet, so “{text}” cannot be recorded")
    offered = ", ".join(choices[:6]) + (" or another in the list" if len(choices) > 6 else "")
    raise KnownTrouble(f"{heading}: choose one of {offered}, not “{text}”")
