"""Tables that fit two readings: columns that stand apart, one place scored twice, spend by year, and lists of other nouns alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.count import SpendLine
from db.nouns.delivery import Consultation
from db.nouns.money import CashFlow
from desktop import cli
from desktop.operations.matching.asks import Shape
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, taken, would_bring, written

APART: Cells = (
    ("Option", "Description", None, "Criterion", "Weight"),
    ("Trust", "Leisure trust", None, "Cost", 40),
    ("Hub", "One hub", None, "Risk", 60),
)


def test_columns_that_stand_apart_are_asked_about_and_each_part_can_be_taken(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    found = matched(store, case, one_table(APART))
    ask = found.asks[1]
    assert (ask.key, ask.words, ask.answer) == ("beside", "Columns from D on stand apart", "")
    assert [choice.value for choice in ask.choices] == ["whole", "left", "right"]
    first = taken(store, case, one_table(APART), {"beside": "left"})
    second = taken(store, case, one_table(APART), {"beside": "right"})
    assert [each.name for each in first.new] == ["Trust", "Hub"]
    assert [(each.name, each.cells["weight"]) for each in second.new] == [("Cost", 40), ("Risk", 60)]
    assert not [*first.left_out, *second.left_out], "each part has all of its columns"
    store.close()


@pytest.mark.parametrize(
    "cells",
    [
        (("Criterion", "Weight", None, "Hub", "Trust"), ("Cost", 40, None, "High", "Low"), ("Risk", 60, None, "Low", "High")),
        (("Cost line", "2026/27", None, "2027/28", "2028/29"), ("Staff", 1, None, 2, 3), ("ICT", 4, None, 5, 6)),
    ],
)
def test_a_blank_column_among_figures_asks_nothing(tmp_path: Path, cells: Cells) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    assert "beside" not in [ask.key for ask in matched(store, case, one_table(cells)).asks]
    store.close()


def test_one_place_scored_twice_stands_in_the_way(tmp_path: Path) -> None:
    cells: Cells = (("Criterion", "Hub", "Trust"), ("Cost", 3, 4), ("Risk", 5, 6), ("cost", 7, 4))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = would_bring(store, case, matched(store, case, one_table(cells), {"all assessors": "Staff", "down": "criteria"}))
    assert brought.problems == ("Sheet1, row 4, Hub: Hub has 3 on Cost already, in row 2. Keep one of them.",)
    assert len(brought.scored) == 4
    store.close()


@pytest.mark.parametrize("method", ["Method", "Engagement activity"])
def test_stakeholders_that_were_met_are_no_groups_that_score(tmp_path: Path, method: str) -> None:
    cells: Cells = (("Stakeholder", "Date", method), ("Staff", "1 May 2026", "Survey"), ("Unions", "3 June 2026", "Meeting"))
    store, case = empty_case(tmp_path / "a.appraisal")
    assert matched(store, case, one_table(cells)).noun is Consultation
    taken(store, case, one_table(cells), {})
    assert [(row.text("audience"), row.text("event"), row.text("date")) for row in rows(store.reader(), Consultation, case)] == [
        ("Staff", "Survey", "1 May 2026"),
        ("Unions", "Meeting", "3 June 2026"),
    ]
    store.close()


@pytest.mark.parametrize(
    "cells",
    [
        (("Body", "Service", "Funding stream", "2026/27"), ("Council", "Health", "Grant", 120), ("NHS", "Health", "Core", 5)),
        (("Organisation", "Service", "Spend 2026/27"), ("Council", "Health", 120), ("NHS", "Health", 5)),
    ],
)
def test_spend_headed_by_its_year_is_of_the_count(tmp_path: Path, cells: Cells) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    assert matched(store, case, one_table(cells)).noun is SpendLine
    taken(store, case, one_table(cells), {})
    lines = [tuple(row.text(key) for key in ("organisation", "name", "year", "amount")) for row in rows(store.reader(), SpendLine, case)]
    assert lines == [("Council", "Health", "2026/27", "£120"), ("NHS", "Health", "2026/27", "£5")]
    again = would_bring(store, case, matched(store, case, one_table(cells)))
    assert (again.count, again.unchanged) == (0, 2), "one service of two bodies is two lines"
    store.close()


def test_costs_of_a_service_over_several_years_are_no_public_spend(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    found = matched(store, case, one_table((("Service", "2026/27", "2027/28"), ("Libraries", 1, 2), ("Parks", 3, 4))))
    assert (found.shape, found.noun) == (Shape.ROWS, CashFlow)
    store.close()


def test_import_of_a_sheet_in_other_words_says_how_to_match_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = (("Field", "Value"), ("Title", "Hub"), ("Base year", "2026/27"))
    flows = (("Option", "Description", "Kind", "2026/27"), ("Trust", "Staff", "cost", 5))
    book = written(tmp_path / "book.xlsx", Case=case, Flows=flows)
    assert cli.run(["import", str(book), "--into", str(tmp_path / "a.appraisal")]) == 2
    first, *_ = capsys.readouterr().err.splitlines()
    assert first == (
        "Flows is headed in other words than a case workbook. See what its columns could be with appraisal-desk match, import the rest "
        "with --leave-out 'Flows' and bring it in with File, Bring in a sheet; or correct the headings."
    )
    assert cli.run(["import", str(book), "--into", str(tmp_path / "a.appraisal"), "--leave-out", "Flows"]) == 0
