"""What partners returned and scored, how they compare and fit, what is shared and pooled, and what is asked: in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.appraisal.bank_holidays import holidays
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.fit import MOST
from desktop.appraisal.partners.pool import Contributed
from desktop.appraisal.partners.requests import Asked
from desktop.appraisal.partners.resource_scores import AIM, ScoreSummary
from desktop.appraisal.partners.returns import IndicatorReturns, Rating, YearRatings
from desktop.appraisal.partners.sharing_register import SharingStatus
from desktop.appraisal.sentences.figures import figure, says_nothing
from desktop.appraisal.wording import agreeing, counted, listed, long_date, placed, weekday_date

#: With more names than this a sentence gives their number alone.
_FEW = 8
_STATUS = {
    SharingStatus.PLANNED: "planned",
    SharingStatus.CURRENT: "current",
    SharingStatus.AT_RISK: "at risk",
    SharingStatus.NOT_STATED: "of no stated status",
}


def on_partners(partnership: Partnership) -> list[str]:
    """Everything that is to be told of partners, returns first."""
    return [
        *returned(partnership),
        *rated(partnership),
        *scored(partnership),
        *compared(partnership),
        *fitting(partnership),
        *shared(partnership),
        *pooled(partnership),
        *requested(partnership),
    ]


def returned(partnership: Partnership) -> list[str]:
    """How many returns came in of each indicator, whose did not, and what is at odds."""
    sentences: list[str] = []
    for each in partnership.returns.indicators:
        rate = each.response_rate
        if rate is None:
            sentences += each.why
            continue
        of = f" for {each.indicator}" if each.indicator else ""
        said = f"{each.received} of {counted(each.expected, 'return')}{of} came in ({percent(rate)})"
        if each.missing and len(each.missing) <= _FEW:
            said += f"; {listed(each.missing)} {agreeing(each.missing, 'has', 'have')} not answered"
        sentences.append(f"{said}.")
        sentences += each.why
    return sentences


def rated(partnership: Partnership) -> list[str]:
    """How the returns of each indicator rate each year, blanks apart."""
    sentences = []
    for each in partnership.returns.indicators:
        if each.by_year:
            of = f" of {each.indicator}" if each.indicator else ""
            sentences.append(f"Returns{of} rate {'; '.join(_year(year) for year in each.by_year)}.")
    return sentences


def _year(year: YearRatings) -> str:
    counts = ", ".join(f"{year.of(rating)} {rating.word}" for rating in Rating)
    return f"{year.year} {counts}" + (f" and {year.blank} blank" if year.blank else "")


def of_indicator(each: IndicatorReturns) -> str:
    """One indicator's answers, for a screen that has its table beside."""
    rate = each.response_rate
    return f"{each.received} of {each.expected} returned" + (f", {percent(rate)}" if rate is not None else "")


def reminder(to: Sequence[str], of: str, asked: str) -> str:
    """A reminder to copy into a letter or a mail: to whom, of what, and what was asked by when; no person is named."""
    about = f"Return for {of}\n\n" if of else ""
    return (
        f"To {listed(to)}\n\n{about}{asked}\n\nA year or an answer that you cannot give may stay blank: it is recorded as blank, and "
        "is read as neither good nor bad.\n"
    )


def reminder_to_all(each: IndicatorReturns) -> str:
    """One reminder to everyone whose return of an indicator is not in."""
    asked = (
        f"We asked each partner for its return and have {each.received} of {each.expected}. We do not have yours yet. "
        "Send it back as soon as you can."
    )
    return reminder(each.missing, each.indicator, asked)


def scored(partnership: Partnership) -> list[str]:
    """The mean of the use of resources scores, who is at the level aimed at, and both after a harder assessment."""
    summary, dropped = partnership.scores.summary, partnership.scores.after_drop
    if summary.mean is None:
        return []
    beside = f"; {summary.not_applicable} not applicable left out" if summary.not_applicable else ""
    beside += f"; {partnership.scores.withheld} withheld" if partnership.scores.withheld else ""
    parts = [
        f"The mean of {counted(summary.scored, 'use of resources score')} is {placed(summary.mean, 3)}, and {_at_aim(summary)} at level "
        f"{AIM} or above ({percent(summary.share_at_aim)}){beside}"
    ]
    if dropped.mean is not None:
        parts.append(
            f"one level lower each, as under a harder assessment, they would be {placed(dropped.mean, 3)} and {dropped.at_aim} "
            f"({percent(dropped.share_at_aim)})"
        )
    return [f"{'; '.join(parts)}."]


def _at_aim(summary: ScoreSummary) -> str:
    return f"{summary.at_aim} {'is' if summary.at_aim == 1 else 'are'}"


def details(partnership: Partnership) -> list[str]:
    """What of it may go unsaid where there is much to say, the first to go first."""
    return [
        sentence
        for sentence in (*requested(partnership), *shared(partnership), *fitting(partnership))
        if "at odds" not in sentence and "might cancel" not in sentence
    ]


