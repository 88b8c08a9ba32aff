"""Amounts as sentences that go on after them write them."""

from __future__ import annotations

from desktop.appraisal.estimate import Estimate


def figure(amount: Estimate) -> str:
    """To the penny for running text, `up to £5 million` where the £0 below it is only assumed."""
    return amount.to_pence().figure_words(running=True)


def capital(text: str) -> str:
    """With a capital letter first."""
    return text[:1].upper() + text[1:]


def says_nothing(amount: Estimate) -> bool:
    """Whether it says no more than that it is not known: open both ways, or £0 at an end only because what is not known is left out."""
    return amount.says_nothing
