"""Affordability: the budget gap closed, cash at its lowest, and funding that is no grant or runs short."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.figures import figure, pounds, says_nothing
from desktop.appraisal.findings.finding import FUNDING, GAPS, Figure, Finding, Named, Phrase, Record, Source, finding, phrase, reason
from desktop.appraisal.savings.affordability import Affordability, FundingKind, FundingLine, GapYear, awarded_by_kind

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance

_GAP = Source(GAPS)


def gap_closed(who: Named, gap: tuple[GapYear, ...]) -> list[Finding]:
    """How much of the budget gap of the last year it closes, what of that is one-off, and the year in which most is left."""
    if not gap:
        return []
    last = gap[-1]
    beside = (*who.rests_on, _GAP)
    findings = [_of_year(who, last), *_if_cashable(who, last)]
    if not last.relief_one_off.is_nought and last.relief_one_off.low is not None and last.relief_one_off.low > 0:
        findings.append(finding("{} of that is one-off and does not return.", figure(last.relief_one_off), beside=beside))
    known = [(year.left.central, year) for year in gap if year.left.central is not None]
    worst = max(known, key=lambda pair: pair[0], default=None)
    if worst is not None and worst[1] is not last and worst[0] > 0:
        findings.append(finding("Most is left to close in {}: {}.", str(worst[1].year), figure(worst[1].left), beside=beside))
    return findings


def cash(who: Named, affordability: Affordability) -> list[Finding]:
    """The year in which most cash is out; a bound, or that it is not known, where a later year is open and could be lower still."""
    known = [(year.cumulative.central, year) for year in affordability.total_cash if year.cumulative.central is not None]
    lowest = min(known, key=lambda pair: pair[0], default=None)
    floor = Decimal(0) if lowest is None or lowest[1].cumulative.low is None else min(lowest[1].cumulative.low, Decimal(0))
    lower = [
        year
        for year in affordability.total_cash
        if year.cumulative.central is None and (year.cumulative.low is None or year.cumulative.low < floor)
    ]
    if lower:
        ends = [year.cumulative.low for year in affordability.total_cash if year.cumulative.low is not None]
        if len(ends) == len(affordability.total_cash):
            return [
                finding("At most {} of cash is out at any time for {}: in which year most is out is not known.", pounds(-min(ends)), who)
            ]
        unknown = phrase("How much cash is out at most for {} is not known, as an amount of {} is not known", who, str(lower[0].year))
        if lowest is None or lowest[0] >= 0:
            return [finding("{}.", unknown)]
        return [finding("{}: by the end of {} {} is out.", unknown, str(lowest[1].year), figure(-lowest[1].cumulative))]
    if lowest is None or lowest[0] >= 0:
        return []
    return [finding("Most cash is out for {} by the end of {}: {}.", who, str(lowest[1].year), figure(-lowest[1].cumulative))]


def _source(line: FundingLine) -> Named:
    return Named(line.source, Record(FUNDING, line.source), (Source(FUNDING, line.source),))


def reasons(line: FundingLine) -> list[Finding]:
    """What is short of a source of funding, or at odds."""
    return [reason(why, about=_source(line)) for why in line.why]


def not_grant(statement: tuple[FundingLine, ...]) -> list[Finding]:
    """That a flexibility allows spending and brings no money, where one is awarded."""
    awarded = awarded_by_kind(statement)
    flexible = awarded.get(FundingKind.FLEXIBILITY)
    if flexible is None or flexible.is_nought:
        return []
    whole, grant = Estimate.sum(awarded.values()), awarded.get(FundingKind.GRANT)
    rest = phrase("none of it is grant") if grant is None else phrase("{} is grant", figure(grant))
    return [
        finding(
            "Of {} awarded, {} is flexibility to spend what is held already, not grant: {}.",
            figure(whole),
            figure(flexible),
            rest,
            beside=(Source(FUNDING),),
        )
    ]


def affordable(finance: Finance, who: Named) -> list[Finding]:
    """What is in question against the budget gap, and what of the funding is no grant or is overdrawn."""
    gap = finance.gap if finance.records.gaps else ()
    return [
        *gap_closed(who, gap),
        *not_grant(finance.funding),
        *(
            shortfall
            for line in finance.funding
            if line.left is not None and line.left.high is not None and line.left.high < 0
            for shortfall in reasons(line)
        ),
    ]


def _if_cashable(who: Named, year: GapYear) -> list[Finding]:
    """What of the savings of a year would close more of the gap if it were stated to be cashable."""
    loose = year.not_stated
    if loose.is_nought or (year.gap.high is not None and year.gap.high <= 0):
        return []
    if loose.high is None and not loose.low:
        return [
            finding("Savings of {} in {} that are not yet known are not stated to be cashable, so it may close more.", who, str(year.year))
        ]
    sure = year.relief.low
    least = (
        phrase(", so it is sure to close only {}", pounds(sure))
        if sure is not None and sure > 0
        else (phrase(", so it may close nothing" if sure is not None else ""))
    )
    return [
        finding(
            "{} of the savings of {} in {} is not stated to be cashable{}.",
            phrase("{}", figure(loose)).with_capital(),
            who,
            str(year.year),
            least,
        )
    ]


def _of_year(who: Named, year: GapYear) -> Finding:
    gap, relief, left = year.gap, year.relief, year.left
    if gap.high is not None and gap.high <= 0:
        return finding("There is no budget gap in {}: a surplus of {} is recorded.", str(year.year), figure(-gap), beside=(_GAP,))
    start = phrase("The budget gap of {} is {}", str(year.year), figure(gap))
    if says_nothing(gap) and not relief.is_nought and relief.low is not None and relief.high is not None and relief.high > 0:
        return finding("{}; {} would close {} of it.", start, who, figure(relief), beside=(_GAP,))
    return finding("{}{}.", start, _closed(who, relief, left), beside=(_GAP,))


def _closed(who: Named, relief: Estimate, left: Estimate) -> Phrase:
    """How much of a gap is closed, as the end of a sentence."""
    if relief.is_nought:
        return phrase(", and {} would close none of it", who)
    if relief.high is not None and relief.high <= 0:
        return phrase(", and {} would add {} to it", who, figure(-relief))
    if relief.low is None or relief.high is None:
        unknown = phrase(", with {} not yet known", Figure(str(relief.unknown), relief.unknown)) if relief.unknown else phrase("")
        return phrase("; how much of it {} would close is {}{}", who, figure(relief), unknown)
    if left.high is not None and left.high <= 0:
        over = phrase(", with {} over", figure(-left)) if not left.is_nought else phrase("")
        return phrase(", and {} would close all of it{}", who, over)
    return phrase(": {} would close {}, which leaves {}", who, figure(relief), _left(left))


def _left(left: Estimate) -> Phrase:
    """What is left to close, so that no sign has to be read."""
    if left.low is None or left.low >= 0 or left.high is None:
        return phrase("{}", figure(left))
    return phrase("{} to close at worst, and {} over at best", pounds(left.high), pounds(-left.low))
