from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.gains import GainsOf, counted, gains_of
from desktop.appraisal.savings.lines import Line
from tests.appraisal.cases import BASE, COST, INCOME, SAVING, Amount, estimate, flow

YEARS = tuple(BASE.after(n) for n in range(6))


def line(
    kind: FlowKind,
    amounts: list[Amount],
    *,
    owner: str = "Fleet",
    organisation: str | None = "County",
    recurring: bool | None = True,
    cashable: bool | None = True,
    name: str = "",
    bias: str = "0",
) -> Line:
    held = flow(kind, amounts, line=name, cashable=cashable, bias=bias)
    return Line(owner, replace(held, organisation=organisation, recurring=recurring))


def ledger(values: list[Amount]) -> GainsOf:
    held = [estimate(value) or Estimate.exact(Decimal(0)) for value in values]
    return counted(held, YEARS[: len(held)], "Fleet")


def points(found: GainsOf) -> list[Decimal | None]:
    return [gain.central for gain in found.gains.values()]


def test_three_million_over_three_columns_is_three_million() -> None:
    """`interchange.md`, Targets: £3m recurring over three columns is £3m."""
    (found,) = gains_of([line(SAVING, ["£3m"] * 3)], YEARS[:3])
    assert points(found) == [3_000_000, 0, 0]
    assert found.total.central == 3_000_000
    assert found.struck_out == ()
    assert found.not_shown == ()


def test_a_gain_that_does_not_last_two_years_is_struck_out_with_its_reason() -> None:
    """Nuneaton and Bedworth's definition: two full financial years after the year it first accrued, else deleted."""
    found = ledger(["£3m", "£3m", 0, 0])
    assert points(found) == [0, 0, 0, 0]
    (struck,) = found.struck_out
    assert [struck.year, struck.amount] == [BASE, 3_000_000]
    assert struck.why == (
        "£3 million first gained in 2011/12 is struck out: it is no longer there in 2013/14, and a gain must last 2 full "
        "financial years after its first."
    )


@pytest.mark.parametrize(
    ("values", "gains", "struck"),
    [
        ([3, 3, 3, 0, 0, 0], [3, 0, 0, 0, 0, 0], {}),
        ([3, 5, 4, 4, 4, 4], [3, 1, 0, 0, 0, 0], {1: 1}),
        ([1, 0, 1, 1, 1, 1], [0, 0, 1, 0, 0, 0], {0: 1}),
        ([3, 3, 3, 0, 3, 3], [3, 0, 0, 0, 0, 0], {}),
        ([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1], {}),
        ([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], {}),
        ([-2, -1, 1, 1, 1, 1], [0, 0, 1, 0, 0, 0], {}),
    ],
)
def test_the_ledger(values: list[Amount], gains: list[int], struck: dict[int, int]) -> None:
    found = ledger(values)
    assert points(found) == gains
    assert {one.year.since(BASE): one.amount for one in found.struck_out} == struck


def test_a_gain_near_the_end_of_the_records_counts_and_is_marked() -> None:
    assert ledger([0, 0, 0, 0, 3, 3]).not_shown == (YEARS[4],)


def test_gains_are_net_cashable_and_ongoing() -> None:
    lines = [
        line(SAVING, [100, 100, 100], name="Staff"),
        line(COST, [30, 30, 30]),
        line(COST, [500], recurring=False),
        line(SAVING, [40, 40, 40], name="Time", cashable=False),
        line(SAVING, [50, 50, 50], name="Perhaps", cashable=None),
        line(SAVING, [60], name="Sale", recurring=False),
        line(INCOME, [5, 5, 5], cashable=None),
    ]
    (found,) = gains_of(lines, YEARS[:3])
    # £50 is not stated to be cashable: the gain is £75, as far as is stated, and £125 if it is
    assert [[gain.low, gain.central, gain.high] for gain in found.gains.values()] == [[75, 75, 125], [0, 0, 0], [0, 0, 0]]
    assert [found.total.low, found.total.central, found.total.high] == [75, 75, 125]
    assert [amount.central for amount in found.not_stated.values()] == [50, 0, 0]
    assert found.why == (
        "‘Time’ is not cashable, so it does not count.",
        "‘Perhaps’ is not stated to be cashable, so whether it counts is not known.",
        "‘Sale’ is one-off, so it is not an ongoing gain and does not count.",
    )


