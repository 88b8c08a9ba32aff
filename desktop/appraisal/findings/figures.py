"""Amounts as sentences that go on after them write them."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import Figure, MoneyFigure, Phrase, phrase
from desktop.appraisal.wording import counted


def figure(amount: Estimate) -> Figure:
    """For running text, rounded as its sentence is; `up to £5 million` where the £0 below it is only assumed."""
    return MoneyFigure(amount)


def as_recorded(amount: Estimate) -> Figure:
    """As it is recorded, for running text."""
    return MoneyFigure(amount, is_recorded=True)


def pounds(amount: Decimal) -> Figure:
    """A sum of pounds for running text, rounded as its sentence is."""
    return MoneyFigure(Estimate.exact(amount), amount)


def count(number: int, noun: str) -> Figure:
    """`1 amount`, `2 amounts`."""
    return Figure(counted(number, noun), number)


def with_unknown(amount: Estimate) -> Phrase:
    """What follows a figure that lacks parts; nothing where the figure is itself "not known"."""
    if not amount.unknown or amount.says_nothing:
        return phrase("")
    return phrase(", with {} not yet known", count(amount.unknown, "amount"))


def says_nothing(amount: Estimate) -> bool:
    """Whether it says no more than that it is not known: open both ways, or £0 at an end only because what is not known is left out."""
    return amount.says_nothing
