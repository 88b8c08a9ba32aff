"""The seal of a store: what its rows and its trail come to, kept in each unit of work, so that a flipped bit in either is found.

Rows: the sum, modulo 2^256, of a digest of each row's table, id and image. It is moved within each unit by the images before and after
that the triggers wrote. Trail: a chain, the digest of the seal before, of the unit and of its changes. The seal guards against accident; it
holds no key, so it proves nothing of who wrote.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from db.images import stored_image

_SIZE = 32
_MODULUS = 1 << (8 * _SIZE)
_CHANGES = "SELECT id, table_name, row_id, CAST(before AS BLOB), CAST(after AS BLOB) FROM changes WHERE unit_id = ? ORDER BY id"
_UNIT = "SELECT id, at, login, label, undoes FROM units WHERE id = ?"

_Unit = tuple[int, str, str, str, int | None]
_Change = tuple[int, str, int, bytes | None, bytes | None]


class SealBroken(Exception):
    """A row or the trail is not as it was written."""


def seal_unit(connection: sqlite3.Connection, unit: int) -> tuple[bytes, bytes]:
    """The two seals of the unit of work that is about to end, from those of the unit before and from its changes. Raises SealBroken."""
    before = connection.execute("SELECT rows_seal, trail_seal FROM units WHERE id < ? ORDER BY id DESC LIMIT 1", (unit,)).fetchone()
    if before is None:
        rows, trail = 0, _start(connection)
    elif before[0] is None or before[1] is None:
        raise SealBroken
    else:
        rows, trail = int.from_bytes(before[0], "big"), before[1]
    chain = hashlib.blake2b(trail, digest_size=_SIZE)
    for change in connection.execute(_CHANGES, (unit,)):
        _, table, row_id, image_before, image_after = change
        if image_before is not None:
            rows -= _row_digest(table, row_id, image_before)
        if image_after is not None:
            rows += _row_digest(table, row_id, image_after)
        chain.update(_change_bytes(change))
    rows_seal = (rows % _MODULUS).to_bytes(_SIZE, "big")
    chain.update(_unit_bytes(connection.execute(_UNIT, (unit,)).fetchone(), rows_seal))
    return rows_seal, chain.digest()


def verify(connection: sqlite3.Connection, step: Callable[[float], object]) -> None:
    """Hold every row and the whole trail to the seal; `step` is told how much is done, 0 to 1. Raises SealBroken."""
    rows_seal, trail_seal, is_open = b"\0" * _SIZE, _start(connection), 0
    for unit, kept_rows, kept_trail, is_open in _units(connection):
        trail_seal = _chained(connection, trail_seal, unit, kept_rows)
        if is_open or trail_seal != kept_trail:
            raise SealBroken
        rows_seal = kept_rows
    step(0.5)
    if _rows_seal(connection, lambda share: step(0.5 + share / 2)) != rows_seal:
        raise SealBroken
    _verify_sequences(connection)


def seal_anew(connection: sqlite3.Connection) -> None:
    """Seal rows and trail as they stand, after a migration or after something was cleared for good; within the caller's transaction."""
    latest = connection.execute("SELECT max(id) FROM units").fetchone()[0]
    connection.execute("UPDATE units SET rows_seal = NULL, trail_seal = NULL")
    if latest is None:
        return
    connection.execute("UPDATE units SET rows_seal = ? WHERE id = ?", (_rows_seal(connection, lambda share: None), latest))
    trail_seal = _start(connection)
    for unit, rows_seal, _, _ in list(_units(connection)):
        trail_seal = _chained(connection, trail_seal, unit, rows_seal)
        connection.execute("UPDATE units SET trail_seal = ? WHERE id = ?", (trail_seal, unit[0]))


def tables_of_records(connection: sqlite3.Connection) -> list[str]:
    """The tables whose rows the trail tells of: those that have its triggers."""
    return [name for (name,) in connection.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")]


def _units(connection: sqlite3.Connection) -> Iterator[tuple[_Unit, bytes, bytes, int]]:
    for *unit, rows_seal, trail_seal, is_open in connection.execute(
        "SELECT id, at, login, label, undoes, rows_seal, trail_seal, open FROM units ORDER BY id"
    ):
        yield (unit[0], unit[1], unit[2], unit[3], unit[4]), rows_seal, trail_seal, is_open


def _chained(connection: sqlite3.Connection, before: bytes, unit: _Unit, rows_seal: bytes | None) -> bytes:
    chain = hashlib.blake2b(before, digest_size=_SIZE)
    for change in connection.execute(_CHANGES, (unit[0],)):
        chain.update(_change_bytes(change))
    chain.update(_unit_bytes(unit, rows_seal))
    return chain.digest()


def _start(connection: sqlite3.Connection) -> bytes:
    """What the chain begins with: the store's own id, so that no other store's trail passes for this one's."""
    [(id_,)] = connection.execute("SELECT id FROM store")
    return hashlib.blake2b(str(id_).encode(), digest_size=_SIZE).digest()


def _rows_seal(connection: sqlite3.Connection, step: Callable[[float], object]) -> bytes:
    rows = 0
    tables = tables_of_records(connection)
    for number, table in enumerate(tables):
        step(number / len(tables))
        for id_, image in connection.execute(f"SELECT id, CAST({stored_image(connection, table)} AS BLOB) FROM {table}"):
            rows += _row_digest(table, id_, image)
    return (rows % _MODULUS).to_bytes(_SIZE, "big")


def _verify_sequences(connection: sqlite3.Connection) -> None:
    """No id that was given out may be given out again: SQLite keeps the last one apart from the rows."""
    given_out = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table in (*tables_of_records(connection), "units", "changes"):
        [(highest,)] = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        if highest > given_out.get(table, 0):
            raise SealBroken
    for table, highest in connection.execute("SELECT table_name, max(row_id) FROM changes GROUP BY table_name"):
        if highest > given_out.get(table, 0):
            raise SealBroken


def _row_digest(table: str, id_: int, image: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(f"{table}\0{id_}\0".encode() + image, digest_size=_SIZE).digest(), "big")


def _change_bytes(change: _Change) -> bytes:
    """A change as the chain takes it; what is not there has a length of its own, so that no two changes read alike."""
    id_, table, row_id, before, after = change
    lengths = -1 if before is None else len(before), -1 if after is None else len(after)
    return b"%d\0%b\0%d\0%d\0%d\0" % (id_, table.encode(), row_id, lengths[0], lengths[1]) + (before or b"") + (after or b"")


def _unit_bytes(unit: _Unit, rows_seal: bytes | None) -> bytes:
    return ascii((*unit, rows_seal)).encode()
