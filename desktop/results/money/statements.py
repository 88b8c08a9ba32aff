"""The statements of affordability by year: the revenue budget, cash, and the budget gap with what relieves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.affordability import BudgetYear, CashYear, GapYear
from desktop.appraisal.savings.lines import more_than
from desktop.appraisal.years import FinancialYear
from desktop.results.cells import BLANK, Amount, Row, Stress, in_columns

#: Whose money each fund is.
FUNDS = {Fund.GENERAL: "General fund", Fund.HOUSING: "Housing revenue account", Fund.NOT_STATED: "Fund not stated"}


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One year of what a proposal does to the medium-term plan: amounts asked of the budget, below nothing where they relieve it.

    `base` is the net call of the year before. `recurring`, `one_off` and `financing` add to `net`. `gap` is that in the plan already,
    before the proposal; `before` and `after` are what is left of it, before reserves and after them; `None` in a year without one.
    """

    year: FinancialYear
    base: Estimate
    recurring: Estimate
    one_off: Estimate
    financing: Estimate
    net: Estimate
    change: Estimate
    gap: Estimate | None = None
    before: Estimate | None = None
    reserves: Estimate = ZERO
    after: Estimate | None = None
    not_stated: Estimate = ZERO


Year = TypeVar("Year", BudgetYear, CashYear, GapYear, PlanYear)


@dataclass(frozen=True, slots=True)
class _Measure(Generic[Year]):
    """One row of a statement: its name, and its short name where that is another."""

    amount: Callable[[Year], Estimate | None]
    name: str
    brief: str = ""
    stress: Stress = Stress.PLAIN
    adds: bool = True
    is_taken_off: bool = False
    is_rare: bool = False
    """No row where it is nothing in every year."""


#: What savings are called, unless each that counts is stated to be cashable.
_SAVINGS = "Savings"
#: What counts as none of it up to all of it, as nobody has stated that it is cashable; no row where all is stated.
_NOT_STATED = "of which not stated to be cashable"
_BRIEFLY = "of which not stated cashable"

_BUDGET: tuple[_Measure[BudgetYear], ...] = (
    _Measure(lambda year: year.cost, "Cost", "Costs"),
    _Measure(lambda year: year.capital, "Capital cost not covered", "Capital not covered", is_rare=True),
    _Measure(lambda year: year.financing, "Financing cost", "Financing", is_rare=True),
    _Measure(lambda year: year.saving, _SAVINGS, is_taken_off=True),
    _Measure(lambda year: year.not_stated, _NOT_STATED, _BRIEFLY, Stress.ASIDE, is_taken_off=True),
    _Measure(lambda year: year.income, "Income", is_taken_off=True),
    _Measure(lambda year: year.funding, "Funding", is_taken_off=True),
    _Measure(lambda year: year.net, "Net call on the budget", "Net budget", Stress.STRONG),
    _Measure(lambda year: year.one_off, "of which one-off", stress=Stress.ASIDE),
    _Measure(lambda year: year.change, "Change on the year before", stress=Stress.STRONG, adds=False),
    _Measure(lambda year: year.reserves, "Reserves used", stress=Stress.ASIDE, is_rare=True),
)
_CASH: tuple[_Measure[CashYear], ...] = (
    _Measure(lambda year: year.revenue_cost, "Revenue cost", "Revenue costs", is_taken_off=True),
    _Measure(lambda year: year.capital_cost, "Capital cost", "Capital costs", is_taken_off=True),
    _Measure(lambda year: year.saving, _SAVINGS),
    _Measure(lambda year: year.not_stated, _NOT_STATED, _BRIEFLY, Stress.ASIDE),
    _Measure(lambda year: year.income, "Income"),
    _Measure(lambda year: year.revenue_funding, "Revenue funding"),
    _Measure(lambda year: year.capital_funding, "Capital funding"),
    _Measure(lambda year: year.net, "Net cash", "Net cash for the year", Stress.STRONG),
    _Measure(lambda year: year.cumulative, "Running total", "Cash so far", Stress.STRONG, adds=False),
)
_GAP: tuple[_Measure[GapYear], ...] = (
    _Measure(lambda year: year.gap, "Budget gap", adds=False),
    _Measure(lambda year: year.relief, "Relief", adds=False),
    _Measure(lambda year: year.not_stated, _NOT_STATED, _BRIEFLY, Stress.ASIDE, adds=False),
    _Measure(lambda year: year.relief_one_off, "of which one-off", stress=Stress.ASIDE, adds=False),
    _Measure(lambda year: year.left, "Left to close", stress=Stress.STRONG, adds=False),
    _Measure(lambda year: year.reserves, "Reserves used", adds=False),
    _Measure(lambda year: year.after, "Left after reserves", stress=Stress.STRONG, adds=False),
)
_PLAN: tuple[_Measure[PlanYear], ...] = (
    _Measure(lambda year: year.base, "Base: the year before", "Base", adds=False),
    _Measure(lambda year: year.recurring, "Recurring", adds=False),
    _Measure(lambda year: year.one_off, "One-off amounts", "One-off", adds=False),
    _Measure(lambda year: year.financing, "Financing cost", "Financing", adds=False, is_rare=True),
    _Measure(lambda year: year.net, "Net call on the budget", "Net budget", Stress.STRONG, adds=False),
    _Measure(lambda year: year.change, "Change on the year before", stress=Stress.STRONG, adds=False),
    _Measure(lambda year: year.gap, "Budget gap in the plan", "Gap in the plan", adds=False, is_rare=True),
    _Measure(lambda year: year.before, "Gap before reserves", stress=Stress.STRONG, adds=False, is_rare=True),
    _Measure(lambda year: year.reserves, "Reserves used", adds=False),
    _Measure(lambda year: year.after, "Gap after reserves", stress=Stress.STRONG, adds=False, is_rare=True),
)


