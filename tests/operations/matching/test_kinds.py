"""The kinds of foreign table that councils keep, each of them taken for what it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from db.nouns.delivery import Action, Consultation, Milestone, Risk
from db.nouns.money import CashFlow
from db.nouns.noun import Noun
from desktop.appraisal.years import FinancialYear
from desktop.operations.choice import scores
from desktop.operations.matching.asks import Match, Shape
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, taken, would_bring

COSTS = {"all owner": "Hub", "unit": "1000"}


def found(tmp_path: Path, cells: Cells, answers: Mapping[str, str] | None = None) -> Match:
    tmp_path.mkdir(exist_ok=True)
    store, case = empty_case(tmp_path / "found.appraisal")
    try:
        return matched(store, case, one_table(cells), answers)
    finally:
        store.close()


def amounts(tmp_path: Path, cells: Cells, answers: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """The lines that a table brings, by owner and name, each with its amounts in the order of the years."""
    tmp_path.mkdir(exist_ok=True)
    store, case = empty_case(tmp_path / "taken.appraisal")
    taken(store, case, one_table(cells), answers)
    lines = {
        (row.text("owner"), row.text("line")): [row.amounts[year].words() for year in sorted(row.amounts)]
        for row in rows(store.reader(), CashFlow, case)
    }
    store.close()
    return lines


@pytest.mark.parametrize(
    "cells",
    [
        (("Cost line", "2026/27", "2027/28"), (None, "£000", "£000"), ("Staff", 120, 130), ("ICT", 50, 5)),
        (("Five year costs", None, "£000"), ("Cost line", "2026/27", "2027/28"), ("Staff", 120, 130), ("ICT", 50, 5)),
        (("Costs",), ("£000",), ("Item", "2026/27", "2027/28"), ("Staff", 120, 130), ("ICT", 50, 5)),
        (("Cost (£000)", "Staff", "ICT"), ("2026/27", 120, 50), ("2027/28", 130, 5)),
    ],
    ids=["a row of units", "beside the title", "below the title", "years down the side"],
)
def test_a_unit_that_stands_apart_is_asked(tmp_path: Path, cells: Cells) -> None:
    assert "unit" in [ask.key for ask in found(tmp_path, cells).unanswered]
    assert amounts(tmp_path / "taken", cells, COSTS) == {
        ("Hub", "Staff"): ["£120,000", "£130,000"],
        ("Hub", "ICT"): ["£50,000", "£5,000"],
    }


def test_options_across_and_costs_down(tmp_path: Path) -> None:
    cells: Cells = (("Cost (£000)", "Do nothing", "Shared service"), ("Staff", 100, 80), ("ICT", 20, 30), ("Total", 120, 110))
    assert found(tmp_path, cells).shape is Shape.COSTS
    lines = amounts(tmp_path / "taken", cells, {"unit": "1000", "year": "2026/27"})
    assert lines[("Shared service", "ICT")] == ["£30,000"]
    assert len(lines) == 4


def test_years_by_number_are_asked_once(tmp_path: Path) -> None:
    cells: Cells = (("Cost line", "2026", "2027"), ("Staff", 1, 2), ("ICT", 3, 4))
    (ask,) = (ask for ask in found(tmp_path, cells, {"all owner": "Hub"}).unanswered)
    assert (ask.key, [choice.words for choice in ask.choices]) == ("years", ["2025/26 to 2026/27", "2026/27 to 2027/28"])
    match = found(tmp_path / "b", cells, {"all owner": "Hub", "years": "1"})
    assert list(match.years.values()) == [FinancialYear(2026), FinancialYear(2027)]


def test_savings_below_nought_are_asked(tmp_path: Path) -> None:
    """A reduction of the budget is a saving, written as less."""
    cells: Cells = (
        ("Savings proposals (£'000)",),
        ("Ref", "Proposal", "2026/27", "2027/28", "Total"),
        ("A1", "Shared back office", -100, "(200)", -300),
        ("A2", "Estates", -50, -60, -110),
    )
    assert [ask.key for ask in found(tmp_path, cells, COSTS).unanswered] == ["sign"]
    assert amounts(tmp_path / "taken", cells, COSTS | {"sign": "-1"}) == {
        ("Hub", "Shared back office"): ["£100,000", "£200,000"],
        ("Hub", "Estates"): ["£50,000", "£60,000"],
    }


def test_headings_within_a_table_and_sub_totals_are_left_out_and_shown(tmp_path: Path) -> None:
    cells: Cells = (
        ("Cost line", "2026/27"), ("Employees", None), ("Salaries", 100), ("Pensions", 20), ("Together", 120),
        ("Premises", None), ("Rent", 10), ("Grand total", 130),
    )  # fmt: skip
    match = found(tmp_path, cells)
    assert match.set_aside == {
        2: "holds a name alone",
        5: "comes to what the rows above it come to together",
        6: "holds a name alone",
        8: "reads as a total",
    }
    assert list(amounts(tmp_path / "taken", cells, {"all owner": "Hub"})) == [("Hub", "Salaries"), ("Hub", "Pensions"), ("Hub", "Rent")]


@pytest.mark.parametrize(
    ("noun", "cells"),
    [
        (Action, (("Ref", "Action required", "Lead", "Target date", "RAG"), ("1", "Do it", "Head", "1 May 2026", "G"))),
        (Consultation, (("Stakeholder group", "Meeting", "When held", "What they said"), ("Staff", "Town hall", "3 March 2026", "Fine"))),
        (Risk, (("Risk", "Rating", "Score", "Owner"), ("Cost rises", 3, 4, "Head"), ("Delay", 3, 4, "Head"))),
    ],
)
def test_a_list_is_no_grid_of_scores(tmp_path: Path, noun: type[Noun], cells: Cells) -> None:
    assert found(tmp_path, cells).noun is noun


def test_scores_in_words_are_asked_criterion_by_criterion_in_a_list_too(tmp_path: Path) -> None:
    cells: Cells = (("Assessor", "Option", "Criterion", "Rating"), ("Staff", "A", "Cost", "High"), ("Staff", "A", "Risk", "High"))
    assert [ask.key for ask in found(tmp_path, cells).unanswered] == ["word Cost: High", "word Risk: High"]
    store, case = empty_case(tmp_path / "taken.appraisal")
    taken(store, case, one_table(cells), {"word Cost: High": "9", "word Risk: High": "1"})
    assert {cell.criterion: cell.words for cell in scores.cells(store.reader(), case)} == {"Cost": "9", "Risk": "1"}
    store.close()


def test_groups_that_have_a_column_each_score_apart(tmp_path: Path) -> None:
    cells: Cells = (("Option", "Criterion", "Officers", "Members"), ("A", "Cost", 3, 4), ("A", "Risk", 2, "n/a"))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = taken(store, case, one_table(cells), {})
    assert [(each.group, each.option, each.criterion, each.text) for each in brought.scored] == [
        ("Officers", "A", "Cost", "3"),
        ("Members", "A", "Cost", "4"),
        ("Officers", "A", "Risk", "2"),
        ("Members", "A", "Risk", "n/a"),
    ]
    store.close()


def test_stars_are_counted_and_ticks_are_asked(tmp_path: Path) -> None:
    match = found(tmp_path, (("Criterion", "A", "B"), ("Cost", "★★★", "★★"), ("Risk", "✓", "✗")))
    assert match.shape is Shape.SCORES
    assert {ask.key: ask.answer for ask in match.asks if ask.key.startswith("word ")} == {
        "word Cost: ★★★": "3", "word Cost: ★★": "2", "word Risk: ✓": "", "word Risk: ✗": "",
    }  # fmt: skip


@pytest.mark.parametrize(("answer", "date"), [("day first", "9 May 2025"), ("month first", "5 September 2025")])
def test_a_date_with_two_readings_is_asked_and_shown_in_full(tmp_path: Path, answer: str, date: str) -> None:
    cells: Cells = (("Milestone", "Date", "Phase"), ("Start", "9/5/25", "First"), ("End", "31 Febuary 2011", "First"))
    assert [ask.key for ask in found(tmp_path, cells).unanswered] == ["dates"]
    store, case = empty_case(tmp_path / "b.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table(cells), {"dates": answer}))
    assert [(each.noun, each.cells["date"]) for each in brought.new] == [(Milestone, date)]
    assert brought.problems == ("Sheet1, row 3, Date: ‘31 Febuary 2011’ is not a date: type it as 31 October 2011.",)
    store.close()


def test_years_down_the_side_say_the_column_of_what_is_wrong(tmp_path: Path) -> None:
    cells: Cells = (("Cost of", "Staff", "ICT"), ("2026/27", 100, "lots"), ("2027/28", 110, 21))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table(cells), {"all owner": "Hub", "all kind": "cost"}))
    assert len(brought.problems) == 1
    assert brought.problems[0].startswith("Sheet1, column C, 2026/27: ‘lots’ is not an amount")
    store.close()


def test_a_row_with_nothing_in_a_column_that_is_taken_is_told(tmp_path: Path) -> None:
    cells: Cells = (("Ref", "Risk", "Likelihood"), ("Finance", None, None), ("F1", "Cost rises", 3), ("Total", None, 3))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = taken(store, case, one_table(cells), {})
    assert [(each.row, each.name, each.why) for each in brought.left_out if each.row] == [
        (2, "Finance", "nothing of it stands in a column that is taken"),
        (4, "Total", "it reads as a total"),
    ]
    store.close()


@pytest.mark.parametrize(
    "cells",
    [
        (("Risk", "Likelihood", "Owner"), ("Cost rises", 3, "Head"), ("Delay", 2, "Chief")),
        (("Stakeholder", "Event", "Said"), ("Staff", "Town hall", "Fine"), ("Staff", "Briefing", "Unsure")),
        (("Action required", "Lead", "Kind"), ("Do it", "Head", "next step")),
    ],
)
def test_the_same_sheet_twice_adds_nothing(tmp_path: Path, cells: Cells) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = taken(store, case, one_table(cells), {})
    again = would_bring(store, case, matched(store, case, one_table(cells)))
    assert again.count == 0
    assert again.unchanged == len(brought.new) == len(cells) - 1
    store.close()


@pytest.mark.parametrize("unit", ["£000", "£'000", "£k"])
def test_a_unit_that_each_row_says_in_a_column_is_asked(tmp_path: Path, unit: str) -> None:
    """Left out with its column, it would make every amount a thousand times too small."""
    cells: Cells = (("Cost line", "Unit", "2026/27", "2027/28"), ("Staff", unit, 120, 130), ("ICT", unit, 50, 5))
    assert "unit" in [ask.key for ask in found(tmp_path, cells).unanswered]
    lines = amounts(tmp_path / "taken", cells, COSTS)
    assert lines[("Hub", "Staff")] == ["£120,000", "£130,000"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            (("Cost line", "Unit", "2026/27"), ("Staff", "£000", 120), ("ICT", "£m", 50)),
            "Sheet1, column B (Unit): the rows are in £000 and £m. Put all of them into one unit, and bring the sheet in again.",
        ),
        (
            (("Cost line", "2026/27", "2027/28", "2026/27"), ("Staff", 1, 2, 0), ("ICT", 3, 4, 50)),
            "Sheet1, columns B and D: each of them is taken for 2026/27. Leave out all but one, or correct the others.",
        ),
    ],
    ids=["units at odds", "a year twice"],
)
def test_what_would_lose_an_amount_stands_in_the_way(tmp_path: Path, cells: Cells, told: str) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table(cells), {"all owner": "Hub", "all kind": "cost"}))
    assert brought.problems == (told,)
    store.close()


def test_a_value_that_lies_outside_the_headings_is_told(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table((("Risk", "Owner"), ("Delay", "Head", 7), ("Cost", "Chief")))))
    assert [(each.name, each.why) for each in brought.left_out] == [("Column C", "it has no heading, and is left out")]
    store.close()


@pytest.mark.parametrize(
    ("first", "second", "ways"),
    [
        ("CY2026", "CY2027", ["2025/26 to 2026/27", "2026/27 to 2027/28"]),
        ("Jan-Dec 2026", "January to December 2027", ["2025/26 to 2026/27", "2026/27 to 2027/28"]),
        ("Calendar year 2026", "Calendar year 2027", ["2025/26 to 2026/27", "2026/27 to 2027/28"]),
        ("AY 2026/27", "AY 27/28", ["2026/27 to 2027/28", "2027/28 to 2028/29"]),
        ("Academic year 2026-27", "Academic year 2027-28", ["2026/27 to 2027/28", "2027/28 to 2028/29"]),
    ],
)
def test_years_of_another_calendar_are_asked(tmp_path: Path, first: str, second: str, ways: list[str]) -> None:
    """A year from January or from September falls into two financial years."""
    cells: Cells = (("Cost line", first, second), ("Staff", 1, 2), ("ICT", 3, 4))
    (ask,) = (ask for ask in found(tmp_path, cells, {"all owner": "Hub"}).unanswered)
    assert (ask.key, [choice.words for choice in ask.choices]) == ("years", ways)


def test_rows_headed_by_what_they_are_are_that_though_a_column_is_lacking(tmp_path: Path) -> None:
    """Milestone, Date and Owner fit projects as well, which would leave the dates out."""
    of_dates = found(tmp_path, (("Milestone", "Date", "Owner"), ("Go live", "1 May 2026", "Head"), ("End", "spring", "Head")))
    assert (of_dates.noun, dict(of_dates.columns)) == (Milestone, {0: "name", 1: "date"})
    assert [ask.key for ask in of_dates.unanswered] == ["all phase"]


def test_scores_of_a_row_without_a_name_are_told(tmp_path: Path) -> None:
    """A score whose criterion is not said is left out, and nothing is asked of its words."""
    cells: Cells = (("Criterion", "Hub", "Outsource"), ("Cost", 3, 4), (None, "High", 6), ("Risk", 7, 8))
    store, case = empty_case(tmp_path / "a.appraisal")
    of_scores = matched(store, case, one_table(cells), {"all assessors": "Staff"})
    assert [ask.key for ask in of_scores.unanswered] == []
    brought = would_bring(store, case, of_scores)
    assert [(each.row, each.name, each.why) for each in brought.left_out] == [(3, "High", "nothing says which criterion it is of")]
    assert len(brought.scored) == 4
    store.close()


def test_amounts_in_words_are_in_the_unit_of_the_sheet_and_what_two_readings_fit_is_asked(tmp_path: Path) -> None:
    """Up to 5 on a sheet of thousands is up to £5,000; what says its own unit stays, and 1,5 is never 15."""
    cells: Cells = (
        ("Costs (£000)",),
        ("Item", "2026/27", "2027/28"),
        ("Staff", "up to 5", "120-130"),
        ("ICT", "c. 70", "£1.2m"),
        ("Premises", "1,200", "(30)"),
        ("Energy", "1,234-", "TBC"),
    )
    assert amounts(tmp_path, cells, COSTS | {"kind below": "as they stand"}) == {
        ("Hub", "Staff"): ["up to £5,000", "£120,000 to £130,000"],
        ("Hub", "ICT"): ["about £70,000", "£1.2m"],
        ("Hub", "Premises"): ["£1.2m", "−£30,000"],
        ("Hub", "Energy"): ["−£1,234,000", "not known"],
    }
    store, case = empty_case(tmp_path / "b.appraisal")
    table = one_table((("Costs (£000)",), ("Item", "2026/27"), ("Staff", "1,5"), ("ICT", 7)))
    of_costs = matched(store, case, table, COSTS)
    unit = next(ask for ask in of_costs.asks if ask.key == "unit")
    assert unit.choices[0].words == "7 is £7,000"
    (problem,) = would_bring(store, case, of_costs).problems
    assert problem.startswith("Sheet1, row 3, 2026/27: ‘1,5’ can be read two ways")
    store.close()


@pytest.mark.parametrize(
    ("cells", "noun", "columns"),
    [
        (
            (("No.", "Action agreed", "By whom", "By when"), (1, "Seek quotes", "Head of ICT", "1 May 2027")),
            Action,
            {1: "name", 2: "owner", 3: "due"},
        ),
        (
            (("Task", "Workstream", "Start", "Finish"), ("Go live", "ICT", "1 May 2027", "1 June 2027"), ("Consult", "HR", None, None)),
            Milestone,
            {0: "name", 1: "phase", 3: "date"},
        ),
        (
            (("Risk", "Inherent L", "Inherent I", "Residual L", "Residual I"), ("Partner withdraws", 3, 4, 2, 4)),
            Risk,
            {0: "name", 1: "likelihood", 2: "impact", 3: "likelihood_after", 4: "impact_after"},
        ),
        (
            (("Scheme", "Description", "Rev/Cap", "Cost/Saving", "2026/27"), ("Hub", "Refit", "Capital", "Cost", 900)),
            CashFlow,
            {0: "owner", 1: "line", 2: "type", 3: "kind"},
        ),
    ],
    ids=["actions", "a plan", "risks before controls", "money"],
)
def test_headings_of_registers_and_plans_are_known(tmp_path: Path, cells: Cells, noun: type[Noun], columns: Mapping[int, str]) -> None:
    match = found(tmp_path, cells)
    assert (match.noun, match.columns) == (noun, columns)
