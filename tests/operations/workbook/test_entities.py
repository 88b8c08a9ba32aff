"""A part that unfolds itself is refused wherever it stands, though lxml, which would unfold it, is installed for Word documents."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop.errors import KnownTrouble
from desktop.operations.workbook.cells import read_spreadsheet
from tests.operations.grounds import sheets, write

_ROOT = Path(__file__).resolve().parents[3]
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _with_entities(path: Path, part: str) -> None:
    """A workbook that is sound but for one part, whose entities are declared and one of them used."""
    whole = path.with_name("whole.xlsx")
    write(sheets(), whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                head, _, rest = text.decode().partition("?>")
                at = rest.rindex("</")
                text = f"{head}?>{_BOMB}{rest[:at]}<!-- -->&b;{rest[at:]}".encode()
            target.writestr(name, text)


@pytest.mark.parametrize("name", ["workbook", "styles", "sharedStrings", "theme/theme1", "worksheets/sheet1"])
def test_a_workbook_with_entities_is_refused(name: str, tmp_path: Path) -> None:
    part = f"xl/{name}.xml"
    assert importlib.util.find_spec("lxml") is not None
    book = tmp_path / "book.xlsx"
    _with_entities(book, part)
    with zipfile.ZipFile(book) as package:
        assert b"<!ENTITY" in package.read(part)
    with pytest.raises(KnownTrouble, match=r"^book\.xlsx cannot be read as a workbook"):
        read_spreadsheet(book)


def test_the_spreadsheet_library_reads_by_defusedxml_whatever_the_surroundings_say(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    write(sheets(), book)
    script = (
        "import sys, pathlib; from desktop.operations.workbook.cells import read_spreadsheet; read_spreadsheet(pathlib.Path(sys.argv[1]));"
        "import openpyxl; from openpyxl.xml import functions; print(openpyxl.LXML, functions.fromstring.__module__)"
    )
    surroundings = {**os.environ, "OPENPYXL_LXML": "True"}
    command = [sys.executable, "-c", script, str(book)]
    done = subprocess.run(command, cwd=_ROOT, env=surroundings, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "defusedxml.common"]
