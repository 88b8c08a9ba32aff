"""Non-interference: two stores that differ only in what is withheld are the same to the public, whichever records that is.

What adds up to a total that anybody knows is tried too: there the records beside the secret change with it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.nouns.choice import AssessorGroup, Criterion, Option, Weight
from db.nouns.money import Target
from db.nouns.partners import Share
from db.nouns.register import Organisation
from db.nouns.returns import Return
from db.nouns.values import Amount, AmountKind
from db.store import Store
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.appraising.results_json import results_json
from desktop.operations.papers import papers
from desktop.operations.papers.public_results import public_appraisal
from desktop.operations.papers.publishing import published
from desktop.operations.records.cases import find
from desktop.operations.workbook.samples import NAMES
from desktop.papers.html.paper_text import plain_text
from tests.examples import examples
from tests.operations.every_noun import every_noun
from tests.operations.grounds import imported
from tests.operations.secrets import change_all_withheld, withhold_some

#: A store of a hundred records takes too long to be made smaller.
_NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
_MARKS: dict[str, Any] = {"withheld": "exempt", "exempt_paragraphs": "3", "public_interest": "Live"}
_SETTINGS: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture], "phases": _NO_SHRINKING}


def _public(store: Store) -> papers.PaperToSet:
    reader = store.reader()
    return papers.paper_to_set(reader, find(reader))


def _told(store: Store) -> str:
    """All that the public is told: the words of the paper, and the results JSON."""
    made, reader = _public(store), store.reader()
    try:
        document = papers.document(made.records, made.appraised(), made.records.layout)
        return plain_text(document) + json.dumps(results_json(public_appraisal(reader, find(reader))))
    except KnownTrouble as trouble:
        return str(trouble)


@pytest.fixture(scope="module")
def every_noun_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a row of every noun, to be copied."""
    folder = tmp_path_factory.mktemp("every")
    made = Store.create(folder / "every.appraisal")
    imported(made, every_noun(), folder)
    made.close()
    return made.path


def _secret_is_unseen(file: Path, folder: Path, seed: int, told: Callable[[Store], Any]) -> None:
    copy = folder / "own.appraisal"
    shutil.copy(file, copy)
    store = Store.open(copy)
    try:
        with store.unit_of_work("withhold") as unit:
            assert withhold_some(unit, seed)
        before = told(store)
        with store.unit_of_work("secret") as unit:
            assert change_all_withheld(unit, seed + 1)
        assert told(store) == before
    finally:
        store.close()


def _records(store: Store) -> tuple[object, object]:
    made = _public(store)
    return made.records, made.case


