"""What an option or a project saves, what that is worth, when it pays back and what of it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from desktop.appraisal.affordability.financing import MONEY_IN, is_from
from desktop.appraisal.case import Case, Flow, FlowKind, FundingKind, FundingStatus, Option, Project
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import count, figure, pounds, says_nothing, with_unknown
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
    joined,
    phrase,
    reason,
)
from desktop.appraisal.results import Money, OptionResult, ProjectResult, YearResult
from desktop.appraisal.savings.lines import lines_of, yearly_sums
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.wording import agreeing, listed, span

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance

#: With more lines than this only how many they are is told.
_MOST_NAMED = 3


def money_of_choice(case: Case, option: OptionResult, finance: Finance | None = None) -> list[Finding]:
    """When the option chosen pays back, in cash first, what it saves, what that is worth and what is not known."""
    return [] if option.benchmark else money_of(case, option, finance)


def named(owner: OptionResult | ProjectResult) -> Named:
    """An option or a project by its name, where what is said of it rests on its money."""
    return costed(owner.name, OPTIONS if isinstance(owner, OptionResult) else PROJECTS)


def money_of(case: Case, chosen: OptionResult | ProjectResult, finance: Finance | None = None) -> list[Finding]:
    """The same of any option or project: of our own council's part first, where `finance` tells it from the whole."""
    money, who = chosen.money, named(chosen)
    if not money.years:
        return [reason(why, about=who) for why in money.why]
    over = years_of(case)
    unstated = _not_stated_lines(case, chosen.name)
    own = _own_part(finance, chosen)
    findings: list[Finding] = []
    if own is not None and finance is not None:
        part = who.worded(f"{finance.own_council}’s part of {who.words}")
        held = [line.flow for line in finance.part(chosen.name).lines if not line.taken_off]
        findings += [*cash_first(part, own, case.horizon, _not_stated(held)), yearly(part, own.years), *worth_over(over, part, own)]
        findings += [reason(why, Source(FLOWS, chosen.name), about=who) for why in finance.own_why(chosen.name)]
        who = who.worded(f"{who.words} as a whole")
    if money.npv is not None and says_nothing(money.npv):
        findings += [
            *cash_first(who, money, case.horizon, unstated),
            yearly(who, money.years),
            finding("Over {} the net present value of {} is not known.", over, who),
        ]
    else:
        findings += [*_paybacks(who, money, case.horizon, unstated), yearly(who, money.years), *worth_over(over, who, money)]
        findings += could_cost_more([chosen]) if money.npv is not None else []
    said = money.npv is not None and not says_nothing(money.npv) and money.npv.unknown == sum(year.net.unknown for year in money.years)
    findings += [] if said else not_known(who, money)  # beside the net present value the same count is said once
    return [*findings, *_funding(case, chosen), *bases(case, chosen)]


def years_of(case: Case) -> Phrase:
    """The years that money is told over."""
    if case.horizon > 1:
        return phrase("the {} from {}", count(case.horizon, "year"), str(case.base_year))
    return phrase("{}", str(case.base_year))


def told_by_figures(case: Case, chosen: OptionResult | ProjectResult, finance: Finance | None = None) -> list[Finding]:
    """What `money_of` says that the tables of its worth and of its money by year say in figures: all but when it pays back in cash."""
    whole, over = named(chosen), years_of(case)
    told = [(who, chosen.money) for who in (whole, whole.worded(f"{whole.words} as a whole"))]
    own = _own_part(finance, chosen)
    if own is not None and finance is not None:
        told.append((whole.worded(f"{finance.own_council}’s part of {whole.words}"), own))
    return [line for who, money in told for line in (yearly(who, money.years), *worth_over(over, who, money), *not_known(who, money))]


def _own_part(finance: Finance | None, chosen: OptionResult | ProjectResult) -> Money | None:
    """Our own council's part of an option or a project, where it is told and its costs and savings are not those of the whole."""
    if finance is None or chosen.name not in finance.owners or finance.part(chosen.name).is_all:
        return None
    own, whole = finance.own(chosen.name), chosen.money
    if own is None or all(
        part.net == year.net and part.saving_cashable == year.saving_cashable for part, year in zip(own.years, whole.years, strict=True)
    ):
        return None
    return own


def worth_over(over: Phrase, who: Named, money: Money) -> list[Finding]:
    if money.npv is None:
        return []
    if says_nothing(money.npv):
        return [finding("Over {} the net present value of {} is not known.", over, who)]
    return [finding("Over {} the net present value of {} is {}{}.", over, who, figure(money.npv), with_unknown(money.npv))]


