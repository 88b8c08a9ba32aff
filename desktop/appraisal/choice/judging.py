"""Judgements of pairs within each heading and between headings, and the weights that follow from them.

A judgement is recorded of two criteria. Under one heading it is of the two themselves; where they stand under different headings it is of
the headings at which they part, for whoever judges says which heading counts for more, not which of its criteria. Weights are multiplied
along the path from the widest heading to a criterion, as in the analytic hierarchy process (Saaty 1980).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.choice.weighting import Pair, PairwiseWeights, Weights, pairwise
from desktop.appraisal.results import Branch
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """What is judged against one another under one heading: criteria that stand directly under it, and the headings that do.

    `path` is that of the heading, empty for the widest level. `branches` are in the order of their first criteria, and `leaves` are the
    criteria under each. A heading that has a single branch is passed through.
    """

    path: tuple[str, ...]
    branches: tuple[Branch, ...]
    leaves: tuple[tuple[str, ...], ...]

    @property
    def pairs(self) -> int:
        """How many pairs there are to judge."""
        return len(self.branches) * (len(self.branches) - 1) // 2

    def branch_of(self, criterion: str, path: tuple[str, ...]) -> Branch | None:
        """The branch that a criterion of this path is in, weighted itself or not; `None` where it is in none."""
        depth = len(self.path)
        if path[:depth] != self.path:
            return None
        branch = path[: depth + 1] if len(path) > depth else criterion
        return branch if branch in self.branches else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a group's judgements come to at each level; `weights` is `None` while some level is not joined by a chain of judgements.

    `flat`: the pairs were taken as those of the criteria themselves, whatever headings they stand under.
    """

    weights: Weights | None
    levels: tuple[tuple[Level, PairwiseWeights], ...]
    flat: bool = False

    @property
    def consistency(self) -> dict[tuple[str, ...], float]:
        """The consistency ratio of each level of which every pair is judged, by the path of its heading."""
        return {level.path: result.consistency_ratio for level, result in self.levels if result.consistency_ratio is not None}


def levels_of(criteria: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Level, ...]:
    """The levels at which there is something to judge, the widest first, of criteria by their names and paths."""
    return tuple(_levels((), criteria))


def _levels(path: tuple[str, ...], criteria: Sequence[tuple[str, tuple[str, ...]]]) -> list[Level]:
    depth = len(path)
    under: dict[Branch, list[tuple[str, tuple[str, ...]]]] = {}
    for name, own in criteria:
        branch: Branch = own[: depth + 1] if len(own) > depth else name
        under.setdefault(branch, []).append((name, own))
    here = Level(path, tuple(under), tuple(tuple(name for name, _ in each) for each in under.values()))
    below = [level for branch, each in under.items() if isinstance(branch, tuple) for level in _levels(branch, each)]
    return [here, *below] if len(here.branches) > 1 else below


def parting(one: str, other: str, paths: Mapping[str, tuple[str, ...]]) -> tuple[Branch, Branch] | None:
    """What a judgement of two criteria is of: the two, or the headings at which they part; `None` where one has no path here."""
    if one not in paths or other not in paths:
        return None
    first, second = paths[one], paths[other]
    depth = 0
    while depth < min(len(first), len(second)) and first[depth] == second[depth]:
        depth += 1
    return first[: depth + 1] if len(first) > depth else one, second[: depth + 1] if len(second) > depth else other


def judged(
    criteria: Sequence[tuple[str, tuple[str, ...]]],
    judgements: Mapping[Pair, Decimal | Fraction],
    paths: Mapping[str, tuple[str, ...]] | None = None,
) -> Judged:
    """Weights of the weighted criteria, given by their names and paths: those of every level, multiplied along the path.

    Each level is `weighting.pairwise` of its own pairs. Judgements of several criteria across the same two headings are of an older kind,
    of every criterion against every other, and so are those that join all criteria but not every level: they are taken as they were made.
    `paths` are those of every criterion, for a judgement between headings to outlast the weight of the criterion it was recorded of.
    """
    levels, known = levels_of(criteria), dict(criteria) if paths is None else paths
    ratios = [_ratios(level, judgements, known) for level in levels]
    results = tuple(
        (level, pairwise(_keys(level), {pair: each[0] for pair, each in of_level.items()}))
        for level, of_level in zip(levels, ratios, strict=True)
    )
    names = [name for name, _ in criteria]
    several = any(len(each) > 1 for of_level in ratios for each in of_level.values())
    if len(levels) > 1 and (several or any(result.weights is None for _, result in results)):
        whole = pairwise(names, judgements)
        if whole.weights is not None:
            return Judged(whole.weights, ((Level((), tuple(names), tuple((name,) for name in names)), whole),), flat=True)
    if any(result.weights is None for _, result in results):
        return Judged(None, results)
    weights = dict.fromkeys(names, Fraction(1))
    for level, result in results:
        for key, leaves in zip(_keys(level), level.leaves, strict=True):
            for name in leaves:
                weights[name] *= (result.weights or {})[key]
    return Judged(weights, results)


def branch_key(branch: Branch) -> str:
    """What stands for a criterion or a heading among the names of a level: no criterion has a name that ends so."""
    return branch if isinstance(branch, str) else f"{' > '.join(branch)} >"


def _keys(level: Level) -> tuple[str, ...]:
    return tuple(branch_key(branch) for branch in level.branches)


def _ratios(
    level: Level, judgements: Mapping[Pair, Decimal | Fraction], paths: Mapping[str, tuple[str, ...]]
) -> dict[Pair, list[Fraction]]:
    """The judgements of a level by the pair of its branches, each turned as the first of the pair is; a pair of criteria stands once."""
    ratios_by_pair: dict[Pair, list[Fraction]] = {}
    for (first, second), ratio in judgements.items():
        one, other = (level.branch_of(name, paths[name]) if name in paths else None for name in (first, second))
        if one is None or other is None or one == other:
            continue
        pair = branch_key(one), branch_key(other)
        turned = pair not in ratios_by_pair and pair[::-1] in ratios_by_pair
        if not (turned and isinstance(one, str) and isinstance(other, str)):
            ratios_by_pair.setdefault(pair[::-1] if turned else pair, []).append(1 / Fraction(ratio) if turned else Fraction(ratio))
    return ratios_by_pair
