"""Dates written short, such as 9/5/25: where nothing says whether the day comes first it is asked, and the date is then said in full."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping

from desktop.appraisal.wording import long_date
from desktop.operations.matching.asks import Ask, Choice
from desktop.operations.records.columns import RawCell, clean

_SHORT = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2}|\d{4})")
DAY_FIRST, MONTH_FIRST = "day first", "month first"


def ask_dates(cells: Iterable[RawCell], answers: Mapping[str, str]) -> tuple[bool, list[Ask]]:
    """Whether the month comes first in dates written short, and what is asked of the first that can be read both ways.

    It is not asked where all years have four digits and another of the dates is one with the day first alone.
    """
    short = [(clean(cell), match) for cell in cells if isinstance(cell, str) and (match := _SHORT.fullmatch(clean(cell)))]
    day_first, month_first = (any(int(match[part]) > 12 for _, match in short) for part in (1, 2))
    both = next((text for text, match in short if match[1] != match[2] and int(match[1]) <= 12 and int(match[2]) <= 12), "")
    plain = day_first and not month_first and all(len(match[3]) == 4 for _, match in short)
    if plain or not both:
        return month_first, []
    ways = [(way, _date(both, month_first=way == MONTH_FIRST)) for way in (DAY_FIRST, MONTH_FIRST)]
    choices = tuple(Choice(way, long_date(date)) for way, date in ways if date is not None)
    ask = Ask("dates", f"‘{both}’ is", choices, answers.get("dates", ""))
    return ask.answer == MONTH_FIRST, [ask]


def in_full(raw: RawCell, month_first: bool) -> RawCell:
    """A date written short in full, such as 9 May 2025; whatever else a cell holds stays as it is."""
    date = _date(clean(raw), month_first) if isinstance(raw, str) else None
    return raw if date is None else long_date(date)


def _date(text: str, month_first: bool) -> datetime.date | None:
    match = _SHORT.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (second, first) if month_first else (first, second)
    try:
        return datetime.date(year + 2000 if len(match[3]) == 2 else year, month, day)
    except ValueError:
        return None
