"""What an option or a project saves, what that is worth, when it pays back and what of it is not known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from desktop.appraisal import money
from desktop.appraisal.case import Case, Option, Project
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.results import Money, OptionResult, ProjectResult, YearResult
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.three_cases import three_cases
from desktop.appraisal.sentences.figures import figure, says_nothing
from desktop.appraisal.wording import agreeing, counted, listed, span


def money_of_choice(case: Case, option: OptionResult) -> list[str]:
    """When the option chosen pays back, in cash first, what it saves, what that is worth and what is not known."""
    return [] if option.benchmark else money_of(case, option)


def money_of(case: Case, chosen: OptionResult | ProjectResult) -> list[str]:
    """The same of any option or project."""
    own_money, name = chosen.money, chosen.name
    if not own_money.years:
        return list(own_money.why)
    over = f"the {case.horizon} years from {case.base_year}" if case.horizon > 1 else str(case.base_year)
    yearly = _yearly(name, own_money.years[-1])
    if own_money.npv is not None and says_nothing(own_money.npv):
        sentences = [yearly, f"Over {over} neither the net present value of {name} nor its payback is known."]
    else:
        sentences = [*_paybacks(name, own_money, case.horizon), yearly]
        if own_money.npv is not None:
            sentences.append(f"Over {over} the net present value of {name} is {_figure(own_money.npv)}{_with_unknown(own_money.npv)}.")
            sentences += could_cost_more([chosen])
    unknown_said = (
        own_money.npv is not None
        and not says_nothing(own_money.npv)
        and own_money.npv.unknown == sum(year.net.unknown for year in own_money.years)
    )
    sentences += [] if unknown_said else _not_known(name, own_money)  # beside the net present value the same count is said once
    funding = Estimate.sum(year.funding for year in own_money.years)
    if not funding.is_nought:
        sentences.append(f"Shown but not counted in the net present value of {name}: funding of {figure(funding)}{_with_unknown(funding)}.")
    return sentences + _bases(case, name)


def _figure(amount: Estimate) -> str:
    return amount.figure_words(running=True)


def _with_unknown(amount: Estimate) -> str:
    """What follows a figure that lacks parts; nothing where the figure is itself "not known"."""
    if not amount.unknown or _figure(amount) == _figure(NOT_KNOWN):
        return ""
    return f", with {counted(amount.unknown, 'amount')} not yet known"


def _is_open(amount: Estimate) -> bool:
    return amount.low is None and amount.high is None


def _yearly(name: str, last: YearResult) -> str:
    """The last year of the horizon, when a change should be running in full."""
    net, tail = last.net, _with_unknown(last.net)
    if says_nothing(net):
        return f"What {name} saves or costs a year once running, in {last.year}, is not known yet."
    if net.low is not None and net.low > 0:
        return f"Once running, in {last.year}, {name} saves {_figure(net)} a year after its costs{tail}."
    if net.high is not None and net.high < 0:
        return f"In {last.year}, the last year, {name} still costs {_figure(-net)} a year more than it saves{tail}."
    if net.is_nought:
        return f"In {last.year}, the last year, {name} neither costs nor saves anything."
    return f"In {last.year}, the last year, savings less costs of {name} are {_figure(net)}{tail}."


def could_cost_more(options: Sequence[OptionResult | ProjectResult]) -> list[str]:
    """Which of these cost more than they save, or could, as far as that is known."""
    dearer, open_below, unknown = [], [], []
    sentences = []
    for option in options:
        npv = option.money.npv
        if npv is None or (isinstance(option, OptionResult) and option.benchmark):
            continue
        if npv.high is not None and npv.high < 0:
            dearer.append(option.name)
        elif _is_open(npv):
            unknown.append(option.name)
        elif npv.low is None:
            open_below.append(option.name)
        elif npv.low < 0:
            sentences.append(f"{option.name} could cost more than it saves: at worst its net present value is {money.running(npv.low)}.")
    if dearer:
        sentences.append(f"{listed(dearer)} {agreeing(dearer, 'costs more than it saves', 'cost more than they save')}, in present values.")
    if open_below:
        sentences.append(
            f"{listed(open_below)} could cost more than {agreeing(open_below, 'it saves', 'they save')}: "
            "how high the costs could go is not known."
        )
    if unknown:
        save = agreeing(unknown, "saves more than it costs", "save more than they cost")
        sentences.append(f"Whether {listed(unknown)} {save} is not known yet.")
    return sentences


def _paybacks(name: str, own_money: Money, horizon: int) -> list[str]:
    """When it pays back. The range's first is the low case, which pays back last."""
    cashable = own_money.payback_cashable_years
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in own_money.years)
    if not in_cash:
        cashable = None  # what costs nothing and releases no cash is not paid back by it
    sentences = _in_cash_words(name, own_money, cashable, horizon) if cashable is not None else _not_in_cash(name, own_money, horizon)
    worst, best = own_money.payback_range
    low_open, high_open = (
        any(bound is None for bound in bounds) for bounds in zip(*((year.net.low, year.net.high) for year in own_money.years), strict=True)
    )
    within = f"within {counted(horizon, 'year')}"
    if low_open and high_open:
        return [*sentences, f"When {name} pays back is not known."]
    if low_open and best == 0:  # only because an amount that is not known is taken at its lowest
        return [*sentences, f"How soon {name} pays back depends on amounts that are not known."]
    if low_open:
        at_best = (
            f"pays back {_after(best)} at best; how late at worst is not known"
            if best is not None
            else (f"does not pay back {within} even at best")
        )
        return [*sentences, f"{name} {at_best}."]
    if high_open:
        at_worst = (
            f"pays back {_after(worst)} at worst"
            if worst is not None
            else (f"does not pay back {within} at worst; how soon at best is not known")
        )
        return [*sentences, f"{name} {at_worst}."]
    if worst == best == own_money.payback_years:
        if best is None:
            return [*sentences, f"{name} does not pay back {within}."]
        together = cashable is not None
        if together and cashable == best:
            return sentences
        return [*sentences, f"All savings together pay it back {_after(best)}." if together else f"{name} pays back {_after(best)}."]
    at_best, at_worst = (_after(case) if case is not None else f"not {within}" for case in (best, worst))
    return [*sentences, f"{name} pays back {at_best} at best and {at_worst} at worst."]


