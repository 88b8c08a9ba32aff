"""Files that mean harm, or only look like a store: each made from a sound one, by the name that says what was done to it."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

Spoil = Callable[[Path], None]
#: Takes 600 MB where it is worked out once.
_COSTLY = "length(hex(zeroblob(300000000))) > 0"
_LETTERS = "(id INTEGER PRIMARY KEY, letter TEXT)"
_SIZE = 4096
_VICTIM = "minutes.txt"


@contextlib.contextmanager
def _by_another_hand(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that no rule of ours holds back."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("journal_mode = OFF", "ignore_check_constraints = ON", "writable_schema = ON", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def _done(*statements: str) -> Spoil:
    def spoil(path: Path) -> None:
        with _by_another_hand(path) as connection:
            for statement in statements:
                connection.execute(statement)

    return spoil


def _without_trigger(trigger: str, statement: str) -> Spoil:
    """What another program does to a row: it takes away the trigger that hinders it, and puts it back."""

    def spoil(path: Path) -> None:
        with _by_another_hand(path) as connection:
            [(text,)] = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchall()
            connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(statement)
            connection.execute(text)

    return spoil


def _many_views(path: Path) -> None:
    with _by_another_hand(path) as connection:
        names = ((f"extra_{number}", f"CREATE VIEW extra_{number} AS SELECT * FROM options") for number in range(30_000))
        connection.executemany("INSERT INTO sqlite_schema VALUES ('view', ?1, ?1, 0, ?2)", names)


def _views_of_views(path: Path) -> None:
    with _by_another_hand(path) as connection:
        connection.execute("CREATE VIEW view_0 AS SELECT 1 AS one")
        for number in range(1, 40):
            connection.execute(f"CREATE VIEW view_{number} AS SELECT a.one FROM view_{number - 1} AS a, view_{number - 1} AS b")


def _long_text(path: Path) -> None:
    with _by_another_hand(path) as connection:
        connection.execute(f"CREATE TABLE extra (id INTEGER /* {'long ' * 10_000_000} */)")


def _bytes(at: int, new: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(new)

    return spoil


def _whole(new: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(new)

    return spoil


def _longer_by(more: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(path.read_bytes() + more)

    return spoil


def _page_of_itself(path: Path) -> None:
    """Have a page of the trail's tree say that the rest of the tree is in itself."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        [(root,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'changes'").fetchall()
    _bytes((root - 1) * _SIZE + 8, root.to_bytes(4, "big"))(path)


