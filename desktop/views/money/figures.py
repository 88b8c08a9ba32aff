"""The results of one option or project on its low, most likely and high case, as the rows of two tables. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.appraisal.results import Money
from desktop.models.column import ScreenColumn
from desktop.results.cells import Cell, Lack, Row, Stress, labelled
from desktop.results.money import cases
from desktop.views.kit.tables.result_columns import figure, named

_CASES = {"low": "Low", "central": "Most likely", "high": "High"}
_PAYBACKS = {"payback_cashable": "Cashable payback", "payback": "Payback on all savings", "discounted": "Discounted payback"}
_FIGURES = {
    "net": "Net over all years",
    "npv": "Net present value",
    "annual": "Equivalent a year",
    "bcr": "Benefit cost ratio",
    "irr": "Rate of return",
}
_SWITCHING = {
    "costs": "Costs could change by",
    "savings": "Savings could change by",
    "delay": "Savings could come later by",
}
_NONE = Lack("none", why="none; the reasons stand in words")


def figure_columns() -> tuple[ScreenColumn, ...]:
    """The name of the figure, then a column a case."""
    said, unknown, shows = "{name}, {head}: {bound}{words}", "{name}, {head}: not known", "{bound}{words}"
    cases_of = (figure(key, heading, said, unknown=unknown, least=10, shows=shows) for key, heading in _CASES.items())
    return (named("Over all years", 8), *cases_of)


def year_columns() -> tuple[ScreenColumn, ...]:
    """The net and the running total of a year, each on the three cases."""
    headings = (("net", "Net"), ("running", "Running total"))
    ends = [
        figure(
            f"{key}:{case}",
            f"{heading}, {words.lower()}",
            "{column}, {name}: {bound}{words}",
            unknown="{column}, {name}: not known",
            shows="{bound}{words}",
        )
        for key, heading in headings
        for case, words in _CASES.items()
    ]
    return (named("Year", 8, main=False), *ends)


def year_rows(money: Money) -> tuple[Row, ...]:
    """A row a financial year."""
    return cases.years(money)


def figure_rows(money: Money) -> tuple[Row, ...]:
    """The cashable payback first, then what it is worth, then how far each part could change; none where nothing is recorded."""
    rows = cases.cases(money)
    paybacks = (_each(row, lambda cell: replace(cell, stress=Stress.STRONG)) for row in labelled(rows, _PAYBACKS))
    switching = (_each(row, lambda cell: replace(cell, lack=_NONE)) for row in labelled(rows, _SWITCHING))
    return (*paybacks, *labelled(rows, _FIGURES), *switching)


def _each(row: Row, change: Callable[[Cell], Cell]) -> Row:
    """A row with each of its cells changed, and not its name."""
    return replace(row, cells={case: change(cell) for case, cell in row.cells.items()})