def compared(partnership: Partnership) -> list[str]:
    """What districts pay for a unit of a service against the county, where both are known."""
    sentences = []
    for service in partnership.services:
        kinds = {each.kind: each for each in service.by_kind}
        if "district" in kinds and "county" in kinds:
            unit = f" for each of its {service.unit}" if service.unit else " for each unit of work"
            sentences.append(
                f"{service.service} costs districts {figure(kinds['district'].unit_cost)}{unit} and the county "
                f"{figure(kinds['county'].unit_cost)}."
            )
    return sentences


def fitting(partnership: Partnership) -> list[str]:
    """Who is on the shortlist and why; that nobody is, where factors are scored; else that none is scored."""
    partners = partnership.fit.partners
    if not partners:
        return []
    short = partnership.fit.shortlist
    if short:
        return [f"On the shortlist of partners: {each.organisation}, {each.why}" for each in short]
    if any(each.mean is not None for each in partners):
        return [f"No partner is on the shortlist: none has a mean above {MOST // 2} of {MOST}."]
    unscored = {each.organisation: sum(not factor.withheld for factor in each.factors) for each in partners}
    names, number = [name for name, count in unscored.items() if count], sum(unscored.values())
    if not names:
        return []
    return [
        f"{counted(number, 'factor')} {'is' if number == 1 else 'are'} recorded of {listed(names)} as a partner and none is scored, so "
        "nothing says how strongly each tells."
    ]


def shared(partnership: Partnership) -> list[str]:
    """How many arrangements there are of each status, what they save, and what each proposal would cancel."""
    register = partnership.sharing
    if not register.arrangements:
        return []
    withheld = [f"{register.withheld} withheld"] if register.withheld else []
    statuses = listed([*(f"{len(each.arrangements)} {_STATUS[each.status]}" for each in register.by_status), *withheld])
    number = len(register.arrangements)
    saving = register.saving
    sentences = [
        f"{counted(number, 'sharing arrangement')} {'is' if number == 1 else 'are'} recorded: {statuses}; "
        f"{'what it saves' if number == 1 else 'what they save'} a year is {figure(saving)}."
    ]
    for each in register.cancelled:
        names = [arrangement.service for arrangement in each.arrangements]
        lost = "what it saves" if len(names) == 1 else "what they save"
        sentences.append(f"{each.proposal} would or might cancel {listed(names)}; {lost} a year now is {figure(each.saving)}.")
    return sentences


def pooled(partnership: Partnership) -> list[str]:
    """Whoever would pay more for no more work, and what is not known; else nothing."""
    return [sentence for each in partnership.pool.lines for sentence in of_contribution(each)]


def of_contribution(each: Contributed) -> list[str]:
    """One contribution against the test, in a sentence."""
    who, what = each.of.organisation, each.of.what
    if each.pays_more_for_less:
        by = f" by {figure(each.change)} a year" if each.change is not None and each.change.low is not None and each.change.low > 0 else ""
        rest = "" if by else " for each unit of work"
        return [f"{who} would pay more{rest} for {what} in the pool{by}, for no more than it has now."]
    if each.pays_more_for_less is None and not each.of.withheld:
        lacking = [
            name
            for name, amount in (("what it pays now", each.of.before), ("what it would pay", each.of.after))
            if amount is None or says_nothing(amount)
        ]
        if lacking:
            return [
                f"Whether {who} would pay more for less for {what} in the pool cannot be told: {listed(lacking)} "
                f"{agreeing(lacking, 'is', 'are')} not known."
            ]
        return [f"{who} could pay more for less for {what} in the pool: the amounts do not settle it."]
    return []


def requested(partnership: Partnership) -> list[str]:
    """Two dates for one thing, and questions without an answer."""
    sentences = [conflict(each) for each in partnership.requests if each.conflict]
    open_ = [each for each in partnership.requests if not (each.answered or each.withheld)]
    if open_:
        names = [each.name for each in open_]
        which = f": {listed(names)}" if len(names) <= _FEW else ""
        sentences.append(f"{counted(len(open_), 'request')} {'has' if len(open_) == 1 else 'have'} no answer yet{which}.")
    return sentences


def counting(partnership: Partnership) -> list[str]:
    """How days of requests are counted, and that some are not known, where bank holidays are not listed for them."""
    sentences = ["Days are Monday to Friday from being asked, bank holidays left out; clear days leave out the first and the last too."]
    if any(deadline.is_beyond for each in partnership.requests for deadline in each.deadlines):
        known = holidays()
        sentences.append(
            f"Bank holidays are listed from {long_date(known.first)} to {long_date(known.last)}: days that lead outside are not known."
        )
    return sentences


def conflict(each: Asked) -> str:
    """The dates of one thing that are at odds, each with where it is given."""
    dates: dict[str, list[str]] = {}
    for deadline in each.deadlines:
        shown = weekday_date(deadline.when.day) if deadline.when.day is not None else deadline.when.words
        dates.setdefault(shown, []).append(deadline.source)
    parts = [
        f"{shown}{f' ({listed(sources)})' if (sources := [source for source in given if source]) else ''}" for shown, given in dates.items()
    ]
    return f"The dates given for {each.name} are at odds: {listed(parts)}. Ask which holds; until then work to the first."


def percent(share: Fraction | None) -> str:
    """A fraction of 1 as a percentage to one place: `53.8%`."""
    return "not known" if share is None else f"{placed(share * 100, 1)}%"
