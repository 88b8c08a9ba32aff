"""Taking out for good what may no longer be kept: out of the file and its history."""

from __future__ import annotations

from dataclasses import dataclass

from db import clearing
from db.store import Store
from desktop.operations.store.files import known_trouble


@dataclass(frozen=True, slots=True)
class Clearance:
    """What is to go: a record with all that is part of it, by table and id; or, without a table, what is told of units up to `unit`."""

    table: str = ""
    row: int = 0
    unit: int = 0


def clear(store: Store, wanted: Clearance) -> None:
    """Take it out of the open file and its history. Raises KnownTrouble, and nothing is then taken out."""
    with known_trouble():
        if wanted.table:
            clearing.clear_row(store, wanted.table, wanted.row)
        else:
            clearing.clear_trail(store, wanted.unit)
