"""Weights of criteria and headings at which another option comes first, and where the nearest one of each lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.choice.headings import movable_headings
from desktop.appraisal.choice.judging import branch_key
from desktop.appraisal.results import Appraisal, Branch, CriterionResult, WeightSwitch, branch_name
from desktop.appraisal.wording import placed
from desktop.results.cells import BLANK, Cell, Lack, Percentage, Row, Stress, Weight, Words
from desktop.results.rounding import places_apart

_NEVER = Lack("never", why="at no weight does another option come first")


def weighted(appraisal: Appraisal) -> Sequence[CriterionResult]:
    """The weighted criteria as the Criteria screen has them: those under one heading together."""
    by_name = {each.name: each for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED}
    return [by_name[name] for top in appraisal.tree for under in top.walked for name in under.own if name in by_name]


def branches(appraisal: Appraisal, picked: Branch = "") -> tuple[Row, ...]:
    """A row a weighted criterion, below its headings that can move: the weight now, the nearest at which the choice changes, and the step.

    `step` is what the weight stands for, the step from worst to best. The one `picked` stands out.
    """
    nearest: dict[Branch, WeightSwitch] = {}
    for switch in appraisal.weight_switches:
        nearest.setdefault(switch.branch, switch)
    movable = movable_headings(appraisal.criteria)
    by_name = {each.name: each for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED}
    rows = []
    for heading in (below for widest in appraisal.tree for below in widest.walked):
        if heading.path in movable:
            rows.append(_branch(heading.path, heading.weight, nearest, picked, depth=heading.depth))
        rows += [
            _branch(name, by_name[name].weight, nearest, picked, depth=len(heading.path), step=step_words(by_name[name]))
            for name in heading.own
            if name in by_name
        ]
    return tuple(rows)


def _branch(branch: Branch, weight: Fraction, nearest: Mapping[Branch, WeightSwitch], picked: Branch, *, depth: int, step: str = "") -> Row:
    name, is_heading = branch_name(branch), not isinstance(branch, str)
    stress = Stress.LEADS if branch == picked else Stress.STRONG if is_heading else Stress.PLAIN
    cells: dict[str, Cell] = _switch(nearest[branch]) if branch in nearest else {"at": Percentage(None, lack=_NEVER)}
    said = Words(name, stress=stress, note=", drawn now" if branch == picked else "")
    cells |= {"criterion": said, "today": Weight(weight), "step": Words(step or None, lack=BLANK)}
    return Row(name, cells, record="" if is_heading else "criteria", brief=branch_key(branch), stress=stress, depth=depth)


def branch_of(known_by: str) -> Branch:
    """The criterion or heading that a table knows so."""
    path = known_by.removesuffix(" >")
    return known_by if path == known_by else tuple(path.split(" > "))


def step_words(criterion: CriterionResult) -> str:
    """The step that a weight stands for, from the worst score to the best: `0 to 10`; empty where nothing tells it."""
    if criterion.worst is None or criterion.best is None:
        return ""
    worst, best = (placed(Fraction(end), 6) for end in (criterion.worst, criterion.best))
    return f"{worst} to {best}"


def switches(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row a weight at which the leader changes, nearest to today's weight first."""
    return tuple(
        Row(f"{branch_key(each.branch)} at {each.at}", _switch(each), record="" if each.heading else "criteria")
        for each in appraisal.weight_switches
    )


def _switch(switch: WeightSwitch) -> dict[str, Cell]:
    places = places_apart(switch)
    return {
        "criterion": Words(switch.name, note=", all its criteria together" if switch.heading else ""),
        "weight": Percentage(switch.weight, places),
        "way": Words("above" if switch.at >= switch.weight else "below"),
        "at": Percentage(switch.at, places),
        "from": Words(switch.from_leader),
        "to": Words(switch.to_leader),
    }
