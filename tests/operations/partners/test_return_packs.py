"""Packs: each partner's own questions, locked and checked, in a folder that is written whole or not at all."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import trail
from db.nouns.money import Target
from db.nouns.register import Organisation
from db.nouns.returns import Return, ReturnPack
from db.store import Store
from desktop.errors import Cancelled, KnownTrouble
from desktop.operations.file_names import apart, safe_name
from desktop.operations.partners import packs
from desktop.operations.partners.pack_writing import write_packs
from desktop.operations.partners.packs import Asked
from desktop.operations.records import records
from tests.db.filled import dump
from tests.operations.packed import ASKED_ON, OTHER, PARTNER, TODAY, YEARS, ask, ground


@pytest.fixture
def asked_of(filled: Store) -> Store:
    """A store whose case partners can be asked about."""
    ground(filled)
    return filled


def test_a_pack_holds_just_its_questions_and_says_whose_it_is(asked_of: Store, tmp_path: Path) -> None:
    files, _ = ask(asked_of, tmp_path / "packs", questions=("ratings", "services"))
    assert [path.name for path in files] == ["Lower Wick return 1.xlsx", "Mere Wick Ltd return 1.xlsx"]
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == ["Start here", "RAG by year", "Services"]
    said = {row[0].value: row[1].value for row in book["Start here"].iter_rows(min_row=3, max_row=9)}
    assert said == {
        "Case": "Grounds maintenance in Upper and Lower Wick",
        "Partner": PARTNER,
        "Pack version": "1",
        "Due": "1 July 2009",
        "Questions": "RAG by year; Services",
        "Years": "2011/12 to 2012/13",
        "Filled in beforehand": "no",
    }
    sheet = book["RAG by year"]
    assert sheet["A2"].value == f"{PARTNER}: return for Grounds maintenance in Upper and Lower Wick, pack version 1"
    assert sheet["A4"].value == "G green: =On track"
    assert [cell.value for cell in sheet[7]][:3] == ["Indicator", "2011/12", "2012/13"]
    assert [cell.value for cell in sheet[8]][:3] == ["NI 179", None, None]
    assert sheet.protection.sheet
    assert sheet["A8"].protection.locked
    assert sheet["A7"].protection.locked
    assert not sheet["B8"].protection.locked
    (rule, *_) = [each for each in sheet.data_validations.dataValidation if each.formula1 == '"G,A,R"']
    assert "B8" in str(rule.sqref)


def test_every_answer_is_checked_as_it_is_typed(asked_of: Store, tmp_path: Path) -> None:
    files, _ = ask(asked_of, tmp_path / "packs")
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames[1:] == ["Baseline", "Gains by year", "RAG by year", "Resource scores", "Services", "Costs", "Contributions"]
    kinds = {name: {each.type for each in book[name].data_validations.dataValidation} for name in book.sheetnames[1:]}
    assert kinds["Resource scores"] == {"list"}
    assert kinds["Gains by year"] == kinds["Baseline"] == kinds["Costs"] == {"decimal"}
    scores = book["Resource scores"].data_validations.dataValidation[0]
    assert scores.formula1 == '"4,3,2,1,n/a"'
    money = book["Costs"].data_validations.dataValidation[0]
    assert money.errorStyle == "warning"  # words such as about £5m may stay


def test_nothing_typed_beforehand_is_ever_a_formula(asked_of: Store, tmp_path: Path) -> None:
    with asked_of.unit_of_work("odd") as unit:
        records.add(unit, Target, 1, {"indicator": '=HYPERLINK("http://x")', "baseline": None})
    files, _ = ask(asked_of, tmp_path / "packs", filled=True)
    for path in files:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                assert b"<f>" not in package.read(name)
                assert b"<hyperlink" not in package.read(name)


def test_what_is_held_stands_in_the_answers_where_that_is_wanted(asked_of: Store, tmp_path: Path) -> None:
    files, _ = ask(asked_of, tmp_path / "packs", filled=True)
    book = openpyxl.load_workbook(files[0])
    assert [cell.value for cell in book["Services"][8]][:6] == ["Mowing", None, None, 9, None, None]
    assert [cell.value for cell in book["Costs"][8]][:4] == ["Mowing", "Employees", "about £0.25m", None]
    assert [cell.value for cell in book["Contributions"][8]][:2] == ["Mowing pool", 120_000]
    assert not book["Services"]["A9"].protection.locked  # a service may be added


def test_being_asked_is_recorded_as_one_step_and_is_no_answer(asked_of: Store, tmp_path: Path) -> None:
    before = dump(asked_of)
    ask(asked_of, tmp_path / "packs", questions=("ratings",))
    reader = asked_of.reader()
    rows = records.rows(reader, ReturnPack, 1)
    returns = {row.text("organisation"): row.values["received"] for row in records.rows(reader, Return, 1)}
    late = packs.waiting(reader, 1)
    assert [(row.text("organisation"), row.values["version"], row.values["due"], row.values["received_on"]) for row in rows] == [
        (PARTNER, 1, TODAY, None),
        (OTHER, 1, TODAY, None),
    ]
    assert returns == {PARTNER: False, OTHER: False}
    assert [each.partner for each in late] == [PARTNER, OTHER]
    words = packs.reminder("Grounds", late[0], TODAY + datetime.timedelta(days=1))
    assert words.startswith(f"To {PARTNER}\n\nReturn for Grounds\n\nWe sent you a workbook on 1 June 2009 (pack version 1)")
    assert "It was due on 1 July 2009 and has not reached us." in words
    assert "It is due on 1 July 2009." in packs.reminder("Grounds", late[0], ASKED_ON)
    trail.undo(asked_of)
    assert dump(asked_of) == before
    assert [pack.version for pack in ask(asked_of, tmp_path / "again")[1]] == [1, 1]
    assert [pack.version for pack in ask(asked_of, tmp_path / "and again")[1]] == [2, 2]


def test_a_folder_is_written_whole_or_not_at_all(asked_of: Store, tmp_path: Path) -> None:
    reader = asked_of.reader()
    made = packs.gather_packs(reader, 1, Asked((PARTNER, OTHER), ("ratings",), YEARS))

    def stop(share: float, name: str) -> None:
        if share:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        write_packs(made, tmp_path / "packs", stop)
    assert list(tmp_path.glob("packs*")) == []
    (tmp_path / "there").mkdir()
    with pytest.raises(KnownTrouble, match="there is there already"):
        write_packs(made, tmp_path / "there")
    with pytest.raises(KnownTrouble, match="There is no folder"):
        write_packs(made, tmp_path / "no" / "packs")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked((), ("ratings",), YEARS), "Nobody is asked yet: choose at least one partner"),
        (Asked((PARTNER,), (), YEARS), "Nothing is asked yet: choose at least one question"),
        (Asked((PARTNER,), ("ratings",), ()), "No year is asked about yet: choose the years"),
        (Asked((PARTNER,), ("ratings",), YEARS, indicators=()), "No indicator is asked about yet: choose at least one"),
        (Asked(("Nether Wick",), ("ratings",), YEARS), "There is no partner named ‘Nether Wick’ in the case"),
    ],
)
def test_what_cannot_be_asked_is_said(asked_of: Store, asked: Asked, sentence: str) -> None:
    reader = asked_of.reader()
    with pytest.raises(KnownTrouble, match=sentence):
        packs.gather_packs(reader, 1, asked)


def test_there_must_be_an_indicator_and_a_criterion_to_ask_about(filled: Store) -> None:
    reader = filled.reader()
    assert packs.answerable(reader, 1) == ("services", "costs", "contributions")
    with pytest.raises(KnownTrouble, match="RAG by year cannot be asked yet: record an indicator on Targets or Returns first"):
        packs.gather_packs(reader, 1, Asked((PARTNER,), ("ratings",), YEARS))


@given(st.lists(st.text(max_size=120), max_size=6))
def test_names_of_files_are_safe_and_apart(names: list[str]) -> None:
    made = apart(safe_name(name, "Return") for name in names)
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert name
        assert not set(name) & set('<>:"/\\|?*\n\r\t\x00')
        assert not name.endswith((".", " "))
        assert len(name) < 100
        assert name.split(".")[0].casefold() not in ("con", "nul", "com1")
        assert not name.startswith("~$")


def test_our_own_council_and_the_unions_are_not_asked(filled: Store) -> None:
    reader = filled.reader()
    own = [row.text("name") for row in records.rows(reader, Organisation, 1) if row.values["own"] is True]
    asked = packs.partners_of(reader, 1)
    assert asked
    assert not set(own) & set(asked)
    with filled.unit_of_work("a union and a charity") as unit:
        records.add(unit, Organisation, 1, {"name": "Staff union", "kind": "union"})
        records.add(unit, Organisation, 1, {"name": "Care trust", "kind": "charity"})
    assert packs.partners_of(filled.reader(), 1) == (*asked, "Care trust")
