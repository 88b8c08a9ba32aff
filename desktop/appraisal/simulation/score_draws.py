"""The uncertain values of one option, drawn a matrix of (draws, cells) at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.case import Distribution
from desktop.appraisal.choice.scales import Scale
from desktop.appraisal.simulation.uncertain_scores import Spread, UncertainCell

Matrix = NDArray[np.float64]
_FULL = 100.0


class ScoreDraws:
    """Draws the uncertain cells of one option: each group's score on its own, valued, and the values combined by votes.

    Each family of distributions has a generator of its own, so that the rows are the same however many are asked for at a time, and
    the draws of an option do not move when another option changes.
    """

    def __init__(self, columns: Sequence[int], cells: Sequence[UncertainCell], seed: np.random.SeedSequence) -> None:
        self.columns = np.array(columns, dtype=np.intp)
        self._known = np.array([float(cell.known) for cell in cells])
        spreads = [(place, spread) for place, cell in enumerate(cells) for spread in cell.spreads]
        families = ((Distribution.UNIFORM,), (Distribution.NORMAL, Distribution.LOG_NORMAL), (Distribution.BETA,))
        self._families = [
            _Family([pair for pair in spreads if pair[1].distribution in family], len(cells), branch)
            for family, branch in zip(families, seed.spawn(len(families)), strict=True)
        ]

    def values(self, rows: int) -> Matrix:
        """The next so many rows of values, 0 to 100, a column an uncertain cell."""
        values = np.tile(self._known, (rows, 1))
        for family in self._families:
            family.add_to(values)
        return values


class _Family:
    """The spreads that one way of drawing serves."""

    def __init__(self, placed_spreads: Sequence[tuple[int, Spread]], cells: int, seed: np.random.SeedSequence) -> None:
        self._rng = np.random.Generator(np.random.PCG64(seed)) if placed_spreads else None
        spreads = [spread for _, spread in placed_spreads]
        self._distribution = spreads[0].distribution if spreads else Distribution.UNIFORM
        self._logarithms = np.array([spread.distribution is Distribution.LOG_NORMAL for spread in spreads], dtype=np.bool_)
        self._low = np.array([float(spread.low) for spread in spreads])
        self._width = np.array([float(spread.high - spread.low) for spread in spreads])
        self._first = np.array([spread.first for spread in spreads])
        self._second = np.array([spread.second for spread in spreads])
        self._bent = [
            (column, *np.transpose([(float(score), float(value)) for score, value in spread.scale.points]))
            for column, spread in enumerate(spreads)
            if spread.scale.points
        ]
        lines = [_line(spread.scale) for spread in spreads]
        self._slope = np.array([slope for slope, _ in lines])
        self._start = np.array([start for _, start in lines])
        self._votes = np.zeros((len(placed_spreads), cells))
        for row, (place, spread) in enumerate(placed_spreads):
            self._votes[row, place] = float(spread.vote)

    def add_to(self, values: Matrix) -> None:
        """Draw a row for each of `values`, value each score, and add each spread's share to its cell."""
        if self._rng is None:
            return
        shape = len(values), len(self._low)
        if self._distribution is Distribution.UNIFORM:
            drawn = self._low + self._width * self._rng.random(shape)
        elif self._distribution is Distribution.BETA:
            drawn = self._low + self._width * self._rng.beta(self._first, self._second, shape)
        else:
            drawn = self._first + self._second * self._rng.standard_normal(shape)
            drawn[:, self._logarithms] = np.exp(drawn[:, self._logarithms])
        valued: Matrix = np.clip(drawn * self._slope + self._start, 0.0, _FULL)
        for column, scores, worth in self._bent:
            valued[:, column] = np.interp(drawn[:, column], scores, worth)
        values += valued @ self._votes


def _line(scale: Scale) -> tuple[float, float]:
    """Slope and start of a linear value; a piecewise one is interpolated instead."""
    if scale.points or scale.worst is None or scale.best is None:
        return 0.0, 0.0
    slope = _FULL / float(scale.best - scale.worst)
    return slope, -slope * float(scale.worst)
