"""One option on one criterion: the groups' scores combined by votes, their ranges with them, and both as values from 0 to 100.

A criterion whose scores are taken from the records has the same cell for every group, and what the groups scored is kept and not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from desktop.appraisal.case import NOT_APPLICABLE, Case, Criterion, CriterionUse, NotApplicable, Option, ScoreRange
from desktop.appraisal.choice.scales import Scale, falls_short, scale_of
from desktop.appraisal.choice.weights import votes_of
from desktop.appraisal.results import CellResult

_NOUGHT = Fraction(0)
#: The ends, on the criterion's own scale, between which a group's score lies; equal where it is recorded without a range.
_Ends = tuple[Fraction, Fraction]


def scales_of(case: Case) -> dict[str, Scale]:
    """The scale of each criterion, blank ends taken from everything recorded on it: scores, the ends of ranges, measures."""
    return {criterion.name: scale_of(criterion, _recorded(case, criterion)) for criterion in case.criteria}


def _recorded(case: Case, criterion: Criterion) -> list[Decimal]:
    """Every number recorded on a criterion, over all groups and options."""
    if criterion.taken_from is not None:
        return [number for option in case.options if (number := case.measured.get((option.name, criterion.name))) is not None]
    keys = [(group.name, option.name, criterion.name) for group in case.groups for option in case.options]
    scores = [score for key in keys if isinstance(score := case.scores.get(key), Decimal)]
    if case.ranges:
        ranges = [score_range for key in keys if (score_range := case.ranges.get(key)) is not None]
        scores += [end for score_range in ranges for end in (score_range.low, score_range.high) if end is not None]
    return scores


def cell_of(case: Case, option: Option, criterion: Criterion, scale: Scale) -> CellResult:
    """The groups' scores combined by the votes of those that gave a number, then valued.

    With ranges, low and high are combined the same way: a group without a range counts its score at both ends, one with a range and no
    score counts the range. The combined score lies within them, even where it leaves such a group out.
    """
    if criterion.taken_from is not None:
        return _measured(case, option.name, criterion.name, scale)
    given = {group.name: case.scores.get((group.name, option.name, criterion.name)) for group in case.groups}
    missing = tuple(name for name, score in given.items() if score is None)
    numbers = {name: Fraction(score) for name, score in given.items() if isinstance(score, Decimal)}
    ends = _ends(case, option.name, criterion.name, given, scale) if case.ranges else {}
    if not numbers and not ends:
        return CellResult(None, None, not_applicable=NOT_APPLICABLE in given.values(), missing_groups=missing)
    combined = _combined(case, numbers) if numbers else None
    value = None if combined is None else scale.value(combined)
    if not ends:
        return CellResult(combined, value, missing_groups=missing, low=value, high=value)
    lows = {**numbers, **{name: low for name, (low, _) in ends.items()}}
    highs = {**numbers, **{name: high for name, (_, high) in ends.items()}}
    between = [_combined(case, lows), _combined(case, highs), *([] if combined is None else [combined])]
    least, most = scale.values_between(min(between), max(between))
    return CellResult(combined, value, missing_groups=missing, low=least, high=most)


def own_cell(case: Case, group: str, option: str, criterion: Criterion, scale: Scale) -> CellResult:
    """One group's own score and range, valued; of a criterion taken from the records, what these say."""
    if criterion.taken_from is not None:
        return _measured(case, option, criterion.name, scale)
    score = case.scores.get((group, option, criterion.name))
    ends = _ends(case, option, criterion.name, {group: score}, scale).get(group) if case.ranges else None
    if not isinstance(score, Decimal):
        if ends is None:
            return CellResult(None, None, not_applicable=score is NOT_APPLICABLE)
        least, most = scale.values_between(*ends)
        return CellResult(None, None, low=least, high=most)
    number = Fraction(score)
    value = scale.value(number)
    if ends is None:
        return CellResult(number, value, low=value, high=value)
    least, most = scale.values_between(min(ends[0], number), max(ends[1], number))
    return CellResult(number, value, low=least, high=most)


def _measured(case: Case, option: str, criterion: str, scale: Scale) -> CellResult:
    measured = case.measured.get((option, criterion))
    if measured is None:
        return CellResult(None, None)
    number = Fraction(measured)
    value = scale.value(number)
    return CellResult(number, value, low=value, high=value)


def _combined(case: Case, numbers: Mapping[str, Fraction]) -> Fraction:
    """Numbers by group as one, by the votes of these groups."""
    if len(numbers) == 1:
        return next(iter(numbers.values()))
    votes = votes_of([group for group in case.groups if group.name in numbers])
    return sum((votes[name] * number for name, number in numbers.items()), _NOUGHT)


def _ends(case: Case, option: str, criterion: str, given: Mapping[str, Decimal | NotApplicable | None], scale: Scale) -> dict[str, _Ends]:
    """The range of each group that recorded one on its score or in its place. An end not given is the scale's own."""
    ends_by_group = {}
    for name, score in given.items():
        score_range = case.ranges.get((name, option, criterion))
        if score_range is not None and score is not NOT_APPLICABLE and (ends := _whole_range(score_range, scale)) is not None:
            ends_by_group[name] = ends
    return ends_by_group


def _whole_range(score_range: ScoreRange, scale: Scale) -> _Ends | None:
    """Both ends of a range; `None` where one is to be the scale's own and nothing tells that."""
    least, most = scale.ends or (None, None)
    low, high = (
        (least if score_range.low is None else Fraction(score_range.low)),
        (most if score_range.high is None else Fraction(score_range.high)),
    )
    return None if low is None or high is None else (min(low, high), max(low, high))


def must_pass(case: Case, option: Option, scales: Mapping[str, Scale]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The must-pass criteria the option fails, and those it is not shown to pass because nothing is recorded for it on them."""
    failed, not_shown = [], []
    for criterion in case.criteria:
        if criterion.use is not CriterionUse.MUST_PASS:
            continue
        given = _for_the_mark(case, option, criterion)
        numbers = [score for score in given if isinstance(score, Decimal)]
        if any(falls_short(criterion, scales[criterion.name], score) for score in numbers):
            failed.append(criterion.name)
        elif not numbers and NOT_APPLICABLE not in given:
            not_shown.append(criterion.name)
    return tuple(failed), tuple(not_shown)


def _for_the_mark(case: Case, option: Option, criterion: Criterion) -> Sequence[Decimal | NotApplicable | None]:
    if criterion.taken_from is not None:
        return [case.measured.get((option.name, criterion.name))]
    return [case.scores.get((group.name, option.name, criterion.name)) for group in case.groups]
