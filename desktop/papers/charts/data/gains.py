"""Who pays and who gains, targets and the budget gap, as the figures of their charts and in words. No ReportLab."""

from __future__ import annotations

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.estimate import Estimate, rounding_of
from desktop.appraisal.findings.efficiency import target
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.money import Rounding
from desktop.appraisal.partners.partner_results import Apportionment, PartnerResult, before_and_after
from desktop.appraisal.savings.targets import Progress, TargetMode, TargetYear
from desktop.papers.charts.data.money import bounds, in_years
from desktop.papers.charts.data.money_parts import GapBar, GapBars, PartnerBar, PartnerBars, TargetBar, TargetBars

PAYS_MORE, MAY_PAY_MORE = "Pays more for less", "May pay more for less"


def partners_parts(apportionment: Apportionment) -> PartnerBars:
    """Each partner's yearly cost before and after, in the order recorded."""
    record = f"partners:{apportionment.owner}"
    amounts = [amount for partner in apportionment.partners for amount in (*before_and_after(partner), partner.change)]
    rounding = rounding_of(amounts)
    bars = tuple(_partner(apportionment.owner, partner, rounding) for partner in apportionment.partners)
    return PartnerBars(apportionment.owner, record, bars, apportionment.why)


def partners_words(parts: PartnerBars) -> str:
    """What the chart says, in sentences."""
    if not parts.partners:
        return " ".join(parts.why) or f"No partners are recorded for {parts.owner}."
    return " ".join([f"Yearly cost of each partner before and after {parts.owner}.", *(f"{bar.words}." for bar in parts.partners)])


def target_parts(progress: Progress) -> TargetBars:
    """Each year's target beside the gain of that year."""
    whose = f" for {progress.organisation}" if progress.organisation else ""
    name = f"{progress.indicator}{whose}"
    record = f"target:{progress.indicator}:{progress.organisation or ''}"
    rounding = rounding_of(amount for year in progress.years for amount in (year.amount, year.gain, year.gap))
    bars = tuple(_target_year(record, year, rounding) for year in progress.years)
    return TargetBars(name, record, bars, tuple(words_of(target(progress))), progress.why)


def target_words(parts: TargetBars) -> str:
    """What the chart says, in sentences."""
    if not parts.years:
        return " ".join(parts.why) or f"No yearly percentages are recorded for {parts.name}."
    return " ".join([f"Target and gain of {parts.name} by year.", *in_years([bar.words for bar in parts.years]), *parts.sentences])


def gap_parts(name: str, affordability: Affordability) -> GapBars:
    """The budget gap of each year with what relieves it; `name` says whose relief it is."""
    record = f"budget gap:{name}"
    why = () if affordability.gap else ("No budget gap is recorded.",)
    rounding = rounding_of(amount for year in affordability.gap for amount in (year.gap, year.relief, year.relief_one_off, year.left))
    return GapBars(name, record, tuple(_gap_year(record, year, rounding) for year in affordability.gap), why)


def gap_words(parts: GapBars) -> str:
    """What the chart says, in sentences."""
    if not parts.years:
        return " ".join(parts.why)
    return " ".join([f"Budget gap by year, and the relief from {parts.name}.", *in_years([bar.words for bar in parts.years])])


def mode_words(mode: TargetMode) -> str:
    """How yearly percentages come together."""
    if mode is TargetMode.ADDITIVE:
        return "additive: yearly percentages of one fixed baseline add"
    return "compound: each year’s percentage applies to the baseline grown by the earlier ones"


def _partner(owner: str, partner: PartnerResult, rounding: Rounding) -> PartnerBar:
    (before, after), change = before_and_after(partner), partner.change
    flag = {True: PAYS_MORE, None: MAY_PAY_MORE, False: ""}[partner.pays_more_for_less] if change is not None else ""
    said = "change not known" if change is None else change_words(change, rounding)
    ends = [
        f"{what} {'not known' if amount is None else amount.total_words(running=True, rounding=rounding)}"
        for what, amount in (("before", before), ("after", after))
    ]
    told = change_words(change, rounding, running=True) if change is not None else said
    words = f"{partner.organisation}: {ends[0]}, {ends[1]} a year, {told}"
    return PartnerBar(
        partner.organisation, f"partner:{owner}:{partner.organisation}", None if before is None else bounds(before, rounding),
        None if after is None else bounds(after, rounding), said, flag, f"{words}{f'; {flag[0].lower()}{flag[1:]}' if flag else ''}",
    )  # fmt: skip


