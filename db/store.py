"""One store file: create, open, lock, verify, back up, and do units of work on its one connection."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

from db import connecting, migrations
from db.checking import Step, check_schema, check_whole
from db.errors import StoreDamaged, StoreExists, StoreTrouble, StoreUnwritable
from db.held_file import HeldFile, is_open_here
from db.reading import Reader
from db.seal import SealBroken, seal_anew, seal_unit
from db.trouble import code_of, damaged, in_words, moved, not_saved, unread_in_words, unsure
from db.whole_files import LastChange, back_up, clean_copy, last_change, made_whole, take_away
from db.writing import Seen, Unit

Known = Callable[[str], str]
"""Gives the digest that the file of a store's id had when it was last closed; empty where it is not known."""


class Store:
    """An open store. It holds the file's lock until `close`; a second `open` of the same file is refused."""

    def __init__(self, path: Path, connection: sqlite3.Connection, file: HeldFile, digest: str) -> None:
        """`digest` is that of the file as it stands, empty where nobody keeps it."""
        self.path = path
        self._connection = connection
        self._file = file
        file.note()
        self._closed = False
        # its connection is in one thread's hands at a time: who reads while another writes waits, and never sees half of it
        self._alone = threading.RLock()
        self._kept: dict[Hashable, Any] = {}
        self._opened_as = digest
        # proved writable, it has a journal, which SQLite keeps until it closes
        self._journal, self._journal_stays = path.with_name(f"{path.name}-journal"), True
        self._login = _login()
        [(self.id,)] = connection.execute("SELECT id FROM store")
        self._opened_at = self._sound_at = self.latest_unit

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make a new, empty store. Raises StoreExists where a file is already, StoreUnwritable where none can be made."""
        with cls.made(path):
            pass
        try:
            return cls._opened(path, None, lambda share: None, trusted=True)
        except StoreTrouble as trouble:
            try:
                take_away(path)
            except OSError as failing:
                raise StoreUnwritable(
                    f"The disk of {path.name} failed as it was made, which may or may not be there. Choose a folder on another disk."
                ) from failing
            raise _not_made(path) from trouble

    @classmethod
    @contextlib.contextmanager
    def made(cls, path: Path) -> Iterator[Store]:
        """A new store to be filled, which is under another name until the block ends well; a block that raises leaves nothing.

        Raises StoreExists where a file is already, StoreUnwritable where none can be made.
        """
        _ask_for(path)
        try:
            with made_whole(path) as partial:
                store = cls._begun(partial)
                try:
                    yield store
                finally:
                    store.close()
                _ask_for(path)
        except (OSError, sqlite3.OperationalError, StoreUnwritable) as trouble:
            raise _not_made(path) from trouble

    @classmethod
    def _begun(cls, path: Path) -> Store:
        file = HeldFile(path)
        try:
            connection = connecting.connect(path)
            try:
                connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
                migrations.migrate(connection)
                return cls(path, connection, file, "")
            except BaseException:
                connection.close()
                raise
        except BaseException:
            file.close()
            raise

    @classmethod
    def open(cls, path: Path, known: Known | None = None, step: Step = lambda share: None) -> Store:
        """Open a store, verify it and bring it to the latest schema.

        A file that is, byte for byte, as it was when it was last closed is not verified again: `known` gives the digest it had then.
        `step` is told how much of the check is done, 0 to 1, and what it raises stops it.
        Raises StoreMissing, NotAStore, StoreTooNew, StoreBusy, StoreDamaged or StoreUnwritable; the file is then as it was.
        """
        return cls._opened(path, known, step, trusted=False)

    @classmethod
    def _opened(cls, path: Path, known: Known | None, step: Step, *, trusted: bool) -> Store:
        file = connecting.hold(path)
        try:
            connecting.version_of(file)
            connection = connecting.connect(path)
            try:
                digest = ""
                if trusted:
                    connecting.prove_writable(connection, path)
                else:
                    digest = cls._verified(connection, file, known, step)
                return cls(path, connection, file, digest)
            except sqlite3.Error as trouble:
                connection.close()
                raise _not_opened(path, trouble) from trouble
            except BaseException:
                connection.close()
                raise
        except BaseException:
            file.close()
            raise

    @staticmethod
    def _verified(connection: sqlite3.Connection, file: HeldFile, known: Known | None, step: Step) -> str:
        """Check a file and bring it to the latest schema; gives its digest then, empty where nobody keeps it."""
        path = file.path
        try:
            # asked again: where a migration was broken off, connecting has just put the file back as it was
            [(version,)] = connection.execute("PRAGMA user_version").fetchall()
            check_schema(connection, path, version)
            digest = file.digest() if known else ""
            if not (known and version == migrations.LATEST and known(_id_of(connection)) == digest):
                check_whole(connection, path, version, step)
            connecting.prove_writable(connection, path)
            if version < migrations.LATEST:
                _migrate(connection, path)
                digest = file.digest() if known else ""
        except (OSError, sqlite3.Error, UnicodeDecodeError) as trouble:
            raise _not_opened(path, trouble) from trouble
        return digest

    @property
    def latest_unit(self) -> int:
        """The number of the latest unit of work: it grows with every change, undo and redo."""
        with self.trouble_in_words():
            [(unit,)] = self._connection.execute("SELECT coalesce(max(id), 0) FROM units")
        return int(unit)

    @property
    def last_change(self) -> LastChange:
        """The latest unit of work, in words."""
        with self.trouble_in_words():
            return last_change(self._connection)

    def image_from_disk(self) -> bytes:
        """The file as its disk gives it now, not as it is remembered, for a full check in another thread: `db.copies.check_image`."""
        with self.trouble_in_words():
            self._connection.execute("PRAGMA shrink_memory")
            return self._connection.serialize()

    def reader(self) -> Reader:
        """What reads the records. Writing outside a unit of work is refused by the triggers."""
        return Reader(self._connection, self._kept)

    @contextlib.contextmanager
    def unit_of_work(self, label: str, undoes: int | None = None, seen: Seen | None = None) -> Iterator[Unit]:
        """Do one unit of work: all of it is written or none, and undo takes it back as one step.

        A unit that changes nothing leaves no trace. `label` is what the officer sees beside Undo. `seen` is told now and then how many
        rows have been seen to; what it raises stops the unit. Raises StoreUnwritable where the disk is full, has gone or cannot be
        written, and StoreDamaged where the file no longer reads.
        """
        with self.trouble_in_words(), self._unit(label, undoes, seen) as unit:
            yield unit

    @contextlib.contextmanager
    def trouble_in_words(self) -> Iterator[None]:
        """Within it, trouble with the disk or the file is raised as StoreUnwritable or StoreDamaged, whichever library met it.

        No other thread is in it meanwhile.
        """
        try:
            with self._alone:
                yield
        except (OSError, sqlite3.Error, UnicodeDecodeError) as trouble:
            said = in_words(trouble, self.path)
            if said is None:
                raise
            raise said from trouble

    @contextlib.contextmanager
    def _unit(self, label: str, undoes: int | None, seen: Seen | None) -> Iterator[Unit]:
        with self._begun_unit(label, undoes, seen) as (unit, number):
            yield unit
            if unit.rows("SELECT 1 FROM changes WHERE unit_id = ? LIMIT 1", number):
                seals = self._seals(number)
                self._connection.execute("UPDATE units SET open = 0, rows_seal = ?, trail_seal = ? WHERE id = ?", (*seals, number))
                self._commit(number)

    def clear(self, label: str, work: Callable[[Unit, int], object]) -> None:
        """Do one unit of work that takes things out for good: neither it nor anything before it can be undone.

        `work` is given the unit and its number; it removes what is to go, from the trail too. Raises as `unit_of_work` does.
        """
        with self.trouble_in_words(), self._begun_unit(label, None, None) as (unit, number):
            self._connection.execute("UPDATE units SET undoes = id WHERE id = ?", (number,))
            work(unit, number)
            self._connection.execute("UPDATE units SET open = 0 WHERE id = ?", (number,))
            seal_anew(self._connection)
            self._commit(number)
        self._kept.clear()
        # what was taken out is overwritten already; this gives the room back, and the journal goes with what it holds of it
        with contextlib.suppress(sqlite3.Error):
            self._connection.execute("VACUUM")
        with contextlib.suppress(sqlite3.Error):
            self._make_journal_anew()

    @contextlib.contextmanager
    def _begun_unit(self, label: str, undoes: int | None, seen: Seen | None) -> Iterator[tuple[Unit, int]]:
        """A unit of work that has begun, and its number; unless it is committed within the block, nothing of it is written."""
        own = self._connection
        self._look_for_file()
        own.execute("BEGIN IMMEDIATE")
        try:
            at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            begun = own.execute("INSERT INTO units (at, login, label, undoes) VALUES (?, ?, ?, ?)", (at, self._login, label, undoes))
            yield Unit(own, self._kept, seen), begun.lastrowid or 0
        finally:
            # a unit that changed nothing, one in trouble, and one whose COMMIT failed, in which SQLite leaves the transaction open
            if own.in_transaction:
                own.execute("ROLLBACK")

    def _commit(self, number: int) -> None:
        """End a unit of work. Where the disk fails at the very end, it is seen to whether it was written: what is said is then true."""
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if not self._was_written(number):
                raise
        else:
            self._journal_stays = True

    def _was_written(self, number: int) -> bool:
        """Whether a unit whose COMMIT failed stands all the same, and for good. Raises StoreUnwritable where there is no telling."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            stands = bool(self._connection.execute("SELECT 1 FROM units WHERE id = ?", (number,)).fetchall())
            if stands:
                self._make_journal_anew()  # until the old one is gone for good, a power cut would take the unit back
        except sqlite3.Error as trouble:
            raise unsure(self.path) from trouble
        return stands

    def _make_journal_anew(self) -> None:
        self._journal_stays = False
        connecting.take_lock_again(self._connection)

    def _look_for_file(self) -> None:
        """Raises StoreUnwritable where a change would be written to a file that is no longer there, or beside a journal that is not."""
        if not self._file.is_in_place():
            raise moved(self.path)
        if self._journal_stays and not self._journal.is_file():
            # a change written beside a journal that somebody took away could not be taken back after a crash
            if self._journal.exists():
                raise not_saved(self.path)
            self._make_journal_anew()

    def _seals(self, unit: int) -> tuple[bytes, bytes]:
        try:
            return seal_unit(self._connection, unit)
        except SealBroken as trouble:
            raise StoreDamaged(damaged(self.path)) from trouble

    def check(self, step: Step = lambda share: None) -> list[str]:
        """What is wrong with the file, one sentence each; empty where nothing is. `step` is told how much is done, 0 to 1."""
        try:
            with self.trouble_in_words():
                # what is read again is the disk's own, not what is remembered of it
                self._connection.execute("PRAGMA shrink_memory")
                check_schema(self._connection, self.path, migrations.LATEST)
                check_whole(self._connection, self.path, migrations.LATEST, step)
        except StoreTrouble as trouble:
            return [str(trouble)]
        self._sound_at = self.latest_unit
        return []

    def back_up(self, to: Path) -> None:
        """Write a checked copy to `to`: complete on disk, or what was there before.

        Raises StoreExists for the open file itself, StoreDamaged where it no longer reads, StoreUnwritable where no copy can be made.
        """
        _ask_whether_open(to)
        with self._alone:
            back_up(self._connection, self.path, to)
            self._sound_at = self.latest_unit

    def save_clean_copy(self, to: Path) -> None:
        """Write a checked copy to be sent: it holds the records as they stand, no trail of what was there before, and an id of its own.

        Raises as `back_up` does.
        """
        _ask_whether_open(to)
        with self._alone:
            clean_copy(self._connection, self.path, to)

    def close(self) -> str:
        """Give the file back; gives its digest where it was checked, or copied and checked, as it now stands, else nothing.

        A second close does nothing.
        """
        if self._closed:
            return ""
        self._closed = True
        digest = ""
        try:
            with self._alone, contextlib.suppress(StoreTrouble, OSError):
                latest = self.latest_unit
                if latest == self._opened_at:
                    digest = self._opened_as
                elif latest == self._sound_at:
                    digest = self._file.digest()
        finally:
            self._connection.close()
            self._file.close()
        return digest


