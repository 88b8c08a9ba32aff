"""Subtotals of lines, a line before and after optimism bias, the conditions lines hang on, and results on three cases."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, Project
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.line_sums import before_and_after, conditions, net_by_year
from desktop.appraisal.savings.reference_classes import reference_classes
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.years import FinancialYear

BASE = FinancialYear(2014)
YEARS = [BASE.after(n) for n in range(4)]
_COST, _SAVING, _INCOME, _FUNDING = FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING


def flow(kind: FlowKind, *amounts: int | Estimate, bias: str = "0", condition: str = "", cashable: bool | None = None) -> Flow:
    """A line with an amount a year from the base year."""
    held = {BASE.after(n): each if isinstance(each, Estimate) else Estimate.exact(Decimal(each)) for n, each in enumerate(amounts)}
    return Flow(f"{kind} line", kind, held, optimism_bias=Decimal(bias), condition=condition, cashable=cashable)


def test_net_is_savings_and_income_less_costs_after_optimism_bias_and_funding_is_no_part_of_it() -> None:
    found = net_by_year([flow(_COST, 100, bias="0.5"), flow(_SAVING, 0, 80, bias="0.25"), flow(_INCOME, 10), flow(_FUNDING, 999)], YEARS)
    assert {year.start: net.low for year, net in found.items()} == {2014: Decimal(-140), 2015: Decimal(60)}


def test_a_year_without_an_amount_has_no_net_and_one_outside_is_left_out() -> None:
    assert net_by_year([flow(_SAVING, 1, 2, 3)], YEARS[1:2]) == {YEARS[1]: Estimate.exact(Decimal(2))}
    assert net_by_year([], YEARS) == {}


def test_a_net_over_an_unknown_is_no_point() -> None:
    (net,) = net_by_year([flow(_SAVING, 100), flow(_COST, NOT_KNOWN)], YEARS).values()
    assert (net.low, net.high, net.unknown) == (None, Decimal(100), 1)


@given(st.lists(st.tuples(st.sampled_from(list(FlowKind)), st.integers(0, 10**6), st.integers(0, 3)), max_size=12))
def test_subtotals_add_up_to_the_net_of_the_whole(parts: list[tuple[FlowKind, int, int]]) -> None:
    flows = [Flow("a", kind, {BASE.after(n): Estimate.exact(Decimal(amount))}) for kind, amount, n in parts]
    whole = net_by_year(flows, YEARS)
    halves = [net_by_year(part, YEARS) for part in (flows[::2], flows[1::2])]
    for year, net in whole.items():
        assert net == Estimate.sum(half[year] for half in halves if year in half)


def test_both_figures_of_a_line() -> None:
    assert [each.low for each in before_and_after(flow(_COST, 100, 100, bias="0.24"))] == [200, 248]
    assert [each.low for each in before_and_after(flow(_SAVING, 100, bias="0.24"))] == [100, 76]


def test_conditions_are_told_once_with_what_hangs_on_them() -> None:
    found = conditions(
        [
            flow(_SAVING, 0, 50, condition="Subject to national changes"),
            flow(_COST, 20, condition="subject to National changes "),
            flow(_SAVING, 9),
        ]
    )
    assert [(each.condition, each.lines, each.net.low) for each in found] == [
        ("Subject to national changes", ("saving line", "cost line"), Decimal(30))
    ]


def test_three_cases_are_low_likely_and_high() -> None:
    saving = flow(_SAVING, 0, *[Estimate.between(Decimal(50), Decimal(100))] * 3, cashable=True)
    case = Case("c", BASE, 4, projects=(Project("P", (flow(_COST, 120), saving)),))
    low, likely, high = three_cases(appraise(case).projects[0].money)
    assert [each.net for each in (low, likely, high)] == [Decimal(30), Decimal(105), Decimal(180)]
    assert [each.payback for each in (low, likely, high)] == [Decimal("2.4"), Decimal("1.6"), Decimal("1.2")]
    assert low.payback == low.cashable_payback
    assert likely.switching is not None


def test_what_is_not_stated_cashable_pays_nothing_back_in_cash() -> None:
    case = Case("c", BASE, 3, projects=(Project("P", (flow(_COST, 100), flow(_SAVING, 0, 90, 90))),))
    _, likely, _ = three_cases(appraise(case).projects[0].money)
    assert likely.payback is not None
    assert (likely.cashable_payback, likely.cashable_known) == (None, True)


def test_the_reference_classes_are_those_of_mott_macdonald_2002_table_2() -> None:
    """Capital: 24/2, 51/4, 44/3, 66/6, 200/10; operating, outsourcing: 41/0."""
    assert [(int(each.upper), int(each.lower)) for each in reference_classes()] == [(24, 2), (51, 4), (44, 3), (66, 6), (200, 10), (41, 0)]
