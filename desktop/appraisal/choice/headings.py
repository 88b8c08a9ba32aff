"""The tree of headings over the criteria, of any depth: the weight of each heading."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.results import Appraisal, CriterionResult, HeadingResult


def heading_tree(appraisal: Appraisal) -> tuple[HeadingResult, ...]:
    """The widest headings in the order of their first criteria, each with those under it.

    A heading's weight is the sum of its leaves (`interchange.md`, "Scores"). A criterion without a heading stands
    as its own, with an empty path.
    """
    return _under((), appraisal.criteria)


def _under(above: tuple[str, ...], criteria: Sequence[CriterionResult]) -> tuple[HeadingResult, ...]:
    """The headings directly under a path, of criteria that stand under it."""
    depth = len(above)
    criteria_by_path: dict[tuple[str, ...], list[CriterionResult]] = {}
    alone: dict[tuple[str, ...], str] = {}
    for criterion in criteria:
        path = criterion.path[: depth + 1]
        if not path:  # nothing is wider than a criterion without a heading; two of the same name cannot be
            path = ("", criterion.name)
            alone[path] = criterion.name
        if len(path) > depth:
            criteria_by_path.setdefault(path, []).append(criterion)
    return tuple(
        _heading((), alone[path], each) if path in alone else _heading(path, path[-1], each) for path, each in criteria_by_path.items()
    )


def _heading(path: tuple[str, ...], name: str, criteria: Sequence[CriterionResult]) -> HeadingResult:
    return HeadingResult(
        name,
        path,
        sum((criterion.weight for criterion in criteria), Fraction(0)),
        tuple(criterion.name for criterion in criteria),
        tuple(criterion.name for criterion in criteria if criterion.path == path),
        _under(path, criteria) if path else (),
    )


def movable_headings(criteria: Sequence[CriterionResult]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The headings whose weight can move against others, by path, each with its weighted criteria, the widest and first before others.

    Not one whose criteria are those of a wider heading or a single criterion, which moves as that does, nor one that has no weight or all
    of it, as there are no proportions to keep then.
    """
    weighted = [criterion for criterion in criteria if criterion.use == CriterionUse.WEIGHTED]
    under: dict[tuple[str, ...], list[CriterionResult]] = {}
    for criterion in weighted:
        for depth in range(1, len(criterion.path) + 1):
            under.setdefault(criterion.path[:depth], []).append(criterion)
    movable: dict[tuple[str, ...], tuple[str, ...]] = {}
    for path in sorted(under, key=len):
        names = tuple(criterion.name for criterion in under[path])
        weight = sum((criterion.weight for criterion in under[path]), Fraction(0))
        if len(names) > 1 and 0 < weight < 1 and names not in movable.values():
            movable[path] = names
    return movable
