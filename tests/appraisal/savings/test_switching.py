from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.case import Case, Flow, FlowsAre, Option
from desktop.appraisal.discounting import PRECISE, schedule
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.discounting_terms import Discounting, discounting_of
from desktop.appraisal.savings.net import option_money
from desktop.appraisal.savings.switching import Switching, SwitchingValues, delayed, switching_sentences, switching_values
from tests.appraisal.cases import BASE, COST, INCOME, SAVING, flow
from tests.examples import examples


def switching(flows: list[Flow], *, rate: str = "green book", horizon: int | None = None, price_base: str = "real") -> SwitchingValues:
    length = horizon or 1 + max(year.since(BASE) for one in flows for year in one.amounts)
    option = Option("New", flows=tuple(flows))
    case = Case("Test", BASE, length, price_base=price_base, discounting=rate, options=(option,))
    discounting = discounting_of(case, schedule(rate))
    return switching_values(option_money(case, option, None, discounting).years, discounting)


def test_the_green_books_switching_value() -> None:
    """The value at which the net present value is nothing: £100 spent and £150 saved at 0% may both change by 50 in 100 and in 150."""
    found = switching([flow(COST, [100]), flow(SAVING, [0, 150])], rate="0%").central
    assert found.costs == Decimal("0.5")
    assert found.savings is not None
    assert abs(found.savings + Decimal(1) / 3) < Decimal("1e-27")


def test_a_delay_loses_what_slips_past_the_horizon() -> None:
    """£100 spent, £40 saved in each of four years at 0%: two years late £80 is left, so half of the second year is too much."""
    assert switching([flow(COST, [100]), flow(SAVING, [0, 40, 40, 40, 40])], rate="0%").central.delay_years == Decimal("1.5")


def test_income_counts_as_a_saving() -> None:
    with_income = switching([flow(COST, [100]), flow(INCOME, [0, 150])], rate="3.5%")
    assert with_income == switching([flow(COST, [100]), flow(SAVING, [0, 150])], rate="3.5%")


def test_each_case_has_its_own_values() -> None:
    found = switching([flow(COST, ["£100 to £120"]), flow(SAVING, [0, "£110 to £300"])], rate="0%")
    assert found.low.costs is not None
    assert found.low.costs < 0
    assert found.low.delay_years is None
    assert found.high.costs == 2
    assert found.central.costs is not None
    assert found.low.costs < found.central.costs < found.high.costs


def test_an_open_bound_leaves_the_other_cases() -> None:
    """A cost not yet known has no most likely figure and no highest, so only the best case has values."""
    found = switching([flow(COST, [100, "not known"]), flow(SAVING, [0, 150])], rate="0%")
    assert found.central.costs is None
    assert found.central.why == (
        "No switching values on the most likely case: an amount has no most likely figure, only a bound, or is not known.",
    )
    assert found.low.costs is None
    assert found.high.costs == Decimal("0.5")


@pytest.mark.parametrize(
    ("flows", "costs", "savings", "delay", "why"),
    [
        ([flow(SAVING, [0, 100])], None, Decimal(-1), None, "No switching value of costs: the costs are worth £0 in present value."),
        ([flow(COST, [100, 0])], Decimal(-1), None, None, "No switching value of savings: the savings are worth £0 in present value."),
        (
            [flow(COST, [100]), flow(SAVING, [0, 50])],
            Decimal("-0.5"),
            Decimal(1),
            None,
            "No switching value of delay: the net present value is below £0 without one.",
        ),
        (
            [flow(COST, [100]), flow(SAVING, [0, -50])],
            None,
            None,
            None,
            "No switching value of costs: even with none the net present value is below £0.",
        ),
        (
            [flow(COST, [-100]), flow(SAVING, [0, 50])],
            None,
            None,
            None,
            "No switching value of savings: even with none the net present value is above £0.",
        ),
        ([flow(COST, [100]), flow(SAVING, [0, 100])], Decimal(0), Decimal(0), Decimal(0), ""),
    ],
)
def test_where_there_is_none_it_says_why(
    flows: list[Flow], costs: Decimal | None, savings: Decimal | None, delay: Decimal | None, why: str
) -> None:
    found = switching(flows, rate="0%").central
    assert (found.costs, found.savings, found.delay_years) == (costs, savings, delay)
    assert (why in found.why) == bool(why)


def test_no_deflator_is_told() -> None:
    early = Option("New", flows=(flow(COST, [1]),))
    held = Discounting((None,), (Decimal(1),), ("No present values: there is no GDP deflator for 1980/81.",))
    years = option_money(Case("Test", BASE, 1, options=(early,)), early, None, discounting_of(Case("Test", BASE, 1), schedule("0%"))).years
    assert switching_values(years, held).central == Switching(why=held.notes)


