"""What borrowing costs a budget: provision for its repayment, and interest.

Minimum revenue provision by the asset life method (Ministry of Housing, Communities and Local Government, Capital finance: guidance on
minimum revenue provision, option 3): from the year after the spending, or after the asset comes into use, what was borrowed is charged to
revenue over the life of the asset, in equal instalments or as the principal of an annuity. The housing revenue account owes no provision:
it pays interest alone unless voluntary repayment is recorded. Interest is on what is outstanding when a year opens, and so from the year
after borrowing.

Amounts are pounds of each year's cash. Every part is whole pence, and what is borrowed is what is repaid, to the penny.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

from desktop.appraisal import money
from desktop.appraisal.case import Flow, FlowKind, Fund, FundingKind, FundingStatus, RevenueProvision
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.partners.shares import divided
from desktop.appraisal.savings.lines import Line, cases_of
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: An asset's life of more years than this wants a reason (the same guidance).
LONGEST_LIFE = 50
#: Funding that is money in once it is awarded.
MONEY_IN = frozenset((FundingKind.GRANT, FundingKind.CONTRIBUTION, FundingKind.RECEIPTS))
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class FinancingYear:
    """One year of what is borrowed: provision, interest on the opening balance, and what is outstanding when the year ends."""

    year: FinancialYear
    mrp: Estimate
    interest: Estimate
    outstanding: Estimate

    @property
    def cost(self) -> Estimate:
        """What it costs the budget, in that year's cash."""
        return self.mrp + self.interest


@dataclass(frozen=True, slots=True)
class ReservesYear:
    """One year of reserves: what is used, and what is paid back into them."""

    year: FinancialYear
    used: Estimate
    repaid: Estimate


