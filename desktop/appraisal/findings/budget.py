"""Affordability: the budget gap closed, cash at its lowest, and funding that is no grant or runs short."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.funding import FundingLine, awarded_by_kind
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.case import FundingKind
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.findings.figures import as_recorded, figure, pounds, says_nothing
from desktop.appraisal.findings.finding import (
    FUNDING,
    GAPS,
    Figure,
    Finding,
    Named,
    Phrase,
    Record,
    Source,
    all_of,
    finding,
    phrase,
    reason,
)
from desktop.appraisal.savings.finance import WHOLE, Finance
from desktop.appraisal.wording import listed

_GAP = Source(GAPS)
#: A sentence names no more years than these.
_MOST_YEARS = 4


def gap_closed(who: Named, gap: tuple[GapYear, ...]) -> list[Finding]:
    """How much of the budget gap of the last year it closes, what is one-off, the year in which most is left, and what reserves do.

    A gap that returns year after year is closed only by what returns too.
    """
    if not gap:
        return []
    last = gap[-1]
    beside = (*who.rests_on, _GAP)
    returns, relief = recurs(gap), closing(gap)
    findings = [_of_year(who, last, relief), *_if_cashable(who, last, relief)]
    once = last.relief_one_off
    if returns and not once.is_nought:
        if once.low is not None and once.low > 0:
            findings.append(
                finding("A further {} is one-off, and closes the gap of {} alone.", figure(once), str(last.year), beside=beside)
            )
        elif once.high is not None and once.high <= 0:
            findings.append(finding("One-off costs of {} in {} come on top of the gap.", figure(-once), str(last.year), beside=beside))
    elif not once.is_nought and once.low is not None and once.low > 0:
        findings.append(finding("{} of that is one-off and does not return.", figure(once), beside=beside))
    known = [(year.left.central, year) for year in gap if year.left.central is not None]
    worst = max(known, key=lambda pair: pair[0], default=None)
    # A year of which the likely figure is not known may leave more, so that no other is said to leave most.
    open_ends = [year.left.high for year in gap if year.left.central is None]
    is_most = worst is not None and all(end is not None and end <= worst[0] for end in open_ends)
    if worst is not None and worst[0] > 0 and worst[0] != last.left.central and is_most:
        before = " before reserves" if any(not year.reserves.is_nought for year in gap) else ""
        findings.append(finding(f"Most is left to close in {{}}: {{}}{before}.", str(worst[1].year), figure(worst[1].left), beside=beside))
    return [*findings, *_in_plan(who, last, beside), *_after_reserves(gap, beside)]


def recurs(gap: Sequence[GapYear]) -> bool:
    """Whether a gap returns year after year."""
    return sum(year.gap.high is None or year.gap.high > 0 for year in gap) > 1


def closing(gap: Sequence[GapYear]) -> Estimate:
    """What closes the gap of its last year: only what recurs, where the gap does."""
    return gap[-1].recurring if recurs(gap) else gap[-1].relief


def _in_plan(who: Named, year: GapYear, beside: tuple[Source, ...]) -> list[Finding]:
    """What of the relief of a year the plan has already, so that the gap was struck after it."""
    if year.in_plan.is_nought:
        return []
    had = "{} that {} would take off the budget in {} is in the medium-term plan already, and closes no more of the gap."
    if says_nothing(year.in_plan):
        return [finding(had, "An amount not yet known", who, str(year.year), beside=beside)]
    if year.in_plan.high is not None and year.in_plan.high <= 0:
        cost = "{} that {} would add to the budget in {} is in the medium-term plan already, and adds £0 to the gap."
        return [finding(cost, figure(-year.in_plan), who, str(year.year), beside=beside)]
    return [finding(had, phrase("{}", figure(year.in_plan)).with_capital(), who, str(year.year), beside=beside)]


def _after_reserves(gap: tuple[GapYear, ...], beside: tuple[Source, ...]) -> list[Finding]:
    """What reserves leave of the gap in each year in which they are used; they are used once."""
    used = [year for year in gap if not year.reserves.is_nought and (year.reserves.high is None or year.reserves.high > 0)]
    if not used:
        return []
    each = [phrase("{} in {}, which leaves {}", figure(year.reserves), str(year.year), _left(year.after)) for year in used[:_MOST_YEARS]]
    return [finding("Reserves pay for some of it once: {}.", all_of(each), beside=beside)]


def financed(who: Named, statements: Affordability) -> list[Finding]:
    """What borrowing costs a year and leaves to repay, what is used of reserves, and capital cost that nothing covers."""
    findings: list[Finding] = []
    financing = statements.financing
    costly = [year for year in financing.borrowing if not year.cost.is_nought]
    if costly and not says_nothing(costly[0].cost):
        first = costly[0]
        findings.append(
            finding(
                "Borrowing for {} costs the budget {} in {}: {} of provision for its repayment and {} of interest.",
                who,
                figure(first.cost),
                str(first.year),
                figure(first.mrp),
                figure(first.interest),
            )
        )
    if financing.borrowing and not financing.still_to_repay.is_nought:
        last = str(financing.borrowing[-1].year)
        findings.append(finding("After {}, {} of the borrowing for {} is still to repay.", last, figure(financing.still_to_repay), who))
    used, repaid = (Estimate.sum(getattr(year, key) for year in financing.reserves) for key in ("used", "repaid"))
    if not used.is_nought:
        back = phrase(", and {} is paid back", figure(repaid)) if not repaid.is_nought else phrase(", and none of it is paid back")
        findings.append(finding("{} uses {} of reserves{}.", who, figure(used), back))
    charged = [(year.year, year.capital) for years in statements.budget.values() for year in years if not year.capital.is_nought]
    if charged:
        each = [
            phrase("an amount not yet known in {}", str(year)) if says_nothing(amount) else phrase("{} in {}", figure(amount), str(year))
            for year, amount in charged[:_MOST_YEARS]
        ]
        findings.append(finding("No capital funding covers capital cost of {}, so it is charged to revenue: {}.", who, all_of(each)))
    return [*findings, *(reason(why, *who.rests_on, about=who) for why in financing.why)]


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
    out = -lowest[1].cumulative
    if out.low is not None and out.high is not None and out.low < 0:
        most, least = pounds(out.high), pounds(-out.low)
        return [
            finding(
                "Most cash is out for {} by the end of {}: up to {}; at best {} is then in hand.", who, str(lowest[1].year), most, least
            )
        ]
    return [finding("Most cash is out for {} by the end of {}: {}.", who, str(lowest[1].year), figure(out))]


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
        *gap_closed(closed_by(finance, finance.owner, who), gap),
        *_untold(finance, gap),
        *(financed(who, finance.affordability[WHOLE]) if finance.owner is not None else ()),
        *not_grant(finance.funding),
        *(
            shortfall
            for line in finance.funding
            if line.left is not None and line.left.high is not None and line.left.high < 0
            for shortfall in reasons(line)
        ),
    ]


def _untold(finance: Finance, gap: Sequence[GapYear]) -> list[Finding]:
    """The years of our own council's gap that cannot be told in the prices of the case."""
    own = finance.own_gaps
    told, appraised = {each.year for each in gap}, set(finance.case.years)
    missing = sorted({year for each in own for year in each.amounts if year in appraised and year not in told})
    if finance.owner is None or not missing:
        return []
    years = listed([str(year) for year in missing]) if len(missing) <= _MOST_YEARS else f"{missing[0]} to {missing[-1]}"
    return [
        finding(
            "The budget gap of {} is not known in {} prices, as no deflator reaches.",
            years,
            finance.terms.prices,
            beside=(_GAP,),
            action="Type the assumed inflation of the case, or take a newer edition.",
        )
    ]


