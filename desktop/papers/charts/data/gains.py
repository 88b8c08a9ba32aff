"""Who pays and who gains, targets and the budget gap, as the figures of their charts and in words. No ReportLab."""

from __future__ import annotations

from collections.abc import Callable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.efficiency import target
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.partners.apportionment import Apportionment, PartnerResult, before_and_after
from desktop.appraisal.savings.affordability import Affordability, GapYear
from desktop.appraisal.savings.targets import Progress, TargetMode, TargetYear
from desktop.papers.charts.data.money import bounds, in_years
from desktop.papers.charts.data.money_parts import GapBar, GapBars, PartnerBar, PartnerBars, TargetBar, TargetBars
from desktop.papers.charts.data.parts import Bounds

PAYS_MORE, MAY_PAY_MORE = "Pays more for less", "May pay more for less"


def partners_parts(apportionment: Apportionment) -> PartnerBars:
    """Each partner's yearly cost before and after, in the order recorded."""
    record = f"partners:{apportionment.owner}"
    return PartnerBars(
        apportionment.owner, record, tuple(_partner(apportionment.owner, partner) for partner in apportionment.partners), apportionment.why
    )


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
    return TargetBars(
        name, record, tuple(_target_year(record, year) for year in progress.years), tuple(words_of(target(progress))), progress.why
    )


def target_words(parts: TargetBars) -> str:
    """What the chart says, in sentences."""
    if not parts.years:
        return " ".join(parts.why) or f"No yearly percentages are recorded for {parts.name}."
    return " ".join([f"Target and gain of {parts.name} by year.", *in_years([bar.words for bar in parts.years]), *parts.sentences])


def gap_parts(name: str, affordability: Affordability) -> GapBars:
    """The budget gap of each year with what relieves it; `name` says whose relief it is."""
    record = f"budget gap:{name}"
    why = () if affordability.gap else ("No budget gap is recorded.",)
    return GapBars(name, record, tuple(_gap_year(record, year) for year in affordability.gap), why)


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


def _partner(owner: str, partner: PartnerResult) -> PartnerBar:
    (before, after), change = before_and_after(partner), partner.change
    flag = {True: PAYS_MORE, None: MAY_PAY_MORE, False: ""}[partner.pays_more_for_less] if change is not None else ""
    said = "change not known" if change is None else change_words(change)
    ends = [
        f"{what} {'not known' if amount is None else amount.total_words(running=True)}" for what, amount in (("before", before),
                                                                                                         ("after", after))
    ]  # fmt: skip
    words = f"{partner.organisation}: {ends[0]}, {ends[1]} a year, {change_words(change, running=True) if change is not None else said}"
    return PartnerBar(
        partner.organisation, f"partner:{owner}:{partner.organisation}", None if before is None else bounds(before),
        None if after is None else bounds(after), said, flag, f"{words}{f'; {flag[0].lower()}{flag[1:]}' if flag else ''}",
    )  # fmt: skip


def change_words(change: Estimate, *, running: bool = False, exact: bool = False) -> str:
    """A change in words, so that no sign has to be read: `£12,000 less`, `£3,000 more`, `£20,000 less to £5,000 more`.

    `running` is for running text, `exact` for tables, to the penny; else as short as a chart wants it.
    """
    form = _form(running, exact)
    drawn = bounds(change)
    if drawn.low is None and drawn.high is None:
        return "change not known"
    if change.is_nought:
        return "no change"
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


def _form(running: bool, exact: bool) -> Callable[[Estimate], str]:
    if running:
        return lambda amount: amount.figure_words(running=True)
    return Estimate.figure_words if exact else lambda amount: bounds(amount).words


def _target_year(record: str, year: TargetYear) -> TargetBar:
    target, gain = bounds(year.amount), bounds(year.gain)
    label, short = left_words(year.gap, "short", "over", "met")
    asked, gained = year.amount.total_words(running=True), year.gain.total_words(running=True)
    left = left_words(year.gap, "short", "over", "met", running=True)[0]
    words = f"{year.year}: the target asks for {asked} and the gain comes to {gained}, {left}"
    return TargetBar(str(year.year), f"{record}:{year.year}", target, gain, label, short, words)


def _gap_year(record: str, year: GapYear) -> GapBar:
    label, left = left_words(year.left, "left", "over", "closed")
    rest = left_words(year.left, "left to close", "more than is needed", "so nothing is left to close", running=True)[0]
    if bounds(year.gap).low is None and bounds(year.gap).high is None:
        label, left, rest = "left: not known", None, "what is left is not known"
    once = _once_words(year.relief_one_off)
    asked, relieved = year.gap.total_words(running=True), year.relief.total_words(running=True)
    words = f"{year.year}: the budget gap comes to {asked} and the relief comes to {relieved}{once}, {rest}"
    return GapBar(
        str(year.year), f"{record}:{year.year}", bounds(year.gap), bounds(year.relief), bounds(year.relief_one_off), label, left, words
    )


def _once_words(once: Estimate) -> str:
    """What of a year's relief does not return; below nothing, the one-off costs it is less for."""
    if once.is_nought:
        return ""
    if once.high is not None and once.high <= 0:
        return f" after one-off costs of {(-once).total_words(running=True)}"
    return f", {once.total_words(running=True)} of it once only"


def left_words(left: Estimate, short: str, over: str, even: str, *, running: bool = False, exact: bool = False) -> tuple[str, bool | None]:
    """What is left of a sum to find, in words, and whether anything is; `None` where the amounts do not say."""
    form = _form(running, exact)
    drawn: Bounds = bounds(left)
    if drawn.low is None and drawn.high is None:
        return "not known", None
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
