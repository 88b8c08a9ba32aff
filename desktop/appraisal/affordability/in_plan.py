"""Which lines the medium-term plan has already, so that a budget gap, which was struck after them, is not closed by them twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.appraisal.affordability.financing import is_from, life_of
from desktop.appraisal.case import FlowKind, FundingKind
from desktop.appraisal.savings.lines import Line

#: Some lines, and those among which their capital cost is covered or not.
Part = tuple[list[Line], list[Line]]


def parts_of_plan(lines: Sequence[Line]) -> tuple[Part, Part]:
    """The lines that are new, and those that the medium-term plan has already; with each those by which its capital is covered or not.

    The capital of an owner is looked at whole: it is in the plan where each capital cost of it is.
    """
    if not any(line.flow.in_plan for line in lines):
        return (list(lines), list(lines)), ([], [])
    # the life of an asset may stand on a line of the other part
    lines = [
        replace(line, flow=replace(line.flow, asset_life=life_of(line, lines))) if is_from(line, FundingKind.BORROWING) else line
        for line in lines
    ]
    costs = [line for line in lines if line.flow.capital and line.flow.kind is FlowKind.COST and line.flow.amounts]
    new = {(line.owner, line.taken_off) for line in costs if not line.flow.in_plan}
    planned = {(line.owner, line.taken_off) for line in costs} - new
    return (
        ([line for line in lines if not line.flow.in_plan], [line for line in lines if (line.owner, line.taken_off) not in planned]),
        ([line for line in lines if line.flow.in_plan], [line for line in lines if (line.owner, line.taken_off) in planned]),
    )
