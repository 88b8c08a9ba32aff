"""The image of a row: its columns as JSON, as the triggers write it to the trail and the seal takes it."""

from __future__ import annotations

import sqlite3

_SPECIAL = (("'\\'", "'\\\\'"), ("'\"'", "'\\\"'"), ("char(10)", "'\\n'"), ("char(13)", "'\\r'"), ("char(9)", "'\\t'"))


def row_image(connection: sqlite3.Connection, table: str, row: str = "") -> str:
    """The expression that gives the image of a row of a table; `row` is `OLD.` or `NEW.` in a trigger.

    It is put together from plain text functions: with `trusted_schema` off, SQLite before 3.43 or so refuses `json_object` in a trigger.
    How a value is written stands once and not at each column: each connection reads the whole schema first, most of which is triggers.
    """
    columns = [each[1] for each in connection.execute(f"PRAGMA table_info({table})")]
    first, *others = (f"'{column}'{{}}, {row}{column}{{}}" for column in columns)
    values = " UNION ALL SELECT ".join((first.format(" AS name", " AS text"), *(each.format("", "") for each in others)))
    return f"(SELECT '{{' || group_concat('\"' || name || '\": ' || {_written('text')}, ', ') || '}}' FROM (SELECT {values}))"


def stored_image(connection: sqlite3.Connection, table: str) -> str:
    """The expression that gives the same image of a row as it is stored, column by column: in half the time, for all rows of a file."""
    columns = ((each[1], each[2]) for each in connection.execute(f"PRAGMA table_info({table})"))
    written = ((name, f"coalesce({name}, 'null')" if kind == "INTEGER" else _written(name)) for name, kind in columns)
    return "'{" + " || ', ".join(f'"{name}": \' || {value}' for name, value in written) + " || '}'"


def _written(text: str) -> str:
    """How a value is written: most texts are blank or hold nothing special, and to ask first costs a third less than to replace at once."""
    escaped = text
    for special, written in _SPECIAL:
        escaped = f"replace({escaped}, {special}, {written})"
    return (
        f"CASE WHEN {text} IS NULL THEN 'null' WHEN typeof({text}) <> 'text' THEN {text} "
        f"WHEN {text} GLOB '*[\"\\\t\n\r]*' THEN '\"' || {escaped} || '\"' ELSE '\"' || {text} || '\"' END"
    )
