"""What-ifs on conditions: what is left when something that savings depend on does not happen (“subject to national changes”).

A what-if changes no record. An option or project of which every line depends on what is switched off is left with nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import localcontext

from desktop.appraisal.case import Case, Flow, FlowKind, Option, Project
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.discounting_terms import Discounting
from desktop.appraisal.savings.lines import Line, lines_of, without_conditions
from desktop.appraisal.savings.net import option_money, project_money
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Dependence:
    """How much of an owner's money depends on one condition, over the years and after optimism bias. Savings include income.

    `npv_without` is what is left without it; `None` where nothing is or where it cannot be worked out.
    """

    owner: str
    condition: str
    savings: Estimate
    costs: Estimate
    funding: Estimate
    npv_without: Estimate | None
    something_left: bool


def case_without(case: Case, conditions: Collection[str]) -> Case:
    """The case without the lines that depend on any of these conditions. Who has no such line is the same object."""
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    left = {owner.name: _left(owner, conditions) for owner in owners}
    return replace(
        case,
        options=tuple(each if left[each.name] is each.flows else replace(each, flows=left[each.name]) for each in case.options),
        projects=tuple(each if left[each.name] is each.flows else replace(each, flows=left[each.name]) for each in case.projects),
    )


def dependences(case: Case, owner: Option | Project, discounting: Discounting, benchmark: Option | None = None) -> tuple[Dependence, ...]:
    """What of an owner depends on each condition, in the order of its lines. Never raises for a case that can be appraised."""
    by_condition: dict[str, list[Line]] = {}
    for line in lines_of(owner):
        if line.flow.condition.strip() and line.flow.amounts:
            by_condition.setdefault(line.flow.condition.strip().casefold(), []).append(line)
    return tuple(_dependence(case, owner, discounting, benchmark, lines) for lines in by_condition.values())


def _dependence(case: Case, owner: Option | Project, discounting: Discounting, benchmark: Option | None, lines: list[Line]) -> Dependence:
    condition = lines[0].flow.condition.strip()
    left = _left(owner, (condition,))
    something = any(flow.amounts for flow in left)
    npv = None
    if something:
        rest = replace(owner, flows=left)
        npv = (option_money(case, rest, benchmark, discounting) if isinstance(rest, Option) else project_money(case, rest, discounting)).npv
    with localcontext(PRECISE):
        savings, costs, funding = (
            _total(lines, case.years, *kinds) for kinds in ((FlowKind.SAVING, FlowKind.INCOME), (FlowKind.COST,), (FlowKind.FUNDING,))
        )
    return Dependence(owner.name, condition, savings, costs, funding, npv, something)


def _left(owner: Option | Project, conditions: Collection[str]) -> tuple[Flow, ...]:
    """The lines that are left; the very same where none goes, so that what is known of them is kept."""
    flows = tuple(line.flow for line in without_conditions(lines_of(owner), conditions))
    return owner.flows if len(flows) == len(owner.flows) else flows


def _total(lines: Sequence[Line], years: Sequence[FinancialYear], *kinds: FlowKind) -> Estimate:
    return Estimate.sum(line.amount(year) for line in lines if line.flow.kind in kinds for year in years)
