"""The audit trail as a workbook: every change a row, nothing a formula, and a warning where the file withholds anything."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from db.copies import reader_on
from db.nouns.case import Evidence
from db.nouns.delivery import Risk
from db.store import Store
from desktop.errors import Cancelled, KnownTrouble
from desktop.operations.history.book import MAY_BE_EXEMPT, export_history, history_sheets, write_history
from desktop.operations.history.changes import History
from tests.operations.every_noun import AWKWARD, every_noun
from tests.operations.grounds import imported

HEADINGS = ("When", "Who", "Kind of record", "Record", "What", "From", "To", "Step", "Step number")


def cells(path: Path, name: str = "History") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    rows: list[tuple[object, ...]] = [tuple(cell.value for cell in row) for row in book[name].iter_rows()]
    assert not [cell for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]
    book.close()
    return rows


def test_every_change_is_a_row_as_it_is_shown(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("new risk") as unit:
        unit.add(Risk(case_id=1, name="=1+1", likelihood="@high"))
    count, path = History(filled.reader()).count, filled.path
    filled.close()
    assert export_history(path, tmp_path / "history.xlsx") == count
    headings, first, *rest = cells(tmp_path / "history.xlsx")
    assert headings == HEADINGS
    assert first[2:8] == ("Risk", "=1+1", "Added", None, "Likelihood: @high", "New risk")
    assert isinstance(first[0], datetime.datetime)
    assert abs(datetime.datetime.now().astimezone().replace(tzinfo=None) - first[0]) < datetime.timedelta(minutes=5)
    assert len(rest) == count - 1


def test_text_that_a_workbook_might_take_for_something_else_stays_text(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work("awkward") as unit:
        for text in AWKWARD:
            unit.add(Risk(case_id=_case(unit), name=text))
    write_history(store.reader().image(), "awkward.appraisal", tmp_path / "history.xlsx", lambda share: None)
    told = [str(row[3]) for row in cells(tmp_path / "history.xlsx")[1:] if row[2] == "Risk"]
    assert sorted(told) == sorted(AWKWARD)


def _case(unit: object) -> int:
    from db.nouns.case import Case
    from db.writing import Unit

    assert isinstance(unit, Unit)
    case = unit.find(Case)
    return case.id if case is not None else unit.add(Case(title="Awkward", base_year=2011)).id


def test_the_first_row_warns_where_anything_is_withheld_or_was(store: Store, tmp_path: Path) -> None:
    imported(store, every_noun(), tmp_path)
    [sheet] = history_sheets(store.reader())
    assert sheet.above == MAY_BE_EXEMPT
    write_history(store.reader().image(), "withheld.appraisal", tmp_path / "history.xlsx", lambda share: None)
    rows = cells(tmp_path / "history.xlsx")
    assert rows[0][0] == MAY_BE_EXEMPT
    assert rows[1] == HEADINGS
    assert len(rows) == 2 + len(sheet.rows)


@pytest.mark.parametrize("marked", [{"withheld": "exempt"}, {"likelihood": "[exempt: names] low [end exempt]"}])
def test_what_is_open_again_may_still_be_in_the_trail(filled: Store, marked: dict[str, str]) -> None:
    assert [sheet.above for sheet in history_sheets(filled.reader())] == [""]
    with filled.unit_of_work("new risk") as unit:
        risk = unit.add(Risk(case_id=1, name="Staff leave").but(**marked))
    with filled.unit_of_work("deletion") as unit:
        unit.remove(risk)
    assert [sheet.above for sheet in history_sheets(filled.reader())] == [MAY_BE_EXEMPT]


def test_more_rows_than_a_sheet_takes_go_on_another(filled: Store) -> None:
    count = History(filled.reader()).count
    sheets = history_sheets(filled.reader(), most=count - 1)
    assert [(sheet.name, len(sheet.rows)) for sheet in sheets] == [("History", count - 1), ("History 2", 1)]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("long") as unit:
        unit.add(Evidence(case_id=1, statement="Long", value="😀" * 40_000))
    write_history(filled.reader().image(), "long.appraisal", tmp_path / "history.xlsx", lambda share: None)
    told = str(cells(tmp_path / "history.xlsx")[1][6])
    assert told.startswith("Value: 😀😀")
    assert told.endswith("(cut here: the file itself has the rest)")
    assert len(told.encode("utf-16-le")) // 2 <= 32_767


def test_a_moment_that_no_workbook_has_is_written_in_words(filled: Store) -> None:
    with reader_on(filled.reader().image()) as reader:
        reader.rows("UPDATE units SET at = '1066-10-14T09:00:00+00:00'")
        first = history_sheets(reader)[0].rows[0]
        reader.rows("UPDATE units SET at = 'long ago'")
        second = history_sheets(reader)[0].rows[0]
    assert isinstance(first[0], str)
    assert first[0].startswith("14 October 1066")
    assert second[0] == "not known"


def test_an_empty_file_has_an_empty_history(store: Store, tmp_path: Path) -> None:
    assert write_history(store.reader().image(), "new.appraisal", tmp_path / "history.xlsx", lambda share: None) == 0
    assert cells(tmp_path / "history.xlsx") == [HEADINGS]


def test_it_stops_when_it_is_asked_to_and_leaves_nothing(filled: Store, tmp_path: Path) -> None:
    def stop(share: float) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        write_history(filled.reader().image(), "x.appraisal", tmp_path / "history.xlsx", stop)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == []


def test_it_is_written_over_no_case_file(filled: Store) -> None:
    path = filled.path
    filled.close()
    before = path.read_bytes()
    with pytest.raises(KnownTrouble, match=r"ends in \.xlsx"):
        export_history(path, path)
    assert path.read_bytes() == before
