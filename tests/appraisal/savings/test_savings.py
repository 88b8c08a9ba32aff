from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowsAre, Option, Project
from desktop.appraisal.estimate import ZERO, Estimate, Kind
from desktop.appraisal.results import Money
from desktop.appraisal.why import on_screen
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, flow, money, net, whole_costs
from tests.examples import examples

DO = "Take an edition that has one, or type real amounts."


def point(amount: Estimate | None) -> Decimal:
    assert amount is not None
    assert amount.is_point
    assert amount.low is not None
    return amount.low


# Published examples. Each yearly present value is rounded to the penny before it is added, so an example printed to more places than
# that is run in units of a million pounds.
MILLION = 10**6


def in_millions(amounts: list[int]) -> list[Flow]:
    return net([amount * MILLION for amount in amounts])


def test_the_published_net_present_value() -> None:
    """3065.22267 at 8% (numpy-financial documentation)."""
    assert round(point(money(in_millions([-40000, 5000, 8000, 12000, 30000]), discounting="8%").npv) / MILLION, 5) == Decimal("3065.22267")


@pytest.mark.parametrize(
    ("rate", "first", "second"),
    [
        ("0%", "-2700", "-3500"),
        ("5%", "-2798.19", "-3612.24"),
        ("10%", "-2884.30", "-3710.74"),
    ],
)
def test_two_published_projects(rate: str, first: str, second: str) -> None:
    """numpy-financial tests: (−4000, 500, 800) and (−5000, 600, 900)."""
    assert round(point(money(in_millions([-4000, 500, 800]), discounting=rate).npv) / MILLION, 2) == Decimal(first)
    assert round(point(money(in_millions([-5000, 600, 900]), discounting=rate).npv) / MILLION, 2) == Decimal(second)


def test_the_published_rate_of_return() -> None:
    """0.0524 (numpy-financial tests), and none where the flows never change sign."""
    held = money(net([-150000, 15000, 25000, 35000, 45000, 60000]))
    assert held.irr is not None
    assert round(held.irr, 4) == Decimal("0.0524")
    never = money(net([40000, 5000, 8000, 12000, 30000]))
    assert never.irr is None
    assert "No rate of return: the yearly net amounts never change between cost and saving." in never.why


def test_the_published_optimism_bias() -> None:
    """Capital 100 in the base year, 20% mitigated by half: 110 (`greenbook` tests). Benefits fall by the same; funding stays."""
    held = money(
        [
            flow(COST, [100], bias="0.2", mitigation="0.5"),
            flow(SAVING, [0, 100], bias="0.2", mitigation="0.5"),
            flow(INCOME, [0, 50], bias="0.1"),
            flow(FUNDING, [40], bias="0.2"),
        ]
    )
    first, second = held.years
    assert [point(part) for part in (first.cost, second.saving_not_stated, second.income, first.funding)] == [110, 90, 45, 40]
    assert (held.cost_before_optimism_bias, held.cost_after_optimism_bias) == (Estimate.exact(Decimal(100)), Estimate.exact(Decimal(110)))
    assert (held.benefit_before_optimism_bias, held.benefit_after_optimism_bias) == (
        Estimate.exact(Decimal(150)),
        Estimate.exact(Decimal(135)),
    )


def test_the_ten_year_value_of_seed_004() -> None:
    """£0.5m to £0.75m a year, £0.625m in the middle, for ten years from year 1 at 3.5% is £5.198m (field.md, D4)."""
    npv = money([flow(SAVING, [None] + ["£0.5m to £0.75m"] * 10)]).npv
    assert npv is not None
    assert npv.kind is Kind.RANGE
    assert npv.central is not None
    assert round(npv.central, -3) == 5_198_000
    assert npv.low is not None
    assert round(npv.low, -2) == 4_158_300


# The table of years.


