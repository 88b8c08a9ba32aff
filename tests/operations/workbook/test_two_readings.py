"""`interchange.md`, "Reading cells": what a workbook shows or says that has two readings is asked, with both, and nothing is written."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Target
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import SeveralTroubles
from desktop.operations.records import records
from desktop.operations.records.columns import Value
from desktop.operations.workbook.cells import read_spreadsheet
from desktop.operations.workbook.checking import read_book
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.operations.workbook.heading_asks import nearest, without_unit
from desktop.operations.workbook.importing import import_workbook
from tests.db.filled import dump
from tests.operations.grounds import Cell, Sheets, as_sheets, imported, sheets, write

YEAR = FinancialYear(2011)
CASE: list[list[Cell]] = [["Field", "Value"], ["Title", "T"], ["Base year", "2011/12"], ["Horizon", 3]]


def said(book: Sheets) -> list[str]:
    """Every problem of the sheets as they are read."""
    return read_book(as_sheets({"Case": CASE, **book})).problems


def flows(heading: Cell, *cells: Cell) -> Sheets:
    return {"Flows": [["Owner", "Line", "Kind", heading], *(["A", f"Line {n}", "cost", cell] for n, cell in enumerate(cells))]}


def shown(path: Path, number: float, code: str) -> object:
    """A number as it is read from a cell of that number format."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Flows")
        sheet.write_row(0, 0, ["Owner", "Line", "Kind", "2011/12"])
        sheet.write_row(1, 0, ["A", "Rent", "cost"])
        sheet.write_number(1, 3, number, made.add_format({"num_format": code}))
    book = read_book(read_spreadsheet(path))
    return book.problems[0].partition(": ")[2] if book.problems else next(iter(book.of(CashFlow)[0].amounts.values())).low


@pytest.mark.parametrize(
    ("number", "code", "read"),
    [
        (1.2, '£0.0"m"', "‘£1.2m’ is shown, and the cell holds 1.2: type £1,200,000 or £1.20."),
        (1.2, '"£"0.0\\m', "‘£1.2m’ is shown, and the cell holds 1.2: type £1,200,000 or £1.20."),
        (250, '#,##0"k"', "‘250k’ is shown, and the cell holds 250: type £250,000 or £250."),
        (3, '£0" million";-£0" million"', "‘£3 million’ is shown, and the cell holds 3: type £3,000,000 or £3."),
        (75, '£#,##0" (£000)"', "‘£75 (£000)’ is shown, and the cell holds 75: type £75,000 or £75."),
        (1_200_000, '£0.0,"m"', "‘£1200m’ is shown, and the cell holds 1200000: type £1,200,000,000 or £1,200,000."),
        (1_200_000, '£0.0,,"m"', Decimal(1_200_000)),
        (250_000, '£#,##0,"k"', Decimal(250_000)),
        (1_200_000, "£#,##0,,", Decimal(1_200_000)),
        (12, '0" days"', Decimal(12)),
        (0, '£0.0"m"', Decimal(0)),
        (0, '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-', Decimal(0)),
    ],
)
def test_a_unit_that_is_shown_and_not_held_is_asked_about(tmp_path: Path, number: float, code: str, read: object) -> None:
    assert shown(tmp_path / "book.xlsx", number, code) == read


@pytest.mark.parametrize("heading", ["2011/12 (£000)", "2011/12 £000", "2011/12 (£k)", "2011/12 (£'000)", "2011/12 (£000s)"])
def test_plain_numbers_under_a_heading_in_thousands_are_asked_about(heading: str) -> None:
    (problem,) = said(flows(heading, "£1.2m", 200))
    assert "200 in row 3 can be read two ways, as £200,000 or £200. Type every number in full" in problem
    assert said(flows(heading, "£1.2m", "£200k", "nil", 0)) == []