def change_words(change: Estimate, rounding: Rounding | None = None, *, running: bool = False, recorded: bool = False) -> str:
    """A change in words, so that no sign has to be read: `£12,000 less`, `£3,000 more`, `£20,000 less to £5,000 more`."""
    if change.says_nothing or (change.low is None and change.high is None):
        return "change not known"
    if change.is_nought:
        return "no change"
    rounding = rounding or rounding_of((change,))

    def form(amount: Estimate) -> str:
        return amount.brief_words(running=running, rounding=rounding, recorded=recorded)

    if change.high is not None and change.high <= 0:
        return f"{form(-change)} less"
    if change.low == 0 and change.high is None:
        return "no less than now"
    if change.low is not None and change.low >= 0:
        return f"{form(change)} more"
    less = "" if change.low is None else f"{form(Estimate.exact(-change.low))} less"
    more = "" if change.high is None else f"{form(Estimate.exact(change.high))} more"
    if less and more:
        return f"{less} to {more}"
    return f"{less} at most" if less else f"{more} at most"


def _target_year(record: str, year: TargetYear, rounding: Rounding) -> TargetBar:
    target, gain = bounds(year.amount, rounding), bounds(year.gain, rounding)
    label, short = left_words(year.gap, "short", "over", "met", rounding)
    left = left_words(year.gap, "short", "over", "met", rounding, running=True)[0]
    both = (_comes_to("target", "asks for", year.amount, rounding), _comes_to("gain", "comes to", year.gain, rounding))
    words = f"{year.year}: {' and '.join(both)}, {'what is short is not known' if left == 'not known' else left}"
    return TargetBar(str(year.year), f"{record}:{year.year}", target, gain, label, short, words)


def _gap_year(record: str, year: GapYear, rounding: Rounding) -> GapBar:
    label, left = left_words(year.left, "left", "over", "no gap" if year.gap.is_nought else "closed", rounding)
    rest = left_words(year.left, "left to close", "more than is needed", "so £0 is left to close", rounding, running=True)[0]
    if bounds(year.gap).low is None and bounds(year.gap).high is None:
        label, left, rest = "left: not known", None, "what is left is not known"
    once = _once_words(year.relief_one_off, rounding)
    both = (_comes_to("budget gap", "comes to", year.gap, rounding), _comes_to("relief", "comes to", year.relief, rounding))
    words = f"{year.year}: {' and '.join(both)}{once}, {rest}"
    gap, relief, one_off = (bounds(each, rounding) for each in (year.gap, year.relief, year.relief_one_off))
    return GapBar(str(year.year), f"{record}:{year.year}", gap, relief, one_off, label, left, words)


def _comes_to(what: str, verb: str, amount: Estimate, rounding: Rounding) -> str:
    words = amount.total_words(running=True, rounding=rounding)
    return f"the {what} {'is' if amount.says_nothing else verb} {words}"


def _once_words(once: Estimate, rounding: Rounding) -> str:
    """What of a year's relief does not return; below nothing, the one-off costs it is less for."""
    if once.is_nought:
        return ""
    if once.high is not None and once.high <= 0:
        return f" after one-off costs of {(-once).total_words(running=True, rounding=rounding)}"
    return f", {once.total_words(running=True, rounding=rounding)} of it once only"


def left_words(
    left: Estimate, short: str, over: str, even: str, rounding: Rounding | None = None, *, running: bool = False
) -> tuple[str, bool | None]:
    """What is left of a sum to find, in words, and whether anything is; `None` where the amounts do not say."""
    if left.says_nothing or (left.low is None and left.high is None):
        return "not known", None
    rounding = rounding or rounding_of((left,))

    def form(amount: Estimate) -> str:
        return amount.brief_words(running=running, rounding=rounding)

    if left.low == 0 and left.high == 0:
        return even, False
    if left.low is not None and left.low > 0:
        return f"{form(left)} {short}", True
    if left.high is not None and left.high <= 0:
        return f"{form(-left)} {over}", False
    ends = [f"{form(Estimate.exact(-left.low))} {over}" if left.low is not None and left.low else "",
            f"{form(Estimate.exact(left.high))} {short}" if left.high is not None and left.high else ""]  # fmt: skip
    if left.low is None or left.high is None:
        return f"at most {next(end for end in ends if end)}" if any(ends) else "not known", None
    return " to ".join(end or even for end in ends), None
