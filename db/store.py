"""One store file: create, open, lock, verify, back up, and do units of work on its one connection."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db import migrations
from db.errors import NotAStore, StoreBusy, StoreDamaged, StoreExists, StoreMissing, StoreTooNew, StoreUnwritable
from db.reading import Reader
from db.writing import Unit

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
_CANNOT_WRITE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
#: The files this program holds open, by device and number: on POSIX, merely reading one and closing it again gives its lock away.
_OPEN_HERE: set[tuple[int, int]] = set()


class Store:
    """An open store. It holds the file's lock until `close`; a second `open` of the same file is refused."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._closed = False
        self._file = _file_of(path)
        _OPEN_HERE.add(self._file)
        self._kept: dict[int, Any] = {}

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make a new, empty store. Raises StoreExists where a file is already, StoreUnwritable where none can be made."""
        if path.exists():
            raise StoreExists(f"{path.name} is there already. Choose another name, or open it instead.")
        if not path.parent.is_dir():
            raise StoreUnwritable(f"There is no folder {path.parent}. Choose a folder that is there and that you may write to.")
        try:
            connection = _connect(path)
            try:
                connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
                migrations.migrate(connection)
            except BaseException:
                connection.close()
                raise
        except BaseException as trouble:
            # what went wrong is said even where what it left cannot be taken away
            with contextlib.suppress(OSError):
                _take_away(path)
            if isinstance(trouble, (sqlite3.OperationalError, StoreUnwritable)):
                raise StoreUnwritable(f"{path.name} could not be made. Free some space or choose another folder.") from trouble
            raise
        return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a store, verify it and bring it to the latest schema.

        Raises StoreMissing, NotAStore, StoreTooNew, StoreBusy, StoreDamaged or StoreUnwritable; the file is then as it was.
        """
        if path.exists() and _file_of(path) in _OPEN_HERE:
            raise StoreBusy(_busy(path))
        version = _inspect(path)
        if version == 0:
            raise StoreDamaged(_damaged(path))
        if version > migrations.LATEST:
            raise StoreTooNew(
                f"{path.name} was made by a later version of Appraisal Desk. Open it with that version, or ask for the update."
            )
        connection = _connect(path)
        try:
            # asked again: where a migration was broken off, connecting has just put the file back as it was
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if _schema(connection, path) != migrations.SCHEMA_DIGESTS.get(version):
                raise StoreDamaged(f"{path.name} holds tables or triggers that Appraisal Desk did not make. Open a backup of it instead.")
            _verify(connection, path)
            if version < migrations.LATEST:
                _back_up(connection, path, path.with_suffix(f".before-version-{migrations.LATEST}{path.suffix}"))
                migrations.migrate(connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def reader(self) -> Reader:
        """What reads the records. Writing outside a unit of work is refused by the triggers."""
        return Reader(self._connection, self._kept)

    @contextlib.contextmanager
    def unit_of_work(self, label: str, undoes: int | None = None) -> Iterator[Unit]:
        """Do one unit of work: all of it is written or none, and undo takes it back as one step.

        A unit that changes nothing leaves no trace. `label` is what the officer sees beside Undo. Raises StoreUnwritable where the
        disk is full, has gone or cannot be written, and StoreDamaged where the file no longer reads.
        """
        with self.trouble_in_words(), self._unit(label, undoes) as unit:
            yield unit

    @contextlib.contextmanager
    def trouble_in_words(self) -> Iterator[None]:
        """Within it, trouble with the disk or the file is raised as StoreUnwritable or StoreDamaged, whichever library met it."""
        try:
            yield
        except Exception as trouble:
            kind = _kind_of(getattr(trouble, "orig", trouble))
            if kind in _CANNOT_WRITE:
                raise StoreUnwritable(
                    f"{self.path.name} could not be saved, and nothing of this change was written. "
                    "Check that its disk is there and has space, then make the change again."
                ) from trouble
            if kind in _DAMAGE:
                raise StoreDamaged(_damaged(self.path)) from trouble
            raise

    @contextlib.contextmanager
    def _unit(self, label: str, undoes: int | None) -> Iterator[Unit]:
        own = self._connection
        own.execute("BEGIN IMMEDIATE")
        try:
            at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            number = own.execute(
                "INSERT INTO units (at, login, label, undoes) VALUES (?, ?, ?, ?)", (at, _login(), label, undoes)
            ).lastrowid
            unit = Unit(own, self._kept)
            yield unit
            if unit.rows("SELECT 1 FROM changes WHERE unit_id = ? LIMIT 1", number):
                own.execute("UPDATE units SET open = 0 WHERE id = ?", (number,))
                own.execute("COMMIT")
        finally:
            # a unit that changed nothing, one in trouble, and one whose COMMIT failed, in which SQLite leaves the transaction open
            if own.in_transaction:
                own.execute("ROLLBACK")

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty where nothing is."""
        try:
            _verify(self._connection, self.path)
        except StoreDamaged as trouble:
            return [str(trouble)]
        return []

    def back_up(self, to: Path) -> None:
        """Write a checked copy to `to`: complete on disk, or what was there before.

        Raises StoreExists for the open file itself, StoreDamaged where it no longer reads, StoreUnwritable where no copy can be made.
        """
        if to.exists() and _file_of(to) in _OPEN_HERE:
            raise StoreExists(f"{to.name} is the open file itself. Choose another name for the backup.")
        _back_up(self._connection, self.path, to)

    def close(self) -> None:
        """Give the file back. A second close does nothing."""
        if self._closed:
            return
        self._closed = True
        self._connection.close()
        _OPEN_HERE.discard(self._file)


def _file_of(path: Path) -> tuple[int, int]:
    """The file behind a path, whatever name it goes by."""
    status = path.stat()
    return status.st_dev, status.st_ino


def _busy(path: Path) -> str:
    return f"{path.name} is open in another window or program. Close it there, then open it again."


def _connect(path: Path) -> sqlite3.Connection:
    """Connect and take the lock. Raises StoreBusy or StoreUnwritable."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0.5)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as trouble:  # its schema, or what SQLite says of it, may not be text
        connection.close()
        if "locked" in str(trouble) or "busy" in str(trouble):
            raise StoreBusy(_busy(path)) from trouble
        if isinstance(trouble, sqlite3.OperationalError):
            raise StoreUnwritable(
                f"{path.name} cannot be written. Copy it to a folder that you may write to, and open the copy."
            ) from trouble
        raise StoreDamaged(_damaged(path)) from trouble
    return connection


def _inspect(path: Path) -> int:
    """The schema version from the file's own header, read without letting SQLite touch it."""
    if not path.exists():
        raise StoreMissing(f"There is no file at {path}. Check its name and folder, or restore a backup of it.")
    if path.is_dir():
        raise NotAStore(f"{path.name} is a folder. Choose a file that ends in .appraisal.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as trouble:
        raise StoreUnwritable(f"{path.name} cannot be read. Check that you may open it.") from trouble
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != migrations.APPLICATION_ID:
        raise NotAStore(f"{path.name} is not an Appraisal Desk file. Choose a file that Appraisal Desk made; its name ends in .appraisal.")
    return int.from_bytes(header[60:64], "big")


def _damaged(path: Path) -> str:
    return f"{path.name} is damaged. Keep it as it is and open the latest backup of it instead."


def _verify(connection: sqlite3.Connection, path: Path) -> None:
    try:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise StoreDamaged(_damaged(path))
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreDamaged(_damaged(path))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as trouble:  # its schema, or what SQLite says of it, may not be text
        raise StoreDamaged(_damaged(path)) from trouble


def _schema(connection: sqlite3.Connection, path: Path) -> str:
    try:
        return migrations.schema_digest(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as trouble:  # its schema, or what SQLite says of it, may not be text
        raise StoreDamaged(_damaged(path)) from trouble


def _back_up(connection: sqlite3.Connection, path: Path, to: Path) -> None:
    """VACUUM INTO a temporary file, flush, check, rename: it neither flushes nor tidies up by itself."""
    partial = to.with_name(to.name + ".partial")
    try:
        _take_away(partial)
        connection.execute("VACUUM INTO ?", (str(partial),))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        if not _is_sound(partial):
            raise StoreUnwritable(f"The backup {to.name} could not be checked. Choose another folder for it.")
        partial.replace(to)
    except (sqlite3.DatabaseError, OSError) as trouble:
        if _kind_of(trouble) in _DAMAGE:
            raise StoreDamaged(_damaged(path)) from trouble
        raise StoreUnwritable(f"The backup {to.name} could not be written. Free some space or choose another folder.") from trouble
    finally:
        # what cannot be taken away now goes at the next backup; what went wrong before that is what is said
        with contextlib.suppress(OSError):
            _take_away(partial)


def _take_away(path: Path) -> None:
    """Remove a file that was not finished, and its journal, which SQLite would else put back into the next file of that name."""
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)


def _is_sound(copy: Path) -> bool:
    """Whether a copy reads as it should. VACUUM INTO copies rows as they are, also those that no rule allows."""
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        try:
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
        except sqlite3.DatabaseError:
            return False


def _kind_of(trouble: BaseException | None) -> int:
    """SQLite's own code for what went wrong, without its detail; 0, which is no trouble at all, where it has none."""
    # the low byte is the kind of trouble, the rest its detail
    return trouble.sqlite_errorcode & 0xFF if isinstance(trouble, sqlite3.Error) and hasattr(trouble, "sqlite_errorcode") else 0


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown login"
