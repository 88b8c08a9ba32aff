"""The affordability statements of every option and project, each worked out when it is first read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.affordability import Affordability, FundingRecord, affordability
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.years import FinancialYear


class Statements(Mapping[str, Affordability]):
    """Affordability by owner, the case's own under an empty name. Reading one works out that one alone, once."""

    def __init__(
        self,
        lines: Mapping[str, Sequence[Line]],
        years: Sequence[FinancialYear],
        funding: Sequence[FundingRecord],
        gaps: Mapping[FinancialYear, Estimate],
    ) -> None:
        self._lines, self._years, self._funding, self._gaps = lines, years, funding, gaps
        self._worked_out: dict[str, Affordability] = {}

    def __getitem__(self, owner: str) -> Affordability:
        if owner not in self._worked_out:
            self._worked_out[owner] = affordability(self._lines[owner], self._years, self._funding, self._gaps)
        return self._worked_out[owner]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def against_benchmark(own: Sequence[Line], benchmark: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of an option with each of the benchmark's taken off, as whole costs move a budget by what they differ."""
    return (
        *own,
        *(
            replace(
                line,
                taken_off=True,
                flow=replace(
                    line.flow,
                    line=f"{line.flow.line} ({line.owner})",
                    amounts={year: -amount for year, amount in line.flow.amounts.items()},
                ),
            )
            for line in benchmark
        ),
    )
