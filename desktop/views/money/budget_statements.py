"""What the statements of affordability say in words: budget, cash, and the budget gap. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal import money, wording
from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.budget import BudgetYear
from desktop.appraisal.affordability.cash import CashYear
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.affordability.medium_term import PlanYear
from desktop.appraisal.case import Fund
from desktop.appraisal.estimate import Estimate, rounding_that_agrees
from desktop.appraisal.findings.budget import closing
from desktop.results.money.statements import FUNDS

#: Every fund together, where a statement has it.
ALL_FUNDS = "All funds"


def funds_of(affordability: Affordability) -> tuple[Fund, ...]:
    """The funds that some line has, the general fund first."""
    return tuple(fund for fund in FUNDS if fund in affordability.budget or fund in affordability.cash)


def budget_sentences(years: Sequence[BudgetYear] | Sequence[PlanYear]) -> list[str]:
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
        sentences.append(f"At worst it takes {money.rounded(-deepest.cumulative.low, running=True)} of cash, by the end of {deepest.year}.")
    elif len(known) == len(years):
        sentences.append("It never takes more cash than it has brought in.")
    last = years[-1]
    return [*sentences, f"Cash by the end of {last.year}: {last.cumulative.total_words(running=True)}."]


def gap_sentences(name: str, years: Sequence[GapYear]) -> list[str]:
    """What is left of the gap in its last year, and in which years it is closed before reserves; `name` says whose money closes it."""
    if not years:
        return []
    last = years[-1]
    relief = closing(years)
    rounding = rounding_that_agrees((last.gap, relief, last.left))
    closes = "an amount not yet known" if relief.says_nothing else relief.total_words(running=True, rounding=rounding)
    if last.gap.says_nothing:
        sentences = [f"In {last.year} {name} closes {closes} of a gap that is not yet known."]
    else:
        sentences = [f"Of a gap of {last.gap.total_words(running=True, rounding=rounding)} in {last.year}, {name} closes {closes}."]
    if not last.in_plan.is_nought:
        sentences.append("What is in the plan already closes no more of it: the gap was struck after that.")
    asking = [year for year in years if not year.gap.is_nought]
    closed = [str(year.year) for year in asking if year.left.high is not None and year.left.high <= 0]
    if not asking:
        sentences.append("No year has a gap.")
    elif closed:
        sentences.append(f"The gap is closed in {wording.listed(closed)}.")
    else:
        sentences.append("The gap is not shown to be closed in any year.")
    return sentences


def _moves(net: Estimate) -> str:
    """What a net budget does, so that no sign has to be read."""
    if net.says_nothing:
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
