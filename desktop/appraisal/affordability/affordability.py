"""Affordability: what a proposal does to the budget, to cash and to funding, and how far it closes the budget gap.

The three statements are the budget, the cash flow and the funding statement (Department of Finance, Northern Ireland, step nine of
its guide). The medium-term plan's line is how much the net budget changes from one year to the next. Revenue and capital, and the
general fund and housing, are kept apart; what no record gives to a fund stays apart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from decimal import localcontext

from desktop.appraisal import wording
from desktop.appraisal.affordability.budget import BudgetYear, budget_of_rows, not_housing, told_apart
from desktop.appraisal.affordability.cash import CashYear, cash_of
from desktop.appraisal.affordability.financing import Financing, financing
from desktop.appraisal.affordability.funding import FundingLine, FundingRecord, funding_statement
from desktop.appraisal.affordability.gap import Gap, GapYear, gap_of
from desktop.appraisal.affordability.moving_lines import moving_lines
from desktop.appraisal.affordability.terms import PLAIN, Terms, no_deflator
from desktop.appraisal.case import FlowKind, Fund
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.lines import Line, outside
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Affordability:
    """The statements. `budget` and `cash` are by fund, only those that some line has; `total_cash` is all funds together.

    `gap` is the general fund's or the whole budget's, `housing_gap` that of housing. A statement that cannot be told in the prices of the
    case is left out, and `why` says so.
    """

    budget: dict[Fund, tuple[BudgetYear, ...]] = field(default_factory=dict)
    cash: dict[Fund, tuple[CashYear, ...]] = field(default_factory=dict)
    total_cash: tuple[CashYear, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    gap: tuple[GapYear, ...] = ()
    why: tuple[str, ...] = ()
    housing_gap: tuple[GapYear, ...] = ()
    financing: Financing = field(default_factory=Financing)
    prices: str = ""

    @property
    def gaps(self) -> tuple[GapYear, ...]:
        """The years of every gap."""
        return (*self.gap, *self.housing_gap)


def affordability(
    lines: Iterable[Line],
    years: Sequence[FinancialYear],
    funding: Iterable[FundingRecord] = (),
    gaps: Iterable[Gap] = (),
    terms: Terms = PLAIN,
    *,
    own: Iterable[Line] | None = None,
) -> Affordability:
    """The statements of one option or project, or of several together. Never raises.

    Amounts are as entered, after optimism bias. Savings stated cashable, and income, relieve a budget or bring in cash. A saving that is
    not stated either way may: it counts on the high case alone, and is said, as what is left out is. `gaps` are closed by `own`, the lines
    of whoever has them; without it, by all.
    """
    all_lines = list(lines)
    closing = all_lines if own is None else list(own)
    gaps = list(gaps)
    funds = [fund for fund in Fund if any(line.flow.fund is fund for line in all_lines)]
    why: list[str] = []
    with localcontext(PRECISE):
        rows = moving_lines(all_lines, years)
        by_fund = {fund: [row for row in rows if row.line.flow.fund is fund] for fund in funds}
        home = _home_of_capital(all_lines)
        budget: dict[Fund, tuple[BudgetYear, ...]] = {}
        for fund, own_rows in by_fund.items():
            own_lines = [line for line in all_lines if line.flow.fund is fund]
            capital = own_lines if fund is Fund.HOUSING else [] if fund is not home else not_housing(all_lines)
            statement = budget_of_rows(own_rows, own_lines, capital, years, terms)
            if statement is None:
                why.append(no_deflator(terms))
            else:
                budget[fund] = told_apart(statement, own_lines, capital, years, terms)
        cash = {fund: cash_of(own_rows, years) for fund, own_rows in by_fund.items()}
        total = next(iter(cash.values())) if len(funds) == 1 else cash_of(rows, years)
        gap_years, housing_years = (gap_of(closing, years, gaps, terms, why, housing=housing) for housing in (False, True))
        financed = financing(all_lines, years, terms.rate)
    reasons = tuple(dict.fromkeys((*_left_out(all_lines, years), *financed.why, *why)))
    return Affordability(budget, cash, total, funding_statement(funding), gap_years, reasons, housing_years, financed, terms.prices)


def _home_of_capital(lines: Iterable[Line]) -> Fund:
    """The fund, housing apart, whose budget bears capital cost that nothing covers: the general fund where some of it is its own."""
    costs = [line.flow.fund for line in lines if line.flow.capital and line.flow.kind is FlowKind.COST]
    return Fund.GENERAL if Fund.GENERAL in costs else Fund.NOT_STATED


def _left_out(lines: Sequence[Line], years: Sequence[FinancialYear]) -> list[str]:
    why = list(outside(lines, years))
    held = sum(line.flow.withheld for line in lines)
    if held:
        # what they are is withheld with what they come to, so nothing is said not to be stated of them
        verbs = ("is", "counts") if held == 1 else ("are", "count")
        why.append(f"{wording.counted(held, 'line')} {verbs[0]} withheld here, and {verbs[1]} as not known.")
        lines = [line for line in lines if not line.flow.withheld]
    savings = [line for line in lines if line.flow.kind is FlowKind.SAVING]
    for stated in (None, False):
        apart = [line for line in savings if line.flow.cashable is stated]
        amount = Estimate.sum(line.amount(year) for line in apart for year in years)
        if amount.is_nought:
            continue
        figure = amount.figure_words(running=True)
        what = "A saving of an amount not yet known" if amount.says_nothing else f"{figure[:1].upper()}{figure[1:]} saved over the years"
        why.append(
            f"{what} is not cashable, and is left out of the budget and of cash."
            if stated is False
            else f"{what} is not stated to be cashable: the budget and cash count anything from none of it to all of it."
        )
    unstated = [line for line in lines if line.flow.fund is Fund.NOT_STATED]
    if unstated and len(unstated) < len(lines):
        one = len(unstated) == 1
        why.append(
            f"{wording.counted(len(unstated), 'line')} {'does' if one else 'do'} not say which fund is meant, and "
            f"{'counts' if one else 'count'} for the general fund against the budget gap."
        )
    return why
