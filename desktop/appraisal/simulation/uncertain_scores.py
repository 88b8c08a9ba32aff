"""What a simulation knows of each cell: a certain value, not applicable, or how it is spread. Exact, and nothing is drawn yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log

from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Case,
    Criterion,
    CriterionUse,
    Distribution,
    NotApplicable,
    Score,
    ScoreRange,
)
from desktop.appraisal.choice.scales import FULL, Scale, in_order
from desktop.appraisal.choice.weights import votes_of
from desktop.appraisal.results import Appraisal, CriterionResult

_NOUGHT = Fraction(0)
#: How many standard deviations from the middle the ends of a 95% interval are.
_TO_THE_END = 1.959964
#: A value nobody knows: anything from 0 to 100.
_VALUE_ITSELF = Scale(Decimal(0), Decimal(100), from_scores=False)


@dataclass(frozen=True, slots=True)
class Spread:
    """One group's uncertain score and its share of the votes.

    `first` and `second` are the parameters of its distribution: the mean and the standard deviation of a normal, and of the logarithm
    of a log-normal; alpha and beta of a beta between `low` and `high`. A uniform has none.
    """

    distribution: Distribution
    low: Fraction
    high: Fraction
    vote: Fraction
    first: float = 0.0
    second: float = 0.0

    @property
    def has_ends(self) -> bool:
        """Whether it never leaves its low and high."""
        return self.distribution in (Distribution.UNIFORM, Distribution.BETA)


@dataclass(frozen=True, slots=True)
class UncertainCell:
    """A cell to be drawn: `known`, what the groups that are certain bring by their votes, and the spreads of the others."""

    known: Fraction
    spreads: tuple[Spread, ...]
    scale: Scale

    @property
    def ends(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest combined score; `None` where a spread has no ends."""
        if not all(spread.has_ends for spread in self.spreads):
            return None
        return (
            self.known + sum((spread.vote * spread.low for spread in self.spreads), _NOUGHT),
            self.known + sum((spread.vote * spread.high for spread in self.spreads), _NOUGHT),
        )

    @property
    def certain_value(self) -> Fraction | None:
        """The one value it can have, where its scale gives all its scores the same."""
        if self.scale.tells_nothing_apart or self.scale.ends is None:
            return self.scale.value(self.known)
        ends = self.ends
        if ends is None:
            return None
        least, most = self.scale.values_between(*ends)
        return least if least == most else None

    @property
    def can_stand_still(self) -> bool:
        """Whether some values are likely to come up exactly: beyond the ends of the scale, or on a level part of it."""
        ends, own = self.ends, self.scale.ends
        return ends is None or own is None or bool(self.scale.points) or ends[0] < own[0] or ends[1] > own[1]


#: A value from 0 to 100, not applicable, or how it is spread.
Cell = Fraction | NotApplicable | UncertainCell


def cells_of(appraisal: Appraisal) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """Every option's cells on the weighted criteria, in the case's order; and in sentences, the spreads that could not be used.

    A cell is drawn where any group has a range on it or where nobody scored it, when its value is anything from 0 to 100. A range
    without a score counts with its group's votes, as a score does. A criterion taken from the records has no ranges.
    """
    case = appraisal.case
    criteria = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    used = {criterion.name: criterion for criterion in appraisal.criteria}
    ranged = {(option, criterion) for _, option, criterion in case.ranges}
    scales = {
        criterion.name: _scale(criterion, used[criterion.name])
        for criterion in criteria
        if any(name == criterion.name for _, name in ranged)
    }
    missing = UncertainCell(_NOUGHT, (Spread(Distribution.UNIFORM, _NOUGHT, FULL, Fraction(1)),), _VALUE_ITSELF)
    notes: list[str] = []
    rows: list[list[Cell]] = []
    for option in appraisal.options:
        row: list[Cell] = []
        for criterion in criteria:
            result = option.cells[criterion.name]
            cell: Cell | None = None
            if result.not_applicable:
                cell = NOT_APPLICABLE
            elif ranged and criterion.taken_from is None and (option.name, criterion.name) in ranged:
                cell = _drawn(case, option.name, criterion.name, scales[criterion.name], notes)
            if cell is None:
                cell = missing if result.value is None else result.value
            row.append(cell)
        rows.append(row)
    return rows, tuple(dict.fromkeys(notes))


