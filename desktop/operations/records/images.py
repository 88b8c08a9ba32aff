"""A row as the audit trail keeps it, before or after a change: what it is a part of, and what it is called."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from db.nouns import noun_of
from db.nouns.noun import Noun

#: A row before or after a change, by column.
Image: TypeAlias = Mapping[str, Any]


def read_image(written: str) -> Image:
    """A row as the trail holds it. Raises ValueError or RecursionError for what no trigger of ours wrote."""
    # text of an older store may hold a control character that JSON would have escaped
    image: Image = json.loads(written, strict=False)
    return image


def part_of(table: str) -> tuple[str, str] | None:
    """The table of the records that a row is told as a change of, and the column that says of which; `None` for one told by itself.

    Raises KeyError for a table that is no noun's.
    """
    noun = noun_of(table)
    for rows in noun.YEARLY.values():
        if rows.table == table:
            return noun.TABLE, rows.link
    return (noun.COLUMNS[noun.PART_OF].refers_to, noun.PART_OF) if noun.PART_OF else None


def name_by(noun: type[Noun], fields: Iterable[str], called: Callable[[str], str], worded: Callable[[str], str]) -> str:
    """What a row is called by these fields: `called` names the record that one refers to, `worded` gives what another holds."""
    parts = (called(field) if noun.COLUMNS[field].refers_to else worded(field) for field in fields)
    return ", ".join(part for part in parts if part)