def _beside(end: str, content: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.with_name(f"{path.name}{end}").write_bytes(content)

    return spoil


def _folder_beside(end: str) -> Spoil:
    def spoil(path: Path) -> None:
        path.with_name(f"{path.name}{end}").mkdir()

    return spoil


def _names_a_victim(path: Path) -> None:
    """A journal that says it is one of several, and names another file as what leads them, which SQLite would delete."""
    victim = path.with_name(_VICTIM)
    victim.write_text("Minutes of the last meeting.", encoding="utf-8")
    name = os.fsencode(victim)
    ends = (1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big") + _JOURNAL_MAGIC
    path.with_name(f"{path.name}-journal").write_bytes(_JOURNAL_MAGIC + bytes(504) + ends)


def _instead(make: Callable[[Path], object]) -> Spoil:
    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def _socket(path: Path) -> None:
    # the name of a socket is short: a link leads to one of a short name
    with socket.socket(socket.AF_UNIX) as listening:
        there = os.open(path.parent, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{there}/socket")
        os.close(there)
    path.symlink_to(path.with_name("socket"))


_JOURNAL_MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_NOISE = random.Random(1).randbytes(300_000)

SCHEMAS: dict[str, Spoil] = {
    "an extra table": _done(f"CREATE TABLE extra {_LETTERS}"),
    "an extra table with costly checks": _done(
        f"CREATE TABLE extra (id INTEGER PRIMARY KEY, letter TEXT CHECK ({_COSTLY}))",
        "WITH RECURSIVE numbers (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 200) "
        "INSERT INTO extra SELECT n, 'a' FROM numbers",
    ),
    "a costly check in a table of ours": _done(
        f"UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ', CHECK ({_COSTLY})) STRICT') WHERE name = 'options'"
    ),
    "a costly column that is worked out": _done(
        "CREATE TABLE extra (id INTEGER PRIMARY KEY, letter TEXT, costly TEXT AS (hex(zeroblob(300000000))) NOT NULL)",
        "INSERT INTO extra (letter) VALUES ('a'), ('b'), ('c')",
    ),
    "a costly index": _done(
        f"CREATE TABLE extra {_LETTERS}",
        f"CREATE INDEX costly ON extra ({_COSTLY}) WHERE letter IS NULL",
        "INSERT INTO extra (letter) VALUES ('a'), ('b'), ('c')",
        f"UPDATE sqlite_schema SET sql = 'CREATE INDEX costly ON extra ({_COSTLY}) WHERE {_COSTLY}' WHERE name = 'costly'",
    ),
    "a view in the place of a table": _done(
        "DROP TABLE change_reasons",
        "CREATE VIEW change_reasons AS "
        "WITH RECURSIVE numbers (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM numbers) SELECT id FROM numbers",
    ),
    "views of one another": _done("CREATE VIEW one AS SELECT * FROM two", "CREATE VIEW two AS SELECT * FROM one"),
    "views of views of views": _views_of_views,
    "a trigger that poses as ours": _done(
        "UPDATE sqlite_schema SET sql = 'CREATE TRIGGER options_update AFTER UPDATE ON options BEGIN DELETE FROM scores; END' "
        "WHERE name = 'options_update'"
    ),
    "a trigger more": _done("CREATE TRIGGER more AFTER UPDATE ON options BEGIN DELETE FROM scores; END"),
    "a trigger less": _done("DROP TRIGGER options_update"),
    "a table less": _done("DROP TABLE change_reasons"),
    "a column more": _done("ALTER TABLE options ADD COLUMN secret TEXT"),
    "thirty thousand views": _many_views,
    "a table whose text is 50 MB long": _long_text,
    "a virtual table": _done("CREATE VIRTUAL TABLE extra USING fts5 (letter)"),
    "a virtual table of no known kind": _done(
        "INSERT INTO sqlite_schema VALUES ('table', 'extra', 'extra', 0, 'CREATE VIRTUAL TABLE extra USING nothing_known (letter)')"
    ),
    "statistics of another program": _done("ANALYZE"),
    "two tables on one page": _done(
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'scores') WHERE name = 'options'"
    ),
    "a table on a page that is not there": _done("UPDATE sqlite_schema SET rootpage = 2000000000 WHERE name = 'options'"),
    "a table on page 0": _done("UPDATE sqlite_schema SET rootpage = 0 WHERE name = 'options'"),
    "a table without a text": _done("UPDATE sqlite_schema SET sql = NULL WHERE name = 'options'"),
    "a table whose text makes no sense": _done("UPDATE sqlite_schema SET sql = 'CREATE TABLE options (((' WHERE name = 'options'"),
    "a table whose name is bytes": _done("UPDATE sqlite_schema SET name = x'ff00' WHERE name = 'options'"),
}

HEADERS: dict[str, Spoil] = {
    "no magic": _bytes(0, b"SQLite format 4\x00"),
    "one letter of the magic": _bytes(3, b"l"),
    **{f"version {version}": _bytes(60, version.to_bytes(4, "big")) for version in (0, 1, 3, 99, 2**31, 2**32 - 1)},
    "another program's id": _bytes(68, b"GPKG"),
    "no program's id": _bytes(68, bytes(4)),
    "a zeroed first page": _bytes(0, bytes(_SIZE)),
    "a zeroed header": _bytes(0, bytes(100)),
    **{f"page size {size}": _bytes(16, size.to_bytes(2, "big")) for size in (0, 1, 3, 512, 8192)},
    "250 bytes reserved on each page": _bytes(20, b"\xfa"),
    "a write-ahead log claimed": _bytes(18, b"\x02\x02"),
    "a later file format": _bytes(18, b"\x03\x03"),
    "more pages claimed than there are": _bytes(28, (2**31).to_bytes(4, "big")),
    "fewer pages claimed than there are": _bytes(28, (9).to_bytes(4, "big")),
    "free pages that are in use": _bytes(32, (2).to_bytes(4, "big") + (200).to_bytes(4, "big")),
    "another encoding of text": _bytes(56, (2).to_bytes(4, "big")),
    "no encoding of text": _bytes(56, (9).to_bytes(4, "big")),
    "a later format of the schema": _bytes(44, (9).to_bytes(4, "big")),
    "tidied as it goes, it says": _bytes(52, (7).to_bytes(4, "big") + bytes(4)),
    "a header without a file": lambda path: os.truncate(path, 100),
    "0 bytes": _whole(b""),
    "one byte": _whole(b"S"),
    "zeros": _whole(bytes(300_000)),
    "noise": _whole(_NOISE),
    "noise after a sound header": _bytes(100, _NOISE),
    "a letter": _whole(b"Dear Sir, "),
}

CONTENTS: dict[str, Spoil] = {
    "a figure changed by another program": _without_trigger("cash_flow_amounts_update", "UPDATE cash_flow_amounts SET high = 1103741824"),
    "a score changed by another program": _without_trigger("scores_update", "UPDATE scores SET score = '9'"),
    "a score that is no number": _without_trigger("scores_update", "UPDATE scores SET score = 'nine'"),
    "a record taken out by another program": _without_trigger("leavers_delete", "DELETE FROM leavers"),
    "a record put in by another program": _without_trigger(
        "organisations_insert", "INSERT INTO organisations (name) VALUES ('Nobody knows')"
    ),
    "a record that hangs on none": _without_trigger("options_update", "UPDATE options SET case_id = 4000000 WHERE id = 1"),
    "a trail without its end": _done("DELETE FROM changes WHERE id = (SELECT max(id) FROM changes)"),
    "a trail without a unit": _done(
        "DELETE FROM changes WHERE unit_id = 2", "UPDATE units SET undoes = NULL WHERE undoes = 2", "DELETE FROM units WHERE id = 2"
    ),
    "a trail with another name in it": _done("UPDATE units SET login = 'somebody.else' WHERE id = 1"),
    "a trail that says what nobody wrote": _done("UPDATE changes SET before = '{\"id\": 1}', table_name = 'sqlite_schema'"),
    "a trail as deep as a well": _done(f"UPDATE changes SET after = '{'[' * 100_000}'"),
    "a unit that was never closed": _done("UPDATE units SET open = 1 WHERE id = (SELECT max(id) FROM units)"),
    "a number given out twice": _done("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'options'"),
}

PAGES: dict[str, Spoil] = {
    "a page that holds itself": _page_of_itself,
    "noise in the middle": lambda path: _bytes(path.stat().st_size // 2, _NOISE[:_SIZE])(path),
    "noise after its end": _longer_by(_NOISE),
    "a page of zeros after its end": _longer_by(bytes(_SIZE)),
}

BESIDE: dict[str, Spoil] = {
    "a journal of noise": _beside("-journal", _NOISE),
    "a journal that says it is one and holds noise": _beside("-journal", _JOURNAL_MAGIC + b"\xff" * 4 + _NOISE),
    "a journal of zeros": _beside("-journal", bytes(10_000)),
    "a journal that names another file": _names_a_victim,
    "a write-ahead log of noise": _beside("-wal", _NOISE),
    "a shared index of noise": _beside("-shm", _NOISE),
    "a folder in the place of the journal": _folder_beside("-journal"),
    "a pipe in the place of the journal": lambda path: os.mkfifo(path.with_name(f"{path.name}-journal")),
    "a folder in the place of the log": _folder_beside("-wal"),
}

IN_ITS_PLACE: dict[str, Spoil] = {
    "a folder": _instead(Path.mkdir),
    "a pipe": _instead(os.mkfifo),
    "a link to itself": _instead(lambda path: path.symlink_to(path)),
    "a link to nothing": _instead(lambda path: path.symlink_to(path.with_name("nothing"))),
    "a link to endless zeros": _instead(lambda path: path.symlink_to("/dev/zero")),
    "a link to nowhere": _instead(lambda path: path.symlink_to("/dev/null")),
    "a socket": _instead(_socket),
}


#: Every one, by its name.
HOSTILE = {**SCHEMAS, **HEADERS, **CONTENTS, **PAGES, **BESIDE, **IN_ITS_PLACE}
