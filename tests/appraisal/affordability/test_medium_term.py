"""The medium-term plan: what it has already closes no gap, and what rises by a rate of its own is told in cash."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.choices import Prices
from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.affordability.medium_term import MediumTermPlan, PlanYear, plan_of, rise
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Fund, FundingKind, Option, Project
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.lines import Line
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, flow

D = Decimal
YEARS = tuple(BASE.after(n) for n in range(4))
GAP = Gap({YEARS[n]: Estimate.exact(D(300)) for n in (1, 2, 3)}, prices=Prices.REAL)


def plan(flows: list[Flow], *, price_base: str = "real", gap: Gap = GAP) -> MediumTermPlan:
    """The plan of one project of a case over four years."""
    return finance(flows, price_base=price_base, gap=gap).medium_term_plan(WHOLE)


def finance(flows: list[Flow], *, price_base: str = "real", gap: Gap = GAP) -> Finance:
    records = FinanceRecords(gaps=(gap,))
    project = Project("Hub", tuple(flows))
    held = appraise(Case("Test", BASE, 4, price_base=price_base, discounting="0%", projects=(project,), finance=records)).finance
    assert held is not None
    return held


def central(years: tuple[PlanYear, ...], key: str) -> list[Decimal | None]:
    return [None if (amount := getattr(year, key)) is None else amount.central for year in years]


def each(row: object, *keys: str) -> list[Any]:
    """The likely figures of some amounts of a row."""
    return [getattr(row, key).central for key in keys]


def ends(amount: Estimate) -> list[Decimal]:
    """Both ends of an amount without their signs, the smaller first."""
    return sorted(abs(end) for end in (amount.low, amount.high) if end is not None)


def saving(amounts: list[int | None], *, in_plan: bool | None = None, inflation: str | None = None, kind: FlowKind = SAVING) -> Flow:
    made = flow(kind, amounts, cashable=True if kind is SAVING else None)
    return replace(made, recurring=True, in_plan=in_plan, inflation=None if inflation is None else D(inflation))


def test_what_the_plan_has_already_closes_no_gap() -> None:
    """A gap of £300 that was struck after £200 of savings: £50 more leaves £250, and counting the £200 twice would leave £50."""
    flows = [saving([None, 200, 200, 200], in_plan=True), saving([None, 50, 50, 80])]
    held = finance(flows)
    [years] = held.medium_term_plan(WHOLE).funds.values()
    assert central(years, "net") == [0, -250, -250, -280]
    assert central(years, "in_plan") == [0, -200, -200, -200]
    assert central(years, "new") == [0, -50, -50, -80]
    assert central(years, "before") == [None, 250, 250, 220]
    assert [each(year, "relief", "in_plan", "left") for year in held.gap] == [[50, 200, 250], [50, 200, 250], [80, 200, 220]]
    assert held.medium_term_plan(WHOLE).in_plan


def test_blank_is_taken_as_new_and_no_is_as_blank() -> None:
    blank, stated = (plan([saving([None, 50, 50, 50], in_plan=said)]) for said in (None, False))
    assert blank == stated
    [years] = blank.funds.values()
    assert central(years, "new") == central(years, "net") == [0, -50, -50, -50]
    assert not blank.in_plan


def test_a_cost_in_the_plan_adds_nothing_to_the_gap() -> None:
    held = finance([saving([None, 40, 40, 40], in_plan=True, kind=COST), saving([None, 100, 100, 100])])
    assert [each(year, "in_plan", "left") for year in held.gap] == [[-40, 200]] * 3


def test_borrowing_and_reserves_in_the_plan_are_there_already() -> None:
    """£1,000 over four years at 10%, whose life stands on the building: nothing of it is new, and neither are the reserves."""
    building = replace(flow(COST, [1000]), capital=True, in_plan=True, asset_life=4)
    loan = replace(flow(FUNDING, [1000], source=FundingKind.BORROWING), capital=True, in_plan=True, rate=D("0.1"))
    reserves = replace(flow(FUNDING, [None, 30], source=FundingKind.RESERVES), in_plan=True)
    fresh = replace(flow(FUNDING, [None, 20], source=FundingKind.RESERVES), line="Fresh")
    flows = [building, loan, reserves, fresh, saving([None, 100, 100, 100])]
    held = finance(flows, price_base="nominal", gap=replace(GAP, prices=Prices.CASH))
    [years] = held.medium_term_plan(WHOLE).funds.values()
    assert central(years, "financing") == [0, 350, 325, 300]
    assert central(years, "in_plan") == [0, 350, 325, 300]
    assert central(years, "new") == [0, -100, -100, -100]
    assert [each(year, "left", "after") for year in held.gap] == [[200, 180], [200, 200], [200, 200]]


def test_capital_cost_that_nothing_covers_is_new_unless_all_of_it_is_in_the_plan() -> None:
    new, old = (replace(flow(COST, [amount]), capital=True, line=str(amount)) for amount in (100, 40))
    gap = Gap({YEARS[0]: Estimate.exact(D(0))}, prices=Prices.REAL)
    [mixed] = plan([new, replace(old, in_plan=True)], gap=gap).funds.values()
    assert each(mixed[0], "new", "in_plan", "before") == [140, 0, 140]
    [had] = plan([replace(cost, in_plan=True) for cost in (new, old)], gap=gap).funds.values()
    assert each(had[0], "new", "in_plan", "before") == [0, 140, 0]


_AMOUNTS = st.lists(st.integers(0, 10**6), min_size=4, max_size=4)
_LINES = st.lists(
    st.tuples(st.sampled_from([COST, SAVING, INCOME]), _AMOUNTS, st.sampled_from([None, False, True]), st.sampled_from([None, True])),
    min_size=1,
    max_size=6,
)


@given(_LINES)
def test_what_is_new_and_what_the_plan_has_add_to_all_of_it(lines: list[tuple[FlowKind, list[int], bool | None, bool | None]]) -> None:
    """And what is left of a gap is the gap and what is new, whatever is in the plan, on each case."""
    made = [
        Line("Hub", replace(flow(kind, amounts, cashable=cashable), in_plan=in_plan, line=str(n)))
        for n, (kind, amounts, in_plan, cashable) in enumerate(lines)
    ]
    held = affordability(made, YEARS, gaps=[GAP])
    [years] = plan_of(held, held).funds.values()
    for year in years:
        assert year.new + year.in_plan == year.net
        if year.before is not None and year.gap is not None:
            assert year.before == year.gap + year.new
    without = affordability([line for line in made if not line.flow.in_plan], YEARS, gaps=[GAP])
    assert [(year.left, year.relief) for year in held.gap] == [(year.left, year.relief) for year in without.gap] or not without.gap


def test_a_line_rises_by_its_own_rate_from_the_year_it_is_entered_in() -> None:
    """£100 of pay at 3% a year is £103.00, £106.09 and £109.27 in the years after (the compound interest formula)."""
    gap = replace(GAP, prices=Prices.CASH)
    pay, rent = saving([100, 100, 100, 100], kind=COST, inflation="0.03"), saving([None, 50, 50, 50])
    held = plan([pay, rent], gap=gap)
    [years] = held.funds.values()
    assert (held.prices, held.rises_from) == ("cash", BASE)
    assert [line.flow for line in held.without_rate] == [rent]
    assert central(years, "inflation") == [0, 3, D("6.09"), D("9.2727")]
    assert central(years, "recurring") == [100, 50, 50, 50]
    assert central(years, "net") == [100, 53, D("56.09"), D("59.2727")]
    assert central(years, "change") == [100, -47, D("3.09"), D("3.1827")]
    assert central(years, "before") == [None, 353, D("356.09"), D("359.2727")]


def test_no_other_result_is_moved_by_a_rate() -> None:
    """Net present value, budget, cash and the gap stay as they are in the prices of the case: the Green Book's rates are real."""
    plain, rising = (finance([saving([100, 100, 100, 100], inflation=rate)]) for rate in (None, "0.05"))
    assert plain.money["Hub"] == rising.money["Hub"]
    assert plain.gap == rising.gap
    assert plain.affordability[WHOLE] == rising.affordability[WHOLE]
    assert plain.medium_term_plan(WHOLE) != rising.medium_term_plan(WHOLE)


