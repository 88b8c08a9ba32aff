"""New files of the store's own, made under another name and given theirs when they are complete: backups, and stores themselves."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from db import checking, connecting, seal
from db.errors import StoreDamaged, StoreTrouble, StoreUnwritable
from db.trouble import damaged, is_damage


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
        _flush_folder(path.parent)
    finally:
        # what cannot be taken away now goes at the next try; what went wrong before that is what is said
        with contextlib.suppress(OSError):
            take_away(partial)


def take_away(path: Path) -> None:
    """Remove a file that was not finished, and its journal, which SQLite would else put back into the next file of that name."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Have the disk know the new name. Windows knows it by the file itself, and opens no folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some shares flush no folder
        pass
    finally:
        os.close(handle)
