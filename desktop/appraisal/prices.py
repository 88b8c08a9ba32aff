"""The GDP deflator by financial year, and what takes nominal amounts to the prices of one year.

A series is the publisher's own, its forecast years included, and nothing is extrapolated past its last year: from there on prices rise
by what a case itself assumes, or are not known (`interchange.md`, rules of arithmetic, "Reference series").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal, localcontext
from functools import lru_cache

from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.vintages import newest
from desktop.appraisal.years import FinancialYear
from desktop.disk_trouble import resource_bytes
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass

#: What the series is called on the sheet of reference values.
GDP_DEFLATOR = "GDP deflator"
_BEGINS_IN, _ENDS_IN = Decimal("0.75"), Decimal("0.25")


@dataclass(frozen=True, slots=True)
class DeflatorSeries:
    """The price index of one edition, with where it comes from.

    `by_financial_year` holds the publisher's own figures by the calendar year each begins in; `by_calendar_year` those of calendar years,
    which stand in where it has no financial years at all.
    """

    title: str
    source: str
    vintage: str
    by_financial_year: Mapping[int, Decimal] = field(default_factory=dict, hash=False)
    by_calendar_year: Mapping[int, Decimal] = field(default_factory=dict, hash=False)

    @property
    def is_derived(self) -> bool:
        """Whether a financial year is three quarters of one calendar year and a quarter of the next, as the publisher gives no other."""
        return not self.by_financial_year

    @property
    def last(self) -> FinancialYear | None:
        """The last financial year that it reaches, `None` where it reaches none."""
        if not self.is_derived:
            return FinancialYear(max(self.by_financial_year))
        ends = [year for year in self.by_calendar_year if year + 1 in self.by_calendar_year]
        return FinancialYear(max(ends)) if ends else None

    def index(self, year: FinancialYear, inflation: Decimal | None = None) -> Decimal | None:
        """The index of a financial year: past the end that of the last one, with prices rising by `inflation`, a fraction of 1 a year.

        `None` before the series begins, where it leaves a year out, and past its end where no inflation is assumed.
        """
        last = self.last
        if last is None or year <= last or inflation is None:
            return self._published(year)
        end = self._published(last)
        with localcontext(PRECISE):
            return None if end is None else end * (1 + inflation) ** year.since(last)

    def _published(self, year: FinancialYear) -> Decimal | None:
        if not self.is_derived:
            return self.by_financial_year.get(year.start)
        begins, ends = self.by_calendar_year.get(year.start), self.by_calendar_year.get(year.start + 1)
        if begins is None or ends is None:
            return None
        with localcontext(PRECISE):
            return _BEGINS_IN * begins + _ENDS_IN * ends


@lru_cache(maxsize=1)
def shipped() -> tuple[DeflatorSeries, ...]:
    """Every edition that comes with the program, the newest last."""
    reference = json.loads(resource_bytes("reference", "gdp_deflator.json"))
    by_calendar_year = {int(year): Decimal(value) for year, value in reference["calendar_years"].items()}
    return (DeflatorSeries(reference["title"], reference["source"], reference["vintage"], by_calendar_year=by_calendar_year),)


def editions(brought_in: Sequence[DeflatorSeries] = ()) -> tuple[DeflatorSeries, ...]:
    """Every edition that is held, those that come with the program and those brought in: none of the same vintage."""
    return (*shipped(), *brought_in)


def series(vintage: str = "", brought_in: Sequence[DeflatorSeries] = ()) -> DeflatorSeries:
    """The edition of a vintage, the newest where that is blank. Raises KnownTrouble for one that is not held."""
    held = {each.vintage: each for each in editions(brought_in)}
    wanted = vintage or newest(held)
    if wanted not in held:
        raise KnownTrouble(
            f"This version does not hold the GDP deflators of ‘{vintage}’. Bring them in as reference values, or type one of these: "
            f"{'; '.join(held)}"
        )
    return held[wanted]


def to_prices_of(
    base: FinancialYear, year: FinancialYear, deflators: DeflatorSeries | None = None, inflation: Decimal | None = None
) -> Decimal | None:
    """What an amount of `year` is multiplied by to be in the prices of `base`; `None` where either has no deflator.

    `deflators` are the newest held unless given; `inflation` is what is assumed past their end, a fraction of 1 a year.
    """
    by = series() if deflators is None else deflators
    to, of = by.index(base, inflation), by.index(year, inflation)
    if to is None or of is None:
        return None
    with localcontext(PRECISE):
        return to / of
