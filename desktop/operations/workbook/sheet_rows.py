"""The rows of a sheet and the texts that its cells share, read from their XML as it is parsed, so that no tree of it is ever built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import KnownTrouble
from desktop.operations.records.columns import RawCell, ShownError
from desktop.operations.workbook.number_formats import Attributes, CellFormats
from desktop.operations.workbook.package import MOST_CELLS, MOST_ELEMENTS, MOST_TEXT, too_large, too_long, unreadable

LAST_ROW, LAST_COLUMN = 100_000, 400

#: A cell's row, counted from 1, and its column, counted from 0.
Cell = tuple[int, int]

_LONGEST = 1024 * 1024
_LAST_ROW_OF_ALL = 1_048_576
_DIGITS = "0123456789"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_CELL, _VALUE, _ROW, _FORMULA, _MERGED, _COLUMN = (_MAIN + name for name in ("c", "v", "row", "f", "mergeCell", "col"))
_INLINE, _TEXT, _STRING, _ALOUD, _RUN, _PLACED = (_MAIN + name for name in ("is", "t", "si", "rPh", "r", "vertAlign"))
#: Digits that are set above the line, as the mark of a note is: 12.5 with a raised 1 is not 12.51.
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_HOLDS = (_VALUE, _INLINE)
#: How Excel writes a character that XML cannot hold, and one that would be taken for such an escape.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class ScannedSheet:
    """What a sheet's own part says: its rows that hold anything, the formulas with and without a value, what is merged and hidden."""

    rows: list[tuple[int, tuple[RawCell, ...]]] = field(default_factory=list)
    formulas: list[Cell] = field(default_factory=list)
    not_worked_out: list[Cell] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each run of columns, counted from 0."""


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


def past(sheet: str, row: int, column: int) -> KnownTrouble:
    """What is said of a cell where no case has any; the column is counted from 0."""
    return KnownTrouble(
        f"{sheet}, row {row}, column {column_letter(column)}: something stands past row {LAST_ROW:,} or column "
        f"{column_letter(LAST_COLUMN - 1)}. Delete what is not the case and save it again."
    )


def unescaped(text: str) -> str:
    """Text without Excel's own escapes: `_x000D_` is the end of a line."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class TextReader:
    """Told of each element of the texts that cells share; `texts` are those, how they are read aloud left out."""

    __slots__ = ("_aloud", "_is_raised", "_is_text", "_length", "_path", "_room", "_said", "deep", "texts")

    def __init__(self, path: Path, room: Room) -> None:
        self._path, self._room = path, room
        self.texts: list[str] = []
        self._said: list[str] = []
        self._length = self.deep = 0
        self._is_text = self._aloud = self._is_raised = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        self.deep += 1
        if tag == _PLACED:
            self._is_raised = given.get("val") == "superscript"
        self._is_text = tag == _TEXT and not self._aloud
        if tag == _ALOUD:
            self._aloud = True
        elif tag == _STRING:
            if self.deep != 2:  # `sst/si`, never within another
                raise unreadable(self._path)
            self._said, self._length = [], 0

    def end(self, tag: str) -> None:
        """An element ends."""
        self.deep -= 1
        self._is_text = False
        if tag == _STRING:
            self.texts.append(unescaped("".join(self._said)))
            if len(self.texts) > MOST_ELEMENTS:
                raise too_long(self._path)
        elif tag == _ALOUD:
            self._aloud = False
        elif tag == _RUN:
            self._is_raised = False

    def text(self, data: str) -> None:
        """Text stands within an element."""
        if self._is_text:
            self._said.append(data.translate(_RAISED) if self._is_raised else data)
            self._length += len(data)
            self._room.text -= len(data)
            if self._room.text < 0:
                raise too_large(self._path)
            if self._length > _LONGEST:
                raise unreadable(self._path)


