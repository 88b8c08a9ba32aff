"""The lines of a case as rows, kept from one reading to the next: a case may have thousands, and a screen asks at every edit."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from db.reading import Reader
from desktop.operations.store.readings import Before, kept

if TYPE_CHECKING:
    from desktop.operations.records.records import Row

#: A line with its place in the officer's order.
Placed: TypeAlias = "tuple[tuple[int, int], Row]"
#: Tables whose names stand in the rows of lines, and the cell of a line that refers to each.
_NAMED_IN_LINES = {"options": "option_id", "projects": "project_id", "organisations": "organisation_id"}


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines by their ids and in the officer's order, with the names they may show by table and id."""

    names: tuple[dict[int, str], ...]
    placed: dict[int, Placed]
    rows: tuple[Row, ...]


def flow_rows(reader: Reader, case: int, read: Callable[[Collection[int] | None], list[Placed]]) -> tuple[Row, ...]:
    """The lines of a case in the officer's order; those that have not changed since they were last read are the same objects.

    `read` reads all lines of the case in that order, or those of these ids.
    """

    def lines(before: Before[_Lines] | None) -> _Lines:
        names = tuple(dict(reader.rows(f"SELECT id, name FROM {table}")) for table in _NAMED_IN_LINES)
        touched = _touched(reader, before, names) if before is not None else None
        placed = {row.id: (place, row) for place, row in read(touched)}
        if before is not None:
            known = before.value.placed
            placed = {line: known[line] if known.get(line) == each else each for line, each in placed.items()}
            if touched is not None:
                placed |= {line: each for line, each in known.items() if line not in touched}
        return _Lines(names, placed, tuple(row for _, row in sorted(placed.values(), key=_place)))

    return kept(reader, ("lines", case), lines).rows


def _place(placed: Placed) -> tuple[int, int]:
    return placed[0]


def _touched(reader: Reader, before: Before[_Lines], names: tuple[dict[int, str], ...]) -> Collection[int] | None:
    """The lines that changed themselves, by their amounts or by a name they show; `None` where any may have."""
    lines, amounts = before.changed("cash_flows"), before.images("cash_flow_amounts")
    if lines is None or amounts is None:
        return None
    # text of an older store may hold a control character that JSON would have escaped
    touched = lines | {json.loads(image, strict=False)["cash_flow_id"] for each in amounts for image in each if image is not None}
    for cell, was, now in zip(_NAMED_IN_LINES.values(), before.value.names, names, strict=True):
        for id_ in (id_ for id_, name in now.items() if was.get(id_, name) != name):
            touched |= {line for (line,) in reader.rows(f"SELECT id FROM cash_flows WHERE {cell} = ?", id_)}
    return touched