def test_a_year_is_taken_apart_and_added_up() -> None:
    held = money(
        [
            flow(COST, [1000, 100]),
            flow(SAVING, [None, 600], cashable=True),
            flow(SAVING, [None, 50], cashable=False),
            flow(SAVING, [None, 30]),
            flow(INCOME, [None, 20]),
            flow(FUNDING, [500]),
        ],
        discounting="10%",
        horizon=3,
    )
    year = held.years[1]
    parts = (
        year.cost,
        year.saving_cashable,
        year.saving_non_cashable,
        year.saving_not_stated,
        year.income,
        year.funding,
        year.net,
        year.cumulative,
        year.present_value,
    )
    assert [point(part) for part in parts] == [100, 600, 50, 30, 20, 0, 600, -400, Decimal("545.45")]
    assert [year.year for year in held.years] == [BASE, BASE.after(1), BASE.after(2)]
    assert held.years[2].net == ZERO
    assert point(held.npv) == Decimal("-454.55")
    assert held.npv_cashable is not None
    # What is not stated to be cashable counts on the high case alone.
    assert [held.npv_cashable.low, held.npv_cashable.central, held.npv_cashable.high] == [Decimal("-527.27"), Decimal("-527.27"), -500]
    assert point(held.budget_net) == 600 + 20 + 500 - 1100
    assert held.bcr == pytest.approx(Decimal("636.36") / Decimal("1090.91"))


def test_funding_does_not_touch_the_net() -> None:
    without = money([flow(COST, [1000]), flow(SAVING, [None, 1200])])
    funded = money([flow(COST, [1000]), flow(SAVING, [None, 1200]), flow(FUNDING, [1000])])
    assert (without.npv, without.payback_years, without.irr) == (funded.npv, funded.payback_years, funded.irr)
    assert funded.budget_net != without.budget_net


def test_paybacks_of_the_middle_the_ends_and_the_cashable_part() -> None:
    held = money(
        [flow(COST, [1000]), flow(SAVING, [None, *["£300 to £500"] * 5], cashable=True), flow(SAVING, [None, *[100] * 5], cashable=False)],
        discounting="0%",
    )
    assert held.payback_years == 2
    at_worst, at_best = held.payback_range
    assert at_worst == Decimal("2.5")
    assert at_best == pytest.approx(1 + Decimal(400) / 600)
    assert held.payback_cashable_years == Decimal("2.5")
    assert held.discounted_payback_years == 2
    dearer = money([flow(COST, [1000]), flow(SAVING, [None, *[500] * 5])], discounting="10%")
    assert dearer.payback_years == 2
    assert dearer.discounted_payback_years is not None
    assert round(dearer.discounted_payback_years, 3) == Decimal("2.352")


def test_no_payback_says_why() -> None:
    held = money([flow(COST, [1000, 500]), flow(SAVING, [None, 100])])
    assert held.payback_years is None
    assert "No payback: the savings do not pay the costs back by 2012/13." in held.why
    assert money([flow(SAVING, [0, 100])]).payback_years == 0


def test_the_equivalent_annual_value_spreads_the_value_over_the_years_after_the_base_year() -> None:
    held = money([flow(COST, [1000]), flow(SAVING, [None, 600, 600])], discounting="10%")
    assert point(held.equivalent_annual) == round(Decimal("41.32") / (1 / Decimal("1.1") + 1 / Decimal("1.21")), 2)
    alone = money([flow(COST, [1000])])
    assert alone.equivalent_annual is None
    assert any(sentence.startswith("No equivalent annual value") for sentence in alone.why)


def test_no_cost_means_no_ratio() -> None:
    held = money([flow(SAVING, [None, 100])])
    assert held.bcr is None
    assert "No ratio of benefits to costs: no cost is recorded against the benchmark." in held.why


# What is not known.


def test_an_unknown_cost_is_not_nothing() -> None:
    held = money([flow(SAVING, [None, "£0.3m"], cashable=True), flow(COST, [None, "not known"])], discounting="0%")
    assert held.npv is not None
    assert held.npv.total_words() == "at most £300,000; 1 amount not yet known"
    assert held.years[1].net.unknown == 1
    assert (held.bcr, held.irr, held.payback_years, held.payback_cashable_years) == (None, None, None, None)
    assert held.payback_range == (None, Decimal(0))
    assert any(sentence.startswith("An amount has no most likely figure") for sentence in held.why)


def test_bounds_stay_bounds_in_the_net_present_value() -> None:
    held = money([flow(SAVING, [None, "up to £5m"]), flow(SAVING, [None, "in excess of £4.5m"])], discounting="0%")
    assert held.npv is not None
    assert (held.npv.kind, held.npv.low, held.npv.high) == (Kind.AT_LEAST, Decimal(4_500_000), None)
    assert held.npv.assumed_floor


