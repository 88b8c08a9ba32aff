"""Working days, clear days and the day that so many of them lead to. A clear day is a whole one: neither its first nor its last day counts.

Where the answer takes a bank holiday outside the years of the list, it is not known: `None`. The list is that of the program unless
another is `known`.
"""

from __future__ import annotations

import datetime

from db.nouns import choices
from desktop.appraisal.bank_holidays import BankHolidays, holidays

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


LeftOut = choices.LeftOut
_EVERY = LeftOut.WEEKENDS_AND_BANK_HOLIDAYS


def counts(day: datetime.date, left_out: LeftOut = _EVERY, known: BankHolidays | None = None) -> bool | None:
    """Whether a day counts; `None` where it is no weekend, and whether it is a bank holiday is not known."""
    if left_out is LeftOut.NOTHING:
        return True
    if day.weekday() >= _SATURDAY:
        return False
    if left_out is LeftOut.WEEKENDS:
        return True
    listed = known or holidays()
    return day not in listed.days if listed.covers(day) else None


def working_days_between(start: datetime.date, end: datetime.date, known: BankHolidays | None = None) -> int | None:
    """The working days after `start` up to and with `end`: 17 to 24 September 2010 is 5. Below 0 where `end` comes first."""
    if end < start:
        past = working_days_between(end, start, known)
        return None if past is None else -past
    return _counted(start, (end - start).days, _EVERY, known)


def clear_days_between(
    start: datetime.date, end: datetime.date, left_out: LeftOut = _EVERY, known: BankHolidays | None = None
) -> int | None:
    """The days strictly between two days that count; 0 where there is none, or `end` comes first."""
    return _counted(start, (end - start).days - 1, left_out, known)


def after_working_days(start: datetime.date, days: int, known: BankHolidays | None = None) -> datetime.date | None:
    """The day that is so many working days after `start`, itself where `days` is 0."""
    return _moved(start, days, 1, _EVERY, known)


def after_clear_days(start: datetime.date, days: int, known: BankHolidays | None = None) -> datetime.date | None:
    """The first working day with so many clear days before it."""
    return after_working_days(start, days + 1, known)


def latest_publication(
    meeting: datetime.date, days: int, left_out: LeftOut = _EVERY, known: BankHolidays | None = None
) -> datetime.date | None:
    """The last day that itself counts on which to publish so that so many clear days lie before the meeting."""
    return _moved(meeting, days + 1, -1, left_out, known)


def _moved(start: datetime.date, days: int, step: int, left_out: LeftOut, known: BankHolidays | None) -> datetime.date | None:
    """The day that so many days that count lead to, forwards or backwards; `None` past the calendar's end too."""
    day = start
    while days > 0:
        if day == (datetime.date.max if step > 0 else datetime.date.min):
            return None
        day += _DAY * step
        working_days = counts(day, left_out, known)
        if working_days is None:
            return None
        days -= working_days
    return day


def _counted(start: datetime.date, days: int, left_out: LeftOut, known: BankHolidays | None) -> int | None:
    """How many of the first `days` days after `start` count."""
    if days <= 0:
        return 0
    if left_out is LeftOut.NOTHING:
        return days
    first, last = start + _DAY, start + _DAY * days
    if left_out is LeftOut.WEEKENDS:
        return _weekdays(first, last)
    listed = known or holidays()
    before, after = min(last, listed.first - _DAY), max(first, listed.last + _DAY)
    if _weekdays(first, before) or _weekdays(after, last):
        return None
    return _weekdays(first, last) - sum(first <= day <= last and day.weekday() < _SATURDAY for day in listed.days)


def _weekdays(first: datetime.date, last: datetime.date) -> int:
    """Mondays to Fridays from the first day up to and with the last."""
    weeks, rest = divmod(max((last - first).days + 1, 0), 7)
    return weeks * _SATURDAY + sum((first + _DAY * number).weekday() < _SATURDAY for number in range(rest))
