"""The Count: any two dimensions add to all there is, what is not known stays so, and who pays for the same thing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.count import counted_up
from desktop.appraisal.partners.count import Count, Dimension, Spend, by_one, by_two, count, reaching
from desktop.appraisal.years import FinancialYear
from desktop.results.partners.count import payers

YEAR = FinancialYear(2009)


def pounds(text: str) -> Estimate | None:
    return Estimate.parse(text)


def line(organisation: str, service: str, amount: str, *, handling: str = "", frontline: str = "", stream: str = "") -> Spend:
    share = Decimal(frontline) if frontline else None
    return Spend(organisation, "Health", service, "local", stream, YEAR, pounds(amount), pounds(handling), share)


amounts = st.one_of(st.none(), st.just(NOT_KNOWN), st.integers(0, 10**12).map(lambda pence: Estimate.exact(Decimal(pence) / 100)))
names = st.sampled_from(("", "One", "Two", "Three"))
lines = st.lists(
    st.builds(
        Spend, names, names, names, st.sampled_from(("", "national", "local")), names, st.sampled_from((None, YEAR)), amounts, amounts,
        st.one_of(st.none(), st.integers(0, 100).map(Decimal)),
    ),
    max_size=12,
)  # fmt: skip


@given(lines)
def test_any_two_dimensions_come_to_the_same_to_the_penny(spend: list[Spend]) -> None:
    every = Estimate.sum(each.amount or NOT_KNOWN for each in spend)
    for down, across in permutations(Dimension, 2):
        table = by_two(spend, down, across)
        assert table.total == every
        assert Estimate.sum(table.of_across.values()) == every
        for name in table.down:
            assert table.of_down[name] == Estimate.sum(amount for (row, _), amount in table.cells.items() if row == name)
    for dimension in Dimension:
        assert Estimate.sum(each.amount for each in by_one(spend, dimension)) == every
        assert sum(each.lines for each in by_one(spend, dimension)) == len(spend)


@given(lines)
def test_no_more_is_not_known_than_is_recorded_as_such(spend: list[Spend]) -> None:
    found = count(tuple(spend))
    assert found.all.amount.unknown == (sum(each.amount in (None, NOT_KNOWN) for each in spend) if spend else 1)
    assert (found.all.share is None) or 0 <= found.all.share <= 1


@pytest.mark.parametrize(
    ("amount", "handling", "frontline", "words"),
    [
        ("£1,000", "", "85", "£850"),
        ("£100.01", "", "85", "£85.01"),  # 85.0085, half up to the penny
        ("£1,000", "£120", "85", "£850"),  # what is recorded is not worked out
        ("£1,000", "£120", "", "up to £880"),  # a bound is not a point
        ("£1,000", "", "", "not known"),
        ("", "£120", "85", "not known"),
        ("not known", "£120", "", "not known"),
        ("£1,000 to £2,000", "", "50", "£500 to £1,000"),
    ],
)
def test_what_reaches_the_front_line(amount: str, handling: str, frontline: str, words: str) -> None:
    assert reaching([line("Council", "Advice", amount, handling=handling, frontline=frontline)]).brief_words(recorded=True) == words


def test_a_share_is_of_all_and_only_where_all_is_known() -> None:
    known = [line("Council", "Advice", "£300", frontline="80"), line("Police", "Patrols", "£100", frontline="100")]
    assert count(tuple(known)).all.share == Fraction(340, 400)
    assert count((*known, line("Council", "Advice", "not known"))).all.share is None


def test_who_pays_for_the_same_thing_whatever_its_capitals_and_in_one_year_alone() -> None:
    another_year = line("Fire", "Advice", "£5")._replace(year=FinancialYear(2010))
    found = count(
        (line("Council", "Advice", "£300"), line("Police", "advice ", "£400"), line("Police", "Advice", "£50"), another_year,
         line("Council", "Patrols", "£9"), line("", "Advice", "£1"))
    )  # fmt: skip
    (overlap,) = found.overlaps
    assert (overlap.service, overlap.year) == ("Advice", YEAR)
    assert [(name, paid.central) for name, paid in overlap.payers] == [("Police", Decimal(450)), ("Council", Decimal(300))]
    assert overlap.total.central == 750
    assert [each.words for each in counted_up(found)] == [
        "6 spend lines are recorded in the Count: what they come to is £765.",
        "1 service is paid for by more than one organisation, in 2009/10: ‘Advice’ (2, together £750).",
    ]


def test_the_largest_comes_first_tiers_and_years_in_their_order_and_what_is_not_stated_last() -> None:
    spend = [
        Spend("", "", "a", "local", "", None, pounds("£900")),
        Spend("Small", "", "a", "", "", FinancialYear(2010), pounds("£1")),
        Spend("Large", "", "a", "national", "", YEAR, pounds("£2")),
    ]
    assert by_two(spend, Dimension.ORGANISATION, Dimension.TIER).down == ("Large", "Small", "")
    assert by_two(spend, Dimension.ORGANISATION, Dimension.TIER).across == ("national", "local", "")
    assert by_two(spend, Dimension.YEAR, Dimension.TIER).down == ("2009/10", "2010/11", "")


def test_of_no_lines_there_is_nothing_to_say() -> None:
    assert count(()) == Count()
    assert counted_up(Count()) == []


def test_a_payer_without_an_amount_is_said_to_be_not_known_and_one_withheld_to_be_withheld() -> None:
    lines = line("Council", "Advice", "£300"), line("Police", "Advice", "not known"), line("Fire", "Advice", "")._replace(withheld=True)
    (overlap,) = count(lines).overlaps
    assert payers(overlap) == ["Council: £300", "Police: not known", "Fire: withheld"]
    (nothing_known,) = count(lines[1:]).overlaps
    assert payers(nothing_known) == ["Police", "Fire: withheld"]
