"""Counting who takes which place, draw after draw: the inner loop of a simulation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop.appraisal.simulation.drawn_scores import DrawnScores
from desktop.appraisal.simulation.weight_draws import WeightDraws

Matrix = NDArray[np.float64]

#: Draws at a time: what they take stays in the processor's cache.
_ROWS = 2048
#: So many options are sorted sooner by comparing pairs of them in all draws at once.
_FEW = 6


class Places:
    """How often each option took each place (`counts`, best place first) and led those that may (`leads`), as numbers of draws.

    `winning` is the sum of the weights, each adding to 1, that put an option first.
    """

    def __init__(self, options: int, criteria: int) -> None:
        self.counts = np.zeros((options, options))
        self.leads = np.zeros(options)
        self.winning = np.zeros((options, criteria))

    def count(self, weights: WeightDraws, scores: DrawnScores, may_lead: Sequence[bool], draws: int) -> None:
        """Draw so many times and count. Options that come out level are told apart by their order here."""
        options, criteria = self.winning.shape
        running = np.array(may_lead, dtype=np.bool_)
        some_may_not = bool(running.any() and not running.all())
        tally = np.zeros(options * options, dtype=np.int64)
        by_place = np.arange(options)[::-1] * options
        leads = np.zeros(options, dtype=np.int64)
        each = np.ones(criteria)
        for begin in range(0, draws, _ROWS):
            rows = min(_ROWS, draws - begin)
            drawn = weights(rows)
            sums = drawn @ each
            order = rising_order(scores.at(drawn, sums))
            first = order[:, -1].copy()
            if some_may_not:
                falling = order[:, ::-1]
                leader = falling[np.arange(rows), running[falling].argmax(axis=1)]
                leads += np.bincount(leader, minlength=options)
            order += by_place
            tally += np.bincount(order.ravel("K"), minlength=options * options)
            winners = np.zeros((options, rows))
            winners[first, np.arange(rows)] = 1 / sums
            self.winning += winners @ drawn
        self.counts += tally.reshape(options, options).T
        if some_may_not:
            self.leads += leads
        elif running.any():
            self.leads += self.counts[:, 0]

    def share(self, level: Sequence[Sequence[int]], may_lead: Sequence[bool]) -> None:
        """Give options that always draw level, and so stand side by side in every draw, the same part of their places."""
        for group in (list(group) for group in level if len(group) > 1):
            self.counts[group] = self.counts[group].mean(axis=0)
            self.winning[group] = self.winning[group].mean(axis=0)
            running = [place for place in group if may_lead[place]]
            if running:
                self.leads[running] = self.leads[running].mean()


def rising_order(scores: Matrix) -> NDArray[np.int64]:
    """The options of each draw from the lowest score to the highest; `scores` are lost.

    An option's number takes the place of the last bits of its score, so that the scores themselves can be sorted: faster than to sort
    numbers by them. What is left of a score is right to within 1 part in 10**13 for 200 options.
    """
    options = scores.shape[1]
    last_bits = (1 << (options - 1).bit_length()) - 1
    keys: NDArray[np.int64] = scores.view(np.int64)
    keys &= ~last_bits
    keys |= np.arange(options)
    if options > _FEW:
        scores.sort(axis=1)
    else:
        rising = np.ascontiguousarray(scores.T)
        for last in range(options - 1, 0, -1):
            for place, other in pairwise(rising[: last + 1]):
                lower = np.minimum(place, other)
                np.maximum(place, other, out=other)
                place[:] = lower
        keys = rising.view(np.int64).T
    keys &= last_bits
    return keys


def times_first(scores: DrawnScores, central: Matrix, owners: Sequence[int], rivals: Sequence[int], draws: int) -> Matrix:
    """How often, as a part of the draws, each owner is first among the rivals at its own row of `central`, weights that add to 1."""
    column = {place: position for position, place in enumerate(owners)}
    total = np.zeros(len(owners))
    for begin in range(0, draws, _ROWS):
        rows = min(_ROWS, draws - begin)
        best = np.full((rows, len(owners)), -np.inf)
        own = np.empty_like(best)
        for place in rivals:
            totals = scores.columns_at(central, place, rows)
            np.maximum(best, totals, out=best)
            if place in column:
                own[:, column[place]] = totals[:, column[place]]
        # What is lost in adding up is not to cost an option its place where everything is certain.
        total += (own >= best - 1e-10).sum(axis=0)
    return total / draws
