"""What an option or a project costs and saves against the benchmark, year by year, and what that is worth.

The rules are those of `interchange.md`, "Rules of arithmetic". Yearly amounts are as entered, after optimism bias and not rounded;
only what is discounted is first taken to the prices of the base year, and each present value is rounded half up to the penny, so
that the printed ones add to the printed net present value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from desktop.appraisal import money
from desktop.appraisal.affordability.budget import budget_net
from desktop.appraisal.affordability.financing import at_best
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import ZERO
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.savings.discounting_terms import Discounting, terms_of
from desktop.appraisal.savings.flow_sums import Amounts, Sums, Yearly, series_less
from desktop.appraisal.savings.lines import Line, lines_of
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.rate_of_return import rate_of_return
from desktop.appraisal.savings.statements import against_benchmark
from desktop.appraisal.series import Series
from desktop.appraisal.why import Why
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble

_NO_CENTRAL = (
    "An amount has no most likely figure, only a bound or not known: the ratio, the rate of return and the payback of the "
    "middle case cannot be worked out."
)


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
    sums = Sums(case, flows)
    yearly = Yearly(
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
        return _with_bias(_nothing_changes(case), Sums(case, option.flows))
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
    own, base = Sums(case, option.flows), Sums(case, benchmark.flows)

    def less(more: Sums, fewer: Sums, kind: FlowKind, *cashable: bool | None) -> Amounts:
        return more.of(kind, *cashable).less(fewer.of(kind, *cashable))

    yearly = Yearly(
        Amounts.nothing(case.horizon),
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


def _with_bias(results: Money, sums: Sums) -> Money:
    return replace(
        results,
        cost_before_optimism_bias=sums.before(FlowKind.COST),
        cost_after_optimism_bias=sums.after(FlowKind.COST),
        benefit_before_optimism_bias=sums.before(FlowKind.SAVING, FlowKind.INCOME),
        benefit_after_optimism_bias=sums.after(FlowKind.SAVING, FlowKind.INCOME),
    )


def _results(years: Sequence[FinancialYear], yearly: Yearly, discounting: Discounting) -> Money:
    factors = discounting.factors
    discounted = not any(factor is None for factor in factors)
    why = [] if discounted else list(discounting.notes)
    nothing = Series.of((ZERO,) * len(years))
    cost, income, cashable = yearly.cost.series, yearly.income.series, yearly.saving_cashable.series
    in_cash = Series.sum(part for part in (cashable, income) if part is not None)
    other = Series.sum(part for part in (yearly.saving_non_cashable.series, yearly.saving_not_stated.series) if part is not None)
    benefit = in_cash if other is None else other if in_cash is None else in_cash.plus(other)
    net = series_less(benefit, cost) or nothing
    net_cashable = net if other is None else series_less(in_cash, cost) or nothing
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


def _may_be_cash(yearly: Yearly, net_cashable: Series) -> Series:
    """The net in cash, with the savings that are not stated either way on the high case alone."""
    if yearly.saving_not_stated.series is None:
        return net_cashable
    return net_cashable.plus(Series.of([at_best(amount) for amount in yearly.saving_not_stated.estimates]))


def _cashable_range(yearly: Yearly, may_be_cash: Series, central: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The payback in cash on the low and the high case; where no case releases any cash there is none."""
    low, high = _payback_range(may_be_cash.running(), central)
    released = (*yearly.saving_cashable.estimates, *yearly.income.estimates)
    if low == 0 and all(amount.is_nought for amount in released):
        low = None
    if high == 0 and all(amount.is_nought for amount in (*released, *yearly.saving_not_stated.estimates)):
        high = None
    return low, high


def _in_cash(yearly: Yearly, payback_years: Decimal | None) -> Decimal | None:
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
