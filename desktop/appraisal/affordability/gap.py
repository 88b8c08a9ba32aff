"""How far lines close a budget gap, before reserves and after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import localcontext

from db.nouns.choices import Prices
from desktop.appraisal import wording
from desktop.appraisal.affordability.budget import BudgetYear, budget_of
from desktop.appraisal.affordability.in_plan import parts_of_plan
from desktop.appraisal.affordability.terms import PLAIN, Terms, no_deflator
from desktop.appraisal.case import Fund
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, more_than
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """A budget gap as recorded: of an organisation, or our own (`None`), of a fund or of all (not stated), and in which prices.

    `amounts` are all of the gap in each year, before anything closes it; prices not stated (`None`) are those of the case.
    """

    amounts: Mapping[FinancialYear, Estimate]
    organisation: str | None = None
    fund: Fund = Fund.NOT_STATED
    prices: Prices | None = None


@dataclass(frozen=True, slots=True)
class GapYear:
    """One year of a budget gap: all of it in that year, what the budget is relieved by, and what is left to close before reserves.

    `relief_one_off` is the part of the relief that does not return and closes nothing but its own year; `recurring` is the rest.
    A surplus is below nothing, and what is left of a gap that is not known is not known. `not_stated` is what is saved without being
    stated cashable: the relief has it on the high case alone.
    `reserves` is what is used of reserves, less what is paid back, and `after` what they leave. The gap was struck after what the plan has
    already: `in_plan` is the relief of that, which is no part of `relief` and closes nothing; its reserves are no part of `reserves`.
    """

    year: FinancialYear
    gap: Estimate
    relief: Estimate
    relief_one_off: Estimate
    left: Estimate
    not_stated: Estimate = ZERO
    recurring: Estimate = ZERO
    reserves: Estimate = ZERO
    fund: Fund = Fund.NOT_STATED
    in_plan: Estimate = ZERO

    @property
    def after(self) -> Estimate:
        """What is left to close after reserves."""
        return self.left if self.reserves is ZERO or self.left.says_nothing else self.left - self.reserves


def gap_closed(lines: Iterable[Line], years: Sequence[FinancialYear], gaps: Iterable[Gap], terms: Terms = PLAIN) -> tuple[GapYear, ...]:
    """`Affordability.gap` alone: how far lines close the gap of the general fund or of the whole budget in each year. Never raises."""
    with localcontext(PRECISE):
        return gap_of(list(lines), years, list(gaps), terms, [], housing=False)


def gap_of(
    lines: Sequence[Line], years: Sequence[FinancialYear], gaps: Sequence[Gap], terms: Terms, why: list[str], *, housing: bool
) -> tuple[GapYear, ...]:
    """How far lines close a gap, of housing or of the rest, each year that has one. `why` gains what is left out."""
    asked: dict[FinancialYear, Estimate] = {}
    fund = Fund.HOUSING if housing else Fund.NOT_STATED
    for gap in gaps:
        if (gap.fund is Fund.HOUSING) is housing:
            fund = gap.fund
            factors = terms.from_cash if gap.prices is Prices.CASH else terms.from_real if gap.prices is Prices.REAL else {}
            for year, amount in gap.amounts.items():
                told = terms.told(amount, year, factors)
                if told is None:
                    told_in = "cash" if terms.prices == "cash" else f"{terms.prices} prices"
                    why.append(f"The budget gap of {year} is not known in {told_in}: there is no deflator for {year}.")
                else:
                    asked[year] = told
    if not asked:
        return ()
    closing = [line for line in lines if (line.flow.fund is Fund.HOUSING) is housing]
    new, planned = (budget_of(part, years, terms) for part in parts_of_plan(closing))
    if new is None or planned is None:
        why.append(no_deflator(terms))
        return ()
    if not housing:
        _say_of_gap(asked, years, why)
    return tuple(
        GapYear(
            row.year,
            whole,
            -row.net,
            -row.one_off,
            whole if whole.says_nothing else whole + row.net,
            row.not_stated,
            _recurring(row),
            row.reserves,
            fund,
            -has.net,
        )
        for row, has in zip(new, planned, strict=True)
        if (whole := asked.get(row.year)) is not None
    )


def _recurring(row: BudgetYear) -> Estimate:
    """What of a year's relief returns: all of it but what is one-off, case by case, as both rest on the same lines."""
    return more_than(-row.net, -row.one_off) if not row.one_off.is_nought else -row.net


def _say_of_gap(gap: Mapping[FinancialYear, Estimate], years: Sequence[FinancialYear], why: list[str]) -> None:
    outside_years = [str(year) for year in sorted(gap) if year not in set(years)]
    blank = [str(year) for year in years if year not in gap]
    if outside_years:
        why.append(f"The budget gap of {wording.listed(outside_years)} is outside the years appraised and is left out.")
    if blank:
        why.append(f"No budget gap is recorded for {_span(blank)}.")


def _span(years: Sequence[str]) -> str:
    return wording.listed(years) if len(years) <= 3 else f"{len(years)} of the years appraised"