def _not_stated_lines(case: Case, name: str) -> tuple[str, ...]:
    """The savings of an option or a project that nobody has said to be cashable or not."""
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    return _not_stated(flow for owner in owners if owner.name == name for flow in owner.flows)


def _not_stated(flows: Iterable[Flow]) -> tuple[str, ...]:
    return tuple(flow.line for flow in flows if flow.amounts and flow.kind is FlowKind.SAVING and flow.cashable is None)


def _funding(case: Case, chosen: OptionResult | ProjectResult) -> list[Finding]:
    """What funding is shown beside the money, what of it is only sought, and what counts nowhere as its source is not recorded."""
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    lines = [line for owner in owners if owner.name == chosen.name for line in lines_of(owner) if line.flow.kind is FlowKind.FUNDING]
    lines = [line for line in lines if line.flow.amounts]
    who, findings = named(chosen), []
    money_in = [line for line in lines if is_from(line, *MONEY_IN)]
    awarded = [line for line in money_in if line.flow.status is FundingStatus.AWARDED]
    shown = Estimate.sum(yearly_sums(awarded, case.years))
    if not shown.is_nought:
        findings.append(
            finding("Shown but not counted in the net present value of {}: funding of {}{}.", who, figure(shown), with_unknown(shown))
        )
    if sought := [line for line in money_in if line not in awarded]:
        amount = Estimate.sum(yearly_sums(sought, case.years))
        findings.append(
            finding(
                "Of the funding of {}, {}{} is only sought: it counts £0 on the low and the likely figures.",
                who,
                figure(amount),
                with_unknown(amount),
            )
        )
    unnamed = [f"‘{line.flow.line}’" for line in lines if line.flow.funding_source is FundingKind.NOT_STATED]
    if unnamed:
        which = listed(unnamed) if len(unnamed) <= _MOST_NAMED else f"{len(unnamed)} lines of funding"
        says = agreeing(unnamed, "does not say where its", "do not say where their")
        findings.append(finding(f"{{}} of {{}} {says} money comes from, and {agreeing(unnamed, 'counts', 'count')} nowhere.", which, who))
    return findings


def _is_open_both_ways(amount: Estimate) -> bool:
    return amount.low is None and amount.high is None


def yearly(who: Named, years: Sequence[YearResult]) -> Finding:
    """The last year of the horizon, when a change should be running in full.

    A saving is after its costs where that year has any; where what it costs to get there is not known, that is said beside it.
    """
    last = years[-1]
    net, tail, year = last.net, with_unknown(last.net), str(last.year)
    if all(amount.is_nought for amount in _amounts(last)):
        return finding("In {}, the last year, no cost or saving of {} is recorded.", year, who)
    if says_nothing(net):
        return finding("What {} saves or costs a year by {} is not known yet.", who, year)
    if net.low is not None and net.low > 0:
        after = "" if last.cost.is_nought else " after its costs"
        before = "" if after or not any(earlier.cost.unknown for earlier in years) else ", before costs that are not yet known"
        return finding(f"By {{}} {{}} saves {{}} a year{after}{{}}{before}.", year, who, figure(net), tail)
    if net.high is not None and net.high < 0:
        return finding("In {}, the last year, {} still costs {} a year more than it saves{}.", year, who, figure(-net), tail)
    if net.is_nought:
        return finding("In {}, the last year, {} neither costs nor saves anything.", year, who)
    return finding("In {}, the last year, savings less costs of {} are {}{}.", year, who, figure(net), tail)


