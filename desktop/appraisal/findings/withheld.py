"""What is said where records of a public paper no longer say what they said: of them, and of what rests on them, nothing is found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from desktop.appraisal.case import Case
from desktop.appraisal.findings.finding import FLOWS, SCORES, Finding, Source
from desktop.appraisal.results import Money

#: Why the options are in no order where scores are withheld.
SCORES_WITHHELD = "Some scores are withheld here, so the options are not ranked."
#: The one reason given where a money result rests on lines that are withheld: any other would take what is withheld for nothing.
LINES_WITHHELD = "Some of its lines are withheld here, and count as not known."


def rests_on_withheld(each: Finding, withheld: Collection[Source]) -> bool:
    """Whether a finding rests on a record that is withheld. What is said of scores sets options beside one another: with the scores of one
    withheld nothing is said of any, as the one may be ahead."""
    scored = Source(SCORES) in withheld
    return any(source in withheld or (scored and source.sheet == SCORES) for source in each.rests_on)


def ranks_nothing(case: Case) -> bool:
    """Whether the scores of any option are withheld: the others are then in no order and none of them leads, as that one may be ahead."""
    return Source(SCORES) in case.withheld


def is_score_withheld(case: Case, option: str, criterion: str = "") -> bool:
    """Whether the score of an option on a criterion is withheld, or without one any of its scores: nobody is told that it is missing."""
    return Source(SCORES, f"{option}: {criterion}" if criterion else option) in case.withheld


def values_nothing(case: Case) -> bool:
    """The same of scores set against money."""
    return ranks_nothing(case) or Source(FLOWS) in case.withheld


def of_what_is_told(findings: Iterable[Finding], withheld: Collection[Source]) -> Iterator[Finding]:
    """The findings that rest on nothing withheld."""
    return (each for each in findings if not withheld or not rests_on_withheld(each, withheld))


def candid(case: Case, owner: str, money: Money) -> Money:
    """The money of an option or a project with why it is not known, where that is because lines are withheld."""
    return replace(money, why=(LINES_WITHHELD,)) if Source(FLOWS, owner) in case.withheld else money
