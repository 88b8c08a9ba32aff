"""The points of a value function as an officer edits them: checked, moved, added, and written as the records keep them. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from desktop.errors import KnownTrouble
from desktop.operations.records.columns import plain

Point = tuple[Decimal, Decimal]

_NONE, _FULL = Decimal(0), Decimal(100)
_FEWEST = 2

#: How many steps a scale is moved along in.
_STEPS = 20


def straight(low: Decimal, high: Decimal, lower_is_better: bool, between: Sequence[Decimal] = ()) -> tuple[Point, ...]:
    """Points on the straight line from one end of a scale to the other, with one half way where no others are asked for."""
    inner = [score for score in between if low < score < high] or [(low + high) / 2]
    return tuple((score, _rounded(_along(low, high, score, lower_is_better))) for score in (low, *inner, high))


def _along(low: Decimal, high: Decimal, score: Decimal, lower_is_better: bool) -> Decimal:
    share = (score - low) / (high - low)
    return (1 - share if lower_is_better else share) * _FULL


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_EVEN)


def checked(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points, in the order given. Raises KnownTrouble where they are too few, a value is not 0 to 100, or scores do not rise."""
    if len(points) < _FEWEST:
        raise KnownTrouble("A curve needs two points or more: add one, or choose Straight line")
    for score, value in points:
        if not _NONE <= value <= _FULL:
            raise KnownTrouble(f"The value of {plain(score)} is {plain(value)}: type one from 0 to 100")
    for (score, _), (further, _) in pairwise(points):
        if further <= score:
            raise KnownTrouble(
                f"Scores rise from one point to the next, and {plain(further)} comes after {plain(score)}: "
                f"type a score above {plain(score)}"
            )
    return tuple(points)


def written_points(points: Sequence[Point]) -> str:
    """The points as the records keep them: `0:0; 5:80; 10:100`."""
    return "; ".join(f"{plain(score)}:{plain(value)}" for score, value in points)


def moved(points: Sequence[Point], number: int, score: Decimal, value: Decimal) -> tuple[Point, ...]:
    """The points with one put as near as may be to a place: between its neighbours, 0 to 100. The first and the last keep their score."""
    given = list(points)
    if number in (0, len(given) - 1):
        score = given[number][0]
    else:
        room = (given[number + 1][0] - given[number - 1][0]) / 100
        score = min(max(score, given[number - 1][0] + room), given[number + 1][0] - room)
    given[number] = (score, min(max(_rounded(value), _NONE), _FULL))
    return tuple(given)


def added(points: Sequence[Point]) -> tuple[tuple[Point, ...], int]:
    """The points with one more in the middle of the widest gap, on the line between its neighbours; and its number."""
    gaps = [further[0] - nearer[0] for nearer, further in pairwise(points)]
    number = gaps.index(max(gaps)) + 1
    (score, value), (further, other) = points[number - 1], points[number]
    new = ((score + further) / 2, _rounded((value + other) / 2))
    return (*points[:number], new, *points[number:]), number


def step_of(points: Sequence[Point]) -> Decimal:
    """How far a score goes at one press of a key: a twentieth of the scale, as 1, 2 or 5 of its size."""
    rough = (points[-1][0] - points[0][0]) / _STEPS
    size = Decimal(1).scaleb(rough.adjusted())
    return size * next((times for times in (Decimal(5), Decimal(2), Decimal(1)) if size * times <= rough), Decimal(1))


def snapped(score: Decimal, step: Decimal) -> Decimal:
    """A score on the nearest step."""
    return (score / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step


def turns_back(points: Sequence[Point], lower_is_better: bool) -> str:
    """A sentence where a better score is worth less than one that is not as good; empty where none is."""
    for (score, value), (further, other) in pairwise(points):
        if (other > value) if lower_is_better else (other < value):
            better, worse = (score, further) if lower_is_better else (further, score)
            return f"A score of {plain(better)} is better than {plain(worse)}, and this curve gives it less: check that this is meant."
    return ""