def test_an_option_with_nothing_recorded_has_no_money() -> None:
    case = Case("Test", BASE, 3, options=(Option("As is", benchmark=True), Option("New"), Option("Blank", flows=(Flow("x", COST, {}),))))
    result = appraise(case)
    assert result.option("New").money == Money(why=("No costs or savings are recorded for New.",))
    assert result.option("Blank").money == Money(why=("No costs or savings are recorded for Blank.",))


# The benchmark.


def test_the_benchmark_is_nought_against_itself() -> None:
    case = Case("Test", BASE, 2, options=(Option("As is", benchmark=True), Option("New", flows=(flow(COST, [1]),))))
    held = appraise(case).option("As is").money
    assert held.npv == held.npv_cashable == held.budget_net == held.equivalent_annual == ZERO
    assert (held.bcr, held.irr, held.payback_years, held.payback_cashable_years) == (None, None, None, None)
    assert held.payback_range == (None, None)
    assert len(held.years) == 2
    assert held.years[1].net == held.years[1].cumulative == held.years[1].present_value == ZERO


def test_whole_costs_are_measured_against_the_benchmark() -> None:
    case = whole_costs(
        [flow(COST, [100, 100], cashable=True), flow(COST, [50, 50]), flow(INCOME, [10, 10])],
        [flow(COST, [150, 40], cashable=True), flow(COST, [50, 20], cashable=False), flow(INCOME, [10, 15]), flow(FUNDING, [7])],
        2,
    )
    result = appraise(case)
    first, second = result.option("New").money.years
    assert [
        point(part)
        for part in (
            first.cost,
            first.saving_cashable,
            first.saving_non_cashable,
            first.saving_not_stated,
            first.income,
            first.funding,
            first.net,
        )
    ] == [0, -50, -50, 50, 0, 7, -50]
    assert [
        point(part) for part in (second.saving_cashable, second.saving_non_cashable, second.saving_not_stated, second.income, second.net)
    ] == [60, -20, 50, 5, 95]
    assert result.option("New").money.bcr is None
    assert result.option("As is").money.npv == ZERO
    assert result.option("New").money.cost_after_optimism_bias == Estimate.exact(Decimal(260))


def test_the_funding_of_whole_costs_is_what_is_had_beyond_the_benchmark() -> None:
    case = whole_costs(
        [flow(COST, [100, 100], cashable=True), flow(FUNDING, [30, 10])],
        [flow(COST, [90, 80], cashable=True), flow(FUNDING, [40, None])],
        2,
    )
    held = appraise(case).option("New").money
    assert [point(year.funding) for year in held.years] == [10, -10]
    assert point(held.budget_net) == 30
    assert point(held.npv_cashable) == 10 + Decimal("19.32")
    assert {year.funding for year in appraise(case).option("As is").money.years} == {ZERO}


def test_whole_costs_need_a_benchmark_with_costs_and_refuse_savings() -> None:
    alone = Case("Test", BASE, 1, flows_are=FlowsAre.WHOLE_COSTS, options=(Option("New", flows=(flow(COST, [1]),)),))
    held = appraise(alone).option("New").money
    assert held.npv is None
    assert held.why == ("Flows are whole costs, and no option is the benchmark that the others are measured against.",)
    assert appraise(whole_costs([], [flow(COST, [1])], 1)).option("New").money.why == ("No costs are recorded for the benchmark, As is.",)
    assert appraise(whole_costs([flow(COST, [1])], [], 1)).option("New").money.why == ("No costs are recorded for New.",)
    with pytest.raises(KnownTrouble, match="New has a saving, and flows are whole costs"):
        appraise(whole_costs([flow(COST, [1])], [flow(COST, [1]), flow(SAVING, [1])], 1))


YEARLY = st.lists(st.integers(0, 10**9), min_size=4, max_size=4)


