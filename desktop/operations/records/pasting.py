"""Many rows of a noun at once, from a block that was pasted or a sheet: what is changed in rows that are there, and what is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from db.nouns.noun import BelongsTo, Noun
from db.nouns.papers import Paper
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.amounts import amount_of
from desktop.operations.records.choice_adapters import FlowAdapter
from desktop.operations.records.columns import RawCell, Value, column_of, columns_of, own_columns
from desktop.operations.records.partner_adapters import SpendAdapter
from desktop.operations.records.records import (
    Edit,
    YearlyCell,
    adapter_of,
    adapter_type,
    add_row,
    change,
    read_cell,
    read_yearly,
)

#: A new row as it was read: its values by column key, and what it has by year.
NewRow = tuple[Mapping[str, Value], Sequence[YearlyCell]]
_Known = dict[tuple[str, type, RawCell], Value | YearlyCell]


def paste(
    unit: Unit, noun: type[Noun], parent: int, edits: Iterable[Edit], new_rows: Iterable[Mapping[str, RawCell]] = ()
) -> tuple[int, ...]:
    """Change cells and add rows, all or none; returns the new rows' ids.

    A new row is its cells by column key or financial year, such as `2011/12`. Raises KnownTrouble in one sentence.
    """
    change(unit, noun, parent, edits)
    known: _Known = {}
    rows = [_read(unit, noun, cells, known) for cells in new_rows]
    required = [column.key for column in own_columns(noun) if column.required]
    # what a row lacks is made up from the rows that are there, and a name that only one may have is looked for among them
    if are_plain(noun) and not noun.UNIQUE and all(values.get(key) is not None for values, _ in rows for key in required):
        return add_many(unit, noun, parent, rows, checked=False)
    return tuple(add_row(unit, noun, parent, *row) for row in rows)


def _read(unit: Unit, noun: type[Noun], cells: Mapping[str, RawCell], known: _Known) -> NewRow:
    """A new row; `known` are the cells of the block read so far, as a column repeats most of what it says."""
    unit.see()
    values: dict[str, Value] = {}
    years: list[YearlyCell] = []
    for key, text in cells.items():
        cell = key, type(text), text  # what is equal need not read alike, such as 1 and Yes
        if cell not in known:
            known[cell] = read_yearly(noun, key, text) or read_cell(noun, column_of(noun, key), text)
        read = known[cell]
        if not isinstance(read, YearlyCell):
            values[key] = read
        elif read.value is not None:
            years.append(read)
    return values, years


def are_plain(noun: type[Noun]) -> bool:
    """Whether a noun's rows need nothing but their own fields, so that they can be added together: one at a time takes far longer."""
    return noun.BELONGS_TO is BelongsTo.CASE and noun is not Paper and adapter_type(noun) in (Adapter, FlowAdapter, SpendAdapter)


def add_many(unit: Unit, noun: type[Noun], case: int, rows: Sequence[NewRow], *, checked: bool) -> tuple[int, ...]:
    """Add rows at the end, in their order, and return their ids. Each has what every row must have; those not `checked` are.

    Raises KnownTrouble where an amount lies outside the case, or a row would be what none may be.
    """
    adapter = adapter_of(noun, unit, case)
    adapter.check_years({each.year for _, years in rows for each in years})
    placed = adapter.placed({})
    first, keys = placed["position"], {column.key for column in columns_of(noun)}
    records = []
    for n, (values, years) in enumerate(rows):
        record = adapter.new(unit, values, placed | {"position": first + n} | _by_year(adapter, years))
        if not checked:
            adapter.check(record, keys)
        records.append(record)
    return tuple(unit.add_all(records))


def _by_year(adapter: Adapter[Any], years: Iterable[YearlyCell]) -> dict[str, object]:
    fields = {yearly.kind: yearly.field for yearly in adapter.noun.YEARLY.values()}
    by_field: dict[str, dict[int, object]] = {field: {} for field in fields.values()}
    for each in years:
        by_field[fields[each.kind]][each.year.start] = amount_of(each.value) if isinstance(each.value, Estimate) else each.value
    return dict(by_field)
