"""The image of a row: its columns as JSON, as the triggers write it to the trail and the seal takes it."""

from __future__ import annotations

import sqlite3

_ESCAPED = "text"
for _special, _written in (("'\\'", "'\\\\'"), ("'\"'", "'\\\"'"), ("char(10)", "'\\n'"), ("char(13)", "'\\r'"), ("char(9)", "'\\t'")):
    _ESCAPED = f"replace({_ESCAPED}, {_special}, {_written})"
# most texts are blank or hold nothing special: to ask first costs a third less than to replace at once
_VALUE = (
    "CASE WHEN text IS NULL THEN 'null' WHEN typeof(text) <> 'text' THEN text "
    f"WHEN text GLOB '*[\"\\\t\n\r]*' THEN '\"' || {_ESCAPED} || '\"' ELSE '\"' || text || '\"' END"
)


def row_image(connection: sqlite3.Connection, table: str, row: str = "") -> str:
    """The expression that gives the image of a row of a table; `row` is `OLD.` or `NEW.` in a trigger.

    It is put together from plain text functions: with `trusted_schema` off, SQLite before 3.43 or so refuses `json_object` in a trigger.
    How a value is written stands once and not at each column: each connection reads the whole schema first, most of which is triggers.
    """
    columns = [each[1] for each in connection.execute(f"PRAGMA table_info({table})")]
    first, *others = (f"'{column}'{{}}, {row}{column}{{}}" for column in columns)
    values = " UNION ALL SELECT ".join((first.format(" AS name", " AS text"), *(each.format("", "") for each in others)))
    return f"(SELECT '{{' || group_concat('\"' || name || '\": ' || {_VALUE}, ', ') || '}}' FROM (SELECT {values}))"
