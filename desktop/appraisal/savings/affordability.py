"""Affordability: what a proposal does to the budget, to cash and to funding, and how far it closes the budget gap.

The three statements are the budget, the cash flow and the funding statement (Department of Finance, Northern Ireland, step nine of
its guide). The medium-term plan's line is how much the net budget changes from one year to the next. Revenue and capital, and the
general fund and housing, are kept apart; what no record gives to a fund stays apart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import localcontext
from itertools import accumulate

from db.nouns import choices
from desktop.appraisal import wording
from desktop.appraisal.case import FlowKind, Fund
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, change_between, may_count, outside
from desktop.appraisal.years import FinancialYear

FundingKind = choices.FundingKind
FundingStatus = choices.FundingStatus


@dataclass(frozen=True, slots=True)
class FundingRecord:
    """One amount of a source: awarded, allocated to a purpose, spent, or only sought."""

    source: str
    amount: Estimate
    status: FundingStatus
    kind: FundingKind = FundingKind.NOT_STATED
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One source. What is allocated and what is spent are apart, so `left` is awarded less both; `None` where no award is recorded."""

    source: str
    kind: FundingKind
    sought: Estimate
    awarded: Estimate | None
    allocated: Estimate
    spent: Estimate
    left: Estimate | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One year of the budget: revenue only. `net` is what it asks of the budget, below nothing where it relieves it.

    `change` is the medium-term plan's line: by how much `net` differs from the year before. `one_off` is the part of `net` that is
    stated to be one-off. `not_stated` is what is saved without being stated cashable: `saving` runs from none of it to all of it.
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


@dataclass(frozen=True, slots=True)
class CashYear:
    """One year of cash, in positive amounts; `net` is what comes in less what goes out, and `cumulative` all so far.

    `not_stated` is what is saved without being stated cashable: `saving` runs from none of it to all of it.
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


@dataclass(frozen=True, slots=True)
class GapYear:
    """One year of the budget gap: all of it in that year, what the general fund's budget is relieved by, and what is left to close.

    `relief_one_off` is the part of the relief that does not return. A surplus is below nothing. `not_stated` is what is saved without
    being stated cashable: the relief runs from none of it to all of it.
    """

    year: FinancialYear
    gap: Estimate
    relief: Estimate
    relief_one_off: Estimate
    left: Estimate
    not_stated: Estimate = ZERO


@dataclass(frozen=True, slots=True)
class Affordability:
    """The statements. `budget` and `cash` are by fund, only those that some line has; `total_cash` is all funds together."""

    budget: dict[Fund, tuple[BudgetYear, ...]] = field(default_factory=dict)
    cash: dict[Fund, tuple[CashYear, ...]] = field(default_factory=dict)
    total_cash: tuple[CashYear, ...] = ()
    funding: tuple[FundingLine, ...] = ()
    gap: tuple[GapYear, ...] = ()
    why: tuple[str, ...] = ()


def affordability(
    lines: Iterable[Line],
    years: Sequence[FinancialYear],
    funding: Iterable[FundingRecord] = (),
    gap: Mapping[FinancialYear, Estimate] | None = None,
) -> Affordability:
    """The statements of one option or project, or of several together. Never raises.

    Amounts are as entered, after optimism bias. Savings stated cashable, and income, relieve a budget or bring in cash. A saving that is
    not stated either way may: what it comes to is anything from £0 to all of it, and is said, as what is left out is.
    """
    all_lines = list(lines)
    funds = [fund for fund in Fund if any(line.flow.fund is fund for line in all_lines)]
    with localcontext(PRECISE):
        rows = _rows(all_lines, years)
        by_fund = {fund: [row for row in rows if row.line.flow.fund is fund] for fund in funds}
        budget = {fund: _budget(own, years) for fund, own in by_fund.items()}
        cash = {fund: _cash(own, years) for fund, own in by_fund.items()}
        total = next(iter(cash.values())) if len(funds) == 1 else _cash(rows, years)
        general = _budget([row for row in rows if row.line.flow.fund is not Fund.HOUSING], years) if gap else ()
        gap_years, why = _gap(general, gap or {}, years)
    statement = funding_statement(funding)
    return Affordability(budget, cash, total, statement, gap_years, (*_left_out(all_lines, years), *why))


def gap_closed(lines: Iterable[Line], years: Sequence[FinancialYear], gap: Mapping[FinancialYear, Estimate]) -> tuple[GapYear, ...]:
    """`Affordability.gap` alone: how far the general fund's revenue lines close the gap of each year that has one. Never raises."""
    with localcontext(PRECISE):
        rows = _rows([line for line in lines if line.flow.fund is not Fund.HOUSING], years)
        return _gap(_budget(rows, years), gap, years)[0]


def funding_statement(records: Iterable[FundingRecord]) -> tuple[FundingLine, ...]:
    """Each source once, in the order recorded: sought, awarded, allocated, spent and left. Never raises."""
    by_source: dict[str, list[FundingRecord]] = {}
    for record in records:
        by_source.setdefault(record.source, []).append(record)
    return tuple(_source(source, own_records) for source, own_records in by_source.items())


def awarded_by_kind(statement: Iterable[FundingLine]) -> dict[FundingKind, Estimate]:
    """What is awarded of each kind, so that a flexibility is never read as grant."""
    awarded: dict[FundingKind, Estimate] = {}
    for line in statement:
        if line.awarded is not None:
            awarded[line.kind] = awarded.get(line.kind, ZERO) + line.awarded
    return awarded


