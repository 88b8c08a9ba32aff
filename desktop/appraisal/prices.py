"""The GDP deflator by financial year, and what takes nominal amounts to the prices of one year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.years import FinancialYear
from desktop.disk_trouble import resource_bytes

_BEGINS_IN, _ENDS_IN = Decimal("0.75"), Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Deflator:
    """The price index of one financial year. `assumed` where it leans on a calendar year past the end of the series."""

    index: Decimal
    assumed: bool


@dataclass(frozen=True, slots=True)
class DeflatorSeries:
    """The index by calendar year, with where it comes from."""

    title: str
    source: str
    vintage: str
    calendar_years: dict[int, Decimal]

    def calendar_year(self, year: int) -> Decimal:
        """The index of a calendar year, grown at the last yearly growth past the end. Raises KeyError before the series begins."""
        last = max(self.calendar_years)
        if year <= last:
            return self.calendar_years[year]
        with localcontext(PRECISE):
            growth = self.calendar_years[last] / self.calendar_years[last - 1]
            return Decimal(self.calendar_years[last] * growth ** (year - last))

    def financial_year(self, year: FinancialYear) -> Deflator | None:
        """Three quarters of the calendar year it begins in and one of the next; `None` before the series begins."""
        if year.start < min(self.calendar_years):
            return None
        with localcontext(PRECISE):
            index = _BEGINS_IN * self.calendar_year(year.start) + _ENDS_IN * self.calendar_year(year.start + 1)
        return Deflator(index, assumed=year.start + 1 > max(self.calendar_years))


@lru_cache(maxsize=1)
def series() -> DeflatorSeries:
    """The series that comes with the program."""
    reference = json.loads(resource_bytes("reference", "gdp_deflator.json"))
    return DeflatorSeries(
        reference["title"], reference["source"], reference["vintage"], {int(y): Decimal(v) for y, v in reference["calendar_years"].items()}
    )


@lru_cache(maxsize=4096)
def deflator(year: FinancialYear) -> Deflator | None:
    """The deflator of a financial year, or `None` before 1990/91."""
    return series().financial_year(year)


def to_prices_of(base: FinancialYear, year: FinancialYear) -> Decimal | None:
    """What an amount of `year` is multiplied by to be in the prices of `base`; `None` where either has no deflator."""
    to, of = deflator(base), deflator(year)
    if to is None or of is None:
        return None
    with localcontext(PRECISE):
        return to.index / of.index
