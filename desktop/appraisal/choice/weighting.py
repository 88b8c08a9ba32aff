"""Weights from what a group said of the criteria: points, an order, or judgements of pairs.

Weights are exact fractions that add to 1. Only the eigenvector of judgements that contradict one another is a rounded figure, to
twelve places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import mul

from desktop.late_dataclass import dataclass

Weights = dict[str, Fraction]
#: One judgement by its pair: how many times the first criterion counts as much as the second.
Pair = tuple[str, str]

#: Judgements whose consistency ratio is above this contradict one another too much (Saaty, The Analytic Hierarchy Process, 1980).
MOST_INCONSISTENT = 0.10
#: The mean consistency index of random matrices by the number of criteria (Saaty 1980, table 1.1), for 1 to 15 criteria.
_RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_PLACES = 10**12
_MOST_STEPS = 10_000
#: The highest judgement of Saaty's scale of 1 to 9.
_SCALE = 9


@dataclass(frozen=True, slots=True)
class AtOdds:
    """The judgement most at odds with the rest: `ratio` as judged, `instead` as the rest imply on Saaty's scale of 1/9 to 9.

    `pair` is turned so that `ratio` is 1 or more. `mended` is the consistency ratio with `instead` in its place.
    """

    pair: Pair
    ratio: Fraction
    instead: Fraction
    mended: float


@dataclass(frozen=True, slots=True)
class PairwiseWeights:
    """`weights` is `None` while no chain of judgements joins all criteria: `apart` are then those not joined to the first.

    `consistency_ratio` is `None` until every pair is judged, for the random index is that of a full matrix. `missing` are the pairs
    not yet judged, in the order of the criteria.
    """

    weights: Weights | None
    consistency_ratio: float | None
    missing: tuple[Pair, ...] = ()
    apart: tuple[str, ...] = ()
    at_odds: AtOdds | None = None


def normalised(points: Mapping[str, Fraction]) -> Weights | None:
    """Points as shares of their sum, for direct rating and for swings alike; `None` where they are all 0."""
    total = sum(points.values(), Fraction(0))
    return {name: each / total for name, each in points.items()} if total else None


def rank_order_centroid(orders: Mapping[str, int]) -> Weights:
    """Rank order centroid weights: place k of n weighs (1/k + ... + 1/n) / n, and a tie shares the mean of the places it takes.

    The order alone counts: 1, 5, 9 is 1, 2, 3. Source: Edwards and Barron, SMARTS and SMARTER, Organizational Behavior and Human
    Decision Processes 60 (1994).
    """
    number = len(orders)
    by_place = [sum((Fraction(1, each) for each in range(place, number + 1)), Fraction(0)) / number for place in range(1, number + 1)]
    weights: Weights = {}
    first = 0
    for order in sorted(set(orders.values())):
        tied = [name for name, own_order in orders.items() if own_order == order]
        share = sum(by_place[first : first + len(tied)], Fraction(0)) / len(tied)
        weights |= dict.fromkeys(tied, share)
        first += len(tied)
    return {name: weights[name] for name in orders}


def pairwise(names: Sequence[str], judgements: Mapping[Pair, Decimal | Fraction]) -> PairwiseWeights:
    """Weights from judgements of pairs, each how many times the first counts as much as the second, above 0.

    The principal eigenvector of the reciprocal matrix and Saaty's consistency ratio, (largest eigenvalue − n) / (n − 1) over the
    random index (Saaty 1980). Pairs not yet judged are left to the others by Harker's method: nothing in their place, and one more on
    the diagonal for each (Harker, Incomplete pairwise comparisons, Mathematical Modelling 9, 1987). Judgements on names that are not
    given, or of a criterion over itself, are left out; where a pair is judged both ways round the first stands. Tested on the cars of
    the paterijk/MCDA tests (.2922, .2767, .0697, .3613) and the consistent matrix of the gluc/ahp tests (2/3, 1/9, 2/9).
    """
    ratios: dict[Pair, Fraction] = {}
    for (first, second), ratio in judgements.items():
        if first != second and first in names and second in names and (second, first) not in ratios:
            ratios[first, second] = Fraction(ratio)
    return _pairwise(tuple(names), tuple(ratios.items()))


@lru_cache(maxsize=256)  # a slider asks again and again while no judgement changes
def _pairwise(names: tuple[str, ...], ratios: tuple[tuple[Pair, Fraction], ...]) -> PairwiseWeights:
    judged = {pair for pair, _ in ratios}
    missing = tuple(
        (first, second)
        for place, first in enumerate(names)
        for second in names[place + 1 :]
        if (first, second) not in judged and (second, first) not in judged
    )
    exact, consistent = _along_a_tree(names, ratios)
    if len(exact) < len(names):
        return PairwiseWeights(None, None, missing, tuple(name for name in names if name not in exact))
    total = sum(exact.values(), Fraction(0))
    if consistent:
        return PairwiseWeights({name: exact[name] / total for name in names}, None if missing else 0.0, missing)
    vector, largest = _eigenvector(names, ratios, [float(exact[name] / total) for name in names])
    ratio = None if missing else _consistency(len(names), largest)
    at_odds = _most_at_odds(names, ratios, vector) if ratio is not None and ratio > MOST_INCONSISTENT else None
    rounded = {name: Fraction(round(each * _PLACES), _PLACES) for name, each in zip(names, vector, strict=True)}
    return PairwiseWeights(normalised(rounded), ratio, missing, (), at_odds)


def random_index(number: int) -> float:
    """The consistency index of random judgements: Saaty's table to 15 criteria, above it the line of Alonso and Lamata (2006),
    whose largest eigenvalue is 2.7699 n − 4.3513."""
    if number <= len(_RANDOM_INDEX):
        return _RANDOM_INDEX[number - 1]
    return (2.7699 * number - 4.3513 - number) / (number - 1)


def _consistency(number: int, largest: float) -> float:
    return max(0.0, (largest - number) / (number - 1) / random_index(number)) if number > 2 else 0.0


def _along_a_tree(names: tuple[str, ...], ratios: tuple[tuple[Pair, Fraction], ...]) -> tuple[dict[str, Fraction], bool]:
    """What one chain of judgements after another implies beside the first criterion, and whether every judgement agrees with it."""
    beside: dict[str, list[tuple[str, Fraction, bool]]] = {name: [] for name in names}
    for (first, second), ratio in ratios:
        beside[first].append((second, ratio, True))
        beside[second].append((first, ratio, False))
    implied = {names[0]: Fraction(1)} if names else {}
    waiting = list(implied)
    while waiting:
        name = waiting.pop()
        for other, ratio, divides in beside[name]:
            if other not in implied:
                implied[other] = implied[name] / ratio if divides else implied[name] * ratio
                waiting.append(other)
    return implied, all(implied.get(first) == ratio * implied.get(second, Fraction(0)) for (first, second), ratio in ratios)


def _eigenvector(names: tuple[str, ...], ratios: tuple[tuple[Pair, Fraction], ...], start: list[float]) -> tuple[list[float], float]:
    """The principal eigenvector, adding to 1, and its eigenvalue, by power iteration until no weight moves by more than 1e-12.

    The matrix is shifted by the eigenvalue so far, which keeps judgements that run in a circle from going round for ever.
    """
    number, place = len(names), {name: at for at, name in enumerate(names)}
    matrix = [[0.0] * number for _ in names]
    for (first, second), ratio in ratios:
        matrix[place[first]][place[second]] = ratio.numerator / ratio.denominator
        matrix[place[second]][place[first]] = ratio.denominator / ratio.numerator
    for at, row in enumerate(matrix):
        row[at] = 1.0 + sum(1 for other, each in enumerate(row) if other != at and not each)
    vector, largest = start, float(number)
    for _ in range(_MOST_STEPS):
        product = [math.fsum(map(mul, row, vector)) for row in matrix]
        largest = math.fsum(product)
        moved = [(new + largest * old) / (2 * largest) for new, old in zip(product, vector, strict=True)]
        change = max(abs(new - old) for new, old in zip(moved, vector, strict=True))
        vector = moved
        if change <= 1e-13:
            break
    return vector, largest


def _most_at_odds(names: tuple[str, ...], ratios: tuple[tuple[Pair, Fraction], ...], vector: list[float]) -> AtOdds:
    """The judgement furthest from the weights it led to, as a ratio (Saaty 1980), and what all the others imply in its place."""
    weights = dict(zip(names, vector, strict=True))

    def distance(judgement: tuple[Pair, Fraction]) -> float:
        (first, second), ratio = judgement
        return round(abs(math.log(float(ratio) * weights[second] / weights[first])), 9)  # of equals the first, whatever the last digit

    worst = max(ratios, key=distance)
    (first, second), ratio = worst
    if ratio < 1:
        first, second, ratio = second, first, 1 / ratio
    rest = tuple(each for each in ratios if each is not worst)
    by_rest = dict(zip(names, _eigenvector(names, rest, vector)[0], strict=True))
    instead = _on_the_scale(by_rest[first] / by_rest[second])
    _, largest = _eigenvector(names, (*rest, ((first, second), instead)), vector)
    return AtOdds((first, second), ratio, instead, _consistency(len(names), largest))


def _on_the_scale(ratio: float) -> Fraction:
    """The nearest judgement of Saaty's scale, 1/9 to 9, by proportion."""
    steps = [*(Fraction(1, each) for each in range(_SCALE, 1, -1)), *(Fraction(each) for each in range(1, _SCALE + 1))]
    return min(steps, key=lambda step: abs(math.log(float(step) / ratio)))
