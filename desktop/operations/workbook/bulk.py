"""Many rows of a noun at once, by plain inserts: one row at a time takes many times as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.nouns.noun import BelongsTo, Kind, Noun
from db.nouns.papers import Paper
from db.writing import Unit
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.amounts import amount_of
from desktop.operations.records.choice_adapters import FlowAdapter
from desktop.operations.records.partner_adapters import SpendAdapter
from desktop.operations.records.records import adapter_of, adapter_type
from desktop.operations.workbook.checking import ReadRow


def takes(noun: type[Noun]) -> bool:
    """Whether a noun's rows need nothing but their own fields, so that they can be added together."""
    return noun.BELONGS_TO is BelongsTo.CASE and noun is not Paper and adapter_type(noun) in (Adapter, FlowAdapter, SpendAdapter)


def add_many(unit: Unit, noun: type[Noun], case: int, rows: Sequence[ReadRow]) -> None:
    """Add rows at the end, in order, already read and checked. Raises KnownTrouble where an amount lies outside the case."""
    adapter = adapter_of(noun, unit, case)
    adapter.check_years({year for row in rows for year in row.amounts})
    placed = adapter.placed({})
    first = placed["position"]
    unit.add_all([adapter.new(unit, row.values, placed | {"position": first + n} | _years(adapter, row)) for n, row in enumerate(rows)])


def _years(adapter: Adapter[Any], row: ReadRow) -> dict[str, object]:
    return {
        yearly.field: {year.start: amount_of(estimate) for year, estimate in row.amounts.items()}
        for yearly in adapter.noun.YEARLY.values()
        if yearly.kind is Kind.ESTIMATE
    }