def _source(source: str, records: Sequence[FundingRecord]) -> FundingLine:
    def of(status: FundingStatus) -> Estimate:
        return Estimate.sum(record.amount for record in records if record.status is status)

    kinds = list(dict.fromkeys(record.kind for record in records if record.kind is not FundingKind.NOT_STATED))
    why = [f"{source} is recorded as {wording.listed(kinds)}: the first is used."] if len(kinds) > 1 else []
    awarded = of(FundingStatus.AWARDED) if any(record.status is FundingStatus.AWARDED for record in records) else None
    allocated, spent = of(FundingStatus.ALLOCATED), of(FundingStatus.SPENT)
    left = None if awarded is None else awarded - allocated - spent
    if left is None and not (allocated.is_nought and spent.is_nought):
        why.append(f"What is left of {source} is not known: no award is recorded.")
    elif left is not None and left.high is not None and left.high < 0:
        why.append(f"More of {source} is allocated and spent than is awarded, by {(-left).figure_words(running=True)}.")
    return FundingLine(
        source, kinds[0] if kinds else FundingKind.NOT_STATED, of(FundingStatus.SOUGHT), awarded, allocated, spent, left, tuple(why)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One line that moves money, with its amount in each year."""

    line: Line
    amounts: tuple[Estimate, ...]

    def signed(self, amount: Estimate) -> Estimate:
        """An amount as it counts in what is asked of the budget."""
        return amount if amount is ZERO or self.line.flow.kind is FlowKind.COST else -amount


def _rows(lines: Iterable[Line], years: Sequence[FinancialYear]) -> list[_Row]:
    """A saving moves money where it is stated cashable, and may where nothing is stated."""
    return [
        _Row(line, tuple(map(may_count, line.amounts(years))) if _is_unstated(line) else line.amounts(years))
        for line in lines
        if line.flow.kind is not FlowKind.SAVING or line.flow.cashable is not False
    ]


def _is_unstated(line: Line) -> bool:
    return line.flow.kind is FlowKind.SAVING and line.flow.cashable is None


def _not_stated(rows: Iterable[_Row], years: Sequence[FinancialYear]) -> list[Estimate]:
    """What is saved each year without being stated cashable."""
    amounts_by_row = [row.line.amounts(years) for row in rows if _is_unstated(row.line)]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(len(years))]


def _sums(rows: Iterable[_Row], count: int) -> list[Estimate]:
    amounts_by_row = [row.amounts for row in rows]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(count)]


def _budget(rows: Iterable[_Row], years: Sequence[FinancialYear]) -> tuple[BudgetYear, ...]:
    revenue = [row for row in rows if not row.line.flow.capital]
    cost, saving, income, funding = (
        _sums((row for row in revenue if row.line.flow.kind is kind), len(years))
        for kind in (FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING)
    )
    once = [row for row in revenue if row.line.flow.recurring is False]
    not_stated = _not_stated(revenue, years)
    return tuple(
        BudgetYear(
            year,
            cost[n],
            saving[n],
            income[n],
            funding[n],
            cost[n] - saving[n] - income[n] - funding[n],
            Estimate.sum(row.signed(change_between(row.amounts[n - 1] if n else ZERO, row.amounts[n])) for row in revenue),
            Estimate.sum(row.signed(row.amounts[n]) for row in once),
            not_stated[n],
        )
        for n, year in enumerate(years)
    )


def _cash(rows: Sequence[_Row], years: Sequence[FinancialYear]) -> tuple[CashYear, ...]:
    def of(kind: FlowKind, *capital: bool) -> list[Estimate]:
        return _sums((row for row in rows if row.line.flow.kind is kind and row.line.flow.capital in capital), len(years))

    revenue_cost, capital_cost = of(FlowKind.COST, False), of(FlowKind.COST, True)
    saving, income = of(FlowKind.SAVING, False, True), of(FlowKind.INCOME, False, True)
    revenue_funding, capital_funding = of(FlowKind.FUNDING, False), of(FlowKind.FUNDING, True)
    nets = [
        Estimate.sum((saving[n], income[n], revenue_funding[n], capital_funding[n])) - (revenue_cost[n] + capital_cost[n])
        for n in range(len(years))
    ]
    cumulative, not_stated = list(accumulate(nets)), _not_stated(rows, years)
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


def _gap(
    budget: Sequence[BudgetYear], gap: Mapping[FinancialYear, Estimate], years: Sequence[FinancialYear]
) -> tuple[tuple[GapYear, ...], list[str]]:
    if not gap:
        return (), []
    gap_years = []
    for row in budget:
        if (asked := gap.get(row.year)) is not None:
            relief = -row.net
            gap_years.append(GapYear(row.year, asked, relief, -row.one_off, asked - relief, row.not_stated))
    outside_years = [str(year) for year in sorted(gap) if year not in set(years)]
    blank = [str(year) for year in years if year not in gap]
    why = []
    if outside_years:
        why.append(f"The budget gap of {wording.listed(outside_years)} is outside the years appraised and is left out.")
    if blank:
        why.append(f"No budget gap is recorded for {_span(blank)}.")
    return tuple(gap_years), why


def _span(years: Sequence[str]) -> str:
    return wording.listed(years) if len(years) <= 3 else f"{len(years)} of the years appraised"


def _left_out(lines: Sequence[Line], years: Sequence[FinancialYear]) -> list[str]:
    why = list(outside(lines, years))
    savings = [line for line in lines if line.flow.kind is FlowKind.SAVING]
    for stated in (None, False):
        apart = [line for line in savings if line.flow.cashable is stated]
        amount = Estimate.sum(line.amount(year) for line in apart for year in years)
        if amount.is_nought:
            continue
        figure = amount.to_pence().figure_words(running=True)
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
