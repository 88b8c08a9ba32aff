"""Undo and redo on the audit trail: the inverse of a unit of work, applied as a new one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TypeAlias

from db.errors import StoreDamaged
from db.reading import Reader
from db.store import Store
from db.writing import Unit

_Image: TypeAlias = dict[str, str | int | None]
"""A row before or after a change, by column."""


@dataclass(frozen=True, slots=True)
class Step:
    """A unit of work that can be undone or redone."""

    unit: int
    label: str


def undo_step(reader: Reader) -> Step | None:
    """What Undo would take back."""
    undo, _ = _stacks(reader)
    return undo[-1] if undo else None


def redo_step(reader: Reader) -> Step | None:
    """What Redo would bring back."""
    _, redo = _stacks(reader)
    return redo[-1] if redo else None


def undo(store: Store) -> Step | None:
    """Take back the latest unit of work that stands. Returns it, or nothing where there is none."""
    with store.trouble_in_words():
        step = undo_step(store.reader())
    return step and _reverse(store, step)


def redo(store: Store) -> Step | None:
    """Bring back what was undone last."""
    with store.trouble_in_words():
        step = redo_step(store.reader())
    return step and _reverse(store, step)


def _stacks(reader: Reader) -> tuple[list[Step], list[Step]]:
    """Undo and redo stacks, replayed from the units: an undo names the unit it takes back, and a redo names the undo."""
    standing: list[Step] = []
    undone: list[Step] = []
    first: dict[int, int] = {}
    for unit, label, undoes in reader.rows("SELECT id, label, undoes FROM units ORDER BY id"):
        first[unit] = first.get(undoes, undoes) if undoes is not None else unit
        if undoes == unit:  # something was taken out for good: nothing before it can be put back
            standing.clear()
            undone.clear()
        elif undoes is None:
            standing.append(Step(unit, label))
            undone.clear()
        elif standing and standing[-1].unit == undoes:
            standing.pop()
            undone.append(Step(unit, label))
        elif undone and undone[-1].unit == undoes:
            undone.pop()
            standing.append(Step(unit, label))
    return standing, undone


def _reverse(store: Store, step: Step) -> Step:
    try:
        with store.unit_of_work(step.label, undoes=step.unit) as unit:
            unit.run("PRAGMA defer_foreign_keys = ON")
            changes = unit.rows("SELECT table_name, row_id, before, after FROM changes WHERE unit_id = ? ORDER BY id DESC", step.unit)
            known = _columns(unit)
            for table, row_id, before, after in changes:
                columns = known.get(table, frozenset())
                _reverse_one(unit, table, row_id, _image(before, columns), _image(after, columns))
    except (sqlite3.IntegrityError, ValueError, OverflowError, RecursionError) as trouble:  # no row that our own triggers wrote is refused
        raise StoreDamaged(
            f"{store.path.name} says of earlier changes what Appraisal Desk did not write. Open a backup of it instead."
        ) from trouble
    return step


def _columns(reader: Reader) -> dict[str, frozenset[str]]:
    """The columns of every table of records: whatever the trail names beside these was written by another hand."""
    rows = reader.rows(
        "SELECT made.name, part.name FROM sqlite_master AS made, pragma_table_info(made.name) AS part "
        "WHERE made.type = 'table' AND made.name NOT IN ('units', 'changes', 'store') AND made.name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    return {table: frozenset(names) for table, names in columns.items()}


def _image(written: str | None, columns: frozenset[str]) -> _Image | None:
    """A row as the trail holds it; None where there was none. Raises ValueError where it is no row of a table with those columns."""
    if not columns:
        raise ValueError("no such table")
    if written is None:
        return None
    # text of an older store may hold a control character that JSON would have escaped
    image = json.loads(written, strict=False)
    if not isinstance(image, dict) or not {"id"} < image.keys() <= columns:
        raise ValueError("no such column")
    if not all(value is None or isinstance(value, (str, int)) for value in image.values()):
        raise ValueError("no such value")
    return image


def _reverse_one(unit: Unit, table: str, row_id: int, before: _Image | None, after: _Image | None) -> None:
    """Put one row back. The names of its table and columns have been looked up in the schema."""
    if before is None:
        unit.run(f"DELETE FROM {table} WHERE id = ?", row_id)
    elif after is None:
        unit.add_rows(table, tuple(before), [tuple(before.values())])
    else:
        assigned = ", ".join(f"{column} = ?" for column in before if column != "id")
        unit.run(
            f"UPDATE {table} SET {assigned} WHERE id = ?", *(value for column, value in before.items() if column != "id"), before["id"]
        )
