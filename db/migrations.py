"""The schema, made by numbered functions over `PRAGMA user_version`, and the triggers that write the audit trail."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import uuid
from collections.abc import Callable

from db.images import row_image
from db.seal import seal_anew

APPLICATION_ID = 0x41505244
"""'APRD': what marks a file as one of our stores."""


def change_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    """The three triggers that write the changes of a table, for a migration that makes or alters one; those of the first are in its text.

    A write outside a unit of work has no unit, and fails.
    """
    unit = "(SELECT id FROM units WHERE id = (SELECT max(id) FROM units) AND open = 1)"
    triggers = []
    for event, row, before, after in (
        ("INSERT", "NEW", "NULL", row_image(connection, table, "NEW.")),
        ("UPDATE", "NEW", row_image(connection, table, "OLD."), row_image(connection, table, "NEW.")),
        ("DELETE", "OLD", row_image(connection, table, "OLD."), "NULL"),
    ):
        triggers.append(
            f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN "
            f"INSERT INTO changes (unit_id, table_name, row_id, before, after) "
            f"VALUES ({unit}, '{table}', {row}.id, {before}, {after}); END"
        )
    return triggers


def _migration_1(connection: sqlite3.Connection) -> None:
    """Every table of the first release, and its triggers unless a later migration makes them anew."""
    from db.schema_1 import SCHEMA_1  # so long that only a new store loads it

    _run(connection, SCHEMA_1 if len(MIGRATIONS) == 1 else SCHEMA_1[: SCHEMA_1.index("CREATE TRIGGER")])


def _migration_2(connection: sqlite3.Connection) -> None:
    """The store's id, the seal's columns, the vintages that each case is reckoned by, and what later sheets record."""
    from db import schema_2

    def discounting(text: str) -> str:
        name = " ".join(text.casefold().split()).replace("-", " ")
        return schema_2.DISCOUNT_VINTAGES.get(name, schema_2.FLAT_VINTAGE)

    def image(table: str, written: str | None) -> str | None:
        gained = schema_2.IMAGES_GAIN[table]
        if written is None or written[-1:] != "}":
            return written
        if table == "cases":
            try:
                named = str(json.loads(written, strict=False)["discounting"])
            except (ValueError, LookupError, TypeError, RecursionError):  # another hand wrote it: undo refuses it, as it did before
                return written
            gained = gained.format(discounting=discounting(named), deflators=schema_2.DEFLATOR_VINTAGE)
        return f"{written[:-1]}{gained}}}"

    def numbers_held(text: str) -> str:
        for pattern, check in schema_2.NUMBERS_HELD:
            text = re.sub(pattern, check, text)
        return text

    old = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"))
    new = old | schema_2.TABLES_REMADE
    for table, (place, columns) in schema_2.COLUMNS_ADDED.items():
        before, _, after = old[table].rpartition(place)
        new[table] = f"{before}{columns}{place}{after}"
    remade = [table for table, text in old.items() if numbers_held(new[table]) != text]
    for table in remade:
        _remake(connection, table, numbers_held(new[table]))
    _run(connection, numbers_held(schema_2.TABLES_ADDED))
    connection.execute("INSERT INTO store (one, id) VALUES (1, ?)", (str(uuid.uuid4()),))
    connection.create_function("discounting_of_2", 1, discounting)
    connection.create_function("image_of_2", 2, image)
    connection.execute(
        "UPDATE cases SET discount_vintage = discounting_of_2(discounting), deflator_vintage = ?", (schema_2.DEFLATOR_VINTAGE,)
    )
    images = "before = image_of_2(table_name, before), after = image_of_2(table_name, after)"
    for table in schema_2.IMAGES_GAIN:
        connection.execute(f"UPDATE changes SET {images} WHERE table_name = ?", (table,))
    added = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'") if name not in old]
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for table in (*old, *added):
        if table not in ("units", "changes", "store") and not table.startswith("sqlite_"):
            for trigger in change_triggers(connection, table):
                connection.execute(trigger)


def _run(connection: sqlite3.Connection, text: str) -> None:
    """Run the statements of a literal text, each of which ends where a line ends in a semicolon."""
    for statement in text.removesuffix(";\n").split(";\n"):
        connection.execute(statement)


def _remake(connection: sqlite3.Connection, table: str, text: str) -> None:
    """Make a table anew under its own name from another text, with the rows and the indexes it has.

    Its triggers go: whoever calls makes them again. Ids stay, and none that was given out is given again.
    """
    indexes = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    ).fetchall()
    given_out = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
    connection.execute(f"CREATE TEMP TABLE rows_kept AS SELECT * FROM {table}")
    connection.execute(f"DROP TABLE {table}")
    connection.execute(text)
    connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM temp.rows_kept ORDER BY id")
    connection.execute("DROP TABLE temp.rows_kept")
    if given_out is not None:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, given_out[0]))
    for (index,) in indexes:
        connection.execute(index)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_migration_1, _migration_2)
LATEST = len(MIGRATIONS)
SCHEMA_DIGESTS = {
    1: "cf9e989dc6dfffd8889cb7004cccf04bf1db515ef59e3c8b7e2a490c235fcd5d",
    2: "96809d01934c08c3a6d79a157463abf435488ac59a2973df66c518ea93c3625d",
}
"""What `schema_digest` gives of each version. One that was given out is never changed: stores made by it would no longer open."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to the latest schema, one transaction a migration, with foreign keys off and checked before each commit."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")  # so that rows on their way to another table are in no other file
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            if number > 1:
                seal_anew(connection)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise sqlite3.IntegrityError(f"migration {number} leaves {broken[0]} pointing nowhere")
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    connection.execute("PRAGMA foreign_keys = ON")


def schema_digest(connection: sqlite3.Connection) -> str:
    """The SHA-256, in hexadecimal, of every table, index, trigger and view with the SQL that made it, in sorted order.

    SQLite's own are in it too, so that nothing passes for one of them. Two files of one schema have one digest, however their pages lie.
    """
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    # `ascii` also writes what no schema of ours holds, such as bytes or nothing for a name
    return hashlib.sha256("\n".join(sorted(ascii(row) for row in rows)).encode()).hexdigest()
