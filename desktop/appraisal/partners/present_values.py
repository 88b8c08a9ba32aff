"""What each part of one whole is worth on each case: parts that add to the whole to the penny, and no low of which is above its high."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from desktop.appraisal import money

_NOUGHT = Decimal(0)
_PENNY = Decimal("0.01")
_LOW, _LIKELY, _HIGH = range(3)

#: The low, the likely and the high case of each part, or the yearly amounts of one; `None` is open.
Told = list[Decimal | None]


def in_order(names: Iterable[str], own: str) -> list[str]:
    """The organisations in the order in which the pennies of rounding fall: our own council first, whose figures stand alone too."""
    return sorted(names, key=lambda name: name != own)


def present_values(
    nets_by_case: Mapping[str, Sequence[Sequence[Decimal | None]]], factors: Sequence[Decimal], own: str
) -> dict[str, tuple[Decimal | None, ...]]:
    """The present value of each part on each case, adding case by case to that of the whole to the penny; `None` where one is open.

    What is rounded each year is the running sum of the parts in order: each part then has what it moves that sum by, and the last sum is
    the whole's own. `nets_by_case` holds the yearly nets of each part on the low, the likely and the high case. The pennies of rounding
    never make a range of a part that is one figure, nor turn one round: they fall on the parts that are ranges, on our own last.
    """
    told: dict[str, Told] = {}
    count = len(factors)
    before: list[list[Decimal]] = [[_NOUGHT] * count for _ in range(3)]
    for name in in_order(nets_by_case, own):
        told[name] = []
        for case, nets in enumerate(nets_by_case[name]):
            known = [net for net in nets if net is not None]
            if len(known) < count:
                told[name].append(None)
                continue
            after = [sum_of + net * factor for sum_of, net, factor in zip(before[case], known, factors, strict=True)]
            moved = zip(before[case], after, strict=True)
            told[name].append(sum((money.to_pence(now) - money.to_pence(then) for then, now in moved), _NOUGHT))
            before[case] = after
    points = {name for name, cases in nets_by_case.items() if list(cases[_LOW]) == list(cases[_LIKELY]) == list(cases[_HIGH])}
    for end in (_LOW, _HIGH):
        _settle(told, points, end, _PENNY * count * len(told))
    return {name: tuple(cases) for name, cases in told.items()}


def _settle(told: Mapping[str, Told], points: set[str], end: int, pennies: Decimal) -> None:
    """Move the pennies of rounding of one end so that no part's low is above its likely case or its high below it.

    More than `pennies` are no rounding and stay. All of the parts still add to what they did.
    """
    sign = -1 if end == _LOW else 1
    reach: dict[str, Decimal] = {}
    for name, cases in told.items():
        base = cases[_LIKELY] if cases[_LIKELY] is not None else cases[_LOW]
        far = cases[end]
        if base is not None and far is not None:
            reach[name] = (far - base) * sign
    right = {name: _NOUGHT if name in points else max(each, _NOUGHT) for name, each in reach.items()}
    if any(abs(right[name] - reach[name]) > pennies for name in reach):
        return
    over = sum(right.values(), _NOUGHT) - sum(reach.values(), _NOUGHT)
    for name in reversed([name for name in reach if name not in points]):
        taken = min(over, right[name])
        right[name] -= taken
        over -= taken
    if over:
        return
    for name, each in right.items():
        far = told[name][end]
        if far is not None:
            told[name][end] = far + (each - reach[name]) * sign
