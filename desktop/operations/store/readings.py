"""What was read of a store and still holds: after an edit only what the edit touched is read again, and the rest are the same objects.

What is read is kept with the tables it was read from, which the reader notes. The audit trail says what an edit touched. Its triggers see
every write, undo and redo too, so nothing kept here can be out of date. While a unit of work is open nothing is kept and nothing kept is
used, as it may yet be rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from db.reading import Reader

#: After more changes than this everything is read again, which is then the shorter way.
_MOST = 2_000
_READINGS = "readings"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Before(Generic[T]):
    """What was read before, and the rows that have changed since by table: nothing of a table in which too many have."""

    value: T
    _reader: Reader
    _mark: int

    def changed(self, table: str) -> frozenset[int] | None:
        """The ids of the rows of a table that have changed since, or come or gone; `None` where those are too many to look through."""
        rows = self._reader.rows(
            "SELECT DISTINCT row_id FROM changes WHERE id > ? AND table_name = ? LIMIT ?", self._mark, table, _MOST + 1
        )
        return None if len(rows) > _MOST else frozenset(row for (row,) in rows)

    def images(self, table: str) -> list[tuple[str | None, str | None]] | None:
        """What the rows of a table that have changed since were before and after each change; `None` where those are too many."""
        rows = self._reader.rows("SELECT before, after FROM changes WHERE id > ? AND table_name = ? LIMIT ?", self._mark, table, _MOST + 1)
        return None if len(rows) > _MOST else [(before, after) for before, after in rows]

    def all_images(self) -> list[tuple[str, int, str | None, str | None]] | None:
        """Each change since of whatever table: table, id, what the row was and what it became; `None` where those are too many."""
        rows = self._reader.rows(
            "SELECT table_name, row_id, before, after FROM changes WHERE id > ? ORDER BY id LIMIT ?", self._mark, _MOST + 1
        )
        return None if len(rows) > _MOST else [(table, row, before, after) for table, row, before, after in rows]


@dataclass(slots=True)
class _Part:
    mark: int
    tables: frozenset[str]
    value: Any


@dataclass(slots=True)
class _Readings:
    """`changed` is the latest change of each table up to `mark`."""

    mark: int = 0
    changed: dict[str, int] = field(default_factory=dict)
    parts: dict[Hashable, _Part] = field(default_factory=dict)

    def catch_up(self, reader: Reader, now: int) -> None:
        """Learn which tables have changed up to now."""
        if now < self.mark:
            self.mark, self.changed, self.parts = 0, {}, {}
        if now > self.mark:
            self.changed |= dict(reader.rows("SELECT table_name, max(id) FROM changes WHERE id > ? GROUP BY table_name", self.mark))
            self.mark = now

    def holds(self, part: _Part) -> bool:
        """Whether nothing a part was read from has changed since."""
        changed, mark = self.changed, part.mark
        return all(changed.get(table, 0) <= mark for table in part.tables)


def latest_change(reader: Reader) -> int | None:
    """The mark of the store as it stands; `None` while a unit of work is open."""
    if not reader.keeps:
        return None
    [(latest, is_open)] = reader.rows(
        "SELECT (SELECT coalesce(max(id), 0) FROM changes), (SELECT open FROM units ORDER BY id DESC LIMIT 1)"
    )
    return None if is_open else int(latest)


def kept(reader: Reader, key: Hashable, read: Callable[[Before[T] | None], T]) -> T:
    """What `read` gives, or gave when it was last called if nothing that it reads has changed since. What it gives is changed by nobody.

    `key` says what is read. It is told what it gave before, so that it need read again only what has changed; what comes out equal to
    that is the very object.
    """
    now = latest_change(reader)
    if now is None:
        return read(None)
    readings: _Readings = reader.kept.setdefault(_READINGS, _Readings())
    readings.catch_up(reader, now)
    part = readings.parts.get(key)
    if part is not None and readings.holds(part):
        reader.note(part.tables)
        held: T = part.value
        return held
    with reader.noting() as tables:
        value = read(None if part is None else Before(part.value, reader, part.mark))
    tables.difference_update(("changes", "units"))
    if part is not None:
        tables |= part.tables  # what has not changed was not read again, and stands all the same
        if value == part.value:
            value = part.value
    readings.parts[key] = _Part(now, frozenset(tables), value)
    return value
