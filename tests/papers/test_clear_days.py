"""Clear days and working days: dated known examples, the statutory rules of the bank holidays, and properties over many dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.bank_holidays import holidays
from desktop.papers.clear_days import LeftOut, clear_days, latest_publication, working_days

_DAY = datetime.timedelta(days=1)
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2028, 12, 31)
DATES = st.dates(_FIRST, _LAST)
LEFT_OUT = st.sampled_from(LeftOut)


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# The dates of North West Leicestershire's report of 21 September 2010, and months with holidays in them.


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2010-09-17", "2010-09-24", 5),
        ("2010-09-17", "2010-09-21", 2),
        ("2010-09-17", "2010-10-01", 10),
        ("2010-12-24", "2011-01-04", 4),
        ("2012-06-01", "2012-06-06", 1),
        ("2010-09-17", "2010-09-17", 0),
    ],
)
def test_working_days_to_answer_in(first: str, last: str, days: int) -> None:
    assert working_days(date(first), date(last)) == days


@pytest.mark.parametrize(
    ("published", "meeting", "left_out", "days"),
    [
        # from Friday 17 to Tuesday 21 September 2010 there is one clear working day, Monday
        ("2010-09-17", "2010-09-21", LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, 1),
        ("2010-09-17", "2010-09-21", LeftOut.NOTHING, 3),
        ("2010-09-13", "2010-09-21", LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, 5),
        # over Easter 2014, whose Friday and Monday were 18 and 21 April
        ("2014-04-16", "2014-04-25", LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, 4),
        ("2014-04-16", "2014-04-25", LeftOut.WEEKENDS, 6),
        ("2014-04-24", "2014-05-22", LeftOut.NOTHING, 27),
        ("2014-05-22", "2014-05-22", LeftOut.NOTHING, 0),
        ("2014-05-23", "2014-05-22", LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, 0),
    ],
)
def test_neither_the_day_of_publication_nor_that_of_the_meeting_counts(published: str, meeting: str, left_out: LeftOut, days: int) -> None:
    assert clear_days(date(published), date(meeting), left_out) == days


@pytest.mark.parametrize(
    ("meeting", "days", "left_out", "latest"),
    [
        ("2010-09-21", 5, LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, "2010-09-13"),
        ("2012-06-08", 5, LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, "2012-05-29"),
        ("2014-05-22", 28, LeftOut.NOTHING, "2014-04-23"),
        ("2014-05-22", 0, LeftOut.NOTHING, "2014-05-21"),
        # the five days are those from Monday to Friday, and the Sunday before them is no day to publish on
        ("2011-10-31", 5, LeftOut.WEEKENDS_AND_BANK_HOLIDAYS, "2011-10-21"),
    ],
)
def test_the_last_day_to_publish_on(meeting: str, days: int, left_out: LeftOut, latest: str) -> None:
    assert latest_publication(date(meeting), days, left_out) == date(latest)


def test_outside_the_list_of_bank_holidays_nothing_is_known() -> None:
    assert clear_days(date("2028-12-20"), date("2029-01-10")) is None
    assert clear_days(date("1999-12-20"), date("2000-01-10")) is None
    assert working_days(date("2028-12-29"), date("2029-01-05")) is None
    assert latest_publication(date("2029-01-10"), 8) is None
    # a weekend is one in any year, and where holidays count the list is not asked
    assert clear_days(date("2029-01-05"), date("2029-01-08")) == 0
    assert clear_days(date("2029-01-01"), date("2029-01-31"), LeftOut.WEEKENDS) == 21
    assert clear_days(datetime.date.min, datetime.date.min + _DAY * 3, LeftOut.NOTHING) == 2
    assert latest_publication(datetime.date.min + _DAY, 5, LeftOut.NOTHING) is None


@given(DATES, st.integers(1, 60), LEFT_OUT)
def test_clear_days_are_those_counted_one_by_one(published: datetime.date, apart: int, left_out: LeftOut) -> None:
    meeting = min(published + _DAY * apart, _LAST)
    between = [published + _DAY * n for n in range(1, (meeting - published).days)]
    if left_out is not LeftOut.NOTHING:
        between = [day for day in between if day.isoweekday() < 6]
    if left_out is LeftOut.WEEKENDS_AND_BANK_HOLIDAYS:
        between = [day for day in between if day not in holidays().days]
    assert clear_days(published, meeting, left_out) == len(between)


@given(st.dates(datetime.date(2000, 6, 1), _LAST - _DAY * 10), st.integers(0, 40), LEFT_OUT)
def test_published_on_the_last_day_there_are_enough_and_a_day_later_too_few(meeting: datetime.date, days: int, left_out: LeftOut) -> None:
    latest = latest_publication(meeting, days, left_out)
    assert latest is not None
    assert clear_days(latest, meeting, left_out) == days
    assert clear_days(latest - _DAY, latest + _DAY, left_out) == 1, "it is published on a day that counts"
    if days:
        assert (clear_days(latest + _DAY * 5, meeting, left_out) or 0) < days


@given(DATES, st.integers(0, 90), st.integers(0, 90))
def test_an_earlier_publication_never_has_fewer_clear_days(meeting: datetime.date, apart: int, more: int) -> None:
    later = max(meeting - _DAY * apart, _FIRST)
    earlier = max(later - _DAY * more, _FIRST)
    assert (clear_days(earlier, meeting) or 0) >= (clear_days(later, meeting) or 0)


@given(DATES, st.integers(0, 90))
def test_working_days_and_clear_days_differ_by_the_last_day_alone(first: datetime.date, apart: int) -> None:
    last = min(first + _DAY * apart, _LAST)
    counted, clear = working_days(first, last), clear_days(first, last)
    assert counted is not None
    assert clear is not None
    assert counted - clear == (last > first and last.isoweekday() < 6 and last not in holidays().days)


# The list against the rules that make it, worked out apart from it.


def _easter(year: int) -> datetime.date:
    """Easter Sunday by the rule of the Gregorian calendar: the Sunday after the full moon on or after 21 March."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - skipped - 10
    epact = (11 * golden + 20 + moon - skipped) % 30
    epact += epact == 24 or (epact == 25 and golden > 11)
    full = 44 - epact
    full += 30 * (full < 21)
    return datetime.date(year, 3, 1) + _DAY * (full + 7 - (sunday + full) % 7 - 1)


