"""The lines of a case as rows, kept from one reading to the next: a case may have thousands, and a screen asks at every edit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeAlias

from db.reading import Reader
from desktop.operations.store.readings import kept, latest_change, touched_since

if TYPE_CHECKING:
    from desktop.operations.records.records import Row

#: A line with its place in the officer's order.
Placed: TypeAlias = "tuple[tuple[int, int], Row]"


def flow_rows(reader: Reader, case: int, read: Callable[[Collection[int] | None], list[Placed]]) -> tuple[Row, ...]:
    """The lines of a case in the officer's order; those that have not changed since they were last read are the same objects.

    `read` reads all lines of the case in that order, or those of these ids.
    """
    now = latest_change(reader)
    if now is None:
        return tuple(row for _, row in read(None))
    kept_case = kept(reader, case)
    if kept_case.lines_mark == now:
        return kept_case.lines
    touched = touched_since(reader, kept_case.lines_mark)
    if touched is None or touched.names_in_lines:
        placed = read(None)
        kept_case.order = {row.id: place for place, row in placed}
        kept_case.lines = tuple(row for _, row in placed)
    elif touched.lines:
        rows = {row.id: row for row in kept_case.lines if row.id not in touched.lines}
        kept_case.order = {line: kept_case.order[line] for line in rows}
        for place, row in read(touched.lines):
            rows[row.id], kept_case.order[row.id] = row, place
        kept_case.lines = tuple(rows[line] for line in sorted(rows, key=kept_case.order.__getitem__))
    kept_case.lines_mark = now
    return kept_case.lines
