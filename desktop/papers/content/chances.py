"""How chances and weights are written."""

from __future__ import annotations

from fractions import Fraction

from desktop.appraisal.results import WeightSwitch
from desktop.appraisal.wording import points
from desktop.papers.content.wording import percentage_words
from desktop.results.rounding import places_apart

_HALF = 0.005


def chance(share: float) -> str:
    """A chance, 0 to 1, as whole per cents: what happened at all is never 0%, and what did not always happen never 100%."""
    if 0 < share < _HALF:
        return "under 1%"
    if 1 - _HALF < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def weight_words(weight: Fraction) -> str:
    """A weight, a fraction of 1, as a percentage to one place: `12.5%`."""
    return f"{points(weight * 100)}%"


def switch_words(switch: WeightSwitch) -> tuple[str, str]:
    """The weight at a switch and today's, to as many places as tell them apart."""
    places = places_apart(switch)
    return percentage_words(switch.at, places), percentage_words(switch.weight, places)
