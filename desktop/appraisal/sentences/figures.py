"""Amounts as sentences that go on after them write them."""
from __future__ import annotations

from desktop.appraisal.estimate import NOT_KNOWN, Estimate

_NOT_KNOWN = NOT_KNOWN.figure_words()


def figure(amount: Estimate) -> str:
    """To the penny for running text, `up to £5 million` where the £0 below it is only assumed."""
    shown = amount.to_pence()
    if shown.assumed_floor and shown.low == 0 and shown.high and not shown.unknown:
        return Estimate.at_most(shown.high).figure_words(running=True)
    return shown.figure_words(running=True)


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def says_nothing(amount: Estimate) -> bool:
    """Whether it says no more than that it is not known: open both ways, or £0 at an end only because what is not known is left out."""
    if amount.low is None and amount.high is None:
        return True
    return amount.figure_words() == _NOT_KNOWN or (amount.low is None and not amount.high and amount.unknown > 0)
