"""Financial years, 1 April to 31 March, written 2011/12."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.errors import KnownTrouble

_WRITTEN = re.compile(r"(\d{4})\s*[/\-\u2010-\u2013\u2212]\s*(\d{4}|\d{2})")
_EARLIEST, _LATEST = 1900, 2999


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The financial year that begins on 1 April of `start`."""

    start: int

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Read `2011/12`, `2011-12` or `2011/2012`. Raises KnownTrouble for anything else, two years that do not follow included."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
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


@lru_cache(maxsize=4096)
def year_starting(start: int) -> FinancialYear:
    """The financial year that begins on 1 April of `start`: one object a year, which a mapping by years finds sooner."""
    return FinancialYear(start)


@lru_cache(maxsize=64)
def consecutive(first: FinancialYear, count: int) -> tuple[FinancialYear, ...]:
    """So many financial years, one after the other; none where `count` is below 1."""
    return tuple(first.after(n) for n in range(count))