def _monday(day: datetime.date) -> datetime.date:
    """That day, or the Monday after it."""
    return day + _DAY * (-day.weekday() % 7)


_MOVED = {
    date("2020-05-04"): date("2020-05-08"),
    date("2002-05-27"): date("2002-06-04"),
    date("2012-05-28"): date("2012-06-04"),
    date("2022-05-30"): date("2022-06-02"),
}
_ADDED = {date(day) for day in ("2002-06-03", "2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08")}


def _by_the_rules(year: int) -> set[datetime.date]:
    usual = [
        datetime.date(year, 1, 1),
        _easter(year) - 2 * _DAY,
        _easter(year) + _DAY,
        _monday(datetime.date(year, 5, 1)),
        _monday(datetime.date(year, 5, 25)),
        _monday(datetime.date(year, 8, 25)),
        datetime.date(year, 12, 25),
        datetime.date(year, 12, 26),
    ]
    kept: set[datetime.date] = {day for day in usual if day.isoweekday() < 6}
    for day in usual:
        instead = day
        while instead.isoweekday() > 5 or (instead in kept and instead != day):
            instead += _DAY
        kept.add(instead)
    return {_MOVED.get(day, day) for day in kept} | {day for day in _ADDED if day.year == year}


@pytest.mark.parametrize("year", range(2000, 2029))
def test_the_list_is_what_the_rules_make(year: int) -> None:
    assert {day for day in holidays().days if day.year == year} == _by_the_rules(year)


def test_the_list_says_where_it_is_from_and_until_when_it_is_good() -> None:
    known = holidays()
    assert (known.first, known.last) == (_FIRST, _LAST)
    assert "Banking and Financial Dealings Act 1971" in known.source
    assert known.vintage
