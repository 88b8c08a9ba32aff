"""Where labels go so that none lies on another: along a side, as flags above a plot, and around marks. Units, y counted down."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import cos, pi, sin

from desktop.late_dataclass import dataclass

#: No name stands further from its mark than this, and it is tried in so many directions.
_FURTHEST = 200
_TURNS = 16

#: How long the pieces are in which a line takes up room.
_PIECE = 10


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Area) -> bool:
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom


def spread_out(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places `gap` apart or more and as near as may be to those wanted, in the order given, which is to be rising.

    Between `low` and `high`, wherever there is room for all; else from `low` on. Pools of neighbours that would meet are set about the
    mean of what they want (the pool adjacent violators algorithm).
    """
    pools: list[list[float]] = []  # the sum of what each pool's places want less their own offsets, and how many they are
    for place in wanted:
        pools.append([place, 1])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] + pools[-2][1] * gap > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total - count * pools[-1][1] * gap
            pools[-1][1] += count
    places: list[float] = []
    for total, count in pools:
        places += [total / count + index * gap for index in range(int(count))]
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], high - (len(places) - 1 - index) * gap)
    for index in range(len(places)):
        places[index] = max(places[index], low + index * gap)
    return places


def flag_rows(flags: Sequence[tuple[float, float]]) -> list[int]:
    """The row, 0 the lowest, of each flag given as (where its staff stands, how wide it is), the staffs from left to right.

    A flag flies to the right of its staff. One that reaches the next staff is flown above it, so that no staff crosses a flag.
    """
    rows = [0] * len(flags)
    for index in range(len(flags) - 1, -1, -1):
        left, wide = flags[index]
        under = [rows[other] for other in range(index + 1, len(flags)) if flags[other][0] < left + wide]
        rows[index] = max(under, default=-1) + 1
    return rows


def along(path: Sequence[tuple[float, float]], clear: float = 2.0) -> list[Area]:
    """A path as many small areas, `clear` wider than it to each side, so that what they take up lies close to it."""
    areas = []
    for (a, b), (c, d) in pairwise(path):
        count = max(int(max(abs(c - a), abs(d - b)) // _PIECE), 1)
        for step in range(count):
            ends = [(a + (c - a) * share / count, b + (d - b) * share / count) for share in (step, step + 1)]
            across, down = [x for x, _ in ends], [y for _, y in ends]
            areas.append(Area(min(across) - clear, min(down) - clear, max(across) + clear, max(down) + clear))
    return areas


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, and the line that joins it to its mark where it does not stand beside it."""

    area: Area
    joined: tuple[tuple[float, float], ...] = ()


def place_near(
    mark: tuple[float, float], size: tuple[float, float], taken: Sequence[Area], names: Sequence[Area], within: Area, clear: float
) -> Placed | None:
    """The nearest free place for a label of a size (width, height) by a mark, `clear` from its middle; `None` where there is none.

    Right of the mark is best, then left, above and below; then ever wider rings around it. A label lies on nothing that is taken, and
    the line that joins it crosses no other name.
    """
    (x, y), (wide, high) = mark, size
    near = clear * 0.7
    corners = [
        (x + clear, y - high / 2),
        (x - clear - wide, y - high / 2),
        (x - wide / 2, y - clear - high),
        (x - wide / 2, y + clear),
        (x + near, y - near - high),
        (x + near, y + near),
        (x - near - wide, y - near - high),
        (x - near - wide, y + near),
    ]
    reach = clear + high / 2
    while reach < min(_FURTHEST, max(within.right - within.left, within.bottom - within.top)):
        corners += [_around(x, y, wide, high, reach, turn) for turn in range(_TURNS)]
        reach += high * 0.75
    if wide > within.right - within.left or high > within.bottom - within.top:
        return None
    full = [(area.left, area.top, area.right, area.bottom) for area in (*names, *taken)]
    blocking = within.left, within.top, within.left, within.top
    for wished, level in corners:
        # A place that is partly outside is moved in.
        left = max(min(wished, within.right - wide), within.left)
        top = max(min(level, within.bottom - high), within.top)
        right, bottom = left + wide, top + high
        # Written out, and what blocked the last place asked first: a chart that follows a slider tries thousands of places.
        if left < blocking[2] and blocking[0] < right and top < blocking[3] and blocking[1] < bottom:
            continue
        for other in full:
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                blocking = other
                break
        else:
            area = Area(left, top, right, bottom)
            joined = _joined(x, y, area)
            if not any(piece.meets(name) for piece in along(joined, 1) for name in names):
                return Placed(area, joined)
    return None


def _joined(x: float, y: float, area: Area) -> tuple[tuple[float, float], ...]:
    """The line from a mark to the nearest edge of a label that stands away from it; none where it stands beside it."""
    across, down = min(max(x, area.left), area.right), min(max(y, area.top), area.bottom)
    return ((x, y), (across, down)) if abs(across - x) + abs(down - y) > 18 else ()


def _around(x: float, y: float, wide: float, high: float, reach: float, turn: int) -> tuple[float, float]:
    """The top left corner of a label whose nearest edge is about `reach` away, the turns shared evenly around the mark."""
    angle = 2 * pi * turn / _TURNS
    across, down = cos(angle), sin(angle)
    return x + across * (reach + wide / 2) - wide / 2, y + down * (reach + high / 2) - high / 2
