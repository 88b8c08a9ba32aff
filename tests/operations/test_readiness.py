"""What still stands between a case and its agenda, as the records of the case have it."""

from __future__ import annotations

import pytest

from db.store import Store
from desktop.operations import nouns, records
from desktop.operations.cases import find
from desktop.operations.readiness import readiness
from desktop.operations.records import Edit


def told(store: Store) -> list[tuple[str, str, str]]:
    with store.session() as session:
        return [(item.state_words, item.sentence, item.where) for item in readiness(session, find(session))]


@pytest.mark.parametrize(
    ("noun", "key", "name", "where"),
    [
        (nouns.RECOMMENDATIONS, "text", "New recommendation", "Papers, recommendations"),
        (nouns.SECTIONS, "heading", "New heading", "Papers, sections"),
        (nouns.IMPLICATIONS, "heading", "New implication", "Papers, implications"),
    ],
)
def test_a_part_of_a_paper_left_as_it_was_added_is_to_be_written(filled: Store, noun: nouns.Noun, key: str, name: str, where: str) -> None:
    with filled.unit_of_work("add") as session:
        paper = records.rows(session, nouns.PAPERS, find(session))[0].id
        first, second = records.add(session, noun, paper), records.add(session, noun, paper)
    told_of = [("To do", f"‘{each}’ is left as it was added: write it", where) for each in (name, f"{name} 2")]
    assert [item for item in told(filled) if item in told_of] == told_of
    with filled.unit_of_work("write") as session:
        records.change(session, noun, paper, [Edit(first, key, "That the New recommendation 2 be noted"), Edit(second, key, "Next steps")])
    assert not any("left as it was added" in sentence for _, sentence, _ in told(filled))


@pytest.mark.parametrize(("noun", "screen"), [(nouns.OPTIONS, "Options"), (nouns.CRITERIA, "Criteria")])
def test_a_made_up_name_of_an_option_or_a_criterion_is_to_be_changed(filled: Store, noun: nouns.Noun, screen: str) -> None:
    with filled.unit_of_work("add") as session:
        records.add(session, noun, find(session))
    assert ("To do", f"‘New {noun.singular}’ is still the name the program made up", screen) in told(filled)


def test_scores_that_a_group_has_still_to_give_are_waited_for(filled: Store) -> None:
    assert not any("missing" in sentence for _, sentence, _ in told(filled))
    with filled.unit_of_work("add") as session:
        records.add(session, nouns.CRITERIA, find(session), {"name": "Noise"})
    assert ("To do", "3 scores are missing from every group", "Scores") in told(filled)
