"""What a statement needs beside lines and years: what borrowing costs, and how amounts are taken to the prices of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from desktop.appraisal.estimate import ZERO, Estimate
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """What a statement needs beside lines and years.

    `rate` is what borrowing costs a year, a fraction of 1, where a line has no rate of its own. `from_cash` takes an amount of each year's
    cash to the prices of the case, `None` where no deflator reaches; it is empty where they are the same. `from_real` takes one in the
    prices of the base year there. `prices` names the prices of the case.
    """

    rate: Decimal | None = None
    from_cash: Mapping[FinancialYear, Decimal | None] = field(default_factory=dict)
    from_real: Mapping[FinancialYear, Decimal | None] = field(default_factory=dict)
    prices: str = ""

    def told(self, amount: Estimate, year: FinancialYear, factors: Mapping[FinancialYear, Decimal | None]) -> Estimate | None:
        """An amount times the factor of its year; `None` where that is not known."""
        factor = factors.get(year, Decimal(1))
        if amount is ZERO or factor == 1:
            return amount
        return None if factor is None else amount.scaled(factor)


PLAIN = Terms()


def no_deflator(terms: Terms) -> str:
    year = next((str(year) for year, factor in terms.from_cash.items() if factor is None), "a year")
    return f"What financing costs is not known in {terms.prices} prices: there is no deflator for {year}."
