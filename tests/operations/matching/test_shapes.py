"""Shapes that a council's spreadsheets take: what is lost is told, and what fits two readings is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from db.nouns.choice import Criterion, Option
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow
from desktop.appraisal.years import FinancialYear, consecutive
from desktop.operations.matching.asks import CaseNames
from desktop.operations.matching.filling import Filling, Held
from desktop.operations.matching.matching import match
from desktop.operations.matching.tables import tables_of
from desktop.operations.matching.taking import filling
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, sheet_of, tables_in, taken

_EMPTY = CaseNames(FinancialYear(2026), consecutive(FinancialYear(2026), 5), {})
COSTS = {"all owner": "Hub", "all kind": "cost"}
SCORES = {"all assessors": "Staff", "down": "criteria"}


def brought(cells: Cells, answers: dict[str, str]) -> Filling:
    """What a table would bring into an empty case, with nothing left to be asked."""
    found = match(one_table(cells), _EMPTY, answers)
    assert found is not None
    assert [ask.key for ask in found.unanswered] == []
    return filling(found, Held(_EMPTY))


def asked(cells: Cells, answers: dict[str, str]) -> dict[str, tuple[str, list[str]]]:
    """What is asked of a table in an empty case: the words and the choices of each question, by its key."""
    found = match(one_table(cells), _EMPTY, answers)
    assert found is not None
    return {ask.key: (ask.words, [each.words for each in ask.choices]) for ask in found.unanswered}


def scored(would_be: Filling) -> dict[tuple[str, str], str]:
    return {(each.option, each.criterion): each.text for each in would_be.scored}


@pytest.mark.parametrize("mark", ["*", "\u2020", "\u00b9", "[1]", " (1)"])
def test_a_figure_with_the_mark_of_a_note_is_asked(mark: str) -> None:
    cells: Cells = (("Item", "2026/27"), ("Staff", f"12.5{mark}"), ("ICT", 7), ("Rent*", "\u00a31.2m"))
    assert asked(cells, COSTS) == {"marks": (f"\u201812.5{mark}\u2019 is", ["12.5, with the mark of a note", "As it stands"])}
    dropped = brought(cells, COSTS | {"marks": "drop"})
    assert [each.cells["2026/27"] for each in dropped.new] == ["12.5", 7, "\u00a31.2m"]
    (problem,) = brought(cells, COSTS | {"marks": "keep"}).problems
    assert problem.startswith(f"Sheet1, row 2, 2026/27: \u201812.5{mark}\u2019 is not an amount")


def test_a_raised_digit_is_a_mark_and_no_part_of_the_figure(tmp_path: Path) -> None:
    """Excel shows 12.5 with a raised 1, which would be read as 12.51."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, raised, plain = book.add_worksheet(), book.add_format({"font_script": 1}), book.add_format()
        sheet.write_row(0, 0, ["Item", "2026/27"])
        sheet.write_string(1, 0, "Staff")
        sheet.write_rich_string(1, 1, plain, "12.5", raised, "1")
        sheet.write_row(2, 0, ["ICT", 7])
    (table,) = tables_in(path)
    assert table.column(1) == ["12.5\u00b9", 7]


def test_names_stand_beside_the_numbers_of_the_rows_and_below_a_blank_corner() -> None:
    numbered: Cells = (("Ref", "Criterion", "Weight", "Hub", "Trust"), ("C1", "Cost", 40, 3, 4), ("C2", "Risk", 60, 5, 6))
    would_be = brought(numbered, SCORES)
    assert scored(would_be) == {("Hub", "Cost"): "3", ("Trust", "Cost"): "4", ("Hub", "Risk"): "5", ("Trust", "Risk"): "6"}
    assert [(each.name, each.why) for each in would_be.left_out] == [("Ref", "its column is left out")]
    corner: Cells = ((None, "2026/27", "2027/28"), ("Staff", 1, 2), ("ICT", 3, 4))
    lines = brought(corner, COSTS)
    assert [(each.noun, each.name) for each in lines.new] == [(CashFlow, "Staff"), (CashFlow, "ICT")]


@pytest.mark.parametrize(
    "heads",
    [
        (("Criterion", "Weight", "Hub", "Hub weighted", "Trust", "Weighted score of Trust", "Rank"),),
        (("Criterion", "Weight", "Hub", None, "Trust", None, None), (None, None, "Score", "Weighted", "Score", "Weighted", "Rank")),
    ],
    ids=["one row of headings", "two rows"],
)
def test_weighted_scores_and_ranks_are_worked_out_anew_and_left(heads: Cells) -> None:
    cells: Cells = (*heads, ("Cost", 40, 3, 120, 4, 160, 2), ("Risk", 60, 2, 120, 5, 300, 1))
    would_be = brought(cells, SCORES)
    assert scored(would_be) == {("Hub", "Cost"): "3", ("Trust", "Cost"): "4", ("Hub", "Risk"): "2", ("Trust", "Risk"): "5"}
    assert len([each for each in would_be.left_out if not each.row]) == 3