def test_a_cost_not_said_to_be_either_is_taken_off() -> None:
    (found,) = gains_of([line(SAVING, [100] * 3), line(COST, [30] * 3, recurring=None, name="Support")], YEARS[:3])
    assert points(found) == [70, 0, 0]
    assert found.why == ("‘Support’ is not said to be recurring or one-off: it is taken off as an ongoing cost.",)


def test_each_organisation_has_its_own_gain_and_a_common_cost_is_taken_off_all() -> None:
    lines = [line(SAVING, [100] * 3), line(SAVING, [50] * 3, organisation="City"), line(COST, [20] * 3, organisation=None)]
    county, city, common = gains_of(lines, YEARS[:3])
    assert (county.organisation, city.organisation, common.organisation) == ("County", "City", None)
    assert [county.total.central, city.total.central, common.total.central] == [100, 50, -20]
    assert points(common) == [-20, 0, 0]
    assert common.why == ("Ongoing costs of Fleet borne by nobody named are taken off the gains of all, not off another’s.",)


def test_a_project_of_costs_alone_gains_nothing() -> None:
    (found,) = gains_of([line(COST, [20] * 3)], YEARS[:3])
    assert points(found) == [0, 0, 0]
    assert found.struck_out == ()


def test_bounds_and_what_is_not_known_are_kept() -> None:
    """`field.md` D1: in excess of £4.5m a year, and an amount subject to national changes that is not known."""
    found = ledger(["in excess of £4.5m"] * 3)
    assert found.total.words() == "in excess of £4.5m"
    assert [gain.low for gain in found.gains.values()] == [4_500_000, 0, 0]
    assert found.struck_out == ()
    unknown = ledger(["not known"] * 3)
    assert unknown.total.unknown == 1
    assert unknown.total.high is None
    assert ledger(["£0.5m to £0.75m"] * 3).total.words() == "£0.5m to £0.75m"


def test_what_is_not_known_to_last_is_struck_out_without_an_amount() -> None:
    found = ledger(["in excess of £1m", 0, 0])
    assert [one.amount for one in found.struck_out] == [None]
    assert found.total.high == 0


def test_optimism_bias_lowers_a_gain() -> None:
    (found,) = gains_of([line(SAVING, [100] * 3, bias="0.25")], YEARS[:3])
    assert found.total.central == 75


def test_nothing_at_all() -> None:
    assert gains_of([], YEARS) == ()
    (found,) = gains_of([line(SAVING, [])], ())
    assert found.total.is_nought


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=6))
def test_gains_add_to_the_most_that_lasts(values: list[int]) -> None:
    """The yearly gains add to the total, none is below nothing, and the total is the highest value that stands for three years running."""
    found = ledger(list(values))
    assert sum(gain.central or 0 for gain in found.gains.values()) == found.total.central
    assert all((gain.central or 0) >= 0 for gain in found.gains.values())
    assert found.total.central == max(0, *(min(values[n : n + 3]) for n in range(len(values))))
    # Each rise past all that went before either counts or is struck out, in full.
    if values == sorted(values):
        rises = sum(max(later, 0) - max(earlier, 0) for earlier, later in pairwise([0, *values]))
        assert found.total.central == rises


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=6), st.data())
def test_the_totals_bounds_hold_for_every_value_between_them(ends: list[tuple[int, int]], data: st.DataObject) -> None:
    held = [Estimate.between(Decimal(min(pair)), Decimal(max(pair))) for pair in ends]
    drawn = [Decimal(data.draw(st.integers(min(pair), max(pair)))) for pair in ends]
    total = counted(held, YEARS[: len(held)], "Fleet").total
    one = counted([Estimate.exact(value) for value in drawn], YEARS[: len(held)], "Fleet").total.central
    assert total.low is not None
    assert total.high is not None
    assert one is not None
    assert total.low <= one <= total.high
