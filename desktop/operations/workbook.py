"""The case workbook as plain sheets of cells, from a spreadsheet file or from a folder of CSV files, one a sheet."""

from __future__ import annotations

import csv
import datetime
import warnings
import zipfile
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.errors import KnownTrouble
from desktop.operations.columns import RawCell
from desktop.operations.formulas import Cell, not_worked_out

#: More than this unpacked is no case: it would only fill the memory.
LARGEST_UNPACKED = 300 * 1024 * 1024
LAST_ROW, LAST_COLUMN = 100_000, 400
_PROTECTED = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings from row 1, and each further row that holds anything with its own row number.

    `not_worked_out` are the cells, by row and column, that hold a formula without a value, and so read as blank.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[RawCell, ...]], ...]
    not_worked_out: tuple[Cell, ...] = ()


def column_letter(index: int) -> str:
    """The letter over a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, left = divmod(index - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def read_spreadsheet(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx file. Raises KnownTrouble where it is not one, or cannot be read."""
    check_package(path)
    import openpyxl

    with warnings.catch_warnings():
        # styles and validations we do not read may be unknown to the library: that is no trouble of the officer's
        warnings.simplefilter("ignore")
        try:
            # opened here, because the library leaves a file that it cannot read open
            with path.open("rb") as file:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
                sheets = tuple(_sheet(worksheet) for worksheet in book.worksheets)
            blank = not_worked_out(path)
            return tuple(replace(sheet, not_worked_out=blank[sheet.name]) if sheet.name in blank else sheet for sheet in sheets)
        except (KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError, TypeError, AttributeError) as trouble:
            raise KnownTrouble(
                f"{path.name} cannot be read as a workbook. Open it in Excel, save it as .xlsx and import it again."
            ) from trouble


def read_folder(folder: Path) -> tuple[Sheet, ...]:
    """A folder of CSV files, each a sheet by its name."""
    return tuple(
        _from_rows(path.stem, [(n, tuple(row)) for n, row in enumerate(_csv_rows(path), start=1)]) for path in sorted(folder.glob("*.csv"))
    )


def _csv_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def check_package(path: Path) -> None:
    """Raises KnownTrouble where a file cannot be a workbook: not there, a folder, protected, not a package, or too large."""
    if not path.exists():
        raise KnownTrouble(f"There is no file at {path}. Check its name and folder.")
    if path.is_dir():
        raise KnownTrouble(f"{path.name} is a folder. Choose a workbook whose name ends in .xlsx.")
    try:
        with path.open("rb") as file:
            if file.read(4) == _PROTECTED:
                raise KnownTrouble(
                    f"{path.name} has a password or is in the old .xls form. Save it as .xlsx without a password and import it again."
                )
        with zipfile.ZipFile(path) as package:
            unpacked = sum(item.file_size for item in package.infolist())
    except zipfile.BadZipFile as trouble:
        raise KnownTrouble(f"{path.name} is not a workbook. Choose a file that Excel saved as .xlsx.") from trouble
    except OSError as trouble:
        raise KnownTrouble(f"{path.name} cannot be read. Check that you may open it, and that no other program has it open.") from trouble
    if unpacked > LARGEST_UNPACKED:
        raise KnownTrouble(
            f"{path.name} is too large to be a case: it unpacks to {unpacked // 1024**2} MB. Delete what is not the case and save it again."
        )


def _sheet(worksheet: Any) -> Sheet:
    worksheet.reset_dimensions()
    found: list[tuple[int, tuple[RawCell, ...]]] = []
    for number, cells in enumerate(worksheet.iter_rows(max_col=LAST_COLUMN), start=1):
        if number > LAST_ROW:
            raise KnownTrouble(f"{worksheet.title} has more than {LAST_ROW:,} rows. Delete what is not the case and save it again.")
        values = tuple(_value(cell) for cell in cells)
        if any(value is not None and value != "" for value in values):
            found.append((number, values))
    return _from_rows(str(worksheet.title), found)


def _value(cell: Any) -> RawCell:
    """A cell's value; a percentage (0.2, which Excel shows as 20%) is the words `20%`, so that no reader takes it for another number."""
    value: RawCell = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and str(getattr(cell, "number_format", "")).endswith("%"):
        return f"{Decimal(str(round(value * 100, 10))).normalize():f}%"
    return value


def _from_rows(name: str, rows: list[tuple[int, tuple[RawCell, ...]]]) -> Sheet:
    if not rows or rows[0][0] != 1:
        return Sheet(name, (), tuple(rows))
    headings = tuple(_heading(value) for value in rows[0][1])
    return Sheet(name, headings, tuple(row for row in rows[1:] if any(value not in (None, "") for value in row[1])))


def _heading(value: RawCell) -> str:
    """A heading as typed: where Excel has taken 2011/12 for December 2011, it is 2011/12 again."""
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month:02}" if value.day == 1 else f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value).strip()
