"""What an option or a project comes to on its low, its most likely and its high case, side by side.

The low case has the least savings and the most costs, the high case the most savings and the least costs, as in `Money.payback_range`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from desktop.appraisal.affordability.financing import at_best
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money
from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.rate_of_return import rate_of_return
from desktop.appraisal.savings.switching import Switching
from desktop.late_dataclass import dataclass


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
    bcr: Decimal | None = None
    flows: tuple[Decimal, ...] = ()

    @property
    def irr(self) -> Decimal | None:
        """The rate of return of the yearly nets, worked out when it is asked for; `None` where an amount is open or no one rate fits."""
        return rate_of_return(self.flows)[0] if self.flows else None


def never_pays_back_in_cash(money: Money) -> bool:
    """Whether it is known that there is no payback in cash even on the high case: what `three_cases` says of it, and nothing more."""
    running = [amount.high for amount in _running_in_cash(money)]
    return None not in running and (not _may_release_cash(money) or payback(running) is None)


def _running_in_cash(money: Money) -> list[Estimate]:
    """The running total of what is cash; on the high case with savings that are not stated either way."""
    return list(accumulate(year.saving_cashable + at_best(year.saving_not_stated) + year.income - year.cost for year in money.years))


def _may_release_cash(money: Money) -> bool:
    return any(not (year.saving_cashable.is_nought and year.income.is_nought and year.saving_not_stated.is_nought) for year in money.years)


def three_cases(money: Money) -> tuple[CaseFigures, CaseFigures, CaseFigures]:
    """The low, the most likely and the high case; blank where nothing is recorded.

    In cash, savings that are not stated either way count on the high case alone.
    """
    cashable = _running_in_cash(money)
    total, nets = [year.cumulative for year in money.years], [year.net for year in money.years]
    present = list(accumulate(year.present_value for year in money.years)) if money.npv is not None else []
    in_cash = any(not (year.saving_cashable.is_nought and year.income.is_nought) for year in money.years)
    may_be = _may_release_cash(money)
    costly = any(not year.cost.is_nought for year in money.years)  # with whole costs the years hold none, and there is no ratio
    switching = money.switching

    def case(end: Callable[[Estimate], Decimal | None], switched: Switching | None, *, releases_cash: bool = in_cash) -> CaseFigures:
        running, of_cash = [end(amount) for amount in total], [end(amount) for amount in cashable]
        flows = [amount for amount in map(end, nets) if amount is not None]
        change = None if switched is None or not costly else switched.costs
        return CaseFigures(
            net=running[-1] if running else None,
            npv=None if money.npv is None else end(money.npv),
            payback=payback(running),
            known=None not in running,
            cashable_payback=payback(of_cash) if releases_cash else None,
            cashable_known=None not in of_cash,
            switching=switched,
            discounted_payback=payback([end(amount) for amount in present]) if present else None,
            bcr=None if change is None else 1 + change,  # costs that far up are what the savings and income are worth
            flows=tuple(flows) if len(flows) == len(nets) else (),
        )

    low, central, high = (None, None, None) if switching is None else (switching.low, switching.central, switching.high)
    figures = (
        case(lambda amount: amount.low, low),
        case(lambda amount: amount.central, central),
        case(lambda amount: amount.high, high, releases_cash=may_be),
    )
    return figures[0], replace(figures[1], bcr=money.bcr), figures[2]
