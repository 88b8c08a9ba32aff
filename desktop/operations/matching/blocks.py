"""The blocks of rows that a sheet falls into: set apart by a blank row or a blank column, or by the headings of another table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from db.nouns import sheet_nouns
from desktop.operations.records.columns import RawCell, clean, columns_of
from desktop.operations.workbook.checking import plain_heading
from desktop.operations.workbook.heading_asks import without_unit

#: A row of a sheet with its number there.
NumberedRow = tuple[int, tuple[RawCell, ...]]
#: A table has this many rows above the headings of the next one: its own, and one below them.
_LEAST_ABOVE = 2
#: A table beside another has this many columns at the least.
_LEAST_BESIDE = 2


def blocks(rows: Sequence[NumberedRow]) -> Iterator[list[NumberedRow]]:
    """Rows that stand together, where the sheet has them: none of a block's cells stand under another block's headings."""
    block: list[NumberedRow] = []
    for row in rows:
        if block and (row[0] > block[-1][0] + 1 or (len(block) >= _LEAST_ABOVE and _heads_another(row[1]))):
            yield from _strips(block)
            block = []
        block.append(row)
    if block:
        yield from _strips(block)


def filled(cells: Sequence[RawCell]) -> list[RawCell]:
    """The cells that hold anything."""
    return [cell for cell in cells if cell is not None and (not isinstance(cell, str) or cell.strip())]


def first_filled(rows: Sequence[NumberedRow]) -> int:
    """The first column in which any row holds anything; 0 where none does."""
    return min((n for _, cells in rows for n, cell in enumerate(cells) if filled([cell])), default=0)


def _heads_another(cells: Sequence[RawCell]) -> bool:
    """Whether a row among others holds headings alone, of a noun that has them all."""
    said = filled(cells)
    if len(said) < _LEAST_BESIDE or not all(isinstance(cell, str) for cell in said):
        return False
    words = {plain_heading(without_unit(clean(str(cell)))[0]) for cell in said}
    return len(words) == len(said) and any(words <= names for names in _headings_of_nouns())


@cache
def _headings_of_nouns() -> tuple[frozenset[str], ...]:
    """The headings of each noun, and its other names for them, as they are compared."""
    return tuple(
        frozenset(plain_heading(name) for column in columns_of(noun) for name in (column.heading, *column.other_names))
        for noun in sheet_nouns()
    )


def may_be_apart(block: Sequence[NumberedRow]) -> int:
    """The first column after a blank one that may begin another table, with names of its own beside numbers, or a heading that we know.

    0 where none may. Where the sheet leaves no doubt `blocks` has parted them.
    """
    for _, right in _beside(block):
        figures = any(filled([cell]) and not isinstance(cell, str) for _, cells in right[1:] for cell in cells)
        if _names_its_rows(right) and (figures or _has_known_heading(right)):
            return first_filled(right)
    return 0


def _strips(block: list[NumberedRow]) -> Iterator[list[NumberedRow]]:
    """The tables that stand side by side in a block, from the left, each in its own columns; most blocks are one."""
    for left, right in _beside(block):
        if _are_two_tables(left, right):
            yield left
            yield from _strips(right)
            return
    yield block


def _beside(block: Sequence[NumberedRow]) -> Iterator[tuple[list[NumberedRow], list[NumberedRow]]]:
    """What stands left and right of each blank column of a block, where both are wide enough for a table."""
    width = max(len(cells) for _, cells in block)
    held = [any(n < len(cells) and filled([cells[n]]) for _, cells in block) for n in range(width)]
    for gap in (n for n in range(1, width) if not held[n] and held[n - 1]):
        if sum(held[:gap]) >= _LEAST_BESIDE and sum(held[gap:]) >= _LEAST_BESIDE:
            yield _cut(block, 0, gap), _cut(block, gap, width)


def _cut(block: Sequence[NumberedRow], first: int, end: int) -> list[NumberedRow]:
    """The rows of a block that hold anything in some columns, with those cells alone, where they stand."""
    rows = ((number, (*(None,) * first, *cells[first:end])) for number, cells in block)
    return [row for row in rows if filled(row[1])]


def _are_two_tables(left: Sequence[NumberedRow], right: Sequence[NumberedRow]) -> bool:
    """Whether what stands right of a blank column has names of its own, and the same heading, or one that we know and another end.

    A blank column within one table has figures, or words that several rows share, on its right.
    """
    begins_alike = _first_column(left)[:1] == _first_column(right)[:1] != []
    return _names_its_rows(right) and (begins_alike or (_has_known_heading(right) and left[-1][0] != right[-1][0]))


def _names_its_rows(block: Sequence[NumberedRow]) -> bool:
    """Whether the first column that holds anything has another name in every row."""
    cells = _first_column(block)
    names = [clean(str(cell)) for cell in cells]
    if len(names) < len(block) or len(set(names)) < len(names) or not all(isinstance(cell, str) for cell in cells):
        return False
    return not any(character.isdigit() for name in names for character in name[:1])


def _has_known_heading(block: Sequence[NumberedRow]) -> bool:
    names = [clean(str(cell)) for cell in _first_column(block)]
    heading = names[1] if len(filled(block[0][1])) == 1 and len(names) > 1 else names[0]  # a title may stand over it
    return any(plain_heading(without_unit(heading)[0]) in known for known in _headings_of_nouns())


def _first_column(rows: Sequence[NumberedRow]) -> list[RawCell]:
    n = first_filled(rows)
    return [cells[n] for _, cells in rows if n < len(cells) and filled([cells[n]])]
