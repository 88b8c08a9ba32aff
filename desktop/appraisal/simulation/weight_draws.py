"""Weights drawn uniformly from a region, a matrix of (draws, criteria) at a time. Rows need not add to 1: only proportions count."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.case import SimulatedWeights
from desktop.appraisal.simulation.weight_region import WeightRegion

Matrix = NDArray[np.float64]
WeightDraws = Callable[[int], Matrix]

#: Rows tried at a time, chains run side by side, and the part of the rows that has to fall within the bounds for trying to be worth it.
_BLOCK, _CHAINS, _WORTH_TRYING = 8192, 2048, 0.02
#: Sweeps over all weights before the first row is taken from a chain (and as many again as 4 times the weights), and between two rows.
_WARMING, _BETWEEN = 100, 8


def weight_draws(region: WeightRegion, seed: np.random.SeedSequence) -> WeightDraws:
    """A source of weights: called with a number of rows it gives the next so many, whatever numbers it was called with before."""
    if not region.free:
        return _fixed(region)
    if region.kind is SimulatedWeights.BOUNDED:
        return _Bounded(region, seed)
    rng = np.random.Generator(np.random.PCG64(seed))
    if len(region.blocks) > 1:
        return _ordered(region, rng, [np.random.Generator(np.random.PCG64(branch)) for branch in seed.spawn(len(region.blocks))])
    count = len(region.names)
    return lambda rows: rng.standard_exponential((rows, count))


def _fixed(region: WeightRegion) -> WeightDraws:
    weights = np.array([float(weight) for weight in region.low])
    return lambda rows: np.tile(weights, (rows, 1))


def _ordered(region: WeightRegion, rng: np.random.Generator, shuffling: list[np.random.Generator]) -> WeightDraws:
    """Uniform among the weights in order.

    Weights in falling order are uniform on a simplex whose corners are the equal weights of the first 1, 2, 3, ... places, so that a
    matrix takes the place of a sort. Within a block every order is as likely as any other.
    """
    count = len(region.names)
    corners = np.tril(np.ones((count, count))) / np.arange(1, count + 1)[:, None]
    columns = [column for block in region.blocks for column in block]
    into_place = np.empty(count, dtype=np.intp)
    into_place[columns] = np.arange(count)

    def draw(rows: int) -> Matrix:
        falling = rng.standard_exponential((rows, count)) @ corners
        start = 0
        for block, shuffled in zip(region.blocks, shuffling, strict=True):
            end = start + len(block)
            if len(block) > 1:
                falling[:, start:end] = shuffled.permuted(falling[:, start:end], axis=1)
            start = end
        return falling[:, into_place]

    return draw


class _Bounded:
    """Uniform within bounds. Rows come in blocks of one size and wait here, so that how many are asked for changes nothing."""

    def __init__(self, region: WeightRegion, seed: np.random.SeedSequence) -> None:
        self._free = np.array(region.free, dtype=np.intp)
        self._all = np.array([float(weight) for weight in region.low])
        low, high = ([bounds[column] for column in region.free] for bounds in (region.low, region.high))
        rest = 1 - sum((weight for weight, most in zip(region.low, region.high, strict=True) if weight == most), Fraction(0))
        rng = np.random.Generator(np.random.PCG64(seed))
        self._next = blocks_within(low, high, rest, rng)
        self._waiting = np.empty((0, len(low)))

    def __call__(self, rows: int) -> Matrix:
        blocks, count = [self._waiting], len(self._waiting)
        while count < rows:
            blocks.append(self._next())
            count += len(blocks[-1])
        drawn = np.concatenate(blocks)
        self._waiting = drawn[rows:]
        weights = np.tile(self._all, (rows, 1))
        weights[:, self._free] = drawn[:rows]
        return weights


def blocks_within(
    low: list[Fraction], high: list[Fraction], total: Fraction, rng: np.random.Generator, *, worth_trying: float = _WORTH_TRYING
) -> Callable[[], Matrix]:
    """Blocks of rows that add to `total`, uniform between `low` and `high`.

    The weights above their lows, or as well those below their highs, are a smaller simplex: rows are drawn from it and those outside
    the other bounds thrown away, which is exact. Where fewer than `worth_trying` would be kept, chains of exchanges are run instead.
    """
    least, most = np.array([float(bound) for bound in low]), np.array([float(bound) for bound in high])
    above, below = float(total - sum(low)), float(sum(high) - total)
    sources = ((least, above), (most, -below))

    def tried(start: Matrix, size: float) -> Matrix:
        rows = rng.standard_exponential((_BLOCK, len(least)))
        rows *= size / rows.sum(axis=1, keepdims=True)
        rows += start
        return rows[((rows >= least) & (rows <= most)).all(axis=1)]

    kept = [len(tried(*source)) for source in sources]
    if max(kept) >= worth_trying * _BLOCK:
        source = sources[int(kept[1] > kept[0])]
        return lambda: tried(*source)
    return _chains(least, most, above, rng)


def _chains(least: Matrix, most: Matrix, above: float, rng: np.random.Generator) -> Callable[[], Matrix]:
    """Gibbs sampling over chains that run side by side: pairs of weights exchange what they hold, uniformly within both their bounds.

    R. L. Smith, Efficient Monte Carlo procedures for generating points uniformly distributed over bounded regions (1984), with the
    directions along the edges of the simplex. All chains share the pairs of a sweep, which do not depend on their state.
    """
    count = len(least)
    room = most - least
    state = np.repeat((least + room * (above / room.sum()))[:, None], _CHAINS, axis=1)
    least, most = least[:, None], most[:, None]

    def sweep() -> None:
        order = rng.permutation(count)
        one, other = order[: count // 2], order[count // 2 : count // 2 * 2]
        both = state[one] + state[other]
        bottom = np.maximum(least[one], both - most[other])
        top = np.minimum(most[one], both - least[other])
        taken = bottom + (top - bottom) * rng.random(both.shape)
        state[one], state[other] = taken, both - taken

    def block() -> Matrix:
        for _ in range(_BETWEEN):
            sweep()
        rows: Matrix = np.clip(state, least, most).T
        return rows

    for _ in range(_WARMING + 4 * count):
        sweep()
    return block
