"""Everything that can be wrong with a workbook or a file: one sentence each, with its place, and nothing written."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import migrations
from db.nouns.register import Organisation
from db.store import Store
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.store.files import made_or_opened, opened
from desktop.operations.workbook.importing import import_workbook
from tests.db.filled import dump
from tests.operations.grounds import TITLE, Cell, Sheets, imported, put, sheets, write

Change = Callable[[Sheets], None]


def heading(sheet: str, old: str, new: Cell) -> Change:
    def change(book: Sheets) -> None:
        book[sheet][0][book[sheet][0].index(old)] = new

    return change


def row(sheet: str, *cells: Cell) -> Change:
    return lambda book: book[sheet].append(list(cells))


def without(sheet: str) -> Change:
    def change(book: Sheets) -> None:
        del book[sheet]

    return change


def without_column(sheet: str, named: str) -> Change:
    def change(book: Sheets) -> None:
        at = book[sheet][0].index(named)
        for cells in book[sheet]:
            del cells[at]

    return change


def both(*changes: Change) -> Change:
    def change(book: Sheets) -> None:
        for one in changes:
            one(book)

    return change


def judged(*rows: list[Cell]) -> Change:
    """A sheet of judgements."""

    def change(book: Sheets) -> None:
        book["Judgements"] = [["Assessors", "Criterion", "Over", "Ratio"], *rows]

    return change


ERROR = "is what Excel shows where a formula fails: type the value, or correct the formula."
AMOUNT = "type a number such as £1,200 or £1.2m, a range such as £0.5m to £0.75m, up to £5m, about £70m, or not known."
IN_CASE = "outside the case, which runs from 2011/12 to 2015/16. Move the amount, or change Base year or Horizon on the Case sheet."

WRONG: list[tuple[str, Change, str]] = [
    # a wrong heading
    (
        "heading",
        heading("Scores", "Criterion", "Criteria we used"),
        "Scores, row 1, column C: ‘Criteria we used’ is not a heading of this sheet, which has no Criterion. Is it Criterion? "
        "Correct the heading, or add the column Criterion.",
    ),
    (
        "heading-missing",
        without_column("Scores", "Criterion"),
        "Scores, row 1: there is no column headed Criterion. Add it, or correct the heading that stands for it.",
    ),
    (
        "heading-twice",
        heading("Options", "Description", "Option"),
        "Options, row 1, column B: there are two columns headed Option. Keep one.",
    ),
    ("case-headings", heading("Case", "Field", "What"), "Case, row 1: the headings must be Field and Value. Correct them."),
    (
        "headings-lower-down",
        lambda book: book["Risks"].insert(0, [None, None, None]),
        "Risks, row 1: the headings are missing. Put them in row 1.",
    ),
    # names that join nothing
    (
        "option",
        put("Scores", 5, "Option", "Two teams"),
        "Scores, row 5, column B (Option): there is no option named ‘Two teams’. Correct the name, or add it to the Options sheet.",
    ),
    (
        "criterion",
        put("Scores", 5, "Criterion", "Noise"),
        "Scores, row 5, column C (Criterion): there is no criterion named ‘Noise’. Correct the name, or add it to the Criteria sheet.",
    ),
    (
        "assessors",
        put("Scores", 5, "Assessors", "Mayors"),
        "Scores, row 5, column A (Assessors): there is no group of assessors named ‘Mayors’. "
        "Correct the name, or add it to the Assessors sheet.",
    ),
    (
        "neither-weight-nor-order",
        row("Weights", "Managers", "Reach", None),
        "Weights, row 5, column C (Weight): there is neither a weight nor an order. Type one, or delete the row.",
    ),
    (
        "judging-assessors",
        judged(["Mayors", "Quality", "Reach", 3]),
        "Judgements, row 2, column A (Assessors): there is no group of assessors named ‘Mayors’. "
        "Correct the name, or add it to the Assessors sheet.",
    ),
    (
        "judged-over",
        judged(["Crews", "Quality", "Noise", 3]),
        "Judgements, row 2, column C (Over): there is no criterion named ‘Noise’. Correct the name, or add it to the Criteria sheet.",
    ),
    (
        "judged-over-itself",
        judged(["Crews", "Quality", "quality", 3]),
        "Judgements, row 2, column C (Over): ‘Quality’ cannot be judged over itself. Name another criterion.",
    ),
    (
        "judged-0",
        judged(["Crews", "Quality", "Reach", 0]),
        "Judgements, row 2, column D (Ratio): 0 is too low: type more than 0, such as 1/3 where it counts for less.",
    ),
    (
        "judged-in-words",
        judged(["Crews", "Quality", "Reach", "much more"]),
        "Judgements, row 2, column D (Ratio): ‘much more’ is not a ratio: type a number such as 3, or 1/3 where it counts for less.",
    ),
    (
        "judged-blank",
        judged(["Crews", "Quality", "Reach", None]),
        "Judgements, row 2, column D (Ratio): Nothing is here: type it in.",
    ),
    (
        "judged-twice",
        judged(["Crews", "Quality", "Reach", 3], ["CREWS", "quality", "Reach", 3]),
        "Judgements, row 3, column C (Over): this pair is in row 2 already. Keep one.",
    ),
    (
        "judged-both-ways",
        judged(["Crews", "Quality", "Reach", 3], ["Crews", "Reach", "Quality", 2]),
        "Judgements, row 3, column D (Ratio): row 2 judges this pair the other way round, and the two are at odds. Keep one.",
    ),
    (
        "owner",
        put("Flows", 2, "Owner", "Two teams"),
        "Flows, row 2, column A (Owner): there is no option or project named ‘Two teams’. "
        "Correct the name, or add it to the Options or Projects sheet.",
    ),
    (
        "organisation",
        put("Flows", 2, "Organisation", "Nether Wick"),
        "Flows, row 2, column D (Organisation): there is no organisation named ‘Nether Wick’. "
        "Correct the name, or add it to the Organisations sheet.",
    ),
    (
        "service",
        put("Costs", 2, "Service", "Hedges"),
        "Costs, row 2, column B (Service): Upper Wick has no service named ‘Hedges’. Correct the name, or add it to the Services sheet.",
    ),
    (
        "paper",
        put("Sections", 2, "Paper", "Another paper"),
        "Sections, row 2, column A (Paper): there is no paper named ‘Another paper’. Correct the name, or add it to the Papers sheet.",
    ),
    # text where money belongs
    ("money", put("Flows", 2, "2011/12", "a lot"), f"Flows, row 2, column I (2011/12): ‘a lot’ is not an amount: {AMOUNT}"),
    ("money-formula-error", put("Flows", 3, "2012/13", "#REF!"), f"Flows, row 3, column J (2012/13): ‘#REF!’ {ERROR}"),
    ("money-cost", put("Costs", 3, "2011/12", "see note"), f"Costs, row 3, column D (2011/12): ‘see note’ is not an amount: {AMOUNT}"),
    (
        "money-backwards",
        put("Flows", 2, "2011/12", "£5m to £2m"),
        "Flows, row 2, column I (2011/12): The lowest, £5,000,000, is above the highest, £2,000,000: type the lower amount first.",
    ),
    (
        "money-in-thousands",
        heading("Flows", "2013/14", "2013/14 (£000)"),
        "Flows, column K (2013/14): the heading says £000, so 61250 in row 3 can be read two ways, as £61,250,000 or £61,250. "
        "Type every number in full, and take £000 out.",
    ),
    # a score outside its scale
    (
        "score-high",
        put("Scores", 2, "Score", 11),
        "Scores, row 2, column D (Score): 11 is outside the scale of Quality: type a score from 0 to 10.",
    ),
    (
        "score-low",
        put("Scores", 3, "Score", 9),
        "Scores, row 3, column D (Score): 9 is outside the scale of Days to mow: type a score from 10 to 40.",
    ),
    (
        "score-past-the-one-end-given",
        both(put("Criteria", 3, "Worst", None), put("Criteria", 3, "Best", 15), put("Scores", 3, "Score", 14)),
        "Scores, row 3, column D (Score): 14 is below Best of Days to mow, 15: correct the score, or Best.",
    ),
    (
        "score-text",
        put("Scores", 4, "Score", "good"),
        "Scores, row 4, column D (Score): ‘good’ is not a score: type a number, n/a, or clear it where it is missing.",
    ),
    # a year written wrongly
    (
        "year-short",
        heading("Flows", "2012/13", "12/13"),
        "Flows, row 1, column J: ‘12/13’ is not a financial year: type the two years it spans, such as 2011/12.",
    ),
    (
        "year-alone",
        heading("Flows", "2012/13", 2012),
        "Flows, row 1, column J: ‘2012’ can be read two ways: type 2011/12 or 2012/13.",
    ),
    (
        "year-named",
        heading("Flows", "2012/13", "FY 2012/13"),
        "Flows, row 1, column J: ‘FY 2012/13’ is not a financial year: type the two years it spans, such as 2011/12.",
    ),
    (
        "year-does-not-follow",
        heading("Flows", "2012/13", "2012/14"),
        "Flows, row 1, column J: ‘2012/14’ is not a financial year: 2013 follows 2012, so type 2012/13.",
    ),
    ("year-twice", heading("Flows", "2012/13", "2011/12"), "Flows, row 1, column J: there are two columns headed 2011/12. Keep one."),
    (
        "year-in-case",
        put("Case", 5, "Value", "2011"),
        "Case, row 5, column B (Base year): ‘2011’ can be read two ways: type 2010/11 or 2011/12.",
    ),
    (
        "year-before",
        both(heading("Flows", "2011/12", "2010/11"), lambda book: book["Flows"].__delitem__(slice(3, None))),
        f"Flows, row 2, column I (2010/11): 2010/11 is {IN_CASE}",
    ),
    (
        "year-after",
        both(heading("Flows", "2015/16", "2016/17"), lambda book: book["Flows"].__delitem__(slice(2, None)), put("Flows", 2, "2016/17", 5)),
        f"Flows, row 2, column M (2016/17): 2016/17 is {IN_CASE}",
    ),
    # fields of the case
    ("no-title", put("Case", 2, "Value", None), "Case, row 2, column B (Title): Nothing is here: type it in."),
    ("no-base-year", lambda book: book["Case"].__delitem__(4), "Case: there is no field named Base year. Add a row for it."),
    ("horizon", put("Case", 6, "Value", 0), "Case, row 6, column B (Horizon): 0 is too low: type 1 or more."),
    ("horizon-text", put("Case", 6, "Value", "ten"), "Case, row 6, column B (Horizon): ‘ten’ is not a number: type one such as 12 or 7.5."),
    (
        "price-base",
        put("Case", 7, "Value", "today’s"),
        "Case, row 7, column B (Price base): ‘today’s’ is not a price base: type nominal, or real and its year, such as real 2011/12.",
    ),
    (
        "discounting",
        put("Case", 8, "Value", "as usual"),
        "Case, row 8, column B (Discounting): ‘as usual’ is not a way to discount: type green book, or a flat rate such as 8%.",
    ),
    (
        "flows-are",
        put("Case", 9, "Value", "guesses"),
        "Case, row 9, column B (Flows are): ‘guesses’ is not one of the choices: type changes or whole costs.",
    ),
    ("field-twice", row("Case", "Horizon", 7), "Case, row 12, column B (Horizon): this field stands twice. Keep one."),
    # choices and numbers
    (
        "choice",
        put("Flows", 2, "Kind", "expense"),
        "Flows, row 2, column C (Kind): ‘expense’ is not one of the choices: type cost, saving, income or funding.",
    ),
    ("yes-no", put("Options", 3, "Benchmark", "maybe"), "Options, row 3, column C (Benchmark): ‘maybe’ is not an answer: type yes or no."),
    ("number", put("Services", 2, "FTE", "14,5"), "Services, row 2, column C (FTE): ‘14,5’ is not a number: type one such as 12 or 7.5."),
    ("number-below", put("Services", 2, "FTE", -1), "Services, row 2, column C (FTE): -1 is too low: type 0 or more."),
    (
        "date",
        put("Papers", 2, "Meeting date", "soon"),
        "Papers, row 2, column C (Meeting date): ‘soon’ is not a date: type it as 31 October 2011.",
    ),
    ("blank-name", put("Risks", 2, "Risk", None), "Risks, row 2, column A (Risk): Nothing is here: type it in."),
    # what stands twice
    (
        "option-twice",
        row("Options", "one TEAM", None, None, None, None),
        "Options, row 5, column A (Option): ‘one TEAM’ is in row 3 already. Keep one, or give it another name.",
    ),
    (
        "project-like-option",
        row("Projects", "One team", None),
        "Projects, row 3, column A (Project): ‘One team’ is an option already. Options and projects need names of their own.",
    ),
    (
        "score-twice",
        row("Scores", "Crews", "Carry on", "Reach", 3, None),
        "Scores, row 20, column C (Criterion): ‘Crews, Carry on, Reach’ is in row 13 already. Keep one, or give it another name.",
    ),
    (
        "benchmark-twice",
        put("Options", 3, "Benchmark", "yes"),
        "Options, row 3, column C (Benchmark): ‘Carry on’ is the benchmark already. Only one option can be.",
    ),
    (
        "preferred-twice",
        put("Options", 4, "Preferred", "yes"),
        "Options, row 4, column E (Preferred): ‘One team’ is the preferred option already. Only one option can be.",
    ),
    # what contradicts itself
    (
        "scale-upside-down",
        put("Criteria", 2, "Better", "lower"),
        "Criteria, row 2, column F (Best): Better is lower, so Best must be below Worst. Swap them, or correct Better.",
    ),
    (
        "saving-among-whole-costs",
        both(
            put("Case", 9, "Value", "whole costs"),
            lambda book: book["Flows"].__delitem__(slice(4, None)),
            lambda book: book["Flows"].__delitem__(2),
        ),
        "Flows, row 3, column C (Kind): Flows are whole costs, so no line can be a saving: the saving is worked out from the benchmark. "
        "Record what the option costs instead.",
    ),
    (
        "flows-of-the-benchmark",
        put("Flows", 3, "Owner", "Carry on"),
        "Flows, row 3, column A (Owner): ‘Carry on’ is the benchmark and Flows are changes from it, so it has none. "
        "Delete the row, or set Flows are to whole costs.",
    ),
    (
        "bias-beyond-all",
        put("Flows", 3, "Optimism bias (%)", 150),
        "Flows, row 3, column G (Optimism bias): it takes off more than all of the line. Type 100% or less for a saving or income.",
    ),
]


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a case in it, for all that is refused: nothing is ever written to it."""
    folder = tmp_path_factory.mktemp("standing")
    other = sheets()
    put("Case", 2, "Value", "What is there already")(other)
    store = Store.create(folder / "standing.appraisal")
    imported(store, other, folder)
    yield store
    store.close()


