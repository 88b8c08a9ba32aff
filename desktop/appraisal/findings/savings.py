"""What an option or a project saves, what that is worth, when it pays back and what of it is not known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from desktop.appraisal import money as pounds
from desktop.appraisal.case import Case, Option, Project
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import count, figure, figure_in_full, says_nothing, with_unknown
from desktop.appraisal.findings.finding import (
    FLOWS,
    OPTIONS,
    PROJECTS,
    Figure,
    Finding,
    Named,
    Phrase,
    Source,
    all_of,
    costed,
    finding,
    phrase,
    reason,
)
from desktop.appraisal.results import Money, OptionResult, ProjectResult, YearResult
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.wording import agreeing, span


def money_of_choice(case: Case, option: OptionResult) -> list[Finding]:
    """When the option chosen pays back, in cash first, what it saves, what that is worth and what is not known."""
    return [] if option.benchmark else money_of(case, option)


def named(owner: OptionResult | ProjectResult) -> Named:
    """An option or a project by its name, where what is said of it rests on its money."""
    return costed(owner.name, OPTIONS if isinstance(owner, OptionResult) else PROJECTS)


def money_of(case: Case, chosen: OptionResult | ProjectResult) -> list[Finding]:
    """The same of any option or project."""
    money, who = chosen.money, named(chosen)
    if not money.years:
        return [reason(why, about=who) for why in money.why]
    over = (
        phrase("the {} from {}", count(case.horizon, "year"), str(case.base_year))
        if case.horizon > 1
        else phrase("{}", str(case.base_year))
    )
    yearly = _yearly(who, money.years[-1])
    if money.npv is not None and says_nothing(money.npv):
        findings = [yearly, finding("Over {} neither the net present value of {} nor its payback is known.", over, who)]
    else:
        findings = [*_paybacks(who, money, case.horizon), yearly]
        if money.npv is not None:
            findings.append(
                finding("Over {} the net present value of {} is {}{}.", over, who, figure_in_full(money.npv), with_unknown(money.npv))
            )
            findings += could_cost_more([chosen])
    said = money.npv is not None and not says_nothing(money.npv) and money.npv.unknown == sum(year.net.unknown for year in money.years)
    findings += [] if said else _not_known(who, money)  # beside the net present value the same count is said once
    funding = Estimate.sum(year.funding for year in money.years)
    if not funding.is_nought:
        findings.append(
            finding("Shown but not counted in the net present value of {}: funding of {}{}.", who, figure(funding), with_unknown(funding))
        )
    return findings + bases(case, chosen)


def _is_open(amount: Estimate) -> bool:
    return amount.low is None and amount.high is None


def _yearly(who: Named, last: YearResult) -> Finding:
    """The last year of the horizon, when a change should be running in full."""
    net, tail, year = last.net, with_unknown(last.net), str(last.year)
    if says_nothing(net):
        return finding("What {} saves or costs a year once running, in {}, is not known yet.", who, year)
    if net.low is not None and net.low > 0:
        return finding("Once running, in {}, {} saves {} a year after its costs{}.", year, who, figure_in_full(net), tail)
    if net.high is not None and net.high < 0:
        return finding("In {}, the last year, {} still costs {} a year more than it saves{}.", year, who, figure_in_full(-net), tail)
    if net.is_nought:
        return finding("In {}, the last year, {} neither costs nor saves anything.", year, who)
    return finding("In {}, the last year, savings less costs of {} are {}{}.", year, who, figure_in_full(net), tail)


def could_cost_more(owners: Sequence[OptionResult | ProjectResult]) -> list[Finding]:
    """Which of these cost more than they save, or could, as far as that is known."""
    dearer: list[Named] = []
    open_below: list[Named] = []
    unknown: list[Named] = []
    findings = []
    for owner in owners:
        npv = owner.money.npv
        if npv is None or (isinstance(owner, OptionResult) and owner.benchmark):
            continue
        if npv.high is not None and npv.high < 0:
            dearer.append(named(owner))
        elif _is_open(npv):
            unknown.append(named(owner))
        elif npv.low is None:
            open_below.append(named(owner))
        elif npv.low < 0:
            findings.append(
                finding(
                    "{} could cost more than it saves: at worst its net present value is {}.",
                    named(owner),
                    Figure(pounds.running(npv.low), npv.low),
                )
            )
    if dearer:
        findings.append(
            finding("{} {}, in present values.", all_of(dearer), agreeing(dearer, "costs more than it saves", "cost more than they save"))
        )
    if open_below:
        findings.append(
            finding(
                "{} could cost more than {}: how high the costs could go is not known.",
                all_of(open_below),
                agreeing(open_below, "it saves", "they save"),
            )
        )
    if unknown:
        findings.append(
            finding(
                "Whether {} {} is not known yet.",
                all_of(unknown),
                agreeing(unknown, "saves more than it costs", "save more than they cost"),
            )
        )
    return findings


def _paybacks(who: Named, own_money: Money, horizon: int) -> list[Finding]:
    """When it pays back. The range's first is the low case, which pays back last."""
    cashable = own_money.payback_cashable_years
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in own_money.years)
    if not in_cash:
        cashable = None  # what costs nothing and releases no cash is not paid back by it
    findings = _in_cash_words(who, own_money, cashable, horizon) if cashable is not None else _not_in_cash(who, own_money, horizon)
    return [*findings, *_of_all_savings(who, own_money, cashable, horizon)]


