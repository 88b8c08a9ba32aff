from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.nouns.choice import Criterion, Option
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow
from db.trail import undo
from desktop.appraisal.years import FinancialYear
from desktop.operations.choice import scores
from desktop.operations.matching.filling import brought_words
from desktop.operations.matching.taking import MOST_AT_ONCE
from desktop.operations.records.records import add, rows
from desktop.operations.workbook.case_sheets import sheets_of
from tests.operations.matching.books import COSTS, SCORING, Cells, empty_case, matched, one_table, tables_in, taken, would_bring, written

OF_SCORES = {"all assessors": "Officers", "word Quality: High": "9"}
OF_COSTS = {"all owner": "Shared service", "unit": "1000"}


def test_a_scoring_matrix_and_a_cost_table_come_into_an_empty_case(tmp_path: Path) -> None:
    """The two sheets an officer's week begins with: every figure arrives, and no total counts."""
    store, case = empty_case(tmp_path / "a.appraisal")
    scoring, costs = tables_in(written(tmp_path / "foreign.xlsx", Scoring=SCORING, Costs=COSTS))
    brought = taken(store, case, scoring, OF_SCORES)
    assert brought_words(brought) == "1 assessor group, 3 options, 3 criteria and 9 scores will be new."
    assert [(each.row, each.name, each.why) for each in brought.left_out] == [
        (0, "Total", "its column is left out"),
        (7, "Total", "it reads as a total"),
    ]
    taken(store, case, costs, OF_COSTS)
    reader = store.reader()
    cells = {(cell.option, cell.criterion): cell.words for cell in scores.cells(reader, case)}
    assert cells["Shared service", "Quality"] == "9"
    assert cells["Do nothing", "Risk"] == "n/a"
    assert {row.text("name"): row.text("weight") for row in rows(reader, Criterion, case)} == {"Cost": "40", "Quality": "30", "Risk": "30"}
    lines = {row.text("line"): row for row in rows(reader, CashFlow, case)}
    assert list(lines) == ["Staff", "ICT", "Premises"]
    assert {row.text("kind") for row in lines.values()} == {"cost"}
    assert lines["Staff"].amounts[FinancialYear(2030)].words() == "£130,000"
    assert lines["Premises"].amounts[FinancialYear(2026)].words() == "not known"
    store.close()


def test_what_is_there_already_is_replaced_cell_by_cell_and_shown(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    scoring, costs = one_table(SCORING), one_table(COSTS)
    taken(store, case, scoring, OF_SCORES)
    taken(store, case, costs, OF_COSTS)
    again = would_bring(store, case, matched(store, case, costs, OF_COSTS))
    assert again.count == 0
    assert again.unchanged == 3
    higher = one_table((*COSTS[:2], ("Staff", 121, 130, 130, 130, 130)))
    brought = would_bring(store, case, matched(store, case, higher, OF_COSTS))
    assert [(each.name, each.heading, each.before, each.after) for each in brought.replaced] == [
        ("Staff", "2026/27", "£120,000", "£121,000")
    ]
    assert brought.new == ()
    store.close()


def test_undo_gives_back_the_case_as_it_was(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    before = sheets_of(store.reader(), case)
    taken(store, case, one_table(SCORING), OF_SCORES)
    assert sheets_of(store.reader(), case) != before
    undo(store)
    assert sheets_of(store.reader(), case) == before
    store.close()


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        ((("Line", "Kind", "Owner", "2026"), ("Staff", "cost", "Hub", 5)), "column 3"),
        ((("Line", "Kind", "Owner", "Year 2"), ("Staff", "cost", "Hub", 5)), "column 3"),
        ((("Line", "Owner", "2026/27"), ("Staff", "Hub", 5)), "all kind"),
        ((("Line", "Kind", "Owner", "2026/27 (£k)"), ("Staff", "cost", "Hub", 5)), "unit"),
    ],
)
def test_what_two_readings_fit_is_asked(tmp_path: Path, cells: Cells, asked: str) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    found = matched(store, case, one_table(cells))
    assert found.noun is CashFlow
    assert [ask.key for ask in found.unanswered] == [asked]
    store.close()


