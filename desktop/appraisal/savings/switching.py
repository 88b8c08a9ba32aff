"""Switching values: how far costs and savings could change, and how long savings could be delayed, before the net present value is £0.

A switching value is the value at which an option stops being worth while (HM Treasury, The Green Book, sensitivity analysis). All three
are closed forms on the present values before they are rounded to the penny, so that at a switching value the unrounded net present
value is nothing. Savings include income, as in the ratio of benefits to costs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from operator import ge, mul

from desktop.appraisal import wording
from desktop.appraisal.case import Case, FlowKind, FlowsAre, Option
from desktop.appraisal.discounting import PRECISE
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money, YearResult
from desktop.appraisal.savings.discounting_terms import Discounting
from desktop.appraisal.savings.lines import lines_of
from desktop.late_dataclass import dataclass

_NOUGHT = Decimal(0)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Switching:
    """The changes that each alone bring the net present value to £0; `None` where none does, and `why` says so.

    `costs` and `savings` are fractions: 0.25 is a quarter more, −0.1 a tenth less. `delay_years` is how much later every saving
    and income could come.
    """

    costs: Decimal | None = None
    savings: Decimal | None = None
    delay_years: Decimal | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SwitchingValues:
    """On the low case (least savings, most costs), the most likely one and the high one."""

    low: Switching
    central: Switching
    high: Switching


def switching_values(years: Sequence[YearResult], discounting: Discounting, own_costs: Sequence[Estimate] | None = None) -> SwitchingValues:
    """The switching values of an option or a project on each case. Never raises.

    With whole costs the yearly results hold no cost, so `own_costs`, what the option itself costs in each year, is what the change of
    costs is measured on; the delay then moves the years in which the option saves and leaves those in which it costs more.
    """
    benefits = [Estimate.sum((year.saving_cashable, year.saving_non_cashable, year.saving_not_stated, year.income)) for year in years]
    costs = [year.cost for year in years]
    own = costs if own_costs is None else list(own_costs)
    whole = own_costs is not None

    def on(name: str, cost_end: str, benefit_end: str) -> Switching:
        return _on_case(
            [getattr(amount, benefit_end) for amount in benefits],
            [getattr(amount, cost_end) for amount in costs],
            [getattr(amount, cost_end) for amount in own],
            discounting,
            name,
            whole=whole,
        )

    central = on("most likely", "central", "central")
    if all(amount.is_point for amount in (*benefits, *costs, *own)):
        return SwitchingValues(central, central, central)
    return SwitchingValues(on("low", "high", "low"), central, on("high", "low", "high"))


def with_switching(case: Case, owner: Option | None, benchmark: Option | None, money: Money, discounting: Discounting) -> Money:
    """The money results with their switching values. `owner` is the option where flows may be whole costs; the benchmark has none."""
    if not money.years or (owner is not None and owner.benchmark):
        return money
    own = None
    if owner is not None and case.flows_are is FlowsAre.WHOLE_COSTS and benchmark is not None:
        with localcontext(PRECISE):
            lines = [line for line in lines_of(owner) if line.flow.kind is FlowKind.COST]
            own = [Estimate.sum(line.amount(year) for line in lines) for year in case.years]
    return replace(money, switching=switching_values(money.years, discounting, own))


def delayed(benefits: Sequence[Decimal], years: int) -> list[Decimal]:
    """The same yearly amounts so many years later; the horizon stays, so what slips past its end is lost."""
    return [*[_NOUGHT] * min(years, len(benefits)), *benefits[: max(len(benefits) - years, 0)]]


def switching_sentences(switching: Switching) -> tuple[str, ...]:
    """The switching values as a paper prints them, a sentence each."""
    sentences = []
    for name, change in (("Costs", switching.costs), ("Savings", switching.savings)):
        if change is None:
            continue
        if change == 0:
            sentences.append(f"Any change of {name.lower()} for the worse takes the net present value below £0.")
        else:
            way = "rise" if change > 0 else "fall"
            if (change > 0) == (name == "Costs"):
                sentences.append(f"{name} could {way} by {_percent(abs(change))} before the net present value is £0.")
            else:
                sentences.append(f"{name} would have to {way} by {_percent(abs(change))} for the net present value to reach £0.")
    if switching.delay_years is not None and switching.delay_years > 0:
        sentences.append(f"Savings could come {wording.span(switching.delay_years)} later before the net present value is £0.")
    return (*sentences, *switching.why)


def _percent(fraction: Decimal) -> str:
    shown = (fraction * 100).quantize(_TENTH)
    return f"{shown:,f}".removesuffix(".0") + "%" if shown else "less than 0.1%"


def _on_case(
    benefits: list[Decimal | None],
    costs: list[Decimal | None],
    own: list[Decimal | None],
    discounting: Discounting,
    name: str,
    *,
    whole: bool,
) -> Switching:
    if not benefits:
        return Switching(why=("No switching values: no costs or savings are recorded.",))
    factors = [factor for factor in discounting.factors if factor is not None]
    if len(factors) < len(benefits):
        return Switching(why=discounting.notes)
    gains = [amount for amount in benefits if amount is not None]
    losses = [amount for amount in costs if amount is not None]
    own_known = [amount for amount in own if amount is not None]
    if len(gains) < len(benefits) or len(losses) < len(costs) or len(own_known) < len(own):
        return Switching(
            why=(f"No switching values on the {name} case: an amount has no {_figure_of(name)} figure, only a bound, or is not known.",)
        )
    with localcontext(PRECISE):
        value_of_gains, value_of_losses = _present(gains, factors), _present(losses, factors)
        npv = value_of_gains - value_of_losses
        why: list[str] = []
        of_costs = _change(npv, _present(own_known, factors), "costs", why)
        of_savings = _change(-npv, value_of_gains, "savings", why)
        if whole:
            # A year in which the option costs more than the benchmark is what it has to be paid back for: it stays where it is.
            losses = [max(-amount, _NOUGHT) for amount in gains]
            gains = [max(amount, _NOUGHT) for amount in gains]
        delay = _delay(gains, losses, factors, why)
    return Switching(of_costs, of_savings, delay, tuple(why))


def _figure_of(name: str) -> str:
    return {"low": "worst", "high": "best"}.get(name, "most likely")


def _present(amounts: Sequence[Decimal], factors: Sequence[Decimal]) -> Decimal:
    return sum(map(mul, amounts, factors), _NOUGHT)


def _change(room: Decimal, value: Decimal, noun: str, why: list[str]) -> Decimal | None:
    """The fraction of `value` that takes up the room; `None` where there is nothing to change or less than nothing would be left."""
    if value <= 0:
        nothing = f"the {noun} are worth £0 in present value" if value == 0 else f"the {noun} add to less than £0 in present value"
        why.append(f"No switching value of {noun}: {nothing}.")
        return None
    change = room / value
    if change < -1:
        why.append(f"No switching value of {noun}: even with none the net present value is {'below' if noun == 'costs' else 'above'} £0.")
        return None
    return change


def _delay(gains: Sequence[Decimal], losses: Sequence[Decimal], factors: Sequence[Decimal], why: list[str]) -> Decimal | None:
    """Years by which every gain could slip. A part of a year moves that part of each year's gain into the next, so it is linear."""
    spent = _present(losses, factors)

    def late(years: int) -> Decimal:
        return _present(gains[: len(gains) - years], factors[years:]) - spent

    if late(0) < 0:
        why.append("No switching value of delay: the net present value is below £0 without one.")
        return None
    years = _last_before(late, len(gains), falling=_all_fall(gains, factors))
    if years is None:
        why.append("No switching value of delay: there is no cost to pay back, so no delay takes the net present value below £0.")
        return None
    before, after = late(years), late(years + 1)
    return years + before / (before - after)


def _all_fall(gains: Sequence[Decimal], factors: Sequence[Decimal]) -> bool:
    """Whether each further year late is worth no more than the one before, as it is unless a gain or a price falls."""
    return min(gains) >= 0 and all(map(ge, factors, factors[1:]))


def _last_before(late: Callable[[int], Decimal], most: int, *, falling: bool) -> int | None:
    """The last number of years late before the first that is worth less than nothing; `None` where none is."""
    if not falling:
        return next((years for years in range(most) if late(years + 1) < 0), None)
    if late(most) >= 0:
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if late(middle) >= 0 else (low, middle)
    return low