@dataclass(frozen=True, slots=True)
class Financing:
    """Borrowing and reserves by year; empty where there are none. `why` is what cannot be worked out, in sentences."""

    borrowing: tuple[FinancingYear, ...] = ()
    reserves: tuple[ReservesYear, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def still_to_repay(self) -> Estimate:
        """What is outstanding when the last year ends."""
        return self.borrowing[-1].outstanding if self.borrowing else ZERO


def equal_instalments(borrowed: Decimal, life: int) -> tuple[Decimal, ...]:
    """An amount in equal yearly instalments that add to it to the penny; of odd pennies the first years have one each."""
    parts = divided(borrowed, {str(year): Fraction(1, life) for year in range(life)})
    return tuple(parts.values())


def annuity_instalments(borrowed: Decimal, life: int, rate: Decimal) -> tuple[Decimal, ...]:
    """The principal repaid each year by a level annuity, adding to what was borrowed to the penny.

    Of an annuity over n years at rate r the principal repaid after k years is the loan times ((1 + r)^k − 1) / ((1 + r)^n − 1). At a rate
    of nothing instalments are equal.
    """
    if not rate:
        return equal_instalments(borrowed, life)
    with localcontext(PRECISE):
        whole = (1 + rate) ** life - 1
        repaid = [money.to_pence(borrowed * ((1 + rate) ** year - 1) / whole) for year in range(life)] + [money.to_pence(borrowed)]
        return tuple(after - before for before, after in pairwise(repaid))


def counted(flow: Flow, amount: Estimate) -> Estimate:
    """What a line of funding comes to: what is only sought counts nothing on the low and the likely case, and whole on the high one.

    Of grants, contributions and receipts a blank status is sought: none counts as awarded until somebody says so. Borrowing and reserves
    are ours to decide on, and are sought only where that is stated.
    """
    sought = flow.status is FundingStatus.SOUGHT or (flow.status is None and flow.funding_source in MONEY_IN)
    return at_best(amount) if sought else amount


def at_best(amount: Estimate) -> Estimate:
    """What counts on the high case alone: nothing on the low and the likely one."""
    if amount is ZERO:
        return amount
    low = None if amount.low is None else min(amount.low, _NOUGHT)
    high = None if amount.high is None else max(amount.high, _NOUGHT)
    return Estimate.derived(low, _NOUGHT, high, unknown=amount.unknown, approximate=amount.approximate, assumed_floor=amount.assumed_floor)


def funding_in_years(line: Line, years: Sequence[FinancialYear]) -> tuple[Estimate, ...]:
    """What a line of funding comes to in each year, as far as it counts."""
    return tuple(amount if amount is ZERO else counted(line.flow, amount) for amount in line.amounts(years))


def is_from(line: Line, *sources: FundingKind) -> bool:
    """Whether a line is funding from one of these."""
    return line.flow.kind is FlowKind.FUNDING and line.flow.funding_source in sources


def financing(lines: Iterable[Line], years: Sequence[FinancialYear], rate: Decimal | None) -> Financing:
    """What is borrowed and taken from reserves by these lines. Never raises. `rate` is the case's, for lines with none of their own."""
    every = [line for line in lines if line.flow.amounts]
    borrowing = [line for line in every if is_from(line, FundingKind.BORROWING)]
    reserves = [line for line in every if is_from(line, FundingKind.RESERVES)]
    if not borrowing and not reserves:
        return Financing()
    why: list[str] = []
    with localcontext(PRECISE):
        schedules = [
            _schedule(line, years, life_of(line, every), line.flow.rate if line.flow.rate is not None else rate, why) for line in borrowing
        ]
        owed = tuple(
            FinancingYear(
                year,
                Estimate.sum(schedule[n].mrp for schedule in schedules),
                Estimate.sum(schedule[n].interest for schedule in schedules),
                Estimate.sum(schedule[n].outstanding for schedule in schedules),
            )
            for n, year in enumerate(years)
            if schedules
        )
        moved = [(line, funding_in_years(line, years)) for line in reserves]
        used = tuple(
            ReservesYear(year, *(Estimate.sum(_part(row[n], line, above=above) for line, row in moved) for above in (True, False)))
            for n, year in enumerate(years)
            if moved
        )
    return Financing(owed, used, tuple(dict.fromkeys(why)))


def _part(amount: Estimate, line: Line, *, above: bool) -> Estimate:
    """What of an amount is above nothing, or what is below it, as an amount above nothing; the other way round of what is taken off."""
    if amount is ZERO:
        return ZERO
    if line.taken_off:
        return -_part(-amount, replace(line, taken_off=False), above=above)
    turned = amount if above else -amount
    if turned.high is not None and turned.high <= 0:
        return ZERO
    return _told([None if end is None else max(end, _NOUGHT) for end in cases_of(turned)], turned)


def life_of(line: Line, every: Sequence[Line]) -> int | None:
    """The years an asset lasts: as the borrowing says, else as all the capital costs of its owner that say it say alike."""
    if line.flow.asset_life is not None:
        return line.flow.asset_life
    lives = {
        other.flow.asset_life
        for other in every
        if other.owner == line.owner and other.flow.kind is FlowKind.COST and other.flow.capital and other.flow.asset_life is not None
    }
    return lives.pop() if len(lives) == 1 else None


def _schedule(
    line: Line, years: Sequence[FinancialYear], life: int | None, rate: Decimal | None, why: list[str]
) -> tuple[FinancingYear, ...]:
    """What one line of borrowing costs in each year. What of it cannot be told is not known, and `why` gains the reason."""
    flow, amounts = line.flow, funding_in_years(line, years)
    if all(amount.is_nought for amount in amounts):
        return tuple(FinancingYear(year, ZERO, ZERO, ZERO) for year in years)
    sets_aside, annuity = sets_money_aside(flow), flow.mrp is RevenueProvision.ANNUITY
    if sets_aside and life is None:
        unknown = f"What ‘{flow.line}’ of {line.owner} costs a year is not known: no asset life is recorded for it."
        why.append(Why(unknown, "Record how many years the asset lasts."))
    if rate is None:
        unknown = f"The interest on ‘{flow.line}’ of {line.owner} is not known, as no rate is recorded."
        why.append(Why(unknown, "Record its rate, or the borrowing rate of the case."))
    if sets_aside and (life is None or (rate is None and annuity)):
        return _not_known(amounts, years)
    begins = [_begins(flow, n, years) for n in range(len(years))]
    ends = [
        _on_case([cases_of(amount)[case] for amount in amounts], begins, life if sets_aside else None, rate if annuity else _NOUGHT)
        for case in range(3)
    ]
    schedule: list[FinancingYear] = []
    for n, year in enumerate(years):
        marks = Estimate.sum(amounts[: n + 1])
        mrp, outstanding = (_told([end[which][n] for end in ends], marks) for which in (0, 1))
        opening = schedule[-1].outstanding if schedule else ZERO
        interest = ZERO if opening is ZERO else NOT_KNOWN if rate is None else opening.scaled(rate).to_pence()
        schedule.append(FinancingYear(year, mrp, interest, outstanding))
    return tuple(schedule)


def sets_money_aside(flow: Flow) -> bool:
    """Whether provision is made for what a line borrows: always by the general fund, by housing where that is recorded."""
    return flow.fund is not Fund.HOUSING or flow.mrp is not None


def _not_known(amounts: Sequence[Estimate], years: Sequence[FinancialYear]) -> tuple[FinancingYear, ...]:
    """The years of borrowing whose repayment cannot be told: only what is first borrowed is known to be outstanding then."""
    schedule = []
    is_owed = False
    for year, amount in zip(years, amounts, strict=True):
        cost = NOT_KNOWN if is_owed else ZERO
        schedule.append(FinancingYear(year, cost, cost, NOT_KNOWN if is_owed else amount))
        is_owed = is_owed or not amount.is_nought
    return tuple(schedule)


def _told(figures: Sequence[Decimal | None], marks: Estimate) -> Estimate:
    """The three figures as one amount, with what is marked of the amounts that it follows from."""
    low, central, high = figures
    if low == central == high == 0:
        return ZERO
    return Estimate.derived(low, central, high, unknown=marks.unknown, approximate=marks.approximate, assumed_floor=marks.assumed_floor)


def _begins(flow: Flow, borrowed: int, years: Sequence[FinancialYear]) -> int:
    """The first year of provision, counted from the first year: after the spending, or after the asset is in use where that is later."""
    in_use = borrowed if flow.in_use_from is None else max(flow.in_use_from.since(years[0]), borrowed)
    return in_use + 1


def _on_case(
    borrowed: Sequence[Decimal | None], begins: Sequence[int], life: int | None, rate: Decimal | None
) -> tuple[list[Decimal | None], list[Decimal | None]]:
    """Provision and what is outstanding on one case, each year; open from the year after an amount that is open."""
    count = len(borrowed)
    mrp: list[Decimal | None] = [_NOUGHT] * count
    outstanding: list[Decimal | None] = []
    for n, amount in enumerate(borrowed):
        if amount is None:
            mrp[n + 1 :] = [None] * (count - n - 1)
        elif amount and life is not None:
            parts = annuity_instalments(amount, life, rate or _NOUGHT)
            for year, part in enumerate(parts, start=begins[n]):
                if year < count and (so_far := mrp[year]) is not None:
                    mrp[year] = so_far + part
    balance: Decimal | None = _NOUGHT
    for n, amount in enumerate(borrowed):
        repaid = mrp[n]
        balance = None if balance is None or amount is None or repaid is None else balance + amount - repaid
        outstanding.append(balance)
    return mrp, outstanding
