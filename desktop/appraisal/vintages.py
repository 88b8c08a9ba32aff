"""Editions of published series: which of several is the newest, by the date in the words of its vintage."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.appraisal.wording import MONTHS

_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(\d{4})\b")


def dated(vintage: str) -> tuple[int, int]:
    """The year and the month of a vintage such as `Green Book 2022, restated December 2025`, the last it names; the month 0 where none is.

    (0, 0) where it has no year either.
    """
    if months := _MONTH_AND_YEAR.findall(vintage):
        name, year = months[-1]
        return int(year), [month.casefold() for month in MONTHS].index(name.casefold()) + 1
    years = _YEAR.findall(vintage)
    return (int(years[-1]), 0) if years else (0, 0)


def newest(vintages: Iterable[str]) -> str:
    """The newest of these, the last of those of one date; blank for none."""
    latest = ""
    for vintage in vintages:
        if not latest or dated(vintage) >= dated(latest):
            latest = vintage
    return latest
