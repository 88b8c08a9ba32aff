"""Small workbooks that were once appraised wrongly, from their cells to the results and the first sentence a councillor reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.nouns.choice import Criterion
from db.store import Store
from desktop.errors import SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from tests.operations.grounds import Cell, Sheets, imported, results

Rows = list[list[Cell]]


def book(criteria: Rows, scores: Rows, assessors: Rows | None = None, **case: Cell) -> Sheets:
    """Two options, A and B, and one panel unless there are other groups."""
    fields: Rows = [["Field", "Value"], ["Title", "T"], ["Base year", "2011/12"], ["Horizon", 5]]
    return {
        "Case": [*fields, *([key.replace("_", " "), value] for key, value in case.items())],
        "Options": [["Option"], ["A"], ["B"]],
        "Criteria": criteria,
        "Assessors": assessors or [["Assessors", "Votes", "Method"], ["Panel", 1, None]],
        "Scores": scores,
    }


def found(store: Store, tmp_path: Path, sheets: Sheets) -> dict[str, Any]:
    imported(store, sheets, tmp_path)
    return results(store)


def option(held: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in held["options"] if each["name"] == name)


SCALE: list[Cell] = ["Criterion", "Better", "Worst", "Best", "Weight"]
SCORES: list[Cell] = ["Assessors", "Option", "Criterion", "Score"]
X: list[Cell] = ["X", "higher", 0, 10, 1]
Y: list[Cell] = ["Y", "higher", 0, 10, 1]


def test_a_leader_that_no_score_of_it_could_put_first(store: Store, tmp_path: Path) -> None:
    sheets = book(
        [SCALE, X, Y],
        [
            [*SCORES, "Low", "High"],
            ["Panel", "A", "X", None, 1, 2],
            ["Panel", "A", "Y", 9, None, None],
            ["Panel", "B", "X", 6, None, None],
            ["Panel", "B", "Y", 6, None, None],
        ],
    )
    held = found(store, tmp_path, sheets)
    assert (held["leader"], held["leader_certain"]) == ("B", True)
    a = option(held, "A")
    assert [a[key] for key in ("score", "score_low", "score_high", "missing")] == [52.5, 50, 55, []]
    assert held["sentences"][0] == "B leads with 60.0 points out of 100, 7.5 points ahead of A with 52.5 (50.0 to 55.0)."
    reader = store.reader()
    assert not any("missing" in item.sentence for item in readiness(reader, find(reader)) if item.screen == "Scores")


def test_an_option_that_one_group_alone_scored(store: Store, tmp_path: Path) -> None:
    sheets = book(
        [SCALE, X],
        [SCORES, ["Staff", "A", "X", 9], ["Staff", "B", "X", 8], ["Members", "B", "X", 4], ["Members", "A", "X", None]],
        [["Assessors", "Votes", "Method"], ["Staff", 1, None], ["Members", 9, None]],
    )
    held = found(store, tmp_path, sheets)
    a = option(held, "A")
    assert [a[key] for key in ("score", "score_low", "score_high")] == [90, 9, 99]
    assert (held["leader"], held["leader_certain"], held["close_call"]) == ("A", False, True)
    first = "Members, 9 votes of 10, did not score the option in first place on X: A leads with 90.0 (9.0 to 99.0) points"
    assert held["sentences"][0].startswith(first)
    assert "Members scored only B on every criterion, so which option it prefers is not known." in held["sentences"]
    assert not any("Members put" in sentence for sentence in held["sentences"])


def test_groups_that_all_prefer_one_option(store: Store, tmp_path: Path) -> None:
    sheets = book(
        [
            ["Criterion", "Better", "Worst", "Best", "Value function", "Weight"],
            ["T", "lower", 40, 0, "40:0; 20:25; 10:90; 0:100", 1],
            ["Y", "higher", 0, 100, None, 1],
        ],
        [
            SCORES,
            ["Staff", "A", "T", 30],
            ["Staff", "A", "Y", 63],
            ["Staff", "B", "T", 20],
            ["Staff", "B", "Y", 50],
            ["Members", "A", "T", 10],
            ["Members", "A", "Y", 20],
            ["Members", "B", "T", 20],
            ["Members", "B", "Y", 80],
        ],
        [["Assessors", "Votes"], ["Staff", 1], ["Members", 1]],
    )
    held = found(store, tmp_path, sheets)
    assert {each["name"]: each["score"] for each in held["options"]} == {"A": 46.375, "B": 45}
    assert option(held, "A")["by_assessors"] == {"Staff": 37.75, "Members": 55}
    assert held["leader"] == "A"
    assert "Every group puts A first." in held["sentences"]


def test_an_order_alone_weighs_by_its_centroids(store: Store, tmp_path: Path) -> None:
    criteria: Rows = [
        ["Criterion", "Better", "Worst", "Best", "Order"],
        ["X", "higher", 0, 10, 1],
        ["Y", "higher", 0, 10, 2],
        ["Z", "higher", 0, 10, 3],
    ]
    marks = {"A": (9, 2, 1), "B": (3, 8, 8)}
    scores: Rows = [SCORES]
    for name, own in marks.items():
        scores += [["Panel", name, criterion, mark] for criterion, mark in zip("XYZ", own, strict=True)]
    held = found(store, tmp_path, book(criteria, scores, Simulation_weights="ordered"))
    assert [each["weight"] for each in held["criteria"]] == pytest.approx([11 / 18, 5 / 18, 2 / 18])
    assert held["leader"] == "A"
    assert any("rank order centroid" in sentence for sentence in held["why"])
    assert not any("owes its lead" in sentence for sentence in held["sentences"])


def test_a_missing_score_of_no_weight_changes_nothing_and_is_said_once(store: Store, tmp_path: Path) -> None:
    sheets = book(
        [SCALE, X, ["Z", "higher", 0, 10, 0]],
        [SCORES, ["Panel", "A", "X", 8], ["Panel", "A", "Z", None], ["Panel", "B", "X", 3], ["Panel", "B", "Z", 4]],
    )
    held = found(store, tmp_path, sheets)
    a = option(held, "A")
    assert [a[key] for key in ("score", "score_low", "score_high", "missing")] == [80, 80, 80, ["Z"]]
    assert (held["leader"], held["leader_certain"]) == ("A", True)
    said = [sentence for sentence in held["sentences"] if "no score" in sentence]
    assert said == ["A has no score on Z, which has no weight, so nothing changes."]
    assert not any("drawn" in sentence or "missing" in sentence or "certain" in sentence for sentence in held["sentences"])


def test_the_threshold_on_a_small_scale_has_the_decimals_it_needs(store: Store, tmp_path: Path) -> None:
    held = found(
        store,
        tmp_path,
        book([SCALE, ["Share", "higher", 0, 1, 1]], [SCORES, ["Panel", "A", "Share", 0.12], ["Panel", "B", "Share", 0.29]]),
    )
    assert held["smallest_flip"] == {"option": "A", "criterion": "Share", "from": 0.12, "to": 0.29, "new_leader": "A"}
    assert "It would take one score, Share for A from 0.12 to just over 0.29, to put A first." in held["sentences"]


MUST_PASS: Rows = [
    ["Criterion", "Use", "Better", "Worst", "Best", "Pass mark", "Weight"],
    ["Legal", "must pass", "higher", None, None, None, None],
    ["Y", "weighted", "higher", 0, 10, None, 2],
]
PASSED: Rows = [SCORES, ["Panel", "A", "Legal", 1], ["Panel", "A", "Y", 3], ["Panel", "B", "Legal", 3], ["Panel", "B", "Y", 2]]


def test_a_criterion_that_must_be_passed_asks_for_its_mark(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SeveralTroubles) as trouble:
        imported(store, book(MUST_PASS, PASSED), tmp_path)
    assert trouble.value.sentences == (
        "Criteria, row 2, column F (Pass mark): the criterion must be passed, and nothing says what passes. "
        "Type its Pass mark, or its Best.",
    )
    MUST_PASS[1][5] = 2
    held = found(store, tmp_path, book(MUST_PASS, PASSED))
    assert (held["leader"], option(held, "A")["failed"]) == ("B", ["Legal"])
    with store.unit_of_work("clear") as unit:
        case = find(unit)
        records.change(unit, Criterion, case, [records.Edit(records.rows(unit, Criterion, case)[0].id, "pass_mark", "")])
    reader = store.reader()
    appraisal = appraise_case_whole(reader, find(reader))
    assert appraisal.leader is None
    assert [each.not_shown for each in appraisal.options] == [("Legal",)] * 2
    asked = [item for item in readiness(reader, find(reader)) if "no pass mark" in item.sentence]
    assert [(item.screen, item.at.field) for item in asked] == [("Criteria", "pass_mark")]
