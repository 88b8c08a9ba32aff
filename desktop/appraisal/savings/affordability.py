"""Affordability: what a proposal does to the budget, to cash and to funding, and how far it closes the budget gap.

The three statements are the budget, the cash flow and the funding statement (Department of Finance, Northern Ireland, step nine of
its guide). The medium-term plan's line is how much the net budget changes from one year to the next. Revenue and capital, and the
general fund and housing, are kept apart; what no record gives to a fund stays apart too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from decimal import Decimal, localcontext
from itertools import accumulate

from db.nouns import choices
from desktop.appraisal import wording
from desktop.appraisal.case import Flow, FlowKind, Fund, FundingKind, FundingStatus
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.financing import MONEY_IN, Financing, at_best, financing, funding_in_years, is_from
from desktop.appraisal.savings.in_plan import Part, parts_of_plan
from desktop.appraisal.savings.lines import Line, change_between, from_cases, more_than, outside
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

__all__ = ["FundingKind", "FundingStatus"]

Prices = choices.Prices
#: What pays for revenue spending without a direction: receipts are for capital.
_REVENUE_MONEY_IN = (FundingKind.GRANT, FundingKind.CONTRIBUTION)


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


@dataclass(frozen=True, slots=True)
class Terms:
    """What a statement needs beside lines and years.

    `rate` is what borrowing costs a year, a fraction of 1, where a line has no rate of its own. `from_cash` takes an amount of each year's
    cash to the prices of the case, `None` where no deflator reaches; it is empty where they are the same. `from_real` takes one in the
    prices of the base year there. `prices` names the prices of the case.
    """

    rate: Decimal | None = None
    from_cash: Mapping[FinancialYear, Decimal | None] = field(default_factory=dict)
    from_real: Mapping[FinancialYear, Decimal | None] = field(default_factory=dict)
    prices: str = ""

    def told(self, amount: Estimate, year: FinancialYear, factors: Mapping[FinancialYear, Decimal | None]) -> Estimate | None:
        """An amount times the factor of its year; `None` where that is not known."""
        factor = factors.get(year, Decimal(1))
        if amount is ZERO or factor == 1:
            return amount
        return None if factor is None else amount.scaled(factor)


_PLAIN = Terms()


def affordability(
    lines: Iterable[Line],
    years: Sequence[FinancialYear],
    funding: Iterable[FundingRecord] = (),
    gaps: Iterable[Gap] = (),
    terms: Terms = _PLAIN,
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
        rows = _rows(all_lines, years)
        by_fund = {fund: [row for row in rows if row.line.flow.fund is fund] for fund in funds}
        home = _home_of_capital(all_lines)
        budget: dict[Fund, tuple[BudgetYear, ...]] = {}
        for fund, own_rows in by_fund.items():
            own_lines = [line for line in all_lines if line.flow.fund is fund]
            capital = own_lines if fund is Fund.HOUSING else [] if fund is not home else _not_housing(all_lines)
            statement = _budget(own_rows, own_lines, capital, years, terms)
            if statement is None:
                why.append(_no_deflator(terms))
            else:
                budget[fund] = _told_apart(statement, own_lines, capital, years, terms)
        cash = {fund: _cash(own_rows, years) for fund, own_rows in by_fund.items()}
        total = next(iter(cash.values())) if len(funds) == 1 else _cash(rows, years)
        gap_years, housing_years = (_gap_of(closing, years, gaps, terms, why, housing=housing) for housing in (False, True))
        financed = financing(all_lines, years, terms.rate)
    reasons = tuple(dict.fromkeys((*_left_out(all_lines, years), *financed.why, *why)))
    return Affordability(budget, cash, total, funding_statement(funding), gap_years, reasons, housing_years, financed, terms.prices)


def gap_closed(lines: Iterable[Line], years: Sequence[FinancialYear], gaps: Iterable[Gap], terms: Terms = _PLAIN) -> tuple[GapYear, ...]:
    """`Affordability.gap` alone: how far lines close the gap of the general fund or of the whole budget in each year. Never raises."""
    with localcontext(PRECISE):
        return _gap_of(list(lines), years, list(gaps), terms, [], housing=False)


def budget_net(lines: Iterable[Line], years: Sequence[FinancialYear], terms: Terms) -> tuple[Estimate | None, tuple[str, ...]]:
    """What lines leave a budget over the years, of savings only those stated cashable; `None`, and why, without a deflator.

    Stated cashable savings, revenue income and awarded revenue grants and contributions, less revenue cost, financing cost, and capital
    cost that no capital funding covers (`interchange.md`, rules of arithmetic).
    """
    all_lines = list(lines)
    counting = [line for line in all_lines if not _is_unstated(line)]
    nets: list[Estimate] = []
    with localcontext(PRECISE):
        for group in ([line for line in counting if line.flow.fund is Fund.HOUSING], _not_housing(counting)):
            statement = _budget(_rows(group, years), group, group, years, terms)
            if statement is None:
                return None, (_no_deflator(terms),)
            nets += [-year.net for year in statement]
        return Estimate.sum(nets), financing(all_lines, years, terms.rate).why


def _no_deflator(terms: Terms) -> str:
    year = next((str(year) for year, factor in terms.from_cash.items() if factor is None), "a year")
    return f"What financing costs cannot be told in {terms.prices} prices: there is no deflator for {year}."


def _not_housing(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.flow.fund is not Fund.HOUSING]


def _home_of_capital(lines: Iterable[Line]) -> Fund:
    """The fund, housing apart, whose budget bears capital cost that nothing covers: the general fund where some of it is its own."""
    costs = [line.flow.fund for line in lines if line.flow.capital and line.flow.kind is FlowKind.COST]
    return Fund.GENERAL if Fund.GENERAL in costs else Fund.NOT_STATED


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
        why.append(f"More of {source} is allocated and spent than is awarded, by {(-left).figure_words(running=True, recorded=True)}.")
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
    """The lines that move money. A saving does where it is stated cashable, and on the high case where nothing is stated."""
    rows = []
    for line in lines:
        flow = line.flow
        if flow.kind is FlowKind.FUNDING:
            if is_from(line, *(MONEY_IN if flow.capital else _REVENUE_MONEY_IN)) or pays_under_direction(flow):
                rows.append(_Row(line, funding_in_years(line, years)))
        elif flow.kind is not FlowKind.SAVING or flow.cashable is not False:
            rows.append(_Row(line, tuple(map(at_best, line.amounts(years))) if _is_unstated(line) else line.amounts(years)))
    return rows


def pays_under_direction(flow: Flow) -> bool:
    """Whether a line pays for revenue spending from what only a direction lets it: borrowing or receipts, and the direction is named."""
    return needs_direction(flow) and flow.direction_named


def needs_direction(flow: Flow) -> bool:
    """Whether a line of funding needs a direction: borrowing, or receipts, against revenue spending."""
    return flow.kind is FlowKind.FUNDING and not flow.capital and flow.funding_source in (FundingKind.BORROWING, FundingKind.RECEIPTS)


def is_one_off(flow: Flow, years: Sequence[FinancialYear]) -> bool:
    """Whether what a line comes to does not return: it is said to be one-off; or it is not said, with nothing in the last year."""
    return flow.recurring is False or (flow.recurring is None and bool(years) and years[-1] not in flow.amounts)


def _is_unstated(line: Line) -> bool:
    return line.flow.kind is FlowKind.SAVING and line.flow.cashable is None


def _not_stated(rows: Iterable[_Row], years: Sequence[FinancialYear]) -> list[Estimate]:
    """What is saved each year without being stated cashable."""
    amounts_by_row = [row.line.amounts(years) for row in rows if _is_unstated(row.line)]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(len(years))]


def _sums(rows: Iterable[_Row], count: int) -> list[Estimate]:
    amounts_by_row = [row.amounts for row in rows]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(count)]


def _budget(
    rows: Iterable[_Row], lines: Sequence[Line], capital: Sequence[Line], years: Sequence[FinancialYear], terms: Terms
) -> tuple[BudgetYear, ...] | None:
    """The revenue budget of some rows; `None` where what financing costs cannot be told in the prices of the case.

    `lines` are those whose borrowing and reserves it bears, `capital` those among which capital cost is covered or not.
    """
    counting = [row for row in rows if _is_revenue(row.line.flow)]
    cost, saving, income, funding = (
        _sums((row for row in counting if row.line.flow.kind is kind), len(years))
        for kind in (FlowKind.COST, FlowKind.SAVING, FlowKind.INCOME, FlowKind.FUNDING)
    )
    financed, charged = financing(lines, years, terms.rate), _charged(capital, years)
    owed: list[Estimate] = [ZERO] * len(years)
    for n, year in enumerate(financed.borrowing):
        told = terms.told(year.cost, year.year, terms.from_cash)
        if told is None:
            return None
        owed[n] = told
    once = [row for row in counting if is_one_off(row.line.flow, years)]
    not_stated = _not_stated(counting, years)
    reserves = _reserves(lines, financed, years)

    asked = [row.amounts for row in counting if row.line.flow.kind is FlowKind.COST]
    spared = [row.amounts for row in counting if row.line.flow.kind is not FlowKind.COST]

    def changes(n: int) -> Estimate:
        more, less = (
            Estimate.sum(change_between(amounts[n - 1] if n else ZERO, amounts[n]) for amounts in part)
            for part in ((*asked, owed, charged), spared)
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


def _budget_of(part: Part, years: Sequence[FinancialYear], terms: Terms) -> tuple[BudgetYear, ...] | None:
    lines, capital = part
    return _budget(_rows(lines, years), lines, capital, years, terms)


def _told_apart(
    statement: tuple[BudgetYear, ...], lines: Sequence[Line], capital: Sequence[Line], years: Sequence[FinancialYear], terms: Terms
) -> tuple[BudgetYear, ...]:
    """The same budget with what is in the medium-term plan already told from what is new."""
    if not any(line.flow.in_plan for line in (*lines, *capital)):
        return tuple(replace(year, new=year.net) for year in statement)
    (new, _), (planned, _) = parts_of_plan(lines)
    (_, charged), (_, charged_already) = parts_of_plan(capital)
    nets, nets_already = (
        [year.net for year in _budget_of(part, years, terms) or statement] for part in ((new, charged), (planned, charged_already))
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


def _charged(lines: Iterable[Line], years: Sequence[FinancialYear]) -> list[Estimate]:
    """Capital cost of each year that no capital funding of its owner covers. What is not needed in its year stays for later ones."""
    by_owner: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        if line.flow.capital and line.flow.amounts:
            by_owner.setdefault((line.owner, line.taken_off), []).append(line)
    parts = [_uncovered(owned, years, taken_off=taken_off) for (_, taken_off), owned in by_owner.items()]
    return [Estimate.sum(part[n] for part in parts if part) for n in range(len(years))]


def _uncovered(lines: Sequence[Line], years: Sequence[FinancialYear], *, taken_off: bool) -> list[Estimate]:
    """The same of one owner; nothing for one without capital cost. Lines that are `taken_off` hold less than nothing of each amount."""
    costs = [line.amounts(years) for line in lines if line.flow.kind is FlowKind.COST]
    if not costs:
        return []
    cover = [line.amounts(years) for line in lines if line.flow.kind is FlowKind.INCOME]
    cover += [
        tuple(
            _above(amount) if is_from(line, FundingKind.RESERVES) and not taken_off else amount for amount in funding_in_years(line, years)
        )
        for line in lines
        if is_from(line, *MONEY_IN, FundingKind.BORROWING, FundingKind.RESERVES)
    ]
    spent, paid = ([Estimate.sum(amounts[n] for amounts in every) for n in range(len(years))] for every in (costs, cover))
    if taken_off:
        spent, paid = [-amount for amount in spent], [-amount for amount in paid]
    least = _left_uncovered([amount.low for amount in spent], [amount.high for amount in paid])
    likely = _left_uncovered([amount.central for amount in spent], [amount.central for amount in paid], is_likely=True)
    most = _left_uncovered([amount.high for amount in spent], [amount.low for amount in paid])
    uncovered = [
        from_cases(
            (low, central, high),
            unknown=cost.unknown + covered.unknown,
            approximate=cost.approximate or covered.approximate,
            assumed_floor=cost.assumed_floor or covered.assumed_floor,
        )
        for low, central, high, cost, covered in zip(least, likely, most, spent, paid, strict=True)
    ]
    told = [ZERO if amount.low == amount.high == 0 else amount for amount in uncovered]
    return [-amount for amount in told] if taken_off else told


def _above(amount: Estimate) -> Estimate:
    """What is used of reserves, as what is paid back covers nothing."""
    return ZERO if amount.high is not None and amount.high <= 0 else amount


def _left_uncovered(spent: Sequence[Decimal | None], paid: Sequence[Decimal | None], *, is_likely: bool = False) -> list[Decimal | None]:
    """What is left of each year's cost on one case; open ends are without limit, and an open likely figure leaves the rest open."""
    left: list[Decimal | None] = []
    kept: Decimal | None = Decimal(0)
    for cost, cover in zip(spent, paid, strict=True):
        if is_likely and (cost is None or cover is None or kept is None):
            left.append(Decimal(0) if cost == 0 else None)
            kept = None
            continue
        have = None if kept is None or cover is None else kept + cover
        if cost is None:
            left.append(None)
            kept = Decimal(0)
        elif have is None:
            left.append(Decimal(0))
            kept = None
        else:
            left.append(max(cost - have, Decimal(0)))
            kept = max(have - cost, Decimal(0))
    return left


def _cash(rows: Sequence[_Row], years: Sequence[FinancialYear]) -> tuple[CashYear, ...]:
    moving = [row for row in rows if not is_from(row.line, FundingKind.BORROWING)]

    def of(kind: FlowKind, *capital: bool) -> list[Estimate]:
        return _sums((row for row in moving if row.line.flow.kind is kind and row.line.flow.capital in capital), len(years))

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


def _gap_of(
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
                    why.append(f"The budget gap of {year} cannot be told in {told_in}: there is no deflator for {year}.")
                else:
                    asked[year] = told
    if not asked:
        return ()
    closing = [line for line in lines if (line.flow.fund is Fund.HOUSING) is housing]
    new, planned = (_budget_of(part, years, terms) for part in parts_of_plan(closing))
    if new is None or planned is None:
        why.append(_no_deflator(terms))
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
