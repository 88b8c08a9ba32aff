"""How the figures of results are rounded, apart from the rows themselves so that the first screen need not load those."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.appraisal.results import WeightSwitch

_MOST_PLACES = 6


def rounded(number: Decimal | Fraction | int, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A number to so many decimal places, half up."""
    exact = Decimal(number.numerator) / Decimal(number.denominator) if isinstance(number, Fraction) else Decimal(number)
    return exact.quantize(Decimal(1).scaleb(-places), rounding)


def percent_of(share: Decimal | Fraction, places: int) -> Decimal:
    """A fraction of 1 as a percentage to so many decimal places, half to even, as percentages have been printed since the first papers."""
    return rounded(share * 100, places, ROUND_HALF_EVEN)


def places_apart(switch: WeightSwitch) -> int:
    """How many decimal places of a percentage tell the weight at a switch from today's, and from nothing and everything."""
    for places in range(1, _MOST_PLACES + 1):
        at = percent_of(switch.at, places)
        if at != percent_of(switch.weight, places) and at not in (0, 100):
            return places
    return 1
