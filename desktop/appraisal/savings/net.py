"""What an option or a project costs and saves against the benchmark, year by year, and what that is worth.

The rules are those of `interchange.md`, "Rules of arithmetic". Yearly amounts are as entered, after optimism bias and not rounded;
only what is discounted is first taken to the prices of the base year, and each present value is rounded half up to the penny, so
that the printed ones add to the printed net present value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from itertools import chain

from desktop.appraisal import money, prices
from desktop.appraisal.affordability.budget import budget_net
from desktop.appraisal.affordability.financing import MONEY_IN, at_best, counted
from desktop.appraisal.affordability.medium_term import CashTerms
from desktop.appraisal.affordability.terms import Terms
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import PRECISE, DiscountSchedule
from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.prices import DeflatorSeries
from desktop.appraisal.reference import deflators_of
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.savings.lines import Line, lines_of
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.rate_of_return import rate_of_return
from desktop.appraisal.savings.statements import against_benchmark
from desktop.appraisal.series import Series
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass

#: More years than this are told as from the first to the last.
_MOST_YEARS = 3
_NO_CENTRAL = (
    "An amount has no most likely figure, only a bound or not known: the ratio, the rate of return and the payback of the "
    "middle case cannot be worked out."
)


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
        restated = year is not None and year != case.base_year
        return Discounting(plain, plain, (f"Amounts and present values are in {year} prices.",) if restated else ())
    if not schedule.real:
        return Discounting(plain, plain, ("Amounts include inflation and the flat rate is applied to them as entered.",))
    series, inflation = deflators_of(case), case.assumed_inflation
    with localcontext(PRECISE):
        to_base = [prices.to_prices_of(case.base_year, year, series, inflation) for year in case.years]
        factors = tuple(None if price is None else price * factor for price, factor in zip(to_base, plain, strict=True))
    without = [year for year in case.years if series.index(year, inflation) is None]
    if without:
        return Discounting(factors, plain, _no_deflator(series, without, inflation))
    return Discounting(factors, plain, (_deflated(case, series),))


def _no_deflator(series: DeflatorSeries, without: Sequence[FinancialYear], inflation: Decimal | None) -> tuple[str, ...]:
    """Why nominal amounts have no present value, with the years that lack a deflator, and what to do."""
    past = [year for year in without if series.last is not None and year > series.last]
    before = [year for year in without if year not in past]
    why = []
    if before:
        why.append(
            Why(
                f"No present values: there is no GDP deflator for {_listed(before)}.",
                "Take an edition that has one, or type real amounts.",
            )
        )
    if past and inflation is None:
        why.append(
            Why(
                f"No present values: the GDP deflators of {series.vintage} end in {series.last}, and the case assumes no inflation for "
                f"{_listed(past)}.",
                "Type its assumed inflation, or take a newer edition.",
            )
        )
    return tuple(why)


def _listed(years: Sequence[FinancialYear]) -> str:
    """The years by name, or from the first to the last where they are many."""
    return f"{years[0]} to {years[-1]}" if len(years) > _MOST_YEARS else listed([str(year) for year in years])


def _deflated(case: Case, series: DeflatorSeries) -> str:
    """What takes the amounts of a case to the prices of its base year, with the rate that is its own."""
    assumed = next((year for year in case.years if series.last is not None and year > series.last), None)
    rate = "" if case.assumed_inflation is None else f"{(case.assumed_inflation * 100).normalize():f}%"
    by_inflation = f"inflation of {rate} a year, which this case assumes"
    if assumed == case.base_year:
        return (
            f"Amounts are taken to {case.base_year} prices with {by_inflation}: the GDP deflators of {series.vintage} end in {series.last}."
        )
    sentence = f"Amounts are taken to {case.base_year} prices with the GDP deflators of {series.vintage} ({series.source})"
    if series.is_derived:
        sentence += "; a financial year is three quarters of one calendar year and a quarter of the next"
    return f"{sentence}, and from {assumed} on with {by_inflation}." if assumed is not None else f"{sentence}."


def option_money(case: Case, option: Option, benchmark: Option | None, discounting: Discounting) -> Money:
    """The money results of an option. Raises KnownTrouble for flows that the case cannot hold."""
    if case.horizon < 1:
        return _no_years(case)
    with localcontext(PRECISE):
        if case.flows_are is FlowsAre.WHOLE_COSTS:
            return _whole_costs(case, option, benchmark, discounting)
        if not option.benchmark:
            return _changes(case, option.name, option.flows, discounting)
        if any(flow.amounts for flow in option.flows):
            raise KnownTrouble(
                f"{option.name} is the benchmark, and amounts are changes from it: delete its lines, "
                "or choose Whole costs for Flows are in the case’s details"
            )
        return _nothing_changes(case)


def project_money(case: Case, project: Project, discounting: Discounting) -> Money:
    """The money results of a project, whose flows are always changes from carrying on without it."""
    if case.horizon < 1:
        return _no_years(case)
    with localcontext(PRECISE):
        return _changes(case, project.name, project.flows, discounting)


def _no_years(case: Case) -> Money:
    return Money(why=(Why(f"The horizon of {case.title} is {case.horizon} years.", "Type 1 or more."),))


def _changes(case: Case, owner: str, flows: Sequence[Flow], discounting: Discounting) -> Money:
    if not any(flow.amounts for flow in flows):
        return Money(why=(f"No costs or savings are recorded for {owner}.",))
    sums = _Sums(case, flows)
    yearly = _Yearly(
        sums.of(FlowKind.COST),
        sums.of(FlowKind.SAVING, True),
        sums.of(FlowKind.SAVING, False),
        sums.of(FlowKind.SAVING, None),
        sums.of(FlowKind.INCOME),
        sums.of(FlowKind.FUNDING),
    )
    results = _with_bias(_results(case.years, yearly, discounting), sums)
    return _with_budget(case, results, [Line(owner, flow) for flow in flows]) if _is_financed(flows) else results


def _whole_costs(case: Case, option: Option, benchmark: Option | None, discounting: Discounting) -> Money:
    if benchmark is None:
        words = "Flows are whole costs, and no option is the benchmark that the others are measured against."
        return Money(why=(Why(words, "Choose the benchmark."),))
    for owner in (option, benchmark):
        if any(flow.kind is FlowKind.SAVING and flow.amounts for flow in owner.flows):
            raise KnownTrouble(f"{owner.name} has a saving, and flows are whole costs: record what it costs instead")
        if not any(flow.amounts for flow in owner.flows):
            role = f"the benchmark, {owner.name}" if owner.benchmark else owner.name
            return Money(why=(f"No costs are recorded for {role}.",))
    if option.benchmark:
        return _with_bias(_nothing_changes(case), _Sums(case, option.flows))
    return _differences(case, option, benchmark, discounting)


def part_money(case: Case, owner: str, flows: Sequence[Flow], base: Sequence[Flow] | None, discounting: Discounting) -> Money:
    """The money results of one organisation's part of an owner's lines; `base` is its part of the benchmark's, where flows are whole costs.

    A part without any lines changes nothing. Raises KnownTrouble for flows that the case cannot hold.
    """
    with localcontext(PRECISE):
        if not any(flow.amounts for flow in (*flows, *(base or ()))):
            return replace(_nothing_changes(case), why=())
        if base is None:
            return _changes(case, owner, flows, discounting)
        return _differences(case, Option(owner, flows=tuple(flows)), Option("", flows=tuple(base)), discounting)


def _differences(case: Case, option: Option, benchmark: Option, discounting: Discounting) -> Money:
    """What an option saves where flows are whole costs: the benchmark's costs less its own."""
    own, base = _Sums(case, option.flows), _Sums(case, benchmark.flows)

    def less(more: _Sums, fewer: _Sums, kind: FlowKind, *cashable: bool | None) -> _Amounts:
        return more.of(kind, *cashable).less(fewer.of(kind, *cashable))

    yearly = _Yearly(
        _Amounts.nothing(case.horizon),
        less(base, own, FlowKind.COST, True),
        less(base, own, FlowKind.COST, False),
        less(base, own, FlowKind.COST, None),
        less(own, base, FlowKind.INCOME),
        less(own, base, FlowKind.FUNDING),
    )
    results = _with_bias(_results(case.years, yearly, discounting), own)
    if not _is_financed((*option.flows, *benchmark.flows)):
        return results
    return _with_budget(case, results, against_benchmark(lines_of(option), lines_of(benchmark)))


