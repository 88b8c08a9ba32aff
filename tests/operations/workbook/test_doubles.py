"""Rows that may count money twice are asked about, and each is answered by keeping it or leaving it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.store import Store
from desktop.cli import run
from desktop.errors import KnownTrouble
from desktop.operations.workbook.cells import read_folder
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.doubles import AskedFirst, doubles
from desktop.operations.workbook.importing import import_workbook
from desktop.resources import resource
from tests.operations.grounds import Cell, Sheets, as_sheets, imported, results, write

FLOWS: list[Cell] = ["Owner", "Line", "Kind", "Cashable", "2026/27", "2027/28", "2028/29"]
ASKS = "Leave it out, or keep it if it is not."


def book(*flows: list[Cell], **more: list[list[Cell]]) -> Sheets:
    case: list[list[Cell]] = [["Field", "Value"], ["Title", "F"], ["Base year", "2026/27"], ["Horizon", 3]]
    return {"Case": case, "Options": [["Option", "Preferred"], ["A", "yes"]], "Flows": [FLOWS, *flows], **more}


def saving(line: str, *amounts: Cell) -> list[Cell]:
    return ["A", line, "saving", "yes", *amounts]


def asked(sheets: Sheets, *keep: str) -> dict[str, str]:
    return doubles(read_book(as_sheets(sheets)), keep)


MANAGERS, ADMIN = saving("Managers", None, 70_000, 70_000), saving("Admin", None, 30_000, 30_000)


@pytest.mark.parametrize("name", ["Total", "TOTAL:", "Sub-total", "Grand total", "Total savings", "totals"])
def test_a_row_named_total_is_asked_about(name: str) -> None:
    assert asked(book(MANAGERS, ADMIN, saving(name, None, 5, 6))) == {
        "Flows 4": f"Flows, row 4, column B (Line): ‘{name}’ reads as a total, which would count the rows that it adds up twice. {ASKS}"
    }


@pytest.mark.parametrize("name", ["Total Place", "Government budget for Total Place", "Totally new depot"])
def test_a_name_that_only_begins_alike_is_no_total(name: str) -> None:
    assert asked(book(MANAGERS, ADMIN, saving(name, None, 5, 6))) == {}


def test_a_row_that_adds_up_those_above_it_is_asked_about_whatever_it_is_called() -> None:
    found = asked(book(saving("Before", None, 1, 2), MANAGERS, ADMIN, saving("All staff", None, 100_000, 100_000)))
    assert found == {
        "Flows 5": f"Flows, row 5, column B (Line): its amounts are those of the rows above it together, so they would count twice. {ASKS}"
    }
    apart = asked(book(MANAGERS, ["A", "Cost", "cost", None, 9, 9, 9], ADMIN, saving("All staff", None, 100_000, 100_000)))
    assert list(apart) == ["Flows 5"], "the rows of its own kind"
    assert asked(book(MANAGERS, saving("Half", None, 70_000, 69_000), saving("Both", None, 140_000, 139_001))) == {}


def test_what_is_nought_or_not_known_adds_up_to_nothing() -> None:
    assert asked(book(saving("Nothing", 0, 0, 0), MANAGERS, saving("Same", None, 70_000, 70_001))) == {}
    unknown = ["not known"] * 3
    assert asked(book(saving("A", *unknown), saving("B", *unknown), saving("C", *unknown))) == {}


def test_the_same_row_twice_is_asked_about() -> None:
    found = asked(book(MANAGERS, ADMIN, MANAGERS))
    assert found == {"Flows 4": f"Flows, row 4, column B (Line): every cell is as in row 2, so it would count twice. {ASKS}"}
    assert asked(book(MANAGERS, ADMIN, saving("Managers", None, 70_000, 70_001))) == {}


def test_a_subtotal_that_is_left_out_is_no_part_of_the_next() -> None:
    found = asked(
        book(
            MANAGERS, ADMIN, saving("Sub-total", None, 100_000, 100_000), saving("Rent", None, 5, 5), saving("All", None, 100_005, 100_005)
        )
    )
    assert list(found) == ["Flows 4", "Flows 6"]


def test_a_gap_and_costs_are_sheets_of_amounts_too() -> None:
    costs: list[list[Cell]] = [["Organisation", "Service", "Category", "2026/27"], ["N", "Mowing", "Pay", 10], ["N", "Mowing", "Total", 10]]
    assert list(asked(book(MANAGERS, Costs=costs))) == ["Costs 3"]


def test_nothing_is_written_until_each_is_answered(store: Store, tmp_path: Path) -> None:
    sheets = book(MANAGERS, ADMIN, saving("Total", None, 100_000, 100_000))
    with pytest.raises(AskedFirst) as raised:
        imported(store, sheets, tmp_path)
    assert (list(raised.value.unknown), list(raised.value.doubled)) == ([], ["Flows 4"])
    assert raised.value.sentences[0].endswith("Answer with --leave-out 'Flows 4' or --keep 'Flows 4'.")
    path = write(sheets, tmp_path / "book.xlsx")
    import_workbook(store, path, leave_out=["Flows 4"])
    assert results(store)["options"][0]["budget_net"]["central"] == 200_000
    import_workbook(store, path, replace=True, keep=["flows  4"])
    assert results(store)["options"][0]["budget_net"]["central"] == 400_000
    with pytest.raises(KnownTrouble, match="There is no ‘Flows 9’ to leave out"):
        import_workbook(store, path, replace=True, leave_out=["Flows 9"])


def test_a_column_or_a_sheet_may_be_left_out_too(store: Store, tmp_path: Path) -> None:
    path = write(book(MANAGERS, ADMIN, Risks=[["Risk"], ["It rains"]]), tmp_path / "book.xlsx")
    report = import_workbook(store, path, leave_out=["flows 2028/29", "Risks"])
    assert results(store)["options"][0]["budget_net"]["central"] == 100_000
    assert "Risks" not in report.rows
    assert report.notes == ()


def test_headless_import_takes_both_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write(book(MANAGERS, ADMIN, saving("Total", None, 100_000, 100_000)), tmp_path / "book.xlsx"))
    assert run(["import", path, "--into", str(tmp_path / "a.appraisal")]) == 2
    assert "--keep 'Flows 4'" in capsys.readouterr().err
    assert run(["import", path, "--into", str(tmp_path / "a.appraisal"), "--keep", "Flows 4"]) == 0
    assert run(["import", path, "--into", str(tmp_path / "b.appraisal"), "--leave-out", "Flows 4"]) == 0


@pytest.mark.parametrize("name", ["place-budget", "total-place", "ni179", "future-options", "back-office-hub"])
def test_no_sample_has_any(name: str) -> None:
    assert doubles(read_book(read_folder(resource("samples", name)))) == {}
