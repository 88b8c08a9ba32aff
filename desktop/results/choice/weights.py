"""Weights at which another option comes first, and where each criterion's nearest one lies."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.case import CriterionUse
from desktop.appraisal.results import Appraisal, CriterionResult, WeightSwitch
from desktop.results.cells import Cell, Lack, Percentage, Row, Stress, Weight, Words
from desktop.results.rounding import places_apart

_NEVER = Lack("never", why="at no weight does another option come first")


def weighted(appraisal: Appraisal) -> Sequence[CriterionResult]:
    """The weighted criteria as the Criteria screen has them: those under one heading together."""
    by_name = {each.name: each for each in appraisal.criteria if each.use == CriterionUse.WEIGHTED}
    return [by_name[name] for top in appraisal.tree for under in top.walked for name in under.own if name in by_name]


def criteria(appraisal: Appraisal, picked: str = "") -> tuple[Row, ...]:
    """A row a weighted criterion: its weight now, and the nearest at which the choice changes. The one `picked` stands out."""
    nearest: dict[str, WeightSwitch] = {}
    for switch in appraisal.weight_switches:
        nearest.setdefault(switch.criterion, switch)
    rows = []
    for each in weighted(appraisal):
        stress = Stress.LEADS if each.name == picked else Stress.PLAIN
        cells: dict[str, Cell] = _switch(nearest[each.name]) if each.name in nearest else {"at": Percentage(None, lack=_NEVER)}
        name = Words(each.name, stress=stress, note=", drawn now" if each.name == picked else "")
        rows.append(Row(each.name, {**cells, "criterion": name, "today": Weight(each.weight)}, record="criteria"))
    return tuple(rows)


def switches(appraisal: Appraisal) -> tuple[Row, ...]:
    """A row a weight at which the leader changes, nearest to today's weight first."""
    return tuple(Row(f"{each.criterion} at {each.at}", _switch(each), record="criteria") for each in appraisal.weight_switches)


def _switch(switch: WeightSwitch) -> dict[str, Cell]:
    places = places_apart(switch)
    return {
        "criterion": Words(switch.criterion),
        "weight": Percentage(switch.weight, places),
        "way": Words("above" if switch.at >= switch.weight else "below"),
        "at": Percentage(switch.at, places),
        "from": Words(switch.from_leader),
        "to": Words(switch.to_leader),
    }