@pytest.mark.parametrize(("spoil", "sentence"), [wrong[1:] for wrong in WRONG], ids=[wrong[0] for wrong in WRONG])
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(standing: Store, tmp_path: Path, spoil: Change, sentence: str) -> None:
    held = dump(standing, trail=True)
    book = sheets()
    spoil(book)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(standing, book, tmp_path)
    assert sentence in trouble.value.sentences
    assert len(trouble.value.sentences) == 1, trouble.value.sentences
    assert not re.search(r"please|sorry|invalid|\berror\b", sentence.casefold())
    assert dump(standing, trail=True) == held


def test_every_problem_is_reported_at_once(store: Store, tmp_path: Path) -> None:
    book = sheets()
    for spoil in (put("Scores", 2, "Score", 11), put("Flows", 2, "2011/12", "a lot"), put("Options", 3, "Benchmark", "maybe")):
        spoil(book)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book, tmp_path)
    assert [sentence.split(":")[0] for sentence in trouble.value.sentences] == [
        "Options, row 3, column C (Benchmark)",
        "Flows, row 2, column I (2011/12)",
        "Scores, row 2, column D (Score)",
    ]
    assert not any(dump(store).values())


@pytest.mark.parametrize("title", [TITLE, TITLE.upper(), f" {TITLE} "])
def test_a_title_that_is_there_already_is_refused(filled: Store, tmp_path: Path, title: str) -> None:
    held = dump(filled, trail=True)
    book = sheets()
    put("Case", 2, "Value", title)(book)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(filled, book, tmp_path)
    assert trouble.value.sentences == (
        f"Case, row 2, column B (Title): there is a case named ‘{title.strip()}’ in the file already. "
        "Change the title, or use --replace to take its place.",
    )
    assert dump(filled, trail=True) == held


