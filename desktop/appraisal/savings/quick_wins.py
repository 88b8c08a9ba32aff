"""Quick wins: what pays back in cash soon after its first amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money, YearResult
from desktop.late_dataclass import dataclass

#: How soon counts as quick, in months, unless the officer sets another.
MONTHS = 12


@dataclass(frozen=True, slots=True)
class QuickWin:
    """Whether one option or project is a quick win. `months` run from the year of its first amount; `None` where it never pays back.

    `is_quick` is `None` where the amounts do not say.
    """

    name: str
    is_quick: bool | None
    months: Decimal | None


def quick_wins(results: Mapping[str, Money], within: int = MONTHS) -> tuple[QuickWin, ...]:
    """Every option or project in turn: whether its cashable payback, on the most likely case, is within so many months. Never raises."""
    return tuple(_judged(name, money, within) for name, money in results.items())


def _judged(name: str, money: Money, within: int) -> QuickWin:
    first = next((n for n, year in enumerate(money.years) if not _is_blank(year)), None)
    cashable = [amount for year in money.years for amount in (year.saving_cashable, year.income)]
    if first is None or Estimate.sum(cashable).is_nought:
        return QuickWin(name, False, None)
    if any(amount.central is None for amount in (*cashable, *(year.cost for year in money.years))):
        return QuickWin(name, None, None)
    if money.payback_cashable_years is None:
        return QuickWin(name, False, None)
    months = max(money.payback_cashable_years - first, Decimal(0)) * 12
    return QuickWin(name, months <= within, months)


def _is_blank(year: YearResult) -> bool:
    parts = (year.cost, year.saving_cashable, year.saving_non_cashable, year.saving_not_stated, year.income)
    return all(amount.is_nought for amount in parts)
