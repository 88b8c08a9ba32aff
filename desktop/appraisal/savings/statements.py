"""The affordability statements of every option and project, each worked out when it is first read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.appraisal.affordability.affordability import Affordability, affordability
from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.gap import Gap
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.years import FinancialYear


class Statements(Mapping[str, Affordability]):
    """Affordability by owner, the case's own under an empty name. Reading one works out that one alone, once.

    `lines` gives an owner's lines, and `own` those of them that close the gaps: the lines of whoever has the gap.
    """

    def __init__(
        self,
        owners: Sequence[str],
        lines: Callable[[str], Sequence[Line]],
        own: Callable[[str], Sequence[Line]],
        years: Sequence[FinancialYear],
        funding: Sequence[FundingRecord],
        gaps: Sequence[Gap],
        terms: Terms,
    ) -> None:
        self._owners, self._lines, self._own = tuple(owners), lines, own
        self._years, self._funding, self._gaps, self._terms = years, funding, gaps, terms
        self._worked_out: dict[str, Affordability] = {}

    def __getitem__(self, owner: str) -> Affordability:
        if owner not in self._owners:
            raise KeyError(owner)
        if owner not in self._worked_out:
            self._worked_out[owner] = affordability(
                self._lines(owner), self._years, self._funding, self._gaps, self._terms, own=self._own(owner)
            )
        return self._worked_out[owner]

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __len__(self) -> int:
        return len(self._owners)


def against_benchmark(own: Sequence[Line], benchmark: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of an option with each of the benchmark's taken off, as whole costs move a budget by what they differ.

    What differs is in no plan before the option is: a line of whole costs is not in it by itself.
    """
    return (
        *(line if line.flow.in_plan is None else replace(line, flow=replace(line.flow, in_plan=None)) for line in own),
        *(
            replace(
                line,
                taken_off=True,
                part_of=line.recorded,
                flow=replace(
                    line.flow,
                    in_plan=None,
                    line=f"{line.flow.line} ({line.owner})",
                    amounts={year: -amount for year, amount in line.flow.amounts.items()},
                ),
            )
            for line in benchmark
        ),
    )
