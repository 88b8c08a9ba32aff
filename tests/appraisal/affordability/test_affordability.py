from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.funding import FundingRecord, awarded_by_kind, funding_statement
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.case import FlowKind, Fund, FundingKind, FundingStatus
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.lines import Line
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, Amount, estimate, flow

YEARS = tuple(BASE.after(n) for n in range(3))
AWARDED, ALLOCATED, SPENT, SOUGHT = FundingStatus.AWARDED, FundingStatus.ALLOCATED, FundingStatus.SPENT, FundingStatus.SOUGHT


def amount(words: str) -> Estimate:
    found = estimate(words)
    assert found is not None
    return found


def line(
    kind: FlowKind,
    amounts: Sequence[Amount],
    *,
    fund: Fund = Fund.GENERAL,
    capital: bool = False,
    cashable: bool | None = True,
    recurring: bool | None = True,
) -> Line:
    return Line("New", replace(flow(kind, amounts, cashable=cashable), capital=capital, recurring=recurring, fund=fund))


def central(amounts: Sequence[Estimate]) -> list[Decimal | None]:
    return [each.central for each in amounts]


def test_the_medium_term_plans_line_is_the_change_from_year_to_year() -> None:
    held = affordability(
        [line(COST, [100, 20, 20]), line(SAVING, [0, 60, 90]), line(INCOME, [0, 5, 5]), line(FUNDING, [40], recurring=False)], YEARS
    )
    budget = held.budget[Fund.GENERAL]
    assert central([year.net for year in budget]) == [60, -45, -75]
    assert central([year.change for year in budget]) == [60, -105, -30]
    assert central([year.one_off for year in budget]) == [-40, 0, 0]


def test_revenue_and_capital_and_the_funds_are_apart() -> None:
    held = affordability(
        [
            line(COST, [100], capital=True),
            line(COST, [30], fund=Fund.HOUSING),
            line(COST, [7], fund=Fund.NOT_STATED),
            line(FUNDING, [100], capital=True),
        ],
        YEARS,
    )
    assert list(held.cash) == [Fund.GENERAL, Fund.HOUSING, Fund.NOT_STATED]
    assert held.budget[Fund.GENERAL][0].net.is_nought
    assert held.budget[Fund.HOUSING][0].net.central == 30
    first = held.total_cash[0]
    assert [first.capital_cost.central, first.revenue_cost.central, first.capital_funding.central, first.net.central] == [100, 37, 100, -37]
    assert held.why == ("1 line does not say which fund is meant, and counts for the general fund against the budget gap.",)


def test_only_cash_is_cash() -> None:
    held = affordability([line(SAVING, [10], cashable=False), line(SAVING, [20, 20], cashable=None), line(SAVING, [5])], YEARS)
    assert [year.saving.figure_words() for year in held.total_cash] == ["£5 to £25", "£0 to £20", "£0"]
    assert [year.cumulative.figure_words() for year in held.total_cash] == ["£5 to £25", "£5 to £45", "£5 to £45"]
    assert central([year.not_stated for year in held.total_cash]) == [20, 20, 0]
    assert held.why == (
        "£40 saved over the years is not stated to be cashable: the budget and cash count anything from none of it to all of it.",
        "£10 saved over the years is not cashable, and is left out of the budget and of cash.",
    )


def test_what_is_not_stated_to_be_cashable_leaves_the_budget_and_the_gap_a_bound() -> None:
    """Not stated is neither cashable nor not (`interchange.md`, rules of arithmetic): a bound is not a point."""
    held = affordability([line(SAVING, [30, 30]), line(SAVING, [20, 20], cashable=None)], YEARS, gaps=[Gap({YEARS[1]: amount("£100")})])
    [year] = held.gap
    assert [year.relief.low, year.relief.central, year.relief.high] == [30, 30, 50]
    assert [year.left.low, year.left.central, year.left.high] == [50, 70, 70]
    assert year.not_stated == amount("£20")
    [budget] = held.budget.values()
    assert budget[1].change.is_nought  # a line that stays as it is is cashable in both years or in neither


def test_the_agreements_funding() -> None:
    """`field.md` D2: £100,000, of which £30,000 is spent and £30,000 allocated: £40,000 is left. The £445,000 of RIEP names no award."""
    found = funding_statement(
        [
            FundingRecord("LAA", amount("£100,000"), AWARDED),
            FundingRecord("LAA", amount("£30,000"), SPENT, purpose="Feasibility"),
            FundingRecord("LAA", amount("£30,000"), ALLOCATED, purpose="Vehicle maintenance"),
            *(FundingRecord("RIEP", amount(words), ALLOCATED) for words in ("£300,000", "£70,000", "£5,000", "£70,000")),
        ]
    )
    agreement, partnership = found
    assert (agreement.left, agreement.why) == (amount("£40,000"), ())
    assert partnership.allocated == amount("£445,000")
    assert partnership.left is None
    assert partnership.why == ("What is left of RIEP is not known: no award is recorded.",)


