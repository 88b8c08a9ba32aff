"""Lengths of time in as few words as a column of a table on screen has room for. No widgets."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.wording import span


def brief_span(years: Decimal) -> str:
    """A length of time short enough for a grid: `2y 7m`."""
    if not years:
        return "at once"
    return (
        span(years)
        .replace(" years", "y")
        .replace(" year", "y")
        .replace(" months", "m")
        .replace("less than a month", "under 1m")
        .replace(" month", "m")
    )
