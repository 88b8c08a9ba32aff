"""Where a copied block goes in a table: by its headings where it has any, else from a cell on or onto new rows; and what that replaces.

No Qt. Nothing is changed here: what is placed is shown first, and taken whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol

from desktop.appraisal.wording import agreeing, counted, listed
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.models.cell import Cell
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.operations.matching.heading_rows import is_number
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import plain_heading
from desktop.operations.workbook.heading_asks import OTHER_WORDS, check_pounds, without_unit, years_meant

#: So many records are named in a question; the rest are counted.
_NAMED = 3


class Placed(Protocol):
    """What a table is asked for."""

    columns: tuple[ScreenColumn, ...]
    unshown: Sequence[ScreenColumn]
    can_add: bool
    told_by: Sequence[str]
    names_heading: str

    def rowCount(self) -> int: ...

    def row_at(self, row: int) -> Any: ...

    def cell_of(self, row: int, column: ScreenColumn) -> Cell: ...

    def allows(self, row: int, column: ScreenColumn) -> bool: ...

    def name_of(self, row: int) -> str: ...

    def places_told(self) -> Mapping[tuple[str, ...], int]: ...


@dataclass(frozen=True, slots=True)
class Placing:
    """Where each cell of a block goes: the row shown, past the last for a new one, its column and its text.

    `replaced` are the filled cells, by row, that would say something else. `new` is how many rows are new. `left_out` are headings of
    the block that are no column here, and names that are no row. `by_heading` says that the block's own headings placed it,
    and `is_here` that every cell says so already.
    """

    edits: tuple[tuple[int, ScreenColumn, str], ...]
    replaced: Mapping[int, int]
    names: Mapping[int, str]
    new: int = 0
    left_out: tuple[str, ...] = ()
    by_heading: bool = False
    is_here: bool = False

    @property
    def asks(self) -> bool:
        """Whether it must be asked about: something would be lost."""
        return bool(self.replaced or self.left_out)

    def question(self) -> str:
        """What would be replaced, and what left out, before either is done."""
        said = []
        if self.replaced:
            names = dict.fromkeys(f"‘{name}’" if name else "an unnamed row" for name in (self.names[row] for row in self.replaced))
            said.append(f"This replaces {counted(sum(self.replaced.values()), 'filled cell')} of {_some(list(names), _NAMED)}.")
        if self.new:
            said.append(f"{counted(self.new, 'row')} {'is' if self.new == 1 else 'are'} new.")
        if self.left_out:
            names_left = [f"‘{name}’" for name in self.left_out]
            said.append(f"{_some(names_left, 2 * _NAMED)} {agreeing(names_left, 'has', 'have')} no place here.")
        return " ".join(said)


def place_headed(table: Placed, block: Sequence[Sequence[str]], rows: Sequence[int]) -> Placing | None:
    """A block whose first row are headings of this table, by heading; `None` for one that has none.

    It goes to the rows of its names where the table's own names stand at the left, else onto `rows`, and past them onto new ones; with no
    `rows`, to those that are there already by what rows are told by. Raises KnownTrouble where it has more rows than there are, and where a
    heading says thousands of pounds.
    """
    columns = columns_under(table, block[0])
    if columns is None:
        return None
    body = [row for row in block[1:] if any(cell.strip() for cell in row)]
    left_out = [_plain(cell) for n, cell in enumerate(block[0]) if columns[n] is None and _plain(cell)]
    places: Sequence[int | None] = ()
    by_name = _rows_by_name(table, [row[0] if row and columns[0] is None else "" for row in body])
    if by_name is not None:
        left_out = [name for name in left_out if name != _plain(block[0][0])]
        left_out += [_plain(row[0]) for row, at in zip(body, by_name, strict=True) if at is None]
        places = by_name
    else:
        places = _rows_told(table, columns, body) if not rows else [*rows[: len(body)], *_past(table, len(body) - len(rows))]
    as_shown = _as_shown(table, block[0], body, places)
    left_out = [said for said in left_out if said not in as_shown]
    edits = []
    for row, at in zip(body, places, strict=True):
        if at is not None:
            edits += [(at, column, cell) for column, cell in zip(columns, row, strict=False) if column is not None]
    return replace(_placing(table, edits, left_out, told=not rows), by_heading=True)


def _as_shown(table: Placed, headings: Sequence[str], body: Sequence[Sequence[str]], places: Sequence[int | None]) -> set[str]:
    """The headings of columns that are worked out, under which a block says what the table does: nothing is lost by leaving them."""
    worked_out = {plain_heading(column.heading): column for column in table.columns if not column.editable}
    found, last = set(), table.rowCount()
    for n, heading in enumerate(headings):
        column = worked_out.get(plain_heading(heading))
        if column is not None and all(
            at is not None and at < last and n < len(row) and row[n].strip() == table.cell_of(at, column).edit_text.strip()
            for row, at in zip(body, places, strict=True)
        ):
            found.add(_plain(heading))
    return found


def place_from(table: Placed, block: Sequence[Sequence[str]], top: int, left: int) -> Placing:
    """A block as it stands, from a cell on. Raises KnownTrouble where it is wider than the table, or longer than one that takes no rows."""
    over = max(len(row) for row in block) - (len(table.columns) - left)
    if over > 0:
        raise KnownTrouble(f"Nothing was pasted. The block is {counted(over, 'column')} too wide: start further to the left.")
    over = len(block) - (table.rowCount() - top)
    if over > 0 and not table.can_add:
        raise KnownTrouble(f"Nothing was pasted. The block is {counted(over, 'row')} too long: start higher up.")
    is_new = top >= table.rowCount()
    rows = _rows_told(table, table.columns[left:], block) if is_new else range(top, top + len(block))
    edits = [(at, table.columns[left + along], text) for at, row in zip(rows, block, strict=True) for along, text in enumerate(row)]
    return _placing(table, edits, (), told=is_new)


def columns_under(table: Placed, cells: Sequence[str]) -> list[ScreenColumn | None] | None:
    """The column of each heading, none for one that is no column here; nothing where the cells are no headings.

    They are where half of them are, and two at the least, or the only one; no headings where one of them is a number. The heading of
    the names at the left stands for no column, nor do the names.
    """
    worked_out = {plain_heading(column.heading) for column in table.columns if not column.editable}
    said = [cell for n, cell in enumerate(cells) if cell.strip() and (n or cell.strip() != table.names_heading)]
    said = [cell for cell in said if plain_heading(cell) not in worked_out]
    every = [column for column in (*table.columns, *table.unshown) if column.editable]
    found = _columns(every, [plain_heading(without_unit(cell)[0]) for cell in cells])
    known = [column for column in found if column is not None]
    if len({column.key for column in known}) < len(known) or 2 * len(known) < len(said) or len(known) < min(2, max(len(said), 1)):
        return None
    if any(column is None and is_number(cell) for column, cell in zip(found, cells, strict=True)):
        return None
    for column, cell in zip(found, cells, strict=True):
        if column is not None and column.kind is Kind.ESTIMATE:
            check_pounds(cell)
    return found


def _columns(columns: Sequence[ScreenColumn], said: Sequence[str]) -> list[ScreenColumn | None]:
    """The column of each heading by its name, then by other words for one that is still free, the likeliest first."""
    found = [_column(columns, heading) if heading else None for heading in said]
    others = [OTHER_WORDS.get(heading, ()) for heading in said]
    for place in range(max(map(len, others), default=0)):
        for n, words in enumerate(others):
            if found[n] is None and place < len(words):
                free = (column for column in columns if column not in found)
                found[n] = next((column for column in free if plain_heading(column.heading) == words[place].casefold()), None)
    return found


def _column(columns: Sequence[ScreenColumn], said: str) -> ScreenColumn | None:
    for column in columns:
        if said in (plain_heading(column.heading), column.key):
            return column
    years = years_meant(said, None)
    return None if years is None else next((column for column in columns if len(years) == 1 and column.key == str(years[0])), None)


def _rows_by_name(table: Placed, names: Sequence[str]) -> list[int | None] | None:
    """The row of each name, where the table takes no rows and one of them is a row of it."""
    if table.can_add or not any(names):
        return None
    at = {compared(table.name_of(row)): row for row in reversed(range(table.rowCount()))}
    found = [at.get(compared(name)) if name.strip() else None for name in names]
    return found if any(row is not None for row in found) else None


def _rows_told(table: Placed, columns: Sequence[ScreenColumn | None], body: Sequence[Sequence[str]]) -> list[int]:
    """The row that each row of a block is already, by what rows are told by, and the number of a new one for each of the rest.

    Raises KnownTrouble where such a row is not shown, and where a block has one twice.
    """
    places = {column.key: n for n, column in enumerate(columns) if column is not None}
    held = table.places_told() if table.told_by and all(key in places for key in table.told_by) else {}
    found, said, new = [], set(), iter(_past(table, len(body)))
    for row in body if held else ():
        cells = [row[places[key]] if places[key] < len(row) else "" for key in table.told_by]
        told, name = tuple(map(compared, cells)), f"‘{_plain(cells[-1])}’"
        if any(told) and told in said:
            raise KnownTrouble(f"Nothing was pasted. {name} stands twice in what was copied: leave one out.")
        said.add(told)
        at = held.get(told)
        if at == -1:
            raise KnownTrouble(f"Nothing was pasted. {name} is there already, among the rows that are not found: show every row first.")
        found.append(next(new) if at is None else at)
    return found or list(new)


def _past(table: Placed, count: int) -> list[int]:
    """The numbers of so many new rows."""
    if count > 0 and not table.can_add:
        raise KnownTrouble(f"Nothing was pasted. The block is {counted(count, 'row')} too long: start higher up.")
    return list(range(table.rowCount(), table.rowCount() + max(count, 0)))


def _placing(table: Placed, edits: Sequence[tuple[int, ScreenColumn, str]], left_out: Sequence[str], *, told: bool = False) -> Placing:
    """`told` says that rows were found by what they are told by, which is left as the table writes it."""
    last = table.rowCount()
    replaced: dict[int, int] = {}
    kept = []
    is_here = True
    for row, column, text in edits:
        if row >= last:
            if text.strip():  # what is blank in a new row is what it begins with
                kept.append((row, column, text))
            continue
        if told and column.key in table.told_by:
            continue
        kept.append((row, column, text))
        held = table.cell_of(row, column)
        if not table.allows(row, column):
            is_here = False
        elif not _is_same(column, text, held):
            is_here = False
            if held.edit_text.strip():
                replaced[row] = replaced.get(row, 0) + 1
    new = len({row for row, _, _ in kept if row >= last})
    names = {row: table.name_of(row) for row in replaced}
    return Placing(tuple(kept), replaced, names, new, tuple(dict.fromkeys(left_out)), is_here=is_here and not new)


def place_one(table: Placed, text: str, rows: Sequence[int], columns: Sequence[ScreenColumn]) -> Placing:
    """One value in these columns of these rows."""
    return _placing(table, [(row, column, text) for row in rows for column in columns], ())


def _is_same(column: ScreenColumn, text: str, held: Cell) -> bool:
    """Whether a text says what a cell does, however either writes it."""
    if text.strip() in (held.edit_text.strip(), held.text.strip()):
        return True
    with suppress(KnownTrouble):
        return column.check(text) == column.check(held.edit_text)
    return False


def _some(names: list[str], most: int) -> str:
    """So many names, and how many more there are."""
    more = len(names) - most
    return listed([*names[:most], f"{more} more"] if more > 0 else names)


def _plain(cell: str) -> str:
    return " ".join(cell.split())
