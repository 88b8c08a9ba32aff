"""The internal rate of return, and the reason where there is none.

A rate r > −100% fits when the flows f discounted at it add to nothing: a positive root x = 1/(1+r) of the polynomial with
coefficients f. Descartes' rule settles the usual single change of sign; otherwise Sturm's theorem counts the distinct roots exactly,
so that a rate is only given when it is the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

NO_FLOWS = "No rate of return: every yearly net amount is £0."
NO_CHANGE_OF_SIGN = "No rate of return: the yearly net amounts never change between cost and saving."
NONE_FITS = "No rate of return: no rate brings the present value to £0."

_PLACES = Decimal("1e-10")
#: Halvings of an interval of length 2: past this a double gains nothing.
_HALVINGS = 56


def rate_of_return(flows: Sequence[Decimal]) -> tuple[Decimal | None, str]:
    """The rate as a fraction of 1, to ten places, and why not where it is `None`. `flows` are net amounts by year from the base year."""
    coefficients = _whole_numbers(flows)
    if not coefficients:
        return None, NO_FLOWS
    changes = _sign_changes(coefficients)
    if changes == 0:
        return None, NO_CHANGE_OF_SIGN
    if changes > 1:
        chain = _sturm_chain(coefficients)
        fitting = _sign_changes([p[0] for p in chain]) - _sign_changes([p[-1] for p in chain])
        if fitting == 0:
            return None, NONE_FITS
        if fitting > 1:
            return None, f"No single rate of return: {fitting} rates fit, as the yearly net amounts change sign {changes} times."
        # Without repeated roots the polynomial changes sign at the one root, and halving finds it.
        coefficients = _quotient(coefficients, chain[-1])
    return _root(coefficients), ""


def _whole_numbers(flows: Sequence[Decimal]) -> list[int]:
    """The flows as whole numbers in proportion, lowest power first, without noughts at either end."""
    ratios = [flow.as_integer_ratio() for flow in flows]
    while ratios and not ratios[-1][0]:
        ratios.pop()
    first = next((year for year, (number, _) in enumerate(ratios) if number), 0)
    return _in_proportion(ratios[first:])


def _primitive(coefficients: Sequence[Fraction]) -> list[int]:
    return _in_proportion([coefficient.as_integer_ratio() for coefficient in coefficients])


def _in_proportion(ratios: Sequence[tuple[int, int]]) -> list[int]:
    """The least whole numbers in proportion to these, each a numerator and a denominator above 0."""
    denominator = lcm(*{below for _, below in ratios})
    whole = [number * (denominator // below) for number, below in ratios]
    common = gcd(*whole) or 1
    return [number // common for number in whole]


def _sign_changes(numbers: Sequence[int]) -> int:
    signs = [number > 0 for number in numbers if number]
    return sum(first != second for first, second in pairwise(signs))


def _sturm_chain(polynomial: list[int]) -> list[list[int]]:
    """Sturm's chain, each member scaled by a positive number; the last is the greatest common divisor with the derivative."""
    chain = [polynomial, [power * coefficient for power, coefficient in enumerate(polynomial)][1:]]
    while remainder := _division(chain[-2], chain[-1])[1]:
        chain.append([-number for number in _primitive(remainder)])
    # At nought and at infinity a member has the sign of its lowest and of its highest coefficient; Sturm's count leaves noughts out.
    return chain


def _division(dividend: Sequence[int], divisor: Sequence[int]) -> tuple[list[Fraction], list[Fraction]]:
    """Quotient and remainder, lowest power first, without noughts at the top of the remainder."""
    remainder = [Fraction(number) for number in dividend]
    quotient = [Fraction(0)] * max(1, len(remainder) - len(divisor) + 1)
    while len(remainder) >= len(divisor):
        shift, share = len(remainder) - len(divisor), remainder[-1] / divisor[-1]
        quotient[shift] = share
        for power, coefficient in enumerate(divisor):
            remainder[shift + power] -= share * coefficient
        while remainder and not remainder[-1]:
            remainder.pop()
    return quotient, remainder


def _quotient(dividend: list[int], divisor: list[int]) -> list[int]:
    return _primitive(_division(dividend, divisor)[0])


def _root(coefficients: list[int]) -> Decimal:
    """The rate at the only sign change. Halves u in (0, 2), where x is u up to 1 and 1/(2 − u) beyond, so that nothing overflows."""
    largest = max(abs(number) for number in coefficients)
    rising = [number / largest for number in coefficients]
    falling = rising[::-1]

    def positive(u: float) -> bool:
        x, terms = (u, falling) if u <= 1 else (2 - u, rising)
        total = 0.0
        for term in terms:
            total = total * x + term
        return total > 0

    low, high, at_low = 0.0, 2.0, coefficients[0] > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if positive(middle) == at_low:
            low = middle
        else:
            high = middle
    u = (low + high) / 2
    return Decimal(1 / u - 1 if u <= 1 else 1 - u).quantize(_PLACES, rounding=ROUND_HALF_UP)
