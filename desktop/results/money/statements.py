"""The statements of affordability by year: the revenue budget, cash, and the budget gap with what relieves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.appraisal.affordability.budget import BudgetYear
from desktop.appraisal.affordability.cash import CashYear
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.affordability.medium_term import MediumTermPlan, PlanYear
from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.wording import agreeing, counted
from desktop.results.cells import BLANK, Amount, Row, Stress, in_columns

#: Whose money each fund is.
FUNDS = {Fund.GENERAL: "General fund", Fund.HOUSING: "Housing revenue account", Fund.NOT_STATED: "Fund not stated"}


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
#: No row where nothing is in the plan already.
_NEW = "of which new"

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
    _Measure(lambda year: year.in_plan, "of which already in the plan", stress=Stress.ASIDE, is_rare=True),
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
    _Measure(lambda year: year.in_plan, "Already in the plan", stress=Stress.ASIDE, adds=False, is_rare=True),
    _Measure(lambda year: year.reserves, "Reserves used", adds=False),
    _Measure(lambda year: year.after, "Left after reserves", stress=Stress.STRONG, adds=False),
)
_PLAN: tuple[_Measure[PlanYear], ...] = (
    _Measure(lambda year: year.base, "Base: the year before", "Base", adds=False),
    _Measure(lambda year: year.recurring, "Recurring", adds=False),
    _Measure(lambda year: year.one_off, "One-off amounts", "One-off", adds=False),
    _Measure(lambda year: year.inflation, "Inflation and pay", adds=False, is_rare=True),
    _Measure(lambda year: year.financing, "Financing cost", "Financing", adds=False, is_rare=True),
    _Measure(lambda year: year.net, "Net call on the budget", "Net budget", Stress.STRONG, adds=False),
    _Measure(lambda year: year.in_plan, "of which already in the plan", stress=Stress.ASIDE, adds=False, is_rare=True),
    _Measure(lambda year: year.new, _NEW, stress=Stress.ASIDE, adds=False),
    _Measure(lambda year: year.change, "Change on the year before", stress=Stress.STRONG, adds=False),
    _Measure(lambda year: year.gap, "Budget gap in the plan", "Gap in the plan", adds=False, is_rare=True),
    _Measure(lambda year: year.before, "Gap before reserves", stress=Stress.STRONG, adds=False, is_rare=True),
    _Measure(lambda year: year.reserves, "Reserves used", adds=False),
    _Measure(lambda year: year.after, "Gap after reserves", stress=Stress.STRONG, adds=False, is_rare=True),
)


def plan(years: Sequence[PlanYear]) -> tuple[Row, ...]:
    """What a proposal does to the medium-term plan, year by year. Years are not added, as each is the whole of its budget."""
    measures = _PLAN if _uses_reserves(years) else _PLAN[:-2]
    is_all_new = all(year.in_plan.is_nought for year in years)
    return _rows([each for each in measures if not (each.name is _NEW and is_all_new)], years)


def prices_words(prices: str) -> str:
    """In which prices a statement is."""
    return "in cash" if prices == "cash" else f"in {prices} prices"


def plan_notes(plan: MediumTermPlan) -> list[str]:
    """What has to be known to read a medium-term plan: that what it has already closes no gap, and what inflation is of."""
    notes = []
    if plan.in_plan:
        notes.append("The gap was struck after what is already in the plan, so only what is new closes it.")
    if plan.rises_from is not None:
        stays = len(plan.without_rate)
        without = f" {counted(stays, 'line')} without a rate {agreeing(plan.without_rate, 'stays', 'stay')} as entered." if stays else ""
        notes.append(f"‘Inflation and pay’ is what lines with a rate of their own rise by from {plan.rises_from} prices.{without}")
    return notes


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
