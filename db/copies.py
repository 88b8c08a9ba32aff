"""Copies of a store in memory: one to be changed without a trace in the file, which a public paper is made from, and one for a thread."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Iterator
from contextvars import ContextVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlmodel import Session

_HELD: ContextVar[sqlite3.Connection] = ContextVar("the copy that the engine is to connect to")


def image_of(session: Session) -> bytes:
    """All that a session reads, its trail too, as a thread may be given it: `session_on` reads it there."""
    own = session.connection().connection.driver_connection
    if not isinstance(own, sqlite3.Connection):
        raise TypeError("a store is read through sqlite3")
    # `backup` waits for ever on a connection that is in a transaction of its own, as a session's always is
    return own.serialize()


@contextlib.contextmanager
def session_on(image: bytes) -> Iterator[Session]:
    """A session on a copy in memory of a store as it was, in whichever thread; the copy is gone when the block ends."""
    with _session(image) as (session, _):
        yield session


@contextlib.contextmanager
def copy_in_memory(session: Session) -> Iterator[Session]:
    """A session on a copy of all that a session reads, without its trail; the copy is gone when the block ends.

    The copy has no triggers, so that it can be changed outside a unit of work, and nothing of it says what was there before.
    """
    with _session(image_of(session)) as (copied, connection):
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("DELETE FROM changes")
        connection.execute("DELETE FROM units")
        yield copied


@contextlib.contextmanager
def _session(image: bytes) -> Iterator[tuple[Session, sqlite3.Connection]]:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(image)
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        token = _HELD.set(connection)
        try:
            # an engine of its own, which shares what was compiled: what is kept of a store is kept by its engine
            engine_connection = _engine().execution_options().connect()
        finally:
            _HELD.reset(token)
        # the session has this one connection until it ends: the pool would close the copy at the first commit
        with engine_connection, Session(engine_connection, expire_on_commit=False) as session:
            yield session, connection
    finally:
        connection.close()


@functools.cache
def _engine() -> Engine:
    """What the engine of every copy comes from: to compile every statement again takes longer than to run them all."""
    engine = create_engine("sqlite://", creator=_HELD.get, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
