"""Every way out of the program: what it says of what it holds, and the mark that the file carries."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.nouns.choice import Option
from db.nouns.register import Organisation, Service
from db.store import Store
from desktop.cli import run
from desktop.operations.records.held import NOT_FOR_PUBLICATION, what_it_holds
from tests.operations.grounds import imported, sheets

_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The tender is live"}
_HELD = "It holds what is exempt or confidential, and is not for publication: 1 service, 1 option and words within 1 record."


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which an option, a partner's service and words of an option are withheld."""
    folder = tmp_path_factory.mktemp("marked")
    store = Store.create(folder / "marked.appraisal")
    imported(store, sheets(), folder)
    with store.unit_of_work("mark") as unit:
        first, second, *_ = unit.all(Option)
        unit.change(second, **_MARKS)
        unit.change(first, advantages="[exempt: 3 | live]\nZqbid\n[end exempt]")
        own = {each.id for each in unit.all(Organisation, own=True)}
        unit.change(next(each for each in unit.all(Service) if each.organisation_id not in own), name="Zqdepot", **_MARKS)
    store.close()
    return store.path


def test_a_workbook_says_what_it_holds_and_imports_as_before(marked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, again = tmp_path / "book.xlsx", tmp_path / "again.appraisal"
    assert run(["export", str(marked), "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == _HELD
    book = openpyxl.load_workbook(out)
    assert (book.properties.category, book.properties.description) == (NOT_FOR_PUBLICATION, _HELD)
    assert book.sheetnames[0] == NOT_FOR_PUBLICATION
    assert book.worksheets[0]["A3"].value == _HELD
    assert {sheet.oddHeader.center.text for sheet in book.worksheets[1:] if sheet.oddHeader is not None} == {NOT_FOR_PUBLICATION}
    assert run(["import", str(out), "--into", str(again)]) == 0
    assert NOT_FOR_PUBLICATION not in capsys.readouterr().out
    before, after = (Store.open(path) for path in (marked, again))
    assert what_it_holds(after.reader()) == what_it_holds(before.reader()) == _HELD
    for store in (before, after):
        store.close()


def test_a_workbook_that_holds_nothing_withheld_has_no_mark(
    tmp_path: Path, filled_grounds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "book.xlsx"
    assert run(["export", str(filled_grounds), "--out", str(out)]) == 0
    assert "exempt" not in capsys.readouterr().out
    book = openpyxl.load_workbook(out)
    assert NOT_FOR_PUBLICATION not in book.sheetnames
    assert not book.properties.category


@pytest.fixture(scope="module")
def filled_grounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same file with nothing marked."""
    folder = tmp_path_factory.mktemp("open")
    store = Store.create(folder / "open.appraisal")
    imported(store, sheets(), folder)
    store.close()
    return store.path


def test_packs_say_whose_hold_what_is_withheld(marked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "packs"
    assert run(["packs", str(marked), "--out", str(folder), "--questions", "services", "--filled"]) == 0
    *files, said = capsys.readouterr().out.splitlines()
    assert said.startswith("What is exempt or confidential stands in 1 row of what goes to ")
    marks = {path.name: openpyxl.load_workbook(path).properties.category for path in map(Path, files)}
    assert [mark for mark in marks.values() if mark] == [NOT_FOR_PUBLICATION]
    (name,) = (name for name, mark in marks.items() if mark)
    assert said.endswith(f"{name.split(' return')[0]}.")
    start = openpyxl.load_workbook(folder / name).worksheets[0]
    assert any("Do not publish it" in str(cell.value) for row in start.iter_rows() for cell in row)


def test_results_say_what_they_hold_and_the_public_ones_hold_nothing(marked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["results", str(marked)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == _HELD
    assert run(["results", str(marked), "--public"]) == 0
    text = capsys.readouterr().out
    assert run(["results", str(marked), "--json"]) == 0
    whole = json.load(io.StringIO(capsys.readouterr().out))
    assert run(["results", str(marked), "--json", "--public"]) == 0
    public = json.load(io.StringIO(capsys.readouterr().out))
    assert whole["withheld"]
    assert "withheld" not in public
    secret = whole["options"][1]["name"]
    assert "/options/1/name" in whole["withheld"]
    for told in (text, json.dumps(public)):
        assert secret not in told
        assert "Zq" not in told
        assert "exempt or confidential" not in told
