"""The tree of headings over the criteria, of any depth: the weight of each heading and what it brings to each option."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.appraisal.results import Appraisal, CriterionResult, HeadingResult, OptionResult

_NOUGHT = Fraction(0)


def heading_tree(appraisal: Appraisal) -> tuple[HeadingResult, ...]:
    """The widest headings in the order of their first criteria, each with those under it.

    A heading's weight is the sum of its leaves (`interchange.md`, "Scores"), and so are its points. A criterion without a heading stands
    as its own, with an empty path.
    """
    return _under((), appraisal.criteria, appraisal.options)


def _under(above: tuple[str, ...], criteria: Sequence[CriterionResult], options: Sequence[OptionResult]) -> tuple[HeadingResult, ...]:
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
        _heading((), alone[path], each, options) if path in alone else _heading(path, path[-1], each, options)
        for path, each in criteria_by_path.items()
    )


def _heading(path: tuple[str, ...], name: str, criteria: Sequence[CriterionResult], options: Sequence[OptionResult]) -> HeadingResult:
    by_group = {group: sum((criterion.by_group[group] for criterion in criteria), _NOUGHT) for group in criteria[0].by_group}
    return HeadingResult(
        name,
        path,
        sum((criterion.weight for criterion in criteria), _NOUGHT),
        by_group,
        {option.name: _brought(option, criteria) for option in options},
        tuple(criterion.name for criterion in criteria),
        tuple(criterion.name for criterion in criteria if criterion.path == path),
        _under(path, criteria, options) if path else (),
    )


def _brought(option: OptionResult, criteria: Sequence[CriterionResult]) -> Fraction | None:
    known = [points for criterion in criteria if (points := option.contributions.get(criterion.name)) is not None]
    return sum(known, _NOUGHT) if known else None