def test_totals_of_every_sort_are_set_aside() -> None:
    cells: Cells = (
        ("Line", "2026/27"), ("Staff", 1), ("Agency", "\u00a32"), ("Subtotal", 3), ("Rent", 4), ("Heat", 5), ("Premises in all", 9),
        ("Total expenditure", 12), ("Altogether", 12), ("Net", 12), ("Network", 6),
    )  # fmt: skip
    would_be = brought(cells, COSTS)
    assert [each.name for each in would_be.new] == ["Staff", "Agency", "Rent", "Heat", "Network"]
    assert len(would_be.left_out) == 5


def test_amounts_with_a_minus_behind_them_are_no_total() -> None:
    cells: Cells = (("Line", "2026/27"), ("A", "1,200-"), ("B", "(1,200)"), ("C", "\u00a3(1.2m)"), ("D", "1,200"))
    would_be = brought(cells, COSTS | {"kind below": "as they stand"})
    assert (len(would_be.new), would_be.left_out) == (4, ())


def test_notes_below_a_table_are_no_list() -> None:
    numbered: Cells = (("1. Figures exclude VAT",), ("2. Provisional",))
    marked: Cells = (("* provisional",), ("\u2020 audited",))
    for notes in (numbered, marked, (("Notes",), ("Excludes VAT",))):
        (table,) = tables_of(sheet_of((("Line", "2026/27"), ("Staff", 1), ("ICT", 2), (), *notes)))
        assert table.below == tuple(each[0] for each in notes)
    assert len(tables_of(sheet_of((("Line", "2026/27"), ("Staff", 1), (), ("Option",), ("Hub",), ("Trust",))))) == 2


@pytest.mark.parametrize(("answer", "weights"), [("100", ["40%", "60.0"]), ("1", ["40%", "0.6"])])
def test_a_fraction_beside_percentages_is_asked(answer: str, weights: list[str]) -> None:
    cells: Cells = (("Criterion", "Weight"), ("Cost", "40%"), ("Risk", 0.6))
    assert asked(cells, {}) == {"percent 1": ("0.6 under \u2018Weight\u2019 is", ["60%", "0.6%"])}
    would_be = brought(cells, {"percent 1": answer})
    assert [(each.noun, str(each.cells["weight"])) for each in would_be.new] == [(Criterion, each) for each in weights]
    assert asked((("Criterion", "Weight"), ("Cost", 0.4), ("Risk", 0.6)), {}) == {}, "weights need not add to 100"


def test_a_table_on_its_side_is_turned(tmp_path: Path) -> None:
    risks: Cells = (("Risk", "Cost rises", "Delay"), ("Likelihood", 3, 4), ("Impact", 4, 2), ("Owner", "Head", "Chief"))
    options: Cells = (
        (None, "Hub", "Trust"),
        ("Description", "One hub", "A trust"),
        ("Advantages", "cheap", "quick"),
        ("Colour", "red", "blue"),
    )
    store, case = empty_case(tmp_path / "a.appraisal")
    taken(store, case, one_table(risks), {})
    would_be = taken(store, case, one_table(options), {})
    assert [(row.text("name"), row.text("impact"), row.text("owner")) for row in rows(store.reader(), Risk, case)] == [
        ("Cost rises", "4", "Head"),
        ("Delay", "2", "Chief"),
    ]
    assert [row.text("advantages") for row in rows(store.reader(), Option, case)] == ["cheap", "quick"]
    assert [each.name for each in would_be.left_out] == ["Colour"]
    assert matched(store, case, one_table(risks), {"aside": "keep"}).noun is not Risk
    store.close()


def test_one_name_twice_stands_in_the_way_before_anything_is_taken() -> None:
    would_be = brought((("Option", "Description"), ("Hub", "one"), ("hub ", "two"), ("Trust", "three")), {})
    assert would_be.problems == ("Sheet1, row 3: \u2018hub\u2019 stands in row 2 already. Keep one, or give it another name.",)


def test_rows_below_a_heading_of_costs_or_savings_are_of_that_kind(tmp_path: Path) -> None:
    cells: Cells = (
        ("Line", "2026/27"), ("COSTS", None),
        ("Staff", 100), ("Premises", None), ("Rent", 20), ("Savings:", None), ("Posts", 40), ("NET", 80),
    )  # fmt: skip
    store, case = empty_case(tmp_path / "a.appraisal")
    would_be = taken(store, case, one_table(cells), {"all owner": "Hub"})
    kinds = [(row.text("line"), row.text("kind"), row.amounts[FinancialYear(2026)].words()) for row in rows(store.reader(), CashFlow, case)]
    assert kinds == [("Staff", "cost", "\u00a3100"), ("Rent", "cost", "\u00a320"), ("Posts", "saving", "\u00a340")]
    assert len(would_be.left_out) == 4
    answers = {"all owner": "Hub", "section 2": "same"}
    assert [ask.key for ask in matched(store, case, one_table(cells), answers).unanswered] == ["all kind"]
    store.close()


def test_months_and_quarters_stand_in_the_way() -> None:
    for heads in (("Apr-26", "May-26"), ("Q1", "Q2"), ("Period 1", "Period 2")):
        would_be = brought((("Owner", "Line", "Kind", *heads), ("Hub", "Staff", "cost", 1, 2), ("Hub", "ICT", "cost", 3, 4)), {})
        assert would_be.problems == (
            "Sheet1, columns D and E: these are parts of a year. Add them up to financial years, and bring the sheet in again.",
        )
