"""The sheets of a workbook in one pass: values as Excel keeps them, and which cells are formulas or merged."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from desktop.errors import KnownTrouble
from desktop.operations.cell_formats import Shown, as_shown
from desktop.operations.columns import RawCell
from desktop.operations.package import MOST_CELLS, MOST_TEXT, Attributes, Parts, too_large, unreadable

LAST_ROW, LAST_COLUMN = 100_000, 400
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"

#: A cell's row, counted from 1, and its column, counted from 0.
Cell = tuple[int, int]
ReadRows = list[tuple[int, tuple[RawCell, ...]]]


@dataclass(slots=True)
class SheetCells:
    """What one part holds: each row that holds anything, the formulas with and without a value kept, and the ranges that are merged."""

    rows: ReadRows
    formulas: tuple[Cell, ...]
    not_worked_out: tuple[Cell, ...]
    merged: tuple[tuple[Cell, Cell], ...]


@dataclass(slots=True)
class Room:
    """How many more cells and characters a workbook may hold before it is no case."""

    cells: int = MOST_CELLS
    text: int = MOST_TEXT


def column_letter(index: int) -> str:
    """The letter over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def column_index(letters: str) -> int:
    """The column under a letter: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def read_strings(parts: Parts, room: Room) -> list[str]:
    """The texts that cells refer to by number; what is said aloud beside Japanese text is left out."""
    part = parts.target("sharedStrings")
    if part is None:
        return []
    found: list[str] = []
    text: list[str] = []
    pieces: list[str] = []
    aside = 0

    def start(tag: str, given: Attributes) -> None:
        nonlocal aside
        name = tag.rpartition(":")[2]
        if name == "rPh":
            aside += 1
        elif name == "si":
            pieces.clear()
        text.clear()

    def end(tag: str) -> None:
        nonlocal aside
        name = tag.rpartition(":")[2]
        if name == "t" and not aside:
            pieces.extend(text)
        elif name == "rPh":
            aside -= 1
        elif name == "si":
            whole = _unescaped("".join(pieces))
            room.text -= len(whole) + 1
            if room.text < 0 or len(found) >= MOST_CELLS:
                raise too_large(parts.path)
            found.append(whole)
        text.clear()

    parts.read(part, start, end, text)
    return found


def read_sheet(
    parts: Parts, part: str, name: str, strings: list[str], formats: tuple[Shown, ...], from_1904: bool, room: Room
) -> SheetCells:
    """Every cell of one sheet. Raises KnownTrouble where it is larger than any case, or makes no sense."""
    reader = _Reader(parts, name, strings, formats, from_1904, room)
    parts.read(part, reader.start, reader.end, reader.text)
    return SheetCells(reader.rows, tuple(reader.formulas), tuple(reader.not_worked_out), tuple(reader.merged))


class _Reader:
    """Told of each element in turn. Written for speed: the names of elements are compared whole, whatever comes before their colon."""

    __slots__ = (
        "aside", "c", "column", "columns", "f", "formats", "formula", "formulas", "from_1904", "inline", "kept", "kind", "merged",
        "name", "not_worked_out", "parts", "plain", "room", "row", "row_number", "row_tag", "rows", "strings", "style", "t", "text", "v",
    )  # fmt: skip

    def __init__(self, parts: Parts, name: str, strings: list[str], formats: tuple[Shown, ...], from_1904: bool, room: Room) -> None:
        self.parts, self.name, self.strings, self.formats, self.from_1904, self.room = parts, name, strings, formats, from_1904, room
        self.rows: ReadRows = []
        self.formulas: list[Cell] = []
        self.not_worked_out: list[Cell] = []
        self.merged: list[tuple[Cell, Cell]] = []
        self.text: list[str] = []
        self.inline: list[str] = []
        self.columns: dict[str, int] = {}
        self.plain = {"", *(str(number) for number, shown in enumerate(formats) if shown is Shown.NUMBER)}
        self.row: list[RawCell] = []
        self.row_number, self.column, self.aside = 0, -1, 0
        self.kind = self.style = self.kept = ""
        self.formula = False
        self.c, self.v, self.t, self.f, self.row_tag = "c", "v", "t", "f", "row"

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        if tag == self.c:
            self.kept, self.formula = "", False
            self.kind, self.style = given.get("t", "n"), given.get("s", "")
            self.column = self._column(given.get("r"))
            self.inline.clear()
        elif tag == self.row_tag:
            before, self.row_number = self.row_number, int(given.get("r", self.row_number + 1))
            if self.row_number <= before:
                raise unreadable(self.parts.path)
            self.column, self.row = -1, []
        elif tag == self.f:
            self.formula = True
        elif tag != self.v:
            self._start_other(tag, given)
        self.text.clear()

    def _start_other(self, tag: str, given: Attributes) -> None:
        prefix, colon, plain = tag.rpartition(":")
        if plain == "worksheet" and colon:
            self.c, self.v, self.t, self.f, self.row_tag = (f"{prefix}:{each}" for each in ("c", "v", "t", "f", "row"))
        elif plain == "mergeCell":
            place = _range(given.get("ref", ""))
            if place is not None and len(self.merged) < LAST_ROW:
                self.merged.append(place)
        elif plain == "rPh":
            self.aside += 1

    def _column(self, place: str | None) -> int:
        if place is None:
            return self.column + 1
        letters = place.rstrip(_DIGITS)
        found = self.columns.get(letters)
        if found is None:
            if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
                raise unreadable(self.parts.path)
            found = self.columns[letters] = column_index(letters.upper())
        return found

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == self.v:
            self.kept = self.text[0] if len(self.text) == 1 else "".join(self.text)
        elif tag == self.c:
            if self.kept or self.inline:
                self._put(self._value())
            elif self.formula and self.kind != "str":
                self.not_worked_out.append((self.row_number, self.column))
        elif tag == self.row_tag:
            if self.row:
                if self.row_number > LAST_ROW:
                    raise _past(self.name, self.row_number, next(n for n, value in enumerate(self.row) if value is not None))
                self.rows.append((self.row_number, tuple(self.row)))
        elif tag == self.t:
            if not self.aside:
                self.inline.extend(self.text)
        elif tag.rpartition(":")[2] == "rPh":
            self.aside -= 1
        self.text.clear()

    def _value(self) -> RawCell:
        kind, kept = self.kind, self.kept
        if kind == "s":
            return self.strings[int(kept)]
        if kind == "n":
            number = float(kept) if "." in kept or "E" in kept or "e" in kept or len(kept) > 18 else int(kept)
            return number if self.style in self.plain else self._as_shown(number)
        if kind == "b":
            return kept in ("1", "true")
        if kind == "d":
            return datetime.datetime.fromisoformat(kept.removesuffix("Z")).replace(tzinfo=None)
        # text in its place, text that a formula came to, or the name of what went wrong in one
        value = _unescaped("".join(self.inline) if kind == "inlineStr" else kept)
        self.room.text -= len(value)
        return value

    def _as_shown(self, number: int | float) -> RawCell:
        at = int(self.style)
        return as_shown(number, self.formats[at], self.from_1904) if at < len(self.formats) else number

    def _put(self, value: RawCell) -> None:
        if self.formula:
            self.formulas.append((self.row_number, self.column))
        if value == "":
            return
        room, row, column = self.room, self.row, self.column
        room.cells -= 1
        if room.cells < 0 or room.text < 0:
            raise too_large(self.parts.path)
        if column >= LAST_COLUMN:
            raise _past(self.name, self.row_number, column)
        short = column - len(row)
        if short == 0:
            row.append(value)
        elif short > 0:
            row.extend([None] * short)
            row.append(value)
        else:
            row[column] = value


def _past(sheet: str, row: int, column: int) -> KnownTrouble:
    return KnownTrouble(
        f"{sheet}, row {row}, column {column_letter(column)}: something stands past row {LAST_ROW:,} or column "
        f"{column_letter(LAST_COLUMN - 1)}. Delete what is not the case and save it again."
    )


def _range(reference: str) -> tuple[Cell, Cell] | None:
    """The first and the last cell of `A1:B2`; None for one that makes no sense."""
    first, _, last = reference.replace("$", "").partition(":")
    found = []
    for place in (first, last or first):
        letters = place.rstrip(_DIGITS)
        digits = place[len(letters) :]
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3 and digits and len(digits) <= 7):
            return None
        found.append((int(digits), column_index(letters)))
    return found[0], found[1]


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold stand in a workbook as `_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
