"""What is kept of a case between two edits: always what a fresh reading would find, and the same objects where nothing changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from db import trail
from db.copies import reader_on
from db.nouns.choice import AssessorGroup, Criterion, Option
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Project, Target
from db.nouns.register import Organisation
from db.store import Store
from db.writing import Unit
from desktop.appraisal.appraise import appraise
from desktop.errors import KnownTrouble
from desktop.operations.appraising.appraisals import appraise_case, case_to_appraise
from desktop.operations.choice import scores
from desktop.operations.choice.scores import ScoreEdit
from desktop.operations.records import cases, records
from desktop.operations.records.records import Edit, Row
from desktop.operations.store.readings import kept, latest_change

YEARS = ("2011/12", "2012/13", "2013/14")
NOUNS = (CashFlow, Project, Option, Criterion, AssessorGroup, Target, Organisation)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """A store with one case: two projects and an option of two lines each, and an organisation that bears one."""
    store = Store.create(tmp_path / "kept.appraisal")
    with store.unit_of_work("new case") as unit:
        case = cases.add_empty(unit)
        cases.change(unit, case, "base_year", "2011/12")
        cases.change(unit, case, "horizon", "3")
        records.add(unit, Organisation, case, {"name": "Anytown"})
        records.add(unit, Option, case, {"name": "As is", "benchmark": True})
        records.add(unit, Option, case, {"name": "Share"})
        for project in ("Depot", "Payroll"):
            records.add(unit, Project, case, {"name": project})
        for criterion, weight in (("Service", "60"), ("People", "40")):
            records.add(unit, Criterion, case, {"name": criterion, "worst": Decimal(0), "best": Decimal(10), "weight": Decimal(weight)})
        for group in ("Staff", "Members"):
            records.add(unit, AssessorGroup, case, {"name": group})
        for owner in ("Share", "Depot", "Payroll"):
            for line, kind in (("ICT", "cost"), ("Staff", "saving")):
                row = records.add(unit, CashFlow, case, {"owner": owner, "line": line, "kind": kind})
                records.change(unit, CashFlow, case, [Edit(row, year, "£1,200 to £1,500") for year in YEARS])
    yield store
    store.close()


def case_of(store: Store) -> int:
    reader = store.reader()
    return cases.find(reader)


def lines(store: Store) -> tuple[Row, ...]:
    reader = store.reader()
    return records.rows(reader, CashFlow, cases.find(reader))


def edit(store: Store, work: Callable[[Unit, int], object]) -> None:
    with store.unit_of_work("edit") as unit:
        work(unit, cases.find(unit))


def test_lines_that_did_not_change_are_the_same_objects(desk: Store) -> None:
    before = lines(desk)
    assert lines(desk) is before
    edit(desk, lambda reader, case: records.change(reader, CashFlow, case, [Edit(before[3].id, YEARS[1], "£7")]))
    after = lines(desk)
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, True, False, True, True]
    assert [str(amount) for amount in after[3].amounts.values()] == ["£1,200 to £1,500", "£7", "£1,200 to £1,500"]


def test_only_the_owner_of_an_edit_is_appraised_again(desk: Store) -> None:
    case, before = case_of(desk), lines(desk)
    reader = desk.reader()
    first = appraise_case(reader, case)
    edit(desk, lambda reader, case: records.change(reader, CashFlow, case, [Edit(before[3].id, YEARS[1], "£7")]))
    reader = desk.reader()
    second = appraise_case(reader, case, first)
    assert second == appraise(case_to_appraise(reader, case))
    assert [one.flows is other.flows for one, other in zip(first.case.projects, second.case.projects, strict=True)] == [False, True]
    assert first.projects[1].money.years is second.projects[1].money.years
    assert first.projects[0].money != second.projects[0].money
    assert first.options[1].money.years is second.options[1].money.years


def test_nothing_of_a_unit_that_is_rolled_back_is_kept(desk: Store) -> None:
    case, before = case_of(desk), lines(desk)
    reader = desk.reader()
    read = case_to_appraise(reader, case)

    class Refused(Exception):
        """Ends a unit of work."""

    def refused(unit: Unit, case: int) -> None:
        records.change(unit, CashFlow, case, [Edit(before[0].id, YEARS[0], "£9")])
        assert latest_change(unit) is None
        assert str(next(iter(records.rows(unit, CashFlow, case)[0].amounts.values()))) == "£9"
        assert case_to_appraise(unit, case) != read
        raise Refused

    with pytest.raises(Refused):
        edit(desk, refused)
    assert lines(desk) == before
    edit(desk, lambda reader, case: records.change(reader, CashFlow, case, [Edit(before[1].id, YEARS[0], "£11")]))
    assert [row.id for row, old in zip(lines(desk), before, strict=True) if row != old] == [before[1].id]


def _amount(unit: Unit, case: int, luck: random.Random) -> None:
    row = luck.choice(records.rows(unit, CashFlow, case))
    records.change(unit, CashFlow, case, [Edit(row.id, luck.choice(YEARS), luck.choice(["£5", "", "up to £9m", "not known", "£1m"]))])


def _words(unit: Unit, case: int, luck: random.Random) -> None:
    row = luck.choice(records.rows(unit, CashFlow, case))
    key, text = luck.choice(
        [
            ("line", "Renamed"),
            ("kind", "income"),
            ("cashable", "yes"),
            ("owner", "Payroll"),
            ("organisation", "Anytown"),
            ("optimism_bias_percent", "20"),
            ("condition", "Subject to a grant"),
        ]
    )
    records.change(unit, CashFlow, case, [Edit(row.id, key, text)])


def _add(unit: Unit, case: int, luck: random.Random) -> None:
    records.add(unit, CashFlow, case, {"owner": luck.choice(["Share", "Depot"]), "line": "New", "kind": "saving"})


def _delete(unit: Unit, case: int, luck: random.Random) -> None:
    records.delete(unit, CashFlow, [luck.choice(records.rows(unit, CashFlow, case)).id])


def _move(unit: Unit, case: int, luck: random.Random) -> None:
    records.move(unit, CashFlow, case, luck.choice(records.rows(unit, CashFlow, case)).id, luck.choice([-2, -1, 1, 2]))


def _rename(unit: Unit, case: int, luck: random.Random) -> None:
    noun = luck.choice([Option, Project, Organisation])
    row = records.rows(unit, noun, case)[-1]
    records.change(unit, noun, case, [Edit(row.id, "name", f"{row.text('name')} {luck.randint(1, 9)}")])
    if row.text("name").startswith("Payroll"):
        records.add(unit, Project, case, {"name": "Payroll"})


def _case(unit: Unit, case: int, luck: random.Random) -> None:
    key, text = luck.choice([("discounting", "8%"), ("discounting", "green book"), ("price_base", "nominal"), ("seed", "7")])
    cases.change(unit, case, key, text)


def _score(unit: Unit, case: int, luck: random.Random) -> None:
    group, option, criterion = (luck.choice(records.rows(unit, noun, case)).id for noun in (AssessorGroup, Option, Criterion))
    texts = ["0", "3", "7", "10", "n/a", "", "4 to 6", "5 (4 to 8)"]
    scores.change(unit, [ScoreEdit(group, option, criterion, luck.choice(texts))])


def _comment(unit: Unit, case: int, luck: random.Random) -> None:
    group, option, criterion = (luck.choice(records.rows(unit, noun, case)).id for noun in (AssessorGroup, Option, Criterion))
    scores.change(unit, [ScoreEdit(group, option, criterion, comment=luck.choice(["Because", ""]))])


def _judged(unit: Unit, case: int, luck: random.Random) -> None:
    noun, key, text = luck.choice(
        [
            (Criterion, "weight", "30"),
            (Criterion, "weight", ""),
            (Criterion, "best", "20"),
            (Criterion, "use", "must pass"),
            (Criterion, "use", "weighted"),
            (Criterion, "name", f"Criterion {luck.randint(1, 9)}"),
            (AssessorGroup, "votes", "3"),
            (AssessorGroup, "name", f"Group {luck.randint(1, 9)}"),
            (Option, "viable", "no"),
            (Option, "preferred", "yes"),
        ]
    )
    records.change(unit, noun, case, [Edit(luck.choice(records.rows(unit, noun, case)).id, key, text)])


def _target(unit: Unit, case: int, luck: random.Random) -> None:
    row = records.add(unit, Target, case)
    records.change(unit, Target, case, [Edit(row, luck.choice(YEARS), "£2,000")])


def _drop(unit: Unit, case: int, luck: random.Random) -> None:
    noun = luck.choice([Criterion, AssessorGroup, Option])
    there = records.rows(unit, noun, case)
    if len(there) > 1:
        records.delete(unit, noun, [luck.choice(there).id])


def _criterion(unit: Unit, case: int, luck: random.Random) -> None:
    records.add(unit, Criterion, case)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_kept_is_what_a_fresh_reading_finds(desk: Store, seed: int) -> None:
    """After edits of every sort, undo and redo among them, in any order."""
    luck, case = random.Random(seed), case_of(desk)
    doings = [_amount, _amount, _amount, _words, _words, _add, _delete, _move, _rename, _case, _criterion]
    doings += [_score, _score, _score, _score, _comment, _judged, _judged, _target, _drop]
    appraisal = None
    for _ in range(30):
        backwards = luck.random()
        if backwards < 0.2:
            _undo(desk)
        elif backwards < 0.3 or not lines(desk):
            trail.redo(desk)
        else:
            with suppress(KnownTrouble):  # a name that is there already or no longer: refused, and nothing may be kept of it
                edit(desk, partial(luck.choice(doings), luck=luck))
        reader = desk.reader()
        found = {noun: records.rows(reader, noun, case) for noun in NOUNS}
        read, given = case_to_appraise(reader, case), scores.cells(reader, case)
        appraisal = appraise_case(reader, case, appraisal)
        with reader_on(reader.image()) as fresh:
            assert found == {noun: records.rows(fresh, noun, case) for noun in NOUNS}
            assert given == scores.cells(fresh, case)
            assert read == case_to_appraise(fresh, case)
            assert appraisal == appraise_case(fresh, case)


def test_what_is_read_stays_the_same_object_until_a_table_it_is_read_from_changes(desk: Store) -> None:
    case = case_of(desk)

    def names() -> tuple[str, ...]:
        reader = desk.reader()
        return kept(reader, ("names", case), lambda _: tuple(row.text("name") for row in records.rows(reader, Criterion, case)))

    before = names()
    edit(desk, lambda unit, case: records.change(unit, CashFlow, case, [Edit(lines(desk)[0].id, YEARS[0], "£8")]))
    assert names() is before
    edit(desk, lambda unit, case: records.add(unit, Criterion, case, {"name": "Cost"}))
    assert names() == ("Service", "People", "Cost")
    trail.undo(desk)
    assert names() == before


def test_a_score_changed_leaves_the_others_and_all_else_the_same_objects(desk: Store) -> None:
    case = case_of(desk)
    ids = [[row.id for row in records.rows(desk.reader(), noun, case)] for noun in (AssessorGroup, Option, Criterion)]
    every = [ScoreEdit(group, option, criterion, "5") for group in ids[0] for option in ids[1] for criterion in ids[2]]
    edit(desk, lambda unit, case: scores.change(unit, every))
    before, read = scores.cells(desk.reader(), case), case_to_appraise(desk.reader(), case)
    edit(desk, lambda unit, case: scores.change(unit, [ScoreEdit(ids[0][0], ids[1][0], ids[2][0], "6")]))
    after, now = scores.cells(desk.reader(), case), case_to_appraise(desk.reader(), case)
    assert [one is other for one, other in zip(before, after, strict=True)] == [False] + [True] * 7
    assert now.scores != read.scores
    for part in ("options", "projects", "criteria", "groups", "ranges", "finance", "partnership", "measured", "reference"):
        assert getattr(now, part) is getattr(read, part), part


def test_a_group_renamed_leaves_the_scores_of_the_others_the_same_objects(desk: Store) -> None:
    """Two exchange their names too: each keeps its own scores, and how many are of each basis."""
    case = case_of(desk)
    ids = [[row.id for row in records.rows(desk.reader(), noun, case)] for noun in (AssessorGroup, Option, Criterion)]
    edit(desk, lambda unit, case: scores.change(unit, [ScoreEdit(ids[0][0], ids[1][0], ids[2][0], "5")]))
    edit(desk, lambda unit, case: scores.change(unit, [ScoreEdit(ids[0][1], ids[1][1], each, "6") for each in ids[2]]))
    before = scores.recorded_scores(desk.reader(), case)
    edit(desk, lambda unit, case: records.change(unit, AssessorGroup, case, [Edit(ids[0][0], "name", "Officers")]))
    after = scores.recorded_scores(desk.reader(), case)
    assert [one is other for one, other in zip(before.cells, after.cells, strict=True)] == [False, True, True]
    names = [Edit(ids[0][0], "name", "Other"), Edit(ids[0][1], "name", "Officers"), Edit(ids[0][0], "name", "Members")]

    def exchange(unit: Unit, case: int) -> None:
        for each in names:
            records.change(unit, AssessorGroup, case, [each])

    edit(desk, exchange)
    exchanged = scores.recorded_scores(desk.reader(), case)
    with reader_on(desk.reader().image()) as fresh:
        assert exchanged == scores.recorded_scores(fresh, case)
    assert {key: sum(each.values()) for key, each in exchanged.bases.items()} == {("Members", "As is"): 1, ("Officers", "Share"): 2}


def test_an_edit_that_no_figure_rests_on_leaves_the_appraisal_as_it_is(desk: Store) -> None:
    case = case_of(desk)
    first = appraise_case(desk.reader(), case)
    edit(desk, lambda unit, case: records.add(unit, Risk, case, {"name": "Delay"}))
    assert appraise_case(desk.reader(), case, first) is first


def _undo(store: Store) -> None:
    """Take back the latest edit, but never the case itself."""
    reader = store.reader()
    step = trail.undo_step(reader)
    if step is not None and step.label != "new case":
        trail.undo(store)
