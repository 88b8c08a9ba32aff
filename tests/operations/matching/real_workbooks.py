"""Workbooks that other programs saved: each is read without a crash or a warning, and no row of it is lost."""

from __future__ import annotations

import contextlib
import re
import warnings
import zipfile
from pathlib import Path

from desktop.errors import KnownTrouble
from desktop.operations.matching.headless import matches_text, read_matches
from desktop.operations.workbook.cells import read_spreadsheet

_MAKER = re.compile(rb"<(?:\w+:)?Application>([^<]*)<")


def maker(path: Path) -> str:
    """The program that says it saved a workbook; Google Sheets says nothing, and declares a name of Excel for Mac on its workbook."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        said = _MAKER.search(package.read("docProps/app.xml")) if "docProps/app.xml" in names else None
        if said is not None:
            return said[1].decode()
        return "Google Sheets" if b"/mac/excel/2008/main" in package.read("xl/workbook.xml") else ""


def read_whole(path: Path) -> str:
    """What `match` says of a workbook, or the one sentence that says why it cannot be read.

    Any warning is raised, and AssertionError where a sheet holds something in other cells than a plain reader finds.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            sheets = read_spreadsheet(path)
        except KnownTrouble as trouble:
            return str(trouble)
        said = matches_text(path.name, read_matches(path))
    import openpyxl  # after the program, which says what it may read XML with

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            plain = openpyxl.load_workbook(path, data_only=True, read_only=True)
        except (KeyError, TypeError, ValueError):  # styles or drawings that it does not know: there is nothing to compare with
            return said
    with contextlib.closing(plain), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of headers and footers that it does not know, said as a sheet is read
        for sheet in sheets:
            rows = [(1, tuple(heading or None for heading in sheet.headings)), *sheet.rows]
            held = {(number, n) for number, cells in rows for n, cell in enumerate(cells) if cell is not None and str(cell).strip()}
            plain[sheet.name].reset_dimensions()  # some say another size than they have
            plainly = (cell for row in plain[sheet.name].iter_rows() for cell in row if cell.value is not None and str(cell.value).strip())
            filled = {(cell.row, cell.column - 1) for cell in plainly}
            assert held == filled, f"{path.name}, {sheet.name}: {sorted(held ^ filled)[:10]}"
    return said