def test_a_flexibility_is_no_grant() -> None:
    """`field.md` B4: of the £320m only £120m is grant."""
    found = funding_statement(
        [
            FundingRecord("TCA 2014/15", amount("£15m"), AWARDED, FundingKind.GRANT),
            FundingRecord("TCA 2015/16", amount("£105m"), AWARDED, FundingKind.GRANT),
            FundingRecord("Capital receipts", amount("£200m"), AWARDED, FundingKind.FLEXIBILITY),
        ]
    )
    assert awarded_by_kind(found) == {FundingKind.GRANT: amount("£120m"), FundingKind.FLEXIBILITY: amount("£200m")}


def test_odd_funding_is_told() -> None:
    over, two, sought = funding_statement(
        [
            FundingRecord("A", amount("£10"), AWARDED),
            FundingRecord("A", amount("£30"), SPENT),
            FundingRecord("B", amount("£1"), AWARDED, FundingKind.GRANT),
            FundingRecord("B", amount("£1"), AWARDED, FundingKind.RESERVES),
            FundingRecord("C", amount("up to £5m"), SOUGHT),
        ]
    )
    assert over.why == ("More of A is allocated and spent than is awarded, by £20.",)
    assert two.why == ("B is recorded as grant and reserves: the first is used.",)
    assert [sought.sought.high, sought.awarded, sought.left, sought.why] == [5_000_000, None, None, ()]


def test_the_budget_gap_by_year() -> None:
    held = affordability(
        [
            line(SAVING, [0, 60, 90]),
            line(COST, [10], recurring=False),
            line(SAVING, [500], fund=Fund.HOUSING),
            line(COST, [900], capital=True),
        ],
        YEARS,
        gaps=[Gap({YEARS[1]: amount("£100"), YEARS[2]: amount("£80"), BASE.after(9): amount("£1")})],
    )
    assert [str(year.year) for year in held.gap] == ["2012/13", "2013/14"]
    assert central([year.relief for year in held.gap]) == [60, 90]
    assert central([year.left for year in held.gap]) == [40, -10]
    assert held.why == (
        "The budget gap of 2020/21 is outside the years appraised and is left out.",
        "No budget gap is recorded for 2011/12.",
    )


def test_what_is_not_known_stays_so() -> None:
    held = affordability(
        [line(COST, ["not known", "not known"]), line(SAVING, [0, "£0.5m to £0.75m", "£0.5m to £0.75m"])],
        YEARS,
        gaps=[Gap({year: amount("£1m") for year in YEARS})],
    )
    budget = held.budget[Fund.GENERAL]
    assert budget[1].net.unknown == 1
    assert budget[1].net.high is None
    # Two amounts that are not known are not known to be the same; what falls away can only be a fall.
    assert (budget[1].change.low, budget[1].change.high) == (None, None)
    assert [budget[2].change.low, budget[2].change.high] == [None, 0]
    assert held.gap[1].left.low == 250_000


def test_nothing_at_all_and_years_outside() -> None:
    assert affordability([], YEARS).total_cash[0].net.is_nought
    assert affordability([], ()).total_cash == ()
    assert affordability([line(COST, [1, 1, 1, 1])], YEARS).why == (
        "‘cost’ of New has an amount in 2014/15 that is left out: the years are 2011/12 to 2013/14.",
    )


pence = st.integers(-(10**14), 10**14).map(lambda number: Decimal(number) / 100)


@given(st.lists(st.lists(pence, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(list(FlowKind)))
def test_the_changes_add_to_the_last_year_and_the_cash_to_the_penny(rows: list[list[Decimal]], kind: FlowKind) -> None:
    held = affordability([line(COST, list(rows[0])), *(line(kind, list(row)) for row in rows[1:])], YEARS)
    budget = held.budget[Fund.GENERAL]
    assert Estimate.sum(year.change for year in budget) == budget[-1].net
    sign = 1 if kind is FlowKind.COST else -1
    assert budget[0].net.central == rows[0][0] + sign * sum(row[0] for row in rows[1:])
    assert held.total_cash[-1].cumulative.central == -sum((year.net.central or Decimal(0)) for year in budget)
