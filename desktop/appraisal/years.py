"""Financial years, 1 April to 31 March, written 2011/12."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.errors import KnownTrouble

_WRITTEN = re.compile(r"(\d{4})\s*[/\-\u2010-\u2013\u2212]\s*(\d{4}|\d{2})")
#: A year by itself may be the one that begins or the one that ends in it.
_ONE_YEAR = re.compile(r"(?:fy\s*(\d{2}|\d{4})|(\d{4}))", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:year|yr|y)\s*(\d{1,2})", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2999


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The financial year that begins on 1 April of `start`."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Read `2011/12`, `2011-12` or `2011/2012`. Raises KnownTrouble for all else, and what may be two."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            _ask_which(text.strip())
            raise KnownTrouble(f"‘{text.strip()}’ is not a financial year: type the two years it spans, such as 2011/12")
        start = int(written[1])
        following = str(start + 1)
        if written[2] != following[-len(written[2]) :]:
            raise KnownTrouble(f"‘{text.strip()}’ is not a financial year: {following} follows {start}, so type {start}/{following[-2:]}")
        if not _EARLIEST <= start <= _LATEST:
            raise KnownTrouble(f"‘{text.strip()}’ is out of reach: type a financial year from {_EARLIEST}/01 to {_LATEST}/00")
        return cls(start)

    @classmethod
    def of(cls, day: datetime.date) -> FinancialYear:
        """The financial year that a day falls in."""
        return year_starting(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    def __hash__(self) -> int:
        return self.start

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"

    def after(self, years: int) -> FinancialYear:
        """The financial year so many years later; earlier where `years` is negative."""
        return year_starting(self.start + years)

    def since(self, other: FinancialYear) -> int:
        """How many years this one is after `other`; negative where it is before."""
        return self.start - other.start


def numbered(text: str) -> int | None:
    """The number of a year that is only counted, such as 2 of `Year 2`; nothing for any other text."""
    match = _NUMBERED.fullmatch(text.strip())
    return int(match[1]) if match else None


def ending_in(text: str) -> tuple[FinancialYear, FinancialYear] | None:
    """The financial years that one year may be meant by, 2026 or FY26: the one that ends in it, and the one that begins in it."""
    match = _ONE_YEAR.fullmatch(text.strip())
    if match is None:
        return None
    digits = match[1] or match[2]
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return (FinancialYear(year - 1), FinancialYear(year)) if _EARLIEST < year <= _LATEST else None


def _ask_which(text: str) -> None:
    """Raises KnownTrouble for a year that two financial years may be meant by: 2026, FY26 or Year 2."""
    if (either := ending_in(text)) is not None:
        raise KnownTrouble(f"‘{text}’ can be read two ways: type {either[0]} or {either[1]}")
    if numbered(text) is not None:
        raise KnownTrouble(
            f"‘{text}’ can be read two ways, with the base year as year 0 or as year 1: type the financial year that it stands for, "
            "such as 2011/12"
        )


@lru_cache(maxsize=4096)
def year_starting(start: int) -> FinancialYear:
    """The financial year that begins on 1 April of `start`: one object a year, which a mapping by years finds sooner."""
    return FinancialYear(start)


@lru_cache(maxsize=64)
def consecutive(first: FinancialYear, count: int) -> tuple[FinancialYear, ...]:
    """So many financial years, one after the other; none where `count` is below 1."""
    return tuple(first.after(n) for n in range(count))
