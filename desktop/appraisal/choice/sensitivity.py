"""What would change the choice: switching weights, the smallest change of one score, dominance, and score set against money.

All exact and solved, nothing sampled (`interchange.md`, "Rules of arithmetic"). Only an option that may lead can take the lead:
it is viable, fails no must-pass criterion and is shown to pass it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.headings import movable_headings
from desktop.appraisal.choice.overtaking import Course, changes_of_leader
from desktop.appraisal.choice.scales import Scale, in_order
from desktop.appraisal.kept import for_the_same, of_the_choice
from desktop.appraisal.results import Appraisal, Branch, CellResult, CriterionResult, Dominance, Flip, OptionResult, WeightSwitch
from desktop.late_dataclass import dataclass

_NOUGHT = Fraction(0)


@for_the_same(of_the_choice)
def weight_switches(appraisal: Appraisal) -> tuple[WeightSwitch, ...]:
    """Each weight, strictly between 0 and 1, of one criterion or heading at which the leader changes, nearest to today's first.

    The other weights keep their proportions; what has all the weight leaves nothing to keep in proportion and is passed over. The leader
    at a weight is the option with the highest score, the first in the case's order of those that are the same on both sides of it. What
    only draws level without passing, or is level at 0 or at 1 alone, is no switch. A cell that is missing or not applicable rescales the
    other weights, as in the score. The upper envelope of the scores is solved (see `overtaking`): it is that of straight lines, or with
    such a cell of ratios of two lines.
    """
    criteria = _weighted(appraisal)
    running = [option for option in appraisal.options if option.may_lead]
    table = _whole(criteria, running)
    switches = [
        switch for branch, columns in _branches(criteria).items() for switch in _switches(table, columns, branch, criteria, running)
    ]
    return tuple(sorted(switches, key=lambda switch: abs(switch.at - switch.weight)))


def _branches(criteria: Sequence[CriterionResult]) -> dict[Branch, tuple[int, ...]]:
    """The columns of what has a weight that can move, headings after criteria."""
    columns = {criterion.name: column for column, criterion in enumerate(criteria)}
    headings = movable_headings(criteria)
    alone: dict[Branch, tuple[int, ...]] = {name: (column,) for name, column in columns.items()}
    return alone | {path: tuple(columns[name] for name in names) for path, names in headings.items()}


def courses_of(appraisal: Appraisal, branch: Branch) -> tuple[tuple[str, Course], ...]:
    """How the score of each option that has one runs as a weight moves, in the case's order, barred options too; none where it cannot."""
    criteria = _weighted(appraisal)
    columns = _branches(criteria).get(branch)
    if columns is None:
        return ()
    table = _whole(criteria, appraisal.options)
    places, courses = _courses(table, columns)
    return tuple(
        (appraisal.options[place].name, Course(course.a, course.b, course.d * table.unit, course.e * table.unit))
        for place, course in zip(places, courses, strict=True)
    )


def _switches(
    table: _Table, columns: tuple[int, ...], branch: Branch, criteria: Sequence[CriterionResult], running: Sequence[OptionResult]
) -> list[WeightSwitch]:
    places, courses = _courses(table, columns)
    weight = sum((criteria[column].weight for column in columns[1:]), criteria[columns[0]].weight)
    criterion, heading = (branch, ()) if isinstance(branch, str) else ("", branch)
    switches = []
    for change in changes_of_leader(courses):
        sides = running[places[change.below]].name, running[places[change.above]].name
        first, then = sides if change.at >= weight else sides[::-1]
        switches.append(WeightSwitch(criterion, weight, change.at, first, then, heading))
    return switches


