"""Whether a store is as it was written: its schema, its pages, its links and its seal, in that order and within a time limit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from db import migrations, seal
from db.errors import StoreDamaged
from db.trouble import damaged, unread_in_words

Step = Callable[[float], object]
"""Is told how much of the work is done, 0 to 1; what it raises stops the work."""

#: So long the schema may take, in seconds: it is a hundred texts of a few thousand letters.
_SCHEMA_SECONDS = 10.0
#: So long all the rest may take, and so much more a megabyte: twenty times what it takes.
_CHECK_SECONDS, _SECONDS_A_MEGABYTE = 60.0, 2.0
#: No statement of a schema of ours, nor all of one row of it, is longer, in bytes.
_LONGEST_IN_SCHEMA = 100_000
_LOOK_EVERY = 20_000


class Watch:
    """Within it, a statement that takes too long, or that is to stop, is broken off. Raises StoreDamaged, or what `look` raises."""

    def __init__(self, connection: sqlite3.Connection, path: Path, seconds: float, look: Callable[[], object] = lambda: None) -> None:
        self._connection, self._path = connection, path
        self._until = time.monotonic() + seconds
        self._look = look
        self._raised: BaseException | None = None

    def __enter__(self) -> None:
        self._connection.set_progress_handler(self._goes_on, _LOOK_EVERY)

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.set_progress_handler(None, 0)
        if isinstance(trouble, sqlite3.OperationalError) and self._raised is not None:
            raise self._raised from None

    def _goes_on(self) -> int:
        """0 to go on, 1 to break off, which is all that SQLite takes for an answer."""
        try:
            self._look()
            if time.monotonic() > self._until:
                raise StoreDamaged(
                    f"{self._path.name} takes longer to check than any file of its size. Keep it as it is and open a backup of it instead."
                )
        except BaseException as trouble:
            self._raised = trouble
            return 1
        return 0


def check_schema(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Hold the schema to that of its version, before anything else of the file is read. Raises StoreDamaged."""
    kinds = sqlite3.SQLITE_LIMIT_LENGTH, sqlite3.SQLITE_LIMIT_SQL_LENGTH
    usual = [connection.setlimit(kind, _LONGEST_IN_SCHEMA) for kind in kinds]
    try:
        with Watch(connection, path, _SCHEMA_SECONDS):
            digest = migrations.schema_digest(connection)
    except (sqlite3.Error, UnicodeDecodeError) as trouble:  # its schema may not be text
        raise unread_in_words(trouble, path) from trouble
    finally:
        for kind, limit in zip(kinds, usual, strict=True):
            connection.setlimit(kind, limit)
    if digest != migrations.SCHEMA_DIGESTS.get(version):
        raise StoreDamaged(f"{path.name} holds tables or triggers that Appraisal Desk did not make. Open a backup of it instead.")


def check_whole(connection: sqlite3.Connection, path: Path, version: int, step: Step = lambda share: None) -> None:
    """Check pages, links and, from schema 2 on, the seal. Raises StoreDamaged, or what `step` raises; the file is then as it was."""
    [(pages,)], [(page_size,)] = connection.execute("PRAGMA page_count").fetchall(), connection.execute("PRAGMA page_size").fetchall()
    seconds = _CHECK_SECONDS + _SECONDS_A_MEGABYTE * pages * page_size / 1e6
    share = 0.0

    def advance(to: float) -> None:
        nonlocal share
        share = to
        step(share)

    try:
        with Watch(connection, path, seconds, lambda: step(share)):
            advance(0.0)
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise StoreDamaged(damaged(path))
            advance(0.3)
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreDamaged(damaged(path))
            advance(0.4)
            if version > 1:
                seal.verify(connection, lambda part: advance(0.4 + 0.6 * part))
    except sqlite3.Error as trouble:
        raise unread_in_words(trouble, path) from trouble
    except (seal.SealBroken, ValueError, TypeError) as trouble:  # what no row of ours holds where it stands
        raise StoreDamaged(damaged(path)) from trouble
