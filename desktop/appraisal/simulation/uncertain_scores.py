"""What a simulation knows of each cell: a certain value, not applicable, or how it is spread. Exact, and nothing is drawn yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import log

from desktop.appraisal.case import NOT_APPLICABLE, Case, Criterion, CriterionUse, Distribution, NotApplicable
from desktop.appraisal.choice.cells import whole_range
from desktop.appraisal.choice.scales import FULL, Scale, in_order
from desktop.appraisal.choice.weights import voters_of
from desktop.appraisal.results import Appraisal, CriterionResult

_NOUGHT = Fraction(0)
#: How many standard deviations from the middle the ends of a 95% interval are.
_TO_THE_END = 1.959964
#: The scale of a value from 0 to 100 itself.
_VALUE_ITSELF = Scale(Decimal(0), Decimal(100), from_scores=False)


@dataclass(frozen=True, slots=True)
class Spread:
    """One group's uncertain score on a scale, and its share of the votes.

    `first` and `second` are the parameters of its distribution: the mean and the standard deviation of a normal, and of the logarithm
    of a log-normal; alpha and beta of a beta between `low` and `high`. A uniform has none.
    """

    distribution: Distribution
    low: Fraction
    high: Fraction
    vote: Fraction
    scale: Scale
    first: float = 0.0
    second: float = 0.0

    @property
    def has_ends(self) -> bool:
        """Whether it never leaves its low and high."""
        return self.distribution in (Distribution.UNIFORM, Distribution.BETA)

    @property
    def certain_value(self) -> Fraction | None:
        """The one value it can have, where its scale gives all its scores the same."""
        if self.scale.tells_nothing_apart or self.scale.ends is None:
            return self.scale.value(self.low)
        if not self.has_ends:
            return None
        least, most = self.scale.values_between(self.low, self.high)
        return least if least == most else None

    @property
    def can_stand_still(self) -> bool:
        """Whether some values are likely to come up exactly: beyond the ends of the scale, or on a level part of it."""
        own = self.scale.ends
        return not self.has_ends or own is None or bool(self.scale.points) or self.low < own[0] or self.high > own[1]


@dataclass(frozen=True, slots=True)
class UncertainCell:
    """A cell to be drawn: `known`, the value that the groups which are certain bring by their votes, and the spreads of the others."""

    known: Fraction
    spreads: tuple[Spread, ...]

    @property
    def can_stand_still(self) -> bool:
        """Whether some values are likely to come up exactly."""
        return all(spread.can_stand_still for spread in self.spreads)


#: A value from 0 to 100, not applicable, or how it is spread.
Cell = Fraction | NotApplicable | UncertainCell


def cells_of(appraisal: Appraisal) -> tuple[list[list[Cell]], tuple[str, ...]]:
    """Every option's cells on the weighted criteria, in the case's order; and in sentences, the spreads that could not be used.

    A group's score is drawn where it has a range, and its value from 0 to 100 where it gave none: the values are combined by votes, as
    those recorded are. A range without a score counts with its group's votes, as a score does. What the records do not tell of a
    criterion taken from them is one draw from 0 to 100.
    """
    case = appraisal.case
    criteria = [criterion for criterion in case.criteria if criterion.use is CriterionUse.WEIGHTED]
    used = {criterion.name: criterion for criterion in appraisal.criteria}
    scales = {criterion.name: _scale(criterion, used[criterion.name]) for criterion in criteria}
    voters = voters_of(case)
    ranged = {(option, criterion) for _, option, criterion in case.ranges}
    notes: list[str] = []
    rows: list[list[Cell]] = []
    for option in appraisal.options:
        row: list[Cell] = []
        for criterion in criteria:
            result = option.cells[criterion.name]
            if result.not_applicable:
                row.append(NOT_APPLICABLE)
            elif result.value is None and (criterion.taken_from is not None or not voters):
                row.append(UncertainCell(_NOUGHT, (_anything(Fraction(1)),)))
            elif result.value is not None and (
                criterion.taken_from is not None or not (result.missing_groups or (option.name, criterion.name) in ranged)
            ):
                row.append(result.value)
            else:
                row.append(_drawn(case, voters, option.name, criterion.name, scales[criterion.name], notes))
        rows.append(row)
    return rows, tuple(dict.fromkeys(notes))


def _anything(vote: Fraction) -> Spread:
    """A value nobody knows: anything from 0 to 100."""
    return Spread(Distribution.UNIFORM, _NOUGHT, FULL, vote, _VALUE_ITSELF)


def _scale(criterion: Criterion, used: CriterionResult) -> Scale:
    """The scale with the ends the appraisal used."""
    return Scale(used.worst, used.best, used.scale_from_scores, in_order(criterion.points))


def _drawn(case: Case, voters: Mapping[str, int], option: str, criterion: str, scale: Scale, notes: list[str]) -> Cell:
    """A cell that some group scored with a range, or did not score; a value where none of that leaves it open."""
    given = {name: case.scores.get((name, option, criterion)) for name in voters}
    applying = [name for name, score in given.items() if score is not NOT_APPLICABLE]
    votes = sum(voters[name] for name in applying)
    known, spreads = _NOUGHT, []
    for name in applying:
        vote, score = Fraction(voters[name], votes), given[name]
        number = Fraction(score) if isinstance(score, Decimal) else None
        score_range = case.ranges.get((name, option, criterion))
        ends = whole_range(score_range, scale) if score_range is not None else None
        if score_range is None or ends is None:
            if number is None:
                spreads.append(_anything(vote))
            else:
                known += vote * scale.value(number)
            continue
        if ends[0] == ends[1]:
            known += vote * scale.value(ends[0])
            continue
        spread = _spread(score_range.distribution, *ends, vote, scale, number, f"{name} gives {option} on {criterion}", notes)
        value = spread.certain_value
        if value is None:
            spreads.append(spread)
        else:
            known += vote * value
    return UncertainCell(known, tuple(spreads)) if spreads else known


def _spread(
    distribution: Distribution,
    low: Fraction,
    high: Fraction,
    vote: Fraction,
    scale: Scale,
    score: Fraction | None,
    whose: str,
    notes: list[str],
) -> Spread:
    """A distribution between two ends (`Distribution`); the beta is that of PERT, most likely at the score, else midway.

    Malcolm, Roseboom, Clark and Fazar, Application of a technique for research and development program evaluation (1959).
    """
    match distribution:
        case Distribution.NORMAL:
            return Spread(distribution, low, high, vote, scale, float((low + high) / 2), float(high - low) / (2 * _TO_THE_END))
        case Distribution.LOG_NORMAL if low > 0:
            bottom, top = log(low), log(high)
            return Spread(distribution, low, high, vote, scale, (bottom + top) / 2, (top - bottom) / (2 * _TO_THE_END))
        case Distribution.LOG_NORMAL:
            notes.append(f"{whose} a log-normal range that is not wholly above 0, so every score in it is taken as equally likely.")
        case Distribution.BETA:
            mode = min(max((low + high) / 2 if score is None else score, low), high)
            width = high - low
            alpha, beta = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
            return Spread(distribution, low, high, vote, scale, float(alpha), float(beta))
        case Distribution.UNIFORM:
            pass
    return Spread(Distribution.UNIFORM, low, high, vote, scale)
