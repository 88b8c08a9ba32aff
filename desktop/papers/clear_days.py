"""Clear days and working days between two dates. A clear day is a whole one: neither the day of publication nor of the meeting counts."""

from __future__ import annotations

import datetime
from enum import StrEnum

from desktop.papers.bank_holidays import holidays

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


class LeftOut(StrEnum):
    """Which days are not counted."""

    WEEKENDS_AND_BANK_HOLIDAYS = "weekends and bank holidays"
    WEEKENDS = "weekends"
    NOTHING = "nothing"


def clear_days(published: datetime.date, meeting: datetime.date, left_out: LeftOut = LeftOut.WEEKENDS_AND_BANK_HOLIDAYS) -> int | None:
    """The days strictly between publication and meeting that count; 0 where there is none between them.

    `None` is not known: a bank holiday would have to be looked up outside the years of the list.
    """
    return _counted(published + _DAY, meeting - _DAY, left_out) if published < meeting else 0


def working_days(first: datetime.date, last: datetime.date) -> int | None:
    """The working days after the first date, up to and with the last, in which something is to be done; `None` is not known."""
    return _counted(first + _DAY, last, LeftOut.WEEKENDS_AND_BANK_HOLIDAYS) if first < last else 0


def latest_publication(meeting: datetime.date, days: int, left_out: LeftOut = LeftOut.WEEKENDS_AND_BANK_HOLIDAYS) -> datetime.date | None:
    """The last day that itself counts on which to publish so that so many clear days lie before the meeting; `None` is not known."""
    day, wanted = meeting, days + 1
    while wanted:
        if day.toordinal() == 1:
            return None
        day -= _DAY
        counts = _counts(day, left_out)
        if counts is None:
            return None
        wanted -= counts
    return day


def _counted(first: datetime.date, last: datetime.date, left_out: LeftOut) -> int | None:
    total = 0
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        counts = _counts(datetime.date.fromordinal(ordinal), left_out)
        if counts is None:
            return None
        total += counts
    return total


def _counts(day: datetime.date, left_out: LeftOut) -> bool | None:
    """Whether a day counts; `None` where it is no weekend, and whether it is a bank holiday is not known."""
    if left_out is LeftOut.NOTHING:
        return True
    if day.weekday() >= _SATURDAY:
        return False
    if left_out is LeftOut.WEEKENDS:
        return True
    known = holidays()
    return None if not known.covers(day) else day not in known.days
