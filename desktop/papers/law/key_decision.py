"""The key decision test: what the decision costs and saves against the council's threshold, and its effect on two or more wards.

Source: SI 2012/2089, regulation 8(1), and before it SI 2000/3272, regulation 8(1). A decision is key where it is likely to cost or save
an amount that is significant for the council, or is significant in its effects on communities in two or more wards. Of what several
councils share only the council's own part is counted. What is not known to lie on one side of the threshold "may be" key.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.headlines import option_in_question
from desktop.appraisal.money import pounds
from desktop.appraisal.results import Appraisal, OptionResult, YearResult
from desktop.late_dataclass import dataclass
from desktop.papers.content.records import PaperRecords
from desktop.papers.law.regimes import kind_of, law_of


class Side(StrEnum):
    """Where an amount lies beside the threshold."""

    ABOVE = "above"
    BELOW = "below"
    MAY_BE = "may be above"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True)
class KeyDecisionTest:
    """`money` is where costs and savings lie, `sentences` say so; `mismatch` is what does not agree with the officer's answer.

    `applies` is off where the body takes no key decisions. `certain` says that the mismatch is certain, and not only possible.
    """

    applies: bool
    money: Side = Side.NOT_TESTED
    sentences: tuple[str, ...] = ()
    mismatch: str = ""
    certain: bool = True


def key_decision_test(paper: PaperRecords, appraisal: Appraisal | None) -> KeyDecisionTest:
    """The test of a paper's decision: its option in question, against the threshold of the council."""
    decision = paper.decision
    law = law_of(kind_of(decision.body_kind, paper.body), paper.meeting_date)
    if law is None or not law.key_decisions:
        says = f"{paper.body or 'The body'} takes no key decisions: only an executive does."
        wrong = f"The paper says that this is a key decision, and {paper.body or 'the body'} takes none" if paper.key_decision else ""
        return KeyDecisionTest(False, sentences=(says,), mismatch=wrong if law is not None else "")
    money, sentences = _money(decision.threshold, decision.threshold_counts == "a year", appraisal)
    answer = {
        True: "It has a significant effect on communities in two or more wards, as recorded.",
        False: "It has no significant effect on communities in two or more wards, as recorded.",
        None: "Whether it has a significant effect on communities in two or more wards is not recorded.",
    }[decision.community]
    mismatch, certain = _mismatch(paper, money)
    return KeyDecisionTest(True, money, (*sentences, answer, _answer(paper.key_decision)), mismatch, certain)


def side_of(amounts: Sequence[Estimate], threshold: Decimal) -> Side:
    """Where the largest of some amounts lies. A bound is not a point: an open end, or a part that is not known, may be above."""
    if any(amount.low is not None and amount.low >= threshold for amount in amounts):
        return Side.ABOVE
    if all(amount.high is not None and not amount.unknown and amount.high < threshold for amount in amounts):
        return Side.BELOW
    return Side.MAY_BE


def _money(threshold: Decimal | None, yearly: bool, appraisal: Appraisal | None) -> tuple[Side, list[str]]:
    if threshold is None:
        return Side.NOT_TESTED, ["The council’s threshold for a key decision is not recorded, so the money cannot be tested."]
    option = option_in_question(appraisal) if appraisal is not None else None
    if appraisal is None or option is None or not option.money.years:
        return Side.NOT_TESTED, [f"No option has money recorded to set against the threshold of {pounds(threshold)}."]
    name, years = _ours(appraisal, option)
    sentences, sides = [], []
    for does, by_year in (
        ("costs", [year.cost for year in years]),
        ("saves", [Estimate.sum((year.saving_cashable, year.saving_not_stated)) for year in years]),
    ):
        amounts = by_year if yearly else [Estimate.sum(by_year)]
        side = side_of(amounts, threshold)
        sides.append(side)
        lies = {Side.ABOVE: "is at or above", Side.BELOW: "is below", Side.MAY_BE: "may be above"}[side]
        counted = ("in every year" if side is Side.BELOW else "in some year") if yearly else f"in all, {amounts[0].words()},"
        sentences.append(f"What {name} {does} {counted} {lies} the threshold of {pounds(threshold)}.")
    if Side.ABOVE in sides:
        return Side.ABOVE, sentences
    return (Side.MAY_BE if Side.MAY_BE in sides else Side.BELOW), sentences


def _ours(appraisal: Appraisal, option: OptionResult) -> tuple[str, Sequence[YearResult]]:
    """What is spent and saved that the regulation counts, with its name: the council's own part, where it is told from the whole."""
    finance = appraisal.finance
    own = None if finance is None or finance.part(option.name).is_all else finance.own(option.name)
    if finance is None or own is None:
        return option.name, option.money.years
    return f"{finance.own_council}’s part of {option.name}", own.years


def _answer(key: bool | None) -> str:
    return {
        True: "The paper says that it is a key decision.",
        False: "The paper says that it is not a key decision.",
        None: "The paper does not say whether it is a key decision.",
    }[key]


def _mismatch(paper: PaperRecords, money: Side) -> tuple[str, bool]:
    """What does not agree with the officer's answer, and whether that is certain."""
    decision = paper.decision
    if paper.key_decision is False:
        if money is Side.ABOVE:
            return "The money is at or above the council’s threshold, and the paper says that this is not a key decision", True
        if decision.community:
            return "The effect on two or more wards makes this a key decision, and the paper says that it is not", True
        if money is Side.MAY_BE:
            return "The money may be above the council’s threshold, and the paper says that this is not a key decision", False
    if money is Side.BELOW and (decision.financial or (paper.key_decision and decision.community is False)):
        return "The money is below the council’s threshold, and the paper says that this is a key decision for its money", True
    return "", True
