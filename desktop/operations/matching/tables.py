"""Where the tables of somebody else's sheet stand: the row of headings, the words above it, and the rows below."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.matching.blocks import NumberedRow, blocks, filled, first_filled, may_be_apart
from desktop.operations.matching.heading_rows import are_labels, are_words, heading_of, heads_of, is_number, is_unit, is_year
from desktop.operations.records.columns import RawCell, clean
from desktop.operations.workbook.cells import LAST_COLUMN, LAST_ROW, Sheet, column_letter
from desktop.operations.workbook.heading_asks import Unit, unit_in, without_unit

#: A cell by its row, counted from 1, and its column, counted from 0.
Cell = tuple[int, int]
#: Units that are as well the heading of a column of their own.
_COUNTED = frozenset(("fte", "number", "days"))
#: A year of two parts with words before or after it; and such words that say what a column beside percentages or ratings is.
_YEAR_OF_TWO = r"(?:FY ?)?(?:\d{2}|\d{4})[/\-\u2010-\u2013]\d{2,4}"
_YEAR_AT_END = re.compile(rf"(?P<words>[^\d]*[^\W\d][^\d]*?)[\s:,\u2013-]+(?P<year>{_YEAR_OF_TWO})", re.IGNORECASE)
_YEAR_AT_START = re.compile(rf"(?P<year>{_YEAR_OF_TWO})[\s:,\u2013-]+(?P<words>[^\d]*[^\W\d][^\d]*)", re.IGNORECASE)
#: What stands over the scores themselves, where each option has its weighted scores beside them.
_SCORES = frozenset(("score", "scores", "raw", "raw score", "unweighted", "unweighted score", "rating", "mark"))
_OF_OTHERS = frozenset(("amount", "gain", "total"))
_OF_MONEY = frozenset(("spend", "spending", "expenditure", "budget", "cost", "costs", "saving", "savings", "income", "funding"))
#: How a note below a table begins.
_NOTE = re.compile(r"(?:notes?|sources?|n\.?b)\b|[*\u2020\u2021\u00b9\u00b2\u00b3]|[(\[]?\d{1,2}[.)\]]\s", re.IGNORECASE)
#: More rows than this are no years.
_MOST_YEARS = 101


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. `headings` are those of row `heading_row`, which is 0 where it has none.

    `above` are the words over it, a title or a unit; `below` those after it, a note or a source. `over` is what a second row of headings
    says over a column, such as Costs over three years. `unit` is the unit that the sheet or the words above state for all amounts.
    `not_worked_out` are its cells, by row and column, whose formula has no value, `merged` the blocks of rows merged into one, by their
    first and last cell, `is_hidden` says that its sheet is hidden, `hidden` are the numbers of its rows that are, and `hidden_columns` the
    headings of such columns. In one that `is_turned` the rows are columns of the sheet. Where the rows have their unit in a column,
    `units_in` is that and `units` what it says. `left` is how many columns of the sheet stand left of it: its own are counted from there.
    `apart` is the first of its columns that may be those of another table, after a blank one; 0 where none may.
    """

    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[NumberedRow, ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    unit: Unit | None = None
    not_worked_out: tuple[Cell, ...] = ()
    merged: tuple[tuple[Cell, Cell], ...] = ()
    hidden: tuple[int, ...] = ()
    is_hidden: bool = False
    is_turned: bool = False
    hidden_columns: tuple[str, ...] = ()
    units_in: int | None = None
    units: tuple[str, ...] = ()
    left: int = 0
    apart: int = 0

    @property
    def place(self) -> str:
        """Where it stands: its sheet and the row of its headings, and its first column where that is not the sheet's."""
        column = f", column {column_letter(self.left)}" if self.left else ""
        return f"{self.sheet}, row {self.heading_row}{column}"

    def line(self, number: int) -> str:
        """Where a row stands in the sheet: `row 5`, or `column C` where the rows are columns there."""
        return f"column {column_letter(number - 1)}" if self.is_turned else f"row {number}"

    def cell(self, row: NumberedRow, index: int) -> RawCell:
        """A cell of a row; nothing where the row is shorter."""
        return row[1][index] if index < len(row[1]) else None

    def column(self, index: int, most: int | None = None) -> list[RawCell]:
        """The cells of a column, from the first row to the last, or so many of them."""
        return [cells[index] if index < len(cells) else None for _, cells in self.rows[:most]]


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of a sheet, from the top; none of a sheet in which nothing looks like one. Never raises."""
    first: list[NumberedRow] = [(1, tuple(heading or None for heading in sheet.headings))] if any(sheet.headings) else []
    _, of_sheet = without_unit(sheet.name)
    tables: list[Table] = []
    above: list[str] = []
    every = list(blocks([*first, *sheet.rows]))
    for block, after in zip(every, [*every, []][1:], strict=True):
        words, body = _split_words(block)
        above += words
        if _is_title(body, after):
            above += [_words(cells) for _, cells in body]
            continue
        heads = heads_of(body)
        while len(body) > 2 and (
            are_labels(body[0][1]) if heads else are_words(body[0][1])
        ):  # who filled it in and when, above the headings
            above.append(_words(body[0][1]))
            body = body[1:]
            heads = heads_of(body)
        if heads == 0 and tables and body and not above and _goes_on(tables[-1], body):
            tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, *_from(tables[-1].left, body)))
        elif heads and len(body) > heads:
            table = _table(sheet.name, body, heads, tuple(above), of_sheet)
            if tables and not above and (table.left, table.headings) == (tables[-1].left, tables[-1].headings):
                tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, *table.rows))  # its headings stand over each page
            else:
                tables.append(table)
            above = []
        elif body:
            above += [_words(cells) for _, cells in body]
    if tables and above:
        tables[-1] = replace(tables[-1], below=tuple(above))
    return tuple(_with_cells(table, sheet) for table in tables)


def tables_of_block(rows: Sequence[Sequence[str]], merged: Sequence[tuple[Cell, Cell]] = ()) -> tuple[Table, ...]:
    """The tables of a block of cells that was copied, its first row of cells the first of the sheet.

    `merged` are the first and the last place of each merged cell, rows and columns counted from 0. Raises KnownTrouble for a block that is
    larger than any sheet that is read.
    """
    for count, most, what in ((len(rows), LAST_ROW, "rows"), (max(map(len, rows), default=0), LAST_COLUMN, "columns")):
        if count > most:
            raise KnownTrouble(f"What was copied has {count:,} {what}, and no more than {most:,} are read. Copy those that matter.")
    headings = tuple(clean(cell) for cell in rows[0]) if rows else ()
    said = tuple((number, tuple(cells)) for number, cells in enumerate(rows[1:], start=2) if any(cell.strip() for cell in cells))
    places = tuple(((top + 1, left), (bottom + 1, right)) for (top, left), (bottom, right) in merged)
    return tables_of(Sheet("Pasted table", headings, said, merged=places))


def _with_cells(table: Table, sheet: Sheet) -> Table:
    """A table with what the sheet says of its cells beside their values."""
    numbers, left = {number for number, _ in table.rows}, table.left
    return replace(
        table,
        not_worked_out=tuple((number, n - left) for number, n in sheet.not_worked_out if number in numbers and n >= left),
        merged=tuple(
            ((first, begins - left), (last, ends - left))
            for (first, begins), (last, ends) in sheet.merged
            if first in numbers and last > first and left <= begins < left + len(table.headings)
        ),
        hidden=tuple(sorted(numbers & sheet.hidden_rows)),
        is_hidden=sheet.hidden,
        hidden_columns=tuple(
            heading
            for n, heading in enumerate(table.headings)
            if heading and any(first <= left + n <= last for first, last in sheet.hidden_columns)
        ),
    )


def filled_down(table: Table) -> Table:
    """A table in which each merged block of rows has its first cell's value in every one of them."""
    rows = {number: list(cells) for number, cells in table.rows}
    for (first, left), (last, right) in table.merged:
        for n in range(left, right + 1):
            value = rows[first][n] if n < len(rows[first]) else None
            for number in (each for each in rows if first < each <= last):
                cells = rows[number]
                cells += [None] * (n + 1 - len(cells))
                cells[n] = value
    return replace(table, rows=tuple((number, tuple(cells)) for number, cells in rows.items()), merged=())


def filled_below(table: Table, columns: Collection[int]) -> Table:
    """A table in which a blank cell of these columns has what stands above it; a row that holds nothing stays so."""
    above: dict[int, RawCell] = {}
    rows = []
    for number, cells in table.rows:
        row = list(cells)
        for n in columns if filled(cells) else ():
            row += [None] * (n + 1 - len(row))
            row[n] = above[n] = row[n] if filled([row[n]]) else above.get(n)
        rows.append((number, tuple(row)))
    return replace(table, rows=tuple(rows))


def turned(table: Table, named_in: int = 0) -> Table:
    """A table with the names down a column, such as years, as its headings: what were its columns are rows, numbered from 1."""
    names = [heading_of(table.cell(row, named_in)) for row in table.rows]
    rows = tuple(
        (table.left + n + 1, (heading, *(table.cell(row, n) for row in table.rows)))
        for n, heading in enumerate(table.headings)
        if n > named_in and heading
    )
    hidden = tuple(number for number, cells in rows if cells[0] in table.hidden_columns)
    at = {number: n for n, (number, _) in enumerate(table.rows, start=1)}
    return Table(
        table.sheet, table.heading_row, (table.headings[named_in], *names), rows, table.above, table.below, unit=table.unit, hidden=hidden,
        is_turned=True, not_worked_out=tuple((table.left + n + 1, at[number]) for number, n in table.not_worked_out),
    )  # fmt: skip


def has_years_down(table: Table) -> bool:
    """Whether the years stand down the side: in the first column, and in no heading."""
    if len(table.rows) >= _MOST_YEARS:
        return False
    names = [cell for cell in table.column(0) if filled([cell])]
    years = sum(is_year(cell) for cell in names)
    return years > 1 and years >= len(names) - 1 and not any(map(is_year, filter(None, table.headings)))


def _words(cells: Sequence[RawCell]) -> str:
    return " ".join(clean(str(cell)) for cell in filled(cells))


def _split_words(block: Sequence[NumberedRow]) -> tuple[list[str], list[NumberedRow]]:
    """The words that head a block, one cell a row, and the rest of it."""
    at = 0
    for _, cells in block:
        said = filled(cells)
        words = [cell for cell in said if not is_unit(cell)]
        if len(words) > 1 or not _are_names(said):
            break
        if words and any(str(cell).casefold() in _COUNTED for cell in said):
            break  # Date and Number head two columns
        if not words and at and len(said) > 1:
            break  # units under headings
        at += 1
    if at == len(block) and at > 1 and _is_list(block):
        at = 0  # a list of names in one column is a table: its first row is its heading
    return [_words(cells) for _, cells in block[:at]], list(block[at:])


def _is_list(block: Sequence[NumberedRow]) -> bool:
    """Whether words down one column are names of one sort, and no notes."""
    return all(filled(cells)[:1] == list(cells[:1]) for _, cells in block) and not any(_NOTE.match(_words(cells)) for _, cells in block)


def _is_title(body: Sequence[NumberedRow], after: Sequence[NumberedRow]) -> bool:
    """Whether words down one column are the title of the wider table after them: two rows, or a unit in a row below the first."""
    if not body or any(len(filled(cells)) > 1 for _, cells in body) or not any(len(filled(cells)) > 1 for _, cells in after):
        return False
    return len(body) == 2 or any(unit_in(_words(cells)) is not None for _, cells in body[1:])


def _table(sheet: str, body: Sequence[NumberedRow], heads: int, above: tuple[str, ...], of_sheet: Unit | None) -> Table:
    left = first_filled(body)
    body = _from(left, body)
    width = max(len(cells) for _, cells in body)
    last = body[heads - 1]
    headings = [heading_of(last[1][n]) if n < len(last[1]) else "" for n in range(width)]
    below = body[heads : heads + 1] if len(body) > heads and all(map(is_unit, filled(body[heads][1]))) else ()
    for n, cell in enumerate(below[0][1] if below else ()):
        if filled([cell]) and n < width:
            headings[n] = f"{headings[n]} ({str(cell).strip().strip('()')})"
    over = [""] * width
    if heads == 2:
        first = [heading_of(body[0][1][n]) if n < len(body[0][1]) else "" for n in range(width)]
        standing = ""
        for n in range(width):
            standing = first[n] or standing
            if not headings[n]:
                headings[n] = first[n]
            elif is_year(headings[n]) or first[n] != headings[n]:
                over[n] = standing
    headings, over = _with_years(headings, over)
    if headings and not headings[0] and _are_names([cell for _, cells in body[heads:] for cell in cells[:1]]):
        headings[0] = f"Column {column_letter(left)}"  # a blank corner: names stand below it
    headings = _under_names(headings, over)
    stated = next((unit for words in reversed(above) if (unit := unit_in(words)) is not None), None)
    rows = tuple(row for row in body[heads + len(below) :] if filled(row[1]))
    units = [without_unit(words)[1] for words in over]
    units_in, said = _unit_column(rows, width)
    units.append(without_unit(said[0])[1] if len(said) == 1 else None)
    common = next((unit for unit in (*units, without_unit(headings[0])[1]) if unit is not None), None)
    unit = stated or common or of_sheet
    return Table(
        sheet, last[0], tuple(headings), rows, above, over=tuple(over), unit=unit, units_in=units_in, units=said, left=left,
        apart=may_be_apart(body[heads - 1 :]),
    )  # fmt: skip


def part_of(table: Table, first: int, end: int) -> Table:
    """Some columns of a table as a table of its own."""
    rows = tuple((number, cells[first:end]) for number, cells in table.rows if filled(cells[first:end]))
    of = replace(
        table, headings=table.headings[first:end], over=table.over[first:end], rows=rows, left=table.left + first, apart=0,
        not_worked_out=tuple((number, n - first) for number, n in table.not_worked_out if first <= n < end),
        merged=tuple(((top, a - first), (bottom, b - first)) for (top, a), (bottom, b) in table.merged if first <= a and b < end),
        hidden_columns=tuple(each for each in table.hidden_columns if each in table.headings[first:end]),
    )  # fmt: skip
    units_in, units = _unit_column(rows, end - first)
    return replace(of, units_in=units_in, units=units)


def _are_names(cells: Sequence[RawCell]) -> bool:
    return all(isinstance(cell, str) and not is_number(cell) for cell in filled(cells))


def _under_names(headings: Sequence[str], over: Sequence[str]) -> list[str]:
    """Headings such as Score and Weighted that stand under each of several names, with that name: it is the heading of the scores."""
    again = {heading for heading in headings if heading and headings.count(heading) > 1 and not is_year(heading)}
    return [
        heading if heading not in again or not above or is_year(above) else above if heading.casefold() in _SCORES else f"{above} {heading}"
        for heading, above in zip(headings, over, strict=True)
    ]


def _with_years(headings: Sequence[str], over: Sequence[str]) -> tuple[list[str], list[str]]:
    """Headings and the words over them, where a year is always a heading: that of `Revenue 2026/27`, or of 2026/27 over Revenue."""
    turned = {n: (above, heading) for n, (heading, above) in enumerate(zip(headings, over, strict=True)) if is_year(above) and heading}
    parted = {n: parts for n, heading in enumerate(headings) if n and not over[n] and (parts := _year_and_words(heading)) is not None}
    is_money = any(words.casefold() in _OF_MONEY for _, words in parted.values())
    new = {n: pair for n, pair in turned.items() if not is_year(headings[n])} | (parted if len(parted) > 1 or is_money else {})
    pairs = [new.get(n, pair) for n, pair in enumerate(zip(headings, over, strict=True))]
    return [heading for heading, _ in pairs], [above for _, above in pairs]


def _year_and_words(heading: str) -> tuple[str, str] | None:
    """The year of a heading such as `Capital 2026/27 (£000)`, with its unit, and the rest of it; nothing where it says no such thing."""
    bare, unit = without_unit(heading)
    found = _YEAR_AT_END.fullmatch(bare) or _YEAR_AT_START.fullmatch(bare)
    if found is None or is_year(heading) or not is_year(found["year"]) or found["words"].casefold() in _OF_OTHERS:
        return None
    return f"{found['year']}{heading[len(bare) :] if unit is not None else ''}", found["words"]


def _unit_column(rows: Sequence[NumberedRow], width: int) -> tuple[int | None, tuple[str, ...]]:
    """The column in which each row says its unit, one of them thousands of pounds or more, and the units that it says; else nothing."""
    for n in range(width):
        cells = [cell for _, row in rows if n < len(row) and filled([cell := row[n]])]
        if cells and all(map(is_unit, cells)):
            said = tuple(dict.fromkeys(clean(str(cell)) for cell in cells))
            if any(without_unit(each)[1] is not None for each in said):
                return n, said
    return None, ()


def _goes_on(table: Table, body: Sequence[NumberedRow]) -> bool:
    """Whether a block is more rows of the table before it, which a blank row only sets apart."""
    fits = max(len(cells) for _, cells in body) <= table.left + len(table.headings) and first_filled(body) >= table.left
    return fits and any(len(filled(cells)) > 1 for _, cells in body)


def _from(left: int, rows: Sequence[NumberedRow]) -> list[NumberedRow]:
    """Rows without the columns left of a table."""
    return [(number, cells[left:]) for number, cells in rows] if left else list(rows)
