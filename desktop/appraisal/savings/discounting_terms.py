"""By what a case is discounted and in which prices: factors a year, deflators where flows are nominal, and why where one is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from desktop.appraisal import prices
from desktop.appraisal.affordability.medium_term import CashTerms
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.case import Case
from desktop.appraisal.discounting import PRECISE, DiscountSchedule
from desktop.appraisal.prices import DeflatorSeries
from desktop.appraisal.reference import deflators_of
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: More years than this are told as from the first to the last.
_MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Discounting:
    """What an amount of each year of the horizon is worth in the base year, deflation included.

    `factors` holds `None` where a year has no deflator. `notes` are the assumptions made, as sentences.
    """

    factors: tuple[Decimal | None, ...]
    plain_factors: tuple[Decimal, ...]
    notes: tuple[str, ...] = ()


def discounting_of(case: Case, schedule: DiscountSchedule) -> Discounting:
    """The factors of a case.

    Green Book rates are real, so nominal flows are first deflated to the base year; a flat rate meets them as entered.
    """
    plain = tuple(schedule.factor(year) for year in range(case.horizon))
    if case.price_base != "nominal":
        year = case.price_year
        restated = year is not None and year != case.base_year
        return Discounting(plain, plain, (f"Amounts and present values are in {year} prices.",) if restated else ())
    if not schedule.real:
        return Discounting(plain, plain, ("Amounts include inflation and the flat rate is applied to them as entered.",))
    series, inflation = deflators_of(case), case.assumed_inflation
    with localcontext(PRECISE):
        to_base = [prices.to_prices_of(case.base_year, year, series, inflation) for year in case.years]
        factors = tuple(None if price is None else price * factor for price, factor in zip(to_base, plain, strict=True))
    without = [year for year in case.years if series.index(year, inflation) is None]
    if without:
        return Discounting(factors, plain, _no_deflator(series, without, inflation))
    return Discounting(factors, plain, (_deflated(case, series),))


def _no_deflator(series: DeflatorSeries, without: Sequence[FinancialYear], inflation: Decimal | None) -> tuple[str, ...]:
    """Why nominal amounts have no present value, with the years that lack a deflator, and what to do."""
    past = [year for year in without if series.last is not None and year > series.last]
    before = [year for year in without if year not in past]
    why = []
    if before:
        why.append(
            Why(
                f"No present values: there is no GDP deflator for {_listed(before)}.",
                "Take an edition that has one, or type real amounts.",
            )
        )
    if past and inflation is None:
        why.append(
            Why(
                f"No present values: the GDP deflators of {series.vintage} end in {series.last}, and the case assumes no inflation for "
                f"{_listed(past)}.",
                "Type its assumed inflation, or take a newer edition.",
            )
        )
    return tuple(why)


def _listed(years: Sequence[FinancialYear]) -> str:
    """The years by name, or from the first to the last where they are many."""
    return f"{years[0]} to {years[-1]}" if len(years) > _MOST_YEARS else listed([str(year) for year in years])


def _deflated(case: Case, series: DeflatorSeries) -> str:
    """What takes the amounts of a case to the prices of its base year, with the rate that is its own."""
    assumed = next((year for year in case.years if series.last is not None and year > series.last), None)
    rate = "" if case.assumed_inflation is None else f"{(case.assumed_inflation * 100).normalize():f}%"
    by_inflation = f"inflation of {rate} a year, which this case assumes"
    if assumed == case.base_year:
        return (
            f"Amounts are taken to {case.base_year} prices with {by_inflation}: the GDP deflators of {series.vintage} end in {series.last}."
        )
    sentence = f"Amounts are taken to {case.base_year} prices with the GDP deflators of {series.vintage} ({series.source})"
    if series.is_derived:
        sentence += "; a financial year is three quarters of one calendar year and a quarter of the next"
    return f"{sentence}, and from {assumed} on with {by_inflation}." if assumed is not None else f"{sentence}."


def terms_of(case: Case) -> Terms:
    """What the statements of a case rest on: the rate of its borrowing, and what takes cash and base-year prices to its own prices.

    A real case is in the prices of one year, so an amount of cash is deflated to it; a nominal one is in cash.
    """
    if case.price_base == "nominal":
        return cash_terms_of(case).terms
    base = entered_in(case)
    return Terms(case.borrowing_rate, from_cash={year: _price_factor(case, base, year) for year in case.years}, prices=str(base))


def cash_terms_of(case: Case) -> CashTerms:
    """What statements in cash rest on, whatever the prices of the case; what is real is in the prices of one year."""
    base = entered_in(case)
    factors = {year: _price_factor(case, year, base) for year in case.years}
    return CashTerms(Terms(case.borrowing_rate, from_real=factors, prices="cash"), base)


def entered_in(case: Case) -> FinancialYear:
    """The year in whose prices real amounts of a case are."""
    return case.base_year if case.price_base == "nominal" else case.price_year or case.base_year


def _price_factor(case: Case, to: FinancialYear, of: FinancialYear) -> Decimal | None:
    return Decimal(1) if to == of else prices.to_prices_of(to, of, deflators_of(case), case.assumed_inflation)
