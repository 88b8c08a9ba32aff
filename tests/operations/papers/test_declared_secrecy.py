"""What a noun declares of secrecy and of names holds: in the public records, and in what the trail tells."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns import ALL, noun_of
from db.nouns.choice import AssessorGroup, Criterion, Judgement, Weight
from db.nouns.finals import Final
from db.nouns.money import Project
from db.nouns.noun import Column, Link, Noun, Seen
from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, Picture
from db.nouns.papers import Paper
from db.nouns.records import MarkedRecord
from db.reading import Cell
from db.store import Store
from desktop.operations.papers.publishing import published
from desktop.operations.papers.trail_changes import trail_since
from desktop.papers.content.blocks import Record
from tests.db.filled import fill

#: Every reference by which a record is a part of another that can be withheld: the noun that has it, and the reference.
_PARTS = [
    (noun_of(table), each)
    for table in ALL
    for each in noun_of(table).COLUMNS.values()
    if each.refers_to and each.link is Link.PART and noun_of(each.refers_to).SEEN is Seen.MARKED
]


def _write(store: Store, statement: str, *values: Cell) -> None:
    with store.unit_of_work("as it changes") as unit:
        unit.run(statement, *values)


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a row of every noun that can be a part of another, to be copied."""
    made = Store.create(tmp_path_factory.mktemp("declared") / "parts.appraisal")
    case = fill(made)
    with made.unit_of_work("more") as unit:
        unit.add(Project(case_id=case, name="Move"))
        (group,), (reach,) = unit.column(AssessorGroup, "id"), unit.column(Criterion, "id")
        speed = unit.add(Criterion(case_id=case, name="Speed")).id
        unit.add(Weight(assessor_group_id=group, criterion_id=reach, weight=Decimal(1)))
        (paper,), (appendix,) = unit.column(Paper, "id"), unit.column(Appendix, "id")
        unit.add(PictureFile(picture_id=unit.add(Picture(paper_id=paper, name="Site plan")).id, name="site.png", contents=b"x"))
        unit.add(AppendixFile(appendix_id=appendix, name="case.pdf", contents=b"x"))
        unit.add(Judgement(assessor_group_id=group, criterion_id=speed, over_id=reach, ratio=Decimal(2)))
    made.close()
    return made.path


def _hang(store: Store, noun: type[Noun], reference: Column) -> int:
    """Have the only row of a noun refer by a reference, where another stands in its place so far. Returns the id of what it refers to."""
    with store.unit_of_work("hang") as unit:
        (owner,) = unit.rows(f"SELECT min(id) FROM {reference.refers_to}")[0]
        if noun.TABLE != "judgements":  # whose two criteria differ
            beside = {reference.beside} | {each.field for each in noun.COLUMNS.values() if each.beside == reference.field}
            cleared = "".join(f", {field} = NULL" for field in beside - {""})
            statement = f"UPDATE {noun.TABLE} SET {reference.field} = ?{cleared} WHERE id = (SELECT min(id) FROM {noun.TABLE})"
            unit.run(statement, owner)
        else:
            (owner,) = unit.rows(f"SELECT {reference.field} FROM judgements")[0]
    assert isinstance(owner, int)
    return owner


@pytest.mark.parametrize(("noun", "reference"), _PARTS, ids=[f"{noun.TABLE}-{each.field}" for noun, each in _PARTS])
def test_what_is_a_part_of_a_withheld_record_is_closed(filled: Store, noun: type[Noun], reference: Column) -> None:
    owner = _hang(filled, noun, reference)
    mark = f"UPDATE {reference.refers_to} SET withheld = 'exempt', exempt_paragraphs = '3', public_interest = 'x' WHERE id = ?"
    _write(filled, mark, owner)
    reader = filled.reader()
    ((case,),) = reader.rows("SELECT id FROM cases")
    assert isinstance(case, int)
    assert reader.rows(f"SELECT id FROM {noun.TABLE} WHERE {reference.field} = {owner}")
    with published(reader, case, None, exempt=False) as public:
        left = public.rows(f"SELECT * FROM {noun.TABLE} WHERE {reference.field} = {owner}")
        if noun.SEEN is Seen.MARKED:
            assert left
            assert not public.rows(f"SELECT id FROM {noun.TABLE} WHERE {reference.field} = {owner} AND withheld = ''")
        else:
            assert not left


def test_a_noun_whose_records_can_be_withheld_has_the_marks_that_say_so() -> None:
    for noun in map(noun_of, ALL):
        assert (noun.SEEN is Seen.MARKED) is issubclass(noun, MarkedRecord), noun.TABLE


