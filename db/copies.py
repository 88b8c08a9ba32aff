"""Copies of a store in memory: one to be changed without a trace in the file, which a public paper is made from, and one for a thread."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db import migrations
from db.checking import Step, check_schema, check_whole
from db.errors import StoreDamaged
from db.reading import Reader
from db.trouble import is_damage
from db.whole_files import back_up
from db.writing import Unit


@contextlib.contextmanager
def reader_on(image: bytes) -> Iterator[Reader]:
    """What reads a copy in memory of a store as it was, in whichever thread; the copy is gone when the block ends.

    Raises StoreDamaged where the store was damaged.
    """
    try:
        with _copy(image) as connection:
            yield Reader(connection, {})
    except sqlite3.DatabaseError as trouble:
        if is_damage(trouble):
            raise StoreDamaged("The open file is damaged. Keep it as it is and open the latest backup of it instead.") from trouble
        raise


def check_image(image: bytes, path: Path, step: Step) -> None:
    """Check all of a store as it was, in whichever thread; `path` is its file's. Raises StoreTrouble, or what `step` raises."""
    with _copy(image) as connection:
        check_schema(connection, path, migrations.LATEST)
        check_whole(connection, path, migrations.LATEST, step)


def back_up_image(image: bytes, path: Path, to: Path) -> None:
    """Write a whole, checked copy of a store as it was, in whichever thread; `path` is its file's. Raises StoreTrouble."""
    with _copy(image) as connection:
        back_up(connection, path, to)


@contextlib.contextmanager
def copy_in_memory(reader: Reader) -> Iterator[Unit]:
    """What changes a copy of all that a reader reads, without its trail; the copy is gone when the block ends.

    The copy has no triggers, so that it can be changed outside a unit of work, and nothing of it says what was there before.
    """
    with _copy(reader.image()) as connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("DELETE FROM changes")
        connection.execute("DELETE FROM units")
        yield Unit(connection, {})


@contextlib.contextmanager
def _copy(image: bytes) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(image)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        connection.close()
