"""The money of an option or a project a year: what is recorded of each kind, the net, the running total and the present value."""

from __future__ import annotations

from collections.abc import Callable

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import Money, YearResult
from desktop.results.cells import BLANK, Amount, Cell, Row, Stress, in_columns, together

_AMOUNTS: dict[str, Callable[[YearResult], Estimate]] = {
    "cost": lambda year: year.cost,
    "cashable": lambda year: year.saving_cashable,
    "non_cashable": lambda year: year.saving_non_cashable,
    "not_stated": lambda year: year.saving_not_stated,
    "income": lambda year: year.income,
    "funding": lambda year: year.funding,
    "net": lambda year: year.net,
}


def by_year(money: Money) -> tuple[Row, ...]:
    """A row a financial year, then all of them together, which have no running total."""
    years = tuple(Row(str(year.year), _cells(year)) for year in money.years)
    total: dict[str, Cell] = {key: together(years, key) for key in _AMOUNTS}
    total |= {"running": Amount(None, lack=BLANK), "present_value": Amount(money.npv)}
    return in_columns((*years, Row("Total", total, stress=Stress.STRONG)))


def _cells(year: YearResult) -> dict[str, Cell]:
    cells: dict[str, Cell] = {key: Amount(amount(year)) for key, amount in _AMOUNTS.items()}
    return cells | {"running": Amount(year.cumulative), "present_value": Amount(year.present_value)}