def test_the_parts_are_those_that_were_known_to_be() -> None:
    known = {
        "cash_flows", "scores", "leavers", "shares", "option_organisations", "cost_lines", "weights", "judgements", "phasings",
        "scenarios", "actuals", "picture_files", "appendix_files", "new_councils", "successions",
        "gate_conditions", "passed_gates", "gate_figures", "grant_bids",
    }  # fmt: skip
    assert {noun.TABLE for noun, _ in _PARTS} == known


def test_what_is_never_public_is_in_no_public_record(store: Store) -> None:
    case = fill(store)
    reader = store.reader()
    assert reader.rows("SELECT id FROM set_asides")
    with published(reader, case, None, exempt=False) as public:
        assert public is not reader, "nothing is marked"
        assert not public.rows("SELECT id FROM set_asides")


def test_a_withheld_record_is_numbered_by_a_name_that_no_open_one_has(store: Store) -> None:
    case = fill(store)
    with store.unit_of_work("withhold") as unit:
        secret = unit.add(Project(case_id=case, name="Zqsale", withheld="exempt", exempt_paragraphs="3", public_interest="x"))
        # one as the secret is called in its public record, and one as it might be called on the way
        for name in ("Withheld project 1", f"withheld {secret.id}"):
            unit.add(Project(case_id=case, name=name))
        other = unit.add(secret.but(id=0, name="Withheld project 2"))
    with published(store.reader(), case, None, exempt=False) as public:
        assert public.get(Project, secret.id).name == "Withheld project 2"
        assert public.get(Project, other.id).name == "Withheld project 3"
        assert {"Withheld project 1", f"withheld {secret.id}"} < set(public.column(Project, "name", case_id=case))


def _told(store: Store, case: int) -> set[tuple[Record, str]]:
    """What the trail says has changed in a case since its paper was made final."""
    reader = store.reader()
    (paper,) = reader.column(Paper, "id", case_id=case)
    (final,) = reader.all(Final, paper_id=paper)
    since = trail_since(reader, reader, final, case, paper, public=False)
    return {(change.record, change.done) for change in since.changes}


_OF_RETURN = "WHERE return_id = (SELECT id FROM returns WHERE case_id = ?)"
_CHANGES = {
    "rating": f"UPDATE return_ratings SET rating = 'R' {_OF_RETURN}",
    "gain": f"UPDATE return_gains SET low = 7, central = 7, high = 7, kind = 'exact' {_OF_RETURN}",
    "rating taken out": f"DELETE FROM return_ratings {_OF_RETURN}",
}


@pytest.mark.parametrize("statement", _CHANGES.values(), ids=_CHANGES)
def test_a_changed_year_is_told_of_its_return_and_in_its_own_case(store: Store, statement: str) -> None:
    second, first = fill(store, "Stores"), fill(store, "Depots")
    before, elsewhere = _told(store, first), _told(store, second)
    _write(store, statement, first)
    assert _told(store, first) - before == {(Record("returns", "Hatherley, for Depots, NI 179"), "was changed")}
    assert _told(store, second) == elsewhere


def test_a_deleted_return_takes_its_years_along_untold(store: Store) -> None:
    case = fill(store)
    before = _told(store, case)
    _write(store, "DELETE FROM returns WHERE case_id = ?", case)
    assert _told(store, case) - before == {(Record("returns", "Hatherley, for Depots, NI 179"), "was deleted")}


def test_what_another_case_changes_is_not_told(store: Store) -> None:
    """Each table's rows that are another case's, by themselves or by what they are a part of."""
    first = fill(store, "Depots")
    second = fill(store, "Stores")
    before = _told(store, first)
    for statement in (
        "UPDATE cases SET purpose = 'Another' WHERE id = ?",
        "DELETE FROM option_organisations WHERE option_id IN (SELECT id FROM options WHERE case_id = ?)",
        "UPDATE case_services SET in_scope = 1 - coalesce(in_scope, 0) WHERE case_id = ?",
        "DELETE FROM case_organisations WHERE case_id = ?",
        "DELETE FROM cash_flow_amounts WHERE cash_flow_id IN (SELECT id FROM cash_flows WHERE case_id = ?)",
        "DELETE FROM target_percents WHERE target_id IN (SELECT id FROM targets WHERE case_id = ?)",
        "DELETE FROM budget_gap_amounts WHERE budget_gap_id IN (SELECT id FROM budget_gaps WHERE case_id = ?)",
    ):
        _write(store, statement, second)
    assert _told(store, first) == before
