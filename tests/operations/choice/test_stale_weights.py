"""A weight given before its scale changed is marked stale, until it is recorded again or the officer says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db import trail
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.reading import Reader
from db.store import Store
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.choice import scores, weighing
from desktop.operations.choice.scores import ScoreEdit
from desktop.operations.choice.weighing import JudgementEdit, WeightEdit
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.pasting import paste
from desktop.operations.records.records import Edit, Row
from tests.operations.grounds import imported, put, sheets


def row(reader: Reader, name: str = "Quality") -> Row:
    return next(row for row in records.rows(reader, Criterion, find(reader)) if row.text("name") == name)


def crews(reader: Reader) -> int:
    """The group that has weights of its own."""
    return records.rows(reader, AssessorGroup, find(reader))[1].id


def change(store: Store, *cells: tuple[str, str]) -> None:
    """Type into cells of Quality, one after the other."""
    with store.unit_of_work("test") as unit:
        records.change(unit, Criterion, find(unit), [Edit(row(unit).id, key, text) for key, text in cells])


def is_stale(store: Store, name: str = "Quality") -> bool:
    reader = store.reader()
    return row(reader, name).values["weights_stale"] is True


@pytest.mark.parametrize(
    ("key", "text"),
    [("best", "12"), ("worst", "1"), ("better", "lower"), ("value_function", "0:0; 5:80; 10:100"), ("value_function", "direct")],
)
def test_a_change_of_the_scale_makes_the_weight_stale(filled: Store, key: str, text: str) -> None:
    change(filled, (key, text))
    assert is_stale(filled)
    assert not is_stale(filled, "Reach")
    trail.undo(filled)
    assert not is_stale(filled)


@pytest.mark.parametrize(
    ("key", "text"), [("best", "10.0"), ("value_function", "linear"), ("name", "Grass"), ("pass_mark", "5"), ("heading", "A > B")]
)
def test_what_leaves_the_scale_as_it_was_does_not(filled: Store, key: str, text: str) -> None:
    change(filled, (key, text))
    reader = filled.reader()
    assert not any(each.values["weights_stale"] for each in records.rows(reader, Criterion, find(reader)))


def test_a_criterion_that_nobody_weighed_has_nothing_to_be_stale(filled: Store) -> None:
    with filled.unit_of_work("test") as unit:
        added = records.add(unit, Criterion, find(unit), {"name": "Noise"})
        records.change(unit, Criterion, find(unit), [Edit(added, "best", "10")])
    assert not is_stale(filled, "Noise")


def test_a_groups_own_weight_or_judgement_is_enough(filled: Store) -> None:
    with filled.unit_of_work("test") as unit:
        case = find(unit)
        ids = [records.add(unit, Criterion, case, {"name": name}) for name in ("Noise", "Dust", "Light")]
        weighing.change_weights(unit, crews(unit), [WeightEdit(ids[0], "5")])
        weighing.change_judgements(unit, crews(unit), [JudgementEdit(ids[1], ids[2], "3")])
        records.change(unit, Criterion, case, [Edit(each, "best", "10") for each in ids])
    assert [is_stale(filled, name) for name in ("Noise", "Dust", "Light")] == [True] * 3


def _own_weight(store: Store) -> None:
    with store.unit_of_work("test") as unit:
        weighing.change_weights(unit, crews(unit), [WeightEdit(row(unit).id, "55")])


def _judgement(store: Store) -> None:
    with store.unit_of_work("test") as unit:
        weighing.change_judgements(unit, crews(unit), [JudgementEdit(row(unit, "Reach").id, row(unit).id, "2")])


@pytest.mark.parametrize(
    "weigh",
    [
        lambda store: change(store, ("weight", "50")),
        lambda store: change(store, ("weight_high", "60")),
        lambda store: change(store, ("rank_order", "1")),
        lambda store: change(store, ("weights_stale", "no")),
        _own_weight,
        _judgement,
    ],
    ids=["weight", "bound", "order", "officer", "own-weight", "judgement"],
)
def test_weighing_it_again_clears_the_mark(filled: Store, weigh: Callable[[Store], None]) -> None:
    change(filled, ("best", "12"))
    assert is_stale(filled)
    weigh(filled)
    assert not is_stale(filled)


def test_clearing_a_weight_keeps_the_mark_while_a_group_still_weighs_it(filled: Store) -> None:
    change(filled, ("best", "12"))
    change(filled, ("weight", ""))
    assert is_stale(filled)
    with filled.unit_of_work("test") as unit:
        weighing.change_weights(unit, crews(unit), [WeightEdit(row(unit).id, "")])
    assert not is_stale(filled)


@pytest.mark.parametrize("cells", [("weight", "best"), ("best", "weight")])
def test_a_pasted_scale_that_brings_its_weight_is_not_stale(filled: Store, cells: tuple[str, str]) -> None:
    typed = {"best": "12", "weight": "40"}
    with filled.unit_of_work("paste") as unit:
        paste(unit, Criterion, find(unit), [Edit(row(unit).id, key, typed[key]) for key in cells])
    assert not is_stale(filled)


def test_scores_that_move_a_scale_taken_from_them_leave_the_mark(filled: Store) -> None:
    change(filled, ("worst", ""), ("best", ""), ("weight", "50"))
    with filled.unit_of_work("score") as unit:
        option = records.rows(unit, Option, find(unit))[0].id
        scores.change(unit, [ScoreEdit(crews(unit), option, row(unit).id, "25")])
    assert not is_stale(filled)


def test_a_workbook_says_which_weights_are_stale(store: Store, tmp_path: Path) -> None:
    book = sheets()
    book["Criteria"][0].append("Weight stale (yes)")
    for cells, stale in zip(book["Criteria"][1:], ("yes", None, "no"), strict=True):
        cells.append(stale)
    imported(store, book, tmp_path)
    assert [is_stale(store, name) for name in ("Quality", "Days to mow", "Reach")] == [True, False, False]
    put("Criteria", 2, "Weight stale (yes)", None)(book)
    put("Criteria", 2, "Best", 20)(book)
    imported(store, book, tmp_path, replace=True)
    assert not is_stale(store), "a whole new case is as its workbook says"


def test_it_is_told_in_a_sentence_and_in_the_readiness_list(filled: Store) -> None:
    change(filled, ("best", "12"))
    reader = filled.reader()
    appraisal = appraise_case(reader, find(reader))
    items = readiness(reader, find(reader))
    assert [each.name for each in appraisal.case.criteria if each.weights_stale] == ["Quality"]
    assert any("Quality" in sentence and "scale" in sentence for sentence in appraisal.sentences)
    assert [(item.state_words, item.sentence, item.screen) for item in items if "scale" in item.sentence] == [
        ("To do", "Quality was weighed before its scale changed: check the weight and record it again", "Criteria")
    ]
