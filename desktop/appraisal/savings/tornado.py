"""What moves the net present value most: each driver from its low to its high while the rest stay at their most likely figure.

One-way sensitivity, drawn as a tornado (HM Treasury, The Green Book, sensitivity analysis). A line is moved in all its years
together. Each present value is rounded to the penny year by year, so a bar's end is the net present value that the appraisal would
print if the driver were recorded so. An open bound stays open: it is never drawn as a point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from enum import StrEnum

from desktop.appraisal import money
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import PRECISE, DiscountSchedule
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.lines import bias_factor, from_cases
from desktop.appraisal.savings.switching import delayed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)
#: The discount rate is tried this much lower and higher unless the officer says otherwise.
ONE_POINT = Decimal("0.01")


class Driver(StrEnum):
    LINE = "line"
    OPTIMISM_BIAS = "optimism bias"
    DISCOUNT_RATE = "discount rate"
    DELAY = "delay"


@dataclass(frozen=True, slots=True)
class Bar:
    """One driver. `npv` runs from its worst to its best with the rest at their most likely figure.

    `npv` is `None` where some other amount has no most likely figure. `change` is by how much the driver alone moves the net present
    value, and `None` where it has no most likely figure itself. `width`, from worst to best, needs neither: it is `None`
    only where a bound is open. `worst` and `best` say in words what the driver is at each end.
    """

    driver: Driver
    name: str
    worst: str
    best: str
    npv: Estimate | None
    change: Estimate | None
    width: Decimal | None

    @property
    def is_open(self) -> bool:
        """Whether an end is not known, so that the bar has no end to draw."""
        return self.width is None


@dataclass(frozen=True, slots=True)
class Tornado:
    """The bars, what is open first and then the widest; `npv` is the most likely net present value, where there is one."""

    bars: tuple[Bar, ...] = ()
    npv: Decimal | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A line as it counts in the net: `sign` is 1 where it adds and −1 where it takes away. Amounts are after optimism bias."""

    name: str
    flow: Flow
    sign: int
    amounts: dict[int, Estimate]

    @property
    def has_middle(self) -> bool:
        return all(amount.central is not None for amount in self.amounts.values())

    def case(self, best: bool) -> dict[int, Decimal | None]:
        """The amounts, with their sign, on the case that is best or worst for the net."""
        high = best == (self.sign > 0)
        return {n: _signed(self.sign, amount.high if high else amount.low) for n, amount in self.amounts.items()}

    def middle(self) -> dict[int, Decimal | None]:
        return {n: _signed(self.sign, amount.central) for n, amount in self.amounts.items()}

    def total(self) -> Estimate:
        return Estimate.sum(self.amounts.values()).to_pence()


def parts_of(case: Case, owner: Option | Project, benchmark: Option | None = None) -> tuple[Part, ...]:
    """The lines that make up an owner's net against the benchmark; amounts outside the horizon and funding count nowhere."""
    with localcontext(PRECISE):
        parts = [_part(case.base_year, case.horizon, flow.line, flow, 1) for flow in owner.flows if flow.kind is not FlowKind.FUNDING]
        if case.flows_are is FlowsAre.WHOLE_COSTS and isinstance(owner, Option) and benchmark is not None and not owner.benchmark:
            parts += [
                _part(case.base_year, case.horizon, f"{flow.line} ({benchmark.name})", flow, -1)
                for flow in benchmark.flows
                if flow.kind is not FlowKind.FUNDING
            ]
    return tuple(part for part in parts if part.amounts)


def tornado(
    case: Case,
    owner: Option | Project,
    schedule: DiscountSchedule,
    *,
    benchmark: Option | None = None,
    rate_change: Decimal = ONE_POINT,
    delay: int = 1,
) -> Tornado:
    """The bars of one option or project. Never raises for what an officer records.

    Beside the lines: optimism bias from none to all of it with no mitigation; the discount rate `rate_change` (a fraction of 1) lower
    and higher, never below nothing; and savings and income `delay` whole years later within the same horizon.
    """
    parts = parts_of(case, owner, benchmark)
    if not parts:
        return Tornado(why=(f"No costs or savings are recorded for {owner.name}.",))
    discounting = discounting_of(case, schedule)
    factors = _known(discounting.factors)
    if factors is None:
        return Tornado(why=discounting.notes)
    with localcontext(PRECISE):
        return _bars(case, parts, schedule, factors, rate_change, delay)


