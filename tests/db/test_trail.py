"""The audit trail, and undo and redo on it."""

from __future__ import annotations

import contextlib
import json
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from db import trail
from db.errors import StoreDamaged
from db.nouns.case import Case, Evidence
from db.nouns.choice import Option
from db.reading import Cell
from db.store import Store
from tests.db.filled import Dump, dump, fill
from tests.examples import examples


def changes(store: Store, unit: int | None = None) -> list[tuple[str, dict[str, Any] | None, dict[str, Any] | None]]:
    """Table, before and after of every change of a unit; of the latest where none is named."""
    reader = store.reader()
    rows = reader.rows(
        "SELECT table_name, before, after FROM changes WHERE unit_id = coalesce(?, (SELECT max(id) FROM units)) ORDER BY id", unit
    )
    return [(table, before and json.loads(before), after and json.loads(after)) for table, before, after in rows]


def labels(store: Store) -> tuple[str | None, str | None]:
    reader = store.reader()
    undo, redo = trail.undo_step(reader), trail.redo_step(reader)
    return (undo.label if undo else None), (redo.label if redo else None)


def rename(store: Store, name: str) -> None:
    with store.unit_of_work(f"rename to {name}") as unit:
        unit.change(unit.get(Option, 1), name=name)


def run(store: Store, label: str, statement: str, *values: Cell) -> None:
    with store.unit_of_work(label) as unit:
        unit.run(statement, *values)


def test_an_insert_has_an_after_alone(store: Store) -> None:
    with store.unit_of_work("add") as unit:
        unit.add(Case(title="Depots", base_year=2011, close_call_percent=Decimal("7.5")))
    (change,) = changes(store)
    assert change[:2] == ("cases", None)
    assert change[2] == {
        "id": 1,
        "basis": "reported",
        "source": "",
        "title": "Depots",
        "purpose": "",
        "body": "",
        "base_year": 2011,
        "horizon": 10,
        "price_base": "real",
        "price_year": None,
        "discounting": "green book",
        "flows_are": "changes",
        "close_call_percent": "7.5",
        "seed": 1,
        "simulated_weights": "",
        "quick_win_months": 12,
        "tolerance_percent": "3",
        "assumed_inflation_percent": None,
        "borrowing_rate_percent": None,
        "discount_vintage": "",
        "deflator_vintage": "",
    }


def test_an_update_has_the_row_before_and_after(store: Store) -> None:
    fill(store)
    rename(store, "Share two depots")
    (change,) = changes(store)
    table, before, after = change
    assert table == "options"
    assert before is not None
    assert after == before | {"name": "Share two depots"}
    assert before["name"] == "Share a depot"


def test_a_delete_has_a_before_for_every_row_that_goes_with_it(store: Store) -> None:
    case = fill(store)
    held = dump(store)
    run(store, "delete", "DELETE FROM cases WHERE id = ?", case)
    gone: dict[str, int] = {}
    for table, before, after in changes(store):
        assert before is not None
        assert after is None
        gone[table] = gone.get(table, 0) + 1
    assert gone == {
        "cases": 1,
        "phasings": 1,
        "phasing_percents": 1,
        "scenarios": 1,
        "actuals": 1,
        "actual_amounts": 1,
        "case_organisations": 1,
        "case_services": 1,
        "options": 1,
        "option_organisations": 1,
        "cash_flows": 1,
        "cash_flow_amounts": 1,
        "criteria": 1,
        "assessor_groups": 1,
        "scores": 1,
        **dict.fromkeys(("partners", "shares", "targets", "target_percents", "target_amounts", "funding"), 1),
        **dict.fromkeys(("budget_gaps", "budget_gap_amounts", "leavers", "weekly_caps", "checklist_answers"), 1),
        **dict.fromkeys(("returns", "return_packs", "return_ratings", "return_gains", "rag_definitions", "resource_scores", "actions"), 1),
        **dict.fromkeys(("partner_factors", "profile_measures", "interview_notes", "capabilities"), 1),
        **dict.fromkeys(("sharing_arrangements", "pool_contributions", "spend_lines", "requests"), 1),
        **dict.fromkeys(("grant_rounds", "grant_bids", "governance_bodies", "unknowns"), 1),
        **dict.fromkeys(("new_councils", "successions", "opening_positions"), 1),
        **dict.fromkeys(("milestones", "gate_conditions", "passed_gates", "gate_figures"), 1),
        **dict.fromkeys(("papers", "paper_sections", "recommendations", "implications", "officer_comments", "background_papers"), 1),
        **dict.fromkeys(("appendices", "withheld_parts", "paper_contacts", "set_asides", "finals", "final_figures", "change_reasons"), 1),
    }
    assert {table for table, rows in held.items() if rows} - set(gone) == {
        "organisations",
        "services",
        "cost_lines",
        "cost_amounts",
        "reference_values",
    }