def _of_all_savings(who: Named, saved: Money, cashable: Decimal | None, horizon: int) -> list[Finding]:
    """When all savings together pay it back; nothing where that is when its cashable savings do."""
    worst, best = saved.payback_range
    low_open, high_open = (
        any(bound is None for bound in bounds) for bounds in zip(*((year.net.low, year.net.high) for year in saved.years), strict=True)
    )
    if low_open or high_open:
        return [_payback_of_open(who, worst if high_open else best, horizon, low_open=low_open, high_open=high_open)]
    if worst == best == saved.payback_years:
        if best is None:
            return [finding("{} does not pay back {}.", who, _within(horizon))]
        if cashable is not None:
            return [] if cashable == best else [finding("All savings together pay it back {}.", _after(best), beside=who.rests_on)]
        return [finding("{} pays back {}.", who, _after(best))]
    at_best, at_worst = (_after(case) if case is not None else phrase("not {}", _within(horizon)) for case in (best, worst))
    return [finding("{} pays back {} at best and {} at worst.", who, at_best, at_worst)]


def _payback_of_open(who: Named, known: Decimal | None, horizon: int, *, low_open: bool, high_open: bool) -> Finding:
    """The payback where amounts have no lowest or no highest figure; `known` is that of the case which has every figure."""
    if low_open and high_open:
        return finding("When {} pays back is not known.", who)
    if low_open and known == 0:  # only because an amount that is not known is taken at its lowest
        return finding("How soon {} pays back depends on amounts that are not known.", who)
    if low_open:
        return (
            finding("{} pays back {} at best; how late at worst is not known.", who, _after(known))
            if known is not None
            else (finding("{} does not pay back {} even at best.", who, _within(horizon)))
        )
    return (
        finding("{} pays back {} at worst.", who, _after(known))
        if known is not None
        else (finding("{} does not pay back {} at worst; how soon at best is not known.", who, _within(horizon)))
    )


def _within(horizon: int) -> Phrase:
    return phrase("within {}", count(horizon, "year"))


def _in_cash_words(who: Named, own_money: Money, likely: Decimal, horizon: int) -> list[Finding]:
    """The cashable payback on the most likely figures, and at worst and at best where those differ from it."""
    worst, _, best = three_cases(own_money)
    said = phrase("Cashable savings alone pay back {} {}", who, _after(likely))
    if not (worst.cashable_known and best.cashable_known) or worst.cashable_payback == likely == best.cashable_payback:
        return [finding("{}.", said)]
    at_best, at_worst = (
        _after(case.cashable_payback) if case.cashable_payback is not None else phrase("not {}", _within(horizon)) for case in (best, worst)
    )
    return [finding("{} on the most likely figures: {} at best and {} at worst.", said, at_best, at_worst)]


