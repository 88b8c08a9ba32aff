"""Capital cost that no capital funding covers, which the revenue budget bears in its year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from desktop.appraisal.affordability.financing import MONEY_IN, funding_in_years, is_from
from desktop.appraisal.case import FlowKind, FundingKind
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line, from_cases
from desktop.appraisal.years import FinancialYear


def uncovered_capital(lines: Iterable[Line], years: Sequence[FinancialYear]) -> list[Estimate]:
    """Capital cost of each year that no capital funding of its owner covers. What is not needed in its year stays for later ones."""
    by_owner: dict[tuple[str, bool], list[Line]] = {}
    for line in lines:
        if line.flow.capital and line.flow.amounts:
            by_owner.setdefault((line.owner, line.taken_off), []).append(line)
    parts = [_of_owner(owned, years, taken_off=taken_off) for (_, taken_off), owned in by_owner.items()]
    return [Estimate.sum(part[n] for part in parts if part) for n in range(len(years))]


def _of_owner(lines: Sequence[Line], years: Sequence[FinancialYear], *, taken_off: bool) -> list[Estimate]:
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
