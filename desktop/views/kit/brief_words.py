"""Amounts and lengths of time in as few words as a column of a table on screen has room for. No widgets."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal import money
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.wording import span
from desktop.papers.charts.data.appraised import bounds

NOT_KNOWN = "not known"


def short_words(amount: Estimate) -> str:
    """An amount for a narrow column, each end to two places of a million or the whole pound; a bound stays a bound."""
    if bounds(amount).words == NOT_KNOWN:
        return NOT_KNOWN
    ends = (amount.low, amount.high)
    low, high = (None if end is None else money.short(end) for end in ends)
    if low is not None and high is not None and low.endswith("m") != high.endswith("m"):  # one unit for both, where no penny is lost
        low, high = (
            money.in_millions(end) if end is not None and money.is_short_in_millions(end) else told
            for end, told in zip(ends, (low, high), strict=True)
        )
    if amount.kind is Kind.AT_MOST and amount.low is not None:
        return f"up to {high}"  # as it was recorded: its floor of £0 is assumed
    if low is None or high is None:
        return f"at most {high}" if low is None else f"at least {low}"
    return f"{'about ' if amount.approximate else ''}{low}" + (f" to {high}" if low != high else "")


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
