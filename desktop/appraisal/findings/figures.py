"""Amounts as sentences that go on after them write them."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.findings.finding import Figure, Phrase, phrase
from desktop.appraisal.wording import counted


def figure(amount: Estimate) -> Figure:
    """To the penny for running text, `up to £5 million` where the £0 below it is only assumed."""
    return Figure(amount.to_pence().figure_words(running=True), amount)


def figure_in_full(amount: Estimate) -> Figure:
    """As it is recorded or worked out, for running text."""
    return Figure(amount.figure_words(running=True), amount)


def pounds(amount: Decimal) -> Figure:
    """A sum of pounds to the penny for running text."""
    return Figure(money.running(money.to_pence(amount)), amount)


def count(number: int, noun: str) -> Figure:
    """`1 amount`, `2 amounts`."""
    return Figure(counted(number, noun), number)


def with_unknown(amount: Estimate) -> Phrase:
    """What follows a figure that lacks parts; nothing where the figure is itself "not known"."""
    if not amount.unknown or amount.figure_words(running=True) == NOT_KNOWN.figure_words(running=True):
        return phrase("")
    return phrase(", with {} not yet known", count(amount.unknown, "amount"))


def says_nothing(amount: Estimate) -> bool:
    """Whether it says no more than that it is not known: open both ways, or £0 at an end only because what is not known is left out."""
    return amount.says_nothing
