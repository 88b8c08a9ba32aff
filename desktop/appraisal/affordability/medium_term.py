"""The medium-term plan: what a proposal adds to a revenue budget and takes off it year by year, with the gap before and after reserves.

The plan is in the prices of the case. Where a line of a case in real prices says how much its price or pay rises a year, the plan is in
cash instead: such a line rises by its rate, compounded from the year in whose prices it is entered, borrowing costs what it costs, and a
line without a rate stays as it is entered. No other result is moved by these rates, as the Green Book's are real.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext

from db.nouns.choices import Prices
from desktop.appraisal.affordability.affordability import Affordability, affordability
from desktop.appraisal.affordability.budget import BudgetYear
from desktop.appraisal.affordability.gap import Gap, GapYear
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.case import Flow, FlowKind, Fund
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, more_than
from desktop.appraisal.years import FinancialYear


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One year of what a proposal does to the medium-term plan: amounts asked of the budget, below nothing where they relieve it.

    `base` is the net call of the year before. `recurring`, `one_off`, `inflation` and `financing` add to `net`, and so do `in_plan`, which
    the plan has already, and `new`. `gap` is that in the plan, before what is new; `before` and `after` are what is left of it, before
    reserves and after them; `None` in a year without one.
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
    inflation: Estimate = ZERO
    in_plan: Estimate = ZERO
    new: Estimate = ZERO
    not_stated: Estimate = ZERO


@dataclass(frozen=True, slots=True)
class MediumTermPlan:
    """The plan by fund, only those that some line has, in these prices.

    `rises_from` is the year from which lines with a rate rise, `None` where none has one; `without_rate` are then the lines that stay as
    they are entered. `why` is what cannot be told, in sentences.
    """

    funds: dict[Fund, tuple[PlanYear, ...]] = field(default_factory=dict)
    prices: str = ""
    rises_from: FinancialYear | None = None
    without_rate: tuple[Line, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def in_plan(self) -> bool:
        """Whether some of it is in the plan already."""
        return any(not year.in_plan.is_nought for years in self.funds.values() for year in years)


def plan_of(budgets: Affordability, gaps: Affordability) -> MediumTermPlan:
    """The plan of a revenue budget, with the gaps of another statement: our own council's money closes its gap. Never raises."""
    funds = {fund: _years(budget, gaps.housing_gap if fund is Fund.HOUSING else gaps.gap) for fund, budget in budgets.budget.items()}
    return MediumTermPlan(funds, budgets.prices, why=budgets.why)


@dataclass(frozen=True, slots=True)
class CashTerms:
    """What takes a case in real prices to cash: `terms` of its statements in cash, and the year in whose prices its lines are entered."""

    terms: Terms
    entered_in: FinancialYear


def plan_in_cash(
    lines: Sequence[Line], closing: Sequence[Line], years: Sequence[FinancialYear], gaps: Iterable[Gap], cash: CashTerms
) -> MediumTermPlan:
    """The plan in cash of lines entered in real prices, some of which rise by a rate of their own. Never raises.

    `closing` are those of whoever has the gaps. A gap that says nothing of its prices is in those of the case.
    """
    in_case = [gap if gap.prices is not None else replace(gap, prices=Prices.REAL) for gap in gaps]
    with localcontext(PRECISE):
        raised, raised_closing = (tuple(_raised(line, years, cash.entered_in) for line in part) for part in (lines, closing))
    statements = affordability(raised, years, (), in_case, cash.terms, own=raised_closing)
    entered = affordability(lines, years, terms=cash.terms)
    rising = [n for n, line in enumerate(lines) if rises(line.flow)]
    before, after = (affordability([part[n] for n in rising], years, terms=cash.terms).budget for part in (lines, raised))
    funds = {
        fund: _years(
            budget,
            statements.housing_gap if fund is Fund.HOUSING else statements.gap,
            entered.budget[fund],
            [more_than(now.net, then.net) for now, then in zip(after.get(fund, ()), before.get(fund, ()), strict=True)],
        )
        for fund, budget in statements.budget.items()
    }
    without = tuple(line for line in lines if line.flow.amounts and can_rise(line.flow) and not line.flow.inflation)
    return MediumTermPlan(funds, cash.terms.prices, cash.entered_in, without, statements.why)


def can_rise(flow: Flow) -> bool:
    """Whether a line is one whose price or pay may rise in a revenue budget: a saving, or revenue cost or income."""
    return flow.kind is FlowKind.SAVING or (flow.kind is not FlowKind.FUNDING and not flow.capital)


def rises(flow: Flow) -> bool:
    """Whether the amounts of a line rise by a rate of its own."""
    return bool(flow.inflation) and bool(flow.amounts) and can_rise(flow)


def rise(rate: Decimal, span: int) -> Decimal:
    """What rising by a rate, a fraction of 1 a year, makes of 1 after so many years: (1 + rate) ^ years."""
    base = 1 + rate
    return Decimal(1) if not span or (not base and span < 0) else base**span


def _raised(line: Line, years: Sequence[FinancialYear], entered_in: FinancialYear) -> Line:
    flow = line.flow
    if not rises(flow):
        return line
    rate = flow.inflation or Decimal(0)
    amounts = {
        year: amount if amount is ZERO or year not in years else amount.scaled(rise(rate, year.since(entered_in)))
        for year, amount in flow.amounts.items()
    }
    return replace(line, flow=replace(flow, amounts=amounts))


def _years(
    budget: Sequence[BudgetYear], gap: Sequence[GapYear], entered: Sequence[BudgetYear] | None = None, inflation: Sequence[Estimate] = ()
) -> tuple[PlanYear, ...]:
    """The years of a revenue budget as the plan has them. `entered` is the same budget before inflation, which is told beside it."""
    gaps = {year.year: year for year in gap}
    before_inflation = budget if entered is None else entered
    years = []
    for n, (year, as_entered) in enumerate(zip(budget, before_inflation, strict=True)):
        asked = gaps.get(year.year)
        years.append(
            PlanYear(
                year.year,
                budget[n - 1].net if n else ZERO,
                more_than(more_than(as_entered.net, as_entered.one_off), as_entered.financing),
                as_entered.one_off,
                year.financing,
                year.net,
                year.change,
                None if asked is None else asked.gap,
                None if asked is None else asked.left,
                year.reserves if asked is None else asked.reserves,
                None if asked is None else asked.after,
                inflation[n] if inflation else ZERO,
                year.in_plan,
                year.new,
            )
        )
    return tuple(years)