def test_a_sheet_and_an_amount_in_millions_are_asked_about_too() -> None:
    (problem,) = said({"Flows (£m)": flows("2011/12", 1.5)["Flows"]})
    assert problem.startswith("Flows, column D (2011/12): the sheet says £m, so 1.5 in row 2 can be read two ways, as £1,500,000 or £1.50.")
    (problem,) = said({"Funding": [["Source", "Amount (£000)", "Status"], ["Grant", "300", "sought"]]})
    assert "the heading says £000, so 300 in row 2 can be read two ways, as £300,000 or £300" in problem
    (problem,) = said({"Organisations": [["Name", "Population (000s)"], ["N", 81]]})
    assert "the heading says 000s, so 81 in row 2 can be read two ways, as 81000 or 81" in problem
    assert without_unit("Horizon (years)") == ("Horizon (years)", None)
    assert without_unit("2011/12 (£)")[1] is None


def test_every_plain_number_of_a_column_of_percentages_is_asked_about_together() -> None:
    rows: list[list[Cell]] = [["Owner", "Line", "Kind", "Optimism bias (%)"], ["A", "1", "cost", 0.24], ["A", "2", "cost", 1]]
    rows += [["A", "3", "cost", "30%"], ["A", "4", "cost", "12"], ["A", "5", "cost", None]]
    assert said({"Flows": rows}) == [
        "Flows, column D (Optimism bias): 0.24 can be read two ways, as 24% or 0.24%. "
        "Type every percentage of this column with its % sign: rows 2, 3 and 5."
    ]
    phased: list[list[Cell]] = [["Owner", "Line", "Total", "2011/12", "2012/13"], ["A", "1", "£1m", 0.25, "75%"]]
    assert ["0.25 can be read two ways, as 25% or 0.25%" in each for each in said({"Phasing": phased})] == [True]
    (problem,) = read_book(as_sheets({"Case": [*CASE, ["Close call (%)", 0.1]]})).problems
    assert problem == "Case, row 5, column B (Close call): ‘0.1’ can be read two ways: type 10% or 0.1%."


def test_weights_that_mix_percentages_and_plain_numbers_are_asked_about() -> None:
    rows: list[list[Cell]] = [["Criterion", "Weight"], ["X", "40%"], ["Y", 0.6]]
    assert said({"Criteria": rows}) == [
        "Criteria, column B (Weight): row 2 says 40%, and 0.6 in row 3 can be read two ways, as 60% or 0.6%. "
        "Type every weight as a percentage, or none."
    ]
    assert said({"Criteria": [["Criterion", "Weight"], ["X", "40%"], ["Y", "60%"], ["Z", 0]]}) == []


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("2012", "‘2012’ can be read two ways: type 2011/12 or 2012/13"),
        ("FY12", "‘FY12’ can be read two ways: type 2011/12 or 2012/13"),
        ("Year 2", "‘Year 2’ can be read two ways: type 2012/13 or 2013/14"),
    ],
)
def test_a_heading_that_may_be_two_years_is_asked_about(heading: str, asked: str) -> None:
    assert said(flows(heading, 5)) == [f"Flows, row 1, column D: {asked}."]


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (datetime.date(2026, 10, 9), "9 October 2026, and it can be read two ways: type 2009/10 or 2026/27"),
        (datetime.date(2026, 9, 10), "10 September 2026, and it can be read two ways: type 2009/10 or 2026/27"),
        (datetime.date(2012, 3, 31), "31 March 2012, and it can be read two ways: type the financial year it stands for, such as 2011/12"),
        (datetime.date(2012, 4, 1), "1 April 2012, and it can be read two ways: type the financial year it stands for, such as 2012/13"),
    ],
)
def test_a_heading_that_excel_made_a_date_of_is_asked_about(tmp_path: Path, day: datetime.date, asked: str) -> None:
    book = read_book(read_spreadsheet(write({"Case": CASE, **flows(day, 5)}, tmp_path / "book.xlsx")))
    assert book.problems == [f"Flows, row 1, column D: Excel has made a date of this heading, {asked}."]


