"""Columns of percentages and weights in which a plain number may be a fraction: 0.24 is 24% or 0.24%."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.operations.matching.asks import Ask, Choice
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.matching.tables import Table
from desktop.operations.records.columns import RawCell, plain


def ask_fractions(table: Table, percents: Collection[int], weights: Collection[int], answers: Mapping[str, str]) -> tuple[Table, list[Ask]]:
    """A table whose fractions are percentages where the officer says so, and what is asked of each column that has one.

    A column of weights is asked about where another of its weights says %.
    """
    asks, times = [], {}
    for n in sorted({*percents, *weights}):
        cells = table.column(n)
        small = next((number for cell in cells if (number := _plain_number(cell)) is not None and 0 < abs(number) < 1), None)
        if small is None or (n in weights and not any(isinstance(cell, str) and cell.strip().endswith("%") for cell in cells)):
            continue
        choices = (Choice("100", f"{plain(small * 100)}%"), Choice("1", f"{plain(small)}%"))
        ask = Ask(f"percent {n}", f"{plain(small)} under \u2018{table.headings[n]}\u2019 is", choices, answers.get(f"percent {n}", ""))
        asks.append(ask)
        if ask.answer == "100":
            times[n] = Decimal(100)
    if not times:
        return table, asks
    rows = tuple((number, tuple(_times(cell, times.get(n)) for n, cell in enumerate(cells))) for number, cells in table.rows)
    return replace(table, rows=rows), asks


def _times(cell: RawCell, times: Decimal | None) -> RawCell:
    number = None if times is None else _plain_number(cell)
    return cell if number is None or times is None else number * times


def _plain_number(cell: RawCell) -> Decimal | None:
    """A number without a sign or a unit."""
    if not is_number(cell) or (isinstance(cell, str) and not cell.strip().replace(".", "", 1).isdecimal()):
        return None
    return Decimal(f"{cell:.15g}" if isinstance(cell, float) else str(cell).strip())
