"""Who gains and who pays: each partner's part, whoever pays more for less, and the transfer that leaves nobody worse off."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.appraisal import money
from desktop.appraisal.findings.figures import figure, pounds
from desktop.appraisal.findings.finding import (
    COSTS,
    FLOWS,
    SHARES,
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
from desktop.appraisal.partners.partner_results import Apportionment, PartnerResult
from desktop.appraisal.partners.rebasing import RebasedPartner, Rebasing, actual_noun, share_words
from desktop.appraisal.partners.shares import AppliesTo, percent
from desktop.appraisal.partners.transfers import Floor
from desktop.appraisal.why import action_of
from desktop.appraisal.wording import listed

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance

#: With more partners than this a sentence names only those who lose.
_FEW = 6
#: More years than these are counted, and not named.
_FEW_YEARS = 4


def shared_of(owner: str) -> tuple[Source, ...]:
    """What each partner's part of an option or a project is worked out from: its lines, how they are shared, what partners pay now.

    Of a blank owner it is those of every one.
    """
    return (Source(FLOWS, owner), Source(SHARES, owner), Source(COSTS))


def who_gains(finance: Finance) -> list[Finding]:
    """Who loses of what is in question, who pays more for less, by how much, what each partner is left with, and the transfer to a floor.

    Nothing where no record says how costs and savings are shared.
    """
    apportioned = finance.apportionment()
    if apportioned is None:
        return []
    if not apportioned.partners:
        return [
            finding(
                "Who gains from {} is not known. {}",
                apportioned.owner or "all projects",
                why,
                beside=shared_of(apportioned.owner),
                action=action_of(why),
            )
            for why in apportioned.why[:1]
        ]
    not_stated = [reason(why, *shared_of(apportioned.owner)) for why in apportioned.not_stated]
    return [
        *losers(apportioned),
        *pays_more(apportioned),
        *not_stated,
        *_worth(apportioned),
        *_floor(finance.floor(apportioned.owner), shared_of(apportioned.owner)),
    ]


def losers(apportioned: Apportionment) -> list[Finding]:
    """Whoever would lose, then whoever may, each with the years in which it pays more than it gains; then who does so and is back."""
    findings: list[Finding] = []
    beside = shared_of(apportioned.owner)
    in_doubt = [organisation_named(partner.organisation, *beside) for partner in apportioned.partners if _is_in_doubt(partner)]
    if in_doubt:
        findings.append(finding("{} may lose: how low the net present value may be is not known.", all_of(in_doubt)))
    for loses in (True, None):
        for partner in apportioned.partners:
            if partner.loses is loses and partner.years and not _is_in_doubt(partner):
                who = organisation_named(partner.organisation, *beside)
                said = phrase("{} would lose" if loses else "{} may lose", who)
                findings.append(finding("{}: {}.", said, joined(_losses(partner), ", ", " and ")))
    back = [partner for partner in apportioned.partners if partner.loses is False and _years_below(partner)]
    if 0 < len(back) <= _FEW:
        each = [phrase("{} {}", organisation_named(partner.organisation), all_of(_dips(partner))) for partner in back]
        findings += [finding("{}.", one, beside=beside) for one in each]
    return findings


def _is_in_doubt(partner: PartnerResult) -> bool:
    """Whether all that can be said is that it may lose, as no lowest figure is known."""
    return partner.loses is None and partner.npv is not None and partner.npv.low is None


def _losses(partner: PartnerResult) -> list[Phrase]:
    """What a partner loses by: its net present value, the last year, and the years in which it pays more than it gains."""
    parts: list[Phrase] = []
    npv, last = partner.npv, partner.years[-1]
    if npv is not None and npv.central is not None and npv.central < 0:
        likely = phrase("its net present value is {}", pounds(npv.central))
        parts.append(likely if npv.is_point else phrase("{} on the likely figures, anywhere from {}", likely, figure(npv)))
    elif npv is not None and npv.low is not None and npv.low < 0:
        parts.append(phrase("at worst its net present value is {}", _running(npv.low)))
    if last.net.central is not None and last.net.central < 0:
        on_likely = "" if last.net.is_point else " on the likely figures"
        parts.append(phrase(f"in {{}} it pays {{}} more than it gains{on_likely}", str(last.year), pounds(-last.net.central)))
    elif partner.loses is None and (last.net.low is None or last.net.low < 0):
        parts.append(phrase("in {} it may pay more than it gains", str(last.year)))
    return [*parts, *([phrase("it {}", dip) for dip in _dips(partner)] if _years_below(partner) else [])]


def _years_below(partner: PartnerResult) -> list[str]:
    """The years in which a partner pays more than it gains, on the likely figures."""
    return [str(year.year) for year in partner.years if year.net.central is not None and year.net.central < 0]


def _dips(partner: PartnerResult) -> list[Phrase]:
    """In which years it pays more than it gains, and when it has had it back."""
    years = _years_below(partner)
    when = f"in {listed(years)}" if len(years) <= _FEW_YEARS else f"in {len(years)} years, the last of them {years[-1]}"
    back, last = partner.back_in, str(partner.years[-1].year)
    if back is not None:
        returned = phrase("is back in {}", str(back))
    else:
        returned = phrase("is not back by {}" if partner.is_back_known else "is not known to be back by {}", last)
    return [phrase("pays more than it gains {}", when), returned]


def pays_more(apportioned: Apportionment) -> list[Finding]:
    """Whoever would pay more for no more than now, by how much, or could; else that nobody would, where nobody loses either."""
    findings = would_pay_more(apportioned)
    if findings or any(partner.loses is not False for partner in apportioned.partners):
        return findings
    beside = shared_of(apportioned.owner)
    unsettled = [organisation_named(partner.organisation) for partner in apportioned.partners if partner.pays_more_for_less is None]
    if unsettled:
        return [finding("Whether {} would pay more than now without getting more is not known.", all_of(unsettled), beside=beside)]
    # that nobody does is no statement where any line is withheld
    return [finding("No partner would pay more than now without getting more.", beside=(*beside, Source(FLOWS), Source(SHARES)))]


def would_pay_more(apportioned: Apportionment) -> list[Finding]:
    """Whoever would pay more for no more than now, by how much, or could."""
    findings, beside = [], shared_of(apportioned.owner)
    for partner in apportioned.partners:
        who, change = organisation_named(partner.organisation, *beside), partner.change
        if change is None:
            continue
        if partner.pays_more_for_less:
            by = phrase("{} a year more", figure(change)) if change.low is not None and change.low > 0 else (phrase("more for each unit"))
            findings.append(finding("{} would pay {} than now, without getting more.", who, by))
        elif partner.pays_more_for_less is None:
            if change.high is not None and change.high <= 0:  # its yearly cost falls, so only what it pays for each unit is in doubt
                findings.append(
                    finding("{} could pay more for each unit than now, without getting more: the amounts do not settle it.", who)
                )
                continue
            most = phrase("") if change.high is None else phrase(", by up to {} a year", _running(change.high))
            findings.append(finding("{} could pay more than now{}, without getting more: the amounts do not settle it.", who, most))
    return findings


def gains_told(apportioned: Apportionment) -> list[Finding]:
    """Who would pay more for no more than now, then why anything cannot be told."""
    return [*would_pay_more(apportioned), *(reason(why, *shared_of(apportioned.owner)) for why in apportioned.why)]


def rebased(finance: Finance, owner: str | None = None) -> list[Finding]:
    """Which shares are re-based on actual figures and what each partner's come to, of what is in question unless an owner is named."""
    wanted = finance.owner if owner is None else owner
    return [finding for result in finance.rebasings if not wanted or result.owner == wanted for finding in of_rebasing(result)]


