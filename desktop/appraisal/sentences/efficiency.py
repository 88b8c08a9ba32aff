"""Progress towards efficiency targets: what is asked, what is gained, what is still to find, and what is struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appraisal import money
from desktop.appraisal.savings.targets import Progress, told
from desktop.appraisal.wording import counted, listed

if TYPE_CHECKING:
    from desktop.appraisal.savings.finance import Finance


def targets(finance: Finance) -> list[str]:
    """Each indicator in all, then how many organisations meet theirs, and what gains are struck out."""
    sentences: list[str] = []
    for indicator in dict.fromkeys(each.indicator for each in finance.progress):
        own = [each for each in finance.progress if each.indicator == indicator]
        parts = [each for each in own if each.organisation is not None]
        whole = [each for each in own if each.organisation is None] or parts[:1] * (len(parts) == 1)
        for each in whole:
            sentences += target(each)
        if len(parts) > 1:
            sentences += _by_organisation(indicator, parts)
    if sentences:
        sentences += struck_out(finance)
    return sentences


def target(progress: Progress) -> list[str]:
    """One target: what it asks for and in which mode, how far it is met, the question left to the officer, and what is lacking."""
    return list(told(progress))


def struck_out(finance: Finance) -> list[str]:
    """How much of the gains does not count as it did not last, and whose."""
    struck = [each for gains in finance.gains for each in gains.struck_out]
    if not struck:
        return []
    known = sum(each.amount for each in struck if each.amount is not None)
    owners = list(dict.fromkeys(each.owner for each in struck))
    some = any(each.amount is None for each in struck)
    size = f"{'At least ' if some else ''}{money.running(money.to_pence(known))}" if known else "A gain not yet known"
    return [f"{size} of gains of {listed(owners)} is struck out, as a gain must last two full financial years after its first."]


def _by_organisation(indicator: str, parts: list[Progress]) -> list[str]:
    met = [each for each in parts if each.met is True]
    short = [each for each in parts if each.met is False]
    unclear = [each for each in parts if each.met is None]
    told_of = [words for words, outcomes in (("{} met it", met), ("{} fell short", short), ("of {} it is not known", unclear)) if outcomes]
    outcomes = [each for each in (met, short, unclear) if each]
    counts = [words.format(len(each)) for words, each in zip(told_of, outcomes, strict=True)]
    if len(unclear) == len(parts):
        have = "have" if len(parts) > 1 else "has"
        return [f"Whether the {counted(len(parts), 'organisation')} that {have} a target of {indicator} met it is not known."]
    sentences = [f"Of {counted(len(parts), 'organisation')} with a target of {indicator}, {listed(counts)}."]
    gaps = sorted((each for each in short if each.gap.low is not None), key=lambda each: -(each.gap.low or 0))
    if gaps:
        most = gaps[0]
        sentences.append(f"{most.organisation} has most still to find: {most.gap.figure_words(running=True)}.")
    return sentences
