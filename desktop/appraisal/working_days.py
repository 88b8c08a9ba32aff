"""Working days, clear days and the day that so many of them lead to."""
from __future__ import annotations

import datetime
from collections.abc import Collection

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: datetime.date, holidays: Collection[datetime.date] = ()) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_between(start: datetime.date, end: datetime.date, holidays: Collection[datetime.date] = ()) -> int:
    """The working days after `start` up to and with `end`: 17 to 24 September 2010 is 5. Below 0 where `end` comes first."""
    if end < start:
        return -working_days_between(end, start, holidays)
    weeks, rest = divmod((end - start).days, 7)
    odd = sum(is_working_day(end - _DAY * number) for number in range(rest))
    return weeks * _SATURDAY + odd - sum(start < day <= end and is_working_day(day) for day in set(holidays))


def clear_days_between(start: datetime.date, end: datetime.date, holidays: Collection[datetime.date] = ()) -> int:
    """The working days between two days, neither of them counted; 0 where there is none, or `end` comes first."""
    return max(working_days_between(start, end, holidays) - is_working_day(end, holidays), 0) if end > start else 0


def after_working_days(start: datetime.date, days: int, holidays: Collection[datetime.date] = ()) -> datetime.date:
    """The day that is so many working days after `start`, itself where `days` is 0. Raises OverflowError past the calendar's end."""
    day = start
    while days > 0:
        day += _DAY
        days -= is_working_day(day, holidays)
    return day


def after_clear_days(start: datetime.date, days: int, holidays: Collection[datetime.date] = ()) -> datetime.date:
    """The first working day with so many clear days before it. Raises OverflowError past the calendar's end."""
    return after_working_days(start, days + 1, holidays)
