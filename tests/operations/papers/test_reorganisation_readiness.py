"""What the readiness list says of a reorganisation that is not complete: what is still to do, or waits for the figures of others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.nouns.noun import Noun
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from db.store import Store
from desktop.operations.papers.readiness import readiness
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit, Row
from desktop.papers.readiness import State

_TWO = "Two unitary councils"


@pytest.fixture
def surrey(made_sample: Callable[[str], Path], tmp_path: Path) -> Iterator[Store]:
    store = Store.open(Path(shutil.copy(made_sample("reorganisation"), tmp_path / "surrey.appraisal")))
    yield store
    store.close()


def _said(store: Store) -> dict[str, tuple[State, str]]:
    """Each sentence on the Reorganisation screen with how it stands and the tab that mends it."""
    reader = store.reader()
    return {each.sentence: (each.state, each.at.part) for each in readiness(reader, find(reader)) if each.screen == "Reorganisation"}


def _first(store: Store, noun: type[Noun], **named: str) -> Row:
    reader = store.reader()
    return next(
        row for row in records.rows(reader, noun, find(reader)) if all(row.text(key).startswith(value) for key, value in named.items())
    )


def _change(store: Store, noun: type[Noun], row: Row, key: str, text: str) -> None:
    case = find(store.reader())
    with store.unit_of_work("test") as unit:
        records.change(unit, noun, case, [Edit(row.id, key, text)])


def test_what_nobody_has_published_waits(surrey: Store) -> None:
    assert {each for each, _ in _said(surrey).values()} == {State.WAITING}
    assert sum(sentence.startswith("The council tax of East Surrey Council in ") for sentence in _said(surrey)) == 2


@pytest.mark.parametrize(
    ("noun", "named", "key", "sentence", "part"),
    [
        (
            NewCouncil,
            {"option": _TWO, "successor": "West"},
            "vesting_day",
            f"The vesting day of West Surrey Council in {_TWO} is not recorded. Type it on New councils",
            "New councils",
        ),
        (
            NewCouncil,
            {"option": _TWO, "successor": "West"},
            "referendum_limit_percent",
            f"The referendum limit of West Surrey Council in {_TWO} is not recorded, so nothing tests its council tax rise. "
            "Type it on New councils",
            "New councils",
        ),
        (
            OpeningPosition,
            {"predecessor": "Guildford"},
            "tax_base",
            f"The council tax of West Surrey Council in {_TWO} is not known, for want of the tax base of Guildford Borough Council",
            "Opening positions",
        ),
    ],
)
def test_what_is_taken_out_is_told_where_it_is_mended(
    surrey: Store, noun: type[Noun], named: dict[str, str], key: str, sentence: str, part: str
) -> None:
    assert sentence not in _said(surrey)
    _change(surrey, noun, _first(surrey, noun, **named), key, "")
    assert _said(surrey)[sentence][1] == part


def test_an_area_in_no_new_council_and_shares_that_do_not_add_are_to_do(surrey: Store) -> None:
    woking = _first(surrey, Succession, option=_TWO, predecessor="Woking")
    case = find(surrey.reader())
    with surrey.unit_of_work("test") as unit:
        records.delete(unit, Succession, [woking.id], case=case)
    _change(surrey, Succession, _first(surrey, Succession, option="Three", predecessor="Woking"), "percent", "60")
    said = _said(surrey)
    nowhere = f"Woking Borough Council is in no new council of {_TWO}. Add it on Successions"
    short = (
        "The percentages of Woking Borough Council in Three unitary councils add to 60%, and not to 100%. "
        "Change them on Successions until they make 100"
    )
    assert said[nowhere] == said[short] == (State.TO_DO, "Successions")
