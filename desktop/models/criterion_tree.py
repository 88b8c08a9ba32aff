"""Criteria as a tree: under which headings each stands, in what order, and what a heading weighs. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import Criterion

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A heading above the first row under it. `level` is 0 for the widest; `figures` stand in it by the key of their column."""

    words: str
    level: int = 0
    figures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeadingSum:
    """What the weighted criteria under a heading add to: the weights recorded, `None` where none is, and their share of the whole."""

    weight: Decimal | None
    share: Fraction | None


def path_of(heading: str) -> Path:
    """The headings of `Outcomes > Residents`, the widest first."""
    return Criterion("", heading).path


def tree_order(paths: Sequence[Path]) -> list[int]:
    """The positions of criteria, those of a heading together.

    Headings stand in the order in which each is first used, and what stands directly under a heading comes before its own headings.
    """
    first: dict[Path, int] = {}
    for position, path in enumerate(paths):
        for depth in range(1, len(path) + 1):
            first.setdefault(path[:depth], position)

    def place(position: int) -> list[tuple[int, int]]:
        path = paths[position]
        return [(1, first[path[:depth]]) for depth in range(1, len(path) + 1)] + [(0, position)]

    return sorted(range(len(paths)), key=place)


def opened(path: Path, before: Path) -> Sequence[tuple[int, Path]]:
    """The headings, each with its level, that begin at a row whose path is `path` after one whose path is `before`."""
    same = 0
    while same < min(len(path), len(before)) and path[same] == before[same]:
        same += 1
    return [(level, path[: level + 1]) for level in range(same, len(path))]


def heading_sums(weighted: Iterable[tuple[Path, Decimal | None, Fraction | None]]) -> Mapping[Path, HeadingSum]:
    """What each heading weighs: the sum of everything under it."""
    weights: dict[Path, list[Decimal]] = {}
    shares: dict[Path, list[Fraction]] = {}
    for path, weight, share in weighted:
        for depth in range(1, len(path) + 1):
            weights.setdefault(path[:depth], []).extend([] if weight is None else [weight])
            shares.setdefault(path[:depth], []).extend([] if share is None else [share])
    return {
        path: HeadingSum(sum(own_weights, Decimal(0)) if own_weights else None, sum(shares[path], Fraction(0)) if shares[path] else None)
        for path, own_weights in weights.items()
    }


@dataclass(frozen=True, slots=True)
class Step:
    """Which row is to be moved past how many others: up, as `by` is below 0."""

    row: int
    by: int


def step_in_tree(paths: Sequence[Path], row: int, by: int) -> Step | None:
    """How a row is moved by one among the rows as the tree shows them; `None` where there is nowhere to go.

    Within its heading it changes places with its neighbour. At the edge of a heading the whole heading goes past the one beside it,
    for a heading stands where the first of its criteria is recorded. `row` and the answer are positions in the order recorded.
    """
    order = tree_order(paths)
    at = order.index(row)
    if not 0 <= at + by < len(order):
        return None
    other = order[at + by]
    if paths[other] == paths[row]:
        lower, upper = max(row, other), min(row, other)
        return Step(lower, upper - lower)  # always upwards: a heading whose first criterion went down would go down with it
    shared = 0
    while shared < min(len(paths[row]), len(paths[other])) and paths[row][shared] == paths[other][shared]:
        shared += 1
    mine, theirs = paths[row][: shared + 1], paths[other][: shared + 1]
    if len(mine) == shared or len(theirs) == shared:
        return None  # what stands directly under a heading always comes before its own headings
    above, below = (theirs, mine) if by < 0 else (mine, theirs)
    first = {path: next(n for n, each in enumerate(paths) if each[: len(path)] == path) for path in (above, below)}
    return Step(first[below], first[above] - first[below])