def of_rebasing(rebasing: Rebasing) -> list[Finding]:
    """What re-basing comes to."""
    beside = shared_of(rebasing.owner)
    why = [reason(each, *beside) for each in rebasing.why]
    if not rebasing.partners:
        return why
    if not rebasing.is_rebased:
        return [*why, *_settled(rebasing)]
    past = [organisation_named(partner.organisation) for partner in rebasing.partners if partner.past_tolerance]
    noun = actual_noun(rebasing.basis)
    whose = phrase(
        f"{noun.removesuffix('s') if len(past) == 1 else noun} of {{}} {'differs' if len(past) == 1 else 'differ'}", all_of(past)
    )
    return [
        finding(
            "{} are re-based, as the actual {} from the estimate by more than {}: {}.",
            _what(rebasing).with_capital(),
            whose,
            Figure(percent(rebasing.tolerance), rebasing.tolerance),
            joined([_moved(partner) for partner in rebasing.partners], "; "),
            beside=beside,
        ),
        *_settled(rebasing),
    ]


def _what(rebasing: Rebasing) -> Phrase:
    return phrase(
        "the {} of {}", str(rebasing.applies_to), Named(rebasing.owner, Record(SHARES, rebasing.owner), shared_of(rebasing.owner))
    )


def _moved(partner: RebasedPartner) -> Phrase:
    shares = phrase(
        "{} from {} to {}",
        organisation_named(partner.organisation),
        *(Figure(share_words(share), share) for share in (partner.share_before, partner.share_after)),
    )
    if partner.before.says_nothing or partner.before.is_nought:
        return phrase("{} of what is not yet known", shares) if partner.before.says_nothing else shares
    before, after = (figure(amount) for amount in (partner.before, partner.after))
    if not (partner.before.is_point and partner.after.is_point):  # “from £1 to £2 to £3 to £4” is no sentence
        return phrase("{}, or {} over the years and not {}", shares, after, before)
    return phrase("{}, or from {} to {} over the years", shares, before, after)


