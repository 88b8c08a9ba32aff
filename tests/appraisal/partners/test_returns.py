"""Who answered and how each year is rated; the figures are those of the efficiency review of 29 May 2009."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating, Return, returned_gains, summarise
from desktop.appraisal.years import FinancialYear

CAME_IN = (
    "Leicester City Council", "Police", "Hinckley and Bosworth", "North West Leicestershire", "Oadby and Wigston", "Melton",
    "Leicestershire County Council",
)  # fmt: skip
NOT_IN = ("Blaby", "Charnwood", "Harborough", "Fire Authority", "County PCT", "City PCT")
FIRST = FinancialYear(2009)
G, A, R = Rating


def of_review() -> list[Return]:
    """Who returned by name, and the ratings as counts of one year each, as the review prints no more."""
    counts = [(0, A, 6), (0, R, 1), (1, A, 5), (1, R, 2), (2, A, 4), (2, R, 1)]
    return [
        *(Return(name, "NI 179", received=True) for name in CAME_IN),
        *(Return(name, "NI 179", received=False) for name in NOT_IN),
        *(Return(None, "NI 179", count=count, ratings={FIRST.after(year): rating}) for year, rating, count in counts),
    ]


def by_year(returns: list[Return]) -> list[tuple[str, int, int, int, int]]:
    return [(str(each.year), each.green, each.amber, each.red, each.blank) for each in summarise(returns).by_year]


def test_the_review_of_2009() -> None:
    found = summarise(of_review())
    assert (found.expected, found.received, found.missing, found.response_rate) == (13, 7, NOT_IN, Fraction(7, 13))
    assert by_year(of_review()) == [("2009/10", 0, 6, 1, 0), ("2010/11", 0, 5, 2, 0), ("2011/12", 0, 4, 1, 2)]
    assert not found.why


def test_rows_of_counts_with_several_years_come_to_the_same() -> None:
    together = [
        Return(None, "NI 179", count=4, ratings=dict.fromkeys((FIRST, FIRST.after(1), FIRST.after(2)), A)),
        Return(None, "NI 179", count=1, ratings={FIRST: A, FIRST.after(1): A}),
        Return(None, "NI 179", count=1, ratings={FIRST: A, FIRST.after(1): R}),
        Return(None, "NI 179", count=1, ratings=dict.fromkeys((FIRST, FIRST.after(1), FIRST.after(2)), R)),
    ]
    assert by_year([*of_review()[:13], *together]) == by_year(of_review())
    alone = summarise(together)
    assert (alone.expected, alone.received, alone.missing) == (7, 7, ())
    missing = summarise([*together, Return(None, "NI 179", received=False, count=6)])
    assert (missing.expected, missing.received, missing.missing) == (13, 7, ())


def test_a_return_not_made_is_no_red_and_a_blank_year_no_green() -> None:
    returns = [Return("A", ratings={FIRST: R, FIRST.after(1): A}), Return("B", received=True, ratings={FIRST: G}), Return("C")]
    found = summarise(returns)
    assert (found.expected, found.received, found.missing) == (3, 2, ("C",))
    assert by_year(returns) == [("2009/10", 1, 0, 1, 0), ("2010/11", 0, 1, 0, 1)]


def test_what_is_at_odds_is_said() -> None:
    said_no = summarise([Return("A", received=False, ratings={FIRST: R})])
    assert said_no.by_year == ()
    assert "does not count" in said_no.why[0]
    more = summarise([Return("A", received=True), Return(None, count=3, ratings={FIRST: A})])
    assert (more.received, sum(each.came_in for each in more.indicators[0].named)) == (3, 1)
    assert more.why == ("1 return is named as received, and 2 more are counted that name nobody.",)
    fewer = summarise([Return(None, count=2), Return(None, count=3, ratings={FIRST: A})])
    assert fewer.why == ("2 returns came in and one year has 3 ratings: one of the two is wrong.",)


def test_gains_by_organisation_and_year() -> None:
    three, four = Estimate.exact(Decimal(3)), Estimate.exact(Decimal(4))
    returns = [
        Return("A", "LAA", gains={FIRST: three}),
        Return("A", "MAA", gains={FIRST: four, FIRST.after(1): four}),
        Return("B", "LAA", received=False, gains={FIRST: three}),
        Return(None, "LAA", count=2, gains={FIRST: three}),
        Return(None, "LAA", count=1, gains={FIRST: four}),
    ]
    found, why = returned_gains(returns)
    assert found == {"A": {FIRST: three, FIRST.after(1): four}, None: {FIRST: three + four}}
    assert why == ("The returns for several indicators give different gains of A in 2009/10: the first counts.",)


ratings = st.dictionaries(st.integers(2008, 2012).map(FinancialYear), st.sampled_from(list(Rating)), max_size=4)
named = st.builds(
    Return, st.sampled_from("ABCDEFG"), st.sampled_from(["", "NI 179"]), st.sampled_from([None, True, False]), st.just(1), ratings
)
unnamed = st.builds(Return, st.none(), st.sampled_from(["", "NI 179"]), st.sampled_from([None, True, False]), st.integers(1, 9), ratings)


@given(st.lists(st.one_of(named, unnamed), max_size=12, unique_by=lambda each: (each.organisation, each.indicator, id(each))))
def test_every_year_adds_to_what_came_in(returns: list[Return]) -> None:
    found = summarise(returns)
    for each in found.indicators:
        assert 0 <= each.received <= each.expected
        for year in each.by_year:
            assert min(year.green, year.amber, year.red, year.blank) >= 0
            assert year.rated + year.blank == each.received


@given(st.lists(named, max_size=8, unique_by=lambda each: (each.organisation, each.indicator)))
def test_a_return_that_does_not_come_in_changes_no_rating(returns: list[Return]) -> None:
    more = [*returns, Return("New", "NI 179", received=False)]
    before, after = summarise(returns), summarise(more)
    assert after.by_year == before.by_year
    assert after.expected == before.expected + 1


@given(st.lists(named, max_size=8, unique_by=lambda each: (each.organisation, each.indicator)))
def test_names_or_counts_are_rated_alike(returns: list[Return]) -> None:
    came = [replace(each, received=True) for each in returns if each.came_in and each.ratings]
    without = [replace(each, organisation=None, received=None) for each in came]
    assert [(y.year, y.green, y.amber, y.red) for y in summarise(came).by_year] == [
        (y.year, y.green, y.amber, y.red) for y in summarise(without).by_year
    ]


@pytest.mark.parametrize("rating", list(Rating))
def test_a_rating_has_a_word(rating: Rating) -> None:
    assert rating.word[0].upper() == rating.value
