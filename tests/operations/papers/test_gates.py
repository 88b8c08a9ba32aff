"""A gate refuses while a condition is not met, freezes every figure, and tells what has changed since and what moved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import trail
from db.nouns.delivery import Milestone
from db.nouns.gates import GateCondition, GateFigure, PassedGate
from db.nouns.money import CashFlow
from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case_whole
from desktop.operations.history.undoing import Done, next_undo
from desktop.operations.papers import gates
from desktop.operations.papers.papers import made, paper_to_set
from desktop.operations.papers.public_results import public_json, whole_json
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from desktop.papers.html.paper_text import plain_text
from tests.operations.grounds import Sheets, imported, sheets

_GATE = "Cabinet decides"


def staged(*, met: str = "yes") -> Sheets:
    """The case of the grounds, with a gate and two conditions."""
    book = sheets()
    book["Milestones"] = [
        ["Phase", "Milestone", "Date", "Gate", "Term"],
        ["Start", "The teams meet", "5 September 2011", None, "quick win"],
        ["Start", _GATE, "1 November 2011", "yes", "short term"],
    ]
    book["Gate conditions"] = [
        ["Gate", "What must be true", "Met"],
        [_GATE, "The costs are agreed", "yes"],
        [_GATE, "Staff were asked", met],
    ]
    return book


@pytest.fixture
def plan(store: Store, tmp_path: Path) -> Store:
    """The case with every condition met."""
    imported(store, staged(), tmp_path)
    return store


def the_gate(store: Store) -> gates.Gate:
    reader = store.reader()
    (only,) = gates.gates(reader, find(reader))
    return gates.gate(reader, find(reader), only.milestone.id)


def passed(store: Store) -> int:
    with store.unit_of_work(f"the gate ‘{_GATE}’ passed") as unit:
        case = find(unit)
        return gates.pass_gate(unit, case, unit.all(Milestone, case_id=case, gate=True)[0].id)


def rent(store: Store, amount: str) -> None:
    with store.unit_of_work("a new estimate") as unit:
        case = find(unit)
        line = records.rows(unit, CashFlow, case)[0].id
        records.change(unit, CashFlow, case, [Edit(line, "2011/12", amount)])


def printed(store: Store, *, exempt: bool = False) -> str:
    """The report and the annex as text."""
    reader = store.reader()
    given = paper_to_set(reader, find(reader), exempt=exempt)
    return "".join(map(plain_text, made(given.records, given.appraised(), given.records.layout)))


def test_a_gate_is_refused_while_a_condition_is_not_met(store: Store, tmp_path: Path) -> None:
    imported(store, staged(met="no"), tmp_path)
    with pytest.raises(KnownTrouble) as trouble:
        passed(store)
    assert str(trouble.value) == (
        "The gate ‘Cabinet decides’ cannot be passed while 1 condition is not met, the first ‘Staff were asked’: tick each once it is true"
    )
    assert the_gate(store).passed is None


def test_a_gate_that_says_nothing_must_be_true_is_refused(store: Store, tmp_path: Path) -> None:
    book = staged()
    del book["Gate conditions"]
    imported(store, book, tmp_path)
    with pytest.raises(KnownTrouble, match="does not say what must be true"):
        passed(store)


def test_passing_freezes_the_figures_and_opens_the_next_version(plan: Store) -> None:
    assert passed(plan) == 1
    reader = plan.reader()
    case = find(reader)
    assert gates.version(reader, case) == 2
    gate = the_gate(plan)
    assert gate.passed is not None
    assert gate.as_passed
    kept = reader.all(GateFigure, case_id=case)
    assert len(kept) > 50
    assert all(each.value == each.public_value for each in kept), "nothing is withheld"
    assert gates.differences(gates.beside_gate(reader, case, gate.milestone.id)) == ()
    assert "Decision point, passed on" in printed(plan)
    with pytest.raises(KnownTrouble, match="was passed already"):
        passed(plan)


def test_what_has_changed_since_is_told_with_what_moved_it(plan: Store) -> None:
    passed(plan)
    assert "Changes since the gate" not in printed(plan)
    rent(plan, "£150,000")
    gate = the_gate(plan)
    assert not gate.as_passed
    reader = plan.reader()
    changed = gates.differences(gates.beside_gate(reader, find(reader), gate.milestone.id))
    assert changed
    line = records.rows(reader, CashFlow, find(reader))[0]
    named = f"{line.text('owner')}: {line.text('line')} (lines) was changed in the records on"
    assert all(named in each.why for each in changed)
    assert any("150" in each.new and "150" not in each.old for each in changed)
    text = printed(plan)
    assert "Changes since the gate ‘Cabinet decides’" in text
    assert named in text
    trail.undo(plan)
    assert the_gate(plan).as_passed
    assert "Changes since the gate" not in printed(plan)


def test_undo_of_a_passed_gate_asks_first_and_takes_it_all_back(plan: Store) -> None:
    passed(plan)
    reader = plan.reader()
    reversal = next_undo(reader, Done(find(reader), "Plan"), {})
    assert reversal is not None
    assert reversal.question == "The gate ‘Cabinet decides’ would be passed no more: the gate ‘Cabinet decides’ passed."
    trail.undo(plan)
    assert the_gate(plan).passed is None
    assert not plan.reader().exists(GateFigure)


def test_of_a_passed_gate_what_had_to_be_true_stays(plan: Store) -> None:
    passed(plan)
    reader = plan.reader()
    case = find(reader)
    condition = reader.all(GateCondition, case_id=case)[0].id
    with pytest.raises(KnownTrouble, match="so what had to be true stays as it was"), plan.unit_of_work("untick") as unit:
        records.change(unit, GateCondition, case, [Edit(condition, "met", "no")])
    with pytest.raises(KnownTrouble, match="so it stays a gate"), plan.unit_of_work("no gate") as unit:
        records.change(unit, Milestone, case, [Edit(the_gate(plan).milestone.id, "gate", "no")])


def test_a_condition_is_of_a_gate(plan: Store) -> None:
    case = find(plan.reader())
    with pytest.raises(KnownTrouble, match="‘The teams meet’ is no gate"), plan.unit_of_work("a condition") as unit:
        records.add(unit, GateCondition, case, {"gate": "The teams meet", "name": "They have met"})


def test_a_withheld_gate_is_no_part_of_the_public_paper(plan: Store) -> None:
    passed(plan)
    rent(plan, "£150,000")
    with plan.unit_of_work("withheld") as unit:
        marks = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The bids are not in"}
        unit.change(unit.get(Milestone, the_gate(plan).milestone.id), **marks)
    public = printed(plan)
    assert _GATE not in public
    assert "The costs are agreed" not in public
    assert "Changes since the gate" not in public
    assert "Changes since the gate" in printed(plan, exempt=True)


def test_the_results_tell_of_gates_where_there_are_any(plan: Store) -> None:
    reader = plan.reader()
    case = find(reader)
    assert passed(plan) == 1
    (told,) = gates.gates_json(reader, case)["gates"]
    assert (told["name"], told["phase"], told["term"], told["date"]) == (_GATE, "Start", "short term", "1 November 2011")
    assert told["conditions"] == [{"name": "The costs are agreed", "met": True}, {"name": "Staff were asked", "met": True}]
    assert (told["closed_version"], told["passed_at"]) == (1, the_gate(plan).passed and reader.all(PassedGate)[0].passed_at)
    with plan.unit_of_work("withhold") as unit:
        unit.change(unit.all(Milestone, gate=True)[0], withheld="exempt", exempt_paragraphs="3", public_interest="The tender is live")
    whole, public = whole_json(reader, case, appraise_case_whole(reader, case)), public_json(reader, case)
    assert whole["gates"] == [told]
    assert "gates" not in public
    assert "/gates" in whole["withheld"]


def test_the_results_of_a_case_without_gates_do_not_tell_of_any(filled: Store) -> None:
    reader = filled.reader()
    with filled.unit_of_work("no gate") as unit:
        for each in unit.all(Milestone, gate=True):
            unit.change(each, gate=False)
    assert gates.gates_json(reader, find(reader)) == {}


def test_more_withheld_since_is_set_apart(plan: Store) -> None:
    passed(plan)
    with plan.unit_of_work("withheld") as unit:
        marks = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "The bids are not in"}
        unit.change(unit.all(CashFlow)[0], **marks)
    assert "More is withheld from this paper than from the figures at the gate" in printed(plan)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda book: book["Gate conditions"][2].__setitem__(2, "no"), "1 of its conditions is not met"),
        (lambda book: book["Gate conditions"].__setitem__(slice(1, None), []), "it has no condition"),
        (lambda book: book["Milestones"][2].__setitem__(3, "no"), "‘Cabinet decides’ is no gate"),
        (lambda book: book["Milestones"].append(["End", _GATE, None, "yes", None]), "2 milestones are named ‘Cabinet decides’"),
    ],
)
def test_a_workbook_with_a_gate_passed_that_cannot_be_is_refused_in_a_sentence(
    store: Store, tmp_path: Path, change: object, problem: str
) -> None:
    book = staged()
    book["Passed gates"] = [
        ["Gate", "Version", "Passed at", "Login", "SHA-256 of records"],
        [_GATE, 1, "2011-11-01T10:00", "officer", "5f" * 32],
    ]
    assert callable(change)
    change(book)
    with pytest.raises(KnownTrouble, match=problem):
        imported(store, book, tmp_path)
    assert not store.reader().exists(PassedGate)
