"""The findings in sentences a councillor can read, in the order a paper tells them: the choice, its doubts, then the money."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from desktop.appraisal import money
from desktop.appraisal.case import Case
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import CriterionResult, Money, OptionResult, ProjectResult

_TENTH = Decimal("0.1")


def points(score: Fraction) -> str:
    """A score to one place, half up, without an idle nought: `72.4`, `22`."""
    shown = (Decimal(score.numerator) / Decimal(score.denominator)).quantize(_TENTH, rounding=ROUND_HALF_UP)
    return f"{shown:f}".removesuffix(".0")


def span(years: Decimal) -> str:
    """A length of time to the nearest month: `2 years 4 months`, `8 months`, `less than a month`."""
    months = int((years * 12).to_integral_value(rounding=ROUND_HALF_UP))
    if not months:
        return "less than a month"
    whole, rest = divmod(months, 12)
    parts = [f"{whole} year{'s' if whole > 1 else ''}"] if whole else []
    if rest:
        parts.append(f"{rest} month{'s' if rest > 1 else ''}")
    return " ".join(parts)


def listed(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} and {names[-1]}"


def choice(criteria: Sequence[CriterionResult], options: Sequence[OptionResult], leader: str | None, *,
           certain: bool, close: bool, tied: Sequence[str]) -> list[str]:
    """Who leads, by how much, and what that leans on."""
    if not any(criterion.use == "weighted" for criterion in criteria) or not options:
        return []
    if not any(option.score is not None for option in options):
        return ["No option has a score yet."]
    found = _leading(options, leader, certain=certain, close=close, tied=tied)
    found += _barred(options)
    found += [_range(option) for option in options if option.missing and option.score_low is not None]
    found += _group_choices(options)
    found += [sentence for option in options for sentence in option.why]
    found += [f"Every option scores the same on {criterion.name}, so it tells nothing apart."
              for criterion in criteria if criterion.tells_nothing_apart and criterion.use == "weighted"]
    return found


def _may_lead(option: OptionResult) -> bool:
    return option.viable is not False and not option.failed and not option.not_shown


def _leading(options: Sequence[OptionResult], leader: str | None, *, certain: bool, close: bool, tied: Sequence[str]) -> list[str]:
    running = sorted(((option.score, option.name) for option in options if option.score is not None and _may_lead(option)),
                     key=lambda pair: -pair[0])
    if leader is None:
        return ["No option can lead: each one that has a score is not viable, fails a must-pass criterion or is not shown to pass it."]
    best = running[0][0]
    if tied:
        found = [f"There is no clear winner: {listed(tied)} tie for first with {points(best)} points out of 100."]
    elif len(running) == 1:
        found = [f"{leader} has {points(best)} points out of 100; no other option that could lead has a score."]
    else:
        ahead = best - running[1][0]
        by = f"{points(ahead)} point{'' if points(ahead) == '1' else 's'}" if ahead >= Fraction(1, 20) else "less than 0.1 points"
        found = [f"There is no clear winner: {leader} leads with {points(best)} points out of 100, only {by} ahead of {running[1][1]}."
                 if close and certain else f"{leader} leads with {points(best)} points out of 100, {by} ahead of {running[1][1]}."]
    if not certain and not tied:
        found.append(f"There is no clear winner yet: the missing scores could put another option ahead of {leader}.")
    return found


def _barred(options: Iterable[OptionResult]) -> list[str]:
    found = []
    for option in options:
        if option.failed:
            found.append(f"{option.name} fails {listed(option.failed)}, which an option must pass, so it cannot lead.")
        if option.not_shown:
            found.append(f"{option.name} is not shown to pass {listed(option.not_shown)}: nobody has scored it, so it cannot lead.")
        if option.viable is False and option.rank == 1:
            found.append(f"{option.name} has the highest score but is not viable, so it cannot lead.")
    return found


def _range(option: OptionResult) -> str:
    low, high = option.score_low or Fraction(0), option.score_high or Fraction(0)
    return (f"{option.name} has no score on {listed(option.missing)}, so its score lies anywhere from {points(low)} to {points(high)}.")


def _group_choices(options: Sequence[OptionResult]) -> list[str]:
    """Whom each group would choose among the options that may lead; nothing where fewer than two groups scored."""
    chosen: dict[str, list[str]] = {}
    field = [option for option in options if _may_lead(option)]
    for group in options[0].by_group:
        scored = [(score, option.name) for option in field if (score := option.by_group[group].score) is not None]
        if scored:
            best = max(score for score, _ in scored)
            chosen.setdefault(listed([name for score, name in scored if score == best]), []).append(group)
    groups = [group for names in chosen.values() for group in names]
    if len(groups) < 2:
        return []
    if len(chosen) == 1:
        return [f"Every group puts {next(iter(chosen))} first."]
    told = "; ".join(f"{listed(names)} {'puts' if len(names) == 1 else 'put'} {first} first" for first, names in chosen.items())
    return [f"The groups would choose differently: {told}."]


def money_of_choice(case: Case, option: OptionResult) -> list[str]:
    """What the option chosen saves, when it pays back, and what is not known."""
    held, name = option.money, option.name
    if option.benchmark or not held.years:
        return list(held.why) if not option.benchmark else []
    last = held.years[-1]
    found = [_yearly(name, last.net, str(last.year))]
    if held.npv is not None:
        found.append(f"Over the {_counted(case.horizon, 'year')} from {case.base_year} the net present value of {name} is "
                     f"{held.npv.total_words(rounded=True)}.")
        found += could_cost_more(name, held)
    found += _paybacks(name, held, case.horizon)
    found += _not_known(name, held)
    funding = Estimate.sum(year.funding for year in held.years)
    if not funding.is_nought:
        found.append(f"Funding of {funding.total_words(rounded=True)} for {name} is shown and is not counted in its net present value.")
    found += _bases(case, name)
    return found


def _yearly(name: str, net: Estimate, year: str) -> str:
    if net.low is not None and net.low > 0:
        return f"Once running, in {year}, {name} saves {net.total_words(rounded=True)} a year after its costs."
    if net.high is not None and net.high < 0:
        return f"In {year}, the last year, {name} still costs {(-net).total_words(rounded=True)} a year more than it saves."
    if net.is_nought:
        return f"In {year}, the last year, {name} neither costs nor saves anything."
    return f"In {year}, the last year, savings less costs of {name} are {net.total_words(rounded=True)}."


def could_cost_more(name: str, held: Money) -> list[str]:
    """Whether the net present value may turn out below £0, as far as it is known."""
    npv = held.npv
    if npv is None:
        return []
    if npv.high is not None and npv.high < 0:
        return [f"{name} costs more than it saves, in present values."]
    if npv.low is None:
        return [f"{name} could cost more than it saves: how much it could cost is not known."]
    if npv.low < 0:
        return [f"{name} could cost more than it saves: at worst its net present value is {money.short(npv.low)}."]
    return []


def _paybacks(name: str, held: Money, horizon: int) -> list[str]:
    cashable = held.payback_cashable_years
    found = [f"Cashable savings alone pay back {name} {_after(cashable)}."] if cashable is not None else []
    # The range's first is the low case, which pays back last.
    worst, best = held.payback_range
    if worst == best == held.payback_years:
        said = _after(best) if best is not None else f"not at all within {_counted(horizon, 'year')}"
        return [*found, f"All savings together pay it back {said}." if found else f"{name} pays back {said}."]
    at_best, at_worst = (_after(case) if case is not None else f"not within {_counted(horizon, 'year')}" for case in (best, worst))
    if best is None and held.npv is not None and held.npv.high is None:
        at_best = "at a time not known"
    if worst is None and any(year.net.low is None for year in held.years):
        at_worst = "at a time not known"
    return [*found, f"{name} pays back {at_best} at best and {at_worst} at worst."]


def _after(years: Decimal) -> str:
    return f"in {span(years)}" if years else "at once, as its costs never exceed its savings"


def _not_known(name: str, held: Money) -> list[str]:
    unknown = sum(year.net.unknown for year in held.years)
    if not unknown:
        return []
    return [f"{_counted(unknown, 'yearly amount')} of {name} {'is' if unknown == 1 else 'are'} not yet known, and the totals say so."]


def _bases(case: Case, name: str) -> list[str]:
    bases = [flow.basis for option in case.options if option.name == name for flow in option.flows if flow.amounts]
    told = [f"{_counted(bases.count(basis), 'line')} {'is' if bases.count(basis) == 1 else 'are'} {basis}"
            for basis in ("assumed", "illustrative") if basis in bases]
    return [f"Of the {_counted(len(bases), 'line')} of {name}, {' and '.join(told)}."] if told else []


def money_of_projects(projects: Sequence[ProjectResult]) -> list[str]:
    """The projects together, and which have nothing recorded."""
    held = [project.money.npv for project in projects if project.money.npv is not None]
    found = []
    if held:
        of = f"the project {projects[0].name}" if len(projects) == 1 else f"the {len(held)} projects with costs and savings recorded"
        found.append(f"The net present value of {of} is {Estimate.sum(held).total_words(rounded=True)}.")
    return found + [sentence for project in projects if not project.money.years for sentence in project.money.why]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
