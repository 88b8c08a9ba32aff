"""Workbooks that Excel, LibreOffice and WPS saved, from the packages of the development lock that ship them."""

from __future__ import annotations

from importlib.metadata import distribution
from pathlib import Path

import pytest

from desktop import cli
from tests.operations.matching.real_workbooks import maker, read_whole

#: Who saved the workbooks of each package, and how many there are.
_SHIPPED = {
    "excelgdb": ({"Microsoft Excel"}, 3),
    "odoo-addon-account-statement-import-sheet-file": ({"Microsoft Macintosh Excel", "LibreOffice"}, 5),
    "excel2vcf": ({"WPS 表格"}, 1),
}


@pytest.mark.parametrize("package", _SHIPPED)
def test_a_workbook_that_another_program_saved_is_read_whole(package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    makers, count = _SHIPPED[package]
    books = [Path(str(file.locate())) for file in distribution(package).files or () if file.suffix == ".xlsx"]
    assert len(books) == count, "the development lock has another version"
    assert {maker(book).partition("/")[0] for book in books} == makers
    for book in books:
        said = read_whole(book)
        assert "taken for" in said or "holds no table" in said or "like nothing" in said, said
        assert cli.run(["import", str(book), "--into", str(tmp_path / "a.appraisal")]) == 2
        (sentence,) = capsys.readouterr().err.splitlines()
        assert sentence.startswith(f"{book.name} is no case workbook"), sentence
