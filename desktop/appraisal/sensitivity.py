"""What would change the choice: switching weights, the smallest change of one score, dominance, and score set against money.

All exact and solved, nothing sampled (`interchange.md`, "Rules of arithmetic"). Only an option that may lead can take the lead:
it is viable, fails no must-pass criterion and is shown to pass it.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.overtaking import Course, changes_of_leader
from desktop.appraisal.results import Appraisal, CellResult, CriterionResult, Dominance, Flip, OptionResult, WeightSwitch
from desktop.appraisal.scales import FULL, Scale, in_order

_NOUGHT = Fraction(0)


def weight_switches(appraisal: Appraisal) -> tuple[WeightSwitch, ...]:
    """Each weight, strictly between 0 and 1, at which the leader changes as one criterion's weight moves, nearest to today's first.

    The other weights keep their proportions; a criterion that has all the weight leaves nothing to keep in proportion and is passed
    over. The leader at a weight is the option with the highest score, the first in the case's order of those that are the same on both
    sides of it. What only draws level without passing, or is level at 0 or at 1 alone, is no switch. A cell that is missing or not
    applicable rescales the other weights, as in the score. The upper envelope of the scores is solved (see `overtaking`): it is that
    of straight lines, or with such a cell of ratios of two lines.
    """
    criteria = _weighted(appraisal)
    running = [option for option in appraisal.options if option.may_lead]
    found: list[WeightSwitch] = []
    table = _whole(criteria, running)
    for column, criterion in enumerate(criteria):
        places, courses = _courses(table, column)
        for change in changes_of_leader(courses):
            sides = running[places[change.below]].name, running[places[change.above]].name
            first, then = sides if change.at >= criterion.weight else sides[::-1]
            found.append(WeightSwitch(criterion.name, criterion.weight, change.at, first, then))
    return tuple(sorted(found, key=lambda switch: abs(switch.at - switch.weight)))


def smallest_flip(appraisal: Appraisal) -> Flip | None:
    """The change of one combined cell, least in value points (0 to 100), that makes another option lead; `None` where none does.

    Either a rival's cell rises in value until its total is the leader's, or the leader's falls until its total is the runner-up's. It
    is given on the criterion's own scale, whose ends stay those used today, with piecewise value functions inverted exactly. A cell
    without a value is no score to change. `None` too while options tie for first, when any change at all decides. Of equal changes,
    the first in the case's order.
    """
    leader = appraisal.leader
    running = [option for option in appraisal.options if option.may_lead and option.score is not None]
    if leader is None or appraisal.tied_first or len(running) < 2:
        return None
    criteria = [criterion for criterion in _weighted(appraisal) if criterion.weight]
    scales = {criterion.name: _scale(appraisal, criterion) for criterion in criteria}
    totals = {option.name: option.score or _NOUGHT for option in running}
    runner_up = max((option.name for option in running if option.name != leader), key=totals.__getitem__)
    best: Flip | None = None
    least = FULL
    for option in running:
        leads = option.name == leader
        gap = totals[leader] - totals[runner_up if leads else option.name]
        known = sum((criterion.weight for criterion in criteria if option.cells[criterion.name].value is not None), _NOUGHT)
        for criterion in criteria:
            cell = option.cells[criterion.name]
            if cell.value is None or cell.combined is None:
                continue
            change = gap * known / criterion.weight
            wanted = cell.value - change if leads else cell.value + change
            if change >= least or not 0 <= wanted <= FULL:
                continue
            score = scales[criterion.name].score_passing(cell.combined, wanted)
            if score is not None:
                best, least = Flip(option.name, criterion.name, cell.combined, score, runner_up if leads else option.name), change
    return best


def dominated_by(appraisal: Appraisal) -> dict[str, Dominance]:
    """For each option, which others are at least as good on every weighted criterion and better on one, whatever the weights.

    Strict dominance is to be better on every criterion, weak dominance is only that on some (the definitions and the worked example
    of the scikit-criteria tutorial). Values are compared, so that beyond the ends of a scale nothing is better. A missing score may be
    anything from 0 to 100, and dominance has to hold wherever it lies. Options of which one has "not applicable" on a criterion
    cannot be compared; where both have, it is passed over.
    """
    criteria = _weighted(appraisal)
    columns = [_places([option.cells[criterion.name] for option in appraisal.options]) for criterion in criteria]
    bounds = list(zip(*columns, strict=True)) if columns else [()] * len(appraisal.options)
    names = [option.name for option in appraisal.options]
    found = {}
    for name, own in zip(names, bounds, strict=True):
        by, strictly = [], []
        for rival, theirs in zip(names, bounds, strict=True):
            margins = _margins(own, theirs) if rival != name else None
            if margins and max(margins) > 0:
                by.append(rival)
                if min(margins) > 0:
                    strictly.append(rival)
        found[name] = Dominance(tuple(by), tuple(strictly))
    return found


def frontier(appraisal: Appraisal) -> tuple[str, ...]:
    """The efficient options in the case's order: no other has as high a score and as high a central NPV, and one of them higher.

    Among all options that have a score and a known central NPV, whether they may lead or not, as with ranks.
    """
    held = [(option.name, option.score, option.money.npv.central) for option in appraisal.options
            if option.score is not None and option.money.npv is not None and option.money.npv.central is not None]
    return tuple(name for name, score, npv in held if not any(
        other >= score and worth >= npv and (other > score or worth > npv) for _, other, worth in held))


def _weighted(appraisal: Appraisal) -> list[CriterionResult]:
    return [criterion for criterion in appraisal.criteria if criterion.use == CriterionUse.WEIGHTED]


def _scale(appraisal: Appraisal, used: CriterionResult) -> Scale:
    """The scale of a criterion with the ends that the appraisal used."""
    points = next(criterion.points for criterion in appraisal.case.criteria if criterion.name == used.name)
    return Scale(used.worst, used.best, used.scale_from_scores, in_order(points))


@dataclass(frozen=True, slots=True)
class _Table:
    """Weights by column, and values by option and column, as whole numbers: each times a number common to all of its kind."""

    weights: list[int]
    values: list[list[int | None]]


def _whole(criteria: Sequence[CriterionResult], options: Sequence[OptionResult]) -> _Table:
    weighing = lcm(*(criterion.weight.denominator for criterion in criteria))
    values = [[option.cells[criterion.name].value for criterion in criteria] for option in options]
    valuing = lcm(*(value.denominator for row in values for value in row if value is not None))
    return _Table(
        [criterion.weight.numerator * (weighing // criterion.weight.denominator) for criterion in criteria],
        [[None if value is None else value.numerator * (valuing // value.denominator) for value in row] for row in values])


def _courses(table: _Table, column: int) -> tuple[list[int], list[Course]]:
    """The options that have a score as the weight of a column moves, by their place, and how their scores run; none where nothing moves."""
    moved = table.weights[column]
    rest = sum(table.weights) - moved
    places, courses = [], []
    for place, row in enumerate(table.values if rest else ()):
        own = row[column]
        points = known = 0
        for weight, value in zip(table.weights, row, strict=True):
            if value is not None:
                points += weight * value
                known += weight
        course = Course(points, 0, known, 0) if own is None else Course(points - moved * own, rest * own, known - moved, rest)
        if course.d or course.e:
            places.append(place)
            courses.append(course)
    return places, courses


def _places(cells: Sequence[CellResult]) -> list[tuple[int, int] | None]:
    """The least and the greatest value of each cell, as places in the order of all of them; `None` where it is not applicable."""
    bounds = [None if cell.not_applicable else (_NOUGHT, FULL) if cell.value is None else (cell.value, cell.value) for cell in cells]
    order = {value: place for place, value in enumerate(sorted({value for pair in bounds if pair for value in pair}))}
    return [None if pair is None else (order[pair[0]], order[pair[1]]) for pair in bounds]


def _margins(own: Sequence[tuple[int, int] | None], theirs: Sequence[tuple[int, int] | None]) -> list[int]:
    """By how many places the rival is surely better, criterion by criterion; nothing where it may be worse or cannot be compared."""
    margins = []
    for mine, other in zip(own, theirs, strict=True):
        if mine is None or other is None:
            if mine is not other:
                return []
            continue
        if other[0] < mine[1]:
            return []
        margins.append(other[0] - mine[1])
    return margins
