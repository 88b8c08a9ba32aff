from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
import xlsxwriter

from db.nouns.delivery import Milestone
from desktop import cli
from desktop.operations.matching.asks import LEAVE_OUT, CaseNames
from desktop.operations.matching.headless import matches_text, read_matches
from desktop.operations.matching.matching import match
from desktop.operations.records.columns import column_of, read
from desktop.operations.workbook.cells import read_spreadsheet
from tests.operations.matching.books import COSTS, SCORING, written


def test_match_says_what_a_foreign_workbook_looks_like(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = written(tmp_path / "foreign.xlsx", Scoring=SCORING, Costs=COSTS)
    assert cli.run(["match", str(book)]) == 0
    said = capsys.readouterr().out
    assert "Scoring, row 3: 4 rows, taken for scores: options against criteria." in said
    assert "  column D ‘2028-29’: 2028/29" in said
    assert "  The amounts say £000: asked: 120 is £120,000 or 120 is £120" in said
    assert cli.run(["match", str(book), "--json"]) == 0
    scoring, costs = json.loads(capsys.readouterr().out)
    assert (scoring["shape"], scoring["total_rows"], scoring["heading_row"]) == ("scores", [7], 3)
    assert (costs["noun"], costs["unit"], costs["years"]["F"]) == ("Flows", "£000", "2030/31")
    assert [ask["key"] for ask in costs["asked"]] == ["all owner", "unit"]
    assert "Costs: Answer 2 questions to see what it would bring" in said


def test_match_and_import_tell_what_is_taken_by_noun_with_every_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = (("Risk", "Mood"), *((f"Risk {n}", "calm") for n in range(3)), (), ("Source: audit",))
    assert cli.run(["match", str(written(tmp_path / "register.xlsx", Risks=register))]) == 0
    said = capsys.readouterr().out
    assert said.endswith(
        "\n\nRisks: 3 risks will be new.\n\nWould be taken\nRisks: 3\n\n"
        "Left out\nMood: Its column is left out\n\nTo note\nBelow it: Source: audit.\n"
    )
    book = written(
        tmp_path / "case.xlsx",
        Case=(("Field", "Value"), ("Title", "Depot"), ("Base year", "2026/27")),
        Options=(("Option",), ("A",), ("B",)),
    )
    into = str(tmp_path / "a.appraisal")
    assert cli.run(["import", str(book), "--into", into, "--leave-out", "Options 3"]) == 0
    assert capsys.readouterr().out == "case.xlsx: took ‘Depot’.\n\nTaken\nCase: 1\nOptions: 1\n\nLeft out\nOptions 3\n"


def test_import_of_a_foreign_workbook_points_to_match(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = written(tmp_path / "foreign.xlsx", Scoring=SCORING)
    assert cli.run(["import", str(book), "--into", str(tmp_path / "a.appraisal")]) == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("foreign.xlsx is no case workbook, as it has no sheet Case.")
    assert "appraisal-desk match foreign.xlsx" in sentence


def test_the_template_is_a_case_workbook_that_only_lacks_its_title(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "empty.xlsx"
    assert cli.run(["template", "--out", str(book)]) == 0
    assert [sheet.name for sheet in read_spreadsheet(book)][:3] == ["Case", "Objectives", "Organisations"]
    capsys.readouterr()
    assert cli.run(["import", str(book), "--into", str(tmp_path / "a.appraisal")]) == 2
    assert capsys.readouterr().err.splitlines() == ["Case, row 2, column B (Title): Nothing is here: type it in."]


def test_choices_and_notes_stand_in_the_template(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    book = tmp_path / "empty.xlsx"
    assert cli.run(["template", "--out", str(book)]) == 0
    flows = load_workbook(book)["Flows"]
    lists = {each.formula1 for each in flows.data_validations.dataValidation if each.type == "list"}
    assert '"cost,saving,income,funding"' in lists
    assert any(each.prompt and "option or project" in each.prompt for each in flows.data_validations.dataValidation)


def test_what_is_hidden_is_read_and_said_and_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "foreign.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet, day = book.add_worksheet("Plan"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Milestone", "Date", "Phase"])
        for number, date in enumerate((datetime.date(2026, 5, 1), datetime.date(2027, 3, 31)), start=1):
            sheet.write_row(number, 0, [f"Gate {number}", None, "Design"])
            sheet.write_datetime(number, 1, datetime.datetime.combine(date, datetime.time()), day)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
    ((table, found),) = read_matches(path)
    assert found is not None
    assert [read(column_of(Milestone, "date"), cell) for cell in table.column(1)] == ["1 May 2026", "31 March 2027"]
    assert "1 of its rows and column ‘Phase’ are hidden in the sheet." in matches_text("foreign.xlsx", [(table, found)]).splitlines()


@pytest.mark.parametrize("hide", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_read_and_said(tmp_path: Path, hide: str) -> None:
    path = tmp_path / "foreign.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes")
        sheet = book.add_worksheet("Register")
        getattr(sheet, hide)()
        sheet.protect()
        sheet.write_row(0, 0, ["Risk", "Owner"])
        sheet.write_row(1, 0, ["Cost rises", "Head of Finance"])
    ((table, found),) = read_matches(path)
    assert "The sheet ‘Register’ is hidden, and read." in matches_text("foreign.xlsx", [(table, found)]).splitlines()


def test_the_fields_of_a_case_are_no_evidence(tmp_path: Path) -> None:
    """A case workbook with a heading to mend is looked at too: what its sheet Case says is never brought in as records."""
    path = written(
        tmp_path / "case.xlsx", Case=(("Field", "Value"), ("Title", "Hub"), ("Base year", "2026/27")), Risks=(("Risk",), ("Late",))
    )
    of_case, of_risks = read_matches(path)
    assert of_case[1] is None
    assert of_risks[1] is not None
    said = matches_text(path.name, [of_case])
    assert said == "Case, row 1: 2 rows, the fields of a case, which appraisal-desk import takes. Bring in a sheet leaves them."


def test_rows_that_are_hidden_are_left_out_together_by_one_answer(tmp_path: Path) -> None:
    """A filter hides them: the total that is shown is of the others, and the hidden ones are each told."""
    path = tmp_path / "foreign.xlsx"
    rows = (("Line", "2026/27"), ("Staff", 100), ("Vans", 40), ("ICT", 60), ("Sum of it", 160))
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Costs")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    ((table, found),) = read_matches(path)
    assert found is not None
    assert next((each.words, each.answer) for each in found.asks if each.key == "hidden") == ("1 row hidden in the sheet", "take")
    assert not found.set_aside
    without = match(table, CaseNames(None, (), {}), {"hidden": LEAVE_OUT})
    assert without is not None
    assert dict(without.set_aside) == {3: "is hidden in its sheet", 5: "comes to what the rows above it come to together"}
