"""One option on one criterion: each group's score and range as values from 0 to 100, and the groups' values combined by votes.

A criterion whose scores are taken from the records has the same cell for every group, and what the groups scored is kept and not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from desktop.appraisal.case import NOT_APPLICABLE, Case, Criterion, CriterionUse, Option, ScoreRange
from desktop.appraisal.choice.scales import FULL, Scale, falls_short, mark_of, scale_of
from desktop.appraisal.results import CellResult

_NOUGHT = Fraction(0)
#: The ends, on the criterion's own scale, between which a group's score lies.
_Ends = tuple[Fraction, Fraction]


def scales_of(case: Case) -> dict[str, Scale]:
    """The scale of each criterion, blank ends taken from everything recorded on it: scores, the ends of ranges, measures."""
    return {
        criterion.name: scale_of(criterion, _recorded(case, criterion) if criterion.worst is None or criterion.best is None else ())
        for criterion in case.criteria
    }


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


def own_cell(case: Case, group: str, option: str, criterion: Criterion, scale: Scale) -> CellResult:
    """One group's own score and range, valued; of a criterion taken from the records, what these say.

    A range with two ends and no score is scored: its middle on the criterion's own scale is assumed. One end alone is no score.
    """
    if criterion.taken_from is not None:
        return measured_cell(case, option, criterion.name, scale)
    score = case.score_of(group, option, criterion.name)
    if score is NOT_APPLICABLE:
        return CellResult(None, None, not_applicable=True)
    key = group, option, criterion.name
    ends = whole_range(case.ranges[key], scale) if key in case.ranges else None
    if not isinstance(score, Decimal):
        least, most = scale.values_between(*ends) if ends is not None else (None, None)
        return CellResult(None, None, missing_groups=(group,), low=least, high=most)
    number = Fraction(score)
    value = scale.value(number)
    if ends is None:
        return CellResult(number, value, low=value, high=value)
    least, most = scale.values_between(min(ends[0], number), max(ends[1], number))
    return CellResult(number, value, low=least, high=most, ranged=least < most, assumed=key not in case.scores)


def measured_cell(case: Case, option: str, criterion: str, scale: Scale) -> CellResult:
    """What the records give an option on a criterion that is taken from them."""
    measured = case.measured.get((option, criterion))
    if measured is None:
        return CellResult(None, None)
    number = Fraction(measured)
    value = scale.value(number)
    return CellResult(number, value, low=value, high=value)


def combined_cell(own_cells: Mapping[str, CellResult], voters: Mapping[str, int], scale: Scale) -> CellResult:
    """The groups' own cells as one: their values by the votes of those that scored (`interchange.md`, "Groups").

    Values and not scores are averaged, so that a bent value function gives what the groups' own values come to. The votes of a group that
    did not score it stand for anything from 0 to 100, and those of one to which it does not apply drop out.
    """
    plain = _plain_cell(own_cells, voters, scale)
    if plain is not None:
        return plain
    counted = [(name, cell, voters[name]) for name, cell in own_cells.items() if name in voters]
    applying = [each for each in counted if not each[1].not_applicable]
    missing = tuple(name for name, cell, _ in applying if cell.value is None)
    if not applying:
        return CellResult(None, None, not_applicable=bool(counted))
    if len(applying) == 1:
        return applying[0][1]
    votes = [vote for _, _, vote in applying]
    cells = [cell for _, cell, _ in applying]
    bounds = [cell.bounds for cell in cells]
    valued = [(vote, cell) for vote, cell in zip(votes, cells, strict=True) if cell.value is not None]
    known = bool(missing) or any(cell.ranged for cell in cells)
    low = _mean(votes, [least for least, _ in bounds]) if known else None
    high = _mean(votes, [most for _, most in bounds]) if known else None
    if not valued:
        open_ends = (low, high) != (_NOUGHT, FULL)
        return CellResult(None, None, missing_groups=missing, low=low if open_ends else None, high=high if open_ends else None)
    shares = [vote for vote, _ in valued]
    value = _mean(shares, [cell.value for _, cell in valued if cell.value is not None])
    score = _mean(shares, [cell.combined for _, cell in valued if cell.combined is not None])
    return CellResult(
        scale.score_of(value, score),
        value,
        missing_groups=missing,
        low=value if low is None else low,
        high=value if high is None else high,
        absent=1 - Fraction(sum(shares), sum(votes)),
        ranged=any(cell.ranged for cell in cells),
        assumed=any(cell.assumed for cell in cells),
    )


def _plain_cell(own_cells: Mapping[str, CellResult], voters: Mapping[str, int], scale: Scale) -> CellResult | None:
    """What two groups or more that all scored come to on a straight scale that holds every score: the value of their mean score is the
    mean of their values, so that one sum gives both. `None` elsewhere. In whole numbers, as other votes ask for every cell of a case.
    """
    ends = scale.ends
    if scale.points or ends is None or scale.tells_nothing_apart:
        return None
    (low, low_under), (high, high_under) = (end.as_integer_ratio() for end in ends)
    counted: list[tuple[int, int, int]] = []
    for group, cell in own_cells.items():
        score = cell.combined
        if group not in voters:
            continue
        if score is None or cell.ranged or cell.assumed:
            return None
        over, under = score.as_integer_ratio()
        if over * low_under < low * under or over * high_under > high * under:
            return None
        counted.append((voters[group], over, under))
    if len(counted) < 2:
        return None
    unit = lcm(*(under for _, _, under in counted))
    total = sum(vote * over * (unit // under) for vote, over, under in counted)
    mean = Fraction(total, unit * sum(vote for vote, _, _ in counted))
    value = scale.value(mean)
    return CellResult(mean, value, low=value, high=value)


def _mean(votes: Sequence[int], numbers: Sequence[Fraction]) -> Fraction:
    """Numbers by their votes, added in whole numbers."""
    unit = lcm(*(number.denominator for number in numbers))
    total = sum(vote * number.numerator * (unit // number.denominator) for vote, number in zip(votes, numbers, strict=True))
    return Fraction(total, unit * sum(votes))


def whole_range(score_range: ScoreRange, scale: Scale) -> _Ends | None:
    """Both ends of a range, low first; an end not given is the scale's own. `None` where nothing tells that."""
    least, most = scale.ends or (None, None)
    low = least if score_range.low is None else Fraction(score_range.low)
    high = most if score_range.high is None else Fraction(score_range.high)
    return None if low is None or high is None else (min(low, high), max(low, high))


