"""One line of money with all that is recorded of it, and the arithmetic that a single line needs.

A `Line` puts the owner, an option or a project, beside the `Flow` that the appraisal discounts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from decimal import Decimal

from desktop.appraisal.case import Flow, FlowKind, Option, Project
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: The lowest, the most likely and the highest case of one figure; `None` is open.
Cases = tuple[Decimal | None, Decimal | None, Decimal | None]
_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """A flow with whose it is, an option's or a project's. One that is `taken_off`, as the benchmark's, holds each amount below nothing.

    `part_of` is the flow as recorded, where this one is a share of it or is taken off.
    """

    owner: str
    flow: Flow
    taken_off: bool = False
    part_of: Flow | None = field(default=None, compare=False)

    @property
    def recorded(self) -> Flow:
        """The flow as it is recorded."""
        return self.flow if self.part_of is None else self.part_of

    def amount(self, year: FinancialYear) -> Estimate:
        """What the line comes to in a year after optimism bias, not rounded; £0 where nothing is recorded."""
        return self.amounts((year,))[0]

    def amounts(self, years: Iterable[FinancialYear]) -> tuple[Estimate, ...]:
        """`amount` for each of these years."""
        recorded, factor = self.flow.amounts, bias_factor(self.flow)
        in_order = (recorded.get(year, ZERO) for year in years)
        return tuple(in_order) if factor == 1 else tuple(amount if amount is ZERO else amount.scaled(factor) for amount in in_order)


def lines_of(owner: Option | Project) -> tuple[Line, ...]:
    """The lines of an option or a project, in the order recorded."""
    return tuple(Line(owner.name, flow) for flow in owner.flows)


def bias_factor(flow: Flow) -> Decimal:
    """What each amount is multiplied by for optimism bias: up for a cost, down for a benefit, not at all for funding.

    As `optimism_bias.factor`, except that a bias of more than all of a benefit leaves nothing of it.
    """
    if flow.kind is FlowKind.FUNDING:
        return Decimal(1)
    remaining = flow.optimism_bias * (1 - flow.mitigation)
    return 1 + remaining if flow.kind is FlowKind.COST else max(1 - remaining, _NOUGHT)


def yearly_sums(lines: Iterable[Line], years: Sequence[FinancialYear]) -> list[Estimate]:
    """What lines come to together in each of these years, not rounded."""
    amounts_by_line = [line.amounts(years) for line in lines]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_line) for n in range(len(years))]


def outside(lines: Iterable[Line], years: Sequence[FinancialYear]) -> tuple[str, ...]:
    """A sentence for each line with amounts in other years than these: such amounts count nowhere."""
    in_case = frozenset(years)
    sentences = []
    for line in lines:
        if not line.flow.amounts.keys() <= in_case:
            stray = sorted(line.flow.amounts.keys() - in_case)
            span = f"the years are {years[0]} to {years[-1]}" if years else "the case has no years"
            which = listed([str(year) for year in stray]) if len(stray) < 4 else f"{len(stray)} years from {stray[0]}"
            has = f"has an amount in {which} that is" if len(stray) == 1 else f"has amounts in {which} that are"
            sentences.append(f"‘{line.flow.line}’ of {line.owner} {has} left out: {span}.")
    return tuple(sentences)


def without_conditions(lines: Iterable[Line], switched_off: Collection[str]) -> tuple[Line, ...]:
    """What is left of the lines when those that depend on these conditions (“subject to national changes”) do not happen."""
    off = {condition.strip().casefold() for condition in switched_off if condition.strip()}
    return tuple(line for line in lines if line.flow.condition.strip().casefold() not in off)


def cases_of(amount: Estimate) -> Cases:
    """The three cases of an amount, lowest first."""
    return amount.low, amount.central, amount.high


def from_cases(cases: Cases, *, unknown: int = 0, approximate: bool = False, assumed_floor: bool = False) -> Estimate:
    """One Estimate round three cases in any order of size: open where an end case is open, its middle the central case."""
    low, central, high = cases
    known = [case for case in cases if case is not None]
    lowest = None if low is None else min(known)
    highest = None if high is None else max(known)
    if lowest is not None and lowest == highest:
        central = lowest
    return Estimate.derived(lowest, central, highest, unknown=unknown, approximate=approximate, assumed_floor=assumed_floor)


def may_count(amount: Estimate) -> Estimate:
    """What an amount comes to that counts or does not, as nobody has said: anything from none of it to all of it."""
    if amount is ZERO:
        return amount
    return either(ZERO, amount)


def either(one: Estimate, other: Estimate) -> Estimate:
    """What is one amount or the other, or between them; its middle is only known where both have the same."""
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    central = one.central if one.central == other.central else None
    return Estimate.derived(
        low,
        central,
        high,
        unknown=max(one.unknown, other.unknown),
        approximate=one.approximate or other.approximate,
        assumed_floor=one.assumed_floor or other.assumed_floor,
    )


def more_than(more: Estimate, than: Estimate) -> Estimate:
    """By how much one amount is more than another, case by case, where both rest on the same lines."""
    low, central, high = (
        None if one is None or other is None else one - other for one, other in zip(cases_of(more), cases_of(than), strict=True)
    )
    return from_cases(
        (low, central, high), unknown=max(more.unknown - than.unknown, 0), approximate=more.approximate, assumed_floor=more.assumed_floor
    )


def stays(before: Estimate, now: Estimate) -> bool:
    """Whether an amount is recorded to be the same in two years."""
    return cases_of(before) == cases_of(now) and not (now.unknown and (now.low is None or now.high is None))


def change_between(before: Estimate, now: Estimate) -> Estimate:
    """How much one line changes from one year to the next, where a line that is low in one year is low in the other.

    A line is drawn once across its years (`interchange.md`, Monte Carlo), so an amount that stays as it is changes by £0 however wide
    it is. Where a bound is open and the amount is not the same, nothing is known of the change but what subtraction says; and two
    amounts that are not known are not known to be the same.
    """
    if stays(before, now):
        return ZERO
    if None in (before.low, before.high, now.low, now.high):
        return now - before
    low, central, high = (
        None if one is None or other is None else one - other for one, other in zip(cases_of(now), cases_of(before), strict=True)
    )
    return from_cases(
        (low, central, high),
        unknown=now.unknown + before.unknown,
        approximate=now.approximate or before.approximate,
        assumed_floor=now.assumed_floor or before.assumed_floor,
    )


def change_of_all(pairs: Iterable[tuple[Estimate, Estimate]]) -> Estimate:
    """`change_between` of every line, added up: most amounts are points, which are taken from each other without an Estimate for each."""
    point, unknown, approximate, assumed_floor = _NOUGHT, 0, False, False
    spread = []
    for before, now in pairs:
        if before.low is before.high and now.low is now.high and now.low is not None and before.low is not None:
            if now.low == before.low:
                continue
            point += now.low - before.low
            unknown += now.unknown + before.unknown
            approximate = approximate or now.approximate or before.approximate
            assumed_floor = assumed_floor or now.assumed_floor or before.assumed_floor
        else:
            spread.append(change_between(before, now))
    points = Estimate.derived(point, point, point, unknown=unknown, approximate=approximate, assumed_floor=assumed_floor)
    return Estimate.sum((*spread, points))
