"""The revenue budget, year by year, and how much it changes: the medium-term plan's line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import localcontext

from desktop.appraisal.affordability.financing import Financing, financing, is_from
from desktop.appraisal.affordability.in_plan import Part, parts_of_plan
from desktop.appraisal.affordability.moving_lines import MovingLine, is_one_off, is_unstated, moving_lines, not_stated_in, yearly_sums_of
from desktop.appraisal.affordability.terms import Terms, no_deflator
from desktop.appraisal.affordability.uncovered_capital import uncovered_capital
from desktop.appraisal.case import Flow, FlowKind, Fund, FundingKind
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, change_of_all
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One year of the revenue budget. `net` is what it asks of the budget, below nothing where it relieves it.

    `change` is the medium-term plan's line: by how much `net` differs from the year before. `one_off` is the part of `net` that does not
    return. `not_stated` is what is saved without being stated cashable: `saving` has it on the high case alone. `funding` is revenue
    grants and contributions that are awarded, and on the high case those sought. `financing` is what borrowing costs, in the prices of
    the statement; `capital` is capital spending that no capital funding covers, charged to revenue in its year. `reserves` is what is
    used of revenue reserves less what is paid back into any: never money in, and no part of `net`. `in_plan` is the part of `net` that the
    medium-term plan has already, and `new` the rest.
    """

    year: FinancialYear
    cost: Estimate
    saving: Estimate
    income: Estimate
    funding: Estimate
    net: Estimate
    change: Estimate
    one_off: Estimate
    not_stated: Estimate = ZERO
    financing: Estimate = ZERO
    capital: Estimate = ZERO
    reserves: Estimate = ZERO
    in_plan: Estimate = ZERO
    new: Estimate = ZERO


def budget_net(lines: Iterable[Line], years: Sequence[FinancialYear], terms: Terms) -> tuple[Estimate | None, tuple[str, ...]]:
    """What lines leave a budget over the years, of savings only those stated cashable; `None`, and why, without a deflator.

    Stated cashable savings, revenue income and awarded revenue grants and contributions, less revenue cost, financing cost, and capital
    cost that no capital funding covers (`interchange.md`, rules of arithmetic).
    """
    all_lines = list(lines)
    left = left_by_year(all_lines, years, terms)
    return (None, (no_deflator(terms),)) if left is None else (Estimate.sum(left), financing(all_lines, years, terms.rate).why)


def left_by_year(lines: Iterable[Line], years: Sequence[FinancialYear], terms: Terms) -> tuple[Estimate, ...] | None:
    """What lines leave a budget in each year, as `budget_net` counts it; `None` without a deflator."""
    counting = [line for line in lines if not is_unstated(line)]
    nets = [ZERO] * len(years)
    with localcontext(PRECISE):
        for group in ([line for line in counting if line.flow.fund is Fund.HOUSING], not_housing(counting)):
            statement = budget_of_rows(moving_lines(group, years), group, group, years, terms)
            if statement is None:
                return None
            nets = [net - year.net for net, year in zip(nets, statement, strict=True)]
    return tuple(nets)


def not_housing(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.flow.fund is not Fund.HOUSING]


def budget_of_rows(
    rows: Iterable[MovingLine], lines: Sequence[Line], capital: Sequence[Line], years: Sequence[FinancialYear], terms: Terms
) -> tuple[BudgetYear, ...] | None:
    """The revenue budget of some rows; `None` where what financing costs cannot be told in the prices of the case.

    `lines` are those whose borrowing and reserves it bears, `capital` those among which capital cost is covered or not.
    """
    counting = [row for row in rows if _is_revenue(row.line.flow)]
    cost, saving, income, funding = (
        yearly_sums_of((row for row in counting if row.line.flow.kind is kind), len(years))
        for kind in (FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING)
    )
    financed, charged = financing(lines, years, terms.rate), uncovered_capital(capital, years)
    owed: list[Estimate] = [ZERO] * len(years)
    for n, year in enumerate(financed.borrowing):
        told = terms.told(year.cost, year.year, terms.from_cash)
        if told is None:
            return None
        owed[n] = told
    once = [row for row in counting if is_one_off(row.line.flow, years)]
    not_stated = not_stated_in(counting, years)
    reserves = _reserves(lines, financed, years)

    asked = [row.amounts for row in counting if row.line.flow.kind is FlowKind.COST]
    spared = [row.amounts for row in counting if row.line.flow.kind is not FlowKind.COST]

    def changes(n: int) -> Estimate:
        more, less = (
            change_of_all((amounts[n - 1] if n else ZERO, amounts[n]) for amounts in part) for part in ((*asked, owed, charged), spared)
        )
        return more - less

    return tuple(
        BudgetYear(
            year,
            cost[n],
            saving[n],
            income[n],
            funding[n],
            Estimate.sum((cost[n], owed[n], charged[n])) - saving[n] - income[n] - funding[n],
            changes(n),
            Estimate.sum((charged[n], *(row.signed(row.amounts[n]) for row in once))),
            not_stated[n],
            owed[n],
            charged[n],
            reserves[n],
        )
        for n, year in enumerate(years)
    )


def budget_of(part: Part, years: Sequence[FinancialYear], terms: Terms) -> tuple[BudgetYear, ...] | None:
    lines, capital = part
    return budget_of_rows(moving_lines(lines, years), lines, capital, years, terms)


def told_apart(
    statement: tuple[BudgetYear, ...], lines: Sequence[Line], capital: Sequence[Line], years: Sequence[FinancialYear], terms: Terms
) -> tuple[BudgetYear, ...]:
    """The same budget with what is in the medium-term plan already told from what is new."""
    if not any(line.flow.in_plan for line in (*lines, *capital)):
        return tuple(replace(year, new=year.net) for year in statement)
    (new, _), (planned, _) = parts_of_plan(lines)
    (_, charged), (_, charged_already) = parts_of_plan(capital)
    nets, nets_already = (
        [year.net for year in budget_of(part, years, terms) or statement] for part in ((new, charged), (planned, charged_already))
    )
    return tuple(replace(year, new=net, in_plan=has) for year, net, has in zip(statement, nets, nets_already, strict=True))


def _is_revenue(flow: Flow) -> bool:
    """Whether a line that moves money moves the revenue budget: every cashable saving does, capital cost, income and funding do not."""
    return not flow.capital or flow.kind is FlowKind.SAVING


def _reserves(lines: Iterable[Line], financed: Financing, years: Sequence[FinancialYear]) -> list[Estimate]:
    """What revenue reserves are used each year, less what is paid back into any: those for capital cover it, and close no gap."""
    if not financed.reserves:
        return [ZERO] * len(years)
    revenue = financing([line for line in lines if not line.flow.capital and is_from(line, FundingKind.RESERVES)], years, None)
    used = [year.used for year in revenue.reserves] or [ZERO] * len(years)
    return [part if year.repaid is ZERO else part - year.repaid for part, year in zip(used, financed.reserves, strict=True)]
