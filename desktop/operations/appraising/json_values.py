"""Amounts and numbers as the results JSON has them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.money import to_pence
from desktop.results.cells import Cell, Row


def amount(estimate: Estimate | None) -> dict[str, Any] | None:
    """An amount in pounds: `null` where a bound is open, `None` where there is none."""
    if estimate is None:
        return None
    return {
        "kind": str(estimate.kind),
        "low": pounds(estimate.low),
        "central": pounds(estimate.central),
        "high": pounds(estimate.high),
        "unknown": estimate.unknown,
        "approximate": estimate.approximate,
    }


def pounds(value: Decimal | None) -> float | None:
    """Pounds and pence, rounded half up."""
    return None if value is None else float(to_pence(value))


def number(value: Fraction | Decimal | None) -> float | None:
    """A number that is not money."""
    return None if value is None else float(value)


def cell(each: Cell) -> Any:
    """What a cell of a table of results holds; `None` where there is no value."""
    match each.value:
        case Estimate() as estimate:
            return amount(estimate)
        case Decimal() | Fraction() as exact:
            return number(exact)
        case value:
            return value


def cells(row: Row, *keys: str) -> dict[str, Any]:
    """The cells of a row under these keys, or all of them."""
    return {key: cell(row.cells[key]) for key in keys or row.cells}
