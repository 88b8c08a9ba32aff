"""The case workbook as plain sheets of cells, from a spreadsheet file or from a folder of CSV files, one a sheet."""

from __future__ import annotations

import csv
import datetime
import errno
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError

from desktop.disk_trouble import Work, in_words
from desktop.errors import KnownTrouble
from desktop.operations.records.columns import RawCell, ShownError, ShownInUnit, plain
from desktop.operations.workbook.package import check_package, unreadable
from desktop.operations.workbook.sheet_scanning import LAST_COLUMN, LAST_ROW, Cell, ScannedSheet, column_index, column_letter, past, scan

__all__ = ["LAST_COLUMN", "LAST_ROW", "Sheet", "check_package", "column_index", "column_letter", "read_folder", "read_spreadsheet"]

ReadRows = list[tuple[int, tuple[RawCell, ...]]]

#: What of a number format is words, colours, fill or a character taken as it is.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
#: What a format may write after a number that is in thousands or more, with how many noughts it stands for.
_UNITS = {"k": 3, "000": 3, "000s": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
#: How Excel writes a character that XML cannot hold, and one that would be taken for such an escape.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_OFTEN = 500
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
            with zipfile.ZipFile(file) as package:
                scanned = scan(path, package, going_on)
            return tuple(_sheets(path, file, scanned, going_on))
    except OSError as trouble:
        if trouble.errno in (None, errno.EINVAL):  # what the libraries raise for a part that lies nowhere
            raise unreadable(path) from trouble
        raise KnownTrouble(in_words(trouble, path, Work.READ)) from trouble
    except _NO_SENSE as trouble:
        raise unreadable(path) from trouble


def _sheets(path: Path, package: BinaryIO, scanned: dict[str, ScannedSheet], going_on: Callable[[], object] | None) -> Iterator[Sheet]:
    import openpyxl

    from desktop.operations.workbook.raw_texts import load

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl reads without defusedxml: is it installed, and OPENPYXL_DEFUSEDXML not set?")
    # styles and extensions that we do not read may be unknown to the library: that is no trouble of the officer's
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    book = load(package)
    if not book.worksheets:
        raise unreadable(path)
    for worksheet in book.worksheets:
        of = scanned[worksheet.title]
        rows = _rows(worksheet, of.last, going_on) if of.last else []
        sheet = _from_rows(worksheet.title, rows, tuple(of.not_worked_out), tuple(of.formulas), tuple(of.merged))
        yield replace(sheet, hidden=of.hidden, hidden_rows=frozenset(of.hidden_rows), hidden_columns=tuple(of.hidden_columns))


def _rows(worksheet: Any, last: int, going_on: Callable[[], object] | None) -> ReadRows:
    """The rows of a sheet down to the last that holds anything. Whatever the sheet claims of its size is left out of account."""
    worksheet.reset_dimensions()
    formats: dict[str, _Format] = {}
    numbered_rows: ReadRows = []
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        values = [cell.value for cell in cells]
        for at, value in enumerate(values):
            if value.__class__ is float or value.__class__ is int:
                shown = cells[at].number_format
                if shown not in formats:
                    formats[shown] = _Format.of(shown)
                if formats[shown].says_more:
                    values[at] = formats[shown].read(value)
            elif value.__class__ is str and cells[at].data_type == "e":
                values[at] = ShownError(value)
            elif value.__class__ is str and "_x" in value:
                values[at] = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        while values and values[-1] in (None, ""):
            values.pop()
        if len(values) > LAST_COLUMN:
            raise past(worksheet.title, number, next(at for at in range(LAST_COLUMN, len(values)) if values[at] not in (None, "")))
        if values:
            numbered_rows.append((number, tuple(values)))
        if number == last:
            break
        if going_on is not None and not number % _OFTEN:
            going_on()
    return numbered_rows


@dataclass(frozen=True, slots=True)
class _Format:
    """What a number format shows beside the digits: a % sign, or a unit that the number may lack."""

    is_percentage: bool = False
    unit: str = ""
    times: Decimal = Decimal(1)
    """What the unit comes to, over what the format divides by: 1 where the two agree."""
    is_pounds: bool = False

    @classmethod
    def of(cls, code: str) -> _Format:
        first = code.split(";", maxsplit=1)[0]
        if "%" in _LITERAL.sub("", first):
            return cls(is_percentage=True)
        words = "".join(quoted or escaped for quoted, escaped in _QUOTED.findall(first))
        unit = words.strip(" ()£'\u2019").casefold()
        unit = unit if unit in _UNITS else unit.removesuffix("s")
        if unit not in _UNITS:
            return cls()
        thousands = _IN_THOUSANDS.search(_LITERAL.sub("", first))
        divided = 3 * len(thousands[1]) if thousands else 0
        return cls(False, unit, Decimal(10) ** (_UNITS[unit] - divided), "£" in first)

    @property
    def says_more(self) -> bool:
        """Whether a number reads otherwise than it is held."""
        return self.is_percentage or self.times != 1

    def read(self, number: float) -> RawCell:
        """The number with its % sign, or with what its cell shows."""
        if self.is_percentage:
            return _percentage(number)
        meant = Decimal(f"{number:.15g}") * self.times
        shown = plain(meant / Decimal(10) ** _UNITS[self.unit])
        unit = f" (£{self.unit})" if self.unit.startswith("0") else f" {self.unit}" if len(self.unit) > 2 else self.unit
        return ShownInUnit.of(number, f"{'£' if self.is_pounds else ''}{shown}{unit}", meant)


def _percentage(number: float) -> str:
    """A percentage (0.2, which Excel shows as 20%) is the words `20%`, so that no reader takes it for another number."""
    return f"{Decimal(str(round(number * 100, 10))).normalize():f}%"


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
    filled_rows = tuple(
        row for row in rows[1:] if any(value is not None and (value.__class__ is not str or value.strip()) for value in row[1])
    )
    return Sheet(name, headings, filled_rows, not_worked_out, formulas, merged)


def _heading(value: RawCell) -> str:
    """A heading as typed: where Excel has taken 2011/12 for December 2011, it is 2011/12 again; another date is `9/10/2026`."""
    if isinstance(value, datetime.date):
        is_year = value.day == 1 and value.month == (value.year + 1) % 100
        return f"{value.year}/{value.month:02}" if is_year else f"{value.day}/{value.month}/{value.year}"
    return "" if value is None else str(value).strip()
