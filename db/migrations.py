"""The schema, made by numbered functions over `PRAGMA user_version`, and the triggers that write the audit trail."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x41505244
"""'APRD': what marks a file as one of our stores."""


def change_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    """The three triggers that write the changes of a table, for a migration that makes or alters one; those of the first are in its text.

    A write outside a unit of work has no unit, and fails.

    The images are JSON put together from plain text functions: with `trusted_schema` off, SQLite before 3.43 or so refuses
    `json_object` inside a trigger.
    """
    columns = [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]

    def value(row: str, column: str, kind: str) -> str:
        if kind == "INTEGER":
            return f"coalesce({row}.{column}, 'null')"
        plain = escaped = f"{row}.{column}"
        for special, written in (
            ("'\\'", "'\\\\'"),
            ("'\"'", "'\\\"'"),
            ("char(10)", "'\\n'"),
            ("char(13)", "'\\r'"),
            ("char(9)", "'\\t'"),
        ):
            escaped = f"replace({escaped}, {special}, {written})"
        # most texts are blank or hold nothing special: to ask first costs a third less than to replace at once
        return (
            f"CASE WHEN {plain} IS NULL THEN 'null' WHEN {plain} = '' THEN '\"\"' "
            f"WHEN {plain} GLOB '*[\"\\\t\n\r]*' THEN '\"' || {escaped} || '\"' ELSE '\"' || {plain} || '\"' END"
        )

    def image(row: str) -> str:
        return "'{' || " + " || ', ' || ".join(f"'\"{column}\": ' || {value(row, column, kind)}" for column, kind in columns) + " || '}'"

    unit = "(SELECT id FROM units WHERE id = (SELECT max(id) FROM units) AND open = 1)"
    triggers = []
    for event, row, before, after in (
        ("INSERT", "NEW", "NULL", image("NEW")),
        ("UPDATE", "NEW", image("OLD"), image("NEW")),
        ("DELETE", "OLD", image("OLD"), "NULL"),
    ):
        triggers.append(
            f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN "
            f"INSERT INTO changes (unit_id, table_name, row_id, before, after) "
            f"VALUES ({unit}, '{table}', {row}.id, {before}, {after}); END"
        )
    return triggers


def _migration_1(connection: sqlite3.Connection) -> None:
    """Every table of the first release."""
    from db.schema_1 import SCHEMA_1  # so long that only a new store loads it

    for statement in SCHEMA_1.removesuffix(";\n").split(";\n"):
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_migration_1,)
LATEST = len(MIGRATIONS)
SCHEMA_DIGESTS = {1: "cf9e989dc6dfffd8889cb7004cccf04bf1db515ef59e3c8b7e2a490c235fcd5d"}
"""What `schema_digest` gives of each version. One that was given out is never changed: stores made by it would no longer open."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to the latest schema, one transaction a migration, with foreign keys off and checked before each commit."""
    connection.execute("PRAGMA foreign_keys = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
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
