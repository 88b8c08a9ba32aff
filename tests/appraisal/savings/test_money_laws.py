"""What holds of every savings appraisal, whatever is recorded, and the published example of a combined optimism bias."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from tests.appraisal.cases import BASE, COST, INCOME, SAVING, flow
from tests.examples import examples

_YEARS = 5
_PENNY = Decimal("0.01")
_PENCE = st.integers(-(10**12), 10**12).map(lambda pence: Decimal(pence).scaleb(-2))
_YEARLY = st.lists(_PENCE, min_size=_YEARS, max_size=_YEARS)
_LINES = st.lists(st.tuples(st.sampled_from([COST, SAVING, INCOME]), _YEARLY), min_size=1, max_size=4)
_ENDS = st.tuples(_PENCE, _PENCE).map(lambda ends: tuple(sorted(ends)))


def money(*flows: Flow, discounting: str = "green book") -> Money:
    return appraise(Case("Any", BASE, _YEARS, discounting=discounting, options=(Option("New", flows=flows),))).option("New").money


def exact(kind: FlowKind, amounts: list[Decimal]) -> Flow:
    return Flow(str(kind), kind, {BASE.after(n): Estimate.exact(amount) for n, amount in enumerate(amounts)}, cashable=True)


def central(amount: Estimate | None) -> Decimal:
    assert amount is not None
    assert amount.central is not None
    return amount.central


@settings(max_examples=examples(60))
@given(_LINES)
def test_sums_are_exact_to_the_penny(lines: list[tuple[FlowKind, list[Decimal]]]) -> None:
    held = money(*(exact(kind, amounts) for kind, amounts in lines))
    signed = [sum(((-1 if kind is COST else 1) * Fraction(amounts[n]) for kind, amounts in lines), Fraction(0)) for n in range(_YEARS)]
    assert [Fraction(central(year.net)) for year in held.years] == signed
    assert [Fraction(central(year.cumulative)) for year in held.years] == list(accumulate(signed))


@settings(max_examples=examples(60))
@given(_LINES, st.sampled_from(["green book", "8%", "0.1%"]))
def test_present_values_are_those_of_exact_fractions_and_add_to_the_net_present_value(
    lines: list[tuple[FlowKind, list[Decimal]]], discounting: str
) -> None:
    """The oracle discounts in fractions, year by year, with each present value rounded half up (`interchange.md`, Payback)."""
    held = money(*(exact(kind, amounts) for kind, amounts in lines), discounting=discounting)
    rate = {"green book": Fraction(35, 1000), "8%": Fraction(8, 100), "0.1%": Fraction(1, 1000)}[discounting]
    printed = []
    for n, year in enumerate(held.years):
        worth = Fraction(central(year.net)) / (1 + rate) ** n
        pence = floor(abs(worth) * 100 + Fraction(1, 2))
        assert central(year.present_value) == Decimal(pence if worth >= 0 else -pence).scaleb(-2)
        printed.append(central(year.present_value))
    assert sum(printed, Decimal(0)) == central(held.npv)


@settings(max_examples=examples(60))
@given(_YEARLY, _YEARLY, st.integers(1, 9))
def test_the_net_present_value_is_linear_in_flows(first: list[Decimal], second: list[Decimal], times: int) -> None:
    """Of two lines together and of so many times one, to the half penny that each printed year may be rounded by."""
    one, other = (central(money(exact(SAVING, amounts)).npv) for amounts in (first, second))
    both = central(money(exact(SAVING, first), exact(SAVING, second)).npv)
    assert abs(both - one - other) <= 3 * _YEARS * _PENNY / 2
    many = central(money(exact(SAVING, [amount * times for amount in first])).npv)
    assert abs(many - times * one) <= (times + 1) * _YEARS * _PENNY / 2


@settings(max_examples=examples(100))
@given(st.lists(st.integers(-100, 100), min_size=_YEARS, max_size=_YEARS))
def test_payback_agrees_with_a_walk_year_by_year(nets: list[int]) -> None:
    """The walk goes forward and forgets an earlier crossing when the running total falls below nothing again."""
    held = money(exact(SAVING, [Decimal(net) for net in nets]))
    running, found = Fraction(0), Fraction(0) if nets[0] >= 0 else None
    for n, net in enumerate(nets):
        before, running = running, running + net
        if running < 0:
            found = None
        elif before < 0:
            found = n - 1 + (-before) / net
    assert (None if held.payback_years is None else pytest.approx(float(held.payback_years))) == (None if found is None else float(found))


@settings(max_examples=examples(60))
@given(
    st.lists(st.tuples(st.sampled_from([COST, SAVING]), st.lists(_ENDS, min_size=_YEARS, max_size=_YEARS)), min_size=1, max_size=3),
    st.data(),
)
def test_bounds_hold_for_every_amount_inside_them(lines: list[tuple[FlowKind, list[tuple[Decimal, ...]]]], data: st.DataObject) -> None:
    ranged = [
        Flow(str(kind), kind, {BASE.after(n): Estimate.between(low, high) for n, (low, high) in enumerate(ends)}, cashable=True)
        for kind, ends in lines
    ]
    drawn = [exact(kind, [low + (high - low) * data.draw(st.integers(0, 100)) / 100 for low, high in ends]) for kind, ends in lines]
    whole, one = money(*ranged), money(*drawn)
    for wide, point in [
        (whole.npv, one.npv),
        (whole.npv_cashable, one.npv_cashable),
        (whole.budget_net, one.budget_net),
        *((each.cumulative, other.cumulative) for each, other in zip(whole.years, one.years, strict=True)),
    ]:
        assert wide is not None
        assert wide.low is not None
        assert wide.high is not None
        assert wide.low <= central(point) <= wide.high


def test_the_combined_optimism_bias() -> None:
    """`examples.md`: 30% non-standard (51%) and 70% standard (24%) is 32.1%; for duration, 39% and 4%, 14.5% (Mott MacDonald 2002)."""
    for first, second, combined in (("0.51", "0.24", "132.1"), ("0.39", "0.04", "114.5")):
        held = money(flow(COST, [30], line="Non-standard", bias=first), flow(COST, [70], line="Standard", bias=second))
        assert held.cost_before_optimism_bias == Estimate.exact(Decimal(100))
        assert held.cost_after_optimism_bias == Estimate.exact(Decimal(combined))