@for_the_same(of_the_choice)
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
    table = _whole(criteria, running)
    full = table.unit * 100
    best: Flip | None = None
    least, under = full, 1  # the least change so far, in the table's values, over a divisor
    for option, row, (_, known) in zip(running, table.values, table.totals, strict=True):
        leads = option.name == leader
        gap = (totals[leader] - totals[runner_up if leads else option.name]) * table.unit
        lost = gap.numerator * known
        for criterion, weight, value in zip(criteria, table.weights, row, strict=True):
            divisor = gap.denominator * weight
            if value is None or lost * under >= least * divisor:
                continue
            wanted = value * divisor + (-lost if leads else lost)
            cell = option.cells[criterion.name]
            if cell.combined is None or not 0 <= wanted <= full * divisor:
                continue
            score = scales[criterion.name].score_passing(cell.combined, Fraction(wanted, divisor * table.unit))
            if score is not None:
                best = Flip(option.name, criterion.name, cell.combined, score, runner_up if leads else option.name)
                least, under = lost, divisor
    return best


def scores_that_put_first(appraisal: Appraisal, name: str) -> tuple[Flip, ...]:
    """The changes of one combined score of an option that put it first, each alone, the least in value points first.

    Each is what brings it level with the best of the others that may lead, on the criterion's own scale, whose ends stay those used
    today. None for an option that may not lead, has no score or leads already.
    """
    option = appraisal.option(name)
    others = [each.score for each in appraisal.options if each.may_lead and each.name != name and each.score is not None]
    if not option.may_lead or option.score is None or not others or option.score >= max(others):
        return ()
    criteria = [criterion for criterion in _weighted(appraisal) if criterion.weight]
    known = sum((criterion.weight for criterion in criteria if option.cells[criterion.name].value is not None), _NOUGHT)
    gap = max(others) - option.score
    changes: list[tuple[Fraction, Flip]] = []
    for criterion in criteria:
        cell = option.cells[criterion.name]
        if cell.value is None or cell.combined is None:
            continue
        rise = gap * known / criterion.weight
        score = _scale(appraisal, criterion).score_passing(cell.combined, cell.value + rise) if cell.value + rise <= 100 else None
        if score is not None:
            changes.append((rise, Flip(name, criterion.name, cell.combined, score, name)))
    return tuple(flip for _, flip in sorted(changes, key=lambda each: each[0]))


def dominated_by(appraisal: Appraisal, before: Appraisal | None = None) -> dict[str, Dominance]:
    """For each option, which others are at least as good on every weighted criterion and better on one, whatever the weights.

    Strict dominance is to be better on every criterion, weak dominance is only that on some (the definitions and the worked example
    of the scikit-criteria tutorial). Values are compared, so that beyond the ends of a scale nothing is better. A score recorded as a range
    may be anything within it and a missing one anything from 0 to 100, and dominance has to hold wherever they lie. Options of which
    one has "not applicable" on a criterion cannot be compared; where both have, it is passed over. Of an earlier appraisal stands what is
    said of two options whose cells are the very same: weights have no part in it.
    """
    criteria = [criterion.name for criterion in _weighted(appraisal)]
    known = {} if before is None or [each.name for each in _weighted(before)] != criteria else {each.name: each for each in before.options}
    same = {each.name for each in appraisal.options if each.name in known and known[each.name].cells is each.cells}
    dominance = {}
    for own in appraisal.options:
        stands = known[own.name].dominated if own.name in same else Dominance()
        by, strictly = [], []
        for rival in appraisal.options:
            if own.name in same and rival.name in same:
                better = (rival.name in stands.by) + (rival.name in stands.strictly)
            else:
                better = _how_much_better(rival.cells, own.cells, criteria) if rival is not own else 0
            if better:
                by.append(rival.name)
                if better > 1:
                    strictly.append(rival.name)
        found = Dominance(tuple(by), tuple(strictly))
        dominance[own.name] = stands if found == stands else found
    return dominance


