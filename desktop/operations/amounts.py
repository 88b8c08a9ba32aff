"""Estimates as the store keeps them, whole pence in plain columns, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypedDict

from sqlmodel import Session

from db.columns import EstimateColumns
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.years import FinancialYear


class EstimateFields(TypedDict):
    kind: str
    low: int | None
    central: int | None
    high: int | None
    approximate: bool


def to_columns(estimate: Estimate) -> EstimateFields:
    """The columns of an amount. Open bounds, assumed floors and assumed middles are not stored: the kind says them."""
    low: Decimal | None = estimate.low
    central, high = estimate.central, estimate.high
    if estimate.kind in (Kind.AT_MOST, Kind.NOT_KNOWN):
        low = None
    if estimate.middle_assumed:
        central = None
    return {
        "kind": str(estimate.kind),
        "low": _pence(low),
        "central": _pence(central),
        "high": _pence(high),
        "approximate": estimate.approximate,
    }


def from_columns(columns: EstimateColumns) -> Estimate:
    """The amount that columns hold."""
    return Estimate.recorded(
        Kind(columns.kind), _pounds(columns.low), _pounds(columns.central), _pounds(columns.high), approximate=columns.approximate
    )


def store(
    session: Session, old: EstimateColumns | None, estimate: Estimate | None, make: Callable[[EstimateFields], EstimateColumns]
) -> None:
    """Write, change or, for a blank, take away one amount."""
    if estimate is None:
        if old is not None:
            session.delete(old)
    elif old is None:
        session.add(make(to_columns(estimate)))
    else:
        for key, value in to_columns(estimate).items():
            setattr(old, key, value)
        session.add(old)
    session.flush()


def by_row(found: Iterable[tuple[int, EstimateColumns]]) -> dict[int, dict[FinancialYear, Estimate]]:
    """Amounts gathered by the row they belong to."""
    gathered: dict[int, dict[FinancialYear, Estimate]] = {}
    for row, columns in found:
        year: int = columns.year  # type: ignore[attr-defined]  # both tables of amounts have a year
        gathered.setdefault(row, {})[FinancialYear(year)] = from_columns(columns)
    return gathered


def _pence(pounds: Decimal | None) -> int | None:
    return None if pounds is None else int(pounds * 100)


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence) / 100
