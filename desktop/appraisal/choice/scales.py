"""A criterion's own scale, and the value from 0 to 100 that it gives a score. Exact Fractions throughout."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from desktop.appraisal.case import Better, Criterion
from desktop.late_dataclass import dataclass

FULL = Fraction(100)
_NOUGHT = Fraction(0)


@dataclass(frozen=True, slots=True)
class Scale:
    """The least (`worst`) and most preferred (`best`) scores, `None` where nothing tells them, and the value function.

    `points` are (score, value) with rising scores; without them the value is linear from worst to best.
    """

    worst: Decimal | None
    best: Decimal | None
    from_scores: bool
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    _linear: tuple[Fraction, Fraction] | None = field(init=False, compare=False, repr=False, default=None)
    """Its worst, and what each point from there is worth; `None` where the value is not linear."""

    _reach: tuple[Fraction, Fraction] | None = field(init=False, compare=False, repr=False, default=None)
    """Its lowest and its highest score."""

    def __post_init__(self) -> None:
        if self.points:
            object.__setattr__(self, "_reach", (self.points[0][0], self.points[-1][0]))
        elif self.worst is not None and self.best is not None:
            ends = Fraction(self.worst), Fraction(self.best)
            object.__setattr__(self, "_reach", (min(ends), max(ends)))
        if not self.points and self.worst is not None and self.best is not None and self.worst != self.best:
            worst = Fraction(self.worst)
            object.__setattr__(self, "_linear", (worst, FULL / (Fraction(self.best) - worst)))

    @property
    def tells_nothing_apart(self) -> bool:
        """Whether every score has the same value."""
        if self.points:
            return len({value for _, value in self.points}) == 1
        return self.worst is not None and self.worst == self.best

    def value(self, score: Fraction) -> Fraction:
        """The value of a score, 0 to 100, clamped at the ends; 100 for every score where worst is best.

        A local scale of the additive value model (Department for Communities and Local Government, Multi-criteria analysis: a
        manual, 2009): 0 at the least preferred score, 100 at the most preferred. Between points the value runs straight: the price,
        time and comfort of five ways to travel, 3 pounds of price at .08125 (paterijk/MCDA tests), are the example tested.
        """
        if self.points:
            return self._between_points(score)
        if self._linear is None:
            return FULL
        worst, each = self._linear
        value = (score - worst) * each
        # by whole numbers, as a large case asks for thousands
        if value.numerator <= 0:
            return _NOUGHT
        return FULL if value.numerator >= 100 * value.denominator else value

    def values_between(self, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the greatest value of any score from `low` to `high`: at an end, or at a bend between them."""
        values = [self.value(low), self.value(high), *(value for score, value in self.points if low < score < high)]
        return min(values), max(values)

    def score_of(self, value: Fraction, near: Fraction) -> Fraction:
        """The score nearest to `near` that has this value; `near` itself where it has it already, or where no score has it."""
        if self.value(near) == value:
            return near
        scores = [
            left + (right - left) * (value - low) / (high - low)
            for (left, low), (right, high) in pairwise(self._course)
            if low != high and min(low, high) <= value <= max(low, high)
        ]
        return min(scores, key=lambda score: abs(score - near), default=near)

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest score of the scale; `None` where nothing tells them."""
        return self._reach

    def score_passing(self, start: Fraction, value: Fraction) -> Fraction | None:
        """The score nearest to `start` at which its value comes to `value` and, going on, passes it; `None` where it never does.

        The exact inverse of `value`, within the ends of the scale; `value` is to differ from that of `start`.
        """
        course = self._course
        if not course:
            return None
        begin = min(max(start, course[0][0]), course[-1][0])
        first = (begin, self.value(begin))
        paths = (
            [first, *(point for point in course if point[0] > begin)],
            [first, *(point for point in reversed(course) if point[0] < begin)],
        )
        scores = [score for path in paths if (score := _passing(path, value)) is not None]
        return min(scores, key=lambda score: abs(score - start), default=None)

    @property
    def _course(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The (score, value) points that the value runs straight between, with rising scores; none where it tells nothing apart."""
        if self.points:
            return self.points
        if self.worst is None or self.best is None or self.worst == self.best:
            return ()
        return tuple(sorted([(Fraction(self.worst), Fraction(0)), (Fraction(self.best), FULL)]))

    def _between_points(self, score: Fraction) -> Fraction:
        if score <= self.points[0][0]:
            return self.points[0][1]
        for (left, low), (right, high) in zip(self.points, self.points[1:], strict=False):
            if score <= right:
                return low + (high - low) * (score - left) / (right - left) if right > left else high
        return self.points[-1][1]


def _passing(path: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> Fraction | None:
    """The first score on the way at which the value reaches `value` and goes past it, from the side on which the way begins."""
    rising = value > path[0][1]
    for (score, before), (further, after) in pairwise(path):
        if before <= value < after if rising else before >= value > after:
            return score + (further - score) * (value - before) / (after - before)
    return None


def scale_of(criterion: Criterion, recorded: Collection[Decimal]) -> Scale:
    """The scale of a criterion; ends that are not given are the extremes of the scores recorded over all groups."""
    lower_is_better = criterion.better is Better.LOWER
    seen = list(recorded)
    worst, best = criterion.worst, criterion.best
    if worst is None:
        worst = _extreme([*seen, *_given(best)], highest=lower_is_better) if seen else None
    if best is None:
        best = _extreme([*seen, *_given(worst)], highest=not lower_is_better) if seen else None
    from_scores = (criterion.worst is None or criterion.best is None) and bool(seen)
    return Scale(worst, best, from_scores=from_scores, points=in_order(criterion.points))


def in_order(points: Iterable[tuple[Decimal, Decimal]]) -> tuple[tuple[Fraction, Fraction], ...]:
    """The (score, value) points of a piecewise value function as exact numbers, with rising scores."""
    return tuple(sorted((Fraction(score), Fraction(value)) for score, value in points))


def _given(amount: Decimal | None) -> list[Decimal]:
    return [] if amount is None else [amount]


def _extreme(amounts: list[Decimal], *, highest: bool) -> Decimal:
    return max(amounts) if highest else min(amounts)


def mark_of(criterion: Criterion) -> Decimal | None:
    """What a must-pass criterion asks for: its pass mark, or its stated best where that is blank; `None` where neither is stated."""
    return criterion.pass_mark if criterion.pass_mark is not None else criterion.best


def falls_short(criterion: Criterion, score: Decimal | Fraction) -> bool:
    """Whether a score misses the mark of a must-pass criterion; never where it has none."""
    mark = mark_of(criterion)
    if mark is None:
        return False
    return score > mark if criterion.better is Better.LOWER else score < mark
