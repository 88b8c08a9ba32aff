"""Payback: when the money put in has come back for good."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def payback(cumulative: Sequence[Decimal | None]) -> Decimal | None:
    """Years after the base year until the cumulative net, one amount a year from the base year, reaches zero and stays there.

    Interpolated within the year in which it last crosses. 0 where it is never below zero; `None` where it ends below zero, or
    where any amount is open.
    """
    known = [amount for amount in cumulative if amount is not None]
    if len(known) != len(cumulative):
        return None
    last = next((year for year in range(len(known) - 1, -1, -1) if known[year] < 0), None)
    if last is None:
        return Decimal(0)
    if last == len(known) - 1:
        return None
    return last + known[last] / (known[last] - known[last + 1])
