"""The options' scores at weights that are drawn, with the uncertain values drawn beside them: matrices of (draws, options)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.case import NotApplicable
from desktop.appraisal.simulation.score_draws import ScoreDraws
from desktop.appraisal.simulation.uncertain_scores import Cell, UncertainCell
from desktop.appraisal.simulation.weight_region import WeightRegion

Matrix = NDArray[np.float64]

#: Points too few to matter that put options which come out exactly level in an order of chance, each time another.
_CHANCE = 1e-7


class DrawnScores:
    """The cells as floats, and the sources of what is uncertain. Only criteria that can have a weight count."""

    def __init__(self, region: WeightRegion, rows: Sequence[Sequence[Cell]], seed: np.random.SeedSequence) -> None:
        counted = set(region.counted)
        shape = len(rows), len(region.names)
        self.values = np.zeros(shape)
        self.applicable = np.ones(shape)
        self.uncertain: dict[int, ScoreDraws] = {}
        chance, *branches = seed.spawn(1 + len(rows))
        still = False
        for place, (row, branch) in enumerate(zip(rows, branches, strict=True)):
            self.values[place] = [float(cell) if isinstance(cell, Fraction) else 0.0 for cell in row]
            drawn = {column: cell for column, cell in enumerate(row) if isinstance(cell, UncertainCell) and column in counted}
            if drawn:
                self.uncertain[place] = ScoreDraws(list(drawn), list(drawn.values()), branch)
                still = still or any(cell.can_stand_still for cell in drawn.values())
            for column in (column for column, cell in enumerate(row) if isinstance(cell, NotApplicable)):
                self.applicable[place, column] = 0.0
        self.partial = np.flatnonzero(~self.applicable.all(axis=1))
        self._across = np.ascontiguousarray(self.values.T)
        self._applicable = np.ascontiguousarray(self.applicable[self.partial].T)
        self._chance = np.random.Generator(np.random.PCG64(chance)) if still else None

    def at(self, weights: Matrix, sums: Matrix) -> Matrix:
        """The scores at these weights, a row a draw, each row times the sum of its weights; the uncertain values are the next drawn."""
        scores: Matrix = weights @ self._across
        for place, source in self.uncertain.items():
            scores[:, place] += np.einsum("ij,ij->i", weights[:, source.columns], source.values(len(weights)))
        if self.partial.size:
            scores[:, self.partial] *= sums[:, None] / np.maximum(weights @ self._applicable, np.finfo(np.float64).tiny)
        if self._chance is not None:
            scores += _CHANCE * self._chance.random(scores.shape)
        return scores

    def columns_at(self, weights: Matrix, place: int, rows: int) -> Matrix:
        """One option's scores at each of a few weights that add to 1, a row a draw and a column a weight."""
        scores = np.tile(weights @ self.values[place], (rows, 1))
        source = self.uncertain.get(place)
        if source is not None:
            scores += source.values(rows) @ weights[:, source.columns].T
        scores /= np.maximum(weights @ self.applicable[place], np.finfo(np.float64).tiny)
        if self._chance is not None:
            scores += _CHANCE * self._chance.random((rows, 1))
        return scores
