"""One light pass over the XML of a workbook before a library reads its values: guards, and where formulas and merged cells stand.

Whatever a file holds, reading it takes no more memory than `MEMORY_CAP` beside the program's own. The library builds a tree of each part,
so what such a tree would hold is counted here first; a document type, from which entities swell, is refused. No value, text or style is
read here.
"""

from __future__ import annotations

import itertools
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from desktop.errors import KnownTrouble
from desktop.operations.workbook.package import MOST_CELLS, MOST_ELEMENTS, MOST_TEXT, too_large, too_long, unreadable

LAST_ROW, LAST_COLUMN = 100_000, 400

#: A cell's row, counted from 1, and its column, counted from 0.
Cell = tuple[int, int]
_Attributes = dict[str, str]

_PIECE, _LONGEST, _LONGEST_ROW_TAG = 64 * 1024, 1024 * 1024, 2_000
_MOST_HELD = 32 * 1024 * 1024
_MOST_DEEP, _MOST_IN_WHOLE, _MOST_IN_ROW, _MOST_IN_PLAIN = 100, 150_000, 150_000, 350_000
_LAST_ROW_OF_ALL = 1_048_576
#: What a part may hold that only its XML tells: another encoding, a document type, prefixes of the elements, formulas, merged cells.
_TELLING = (
    b"\0",
    b"<!",
    b":c",
    b":v",
    b":is",
    b":row",
    b":f",
    b"<f>",
    b"<f ",
    b"<f/",
    b"<mergeCell ",
    b'hidden="1"',
    b'hidden="true"',
    b"hidden='",
)
_PLAIN_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_DIGITS = "0123456789"

_TYPES, _BOOK, _RELATIONS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OTHERS = ("docProps/core.xml", "docProps/custom.xml", "xl/styles.xml", "xl/theme/theme1.xml")
_STRICT = "http://purl.oclc.org/ooxml/"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_CELL, _VALUE, _ROW, _FORMULA, _MERGED, _COLUMN = (_MAIN + name for name in ("c", "v", "row", "f", "mergeCell", "col"))
_INLINE, _TEXT, _STRING = (_MAIN + name for name in ("is", "t", "si"))
_HOLDS, _WORDS = (_VALUE, _INLINE), (_VALUE, _TEXT)
#: Where a row and a shared text stand: `worksheet/sheetData/row` and `sst/si`, never within another.
_DEEP = {_ROW: 3, _STRING: 2}


