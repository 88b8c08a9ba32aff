"""A pasted block of a noun's cells: what is changed in rows that are there, and the rows it adds at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.nouns.noun import Noun
from db.writing import Unit
from desktop.operations.records.columns import RawCell, Value, column_of
from desktop.operations.records.records import Edit, YearlyCell, add_row, change, read_cell, read_yearly


def paste(
    unit: Unit, noun: type[Noun], parent: int, edits: Iterable[Edit], new_rows: Iterable[Mapping[str, RawCell]] = ()
) -> tuple[int, ...]:
    """Change cells and add rows, all or none; returns the new rows' ids.

    A new row is its cells by column key or financial year, such as `2011/12`. Raises KnownTrouble in one sentence.
    """
    change(unit, noun, parent, edits)
    added = []
    for cells in new_rows:
        values: dict[str, Value] = {}
        years: list[YearlyCell] = []
        for key, text in cells.items():
            yearly = read_yearly(noun, key, text)
            if yearly is None:
                values[key] = read_cell(noun, column_of(noun, key), text)
            elif yearly.value is not None:
                years.append(yearly)
        added.append(add_row(unit, noun, parent, values, years))
    return tuple(added)
