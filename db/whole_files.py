"""New files of the store's own, made under another name and given theirs when they are complete: backups, and stores themselves."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from db import checking, connecting, seal
from db.errors import StoreDamaged, StoreTrouble, StoreUnwritable
from db.trouble import damaged, is_damage

#: So long may reading the latest unit of work take, in seconds.
_LOOK_SECONDS = 5.0
#: How often the latest unit of work takes back another, that one a third, and so on: an odd number of times is an undo.
_LAST_CHANGE = """
WITH RECURSIVE chain (id, undoes, depth) AS (
SELECT id, undoes, 0 FROM units WHERE id = (SELECT max(id) FROM units)
UNION ALL SELECT units.id, units.undoes, depth + 1 FROM units JOIN chain ON units.id = chain.undoes WHERE units.id < chain.id)
SELECT units.id, at, label, (SELECT max(depth) FROM chain), (SELECT count(*) FROM units), {seal} FROM units ORDER BY id DESC LIMIT 1
"""


class LastChange(NamedTuple):
    """The latest unit of work of a store: its number, when it was (ISO, UTC), what the officer did, and how many there are in all.

    `seal` is that of the trail up to it, in hexadecimal: two stores with the same one have the same history; empty where it is not known.
    """

    unit: int
    at: str
    label: str
    changes: int
    seal: str = ""


def last_change(connection: sqlite3.Connection) -> LastChange:
    """The latest unit of work; number 0 where there is none."""
    [(version,)] = connection.execute("PRAGMA user_version").fetchall()
    row = connection.execute(_LAST_CHANGE.format(seal="hex(trail_seal)" if version > 1 else "''")).fetchone()
    if row is None:
        return LastChange(0, "", "", 0)
    unit, at, label, depth, changes, seal = row
    return LastChange(unit, at, label if not depth else f"{'undo' if depth % 2 else 'redo'} of {label}", changes, seal)


def last_change_of(path: Path) -> LastChange:
    """The latest unit of work of a file that nobody has open, its pages unchecked. Raises StoreTrouble; the file is left as it is."""
    with _looking(path) as (connection, _):
        return last_change(connection)


def seals_of(path: Path) -> dict[int, str]:
    """The seal of the trail up to each unit of work of such a file, in hexadecimal; none where it has no seals yet. Raises StoreTrouble."""
    with _looking(path) as (connection, version):
        return dict(connection.execute("SELECT id, hex(trail_seal) FROM units")) if version > 1 else {}


@contextlib.contextmanager
def _looking(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    with connecting.looking(path) as (connection, version):
        try:
            with checking.Watch(connection, path, _LOOK_SECONDS):
                yield connection, version
        except (sqlite3.Error, UnicodeDecodeError) as trouble:
            raise StoreDamaged(damaged(path)) from trouble


def back_up(connection: sqlite3.Connection, path: Path, to: Path) -> None:
    """Write a whole, checked copy of an open store: complete on disk, or what was there before. Raises StoreDamaged, StoreUnwritable."""
    _copy(connection, path, to, "backup", lambda partial: None)


def clean_copy(connection: sqlite3.Connection, path: Path, to: Path) -> None:
    """The same without what was there before: the records alone, under an id of their own."""
    _copy(connection, path, to, "copy", _leave_out_trail)


def _copy(connection: sqlite3.Connection, path: Path, to: Path, kind: str, work: Callable[[Path], object]) -> None:
    try:
        with made_whole(to) as partial:
            # what is read again is the disk's own, not what is remembered of it
            connection.execute("PRAGMA shrink_memory")
            # VACUUM INTO neither flushes nor tidies up by itself, and copies rows as they are, also those that no rule allows
            connection.execute("VACUUM INTO ?", (str(partial),))
            try:
                check_closed(partial)
            except StoreTrouble as trouble:
                raise StoreUnwritable(f"The {kind} {to.name} could not be checked. Choose another folder for it.") from trouble
            work(partial)
    except (sqlite3.DatabaseError, OSError) as trouble:
        if is_damage(trouble):
            raise StoreDamaged(damaged(path)) from trouble
        raise StoreUnwritable(f"The {kind} {to.name} could not be written. Free some space or choose another folder.") from trouble


def _leave_out_trail(copy: Path) -> None:
    """Take the trail out of a copy, and what SQLite remembers of the ids of what is gone; one unit, which is no step, bears the seal."""
    with contextlib.closing(connecting.connect(copy)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for table in ("changes", "units"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE store SET id = ?", (str(uuid.uuid4()),))
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO units (id, at, login, label, undoes, open) VALUES (1, ?, '', 'clean copy', 1, 0)", (at,))
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'changes'")
        connection.execute("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'units'")
        for table in seal.tables_of_records(connection):
            connection.execute(f"UPDATE sqlite_sequence SET seq = (SELECT coalesce(max(id), 0) FROM {table}) WHERE name = ?", (table,))
        seal.seal_anew(connection)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    check_closed(copy)


def check_closed(path: Path, step: checking.Step = lambda share: None) -> None:
    """Check all of a file that nobody has open. Raises StoreTrouble, or what `step` raises; the file is left as it is."""
    with connecting.looking(path) as (connection, version):
        checking.check_whole(connection, path, version, step)


@contextlib.contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """The empty file, its owner's alone, in which a new one is made; it takes its name, on the disk, when the block ends well.

    What is there of an earlier try goes first. Raises OSError.
    """
    try:
        partial = path.with_name(f"{path.name}.partial")
        take_away(partial)
    except ValueError as trouble:  # a name that no file can have
        raise OSError(str(trouble)) from trouble
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        flush_folder(path.parent)
    finally:
        # what cannot be taken away now goes at the next try; what went wrong before that is what is said
        with contextlib.suppress(OSError):
            take_away(partial)


def take_away(path: Path) -> None:
    """Remove a file that was not finished, and its journal, which SQLite would else put back into the next file of that name."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Have the disk know a new name too: by then the file is there. Some disks cannot say; on Windows the file itself says it."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
