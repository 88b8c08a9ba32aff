"""The case workbook as plain sheets of cells, from a spreadsheet file or from a folder of CSV files, one a sheet."""

from __future__ import annotations

import csv
import datetime
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from desktop.operations.cell_formats import read_formats
from desktop.operations.columns import RawCell
from desktop.operations.package import Parts, check_package, unreadable
from desktop.operations.sheet_reading import LAST_COLUMN, LAST_ROW, Cell, ReadRows, Room, column_letter, read_sheet, read_strings

__all__ = ["LAST_COLUMN", "LAST_ROW", "Sheet", "check_package", "column_letter", "read_folder", "read_spreadsheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings from row 1, and each further row that holds anything with its own row number.

    `not_worked_out` are the cells, by row and column, that hold a formula without a value, and so read as blank; `formulas` those whose
    formula has one, which is read. `merged` are the first and the last cell of each block that is merged into one.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[RawCell, ...]], ...]
    not_worked_out: tuple[Cell, ...] = ()
    formulas: tuple[Cell, ...] = ()
    merged: tuple[tuple[Cell, Cell], ...] = ()


def read_spreadsheet(path: Path, going_on: Callable[[], object] | None = None) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx file. Raises KnownTrouble where it is not one, or cannot be read.

    `going_on` is called every few thousand cells, and may raise to stop. Memory stays under `package.MEMORY_CAP` whatever the file holds.
    """
    check_package(path)
    try:
        with zipfile.ZipFile(path) as package:
            return _sheets(Parts(path, package, going_on))
    except (KeyError, ValueError, IndexError, OSError, EOFError, OverflowError, zipfile.BadZipFile, zlib.error, ExpatError) as trouble:
        raise unreadable(path) from trouble


def _sheets(parts: Parts) -> tuple[Sheet, ...]:
    found, from_1904 = parts.sheets()
    if not found:
        raise unreadable(parts.path)
    room = Room()
    formats, strings = read_formats(parts), read_strings(parts, room)
    made = []
    for name, part in found.items():
        cells = read_sheet(parts, part, name, strings, formats, from_1904, room)
        made.append(_from_rows(name, cells.rows, cells.not_worked_out, cells.formulas, cells.merged))
    return tuple(made)


def read_folder(folder: Path) -> tuple[Sheet, ...]:
    """A folder of CSV files, each a sheet by its name."""
    return tuple(
        _from_rows(path.stem, [(n, tuple(row)) for n, row in enumerate(_csv_rows(path), start=1)]) for path in sorted(folder.glob("*.csv"))
    )


def _csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _from_rows(
    name: str,
    rows: ReadRows,
    not_worked_out: tuple[Cell, ...] = (),
    formulas: tuple[Cell, ...] = (),
    merged: tuple[tuple[Cell, Cell], ...] = (),
) -> Sheet:
    if not rows or rows[0][0] != 1:
        return Sheet(name, (), tuple(rows), not_worked_out, formulas, merged)
    headings = tuple(_heading(value) for value in rows[0][1])
    held = tuple(row for row in rows[1:] if any(value not in (None, "") for value in row[1]))
    return Sheet(name, headings, held, not_worked_out, formulas, merged)


def _heading(value: RawCell) -> str:
    """A heading as typed: where Excel has taken 2011/12 for December 2011, it is 2011/12 again."""
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month:02}" if value.day == 1 else f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value).strip()
