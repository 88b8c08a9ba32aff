"""Planned against actual: what each line was to come to in a year, what it has come to, and how far apart the two are.

What was planned is what the appraisal counts, after optimism bias. Only the years that have an actual amount are set against the plan: a
year that is yet to come is neither short nor over.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.case import Actual, Case, Flow, FlowKind, Option, Project
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class OutturnYear:
    """One year of one line. `planned` is £0 where nothing was planned for it."""

    year: FinancialYear
    planned: Estimate
    actual: Estimate

    @property
    def variance(self) -> Estimate:
        """The actual amount less what was planned: below £0, a saving is short and a cost is under."""
        return (self.actual - self.planned).to_pence()


@dataclass(frozen=True, slots=True)
class Outturn:
    """One line: the years that have an actual amount, and its rating and reason as they are recorded.

    `planned` and `actual` are those years together; `is_planned` says that the line has an amount in some year.
    """

    owner: str
    line: str
    kind: FlowKind
    years: tuple[OutturnYear, ...]
    rating: str
    reason: str
    basis: str = "reported"
    is_planned: bool = True

    @property
    def planned(self) -> Estimate:
        return Estimate.sum(year.planned for year in self.years)

    @property
    def actual(self) -> Estimate:
        return Estimate.sum(year.actual for year in self.years)

    @property
    def variance(self) -> Estimate:
        """What the years together came to less what was planned of them."""
        return (self.actual - self.planned).to_pence()

    @property
    def is_worse(self) -> bool:
        """Whether it is sure to have fallen short: a saving, an income or funding below its plan, or a cost above it."""
        variance = self.variance
        if self.kind is FlowKind.COST:
            return variance.low is not None and variance.low > 0
        return variance.high is not None and variance.high < 0


def outturns(case: Case) -> tuple[Outturn, ...]:
    """Every line that has an actual amount, a rating or a reason, in the order recorded."""
    actuals: Sequence[Actual] = () if case.finance is None else case.finance.actuals
    flows: dict[tuple[str, str], Flow] = {}
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    for owner in owners:
        for flow in owner.flows:
            flows.setdefault((owner.name, flow.line), flow)
    found = []
    for actual in actuals:
        planned = flows.get((actual.owner, actual.line))
        if planned is not None and (actual.amounts or actual.rating or actual.reason):
            found.append(_outturn(actual, planned))
    return tuple(found)


def _outturn(actual: Actual, planned: Flow) -> Outturn:
    line = Line(actual.owner, planned)
    years = tuple(OutturnYear(year, line.amount(year).to_pence(), amount) for year, amount in sorted(actual.amounts.items()))
    return Outturn(actual.owner, actual.line, planned.kind, years, actual.rating, actual.reason, actual.basis, bool(planned.amounts))


def without_plan(case: Case) -> tuple[str, ...]:
    """A sentence for each line that has an actual amount and nothing planned in any year."""
    return tuple(
        Why(f"‘{each.line}’ of {each.owner} has an actual amount and no plan.", "Record what was planned of it.")
        for each in outturns(case)
        if each.years and not each.is_planned
    )