@settings(max_examples=examples(40), **_SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_the_public_records_of_every_noun_are_the_same_whatever_is_withheld(every_noun_file: Path, tmp_path: Path, seed: int) -> None:
    _secret_is_unseen(every_noun_file, tmp_path, seed, _records)


@settings(max_examples=examples(8), **_SETTINGS)
@given(seed=st.integers(0, 10**9), name=st.sampled_from(NAMES))
def test_the_public_records_of_a_sample_are_the_same_whatever_is_withheld(
    made_sample: Callable[[str], Path], tmp_path: Path, name: str, seed: int
) -> None:
    _secret_is_unseen(made_sample(name), tmp_path, seed, _records)


@settings(max_examples=examples(8), **_SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_what_the_public_is_told_is_the_same_whatever_is_withheld(every_noun_file: Path, tmp_path: Path, seed: int) -> None:
    _secret_is_unseen(every_noun_file, tmp_path, seed, _told)


@settings(max_examples=examples(4), **_SETTINGS)
@given(seed=st.integers(0, 10**9))
def test_the_public_pdf_is_the_same_byte_for_byte_whatever_is_withheld(every_noun_file: Path, tmp_path: Path, seed: int) -> None:
    _secret_is_unseen(every_noun_file, tmp_path, seed, lambda store: _public(store).pdf())


# What adds to a total


def _weighed(store: Store, weights: Sequence[int]) -> str:
    """What the public is told where a group gives these weights, and the last of them to a criterion that is withheld."""
    with store.unit_of_work("weights") as unit:
        case = find(unit)
        for noun in (AssessorGroup, Criterion):
            unit.remove_all(noun, case_id=case)
        group = unit.add(AssessorGroup(case_id=case, name="Staff"))
        for number, points in enumerate(weights):
            marks = _MARKS if number == len(weights) - 1 else {}
            criterion = unit.add(Criterion(case_id=case, name=f"Criterion {number}", weight=Decimal(points), **marks))
            unit.add(Weight(assessor_group_id=group.id, criterion_id=criterion.id, weight=Decimal(points)))
    return _told(store)


@settings(max_examples=examples(8), **_SETTINGS)
@given(half=st.lists(st.integers(1, 12), min_size=2, max_size=4))
def test_weights_that_add_to_100_do_not_tell_the_one_that_is_withheld(filled: Store, half: list[int]) -> None:
    whole = [each * 2 for each in half]
    told = _weighed(filled, [*whole, 100 - sum(whole)])
    assert "add to" not in told
    assert _weighed(filled, [*half, 100 - sum(half)]) == told


def test_an_order_tells_no_place_that_is_withheld(filled: Store) -> None:
    with filled.unit_of_work("order") as unit:
        for place, criterion in enumerate(unit.all(Criterion), start=1):
            unit.change(criterion, rank_order=place, weight=None, weight_low=None, weight_high=None)
        second = unit.find(Criterion, rank_order=2)
        assert second is not None
        unit.change(second, **_MARKS)
    reader = filled.reader()
    with published(reader, find(reader), None, exempt=False) as public:
        assert sorted(place for place in public.column(Criterion, "rank_order") if place) == [1, 2]


def _shared(store: Store, percents: Sequence[int]) -> object:
    """The public records where costs are shared at these percentages, and the first share is withheld."""
    with store.unit_of_work("shares") as unit:
        case, option = find(unit), unit.column(Option, "id")[0]
        unit.remove_all(Share, case_id=case)
        for number, (organisation, percent) in enumerate(zip(unit.column(Organisation, "id"), percents, strict=False)):
            share = Share(case_id=case, option_id=option, applies_to="costs", shared_by="fixed", organisation_id=organisation)
            unit.add(share.but(value=Decimal(percent), **(_MARKS if number == 0 else {})))
    return _records(store)


def test_fixed_shares_that_reach_100_do_not_tell_the_one_that_is_withheld(filled: Store) -> None:
    assert _shared(filled, (30, 70)) == _shared(filled, (60, 40))


def _returns(unit: Unit, ratings: str, count: str) -> None:
    """Two returns by name, the first withheld, and both counted under no name."""
    case = find(unit)
    unit.remove_all(Return, case_id=case)
    for number, (organisation, rating) in enumerate(zip(unit.column(Organisation, "id"), ratings, strict=False)):
        named = Return(case_id=case, indicator="NI 179", received=True, organisation_id=organisation, ratings={2011: rating})
        unit.add(named.but(**(_MARKS if number == 0 else {})))
    for rating in count:
        unit.add(Return(case_id=case, indicator="NI 179", received=True, count=1, ratings={2011: rating}))


def test_counts_do_not_tell_the_rating_of_the_one_return_that_is_withheld(filled: Store) -> None:
    told = []
    for ratings, count in (("AG", "AG"), ("RG", "RG")):
        with filled.unit_of_work("returns") as unit:
            _returns(unit, ratings, count)
        told.append(_records(filled))
    assert told[0] == told[1]


def _targets(store: Store, part: int) -> object:
    """The public records where one organisation's target is withheld under its name, and that of all together stands beside it."""

    def pounds(number: int) -> Amount:
        return Amount(AmountKind.EXACT, number * 100, number * 100, number * 100)

    with store.unit_of_work("targets") as unit:
        case, (one, other, *_) = find(unit), unit.column(Organisation, "id")
        unit.remove_all(Target, case_id=case)
        unit.add(Target(case_id=case, indicator="NI 179", organisation_id=one, baseline=pounds(part), name_public=True, **_MARKS))
        unit.add(Target(case_id=case, indicator="NI 179", organisation_id=other, baseline=pounds(5_000)))
        unit.add(Target(case_id=case, indicator="NI 179", baseline=pounds(5_000 + part)))
    return _records(store)


def test_the_target_of_all_together_does_not_tell_the_part_that_is_withheld(filled: Store) -> None:
    assert _targets(filled, 1_000) == _targets(filled, 2_000)