@settings(max_examples=examples(50))
@given(YEARLY, YEARLY, YEARLY, st.sampled_from(["green book", "7%"]), st.sampled_from([True, False, None]))
def test_whole_costs_equal_the_changes_they_make(
    base: list[int], own: list[int], income: list[int], discounting: str, cashable: bool | None
) -> None:
    """A saving is the benchmark's cost less the option's own: the money results are those of recording the difference."""
    whole = whole_costs([flow(COST, base, cashable=cashable)], [flow(COST, own, cashable=cashable), flow(INCOME, income)], 4)
    against = appraise(replace(whole, discounting=discounting)).option("New").money
    changes = money(
        [flow(SAVING, [then - now for then, now in zip(base, own, strict=True)], cashable=cashable), flow(INCOME, income)],
        discounting=discounting,
    )
    assert against.years == changes.years
    for key in (
        "npv",
        "npv_cashable",
        "budget_net",
        "irr",
        "bcr",
        "payback_years",
        "payback_range",
        "payback_cashable_years",
        "discounted_payback_years",
        "equivalent_annual",
    ):
        assert getattr(against, key) == getattr(changes, key)


def test_a_benchmark_of_changes_has_no_flows() -> None:
    with pytest.raises(KnownTrouble, match="As is is the benchmark, and amounts are changes from it"):
        appraise(Case("Test", BASE, 1, options=(Option("As is", benchmark=True, flows=(flow(COST, [1]),)),)))
    with pytest.raises(KnownTrouble, match="mark one only"):
        appraise(Case("Test", BASE, 1, options=(Option("A", benchmark=True), Option("B", benchmark=True))))


def test_flows_outside_the_horizon_are_left_out() -> None:
    """An import refuses them (`interchange.md`, Time); where a case comes to hold one, the figures leave it out and say so."""
    assert money([flow(COST, [1, 1, 1])], horizon=2).npv == money([flow(COST, [1, 1])], horizon=2).npv
    held = Case("Test", BASE, 2, options=(Option("New", flows=(flow(COST, [1, 1, 1]),)),))
    assert "‘cost’ of New has an amount in 2013/14 that is left out: the years are 2011/12 to 2012/13." in appraise(held).why
    none = appraise(replace(held, horizon=0)).option("New").money
    assert (none.years, none.npv, none.why) == ((), None, ("The horizon of Test is 0 years.",))


def test_a_benefit_cannot_be_lowered_below_nothing() -> None:
    with pytest.raises(KnownTrouble, match="type 100% or less"):
        money([flow(SAVING, [1], bias="2")])
    assert point(money([flow(COST, [1], bias="2")]).years[0].cost) == 3


# Prices.


def test_nominal_flows_are_deflated_before_green_book_discounting() -> None:
    """2011/12 = 71.10785 and 2012/13 = 72.316925 from the Treasury's calendar years; yearly amounts stay as entered."""
    held = money([flow(COST, [1000]), flow(SAVING, [None, 2000])], price_base="nominal")
    value = Decimal(2000) * Decimal("71.10785") / Decimal("72.316925") / Decimal("1.035")
    assert point(held.years[1].present_value) == round(value, 2)
    assert point(held.years[1].net) == 2000
    assert point(held.npv) == round(value, 2) - 1000


def test_a_flat_rate_meets_nominal_flows_as_entered() -> None:
    assert money(net([-1000, 2000]), price_base="nominal", discounting="8%").npv == money(net([-1000, 2000]), discounting="8%").npv


def test_without_a_deflator_there_is_no_present_value() -> None:
    early = FinancialYear(1988)
    case = Case(
        "Test",
        early,
        3,
        price_base="nominal",
        options=(Option("New", flows=(Flow("x", SAVING, {early.after(1): Estimate.exact(Decimal(5))}),)),),
    )
    held = appraise(case).option("New").money
    assert (held.npv, held.npv_cashable, held.bcr, held.equivalent_annual, held.discounted_payback_years) == (None, None, None, None, None)
    assert f"No present values: there is no GDP deflator for 1988/89 and 1989/90. {DO}" in map(on_screen, held.why)
    assert held.years[1].present_value.kind is Kind.NOT_KNOWN
    assert point(held.years[1].cumulative) == 5