def _in_cash_words(name: str, own_money: Money, likely: Decimal, horizon: int) -> list[str]:
    """The cashable payback on the most likely figures, and at worst and at best where those differ from it."""
    worst, _, best = three_cases(own_money)
    said = f"Cashable savings alone pay back {name} {_after(likely)}"
    if not (worst.cashable_known and best.cashable_known) or worst.cashable_payback == likely == best.cashable_payback:
        return [f"{said}."]
    at_best, at_worst = (
        _after(case.cashable_payback) if case.cashable_payback is not None else f"not within {counted(horizon, 'year')}"
        for case in (best, worst)
    )
    return [f"{said} on the most likely figures: {at_best} at best and {at_worst} at worst."]


def _not_in_cash(name: str, own_money: Money, horizon: int) -> list[str]:
    """That no payback in cash is shown, where savings that are not stated cashable would pay it back."""
    if own_money.payback_years is None:
        return []
    if all(year.saving_cashable.is_nought and year.income.is_nought for year in own_money.years):
        return [f"No saving of {name} is stated cashable, so it shows no payback in cash."]
    return [f"Cashable savings alone do not pay back {name} within {counted(horizon, 'year')}."]


def _after(years: Decimal) -> str:
    return f"in {span(years)}" if years else "at once"


def _not_known(name: str, own_money: Money) -> list[str]:
    unknown = sum(year.net.unknown for year in own_money.years)
    if not unknown:
        return []
    return [f"{counted(unknown, 'yearly amount')} of {name} {'is' if unknown == 1 else 'are'} not yet known, and the totals say so."]


def _bases(case: Case, name: str) -> list[str]:
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    bases = [flow.basis for owner in owners if owner.name == name for flow in owner.flows if flow.amounts]
    sentences = []
    for basis in ("assumed", "illustrative"):
        count = bases.count(basis)
        if count and count == len(bases):
            sentences.append(f"Every cost and saving of {name} is {basis}.")
        elif count:
            sentences.append(f"Of the {len(bases)} lines of costs and savings of {name}, {count} {'is' if count == 1 else 'are'} {basis}.")
    return sentences


def money_of_projects(case: Case, projects: Sequence[ProjectResult]) -> list[str]:
    """The projects together, or the only one with money, and which have nothing recorded."""
    with_money = [project for project in projects if project.money.years]
    bare = [project.name for project in projects if not project.money.years]
    sentences = []
    if len(with_money) == 1:
        sentences += money_of(case, with_money[0])
    elif with_money:
        together = f"the {len(with_money)} projects that have costs or savings recorded"
        sentences += _cashable_payback(together, [project.money for project in with_money])
        npvs = [project.money.npv for project in with_money if project.money.npv is not None]
        if npvs:
            npv = Estimate.sum(npvs)
            sentences.append(f"The net present value of {together} is {_figure(npv)}{_with_unknown(npv)}.")
    if bare:
        sentences.append(f"No costs or savings are recorded for {listed(bare)}.")
    return sentences


def _cashable_payback(name: str, money_of_each: Sequence[Money]) -> list[str]:
    """When cashable savings alone pay several back together, on the most likely figures."""
    if all(year.saving_cashable.is_nought and year.income.is_nought for each in money_of_each for year in each.years):
        return [f"No saving of {name} is stated cashable, so they show no payback in cash."]
    nets: list[Decimal] = []
    for years in zip(*(each.years for each in money_of_each), strict=True):
        net = Decimal(0)
        for year in years:
            saving, income, cost = year.saving_cashable.central, year.income.central, year.cost.central
            if saving is None or income is None or cost is None:
                return [f"When {name} pay back in cash is not known: an amount has no most likely figure."]
            net += saving + income - cost
        nets.append(net)
    years_to_payback = payback(list(accumulate(nets)))
    if years_to_payback is None:
        return [f"Cashable savings alone do not pay back {name} within {counted(len(nets), 'year')}."]
    return [f"Together, {name} pay back {_after(years_to_payback)} on cashable savings alone."]
