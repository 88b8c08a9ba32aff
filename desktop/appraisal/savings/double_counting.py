"""Savings that two projects may both have counted: the same organisation, the same line, driver or category, in the same years."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations

from desktop.appraisal import money
from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


class SharedBy(StrEnum):
    """What two savings have in common, the strongest sign first."""

    LINE = "line"
    DRIVER = "driver"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class DoubleCount:
    """Two savings of different owners that may be one. `amounts` are the two over the years they share; nothing is taken off."""

    organisation: str
    owners: tuple[str, str]
    shared: SharedBy
    name: str
    years: tuple[FinancialYear, ...]
    amounts: tuple[Estimate, Estimate]

    @property
    def sentence(self) -> str:
        """What to check, for the paper and the checklist."""
        span = str(self.years[0]) if len(self.years) == 1 else f"{self.years[0]} to {self.years[-1]}"
        first, second = self.owners
        most = [amount.high for amount in self.amounts]
        known = [amount for amount in most if amount is not None]
        size = f"up to {money.rounded(min(known), running=True)}" if known else "an amount not yet known"
        return Why(
            f"{first} and {second} both count a saving of {self.organisation} with the same {self.shared}, ‘{self.name}’, in {span}, so "
            f"{size} may be counted twice.",
            "Check that it is not.",
        )


def double_counts(lines: Iterable[Line]) -> tuple[DoubleCount, ...]:
    """Every pair of savings that may be counted twice, in the order of the lines. Never raises.

    Only savings and income of different owners for the same named organisation are compared, and only in years in which both have more
    than nothing. A pair is given once, by the strongest thing it shares.
    """
    by_organisation: dict[str, list[Line]] = {}
    for line in lines:
        if line.flow.kind in (FlowKind.SAVING, FlowKind.INCOME) and line.flow.organisation:
            by_organisation.setdefault(line.flow.organisation, []).append(line)
    counted_twice = []
    for organisation, own_lines in by_organisation.items():
        # Only lines that share a name are paired, so that a thousand unlike lines cost no more than they are.
        seen: set[tuple[int, int]] = set()
        for shared in SharedBy:
            groups: dict[str, list[int]] = {}
            for index, line in enumerate(own_lines):
                if name := _name(line, shared):
                    groups.setdefault(name, []).append(index)
            for members in groups.values():
                for pair in combinations(members, 2):
                    if pair in seen or own_lines[pair[0]].owner == own_lines[pair[1]].owner:
                        continue
                    seen.add(pair)
                    counted_twice += _compared(organisation, own_lines[pair[0]], own_lines[pair[1]], shared)
    return tuple(counted_twice)


def _name(line: Line, shared: SharedBy) -> str:
    text = {SharedBy.LINE: line.flow.line, SharedBy.DRIVER: line.flow.driver, SharedBy.CATEGORY: line.flow.category}[shared]
    return " ".join(text.casefold().split())


def _compared(organisation: str, first: Line, second: Line, shared: SharedBy) -> list[DoubleCount]:
    years = tuple(
        sorted(
            year
            for year in first.flow.amounts.keys() & second.flow.amounts.keys()
            if not _is_nothing(first.amount(year)) and not _is_nothing(second.amount(year))
        )
    )
    if not years:
        return []
    shown = {SharedBy.LINE: first.flow.line, SharedBy.DRIVER: first.flow.driver, SharedBy.CATEGORY: first.flow.category}[shared]
    amounts = (Estimate.sum(first.amounts(years)), Estimate.sum(second.amounts(years)))
    return [DoubleCount(organisation, (first.owner, second.owner), shared, shown.strip(), years, amounts)]


def _is_nothing(amount: Estimate) -> bool:
    return amount.high is not None and amount.high <= 0
