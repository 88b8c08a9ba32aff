"""Undo of a step that is not the latest: what stands in its way, and that nothing else is lost by it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import trail
from db.nouns.choice import Option
from db.store import Store
from tests.db.filled import dump, fill
from tests.examples import examples

EDITS = (
    "UPDATE options SET benchmark = 1 - benchmark",
    "UPDATE options SET name = name || ' ŵ'",
    "INSERT INTO options (case_id, name) SELECT id, 'Stay ' || (SELECT count(*) FROM options) FROM cases LIMIT 1",
    "DELETE FROM options WHERE id = (SELECT max(id) FROM options)",
    "UPDATE criteria SET weight = '30' WHERE weight IS NULL",
    "DELETE FROM criteria WHERE id = (SELECT max(id) FROM criteria)",
    "UPDATE scores SET comment = comment || 'x'",
    "UPDATE cash_flow_amounts SET kind = 'not known', high = NULL WHERE kind <> 'not known'",
    "UPDATE cash_flows SET organisation_id = NULL WHERE organisation_id IS NOT NULL",
    "DELETE FROM organisations WHERE id = (SELECT max(id) FROM organisations)",
    "UPDATE cases SET title = title || ' ŵ'",
    "INSERT INTO objectives (case_id, name) SELECT id, 'Aim ' || (SELECT count(*) FROM objectives) FROM cases LIMIT 1",
    "UPDATE services SET name = name || '!'",
)


def run(store: Store, statement: str) -> None:
    with store.unit_of_work(statement) as unit:
        unit.run(statement)


def labels(store: Store) -> list[str]:
    return [step.label for step in trail.standing(store.reader())]


def test_an_older_step_that_nothing_rests_on_is_taken_back_alone_and_brought_back(store: Store) -> None:
    fill(store)
    for statement in (EDITS[1], EDITS[12], EDITS[10]):
        run(store, statement)
    held = dump(store)
    older = trail.standing(store.reader())[1]
    assert trail.in_the_way(store.reader(), older) is None
    taken_back = trail.undo(store, older.unit)
    assert taken_back == older
    assert labels(store) == ["fill", EDITS[12], EDITS[10]]
    with store.unit_of_work("look") as unit:
        assert unit.get(Option, 1).name == "Share a depot"
    trail.redo(store)
    assert dump(store) == held
    [step] = [step for step in trail.standing(store.reader()) if step.label == EDITS[1]]
    assert step.first == older.unit < step.unit


@pytest.mark.parametrize(
    ("older", "later"),
    [
        ("UPDATE options SET name = 'A'", "UPDATE options SET name = 'B'"),  # the same row
        (EDITS[2], "UPDATE options SET benchmark = 0"),  # the same table: a name may stand only once
        (EDITS[2], "UPDATE scores SET option_id = (SELECT max(id) FROM options)"),  # rows that refer to the one that was added
        (EDITS[8], EDITS[9]),  # what it referred to has gone
    ],
)
def test_a_step_on_which_another_rests_waits_for_that_one(store: Store, older: str, later: str) -> None:
    fill(store)
    for statement in (older, later):
        run(store, statement)
    _, first, second = trail.standing(store.reader())
    assert trail.in_the_way(store.reader(), first) == second
    before = dump(store, trail=True)
    with pytest.raises(ValueError, match="in the way"):
        trail.undo(store, first.unit)
    assert dump(store, trail=True) == before


def test_a_step_that_does_not_stand_is_not_taken_back(store: Store) -> None:
    fill(store)
    run(store, EDITS[1])
    step = trail.undo(store)
    assert step is not None
    assert trail.undo(store, step.unit) is None
    assert labels(store) == ["fill"]


@given(statements=st.lists(st.sampled_from(EDITS), min_size=1, max_size=8), picks=st.lists(st.integers(0, 99), max_size=6))
@settings(max_examples=examples(60), deadline=None)
def test_undo_in_any_order_then_redo_gives_the_same_store(statements: list[str], picks: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "depots.appraisal")
        empty = dump(store)
        fill(store)
        for statement in statements:
            run(store, statement)
        states = [dump(store)]
        for pick in picks:
            standing = trail.standing(store.reader())
            if not standing:
                break
            step = standing[pick % len(standing)]
            if trail.in_the_way(store.reader(), step) is not None:
                continue
            trail.undo(store, step.unit)
            states.append(dump(store))
        for state in reversed(states[:-1]):
            assert trail.redo(store) is not None
            assert dump(store) == state
        assert trail.redo(store) is None
        for _ in states[1:]:
            trail.undo(store)
        while trail.undo(store):
            pass
        assert dump(store) == empty
        store.close()


@given(statements=st.lists(st.sampled_from(EDITS), min_size=1, max_size=8), picks=st.lists(st.integers(0, 99), min_size=1, max_size=6))
@settings(max_examples=examples(60), deadline=None)
def test_whatever_was_taken_back_between_the_rest_unwinds_to_an_empty_store(statements: list[str], picks: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "depots.appraisal")
        empty = dump(store)
        fill(store)
        for statement in statements:
            run(store, statement)
        for pick in picks:
            standing = trail.standing(store.reader())
            if standing and trail.in_the_way(store.reader(), step := standing[pick % len(standing)]) is None:
                trail.undo(store, step.unit)
        while trail.undo(store):
            pass
        assert dump(store) == empty
        store.close()
