"""The lines that move money, with their amounts, and what of them is one-off or not stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.appraisal.affordability.financing import MONEY_IN, at_best, funding_in_years, is_from
from desktop.appraisal.case import Flow, FlowKind, FundingKind
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

#: What pays for revenue spending without a direction: receipts are for capital.
_REVENUE_MONEY_IN = (FundingKind.GRANT, FundingKind.CONTRIBUTION)


@dataclass(frozen=True, slots=True)
class MovingLine:
    """One line that moves money, with its amount in each year."""

    line: Line
    amounts: tuple[Estimate, ...]

    def signed(self, amount: Estimate) -> Estimate:
        """An amount as it counts in what is asked of the budget."""
        return amount if amount is ZERO or self.line.flow.kind is FlowKind.COST else -amount


def moving_lines(lines: Iterable[Line], years: Sequence[FinancialYear]) -> list[MovingLine]:
    """The lines that move money. A saving does where it is stated cashable, and on the high case where nothing is stated."""
    rows = []
    for line in lines:
        flow = line.flow
        if flow.kind is FlowKind.FUNDING:
            if is_from(line, *(MONEY_IN if flow.capital else _REVENUE_MONEY_IN)) or pays_under_direction(flow):
                rows.append(MovingLine(line, funding_in_years(line, years)))
        elif flow.kind is not FlowKind.SAVING or flow.cashable is not False:
            rows.append(MovingLine(line, tuple(map(at_best, line.amounts(years))) if is_unstated(line) else line.amounts(years)))
    return rows


def pays_under_direction(flow: Flow) -> bool:
    """Whether a line pays for revenue spending from what only a direction lets it: borrowing or receipts, and the direction is named."""
    return needs_direction(flow) and flow.direction_named


def needs_direction(flow: Flow) -> bool:
    """Whether a line of funding needs a direction: borrowing, or receipts, against revenue spending."""
    return flow.kind is FlowKind.FUNDING and not flow.capital and flow.funding_source in (FundingKind.BORROWING, FundingKind.RECEIPTS)


def is_one_off(flow: Flow, years: Sequence[FinancialYear]) -> bool:
    """Whether what a line comes to does not return: it is said to be one-off; or it is not said, with nothing in the last year."""
    return flow.recurring is False or (flow.recurring is None and bool(years) and years[-1] not in flow.amounts)


def is_unstated(line: Line) -> bool:
    return line.flow.kind is FlowKind.SAVING and line.flow.cashable is None


def not_stated_in(rows: Iterable[MovingLine], years: Sequence[FinancialYear]) -> list[Estimate]:
    """What is saved each year without being stated cashable."""
    amounts_by_row = [row.line.amounts(years) for row in rows if is_unstated(row.line)]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(len(years))]


def yearly_sums_of(rows: Iterable[MovingLine], count: int) -> list[Estimate]:
    amounts_by_row = [row.amounts for row in rows]
    return [Estimate.sum(amounts[n] for amounts in amounts_by_row) for n in range(count)]
