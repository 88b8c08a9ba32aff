"""The findings in sentences a councillor can read, in the order a paper tells them: the choice, its doubts, then the money."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor

from desktop.appraisal import money
from desktop.appraisal.case import Case, Option, Project
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.results import Appraisal, CriterionResult, Flip, Money, OptionResult, ProjectResult, WeightSwitch, YearResult

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


def _leading(options: Sequence[OptionResult], leader: str | None, *, certain: bool, close: bool, tied: Sequence[str]) -> list[str]:
    running = sorted(((option.score, option.name) for option in options if option.score is not None and option.may_lead),
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
        by = f"{points(ahead)} point{'' if points(ahead) == '1' else 's'}" if ahead >= Fraction(1, 20) else "less than a tenth of a point"
        doubt = "There is no clear winner: " if close and certain else ""
        found = [f"{doubt}{leader} leads with {points(best)} points out of 100, {by} ahead of {running[1][1]}."]
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
    field = [option for option in options if option.may_lead]
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


def what_would_change_it(appraisal: Appraisal) -> list[str]:
    """The nearest weight and the one score that would put another option first, and the options that no weights could.

    While options tie for first any change at all decides, so neither of the first two is told.
    """
    found: list[str] = []
    running = [option for option in appraisal.options if option.may_lead and option.score is not None]
    weighted = [criterion for criterion in appraisal.criteria if criterion.use == "weighted"]
    if len(running) > 1 and not appraisal.tied_first:
        # With scores missing, a score that is not there yet could change the choice too, so "no score" cannot be said.
        complete = not any(option.missing for option in appraisal.options if option.may_lead)
        nearest = next((each for each in appraisal.weight_switches if each.from_leader == appraisal.leader), None)
        if nearest is not None:
            found.append(_nearest_switch(nearest, alone=len({each.criterion for each in appraisal.weight_switches}) == 1))
        elif len(weighted) > 1 and not appraisal.weight_switches:
            found.append("No single weight, however changed, puts another option first.")
        if appraisal.smallest_flip is not None:
            found.append(_flip(appraisal.smallest_flip))
        elif complete:
            found.append("No single score, however changed, puts another option first.")
    return found + _dominated(appraisal.options, "criterion" if len(weighted) == len(appraisal.criteria) else "weighted criterion")


def _nearest_switch(switch: WeightSwitch, *, alone: bool) -> str:
    at, now = _percentages(switch.at, switch.weight)
    up = switch.at > switch.weight
    moves = "above" if up else "below"
    if alone:
        moved = f"unless the weight of {switch.criterion} {'rises' if up else 'falls'} {moves} {at}%, from {now}% now"
    else:
        moved = (f"unless a weight changes enough: the nearest is {switch.criterion}, {'rising' if up else 'falling'} {moves} {at}%, "
                 f"from {now}% now")
    return f"{switch.from_leader} stays first {moved}; then {switch.to_leader} leads."


def _percentages(at: Fraction, now: Fraction) -> tuple[str, str]:
    """Both as percentages, to as many places as tell them apart and keep the first from 0 and 100."""
    places = 0
    while True:
        shown = _placed(at * 100, places)
        if shown not in (_placed(now * 100, places), "0", "100"):
            return shown, _placed(now * 100, places)
        places += 1


def _flip(flip: Flip) -> str:
    """The score it takes, rounded towards today's: the new leader is level at that, or just beyond it."""
    rises = flip.to_score > flip.from_score
    places = 1
    while True:
        scale = Fraction(10) ** places
        whole = floor(flip.to_score * scale) if rises else ceil(flip.to_score * scale)
        now, to = _placed(flip.from_score, places), _placed(whole / scale, places)
        if now != to:
            return (f"It would take one score, {flip.criterion} for {flip.option} from {now} to just {'over' if rises else 'under'} {to}, "
                    f"to put {flip.new_leader} first.")
        places += 1


def _placed(number: Fraction, places: int) -> str:
    """A number to so many places at the most, half up, without idle noughts."""
    shown = f"{Decimal(floor(number * 10 ** places + Fraction(1, 2))).scaleb(-places):,f}".replace("-", "\N{MINUS SIGN}")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _dominated(options: Sequence[OptionResult], criterion: str) -> list[str]:
    """Which options another is at least as good as throughout; each is told against the best placed of those."""
    told: dict[tuple[str, bool], list[str]] = {}
    placed = sorted((option for option in options if option.may_lead), key=lambda option: (option.rank is None, option.rank or 0))
    for option in options:
        better = next((rival.name for rival in placed if rival.name in option.dominated.by), None)
        if option.may_lead and better is not None:
            told.setdefault((better, better in option.dominated.strictly), []).append(option.name)
    return [f"{listed(names)} {_agree(names, 'is', 'are')} worse than {better} on every {criterion}." if strictly else
            f"{listed(names)} {_agree(names, 'is', 'are')} no better than {better} on any {criterion}."
            for (better, strictly), names in told.items()]