def _not_in_cash(who: Named, own_money: Money, horizon: int) -> list[Finding]:
    """That no payback in cash is shown, where savings that are not stated cashable would pay it back."""
    if own_money.payback_years is None:
        return []
    if all(year.saving_cashable.is_nought and year.income.is_nought for year in own_money.years):
        return [finding("No saving of {} is stated cashable, so it shows no payback in cash.", who)]
    return [finding("Cashable savings alone do not pay back {} {}.", who, _within(horizon))]


def _after(years: Decimal) -> Phrase:
    return phrase("in {}", Figure(span(years), years)) if years else phrase("at once")


def _not_known(who: Named, own_money: Money) -> list[Finding]:
    unknown = sum(year.net.unknown for year in own_money.years)
    if not unknown:
        return []
    return [
        finding("{} of {} {} not yet known, and the totals say so.", count(unknown, "yearly amount"), who, "is" if unknown == 1 else "are")
    ]


def bases(case: Case, chosen: OptionResult | ProjectResult) -> list[Finding]:
    """How many of its lines are assumed or illustrative."""
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    of_lines = [flow.basis for owner in owners if owner.name == chosen.name for flow in owner.flows if flow.amounts]
    who, lines = named(chosen), len(of_lines)
    findings = []
    for basis in ("assumed", "illustrative"):
        number = of_lines.count(basis)
        if number and number == lines:
            findings.append(finding(f"Every cost and saving of {{}} is {basis}.", who))
        elif number:
            findings.append(
                finding(
                    f"Of the {{}} lines of costs and savings of {{}}, {{}} {'is' if number == 1 else 'are'} {basis}.",
                    Figure(str(lines), lines),
                    who,
                    Figure(str(number), number),
                )
            )
    return findings


def money_of_projects(case: Case, projects: Sequence[ProjectResult]) -> list[Finding]:
    """The projects together, or the only one with money, and which have nothing recorded."""
    with_money = [project for project in projects if project.money.years]
    findings = []
    if len(with_money) == 1:
        findings += money_of(case, with_money[0])
    elif with_money:
        sources = tuple(Source(FLOWS, project.name) for project in with_money)
        together = phrase("the {} projects that have costs or savings recorded", Figure(str(len(with_money)), len(with_money), sources))
        findings += _cashable_payback(together, [project.money for project in with_money])
        npvs = [project.money.npv for project in with_money if project.money.npv is not None]
        if npvs:
            npv = Estimate.sum(npvs)
            findings.append(finding("The net present value of {} is {}{}.", together, figure_in_full(npv), with_unknown(npv)))
    return findings + without_money(projects)


def without_money(projects: Sequence[ProjectResult]) -> list[Finding]:
    """Which projects have no costs or savings recorded."""
    bare = [named(project) for project in projects if not project.money.years]
    return [finding("No costs or savings are recorded for {}.", all_of(bare))] if bare else []


def _cashable_payback(together: Phrase, money_of_each: Sequence[Money]) -> list[Finding]:
    """When cashable savings alone pay several back together, on the most likely figures."""
    if all(year.saving_cashable.is_nought and year.income.is_nought for each in money_of_each for year in each.years):
        return [finding("No saving of {} is stated cashable, so they show no payback in cash.", together)]
    nets: list[Decimal] = []
    for years in zip(*(each.years for each in money_of_each), strict=True):
        net = Decimal(0)
        for year in years:
            saving, income, cost = year.saving_cashable.central, year.income.central, year.cost.central
            if saving is None or income is None or cost is None:
                return [finding("When {} pay back in cash is not known: an amount has no most likely figure.", together)]
            net += saving + income - cost
        nets.append(net)
    years_to_payback = payback(list(accumulate(nets)))
    if years_to_payback is None:
        return [finding("Cashable savings alone do not pay back {} {}.", together, _within(len(nets)))]
    return [finding("Together, {} pay back {} on cashable savings alone.", together, _after(years_to_payback))]
