"""What two readings fit is asked: scores with their scale, weights of groups, dates, names beside years, and blank cells below others."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.delivery import Milestone
from db.nouns.money import CashFlow
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, taken, would_bring

_SCORED = {"all assessors": "Staff", "down": "criteria"}
_LINES: Cells = (("Option", "Line", "Kind", "2026/27"), ("Hub", "Staff", "Cost", 1), (None, "ICT", None, 3), (None, "Posts", "Saving", 5))


@pytest.mark.parametrize(
    ("said", "proposed"), [("3/5", "3"), ("4 out of 5", "4"), ("2 - ok", "2"), ("1 (poor)", "1"), ("2.5: fair", "2.5")]
)
def test_a_score_with_its_scale_or_its_meaning_is_asked_with_its_number_proposed(tmp_path: Path, said: str, proposed: str) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    cells: Cells = (("Criterion", "Hub", "Trust"), ("Cost", said, 4), ("Risk", 5, said))
    found = matched(store, case, one_table(cells), _SCORED)
    assert [(ask.words, ask.answer) for ask in found.asks if ask.key.startswith("word")] == [
        (f"‘{said}’ on Cost scores", proposed),
        (f"‘{said}’ on Risk scores", proposed),
    ]
    brought = would_bring(store, case, found)
    assert next((each.option, each.criterion, each.text) for each in brought.scored) == ("Hub", "Cost", proposed)
    store.close()


@pytest.mark.parametrize("cells", [((40, 30), (60, 70)), (("40%", "30%"), ("60%", "70%")), ((0.4, 0.25), (0.6, 0.75))])
def test_columns_that_add_to_100_are_asked_whether_they_are_weights(tmp_path: Path, cells: Cells) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Criterion", "Officers", "Members"), ("Cost", *cells[0]), ("Risk", *cells[1])))
    found = matched(store, case, table, _SCORED)
    assert [ask.words for ask in found.unanswered] == ["Each column adds to 100: its figures are"]
    assert len(would_bring(store, case, matched(store, case, table, {**_SCORED, "are": "scores"})).scored) == 4
    refused = would_bring(store, case, matched(store, case, table, {**_SCORED, "are": "weights"}))
    assert refused.problems == (
        "Sheet1, row 1: weights by group are typed under Judge, Assessors. Leave this table out, and type them there.",
    )
    assert not refused.count
    store.close()


def test_columns_that_speak_of_weight_are_asked_whether_they_are_weights(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Criterion", "Officers weight", "Members weight"), ("Cost", 3, 5), ("Risk", 4, 2)))
    assert [ask.words for ask in matched(store, case, table, _SCORED).unanswered] == ["What stands under ‘Officers weight’ is"]
    store.close()


@pytest.mark.parametrize(
    ("dates", "answer", "first"),
    [
        (("5/10/2026", "6/11/2026"), "day first", "5 October 2026"),
        (("5/10/2026", "6/11/2026"), "month first", "10 May 2026"),
        (("5/10/2026", "25/11/2026"), "", "5 October 2026"),
        (("5/10/2026", "11/25/2026"), "month first", "10 May 2026"),
        (("5/10/26", "25/11/26"), "day first", "5 October 2026"),
        (("5/5/2026", "25/11/2026"), "", "5 May 2026"),
    ],
)
def test_a_short_date_is_asked_about_unless_another_shows_that_the_day_comes_first(
    tmp_path: Path, dates: tuple[str, str], answer: str, first: str
) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    cells: Cells = (("Phase", "Milestone", "Date"), ("One", "Begin", dates[0]), ("One", "End", dates[1]))
    assert ("dates" in [ask.key for ask in matched(store, case, one_table(cells)).unanswered]) is bool(answer)
    taken(store, case, one_table(cells), {"dates": answer} if answer else {})
    assert next(row.text("date") for row in rows(store.reader(), Milestone, case)) == first
    store.close()


def test_names_beside_years_that_stand_down_the_side_are_asked_about(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Year", "Hub", "Trust"), ("2026/27", 100, 200), ("2027/28", 50, 60)))
    ask = next(each for each in matched(store, case, table).asks if each.key == "column 0")
    assert (ask.words, ask.answer) == ("What stood beside ‘Year’, such as ‘Hub’, is", "")
    answers = {"column 0": "owner", "all line": "Running", "all kind": "cost"}
    brought = would_bring(store, case, matched(store, case, table, answers))
    assert [(each.cells["owner"], each.cells["line"]) for each in brought.new if each.noun is CashFlow] == [
        ("Hub", "Running"),
        ("Trust", "Running"),
    ]
    store.close()


def test_a_heading_of_two_years_is_asked_about_by_its_own_words(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    cells: Cells = (("Option", "Line", "Kind", "Year 2", "FY26/27"), ("Hub", "Staff", "Cost", 1, 2))
    assert [ask.words for ask in matched(store, case, one_table(cells)).unanswered] == ["‘Year 2’"]
    store.close()


def test_blank_cells_below_what_every_row_needs_are_asked_about(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    ask = next(each for each in matched(store, case, one_table(_LINES)).unanswered if each.key == "below")
    assert ask.words == "Blank cells under ‘Option’ and ‘Kind’ are"
    as_they_stand = would_bring(store, case, matched(store, case, one_table(_LINES), {"below": "keep"}))
    assert len(as_they_stand.problems) == 3
    taken(store, case, one_table(_LINES), {"below": "fill"})
    found = [(row.text("owner"), row.text("line"), row.text("kind")) for row in rows(store.reader(), CashFlow, case)]
    assert found == [("Hub", "Staff", "cost"), ("Hub", "ICT", "cost"), ("Hub", "Posts", "saving")]
    store.close()


def test_a_new_line_above_one_like_it_leaves_that_one_alone(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    held: Cells = (("Option", "Line", "Kind", "2026/27"), ("Hub", "Staff", "Cost", 1))
    taken(store, case, one_table(held), {})
    more: Cells = (held[0], ("Hub", "Staff", "Cost", 7), held[1])
    brought = would_bring(store, case, matched(store, case, one_table(more)))
    assert (len(brought.new), len(brought.replaced), brought.unchanged) == (1, 0, 1)
    store.close()
