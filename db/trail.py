"""Undo and redo on the audit trail: the inverse of a unit of work, applied as a new one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from db.store import Store


@dataclass(frozen=True, slots=True)
class Step:
    """A unit of work that can be undone or redone."""

    unit: int
    label: str


def undo_step(session: Session) -> Step | None:
    """What Undo would take back."""
    undo, _ = _stacks(session)
    return undo[-1] if undo else None


def redo_step(session: Session) -> Step | None:
    """What Redo would bring back."""
    _, redo = _stacks(session)
    return redo[-1] if redo else None


def undo(store: Store) -> Step | None:
    """Take back the latest unit of work that stands. Returns it, or nothing where there is none."""
    with store.session() as session:
        step = undo_step(session)
    return step and _reverse(store, step)


def redo(store: Store) -> Step | None:
    """Bring back what was undone last."""
    with store.session() as session:
        step = redo_step(session)
    return step and _reverse(store, step)


def _stacks(session: Session) -> tuple[list[Step], list[Step]]:
    """Undo and redo stacks, replayed from the units: an undo names the unit it takes back, and a redo names the undo."""
    standing: list[Step] = []
    undone: list[Step] = []
    first: dict[int, int] = {}
    for unit, label, undoes in session.execute(text("SELECT id, label, undoes FROM units ORDER BY id")):
        first[unit] = first.get(undoes, undoes) if undoes is not None else unit
        if undoes is None:
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
    with store.unit_of_work(step.label, undoes=step.unit) as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        changes = session.execute(
            text("SELECT table_name, row_id, before, after FROM changes WHERE unit_id = :unit ORDER BY id DESC"), {"unit": step.unit}
        ).all()
        for table, row_id, before, after in changes:
            _reverse_one(session, table, row_id, before, after)
    return step


def _reverse_one(session: Session, table: str, row_id: int, before: str | None, after: str | None) -> None:
    """`table` comes from our own triggers, never from an officer."""
    if before is None:
        session.execute(text(f"DELETE FROM {table} WHERE id = :row"), {"row": row_id})
        return
    # text of an older store may hold a control character that JSON would have escaped
    values: dict[str, Any] = json.loads(before, strict=False)
    if after is None:
        columns, places = ", ".join(values), ", ".join(f":{column}" for column in values)
        session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({places})"), values)
    else:
        assigned = ", ".join(f"{column} = :{column}" for column in values if column != "id")
        session.execute(text(f"UPDATE {table} SET {assigned} WHERE id = :id"), values)