def _is_financed(flows: Sequence[Flow]) -> bool:
    """Whether capital or funding makes the budget view another than the net of what is stated cashable."""
    return any((flow.capital or flow.kind is FlowKind.FUNDING) and flow.amounts for flow in flows)


def _with_budget(case: Case, results: Money, lines: Sequence[Line]) -> Money:
    """The results with what these lines leave the budget."""
    budget, why = budget_net(lines, case.years, terms_of(case))
    return replace(results, budget_net=budget, why=tuple(dict.fromkeys((*results.why, *why))))


def terms_of(case: Case) -> Terms:
    """What the statements of a case rest on: the rate of its borrowing, and what takes cash and base-year prices to its own prices.

    A real case is in the prices of one year, so an amount of cash is deflated to it; a nominal one is in cash.
    """
    if case.price_base == "nominal":
        return cash_terms_of(case).terms
    base = entered_in(case)
    return Terms(case.borrowing_rate, from_cash={year: _price_factor(case, base, year) for year in case.years}, prices=str(base))


def cash_terms_of(case: Case) -> CashTerms:
    """What statements in cash rest on, whatever the prices of the case; what is real is in the prices of one year."""
    base = entered_in(case)
    factors = {year: _price_factor(case, year, base) for year in case.years}
    return CashTerms(Terms(case.borrowing_rate, from_real=factors, prices="cash"), base)


