"""Scenarios: lines moved together, such as all savings at 75% of what is recorded, and what each option or project then comes to.

The amounts before optimism bias are what is moved, with their bounds; a scenario in which every part is at 100% is the base itself
(`interchange.md`, sheet Scenarios).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from desktop.appraisal.case import Case, Flow, FlowsAre, Moved, Option, Project, Scenario
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.discounting_terms import Discounting
from desktop.appraisal.savings.net import option_money, project_money
from desktop.appraisal.savings.switching import with_switching
from desktop.late_dataclass import dataclass

_ALL = Decimal(1)
_Owner = TypeVar("_Owner", Option, Project)


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario: what each option or project that it moves then comes to, by name in the case's order, and the case as it is then.

    `money` is empty, and `why` says why, where a part of the scenario cannot be told.
    """

    scenario: Scenario
    case: Case
    money: Mapping[str, Money]
    why: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the scenario is called."""
        return self.scenario.name


def scenario_results(
    case: Case, discounting: Discounting, before: Iterable[ScenarioResult] = (), unchanged: Container[str] = ()
) -> tuple[ScenarioResult, ...]:
    """Every scenario of a case, in the order recorded. Raises KnownTrouble as `option_money` does.

    Of those worked out `before` the money of an owner is kept where the scenario is the same and the owner is one of the `unchanged`.
    """
    scenarios = () if case.finance is None else case.finance.scenarios
    withheld = {part.owner for scenario in scenarios for part in scenario.parts if part.fraction is None}
    earlier = {each.scenario: each.money for each in before}
    return tuple(
        _result(
            case,
            scenario,
            discounting,
            withheld,
            {name: replace(money, monte_carlo=None) for name, money in earlier.get(scenario, {}).items() if name in unchanged},
        )
        for scenario in scenarios
    )


def moved_case(case: Case, scenario: Scenario) -> Case:
    """The case with the lines that a scenario moves. Whose lines are all as recorded is the same object."""
    return replace(
        case,
        options=tuple(_moved_owner(option, scenario) for option in case.options),
        projects=tuple(_moved_owner(project, scenario) for project in case.projects),
    )


def moves(scenario: Scenario, owner: Option | Project) -> bool:
    """Whether a scenario is about any line of an owner, at 100% too."""
    return any(_part(scenario, owner.name, flow) is not None for flow in owner.flows)


def drawn_together(case: Case) -> dict[int, str]:
    """The lines that one scenario or several move together, by the identity of the flow, each with the name that its group is drawn by.

    Lines of one scenario are in one group, and scenarios that move the same line make one group of all theirs.
    """
    if case.finance is None or not case.finance.scenarios:
        return {}
    group_of: dict[int, str] = {}
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    for scenario in case.finance.scenarios:
        members = {id(flow) for owner in owners for flow in owner.flows if _part(scenario, owner.name, flow) is not None}
        joined = {group_of[member] for member in members if member in group_of}
        name = min(joined, default=scenario.name)
        members |= {member for member, group in group_of.items() if group in joined}
        group_of |= dict.fromkeys(members, name)
    return group_of


def _result(
    case: Case, scenario: Scenario, discounting: Discounting, withheld: Container[str], kept: Mapping[str, Money]
) -> ScenarioResult:
    if any(part.owner in withheld for part in scenario.parts):
        return ScenarioResult(scenario, case, {}, (f"What ‘{scenario.name}’ comes to is not told: a part of it is not for publication.",))
    moved = moved_case(case, scenario)
    benchmark = next((option for option in moved.options if option.benchmark), None)
    whole = case.flows_are is FlowsAre.WHOLE_COSTS and benchmark is not None and moves(scenario, benchmark)
    money = {
        option.name: kept.get(option.name)
        or with_switching(moved, option, benchmark, option_money(moved, option, benchmark, discounting), discounting)
        for option in moved.options
        if not option.benchmark and option.flows and (whole or moves(scenario, option))
    }
    money |= {
        project.name: kept.get(project.name) or with_switching(moved, None, None, project_money(moved, project, discounting), discounting)
        for project in moved.projects
        if moves(scenario, project)
    }
    return ScenarioResult(scenario, moved, money)


def _moved_owner(owner: _Owner, scenario: Scenario) -> _Owner:
    flows = tuple(_moved_flow(flow, _part(scenario, owner.name, flow)) for flow in owner.flows)
    return owner if all(now is before for now, before in zip(flows, owner.flows, strict=True)) else replace(owner, flows=flows)


def _part(scenario: Scenario, owner: str, flow: Flow) -> Moved | None:
    """The part of a scenario that moves a line: one that names it before one of its kind."""
    mine = [part for part in scenario.parts if part.owner == owner]
    named = next((part for part in mine if part.line and part.line == flow.line), None)
    return named or next((part for part in mine if not part.line and part.kind is flow.kind), None)


def _moved_flow(flow: Flow, part: Moved | None) -> Flow:
    if part is None or part.fraction is None or part.fraction == _ALL:
        return flow
    fraction = part.fraction
    return replace(flow, amounts={year: part_of(amount, fraction) for year, amount in flow.amounts.items()})


def part_of(amount: Estimate, fraction: Decimal) -> Estimate:
    """A fraction of a recorded amount, of the same kind and not rounded; none of an amount is £0, whether or not it is known."""
    if fraction == _ALL:
        return amount
    if not fraction:
        return ZERO
    scaled = amount.scaled(fraction)
    return Estimate.recorded(amount.kind, scaled.low, scaled.central, scaled.high, approximate=amount.approximate)
