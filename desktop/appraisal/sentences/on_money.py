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
    held, name = chosen.money, chosen.name
    if not held.years:
        return list(held.why)
    over = f"the {case.horizon} years from {case.base_year}" if case.horizon > 1 else str(case.base_year)
    yearly = _yearly(name, held.years[-1])
    if held.npv is not None and says_nothing(held.npv):
        found = [yearly, f"Over {over} neither the net present value of {name} nor its payback is known."]
    else:
        found = [*_paybacks(name, held, case.horizon), yearly]
        if held.npv is not None:
            found.append(f"Over {over} the net present value of {name} is {_figure(held.npv)}{_with_unknown(held.npv)}.")
            found += could_cost_more([chosen])
    told = held.npv is not None and not says_nothing(held.npv) and held.npv.unknown == sum(year.net.unknown for year in held.years)
    found += [] if told else _not_known(name, held)  # beside the net present value the same count is said once
    funding = Estimate.sum(year.funding for year in held.years)
    if not funding.is_nought:
        found.append(f"Shown but not counted in the net present value of {name}: funding of {figure(funding)}{_with_unknown(funding)}.")
    return found + _bases(case, name)


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
    found = []
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
            found.append(f"{option.name} could cost more than it saves: at worst its net present value is {money.running(npv.low)}.")
    if dearer:
        found.append(f"{listed(dearer)} {agreeing(dearer, 'costs more than it saves', 'cost more than they save')}, in present values.")
    if open_below:
        found.append(
            f"{listed(open_below)} could cost more than {agreeing(open_below, 'it saves', 'they save')}: "
            "how high the costs could go is not known."
        )
    if unknown:
        save = agreeing(unknown, "saves more than it costs", "save more than they cost")
        found.append(f"Whether {listed(unknown)} {save} is not known yet.")
    return found


def _paybacks(name: str, held: Money, horizon: int) -> list[str]:
    """When it pays back. The range's first is the low case, which pays back last."""
    cashable = held.payback_cashable_years
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in held.years)
    if not in_cash:
        cashable = None  # what costs nothing and releases no cash is not paid back by it
    found = _in_cash_words(name, held, cashable, horizon) if cashable is not None else _not_in_cash(name, held, horizon)
    worst, best = held.payback_range
    low_open, high_open = (
        any(bound is None for bound in bounds) for bounds in zip(*((year.net.low, year.net.high) for year in held.years), strict=True)
    )
    within = f"within {counted(horizon, 'year')}"
    if low_open and high_open:
        return [*found, f"When {name} pays back is not known."]
    if low_open and best == 0:  # only because an amount that is not known is taken at its lowest
        return [*found, f"How soon {name} pays back depends on amounts that are not known."]
    if low_open:
        at_best = (
            f"pays back {_after(best)} at best; how late at worst is not known"
            if best is not None
            else (f"does not pay back {within} even at best")
        )
        return [*found, f"{name} {at_best}."]
    if high_open:
        at_worst = (
            f"pays back {_after(worst)} at worst"
            if worst is not None
            else (f"does not pay back {within} at worst; how soon at best is not known")
        )
        return [*found, f"{name} {at_worst}."]
    if worst == best == held.payback_years:
        if best is None:
            return [*found, f"{name} does not pay back {within}."]
        together = cashable is not None
        if together and cashable == best:
            return found
        return [*found, f"All savings together pay it back {_after(best)}." if together else f"{name} pays back {_after(best)}."]
    at_best, at_worst = (_after(case) if case is not None else f"not {within}" for case in (best, worst))
    return [*found, f"{name} pays back {at_best} at best and {at_worst} at worst."]


def _in_cash_words(name: str, held: Money, likely: Decimal, horizon: int) -> list[str]:
    """The cashable payback on the most likely figures, and at worst and at best where those differ from it."""
    worst, _, best = three_cases(held)
    said = f"Cashable savings alone pay back {name} {_after(likely)}"
    if not (worst.cashable_known and best.cashable_known) or worst.cashable_payback == likely == best.cashable_payback:
        return [f"{said}."]
    at_best, at_worst = (
        _after(case.cashable_payback) if case.cashable_payback is not None else f"not within {counted(horizon, 'year')}"
        for case in (best, worst)
    )
    return [f"{said} on the most likely figures: {at_best} at best and {at_worst} at worst."]


def _not_in_cash(name: str, held: Money, horizon: int) -> list[str]:
    """That no payback in cash is shown, where savings that are not stated cashable would pay it back."""
    if held.payback_years is None:
        return []
    if all(year.saving_cashable.is_nought and year.income.is_nought for year in held.years):
        return [f"No saving of {name} is stated cashable, so it shows no payback in cash."]
    return [f"Cashable savings alone do not pay back {name} within {counted(horizon, 'year')}."]


def _after(years: Decimal) -> str:
    return f"in {span(years)}" if years else "at once"


def _not_known(name: str, held: Money) -> list[str]:
    unknown = sum(year.net.unknown for year in held.years)
    if not unknown:
        return []
    return [f"{counted(unknown, 'yearly amount')} of {name} {'is' if unknown == 1 else 'are'} not yet known, and the totals say so."]


def _bases(case: Case, name: str) -> list[str]:
    owners: tuple[Option | Project, ...] = (*case.options, *case.projects)
    bases = [flow.basis for owner in owners if owner.name == name for flow in owner.flows if flow.amounts]
    found = []
    for basis in ("assumed", "illustrative"):
        count = bases.count(basis)
        if count and count == len(bases):
            found.append(f"Every cost and saving of {name} is {basis}.")
        elif count:
            found.append(f"Of the {len(bases)} lines of costs and savings of {name}, {count} {'is' if count == 1 else 'are'} {basis}.")
    return found


def money_of_projects(case: Case, projects: Sequence[ProjectResult]) -> list[str]:
    """The projects together, or the only one with money, and which have nothing recorded."""
    held = [project for project in projects if project.money.years]
    bare = [project.name for project in projects if not project.money.years]
    found = []
    if len(held) == 1:
        found += money_of(case, held[0])
    elif held:
        together = f"the {len(held)} projects that have costs or savings recorded"
        found += _cashable_payback(together, [project.money for project in held])
        npvs = [project.money.npv for project in held if project.money.npv is not None]
        if npvs:
            npv = Estimate.sum(npvs)
            found.append(f"The net present value of {together} is {_figure(npv)}{_with_unknown(npv)}.")
    if bare:
        found.append(f"No costs or savings are recorded for {listed(bare)}.")
    return found


def _cashable_payback(name: str, held: Sequence[Money]) -> list[str]:
    """When cashable savings alone pay several back together, on the most likely figures."""
    if all(year.saving_cashable.is_nought and year.income.is_nought for each in held for year in each.years):
        return [f"No saving of {name} is stated cashable, so they show no payback in cash."]
    nets: list[Decimal] = []
    for years in zip(*(each.years for each in held), strict=True):
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
