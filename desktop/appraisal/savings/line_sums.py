"""What lines come to where no owner is appraised: subtotals by year, a line before and after optimism bias, and what conditions hold up.

Net is savings and income less costs after optimism bias; funding is no part of it (`interchange.md`, rules of arithmetic, "Net").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.appraisal.case import Flow, FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.lines import bias_factor
from desktop.appraisal.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition, as it is first spelt, with the lines that hang on it and what they net to over the years, funding apart."""

    condition: str
    lines: tuple[str, ...]
    net: Estimate


def net_by_year(flows: Iterable[Flow], years: Sequence[FinancialYear]) -> dict[FinancialYear, Estimate]:
    """The net of some lines in each year for which one of them has an amount; the other years are left out."""
    parts: dict[FinancialYear, list[Estimate]] = {}
    wanted = frozenset(years)
    for flow in flows:
        if flow.kind is FlowKind.FUNDING:
            continue
        factor = bias_factor(flow)
        for year, amount in flow.amounts.items():
            if year in wanted:
                after = amount if factor == 1 else amount.scaled(factor)
                parts.setdefault(year, []).append(-after if flow.kind is FlowKind.COST else after)
    return {year: Estimate.sum(parts[year]) for year in years if year in parts}


def before_and_after(flow: Flow) -> tuple[Estimate, Estimate]:
    """All that is recorded of a line, before and after optimism bias; alike where none applies."""
    before = Estimate.sum(flow.amounts.values())
    factor = bias_factor(flow)
    return before, before if factor == 1 else before.scaled(factor).to_pence()


def conditions(flows: Iterable[Flow]) -> tuple[Conditional, ...]:
    """Each condition that a line is subject to, in the order recorded; spellings that differ only in capitals are one."""
    flows_by_condition: dict[str, list[Flow]] = {}
    for flow in flows:
        if key := _key(flow.condition):
            flows_by_condition.setdefault(key, []).append(flow)
    return tuple(
        Conditional(
            conditional_flows[0].condition.strip(),
            tuple(flow.line for flow in conditional_flows),
            Estimate.sum(net_by_year(conditional_flows, sorted({year for flow in conditional_flows for year in flow.amounts})).values()),
        )
        for conditional_flows in flows_by_condition.values()
    )


def _key(condition: str) -> str:
    return condition.strip().casefold()
