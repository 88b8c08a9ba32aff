"""How the cells of a workbook show their numbers: which are days, and which are percentages."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from enum import Enum

from desktop.operations.columns import RawCell
from desktop.operations.package import Attributes, Parts

#: What of a number format is words, colours, fill or a character taken as it is.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_DAY = re.compile("[dmyhs]", re.IGNORECASE)
#: The formats that a workbook need not spell out, by number: days of our part of the world and of the East, and percentages.
_BUILT_IN_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_EPOCH, _EPOCH_1904 = datetime.datetime.fromisoformat("1899-12-30"), datetime.datetime.fromisoformat("1904-01-01")
#: Excel takes 1900 for a leap year: before the day that never was, its days are one behind.
_NEVER_WAS = 60


class Shown(Enum):
    """As what a number is shown."""

    NUMBER = "number"
    DAY = "day"
    PERCENT = "percentage"


def read_formats(parts: Parts) -> tuple[Shown, ...]:
    """As what the cells of each style are shown, by the style's number; empty where the workbook has no styles."""
    part = parts.target("styles")
    if part is None:
        return ()
    codes: dict[str, str] = {}
    styles: list[Shown] = []
    within = False

    def start(tag: str, given: Attributes) -> None:
        nonlocal within
        name = tag.rpartition(":")[2]
        if name == "numFmt":
            codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif name == "cellXfs":
            within = True
        elif name == "xf" and within:
            key = given.get("numFmtId", "0")
            styles.append(_by_code(codes[key]) if key in codes else _by_number(int(key)))

    def end(tag: str) -> None:
        nonlocal within
        if tag.rpartition(":")[2] == "cellXfs":
            within = False

    parts.read(part, start, end)
    return tuple(styles)


def _by_number(number: int) -> Shown:
    if number in _BUILT_IN_DAYS:
        return Shown.DAY
    return Shown.PERCENT if number in _BUILT_IN_PERCENT else Shown.NUMBER


def _by_code(code: str) -> Shown:
    plain = _LITERAL.sub("", code)
    if _DAY.search(plain) and "general" not in plain.casefold():
        return Shown.DAY
    return Shown.PERCENT if "%" in plain else Shown.NUMBER


def as_shown(number: int | float, shown: Shown, from_1904: bool) -> RawCell:
    """A number as its cell shows it. A percentage (0.2, which Excel shows as 20%) is the words `20%`, so that no reader takes it for
    another number; a number that is no day of the calendar stays one."""
    if shown is Shown.PERCENT:
        return f"{Decimal(str(round(number * 100, 10))).normalize():f}%"
    if number < 1 or number >= 2_958_466:
        return number
    if from_1904:
        return _EPOCH_1904 + _days(number)
    return _EPOCH + _days(number + 1 if number < _NEVER_WAS else number)


def _days(number: float) -> datetime.timedelta:
    whole = int(number)
    return datetime.timedelta(days=whole, milliseconds=round((number - whole) * 86_400_000))
