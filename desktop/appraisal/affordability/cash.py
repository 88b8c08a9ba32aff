"""Cash, year by year: what comes in less what goes out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from desktop.appraisal.affordability.financing import is_from
from desktop.appraisal.affordability.moving_lines import MovingLine, not_stated_in, yearly_sums_of
from desktop.appraisal.case import FlowKind, FundingKind
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CashYear:
    """One year of cash, in positive amounts; `net` is what comes in less what goes out, and `cumulative` all so far.

    `not_stated` is what is saved without being stated cashable: `saving` has it on the high case alone. Neither borrowing nor reserves
    are cash in.
    """

    year: FinancialYear
    revenue_cost: Estimate
    capital_cost: Estimate
    saving: Estimate
    income: Estimate
    revenue_funding: Estimate
    capital_funding: Estimate
    net: Estimate
    cumulative: Estimate
    not_stated: Estimate = ZERO


def cash_of(rows: Sequence[MovingLine], years: Sequence[FinancialYear]) -> tuple[CashYear, ...]:
    moving = [row for row in rows if not is_from(row.line, FundingKind.BORROWING)]

    def of(kind: FlowKind, *capital: bool) -> list[Estimate]:
        return yearly_sums_of((row for row in moving if row.line.flow.kind is kind and row.line.flow.capital in capital), len(years))

    revenue_cost, capital_cost = of(FlowKind.COST, False), of(FlowKind.COST, True)
    saving, income = of(FlowKind.SAVING, False, True), of(FlowKind.INCOME, False, True)
    revenue_funding, capital_funding = of(FlowKind.FUNDING, False), of(FlowKind.FUNDING, True)
    nets = [
        Estimate.sum((saving[n], income[n], revenue_funding[n], capital_funding[n])) - (revenue_cost[n] + capital_cost[n])
        for n in range(len(years))
    ]
    cumulative, not_stated = list(accumulate(nets)), not_stated_in(rows, years)
    return tuple(
        CashYear(
            year,
            revenue_cost[n],
            capital_cost[n],
            saving[n],
            income[n],
            revenue_funding[n],
            capital_funding[n],
            nets[n],
            cumulative[n],
            not_stated[n],
        )
        for n, year in enumerate(years)
    )
