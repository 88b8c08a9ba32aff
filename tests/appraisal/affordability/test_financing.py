"""What borrowing costs and reserves are used for, by published examples and by what must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.nouns.choices import Prices
from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.financing import annuity_instalments, equal_instalments, financing
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, Fund, FundingKind, FundingStatus, Option, RevenueProvision
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.years import FinancialYear
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, Amount, flow
from tests.examples import examples

D = Decimal
YEARS = tuple(BASE.after(n) for n in range(6))
FIVE_PER_CENT = D("0.05")


def borrowed(
    amounts: Sequence[Amount],
    *,
    asset_life: int | None = 4,
    rate: Decimal | None = FIVE_PER_CENT,
    mrp: RevenueProvision | None = None,
    in_use_from: FinancialYear | None = None,
    fund: Fund = Fund.NOT_STATED,
    status: FundingStatus | None = None,
) -> Line:
    loan = replace(flow(FUNDING, amounts, source=FundingKind.BORROWING, line="Loan"), capital=True, fund=fund, status=status)
    return Line("Hub", replace(loan, asset_life=asset_life, rate=rate, mrp=mrp, in_use_from=in_use_from))


def reserves(amounts: Sequence[Amount], *, capital: bool = False) -> Line:
    return Line("Hub", replace(flow(FUNDING, amounts, source=FundingKind.RESERVES, line="Reserve"), capital=capital))


def spent(amounts: Sequence[Amount]) -> Line:
    return Line("Hub", replace(flow(COST, amounts, line="Building"), capital=True, recurring=False))


def central(amounts: Sequence[Estimate]) -> list[Decimal | None]:
    return [amount.central for amount in amounts]


def test_equal_instalments_are_those_a_council_printed() -> None:
    """Brighton & Hove’s loan to the i360: £44m over 20 years is £2.2m a year (localgov.co.uk, 10 February 2023)."""
    assert equal_instalments(D(44_000_000), 20) == (D(2_200_000),) * 20
    assert equal_instalments(D(100), 3) == (D("33.34"), D("33.33"), D("33.33")), "the first year has the odd penny"


def test_the_annuity_repays_what_a_textbook_s_table_does() -> None:
    """£10,000 at 10% over five years: annual equivalent £2,638, repaying 1,638, 1,802, 1,982, 2,180 and 2,398 (Accounting theory and
    practice, the annuity method, figure 15.4; https://www.ajjacobson.us/income-statement/annuity-method.html)."""
    parts = annuity_instalments(D(10_000), 5, D("0.1"))
    assert [round(part) for part in parts] == [1638, 1802, 1982, 2180, 2398]
    owed, payments = D(10_000), []
    for part in parts:
        payments.append(round(part + owed * D("0.1")))
        owed -= part
    assert payments == [2638] * 5
    assert owed == 0


@pytest.mark.parametrize(("factor", "life", "rate"), [("4.100", 5, "0.07"), ("7.722", 10, "0.05"), ("13.590", 20, "0.04")])
def test_the_payments_are_those_of_the_annuity_tables(factor: str, life: int, rate: str) -> None:
    """Association of Chartered Certified Accountants, formulae sheet and tables: the present value of £1 a year at the end of each year."""
    owed = D(factor) * 1000
    for part in annuity_instalments(owed, life, D(rate)):
        assert abs(part + owed * D(rate) - 1000) < D("0.15"), "the factor is rounded to three places"
        owed -= part


def test_at_no_interest_an_annuity_is_equal_instalments() -> None:
    assert annuity_instalments(D(100), 3, D(0)) == equal_instalments(D(100), 3)


def test_provision_and_interest_begin_the_year_after_borrowing() -> None:
    owed = financing([borrowed([1000])], YEARS, None).borrowing
    assert central([year.mrp for year in owed]) == [0, 250, 250, 250, 250, 0]
    assert central([year.interest for year in owed]) == [0, 50, D("37.5"), 25, D("12.5"), 0]
    assert central([year.outstanding for year in owed]) == [1000, 750, 500, 250, 0, 0]


def test_provision_waits_until_the_asset_is_in_use_and_interest_does_not() -> None:
    owed = financing([borrowed([1000], in_use_from=BASE.after(2))], YEARS, None).borrowing
    assert central([year.mrp for year in owed]) == [0, 0, 0, 250, 250, 250]
    assert central([year.interest for year in owed]) == [0, 50, 50, 50, D("37.5"), 25]
    assert financing([borrowed([1000], in_use_from=BASE.after(2))], YEARS, None).still_to_repay.central == 250


def test_the_rate_of_the_case_stands_in_for_a_line_s_own() -> None:
    owed = financing([borrowed([1000], rate=None)], YEARS, D("0.1"))
    assert owed.borrowing[1].interest.central == 100
    nobody = financing([borrowed([1000], rate=None)], YEARS, None)
    assert nobody.borrowing[1].mrp.central == 250
    assert nobody.borrowing[1].interest.unknown == 1
    assert nobody.why == ("The interest on ‘Loan’ of Hub is not known, as no rate is recorded.",)


def test_without_a_life_what_it_costs_is_not_known() -> None:
    nobody = financing([borrowed([1000], asset_life=None)], YEARS, None)
    assert nobody.borrowing[0].outstanding.central == 1000
    assert nobody.borrowing[1].cost.high is None
    assert nobody.why == ("What ‘Loan’ of Hub costs a year is not known: no asset life is recorded for it.",)
    of_the_asset = Line("Hub", replace(spent([1000]).flow, asset_life=4))
    assert financing([borrowed([1000], asset_life=None), of_the_asset], YEARS, None).borrowing[1].mrp.central == 250


def test_housing_pays_interest_alone_unless_it_repays_of_its_own_will() -> None:
    alone = financing([borrowed([1000], fund=Fund.HOUSING, asset_life=None)], YEARS, None)
    assert central([year.mrp for year in alone.borrowing]) == [0] * 6
    assert alone.why == ()
    assert central([year.interest for year in alone.borrowing]) == [0, 50, 50, 50, 50, 50]
    willing = financing([borrowed([1000], fund=Fund.HOUSING, mrp=RevenueProvision.EQUAL)], YEARS, None)
    assert willing.borrowing[1].mrp.central == 250


def test_borrowing_that_is_only_sought_costs_nothing_on_the_likely_figures() -> None:
    owed = financing([borrowed([1000], status=FundingStatus.SOUGHT)], YEARS, None).borrowing
    assert [owed[1].mrp.low, owed[1].mrp.central, owed[1].mrp.high] == [0, 0, 250]


def test_reserves_are_shown_as_used_and_as_paid_back() -> None:
    moved = financing([reserves([300, None, -100, -200])], YEARS, None).reserves
    assert central([year.used for year in moved]) == [300, 0, 0, 0, 0, 0]
    assert central([year.repaid for year in moved]) == [0, 0, 100, 200, 0, 0]


pence = st.integers(1, 10**11).map(lambda number: D(number) / 100)


@settings(max_examples=examples(100))
@given(pence, st.integers(1, 60), st.sampled_from(["0", "0.001", "0.035", "0.0512", "0.2"]), st.sampled_from(list(RevenueProvision)))
def test_financing_repays_exactly_what_was_borrowed(amount: Decimal, life: int, rate: str, mrp: RevenueProvision) -> None:
    years = tuple(BASE.after(n) for n in range(life + 3))
    owed = financing([borrowed([None, amount], asset_life=life, rate=D(rate), mrp=mrp)], years, None)
    parts = [year.mrp.central for year in owed.borrowing]
    assert sum(part for part in parts if part is not None) == amount
    assert owed.still_to_repay.is_nought
    assert all(part is not None and part >= 0 and part == round(part, 2) for part in parts)


@settings(max_examples=examples(60))
@given(st.lists(pence, min_size=1, max_size=4), st.integers(1, 60), st.integers(2, 12))
def test_what_is_repaid_and_what_is_still_to_repay_add_to_what_was_borrowed(amounts: list[Decimal], life: int, count: int) -> None:
    years = tuple(BASE.after(n) for n in range(max(count, len(amounts))))
    owed = financing([borrowed(amounts, asset_life=life)], years, None)
    assert Estimate.sum(year.mrp for year in owed.borrowing) + owed.still_to_repay == Estimate.exact(sum(amounts, D(0)))


# In the budget.


def money_of(*flows: Flow, price_base: str = "real", discounting: str = "green book") -> Money:
    options = (Option("As is", benchmark=True), Option("Hub", flows=flows))
    case = Case("Test", BASE, 3, price_base=price_base, discounting=discounting, options=options)
    return appraise(case).option("Hub").money


RENT = replace(flow(SAVING, [None, 250, 250], cashable=True, line="Rent saved"), recurring=True)


def test_borrowing_is_never_money_in_and_costs_each_year() -> None:
    building, loan = spent([3000]).flow, borrowed([3000], asset_life=20).flow
    with_loan = money_of(building, loan, RENT, price_base="nominal", discounting="0%")
    assert with_loan.budget_net == Estimate.exact(D(500) - (150 + 150) - (150 + D("142.5")))
    assert [year.funding.central for year in with_loan.years] == [0, 0, 0]
    assert with_loan.npv == money_of(building, RENT, price_base="nominal", discounting="0%").npv, "financing is no part of it"


def test_capital_that_nothing_covers_is_charged_to_revenue_in_its_year() -> None:
    uncovered = money_of(spent([3000]).flow, RENT)
    assert uncovered.budget_net == Estimate.exact(D(-2500))
    unnamed = replace(borrowed([3000]).flow, funding_source=FundingKind.NOT_STATED)
    assert money_of(spent([3000]).flow, unnamed, RENT).budget_net == uncovered.budget_net, "it counts nowhere"
    grant = replace(flow(FUNDING, [1000], line="Grant"), capital=True)
    assert money_of(spent([3000]).flow, grant, RENT).budget_net == Estimate.exact(D(-1500))
    more = replace(flow(FUNDING, [9000], line="Grant"), capital=True)
    assert money_of(spent([3000]).flow, more, RENT).budget_net == Estimate.exact(D(500)), "it covers the cost and is no money in"


def test_funding_that_is_sought_counts_on_the_high_case_alone() -> None:
    sought = replace(flow(FUNDING, [1000], line="Grant"), status=FundingStatus.SOUGHT)
    net = money_of(sought, RENT).budget_net
    assert net is not None
    assert [net.low, net.central, net.high] == [500, 500, 1500]
    covering = money_of(spent([1000]).flow, replace(sought, capital=True), RENT).budget_net
    assert covering is not None
    assert [covering.low, covering.central, covering.high] == [-500, -500, 500]
    assert money_of(replace(sought, status=None), RENT).budget_net == net, "nothing is awarded until somebody says so"


@pytest.mark.parametrize("source", [FundingKind.RESERVES, FundingKind.IN_KIND, FundingKind.RECEIPTS, FundingKind.NOT_STATED])
def test_what_is_no_grant_is_no_money_in_against_revenue(source: FundingKind) -> None:
    assert money_of(flow(FUNDING, [1000], source=source), RENT).budget_net == Estimate.exact(D(500))


def test_a_direction_that_is_named_lets_receipts_pay_for_revenue() -> None:
    allowed = replace(flow(FUNDING, [100], source=FundingKind.RECEIPTS), direction_named=True)
    assert money_of(flow(COST, [100]), allowed, RENT).budget_net == Estimate.exact(D(500))


def test_the_gap_is_shown_before_and_after_reserves_and_recurs_or_not() -> None:
    gap = Gap({year: Estimate.exact(D(300)) for year in YEARS[1:3]})
    one_off = Line("Hub", replace(flow(COST, [None, 80], line="Set-up"), recurring=False))
    held = affordability([Line("Hub", RENT), one_off, reserves([None, 50])], YEARS[:3], gaps=[gap])
    first, last = held.gap
    assert [amount.central for amount in (first.gap, first.recurring, first.relief_one_off, first.left)] == [300, 250, -80, 130]
    assert [amount.central for amount in (first.reserves, first.after, last.recurring, last.after)] == [50, 80, 250, 50]


def test_a_real_case_deflates_financing_and_a_gap_in_cash() -> None:
    terms = Terms(from_cash={YEARS[0]: D(1), YEARS[1]: D("0.5"), YEARS[2]: D("0.25")}, prices="2011/12")
    lines = [spent([1000]), borrowed([1000])]
    gap = Gap({YEARS[1]: Estimate.exact(D(300)), YEARS[2]: Estimate.exact(D(400))}, prices=Prices.CASH)
    held = affordability(lines, YEARS[:3], gaps=[gap], terms=terms)
    budget = held.budget[Fund.NOT_STATED]
    assert central([year.financing for year in budget]) == [0, 150, (250 + D("37.5")) / 4]
    assert central([year.gap for year in held.gap]) == [150, 100]
    assert central([year.mrp for year in held.financing.borrowing]) == [0, 250, 250], "the loan itself is in cash"


def test_without_a_deflator_a_statement_is_not_told() -> None:
    terms = Terms(from_cash={YEARS[0]: D(1), YEARS[1]: None}, prices="2011/12")
    gap = Gap({YEARS[1]: Estimate.exact(D(300))}, prices=Prices.CASH)
    held = affordability([spent([1000]), borrowed([1000])], YEARS[:2], gaps=[gap], terms=terms)
    assert (held.budget, held.gap) == ({}, ())
    assert "What financing costs is not known in 2011/12 prices: there is no deflator for 2012/13." in held.why


def test_each_fund_bears_its_own() -> None:
    """A gap of housing is closed by housing's money, and the general fund's by the rest."""
    gaps = [Gap({YEARS[1]: Estimate.exact(D(100))}, fund=fund) for fund in (Fund.GENERAL, Fund.HOUSING)]
    rent, own = (replace(RENT, fund=fund, amounts={FinancialYear(YEARS[1].start): Estimate.exact(D(amount))})
                 for fund, amount in ((Fund.GENERAL, 60), (Fund.HOUSING, 30)))  # fmt: skip
    held = affordability([Line("Hub", rent), Line("Hub", own)], YEARS[:2], gaps=gaps)
    assert [year.fund for year in held.gaps] == [Fund.GENERAL, Fund.HOUSING]
    assert central([year.left for year in held.gaps]) == [40, 70]