def _amounts(year: YearResult) -> tuple[Estimate, ...]:
    return year.cost, year.saving_cashable, year.saving_non_cashable, year.saving_not_stated, year.income


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
        elif _is_open_both_ways(npv):
            unknown.append(named(owner))
        elif npv.low is None:
            open_below.append(named(owner))
        elif npv.low < 0:
            findings.append(
                finding(
                    "{} could cost more than it saves: at worst its net present value is {}.",
                    named(owner),
                    pounds(npv.low),
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


def _paybacks(who: Named, own_money: Money, horizon: int, unstated: Sequence[str] = ()) -> list[Finding]:
    """When it pays back, in cash first; then by all its savings, where not all of them are cash."""
    cash = cash_first(who, own_money, horizon, unstated)
    if _is_all_cash(own_money) or (_payback_in_cash(own_money) is None and _is_open(own_money)):
        return cash
    best = three_cases(own_money)[2]
    may_be_cash = _releases_cash(own_money) or any(not year.saving_not_stated.is_nought for year in own_money.years)
    never = own_money.payback_range[1] is None and all(year.net.high is not None for year in own_money.years)
    if never and may_be_cash and best.cashable_known and best.cashable_payback is None:
        at_best = "" if all(year.net.is_point for year in own_money.years) else ", even at best"
        return [finding(f"{{}} does not pay back {{}}, in cash or counting every saving{at_best}.", who, _within(horizon))]
    # where none releases cash for certain, what all of them come to is said with the cash they may release
    told = _payback_in_cash(own_money) if _releases_cash(own_money) else best.cashable_payback
    return [*cash, *_of_all_savings(who, own_money, told, horizon)]


def _is_open(own_money: Money) -> bool:
    """Whether no payback can be told, of cash or of all savings: an amount is open both ways, or is taken as £0 only as it is not known."""
    low_open, high_open = (
        any(bound is None for bound in ends) for ends in zip(*((year.net.low, year.net.high) for year in own_money.years), strict=True)
    )
    return low_open and (high_open or own_money.payback_range[1] == 0)


def _is_all_cash(own_money: Money) -> bool:
    """Whether every saving there is releases cash."""
    return all(year.saving_non_cashable.is_nought and year.saving_not_stated.is_nought for year in own_money.years)


def _releases_cash(own_money: Money) -> bool:
    return any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in own_money.years)


def _payback_in_cash(own_money: Money) -> Decimal | None:
    """The payback on the most likely figures in cash; what costs nothing and releases no cash is not paid back by it."""
    return own_money.payback_cashable_years if _releases_cash(own_money) else None


def cash_first(who: Named, own_money: Money, horizon: int, unstated: Sequence[str]) -> list[Finding]:
    """When it pays back in cash. That it does not is said only where the high case does not either; else what it hangs on is named."""
    worst, likely, best = three_cases(own_money)
    may_be = any(not year.saving_not_stated.is_nought for year in own_money.years)
    if not _releases_cash(own_money) and not may_be:
        is_any = any(not year.saving_non_cashable.is_nought for year in own_money.years)
        return [finding(f"No saving of {{}} {'releases cash' if is_any else 'is recorded'}, so it does not pay back in cash.", who)]
    if (years := _payback_in_cash(own_money)) is not None:
        return _in_cash_words(who, own_money, years, horizon)
    hangs_on = _hangs_on(own_money, unstated if may_be else ())
    if best.cashable_known and best.cashable_payback is None:
        at_best = "" if worst.cashable_known and likely.cashable_known and not may_be and _one_case(own_money) else ", even at best"
        return [finding(f"{{}} does not pay back in cash {{}}{at_best}.", who, _within(horizon))]
    if best.cashable_payback is None or (not best.cashable_payback and own_money.npv is not None and own_money.npv.unknown):
        return [finding("Whether {} pays back in cash {} is not known{}.", who, _within(horizon), hangs_on)]
    if not _releases_cash(own_money):
        return [finding("{} pays back in cash only if {}: then {} at best.", who, _stated_to_be(unstated), _after(best.cashable_payback))]
    rest = phrase("not {} on the most likely figures", _within(horizon)) if likely.cashable_known else phrase("how late is not known")
    return [finding("{} pays back in cash {} at best; {}{}.", who, _after(best.cashable_payback), rest, hangs_on)]


def _one_case(own_money: Money) -> bool:
    """Whether every amount that moves cash is one figure."""
    return all(amount.is_point for year in own_money.years for amount in (year.saving_cashable, year.income, year.cost))


def _stated_to_be(unstated: Sequence[str]) -> str:
    """The savings that would have to be stated cashable."""
    named = [f"‘{line}’" for line in unstated]
    if not named or len(named) > _MOST_NAMED:
        return "the savings that are not stated to be cashable are"
    return f"{listed(named)} {agreeing(named, 'is', 'are')} cashable, which is not stated"


def _hangs_on(own_money: Money, unstated: Sequence[str]) -> Phrase:
    """What is not stated or not known, as the end of a sentence; nothing where neither is."""
    named = [f"‘{line}’" for line in unstated]
    parts: list[Phrase] = []
    if named:
        which = listed(named) if len(named) <= _MOST_NAMED else f"{len(named)} savings"
        parts.append(phrase(f"{{}} {agreeing(named, 'is', 'are')} not stated to be cashable", which))
    unknown = sum(year.net.unknown for year in own_money.years)
    if unknown:
        parts.append(phrase("an amount is not known" if unknown == 1 else "some amounts are not known"))
    return phrase(": {}", joined(parts, ", ", " and ")) if parts else phrase("")


def _of_all_savings(who: Named, saved: Money, cashable: Decimal | None, horizon: int) -> list[Finding]:
    """When all savings together pay it back, those too that release no cash; nothing where that is when its cashable savings do."""
    worst, best = saved.payback_range
    low_open, high_open = (
        any(bound is None for bound in bounds) for bounds in zip(*((year.net.low, year.net.high) for year in saved.years), strict=True)
    )
    if low_open or high_open:
        return [_payback_of_open(who, worst if high_open else best, horizon, low_open=low_open, high_open=high_open)]
    if worst == best == saved.payback_years:
        if best is None:
            return [finding("Counting every saving, {} does not pay back {} either.", who, _within(horizon))]
        is_said = cashable is not None and span(cashable) == span(best)
        return [] if is_said else [finding("Counting every saving, {} pays back {}.", who, _after(best))]
    at_best, at_worst = (_after(case) if case is not None else phrase("not {}", _within(horizon)) for case in (best, worst))
    return [finding("Counting every saving, {} pays back {} at best and {} at worst.", who, at_best, at_worst)]


def _payback_of_open(who: Named, known: Decimal | None, horizon: int, *, low_open: bool, high_open: bool) -> Finding:
    """The payback where amounts have no lowest or no highest figure; `known` is that of the case which has every figure."""
    if low_open and high_open:
        return finding("Counting every saving, when {} pays back is not known.", who)
    if low_open and known == 0:  # only because an amount that is not known is taken at its lowest
        return finding("Counting every saving, how soon {} pays back depends on amounts that are not known.", who)
    if low_open:
        return (
            finding("Counting every saving, {} pays back {} at best; how late at worst is not known.", who, _after(known))
            if known is not None
            else finding("Counting every saving, {} does not pay back {} even at best.", who, _within(horizon))
        )
    return (
        finding("Counting every saving, {} pays back {} at worst.", who, _after(known))
        if known is not None
        else finding("Counting every saving, {} does not pay back {} at worst; how soon at best is not known.", who, _within(horizon))
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


def _after(years: Decimal) -> Phrase:
    return phrase("in {}", Figure(span(years), years)) if years else phrase("at once")


def not_known(who: Named, own_money: Money) -> list[Finding]:
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


def money_of_projects(case: Case, projects: Sequence[ProjectResult], finance: Finance | None = None) -> list[Finding]:
    """The projects together, or the only one with money, and which have nothing recorded."""
    with_money = [project for project in projects if project.money.years]
    findings = []
    if len(with_money) == 1:
        findings += money_of(case, with_money[0], finance)
    elif with_money:
        sources = tuple(Source(FLOWS, project.name) for project in with_money)
        together = phrase("the {} projects that have costs or savings recorded", Figure(str(len(with_money)), len(with_money), sources))
        findings += _own_of_projects(case, finance, sources)
        findings += _cashable_payback(together, [project.money for project in with_money])
        npvs = [project.money.npv for project in with_money if project.money.npv is not None]
        if npvs:
            npv = Estimate.sum(npvs)
            findings.append(finding("The net present value of {} is {}{}.", together, figure(npv), with_unknown(npv)))
    return findings + without_money(case, projects)


def _own_of_projects(case: Case, finance: Finance | None, sources: tuple[Source, ...]) -> list[Finding]:
    """When our own council's part of several projects pays back in cash and what it is worth, where it is told and is not the whole."""
    if finance is None or finance.part("").is_all or (own := finance.own("")) is None:
        return []
    part = Named(f"{finance.own_council}’s part of the projects", None, sources)
    unstated = _not_stated(line.flow for line in finance.part("").lines)
    over = phrase("the {} from {}", count(case.horizon, "year"), str(case.base_year))
    return [*cash_first(part, own, case.horizon, unstated), *worth_over(over, part, own)]


def without_money(case: Case, projects: Sequence[ProjectResult]) -> list[Finding]:
    """Which projects have no costs or savings recorded: not one that is withheld, as nobody is told what is recorded of it."""
    bare = [named(project) for project in projects if not project.money.years and Source(FLOWS, project.name) not in case.withheld]
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
