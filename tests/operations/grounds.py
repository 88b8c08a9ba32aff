"""A case workbook whose names and figures are made up, as sheets of cells, and ways to write it as a file."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from db.store import Store
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.appraising.results_json import results_json
from desktop.operations.records.cases import find
from desktop.operations.workbook.cells import Sheet
from desktop.operations.workbook.importing import ImportReport, import_workbook

Cell = str | int | float | bool | datetime.date | None
Sheets = dict[str, list[list[Cell]]]

TITLE = "Grounds maintenance in Upper and Lower Wick"

_SHEETS: Sheets = {
    "Case": [
        ["Field", "Value"],
        ["Title", TITLE],
        ["Purpose", "To mow more for less"],
        ["Body", "Cabinet"],
        ["Base year", "2011/12"],
        ["Horizon (financial years)", 5],
        ["Price base", "real 2011/12"],
        ["Discounting", "green book"],
        ["Flows are", "changes"],
        ["Close call (%)", 10],
        ["Seed", 7],
    ],
    "Organisations": [
        ["Name", "Kind", "Own", "Population"],
        ["Upper Wick", "district", "yes", 81_000],
        ["Lower Wick", "district", None, 64_500],
    ],
    "Services": [["Organisation", "Service", "FTE", "In scope"], ["Upper Wick", "Mowing", 14.5, "yes"], ["Lower Wick", "Mowing", 9, "yes"]],
    "Costs": [
        ["Organisation", "Service", "Category", "2011/12"],
        ["Upper Wick", "Mowing", "Employees", 410_000],
        ["Lower Wick", "Mowing", "Employees", "about £0.25m"],
    ],
    "Options": [
        ["Option", "Description", "Benchmark", "Viable", "Preferred"],
        ["Carry on", "Two teams", "yes", "yes", None],
        ["One team", "A shared team", None, "yes", "yes"],
        ["Contract out", "A contractor", None, None, None],
    ],
    "Criteria": [
        ["Criterion", "Group", "Use", "Better", "Worst", "Best", "Weight"],
        ["Quality", "Service", "weighted", "higher", 0, 10, 50],
        ["Days to mow", "Service", "weighted", "lower", 40, 10, 30],
        ["Reach", "Public", "weighted", "higher", 0, 100, 20],
    ],
    "Assessors": [["Assessors", "Votes"], ["Managers", 2], ["Crews", 1]],
    "Weights": [["Assessors", "Criterion", "Weight"], ["Crews", "Quality", 60], ["Crews", "Days to mow", 20], ["Crews", "Reach", 20]],
    "Scores": [
        ["Assessors", "Option", "Criterion", "Score", "Comment"],
        ["Managers", "Carry on", "Quality", 4, None],
        ["Managers", "Carry on", "Days to mow", 34, None],
        ["Managers", "Carry on", "Reach", 55, None],
        ["Managers", "One team", "Quality", 8, "Better kit"],
        ["Managers", "One team", "Days to mow", 19, None],
        ["Managers", "One team", "Reach", 70, None],
        ["Managers", "Contract out", "Quality", 5.5, None],
        ["Managers", "Contract out", "Days to mow", 16, None],
        ["Managers", "Contract out", "Reach", 40, None],
        ["Crews", "Carry on", "Quality", 7, None],
        ["Crews", "Carry on", "Days to mow", 31, None],
        ["Crews", "Carry on", "Reach", 61, None],
        ["Crews", "One team", "Quality", 6, None],
        ["Crews", "One team", "Days to mow", 25, None],
        ["Crews", "One team", "Reach", 64, None],
        ["Crews", "Contract out", "Quality", 1, None],
        ["Crews", "Contract out", "Days to mow", 22, None],
        ["Crews", "Contract out", "Reach", 20, None],
    ],
    "Projects": [["Project", "Participants"], ["New depot", "Upper Wick; Lower Wick"]],
    "Flows": [
        [
            "Owner",
            "Line",
            "Kind",
            "Organisation",
            "Cashable",
            "Recurring",
            "Optimism bias (%)",
            "Mitigation (%)",
            "2011/12",
            "2012/13",
            "2013/14",
            "2014/15",
            "2015/16",
            "Source of funding",
            "Status",
        ],
        ["One team", "Setting up", "cost", "Upper Wick", None, "no", 20, 50, 120_000, 30_000.5, None, None, None, None, None],
        ["One team", "Fewer mowers", "saving", "Upper Wick", "yes", "yes", None, None, None, 61_250, 61_250, 61_250, 61_250, None, None],
        ["One team", "Less travel", "saving", "Lower Wick", "no", "yes", 10, None, None, 9_000, 9_000, 9_000, 9_000, None, None],
        ["One team", "Work for others", "income", "Upper Wick", "yes", "yes", None, None, None, None, 12_500, 13_000, 13_500, None, None],
        ["One team", "Grant", "funding", "Upper Wick", None, "no", None, None, 25_000, None, None, None, None, "grant", "awarded"],
        [
            "Contract out",
            "Letting the contract",
            "cost",
            None,
            None,
            "no",
            None,
            None,
            "£80,000 to £120,000",
            None,
            None,
            None,
            None,
            None,
            None,
        ],
        ["Contract out", "Price", "saving", None, None, "yes", None, None, None, "up to £60,000", "not known", None, None, None, None],
        ["New depot", "Rent", "saving", "Lower Wick", "yes", "yes", None, None, None, None, 7_000, 7_000, 7_000, None, None],
    ],
    "Evidence": [["Statement", "Value", "Date", "Source"], ["Lawns are mown too late", "40 days", datetime.date(2011, 3, 1), "Survey"]],
    "Risks": [["Risk", "Likelihood", "Impact"], ["The mowers break", "Low", "High"]],
    "Milestones": [["Phase", "Milestone", "Date", "Gate"], ["Start", "The teams meet", datetime.date(2011, 9, 5), "yes"]],
    "Consultation": [["Audience", "Event", "Attended", "Invited"], ["Crews", "Workshop", 23, 37]],
    "Papers": [
        ["Paper", "Council", "Meeting date", "Key decision"],
        ["One team for grounds", "Upper Wick", datetime.date(2011, 10, 31), "yes"],
    ],
    "Sections": [["Paper", "Heading", "Text"], ["One team for grounds", "Purpose", "To agree one team."]],
    "Recommendations": [["Paper", "Recommendation"], ["One team for grounds", "That one team be agreed."]],
}


def sheets() -> Sheets:
    """The sheets, to be altered by one test."""
    return copy.deepcopy(_SHEETS)


def cell(book: Sheets, sheet: str, heading: str, row: int) -> Cell:
    return book[sheet][row - 1][book[sheet][0].index(heading)]


def put(sheet: str, row: int, heading: str, value: Cell) -> Callable[[Sheets], None]:
    """Change one cell; rows are counted as a spreadsheet counts them, and row 1 is the headings."""

    def change(book: Sheets) -> None:
        book[sheet][row - 1][book[sheet][0].index(heading)] = value

    return change


def write(book: Sheets, path: Path, *, percent: tuple[str, ...] = ()) -> Path:
    """Write the sheets with XlsxWriter; numbers in the columns named in `percent` are fractions shown as percentages."""
    file = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    date, shown = file.add_format({"num_format": "d mmm yyyy"}), file.add_format({"num_format": "0%"})
    for name, rows in book.items():
        sheet = file.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(at, column, value, date)
                elif at and rows[0][column] in percent and isinstance(value, (int, float)):
                    sheet.write_number(at, column, value / 100, shown)
                elif value is not None:
                    sheet.write(at, column, value)
    file.close()
    return path


def write_with_openpyxl(book: Sheets, path: Path) -> Path:
    file = openpyxl.Workbook()
    file.remove(file.worksheets[0])
    for name, rows in book.items():
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file.save(path)
    return path


def as_sheets(book: Sheets) -> tuple[Sheet, ...]:
    """The sheets as they are read from a file, without one."""
    return tuple(
        Sheet(
            name,
            tuple("" if heading is None else str(heading) for heading in rows[0]),
            tuple((number, tuple(row)) for number, row in enumerate(rows[1:], start=2) if any(cell not in (None, "") for cell in row)),
        )
        for name, rows in book.items()
    )


def imported(store: Store, book: Sheets, folder: Path, *, replace: bool = False) -> ImportReport:
    """Write the sheets as a workbook and import it."""
    return import_workbook(store, write(book, folder / "book.xlsx"), replace=replace)


def results(store: Store, title: str | None = None) -> dict[str, Any]:
    reader = store.reader()
    return results_json(appraise_case(reader, find(reader, title)))


def flat(tree: Any, path: str = "") -> dict[str, Any]:
    """Every leaf of a JSON tree by its path; rows of a list go by their name or year where they have one."""
    if isinstance(tree, dict):
        return {key: value for name, part in tree.items() for key, value in flat(part, f"{path}/{name}").items()} or {path: {}}
    if isinstance(tree, list):
        named = [(part.get("name") or part.get("year") or n if isinstance(part, dict) else n, part) for n, part in enumerate(tree)]
        return {key: value for name, part in named for key, value in flat(part, f"{path}/{name}").items()} or {path: []}
    return {path: tree}
