"""What an option or a project costs and saves against the benchmark, year by year, and what that is worth.

The rules are those of `interchange.md`, "Rules of arithmetic". Yearly amounts are as entered, after optimism bias and not rounded;
only what is discounted is first taken to the prices of the base year, and each present value is rounded half up to the penny, so
that the printed ones add to the printed net present value.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import accumulate

from desktop.appraisal import money, optimism_bias, prices
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import PRECISE, DiscountSchedule
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.payback import payback
from desktop.appraisal.rate_of_return import rate_of_return
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble

_OPEN = Estimate.derived(None, None, None)
_NO_CENTRAL = ("An amount has no most likely figure, only a bound or not known: the ratio, the rate of return and the payback of the "
               "middle case cannot be worked out.")


@dataclass(frozen=True, slots=True)
class _Row:
    """One year against the benchmark, before anything is added up."""

    cost: Estimate = ZERO
    saving_cashable: Estimate = ZERO
    saving_non_cashable: Estimate = ZERO
    saving_not_stated: Estimate = ZERO
    income: Estimate = ZERO
    funding: Estimate = ZERO

    @property
    def benefit(self) -> Estimate:
        return Estimate.sum((self.saving_cashable, self.saving_non_cashable, self.saving_not_stated, self.income))

    @property
    def net(self) -> Estimate:
        return self.benefit - self.cost

    @property
    def net_cashable(self) -> Estimate:
        return self.saving_cashable + self.income - self.cost


@dataclass(frozen=True, slots=True)
class Discounting:
    """What an amount of each year of the horizon is worth in the base year, deflation included.

    `factors` holds `None` where a year has no deflator. `notes` are the assumptions made, as sentences.
    """

    factors: tuple[Decimal | None, ...]
    plain_factors: tuple[Decimal, ...]
    notes: tuple[str, ...] = ()


def discounting_of(case: Case, schedule: DiscountSchedule) -> Discounting:
    """The factors of a case.

    Green Book rates are real, so nominal flows are first deflated to the base year; a flat rate meets them as entered.
    """
    plain = tuple(schedule.factor(year) for year in range(case.horizon))
    if case.price_base != "nominal":
        year = case.price_year
        told = year is not None and year != case.base_year
        return Discounting(plain, plain, (f"Amounts and present values are in {year} prices.",) if told else ())
    if not schedule.real:
        return Discounting(plain, plain, ("Amounts include inflation and the flat rate is applied to them as entered.",))
    with localcontext(PRECISE):
        to_base = [prices.to_prices_of(case.base_year, year) for year in case.years]
        factors = tuple(None if price is None else price * factor for price, factor in zip(to_base, plain, strict=True))
    series = prices.series()
    without = [year for year, factor in zip(case.years, factors, strict=True) if factor is None]
    if without:
        return Discounting(factors, plain, (f"No present values: there is no GDP deflator for {without[0]}.",))
    notes = [f"Amounts are taken to {case.base_year} prices with the GDP deflator of {series.vintage} ({series.source}); "
             "a financial year is three quarters of one calendar year and a quarter of the next."]
    assumed = [year for year in (case.base_year, *case.years) if (held := prices.deflator(year)) is not None and held.assumed]
    if assumed:
        notes.append(f"The GDP deflator from {assumed[0]} on is assumed to grow as it last did.")
    return Discounting(factors, plain, tuple(notes))


def option_money(case: Case, option: Option, benchmark: Option | None, discounting: Discounting) -> Money:
    """The money results of an option. Raises KnownTrouble for flows that the case cannot hold."""
    with localcontext(PRECISE):
        if case.flows_are is FlowsAre.WHOLE_COSTS:
            return _whole_costs(case, option, benchmark, discounting)
        if not option.benchmark:
            return _changes(case, option.name, option.flows, discounting)
        if any(flow.amounts for flow in option.flows):
            raise KnownTrouble(f"{option.name} is the benchmark, and flows are changes from it: remove its costs and savings, "
                               "or say that flows are whole costs")
        return _nothing_changes(case)


def project_money(case: Case, project: Project, discounting: Discounting) -> Money:
    """The money results of a project, whose flows are always changes from carrying on without it."""
    with localcontext(PRECISE):
        return _changes(case, project.name, project.flows, discounting)


def _changes(case: Case, owner: str, flows: Sequence[Flow], discounting: Discounting) -> Money:
    if not any(flow.amounts for flow in flows):
        return Money(why=(f"No costs or savings are recorded for {owner}.",))
    sums = _Sums(case, owner, flows)
    rows = [_Row(sums.of(n, FlowKind.COST), sums.of(n, FlowKind.SAVING, True), sums.of(n, FlowKind.SAVING, False),
                 sums.of(n, FlowKind.SAVING, None), sums.of(n, FlowKind.INCOME), sums.of(n, FlowKind.FUNDING))
            for n in range(case.horizon)]
    return _with_bias(_results(case.years, rows, discounting), sums)


def _whole_costs(case: Case, option: Option, benchmark: Option | None, discounting: Discounting) -> Money:
    if benchmark is None:
        return Money(why=("Flows are whole costs and no option is the benchmark: choose the one the others are measured against.",))
    for owner in (option, benchmark):
        if any(flow.kind is FlowKind.SAVING and flow.amounts for flow in owner.flows):
            raise KnownTrouble(f"{owner.name} has a saving, and flows are whole costs: record what it costs instead")
        if not any(flow.amounts for flow in owner.flows):
            role = f"the benchmark, {owner.name}" if owner.benchmark else owner.name
            return Money(why=(f"No costs are recorded for {role}.",))
    own = _Sums(case, option.name, option.flows)
    if option.benchmark:
        return _with_bias(_nothing_changes(case), own)
    base = _Sums(case, benchmark.name, benchmark.flows)

    def less(n: int, cashable: bool | None) -> Estimate:
        return base.of(n, FlowKind.COST, cashable) - own.of(n, FlowKind.COST, cashable)

    rows = [_Row(ZERO, less(n, True), less(n, False), less(n, None),
                 own.of(n, FlowKind.INCOME) - base.of(n, FlowKind.INCOME), own.of(n, FlowKind.FUNDING) - base.of(n, FlowKind.FUNDING))
            for n in range(case.horizon)]
    return _with_bias(_results(case.years, rows, discounting), own)


def _nothing_changes(case: Case) -> Money:
    """The benchmark against itself: every amount £0 exactly, and no ratio, rate or payback."""
    years = tuple(YearResult(year, *[ZERO] * 9) for year in case.years)
    return Money(years, npv=ZERO, npv_cashable=ZERO, budget_net=ZERO, equivalent_annual=ZERO,
                 cost_before_optimism_bias=ZERO, cost_after_optimism_bias=ZERO,
                 benefit_before_optimism_bias=ZERO, benefit_after_optimism_bias=ZERO,
                 why=("This is the benchmark: the others are measured against it.",))


class _Sums:
    """The lines of one owner added up by kind, by whether they are cashable, and by year; and the totals before optimism bias."""

    def __init__(self, case: Case, owner: str, flows: Sequence[Flow]) -> None:
        self._amounts: dict[tuple[FlowKind, bool | None], list[list[Estimate]]] = {}
        before: dict[bool, list[Estimate]] = {True: [], False: []}
        for flow in flows:
            cells = self._amounts.setdefault((flow.kind, flow.cashable), [[] for _ in range(case.horizon)])
            factor = optimism_bias.factor(flow)
            for year, amount in flow.amounts.items():
                n = year.since(case.base_year)
                if not 0 <= n < case.horizon:
                    raise KnownTrouble(f"‘{flow.line}’ of {owner} has an amount in {year}, outside the horizon: "
                                       f"the years are {case.base_year} to {case.base_year.after(case.horizon - 1)}")
                cells[n].append(amount if factor == 1 else amount.scaled(factor))
                if flow.kind is not FlowKind.FUNDING:
                    before[flow.kind is FlowKind.COST].append(amount)
        self.cost_before, self.benefit_before = Estimate.sum(before[True]), Estimate.sum(before[False])

    def of(self, n: int, kind: FlowKind, *cashable: bool | None) -> Estimate:
        """The sum in year `n` of a kind: of the classes of cashable that are named, else of all of them."""
        parts = [amount for (of_kind, stated), cells in self._amounts.items() if of_kind is kind and (not cashable or stated in cashable)
                 for amount in cells[n]]
        return Estimate.sum(parts)

    def total(self, *kinds: FlowKind) -> Estimate:
        """The sum over all years of these kinds, after optimism bias."""
        return Estimate.sum(amount for (kind, _), cells in self._amounts.items() if kind in kinds for cell in cells for amount in cell)


def _with_bias(results: Money, sums: _Sums) -> Money:
    return replace(results, cost_before_optimism_bias=sums.cost_before, cost_after_optimism_bias=sums.total(FlowKind.COST),
                   benefit_before_optimism_bias=sums.benefit_before,
                   benefit_after_optimism_bias=sums.total(FlowKind.SAVING, FlowKind.INCOME))


def _present(amounts: Iterable[Estimate], factors: Sequence[Decimal | None]) -> list[Estimate]:
    """Present values, each bound rounded half up to the penny; open both ways where a year has no factor."""
    return [_OPEN if factor is None else amount if amount is ZERO else amount.scaled(factor).to_pence()
            for amount, factor in zip(amounts, factors, strict=True)]


def _results(years: Sequence[FinancialYear], rows: Sequence[_Row], discounting: Discounting) -> Money:
    nets = [row.net for row in rows]
    cumulative = list(accumulate(nets))
    present = _present(nets, discounting.factors)
    cashable = [row.net_cashable for row in rows]
    discounted = None not in discounting.factors
    npv = Estimate.sum(present) if discounted else None
    why = [] if discounted else list(discounting.notes)

    irr = payback_years = bcr = None
    central = [net.central for net in nets if net.central is not None]
    if len(central) == len(nets):
        irr, reason = rate_of_return(central)
        why += [reason] if reason else []
        payback_years = payback([amount.central for amount in cumulative])
        if payback_years is None:
            why.append(f"No payback: the savings do not pay the costs back by {years[-1]}.")
    else:
        why.append(_NO_CENTRAL)
    if discounted:
        bcr, reason = _benefit_cost_ratio(rows, discounting.factors)
        why += [reason] if reason else []
    annuity = sum(discounting.plain_factors[1:])
    if not annuity:
        why.append("No equivalent annual value: the horizon is the base year alone.")
    return Money(
        years=tuple(YearResult(year, row.cost, row.saving_cashable, row.saving_non_cashable, row.saving_not_stated, row.income, row.funding,
                               net, total, value)
                    for year, row, net, total, value in zip(years, rows, nets, cumulative, present, strict=True)),
        npv=npv,
        npv_cashable=Estimate.sum(_present(cashable, discounting.factors)) if discounted else None,
        budget_net=Estimate.sum(net + row.funding for net, row in zip(cashable, rows, strict=True)),
        bcr=bcr,
        irr=irr,
        payback_years=payback_years,
        payback_range=(payback([amount.low for amount in cumulative]), payback([amount.high for amount in cumulative])),
        payback_cashable_years=payback([amount.central for amount in accumulate(cashable)]),
        discounted_payback_years=payback([amount.central for amount in accumulate(present)]),
        equivalent_annual=npv.scaled(1 / annuity).to_pence() if npv is not None and annuity else None,
        why=tuple(why),
    )


def _benefit_cost_ratio(rows: Sequence[_Row], factors: Sequence[Decimal | None]) -> tuple[Decimal | None, str]:
    """Present value of savings and income over present value of costs, in the middle case; else the reason there is none."""
    costs = Estimate.sum(_present((row.cost for row in rows), factors))
    if costs.is_nought:
        return None, "No ratio of benefits to costs: no cost is recorded against the benchmark."
    benefits = Estimate.sum(_present((row.benefit for row in rows), factors))
    if costs.central is None or benefits.central is None:
        return None, ""
    if costs.central <= 0:
        return None, f"No ratio of benefits to costs: the costs add to {money.pounds(costs.central)}."
    return benefits.central / costs.central, ""
