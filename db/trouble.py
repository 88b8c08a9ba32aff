"""What went wrong with a file, in words: one sentence that says what is wrong, where, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db.errors import StoreDamaged, StoreTrouble, StoreUnwritable

#: Codes of SQLite that say that a file, its folder or its disk cannot be read or written now.
_CANNOT_WRITE = frozenset(
    (
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOLFS,
    )
)  # fmt: skip
_DAMAGE = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_TOOBIG))
#: A read-only trouble of SQLite that is about a file which is no longer under its name.
_MOVED = sqlite3.SQLITE_READONLY_DBMOVED


def code_of(trouble: BaseException | None) -> int:
    """SQLite's own code for what went wrong, without its detail; 0, which is no trouble at all, where it has none."""
    # the low byte is the kind of trouble, the rest its detail
    return trouble.sqlite_errorcode & 0xFF if isinstance(trouble, sqlite3.Error) and hasattr(trouble, "sqlite_errorcode") else 0


def is_damage(trouble: BaseException) -> bool:
    """Whether this says that the file itself no longer reads; text that is no text has no code of SQLite's."""
    if isinstance(trouble, UnicodeDecodeError):
        return True
    return code_of(trouble) in _DAMAGE or (isinstance(trouble, sqlite3.OperationalError) and "decode to UTF-8" in str(trouble))


def damaged(path: Path) -> str:
    """What is said of a file that fails its checks."""
    return f"{path.name} is damaged. Keep it as it is and open the latest backup of it instead."


def busy(path: Path) -> str:
    """What is said of a file that somebody else has open."""
    return f"{path.name} is open in another window or program. Close it there, then open it again."


def moved(path: Path) -> StoreUnwritable:
    """What is said where the open file is no longer under its name."""
    return StoreUnwritable(
        f"{path.name} was moved, renamed, deleted or replaced while it was open, so nothing of this change was written. "
        "Put it back where it was and make the change again, or save a copy."
    )


def not_saved(path: Path) -> StoreUnwritable:
    """What is said where the disk or the folder takes no change."""
    return StoreUnwritable(
        f"{path.name} could not be saved, and nothing of this change was written. "
        "Check that its disk is there and has space, then make the change again."
    )


def unsure(path: Path) -> StoreUnwritable:
    """What is said where the disk failed as a change was ending, and no longer says whether it took it."""
    return StoreUnwritable(
        f"The disk of {path.name} failed as a change was saved, which may or may not be there. "
        "Save a copy on another disk, open that, and look whether the change is in it."
    )


def cannot_be_read(path: Path) -> StoreUnwritable:
    """What is said of a file that is there, or may be, and cannot be read."""
    return StoreUnwritable(f"{path.name} cannot be read. Check that you may open it and that its disk is there.")


def unread_in_words(trouble: BaseException, path: Path) -> StoreTrouble:
    """Trouble met while a file is looked at: it cannot be read now, or it is damaged."""
    said = in_words(trouble, path)
    return cannot_be_read(path) if isinstance(said, StoreUnwritable) else StoreDamaged(damaged(path))


def in_words(trouble: BaseException, path: Path) -> StoreTrouble | None:
    """Trouble of a change to an open file as one of ours; None where it is no trouble with the disk or the file."""
    if is_damage(trouble):
        return StoreDamaged(damaged(path))
    code = code_of(trouble)
    if code == sqlite3.SQLITE_READONLY and getattr(trouble, "sqlite_errorcode", 0) == _MOVED:
        return moved(path)
    if code == sqlite3.SQLITE_FULL:
        return StoreUnwritable(
            f"{path.name} could not be saved, as its disk is full, and nothing of this change was written. "
            "Free some space, then make the change again."
        )
    if code in _CANNOT_WRITE or isinstance(trouble, OSError):
        return not_saved(path)
    return None
