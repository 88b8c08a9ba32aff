"""Undo and redo on the audit trail: the inverse of a unit of work, applied as a new one."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TypeAlias

from db.errors import StoreDamaged
from db.reading import Reader
from db.store import Store
from db.writing import Seen, Unit

_Tables: TypeAlias = tuple[int, frozenset[str]]
"""A unit of work, and the tables that it changed."""

_Image: TypeAlias = dict[str, str | int | None]
"""A row before or after a change, by column."""


@dataclass(frozen=True, slots=True)
class Step:
    """A unit of work that can be undone or redone. `first` is the unit that did it first: another, where it was undone and redone."""

    unit: int
    label: str
    first: int


def standing(reader: Reader) -> tuple[Step, ...]:
    """What stands and can be undone, the oldest first."""
    return tuple(_stacks(reader)[0])


def undo_step(reader: Reader) -> Step | None:
    """What Undo would take back."""
    undo, _ = _stacks(reader)
    return undo[-1] if undo else None


def redo_step(reader: Reader) -> Step | None:
    """What Redo would bring back."""
    _, redo = _stacks(reader)
    return redo[-1] if redo else None


def in_the_way(reader: Reader, step: Step) -> Step | None:
    """The latest step that has to be undone before `step` can be; nothing where it can be undone now.

    Two steps can change places where they touch no table in common, and neither has a row that refers to one that the other added or
    deleted: then neither names, keys nor what a deletion takes along tie them together.
    """
    after = [other for other in _stacks(reader)[0] if other.unit > step.unit]
    if not after:
        return None
    links, mine = _links(reader), _tables(reader, step.unit)
    return next(
        (other for other in reversed(after) if _are_tied(reader, (step.unit, mine), (other.unit, _tables(reader, other.unit)), links)), None
    )


def size_of(reader: Reader, unit: int) -> tuple[str, int]:
    """What a unit of work is called, and how many rows it changed: so many are put back where it is reversed. Blank and 0 without one."""
    rows = reader.rows("SELECT label, (SELECT count(*) FROM changes WHERE unit_id = units.id) FROM units WHERE id = ?", unit)
    return rows[0] if rows else ("", 0)


def undo(store: Store, unit: int | None = None, seen: Seen | None = None) -> Step | None:
    """Take back a unit of work that stands, the latest unless one is named. Returns it, or nothing where it does not stand.

    `seen` is told now and then how many rows have been put back; what it raises stops it, and nothing is then taken back. Raises
    ValueError where another step stands `in_the_way`.
    """
    with store.trouble_in_words():
        reader = store.reader()
        steps = _stacks(reader)[0]
        step = next((each for each in reversed(steps) if unit in (None, each.unit)), None)
        if step is not None and step is not steps[-1] and in_the_way(reader, step) is not None:
            raise ValueError("a later step stands in the way")
    return step and _reverse(store, step, seen)


def redo(store: Store, seen: Seen | None = None) -> Step | None:
    """Bring back what was undone last; `seen` as in `undo`."""
    with store.trouble_in_words():
        step = redo_step(store.reader())
    return step and _reverse(store, step, seen)


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
            standing.append(Step(unit, label, unit))
            undone.clear()
        elif undone and undone[-1].unit == undoes:
            undone.pop()
            standing.append(Step(unit, label, first[unit]))
        elif (at := next((at for at in range(len(standing) - 1, -1, -1) if standing[at].unit == undoes), None)) is not None:
            del standing[at]
            undone.append(Step(unit, label, first[unit]))
    return standing, undone


def _tables(reader: Reader, unit: int) -> frozenset[str]:
    """The tables that a unit changed."""
    return frozenset(str(table) for (table,) in reader.rows("SELECT DISTINCT table_name FROM changes WHERE unit_id = ?", unit))


def _links(reader: Reader) -> list[tuple[str, str, str]]:
    """Every column that refers to rows of a table: its own table, the column and that table."""
    rows = reader.rows(
        """SELECT made.name, link."from", link."table" FROM sqlite_master AS made, pragma_foreign_key_list(made.name) AS link
        WHERE made.type = 'table'"""
    )
    return [(str(table), str(column), str(parent)) for table, column, parent in rows]


def _are_tied(reader: Reader, one: _Tables, other: _Tables, links: list[tuple[str, str, str]]) -> bool:
    if one[1] & other[1]:
        return True
    return any(
        table in children[1] and parent in parents[1] and _refers(reader, children[0], table, column, _moved(reader, parents[0], parent))
        for table, column, parent in links
        for children, parents in ((one, other), (other, one))
    )


def _moved(reader: Reader, unit: int, table: str) -> frozenset[int]:
    """The rows of a table that a unit added or deleted."""
    rows = reader.rows("SELECT row_id FROM changes WHERE unit_id = ? AND table_name = ? AND (before IS NULL OR after IS NULL)", unit, table)
    return frozenset(row for (row,) in rows)


def _refers(reader: Reader, unit: int, table: str, column: str, ids: frozenset[int]) -> bool:
    """Whether a row that a unit changed refers to one of those, before or after. One that another hand wrote may refer to any."""
    if not ids:
        return False
    for images in reader.rows("SELECT before, after FROM changes WHERE unit_id = ? AND table_name = ?", unit, table):
        for written in images:
            try:
                image = json.loads(written, strict=False) if written is not None else {}
            except (ValueError, RecursionError):
                return True
            if not isinstance(image, dict) or image.get(column) in ids:
                return True
    return False


def _reverse(store: Store, step: Step, seen: Seen | None) -> Step:
    try:
        with store.unit_of_work(step.label, undoes=step.unit, seen=seen) as unit:
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
