"""Returns: checked by cell, compared with what is held, and taken as one step or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import trail
from db.nouns.case import Case
from db.nouns.money import Target
from db.nouns.partners import PoolContribution
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.returns import ResourceScore, Return, ReturnPack
from db.store import Store
from desktop.appraisal.partners.returns import Rating
from desktop.errors import Cancelled, KnownTrouble
from desktop.operations.partners.questions import BY_KEY
from desktop.operations.partners.return_reading import gather_basis
from desktop.operations.partners.returns import CheckedReturn, State, TakenReport, Taking, check_returns, returned_files, take_returns
from desktop.operations.records import cases, records
from desktop.operations.records.columns import RawCell, clean, column_of, read, written
from tests.db.filled import dump
from tests.examples import examples
from tests.operations import hostile_books as hostile
from tests.operations.packed import EVERY, OTHER, PARTNER, TODAY, YEARS, ask, check, fill, ground, take

ANSWERS: dict[str, object] = {
    "Baseline!B8": "about £12m",
    "Gains by year!B8": 250_000,
    "Gains by year!C8": "£0.1m to £0.2m",
    "RAG by year!B8": "amber",
    "Resource scores!B8": "n/a",
    "Services!D8": 11.5,
    "Services!A9": "=Hedges",
    "Services!D9": 2,
    "Costs!C8": 300_000,
    "Costs!A9": "=hedges",
    "Costs!B9": "Employees",
    "Costs!D9": "not known",
    "Contributions!C8": 90_000,
    "Contributions!G8": "+subject to @governance",
}


@pytest.fixture
def asking(filled: Store) -> Store:
    """A store whose case partners can be asked about."""
    ground(filled)
    return filled


@pytest.fixture
def sent(asking: Store, tmp_path: Path) -> Path:
    """The pack of Lower Wick."""
    return ask(asking, tmp_path / "packs")[0][0]


def only(store: Store, path: Path) -> CheckedReturn:
    """One file, checked."""
    (found,) = check(store, path)
    return found


def test_what_is_taken_is_what_was_typed_as_one_step(asking: Store, sent: Path) -> None:
    before = dump(asking)
    found = only(asking, fill(sent, ANSWERS))
    assert (found.state, found.read.problems, found.partner) == (State.READY, (), PARTNER)
    told = {(line.what, line.held_words, line.returned_words, line.difference) for line in found.read.lines}
    assert ("NI 179, 2011/12", "blank", "A", "new") in told
    assert ("Mowing, Employees, 2011/12", "about £0.25m", read_amount(300_000), "changed") in told
    assert ("Mowing, FTE", "9", "11.5", "changed") in told
    take(asking, found)
    reader = asking.reader()
    (target,) = [row for row in records.rows(reader, Target, 1) if row.text("organisation") == PARTNER]
    (returned,) = [row for row in records.rows(reader, Return, 1) if row.text("organisation") == PARTNER]
    (score,) = [row for row in records.rows(reader, ResourceScore, 1) if row.text("organisation") == PARTNER]
    services = {row.text("name"): row for row in records.rows(reader, Service, 1) if row.text("organisation") == PARTNER}
    costs = {row.text("service"): row for row in records.rows(reader, CostLine, 1) if row.text("organisation") == PARTNER}
    (pool,) = records.rows(reader, PoolContribution, 1)
    (pack, _) = records.rows(reader, ReturnPack, 1)
    assert (written(target.values["baseline"]), target.values["mode"]) == (read_amount("about £12m"), "compound")
    assert returned.values["received"] is True
    assert returned.ratings == {YEARS[0]: Rating.AMBER}  # the year left blank has no rating, and so is no green
    assert {str(year): gain.words() for year, gain in returned.amounts.items()} == {
        "2011/12": read_amount(250_000),
        "2012/13": read_amount("£0.1m to £0.2m"),
    }
    assert score.values["score"] == "n/a"
    assert (written(services["Mowing"].values["fte"]), written(services["=Hedges"].values["fte"])) == ("11.5", "2")
    assert costs["Mowing"].amounts[YEARS[0]].words() == read_amount(300_000)
    assert costs["=Hedges"].amounts[YEARS[1]].words() == "not known"
    assert pool.values["condition"] == "+subject to @governance"
    assert (written(pool.values["before"]), written(pool.values["pooled"])) == (read_amount(120_000), read_amount(90_000))
    assert pack.values["received_on"] == TODAY
    trail.undo(asking)
    assert dump(asking) == before
    trail.redo(asking)
    again = only(asking, sent)
    assert (again.state, again.read.lines) == (State.NOTHING_NEW, ())
    assert again.read.notes[0] == f"This return of {PARTNER} was taken in before, with the same answers. Leave it."


def read_amount(raw: RawCell) -> str:
    """An amount as the program says it."""
    return written(read(BY_KEY["gains"].year_column(YEARS[0]), raw))


def test_the_difference_of_exact_amounts_is_said_with_its_sign(asking: Store, tmp_path: Path) -> None:
    (path, _), _ = ask(asking, tmp_path / "packs", filled=True)
    found = only(asking, fill(path, {"Contributions!B8": 118_800, "Contributions!C8": 5}))
    assert [(line.held_words, line.returned_words, line.difference) for line in found.read.lines] == [
        (read_amount(120_000), read_amount(118_800), read_amount(-1_200)),
        ("blank", read_amount(5), "new"),
    ]


def test_what_is_returned_blank_is_blank_and_clears_only_what_the_officer_says(asking: Store, tmp_path: Path) -> None:
    (path, _), _ = ask(asking, tmp_path / "packs", filled=True)
    found = only(asking, fill(path, {"Services!D8": None, "Contributions!B8": "  "}))
    assert [(line.returned_words, line.difference, line.takes) for line in found.read.lines] == [("blank", "cleared", False)] * 2
    take(asking, found)
    reader = asking.reader()
    (pool,) = records.rows(reader, PoolContribution, 1)
    assert pool.values["before"] is not None
    with asking.unit_of_work("taken") as unit:
        take_returns(unit, 1, [Taking(found, found.read.lines)], TODAY)
    reader = asking.reader()
    (pool,) = records.rows(reader, PoolContribution, 1)
    assert pool.values["before"] is None


def test_a_row_that_was_deleted_from_a_filled_pack_is_told_and_what_is_held_stays(asking: Store, tmp_path: Path) -> None:
    (path, _), _ = ask(asking, tmp_path / "packs", filled=True)
    names = [row.text("name") for row in records.rows(asking.reader(), Service, 1) if row.text("organisation") == PARTNER]
    found = only(asking, fill(path, {"Services!A9": "Another"}, lambda book: book["Services"].delete_rows(8)))
    assert f"Services: ‘{names[0]}’ has no row in this return, and may have been deleted. What is held of it stays." in found.read.notes


def test_a_return_that_adds_a_record_by_name_alone_is_not_offered_again(asking: Store, sent: Path) -> None:
    found = only(asking, fill(sent, {"Services!A9": "Bins"}))
    take(asking, found)
    assert "Bins" in [row.text("name") for row in records.rows(asking.reader(), Service, 1)]
    assert only(asking, sent).state is State.NOTHING_NEW


def test_a_year_returned_blank_is_a_blank_whatever_was_held(asking: Store, tmp_path: Path) -> None:
    with asking.unit_of_work("earlier") as unit:
        (row,) = records.rows(unit, Return, 1)
        records.change(unit, Return, 1, [records.Edit(row.id, "2011/12", "G"), records.Edit(row.id, "2012/13", "R")])
    (path, _), _ = ask(asking, tmp_path / "packs", questions=("ratings",))
    found = only(asking, fill(path, {"RAG by year!C8": "R"}))
    assert [(line.held_words, line.returned_words, line.takes) for line in found.read.lines] == [("G", "blank", True)]
    take(asking, found)
    reader = asking.reader()
    (row,) = [row for row in records.rows(reader, Return, 1) if row.text("organisation") == PARTNER]
    assert row.ratings == {YEARS[1]: Rating.RED}
    assert row.values["received"] is True


def test_a_partner_who_has_not_answered_is_no_red(asking: Store, sent: Path) -> None:
    take(asking, only(asking, fill(sent, ANSWERS)))
    reader = asking.reader()
    (row,) = [row for row in records.rows(reader, Return, 1) if row.text("organisation") == OTHER]
    assert (row.values["received"], row.ratings) == (False, {})


def test_only_the_answers_that_are_chosen_are_taken(asking: Store, sent: Path) -> None:
    found = only(asking, fill(sent, {"RAG by year!B8": "R", "RAG by year!C8": "G"}))
    with asking.unit_of_work("taken") as unit:
        report = take_returns(unit, 1, [Taking(found, found.read.lines[1:])], TODAY)
        assert report.words == f"Took the return of {PARTNER}: 1 answer changed."
    reader = asking.reader()
    (row,) = [row for row in records.rows(reader, Return, 1) if row.text("organisation") == PARTNER]
    assert row.ratings == {YEARS[1]: Rating.GREEN}


def test_what_has_changed_since_it_was_checked_is_not_written_over(asking: Store, sent: Path) -> None:
    found = only(asking, fill(sent, ANSWERS))
    with asking.unit_of_work("meanwhile") as unit:
        (pool,) = records.rows(unit, PoolContribution, 1)
        records.change(unit, PoolContribution, 1, [records.Edit(pool.id, "pooled", 1)])
    before = dump(asking, trail=True)
    with pytest.raises(KnownTrouble, match="Mowing pool, In the pool of Lower Wick has changed since the returns were checked"):
        take(asking, found)
    assert dump(asking, trail=True) == before


# What cannot be taken ----------------------------------------------------------------------------------------------------------

Change = Callable[[Any], object]


def typed(place: str, value: object) -> Change:
    sheet, _, cell = place.rpartition("!")
    return lambda book: book[sheet].__setitem__(cell, value)


def gone(sheet: str) -> Change:
    return lambda book: book.remove(book[sheet])


AMOUNT = "type a number such as £1,200 or £1.2m, a range such as £0.5m to £0.75m, up to £5m, about £70m, or not known."
WRONG: list[tuple[Change, str]] = [
    (
        typed("Start here!B3", "Another case"),
        "Start here, row 3, column B: this return is for the case ‘Another case’, and the case in hand is ‘Grounds maintenance "
        "in Upper and Lower Wick’. Leave it, or open that case.",
    ),
    (
        typed("Start here!B4", "Nether Wick"),
        "Start here, row 4, column B: ‘Nether Wick’ is not a partner of this case. Leave it, or ask that partner.",
    ),
    (
        typed("Start here!B4", OTHER),
        f"Baseline, row 2, column A: this sheet is of another return: it should begin ‘{OTHER}:’ and end ‘pack version 1’. "
        "Put the answers into the workbook that was sent.",
    ),
    (
        typed("Start here!B5", 7),
        f"Start here, row 5, column B: no pack of version 7 was sent to {PARTNER}. Leave it, and ask for the workbook that was sent.",
    ),
    (typed("Start here!B5", "one"), "Start here, row 5, column B: ‘one’ is not a pack version. Put back the number that was sent."),
    (
        typed("Start here!A4", "Council"),
        "Start here, row 4, column A: this should say Partner. Put back what the workbook said when it was sent.",
    ),
    (
        gone("Start here"),
        "There is no sheet Start here, which says whose return this is. Put the answers into the workbook that was sent.",
    ),
    (gone("RAG by year"), "RAG by year: this sheet is missing. Put back the sheet that was sent."),
    (
        typed("RAG by year!B7", "2012/13"),
        "RAG by year, row 7, column B: this heading says ‘2012/13’, and should say 2011/12. Put it back, with its own answers below.",
    ),
    (
        typed("Costs!B7", None),
        "Costs, row 7, column B: this heading is blank, and should say Category. Put it back, with its own answers below.",
    ),
    (
        lambda book: book["Gains by year"].merge_cells("B8:C8"),
        "Gains by year, row 8, column B (2011/12): the cells B8 to C8 are merged into one, so only the first holds an answer. "
        "Unmerge them and type an answer in each.",
    ),
    (
        typed("Gains by year!B8", "=SUM(A1:A2)"),
        "Gains by year, row 8, column B (2011/12): this cell holds a formula that has not been worked out. Type the value in its place.",
    ),
    (
        typed("RAG by year!B8", "Blue"),
        "RAG by year, row 8, column B (2011/12): ‘Blue’ is not a rating: type G, A or R, or clear it where none was given.",
    ),
    (
        typed("RAG by year!B8", 3),
        "RAG by year, row 8, column B (2011/12): ‘3’ is not a rating: type G, A or R, or clear it where none was given.",
    ),
    (typed("Resource scores!B8", 5), "Resource scores, row 8, column B (Score): ‘5’ is not one of the choices: type 4, 3, 2, 1 or n/a."),
    (typed("Gains by year!B8", "lots"), f"Gains by year, row 8, column B (2011/12): ‘lots’ is not an amount: {AMOUNT}"),
    (typed("Gains by year!B8", "@SUM(A1)"), f"Gains by year, row 8, column B (2011/12): ‘@SUM(A1)’ is not an amount: {AMOUNT}"),
    (typed("Services!D8", -1), "Services, row 8, column D (FTE): -1 is too low: type 0 or more."),
    (
        typed("RAG by year!A8", "NI 180"),
        "RAG by year, row 8, column A (Indicator): ‘NI 180’ was not asked about. Put back the indicator that was sent, or clear the row.",
    ),
    (typed("RAG by year!B9", "G"), "RAG by year, row 9, column A (Indicator): Nothing is here: type it in."),
    (
        typed("Services!A9", "mowing"),
        "Services, row 9, column A (Service): ‘Mowing’ is in row 8 already. Keep one.",
    ),
    (
        lambda book: (typed("Costs!A9", "Hedges")(book), typed("Costs!B9", "Premises")(book), typed("Costs!C9", 5)(book)),
        f"Costs, row 9, column A (Service): {PARTNER} has no service named ‘Hedges’. Correct the name, or add it on the sheet Services.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), WRONG, ids=[str(number) for number in range(len(WRONG))])
def test_what_is_wrong_is_said_with_its_cell(asking: Store, sent: Path, spoil: Change, sentence: str) -> None:
    before = dump(asking, trail=True)
    found = only(asking, fill(sent, {}, spoil))
    assert sentence in found.read.problems
    assert found.state is State.WRONG
    with pytest.raises(KnownTrouble, match="cannot be taken"):
        take(asking, found)
    assert dump(asking, trail=True) == before


def test_a_date_where_a_number_belongs_is_said(asking: Store, sent: Path) -> None:
    def spoil(book: Any) -> None:
        cell = book["Services"]["E8"]
        cell.value, cell.number_format = 40_847, "dd/mm/yyyy"

    (problem,) = only(asking, fill(sent, {}, spoil)).read.problems
    assert problem == "Services, row 8, column E (Volume): ‘31 October 2011’ is not a number: type one such as 12 or 7.5."


def test_a_formula_that_was_worked_out_is_read_and_told(asking: Store, sent: Path) -> None:
    fill(sent, {"Gains by year!B8": 1_250})
    part = "xl/worksheets/sheet3.xml"
    hostile.with_parts(sent, {part: lambda sheet: sheet.replace(b"<v>1250</v>", b"<f>1000+250</f><v>1250</v>")})
    found = only(asking, sent)
    assert [line.returned_words for line in found.read.lines] == [read_amount(1_250)]
    assert found.read.notes == (
        "Gains by year, row 8, column B (2011/12): this cell holds a formula; the value it came to, 1250, was read.",
    )


def test_a_sheet_or_a_column_that_was_not_asked_for_is_left_alone_and_told(asking: Store, sent: Path) -> None:
    def more(book: Any) -> None:
        book.create_sheet("Workings")["A1"] = "Sum"
        book["RAG by year"]["D7"] = "Why"

    found = only(asking, fill(sent, {}, more))
    assert found.state is State.READY
    assert found.read.notes == (
        "RAG by year, row 7, column D: ‘Why’ was not asked for, so its column was left alone.",
        "Workings: this sheet was not asked for, so it was left alone.",
    )


def test_a_folder_is_checked_whole_and_each_file_gets_its_sentence(asking: Store, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    (first, second), _ = ask(asking, folder)
    fill(first, ANSWERS)
    shutil.copy(first, folder / "zz copy.xlsx")
    (folder / "~$other.xlsx").write_bytes(b"Officer")
    (folder / "other.xlsx").write_bytes(second.read_bytes())
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    for name, spoil in (("cut.xlsx", hostile.cut_short), ("old.xls", hostile.old_form), ("macros.xlsm", hostile.with_macros)):
        shutil.copy(second, folder / name)
        spoil(folder / name)
    found = {each.name: each for each in check(asking, folder)}
    assert {name: each.state for name, each in found.items()} == {
        first.name: State.READY,
        second.name: State.READY,
        "zz copy.xlsx": State.NOTHING_NEW,
        "~$other.xlsx": State.LEFT_ALONE,
        "other.xlsx": State.WRONG,
        "notes.txt": State.LEFT_ALONE,
        "cut.xlsx": State.WRONG,
        "old.xls": State.WRONG,
        "macros.xlsm": State.WRONG,
    }
    assert found["zz copy.xlsx"].read.notes[0] == f"This is the same return as {first.name}. Leave it."
    assert "is open in Excel" in found["other.xlsx"].read.problems[0]
    assert "breaks off" in found["cut.xlsx"].read.problems[0]


def test_of_two_returns_of_one_partner_that_differ_neither_is_taken(asking: Store, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    (first, _), _ = ask(asking, folder, partners=(PARTNER, OTHER))
    shutil.copy(first, folder / "aa.xlsx")
    fill(first, {"RAG by year!B8": "G"})
    fill(folder / "aa.xlsx", {"RAG by year!B8": "R"})
    states = {each.name: each.state for each in check(asking, folder)}
    assert states["aa.xlsx"] is states[first.name] is State.WRONG


def test_an_older_return_never_takes_the_place_of_a_newer(asking: Store, tmp_path: Path) -> None:
    (older, _), _ = ask(asking, tmp_path / "one")
    (newer, _), _ = ask(asking, tmp_path / "two")
    fill(older, {"RAG by year!B8": "G"})
    fill(newer, {"RAG by year!B8": "R"})
    both = tmp_path / "both"
    both.mkdir()
    shutil.copy(older, both / "older.xlsx")
    shutil.copy(newer, both / "newer.xlsx")
    found = {each.name: each for each in check(asking, both)}
    assert found["older.xlsx"].read.problems == (f"newer.xlsx answers a later pack of {PARTNER}. Leave this one.",)
    take(asking, found["newer.xlsx"])
    assert only(asking, older).read.problems == (
        f"This answers pack version 1 of {PARTNER}, and version 2 has been taken in already. Leave it: the later answer stands.",
    )


def test_checking_can_be_stopped(asking: Store, sent: Path) -> None:
    reader = asking.reader()
    basis = gather_basis(reader, 1)

    def stop(share: float, name: str) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        check_returns((sent,), basis, stop)


def test_a_folder_that_cannot_be_checked_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match="There is no file or folder"):
        returned_files(tmp_path / "no")
    with pytest.raises(KnownTrouble, match=f"There is no file in {tmp_path.name}"):
        returned_files(tmp_path)


def test_a_case_that_has_another_title_now_still_knows_its_returns(asking: Store, sent: Path) -> None:
    with asking.unit_of_work("title") as unit:
        row = cases.as_row(unit, 1)
        records.change(unit, Case, 1, [records.Edit(row.id, "title", "Another title")])
    assert only(asking, sent).state is State.READY


# Whatever is typed -------------------------------------------------------------------------------------------------------------

_CELLS = {
    "ratings": ("RAG by year", "B8", "2011/12"),
    "gains": ("Gains by year", "C8", "2012/13"),
    "scores": ("Resource scores", "B8", "score"),
    "services": ("Services", "D8", "fte"),
    "contributions": ("Contributions", "G8", "condition"),
}
_LEGAL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)
_TYPED = st.one_of(
    _LEGAL,
    st.sampled_from(
        ["G", "a", "red", "n/a", "4", "£1.2m", "up to £5m", "not known", "=1+1", "+44", "@home", "-5", "0", "12,5", "1e9", " "]
    ),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 2)),
    st.booleans(),
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(sorted(_CELLS)), answer=_TYPED)
def test_what_is_taken_equals_what_was_typed_or_is_refused_by_its_cell(asking: Store, tmp_path: Path, key: str, answer: RawCell) -> None:
    sheet, cell, column_key = _CELLS[key]
    question = BY_KEY[key]
    pack = tmp_path / "kept.xlsx"
    if not pack.exists():
        (made, _), _ = ask(asking, tmp_path / "packs", questions=EVERY)
        shutil.copy(made, pack)
    path = tmp_path / "returned.xlsx"
    shutil.copy(pack, path)
    book = openpyxl.load_workbook(path)
    book[sheet][cell].value = answer
    if isinstance(answer, str) and book[sheet][cell].data_type != "n":
        book[sheet][cell].data_type = "s"
    book.save(path)
    column = (
        question.year_column(YEARS[0 if cell[0] == "B" else 1]) if question.yearly is not None else column_of(question.noun, column_key)
    )
    found = only(asking, path)
    try:
        expected = None if isinstance(answer, str) and not clean(answer) else read(column, answer)
    except KnownTrouble:
        assert found.state is State.WRONG
        assert len(found.read.problems) == 1
        assert found.read.problems[0].startswith(f"{sheet}, row 8, column {cell[0]} (")
        return
    assert found.read.problems == ()
    take(asking, found)
    reader = asking.reader()
    rows = [row for row in records.rows(reader, question.noun, 1) if row.text("organisation") == PARTNER]
    held = [_held(row, question.key, column_key) for row in rows]
    # a service's FTE is held already, and stays where the answer is blank in a pack that was not filled in beforehand
    assert held == ([Decimal(9)] if expected is None and key == "services" else [expected] if held else [])
    assert held or expected is None
    trail.undo(asking)


def _held(row: records.Row, key: str, column_key: str) -> object:
    for year in YEARS:
        if str(year) == column_key:
            return row.ratings.get(year) if key == "ratings" else row.amounts.get(year)
    return row.values.get(column_key)


def test_organisations_of_the_test_are_partners(asking: Store) -> None:
    reader = asking.reader()
    assert {row.text("name") for row in records.rows(reader, Organisation, 1)} == {"Upper Wick", PARTNER, OTHER}


def test_several_returns_are_told_as_several() -> None:
    assert TakenReport((PARTNER, OTHER), 3).words == "Took the returns of 2 partners: 3 answers changed."
    assert TakenReport((PARTNER,), 1).words == f"Took the return of {PARTNER}: 1 answer changed."
