"""The kept store of schema 1 in which every noun is filled: what is read of it, and that its trail runs to both its ends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import trail
from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.papers.papers import paper_to_set, papers
from desktop.operations.papers.versions import standing
from desktop.operations.records.cases import titles
from desktop.operations.store.files import opened
from tests.db.filled import dump
from tests.db.released_readings import NAME, STORE, STORES, readings
from tests.operations.golden_results import difference
from tests.papers import shared_parts
from tests.papers.shared_parts import PARTS


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A copy of the kept store, open."""
    path = tmp_path / STORE.name
    shutil.copy(STORE, path)
    with opened(path) as store:
        yield store


def test_every_table_of_it_is_filled(kept: Store) -> None:
    assert kept.check() == []
    made_since = {"phasings", "phasing_percents", "scenarios", "actuals", "actual_amounts", "reference_values", "house_styles", "pictures"}
    made_since |= {"grant_rounds", "grant_bids", "governance_bodies", "unknowns"}
    made_since |= {"picture_files", "appendix_files", "spend_lines", "new_councils", "successions", "opening_positions"}
    made_since |= {"gate_conditions", "passed_gates", "gate_figures"}
    assert {table for table, rows in dump(kept, trail=True).items() if not rows} == made_since


def test_what_is_read_of_it_is_what_was_read(kept: Store) -> None:
    cases = list(readings(kept))
    assert set(STORES.glob(f"{NAME}.*")) == {STORE, *(path for case in cases for path in (case.results_file, case.folder))}
    differences = [differs for case in cases if (differs := difference(case.results, case.results_file))]
    for case in cases:
        assert {path.name for path in case.folder.iterdir()} == {PARTS, *(f"{name}.txt" for name in case.papers)}
        differences += [differs for name, text in case.papers.items() if (differs := shared_parts.difference(text, case.folder, name))]
    if differences:
        pytest.fail("\n\n".join(differences), pytrace=False)


def test_its_steps_are_undone_to_the_first_and_redone_to_the_last(kept: Store) -> None:
    as_kept = dump(kept)
    undone_when_kept = 0
    while trail.redo(kept) is not None:
        undone_when_kept += 1
    assert undone_when_kept == 4
    at_the_end = dump(kept)
    assert at_the_end != as_kept
    steps = 0
    while trail.undo(kept) is not None:
        steps += 1
    assert steps > 80
    assert not any(dump(kept).values())
    for _ in range(steps - undone_when_kept):
        assert trail.redo(kept) is not None
    assert dump(kept) == as_kept
    while trail.redo(kept) is not None:
        pass
    assert dump(kept) == at_the_end
    assert kept.check() == []


def test_its_final_stands_until_it_is_reopened_and_is_told_from_what_is_set_now(kept: Store) -> None:
    """Its paper had marks that sentences were lent by words they shared with another record. It is set without them, and that is said."""
    reader = kept.reader()
    case = titles(reader)[0][0]
    paper = papers(reader, case)[0][0]
    assert standing(reader, case, paper).words == "Version 3 was reopened, so this is a draft again: version 4."
    while (step := _step_to_undo(kept)) is not None and step.label != "Paper made final":
        trail.undo(kept)
    reader = kept.reader()
    stands = standing(reader, case, paper)
    assert stands.words == "Version 3 is final. Whatever is changed now makes it a draft again, version 4."
    assert stands.final is not None
    for given in (paper_to_set(reader, case, paper), paper_to_set(reader, case, paper, exempt=True)):
        with pytest.raises(KnownTrouble, match="This version of Appraisal Desk sets the final paper otherwise than when it was made final"):
            given.pdf()


def _step_to_undo(store: Store) -> trail.Step | None:
    reader = store.reader()
    return trail.undo_step(reader)
