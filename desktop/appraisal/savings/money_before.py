"""What of an earlier appraisal's money still holds: after one cell is edited, only the results of its owner are worked out again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from desktop.appraisal.case import Case, FlowsAre, Option, Project
from desktop.appraisal.results import Appraisal, Money


def money_before(before: Appraisal | None, case: Case, benchmark: Option | None) -> dict[str, Money]:
    """The money results, by name, of the options and projects whose lines are the very same objects as they were.

    None where what all results lean on, the years, prices, discounting or the benchmark's own costs, is not as it was. A simulation is
    dropped, as it was of what was recorded before.
    """
    if before is None or _bases(before.case) != _bases(case) or not _same_benchmark(before.case, case, benchmark):
        return {}
    results = {result.name: result.money for result in before.options} | {result.name: result.money for result in before.projects}
    earlier = {_key(owner): owner.flows for owner in _owners(before.case)}
    return {
        owner.name: money if (money := results[owner.name]).monte_carlo is None else replace(money, monte_carlo=None)
        for owner in _owners(case)
        if earlier.get(_key(owner)) is owner.flows
    }


def _owners(case: Case) -> list[Option | Project]:
    return [*case.options, *case.projects]


def _bases(case: Case) -> tuple[Hashable, ...]:
    years, prices = (case.base_year, case.horizon), (case.price_base, case.price_year)
    editions = case.discount_vintage, case.deflator_vintage, case.assumed_inflation, case.reference
    return case.title, years, prices, case.discounting, editions, case.flows_are, case.borrowing_rate


def _key(owner: Option | Project) -> tuple[Hashable, ...]:
    """Who it is: an option that has become the benchmark, or the benchmark no longer, is another."""
    return (owner.name, owner.benchmark) if isinstance(owner, Option) else (owner.name,)


def _same_benchmark(before: Case, case: Case, benchmark: Option | None) -> bool:
    """Whether what whole costs are measured against is as it was."""
    if case.flows_are is FlowsAre.CHANGES:
        return True
    earlier = [option for option in before.options if option.benchmark]
    if benchmark is None or len(earlier) != 1:
        return benchmark is None and not earlier
    return earlier[0].name == benchmark.name and earlier[0].flows is benchmark.flows
