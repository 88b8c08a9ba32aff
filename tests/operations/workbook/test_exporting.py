"""A case written as its workbook and read back is the same case: every noun, every value, in order, with where it came from."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from db.nouns import OF_THE_FILE, sheet_nouns
from db.nouns.case import Evidence
from db.nouns.choice import Criterion
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Leaver, Target
from db.nouns.noun import Column, Kind
from db.store import Store
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.appraising.results_json import results_json
from desktop.operations.records import cases, records
from desktop.operations.records.columns import clean, read
from desktop.operations.records.held import NOT_FOR_PUBLICATION
from desktop.operations.records.records import rows
from desktop.operations.store.files import made_or_opened, opened
from desktop.operations.workbook.book_writing import book_bytes
from desktop.operations.workbook.case_sheets import BookColumn, BookSheet
from desktop.operations.workbook.cells import read_spreadsheet
from desktop.operations.workbook.exporting import export_workbook, gather, write_workbook
from desktop.operations.workbook.importing import import_sheets, import_workbook
from desktop.operations.workbook.samples import NAMES
from desktop.operations.workbook.sheet_rows import LAST_COLUMN
from desktop.operations.writing import write_whole
from tests.db.filled import dump
from tests.examples import examples
from tests.operations.every_noun import AWKWARD, every_noun
from tests.operations.grounds import TITLE, imported

POUNDS = st.integers(-999_999_999_999_99, 999_999_999_999_99).map(lambda pence: Decimal(pence) / 100)
POSITIVE = st.integers(0, 999_999_999_999_99).map(lambda pence: Decimal(pence) / 100)
ESTIMATES = st.one_of(
    POUNDS.map(Estimate.exact),
    POUNDS.map(Estimate.about),
    POUNDS.map(Estimate.at_least),
    POSITIVE.map(Estimate.at_most),
    st.just(NOT_KNOWN),
    st.tuples(st.lists(POUNDS, min_size=3, max_size=3), st.booleans(), st.booleans()).map(
        lambda given: Estimate.between(min(given[0]), max(given[0]), sorted(given[0])[1] if given[1] else None, approximate=given[2])
    ),
)
#: Numbers as a column takes them: up to 15 digits before the point and some after.
NUMBERS = st.decimals(min_value=-(10**14), max_value=10**14, places=6, allow_nan=False, allow_infinity=False)
TEXTS = st.text(max_size=60)


def results(path: Path) -> str:
    """The results JSON of the only case of a store, as it prints."""
    with opened(path) as store:
        reader = store.reader()
        return json.dumps(results_json(appraise_case_whole(reader, cases.find(reader))), ensure_ascii=False, indent=1)


def came_back(path: Path, folder: Path) -> Path:
    """A new store that holds what the only case of another exports."""
    report = export_workbook(path, None, folder / "book.xlsx")
    assert report.problems == ()
    with made_or_opened(folder / "again.appraisal") as store:
        assert import_workbook(store, folder / "book.xlsx").notes == ()
    return folder / "again.appraisal"


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with opened(path) as store:
        return dump(store)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the case with every noun, which is only read."""
    folder = tmp_path_factory.mktemp("full")
    store = Store.create(folder / "full.appraisal")
    imported(store, every_noun(), folder)
    store.close()
    return store.path


