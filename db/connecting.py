"""One connection to one file: what is asked before SQLite may touch it, its settings, its lock, and the proof that it can be written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db import migrations
from db.checking import check_schema
from db.errors import NotAStore, StoreBusy, StoreDamaged, StoreMissing, StoreTooNew, StoreTrouble, StoreUnwritable
from db.held_file import HeldFile, is_open_here
from db.trouble import busy, cannot_be_read, damaged, is_damage

_PRAGMAS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "locking_mode = EXCLUSIVE",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "recursive_triggers = ON",
)
_MAGIC = b"SQLite format 3\x00"


def connect(path: Path) -> sqlite3.Connection:
    """Connect and take the lock. Raises StoreBusy, StoreDamaged or StoreUnwritable."""
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.5)
    except sqlite3.Error as trouble:
        raise cannot_be_written(path) from trouble
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as trouble:  # its schema, or what SQLite says of it, may not be text
        connection.close()
        if "locked" in str(trouble) or "busy" in str(trouble):
            raise StoreBusy(busy(path)) from trouble
        if isinstance(trouble, sqlite3.OperationalError) and not is_damage(trouble):
            raise cannot_be_written(path) from trouble
        raise StoreDamaged(damaged(path)) from trouble
    return connection


@contextlib.contextmanager
def looking(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A connection that only reads a file which nobody has open, and its schema version; its schema has been held to that version.

    Raises StoreTrouble; the file and its folder stay as they are.
    """
    with contextlib.closing(hold(path)) as file:
        version = version_of(file)
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        except sqlite3.Error as trouble:
            raise cannot_be_read(path) from trouble
        with contextlib.closing(connection):
            connection.execute("PRAGMA trusted_schema = OFF")
            check_schema(connection, path, version)
            yield connection, version


def hold(path: Path) -> HeldFile:
    """A handle on a file that is there. Raises StoreMissing, NotAStore, StoreBusy or StoreUnwritable."""
    missing = f"There is no file at {path}. Check its name and folder, or restore a backup of it."
    try:
        if path.is_dir():
            raise NotAStore(f"{path.name} is a folder. Choose a file that ends in .appraisal.")
        if is_open_here(path):
            raise StoreBusy(busy(path))
        for each in (path, path.with_name(f"{path.name}-journal")):
            # a pipe would be waited on for ever
            if each.exists() and not each.is_file() and not each.is_dir():
                raise NotAStore(f"{each.name} is not an ordinary file. Choose another, or take it away.")
        return HeldFile(path)
    except (FileNotFoundError, NotADirectoryError) as trouble:
        raise StoreMissing(missing) from trouble
    except (OSError, ValueError) as trouble:  # a name too long, a folder that may not be searched, a name that no file can have
        raise cannot_be_read(path) from trouble


def version_of(file: HeldFile) -> int:
    """The schema version from the file's own header, read without letting SQLite touch it. Raises StoreTrouble."""
    try:
        header = file.header()
    except OSError as trouble:
        raise cannot_be_read(file.path) from trouble
    name = file.path.name
    if not header:
        raise NotAStore(f"{name} is empty. Open a backup of it instead.")
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != migrations.APPLICATION_ID:
        raise NotAStore(f"{name} is not an Appraisal Desk file. Choose a file that Appraisal Desk made; its name ends in .appraisal.")
    version = int.from_bytes(header[60:64], "big")
    if version == 0:
        raise StoreDamaged(damaged(file.path))
    if version > migrations.LATEST:
        raise StoreTooNew(f"{name} was made by a later version of Appraisal Desk. Open it with that version, or ask for the update.")
    return version


def take_lock_again(connection: sqlite3.Connection) -> None:
    """Let go of the lock and of the journal, and take the lock anew. Raises sqlite3.OperationalError."""
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # SQLite lets go when it next reads
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def prove_writable(connection: sqlite3.Connection, path: Path) -> None:
    """Write a value and take it back, which leaves the file's bytes as they were. Raises StoreUnwritable."""
    try:
        [(version,)] = connection.execute("PRAGMA user_version").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(f"PRAGMA user_version = {version + 1}")
        finally:
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as trouble:
        if is_damage(trouble):
            raise StoreDamaged(damaged(path)) from trouble
        raise cannot_be_written(path) from trouble


def cannot_be_written(path: Path) -> StoreTrouble:
    """What is said of a file that can be read and not written."""
    return StoreUnwritable(f"{path.name} cannot be written. Copy it to a folder that you may write to, and open the copy.")
