"""What each scenario comes to, and how far what was planned has come about, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.case import FlowKind
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import count, figure, says_nothing, with_unknown
from desktop.appraisal.findings.finding import FLOWS, OPTIONS, PROJECTS, Figure, Finding, Named, Phrase, Source, costed, finding, phrase
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.outturn import Outturn, outturns
from desktop.appraisal.wording import listed, span

#: Sheets of the case workbook that these rest on.
SCENARIOS, ACTUALS = "Scenarios", "Actuals"
#: More scenarios than this and only the ends of their range are told.
_MOST = 3
_BENEFITS = (FlowKind.SAVING, FlowKind.INCOME)


def scenarios(appraisal: Appraisal, owners: Sequence[str]) -> list[Finding]:
    """What these options and projects come to in each scenario that moves them."""
    findings = []
    for owner in owners:
        moved = [(name, money) for name, money in appraisal.scenarios_of(owner) if money.npv is not None]
        who = _named(appraisal, owner)
        ends = scenario_range(appraisal, owner, who) if len(moved) > _MOST else []
        findings += ends or [_one(who, name, money) for name, money in moved]
    return findings


def scenario_range(appraisal: Appraisal, owner: str, who: Named, recorded: Estimate | None = None) -> list[Finding]:
    """From which net present value to which several scenarios of an option or project run; nothing where one of them has none.

    `recorded` is the value as recorded, where that is told with them.
    """
    moved = [(name, money) for name, money in appraisal.scenarios_of(owner) if money.npv is not None]
    known = all(money.npv is not None and money.npv.central is not None for _, money in moved)
    return [_ends(who, moved, recorded)] if len(moved) > 1 and known else []


def outturn(appraisal: Appraisal) -> list[Finding]:
    """How much of what was planned has been saved and spent, by option and project, and where it is shortest."""
    lines = [line for line in outturns(appraisal.case) if line.years]
    findings = []
    for owner in dict.fromkeys(line.owner for line in lines):
        who = _named(appraisal, owner, Source(ACTUALS, owner))
        own = [line for line in lines if line.owner == owner]
        benefits = [line for line in own if line.kind in _BENEFITS]
        costs = [line for line in own if line.kind is FlowKind.COST]
        findings += [_together(who, "saved", benefits)] if benefits else []
        findings += [_together(who, "spent", costs)] if costs else []
        findings += _shortest(who, own)
    return findings


def ratings(appraisal: Appraisal) -> list[Finding]:
    """How many lines are rated red, amber and green."""
    rated = [line.rating for line in outturns(appraisal.case) if line.rating]
    if not rated:
        return []
    (most, number), *rest = [(rating, rated.count(rating)) for rating in ("red", "amber", "green") if rating in rated]
    parts = [f"{number} {'is' if number == 1 else 'are'} {most}", *(f"{number} {rating}" for rating, number in rest)]
    beside = (Source(ACTUALS),)
    if len(rated) == 1:
        return [finding("The only line that is rated is {}.", most, beside=beside)]
    return [finding("Of {} that are rated, {}.", count(len(rated), "line"), Figure(listed(parts)), beside=beside)]


def _named(appraisal: Appraisal, owner: str, *beside: Source) -> Named:
    sheet = PROJECTS if any(project.name == owner for project in appraisal.case.projects) else OPTIONS
    named = costed(owner, sheet)
    return Named(named.words, named.record, (*named.rests_on, *beside))


def _one(who: Named, name: str, money: Money) -> Finding:
    beside = (Source(SCENARIOS, name), Source(FLOWS, who.words))
    if money.npv is None or says_nothing(money.npv):
        return finding("In the scenario ‘{}’ the net present value of {} is not known.", name, who, beside=beside)
    value = phrase("the net present value of {} is {}{}", who, figure(money.npv), with_unknown(money.npv))
    return finding("In the scenario ‘{}’ {}{}.", name, value, _payback(money), beside=beside)


def _payback(money: Money) -> Phrase:
    """When all savings pay it back in a scenario; nothing where that differs from case to case, or is not known."""
    worst, best = money.payback_range
    known = all(year.net.low is not None and year.net.high is not None for year in money.years)
    if not known or worst != best:
        return phrase("")
    if best is None:
        return phrase(", and it does not pay back by {}", str(money.years[-1].year))
    return phrase(", and it pays back in {}", Figure(span(best), best)) if best else phrase("")


def _ends(who: Named, moved: Sequence[tuple[str, Money]], recorded: Estimate | None) -> Finding:
    """The scenarios with the least and the greatest most likely value."""
    in_order = sorted(((money.npv, name) for name, money in moved if money.npv is not None), key=lambda each: each[0].central or 0)
    (least, worst), (most, best) = in_order[0], in_order[-1]
    value = "the net present value of {} runs" if recorded is None else "the net present value of {}, {} as recorded, runs"
    return finding(
        f"Over {{}} {value} from {{}} in ‘{{}}’ to {{}} in ‘{{}}’.",
        count(len(moved), "scenario"),
        who,
        *(() if recorded is None else (figure(recorded),)),
        figure(least),
        worst,
        figure(most),
        best,
        beside=(Source(SCENARIOS),),
    )


def _together(who: Named, done: str, lines: Sequence[Outturn]) -> Finding:
    """What lines have come to up to their last actual year, against what was planned of them in the same years."""
    planned, actual = (Estimate.sum(each) for each in zip(*((line.planned, line.actual) for line in lines), strict=True))
    variance = (actual - planned).to_pence()
    until = max(year.year for line in lines for year in line.years)
    start = phrase("{} has {} {} to the end of {}", who, done, figure(actual), str(until))
    if variance.is_nought:
        return finding("{}, as planned.", start)
    if variance.high is not None and variance.high < 0:
        return finding("{}, {} less than the {} planned.", start, figure(-variance), figure(planned))
    if variance.low is not None and variance.low > 0:
        return finding("{}, {} more than the {} planned.", start, figure(variance), figure(planned))
    return finding("{}; {} was planned.", start, figure(planned))


def _shortest(who: Named, lines: Sequence[Outturn]) -> list[Finding]:
    """The line that has fallen furthest short of its plan, with its reason; nothing where one line is all there is."""
    short = [line for line in lines if line.is_worse and line.kind in _BENEFITS]
    if len(lines) < 2 or not short:
        return []
    worst = min(short, key=lambda line: line.variance.high or 0)
    why = f": {worst.reason.strip().rstrip('.')}" if worst.reason.strip() else ""
    return [finding("Of {}, ‘{}’ is furthest short, by {}{}.", who, worst.line, figure(-worst.variance), why)]
