"""The audit trail read in the officer's words, also one that nobody of ours wrote."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import trail
from db.copies import reader_on
from db.nouns import ALL, LINKS, noun_of, sheet_nouns
from db.nouns.case import Case, Evidence
from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow, Leaver
from db.nouns.values import Amount, AmountKind
from db.reading import Reader
from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.history.changes import AT_ONCE, SIFTED, STRANGE, History, HistoryRow, Place, Wanted
from desktop.operations.history.going import way_to
from desktop.operations.history.steps import StepKind, logins
from desktop.operations.records import records
from desktop.operations.records.places import place_of
from desktop.operations.records.records import Edit
from tests.operations.every_noun import every_noun
from tests.operations.grounds import TITLE, imported

EVERYTHING = Wanted()


def read(reader: Reader, wanted: Wanted = EVERYTHING) -> list[HistoryRow]:
    """All the rows that are asked for, stretch by stretch."""
    history, place, rows = History(reader), Place(), list[HistoryRow]()
    further: Place | None = place
    while further is not None:
        stretch = history.stretch(wanted, further)
        rows += stretch.rows
        further = stretch.next
    return rows


def said(rows: list[HistoryRow]) -> list[tuple[str, str, str, str]]:
    return [(row.record, row.field, row.before, row.after) for row in rows]


def latest(store: Store) -> list[tuple[str, str, str, str]]:
    """What the latest unit of work did."""
    rows = read(store.reader())
    return said([row for row in rows if row.step.unit == rows[0].step.unit])


def change(store: Store, noun: type[Risk] | type[CashFlow] | type[Case] | type[Leaver], row: int, key: str, value: str) -> None:
    with store.unit_of_work("a change") as unit:
        records.change(unit, noun, 1, [Edit(row, key, value)])


def test_a_change_says_the_record_the_field_and_both_values_as_screens_show_them(filled: Store) -> None:
    with filled.unit_of_work("new risk and leaver") as unit:
        risk = unit.add(Risk(case_id=1, name="Staff leave", likelihood="low")).id
        unit.add(
            Leaver(
                case_id=1,
                name="Foreman",
                option_id=2,
                leaving=datetime.date(2011, 10, 31),
                weekly_pay=Amount(AmountKind.ABOUT, 45_000, 45_000, 45_000, True),
            )
        )
    assert latest(filled) == [
        ("Leaver: Foreman", "Added", "", "Owner: One team\nWeekly pay: about £450\nLeaving date: 31 October 2011"),
        ("Risk: Staff leave", "Added", "", "Likelihood: low"),
    ]
    with filled.unit_of_work("changes") as unit:
        unit.change(unit.get(Risk, risk), likelihood="", name="Staff go")
        unit.change(unit.get(Case, 1), close_call_percent=unit.get(Case, 1).close_call_percent + 2, horizon=12, price_year=None)
        unit.change(unit.get(Option, 1), preferred=True, viable=None)
        unit.change(unit.get(Leaver, 1), leaving=datetime.date(2012, 1, 2), number=1_200, basis="assumed")
    assert latest(filled)[::-1] == [
        ("Risk: Staff go", "Likelihood", "low", ""),
        ("Risk: Staff go", "Risk", "Staff leave", "Staff go"),
        (f"Case: {TITLE}", "Price year", "2011/12", ""),
        (f"Case: {TITLE}", "Close call", "10%", "12%"),
        (f"Case: {TITLE}", "Horizon", "5 years", "12 years"),
        ("Option: Carry on", "Preferred", "No", "Yes"),
        ("Option: Carry on", "Viable", "Yes", ""),
        ("Leaver: Foreman", "Basis", "Reported", "Assumed"),
        ("Leaver: Foreman", "Number", "1", "1,200"),
        ("Leaver: Foreman", "Leaving date", "31 October 2011", "2 January 2012"),
    ]


def test_an_amount_of_a_year_is_told_of_its_line_and_another_owner_is_one_change(filled: Store) -> None:
    line = filled.reader().all(CashFlow)[0]
    owner = filled.reader().get(Option, line.option_id or 0).name
    with filled.unit_of_work("an amount") as unit:
        unit.change_year(CashFlow, line.id, "amounts", 2014, Amount(AmountKind.AT_MOST, high=5_000_000_00))
    assert latest(filled) == [(f"Line: {owner}, {line.line}", "2014/15", "", "up to £5m")]
    project = records.rows(filled.reader(), noun_of("projects"), 1)[0]
    change(filled, CashFlow, line.id, "owner", project.text("name"))
    assert latest(filled) == [(f"Line: {project.text('name')}, {line.line}", "Owner", owner, project.text("name"))]


def test_links_are_told_by_name_even_where_the_record_has_gone(filled: Store) -> None:
    line = next(each for each in filled.reader().all(CashFlow) if each.option_id == 2)
    with filled.unit_of_work("new leaver") as unit:
        unit.add(Leaver(case_id=1, name="Foreman", option_id=2))
    with filled.unit_of_work("deletion of ‘One team’") as unit:
        unit.remove(unit.get(Option, 2))
    rows = said(read(filled.reader(), Wanted(record=("cash_flows", line.id))))
    assert rows[0][:2] == (f"Line: One team, {line.line}", "Deleted")
    assert (f"Line: One team, {line.line}", "2011/12") in {row[:2] for row in rows}
    added = next(row for row in said(read(filled.reader())) if row[:2] == ("Leaver: Foreman", "Added"))
    assert added[3] == "Owner: One team"


def test_links_between_records_are_told_of_what_they_are_a_part_of(store: Store, tmp_path: Path) -> None:
    imported(store, every_noun(), tmp_path)
    rows = said(read(store.reader()))
    assert ("Option: One team", "Organisation", "", "Lower Wick") in rows
    assert ("Organisation: Upper Wick", "Case", "", TITLE) in rows
    assert ("Service: Mowing, Upper Wick", "Case", "", TITLE) in rows


def test_every_noun_is_told_without_a_word_of_the_file(store: Store, tmp_path: Path) -> None:
    imported(store, every_noun(), tmp_path)
    rows = read(store.reader())
    told = {row.table for row in rows}
    sheets = {noun_of(table).TABLE for table in ALL if store.reader().exists(noun_of(table)) and not noun_of(table).PART_OF}
    assert sheets <= told
    for row in rows:
        assert row.name or row.table == "budget_gaps", row  # that of all funds has no name of its own
        assert row.after != STRANGE
        assert "_" not in row.field, row
        assert "that is not in this file" not in f"{row.name} {row.before} {row.after}"


def test_every_released_store_is_told(tmp_path: Path) -> None:
    kinds = set[StepKind]()
    for released in sorted((Path(__file__).parents[2] / "stores").glob("*.appraisal")):
        path = tmp_path / released.name
        path.write_bytes(released.read_bytes())
        store = Store.open(path)
        rows = read(store.reader())
        store.close()
        assert len(rows) > 100
        assert all(row.after != STRANGE and (row.name or row.table == "budget_gaps") for row in rows)
        kinds |= {row.step.kind for row in rows}
    assert kinds == {StepKind.STEP, StepKind.UNDO, StepKind.REDO}


def test_a_move_is_told_as_a_place_and_nothing_changed_as_nothing(filled: Store) -> None:
    with filled.unit_of_work("move") as unit:
        unit.change(unit.get(Option, 1), position=2)
    assert latest(filled) == [("Option: Carry on", "Place in the list", "1", "3")]


def test_what_was_undone_and_redone_is_said_and_a_mark_is_no_step(filled: Store) -> None:
    with filled.unit_of_work("new risk") as unit:
        unit.add(Risk(case_id=1, name="Staff leave"))
    trail.undo(filled)
    steps = [row.step for row in read(filled.reader())[:2]]
    assert [step.words for step in steps] == ["Undo of new risk", "Undone: new risk"]
    trail.redo(filled)
    steps = [row.step for row in read(filled.reader())[:3]]
    assert [step.words for step in steps] == ["Redo of new risk", "Redone: undo of new risk", "Undone: new risk"]
    assert [step.is_reversed for step in steps] == [False, True, True]
    with reader_on(filled.reader().image()) as reader:
        new_unit = "INSERT INTO units (id, at, login, label, undoes, open) VALUES (?, '2026-01-02T03:04:05+00:00', 'ann', ?, ?, 0)"
        reader.rows(new_unit, 900, "cleared for good", 900)
        reader.rows(new_unit, 901, "later", None)
        written(reader, "risks", None, json.dumps({"id": 1, "name": "Late"}))
        rows = read(reader)
        assert [row.step.unit for row in rows[:3]] == [901, 900, steps[0].unit]
        assert rows[1].record == "The whole file"
        assert rows[1].step.kind is StepKind.MARK
        assert (rows[1].after, rows[1].table) == ("Cleared for good", "")
        assert [row.step.unit for row in read(reader, Wanted(login="ann"))] == [901, 900]
        assert rows[2].step.words == "Redo of new risk"


def test_a_moment_is_on_the_clock_of_this_machine_and_a_day_is_one_of_it(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        with reader_on(filled.reader().image()) as reader:
            reader.rows("UPDATE units SET at = '2011-07-01T23:30:00+00:00'")
            rows = read(reader)
            assert rows[0].step.when_words == "2 July 2011, 00:30"
            day = datetime.date(2011, 7, 2)
            assert len(read(reader, Wanted(first=day, last=day))) == len(rows)
            assert read(reader, Wanted(last=datetime.date(2011, 7, 1))) == []
            assert read(reader, Wanted(first=datetime.date(2011, 7, 3))) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_history_of_a_record_holds_its_parts_and_no_other(filled: Store) -> None:
    lines = filled.reader().all(CashFlow)
    rows = read(filled.reader(), Wanted(record=("cash_flows", lines[0].id)))
    assert len(rows) == 1 + len(lines[0].amounts)
    assert {(row.table, row.row) for row in rows} == {("cash_flows", lines[0].id)}
    with pytest.raises(KeyError):
        read(filled.reader(), Wanted(record=("risks; DROP TABLE risks", 1)))


def test_words_are_looked_for_as_they_are_shown_and_stretches_leave_nothing_out(filled: Store) -> None:
    with filled.unit_of_work("an import of many") as unit:
        unit.add_all([Evidence(case_id=1, statement=f"Statement {number}", value=f"{number}") for number in range(1, 751)])
    change(filled, Risk, records_added(filled), "likelihood", "high")
    rows = read(filled.reader())
    assert len({row.id for row in rows}) == len(rows)
    assert [row.change for row in rows] == sorted((row.change for row in rows), reverse=True)
    found = read(filled.reader(), Wanted(words="STATEMENT 750 added"))
    assert said(found) == [("Piece of evidence: Statement 750", "Added", "", "Value: 750")]
    assert found[0] in rows
    [case] = read(filled.reader(), Wanted(words="added base year: 2011/12"))
    assert case.record == f"Case: {TITLE}"


def records_added(store: Store) -> int:
    with store.unit_of_work("new risk") as unit:
        return unit.add(Risk(case_id=1, name="Staff leave")).id


def test_one_stretch_costs_the_same_however_many_changes_there_are(filled: Store) -> None:
    with filled.unit_of_work("an import of many") as unit:
        unit.add_all([Evidence(case_id=1, statement=f"Statement {number}") for number in range(3_000)])
    history = History(filled.reader())
    sifted, everybody = Wanted(login="nobody"), Wanted(first=datetime.date(2000, 1, 1))
    looked = [history.stretch(wanted, Place()).looked for wanted in (EVERYTHING, sifted, everybody)]
    assert looked == [AT_ONCE, SIFTED, AT_ONCE]
    assert len(read(filled.reader(), everybody)) == len(read(filled.reader()))
    assert history.count > 3_000


_HOSTILE = (
    ("sqlite_master", None, '{"id": 1, "name": "x"}'),
    ("units", '{"id": 1, "label": "x"}', '{"id": 1, "label": "y"}'),
    ("risks; DROP TABLE risks", None, '{"id": 1}'),
    ("risks", None, None),
    ("risks", None, "no JSON"),
    ("risks", None, "[1, 2]"),
    ("risks", None, '{"name": "no id"}'),
    ("risks", None, '{"id": 1, "name": "x", "sqlite_version()": 1}'),
    ("risks", None, '{"id": 1, "name": {"deep": 1}}'),
    ("risks", None, '{"id": 1, "name": ' + "[" * 100_000),
    ("risks", None, '{"id": 1, "position": ' + "9" * 5_000 + "}"),
    ("risks", None, '{"id": 1, "name": 1e999}'),
    ("risks", None, '{"id": 1, "name": NaN}'),
)


@pytest.fixture
def tampered(filled: Store) -> Iterator[Reader]:
    """A copy in memory of a store, whose trail may be written to by hand."""
    with reader_on(filled.reader().image()) as reader:
        yield reader


def written(reader: Reader, table: str, before: str | None, after: str | None, row: int = 1) -> None:
    reader.rows(
        "INSERT INTO changes (unit_id, table_name, row_id, before, after) VALUES ((SELECT max(id) FROM units), ?, ?, ?, ?)",
        table, row, before, after,
    )  # fmt: skip


@pytest.mark.parametrize(("table", "before", "after"), _HOSTILE)
def test_a_change_that_nobody_of_ours_wrote_is_said_to_be_so(tampered: Reader, table: str, before: str | None, after: str | None) -> None:
    written(tampered, table, before, after)
    first = read(tampered)[0]
    assert (first.after, first.table) == (STRANGE, "")
    with pytest.raises(KnownTrouble, match="cannot be read"):
        way_to(tampered, first.table, first.row, first.key, 1)


def test_values_that_no_column_takes_are_shown_as_they_stand(tampered: Reader) -> None:
    huge = 10**400
    before = {"id": 1, "title": "Trap", "base_year": huge, "horizon": "1E999999999", "close_call_percent": "1E999999999", "price_year": -4}
    after = before | {"base_year": 2011, "horizon": 5, "close_call_percent": "7", "price_year": 2012}
    written(tampered, "cases", json.dumps(before), json.dumps(after))
    told = {row.field: (row.before, row.after) for row in read(tampered)[:4]}
    assert told == {
        "Base year": ("a number that is too long to show", "2011/12"),
        "Horizon": ("1E999999999", "5 years"),
        "Close call": ("1E999999999", "7%"),
        "Price year": ("-4", "2012/13"),
    }


def test_amounts_dates_links_and_years_that_are_none_are_shown_as_they_stand(tampered: Reader) -> None:
    amount = {"id": 7, "cash_flow_id": "x", "year": 10**30, "kind": "exactly", "low": 10**30, "central": None, "high": -1, "approximate": 0}
    written(tampered, "cash_flow_amounts", None, json.dumps(amount))
    leaver = {"id": 7, "name": "A\ud800\x00b", "option_id": 10**30, "leaving": "31 February", "age": True}
    written(tampered, "leavers", json.dumps(leaver), None)
    leavers, amounts = read(tampered)[:2]
    assert leavers.name == "Ab"
    assert leavers.before.splitlines() == ["Owner: a number that is too long to show", "Leaving date: 31 February", "Age: 1"]
    assert (amounts.name, amounts.field, amounts.row) == ("x", "a number that is too long to show", 0)
    assert amounts.after == "exactly, a number that is too long to show, -1, 0"


def test_text_of_units_that_is_no_text_is_shown_and_a_moment_that_is_none_is_not_known(tampered: Reader) -> None:
    tampered.rows("UPDATE units SET at = 'yesterday', login = CAST(x'41ff0042' AS TEXT), label = CAST(x'fe' AS TEXT)")
    rows = read(tampered)
    assert rows[0].step.when_words == "not known"
    assert rows[0].step.login == "A\ufffdB"
    assert rows[0].step.label == "\ufffd"
    assert logins(tampered) == ("A\ufffd\x00B",)
    tampered.rows("UPDATE changes SET table_name = CAST(x'ff' AS TEXT), after = CAST(x'ff' AS TEXT)")
    assert read(tampered)[0].after == STRANGE


def test_units_that_reverse_one_another_in_a_ring_or_a_long_chain_are_read(tampered: Reader) -> None:
    tampered.rows("INSERT INTO units (id, at, login, label, undoes, open) VALUES (500, '', '', '', NULL, 0), (501, '', '', '', 500, 0)")
    tampered.rows("UPDATE units SET undoes = 501 WHERE id = 500")
    tampered.rows(
        "WITH RECURSIVE chain(n) AS (SELECT 502 UNION ALL SELECT n + 1 FROM chain WHERE n < 5000) "
        "INSERT INTO units (id, at, login, label, undoes, open) SELECT n, '', '', '', n - 1, 0 FROM chain"
    )
    written(tampered, "risks", None, '{"id": 1, "name": "x"}')
    assert read(tampered)[0].step.kind in (StepKind.UNDO, StepKind.REDO)


def test_a_name_that_is_not_in_the_file_says_so(tampered: Reader) -> None:
    written(tampered, "leavers", None, json.dumps({"id": 7, "name": "Foreman", "option_id": 7_000}))
    assert read(tampered)[0].after == "Owner: an option that is not in this file"


def test_the_way_to_a_record_names_its_screen_and_another_case(filled: Store) -> None:
    risk = records_added(filled)
    reader = filled.reader()
    way = way_to(reader, "risks", risk, "likelihood", 1)
    assert (way.at.screen, way.at.table, way.at.field, way.at.record, way.case) == ("Risks", "risks", "likelihood", risk, "")
    assert way_to(reader, "risks", risk, "likelihood", 99).case == TITLE
    assert way_to(reader, "organisations", 1, "name", 1).case == ""
    with filled.unit_of_work("gone") as unit:
        unit.remove(unit.get(Risk, risk))
    with pytest.raises(KnownTrouble, match="No screen shows this"):
        way_to(reader, "case_organisations", 1, "", 1)
    with pytest.raises(KnownTrouble, match="risk has been deleted since"):
        way_to(reader, "risks", risk, "likelihood", 1)


def test_every_noun_that_is_a_sheet_has_its_place() -> None:
    assert all(place_of(noun) for noun in sheet_nouns())
    assert [place_of(noun_of(table)) for table in LINKS] == [None] * len(LINKS)


def test_a_row_holds_words_anywhere(filled: Store) -> None:
    row = replace(read(filled.reader())[0], before="Up to £5m", after="")
    assert row.holds(["£5m", "up"])
    assert not row.holds(["£6m"])
