"""The flows of an owner added up by year, kind and whether they release cash."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from desktop.appraisal.affordability.financing import MONEY_IN, counted
from desktop.appraisal.case import Case, Flow, FlowKind
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.series import Series
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Amounts:
    """One amount a year, as the results tell them and as the arithmetic takes them; `series` is `None` where all are £0."""

    estimates: Sequence[Estimate]
    series: Series | None

    @staticmethod
    def nothing(horizon: int) -> Amounts:
        return Amounts((ZERO,) * horizon, None)

    def less(self, other: Amounts) -> Amounts:
        difference = series_less(self.series, other.series)
        return self if difference is None else Amounts(difference.estimates(), difference)


@dataclass(frozen=True, slots=True)
class Yearly:
    """Every year against the benchmark, before anything is added up."""

    cost: Amounts
    saving_cashable: Amounts
    saving_non_cashable: Amounts
    saving_not_stated: Amounts
    income: Amounts
    funding: Amounts


class Sums:
    """The lines of one owner added up by kind, by whether they are cashable, and by year; and the totals before optimism bias.

    An amount outside the horizon counts nowhere. Amounts before optimism bias are kept apart only for the kinds that have any.
    """

    def __init__(self, case: Case, flows: Sequence[Flow]) -> None:
        self._amounts: dict[tuple[FlowKind, bool | None], list[list[Estimate]]] = {}
        self._summed: dict[tuple[FlowKind, tuple[bool | None, ...]], Amounts] = {}
        self._biased: set[FlowKind] = set()
        first, self._horizon = case.base_year.start, case.horizon
        for flow in flows:
            cells = self._amounts.setdefault((flow.kind, flow.cashable), [[] for _ in range(case.horizon)])
            factor = _bias_factor(flow)
            biased = factor != 1
            if biased:
                self._biased.add(flow.kind)
            if flow.kind is FlowKind.FUNDING and flow.funding_source not in MONEY_IN:
                continue  # reserves and borrowing are never money in, nor is what is given in kind or has no source
            is_funding = flow.kind is FlowKind.FUNDING
            for year, amount in flow.amounts.items():
                n = year.start - first
                if 0 <= n < case.horizon:
                    cells[n].append(counted(flow, amount) if is_funding else amount.scaled(factor) if biased else amount)
        self._flows, self._first = flows, first

    def of(self, kind: FlowKind, *cashable: bool | None) -> Amounts:
        """The sum in each year of a kind: of the classes of cashable that are named, else of all of them."""
        if (amounts := self._summed.get((kind, cashable))) is not None:
            return amounts
        columns = [cells for (of_kind, stated), cells in self._amounts.items() if of_kind is kind and (not cashable or stated in cashable)]
        if not columns:
            return Amounts.nothing(self._horizon)
        estimates = [
            Estimate.sum(parts) for parts in (columns[0] if len(columns) == 1 else map(chain.from_iterable, zip(*columns, strict=True)))
        ]
        amounts = self._summed[kind, cashable] = Amounts(estimates, Series.of(estimates))
        return amounts

    def before(self, *kinds: FlowKind) -> Estimate:
        """The total of these kinds over all years, as entered."""
        if not self._biased.intersection(kinds):
            return self.after(*kinds)
        return Estimate.sum(
            amount
            for flow in self._flows
            if flow.kind in kinds
            for year, amount in flow.amounts.items()
            if 0 <= year.start - self._first < self._horizon
        )

    def after(self, *kinds: FlowKind) -> Estimate:
        """The same after optimism bias: the sums of the years, which are worked out already for the most part."""
        amounts: list[Amounts] = []
        for kind in kinds:
            apart = kind is FlowKind.SAVING  # savings are added up by whether they are cashable
            amounts += [self.of(kind, stated) for stated in (True, False, None)] if apart else [self.of(kind)]
        return Estimate.sum(amount for each in amounts for amount in each.estimates)


def _bias_factor(flow: Flow) -> Decimal:
    """What optimism bias multiplies each amount of a line by. Raises KnownTrouble where more than all of a benefit would be taken off.

    Adjusted cost = cost x (1 + bias x (1 − mitigation)), as the Green Book's supplementary guidance has it after Mott MacDonald 2002;
    savings and income are lowered by the same fraction and funding is untouched. Bias and mitigation are fractions of 1.
    """
    if flow.kind is FlowKind.FUNDING or not flow.optimism_bias:
        return Decimal(1)
    remaining = flow.optimism_bias * (1 - flow.mitigation)
    if flow.kind is FlowKind.COST:
        return 1 + remaining
    if remaining > 1:
        raise KnownTrouble(f"The optimism bias on ‘{flow.line}’ takes off more than all of it: type 100% or less for a saving or income")
    return 1 - remaining


def series_less(more: Series | None, less: Series | None) -> Series | None:
    if less is None:
        return more
    return less.negative() if more is None else more.plus(less.negative())
