"""Cells of a workbook that hold a formula nobody has worked out: they read as blank, and blank would be taken for missing."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: What every formula of a sheet begins with, with or without a prefix. Most workbooks hold none, and are then not read twice.
_A_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_PLACE = re.compile(r"([A-Z]+)(\d+)")

#: A cell's row, counted from 1, and its column, counted from 0.
Cell = tuple[int, int]


def not_worked_out(path: Path) -> dict[str, tuple[Cell, ...]]:
    """The cells of each sheet, by its name, whose formula has no value kept beside it.

    A formula that came to nothing is kept as empty text, and is not among them. Raises what `zipfile` and the XML reader raise of a file
    that is no workbook.
    """
    with zipfile.ZipFile(path) as package:
        found = {name: _cells(package.read(part)) for name, part in _parts(package).items()}
    return {name: cells for name, cells in found.items() if cells}


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The part of the package that each sheet is, by the sheet's name; none where the package is put together another way."""
    from defusedxml import ElementTree

    names = set(package.namelist())
    if not {_BOOK, _RELATIONS} <= names:
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in ElementTree.fromstring(package.read(_RELATIONS))}
    parts = {}
    for sheet in ElementTree.fromstring(package.read(_BOOK)).iter(f"{_MAIN}sheet"):
        part = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_RELATION), ""))).lstrip("/")
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts


def _cells(sheet: bytes) -> tuple[Cell, ...]:
    if not _A_FORMULA.search(sheet):
        return ()
    from defusedxml import ElementTree

    found = []
    for cell in ElementTree.fromstring(sheet).iter(f"{_MAIN}c"):
        kept = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is None or cell.get("t") == "str" or (kept is not None and kept.text):
            continue
        if place := _PLACE.fullmatch(cell.get("r", "")):
            found.append((int(place[2]), _column(place[1])))
    return tuple(found)


def _column(letters: str) -> int:
    """The column under a letter: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