def _scale(criterion: Criterion, used: CriterionResult) -> Scale:
    """The scale with the ends the appraisal used."""
    return Scale(used.worst, used.best, used.scale_from_scores, in_order(criterion.points))


def _drawn(case: Case, option: str, criterion: str, scale: Scale, notes: list[str]) -> Cell | None:
    """A cell on which some group has a range; `None` where no range can be used and nobody is to be drawn."""
    scores: dict[str, Score] = {}
    ranges: dict[str, tuple[ScoreRange, Fraction, Fraction]] = {}
    for group in case.groups:
        key = group.name, option, criterion
        score = case.scores.get(key)
        if score is not None:
            scores[group.name] = score
        if key in case.ranges and score is not NOT_APPLICABLE and (ends := _ends(case.ranges[key], scale)) is not None:
            ranges[group.name] = (case.ranges[key], *ends)
    if not ranges:
        return None
    taking_part = [group for group in case.groups if group.name in ranges or isinstance(scores.get(group.name), Decimal)]
    cell = _combined(taking_part, scores, ranges, scale, f"{option} on {criterion}", notes)
    certain = cell.certain_value if cell.spreads else scale.value(cell.known)
    return cell if certain is None else certain


def _combined(
    groups: Sequence[AssessorGroup],
    scores: Mapping[str, Score],
    ranges: Mapping[str, tuple[ScoreRange, Fraction, Fraction]],
    scale: Scale,
    what: str,
    notes: list[str],
) -> UncertainCell:
    known = _NOUGHT
    spreads = []
    for name, vote in votes_of(groups).items():
        score = scores.get(name)
        number = Fraction(score) if isinstance(score, Decimal) else None
        if name not in ranges:
            known += vote * (number or _NOUGHT)
            continue
        given, low, high = ranges[name]
        if low == high or not vote:
            known += vote * low
        else:
            spreads.append(_spread(given.distribution, low, high, vote, number, f"{name} gives {what}", notes))
    return UncertainCell(known, tuple(spreads), scale)


def _ends(given: ScoreRange, scale: Scale) -> tuple[Fraction, Fraction] | None:
    """The ends of a range, low first; an end not given is the scale's own. `None` where nothing tells it."""
    least, most = scale.ends or (None, None)
    low = least if given.low is None else Fraction(given.low)
    high = most if given.high is None else Fraction(given.high)
    return None if low is None or high is None else (min(low, high), max(low, high))


def _spread(
    distribution: Distribution, low: Fraction, high: Fraction, vote: Fraction, score: Fraction | None, whose: str, notes: list[str]
) -> Spread:
    """A distribution between two ends (`Distribution`); the beta is that of PERT, most likely at the score, else midway.

    Malcolm, Roseboom, Clark and Fazar, Application of a technique for research and development program evaluation (1959).
    """
    match distribution:
        case Distribution.NORMAL:
            return Spread(distribution, low, high, vote, float((low + high) / 2), float(high - low) / (2 * _TO_THE_END))
        case Distribution.LOG_NORMAL if low > 0:
            bottom, top = log(low), log(high)
            return Spread(distribution, low, high, vote, (bottom + top) / 2, (top - bottom) / (2 * _TO_THE_END))
        case Distribution.LOG_NORMAL:
            notes.append(f"{whose} a log-normal range that is not wholly above 0, so every score in it is taken as equally likely.")
        case Distribution.BETA:
            mode = min(max((low + high) / 2 if score is None else score, low), high)
            return Spread(
                distribution, low, high, vote, float(1 + 4 * (mode - low) / (high - low)), float(1 + 4 * (high - mode) / (high - low))
            )
        case Distribution.UNIFORM:
            pass
    return Spread(Distribution.UNIFORM, low, high, vote)