@pytest.mark.parametrize("name", NAMES)
def test_each_sample_comes_back_the_same_to_the_last_column(name: str, tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copy(made_sample(name), tmp_path / "sample.appraisal")
    again = came_back(tmp_path / "sample.appraisal", tmp_path)
    before, after = held(tmp_path / "sample.appraisal"), held(again)
    # a workbook cannot hold the file of a picture, and says so
    assert len(before.pop("picture_files")) == (name == "reorganisation")
    assert after.pop("picture_files") == []
    for table, known in before.items():
        assert after[table] == known, table
    assert results(again) == results(tmp_path / "sample.appraisal")


def test_a_case_with_every_noun_comes_back_the_same(full: Path, tmp_path: Path) -> None:
    before = held(full)
    # what a workbook cannot hold
    assert {table for table, rows in before.items() if not rows} == {"picture_files", "appendix_files", *OF_THE_FILE}
    again = came_back(full, tmp_path)
    after = held(again)
    for table, known in before.items():
        assert after[table] == known, table
    assert results(again) == results(full)


def test_the_workbook_has_every_sheet_in_order_with_headings_alone_where_nothing_is_recorded(tmp_path: Path) -> None:
    with made_or_opened(tmp_path / "empty.appraisal") as store, store.unit_of_work("new") as unit:
        cases.add_empty(unit)
    report = export_workbook(tmp_path / "empty.appraisal", None, tmp_path / "empty.xlsx")
    assert report.rows == {"Case": 1}
    found = read_spreadsheet(tmp_path / "empty.xlsx")
    assert [sheet.name for sheet in found] == [noun.SHEET for noun in sheet_nouns()]
    assert all(sheet.rows == () and any(sheet.headings) for sheet in found if sheet.name != "Case")
    assert results(came_back(tmp_path / "empty.appraisal", tmp_path)) == results(tmp_path / "empty.appraisal")


def test_real_prices_of_no_stated_year_stay_those_of_the_base_year(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("prices") as unit:
        case = cases.find(unit)
        cases.change(unit, case, "price_base", "real")
    filled.close()
    again = came_back(filled.path, tmp_path)
    with opened(again) as store, store.unit_of_work("base year") as unit:
        assert unit.rows("SELECT price_base, price_year FROM cases") == [("real", None)]


def test_text_is_never_a_formula_and_headings_are_locked_and_stay_put(full: Path, tmp_path: Path) -> None:
    export_workbook(full, None, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [row[0].value for row in book["Evidence"].iter_rows(min_row=2)] == list(AWKWARD)
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row), sheet.title
        assert sheet.freeze_panes == "A2"
        assert sheet.protection.sheet
        assert all(cell.protection.locked for cell in sheet[1])
        assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None)
        # Columns of one width that stand together are kept as one.
        widths = {
            number: held.width
            for letter, held in sheet.column_dimensions.items()
            for number in range(held.min or column_index_from_string(letter), (held.max or column_index_from_string(letter)) + 1)
        }
        # whatever import reads may be typed in, and no column further, of which there are so many that writing them takes longest
        assert max(widths) == LAST_COLUMN or sheet.title == NOT_FOR_PUBLICATION
        for number, cell in enumerate(sheet[1], start=1):
            assert widths[number] >= min(len(str(cell.value)), 60)


def test_amounts_are_numbers_where_exact_and_words_where_not(full: Path, tmp_path: Path) -> None:
    export_workbook(full, None, tmp_path / "book.xlsx")
    sheets = {sheet.name: sheet for sheet in read_spreadsheet(tmp_path / "book.xlsx")}
    costs = [dict(zip(sheets["Costs"].headings, cells, strict=False)) for _, cells in sheets["Costs"].rows]
    assert [row["2011/12"] for row in costs] == [410_000.25, -1_200, "about £0.25m"]
    assert [row["2009/10"] for row in costs] == [None, "up to £5m", None]
    assert [row["2030/31"] for row in costs] == ["not known", None, "£0.5m to £0.75m, likely £0.6m"]
    scores = [dict(zip(sheets["Scores"].headings, cells, strict=False)) for _, cells in sheets["Scores"].rows]
    assert [row["Score"] for row in scores] == ["n/a", 8, None, None, 33.3333333]
    assert (scores[1]["Low"], scores[1]["High"], scores[1]["Distribution"]) == (6.25, 9, "beta")
    targets = [dict(zip(sheets["Targets"].headings, cells, strict=False)) for _, cells in sheets["Targets"].rows]
    assert [(row["2008/09 (%)"], row["2009/10 (%)"], row["Amount 2009/10"]) for row in targets] == [(3, 3.4, "£1m to £2m"), (0, None, None)]


@hypothesis_settings(max_examples=examples(3), phases=(Phase.explicit, Phase.generate))
@given(
    estimates=st.lists(ESTIMATES, min_size=5, max_size=40),
    texts=st.lists(TEXTS, min_size=1, max_size=12),
    numbers=st.lists(NUMBERS, min_size=1, max_size=6, unique=True),
    dates=st.lists(st.dates(), min_size=1, max_size=6),
)
def test_whatever_is_recorded_comes_back(
    filled_file: Path, estimates: list[Estimate], texts: list[str], numbers: list[Decimal], dates: list[datetime.date]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "one.appraisal").write_bytes(filled_file.read_bytes())
        with opened(place / "one.appraisal") as store, store.unit_of_work("made up") as unit:
            case = cases.find(unit)
            years = cases.details(unit, case).years
            for at in range(0, len(estimates), len(years)):
                amounts = dict(zip(years, estimates[at : at + len(years)], strict=False))
                records.add(unit, CashFlow, case, {"owner": "One team", "line": "A line", "kind": "cost"}, amounts)
            for given_text in texts:
                said = clean(given_text)
                records.add(unit, Evidence, case, {"statement": said or "Nothing", "value": said or None, "source": said or None})
            for number in numbers:
                value = read(Column("N", Kind.NUMBER), number)
                records.add(unit, Criterion, case, {"name": f"Of {number}", "worst": value, "best": None, "use": "parked"})
            for date in dates:
                records.add(unit, Leaver, case, {"name": "Clerk", "leaving": date})
        again = came_back(place / "one.appraisal", place)
        before, after = held(place / "one.appraisal"), held(again)
        for table, known in before.items():
            assert after[table] == known, table


@given(text=st.text(alphabet=st.characters(codec="utf-16-le", exclude_categories=()), max_size=80), estimate=ESTIMATES)
@hypothesis_settings(max_examples=examples(40))
def test_any_text_makes_a_workbook_that_opens(text: str, estimate: Estimate) -> None:
    said = clean(text)
    columns = (BookColumn("Text", Kind.TEXT), BookColumn("2011/12", Kind.ESTIMATE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(book_bytes((BookSheet("Evidence", columns, ((said or None, estimate.words()),)),), text))
        (sheet,) = read_spreadsheet(path)
    cells = sheet.rows[0][1]
    assert (cells[0] or "") == said
    assert Estimate.parse(str(cells[1])) == estimate


def test_what_is_not_finished_is_exported_and_named(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("a target with no percentage") as unit:
        case = cases.find(unit)
        records.add(unit, Target, case, {"indicator": "NI 179", "baseline": NOT_KNOWN})
        gathered = gather(unit, case)
    report = write_workbook(gathered, tmp_path / "book.xlsx")
    assert report.title == TITLE
    (told,) = report.problems
    assert told.startswith("Targets, row 2, column A (Indicator): there is no percentage for any year.")


def test_a_control_character_of_an_older_file_is_left_out(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("as an older version wrote it") as unit:
        unit.run("UPDATE risks SET control = 'a' || char(1) || 'b' || char(65534) || char(13) || 'c'")
    filled.close()
    with opened(came_back(filled.path, tmp_path)) as store:
        reader = store.reader()
        assert rows(reader, Risk, cases.find(reader))[0].text("control") == "ab\nc"


def test_the_one_named_of_several_cases_is_exported(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("another") as unit:
        cases.add(unit, {"title": "Another", "base_year": FinancialYear(2012)})
    filled.close()
    with pytest.raises(KnownTrouble, match="This file holds several cases"):
        export_workbook(filled.path, None, tmp_path / "book.xlsx")
    assert not (tmp_path / "book.xlsx").exists()
    assert export_workbook(filled.path, "another", tmp_path / "book.xlsx").title == "Another"


def test_a_text_longer_than_a_cell_is_said_and_nothing_is_written(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("long") as unit:
        unit.run("UPDATE paper_sections SET text = ?", "\N{ROCKET}" * 16_384)
    filled.close()
    with pytest.raises(KnownTrouble, match=r"^Sections, row 2, column D \(Text\): this text has 32,768 characters, .* takes 32,767\."):
        export_workbook(filled.path, None, tmp_path / "book.xlsx")
    assert list(tmp_path.glob("*.xlsx*")) == []


def _a_folder(folder: Path) -> Path:
    (folder / "taken.xlsx").mkdir()
    return folder / "taken.xlsx"


def _in_the_way(folder: Path) -> Path:
    (folder / "held.xlsx").write_bytes(b"as it was")
    (folder / "held.xlsx.partial").mkdir()
    return folder / "held.xlsx"


def _marked(folder: Path) -> Path:
    (folder / "marked.xlsx").write_bytes(b"as it was")
    (folder / "marked.xlsx").chmod(0o444)
    return folder / "marked.xlsx"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (_a_folder, "taken.xlsx is a folder. Choose another name."),
        (_in_the_way, "held.xlsx.partial is in the way of what is to be written. Move it elsewhere, or choose another name."),
        (_marked, "marked.xlsx is marked as only to be read. Choose another name."),
        (lambda folder: folder / f"{'long ' * 60}.xlsx", "is too long. Choose a shorter one."),
        (lambda folder: folder / "nowhere" / "book.xlsx", "There is no folder"),
        (lambda folder: folder / "filled.appraisal", "filled.appraisal is not the name of a workbook. Choose one that ends in .xlsx."),
    ],
)
def test_a_place_that_cannot_be_written_is_said_and_nothing_is_half_written(
    filled: Store, tmp_path: Path, place: Callable[[Path], Path], told: str
) -> None:
    filled.close()
    out = place(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(KnownTrouble, match=told):
        export_workbook(filled.path, None, out)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_file_is_written_over_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "note.txt", b"first")
    write_whole(tmp_path / "note.txt", b"second")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"note.txt": b"second"}


def test_sheets_gathered_are_read_alike_with_and_without_a_file(full: Path, tmp_path: Path) -> None:
    with opened(full) as store:
        reader = store.reader()
        gathered = gather(reader, cases.find(reader))
    with made_or_opened(tmp_path / "direct.appraisal") as direct:
        import_sheets(direct, tuple(sheet.as_read() for sheet in gathered.sheets))
    assert held(tmp_path / "direct.appraisal") == held(full)
