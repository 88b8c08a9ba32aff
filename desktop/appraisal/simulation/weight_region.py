"""Which weights a simulation may draw: any at all, those in an order, those within bounds, or the recorded ones alone. Exact Fractions.

The rules are in `interchange.md`, "Rules of arithmetic"; nothing here is drawn yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, SimulatedWeights, WeightMethod
from desktop.appraisal.choice.weights import judgements_of
from desktop.appraisal.results import Appraisal
from desktop.appraisal.why import Why

_NOUGHT, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class WeightRegion:
    """The weights that may be drawn, fractions of 1 that add to 1, criterion by criterion in the case's order.

    `low` and `high` are the least and the most that each can have while all add to 1. `blocks` are the columns by their order, the
    weightiest first; one block is no order. `trouble` says, in one sentence, why no weights will do; `notes` what else is to be known.
    """

    kind: SimulatedWeights
    names: tuple[str, ...]
    low: tuple[Fraction, ...]
    high: tuple[Fraction, ...]
    blocks: tuple[tuple[int, ...], ...]
    trouble: str = ""
    notes: tuple[str, ...] = ()

    @property
    def free(self) -> tuple[int, ...]:
        """The columns whose weight can move; either none, or two and more."""
        return tuple(column for column, (low, high) in enumerate(zip(self.low, self.high, strict=True)) if low < high)

    @property
    def counted(self) -> tuple[int, ...]:
        """The columns that can have a weight above 0."""
        return tuple(column for column, high in enumerate(self.high) if high > 0)


def region_of(appraisal: Appraisal) -> WeightRegion:
    """The weights that the simulation of this appraisal may draw: of the kind the officer chose, else as the records have them."""
    case = appraisal.case
    criteria = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    names = tuple(criterion.name for criterion in criteria)
    kind = case.simulated_weights or kind_of(case)
    if not names:
        return WeightRegion(kind, (), (), (), (), "No criterion is weighted, so there is nothing to simulate.")
    everywhere = (tuple(range(len(names))),)
    zeros, ones = [_NOUGHT] * len(names), [_ONE] * len(names)
    match kind:
        case SimulatedWeights.EXACT:
            weights_by_name = {criterion.name: criterion.weight for criterion in appraisal.criteria}
            weights = tuple(weights_by_name[name] for name in names)
            return WeightRegion(kind, names, weights, weights, everywhere)
        case SimulatedWeights.BOUNDED:
            return _bounded(criteria, names)
        case SimulatedWeights.ORDERED:
            low, high = _tightened(zeros, ones)
            notes = (
                ()
                if any(criterion.order for criterion in criteria)
                else ("No order of the criteria is recorded, so the simulation draws any weights at all.",)
            )
            return WeightRegion(kind, names, low, high, _blocks(criteria), notes=notes)
        case SimulatedWeights.FREE:
            low, high = _tightened(zeros, ones)
            return WeightRegion(kind, names, low, high, everywhere)


def kind_of(case: Case) -> SimulatedWeights:
    """What the records have, the firmest statement of what is not known first: bounds, an order, weights, or nothing."""
    criteria = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    if any(criterion.weight_low is not None or criterion.weight_high is not None for criterion in criteria):
        return SimulatedWeights.BOUNDED
    if any(criterion.order for criterion in criteria):
        return SimulatedWeights.ORDERED
    names = [criterion.name for criterion in criteria]
    if any(criterion.weight is not None for criterion in criteria) or any(_has_its_own(case, group, names) for group in case.groups):
        return SimulatedWeights.EXACT
    return SimulatedWeights.FREE


def _has_its_own(case: Case, group: AssessorGroup, names: Sequence[str]) -> bool:
    """Whether a group's method has enough to give weights of its own."""
    match group.method:
        case WeightMethod.RANK:
            return any(name in group.orders for name in names)
        case WeightMethod.PAIRWISE:
            return (
                any(first in names and second in names for first, second in group.judgements)
                and judgements_of(case, group).weights is not None
            )
        case WeightMethod.DIRECT | WeightMethod.SWING:
            return any(name in group.weights for name in names)


def _blocks(criteria: Sequence[Criterion]) -> tuple[tuple[int, ...], ...]:
    """The columns by their order; equal orders are free among themselves, and those without one share the last place."""
    last = 1 + max((criterion.order or 0 for criterion in criteria), default=0)
    places: dict[int, list[int]] = {}
    for column, criterion in enumerate(criteria):
        places.setdefault(criterion.order or last, []).append(column)
    return tuple(tuple(places[place]) for place in sorted(places))


def _bounded(criteria: Sequence[Criterion], names: tuple[str, ...]) -> WeightRegion:
    """The weights within the recorded bounds. A bound is in points, of which the recorded weights say how many make 1."""
    recorded = sum((Fraction(criterion.weight) for criterion in criteria if criterion.weight is not None), _NOUGHT)
    bounds = [bound for criterion in criteria for bound in (criterion.weight_low, criterion.weight_high) if bound is not None]
    points = recorded or (Fraction(100) if any(bound > 1 for bound in bounds) else _ONE)
    low = [max(_in_ones(criterion.weight_low, points, _NOUGHT), _NOUGHT) for criterion in criteria]
    high = [min(_in_ones(criterion.weight_high, points, _ONE), _ONE) for criterion in criteria]
    trouble = _trouble(names, low, high)
    notes = () if bounds else ("No bounds of the weights are recorded, so the simulation draws any weights at all.",)
    tight = (tuple(low), tuple(high)) if trouble else _tightened(low, high)
    return WeightRegion(SimulatedWeights.BOUNDED, names, *tight, (tuple(range(len(names))),), trouble, notes)


def _in_ones(bound: Decimal | None, points: Fraction, blank: Fraction) -> Fraction:
    return blank if bound is None else Fraction(bound) / points


def _trouble(names: Sequence[str], low: Sequence[Fraction], high: Sequence[Fraction]) -> str:
    for name, least, most in zip(names, low, high, strict=True):
        if least > most:
            return Why(
                f"No weights can be drawn: {name} is to have at least {_percent(least)} and at most {_percent(most)}.",
                "Lower its low or raise its high.",
            )
    if sum(low) > 1:
        return Why(f"No weights can be drawn: the lows of the weights add to {_percent(sum(low, _NOUGHT))}.", "Lower them to 100% or less.")
    if sum(high) < 1:
        return Why(
            f"No weights can be drawn: the highs of the weights add to {_percent(sum(high, _NOUGHT))}.", "Raise them to 100% or more."
        )
    return ""


def _percent(weight: Fraction) -> str:
    return f"{float(weight * 100):,.2f}".rstrip("0").rstrip(".") + "%"


def _tightened(low: Sequence[Fraction], high: Sequence[Fraction]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """The bounds that can be reached: no weight is so low that the others, at their highs, leave the sum short of 1, nor so high."""
    least, most = sum(low, _NOUGHT), sum(high, _NOUGHT)
    return (
        tuple(max(lowest, 1 - (most - highest)) for lowest, highest in zip(low, high, strict=True)),
        tuple(min(highest, 1 - (least - lowest)) for lowest, highest in zip(low, high, strict=True)),
    )
