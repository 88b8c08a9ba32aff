"""Reading the parts of a workbook's package warily, each once, in pieces, and without a tree of it.

Whatever a file holds, reading it takes no more memory than `MEMORY_CAP` beside the program's own. A document type, from which entities
swell, is refused.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol
from xml.parsers import expat

from desktop.operations.workbook.number_formats import Attributes, CellFormats, StyleReader
from desktop.operations.workbook.package import unreadable
from desktop.operations.workbook.sheet_rows import Room, RowReader, ScannedSheet, TextReader

_PIECE, _LONGEST, _MOST_HELD = 64 * 1024, 1024 * 1024, 32 * 1024 * 1024
_MOST_DEEP, _MOST_IN_WHOLE, _MOST_NAMES = 100, 150_000, 10_000

_BOOK = "xl/workbook.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_OF_BOOK, _SHEET = _MAIN + "workbookPr", _MAIN + "sheet"
_HIDDEN = ("hidden", "veryHidden")
#: In Excel's Strict form parts go by other names, and hold the same.
_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_MAIN = f"{_STRICT}spreadsheetml/main "


class _Reader(Protocol):
    """Told of each element of a part as it is parsed. `deep` is how many are open."""

    deep: int

    def start(self, tag: str, given: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, data: str) -> None: ...


def scan(path: Path, file: BinaryIO, going_on: Callable[[], object] | None = None) -> dict[str, ScannedSheet]:
    """Each sheet of an open workbook by its name, in their order.

    `going_on` is called now and then, and may raise to stop. Raises KnownTrouble, ExpatError and what `zipfile` raises for no workbook.
    """
    with zipfile.ZipFile(file) as package:
        return _Package(path, package, going_on).scan()


class _Relation(NamedTuple):
    """One part as another names it: by its key there, what kind it is of, and which part it is."""

    key: str
    kind: str
    part: str


class _Package:
    """The parts of an open package, read one at a time and in pieces. Their names are told apart without regard to case."""

    def __init__(self, path: Path, package: zipfile.ZipFile, going_on: Callable[[], object] | None) -> None:
        self.path = path
        self._package, self._going_on = package, going_on
        self._parts = {_folded(name): name for name in package.namelist()}
        self._hidden: set[str] = set()
        self._from_1904 = self._is_strict = False
        self._room = Room()

    def scan(self) -> dict[str, ScannedSheet]:
        """Every sheet by its name. Parts that say nothing of cells, such as links and printers, are left unread."""
        book = next((each.part for each in self._relations("_rels/.rels", "") if each.kind == "officeDocument"), _BOOK)
        folder, _, own = book.rpartition("/")
        related = list(self._relations(f"{folder}/_rels/{own}.rels", folder))
        texts, styles = TextReader(self.path, self._room), StyleReader(self.path)
        sheets = self._sheets(book, {each.key: each for each in related})
        for kind, part in ((each.kind, each.part) for each in related if self._has(each.part)):
            if kind in ("sharedStrings", "styles"):
                self._read(part, texts if kind == "sharedStrings" else styles)
            elif part not in sheets.values() and part.endswith(".xml"):
                self._read(part, None)  # nothing is kept of it, and entities are refused wherever they stand
        formats = CellFormats(styles.of_cells, styles.codes, from_1904=self._from_1904)
        scanned = {}
        for name, part in sheets.items():
            rows = RowReader(self.path, name, self._room, texts.texts, formats)
            self._read(part, rows)
            rows.sheet.hidden = name in self._hidden
            scanned[name] = rows.sheet
        return scanned

    def _has(self, part: str) -> bool:
        return _folded(part) in self._parts

    def _relations(self, part: str, folder: str) -> Iterator[_Relation]:
        """What a part of relations says of the parts of this package, in its order; nothing where there is no such part."""
        for _, given in self._elements(part) if self._has(part) else ():
            kind, target = given.get("Type", ""), given.get("Target", "")
            self._is_strict |= kind.startswith(_STRICT)
            if target and given.get("TargetMode") != "External":
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield _Relation(given.get("Id", ""), kind.rpartition("/")[2], place)

    def _sheets(self, book: str, related: dict[str, _Relation]) -> dict[str, str]:
        """The part of each sheet of cells by the sheet's name. Of the workbook it is kept which are hidden, and when its days begin."""
        parts: dict[str, str] = {}
        for tag, given in self._elements(book):
            if tag == _OF_BOOK:
                self._from_1904 = given.get("date1904") in ("1", "true")
            elif tag == _SHEET:
                name = given.get("name", "")
                to = related.get(next((value for each, value in given.items() if each.endswith(" id")), ""))
                if name in parts or to is None:
                    raise unreadable(self.path)
                if given.get("state") in _HIDDEN:
                    self._hidden.add(name)
                if to.kind == "worksheet":
                    parts[name] = to.part
        return parts

    def _elements(self, part: str) -> list[tuple[str, Attributes]]:
        """Every element of one of the parts that say where the others are."""
        whole = _Whole(self.path)
        if self._package.getinfo(self._parts[_folded(part)]).file_size > _MOST_HELD:
            raise unreadable(self.path)
        self._read(part, whole)
        return whole.elements

    def _read(self, part: str, scanned: _Reader | None) -> None:
        """Read a part, and tell a reader of it where there is one. Raises LookupError for a part that is not there."""
        reader = expat.ParserCreate(namespace_separator=" ")
        reader.buffer_text = True
        if scanned is not None:
            start, end = scanned.start, scanned.end
            reader.StartElementHandler, reader.EndElementHandler = start, end
            if self._is_strict:
                reader.StartElementHandler = lambda tag, given: start(tag.replace(_STRICT_MAIN, _MAIN), given)
                reader.EndElementHandler = lambda tag: end(tag.replace(_STRICT_MAIN, _MAIN))
            reader.CharacterDataHandler = scanned.text
        reader.StartDoctypeDeclHandler = self._refuse
        given = 0
        with self._package.open(self._parts[_folded(part)]) as file:
            while piece := file.read(_PIECE):
                reader.Parse(piece, False)
                given += len(piece)
                # a name is kept for as long as a part is read, however many rows have gone by
                if (
                    given - reader.CurrentByteIndex > _LONGEST
                    or (scanned and scanned.deep > _MOST_DEEP)
                    or len(reader.intern) > _MOST_NAMES
                ):
                    raise unreadable(self.path)
                if self._going_on is not None:
                    self._going_on()
            reader.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise unreadable(self.path)


def _folded(part: str) -> str:
    """The name of a part as it is compared: some programs write it in capitals, or with the other slash."""
    return part.replace("\\", "/").lstrip("/").casefold()


class _Whole:
    """Told of each element of a part that is kept whole: a small one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.elements: list[tuple[str, Attributes]] = []
        self.deep = 0

    def start(self, tag: str, given: Attributes) -> None:
        """An element begins."""
        self.deep += 1
        self.elements.append((tag, given))
        if self.deep > _MOST_DEEP or len(self.elements) > _MOST_IN_WHOLE:
            raise unreadable(self.path)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.deep -= 1

    def text(self, data: str) -> None:
        """Text of such a part is no longer than the part, which is held to `_MOST_HELD`."""
