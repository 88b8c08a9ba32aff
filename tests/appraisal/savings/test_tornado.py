from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.case import Case, Flow, FlowsAre, Option, Project
from desktop.appraisal.discounting import schedule
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.net import option_money
from desktop.appraisal.savings.tornado import Bar, Driver, Tornado, tornado
from desktop.appraisal.why import action_of
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, flow
from tests.examples import examples

DO = "Take an edition that has one, or type real amounts."


def drawn(flows: list[Flow], *, horizon: int = 3, rate: str = "green book", price_base: str = "real", delay: int = 1) -> Tornado:
    case = Case("Test", BASE, horizon, price_base=price_base, discounting=rate)
    return tornado(case, Option("New", flows=tuple(flows)), schedule(rate), delay=delay)


def bar(found: Tornado, name: str) -> Bar:
    return next(one for one in found.bars if one.name == name)


def test_each_line_runs_from_its_worst_to_its_best() -> None:
    found = drawn(
        [flow(COST, ["£100 to £140"], line="ICT"), flow(SAVING, [0, "£150 to £190"], line="Staff"), flow(FUNDING, [50])], rate="0%"
    )
    assert found.npv == 50
    assert [one.name for one in found.bars] == ["ICT", "Staff", "Discount rate"]
    ict = bar(found, "ICT")
    assert ict.npv is not None
    assert [ict.npv.low, ict.npv.central, ict.npv.high, ict.width] == [30, 50, 70, 40]
    assert (ict.worst, ict.best) == ("£140", "£100")
    assert (bar(found, "Staff").worst, bar(found, "Staff").best) == ("£150", "£190")


def test_an_open_bound_is_no_point_and_comes_first() -> None:
    found = drawn(
        [flow(COST, [100], line="ICT"), flow(COST, ["not known"], line="Redundancy"), flow(SAVING, [0, "£150 to £190"], line="Staff")],
        rate="0%",
    )
    assert [one.name for one in found.bars] == ["Redundancy", "Staff"]
    first = found.bars[0]
    assert first.is_open
    assert first.npv is not None
    assert [first.npv.kind, first.npv.high, first.npv.low] == [Kind.AT_MOST, 70, None]
    assert first.worst == "no highest amount"
    assert found.npv is None
    assert found.bars[1].npv is None
    assert found.bars[1].change is not None
    assert [found.bars[1].change.low, found.bars[1].change.high, found.bars[1].width] == [-20, 20, 40]
    assert found.why == (
        "There is no most likely net present value: ‘Redundancy’ has no most likely figure. "
        "Only the lines are shown, by how far each moves it.",
    )


def test_up_to_has_a_width_and_no_middle() -> None:
    staff = drawn([flow(COST, [100]), flow(SAVING, ["up to £5m"], line="Staff")], rate="0%").bars[0]
    assert staff.change is None
    assert staff.width == 5_000_000
    assert staff.npv is not None
    assert [staff.npv.low, staff.npv.central, staff.npv.high] == [-100, None, 4_999_900]


def test_the_rate_the_delay_and_optimism_bias_have_bars() -> None:
    found = drawn([flow(COST, [100], line="ICT", bias="0.2", mitigation="0.5"), flow(SAVING, [0, 100, 100], line="Staff")])
    names = {one.driver: one for one in found.bars}
    assert set(names) == {Driver.OPTIMISM_BIAS, Driver.DISCOUNT_RATE, Driver.DELAY}
    bias = names[Driver.OPTIMISM_BIAS]
    assert [bias.width, bias.worst, bias.best] == [20, "Optimism bias with no mitigation", "No optimism bias"]
    rate = names[Driver.DISCOUNT_RATE]
    assert (rate.worst, rate.best) == ("Discount rate 1 percentage point higher", "Discount rate 1 percentage point lower")
    late = names[Driver.DELAY]
    assert late.npv is not None
    assert found.npv is not None
    # A year late, £100 is left, in the last year.
    assert (late.npv.low, late.npv.high) == (Decimal("93.35") - 110, found.npv)
    assert found.npv == Decimal("96.62") + Decimal("93.35") - 110