def closed_by(finance: Finance, owner: str | None, who: Named) -> Named:
    """What of an owner closes our own council's gap, as a sentence names it: its own part, where not all is its own."""
    if owner is None or finance.part(owner).is_all:
        return who
    if finance.own_council:
        return who.worded(f"{finance.own_council}’s part of {who.words}")
    return who if not finance.part(owner).not_known else who.worded(f"our own part of {who.words}")


def _if_cashable(who: Named, year: GapYear, relief: Estimate) -> list[Finding]:
    """What of the savings of a year would close more of the gap if it were stated to be cashable."""
    loose = year.not_stated
    if loose.is_nought or (year.gap.high is not None and year.gap.high <= 0):
        return []
    if loose.high is None and not loose.low:
        return [
            finding("Savings of {} in {} that are not yet known are not stated to be cashable, so it may close more.", who, str(year.year))
        ]
    sure = relief.low
    least = (
        phrase(", so it is sure to close only {}", pounds(sure))
        if sure is not None and sure > 0
        else (phrase(", so it may close none of it" if sure is not None else ""))
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


def _of_year(who: Named, year: GapYear, relief: Estimate) -> Finding:
    gap, left = year.gap, year.gap - relief
    if gap.is_nought:
        return finding("The budget gap of {} is recorded as £0.", str(year.year), beside=(_GAP,))
    if gap.high is not None and gap.high <= 0:
        return finding("There is no budget gap in {}: a surplus of {} is recorded.", str(year.year), figure(-gap), beside=(_GAP,))
    is_round = gap.is_point and gap.low is not None and rounding_of((gap,)).rounded(gap.low) == gap.low
    start = phrase("The budget gap of {} is {}", str(year.year), as_recorded(gap) if is_round else figure(gap))
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
