"""What is asked by when: the requests are those of the Cabinet report of 21 September 2010."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.findings.partnership import conflict, counting, unanswered
from desktop.appraisal.partners.appraised import PartnershipRecords, partnership
from desktop.appraisal.partners.requests import CountedIn, Request, When, asked

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
    assert conflict(second).words == (
        "The dates given for Financial information are at odds: Friday 24 September 2010 (paragraph 1.1) and Friday 1 October 2010 "
        "(paragraph 3.1(b))."
    )


def test_one_question_put_to_two_parties_is_answered_by_each_for_itself() -> None:
    ours = replace(AGREE, put="by us", party="NHS Leafshire")
    first, second = asked([ours, replace(ours, party="Oak District Council", answer="Yes"), replace(ours, party="nhs  leafshire")])
    assert [(each.name, len(each.rows), each.answered) for each in (first, second)] == [
        ("Willingness to pool, NHS Leafshire", 2, False),
        ("Willingness to pool, Oak District Council", 1, True),
    ]
    (told,) = unanswered(partnership(PartnershipRecords(requests=(*first.rows, *second.rows))))
    assert told.words == "1 request has no answer yet: Willingness to pool, NHS Leafshire."


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


def test_bank_holidays_are_left_out_and_where_they_are_not_listed_that_is_said() -> None:
    before_easter = When("17 April 2014", datetime.date(2014, 4, 17))
    (found,) = asked([Request("Figures", asked_on=before_easter, within=5)])
    (only,) = found.deadlines
    assert (only.when.words, only.working_days, only.clear_days) == ("28 April 2014", 5, 4)
    late = When("20 December 2028", datetime.date(2028, 12, 20))
    due = When("3 January 2029", datetime.date(2029, 1, 3))
    (beyond,) = asked([Request("Figures", asked_on=late, deadline=due, within=20)])
    assert [(each.when.words, each.when.day, each.working_days) for each in beyond.deadlines] == [
        ("3 January 2029", due.day, None),
        ("20 working days after 20 December 2028", None, None),
    ]
    assert not beyond.conflict
    assert beyond.days_left(datetime.date(2028, 12, 27)) is None
    assert beyond.overdue(datetime.date(2029, 1, 4))
    told = counting(partnership(PartnershipRecords(requests=tuple(beyond.rows))))
    assert told[1] == "Bank holidays are listed from 1 January 2000 to 31 December 2028: days that lead outside are not known."
    assert len(counting(partnership(PartnershipRecords(requests=tuple(found.rows))))) == 1


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
        given_ = [deadline for deadline in each.deadlines if not (deadline.is_counted and deadline.is_beyond and deadline.when.day is None)]
        days_ = {deadline.when.day or deadline.when.words for deadline in given_}
        assert each.conflict is (len(days_) > 1)