def _ask_whether_open(to: Path) -> None:
    with contextlib.suppress(OSError, ValueError):  # a place that cannot be asked about cannot be written either
        if is_open_here(to):
            raise StoreExists(f"{to.name} is the open file itself. Choose another name for the copy.")


def _id_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT id FROM store").fetchone()[0])


def _ask_for(path: Path) -> None:
    """Whether a new file may be made at a path. Raises StoreExists, StoreUnwritable."""
    try:
        is_there, has_folder = path.exists(), path.parent.is_dir()
    except (OSError, ValueError) as trouble:  # a name too long, a folder that may not be searched, a name that no file can have
        raise _not_made(path) from trouble
    if is_there:
        raise StoreExists(f"{path.name} is there already. Choose another name, or open it instead.")
    if not has_folder:
        raise StoreUnwritable(f"There is no folder {path.parent}. Choose a folder that is there and that you may write to.")


def _not_made(path: Path) -> StoreUnwritable:
    return StoreUnwritable(f"{path.name} could not be made. Free some space or choose another folder.")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a store to the latest schema, after a backup of it as it is. Raises StoreTrouble; it is then as it was."""
    back_up(connection, path, path.with_suffix(f".before-version-{migrations.LATEST}{path.suffix}"))
    try:
        migrations.migrate(connection)
    except (sqlite3.DatabaseError, ValueError) as trouble:
        if in_words(trouble, path) is not None:
            raise
        raise StoreDamaged(
            f"{path.name} holds what this version of Appraisal Desk cannot take over, and is as it was. "
            "Open it with the version that made it, and tell whoever looks after the program."
        ) from trouble


def _not_opened(path: Path, trouble: Exception) -> StoreTrouble:
    if code_of(trouble) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY):
        return connecting.cannot_be_written(path)
    return unread_in_words(trouble, path)


def _login() -> str:
    """The officer's login as text that a file can hold."""
    try:
        login = getpass.getuser()
    except (OSError, KeyError, ImportError):
        login = ""
    return "".join(each for each in login if each.isprintable())[:200] or "unknown login"
