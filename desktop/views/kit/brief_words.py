"""Lengths of time in as few words as a column of a table on screen has room for. No widgets."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.wording import span


def brief_span(years: Decimal) -> str:
    """A length of time short enough for a grid: `2y 7m`. Months alone stay months, as `6m` beside amounts is six million."""
    if not years:
        return "at once"
    words = span(years)
    if "year" not in words:
        return words.replace("less than a month", "under 1 month")
    return words.replace(" years", "y").replace(" year", "y").replace(" months", "m").replace(" month", "m")