def test_nothing_recorded() -> None:
    assert switching_values((), Discounting((), ())).central.why == ("No switching values: no costs or savings are recorded.",)


@pytest.mark.parametrize("horizon", [1, 300])
def test_the_shortest_and_the_longest_horizon(horizon: int) -> None:
    """Three centuries of small savings at falling rates, and a base year alone."""
    found = switching([flow(COST, [1000]), flow(SAVING, [1001, *[Decimal("0.01")] * (horizon - 1)])], horizon=horizon).central
    assert found.costs is not None
    assert 0 < found.costs < Decimal("0.01")
    assert found.delay_years is not None
    assert 0 < found.delay_years < 1


def test_whole_costs_are_measured_on_the_options_own_cost() -> None:
    """As is costs £100 a year for three years; New costs £150 and then £50: it saves £50 on £250, and half a year late £0 of it."""
    option = Option("New", flows=(flow(COST, [150, 50, 50]),))
    base = Option("As is", benchmark=True, flows=(flow(COST, [100, 100, 100]),))
    case = Case("Test", BASE, 3, flows_are=FlowsAre.WHOLE_COSTS, discounting="0%", options=(base, option))
    discounting = discounting_of(case, schedule("0%"))
    years = option_money(case, option, base, discounting).years
    found = switching_values(years, discounting, [option.flows[0].amounts[year] for year in case.years]).central
    assert found.costs == Decimal("0.2")
    assert found.savings == -1
    assert found.delay_years == 1


def test_sentences() -> None:
    found = switching_sentences(switching([flow(COST, [100]), flow(SAVING, [0, 40, 40, 40, 40])], rate="0%").central)
    assert found == (
        "Costs could rise by 60% before the net present value is £0.",
        "Savings could fall by 37.5% before the net present value is £0.",
        "Savings could come 1 year 6 months later before the net present value is £0.",
    )
    worse = switching_sentences(switching([flow(COST, [100]), flow(SAVING, [0, 50])], rate="0%").central)
    assert worse[:2] == (
        "Costs would have to fall by 50% for the net present value to reach £0.",
        "Savings would have to rise by 100% for the net present value to reach £0.",
    )


amounts = st.lists(st.integers(0, 5_000_000_000_00).map(lambda pence: Decimal(pence) / 100), min_size=1, max_size=12)


@settings(deadline=None, max_examples=examples(60))
@given(costs=amounts, savings=amounts, rate=st.sampled_from(["green book", "0%", "8%"]))
def test_the_net_present_value_at_a_switching_value_is_nothing(costs: list[Decimal], savings: list[Decimal], rate: str) -> None:
    """Within a penny, on amounts past 32 bits of pence too (£50bn)."""
    horizon = max(len(costs), len(savings))
    costs += [Decimal(0)] * (horizon - len(costs))
    savings += [Decimal(0)] * (horizon - len(savings))
    found = switching([flow(COST, costs), flow(SAVING, savings)], rate=rate, horizon=horizon).central
    factors = [schedule(rate).factor(year) for year in range(horizon)]

    def worth(cost: Decimal = Decimal(1), saving: Decimal = Decimal(1), late: Decimal = Decimal(0)) -> Decimal:
        whole = int(late)
        part = late - whole
        slipped = zip(delayed(savings, whole), delayed(savings, whole + 1), strict=True)
        moved = [early * (1 - part) + later * part for early, later in slipped]
        return sum((factor * (gain * saving - spent * cost) for factor, gain, spent in zip(factors, moved, costs, strict=True)), Decimal(0))

    with localcontext(PRECISE):
        if found.costs is not None:
            assert abs(worth(cost=1 + found.costs)) < Decimal("0.01")
        if found.savings is not None:
            assert abs(worth(saving=1 + found.savings)) < Decimal("0.01")
        if found.delay_years is not None:
            assert 0 <= found.delay_years <= horizon
            assert abs(worth(late=found.delay_years)) < Decimal("0.01")
        elif worth() >= 0 and any(costs):
            assert sum(costs) == 0


@settings(deadline=None, max_examples=examples(40))
@given(ends=st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=2, max_size=6))
def test_a_better_case_never_has_less_room(ends: list[tuple[int, int]]) -> None:
    held = [Estimate.between(Decimal(min(pair)), Decimal(max(pair))) for pair in ends]
    found = switching([flow(COST, [100]), flow(SAVING, [0, *held])])
    known = [case.costs for case in (found.low, found.central, found.high) if case.costs is not None]
    assert known == sorted(known)