def test_other_words_for_headings_are_known(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    register = one_table(
        (("Risk description", "Probability", "Severity", "Mitigating action", "Lead officer"), ("Cost rises", 3, 4, "Watch", "Head"))
    )
    assert matched(store, case, register).noun is Risk
    taken(store, case, register, {})
    (risk,) = rows(store.reader(), Risk, case)
    assert (risk.text("name"), risk.text("likelihood"), risk.text("control"), risk.text("owner")) == ("Cost rises", "3", "Watch", "Head")
    store.close()


def test_what_cannot_be_read_stops_all_of_it(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Line", "Kind", "Owner", "2026/27"), ("Staff", "cost", "Hub", "1.200"), ("ICT", "coast", "Hub", 5)))
    brought = would_bring(store, case, matched(store, case, table))
    assert len(brought.problems) == 2
    assert brought.problems[0].startswith("Sheet1, row 2, 2026/27: ‘1.200’ can be read two ways")
    assert "row 3, Kind: ‘coast’ is not one of the choices" in brought.problems[1]
    store.close()


def test_a_year_outside_the_case_is_refused(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table((("Line", "Kind", "Owner", "2035/36"), ("A", "cost", "B", 1)))))
    assert brought.problems == (
        "Sheet1, column 2035/36: the case is appraised from 2026/27 to 2030/31. Leave the column out, or lengthen the case.",
    )
    store.close()


_NAMES = st.lists(st.text("abcdefghijklm", min_size=3, max_size=8), min_size=2, max_size=5, unique=True)


@settings(max_examples=25, deadline=None)
@given(st.data(), _NAMES)
def test_matching_and_taking_is_the_same_as_the_programs_own_form(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, names: list[str]
) -> None:
    """A table of lines in thousands brings what the same amounts in pounds do under our own headings."""
    amounts = data.draw(st.lists(st.lists(st.integers(1, 900), min_size=2, max_size=2), min_size=len(names), max_size=len(names)))
    theirs: Cells = (
        ("Costs (£000)",),
        ("Item", "Scheme", "26/27", "27/28"),
        *((name, "Hub", *row) for name, row in zip(names, amounts, strict=True)),
    )
    ours: Cells = (
        ("Line", "Owner", "Kind", "2026/27", "2027/28"),
        *((name, "Hub", "cost", *(1000 * each for each in row)) for name, row in zip(names, amounts, strict=True)),
    )
    held = []
    for cells, answers in ((theirs, {"unit": "1000"}), (ours, {})):
        store, case = empty_case(tmp_path_factory.mktemp("held") / "a.appraisal")
        table = one_table(cells)
        kept = {f"row {number}": "take" for number, _ in table.rows}
        taken(store, case, table, answers | kept)
        held.append(
            [(row.text("line"), row.text("owner"), row.text("kind"), dict(row.amounts)) for row in rows(store.reader(), CashFlow, case)]
        )
        store.close()
    assert held[0] == held[1]


def test_costs_and_savings_told_apart_by_their_sign_are_asked_about(tmp_path: Path) -> None:
    """A sheet with savings above nought and costs below it: the rows below are asked about, and what is blank stays blank."""
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Item", "Scheme", "2026/27", "2027/28"), ("Set up", "Hub", -250, None), ("Staff", "Hub", None, 400)))
    asked = {ask.key for ask in matched(store, case, table, {"all kind": "saving"}).unanswered}
    assert asked == {"kind below"}
    taken(store, case, table, {"all kind": "saving", "kind below": "cost"})
    lines = {row.text("line"): row for row in rows(store.reader(), CashFlow, case)}
    assert {name: row.text("kind") for name, row in lines.items()} == {"Set up": "cost", "Staff": "saving"}
    assert {str(year): amount.words() for year, amount in lines["Set up"].amounts.items()} == {"2026/27": "£250"}
    store.close()


def test_a_line_of_the_benchmark_stands_in_the_way_where_lines_are_changes_from_it(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    with store.unit_of_work("benchmark") as unit:
        add(unit, Option, case, {"name": "Do nothing", "benchmark": True})
    table = one_table((("Line", "Kind", "Owner", "2026/27"), ("Staff", "cost", "Do nothing", 5), ("ICT", "cost", "Hub", 6)))
    (problem,) = would_bring(store, case, matched(store, case, table)).problems
    assert problem.startswith("Sheet1, row 2, Owner: ‘Do nothing’ is the benchmark")
    store.close()


def test_more_records_than_a_case_has_stand_in_the_way(tmp_path: Path) -> None:
    cells: Cells = (("Risk", "Owner"), *((f"Risk {number}", "Head") for number in range(MOST_AT_ONCE + 1)))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table(cells)))
    assert brought.problems == (
        "Sheet1: 20,001 records would be new or changed, and no more than 20,000 can be brought in at once. Keep the rows that belong to "
        "the case, or bring them in from several sheets.",
    )
    assert len(brought.new) == MOST_AT_ONCE + 1
    store.close()
