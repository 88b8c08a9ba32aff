"""Estimates as the store keeps them, whole pence in plain columns, and back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TypedDict

from db.columns import EstimateColumns
from db.nouns.values import NOT_KNOWN, Amount
from db.writing import Unit
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.years import FinancialYear

_KINDS = {str(kind): kind for kind in Kind}


def estimate_of(amount: Amount | None) -> Estimate | None:
    """The estimate that an amount records; nothing where nothing is recorded."""
    if amount is None:
        return None
    kind, low, central, high, approximate = amount
    return Estimate.recorded(kind, _pounds(low), _pounds(central), _pounds(high), approximate=approximate)


def amount_of(estimate: Estimate | None) -> Amount | None:
    """An estimate as records keep it. Open bounds, assumed floors and assumed middles are left out: the kind says them."""
    if estimate is None:
        return None
    if estimate.kind is Kind.NOT_KNOWN:
        return NOT_KNOWN._replace(approximate=estimate.approximate)
    # up to nothing has a middle, £0, but it too is said by the kind
    at_most = estimate.kind is Kind.AT_MOST
    low, central = (None, None) if at_most else (estimate.low, estimate.central)
    if estimate.middle_assumed:
        central = None
    return Amount(estimate.kind, _pence(low), _pence(central), _pence(estimate.high), estimate.approximate)


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
        low = central = None  # up to nothing has a middle, £0, but it too is said by the kind
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
    return from_stored(columns.kind, columns.low, columns.central, columns.high, columns.approximate)


def from_stored(kind: str, low: int | None, central: int | None, high: int | None, approximate: bool) -> Estimate:
    """The amount of these columns, in pence."""
    return Estimate.recorded(_KINDS[kind], _pounds(low), _pounds(central), _pounds(high), approximate=approximate)


def to_fields(estimate: Estimate | None, name: str) -> dict[str, object]:
    """The columns of an amount that stands beside others in a row: `name_kind` and so on; a blank kind where nothing is recorded."""
    if estimate is None:
        return {f"{name}_kind": "", f"{name}_low": None, f"{name}_central": None, f"{name}_high": None, f"{name}_approximate": False}
    return {f"{name}_{column}": value for column, value in to_columns(estimate).items()}


def from_fields(record: object, name: str) -> Estimate | None:
    """The amount that such columns hold; nothing where nothing is recorded."""
    kind, low, central, high, approximate = (
        getattr(record, f"{name}_{column}") for column in ("kind", "low", "central", "high", "approximate")
    )
    if not kind:
        return None
    return Estimate.recorded(Kind(kind), _pounds(low), _pounds(central), _pounds(high), approximate=approximate)


def store(unit: Unit, table: str, owner: str, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
    """Write or change one year's amount of a row, or for a blank take it away. An amount that is as it was leaves no trace.

    One plain statement: this is what every cell of a grid is saved by. `table` and `owner` are ours, never an officer's words.
    """
    connection = unit.session.connection()
    if estimate is None:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {owner} = ? AND year = ?", (row, year.start))
        return
    columns = to_columns(estimate)
    names = ", ".join(columns)
    fresh = ", ".join(f"excluded.{name}" for name in columns)
    assigned = ", ".join(f"{name} = excluded.{name}" for name in columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({owner}, year, {names}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT ({owner}, year) "
        f"DO UPDATE SET {assigned} WHERE ({names}) IS NOT ({fresh})",
        (row, year.start, columns["kind"], columns["low"], columns["central"], columns["high"], int(columns["approximate"])),
    )


def by_row(amounts: Iterable[tuple[int, EstimateColumns]]) -> dict[int, dict[FinancialYear, Estimate]]:
    """Amounts gathered by the row they belong to."""
    gathered: dict[int, dict[FinancialYear, Estimate]] = {}
    for row, columns in amounts:
        year: int = columns.year  # type: ignore[attr-defined]  # both tables of amounts have a year
        gathered.setdefault(row, {})[FinancialYear(year)] = from_columns(columns)
    return gathered


def _pence(pounds: Decimal | None) -> int | None:
    return None if pounds is None else int(pounds * 100)


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence) / 100