def _settled(rebasing: Rebasing) -> list[Finding]:
    """Who pays whom once what each in fact paid or had is set beside its share."""
    if any(partner.settles is None for partner in rebasing.partners):
        return []
    costs = rebasing.applies_to is AppliesTo.COSTS
    gives = {partner.organisation: partner.settles * (1 if costs else -1) for partner in rebasing.partners if partner.settles}
    total = sum((partner.actual_amount or Decimal(0) for partner in rebasing.partners), Decimal(0))
    start = phrase("Of {} that {} in fact came to", Figure(money.pounds(total), total), _what(rebasing))
    beside = shared_of(rebasing.owner)
    if not gives:
        return [finding(f"{{}}, each partner has {'paid' if costs else 'had'} its share.", start, beside=beside)]
    pays = [
        phrase("{} owes {}", organisation_named(name), Figure(money.pounds(amount), amount)) for name, amount in gives.items() if amount > 0
    ]
    gets = [
        phrase("{} is owed {}", organisation_named(name), Figure(money.pounds(-amount), -amount))
        for name, amount in gives.items()
        if amount < 0
    ]
    return [finding("{}, {}.", start, all_of([*pays, *gets]), beside=beside)]


def _worth(apportioned: Apportionment) -> list[Finding]:
    present_values = [(partner.organisation, partner.npv) for partner in apportioned.partners if partner.npv is not None]
    if len(present_values) > _FEW:
        present_values = [(name, npv) for name, npv in present_values if npv.low is not None and npv.low < 0]
        if not present_values:
            return []
    if all(npv.says_nothing for _, npv in present_values):
        return []
    unknown = ", with amounts not yet known" if any(npv.unknown for _, npv in present_values) else ""
    each = [phrase("{} {}", organisation_named(name), figure(npv)) for name, npv in present_values]
    return [
        finding(
            f"Net present value to each{'' if len(apportioned.partners) <= _FEW else ' that could lose'}: {{}}{unknown}.",
            joined(each, "; "),
            beside=shared_of(apportioned.owner),
        )
    ]


def _running(amount: Decimal) -> Figure:
    return pounds(amount)


def _floor(floors: tuple[Floor, Floor, Floor] | None, beside: tuple[Source, ...]) -> list[Finding]:
    """The transfer on the most likely case; where only the worst case needs one, that one; nothing where neither is known."""
    if floors is None:
        return []
    worst, central, _ = floors
    if not central.needed:
        if worst.needed:
            return [finding("At worst those who lose would be short of {}.", _running(worst.needed), beside=beside)]
        return [reason(why, *beside) for why in central.why] if central.possible else []
    if not central.possible:
        return [reason(why, *beside) for why in central.why]
    paid = {name: -amount for name, amount in central.transfers.items() if amount < 0}
    got = {name: amount for name, amount in central.transfers.items() if amount > 0}
    if len(got) == 1:
        return [
            finding(
                "To leave nobody worse off, {} to {}, on the most likely figures.",
                _each_would(paid, "pass on"),
                organisation_named(next(iter(got))),
                beside=beside,
            )
        ]
    return [
        finding(
            "To leave nobody worse off, {} in all would change hands on the most likely figures: {}, and {}.",
            _running(central.needed),
            _each_would(paid, "pay"),
            _each_would(got, "have"),
            beside=beside,
        )
    ]


def _each_would(amounts: dict[str, Decimal], verb: str) -> Phrase:
    return all_of([phrase(f"{{}} would {verb} {{}}", organisation_named(name), _running(amount)) for name, amount in amounts.items()])
