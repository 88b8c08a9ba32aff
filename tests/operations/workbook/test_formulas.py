"""A formula that nobody has worked out reads as blank: an import says where it stands, and takes nothing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from db.store import Store
from desktop.errors import SeveralTroubles
from desktop.operations.workbook.cells import read_spreadsheet
from desktop.operations.workbook.importing import import_workbook
from tests.db.filled import dump
from tests.operations.grounds import put, sheets, write_with_openpyxl

_TO_DO = (
    "this cell holds a formula that has not been worked out. Open the workbook in Excel, save it and import it again, or type the value."
)


def test_a_formula_without_a_value_is_a_problem_with_its_place(store: Store, tmp_path: Path) -> None:
    """The library that writes this workbook works nothing out."""
    book = sheets()
    put("Scores", 5, "Score", "=4+4")(book)
    put("Flows", 3, "2013/14", "=SUM(J2:K2)")(book)
    put("Case", 11, "Value", "=7")(book)
    with pytest.raises(SeveralTroubles) as trouble:
        import_workbook(store, write_with_openpyxl(book, tmp_path / "book.xlsx"))
    assert trouble.value.sentences == (
        f"Case, row 11, column B (Value): {_TO_DO}",
        f"Scores, row 5, column D (Score): {_TO_DO}",
        f"Flows, row 3, column K (2013/14): {_TO_DO}",
    )
    assert not any(dump(store).values())


def test_a_heading_that_is_one_is_named_by_its_letter(store: Store, tmp_path: Path) -> None:
    book = sheets()
    book["Scores"][0][4] = '="Comment"'
    with pytest.raises(SeveralTroubles) as trouble:
        import_workbook(store, write_with_openpyxl(book, tmp_path / "book.xlsx"))
    assert trouble.value.sentences == (f"Scores, row 1, column E: {_TO_DO}",)


def test_what_is_left_out_may_hold_any_formula(store: Store, tmp_path: Path) -> None:
    book = sheets()
    book["Scores"][0].append("Our check")
    book["Scores"][1].append("=D2*2")
    book["Workings"] = [["Sum"], ["=1+1"]]
    report = import_workbook(store, write_with_openpyxl(book, tmp_path / "book.xlsx"), leave_out=["Scores Our check", "Workings"])
    assert report.notes == ()


def test_a_formula_that_was_worked_out_is_its_value(tmp_path: Path) -> None:
    """As Excel keeps them: a number, and empty text for one that came to nothing."""
    path = tmp_path / "book.xlsx"
    file = xlsxwriter.Workbook(path)
    sheet = file.add_worksheet("Scores")
    sheet.write_formula("A1", "=1+1", value=2)
    sheet.write_formula("B2", '=""', value="")
    sheet.write_formula("AB3", "=1+1", value="")
    file.close()
    whole = path.with_name("kept.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(whole, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    (read,) = read_spreadsheet(whole)
    assert read.not_worked_out == ((3, 27),)
    assert read.formulas == ((1, 0),)
    assert read.headings == ("2",)
