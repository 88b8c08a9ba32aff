"""Speed of the Count: its lines saved as an import writes them, and their table by two dimensions."""

from __future__ import annotations

import statistics
from decimal import Decimal
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from time import process_time
from typing import TYPE_CHECKING

from bench_returns import rival, timed

if TYPE_CHECKING:
    from db.store import Store
    from desktop.operations.records.pasting import NewRow

_LINES, _RUNS, _ORGANISATIONS, _THEMES = 10_000, 5, 40, 12


def rows(folder: Path) -> list[tuple[str, float, str, str]]:
    """The rows of the benchmark that are about the Count: what, ratio, aim, and the two figures it is of."""
    from db.nouns.count import SpendLine
    from db.store import Store
    from desktop.appraisal.partners.count import Dimension, by_two
    from desktop.operations.appraising.count_records import spending
    from desktop.operations.records.pasting import add_many

    store, raw = Store.create(folder / "count.appraisal"), rival(folder / "count.db", with_trail=True)
    try:
        lines = _lines(store)

        def ours() -> None:
            with store.unit_of_work("bench") as unit:
                add_many(unit, SpendLine, 1, lines, checked=True)

        saved = [(timed(ours, process_time), timed(partial(_insert, raw), process_time)) for _ in range(_RUNS)]
        spent = spending(store.reader(), 1)[:_LINES]
        plain = [(line.organisation, line.theme, line.amount.central) for line in spent if line.amount and line.amount.central is not None]
        table = partial(by_two, spent, Dimension.ORGANISATION, Dimension.THEME)
        drawn = [(timed(table, process_time), timed(partial(_sums, plain), process_time)) for _ in range(_RUNS)]
    finally:
        raw.close()
        store.close()
    what = f"In processor time, {_LINES:,} lines of the Count"
    return [
        _row(f"{what} saved, against raw sqlite3 into the same table with the same audit trail", saved, "2.5 or less"),
        _row(f"{what} by two dimensions, with ranges and what is not known, against sums of plain decimals", drawn, "10 or less"),
    ]


def _row(what: str, took: list[tuple[float, float]], aim: str) -> tuple[str, float, str, str]:
    first, second = (statistics.median(each) for each in zip(*took, strict=True))
    return what, first / second, aim, f"{first * 1000:.0f} ms and {second * 1000:.0f} ms"


def _lines(store: Store) -> list[NewRow]:
    """Lines as a workbook's checks leave them, and a case and the organisations for them."""
    from db.nouns.register import Organisation
    from desktop.appraisal.estimate import Estimate
    from desktop.appraisal.years import FinancialYear
    from desktop.operations.records import cases, records

    with store.unit_of_work("case") as unit:
        case = cases.add(unit, {"title": "Bench", "base_year": FinancialYear(2009), "horizon": 5})
        for number in range(_ORGANISATIONS):
            records.add(unit, Organisation, case, {"name": f"Organisation {number}"})
    return [
        (
            {
                "organisation": f"Organisation {number % _ORGANISATIONS}", "theme": f"Theme {number % _THEMES}",
                "name": f"Service {number % 200}", "tier": "local", "stream": f"Grant {number % 60}", "year": FinancialYear(2009),
                "amount": Estimate.exact(Decimal(number)), "frontline_percent": Decimal(85),
            },
            (),
        )
        for number in range(1, _LINES + 1)
    ]  # fmt: skip


def _insert(raw: Connection) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(
        "INSERT INTO spend_lines (case_id, position, theme, name, tier, stream, year, amount_kind, amount_low, amount_central, "
        "amount_high, frontline_percent) VALUES (1, ?1, ?2, ?3, 'local', ?4, 2009, 'exact', ?5, ?5, ?5, '85')",
        [(n, f"Theme {n % _THEMES}", f"Service {n % 200}", f"Grant {n % 60}", 100 * n) for n in range(1, _LINES + 1)],
    )
    raw.execute("COMMIT")


def _sums(plain: list[tuple[str, str, Decimal]]) -> dict[tuple[str, str], Decimal]:
    cells: dict[tuple[str, str], Decimal] = {}
    for organisation, theme, amount in plain:
        cells[organisation, theme] = cells.get((organisation, theme), Decimal(0)) + amount
    return cells