def test_amounts_in_cash_do_not_rise_again() -> None:
    flows = [saving([100, 100, 100, 100], inflation="0.05")]
    held = plan(flows, price_base="nominal", gap=replace(GAP, prices=Prices.CASH))
    [years] = held.funds.values()
    assert (held.prices, held.rises_from) == ("cash", None)
    assert central(years, "net") == [-100] * 4


def test_a_gap_in_real_prices_is_taken_to_cash_too() -> None:
    """One that says nothing of its prices is in those of the case."""
    flows = [saving([100, 100, 100, 100], inflation="0.05")]
    stated, unstated = (plan(flows, gap=replace(GAP, prices=prices)) for prices in (Prices.REAL, None))
    assert stated == unstated
    [years] = stated.funds.values()
    gaps = [amount for amount in central(years, "gap") if amount is not None]
    assert gaps == sorted(gaps)
    assert 300 < gaps[0] < gaps[-1] < 400


@pytest.mark.parametrize("kind", [COST, SAVING, INCOME])
def test_a_range_rises_case_by_case_and_falls_so_too(kind: FlowKind) -> None:
    for rate in ("0.1", "-0.1"):
        ranged = replace(flow(kind, ["£100 to £200", "£100 to £200"], cashable=True), recurring=True, inflation=D(rate))
        [years] = plan([ranged]).funds.values()
        assert ends(years[1].net) == [100 * (1 + D(rate)), 200 * (1 + D(rate))]
        assert ends(years[1].inflation) == [10, 20]