@dataclass(slots=True)
class ScannedSheet:
    """What a sheet's own part says of its cells: the last row that holds any, the formulas with and without a value, what is merged."""

    last: int = 0
    formulas: list[Cell] = field(default_factory=list)
    not_worked_out: list[Cell] = field(default_factory=list)
    merged: list[tuple[Cell, Cell]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last of each run of columns, counted from 0."""


@dataclass(slots=True)
class _Room:
    """How many more cells and characters a workbook may hold before it is no case."""

    cells: int = MOST_CELLS
    text: int = MOST_TEXT
    plain: int = MOST_TEXT
    """How many bytes of parts may still go unparsed: of a part that is plainly harmless."""


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


def scan(path: Path, package: zipfile.ZipFile, going_on: Callable[[], object] | None = None) -> dict[str, ScannedSheet]:
    """Each sheet of an open package by its name, once nothing that a library will read of it is more than it should be.

    `going_on` is called now and then, and may raise to stop. Raises KnownTrouble; ExpatError and what `zipfile` raises for no workbook.
    """
    return _Package(path, package, going_on).scan()


class _Package:
    """The parts of an open package, read one at a time and in pieces."""

    def __init__(self, path: Path, package: zipfile.ZipFile, going_on: Callable[[], object] | None) -> None:
        self.path = path
        self._package, self._going_on = package, going_on
        self._names = set(package.namelist())
        self._hidden: set[str] = set()
        self._room = _Room()

    def scan(self) -> dict[str, ScannedSheet]:
        if not {_TYPES, _BOOK, _RELATIONS} <= self._names:
            raise unreadable(self.path)
        targets = dict(self._targets())
        sheets = self._sheets({key: part for key, (kind, part) in targets.items() if "chartsheet" not in kind})
        related = {part for _, part in targets.values() if part in self._names} | {part for part in _OTHERS if part in self._names}
        if any("chartsheet" in kind for kind, _ in targets.values()):
            # of the drawings on a sheet that is one chart the library reads whatever they name
            related |= {part for part in self._names if part.endswith((".xml", ".vml"))}
        strings = self._strings()
        if strings is not None and strings not in related:
            raise unreadable(self.path)
        if strings is not None and self._plain(strings) is None:
            self._read(strings, _Scan(self.path, "", self._room, _STRING))
        for part in (related | {part for part in self._names if part.endswith(".rels")}) - set(sheets.values()) - {strings}:
            self._read(part, _Whole(self.path))
        scanned_sheets = {}
        for name, part in sheets.items():
            plain = self._plain(part)
            if plain is not None:
                scanned_sheets[name] = plain
                continue
            scanned = _Scan(self.path, name, self._room, _ROW)
            self._read(part, scanned)
            scanned_sheets[name] = scanned.sheet
        for name in self._hidden & scanned_sheets.keys():
            scanned_sheets[name].hidden = True
        return scanned_sheets

    def _plain(self, part: str) -> ScannedSheet | None:
        """A part of which bytes alone tell that it is small and holds no more than rows of values, or texts; most parts are such.

        None for one that must be parsed to know: every guard then holds again in full.
        """
        size = self._package.getinfo(part).file_size
        if size > self._room.plain:
            return None
        content = self._package.read(part)
        if content.count(b"<") - content.count(b"</") > _MOST_IN_PLAIN or any(each in content for each in _TELLING):
            return None
        rows = [int(number) for number in _PLAIN_ROW.findall(content)]
        if len(rows) != content.count(b"<row") or any(first >= second for first, second in itertools.pairwise((0, *rows))):
            return None
        cells = content.count(b"<v>") + content.count(b"<is>")
        if (rows and rows[-1] > LAST_ROW) or cells > self._room.cells:
            return None
        self._room.plain -= size
        self._room.cells -= cells
        if self._going_on is not None:
            self._going_on()
        return ScannedSheet(rows[-1] if rows else 0)

    def _targets(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """The kind and the part of each relation of the workbook, by its key."""
        for _, given in self._elements(_RELATIONS):
            kind, target = given.get("Type", ""), given.get("Target", "")
            if kind.startswith(_STRICT):
                raise KnownTrouble(
                    f"{self.path.name} is in the Strict form of .xlsx. Open it in Excel, save it as Excel Workbook (.xlsx) "
                    "and import it again."
                )
            if given.get("TargetMode") == "External":
                if target in self._names:
                    raise unreadable(self.path)
                continue
            yield given.get("Id", ""), (kind, posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))

    def _sheets(self, targets: dict[str, str]) -> dict[str, str]:
        """The part of each sheet by the sheet's name."""
        parts: dict[str, str] = {}
        self._hidden = set()
        for tag, given in self._elements(_BOOK):
            if tag.rpartition(" ")[2] == "sheet":
                name = given.get("name", "")
                key = next((value for each, value in given.items() if each.endswith(" id")), "")
                if name in parts:
                    raise unreadable(self.path)
                if given.get("state", "visible") != "visible":
                    self._hidden.add(name)
                if targets.get(key) in self._names:
                    parts[name] = targets[key]
        return parts

    def _strings(self) -> str | None:
        """The part of the texts that cells share. Raises KnownTrouble where the workbook is another part than the one that was read."""
        strings_part = None
        for _, given in self._elements(_TYPES):
            kind, part = given.get("ContentType", ""), given.get("PartName", "").removeprefix("/")
            if kind.endswith(".sharedStrings+xml") and part:
                strings_part = strings_part or part
            elif kind.endswith(".main+xml") and part not in ("", _BOOK):
                raise unreadable(self.path)
        return strings_part

    def _elements(self, part: str) -> list[tuple[str, _Attributes]]:
        """Every element of one of the parts that say where the others are."""
        whole = _Whole(self.path)
        self._read(part, whole)
        return whole.elements

    def _read(self, part: str, scanned: _Scan | _Whole) -> None:
        reader = expat.ParserCreate(namespace_separator=" ")
        reader.buffer_text = True
        reader.StartElementHandler, reader.EndElementHandler = scanned.start, scanned.end
        reader.CharacterDataHandler = scanned.text
        reader.StartDoctypeDeclHandler = self._refuse
        scanned.at = lambda: reader.CurrentByteIndex
        given = 0
        with self._package.open(part) as file:
            while piece := file.read(_PIECE):
                reader.Parse(piece, False)
                given += len(piece)
                if given - reader.CurrentByteIndex > _LONGEST or given - scanned.let_go > _MOST_HELD:
                    raise unreadable(self.path)
                if self._going_on is not None:
                    self._going_on()
            reader.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise unreadable(self.path)


class _Whole:
    """Told of each element of a part that the library reads whole: a small one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.elements: list[tuple[str, _Attributes]] = []
        self.at: Callable[[], int] = int
        self.let_go = 0
        self._deep = 0

    def start(self, tag: str, given: _Attributes) -> None:
        """An element begins."""
        self._deep += 1
        self.elements.append((tag, given))
        if self._deep > _MOST_DEEP or len(self.elements) > _MOST_IN_WHOLE:
            raise unreadable(self.path)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._deep -= 1

    def text(self, data: str) -> None:
        """Text of such a part is no longer than the part, which is held to `_MOST_HELD`."""


class _Scan:
    """Told of each element of a sheet, or of the texts that cells share, and written for speed.

    `held` counts the elements that a tree would hold at this moment, when each `unit` (a row, or a text) is emptied as soon as it is read;
    `let_go` the bytes that went with them.
    """

    __slots__ = (
        "at",
        "began",
        "column",
        "columns",
        "deep",
        "formula",
        "held",
        "kept",
        "kind",
        "lasting",
        "length",
        "let_go",
        "name",
        "open",
        "path",
        "room",
        "row",
        "sheet",
        "unit",
        "units",
    )  # fmt: skip

    def __init__(self, path: Path, name: str, room: _Room, unit: str) -> None:
        self.path, self.name, self.room, self.unit = path, name, room, unit
        self.sheet = ScannedSheet()
        self.at: Callable[[], int] = int
        self.columns: dict[str, int] = {}
        self.open = self.kind = ""
        self.row = self.deep = self.held = self.lasting = self.units = self.began = self.let_go = self.length = 0
        self.column = -1
        self.formula = self.kept = False

    def start(self, tag: str, given: _Attributes) -> None:
        """An element begins."""
        self.open = tag
        self.held += 1
        self.deep += 1
        if tag == _CELL:
            self.formula = self.kept = False
            self.kind = given.get("t", "n")
            self.column = self._column(given["r"]) if "r" in given else self.column + 1
        elif tag in _HOLDS:
            self._hold()
        elif tag == _ROW:
            self._begin(given)
        elif tag == _FORMULA:
            self.formula = True
        elif tag == _COLUMN:
            if _is_hidden(given) and len(self.sheet.hidden_columns) < LAST_COLUMN:
                self.sheet.hidden_columns.append((int(given.get("min", 1)) - 1, int(given.get("max", 1)) - 1))
        elif tag == _STRING:
            self._unit(_STRING)
        elif tag == _MERGED:
            place = _range(given.get("ref", ""))
            if place is not None and len(self.sheet.merged) < LAST_ROW:
                self.sheet.merged.append(place)
        if self.held - self.lasting > _MOST_IN_ROW and self.lasting:
            raise unreadable(self.path)
        if self.held > MOST_ELEMENTS:
            raise too_long(self.path) if self.units > MOST_ELEMENTS // 2 else unreadable(self.path)
        if self.deep > _MOST_DEEP:
            raise unreadable(self.path)

    def _column(self, place: str) -> int:
        letters = place.rstrip(_DIGITS)
        index = self.columns.get(letters)
        if index is None:
            if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
                raise unreadable(self.path)
            index = self.columns[letters] = column_index(letters.upper())
        return index

    def _begin(self, given: _Attributes) -> None:
        before, self.row = self.row, int(given.get("r", self.row + 1))
        if not before < self.row <= _LAST_ROW_OF_ALL or sum(map(len, given.values())) > _LONGEST_ROW_TAG:
            raise unreadable(self.path)
        if _is_hidden(given) and self.row <= LAST_ROW:
            self.sheet.hidden_rows.append(self.row)
        self.column = -1
        self._unit(_ROW)

    def _unit(self, tag: str) -> None:
        if tag == self.unit:
            if self.deep != _DEEP[tag]:
                raise unreadable(self.path)
            self.units += 1
            self.lasting, self.began = self.held, self.at()

    def _hold(self) -> None:
        if self.row > LAST_ROW:
            raise past(self.name, self.row, self.column)
        self.sheet.last = self.row
        self.room.cells -= 1
        if self.room.cells < 0:
            raise too_large(self.path)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.deep -= 1
        self.open = ""
        self.length = 0
        if tag == _CELL:
            if self.formula:
                self._worked_out()
        elif tag == self.unit:
            self.held = self.lasting
            self.let_go += self.at() - self.began

    def _worked_out(self) -> None:
        if self.kept:
            self.sheet.formulas.append((self.row, self.column))
        elif self.kind != "str":
            self.sheet.not_worked_out.append((self.row, self.column))

    def text(self, data: str) -> None:
        """Text stands within an element."""
        self.length += len(data)
        if self.length > _LONGEST:
            raise unreadable(self.path)
        if self.open in _WORDS:
            self.kept = True
            self.room.text -= len(data)
            if self.room.text < 0:
                raise too_large(self.path)


def _is_hidden(given: _Attributes) -> bool:
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
