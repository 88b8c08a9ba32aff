"""Clear days and working days: dated known examples, the statutory rules of the bank holidays, and properties over many dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.bank_holidays import holidays
from desktop.appraisal.working_days import (
    LeftOut,
    after_clear_days,
    after_working_days,
    clear_days_between,
    counts,
    latest_publication,
    working_days_between,
)

_DAY = datetime.timedelta(days=1)
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2028, 12, 31)
DATES = st.dates(_FIRST, _LAST)
LEFT_OUT = st.sampled_from(LeftOut)
ASKED = datetime.date(2010, 9, 17)


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
    assert working_days_between(date(first), date(last)) == days


@pytest.mark.parametrize(
    ("end", "working", "clear"),
    [
        ("2010-09-24", 5, 4),
        ("2010-09-21", 2, 1),
        ("2010-10-01", 10, 9),
        ("2010-09-17", 0, 0),
        ("2010-09-19", 0, 0),
        ("2010-09-16", -1, 0),
    ],
)
def test_from_friday_17_september_2010(end: str, working: int, clear: int) -> None:
    assert (working_days_between(ASKED, date(end)), clear_days_between(ASKED, date(end))) == (working, clear)


def test_bank_holidays_do_not_count() -> None:
    start, end = date("2013-12-23"), date("2013-12-30")
    assert (working_days_between(start, end), clear_days_between(start, end), clear_days_between(start, end, LeftOut.WEEKENDS)) == (3, 2, 4)
    assert after_working_days(start, 3) == end


def test_so_many_days_on() -> None:
    assert after_working_days(ASKED, 5) == date("2010-09-24")
    assert after_working_days(ASKED, 0) == ASKED
    assert after_clear_days(ASKED, 5) == date("2010-09-27")


@given(DATES, st.integers(0, 400))
def test_working_days_are_counted_one_by_one(start: datetime.date, length: int) -> None:
    end = min(start + _DAY * length, _LAST)
    each = [start + _DAY * number for number in range(1, (end - start).days + 1)]
    assert working_days_between(start, end) == sum(counts(day) is True for day in each)
    assert working_days_between(end, start) == -sum(counts(day) is True for day in each)


@given(st.dates(_FIRST, datetime.date(2027, 6, 1)), st.integers(1, 300))
def test_the_day_that_so_many_lead_to(start: datetime.date, number: int) -> None:
    end, clear = after_working_days(start, number), after_clear_days(start, number)
    assert end is not None
    assert clear is not None
    assert counts(end)
    assert working_days_between(start, end) == number
    assert clear_days_between(start, clear) == number


@given(st.dates(), st.dates(), LEFT_OUT)
def test_no_date_of_the_calendar_is_too_far(start: datetime.date, end: datetime.date, left_out: LeftOut) -> None:
    found = clear_days_between(start, end, left_out)
    assert found is None or 0 <= found < max((end - start).days, 1)
    if left_out is not LeftOut.WEEKENDS_AND_BANK_HOLIDAYS:
        assert found is not None
    for day in (after_working_days(start, 10), latest_publication(start, 10)):
        assert day is None or counts(day)


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
    assert clear_days_between(date(published), date(meeting), left_out) == days


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
    assert clear_days_between(date("2028-12-20"), date("2029-01-10")) is None
    assert clear_days_between(date("1999-12-20"), date("2000-01-10")) is None
    assert working_days_between(date("2028-12-29"), date("2029-01-05")) is None
    assert latest_publication(date("2029-01-10"), 8) is None
    assert after_working_days(date("2028-12-29"), 5) is None
    assert after_clear_days(date("2028-12-22"), 4) is None
    # a weekend is one in any year, and where holidays count the list is not asked
    assert clear_days_between(date("2029-01-05"), date("2029-01-08")) == 0
    assert clear_days_between(date("2029-01-01"), date("2029-01-31"), LeftOut.WEEKENDS) == 21
    assert clear_days_between(datetime.date.min, datetime.date.min + _DAY * 3, LeftOut.NOTHING) == 2
    assert latest_publication(datetime.date.min + _DAY, 5, LeftOut.NOTHING) is None


@given(DATES, st.integers(1, 60), LEFT_OUT)
def test_clear_days_are_those_counted_one_by_one(published: datetime.date, apart: int, left_out: LeftOut) -> None:
    meeting = min(published + _DAY * apart, _LAST)
    between = [published + _DAY * n for n in range(1, (meeting - published).days)]
    if left_out is not LeftOut.NOTHING:
        between = [day for day in between if day.isoweekday() < 6]
    if left_out is LeftOut.WEEKENDS_AND_BANK_HOLIDAYS:
        between = [day for day in between if day not in holidays().days]
    assert clear_days_between(published, meeting, left_out) == len(between)


@given(st.dates(datetime.date(2000, 6, 1), _LAST - _DAY * 10), st.integers(0, 40), LEFT_OUT)
def test_published_on_the_last_day_there_are_enough_and_a_day_later_too_few(meeting: datetime.date, days: int, left_out: LeftOut) -> None:
    latest = latest_publication(meeting, days, left_out)
    assert latest is not None
    assert clear_days_between(latest, meeting, left_out) == days
    assert clear_days_between(latest - _DAY, latest + _DAY, left_out) == 1, "it is published on a day that counts"
    if days:
        assert (clear_days_between(latest + _DAY * 5, meeting, left_out) or 0) < days


@given(DATES, st.integers(0, 90), st.integers(0, 90))
def test_an_earlier_publication_never_has_fewer_clear_days(meeting: datetime.date, apart: int, more: int) -> None:
    later = max(meeting - _DAY * apart, _FIRST)
    earlier = max(later - _DAY * more, _FIRST)
    assert (clear_days_between(earlier, meeting) or 0) >= (clear_days_between(later, meeting) or 0)


@given(DATES, st.integers(0, 90))
def test_working_days_and_clear_days_differ_by_the_last_day_alone(first: datetime.date, apart: int) -> None:
    last = min(first + _DAY * apart, _LAST)
    counted, clear = working_days_between(first, last), clear_days_between(first, last)
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
