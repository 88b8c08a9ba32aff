"""What partners returned and scored, how they compare and fit, what is shared and pooled, and what is asked: in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from desktop.appraisal.bank_holidays import holidays
from desktop.appraisal.findings.count import counted_up
from desktop.appraisal.findings.figures import count, figure, says_nothing
from desktop.appraisal.findings.finding import (
    COSTS,
    FACTORS,
    POOL,
    PROFILES,
    REQUESTS,
    RESOURCE_SCORES,
    RETURNS,
    SERVICES,
    SHARING,
    Figure,
    Finding,
    Named,
    Phrase,
    Record,
    Source,
    all_of,
    finding,
    joined,
    organisation_named,
    phrase,
    reason,
)
from desktop.appraisal.partners.appraised import Partnership
from desktop.appraisal.partners.fit import MOST
from desktop.appraisal.partners.pool import Contributed
from desktop.appraisal.partners.requests import Asked
from desktop.appraisal.partners.resource_scores import AIM, ScoreSummary
from desktop.appraisal.partners.returns import IndicatorReturns, Rating, YearRatings
from desktop.appraisal.partners.sharing_register import SharingStatus
from desktop.appraisal.wording import agreeing, listed, long_date, placed, weekday_date

#: With more names than this a sentence gives their number alone.
_FEW = 8
_STATUS = {
    SharingStatus.PLANNED: "planned",
    SharingStatus.CURRENT: "current",
    SharingStatus.AT_RISK: "at risk",
    SharingStatus.NOT_STATED: "of no stated status",
}


def on_partners(partnership: Partnership) -> list[Finding]:
    """Everything that is to be told of partners, returns first."""
    return [
        *returned(partnership),
        *rated(partnership),
        *scored(partnership),
        *compared(partnership),
        *fitting(partnership),
        *shared(partnership),
        *pooled(partnership),
        *counted_up(partnership.count),
        *requested(partnership),
    ]


def returned(partnership: Partnership) -> list[Finding]:
    """How many returns came in of each indicator, whose did not, and what is at odds."""
    findings: list[Finding] = []
    for each in partnership.returns.indicators:
        source = Source(RETURNS, each.indicator)
        why = [reason(why_not, source) for why_not in each.why]
        rate = each.response_rate
        if rate is None:
            findings += why
            continue
        missing = phrase("")
        if each.missing and len(each.missing) <= _FEW:
            missing = phrase(
                "; {} {} not answered", all_of([organisation_named(name) for name in each.missing]), agreeing(each.missing, "has", "have")
            )
        findings.append(
            finding(
                "{} of {}{} came in ({}){}.",
                Figure(str(each.received), each.received),
                count(each.expected, "return"),
                _of(each, "for"),
                Figure(percent(rate), rate),
                missing,
                beside=(source,),
            )
        )
        findings += why
    return findings


def _of(each: IndicatorReturns, joining: str) -> Phrase:
    """The indicator of returns, with the word before it; nothing where they are of none."""
    if not each.indicator:
        return phrase("")
    return phrase(f" {joining} {{}}", Named(each.indicator, Record(RETURNS, each.indicator), (Source(RETURNS, each.indicator),)))


def rated(partnership: Partnership) -> list[Finding]:
    """How the returns of each indicator rate each year, blanks apart."""
    return [
        finding(
            "Returns{} rate {}.",
            _of(each, "of"),
            joined([_year(year) for year in each.by_year], "; "),
            beside=(Source(RETURNS, each.indicator),),
        )
        for each in partnership.returns.indicators
        if each.by_year
    ]


def _year(year: YearRatings) -> Phrase:
    ratings = [phrase(f"{{}} {rating.word}", Figure(str(year.of(rating)), year.of(rating))) for rating in Rating]
    blank = phrase(" and {} blank", Figure(str(year.blank), year.blank)) if year.blank else phrase("")
    return phrase("{} {}{}", str(year.year), joined(ratings, ", "), blank)


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


def scored(partnership: Partnership) -> list[Finding]:
    """The mean of the use of resources scores, who is at the level aimed at, and both after a harder assessment."""
    summary, dropped = partnership.scores.summary, partnership.scores.after_drop
    if summary.mean is None:
        return []
    beside = (
        [phrase("; {} not applicable left out", Figure(str(summary.not_applicable), summary.not_applicable))]
        if summary.not_applicable
        else []
    )
    beside += (
        [phrase("; {} withheld", Figure(str(partnership.scores.withheld), partnership.scores.withheld))]
        if partnership.scores.withheld
        else []
    )
    now = phrase(
        "The mean of {} is {}, and {} at level {} or above ({}){}",
        count(summary.scored, "use of resources score"),
        Figure(placed(summary.mean, 3), summary.mean),
        _at_aim(summary),
        str(AIM),
        _share(summary),
        Phrase(beside),
    )
    if dropped.mean is None:
        return [finding("{}.", now, beside=(Source(RESOURCE_SCORES),))]
    after = phrase(
        "one level lower each, as under a harder assessment, they would be {} and {} ({})",
        Figure(placed(dropped.mean, 3), dropped.mean),
        Figure(str(dropped.at_aim), dropped.at_aim),
        _share(dropped),
    )
    return [finding("{}; {}.", now, after, beside=(Source(RESOURCE_SCORES),))]


def _share(scores: ScoreSummary) -> Figure:
    return Figure(percent(scores.share_at_aim), scores.share_at_aim)


def _at_aim(summary: ScoreSummary) -> Figure:
    return Figure(f"{summary.at_aim} {'is' if summary.at_aim == 1 else 'are'}", summary.at_aim)


def details(partnership: Partnership) -> list[Finding]:
    """What of it may go unsaid where there is much to say, the first to go first: nothing that is at odds or would be cancelled."""
    return [*counted_up(partnership.count), *unanswered(partnership), *arrangements(partnership), *fitting(partnership)]


def compared(partnership: Partnership) -> list[Finding]:
    """What districts pay for a unit of a service against the county, where both are known."""
    findings = []
    for service in partnership.services:
        kinds = {each.kind: each for each in service.by_kind}
        if "district" in kinds and "county" in kinds:
            unit = f" for each of its {service.unit}" if service.unit else " for each unit of work"
            named = Named(
                service.service, Record(SERVICES, service.service), (Source(COSTS, service.service), Source(SERVICES, service.service))
            )
            findings.append(
                finding(
                    "{} costs districts {}{} and the county {}.",
                    named,
                    figure(kinds["district"].unit_cost),
                    unit,
                    figure(kinds["county"].unit_cost),
                )
            )
    return findings


def fitting(partnership: Partnership) -> list[Finding]:
    """Who is on the shortlist and why; that nobody is, where factors are scored; else that none is scored."""
    partners = partnership.fit.partners
    if not partners:
        return []
    short = partnership.fit.shortlist
    if short:
        return [finding("On the shortlist of partners: {}, {}", _fit_of(each.organisation), each.why) for each in short]
    every = (Source(FACTORS), Source(PROFILES))
    if any(each.mean is not None for each in partners):
        return [finding("No partner is on the shortlist: none has a mean above {} of {}.", str(MOST // 2), str(MOST), beside=every)]
    unscored = {each.organisation: sum(not factor.withheld for factor in each.factors) for each in partners}
    names, number = [name for name, factors in unscored.items() if factors], sum(unscored.values())
    if not names:
        return []
    return [
        finding(
            "{} {} recorded of {} as a partner and none is scored, so nothing says how strongly each tells.",
            count(number, "factor"),
            "is" if number == 1 else "are",
            all_of([_fit_of(name) for name in names]),
        )
    ]


def _fit_of(name: str) -> Named:
    return organisation_named(name, Source(FACTORS, name), Source(PROFILES, name))


def shared(partnership: Partnership) -> list[Finding]:
    """How many arrangements there are of each status, what they save, and what each proposal would cancel."""
    return [*arrangements(partnership), *cancelled(partnership)]


def arrangements(partnership: Partnership) -> list[Finding]:
    """How many arrangements there are of each status, and what they save."""
    sharing, number = partnership.sharing, len(partnership.sharing.arrangements)
    if not number:
        return []
    statuses = [
        phrase(f"{{}} {_STATUS[each.status]}", Figure(str(len(each.arrangements)), len(each.arrangements))) for each in sharing.by_status
    ]
    statuses += [phrase("{} withheld", Figure(str(sharing.withheld), sharing.withheld))] if sharing.withheld else []
    if len(statuses) == 1:  # how many there are is said of all
        of_all = _STATUS[sharing.by_status[0].status] if sharing.by_status else "withheld"
        told = phrase(f", {'all ' if number > 1 else ''}{of_all}")
    else:
        told = phrase(": {}", all_of(statuses))
    return [
        finding(
            "{} {} recorded{}; {} a year is {}.",
            count(number, "sharing arrangement"),
            "is" if number == 1 else "are",
            told,
            "what it saves" if number == 1 else "what they save",
            figure(sharing.saving),
            beside=(Source(SHARING),),
        )
    ]


def cancelled(partnership: Partnership) -> list[Finding]:
    """What each proposal would cancel of what is shared now."""
    findings = []
    for each in partnership.sharing.cancelled if partnership.sharing.arrangements else ():
        names = [
            Named(arrangement.service, Record(SHARING, arrangement.service), (Source(SHARING, arrangement.service),))
            for arrangement in each.arrangements
        ]
        lost = "what it saves" if len(names) == 1 else "what they save"
        findings.append(
            finding("{} would or might cancel {}; {} a year now is {}.", each.proposal, all_of(names), lost, figure(each.saving))
        )
    return findings


def pooled(partnership: Partnership) -> list[Finding]:
    """Whoever would pay more for no more work, and what is not known; else nothing."""
    return [finding for each in partnership.pool.lines for finding in of_contribution(each)]


def of_contribution(each: Contributed) -> list[Finding]:
    """One contribution against the test, in a sentence."""
    who, what = organisation_named(each.of.organisation, Source(POOL, each.of.organisation)), each.of.what
    if each.at_odds and each.of.pooled is not None and each.of.after is not None:
        return [
            finding(
                "{} would put {} a year into the pool for {}, yet pay {} altogether: one of the two is wrong.",
                who, figure(each.of.pooled), what, figure(each.of.after),
                action="Type under After what it would pay altogether, the pool included.",
            )
        ]  # fmt: skip
    if each.pays_more_for_less:
        dearer = each.change if each.change is not None and each.change.low is not None and each.change.low > 0 else None
        by = phrase(" by {} a year", figure(dearer)) if dearer is not None else phrase("")
        rest = "" if dearer is not None else " for each unit of work"
        return [finding("{} would pay more{} for {} in the pool{}, for no more than it has now.", who, rest, what, by)]
    if each.pays_more_for_less is None and not each.of.withheld:
        lacking = [
            name
            for name, amount in (("what it pays now", each.of.before), ("what it would pay", each.of.after))
            if amount is None or says_nothing(amount)
        ]
        if lacking:
            return [
                finding(
                    "Whether {} would pay more for less for {} in the pool is not known, as {} {} not known.",
                    who,
                    what,
                    listed(lacking),
                    agreeing(lacking, "is", "are"),
                )
            ]
        return [finding("{} could pay more for less for {} in the pool: the amounts do not settle it.", who, what)]
    return []


def requested(partnership: Partnership) -> list[Finding]:
    """Two dates for one thing, and questions without an answer."""
    return [*(conflict(each) for each in partnership.requests if each.conflict), *unanswered(partnership)]


def unanswered(partnership: Partnership) -> list[Finding]:
    """The questions that have no answer yet."""
    names = [
        Named(each.name, Record(REQUESTS, each.rows[0].name), (Source(REQUESTS, each.rows[0].name),))
        for each in partnership.requests
        if not (each.answered or each.withheld)
    ]
    if not names:
        return []
    which = phrase(": {}", all_of(names)) if len(names) <= _FEW else phrase("")
    return [
        finding(
            "{} {} no answer yet{}.",
            count(len(names), "request"),
            "has" if len(names) == 1 else "have",
            which,
            beside=(Source(REQUESTS),),  # their number is that of all
        )
    ]


def counting(partnership: Partnership) -> list[str]:
    """How days of requests are counted, and that some are not known, where bank holidays are not listed for them."""
    sentences = ["Days are Monday to Friday from being asked, bank holidays left out; clear days leave out the first and the last too."]
    if any(deadline.is_beyond for each in partnership.requests for deadline in each.deadlines):
        known = partnership.records.bank_holidays or holidays()
        sentences.append(
            f"Bank holidays are listed from {long_date(known.first)} to {long_date(known.last)}: days that lead outside are not known."
        )
    return sentences


def conflict(each: Asked) -> Finding:
    """The dates of one thing that are at odds, each with where it is given."""
    dates: dict[str, list[str]] = {}
    for deadline in each.deadlines:
        shown = weekday_date(deadline.when.day) if deadline.when.day is not None else deadline.when.words
        dates.setdefault(shown, []).append(deadline.source)
    parts = [
        f"{shown}{f' ({listed(sources)})' if (sources := [source for source in given if source]) else ''}" for shown, given in dates.items()
    ]
    return finding(
        "The dates given for {} are at odds: {}.",
        Named(each.name, Record(REQUESTS, each.rows[0].name), (Source(REQUESTS, each.rows[0].name),)),
        listed(parts),
        action="Ask which holds; until then work to the first.",
    )


def percent(share: Fraction | None) -> str:
    """A fraction of 1 as a percentage to one place: `53.8%`."""
    return "not known" if share is None else f"{placed(share * 100, 1)}%"