def plan_years(budget: Sequence[BudgetYear], gap: Sequence[GapYear]) -> tuple[PlanYear, ...]:
    """The years of a revenue budget as the medium-term plan has them, each with the gap of its year where there is one."""
    gaps = {year.year: year for year in gap}
    years = []
    for n, year in enumerate(budget):
        asked = gaps.get(year.year)
        recurring = more_than(more_than(year.net, year.one_off), year.financing)
        years.append(
            PlanYear(
                year.year,
                budget[n - 1].net if n else ZERO,
                recurring,
                year.one_off,
                year.financing,
                year.net,
                year.change,
                None if asked is None else asked.gap,
                None if asked is None else asked.left,
                year.reserves if asked is None else asked.reserves,
                None if asked is None else asked.after,
            )
        )
    return tuple(years)


def plan(years: Sequence[PlanYear]) -> tuple[Row, ...]:
    """What a proposal does to the medium-term plan, year by year. Years are not added, as each is the whole of its budget."""
    return _rows(_PLAN if _uses_reserves(years) else _PLAN[:-2], years)


def _uses_reserves(years: Sequence[GapYear | PlanYear]) -> bool:
    return any(not year.reserves.is_nought for year in years)


def budget(years: Sequence[BudgetYear]) -> tuple[Row, ...]:
    """What is asked of the budget year by year; the last row is the medium-term plan’s line."""
    return _rows(_BUDGET, years)


def cash(years: Sequence[CashYear]) -> tuple[Row, ...]:
    """What goes out, what comes in, and what is left so far."""
    return _rows(_CASH, years)


def gap(years: Sequence[GapYear]) -> tuple[Row, ...]:
    """The gap, what relieves it and what is left. Each year's gap is the whole of it in that year, so years are not added."""
    return _rows(_GAP if _uses_reserves(years) else _GAP[:-2], years)


def _rows(measures: Sequence[_Measure[Year]], years: Sequence[Year]) -> tuple[Row, ...]:
    """A row a measure, and a cell a year by the year's name, all years in one unit."""
    is_stated = all(year.not_stated.is_nought for year in years)
    rows = (
        Row(
            "Cashable savings" if each.name is _SAVINGS and is_stated else each.name,
            {str(year.year): _amount(each.amount(year), each.stress) for year in years},
            brief=each.brief,
            stress=each.stress,
            adds=each.adds,
            is_taken_off=each.is_taken_off,
        )
        for each in measures
        if years
        and not (each.name is _NOT_STATED and is_stated)
        and not (each.is_rare and all((amount := each.amount(year)) is None or amount.is_nought for year in years))
    )
    return in_columns(rows, [str(year.year) for year in years])


def _amount(amount: Estimate | None, stress: Stress) -> Amount:
    """A nought steps back where the row is no sum; what no record has is blank."""
    if amount is None:
        return Amount(None, lack=BLANK)
    return Amount(amount, stress=Stress.ASIDE if amount.is_nought and stress is Stress.PLAIN else Stress.PLAIN)
