"""A copy of a store in memory, to be changed without a trace in the file: what a public paper is made from."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from db.store import engine_on

#: Each copy has an engine of its own: to compile every statement again takes longer than to run them all.
_STATEMENTS: dict[Any, Any] = {}


@contextlib.contextmanager
def copy_in_memory(session: Session) -> Iterator[Session]:
    """A session on a copy of all that a session reads, without its trail; the copy is gone when the block ends.

    The copy has no triggers, so that it can be changed outside a unit of work, and nothing of it says what was there before.
    """
    own = session.connection().connection.driver_connection
    if not isinstance(own, sqlite3.Connection):
        raise TypeError("a store is read through sqlite3")
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        # `backup` waits for ever on a connection that is in a transaction of its own, as a session's always is
        connection.deserialize(own.serialize())
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("DELETE FROM changes")
        connection.execute("DELETE FROM units")
        engine = engine_on(connection, _STATEMENTS)
        try:
            with Session(engine, expire_on_commit=False) as copied:
                yield copied
        finally:
            engine.dispose()
    finally:
        connection.close()
