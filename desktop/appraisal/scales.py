"""A criterion's own scale, and the value from 0 to 100 that it gives a score. Exact Fractions throughout."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import Better, Criterion

FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Scale:
    """The least (`worst`) and most preferred (`best`) scores, `None` where nothing tells them, and the value function.

    `points` are (score, value) with rising scores; without them the value is linear from worst to best.
    """

    worst: Decimal | None
    best: Decimal | None
    from_scores: bool
    points: tuple[tuple[Fraction, Fraction], ...] = ()

    @property
    def tells_nothing_apart(self) -> bool:
        """Whether every score has the same value."""
        if self.points:
            return len({value for _, value in self.points}) == 1
        return self.worst is not None and self.worst == self.best

    def value(self, score: Fraction) -> Fraction:
        """The value of a score, 0 to 100, clamped at the ends; 100 for every score where worst is best.

        A local scale of the additive value model (Department for Communities and Local Government, Multi-criteria analysis: a
        manual, 2009): 0 at the least preferred score, 100 at the most preferred.
        """
        if self.points:
            return self._between_points(score)
        if self.worst is None or self.best is None or self.worst == self.best:
            return FULL
        worst, best = Fraction(self.worst), Fraction(self.best)
        return min(max((score - worst) / (best - worst), Fraction(0)), Fraction(1)) * FULL

    def _between_points(self, score: Fraction) -> Fraction:
        if score <= self.points[0][0]:
            return self.points[0][1]
        for (left, low), (right, high) in zip(self.points, self.points[1:], strict=False):
            if score <= right:
                return low + (high - low) * (score - left) / (right - left) if right > left else high
        return self.points[-1][1]


def scale_of(criterion: Criterion, recorded: Collection[Decimal]) -> Scale:
    """The scale of a criterion; ends that are not given are the extremes of the scores recorded over all groups."""
    points = tuple(sorted((Fraction(score), Fraction(value)) for score, value in criterion.points))
    lower_is_better = criterion.better is Better.LOWER
    seen = list(recorded)
    worst, best = criterion.worst, criterion.best
    if worst is None:
        worst = _extreme([*seen, *_given(best)], highest=lower_is_better) if seen else None
    if best is None:
        best = _extreme([*seen, *_given(worst)], highest=not lower_is_better) if seen else None
    return Scale(worst, best, from_scores=(criterion.worst is None or criterion.best is None) and bool(seen), points=points)


def _given(amount: Decimal | None) -> list[Decimal]:
    return [] if amount is None else [amount]


def _extreme(amounts: list[Decimal], *, highest: bool) -> Decimal:
    return max(amounts) if highest else min(amounts)


def falls_short(criterion: Criterion, scale: Scale, score: Decimal) -> bool:
    """Whether a score misses the mark of a must-pass criterion: its pass mark, or its best where that is blank."""
    mark = criterion.pass_mark if criterion.pass_mark is not None else scale.best
    if mark is None:
        return False
    return score > mark if criterion.better is Better.LOWER else score < mark