def frontier(appraisal: Appraisal) -> tuple[str, ...]:
    """The efficient options in the case's order: no other has as high a score and as high a central NPV, and one of them higher.

    Among all options that have a score and a known central NPV, whether they may lead or not, as with ranks.
    """
    options = [
        (option.name, option.score, option.money.npv.central)
        for option in appraisal.options
        if option.score is not None and option.money.npv is not None and option.money.npv.central is not None
    ]
    return tuple(
        name
        for name, score, npv in options
        if not any(other >= score and worth >= npv and (other > score or worth > npv) for _, other, worth in options)
    )


def _weighted(appraisal: Appraisal) -> list[CriterionResult]:
    return [criterion for criterion in appraisal.criteria if criterion.use == CriterionUse.WEIGHTED]


def _scale(appraisal: Appraisal, used: CriterionResult) -> Scale:
    """The scale of a criterion with the ends that the appraisal used."""
    points = next(criterion.points for criterion in appraisal.case.criteria if criterion.name == used.name)
    return Scale(used.worst, used.best, used.scale_from_scores, in_order(points))


@dataclass(frozen=True, slots=True)
class _Table:
    """Weights by column, and values by option and column, as whole numbers: each times a number common to all of its kind.

    `unit` is that number for the values. `totals` holds, by option, the weighted sum of the values it has and of their weights.
    """

    weights: list[int]
    values: list[list[int | None]]
    unit: int
    totals: list[tuple[int, int]]


def _whole(criteria: Sequence[CriterionResult], options: Sequence[OptionResult]) -> _Table:
    weighing = lcm(*(criterion.weight.denominator for criterion in criteria))
    weights = [criterion.weight.numerator * (weighing // criterion.weight.denominator) for criterion in criteria]
    cell_values = [[option.cells[criterion.name].value for criterion in criteria] for option in options]
    unit = lcm(*(value.denominator for row in cell_values for value in row if value is not None))
    values = [[None if value is None else value.numerator * (unit // value.denominator) for value in row] for row in cell_values]
    totals = []
    for row in values:
        points = known = 0
        for weight, value in zip(weights, row, strict=True):
            if value is not None:
                points += weight * value
                known += weight
        totals.append((points, known))
    return _Table(weights, values, unit, totals)


def _courses(table: _Table, columns: tuple[int, ...]) -> tuple[list[int], list[Course]]:
    """The options that have a score as the weight of some columns moves, by their place, and how their scores run.

    None where nothing moves. The columns keep their proportions to one another, and so do the rest: with W and R their weights now, the
    sums over each are divided by its own weight, so that u = weight / (1 − weight) of the columns has (R u) of theirs beside W of the rest.
    """
    moved = sum(table.weights[column] for column in columns)
    rest = sum(table.weights) - moved
    # One column alone has no proportions to keep, so it may have no weight now.
    shares = [(column, 1 if len(columns) == 1 else table.weights[column]) for column in columns]
    unit = sum(share for _, share in shares)
    places, courses = [], []
    for place, (row, (points, known)) in enumerate(zip(table.values, table.totals, strict=True) if rest and unit else ()):
        own_points = own_weight = 0
        for column, share in shares:
            if (value := row[column]) is not None:
                own_points += share * value
                own_weight += share
        course = Course(unit * points - moved * own_points, rest * own_points, unit * known - moved * own_weight, rest * own_weight)
        if course.d or course.e:
            places.append(place)
            courses.append(course)
    return places, courses


def _how_much_better(theirs: Mapping[str, CellResult], mine: Mapping[str, CellResult], criteria: Sequence[str]) -> int:
    """2 where a rival is surely better on every criterion, 1 where on some and nowhere worse, 0 where it may be worse or none compares."""
    better = compared = 0
    for name in criteria:
        rival, own = theirs[name], mine[name]
        if rival.not_applicable or own.not_applicable:
            if rival.not_applicable and own.not_applicable:
                continue
            return 0
        low, high = rival.bounds[0], own.bounds[1]
        margin = low.numerator * high.denominator - high.numerator * low.denominator
        if margin < 0:
            return 0
        compared += 1
        better += margin > 0
    return (better > 0) + (0 < better == compared)
