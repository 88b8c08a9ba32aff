from __future__ import annotations

import datetime

from desktop.appraisal.years import FinancialYear
from desktop.operations.matching.heading_rows import is_year
from desktop.operations.matching.tables import tables_of, tables_of_block
from desktop.operations.workbook.cells import Sheet
from desktop.operations.workbook.heading_asks import unit_in, years_meant
from tests.operations.matching.books import COSTS, SCORING, one_table, sheet_of


def test_headings_are_found_under_a_title() -> None:
    table = one_table(SCORING, "Scoring")
    assert (table.heading_row, table.headings[:3]) == (3, ("Criteria", "Weighting", "Do nothing"))
    assert table.above == ("Options appraisal scoring, June 2026",)
    assert [number for number, _ in table.rows] == [4, 5, 6, 7]


def test_the_unit_of_a_title_and_what_stands_below_are_kept() -> None:
    table = one_table(COSTS)
    assert table.unit is not None
    assert (table.unit.words, int(table.unit.times)) == ("£000", 1000)
    assert table.below == ("Source: finance, June 2026",)


def test_a_title_and_a_unit_over_a_blank_row_are_no_list() -> None:
    amounts = (("Line", "2026/27", "2027/28"), ("Repairs", 40, 45))
    for title in (("Costs by option", "£000, 2026/27 prices"), ("Costs by option", "Leisure", "£000"), ("Costs by option", "June 2026")):
        table = one_table((*((words,) for words in title), (), *amounts))
        assert (table.headings, table.above) == (("Line", "2026/27", "2027/28"), title)
        assert (table.unit is not None) == any("£000" in words for words in title)
    options, costs = tables_of(sheet_of((("Option",), ("Trust",), ("Operator",), (), *amounts)))
    assert (options.headings, len(options.rows), costs.headings[0]) == (("Option",), 2, "Line")


def test_the_unit_of_words_is_found_wherever_it_stands() -> None:
    for words in ("£000, 2026/27 prices", "All figures are in £'000s at 2026/27 prices", "Costs (£000)", "£k unless stated"):
        unit = unit_in(words)
        assert unit is not None, words
        assert unit.times == 1000, words
    for words in ("A budget of £50m", "£1,000 each", "£ millpond", "Costs in £"):
        assert unit_in(words) is None, words


def test_two_tables_on_one_sheet_are_two() -> None:
    first, second = tables_of(
        sheet_of((("Option", "Description"), ("A", "Keep"), ("B", "Share"), (), ("Risk", "Likelihood"), ("Cost rises", "High")))
    )
    assert (first.headings, second.headings) == (("Option", "Description"), ("Risk", "Likelihood"))
    assert second.heading_row == 5


def test_a_blank_row_within_a_table_parts_nothing() -> None:
    table = one_table((("Line", "2026/27"), ("Staff", 5), (), ("ICT", 6)))
    assert [number for number, _ in table.rows] == [2, 4]


def test_headings_over_two_rows_are_read_together() -> None:
    table = one_table((("Line", "Cost", None, "Saving"), (None, "2026/27", "2027/28", "2026/27"), ("Staff", 5, 6, 7), ("ICT", 1, 2, 3)))
    assert table.headings == ("Line", "2026/27", "2027/28", "2026/27")
    assert table.over == ("", "Cost", "Cost", "Saving")


def test_a_row_of_words_one_of_which_has_no_heading_is_no_second_row_of_headings() -> None:
    table = one_table((("Phase", "Milestone", None), ("Design", "Start", "early"), ("Design", "End", None)))
    assert (table.heading_row, table.headings, len(table.rows)) == (1, ("Phase", "Milestone", ""), 2)


