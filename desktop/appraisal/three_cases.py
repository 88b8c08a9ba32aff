"""What an option or a project comes to on its low, its most likely and its high case, side by side.

The low case has the least savings and the most costs, the high case the most savings and the least costs, as in `Money.payback_range`.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.payback import payback
from desktop.appraisal.results import Money
from desktop.appraisal.switching import Switching


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """One case. Amounts are pounds, `None` where a bound is open; paybacks are years after the base year.

    `irr` and `bcr` are `None` where there is none, and for a reason that `Money.why` says of the most likely case.
    A payback is `None` where it is never reached, and then `known` (`cashable_known`) is true, or where an amount on the way is open.
    """

    net: Decimal | None
    npv: Decimal | None
    payback: Decimal | None
    known: bool
    cashable_payback: Decimal | None
    cashable_known: bool
    switching: Switching | None
    discounted_payback: Decimal | None = None
    irr: Decimal | None = None
    bcr: Decimal | None = None
    equivalent_annual: Decimal | None = None


def three_cases(held: Money) -> tuple[CaseFigures, CaseFigures, CaseFigures]:
    """The low, the most likely and the high case; blank where nothing is recorded."""
    cashable = list(accumulate(year.saving_cashable + year.income - year.cost for year in held.years))
    total = [year.cumulative for year in held.years]
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in held.years)
    switching = held.switching

    def case(end: Callable[[Estimate], Decimal | None], switched: Switching | None) -> CaseFigures:
        running, of_cash = [end(amount) for amount in total], [end(amount) for amount in cashable]
        return CaseFigures(running[-1] if running else None, None if held.npv is None else end(held.npv), payback(running),
                           None not in running, payback(of_cash) if in_cash else None, None not in of_cash, switched)

    low, central, high = (None, None, None) if switching is None else (switching.low, switching.central, switching.high)
    return (case(lambda amount: amount.low, low), case(lambda amount: amount.central, central), case(lambda amount: amount.high, high))
