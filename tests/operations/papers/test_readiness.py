"""What still stands between a case and its agenda, as the records of the case have it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.nouns.choice import Criterion, Option
from db.nouns.money import CHECKLIST, CashFlow, ChecklistAnswer, Target
from db.nouns.noun import Noun
from db.nouns.paper_parts import Implication, PaperSection, Recommendation
from db.nouns.papers import Paper
from db.nouns.partners import Share
from db.nouns.register import Organisation
from db.nouns.returns import Request, Return
from db.store import Store
from desktop.appraisal.estimate import Estimate
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.columns import Value
from desktop.operations.records.records import Edit


def told(store: Store) -> list[tuple[str, str, str]]:
    reader = store.reader()
    return [(item.state_words, item.sentence, item.where) for item in readiness(reader, find(reader))]


@pytest.mark.parametrize(
    ("noun", "key", "name", "where"),
    [
        (Recommendation, "text", "New recommendation", "Paper, recommendations"),
        (PaperSection, "heading", "New heading", "Paper, sections"),
        (Implication, "heading", "New implication", "Paper, implications"),
    ],
)
def test_a_part_of_a_paper_left_as_it_was_added_is_to_be_written(filled: Store, noun: type[Noun], key: str, name: str, where: str) -> None:
    with filled.unit_of_work("add") as unit:
        paper = records.rows(unit, Paper, find(unit))[0].id
        first, second = records.add(unit, noun, paper), records.add(unit, noun, paper)
    told_of = [("To do", f"‘{each}’ is left as it was added: write it", where) for each in (name, f"{name} 2")]
    assert [item for item in told(filled) if item in told_of] == told_of
    with filled.unit_of_work("write") as unit:
        records.change(unit, noun, paper, [Edit(first, key, "That the New recommendation 2 be noted"), Edit(second, key, "Next steps")])
    assert not any("left as it was added" in sentence for _, sentence, _ in told(filled))


@pytest.mark.parametrize(("noun", "screen"), [(Option, "Options"), (Criterion, "Criteria")])
def test_a_made_up_name_of_an_option_or_a_criterion_is_to_be_changed(filled: Store, noun: type[Noun], screen: str) -> None:
    with filled.unit_of_work("add") as unit:
        records.add(unit, noun, find(unit))
    assert ("To do", f"‘New {noun.SINGULAR}’ is still the name the program made up", screen) in told(filled)


def test_what_the_finance_of_a_case_lacks_is_told(filled: Store) -> None:
    shared = ("To do", "How One team is shared between its partners is not recorded", "Money, Who gains")
    checks = [item for item in told(filled) if "Section 151 checklist" in item[1]]
    assert [(state, where) for state, _, where in checks] == [("Waiting", "Money, Section 151")]
    assert shared in told(filled)
    with filled.unit_of_work("share, and lose a cost and a decision") as unit:
        case = find(unit)
        for each in ("costs", "savings", "funding"):
            records.add(unit, Share, case, {"owner": "One team", "applies_to": each, "shared_by": "equal"})
        flow = records.rows(unit, CashFlow, case)[0].id
        records.change(unit, CashFlow, case, [Edit(flow, "2012/13", "not known")])
        target = records.add(unit, Target, case, {"indicator": "NI 179", "carry_forward_non_cashable": Estimate.parse("£1m")})
        records.change(unit, Target, case, [Edit(target, "2012/13", "3")])
    assert shared not in told(filled)
    assert ("Waiting", "Setting up of One team is not known in 2012/13", "Money, Lines") in told(filled)
    undecided = "What is carried forward towards the target of NI 179 is not decided: "
    assert any(sentence.startswith(undecided) for _, sentence, _ in told(filled))


def test_shares_that_do_not_reach_all_are_to_do(filled: Store) -> None:
    with filled.unit_of_work("share badly") as unit:
        case = find(unit)
        records.change(unit, CashFlow, case, [Edit(records.rows(unit, CashFlow, case)[0].id, "organisation", "")])
        fixed: dict[str, Value] = {"owner": "One team", "applies_to": "costs", "shared_by": "fixed"}
        for name in ("Upper Wick", "Lower Wick"):
            records.add(unit, Share, case, fixed | {"organisation": name, "value": Decimal(30)})
    assert any(where == "Money, Who gains" and "add to 60%" in sentence for _, sentence, where in told(filled))


def test_a_checklist_that_is_answered_throughout_is_done(filled: Store) -> None:
    with filled.unit_of_work("answer") as unit:
        case = find(unit)
        for _, title in CHECKLIST:
            records.add(unit, ChecklistAnswer, case, {"line": title, "answer": "Yes"})
    assert ("Done", "Every line of the Section 151 checklist is answered", "Money, Section 151") in told(filled)


def test_scores_that_a_group_has_still_to_give_are_waited_for(filled: Store) -> None:
    assert not any("missing" in sentence for _, sentence, _ in told(filled))
    with filled.unit_of_work("add") as unit:
        records.add(unit, Criterion, find(unit), {"name": "Noise"})
    assert ("To do", "3 scores are missing from every group", "Judge, Scores") in told(filled)


def test_what_partners_owe_a_paper_and_what_is_owed_to_them_is_told_with_its_place(filled: Store) -> None:
    with filled.unit_of_work("ask") as unit:
        case = find(unit)
        partner = next(row.text("name") for row in records.rows(unit, Organisation, case) if row.values["own"] is not True)
        records.add(unit, Return, case, {"organisation": partner, "indicator": "NI 178", "received": False})
        asked = {"name": "Figures", "put": "to us", "party": "The Treasury", "asked_on": "17 September 2010"}
        records.add(unit, Request, case, {**asked, "deadline": "24 September 2010", "source": "1.1"})
        records.add(unit, Request, case, {**asked, "deadline": "1 October 2010", "source": "3.1"})
        records.add(unit, Request, case, {"name": "Consent", "put": "by us", "deadline": "1 March 2100"})
    reader = filled.reader()
    found = {item.key: item for item in readiness(reader, case) if item.key.startswith(("returns:", "request:"))}
    assert [(item.state_words, item.sentence) for item in found.values()] == [
        ("To do", "‘Figures’ was asked by The Treasury and has no answer, though it was due by 1 October 2010"),
        ("Waiting", f"1 return for NI 178 has not come in: {partner}"),
        ("Waiting", "The dates given for Figures are at odds: Friday 24 September 2010 (1.1) and Friday 1 October 2010 (3.1). Ask which "
         "holds; until then work to the first"),
    ]  # fmt: skip
    assert all(item.at.record and item.screen == "Partners" for item in found.values())
    assert {(item.at.part, item.at.field) for item in found.values()} == {
        ("Requests", "answer"), ("Requests", "deadline"), ("Returns", "received"),
    }  # fmt: skip
    with filled.unit_of_work("answer") as unit:
        first, second, _ = (row.id for row in records.rows(unit, Request, case))
        returned = records.rows(unit, Return, case)[-1].id
        records.change(unit, Return, case, [Edit(returned, "received", "yes")])
        records.change(unit, Request, case, [Edit(first, "answer", "Sent"), Edit(second, "deadline", "24 September 2010")])
    reader = filled.reader()
    assert not [item for item in readiness(reader, case) if item.key.startswith(("returns:", "request:"))]