def test_a_rate_is_never_below_nothing() -> None:
    found = drawn([flow(COST, [100]), flow(SAVING, [0, 200])], rate="0%")
    rate = next(one for one in found.bars if one.driver is Driver.DISCOUNT_RATE)
    assert [rate.best, rate.npv and rate.npv.high] == ["Discount rate 1 percentage point lower", 100]


def test_all_unknown_and_fifty_billion() -> None:
    """Nothing known draws no end, and money past 32 bits of pence is exact."""
    unknown = drawn([flow(COST, ["not known"], line="ICT"), flow(SAVING, ["not known"], line="Staff")])
    assert [(one.name, one.is_open, one.npv) for one in unknown.bars] == [("ICT", True, None), ("Staff", True, None)]
    assert unknown.why[0].startswith("There is no most likely net present value: ‘ICT’, ‘Staff’ have no most likely figure.")
    large = drawn([flow(COST, ["£50bn to £50,000,000,000.02"], line="ICT")], rate="0%")
    assert (large.npv, large.bars[0].width) == (Decimal("-50000000000.01"), Decimal("0.02"))


def test_whole_costs_take_the_benchmark_the_other_way() -> None:
    base = Option("As is", benchmark=True, flows=(flow(COST, ["£100 to £140", 100], line="Staff"),))
    option = Option("New", flows=(flow(COST, [150, "£20 to £40"], line="Contract"),))
    case = Case("Test", BASE, 2, flows_are=FlowsAre.WHOLE_COSTS, discounting="0%", options=(base, option))
    found = tornado(case, option, schedule("0%"), benchmark=base)
    assert found.npv == 120 + 100 - 150 - 30
    staff = bar(found, "Staff (As is)")
    assert [staff.worst, staff.best, staff.width] == ["£200", "£240", 40]
    assert bar(found, "Contract").width == 20


def test_nothing_recorded_and_no_deflator() -> None:
    assert drawn([]).why == ("No costs or savings are recorded for New.",)
    early = Case("Test", replace(BASE, start=1980), 2, price_base="nominal")
    old = Project("Old", flows=(Flow("Staff", COST, {early.base_year: Estimate.exact(Decimal(1))}),))
    found = tornado(early, old, schedule("green book"))
    assert found.bars == ()
    assert found.why == ("No present values: there is no GDP deflator for 1980/81 and 1981/82.",)
    assert [action_of(reason) for reason in found.why] == [DO]


money_range = st.tuples(st.integers(-(10**15), 10**15), st.integers(0, 10**13)).map(
    lambda pair: Estimate.between(Decimal(pair[0]) / 100, Decimal(pair[0] + pair[1]) / 100)
)


@settings(deadline=None, max_examples=examples(40))
@given(costs=st.lists(money_range, min_size=1, max_size=4), savings=st.lists(money_range, min_size=1, max_size=4))
def test_a_bars_ends_are_what_the_appraisal_would_print(costs: list[Estimate], savings: list[Estimate]) -> None:
    flows = [flow(COST, costs, line="Cost", bias="0.07"), flow(SAVING, savings, line="Saving", bias="0.07")]
    case = Case("Test", BASE, 4)
    found = tornado(case, Option("New", flows=tuple(flows)), schedule("green book"))
    discounting = discounting_of(case, schedule("green book"))

    def npv(cost: list[Decimal | None], saving: list[Decimal | None]) -> Decimal | None:
        option = Option("New", flows=(flow(COST, cost, bias="0.07"), flow(SAVING, saving, bias="0.07")))
        worth = option_money(case, option, None, discounting).npv
        return None if worth is None else worth.central

    assert found.npv == npv([amount.central for amount in costs], [amount.central for amount in savings])
    for one in found.bars:
        if one.name == "Cost":
            assert one.npv is not None
            assert one.npv.low == npv([amount.high for amount in costs], [amount.central for amount in savings])
            assert one.npv.high == npv([amount.low for amount in costs], [amount.central for amount in savings])
    widths = [one.width for one in found.bars if one.width is not None]
    assert widths == sorted(widths, reverse=True)
