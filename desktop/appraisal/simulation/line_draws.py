"""Uncertain lines of money drawn side by side: where each lies between its lowest and its highest present value."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.savings.drawn_lines import DrawnLine

Matrix = NDArray[np.float64]

#: Every line on its own.
NOTHING_TOGETHER: Mapping[int, str] = MappingProxyType({})
#: How many positions are drawn at a time: they and what is made of them stay in the processor's own memory.
_CELLS = 32_768


def _generator(seed: int, name: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((abs(seed), int(seed < 0), name))))


def _at_quantile(quantile: Matrix, peak: float) -> Matrix:
    """Where a triangle from 0 to 1 lies at a quantile: its distribution function the other way round (Johnson, The Statistician, 1997)."""
    below: Matrix = np.sqrt(quantile * peak)
    above: Matrix = 1.0 - np.sqrt((1.0 - quantile) * (1.0 - peak))
    position: Matrix = np.where(quantile < peak, below, above)
    return position


class LineDraws:
    """The lines of one owner, each triangular on its present values and independent of the others, unless a scenario moves them together.

    A position is 0 at a line's lowest present value and 1 at its highest. A triangle from 0 to 1 with its peak at k is
    (1 − k) min(U, V) + k max(U, V) for two uniform draws U and V (W. E. Stein and M. F. Keblis, A new method to simulate the triangular
    distribution, 2009), which needs no root.
    """

    def __init__(self, lines: Sequence[DrawnLine], seed: int, owner: str, groups: Mapping[int, str] = NOTHING_TOGETHER) -> None:
        """`groups` are the lines that are drawn by one quantile, by the identity of the flow, each with its group's name."""
        # An owner's draws hang on its name, so that they do not move when another option or project comes before it.
        name = zlib.crc32(owner.encode())
        self._rng = _generator(seed, name)
        self._together: dict[str, list[int]] = {}
        for place, line in enumerate(lines):
            if (group := groups.get(id(line.part.flow))) is not None:
                self._together.setdefault(group, []).append(place)
        # a group's quantiles hang on its own name, so that they are the same for every owner that has lines of it
        self._group_rngs = {group: _generator(seed, zlib.crc32(f"scenario {group}".encode())) for group in self._together}
        low, central, high = np.array([(float(line.low), float(line.central), float(line.high)) for line in lines]).T
        self.low, self.width = low, high - low
        self.peak = (central - low) / self.width
        self.least, self.most = float(low.sum()), float(high.sum())

    def blocks(self, draws: int) -> Iterator[tuple[slice, Matrix]]:
        """So many draws, a block at a time: which of them, and the positions, a row a line. The next block overwrites the last."""
        lines = len(self.low)
        size = min(max(_CELLS // lines, 1), draws)
        buffer = np.empty((2, lines, size))
        for begin in range(0, draws, size):
            many = min(size, draws - begin)
            uniform = self._rng.random(out=buffer) if many == size else self._rng.random((2, lines, many))
            lower = np.minimum(uniform[0], uniform[1])
            upper = np.maximum(uniform[0], uniform[1], out=uniform[1])
            upper -= lower
            upper *= self.peak[:, None]
            upper += lower
            for group, places in self._together.items():
                quantile = self._group_rngs[group].random(many)
                for place in places:
                    upper[place] = _at_quantile(quantile, float(self.peak[place]))
            yield slice(begin, begin + many), upper

    def present_values(self, positions: Matrix) -> Matrix:
        """What the lines come to together at each draw, in pounds: never outside what all their bounds add to."""
        return self._added(self.width, self.least, self.most, positions)

    def present_values_of_parts(self, low: Matrix, high: Matrix, positions: Matrix) -> Matrix:
        """The same of a part of each line, which lies at each draw where its line does; a line without a part is £0 at both ends."""
        return self._added(high - low, float(low.sum()), float(high.sum()), positions)

    @staticmethod
    def _added(width: Matrix, least: float, most: float, positions: Matrix) -> Matrix:
        together: Matrix = width @ positions
        together += least
        return np.clip(together, least, most, out=together)
