"""Progress towards efficiency targets: what is asked, what is gained, what is still to find, and what is struck out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal.case import Option
from desktop.appraisal.findings.figures import count, figure, pounds
from desktop.appraisal.findings.finding import (
    FLOWS,
    OPTIONS,
    PROJECTS,
    RETURNS,
    TARGETS,
    Figure,
    Finding,
    Named,
    Phrase,
    Record,
    Source,
    all_of,
    costed,
    finding,
    joined,
    organisation_named,
    phrase,
    reason,
)
from desktop.appraisal.kept import for_the_same
from desktop.appraisal.savings.targets import Progress, TargetMode, percent_words, target_name

if TYPE_CHECKING:
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.savings.finance import Finance


@for_the_same(lambda finance: (finance,))
def targets(finance: Finance) -> list[Finding]:
    """Each indicator in all, then how many organisations meet theirs, and what gains are struck out."""
    if not finance.progress:
        return []
    findings: list[Finding] = []
    gained_by = gains_rest_on(finance)
    for indicator in dict.fromkeys(each.indicator for each in finance.progress):
        own = [each for each in finance.progress if each.indicator == indicator]
        parts = [each for each in own if each.organisation is not None]
        whole = [each for each in own if each.organisation is None] or parts[:1] * (len(parts) == 1)
        for each in whole:
            findings += target(each, gained_by)
        if len(parts) > 1:
            findings += _by_organisation(indicator, parts, gained_by)
    return [*findings, *struck_out(finance)]


def gains_rest_on(finance: Finance) -> tuple[Source, ...]:
    """What the gains that count towards targets are worked out from: the lines of what gains, and what was returned."""
    owners = dict.fromkeys(each.owner for each in finance.gains)
    returned = (Source(RETURNS),) if finance.records.returned_gains else ()
    return (*(Source(FLOWS, owner) for owner in owners), *returned)


def target(progress: Progress, gained_by: tuple[Source, ...] = ()) -> list[Finding]:
    """One target: what it asks for and in which mode, how far it is met, the question left to the officer, and what is lacking.

    `gained_by` is what the gains rest on.
    """
    who = Named(
        target_name(progress.indicator, progress.organisation), Record(TARGETS, progress.indicator), (Source(TARGETS, progress.indicator),)
    )
    beside = (*who.rests_on, *gained_by)
    why = [reason(each, *beside, about=who) for each in progress.why]
    if not progress.years:
        return why
    findings = [finding("{} is {}{}.", who, figure(progress.total_amount), _how(progress))]
    if not progress.not_stated.is_nought:
        findings.append(Finding(_at_least(progress.total_gain, progress.not_stated).parts, beside, who.record))
    findings.append(Finding(_still_to_find(progress).parts, beside, who.record))
    asked = [reason(progress.question, *beside, about=who)] if progress.question else []
    return [*findings, *asked, *why]


def _still_to_find(progress: Progress) -> Phrase:
    if progress.met is True:
        surplus = -progress.gap
        spare = phrase("") if surplus.is_nought else phrase(", with {} to spare", figure(surplus))
        return phrase("The target is met{}.", spare)
    if progress.met is False:
        return phrase("{} is still to find.", phrase("{}", figure(progress.gap)).with_capital())
    if not progress.not_stated.is_nought and progress.gap.high is not None:
        about = "about " if progress.gap.approximate else ""
        return phrase("At most {}{} is still to find.", about, pounds(progress.gap.high))
    return phrase("Whether the target is met is not known from the amounts recorded.")


def _at_least(gain: Estimate, not_stated: Estimate) -> Phrase:
    """What is gained as a bound, with how much more would count if it were stated to be cashable."""
    shown = not_stated.to_pence()
    if shown.high is None and not shown.low:
        whole = more = phrase("savings not yet known are not stated to be cashable")
    else:
        whole = phrase("{} of savings is not stated to be cashable", figure(shown))
        more = phrase("{} more is not stated to be cashable", figure(shown))
    if gain.low is None or gain.low <= 0:
        return phrase("What is gained is not known: {}.", whole)
    about = "about " if gain.approximate else ""
    return phrase("At least {}{} is gained: {}.", about, pounds(gain.low), more)


def _how(progress: Progress) -> Phrase:
    """The yearly percentages and what they come to; nothing where only amounts are printed."""
    if progress.total_percent is None or not any(year.percent for year in progress.years):
        return phrase("")
    total = Figure(percent_words(progress.total_percent), progress.total_percent)
    if len(progress.years) == 1:
        return phrase(f": {{}} of {'a fixed' if progress.mode is TargetMode.ADDITIVE else 'the'} baseline", total)
    if progress.mode is TargetMode.ADDITIVE:
        yearly = joined([Figure(percent_words(each), each) for year in progress.years if (each := year.percent) is not None], " + ")
        return phrase(": {} = {} of a fixed baseline", yearly, total)
    return phrase(": {} of the baseline, each year’s percentage on the baseline grown by the earlier ones", total)


def struck_out(finance: Finance) -> list[Finding]:
    """How much of the gains does not count as it did not last, and whose."""
    struck = [each for gains in finance.gains for each in gains.struck_out]
    if not struck:
        return []
    known = sum((each.amount for each in struck if each.amount is not None), Decimal(0))
    options = {owner.name for owner in finance.owners.values() if isinstance(owner, Option)}
    owners = [costed(name, OPTIONS if name in options else PROJECTS) for name in dict.fromkeys(each.owner for each in struck)]
    some = any(each.amount is None for each in struck)
    size = phrase(f"{'At least ' if some else ''}{{}}", pounds(known)) if known else phrase("A gain not yet known")
    return [finding("{} of gains of {} is struck out, as a gain must last two full financial years after its first.", size, all_of(owners))]


def _by_organisation(indicator: str, parts: list[Progress], gained_by: tuple[Source, ...]) -> list[Finding]:
    beside = (Source(TARGETS, indicator), *gained_by)
    named = Named(indicator, Record(TARGETS, indicator), beside)
    met = [each for each in parts if each.met is True]
    short = [each for each in parts if each.met is False]
    unclear = [each for each in parts if each.met is None]
    counts = [
        phrase(words, Figure(str(len(each)), len(each)))
        for words, each in (("{} met it", met), ("{} fell short", short), ("of {} it is not known", unclear))
        if each
    ]
    organisations = count(len(parts), "organisation")
    if len(unclear) == len(parts):
        have = "have" if len(parts) > 1 else "has"
        return [finding(f"Whether the {{}} that {have} a target of {{}} met it is not known.", organisations, named)]
    findings = [finding("Of {} with a target of {}, {}.", organisations, named, all_of(counts))]
    gaps = sorted((each for each in short if each.gap.low is not None), key=lambda each: -(each.gap.low or 0))
    if gaps:
        most = gaps[0]
        findings.append(finding("{} has most still to find: {}.", organisation_named(most.organisation or "", *beside), figure(most.gap)))
    return findings
