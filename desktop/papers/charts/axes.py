"""Round steps for the axes of charts, and how amounts of money are printed on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor, log10

from desktop.appraisal import money


def ticks(values: Sequence[float], least_span: float = 1000) -> tuple[float, ...]:
    """Round figures, about four steps of them, that reach from the lowest to the highest."""
    low, high = min(values), max(values)
    if low == high:
        high = low + least_span
    step = nice_step(high - low)
    return tuple(step * count for count in range(floor(low / step), ceil(high / step) + 1))


def nice_step(span: float) -> float:
    """A round step that cuts the span in about four."""
    raw = span / 4
    unit = 10 ** floor(log10(raw))
    return float(next(size * unit for size in (1, 2, 2.5, 5, 10) if size * unit >= raw * 0.999))


def money_words(amounts: Sequence[float]) -> tuple[str, ...]:
    """Amounts in pounds, all in millions from a million up, else all in pounds; the marks of a scale are round."""
    exact = [Decimal(str(amount)) for amount in amounts]
    millions = max(abs(amount) for amount in exact) >= money.MILLION
    return tuple(money.in_millions(amount) if millions else money.pounds(amount) for amount in exact)
