"""Foreign workbooks as councils keep them, written for a test, and a case with nothing in it to bring them into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from db.store import Store
from desktop.appraisal.years import FinancialYear
from desktop.operations.matching.asks import Match, case_names
from desktop.operations.matching.filling import Filling
from desktop.operations.matching.matching import match
from desktop.operations.matching.tables import Table, tables_of
from desktop.operations.matching.taking import filling, held_of, take
from desktop.operations.records import cases
from desktop.operations.workbook.cells import Sheet, read_spreadsheet

Cells = Sequence[Sequence[object]]

SCORING: Cells = (
    ("Options appraisal scoring, June 2026",),
    (),
    ("Criteria", "Weighting", "Do nothing", "Shared service", "Outsource", "Total"),
    ("Cost", 40, 2, 6, 8, 16),
    ("Quality", 30, 5, "High", 4, 9),
    ("Risk", 30, "n/a", 5, 3, 8),
    ("Total", 100, 7, 11, 15, 33),
)
COSTS: Cells = (
    ("Shared service: five year costs (£000)",),
    ("Cost item", "2026/27", "2027/28", "2028-29", "29/30", "FY2030/31"),
    ("Staff", 120, 130, 130, 130, 130),
    ("ICT", 50, 5, 5, 5, 5),
    ("Premises", "TBC", 0, 0, 0, 0),
    ("Total", 170, 135, 135, 135, 135),
    (),
    ("Source: finance, June 2026",),
)


def written(path: Path, **sheets: Cells) -> Path:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for index, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, index, cell)
    return path


def sheet_of(cells: Cells, name: str = "Sheet1") -> Sheet:
    """The same cells as a sheet that was read."""
    headings = tuple("" if cell is None else str(cell) for cell in cells[0]) if cells[0] else ()
    rows = tuple((number, tuple(row)) for number, row in enumerate(cells[1:], start=2) if any(cell is not None for cell in row))
    return Sheet(name, headings, rows)  # type: ignore[arg-type]  # cells as a test writes them


def one_table(cells: Cells, name: str = "Sheet1") -> Table:
    """The one table of a sheet."""
    (table,) = tables_of(sheet_of(cells, name))
    return table


def empty_case(path: Path) -> tuple[Store, int]:
    """A store with a case of five years from 2026/27 that holds nothing."""
    store = Store.create(path)
    with store.unit_of_work("a new case") as unit:
        case = cases.add(unit, {"title": "Hub", "base_year": FinancialYear(2026), "horizon": 5})
    return store, case


def matched(store: Store, case: int, table: Table, answers: Mapping[str, str] | None = None) -> Match:
    """What a table is taken for."""
    found = match(table, case_names(store.reader(), case), answers)
    assert found is not None
    return found


def taken(store: Store, case: int, table: Table, answers: Mapping[str, str]) -> Filling:
    """What a table brings, taken; nothing is left to be asked."""
    found = matched(store, case, table, answers)
    assert [ask.key for ask in found.unanswered] == []
    brought = filling(found, held_of(store.reader(), case, found))
    with store.unit_of_work("a sheet brought in") as unit:
        take(unit, case, brought)
    return brought


def tables_in(path: Path) -> list[Table]:
    """The tables of a workbook, sheet by sheet."""
    return [table for sheet in read_spreadsheet(path) for table in tables_of(sheet)]


def would_bring(store: Store, case: int, found: Match) -> Filling:
    """What a match would bring, with nothing taken."""
    return filling(found, held_of(store.reader(), case, found))
