"""A series gives what the Estimates' own arithmetic gives, year by year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, without_conditions
from desktop.appraisal.case import Case, Option, Project
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.money_before import money_before
from desktop.appraisal.savings.targets import Target
from desktop.appraisal.series import Series
from tests.appraisal.cases import BASE, COST, SAVING, flow, whole_costs

pence = st.integers(-(10**13), 10**13).map(lambda amount: Decimal(amount) / 100)


@st.composite
def amounts(draw: st.DrawFn) -> Estimate:
    low, likely, high = sorted(draw(pence) for _ in range(3))
    return draw(
        st.sampled_from(
            [
                ZERO,
                NOT_KNOWN,
                Estimate.exact(low),
                Estimate.about(low),
                Estimate.between(low, high, likely),
                Estimate.at_least(low),
                Estimate.at_most(abs(high)),
                Estimate.between(low, high, approximate=True),
            ]
        )
    )


factors = st.one_of(st.none(), st.decimals("0.0001", "1.5", places=12))
years = st.lists(st.tuples(amounts(), amounts(), factors), min_size=1, max_size=6)


@given(years)
def test_a_series_adds_takes_away_accumulates_and_discounts_as_estimates_do(held: list[tuple[Estimate, Estimate, Decimal | None]]) -> None:
    with localcontext(PRECISE):
        first, second, factor = [each[0] for each in held], [each[1] for each in held], [each[2] for each in held]
        one, other = Series.of(first), Series.of(second)
        assert one.plus(other).estimates() == [Estimate.sum(pair) for pair in zip(first, second, strict=True)]
        nets = [gain - cost for gain, cost in zip(first, second, strict=True)]
        net = one.plus(other.negative())
        assert net.estimates() == nets
        assert net.running().estimates() == list(accumulate(nets))
        assert net.total() == Estimate.sum(nets)
        opened = Estimate.derived(None, None, None)
        assert net.present(factor).estimates() == [
            opened if by is None else amount.scaled(by).to_pence() for amount, by in zip(nets, factor, strict=True)
        ]
        assert net.column(net.central) == [amount.central for amount in nets]


def test_nothing_is_no_series() -> None:
    assert Series.sum([]) is None
    assert Series.of([ZERO, ZERO]).estimates() == [ZERO, ZERO]


def test_money_is_kept_only_on_the_same_bases() -> None:
    saving, cost = flow(SAVING, ["£1m to £2m"] * 2), flow(COST, [500])
    options = Option("As is", benchmark=True), Option("New", flows=(saving,))
    case = Case("Test", BASE, 3, options=options, projects=(Project("P", (cost,)),))
    before = appraise(case)
    assert set(money_before(before, case, case.options[0])) == {"As is", "New", "P"}
    assert money_before(None, case, case.options[0]) == {}
    for changed in (replace(case, horizon=4), replace(case, discounting="8%"), replace(case, price_base="nominal")):
        assert money_before(before, changed, changed.options[0]) == {}
        assert appraise(changed, before) == appraise(changed)
    edited = replace(case, projects=(Project("P", (flow(COST, [501]),)),))
    assert set(money_before(before, edited, case.options[0])) == {"As is", "New"}
    assert appraise(edited, before) == appraise(edited)
    crossed = replace(case, options=(replace(case.options[0], benchmark=False), replace(case.options[1], flows=(), benchmark=True)))
    assert appraise(crossed, before) == appraise(crossed)


def test_whole_costs_lean_on_the_benchmark() -> None:
    case = whole_costs([flow(COST, [100, 100])], [flow(COST, [150, 20])], 2)
    before = appraise(case)
    assert set(money_before(before, case, case.options[0])) == {"As is", "New"}
    dearer = replace(case, options=(replace(case.options[0], flows=(flow(COST, [100, 200]),)), case.options[1]))
    assert money_before(before, dearer, dearer.options[0]) == {}
    assert appraise(dearer, before) == appraise(dearer)
    without = replace(case, options=(replace(case.options[0], benchmark=False), case.options[1]))
    assert money_before(before, without, None) == {}


def test_an_edit_and_a_what_if_work_out_only_what_changes() -> None:
    """Gains and money of a project whose lines are the very same are the very same; what is worked out again is as if all were."""
    subject = replace(flow(SAVING, [None, 60, 60, 60], cashable=True), recurring=True, condition="Subject to national changes")
    steady = Project("Steady", (flow(COST, [100]), replace(subject, condition="")))
    loose = Project("Loose", (flow(COST, [100]), subject))
    case = Case(
        "Test",
        BASE,
        4,
        projects=(steady, loose),
        finance=FinanceRecords(targets=(Target("NI 179", Estimate.exact(Decimal(1000)), {BASE.after(1): Decimal("0.03")}),)),
    )
    before = appraise(case)
    assert before.finance is not None
    first, second = before.finance.gains
    what_if = without_conditions(before, ["subject to national changes"])
    assert what_if.case.projects[0] is steady
    assert what_if.projects[0].money == before.projects[0].money
    assert what_if.finance is not None
    assert what_if.finance.gains[0] is first
    assert what_if.finance.gains[1] is not second
    edited = replace(case, projects=(steady, replace(loose, flows=(flow(COST, [90]), subject))))
    after, anew = appraise(edited, before), appraise(edited)
    assert after.finance is not None
    assert anew.finance is not None
    assert after.finance.gains[0] is first
    assert after == anew
    assert after.finance.progress == anew.finance.progress
    longer = appraise(replace(case, horizon=5), before)
    assert longer.finance is not None
    assert longer.finance.gains[0] is not first
