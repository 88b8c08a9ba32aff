"""The case workbook as plain sheets of cells, from a spreadsheet file or from a folder of CSV files, one a sheet."""

from __future__ import annotations

import csv
import datetime
import errno
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers.expat import ExpatError

from desktop.disk_trouble import Work, in_words
from desktop.errors import KnownTrouble
from desktop.late_dataclass import dataclass
from desktop.operations.records.columns import RawCell
from desktop.operations.workbook.package import check_package, unreadable
from desktop.operations.workbook.sheet_rows import LAST_COLUMN, LAST_ROW, Cell, ScannedSheet, column_index, column_letter
from desktop.operations.workbook.sheet_scanning import scan

__all__ = ["LAST_COLUMN", "LAST_ROW", "Sheet", "check_package", "column_index", "column_letter", "read_folder", "read_spreadsheet"]

ReadRows = list[tuple[int, tuple[RawCell, ...]]]

#: What the libraries raise for parts that make no sense.
_NO_SENSE = (
    ArithmeticError, AttributeError, EOFError, ExpatError, LookupError, RecursionError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings from row 1, and each further row that holds anything with its own row number.

    `not_worked_out` are the cells, by row and column, that hold a formula without a value, and so read as blank; `formulas` those whose
    formula has one, which is read. `merged` are the first and the last cell of each block that is merged into one. A sheet that is
    `hidden` is read, as its hidden rows are and its hidden columns, the first and the last of each run.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[RawCell, ...]], ...]
    not_worked_out: tuple[Cell, ...] = ()
    formulas: tuple[Cell, ...] = ()
    merged: tuple[tuple[Cell, Cell], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()


def read_spreadsheet(path: Path, going_on: Callable[[], object] | None = None) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx file. Raises KnownTrouble where it is not one, or cannot be read.

    `going_on` is called every few thousand cells, and may raise to stop. Memory stays under `package.MEMORY_CAP` whatever the file holds.
    """
    check_package(path)
    try:
        # opened here, because the library leaves a file that it cannot read open
        with path.open("rb") as file:
            scanned = scan(path, file, going_on)
    except OSError as trouble:
        if trouble.errno in (None, errno.EINVAL):  # what the libraries raise for a part that lies nowhere
            raise unreadable(path) from trouble
        raise KnownTrouble(in_words(trouble, path, Work.READ)) from trouble
    except _NO_SENSE as trouble:
        raise unreadable(path) from trouble
    if not scanned:
        raise unreadable(path)
    return tuple(_from_rows(name, of.rows, of) for name, of in scanned.items())


def read_folder(folder: Path) -> tuple[Sheet, ...]:
    """A folder of CSV files, each a sheet by its name. Raises OSError where it cannot be read."""
    return tuple(
        _from_rows(path.stem, [(n, tuple(row)) for n, row in enumerate(_csv_rows(path), start=1)])
        for path in sorted(folder.iterdir())
        if path.suffix == ".csv"
    )


def _csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _from_rows(name: str, rows: ReadRows, scanned: ScannedSheet | None = None) -> Sheet:
    of = scanned or ScannedSheet()
    is_headed = bool(rows) and rows[0][0] == 1
    headings = tuple(_heading(value) for value in rows[0][1]) if is_headed else ()
    filled = tuple(row for row in rows[1:] if any(map(_is_filled, row[1]))) if is_headed else tuple(rows)
    return Sheet(
        name, headings, filled, tuple(of.not_worked_out), tuple(of.formulas), tuple(of.merged), of.hidden, frozenset(of.hidden_rows),
        tuple(of.hidden_columns),
    )  # fmt: skip


def _is_filled(value: RawCell) -> bool:
    return value is not None and (value.__class__ is not str or bool(str(value).strip()))


def _heading(value: RawCell) -> str:
    """A heading as typed: where Excel has taken 2011/12 for December 2011, it is 2011/12 again; another date is `9/10/2026`."""
    if isinstance(value, datetime.date):
        is_year = value.day == 1 and value.month == (value.year + 1) % 100
        return f"{value.year}/{value.month:02}" if is_year else f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value).strip()
