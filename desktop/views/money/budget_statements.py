"""The statements of affordability as rows of measures by year: budget, cash, and the budget gap. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop.appraisal import money, wording
from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.affordability import Affordability, BudgetYear, CashYear, GapYear
from desktop.appraisal.years import FinancialYear
from desktop.views.kit.tables.year_grid import Measure

_Year = TypeVar("_Year", BudgetYear, CashYear, GapYear)

#: Whose money each fund is, as the officer calls it.
FUNDS = {Fund.GENERAL: "General fund", Fund.HOUSING: "Housing revenue account", Fund.NOT_STATED: "Fund not stated"}

#: Every fund together, where a statement has it.
ALL_FUNDS = "All funds"


def funds_of(affordability: Affordability) -> tuple[Fund, ...]:
    """The funds that some line has, the general fund first."""
    return tuple(fund for fund in FUNDS if fund in affordability.budget or fund in affordability.cash)


def budget_measures(years: Sequence[BudgetYear]) -> tuple[Measure, ...]:
    """What is asked of the budget year by year; the last but one is the medium-term plan’s line."""
    if not years:
        return ()
    return (
        _row("Costs", years, lambda year: year.cost),
        _row(_savings(years), years, lambda year: _taken(year.saving)),
        *_not_stated(years, lambda year: _taken(year.not_stated)),
        _row("Income", years, lambda year: _taken(year.income)),
        _row("Funding", years, lambda year: _taken(year.funding)),
        _row("Net budget", years, lambda year: year.net, strong=True),
        _row("of which one-off", years, lambda year: year.one_off, quiet=True),
        _row("Change on the year before", years, lambda year: year.change, strong=True),
    )


def cash_measures(years: Sequence[CashYear]) -> tuple[Measure, ...]:
    """What goes out, what comes in, and what is left so far."""
    if not years:
        return ()
    return (
        _row("Revenue costs", years, lambda year: _taken(year.revenue_cost)),
        _row("Capital costs", years, lambda year: _taken(year.capital_cost)),
        _row(_savings(years), years, lambda year: year.saving),
        *_not_stated(years, lambda year: year.not_stated),
        _row("Income", years, lambda year: year.income),
        _row("Revenue funding", years, lambda year: year.revenue_funding),
        _row("Capital funding", years, lambda year: year.capital_funding),
        _row("Net cash for the year", years, lambda year: year.net, strong=True),
        _row("Cash so far", years, lambda year: year.cumulative, strong=True),
    )


def gap_measures(years: Sequence[GapYear]) -> tuple[Measure, ...]:
    """The gap, what relieves it and what is left."""
    if not years:
        return ()
    return (
        _row("Budget gap", years, lambda year: year.gap),
        _row("Relief", years, lambda year: year.relief),
        *_not_stated(years, lambda year: year.not_stated),
        _row("of which one-off", years, lambda year: year.relief_one_off, quiet=True),
        _row("Left to close", years, lambda year: year.left, strong=True),
    )


def budget_sentences(years: Sequence[BudgetYear]) -> list[str]:
    """What the budget is relieved by or asked for once everything runs."""
    if not years:
        return []
    last = years[-1]
    return [f"In {last.year}, the last year, it {_moves(last.net)}."]


def cash_sentences(years: Sequence[CashYear]) -> list[str]:
    """How much cash it takes at its deepest, and what is left at the end."""
    known = [year for year in years if year.cumulative.low is not None]
    if not years:
        return []
    sentences = []
    deepest = min(known, key=lambda year: year.cumulative.low or 0, default=None)
    if deepest is not None and deepest.cumulative.low is not None and deepest.cumulative.low < 0:
        sentences.append(f"At worst it takes {money.running(-deepest.cumulative.low)} of cash, by the end of {deepest.year}.")
    elif len(known) == len(years):
        sentences.append("It never takes more cash than it has brought in.")
    last = years[-1]
    return [*sentences, f"Cash by the end of {last.year}: {last.cumulative.total_words(running=True)}."]


def gap_sentences(name: str, years: Sequence[GapYear]) -> list[str]:
    """What is left of the gap in its last year, and in which years it is closed."""
    if not years:
        return []
    last = years[-1]
    closes = "an amount not yet known" if last.relief.says_nothing else last.relief.total_words(running=True)
    if last.gap.says_nothing:
        sentences = [f"In {last.year} {name} closes {closes} of a gap that is not yet known."]
    else:
        sentences = [f"Of a gap of {last.gap.total_words(running=True)} in {last.year}, {name} closes {closes}."]
    closed = [str(year.year) for year in years if year.left.high is not None and year.left.high <= 0]
    if closed:
        sentences.append(f"The gap is closed in {wording.listed(closed)}.")
    else:
        sentences.append("The gap is not shown to be closed in any year.")
    return sentences


def _savings(years: Sequence[_Year]) -> str:
    """What savings are called: cashable where each that counts is stated to be."""
    return "Cashable savings" if all(year.not_stated.is_nought for year in years) else "Savings"


def _not_stated(years: Sequence[_Year], of: Callable[[_Year], Estimate]) -> tuple[Measure, ...]:
    """A row for what nobody has stated to be cashable, so that none of it may count; no row where all is stated."""
    if all(year.not_stated.is_nought for year in years):
        return ()
    return (_row("of which not stated cashable", years, of, quiet=True),)


def _moves(net: Estimate) -> str:
    """What a net budget does, so that no sign has to be read."""
    if net.figure_words() == "not known":
        return "moves the budget by an amount not yet known"
    if net.is_nought:
        return "changes nothing"
    if net.high is not None and net.high <= 0:
        return f"takes {(-net).total_words(running=True)} off the budget"
    if net.low is not None and net.low >= 0:
        return f"adds {net.total_words(running=True)} to the budget"
    return f"moves the budget by {net.total_words(running=True)}"


def left_out(affordability: Affordability) -> list[str]:
    """What no statement holds, without what is said of the budget gap, which has a statement of its own."""
    return [reason for reason in affordability.why if "budget gap" not in reason]


def years_of(rows: Sequence[Measure]) -> tuple[FinancialYear, ...]:
    """The years the rows are told by."""
    return tuple(rows[0].amounts) if rows else ()


def _taken(amount: Estimate) -> Estimate:
    """What is taken off, so that a column adds down to its net."""
    return amount if amount.is_nought else -amount


def _row(name: str, years: Sequence[_Year], amount: Callable[[_Year], Estimate], *, strong: bool = False, quiet: bool = False) -> Measure:
    return Measure(name, {year.year: amount(year) for year in years}, strong, quiet)