def test_an_organisation_that_goes_leaves_the_line_it_bore(store: Store) -> None:
    fill(store)
    held = dump(store)
    run(store, "delete", "DELETE FROM organisations")
    set_null = [(before, after) for table, before, after in changes(store) if table == "cash_flows"]
    assert [(before and before["organisation_id"], after and after["organisation_id"]) for before, after in set_null] == [(2, None)]
    assert trail.undo(store) is not None
    assert dump(store) == held


def test_a_unit_says_who_when_and_what(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "f.officer")
    with contextlib.closing(Store.create(store_path)) as store:
        fill(store)
        units = store.reader().rows("SELECT login, label, open, undoes, datetime(at) IS NOT NULL FROM units")
    assert units == [("f.officer", "fill", 0, None, 1)]


AWKWARD = [
    'He said "no"',
    "it's",
    "C:\\depots\\new",
    "first\nsecond\r\nthird\tfourth",
    "Gwŷr y tŷ ger Ynys Môn",
    "−£1,200 – ‘up to’ 40%",
    '{"id": null}',
    '\\"',
    "\\n",
    "%s :name ?",
    "𝔻epot 🚛",
    "=1+1",
]


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_text_reads_back_from_the_trail_and_comes_back_by_undo(store: Store, words: str) -> None:
    case = fill(store)
    with store.unit_of_work("write") as unit:
        unit.add(Evidence(case_id=case, statement=words, source=words))
    (written,) = changes(store)
    assert written[2] is not None
    assert (written[2]["statement"], written[2]["source"]) == (words, words)
    held = dump(store)
    run(store, "wipe", "DELETE FROM evidence")
    trail.undo(store)
    assert dump(store) == held


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for every example: each leaves it sound."""
    made = Store.create(tmp_path_factory.mktemp("text") / "depots.appraisal")
    fill(made)
    yield made
    made.close()


@given(words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).map(lambda found: f"x{found}"))
@settings(max_examples=examples(60))
def test_any_text_at_all_comes_back_by_undo(one_store: Store, words: str) -> None:
    with one_store.unit_of_work("write") as unit:
        unit.add(Evidence(case_id=1, statement=words))
    held = dump(one_store)
    run(one_store, "wipe", "DELETE FROM evidence")
    trail.undo(one_store)
    assert dump(one_store) == held


def test_undo_and_redo_go_back_and_forth(store: Store) -> None:
    assert labels(store) == (None, None)
    assert trail.undo(store) is None
    assert trail.redo(store) is None
    fill(store)
    states = [dump(store)]
    for name in ("A", "B", "C"):
        rename(store, name)
        states.append(dump(store))
    for n in (2, 1):
        assert trail.undo(store) is not None
        assert dump(store) == states[n]
    assert labels(store) == ("rename to A", "rename to B")
    for n in (2, 3):
        assert trail.redo(store) is not None
        assert dump(store) == states[n]
    assert trail.redo(store) is None
    assert labels(store) == ("rename to C", None)
    assert dump(store) == states[3]


def test_undo_of_a_redo_is_the_same_as_undo(store: Store) -> None:
    fill(store)
    held = dump(store)
    rename(store, "A")
    for _ in range(3):
        trail.undo(store)
        assert dump(store) == held
        trail.redo(store)
    trail.undo(store)
    assert dump(store) == held
    assert labels(store) == ("fill", "rename to A")


def test_a_new_edit_clears_what_could_be_redone(store: Store) -> None:
    fill(store)
    rename(store, "A")
    trail.undo(store)
    rename(store, "B")
    assert labels(store) == ("rename to B", None)
    assert trail.redo(store) is None


def test_what_undo_does_is_on_the_trail_too(store: Store) -> None:
    fill(store)
    rename(store, "A")
    trail.undo(store)
    (change,) = changes(store)
    _, before, after = change
    assert before is not None
    assert after is not None
    assert (before["name"], after["name"]) == ("A", "Share a depot")


def test_undo_and_redo_go_on_after_the_file_is_opened_again(store: Store) -> None:
    case = fill(store)
    held = dump(store)
    run(store, "delete the case", "DELETE FROM cases WHERE id = ?", case)
    gone = dump(store)
    store.close()
    again = Store.open(store.path)
    assert labels(again) == ("delete the case", None)
    trail.undo(again)
    assert dump(again) == held
    again.close()
    third = Store.open(store.path)
    try:
        assert labels(third) == ("fill", "delete the case")
        trail.redo(third)
        assert dump(third) == gone
    finally:
        third.close()


def test_two_names_that_change_places_come_back(store: Store) -> None:
    case = fill(store)
    with store.unit_of_work("add") as unit:
        unit.add(Option(case_id=case, name="Stay"))
    held = dump(store)
    with store.unit_of_work("swap") as unit:
        for name, row in (("in between", 1), ("Share a depot", 2), ("Stay", 1)):
            unit.run("UPDATE options SET name = ? WHERE id = ?", name, row)
    swapped = dump(store)
    trail.undo(store)
    assert dump(store) == held
    trail.redo(store)
    assert dump(store) == swapped


_OTHER_HAND = {
    "no such table": "UPDATE changes SET table_name = 'letters'",
    "the trail itself": "UPDATE changes SET table_name = 'units'",
    "a step of the trail": """UPDATE changes SET table_name = 'units', before = '{"id": 1, "label": "x"}', after = '{"id": 1, "at": ""}'""",
    "a table of SQLite": "UPDATE changes SET table_name = 'sqlite_sequence'",
    "a statement for a table": "UPDATE changes SET table_name = 'options; DROP TABLE cases'",
    "a condition for a table": "UPDATE changes SET table_name = 'options WHERE 1 = 1 OR id = :row --'",
    "a statement for a column": """UPDATE changes SET before = '{"id": 1, "name = name, purpose": "x"}'""",
    "a column of another table": """UPDATE changes SET before = '{"id": 1, "horizon": 3}'""",
    "no id": """UPDATE changes SET before = '{"name": "x"}'""",
    "nothing but an id": """UPDATE changes SET before = '{"id": 1}'""",
    "no row": "UPDATE changes SET before = '7'",
    "no JSON": "UPDATE changes SET before = 'x'",
    "no text": """UPDATE changes SET before = '{"id": 1, "name": ["x"]}'""",
    "a fraction": """UPDATE changes SET before = '{"id": 1, "name": 1.5}'""",
    "half a letter": """UPDATE changes SET before = '{"id": 1, "name": "\\ud800"}'""",
    "a number past any": f"""UPDATE changes SET before = '{{"id": 1, "position": {2**70}}}'""",
    "a row that no rule allows": """UPDATE changes SET before = '{"id": 1, "name": ""}'""",
    "a case that is not there": """UPDATE changes SET before = '{"id": 1, "case_id": 99}'""",
    "an after that is no row": "UPDATE changes SET after = 'x'",
    "too deep": f"""UPDATE changes SET before = '{"[" * 200_000}'""",
}


@pytest.mark.parametrize("statement", _OTHER_HAND.values(), ids=_OTHER_HAND)
def test_a_trail_that_another_hand_wrote_is_refused_and_nothing_is_done(one_store: Store, statement: str) -> None:
    rename(one_store, statement)
    with one_store.unit_of_work("by another hand") as unit:
        unit.run(f"{statement} WHERE id = (SELECT max(id) FROM changes)")
        # a unit that only mends the trail would leave no trace
        unit.run("UPDATE cases SET purpose = purpose || 'x'")
    trail.undo(one_store)
    before = dump(one_store, trail=True)
    with pytest.raises(StoreDamaged) as trouble:
        trail.undo(one_store)
    said = "depots.appraisal says of earlier changes what Appraisal Desk did not write. Open a backup of it instead."
    assert str(trouble.value) == said
    assert dump(one_store, trail=True) == before


class Officer(RuleBasedStateMachine):
    """Edits of every kind in any order, undone and redone along the way; then all undone, and all redone."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.store = Store.create(Path(self._folder.name) / "random.appraisal")
        self.number = 0
        #: What each undo must bring back, oldest first, and what stands now.
        self.past: list[Dump] = []
        self.future: list[Dump] = []
        self.now = dump(self.store)

    def did(self) -> None:
        """Record what stands now, if it is not what stood before."""
        after = dump(self.store)
        if after != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = after

    @rule()
    def add_a_case(self) -> None:
        self.number += 1
        fill(self.store, f"Case {self.number}")
        self.did()

    @rule(
        statement=st.sampled_from(
            [
                "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)",
                "DELETE FROM organisations WHERE id = (SELECT max(id) FROM organisations)",
                "DELETE FROM options",
                "DELETE FROM services WHERE id = (SELECT min(id) FROM services)",
                "UPDATE options SET benchmark = 1 - benchmark",
                "UPDATE scores SET score = NULL, comment = 'not \"yet\"' WHERE score IS NOT NULL",
                "UPDATE criteria SET weight = '30' WHERE weight IS NULL",
                "UPDATE cash_flow_amounts SET kind = 'not known', high = NULL WHERE kind <> 'not known'",
                "UPDATE cash_flows SET organisation_id = NULL WHERE organisation_id IS NOT NULL",
                "UPDATE cases SET title = title || ' ŵ'",
                "INSERT INTO objectives (case_id, name) SELECT id, 'Aim ' || (SELECT count(*) FROM objectives) FROM cases LIMIT 1",
            ]
        )
    )
    def edit(self, statement: str) -> None:
        run(self.store, "edit", statement)
        after = dump(self.store)
        reader = self.store.reader()
        changed = reader.rows("SELECT undoes IS NULL AND label = 'edit' FROM units ORDER BY id DESC LIMIT 1")
        assert changed == [(1,)] or after == self.now
        self.did()

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        trail.undo(self.store)
        self.future.append(self.now)
        self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        trail.redo(self.store)
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = Store.open(self.store.path)

    @invariant()
    def as_expected(self) -> None:
        assert dump(self.store) == self.now

    def teardown(self) -> None:
        try:
            first = self.past[0] if self.past else self.now
            last = self.future[0] if self.future else self.now
            while trail.redo(self.store):
                pass
            assert dump(self.store) == last
            while trail.undo(self.store):
                pass
            assert dump(self.store) == first
            assert not any(first.values())
            while trail.redo(self.store):
                pass
            assert dump(self.store) == last
            assert self.store.check() == []
        finally:
            self.store.close()
            self._folder.cleanup()


Officer.TestCase.settings = settings(max_examples=examples(20), stateful_step_count=15)
TestOfficer = Officer.TestCase