def test_what_is_not_known_leaves_the_rise_of_the_rest_known() -> None:
    unknown = replace(flow(COST, [None, "not known"]), line="Fees", recurring=True)
    [years] = plan([saving([None, 100], inflation="0.1"), unknown]).funds.values()
    assert years[1].inflation == Estimate.exact(D(-10))
    assert years[1].net.high is None


def test_capital_and_funding_do_not_rise() -> None:
    grant = replace(flow(FUNDING, [None, 100], source=FundingKind.GRANT), inflation=D("0.5"))
    building = replace(flow(COST, [None, 100]), capital=True, inflation=D("0.5"))
    assert plan([grant, building]).rises_from is None


@given(st.decimals(-100, 100, places=2), st.integers(-20, 40))
def test_rising_is_undone_by_falling(percent: Decimal, span: int) -> None:
    risen = rise(percent / 100, span)
    assert risen >= 0
    if percent > -100:
        assert abs(risen * rise(percent / 100, -span) - 1) < D("1e-15")


def test_with_whole_costs_no_line_is_in_the_plan_by_itself() -> None:
    base = Option("Carry on", benchmark=True, flows=(flow(COST, [100, 100, 100, 100]),))
    new = Option("New", preferred=True, flows=(replace(flow(COST, [60, 60, 60, 60]), in_plan=True),))
    records = FinanceRecords(gaps=(GAP,))
    case = Case("Test", BASE, 4, options=(base, new), flows_are=FlowsAre.WHOLE_COSTS, discounting="0%", finance=records)
    held = appraise(case).finance
    assert held is not None
    assert [each(year, "relief", "in_plan") for year in held.gap] == [[40, 0]] * 3
    [years] = held.medium_term_plan("New").funds.values()
    assert [year.in_plan.is_nought for year in years] == [True] * 4
    assert list(held.medium_term_plan("New").funds) == [Fund.NOT_STATED]