def test_past_the_last_deflator_prices_rise_by_what_the_case_assumes_and_it_is_said() -> None:
    case = Case(
        "Test",
        FinancialYear(2023),
        3,
        price_base="nominal",
        options=(Option("New", flows=(Flow("x", SAVING, {FinancialYear(2025): Estimate.exact(Decimal(5))}),)),),
    )
    without = appraise(case)
    assert without.option("New").money.npv is None
    assert any(
        "the GDP deflators of December 2025 end in 2023/24, and the case assumes no inflation for 2024/25 and 2025/26." in said
        for said in without.sentences
    )
    held = appraise(replace(case, assumed_inflation=Decimal("0.02")))
    assert held.option("New").money.npv == Estimate.exact(round(Decimal(5) / Decimal("1.02") ** 2 / Decimal("1.035") ** 2, 2))
    assert any("from 2024/25 on with inflation of 2% a year, which this case assumes" in said for said in held.sentences)


def test_projects_have_the_same_money_results() -> None:
    flows = tuple(net([-1000, 400, 400, 400]))
    result = appraise(Case("Test", BASE, 4, projects=(Project("Fleet", flows), Project("Legal")), flows_are=FlowsAre.WHOLE_COSTS))
    assert result.projects[0].money == money(flows)
    assert result.projects[1].money.why == ("No costs or savings are recorded for Legal.",)


# An independent recomputation, in floats and by other means.


@pytest.mark.parametrize("seed", range(20))
def test_a_random_case_recomputed_in_floats(seed: int) -> None:
    dice = random.Random(seed)
    length, rate = dice.randint(2, 40), dice.choice([None, 4.0, 8.0])
    flows, lows, highs, cash = [], [0.0] * length, [0.0] * length, [0.0] * length
    for _ in range(dice.randint(1, 6)):
        kind, cashable = dice.choice([COST, SAVING, INCOME, FUNDING]), dice.choice([True, False, None])
        bias, mitigation = dice.randint(0, 60) / 100, dice.randint(0, 100) / 100
        amounts: list[str | None] = []
        up, down = 1 + bias * (1 - mitigation), 1 - bias * (1 - mitigation)
        for year in range(length):
            low = dice.randint(0, 10**8) / 100
            high = low + dice.randint(0, 10**6) / 100
            if dice.random() < 0.3:
                amounts.append(None)
                continue
            amounts.append(f"{low:.2f} to {high:.2f}")
            middle = round((low + high) / 2 + 1e-9, 2)
            if kind is COST:
                lows[year], highs[year] = lows[year] - high * up, highs[year] - low * up
                cash[year] -= middle * up
            elif kind is not FUNDING:
                lows[year], highs[year] = lows[year] + low * down, highs[year] + high * down
                cash[year] += middle * down if cashable or kind is INCOME else 0
        flows.append(flow(kind, amounts, cashable=cashable, bias=f"{bias:.2f}", mitigation=f"{mitigation:.2f}"))
    if not any(one.amounts for one in flows):
        flows.append(flow(COST, [0]))
    held = money(flows, horizon=length, discounting="green book" if rate is None else f"{rate}%")

    def factor(year: int) -> float:
        if rate is not None:
            return float((1 + rate / 100) ** -year)
        return float(1.035 ** -min(year, 30) * 1.03 ** -max(year - 30, 0))

    def value(amounts: list[float]) -> float:
        return sum(amount * factor(year) for year, amount in enumerate(amounts))

    assert held.npv is not None
    assert held.npv_cashable is not None
    near = 0.02 * length
    assert [float(held.npv.low or 0), float(held.npv.high or 0)] == pytest.approx([value(lows), value(highs)], abs=near)
    assert float(held.npv_cashable.central or 0) == pytest.approx(value(cash), abs=near)
    assert sum((year.present_value.low or Decimal(0) for year in held.years), Decimal(0)) == held.npv.low
    for case, yearly in zip(held.payback_range, (lows, highs), strict=True):
        totals = [sum(yearly[: year + 1]) for year in range(length)]
        if case is None:
            assert totals[-1] < 0.01
        elif case == 0:
            assert min(totals) > -0.01
        else:
            year = int(case) if case != int(case) else int(case) - 1
            assert totals[year] + (totals[year + 1] - totals[year]) * (float(case) - year) == pytest.approx(0, abs=0.1)
            assert min(totals[year + 1 :]) > -0.01