def entered_in(case: Case) -> FinancialYear:
    """The year in whose prices real amounts of a case are."""
    return case.base_year if case.price_base == "nominal" else case.price_year or case.base_year


def _price_factor(case: Case, to: FinancialYear, of: FinancialYear) -> Decimal | None:
    return Decimal(1) if to == of else prices.to_prices_of(to, of, deflators_of(case), case.assumed_inflation)


def _nothing_changes(case: Case) -> Money:
    """The benchmark against itself: every amount £0 exactly, and no ratio, rate or payback."""
    years = tuple(YearResult(year, *[ZERO] * 9) for year in case.years)
    return Money(
        years,
        npv=ZERO,
        npv_cashable=ZERO,
        budget_net=ZERO,
        equivalent_annual=ZERO,
        cost_before_optimism_bias=ZERO,
        cost_after_optimism_bias=ZERO,
        benefit_before_optimism_bias=ZERO,
        benefit_after_optimism_bias=ZERO,
        why=("This is the benchmark: the others are measured against it.",),
    )


@dataclass(frozen=True, slots=True)
class _Amounts:
    """One amount a year, as the results tell them and as the arithmetic takes them; `series` is `None` where all are £0."""

    estimates: Sequence[Estimate]
    series: Series | None

    @staticmethod
    def nothing(horizon: int) -> _Amounts:
        return _Amounts((ZERO,) * horizon, None)

    def less(self, other: _Amounts) -> _Amounts:
        difference = _less(self.series, other.series)
        return self if difference is None else _Amounts(difference.estimates(), difference)


@dataclass(frozen=True, slots=True)
class _Yearly:
    """Every year against the benchmark, before anything is added up."""

    cost: _Amounts
    saving_cashable: _Amounts
    saving_non_cashable: _Amounts
    saving_not_stated: _Amounts
    income: _Amounts
    funding: _Amounts


class _Sums:
    """The lines of one owner added up by kind, by whether they are cashable, and by year; and the totals before optimism bias.

    An amount outside the horizon counts nowhere. Amounts before optimism bias are kept apart only for the kinds that have any.
    """

    def __init__(self, case: Case, flows: Sequence[Flow]) -> None:
        self._amounts: dict[tuple[FlowKind, bool | None], list[list[Estimate]]] = {}
        self._summed: dict[tuple[FlowKind, tuple[bool | None, ...]], _Amounts] = {}
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

    def of(self, kind: FlowKind, *cashable: bool | None) -> _Amounts:
        """The sum in each year of a kind: of the classes of cashable that are named, else of all of them."""
        if (amounts := self._summed.get((kind, cashable))) is not None:
            return amounts
        columns = [cells for (of_kind, stated), cells in self._amounts.items() if of_kind is kind and (not cashable or stated in cashable)]
        if not columns:
            return _Amounts.nothing(self._horizon)
        estimates = [
            Estimate.sum(parts) for parts in (columns[0] if len(columns) == 1 else map(chain.from_iterable, zip(*columns, strict=True)))
        ]
        amounts = self._summed[kind, cashable] = _Amounts(estimates, Series.of(estimates))
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
        amounts: list[_Amounts] = []
        for kind in kinds:
            apart = kind is FlowKind.SAVING  # savings are added up by whether they are cashable
            amounts += [self.of(kind, stated) for stated in (True, False, None)] if apart else [self.of(kind)]
        return Estimate.sum(amount for each in amounts for amount in each.estimates)


def _with_bias(results: Money, sums: _Sums) -> Money:
    return replace(
        results,
        cost_before_optimism_bias=sums.before(FlowKind.COST),
        cost_after_optimism_bias=sums.after(FlowKind.COST),
        benefit_before_optimism_bias=sums.before(FlowKind.SAVING, FlowKind.INCOME),
        benefit_after_optimism_bias=sums.after(FlowKind.SAVING, FlowKind.INCOME),
    )


def _less(more: Series | None, less: Series | None) -> Series | None:
    if less is None:
        return more
    return less.negative() if more is None else more.plus(less.negative())


