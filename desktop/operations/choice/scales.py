"""What a scale allows: the scores on it, the ends of a score's range, and the ends of a weight's."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from desktop.appraisal.case import Distribution
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import DIRECT, plain

_DIRECT_ENDS = (Decimal(0), Decimal(100))


def check_on_scale(criterion: str, worst: Decimal | None, best: Decimal | None, score: Decimal) -> None:
    """Raises KnownTrouble where a score is outside a scale whose two ends are given. One whose ends are equal values all alike."""
    if worst is None or best is None or worst == best:
        return
    low, high = min(worst, best), max(worst, best)
    if not low <= score <= high:
        raise KnownTrouble(f"{plain(score)} is outside the scale of {criterion}: type a score from {plain(low)} to {plain(high)}")


def ends(value_function: str, worst: Decimal | None, best: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Worst and Best as they count: where the score is itself the value and they are blank, 0 and 100."""
    if value_function != DIRECT:
        return worst, best
    return _DIRECT_ENDS[0] if worst is None else worst, _DIRECT_ENDS[1] if best is None else best


def lower_end(worst: Decimal | None, best: Decimal | None, better: str) -> Decimal | None:
    """The lower end of a scale; nothing where it is not given."""
    return best if better == "lower" else worst


def check_direct(value_function: str, better: str, worst: Decimal | None, best: Decimal | None) -> None:
    """Raises KnownTrouble where a score that is itself the value does not run upwards, or leaves 0 to 100."""
    if value_function != DIRECT:
        return
    if better == "lower":
        raise KnownTrouble("A direct score is itself the value, so higher is better: set Better to higher, or clear Value function")
    for heading, end in (("Worst", worst), ("Best", best)):
        if end is not None and not _DIRECT_ENDS[0] <= end <= _DIRECT_ENDS[1]:
            raise KnownTrouble(f"{heading} is {plain(end)}, and a direct score runs from 0 to 100: type a number from 0 to 100")


def check_rises(points: Iterable[tuple[Decimal, Decimal]], better: str) -> None:
    """Raises KnownTrouble where a value function falls anywhere towards the scores that are better."""
    rising = sorted(points, reverse=better == "lower")
    for (before, value), (after, next_value) in pairwise(rising):
        if next_value < value:
            fall = f"The value falls from {plain(value)} at {plain(before)} to {plain(next_value)} at {plain(after)}"
            raise KnownTrouble(f"{fall}, though Better is {better}: correct the points, or Better")


def check_weight_bounds(low: Decimal | None, high: Decimal | None, weight: Decimal | None = None) -> None:
    """Raises KnownTrouble where the bounds of a weight are the wrong way round, or the weight is outside them."""
    if low is not None and high is not None and low > high:
        raise KnownTrouble(f"Weight low, {plain(low)}, is above Weight high, {plain(high)}: swap them")
    if weight is not None and low is not None and weight < low:
        raise KnownTrouble(f"Weight, {plain(weight)}, is below Weight low, {plain(low)}: correct one of them")
    if weight is not None and high is not None and weight > high:
        raise KnownTrouble(f"Weight, {plain(weight)}, is above Weight high, {plain(high)}: correct one of them")


def check_both_ends(low: Decimal | None, high: Decimal | None) -> None:
    """Raises KnownTrouble for a range of which one end alone is given."""
    for given, end, other in ((low, "Low", "High"), (high, "High", "Low")):
        if given is not None and (high if end == "Low" else low) is None:
            raise KnownTrouble(f"There is a {end}, {plain(given)}, and no {other}: type both ends of the range, or clear {end}")


def check_range(score: Decimal | None, low: Decimal | None, high: Decimal | None) -> None:
    """Raises KnownTrouble where the ends of a score's range are the wrong way round, or the score is not between them."""
    if low is not None and high is not None and low > high:
        raise KnownTrouble(f"Low, {plain(low)}, is above High, {plain(high)}: swap them")
    if score is None:
        return
    if low is not None and score < low:
        raise KnownTrouble(f"Score, {plain(score)}, is below Low, {plain(low)}: correct one of them")
    if high is not None and score > high:
        raise KnownTrouble(f"Score, {plain(score)}, is above High, {plain(high)}: correct one of them")


def check_distribution(
    distribution: str, score: Decimal | None, low: Decimal | None, high: Decimal | None, least: Decimal | None = None
) -> None:
    """Raises KnownTrouble for a distribution without what it needs; `least` is the lower end of the scale, where that is given."""
    if not distribution:
        return
    if low is None and high is None:
        raise KnownTrouble("There is a Distribution and neither Low nor High: type both, or clear Distribution")
    if distribution == Distribution.BETA and score is None:
        raise KnownTrouble(
            "A beta distribution is most likely at the Score, which is not filled in: type it, or choose another distribution"
        )
    floor = least if low is None else low
    if distribution == Distribution.LOG_NORMAL and (floor is None or floor <= 0):
        raise KnownTrouble("A log-normal distribution needs a Low above 0: type it, or choose another distribution")
