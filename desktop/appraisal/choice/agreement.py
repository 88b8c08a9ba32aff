"""How far apart the groups are on one option and one criterion, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from desktop.appraisal.case import NOT_APPLICABLE, Case, CriterionUse, Score
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal, CriterionResult
from desktop.appraisal.wording import listed
from desktop.late_dataclass import dataclass

#: Groups this share of the scale apart, or more, are to be asked why: 4 points on a scale from 0 to 10.
FAR_APART = Fraction(2, 5)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One cell of the matrix, group by group, in the case's order.

    `scores` holds `None` where a group's score is missing, and the middle of a range that stands in a score's place. `places` are where
    the numbers lie on the scale, 0 at its worst end and 1 at its best, and `share` is how much of the scale lies between the lowest and
    the highest; `None` with fewer than two numbers.
    """

    scores: dict[str, Score | None]
    places: dict[str, Fraction]
    lowest: tuple[str, ...] = ()
    highest: tuple[str, ...] = ()
    gap: Decimal = Decimal(0)
    share: Fraction | None = None

    @property
    def is_far_apart(self) -> bool:
        """Whether the groups differ by so much that the mean hides it."""
        return self.share is not None and self.share >= FAR_APART

    @property
    def missing(self) -> tuple[str, ...]:
        """The groups that have not scored it."""
        return tuple(group for group, score in self.scores.items() if score is None)


def agreement(case: Case, criterion: CriterionResult, option: str) -> Agreement:
    """What each group gave, where that lies on the scale used, and how far apart the ends are."""
    scores = {group.name: case.score_of(group.name, option, criterion.name) for group in case.groups}
    numbers = {group: score for group, score in scores.items() if isinstance(score, Decimal)}
    places = {group: _place(criterion.worst, criterion.best, score) for group, score in numbers.items()}
    if len(numbers) < 2:
        return Agreement(scores, places)
    low, high = min(numbers.values()), max(numbers.values())
    return Agreement(
        scores,
        places,
        tuple(group for group, score in numbers.items() if score == low),
        tuple(group for group, score in numbers.items() if score == high),
        high - low,
        _share(criterion.worst, criterion.best, high - low),
    )


@for_the_same(
    lambda appraisal: (
        appraisal.case.scores, appraisal.case.ranges, appraisal.case.groups, appraisal.case.criteria, appraisal.criteria,
        *(option.name for option in appraisal.case.options),
    )
)  # fmt: skip
def shares_apart(appraisal: Appraisal) -> dict[tuple[str, str], Fraction]:
    """How much of the scale lies between the groups' scores, by weighted criterion and option, in the case's order.

    0 where all are alike; nothing of a cell with fewer than two numbers, nor of what is measured, which is no group's score.
    """
    case = appraisal.case
    groups, names = [group.name for group in case.groups], [option.name for option in case.options]
    measured = {each.name for each in case.criteria if each.taken_from is not None}
    found: dict[tuple[str, str], Fraction] = {}
    for used in appraisal.criteria:
        if used.use != CriterionUse.WEIGHTED or used.name in measured:
            continue
        for name in names:
            keys = [(group, name, used.name) for group in groups]
            given = [case.score_of(*key) for key in keys] if case.ranges else map(case.scores.get, keys)
            numbers = [score for score in given if isinstance(score, Decimal)]
            if len(numbers) > 1:
                found[used.name, name] = _share(used.worst, used.best, max(numbers) - min(numbers))
    return found


def verdict(cell: Agreement) -> tuple[str, ...]:
    """What a cell says in sentences; `**` stands round what a screen sets in semibold."""
    sentences = []
    if not cell.scores:
        return ()
    gap = _points(cell.gap)
    if cell.is_far_apart:
        sentences.append(f"**{listed([*cell.highest, *cell.lowest])} are {gap} apart.** Ask each why before the scores are combined.")
    elif cell.share is not None:
        sentences.append(f"The groups are within {gap} of each other." if cell.gap else "The groups agree.")
    missing = cell.missing
    if missing and len(missing) == len(cell.scores):
        sentences.append("Nobody has scored this yet, so the option’s total is a range. Missing is never counted as 0.")
    elif missing:
        sentences.append(f"**Missing from {listed(missing)}**: not counted as 0.")
    if any(score is NOT_APPLICABLE for score in cell.scores.values()) and not cell.places:
        sentences.append("It does not apply to this option, so its score rests on the other criteria alone and is less comparable.")
    return tuple(sentences)


def far_apart_words(criteria: Sequence[CriterionResult]) -> str:
    """How far apart is far: in points where every scale is as long as the others, else as a share of the scale."""
    lengths = {abs(each.best - each.worst) for each in criteria if each.worst is not None and each.best is not None}
    if len(lengths) != 1:
        return f"{float(FAR_APART * 100):.0f}% of the scale apart, or more"
    points = Fraction(lengths.pop()) * FAR_APART
    return f"{Decimal(points.numerator) / Decimal(points.denominator):,f} or more points apart"


@lru_cache(maxsize=1 << 13)  # many groups give many options the same few scores
def _place(worst: Decimal | None, best: Decimal | None, score: Decimal) -> Fraction:
    if worst is None or best is None or worst == best:
        return Fraction(1, 2)
    least, most = Fraction(worst), Fraction(best)
    return min(max((Fraction(score) - least) / (most - least), Fraction(0)), Fraction(1))


@lru_cache(maxsize=1 << 13)
def _share(worst: Decimal | None, best: Decimal | None, gap: Decimal) -> Fraction:
    if worst is None or best is None or worst == best:
        return Fraction(0)
    return Fraction(gap) / abs(Fraction(best) - Fraction(worst))


def _points(gap: Decimal) -> str:
    shown = f"{gap:,f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{shown} point{'' if gap == 1 else 's'}"
