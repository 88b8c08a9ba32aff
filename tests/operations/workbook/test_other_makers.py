"""Workbooks as other programs write them: what Excel opens without a word is read, though it is not what Excel itself would write."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from db.nouns.delivery import Milestone
from db.store import Store
from desktop.operations.records.records import rows
from desktop.operations.workbook.case_sheets import sheets_of
from desktop.operations.workbook.cells import Sheet, read_spreadsheet
from desktop.operations.workbook.importing import import_workbook
from tests.operations import hostile_books as hostile


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of one sheet with a text, a day and a percentage."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Plan")
        sheet.write_row(0, 0, ["Milestone", "Date", "Done"])
        sheet.write_row(1, 0, ["Start"])
        sheet.write_number(1, 1, 46_143, made.add_format({"num_format": "dd/mm/yyyy", "bg_color": "#ff0000"}))
        sheet.write_number(1, 2, 0.25, made.add_format({"num_format": "0%"}))
        sheet.write_url(1, 3, "https://example.org", string="more")
    return path


def _renamed(path: Path, name: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as source:
        parts = {each: source.read(each) for each in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for each, content in parts.items():
            target.writestr(name(each), content)


def _state_that_is_none(path: Path) -> None:
    hostile.with_parts(path, {"xl/workbook.xml": lambda part: part.replace(b"<sheet ", b'<sheet state="show" ')})


def _fills_that_are_empty(path: Path) -> None:
    hostile.with_parts(path, {"xl/styles.xml": lambda part: part.replace(b"</fills>", b"<fill/><fill/></fills>")})


def _many_links(path: Path) -> None:
    link = (
        b'<Relationship Id="x%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a"/>'
    )
    links = b"".join(link % number for number in range(80_000))
    hostile.with_parts(
        path, {"xl/worksheets/_rels/sheet1.xml.rels": lambda part: part.replace(b"</Relationships>", links + b"</Relationships>")}
    )


def _resource_forks(path: Path) -> None:
    """A folder that a Mac packed again."""
    hostile.with_parts(path, {"__MACOSX/xl/_rels/._workbook.xml.rels": b"\x00\x05\x16\x07Mac OS X"})


def _texts_that_are_named_and_not_there(path: Path) -> None:
    text = b'<c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>St</t></r><r><t>art</t></r></is></c>'

    def inline(sheet: bytes) -> bytes:
        for number, words in enumerate((b"Milestone", b"Date", b"Done")):
            letter = b"ABC"[number : number + 1]
            sheet = sheet.replace(
                b'<c r="%s1" t="s"><v>%d</v></c>' % (letter, number), b'<c r="%s1" t="str"><v>%s</v></c>' % (letter, words)
            )
        return sheet.replace(b'<c r="A2" t="s"><v>3</v></c>', text).replace(b' t="s"><v>4</v>', b' t="str"><v>more</v>')

    hostile.with_parts(path, {hostile.SHEET: inline})
    _renamed(path, lambda name: "xl/gone.xml" if name == hostile.STRINGS else name)


def _workbook_under_another_name(path: Path) -> None:
    hostile.with_parts(path, {"_rels/.rels": lambda part: part.replace(b"xl/workbook.xml", b"/xl/workbook22.xml")})
    _renamed(path, lambda name: name.replace("xl/workbook.xml", "xl/workbook22.xml").replace("_rels/workbook.xml", "_rels/workbook22.xml"))


def _names_in_capitals(path: Path) -> None:
    _renamed(path, lambda name: name.replace("sharedStrings", "SharedStrings").replace("worksheets", "Worksheets"))


def _the_other_slash(path: Path) -> None:
    _renamed(path, lambda name: name.replace("/", "\\"))


def _strict_form(path: Path) -> None:
    """What Excel saves as Strict Open XML: other names for the same parts and elements, and days in words."""
    with zipfile.ZipFile(path) as source:
        names = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]

    def strict(part: bytes) -> bytes:
        for usual, purl in (
            (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
            (b"spreadsheetml/2006/", b"spreadsheetml/"),
        ):
            part = part.replace(b"http://schemas.openxmlformats.org/" + usual, b"http://purl.oclc.org/ooxml/" + purl)
        return re.sub(rb'(<c r="B2" s="\d+")><v>46143<', rb'\1 t="d"><v>2026-05-01T00:00:00<', part)

    hostile.with_parts(path, dict.fromkeys(names, strict))


def _colours_that_are_none(path: Path) -> None:
    hostile.with_parts(path, {"xl/styles.xml": lambda part: part.replace(b'rgb="FFFF0000"', b'rgb="red"')})


@pytest.mark.parametrize(
    "change",
    [
        _state_that_is_none, _fills_that_are_empty, _many_links, _resource_forks, _texts_that_are_named_and_not_there,
        _workbook_under_another_name, _names_in_capitals, _the_other_slash, _colours_that_are_none, _strict_form,
    ],
)  # fmt: skip
def test_what_excel_opens_is_read(book: Path, change: Callable[[Path], None]) -> None:
    (before,) = read_spreadsheet(book)
    whole = book.read_bytes()
    change(book)
    assert book.read_bytes() != whole
    (after,) = read_spreadsheet(book)
    assert _said(after) == _said(before)
    assert [str(cell) for cell in after.rows[0][1]] == ["Start", "2026-05-01 00:00:00", "25%", "more"]


def _dated(path: Path, *, from_1904: bool) -> Path:
    """A case workbook with days in its cells, and a year in a heading that Excel made a day of."""
    of_case = (("Field", "Value"), ("Title", "Depot"), ("Base year", "2011/12"), ("Horizon (financial years)", 3))
    ends = (("One", "Start", datetime.date(2026, 5, 1)), ("One", "End", datetime.date(2028, 2, 29)))
    flows = (("Owner", "Line", "Kind", datetime.date(2011, 12, 1)), ("Hub", "Staff", "cost", 5))
    sheets = {
        "Case": of_case,
        "Options": (("Option",), ("Hub",)),
        "Flows": flows,
        "Milestones": (("Phase", "Milestone", "Date"), *ends),
        "Actions": (("Action", "Due"), ("Tell staff", datetime.date(2026, 4, 30))),
    }
    with xlsxwriter.Workbook(path, {"date_1904": from_1904, "default_date_format": "d mmm yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_days_counted_from_1904_and_the_strict_form_are_the_same_through_a_whole_import(tmp_path: Path) -> None:
    read = []
    for from_1904 in (False, True):
        store = Store.create(tmp_path / f"{from_1904}.appraisal")
        path = _dated(tmp_path / f"{from_1904}.xlsx", from_1904=from_1904)
        if from_1904:
            _strict_form(path)
        report = import_workbook(store, path)
        read.append(sheets_of(store.reader(), report.case))
        dates = [row.text("date") for row in rows(store.reader(), Milestone, report.case)]
        store.close()
        assert dates == ["1 May 2026", "29 February 2028"]
    assert read[0] == read[1]


def _said(sheet: Sheet) -> tuple[object, ...]:
    return sheet.name, sheet.headings, sheet.rows, sheet.hidden