def test_excels_escapes_are_undone_and_what_looks_like_one_stays(store: Store, tmp_path: Path) -> None:
    """Excel writes a line end as `_x000D_`, and a text that says so as `_x005F_x000D_`."""
    texts = ["First\nsecond", "Code x005F_name", "_x000D_ as typed", "A_x0041_B", "_x005F_"]
    book = sheets()
    risks: list[list[Cell]] = [[text] for text in texts]
    book["Risks"] = [["Risk"], *risks]
    imported(store, book, tmp_path)
    assert [row.text("name") for row in records.rows(store.reader(), Risk, 1)] == texts
    out = tmp_path / "out.xlsx"
    write_workbook(gather(store.reader(), 1), out)
    import_workbook(store, out, replace=True)
    assert [row.text("name") for row in records.rows(store.reader(), Risk, 2)] == texts


def test_an_error_cell_is_a_problem_and_the_same_typed_as_text_is_not(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        case = made.add_worksheet("Case")
        for number, row in enumerate(CASE):
            case.write_row(number, 0, row)
        risks = made.add_worksheet("Risks")
        risks.write_row(0, 0, ["Risk", "Control"])
        risks.write_formula(1, 0, "=NA()", value="#N/A")
        risks.write_formula(2, 0, '="It rains"', value="It rains")
        risks.write_formula(2, 1, "=1/0", value="#DIV/0!")
        risks.write_string(3, 0, "#N/A")
    held = dump(store)
    with pytest.raises(SeveralTroubles) as trouble:
        import_workbook(store, path)
    what = "is what Excel shows where a formula fails: type the value, or correct the formula."
    assert trouble.value.sentences == (
        f"Risks, row 2, column A (Risk): ‘#N/A’ {what}",
        f"Risks, row 3, column B (Control): ‘#DIV/0!’ {what}",
    )
    assert dump(store) == held


def test_rows_of_spaces_are_nothing(store: Store, tmp_path: Path) -> None:
    book = sheets()
    for name in ("Options", "Scores", "Flows", "Case"):
        book[name] += [[" "], ["", "\u00a0 "], ["   ", "\t"]]
    assert imported(store, book, tmp_path).rows["Options"] == 3


def test_hidden_rows_columns_and_sheets_are_read_and_said_to_be(store: Store, tmp_path: Path) -> None:
    import openpyxl

    path = write(sheets(), tmp_path / "book.xlsx")
    changed = openpyxl.load_workbook(path)
    changed["Scores"].row_dimensions[4].hidden = True
    changed["Scores"].row_dimensions[6].hidden = True
    changed["Flows"].column_dimensions["E"].hidden = True
    changed["Risks"].sheet_state = "veryHidden"
    changed.save(path)
    report = import_workbook(store, path)
    assert report.notes == (
        "Scores: rows 4 and 6 are hidden, and read.",
        "Flows: column Cashable is hidden, and read.",
        "Risks: this sheet is hidden, and read.",
    )
    assert report.rows["Scores"] == 18


def test_the_nearest_known_name_is_offered() -> None:
    assert nearest("Rating", ["Score", "Low", "High", "Comment"]) == "Score"
    assert nearest("Assesors", ["Assessors", "Option"]) == "Assessors"
    assert nearest("Description", ["Line", "Description"]) == "Line"
    assert nearest("Zzz", ["Score"]) == ""


def test_a_small_percentage_comes_back_from_a_workbook_as_it_was(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("small") as unit:
        (first, *_) = records.rows(unit, CashFlow, 1)
        records.change(unit, CashFlow, 1, [records.Edit(first.id, "optimism_bias_percent", "0.5%")])
        target: dict[str, Value] = {"indicator": "NI 179", "mode": "additive", "baseline": Estimate.exact(Decimal(1000))}
        records.add(unit, Target, 1, target, percents_by_year={YEAR: Decimal("0.25")})
    write_workbook(gather(filled.reader(), 1), tmp_path / "out.xlsx")
    import_workbook(filled, tmp_path / "out.xlsx", replace=True)
    (first, *_) = records.rows(filled.reader(), CashFlow, 2)
    assert first.values["optimism_bias_percent"] == Decimal("0.5")
    (held,) = records.rows(filled.reader(), Target, 2)
    assert held.percents == {YEAR: Decimal("0.25")}