def _results(years: Sequence[FinancialYear], yearly: _Yearly, discounting: Discounting) -> Money:
    factors = discounting.factors
    discounted = not any(factor is None for factor in factors)
    why = [] if discounted else list(discounting.notes)
    nothing = Series.of((ZERO,) * len(years))
    cost, income, cashable = yearly.cost.series, yearly.income.series, yearly.saving_cashable.series
    in_cash = Series.sum(part for part in (cashable, income) if part is not None)
    other = Series.sum(part for part in (yearly.saving_non_cashable.series, yearly.saving_not_stated.series) if part is not None)
    benefit = in_cash if other is None else other if in_cash is None else in_cash.plus(other)
    net = _less(benefit, cost) or nothing
    net_cashable = net if other is None else _less(in_cash, cost) or nothing
    may_be_cash = _may_be_cash(yearly, net_cashable)
    cumulative, present = net.running(), net.present(factors)
    npv = present.total() if discounted else None

    irr = payback_years = bcr = None
    central = [figure for figure in net.column(net.central) if figure is not None]
    if len(central) == len(years):
        irr, reason = rate_of_return(central)
        why += [reason] if reason else []
        payback_years = payback(cumulative.column(cumulative.central))
        if payback_years is None:
            why.append(f"No payback: the savings do not pay the costs back by {years[-1]}.")
    else:
        why.append(_NO_CENTRAL)
    if discounted:
        bcr, reason = _benefit_cost_ratio(benefit, cost, factors)
        why += [reason] if reason else []
    annuity = sum(discounting.plain_factors[1:])
    if not annuity:
        why.append("No equivalent annual value: the horizon is the base year alone.")
    present_cashable = present if may_be_cash is net else may_be_cash.present(factors)
    payback_cashable = _in_cash(yearly, payback_years if net_cashable is net else _payback_central(net_cashable.running()))
    return Money(
        years=tuple(
            map(
                YearResult,
                years,
                yearly.cost.estimates,
                yearly.saving_cashable.estimates,
                yearly.saving_non_cashable.estimates,
                yearly.saving_not_stated.estimates,
                yearly.income.estimates,
                yearly.funding.estimates,
                net.estimates(),
                cumulative.estimates(),
                present.estimates(),
            )
        ),
        npv=npv,
        npv_cashable=present_cashable.total() if discounted else None,
        budget_net=net_cashable.total(),
        bcr=bcr,
        irr=irr,
        payback_years=payback_years,
        payback_range=_payback_range(cumulative, payback_years),
        payback_cashable_years=payback_cashable,
        payback_cashable_range=_cashable_range(yearly, may_be_cash, payback_cashable),
        discounted_payback_years=_payback_central(present.running()),
        equivalent_annual=npv.scaled(1 / annuity).to_pence() if npv is not None and annuity else None,
        why=tuple(why),
    )


def _may_be_cash(yearly: _Yearly, net_cashable: Series) -> Series:
    """The net in cash, with the savings that are not stated either way on the high case alone."""
    if yearly.saving_not_stated.series is None:
        return net_cashable
    return net_cashable.plus(Series.of([at_best(amount) for amount in yearly.saving_not_stated.estimates]))


def _cashable_range(yearly: _Yearly, may_be_cash: Series, central: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The payback in cash on the low and the high case; where no case releases any cash there is none."""
    low, high = _payback_range(may_be_cash.running(), central)
    released = (*yearly.saving_cashable.estimates, *yearly.income.estimates)
    if low == 0 and all(amount.is_nought for amount in released):
        low = None
    if high == 0 and all(amount.is_nought for amount in (*released, *yearly.saving_not_stated.estimates)):
        high = None
    return low, high


def _in_cash(yearly: _Yearly, payback_years: Decimal | None) -> Decimal | None:
    """The payback in cash: none where nothing is released in cash, although what costs nothing is then never below £0."""
    released = (*yearly.saving_cashable.estimates, *yearly.income.estimates) if payback_years == 0 else ()
    return None if payback_years == 0 and all(amount.is_nought for amount in released) else payback_years


def _payback_central(cumulative: Series) -> Decimal | None:
    return payback(cumulative.column(cumulative.central))


def _payback_range(cumulative: Series, central: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if cumulative.one_figure:
        return central, central
    return payback(cumulative.column(cumulative.low)), payback(cumulative.column(cumulative.high))


def _benefit_cost_ratio(benefit: Series | None, cost: Series | None, factors: Sequence[Decimal | None]) -> tuple[Decimal | None, str]:
    """Present value of savings and income over present value of costs, in the middle case; else the reason there is none."""
    costs = ZERO if cost is None else cost.present(factors).total()
    if costs.is_nought:
        return None, "No ratio of benefits to costs: no cost is recorded against the benchmark."
    benefits = ZERO if benefit is None else benefit.present(factors).total()
    if costs.central is None or benefits.central is None:
        return None, ""
    if costs.central <= 0:
        return None, f"No ratio of benefits to costs: the costs add to {money.rounded(costs.central)}."
    return benefits.central / costs.central, ""


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