def must_pass(case: Case, option: Option, scales: Mapping[str, Scale]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The must-pass criteria the option fails, and those it is not shown to pass (`interchange.md`, "Scores").

    One score short of the mark fails it, whichever group gave it, and so does a range that lies wholly short. It is not shown to pass
    where only the worse end of a range is short, where nothing is recorded or it does not apply, and where no mark is stated.
    """
    failed, not_shown = [], []
    for criterion in case.criteria:
        if criterion.use is not CriterionUse.MUST_PASS:
            continue
        shown = [_passes(criterion, *ends) for ends in _ends_for_the_mark(case, option, criterion, scales[criterion.name])]
        if False in shown:
            failed.append(criterion.name)
        elif not shown or None in shown or mark_of(criterion) is None:
            not_shown.append(criterion.name)
    return tuple(failed), tuple(not_shown)


def _passes(criterion: Criterion, score: Fraction | None, low: Fraction, high: Fraction) -> bool | None:
    """Whether a score with its range passes the mark; `None` where only a part of the range does."""
    short = [falls_short(criterion, end) for end in (low, high)]
    if all(short) or (score is not None and falls_short(criterion, score)):
        return False
    return None if any(short) else True


def _ends_for_the_mark(case: Case, option: Option, criterion: Criterion, scale: Scale) -> list[tuple[Fraction | None, Fraction, Fraction]]:
    """Each number recorded for an option on a must-pass criterion, with the ends of its range; a range alone has no number."""
    if criterion.taken_from is not None:
        measured = case.measured.get((option.name, criterion.name))
        return [] if measured is None else [(Fraction(measured),) * 3]
    recorded: list[tuple[Fraction | None, Fraction, Fraction]] = []
    for group in case.groups:
        key = group.name, option.name, criterion.name
        score = case.scores.get(key)
        number = Fraction(score) if isinstance(score, Decimal) else None
        ends = whole_range(case.ranges[key], scale) if key in case.ranges and score is not NOT_APPLICABLE else None
        if number is not None:
            low, high = ends or (number, number)
            recorded.append((number, min(low, number), max(high, number)))
        elif ends is not None:
            recorded.append((None, *ends))
    return recorded
