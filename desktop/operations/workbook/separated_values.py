"""A table that stands as text in a file, its columns parted by commas, semicolons or tabs, read as a sheet."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from pathlib import Path

from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.operations.workbook.cells import LAST_COLUMN, LAST_ROW, Sheet, read_spreadsheet
from desktop.operations.workbook.package import TEXT_FILES, too_large

#: More bytes are no table of a case; and so many rows say how the columns are parted.
_LARGEST, _FIRST_ROWS = 32 * 1024 * 1024, 40
_PARTED_BY = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_sheets(path: Path, going_on: Callable[[], object] | None = None) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, or the one table of a .csv file. Raises KnownTrouble where it is neither.

    A file without a mark of its encoding is UTF-8, else what Excel writes on Windows.
    """
    if path.suffix.casefold() not in TEXT_FILES:
        return read_spreadsheet(path, going_on)
    with known_disk_trouble(path, Work.READ):
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    if content is None:
        raise too_large(path)
    text = _decoded(path, content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(path, text)))
    except csv.Error as trouble:
        raise _no_table(path) from trouble
    if len(rows) > LAST_ROW or max(map(len, rows), default=0) > LAST_COLUMN:
        raise KnownTrouble(
            f"{path.name} has more than {LAST_ROW:,} rows or {LAST_COLUMN} columns. Keep those that matter and save it again."
        )
    cells = [tuple(cell if cell.strip() else None for cell in row) for row in rows]
    headings = tuple(" ".join((cell or "").split()) for cell in cells[0]) if cells else ()
    return (Sheet(path.stem, headings, tuple((number, row) for number, row in enumerate(cells[1:], start=2) if any(row))),)


def _decoded(path: Path, content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = content.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _no_table(path)


def _separator(path: Path, text: str) -> str:
    """What parts the columns: it gives the first rows that have any as many of them. Raises KnownTrouble where two do so."""
    lines = [line for line in text.splitlines()[: 2 * _FIRST_ROWS] if line.strip()][:_FIRST_ROWS]
    alike = {}
    for separator in _PARTED_BY:
        counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        widest = max(counts, default=1)
        if widest > 1:
            alike[separator] = sum(count == widest for count in counts) / len(counts)
    best = max(alike.values(), default=0.0)
    likely = [separator for separator, share in alike.items() if share == best]
    if len(likely) > 1:
        ways = " or ".join(_PARTED_BY[each] for each in likely)
        raise KnownTrouble(
            f"{path.name} can be read two ways, its columns parted by {ways}. Open it in Excel, see that it is right, save it as .xlsx."
        )
    return likely[0] if likely else ","


def _no_table(path: Path) -> KnownTrouble:
    return KnownTrouble(f"{path.name} cannot be read as a table. Open it in Excel, save it as .xlsx and bring that in.")