def _bars(
    case: Case, parts: Sequence[Part], schedule: DiscountSchedule, factors: Sequence[Decimal], rate_change: Decimal, delay: int
) -> Tornado:
    without = [part for part in parts if not part.has_middle]
    nets = _nets(case.horizon, [part for part in parts if part.has_middle])
    npv = _npv(nets, factors)
    bars = [
        _line_bar(part, nets, npv, factors, alone=not without or without == [part])
        for part in parts
        if any(amount.low is None or amount.low != amount.high for amount in part.amounts.values())
    ]
    why: list[str] = []
    if without:
        names = ", ".join(f"‘{part.name}’" for part in without[:3]) + (f" and {len(without) - 3} more" if len(without) > 3 else "")
        why.append(
            f"There is no most likely net present value: {names} {'has' if len(without) == 1 else 'have'} no most likely figure. "
            "Only the lines are shown, by how far each moves it."
        )
    else:
        bars += _bias_bar(case, parts, npv, factors)
        bars += _rate_bar(case, nets, npv, schedule, rate_change)
        bars += _delay_bar(case, parts, npv, factors, delay)
    bars.sort(key=lambda bar: (not bar.is_open, -(bar.width or _NOUGHT), bar.name))
    return Tornado(tuple(bars), None if without else npv, tuple(why))


def _part(base: FinancialYear, horizon: int, name: str, flow: Flow, side: int) -> Part:
    factor = bias_factor(flow)
    first = base.start
    amounts = {
        n: amount if factor == 1 else amount.scaled(factor)
        for year, amount in flow.amounts.items()
        if 0 <= (n := year.start - first) < horizon
    }
    return Part(name, flow, side * (-1 if flow.kind is FlowKind.COST else 1), amounts)


def _signed(sign: int, amount: Decimal | None) -> Decimal | None:
    return None if amount is None else sign * amount


def _known(factors: Sequence[Decimal | None]) -> list[Decimal] | None:
    known = [factor for factor in factors if factor is not None]
    return known if len(known) == len(factors) else None


def _nets(horizon: int, parts: Sequence[Part]) -> list[Decimal]:
    nets = [_NOUGHT] * horizon
    for part in parts:
        for n, amount in part.middle().items():
            nets[n] += amount or _NOUGHT
    return nets


def _npv(nets: Sequence[Decimal], factors: Sequence[Decimal]) -> Decimal:
    return sum((money.to_pence(net * factor) for net, factor in zip(nets, factors, strict=True)), _NOUGHT)


def _line_bar(part: Part, nets: Sequence[Decimal], npv: Decimal, factors: Sequence[Decimal], *, alone: bool) -> Bar:
    """`nets` are of the lines with a middle; `alone` says that no other line lacks one."""
    middle = part.middle() if part.has_middle else {}

    def at(amounts: dict[int, Decimal | None]) -> Decimal | None:
        moved = _NOUGHT
        for n, amount in amounts.items():
            if amount is None:
                return None
            net = nets[n] - (middle.get(n) or _NOUGHT) + amount
            moved += money.to_pence(net * factors[n]) - money.to_pence(nets[n] * factors[n])
        return npv + moved

    low, high = at(part.case(best=False)), at(part.case(best=True))
    central = npv if part.has_middle else None
    worst, best = _ends(part)
    return Bar(
        Driver.LINE,
        part.name,
        worst,
        best,
        npv=from_cases((low, central, high)) if alone else None,
        change=from_cases((_less(low, npv), _NOUGHT, _less(high, npv))) if part.has_middle else None,
        width=None if low is None or high is None else high - low,
    )


def _less(amount: Decimal | None, other: Decimal) -> Decimal | None:
    return None if amount is None else amount - other


