"""The audit trail as a workbook for Excel, every change a row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from db.copies import reader_on
from db.nouns.noun import Kind
from db.reading import Reader
from desktop.operations.history.changes import History, HistoryRow, Place, Wanted
from desktop.operations.records.columns import RawCell
from desktop.operations.records.held import is_anything_marked
from desktop.operations.store.files import opened
from desktop.operations.workbook.book_writing import book_bytes
from desktop.operations.workbook.case_sheets import FIRST_DATE, LONGEST_TEXT, BookColumn, BookSheet
from desktop.operations.workbook.cells import LAST_ROW
from desktop.operations.workbook.exporting import check_name
from desktop.operations.writing import write_whole

#: What stands above the headings where the file withholds anything, or did.
MAY_BE_EXEMPT = (
    "Not for publication: records of this file are, or have been, exempt or confidential, and this history may hold what they say."
)
_CUT = " … (cut here: the file itself has the rest)"
_COLUMNS = (
    BookColumn("When", Kind.TEXT),
    BookColumn("Who", Kind.TEXT),
    BookColumn("Kind of record", Kind.TEXT),
    BookColumn("Record", Kind.TEXT),
    BookColumn("What", Kind.TEXT),
    BookColumn("From", Kind.LONG_TEXT),
    BookColumn("To", Kind.LONG_TEXT),
    BookColumn("Step", Kind.TEXT),
    BookColumn("Step number", Kind.INTEGER),
)
#: Reading is so much of the work, and setting the workbook the rest.
_READING = 0.5


def export_history(file: Path, out: Path) -> int:
    """Write the history of a file. Returns how many rows it has. Raises KnownTrouble; nothing is then written."""
    check_name(out)
    with opened(file) as store:
        sheets = history_sheets(store.reader())
    write_whole(out, book_bytes(sheets, _title(file.name)))
    return sum(len(sheet.rows) for sheet in sheets)


def write_history(image: bytes, name: str, out: Path, step: Callable[[float], object]) -> int:
    """Write the history of a store from its image, in whichever thread; `name` is what its file is called.

    `step` is told how much is done, 0 to 1, and may stop it. Returns how many rows it has. Raises KnownTrouble.
    """
    check_name(out)
    with reader_on(image) as reader:
        sheets = history_sheets(reader, step)
    step(_READING)
    contents = book_bytes(sheets, _title(name))
    step(1)
    write_whole(out, contents)
    return sum(len(sheet.rows) for sheet in sheets)


def history_sheets(reader: Reader, step: Callable[[float], object] = lambda share: None, most: int = LAST_ROW - 2) -> tuple[BookSheet, ...]:
    """Every change, the latest first, on as many sheets as it takes of so many rows at most."""
    history, place, looked = History(reader), Place(), 0
    count = max(history.count, 1)
    rows: list[tuple[RawCell, ...]] = []
    further: Place | None = place
    while further is not None:
        stretch = history.stretch(Wanted(), further)
        rows += map(_cells, stretch.rows)
        further, looked = stretch.next, looked + stretch.looked
        step(_READING * looked / count)
    above = MAY_BE_EXEMPT if is_anything_marked(reader) or _was_anything_marked(reader) else ""
    stretches = [rows[first : first + most] for first in range(0, len(rows), most)] or [[]]
    return tuple(
        BookSheet("History" if number == 1 else f"History {number}", _COLUMNS, tuple(each), above)
        for number, each in enumerate(stretches, start=1)
    )


def _title(name: str) -> str:
    return f"History of {name}"


def _cells(change: HistoryRow) -> tuple[RawCell, ...]:
    when = change.step.when
    return (
        # a workbook has moments without a zone: that of this machine
        when.replace(tzinfo=None) if when is not None and when.date() >= FIRST_DATE else change.step.when_words,
        *(_fitted(each) for each in (change.step.login, change.kind, change.name, change.field, change.before, change.after)),
        _fitted(change.step.words),
        change.step.unit,
    )


def _fitted(words: str) -> str:
    """Words as a cell takes them; what is longer is cut, and says so."""
    if len(words) * 2 <= LONGEST_TEXT or len(words.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return words
    room = (LONGEST_TEXT - len(_CUT)) * 2
    return words.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + _CUT


def _was_anything_marked(reader: Reader) -> bool:
    """Whether the trail holds what was withheld at the time, though nothing of it may be now."""
    signs = ('"withheld": "exempt"', '"withheld": "confidential"', "[exempt", "[confidential")
    images = [f"instr(lower(coalesce({image}, '')), ?)" for image in ("before", "after")]
    condition = " OR ".join(image for _ in signs for image in images)
    return bool(reader.rows(f"SELECT 1 FROM changes WHERE {condition} LIMIT 1", *(sign for sign in signs for _ in images)))
