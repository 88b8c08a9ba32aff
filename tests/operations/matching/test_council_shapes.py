"""Shapes of scoring matrix and cost table that councils use, each with every figure as the sheet has it, and none twice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from db.nouns.choice import Criterion
from db.nouns.money import CashFlow
from desktop.operations.choice import scores
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, taken, would_bring

SCORES_OVER_WEIGHTED: Cells = (
    ("Shared back office: evaluation",),
    ("Completed by:", "Project team", None, "Date:", "3 June 2026"),
    (),
    (None, None, "Status quo", None, "Lead authority", None),
    ("Criterion", "Weight", "Score", "Weighted", "Score", "Weighted"),
    ("Fit", 0.6, 1, 0.6, 4, 2.4),
    ("Cost", 0.4, 5, 2, 3, 1.2),
    ("Overall total", 1, None, 2.6, None, 3.6),
)
LABELS_ABOVE: Cells = (
    ("Completed by:", "Project team", "Date:", "3 June 2026"),
    ("Criterion", "Weighting (out of 100)", "Status quo", "Lead authority", "Notes on scores"),
    ("Fit", 60, 1, 4, "As the strategy says"),
    ("Cost", 40, 5, 3, "As the budget says"),
    ("Ranking", None, 2, 1, None),
)
OPTIONS_DOWN: Cells = (
    ("Option", "Fit", "Cost", "Total score", "Rank"),
    ("Weighting", "60%", "40%", "100%", None),
    ("Status quo", 1, 5, 6, 2),
    ("Lead authority", 4, 3, 7, 1),
)
NUMBERED_OPTIONS_DOWN: Cells = (
    ("No.", "Option", "Fit", "Cost", "Weighted score"),
    (None, "Weight (%)", 60, 40, None),
    (1, "Status quo", 1, 5, 2.6),
    (2, "Lead authority", 4, 3, 3.6),
)


@pytest.mark.parametrize(
    ("cells", "weights"),
    [
        (SCORES_OVER_WEIGHTED, ["0.6", "0.4"]),
        (LABELS_ABOVE, ["60", "40"]),
        (OPTIONS_DOWN, ["60", "40"]),
        (NUMBERED_OPTIONS_DOWN, ["60", "40"]),
    ],
    ids=["names over scores and weighted scores", "who scored above the headings", "weights in a row", "numbered, with weights in a row"],
)
def test_a_matrix_brings_its_scores_and_weights_and_nothing_that_it_works_out(tmp_path: Path, cells: Cells, weights: list[str]) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    taken(store, case, one_table(cells), {"all assessors": "Team"})
    reader = store.reader()
    assert {(each.option, each.criterion): each.words for each in scores.cells(reader, case)} == {
        ("Status quo", "Fit"): "1", ("Lead authority", "Fit"): "4", ("Status quo", "Cost"): "5", ("Lead authority", "Cost"): "3",
    }  # fmt: skip
    assert [(row.text("name"), row.text("weight")) for row in rows(reader, Criterion, case)] == list(
        zip(("Fit", "Cost"), weights, strict=True)
    )
    store.close()


def test_weights_in_a_row_leave_nothing_to_ask_of_the_sides(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    found = matched(store, case, one_table(OPTIONS_DOWN), {"all assessors": "Team"})
    assert [(ask.words, ask.answer) for ask in found.asks if ask.key.startswith("row ")] == [
        ("Column D reads as a total", "leave out"),
        ("Column E is worked out of the others", "leave out"),
    ]
    assert "down" not in [ask.key for ask in found.asks]
    store.close()


def test_few_names_over_the_same_years_are_a_group_each(tmp_path: Path) -> None:
    cells: Cells = (
        (None, "Lead authority", None, None, "Joint company", None, None),
        (None, "2026/27", "2027/28", "2028/29", "2026/27", "2027/28", "2028/29"),
        ("Set up", 120, 10, None, 300, 40, 10),
        ("Running", 50, 51, 52, 80, 81, 82),
    )
    answers = {"all kind": "cost", "under Lead authority": "owner", "under Joint company": "owner"}
    assert _lines(tmp_path, cells, answers) == {
        ("Lead authority", "Set up", "cost"): ["£120", "£10"],
        ("Joint company", "Set up", "cost"): ["£300", "£40", "£10"],
        ("Lead authority", "Running", "cost"): ["£50", "£51", "£52"],
        ("Joint company", "Running", "cost"): ["£80", "£81", "£82"],
    }


def _lines(tmp_path: Path, cells: Cells, answers: Mapping[str, str]) -> dict[tuple[str, str, str], list[str]]:
    store, case = empty_case(tmp_path / "a.appraisal")
    taken(store, case, one_table(cells), answers)
    lines = {
        (row.text("owner"), row.text("line"), row.text("kind")): [row.amounts[year].words() for year in sorted(row.amounts)]
        for row in rows(store.reader(), CashFlow, case)
    }
    store.close()
    return lines


BELOW_A_HEADING: Cells = (
    ("Costs (£000)", "2026/27", "2027/28"),
    ("Redundancy", 180, 60),
    ("Savings", None, None),
    ("Posts", -40, "(120)"),
    ("Rent", None, "(£1.2m)"),
)
BY_ROW: Cells = (
    ("Line", "Kind", "2026/27 (£000)", "2027/28 (£000)"),
    ("Redundancy", "cost", 180, 60),
    ("Posts", "Saving", -40, "120-"),
    ("Rent", "saving", None, "-£1.2m"),
)
BY_GROUP: Cells = (
    ("£000", "Costs", None, "Savings", None),
    (None, "2026/27", "2027/28", "2026/27", "2027/28"),
    ("Redundancy", 180, 60, None, None),
    ("Posts", None, None, -40, -120),
    ("Rent", None, None, None, "£-1.2m"),
)


@pytest.mark.parametrize("cells", [BELOW_A_HEADING, BY_ROW, BY_GROUP], ids=["below a heading", "by row", "by group of years"])
def test_savings_below_nought_are_asked_about_wherever_the_sheet_says_that_they_are_savings(tmp_path: Path, cells: Cells) -> None:
    answers = {"all owner": "Hub", "unit": "1000", "unit of £": "1", "all kind": "cost"}
    store, case = empty_case(tmp_path / "asked.appraisal")
    assert [ask.key for ask in matched(store, case, one_table(cells), answers).unanswered] == ["sign"]
    store.close()
    assert _lines(tmp_path, cells, answers | {"sign": "-1"}) == {
        ("Hub", "Redundancy", "cost"): ["£180,000", "£60,000"],
        ("Hub", "Posts", "saving"): ["£40,000", "£120,000"],
        ("Hub", "Rent", "saving"): ["£1.2m"],
    }


def test_income_below_nought_is_asked_about_by_itself(tmp_path: Path) -> None:
    cells: Cells = (("Line", "Kind", "2026/27"), ("Posts", "saving", 40), ("Fees", "income", -15), ("Rents", "income", -5))
    answers = {"all owner": "Hub"}
    store, case = empty_case(tmp_path / "asked.appraisal")
    assert [ask.key for ask in matched(store, case, one_table(cells), answers).unanswered] == ["sign income"]
    store.close()
    lines = _lines(tmp_path, cells, answers | {"sign income": "-1"})
    assert list(lines.values()) == [["£40"], ["£15"], ["£5"]]


def test_savings_below_nought_of_options_against_lines_are_asked_about(tmp_path: Path) -> None:
    cells: Cells = (("Saving", "Lead authority", "Joint company"), ("Posts", "-£40", "-£60"), ("Rent", "-£5", "£0"))
    answers = {"what": "costs", "down": "cash_flows", "year": "2027/28", "all kind": "saving"}
    store, case = empty_case(tmp_path / "asked.appraisal")
    assert [ask.key for ask in matched(store, case, one_table(cells), answers).unanswered] == ["sign"]
    store.close()
    assert list(_lines(tmp_path, cells, answers | {"sign": "-1"}).values()) == [["£40"], ["£60"], ["£5"], ["£0"]]


ALIKE: Cells = (
    ("Line", "Kind", "Owner", "Type", "2026/27"),
    ("Refit", "cost", "Hub", "revenue", 20),
    ("Refit", "cost", "Hub", "capital", 900),
    ("Refit", "cost", "Hub", "revenue", 35),
)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_lines_that_may_be_alike_are_known_again_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    taken(store, case, one_table(ALIKE), {})
    again = would_bring(store, case, matched(store, case, one_table((ALIKE[0], *(ALIKE[n] for n in order)))))
    assert (again.count, again.unchanged) == (0, 3)
    changed = would_bring(store, case, matched(store, case, one_table((ALIKE[0], ("Refit", "cost", "Hub", "capital", 950)))))
    assert [(each.heading, each.before, each.after) for each in changed.replaced] == [("2026/27", "£900", "£950")]
    store.close()