def _ends(part: Part) -> tuple[str, str]:
    """What the line comes to over its years where it is worst and where it is best."""
    total = part.total()
    rounding = money.rounding_of((total.low, total.high))
    low = "no lowest amount" if total.low is None else rounding.words(total.low, running=True)
    high = "no highest amount" if total.high is None else rounding.words(total.high, running=True)
    return (low, high) if part.sign > 0 else (high, low)


def _bias_bar(case: Case, parts: Sequence[Part], npv: Decimal, factors: Sequence[Decimal]) -> list[Bar]:
    if not any(part.flow.optimism_bias and part.flow.kind is not FlowKind.FUNDING for part in parts):
        return []

    def with_bias(change: Callable[[Flow], Flow]) -> Decimal:
        changed = [_part(case.base_year, case.horizon, part.name, change(part.flow), _side(part)) for part in parts]
        return _npv(_nets(case.horizon, changed), factors)

    none = with_bias(lambda flow: replace(flow, optimism_bias=_NOUGHT))
    all_of_it = with_bias(lambda flow: replace(flow, mitigation=_NOUGHT))
    # With whole costs the benchmark's bias counts for the option, so either end may be the better one.
    ends = [(none, "No optimism bias"), (all_of_it, "Optimism bias with no mitigation")]
    return _bar(Driver.OPTIMISM_BIAS, "Optimism bias", npv, ends)


def _side(part: Part) -> int:
    """Whether a part is the owner's own (1) or the benchmark's (−1)."""
    return part.sign * (-1 if part.flow.kind is FlowKind.COST else 1)


def _rate_bar(case: Case, nets: Sequence[Decimal], npv: Decimal, schedule: DiscountSchedule, change: Decimal) -> list[Bar]:
    if not change:
        return []
    ends = []
    for by, words in ((-abs(change), "lower"), (abs(change), "higher")):
        moved = replace(schedule, steps=tuple((year, max(rate + by, _NOUGHT)) for year, rate in schedule.steps))
        factors = _known(discounting_of(case, moved).factors)
        if factors is not None:
            ends.append((_npv(nets, factors), f"Discount rate {_points(abs(change))} {words}"))
    return _bar(Driver.DISCOUNT_RATE, "Discount rate", npv, ends)


def _points(change: Decimal) -> str:
    shown = format((change * 100).normalize(), "f")
    return f"{shown} percentage point{'' if shown == '1' else 's'}"


def _delay_bar(case: Case, parts: Sequence[Part], npv: Decimal, factors: Sequence[Decimal], delay: int) -> list[Bar]:
    if delay < 1:
        return []
    if case.flows_are is FlowsAre.WHOLE_COSTS:
        nets = _nets(case.horizon, parts)
        gains, losses = [max(net, _NOUGHT) for net in nets], [min(net, _NOUGHT) for net in nets]
    else:
        gains = _nets(case.horizon, [part for part in parts if part.flow.kind is not FlowKind.COST])
        losses = _nets(case.horizon, [part for part in parts if part.flow.kind is FlowKind.COST])
    if not any(gains):
        return []
    late = _npv([gain + loss for gain, loss in zip(delayed(gains, delay), losses, strict=True)], factors)
    span = "a year" if delay == 1 else f"{delay} years"
    return _bar(Driver.DELAY, f"Savings {span} late", npv, [(late, f"Savings {span} late"), (npv, "Savings on time")])


def _bar(driver: Driver, name: str, npv: Decimal, ends: Sequence[tuple[Decimal, str]]) -> list[Bar]:
    """One bar round the most likely net present value, unless neither end moves it."""
    ends = sorted(ends, key=lambda end: end[0])
    if not ends or all(value == npv for value, _ in ends):
        return []
    (low, worst), (high, best) = ends[0], ends[-1]
    # Where both ends are on one side, the other end of the bar is the case as it is recorded.
    worst, low = (worst, low) if low <= npv else ("As recorded", npv)
    best, high = (best, high) if high >= npv else ("As recorded", npv)
    return [Bar(driver, name, worst, best, from_cases((low, npv, high)), from_cases((low - npv, _NOUGHT, high - npv)), high - low)]
