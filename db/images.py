"""The image of a row: its columns as JSON, as the triggers write it to the trail and the seal takes it."""

from __future__ import annotations

import sqlite3

_ESCAPED = (
    ("'\\'", "'\\\\'"),
    ("'\"'", "'\\\"'"),
    ("char(10)", "'\\n'"),
    ("char(13)", "'\\r'"),
    ("char(9)", "'\\t'"),
)


def row_image(connection: sqlite3.Connection, table: str, row: str = "") -> str:
    """The expression that gives the image of a row of a table; `row` is `OLD.` or `NEW.` in a trigger.

    It is put together from plain text functions: with `trusted_schema` off, SQLite before 3.43 or so refuses `json_object` in a trigger.
    """
    columns = [(each[1], each[2]) for each in connection.execute(f"PRAGMA table_info({table})")]
    return "'{' || " + " || ', ' || ".join(f"'\"{column}\": ' || {_value(row + column, kind)}" for column, kind in columns) + " || '}'"


def _value(plain: str, kind: str) -> str:
    if kind == "INTEGER":
        return f"coalesce({plain}, 'null')"
    escaped = plain
    for special, written in _ESCAPED:
        escaped = f"replace({escaped}, {special}, {written})"
    # most texts are blank or hold nothing special: to ask first costs a third less than to replace at once
    return (
        f"CASE WHEN {plain} IS NULL THEN 'null' WHEN {plain} = '' THEN '\"\"' "
        f"WHEN {plain} GLOB '*[\"\\\t\n\r]*' THEN '\"' || {escaped} || '\"' ELSE '\"' || {plain} || '\"' END"
    )
