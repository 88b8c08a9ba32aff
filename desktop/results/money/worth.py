"""What an option or a project is worth against the benchmark, and when it pays back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop.appraisal.kept import for_the_same
from desktop.appraisal.results import Appraisal, Money
from desktop.appraisal.savings.three_cases import never_pays_back_in_cash
from desktop.appraisal.wording import span
from desktop.results.cells import NONE, NOT_KNOWN, Amount, Cell, Lack, Percentage, Period, Ratio, Row, Stress, in_columns
from desktop.results.money.cases import told_payback
from desktop.results.money.recorded import has_known_amounts, money_held

_BENCHMARK = Lack("", why="the benchmark, which the others are measured against")
_NOTHING = Lack("", why="no costs or savings recorded")
_NO_COST = Lack(NONE.words, why="none, as no cost is recorded")


def rows(appraisal: Appraisal) -> tuple[Row, ...]:
    """Options best first, then projects: all for which costs or savings are recorded, and the benchmark where any is."""
    recorded = {name for name, _ in money_held(appraisal)}
    options = [
        Row(
            option.name,
            worth(option.money, is_benchmark=option.benchmark),
            "options",
            stress=Stress.ASIDE if option.benchmark else Stress.PLAIN,
        )
        for option in appraisal.ranked
        if recorded and (option.name in recorded or option.benchmark)
    ]
    return in_columns((*options, *(Row(each.name, worth(each.money), "projects") for each in appraisal.projects if each.name in recorded)))


def present_values(moneys: Mapping[str, Money], benchmark: str = "") -> tuple[Row, ...]:
    """The net present value of each, `npv`, all in one unit, for a list that shows nothing else of `worths`."""
    told = {name: _amounts(money, is_benchmark=name == benchmark)["npv"] for name, money in moneys.items()}
    return in_columns(Row(name, {"npv": cell}, "options") for name, cell in told.items())


@for_the_same(lambda moneys, benchmark="": (benchmark, *moneys, *moneys.values()))
def worths(moneys: Mapping[str, Money], benchmark: str = "") -> Mapping[str, dict[str, Cell]]:
    """The figures of each by its name, every measure in one unit throughout."""
    rows = in_columns(Row(name, worth(money, is_benchmark=name == benchmark)) for name, money in moneys.items())
    return {row.name: dict(row.cells) for row in rows}


def worth(money: Money, *, is_benchmark: bool = False) -> dict[str, Cell]:
    """The figures by their keys; the benchmark has none of its own."""
    cells = _amounts(money, is_benchmark=is_benchmark)
    money = Money() if is_benchmark else money
    worst, best = money.payback_range
    likely = _likely(money, money.payback_years, money.payback_range)
    paybacks = {
        "cashable": _likely(money, money.payback_cashable_years, money.payback_cashable_range),
        "payback": likely,
        # what is never below £0 is not so discounted either, as earlier amounts weigh more
        "discounted": likely if likely == 0 and _has_no_likely(money) else money.discounted_payback_years,
        "best": told_payback(money, best),
        "worst": worst,
    }
    is_told = has_known_amounts(money)
    lack = _BENCHMARK if is_benchmark else None
    no_ratio = _NO_COST if all(year.cost.is_nought for year in money.years) else NOT_KNOWN
    never = _never(money)
    cells |= {key: Period(years if is_told else None, lack=lack or never) for key, years in paybacks.items()}
    in_cash = told_payback(money, money.payback_cashable_range[1])
    no_cash = lack or (NOT_KNOWN if is_told and in_cash is not None else _never_in_cash(money))
    cells["cash_best"] = Period(in_cash if is_told else None, lack=no_cash)
    if paybacks["cashable"] is None and not is_benchmark:
        at_best = Lack(f"{span(in_cash)} at best", is_open=True) if in_cash and is_told else _never_in_cash(money)
        cells["cashable"] = Period(None, lack=at_best)
    cells["budget_net"] = Amount(money.budget_net, lack=lack or NOT_KNOWN)
    cells["bcr"] = Ratio(money.bcr, lack=lack or no_ratio)
    cells["irr"] = Percentage(money.irr, 1, lack=lack or NONE)
    return cells


def _likely(money: Money, years: Decimal | None, ends: tuple[Decimal | None, Decimal | None]) -> Decimal | None:
    """The payback of the likely case; where an amount has no likely figure, that of the worst and the best case if it is the same."""
    if years is not None or ends[0] != ends[1] or not _has_no_likely(money):
        return years
    return told_payback(money, ends[1])


def _has_no_likely(money: Money) -> bool:
    return any(year.net.central is None for year in money.years)


def _amounts(money: Money, *, is_benchmark: bool) -> dict[str, Cell]:
    lack = _BENCHMARK if is_benchmark else NOT_KNOWN if money.years else _NOTHING
    amounts = {"npv": money.npv, "npv_cashable": money.npv_cashable, "annual": money.equivalent_annual}
    return {key: Amount(None if is_benchmark else amount, lack=lack) for key, amount in amounts.items()}


def _never_in_cash(money: Money) -> Lack:
    """What stands where there is no payback in cash at best: that it is not known, or not reached."""
    if not money.years:
        return _NOTHING
    settled = has_known_amounts(money) and never_pays_back_in_cash(money)
    last = money.years[-1].year
    return Lack("not reached", why=f"does not pay back in cash by {last}, even at best") if settled else NOT_KNOWN


def _never(money: Money) -> Lack:
    """What stands where there is no payback: that it is not known, or not reached."""
    if not money.years:
        return _NOTHING
    is_open = money.npv is None or money.npv.low is None or money.npv.high is None or not has_known_amounts(money)
    is_open = is_open or (_has_no_likely(money) and money.payback_range[1] is not None)
    return NOT_KNOWN if is_open else Lack("not reached", why=f"does not pay back by {money.years[-1].year}")
