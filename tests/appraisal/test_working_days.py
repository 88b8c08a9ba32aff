"""Working days and clear days: the deadlines are those of the Cabinet report of 21 September 2010."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.working_days import (
    after_clear_days,
    after_working_days,
    clear_days_between,
    is_working_day,
    working_days_between,
)

ASKED = datetime.date(2010, 9, 17)
days = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 1, 1))


@pytest.mark.parametrize(
    ("end", "working", "clear"),
    [
        (datetime.date(2010, 9, 24), 5, 4),
        (datetime.date(2010, 9, 21), 2, 1),
        (datetime.date(2010, 10, 1), 10, 9),
        (ASKED, 0, 0),
        (datetime.date(2010, 9, 19), 0, 0),
        (datetime.date(2010, 9, 16), -1, 0),
    ],
)
def test_from_friday_17_september_2010(end: datetime.date, working: int, clear: int) -> None:
    assert (working_days_between(ASKED, end), clear_days_between(ASKED, end)) == (working, clear)


def test_holidays_do_not_count() -> None:
    christmas = {datetime.date(2013, 12, 25), datetime.date(2013, 12, 26)}
    start, end = datetime.date(2013, 12, 23), datetime.date(2013, 12, 30)
    assert (working_days_between(start, end), working_days_between(start, end, christmas)) == (5, 3)
    assert clear_days_between(start, end, christmas) == 2
    assert after_working_days(start, 3, christmas) == end


def test_so_many_days_on() -> None:
    assert after_working_days(ASKED, 5) == datetime.date(2010, 9, 24)
    assert after_working_days(ASKED, 0) == ASKED
    assert after_clear_days(ASKED, 5) == datetime.date(2010, 9, 27)


@given(days, st.integers(0, 400), st.sets(days, max_size=10))
def test_days_are_counted_one_by_one(start: datetime.date, length: int, holidays: set[datetime.date]) -> None:
    end = start + datetime.timedelta(days=length)
    each = [start + datetime.timedelta(days=number) for number in range(1, length + 1)]
    assert working_days_between(start, end, holidays) == sum(is_working_day(day, holidays) for day in each)
    assert clear_days_between(start, end, holidays) == sum(is_working_day(day, holidays) for day in each[:-1])
    assert working_days_between(end, start, holidays) == -working_days_between(start, end, holidays)


@given(days, st.integers(1, 300), st.sets(days, max_size=10))
def test_the_day_that_so_many_lead_to(start: datetime.date, number: int, holidays: set[datetime.date]) -> None:
    end = after_working_days(start, number, holidays)
    assert is_working_day(end, holidays)
    assert working_days_between(start, end, holidays) == number
    assert clear_days_between(start, after_clear_days(start, number, holidays), holidays) == number
