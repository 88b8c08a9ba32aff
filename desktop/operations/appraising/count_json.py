"""The Count in the results JSON: what is spent in all and by each dimension, and who pays for the same thing."""

from __future__ import annotations

from typing import Any

from desktop.appraisal.partners.count import Count, Dimension, Reach, by_one
from desktop.operations.appraising.json_values import amount, number

#: The key of what is spent by each dimension.
_KEYS = {
    Dimension.ORGANISATION: "by_organisation",
    Dimension.THEME: "by_theme",
    Dimension.SERVICE: "by_service",
    Dimension.TIER: "by_tier",
    Dimension.STREAM: "by_stream",
    Dimension.YEAR: "by_year",
}


def count_json(count: Count) -> dict[str, Any]:
    """What a case with lines of spend has beside the rest, under `count`; nothing of any other case."""
    if not count.lines:
        return {}
    by = {key: [_reach(each) for each in by_one(count.lines, dimension)] for dimension, key in _KEYS.items()}
    return {
        "count": {
            "lines": len(count.lines),
            "amount": amount(count.all.amount),
            "handling": amount(count.all.handling),
            "frontline": amount(count.all.reaches),
            **by,
            "overlaps": [
                {
                    "service": each.service,
                    "year": None if each.year is None else str(each.year),
                    "payers": [{"organisation": name, "amount": amount(paid)} for name, paid in each.payers],
                    "amount": amount(each.total),
                }
                for each in count.overlaps
            ],
        }
    }


def _reach(each: Reach) -> dict[str, Any]:
    return {
        "name": each.name or None,
        "lines": each.lines,
        "amount": amount(each.amount),
        "handling": amount(each.handling),
        "frontline": amount(each.reaches),
        "frontline_share": number(each.share),
    }