def test_organisations_and_assessors_may_be_left_to_the_sheets_that_name_them(store: Store, tmp_path: Path) -> None:
    book = sheets()
    del book["Organisations"], book["Assessors"], book["Weights"]
    book["Scores"][2][0] = "MANAGERS"
    book["Flows"][2][3] = "upper wick"
    imported(store, book, tmp_path)
    held = dump(store)
    reader = store.reader()
    assert sorted(reader.column(Organisation, "name")) == ["Lower Wick", "Upper Wick"]
    assert len(held["assessor_groups"]) == 2
    assert len(held["scores"]) == 18


# Files that will not do --------------------------------------------------------------------------------------------------------


def _corrupt_sheet(path: Path) -> None:
    """A package that is whole, with a sheet that breaks off."""
    whole = path.with_name("whole.xlsx")
    write(sheets(), whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if name == "xl/worksheets/sheet1.xml" else content)
    whole.unlink()


def _entities(path: Path) -> None:
    """A sheet that would swell to gigabytes as it is read."""
    whole = path.with_name("whole.xlsx")
    write(sheets(), whole)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, bomb if name == "xl/worksheets/sheet1.xml" else source.read(name))
    whole.unlink()


def _other_package(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")


UNREADABLE = "book.xlsx cannot be read as a workbook. Open it in Excel, save it as .xlsx and import it again."


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "There is no file at {path}. Check its name and folder."),
        (lambda path: path.mkdir(), "book.xlsx is a folder. Choose a workbook whose name ends in .xlsx."),
        (
            lambda path: path.write_text("Option,Score\n", encoding="utf-8"),
            "book.xlsx is a text file, whatever its name. Give it a name that ends in .csv, and choose File, Bring in a sheet.",
        ),
        (
            lambda path: path.write_text("\ufeff<html><table><tr><td>Option</table>", encoding="utf-8"),
            "book.xlsx is a web page or an XML file, whatever its name. Open it in Excel and save it as .xlsx.",
        ),
        (lambda path: path.write_bytes(bytes(range(256))), "book.xlsx is not a workbook. Choose a file that Excel saved as .xlsx."),
        (lambda path: path.write_bytes(b""), "book.xlsx is not a workbook. Choose a file that Excel saved as .xlsx."),
        (
            lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)),
            "book.xlsx has a password or is in the old .xls form. Save it as .xlsx without a password and import it again.",
        ),
        (_other_package, UNREADABLE),
        (_corrupt_sheet, UNREADABLE),
        (_entities, UNREADABLE),
    ],
    ids=["missing", "folder", "text", "web-page", "bytes", "empty", "protected", "other-package", "broken-off", "entities"],
)
def test_a_file_that_is_no_workbook_is_refused(store: Store, tmp_path: Path, make: Callable[[Path], object], sentence: str) -> None:
    path = tmp_path / "book.xlsx"
    make(path)
    with pytest.raises(KnownTrouble) as trouble:
        import_workbook(store, path)
    assert str(trouble.value) == sentence.format(path=path)
    assert not any(dump(store).values())


