from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.redundancy import (
    Leaver,
    WeeklyCap,
    cap_on,
    difference_sentence,
    exit_costs,
    pay_sentences,
    redundancy_pay,
    weekly_caps,
    weeks_due,
)
from desktop.appraisal.why import on_screen
from tests.appraisal.cases import estimate

IN_2021 = date(2021, 6, 30)


def pay(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def test_the_published_example() -> None:
    """`examples.md`: 6 complete years at ages 19 to 25, £700 a week, cap £544: 4.5 weeks, £2,448."""
    found = redundancy_pay(Leaver(pay("£700"), IN_2021, age=25, service=6))
    assert (found.weeks, found.amount, found.capped) == (Decimal("4.5"), pay("£2,448"), True)
    assert pay_sentences([("Clerk", found)]) == ["4.5 weeks of pay are due by law to Clerk.", "A week’s pay is capped at £544 for Clerk."]


def test_what_holds_of_several_leavers_is_said_once() -> None:
    capped, plain = (redundancy_pay(Leaver(pay(each), IN_2021, age=25, service=6)) for each in ("£700", "£300"))
    unknown = redundancy_pay(Leaver(pay("£300"), IN_2021, age=40, name="Driver"))
    assert pay_sentences([("Clerk", capped), ("Porter", plain), ("Cook", capped), ("Driver", unknown)]) == [
        "4.5 weeks of pay are due by law to each of Clerk, Porter and Cook.",
        "A week’s pay is capped at £544 for Clerk and Cook.",
        "The service of Driver is not known.",
    ]


@pytest.mark.parametrize(
    ("age", "service", "weeks"),
    [
        (30, 1, "0"),
        (30, 2, "2"),
        (22, 2, "1"),
        (23, 2, "1.5"),
        (41, 2, "2"),
        (42, 2, "2.5"),
        (43, 2, "3"),
        (61, 20, "30"),
        (65, 40, "30"),
        (51, 20, "25"),
    ],
)
def test_weeks_by_age_and_service(age: int, service: int, weeks: str) -> None:
    """Half a week under 22, one from 22 to 40, one and a half from 41, twenty years at the most, none under two (`reference.md`)."""
    assert weeks_due(age, service) == Decimal(weeks)


def test_the_caps_and_their_dates() -> None:
    """`reference-2026.md`, section 2: each 1 February to 2013, once out of the cycle in October 2009, and each 6 April from 2014."""
    assert [(cap.first.isoformat(), int(cap.amount)) for cap in weekly_caps()] == [
        ("2009-02-01", 350), ("2009-10-01", 380), ("2011-02-01", 400), ("2012-02-01", 430), ("2013-02-01", 450), ("2014-04-06", 464),
        ("2015-04-06", 475), ("2016-04-06", 479), ("2017-04-06", 489), ("2018-04-06", 508), ("2019-04-06", 525), ("2020-04-06", 538),
        ("2021-04-06", 544), ("2022-04-06", 571), ("2023-04-06", 643), ("2024-04-06", 700), ("2025-04-06", 719), ("2026-04-06", 751),
    ]  # fmt: skip
    for cap, following in pairwise(weekly_caps()):
        assert following.first == cap.last + timedelta(days=1), "there is no gap"
    early, late = cap_on(date(2022, 4, 5)), cap_on(date(2022, 4, 6))
    assert early is not None
    assert late is not None
    assert [early.amount, late.amount] == [544, 571]


@pytest.mark.parametrize("leaving", [date(2009, 1, 31), date(2027, 4, 6)])
def test_a_date_without_a_cap_asks_for_one(leaving: date) -> None:
    found = redundancy_pay(Leaver(pay("£700"), leaving, age=25, service=6))
    assert found.amount == NOT_KNOWN
    assert found.weeks == Decimal("4.5")
    assert found.why[0].endswith(".")


def test_an_entered_cap_is_used() -> None:
    entered = WeeklyCap(Decimal(500), date(2016, 4, 6), date(2017, 4, 5), "Entered")
    found = redundancy_pay(Leaver(pay("£700"), date(2016, 6, 1), age=25, service=6), [entered])
    assert (found.cap, found.amount) == (entered, pay("£2,250"))


@pytest.mark.parametrize(
    ("leaver", "why"),
    [
        (Leaver(pay("£300"), IN_2021, age=40, service=None), "The service of This leaver is not known."),
        (
            Leaver(pay("£300"), IN_2021, age=20, service=15, name="Post 1"),
            "The age of Post 1, 20, and 15 years’ service do not go together.",
        ),
        (
            Leaver(pay("£300"), IN_2021, age=-3, service=2),
            "The age of This leaver, -3, and 2 years’ service do not go together.",
        ),
        (Leaver(pay("£300"), IN_2021, age=40, service=-1), "The service of This leaver is below 0."),
        (Leaver(pay("£300"), IN_2021, age=40, service=5, number=-1), "The number of This leaver is below 0."),
        (
            Leaver(pay("£0") - pay("£300"), IN_2021, age=40, service=5),
            "The weekly pay of This leaver is below £0.",
        ),
    ],
)
def test_bad_input_is_not_known_and_says_why(leaver: Leaver, why: str) -> None:
    found = redundancy_pay(leaver)
    assert (found.amount, found.why) == (NOT_KNOWN, (why,))
    assert pay_sentences([("", found)]) == [on_screen(found.why[0])]


def test_short_service_is_nothing_for_certain() -> None:
    found = redundancy_pay(Leaver(pay("£300"), IN_2021, age=40, service=1))
    assert found.amount.is_nought
    assert found.why == ("This leaver has less than 2 years’ service, so none is due by law.",)


def test_an_age_not_known_gives_the_bounds_of_the_law() -> None:
    found = redundancy_pay(Leaver(pay("£400"), IN_2021, service=10))
    assert [found.amount.low, found.amount.central, found.amount.high, found.amount.unknown] == [2000, None, 6000, 1]


def test_pay_not_known_is_capped_all_the_same() -> None:
    found = redundancy_pay(Leaver(NOT_KNOWN, IN_2021, age=43, service=2, number=3))
    assert [found.amount.low, found.amount.central, found.amount.high, found.amount.unknown] == [0, None, 3 * 3 * 544, 1]
    ranged = redundancy_pay(Leaver(pay("£500 to £600"), IN_2021, age=43, service=2))
    assert [ranged.amount.low, ranged.amount.central, ranged.amount.high] == [1500, 1632, 1632]


def test_pension_strain_is_only_ever_entered() -> None:
    leaver = redundancy_pay(Leaver(pay("£700"), IN_2021, age=25, service=6))
    asked = exit_costs([leaver])
    assert (asked.statutory, asked.pension_strain) == (pay("£2,448"), NOT_KNOWN)
    assert asked.why == ("Pension strain is not recorded.",)
    assert exit_costs([leaver], pay("£10,000")).pension_strain == pay("£10,000")


def test_what_is_recorded_for_redundancy_is_set_beside_what_is_due() -> None:
    leaver = redundancy_pay(Leaver(pay("£700"), IN_2021, age=25, service=6))
    follow = "the lines no longer follow the leavers."
    assert difference_sentence(exit_costs([leaver], recorded=pay("£3,000"))) == (
        f"Redundancy is recorded as £3,000, and the leavers are due £2,448 by law, £552 less: {follow}"
    )
    assert difference_sentence(exit_costs([leaver], recorded=pay("£2,000"))).endswith(f"£448 more: {follow}")
    assert difference_sentence(exit_costs([leaver], recorded=pay("£2,000 to £3,000"))) == (
        f"Redundancy is recorded as £2,000 to £3,000, and the leavers are due £2,448 by law: {follow}"
    )
    assert [difference_sentence(exit_costs([leaver], recorded=held)) for held in (None, pay("£2,448"))] == ["", ""]
    assert difference_sentence(exit_costs([leaver], recorded=NOT_KNOWN)) == (
        f"Redundancy is recorded as not known, and the leavers are due £2,448 by law: {follow}"
    )


def test_a_line_outside_what_is_known_of_the_pay_no_longer_follows_it() -> None:
    """A bound stays a bound: what lies within it may be what is due, and what lies outside cannot."""
    leaver = redundancy_pay(Leaver(pay("£400"), IN_2021, service=10))
    told = [difference_sentence(exit_costs([leaver], recorded=pay(words))) for words in ("£2,000 to £6,000", "£5,000", "£39,150", "£1,500")]
    assert [bool(each) for each in told] == [False, False, True, True]


@given(st.integers(16, 75), st.integers(0, 50), st.integers(0, 200_000))
def test_pay_is_never_more_than_thirty_weeks_at_the_cap(age: int, service: int, weekly_pence: int) -> None:
    service = min(service, age - 14)
    week = Decimal(weekly_pence) / 100
    found = redundancy_pay(Leaver(Estimate.exact(week), IN_2021, age=age, service=service))
    assert found.amount.central is not None
    assert 0 <= found.amount.central <= min(week, Decimal(544)) * 30
    # Each more year of service, and each more year of age, is worth no less.
    assert weeks_due(age, service) <= weeks_due(age + 1, service) <= weeks_due(age + 1, service + 1)