def money_of_choice(case: Case, option: OptionResult) -> list[str]:
    """What the option chosen saves, what that is worth, when it pays back and what is not known."""
    return [] if option.benchmark else money_of(case, option)


def money_of(case: Case, chosen: OptionResult | ProjectResult) -> list[str]:
    """The same of any option or project."""
    held, name = chosen.money, chosen.name
    if not held.years:
        return list(held.why)
    found = [_yearly(name, held.years[-1])]
    over = f"the {case.horizon} years from {case.base_year}" if case.horizon > 1 else str(case.base_year)
    if held.npv is not None and _is_open(held.npv):
        found.append(f"Over {over} neither the net present value of {name} nor its payback is known.")
    else:
        if held.npv is not None:
            found.append(f"Over {over} the net present value of {name} is {_figure(held.npv)}{_with_unknown(held.npv)}.")
            found += could_cost_more([chosen])
        found += _paybacks(name, held, case.horizon)
    found += _not_known(name, held)
    funding = Estimate.sum(year.funding for year in held.years)
    if not funding.is_nought:
        found.append(f"Shown but not counted in the net present value of {name}: funding of {funding.total_words(running=True)}.")
    return found + _bases(case, name)


def _figure(amount: Estimate) -> str:
    return amount.figure_words(running=True)


def _with_unknown(amount: Estimate) -> str:
    """What follows a figure that lacks parts; nothing where the figure is itself "not known"."""
    if not amount.unknown or _figure(amount) == _figure(NOT_KNOWN):
        return ""
    return f", with {_counted(amount.unknown, 'amount')} not yet known"


def _is_open(amount: Estimate) -> bool:
    return amount.low is None and amount.high is None


def _yearly(name: str, last: YearResult) -> str:
    """The last year of the horizon, when a change should be running in full."""
    net, tail = last.net, _with_unknown(last.net)
    if _is_open(net):
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
        found.append(f"{listed(dearer)} {_agree(dearer, 'costs more than it saves', 'cost more than they save')}, in present values.")
    if open_below:
        found.append(f"{listed(open_below)} could cost more than {_agree(open_below, 'it saves', 'they save')}: "
                     "how high the costs could go is not known.")
    if unknown:
        save = _agree(unknown, "saves more than it costs", "save more than they cost")
        found.append(f"Whether {listed(unknown)} {save} is not known yet.")
    return found


def _agree(names: Sequence[str], one: str, several: str) -> str:
    return one if len(names) == 1 else several


def _paybacks(name: str, held: Money, horizon: int) -> list[str]:
    """When it pays back. The range's first is the low case, which pays back last."""
    cashable = held.payback_cashable_years
    found = [f"Cashable savings alone pay back {name} {_after(cashable)}."] if cashable is not None else []
    worst, best = held.payback_range
    low_open, high_open = (any(bound is None for bound in bounds)
                           for bounds in zip(*((year.net.low, year.net.high) for year in held.years), strict=True))
    within = f"within {_counted(horizon, 'year')}"
    if low_open and high_open:
        return [*found, f"When {name} pays back is not known."]
    if low_open and best == 0:  # only because an amount that is not known is taken at its lowest
        return [*found, f"How soon {name} pays back depends on amounts that are not known."]
    if low_open:
        at_best = f"pays back {_after(best)} at best; how late at worst is not known" if best is not None else (
            f"does not pay back {within} even at best")
        return [*found, f"{name} {at_best}."]
    if high_open:
        at_worst = f"pays back {_after(worst)} at worst" if worst is not None else (
            f"does not pay back {within} at worst; how soon at best is not known")
        return [*found, f"{name} {at_worst}."]
    if worst == best == held.payback_years:
        if best is None:
            return [*found, f"{name} does not pay back {within}."]
        return [*found, f"All savings together pay it back {_after(best)}." if found else f"{name} pays back {_after(best)}."]
    at_best, at_worst = (_after(case) if case is not None else f"not {within}" for case in (best, worst))
    return [*found, f"{name} pays back {at_best} at best and {at_worst} at worst."]


def _after(years: Decimal) -> str:
    return f"in {span(years)}" if years else "at once"


def _not_known(name: str, held: Money) -> list[str]:
    unknown = sum(year.net.unknown for year in held.years)
    if not unknown:
        return []
    return [f"{_counted(unknown, 'yearly amount')} of {name} {'is' if unknown == 1 else 'are'} not yet known, and the totals say so."]


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


def money_of_projects(projects: Sequence[ProjectResult]) -> list[str]:
    """The projects together, and which have nothing recorded."""
    held = [(project.name, project.money.npv) for project in projects if project.money.npv is not None]
    bare = [project.name for project in projects if not project.money.years]
    found = []
    if held:
        npv = Estimate.sum(value for _, value in held)
        of = held[0][0] if len(held) == 1 else f"the {len(held)} projects with costs and savings recorded"
        found.append(f"The net present value of {of} is {_figure(npv)}{_with_unknown(npv)}.")
    if bare:
        found.append(f"No costs or savings are recorded for {listed(bare)}.")
    return found


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