def test_a_workbook_that_is_refused_leaves_no_new_store_behind(tmp_path: Path) -> None:
    path = tmp_path / "new.appraisal"
    book = sheets()
    put("Scores", 2, "Score", 11)(book)
    with pytest.raises(KnownTrouble), made_or_opened(path) as store:
        imported(store, book, tmp_path)
    assert not path.exists()
    with made_or_opened(path) as store:
        imported(store, sheets(), tmp_path)
    with opened(path) as store:
        assert len(dump(store)["cases"]) == 1


@pytest.mark.parametrize("spoilt", ["missing", "text", "newer", "open elsewhere", "folder"])
def test_a_store_that_will_not_do_is_known_trouble_and_stays_as_it_was(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "grounds.appraisal"
    Store.create(path).close()
    holder: Store | None = None
    if spoilt in ("missing", "folder"):
        path.unlink()
    if spoilt == "folder":
        path.mkdir()
    elif spoilt == "text":
        path.write_text("Dear Sir", encoding="utf-8")
    elif spoilt == "newer":
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
        connection.close()
    held = path.read_bytes() if path.is_file() else b""
    if spoilt == "open elsewhere":
        holder = Store.open(path)
    with pytest.raises(KnownTrouble) as trouble, opened(path):
        raise AssertionError("it opened")
    assert str(trouble.value).endswith(".")
    assert "\n" not in str(trouble.value)
    if holder is not None:
        holder.close()
    assert (path.read_bytes() if path.is_file() else b"") == held
    assert path.exists() is (spoilt != "missing")
