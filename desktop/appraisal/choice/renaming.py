"""An earlier appraisal under the name that one group of assessors has now: a name changes no score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.appraisal.case import Case
from desktop.appraisal.results import Appraisal, CellResult

_V = TypeVar("_V")


def under_new_name(before: Appraisal, case: Case) -> Appraisal:
    """The same as far as scores go, where the groups of a case differ from those of before in one name alone; else as it is."""
    was, now = before.case.groups, case.groups
    renamed = [(old, new) for old, new in zip(was, now, strict=False) if old.name != new.name]
    if len(was) != len(now) or len(renamed) != 1:
        return before
    [(old, new)] = renamed
    if replace(old, name=new.name) != new or any(group.name == new.name for group in was):
        return before
    names = {old.name: new.name}

    def by_name(of: Mapping[str, _V]) -> dict[str, _V]:
        return {names.get(name, name): each for name, each in of.items()}

    def by_place(of: Mapping[tuple[str, str, str], _V]) -> dict[tuple[str, str, str], _V]:
        return {(new.name, *place[1:]) if place[0] == old.name else place: each for place, each in of.items()}

    def cells(of: dict[str, CellResult]) -> dict[str, CellResult]:
        if not any(old.name in cell.missing_groups for cell in of.values()):
            return of  # the very same: who dominates whom holds too
        return {
            name: replace(cell, missing_groups=tuple(names.get(each, each) for each in cell.missing_groups)) for name, cell in of.items()
        }

    earlier = replace(before.case, groups=now, scores=by_place(before.case.scores), ranges=by_place(before.case.ranges))
    options = tuple(
        replace(each, by_group=by_name(each.by_group), own_cells=by_name(each.own_cells), cells=cells(each.cells))
        for each in before.options
    )
    return replace(before, case=earlier, options=options)
