"""Which rows are shown and in what order: sorted and filtered as a plain list, never row by row in a proxy. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.models.column import ScreenColumn


def sorted_positions(rows: Sequence[object], positions: Sequence[int], column: ScreenColumn, descending: bool) -> list[int]:
    """The positions in the order of a column's values. Blanks come last either way; equal rows keep their order
    (`sort(reverse=True)` keeps it too)."""
    keyed: list[tuple[tuple[int, Any], int]] = []
    blank: list[int] = []
    for position in positions:
        value = column.sort_value(rows[position])
        if value is None or value == "":
            blank.append(position)
        else:
            keyed.append((_rank(value), position))
    try:
        keyed.sort(key=lambda pair: pair[0], reverse=descending)
    except TypeError:  # values of one rank that cannot be compared: fall back on how they read
        keyed.sort(key=lambda pair: str(pair[0][1]), reverse=descending)
    return [position for _, position in keyed] + blank


def _rank(value: Any) -> tuple[int, Any]:
    """Numbers before words before anything else, so that a mixed column still sorts."""
    if isinstance(value, str):
        return 1, value.casefold()
    if isinstance(value, int | float) or hasattr(value, "as_tuple"):
        return 0, value
    return 2, value


def matching_positions(rows: Sequence[object], columns: Sequence[ScreenColumn], words: str) -> list[int]:
    """The positions of rows in which every one of the words is found, in any column and any case."""
    wanted = words.casefold().split()
    positions = []
    for position, row in enumerate(rows):
        text = "\n".join(column.text_of(row) for column in columns).casefold()
        if all(word in text for word in wanted):
            positions.append(position)
    return positions
