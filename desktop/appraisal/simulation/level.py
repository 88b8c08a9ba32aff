"""Options that always draw level, whatever weights are drawn: found exactly, as no comparison of floats can."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from desktop.appraisal.case import NotApplicable
from desktop.appraisal.simulation.uncertain_scores import Cell, UncertainCell
from desktop.appraisal.simulation.weight_region import WeightRegion

_NOUGHT = Fraction(0)


def always_level(region: WeightRegion, rows: Sequence[Sequence[Cell]]) -> list[list[int]]:
    """The places of the options in lists, each of those that have the same score at every weight of the region.

    An option with an uncertain cell that counts is level with itself alone. The first of each list are in the options' order.
    """
    free = region.free
    fixed = [column for column in region.counted if column not in free]
    places_by_key: dict[Hashable, list[int]] = {}
    for place, row in enumerate(rows):
        counted = [row[column] for column in region.counted]
        plain = [(cell.numerator, cell.denominator) for cell in counted if isinstance(cell, Fraction)]
        key: Hashable
        if any(isinstance(cell, UncertainCell) for cell in counted):
            key = ("alone", place)
        elif not fixed and len(plain) == len(counted) and len(set(plain)) > 1:
            key = tuple(plain)
        else:
            key = _ratio(region, row, free, fixed)
        places_by_key.setdefault(key, []).append(place)
    return list(places_by_key.values())


def exact_score(region: WeightRegion, row: Sequence[Cell]) -> Fraction:
    """The score, 0 to 100, of an option whose cells are certain, where no weight can move; what is not applicable rescales."""
    points, weight = _sums(region, row, region.counted)
    return points / weight


def _ratio(region: WeightRegion, row: Sequence[Cell], free: Sequence[int], fixed: Sequence[int]) -> Hashable:
    """What two options share only if they are level at every weight.

    A score is a ratio of two sums over the weights: of weight by value, and of weight, both over what is applicable. A weight that
    cannot move is put as its part of the sum of those that can, so that both are sums over the free weights alone. Two such ratios are
    the same everywhere either where both are one number, or where their sums are in proportion.
    """
    points, weight = _sums(region, row, fixed)
    if not free:
        return "one number", points / weight
    rest = 1 - sum((region.low[column] for column in fixed), _NOUGHT)
    cells = [row[column] for column in free]
    above = [points / rest + (cell if isinstance(cell, Fraction) else 0) for cell in cells]
    below = [weight / rest + (1 if isinstance(cell, Fraction) else 0) for cell in cells]
    scale = next(each for each in below if each)
    level = next(over / under for over, under in zip(above, below, strict=True) if under)
    if all(over == level * under for over, under in zip(above, below, strict=True)):
        return "one number", level
    return tuple(each / scale for each in (*above, *below))


def _sums(region: WeightRegion, row: Sequence[Cell], columns: Sequence[int]) -> tuple[Fraction, Fraction]:
    """Weight by value, and weight, over what is applicable of these columns, each weight at its low."""
    weighted_cells = [(region.low[column], cell) for column in columns if isinstance(cell := row[column], Fraction)]
    return sum((weight * cell for weight, cell in weighted_cells), _NOUGHT), sum((weight for weight, _ in weighted_cells), _NOUGHT)


def has_a_score(region: WeightRegion, row: Sequence[Cell]) -> bool:
    """Whether any criterion that can have a weight applies to the option."""
    return any(not isinstance(row[column], NotApplicable) for column in region.counted)