class RowReader:
    """Told of each element of a sheet, and written for speed: `sheet` is what has been read so far."""

    __slots__ = (
        "_aloud", "_cells", "_column", "_columns", "_formats", "_formula", "_kind", "_name", "_open", "_path", "_room", "_row", "_rows",
        "_style", "_texts", "_value", "deep", "sheet",
    )  # fmt: skip

    def __init__(self, path: Path, name: str, room: Room, texts: Sequence[str], formats: CellFormats) -> None:
        self._path, self._name, self._room, self._texts, self._formats = path, name, room, texts, formats
        self.sheet = ScannedSheet()
        self._columns: dict[str, int] = {}
        self._cells: list[RawCell] = []
        self._open = self._kind = self._style = self._value = ""
        self._row = self._rows = self.deep = 0
        self._column = -1
        self._formula = self._aloud = False

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        self._open = tag
        self.deep += 1
        if tag == _CELL:
            self._value = ""
            self._formula = False
            self._kind = given.get("t", "n")
            self._style = given.get("s", "0")
            self._column = self._column_of(given["r"]) if "r" in given else self._column + 1
        elif tag in _HOLDS:
            self._hold()
        elif tag == _ROW:
            self._begin(given)
        elif tag == _FORMULA:
            self._formula = True
        else:
            self._beside(tag, given)

    def _beside(self, tag: str, given: Attributes) -> None:
        """What stands beside the values: what is hidden, what is merged, and how a text is read aloud."""
        if self.deep == 1 and not tag.startswith(_MAIN):
            raise unreadable(self._path)  # in names that nobody knows here, it would read as empty
        if tag == _COLUMN:
            if _is_hidden(given) and len(self.sheet.hidden_columns) < LAST_COLUMN:
                self.sheet.hidden_columns.append((int(given.get("min", 1)) - 1, int(given.get("max", 1)) - 1))
        elif tag == _ALOUD:
            self._aloud = True
        elif tag == _MERGED:
            place = _range(given.get("ref", ""))
            if place is not None and len(self.sheet.merged) < LAST_ROW:
                self.sheet.merged.append(place)

    def _column_of(self, place: str) -> int:
        letters = place.rstrip(_DIGITS)
        index = self._columns.get(letters)
        if index is None:
            if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
                raise unreadable(self._path)
            index = self._columns[letters] = column_index(letters.upper())
        return index

    def _begin(self, given: Attributes) -> None:
        before, self._row = self._row, int(given.get("r", self._row + 1))
        if not before < self._row <= _LAST_ROW_OF_ALL or self.deep != 3:  # `worksheet/sheetData/row`, never within another
            raise unreadable(self._path)
        self._rows += 1
        if self._rows > MOST_ELEMENTS:
            raise too_long(self._path)
        if _is_hidden(given) and self._row <= LAST_ROW:
            self.sheet.hidden_rows.append(self._row)
        self._column = -1
        self._cells = []

    def _hold(self) -> None:
        if self._row > LAST_ROW:
            raise past(self._name, self._row, self._column)
        self._room.cells -= 1
        if self._room.cells < 0:
            raise too_large(self._path)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.deep -= 1
        self._open = ""
        if tag == _CELL:
            if self._value:
                self._put(self._read())
            if self._formula:
                self._worked_out()
        elif tag == _ROW:
            if self._cells:
                self.sheet.rows.append((self._row, tuple(self._cells)))
                self._cells = []
        elif tag == _ALOUD:
            self._aloud = False

    def _read(self) -> RawCell:
        kind, value = self._kind, self._value
        if kind == "s":
            return self._texts[int(value)]
        if kind == "n":
            number = float(value) if "." in value or "E" in value or "e" in value else int(value)
            shows = self._formats[self._style]
            return number if shows is None else shows(number)
        if kind == "b":
            return bool(int(value))
        if kind == "d":
            return self._formats.day(value)
        return ShownError(value) if kind == "e" else unescaped(value)

    def _put(self, value: RawCell) -> None:
        """Put a value in its column. Blank ones are left to be filled in by the next that is none, so that a row ends with a value."""
        if value is None or value == "":
            return
        cells, column = self._cells, self._column
        if column >= LAST_COLUMN:
            raise past(self._name, self._row, column)
        if column == len(cells):
            cells.append(value)
        elif column > len(cells):
            cells += [None] * (column - len(cells))
            cells.append(value)
        else:
            cells[column] = value

    def _worked_out(self) -> None:
        if self._value:
            self.sheet.formulas.append((self._row, self._column))
        elif self._kind != "str":
            self.sheet.not_worked_out.append((self._row, self._column))

    def text(self, data: str) -> None:
        """Text stands within an element."""
        if self._open == (_TEXT if self._kind == "inlineStr" else _VALUE) and not self._aloud:
            self._value += data
            self._room.text -= len(data)
            if self._room.text < 0:
                raise too_large(self._path)
            if len(self._value) > _LONGEST:
                raise unreadable(self._path)


def _is_hidden(given: Attributes) -> bool:
    return given.get("hidden") in ("1", "true")


def _range(reference: str) -> tuple[Cell, Cell] | None:
    """The first and the last cell of `A1:B2`; None for one that makes no sense."""
    first, _, last = reference.replace("$", "").partition(":")
    corners = []
    for place in (first, last or first):
        letters = place.rstrip(_DIGITS)
        digits = place[len(letters) :]
        if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3 and digits and len(digits) <= 7):
            return None
        corners.append((int(digits), column_index(letters)))
    return corners[0], corners[1]
