"""What is asked by when: the requests are those of the Cabinet report of 21 September 2010."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.requests import CountedIn, Request, When, asked
from desktop.appraisal.sentences.partnership import conflict

ASKED_ON = When("17 September 2010", datetime.date(2010, 9, 17))
FIRST, LAST = When("24 September 2010", datetime.date(2010, 9, 24)), When("1 October 2010", datetime.date(2010, 10, 1))
AGREE = Request("Willingness to pool", asked_on=ASKED_ON, deadline=FIRST, within=5, source="paragraphs 2.1 and 3.1(a)")
FIGURES = Request("Financial information", asked_on=ASKED_ON, deadline=FIRST, source="paragraph 1.1")


def test_within_five_days_of_the_17th_is_the_24th() -> None:
    (found,) = asked([AGREE])
    (only,) = found.deadlines
    assert (only.when, only.working_days, only.clear_days, found.conflict) == (FIRST, 5, 4, False)


def test_two_dates_for_one_thing_are_at_odds() -> None:
    first, second = asked([AGREE, FIGURES, replace(FIGURES, name="financial  Information", deadline=LAST, source="paragraph 3.1(b)")])
    assert not first.conflict
    assert second.conflict
    assert [(each.when.words, each.working_days) for each in second.deadlines] == [("24 September 2010", 5), ("1 October 2010", 10)]
    assert (second.first, second.last) == (FIRST.day, LAST.day)
    assert conflict(second) == (
        "The dates given for Financial information are at odds: Friday 24 September 2010 (paragraph 1.1) and Friday 1 October 2010 "
        "(paragraph 3.1(b)). Ask which holds; until then work to the first."
    )


def test_days_that_lead_elsewhere_are_at_odds_with_the_date() -> None:
    (found,) = asked([replace(AGREE, within=6)])
    assert found.conflict
    assert [each.is_counted for each in found.deadlines] == [False, True]
    (calendar,) = asked([replace(AGREE, within=7, counted_in=CountedIn.CALENDAR_DAYS)])
    assert not calendar.conflict
    (clear,) = asked([replace(AGREE, within=4, counted_in=CountedIn.CLEAR_DAYS)])
    assert not clear.conflict


def test_days_left_and_late() -> None:
    (found,) = asked([FIGURES, replace(FIGURES, deadline=LAST)])
    assert found.days_left(datetime.date(2010, 9, 21)) == 3
    assert found.days_left(datetime.date(2010, 9, 27)) == -1
    (answered,) = asked([replace(FIGURES, answered_on=LAST)])
    assert (answered.answered, answered.late, answered.days_left(ASKED_ON.day or FIRST.day or datetime.date.min)) == (True, True, None)
    (words,) = asked([replace(FIGURES, deadline=When("by autumn"))])
    assert (words.first, words.late, words.conflict) == (None, None, False)


days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)).map(lambda day: When(day.isoformat(), day))
rows = st.builds(
    Request, st.sampled_from(["A", "a", "B"]), asked_on=st.one_of(st.just(When()), days),
    deadline=st.one_of(st.just(When()), st.just(When("autumn")), days), within=st.one_of(st.none(), st.integers(0, 3660)),
    counted_in=st.sampled_from(list(CountedIn)),
)  # fmt: skip


@given(st.lists(rows, max_size=6))
def test_nothing_is_lost_and_nothing_fails(held: list[Request]) -> None:
    found = asked(held)
    assert [row for each in found for row in sorted(each.rows, key=held.index)] == sorted(
        held, key=lambda row: ([each.name.casefold() for each in found].index(row.name.casefold()), held.index(row))
    )
    for each in found:
        days_ = {deadline.when.day or deadline.when.words for deadline in each.deadlines}
        assert each.conflict is (len(days_) > 1)
