"""Where labels go so that none lies on another: along a side, as flags above a plot, and around marks. Units, y counted down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, product
from math import cos, pi, sin

from desktop.late_dataclass import dataclass

#: No name stands further from its mark than this, and it is tried in so many directions.
FURTHEST = 200.0
_TURNS = 16
_DIRECTIONS = tuple((cos(2 * pi * turn / _TURNS), sin(2 * pi * turn / _TURNS)) for turn in range(_TURNS))

#: The side of the squares that what takes up room is looked up by.
_SQUARE = 48

#: Left, top, right and bottom of an area.
_Sides = tuple[float, float, float, float]

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


class TakenRoom:
    """What takes up room, by the squares of a grid that it reaches into, so that a place is held against its neighbours alone."""

    def __init__(self, areas: Iterable[Area] = (), names: Iterable[Area] = ()) -> None:
        self.names: list[Area] = []
        self._squares: dict[tuple[int, int], list[_Sides]] = {}
        self.take(areas)
        for name in names:
            self.take_by_name(name)

    def copy(self) -> TakenRoom:
        """The same room, to be taken up further by itself."""
        room = TakenRoom()
        room.names = list(self.names)
        room._squares = {place: list(near) for place, near in self._squares.items()}
        return room

    def take(self, areas: Iterable[Area]) -> None:
        """Nothing else may lie on these."""
        for area in areas:
            sides = area.left, area.top, area.right, area.bottom
            for place in _places_of(*sides):
                self._squares.setdefault(place, []).append(sides)

    def take_by_name(self, name: Area) -> None:
        """Nothing else may lie on a name, nor a joining line cross it."""
        self.names.append(name)
        self.take((name,))

    def met(self, left: float, top: float, right: float, bottom: float) -> _Sides | None:
        """The first of what takes up room that a place would lie on; `None` where it is free."""
        for place in _places_of(left, top, right, bottom):
            for other in self._squares.get(place, ()):
                if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    return other
        return None


def _places_of(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    return product(range(int(left // _SQUARE), int(right // _SQUARE) + 1), range(int(top // _SQUARE), int(bottom // _SQUARE) + 1))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands, and the line that joins it to its mark where it does not stand beside it."""

    area: Area
    joined: tuple[tuple[float, float], ...] = ()


def place_near(
    mark: tuple[float, float], size: tuple[float, float], room: TakenRoom, within: Area, clear: float, furthest: float = FURTHEST
) -> Placed | None:
    """The nearest free place for a label of a size (width, height) by a mark, `clear` from its middle; `None` where there is none.

    Right of the mark is best, then left, above and below; then ever wider rings around it, up to `furthest`. A label lies on
    nothing that is taken, and the line that joins it crosses no other name.
    """
    (x, y), (wide, high) = mark, size
    near = clear * 0.7
    beside = [
        (x + clear, y - high / 2),
        (x - clear - wide, y - high / 2),
        (x - wide / 2, y - clear - high),
        (x - wide / 2, y + clear),
        (x + near, y - near - high),
        (x + near, y + near),
        (x - near - wide, y - near - high),
        (x - near - wide, y + near),
    ]
    if wide > within.right - within.left or high > within.bottom - within.top:
        return None
    blocking = within.left, within.top, within.left, within.top
    furthest = min(furthest, max(within.right - within.left, within.bottom - within.top))
    for wished, level in chain(beside, _rings(mark, size, clear + high / 2, furthest)):
        # A place that is partly outside is moved in.
        left = max(min(wished, within.right - wide), within.left)
        top = max(min(level, within.bottom - high), within.top)
        right, bottom = left + wide, top + high
        # Written out, and what blocked the last place asked first: a chart that follows a slider tries thousands of places.
        if left < blocking[2] and blocking[0] < right and top < blocking[3] and blocking[1] < bottom:
            continue
        met = room.met(left, top, right, bottom)
        if met is not None:
            blocking = met
            continue
        area = Area(left, top, right, bottom)
        joined = _joined(x, y, area)
        if not _crosses(joined, room.names):
            return Placed(area, joined)
    return None


def _joined(x: float, y: float, area: Area) -> tuple[tuple[float, float], ...]:
    """The line from a mark to the nearest edge of a label that stands away from it; none where it stands beside it."""
    across, down = min(max(x, area.left), area.right), min(max(y, area.top), area.bottom)
    return ((x, y), (across, down)) if abs(across - x) + abs(down - y) > 18 else ()


def _crosses(joined: Sequence[tuple[float, float]], names: Sequence[Area]) -> bool:
    """Whether a joining line lies on a name. Only names within the rectangle that it spans are looked at closely."""
    if not joined:
        return False
    (a, b), (c, d) = joined
    span = Area(min(a, c) - 1, min(b, d) - 1, max(a, c) + 1, max(b, d) + 1)
    close = [(name.left, name.top, name.right, name.bottom) for name in names if span.meets(name)]
    count = max(int(max(abs(c - a), abs(d - b)) // _PIECE), 1) if close else 0
    # the pieces of `along`, written out: a crowd has thousands of such lines
    for step in range(count):
        x, y = a + (c - a) * step / count, b + (d - b) * step / count
        further, lower = a + (c - a) * (step + 1) / count, b + (d - b) * (step + 1) / count
        left, right = (x - 1, further + 1) if x < further else (further - 1, x + 1)
        top, bottom = (y - 1, lower + 1) if y < lower else (lower - 1, y + 1)
        for name in close:
            if left < name[2] and name[0] < right and top < name[3] and name[1] < bottom:
                return True
    return False


def _rings(mark: tuple[float, float], size: tuple[float, float], reach: float, furthest: float) -> Iterator[tuple[float, float]]:
    """The top left corners of a label in ever wider rings around a mark."""
    (x, y), (wide, high) = mark, size
    while reach < furthest:
        for across, down in _DIRECTIONS:
            yield x + across * (reach + wide / 2) - wide / 2, y + down * (reach + high / 2) - high / 2
        reach += high * 0.75