def test_years_as_people_write_them() -> None:
    plain = (FinancialYear(2026),)
    for heading in ("2026/27", "2026-27", "26/27", "FY26/27", "FY 2026/27", "2026/2027"):
        assert years_meant(heading, None) == plain, heading
    for heading in ("2026", "FY26"):
        assert years_meant(heading, None) == (FinancialYear(2025), FinancialYear(2026)), heading
    assert years_meant("Year 2", FinancialYear(2026)) == (FinancialYear(2027), FinancialYear(2028))
    assert years_meant("Year 2", None) == ()
    assert years_meant("9/10/2026", None) == (FinancialYear(2009), FinancialYear(2026))
    for heading in ("Total", "26/28", "Cost 2026"):
        assert years_meant(heading, None) is None, heading
    assert is_year(datetime.date(2026, 10, 9))


def test_a_list_of_one_column_is_a_table() -> None:
    assert [len(one.rows) for one in tables_of(sheet_of((("Option",), ("A",), ("B",))))] == [2]


def test_a_sheet_of_words_alone_holds_no_table() -> None:
    assert tables_of(sheet_of((("Notes on the appraisal",),))) == ()


def test_a_sheet_that_holds_nothing_has_no_table() -> None:
    assert tables_of(Sheet("Sheet2", (), ())) == ()


def test_number_and_days_head_columns_of_their_own() -> None:
    days = [(datetime.date(2017, 10, day), day) for day in (10, 11, 12)]
    table = one_table((("Date", "Number"), *days))
    assert (table.headings, len(table.rows)) == (("Date", "Number"), 3), "a date beside a number is no second row of headings"
    assert one_table((("Costs", "£000"), ("Line", "2026/27"), ("Staff", 120))).above == ("Costs £000",)


def test_tables_side_by_side_and_directly_below_are_each_a_table() -> None:
    """Two lists with a blank column between them end where they end, and headings among rows begin another table."""
    beside = (
        ("Option", "Description", None, "Criterion", "Weight"),
        ("A", "first", None, "Cost", 40),
        ("B", "second", None, "Risk", 60),
        ("C", "third"),
    )
    left, right = tables_of(sheet_of(beside))
    assert (left.headings, left.rows) == (("Option", "Description"), ((2, ("A", "first")), (3, ("B", "second")), (4, ("C", "third"))))
    assert (left.place, right.place) == ("Sheet1, row 1", "Sheet1, row 1, column D")
    assert (right.headings, right.left, right.rows) == (("Criterion", "Weight"), 3, ((2, ("Cost", 40)), (3, ("Risk", 60))))
    below = (("Option", "Description"), ("A", "first"), ("B", "second"), ("Criterion", "Weight"), ("Cost", 40), ("Risk", 60))
    assert len(tables_of_block([[str(cell) for cell in row] for row in below])) == 2
    first, second = tables_of(sheet_of(below))
    assert [number for number, _ in first.rows] == [2, 3]
    assert (second.heading_row, second.headings, len(second.rows)) == (4, ("Criterion", "Weight"), 2)


def test_a_blank_column_parts_no_table_and_headings_over_each_page_are_no_rows() -> None:
    spaced = (("Criterion", "Weight", None, "Hub", "Outsource"), ("Cost", 40, None, "High", "Low"), ("Risk", 60, None, "Low", "High"))
    (table,) = tables_of(sheet_of((*spaced, ("Total", 100))))
    assert len(table.rows) == 3
    paged = (("Risk", "Owner"), ("Late", "Head"), ("Risk", "Owner"), ("Dear", "Head"))
    (table,) = tables_of(sheet_of(paged))
    assert [number for number, _ in table.rows] == [2, 4]


def test_a_table_that_begins_further_right_has_its_names_in_its_first_column() -> None:
    (table,) = tables_of(sheet_of(((), (None, "Criterion", "Hub", "Outsource"), (None, "Cost", 3, 4), (None, "Risk", 5, 6))))
    assert (table.left, table.headings, table.rows[0]) == (1, ("Criterion", "Hub", "Outsource"), (3, ("Cost", 3, 4)))
