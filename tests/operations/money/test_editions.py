"""Reference values: brought in from a sheet or from the Treasury's own workbook, and what they change in which cases."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from db import trail
from db.nouns.money import Reference
from db.store import Store
from desktop.__main__ import main
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.money.editions import bring_in, offered, take
from desktop.operations.money.published_series import read_series
from desktop.operations.records import cases
from desktop.operations.records.references import holidays_of
from desktop.operations.store.files import made_or_opened
from desktop.operations.workbook.exporting import export_workbook
from desktop.operations.workbook.importing import import_workbook
from tests.operations.grounds import Cell, Sheets, results, write, write_with_openpyxl

YEARS = [f"{year}/{(year + 1) % 100:02}" for year in range(2026, 2036)]
HEADINGS: list[Cell] = ["Series", "Key", "Value", "From", "To", "Vintage", "Source"]
TREASURY = "GDP_Deflators_Qtrly_National_Accounts_June_2026_update.xlsx"


def nominal(*fields: list[Cell], reference: list[list[Cell]] | None = None) -> Sheets:
    """£6.5m spent in 2026/27 and £1m a year saved in the nine years after, in the prices of each year."""
    book: Sheets = {
        "Case": [["Field", "Value"], ["Title", "Depot"], ["Base year", "2026/27"], ["Horizon", 10], ["Price base", "nominal"], *fields],
        "Options": [["Option"], ["New"]],
        "Flows": [
            ["Owner", "Line", "Kind", "Cashable", *YEARS],
            ["New", "Build", "cost", None, 6_500_000, *[None] * 9],
            ["New", "Run", "saving", "yes", None, *[1_000_000] * 9],
        ],
    }
    return book if reference is None else book | {"Reference": [HEADINGS, *reference]}


def deflators(last: int, vintage: str = "June 2026") -> list[list[Cell]]:
    """Rows of deflators that grow by 3% a year from 2025/26 = 100 to the year that starts in `last`."""
    return [
        ["GDP deflator", f"{year}-{(year + 1) % 100:02}", round(100 * 1.03 ** (year - 2025), 6), None, None, vintage, "HM Treasury"]
        for year in range(2025, last + 1)
    ]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "depot.appraisal"


def imported(file: Path, book: Sheets) -> None:
    with made_or_opened(file) as store:
        import_workbook(store, write(book, file.with_suffix(".xlsx")))


def worth(file: Path) -> Decimal | None:
    """The net present value of the only option, `None` where there is none."""
    with made_or_opened(file) as store:
        reader = store.reader()
        npv = appraise_case(reader, cases.find(reader)).options[0].money.npv
    return None if npv is None else npv.central


def why(file: Path) -> str:
    with made_or_opened(file) as store:
        return " ".join(results(store)["why"])


def treasury(folder: Path, *, name: str = TREASURY, first: int = 2000, outturn: int = 2025, last: int = 2030) -> Path:
    """A workbook laid out as the Treasury's: in forecast years the index is a dash and only the yearly change is given.

    Its second block is of calendar years, whose figures are others.
    """
    rows: list[list[Cell]] = [["GDP DEFLATORS AT MARKET PRICES, AND MONEY GDP"], [None, "Financial year", "2025-26 = 100", "per cent"]]
    for year in range(first, last + 1):
        forecast = year > outturn
        index: Cell = "-" if forecast else round(100 * 1.02 ** (year - 2025), 6)
        footnotes = " (1), (2)" if forecast else ""
        rows.append([None, f"{year}-{(year + 1) % 100:02}{footnotes}", index, 2.0, None, None, None, year, 77.0, 5.0])
    return write_with_openpyxl({"Data": rows}, folder / name)


def test_past_the_last_deflator_prices_rise_by_what_the_case_assumes_and_else_are_not_known(file: Path, tmp_path: Path) -> None:
    """The worked figure: £430,821.28 at 2% a year, no present value where nothing is assumed."""
    imported(file, nominal())
    assert worth(file) is None
    assert "end in 2023/24, and the case assumes no inflation for 20" in why(file)
    other = tmp_path / "other.appraisal"
    imported(other, nominal(["Assumed inflation (%)", 2]))
    assert worth(other) == Decimal("430821.28")
    assert "with inflation of 2% a year, which this case assumes" in why(other)


def test_the_deflators_go_before_what_is_assumed_as_far_as_they_reach(file: Path, tmp_path: Path) -> None:
    imported(file, nominal(["Assumed inflation (%)", 3], reference=deflators(2030)))
    other = tmp_path / "other.appraisal"
    imported(other, nominal(["Assumed inflation (%)", 3]))
    by_deflators, by_assumption = worth(file), worth(other)
    assert by_deflators is not None
    assert by_assumption is not None
    assert abs(by_deflators - by_assumption) < 1, "both rise by 3% a year, one to six places"
    assert "from 2031/32 on with inflation of 3% a year" in why(file)
    with made_or_opened(file) as store:
        found = results(store)
    assert found["deflators"] == {"vintage": "June 2026", "last": "2030/31", "assumed_inflation": 0.03}


def test_a_deflator_that_does_not_reach_leaves_no_present_value(file: Path) -> None:
    imported(file, nominal(reference=deflators(2030)))
    assert worth(file) is None
    assert "the GDP deflators of June 2026 end in 2030/31" in why(file)


def test_a_case_comes_back_with_its_editions_and_its_reference_values(file: Path, tmp_path: Path) -> None:
    newer: list[list[Cell]] = [["green book", 0, "3%", None, None, "Green Book, May 2030", "HM Treasury"]]
    book = nominal(["Discount edition", "Green Book 2003"], ["Assumed inflation (%)", 2.5], reference=[*deflators(2040), *newer])
    imported(file, book)
    out, again = tmp_path / "out.xlsx", tmp_path / "again.appraisal"
    report = export_workbook(file, None, out)
    assert report.problems == ()
    with made_or_opened(again) as store:
        import_workbook(store, out)
    with made_or_opened(file) as one, made_or_opened(again) as other:
        assert results(one) == results(other)
        assert results(other)["discounting"]["vintage"] == "Green Book 2003"
        assert [vars(each) for each in one.reader().all(Reference)] == [vars(each) for each in other.reader().all(Reference)]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["GDP deflator", "2026-28", 1, None, None, "X", None], "column B (Key): ‘2026-28’ is not a financial year"),
        (["GDP deflator", "2026-27", -1, None, None, "X", None], "column C (Value): ‘-1’ is too low: a deflator is above 0"),
        (["GDP deflator", "2026-27", "-", None, None, "X", None], "column C (Value): ‘-’ is not a number"),
        (["GDP deflator", "2026-27", 1, None, None, "December 2025", None], "column F (Vintage): The program has the GDP deflator of"),
        (["green book", 0, "-3%", None, None, "X", None], "column C (Value): ‘-3%’ is below 0, and no discount rate is"),
        (["green book", 0, 0.035, None, None, "X", None], "column C (Value): ‘0.035’ may be 0.035% or 3.5%"),
        (["green book", 31, "3%", None, None, "X", None], "column B (Key): the rates of X do not begin in the base year"),
        (["green book", "first", "3%", None, None, "X", None], "column B (Key): ‘first’ is not a year after the base year"),
        (["weekly cap", "spring", 751, None, None, "X", None], "column B (Key): ‘spring’ is not a date"),
        (["weekly cap", "6 April 2027", 0, None, None, "X", None], "column C (Value): ‘0’ is too low: a weekly cap is above 0"),
        (
            ["weekly cap", "6 April 2027", 770, datetime.date(2027, 4, 6), datetime.date(2027, 4, 5), "X", None],
            "column E (To): The last day, 5 April 2027, is before the first",
        ),
        (["inflation", "2027", 2, None, None, "X", None], "column A (Series): ‘inflation’ is not one of the choices"),
    ],
)  # fmt: skip
def test_a_reference_value_that_cannot_be_is_a_problem_at_its_cell(file: Path, row: list[Cell], problem: str) -> None:
    with pytest.raises(SeveralTroubles) as told:
        imported(file, nominal(reference=[row]))
    assert any(sentence.startswith("Reference, row 2, ") and problem in sentence for sentence in told.value.sentences), told.value.sentences


def test_the_same_value_twice_is_a_problem(file: Path) -> None:
    with pytest.raises(SeveralTroubles) as told:
        imported(file, nominal(reference=[*deflators(2026), *deflators(2025)]))
    assert "is in row 2 already" in str(told.value.sentences)


@pytest.mark.parametrize("field", ["Discount edition", "Deflator edition"])
def test_an_edition_that_nobody_holds_is_a_problem(file: Path, field: str) -> None:
    with pytest.raises(SeveralTroubles) as told:
        imported(file, nominal([field, "June 2066"]))
    (problem,) = told.value.sentences
    assert problem.startswith(f"Case, row 6, column B ({field}):")
    assert "does not hold" in problem


def test_inflation_below_nothing_is_a_problem(file: Path) -> None:
    with pytest.raises(SeveralTroubles) as told:
        imported(file, nominal(["Assumed inflation (%)", -2]))
    assert told.value.sentences == ("Case, row 6, column B (Assumed inflation): -2 is too low: type 0 or more.",)


def test_the_treasurys_workbook_is_read_with_its_forecast_years_chained(tmp_path: Path) -> None:
    """A dash is never nought: the yearly changes are chained to the last index, and calendar years are left alone."""
    values = {each.key: Decimal(each.value) for each in read_series(treasury(tmp_path))}
    assert next(iter(values)) == "2000/01"
    assert values["2025/26"] == 100
    assert values["2026/27"] == 102
    assert values["2030/31"] == round(100 * Decimal("1.02") ** 5, 7)
    assert {each.vintage for each in read_series(treasury(tmp_path))} == {"June 2026"}


def test_a_workbook_that_does_not_say_of_which_month_it_is(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match="does not say of which month it is: name the file as published"):
        read_series(treasury(tmp_path, name="deflators.xlsx"))


def test_a_workbook_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match="has neither a sheet named Reference nor financial years"):
        read_series(write(nominal(), tmp_path / "case.xlsx"))


def test_bringing_in_says_first_what_it_would_change_and_changes_nothing(file: Path, tmp_path: Path) -> None:
    imported(file, nominal(["Assumed inflation (%)", 5]))
    before = worth(file)
    book = treasury(tmp_path, last=2040)
    told = bring_in(file, book, taken=False)
    assert "Depot would take the GDP deflators of June 2026 in place of those of December 2025." in told
    assert any(each.startswith("Depot: New: net present value −£") and each.endswith("becomes £431,000.") for each in told)
    assert told[-1].startswith("Nothing is written yet")
    assert worth(file) == before
    told = bring_in(file, book, taken=True)
    assert "Depot takes the GDP deflators of June 2026 in place of those of December 2025." in told
    assert worth(file) == Decimal("430821.28")
    assert bring_in(file, book, taken=True)[-1] == "Depot: none of the figures changes."
    with made_or_opened(file) as store:
        trail.undo(store)
        assert store.reader().all(Reference) == []
    assert worth(file) == before


def test_what_scenarios_and_partners_would_come_to_is_said_too(file: Path, tmp_path: Path) -> None:
    book = nominal(["Assumed inflation (%)", 5])
    book["Scenarios"] = [["Scenario", "Owner", "Kind", "Percent"], ["Half", "New", "saving", 50]]
    book["Organisations"] = [["Name", "Own"], ["Wick", "yes"], ["Wold", None]]
    book["Shares"] = [["Owner", "Applies to", "Basis", "Organisation", "Value"]]
    book["Shares"] += [["New", what, "fixed", name, 50] for what in ("costs", "savings") for name in ("Wick", "Wold")]
    imported(file, book)
    told = bring_in(file, treasury(tmp_path, last=2040), taken=False)
    assert any(each.startswith("Depot: New in ‘Half’: net present value −£") and each.endswith("−£3.03m.") for each in told)
    assert any(each.startswith("Depot: Wick’s part of New: net present value") for each in told), told


def test_a_real_case_is_moved_by_no_deflator(file: Path, tmp_path: Path) -> None:
    book = nominal()
    book["Case"][4] = ["Price base", "real"]
    imported(file, book)
    assert bring_in(file, treasury(tmp_path), taken=True)[1:] == ("Depot: none of the figures changes.",)


def test_a_newer_discount_schedule_is_offered_and_moves_a_case_that_takes_it(file: Path) -> None:
    newer: list[list[Cell]] = [["green book", 0, "3%", None, None, "Green Book, May 2030", None]]
    imported(file, nominal(["Assumed inflation (%)", 2], ["Discount edition", "Green Book 2003"], reference=newer))
    with made_or_opened(file) as store:
        reader = store.reader()
        case = cases.find(reader)
        offer = offered(reader, case)
        assert [(each.now, each.newer) for each in offer.offers] == [("Green Book 2003", "Green Book, May 2030")]
        assert offer.figures[0] == "New: net present value £431,000 becomes £589,000."
        with store.unit_of_work("newer rates") as unit:
            take(unit, case, offer.offers)
        assert offered(reader, case).offers == ()
    assert worth(file) == Decimal("588868.84")


def test_a_weekly_cap_that_is_brought_in_is_what_a_leaver_is_due_by(file: Path, tmp_path: Path) -> None:
    book = nominal()
    book["Leavers"] = [["Leaver", "Weekly pay", "Leaving date", "Age", "Service"], ["Clerk", 900, datetime.date(2027, 6, 1), 45, 4]]
    imported(file, book)
    caps: Sheets = {"Reference": [HEADINGS, ["redundancy caps", "6 April 2027", "£770", None, None, "April 2027", "An order"]]}
    told = bring_in(file, write(caps, tmp_path / "caps.xlsx"), taken=True)
    assert "Depot: Clerk: statutory redundancy pay not known becomes £4,620." in told, "six weeks at £770"


def test_bank_holidays_that_are_brought_in_are_left_out_of_the_days(file: Path, tmp_path: Path) -> None:
    """2029 by the standing rules (`reference-2026.md`, 5.3); 2031 is not known while 2030 is left out."""
    days = ["1 January 2029", "30 March 2029", "2 April 2029", "7 May 2029", "28 May 2029", "27 August 2029", "25 December 2029",
            "26 December 2029", "1 January 2031"]  # fmt: skip
    rows: list[list[Cell]] = [["bank holidays", day, "A holiday", None, None, "Computed 2026", None] for day in days]
    book = nominal(reference=rows)
    book["Requests"] = [["Request", "Asked on", "Deadline"], ["Costs", "28 March 2029", "4 April 2029"]]
    brought_in = write({"Reference": book.pop("Reference")}, tmp_path / "days.xlsx")
    imported(file, book)
    told = bring_in(file, brought_in, taken=True)
    assert "Depot: Costs: working days to its date, not known, become 3." in told
    with made_or_opened(file) as store:
        reader = store.reader()
        known = holidays_of(reader)
        assert known is not None
        assert known.last == datetime.date(2029, 12, 31)
        (request,) = results(store)["requests"]
        assert request["deadlines"][0]["working_days"] == 3


def test_the_verb(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(file, nominal())
    assert main(["reference", str(treasury(tmp_path, last=2040)), "--into", str(file)]) == 0
    assert "New: net present value not known becomes £431,000." in capsys.readouterr().out
    assert worth(file) is None
    assert main(["reference", str(treasury(tmp_path, last=2040)), "--into", str(file), "--take"]) == 0
    assert worth(file) == Decimal("430821.28")
    assert main(["reference", str(tmp_path / "none.xlsx"), "--into", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_value_that_the_file_holds_otherwise_is_said(store: Store, tmp_path: Path) -> None:
    import_workbook(store, write(nominal(reference=deflators(2030)), tmp_path / "one.xlsx"))
    other = nominal(reference=deflators(2030))
    other["Case"][1], other["Reference"][1][2] = ["Title", "Another"], 99
    with pytest.raises(SeveralTroubles) as told:
        import_workbook(store, write(other, tmp_path / "other.xlsx"))
    assert told.value.sentences == (
        "Reference, row 2, column C (Value): the file already has 100 of June 2026, and the workbook has 99. "
        "Make them agree, or use --replace to take the workbook's.",
    )
