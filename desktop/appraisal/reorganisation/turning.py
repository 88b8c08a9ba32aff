"""What an option comes to a year once it is in full effect, reorganisation apart from transformation, and on which line its sign turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.case import Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.findings.finding import FLOWS, Source
from desktop.appraisal.reference import schedule_of
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.net import option_money
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: The category of lines of what a new council may do beside coming to be.
TRANSFORMATION = "transformation"


@dataclass(frozen=True, slots=True)
class Turning:
    """The line that, moved by the smallest part of itself, takes what reorganisation comes to a year to nought, in pounds.

    `breaks_even_at` is its figure there; `matches_at` the figure at which the option is level with `best`, the option that comes to most,
    `None` for that option itself and where no figure of the line does it.
    """

    line: str
    kind: FlowKind
    amount: Decimal
    breaks_even_at: Decimal
    best: str = ""
    matches_at: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FullEffect:
    """What an option comes to in the last year of the case, above nought where it saves.

    `payback_years` is that of reorganisation apart from transformation, in years after the base year.
    """

    option: str
    year: FinancialYear
    reorganisation: Estimate
    transformation: Estimate
    together: Estimate
    turning: Turning | None = None
    payback_years: Decimal | None = None
    lines: tuple[tuple[str, Estimate], ...] = ()
    """The lines of reorganisation itself that have an amount in that year, each below nought where it is a cost."""
    transition: tuple[tuple[str, Mapping[FinancialYear, Estimate]], ...] = ()
    """What the change itself costs, transformation apart: the costs that end, each by year as recorded, in pounds."""
    is_withheld_in_part: bool = False
    """Whether other lines of it are withheld, so that nobody is told that there is none of a name."""


def full_effects(case: Case, options: Iterable[str]) -> tuple[FullEffect, ...]:
    """What each of these options comes to a year, in their order; none where the case has no years."""
    if not case.years:
        return ()
    names = set(options)
    own = [option for option in case.options if option.name in names and option.flows]
    nets = {option.name: _net(_apart(option), case.years[-1]) for option in own}
    points = {name: net.central for name, net in nets.items() if net.is_point and net.central is not None}
    is_any_withheld = any(flow.withheld for option in own for flow in option.flows)  # that one may be the best
    best = "" if is_any_withheld else max(points, key=lambda name: points[name], default="")
    return tuple(_of(case, option, nets[option.name], best, points.get(best)) for option in own)


def _apart(option: Option) -> tuple[Flow, ...]:
    """The lines of reorganisation itself."""
    return tuple(flow for flow in option.flows if flow.category.casefold().strip() != TRANSFORMATION)


def _of(case: Case, option: Option, net: Estimate, best: str, most: Decimal | None) -> FullEffect:
    year, apart = case.years[-1], _apart(option)
    alone = replace(option, flows=apart)
    benchmark = next((each for each in case.options if each.benchmark), None)
    payback = option_money(case, alone, benchmark, discounting_of(case, schedule_of(case))).payback_years if apart else None
    together = _net(option.flows, year)
    rest = _net(tuple(flow for flow in option.flows if flow not in apart), year)
    told = tuple(flow for flow in apart if not flow.withheld)
    lines = tuple((flow.line, amount) for flow in told if not (amount := _net((flow,), year)).is_nought)
    return FullEffect(
        option.name,
        year,
        net,
        rest,
        together,
        _turning(apart, year, net, option.name, best, most),
        payback,
        lines,
        tuple((flow.line, {each: flow.amounts[each] for each in case.years if each in flow.amounts}) for flow in told if _ends(flow, year)),
        any(flow.withheld for flow in apart) or (Source(FLOWS, option.name) in case.withheld and bool(net.unknown)),
    )


def _ends(flow: Flow, year: FinancialYear) -> bool:
    """Whether a line is a cost of the change itself: one that does not recur, or has nothing in the last year."""
    return flow.kind is FlowKind.COST and (flow.recurring is False or flow.amounts.get(year, ZERO).is_nought)


def _net(flows: Iterable[Flow], year: FinancialYear) -> Estimate:
    """What lines come to in a year: savings and income less costs; funding is neither."""
    parts = []
    for flow in flows:
        amount = flow.amounts.get(year, ZERO)
        if flow.kind is not FlowKind.FUNDING:
            parts.append(-amount if flow.kind is FlowKind.COST else amount)
    return Estimate.sum(parts)


def _turning(flows: Iterable[Flow], year: FinancialYear, net: Estimate, name: str, best: str, most: Decimal | None) -> Turning | None:
    """The line whose figure has to move least, as a part of itself; none where not every figure is a point."""
    if not net.is_point or net.central is None or not net.central:
        return None
    nearest: tuple[Decimal, Turning] | None = None
    for flow in flows:
        amount = flow.amounts.get(year, ZERO).central
        if flow.kind is FlowKind.FUNDING or not amount or amount <= 0:
            continue
        sign = 1 if flow.kind is FlowKind.COST else -1
        at, moved = amount + sign * net.central, abs(net.central) / amount
        if at >= 0 and (nearest is None or moved < nearest[0]):
            level = None if most is None or name == best else amount + sign * (net.central - most)
            matches = level if level is not None and level >= 0 else None
            nearest = moved, Turning(flow.line, flow.kind, amount, at, best if matches is not None else "", matches)
    return None if nearest is None else nearest[1]
