"""Reading the parts of a workbook's package warily, each once, in pieces, and without a tree of it.

Whatever a file holds, reading it takes no more memory than `MEMORY_CAP` beside the program's own. A document type, from which entities
swell, is refused. A library reads but what says where the parts are and the number formats, once they are known to be small.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol
from xml.parsers import expat

from desktop.errors import KnownTrouble
from desktop.operations.workbook.number_formats import CellFormats
from desktop.operations.workbook.package import unreadable
from desktop.operations.workbook.sheet_rows import Attributes, Room, RowReader, ScannedSheet, TextReader

_PIECE, _LONGEST, _MOST_HELD = 64 * 1024, 1024 * 1024, 32 * 1024 * 1024
_MOST_DEEP, _MOST_IN_WHOLE, _MOST_NAMES = 100, 150_000, 10_000

_TYPES, _BOOK, _RELATIONS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OTHERS = ("docProps/core.xml", "docProps/custom.xml", "xl/styles.xml", "xl/theme/theme1.xml")
_STRICT = "http://purl.oclc.org/ooxml/"


class _Reader(Protocol):
    """Told of each element of a part as it is parsed. `deep` is how many are open."""

    deep: int

    def start(self, tag: str, given: Attributes) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, data: str) -> None: ...


def scan(path: Path, file: BinaryIO, going_on: Callable[[], object] | None = None) -> dict[str, ScannedSheet]:
    """Each sheet of an open workbook by its name, in their order.

    `going_on` is called now and then, and may raise to stop. Raises KnownTrouble; ExpatError and what `zipfile` and the library raise
    for no workbook.
    """
    with zipfile.ZipFile(file) as package:
        return _Package(path, package, going_on).scan(partial(CellFormats, file))


class _Package:
    """The parts of an open package, read one at a time and in pieces."""

    def __init__(self, path: Path, package: zipfile.ZipFile, going_on: Callable[[], object] | None) -> None:
        self.path = path
        self._package, self._going_on = package, going_on
        self._names = set(package.namelist())
        self._hidden: set[str] = set()
        self._room = Room()

    def scan(self, read_formats: Callable[[], CellFormats]) -> dict[str, ScannedSheet]:
        if not {_TYPES, _BOOK, _RELATIONS} <= self._names:
            raise unreadable(self.path)
        targets = dict(self._targets())
        sheets = self._sheets({key: part for key, (kind, part) in targets.items() if "chartsheet" not in kind})
        related = {part for _, part in targets.values() if part in self._names} | {part for part in _OTHERS if part in self._names}
        strings = self._strings()
        if strings is not None and strings not in related:
            raise unreadable(self.path)
        for part in (related | {part for part in self._names if part.endswith(".rels")}) - set(sheets.values()) - {strings}:
            self._whole(part)
        texts = TextReader(self.path, self._room)
        if strings is not None:
            self._read(strings, texts)
        formats = read_formats()  # once its parts are known to be small
        scanned = {}
        for name, part in sheets.items():
            rows = RowReader(self.path, name, self._room, texts.texts, formats)
            self._read(part, rows)
            rows.sheet.hidden = name in self._hidden
            scanned[name] = rows.sheet
        return scanned

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

    def _elements(self, part: str) -> list[tuple[str, Attributes]]:
        """Every element of one of the parts that say where the others are."""
        return self._whole(part).elements

    def _whole(self, part: str) -> _Whole:
        if self._package.getinfo(part).file_size > _MOST_HELD:
            raise unreadable(self.path)
        whole = _Whole(self.path)
        self._read(part, whole)
        return whole

    def _read(self, part: str, scanned: _Reader) -> None:
        reader = expat.ParserCreate(namespace_separator=" ")
        reader.buffer_text = True
        reader.StartElementHandler, reader.EndElementHandler = scanned.start, scanned.end
        reader.CharacterDataHandler = scanned.text
        reader.StartDoctypeDeclHandler = self._refuse
        given = 0
        with self._package.open(part) as file:
            while piece := file.read(_PIECE):
                reader.Parse(piece, False)
                given += len(piece)
                # a name is kept for as long as a part is read, however many rows have gone by
                if given - reader.CurrentByteIndex > _LONGEST or scanned.deep > _MOST_DEEP or len(reader.intern) > _MOST_NAMES:
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
