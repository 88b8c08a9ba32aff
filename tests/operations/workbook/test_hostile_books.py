"""Whatever a file holds, it is refused in one sentence or read, and takes no more memory than is stated; for cases and returns alike."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from db.store import Store
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.workbook import package
from desktop.operations.workbook.cells import Sheet, read_spreadsheet
from desktop.operations.workbook.importing import import_workbook
from tests.db.filled import dump
from tests.operations import hostile_books as hostile
from tests.operations.grounds import sheets, write, write_with_openpyxl

UNREADABLE = "book.xlsx cannot be read as a workbook. Open it in Excel, save it as .xlsx and import it again."
TOO_LARGE = (
    "book.xlsx is too large to be a case: more than 2,000,000 cells or 48 million characters. "
    "Delete what is not the case and save it again."
)
NO_BOOK = "book.xlsx is not a workbook. Choose a file that Excel saved as .xlsx."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A whole case workbook, to be spoilt."""
    return write(sheets(), tmp_path / "book.xlsx")


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (hostile.encrypted, "book.xlsx has a password. Open it in Excel, take the password off under File, Info, and save it again."),
    (hostile.old_form, "book.xlsx is in the old .xls form, whatever its name. Open it in Excel and save it as .xlsx."),
    (hostile.binary_form, "book.xlsx is in the form .xlsb. Open it in Excel and save it as .xlsx."),
    (hostile.open_document, "book.xlsx is an OpenDocument file. Open it and save it as .xlsx."),
    (hostile.cut_short, "book.xlsx breaks off before its end. Copy it again, or ask for it to be sent again."),
    (
        hostile.with_macros,
        "book.xlsx holds macros. Open it in Excel and save it as an Excel workbook, .xlsx, which holds none.",
    ),
    (
        hostile.with_external_links,
        "book.xlsx takes figures from another workbook. In Excel choose Data, Edit Links, Break Link, then save it again.",
    ),
    (hostile.with_external_entity, UNREADABLE),
    (hostile.understated, UNREADABLE),
    (hostile.many_parts, NO_BOOK),
    (
        hostile.with_far_cell,
        "Case, row 1048576, column XFD: something stands past row 100,000 or column OJ. Delete what is not the case and save it again.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), REFUSED, ids=[spoil.__name__ for spoil, _ in REFUSED])
def test_a_hostile_file_is_told_in_a_sentence(store: Store, book: Path, spoil: Callable[[Path], None], sentence: str) -> None:
    spoil(book)
    with pytest.raises(KnownTrouble) as trouble:
        import_workbook(store, book)
    assert str(trouble.value) == sentence
    assert not any(dump(store).values())


def test_a_note_of_excel_is_no_workbook(store: Store, tmp_path: Path) -> None:
    note = tmp_path / "~$book.xlsx"
    note.write_bytes(b"\x07Officer")
    with pytest.raises(KnownTrouble, match="only Excel's note that"):
        import_workbook(store, note)


def test_a_book_that_is_open_in_excel_is_taken_as_it_was_saved_and_told(store: Store, book: Path) -> None:
    book.with_name("~$book.xlsx").write_bytes(b"\x07Officer")
    assert import_workbook(store, book).notes[0] == "book.xlsx is open in Excel: what was not saved there was not taken."


def test_a_file_that_cannot_be_read_is_told(store: Store, tmp_path: Path) -> None:
    """On Linux this one is found by anybody and read by nobody; elsewhere it is not there at all, which has a sentence of its own."""
    path = tmp_path / "book.xlsx"
    path.symlink_to("/proc/self/mem")
    with pytest.raises(KnownTrouble) as trouble:
        import_workbook(store, path)
    cannot = f"book.xlsx cannot be read: the disk of {tmp_path} fails. Try again."
    assert str(trouble.value) in (cannot, f"There is no file at {path}. Check its name and folder.")


def test_a_sheet_that_claims_every_cell_is_read_as_what_it_holds(store: Store, tmp_path: Path) -> None:
    path = write_with_openpyxl(sheets(), tmp_path / "book.xlsx")
    hostile.claims_everything(path)
    assert import_workbook(store, path).rows["Options"] == 3


_CHILD = """
import resource, sys
from pathlib import Path
from desktop.errors import KnownTrouble
from desktop.operations.workbook import package
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.cells import read_spreadsheet
pages = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 1 << 30
resource.setrlimit(resource.RLIMIT_AS, (pages + package.MEMORY_CAP,) * 2)
try:
    read_book(read_spreadsheet(Path(sys.argv[1])))
except KnownTrouble as trouble:
    print(trouble)
"""


@pytest.mark.parametrize(
    ("part", "pieces", "sentence"),
    [
        (hostile.STRINGS, hostile.many_strings, TOO_LARGE),
        (hostile.SHEET, hostile.many_cells, TOO_LARGE),
        (hostile.SHEET, hostile.long_tag, UNREADABLE),
        (hostile.SHEET, hostile.long_text, UNREADABLE),
        (hostile.SHEET, hostile.deep, UNREADABLE),
        (hostile.SHEET, hostile.many_names, UNREADABLE),
    ],
    ids=["zip-bomb", "cells", "tag", "text", "depth", "names"],
)
def test_memory_stays_under_the_cap(book: Path, part: str, pieces: Callable[[], Iterator[bytes]], sentence: str) -> None:
    """In a process of its own, whose memory is held to what it had before and the cap stated."""
    hostile.with_streamed(book, part, pieces())
    done = subprocess.run([sys.executable, "-c", _CHILD, str(book)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, sentence), done.stderr


def test_more_than_may_be_unpacked_is_refused_before_it_is(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 1_000)
    with pytest.raises(KnownTrouble, match="too large to be a case: it unpacks to"):
        read_spreadsheet(book)


def test_merged_cells_of_a_table_are_told_with_their_place(store: Store, tmp_path: Path) -> None:
    path = write_with_openpyxl(sheets(), tmp_path / "book.xlsx")
    changed = openpyxl.load_workbook(path)
    changed["Scores"].merge_cells("D2:D3")
    changed["Scores"].merge_cells("K2:L9")
    changed.save(path)
    with pytest.raises(SeveralTroubles) as trouble:
        import_workbook(store, path)
    assert trouble.value.sentences == (
        "Scores, row 2, column D (Score): the cells D2 to D3 are merged into one, so only the first holds a value. "
        "Unmerge them in Excel and type a value in each.",
    )


def read(path: Path) -> Sheet:
    """The one sheet of a workbook."""
    (found,) = read_spreadsheet(path)
    return found


def test_cells_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Text", "Date", "Part", "Yes", "Rich", "Escaped", "Money"])
        sheet.write_string(1, 0, "=1+1")
        sheet.write_number(1, 1, 40_847.5, made.add_format({"num_format": 'd mmmm yyyy" (d)"'}))
        sheet.write_number(1, 2, 0.2, made.add_format({"num_format": "0.0%"}))
        sheet.write_boolean(1, 3, True)
        sheet.write_rich_string(1, 4, made.add_format({"bold": True}), "two ", "parts")
        sheet.write_string(1, 5, "_x000D_ typed")
        sheet.write_number(1, 6, 1234.5, made.add_format({"num_format": '[Red]#,##0.00" days"'}))
    ((_, cells),) = read(path).rows
    assert cells[0] == "=1+1"
    assert str(cells[1]) == "2011-10-31 12:00:00"
    assert cells[2:] == ("20%", True, "two parts", "_x000D_ typed", 1234.5)


def test_what_another_program_leaves_out_is_implied(tmp_path: Path) -> None:
    """No references, a prefix before every name, text in its place, and days counted from 1904."""
    path = write(sheets(), tmp_path / "book.xlsx")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>Field</x:t>'
        '<x:rPh sb="0" eb="1"><x:t>aloud</x:t></x:rPh></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>Value</x:v></x:c></x:row>'
        '<x:row><x:c><x:v>1.5E2</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c>'
        '<x:c t="d"><x:v>2011-10-31T00:00:00Z</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    hostile.with_parts(path, {hostile.SHEET: sheet.encode()})
    found = read_spreadsheet(path)[0]
    assert found.headings == ("Field", "Value")
    assert [str(cell) for cell in found.rows[0][1]] == ["150.0", "#REF!", "2011-10-31 00:00:00"]
    assert found.formulas == ((1, 1),)


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as made:
        made.add_worksheet().write_number(0, 0, 1, made.add_format({"num_format": 14}))
    assert read(path).headings == ("2/1/1904",)


def test_cells_out_of_their_order_and_a_date_that_is_none_are_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write_row(0, 0, [1, -5], made.add_format({"num_format": "dd/mm/yyyy"}))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = '<c r="C2"><v>3</v></c><c r="A2"><v>1</v></c><c r="D2" s="1"><v>1E9</v></c><c r="E2" t="s"/><c r="F2" t="str"><v></v></c>'
    sheet = f'<worksheet xmlns="{main}"><sheetData><row r="2">{cells}</row></sheetData></worksheet>'
    hostile.with_parts(path, {hostile.SHEET: sheet.encode()})
    ((number, read_cells),) = read(path).rows
    assert (number, read_cells) == (2, (1, None, 3, "#VALUE!"))


def test_a_sheet_in_names_that_nobody_knows_is_refused_and_not_read_as_empty(book: Path) -> None:
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    hostile.with_parts(book, {hostile.SHEET: lambda part: part.replace(usual, b"http://example.org/sheet")})
    with pytest.raises(KnownTrouble) as trouble:
        read_spreadsheet(book)
    assert str(trouble.value) == UNREADABLE


def test_rows_out_of_order_are_refused_and_not_dropped(book: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = '<row r="9"><c><v>1</v></c></row><row r="3"><c><v>1</v></c></row>'
    hostile.with_parts(book, {hostile.SHEET: f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()})
    with pytest.raises(KnownTrouble, match="cannot be read as a workbook"):
        read_spreadsheet(book)
