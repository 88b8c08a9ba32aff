"""Amounts and numbers as the results JSON has them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.money import to_pence
from desktop.appraisal.years import FinancialYear
from desktop.results.cells import Row


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


def cells(row: Row, *keys: str) -> dict[str, Any]:
    """What the cells of a row hold under these keys, or all of them; `None` where there is no value."""
    return {key: _value(row.cells[key].value) for key in keys or row.cells}


def told(of: object, *names: str) -> dict[str, Any]:
    """What of a result is told under its own names: an amount in pounds, a number that is no money, words, a year, or a list of these."""
    return {name: _value(getattr(of, name)) for name in names}


def _value(value: Any) -> Any:
    match value:
        case Estimate():
            return amount(value)
        case Decimal() | Fraction():
            return number(value)
        case FinancialYear() | StrEnum():
            return str(value)
        case tuple():
            return [_value(each) for each in value]
        case _:
            return value
