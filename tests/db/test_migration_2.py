"""A store of schema 1 that is brought to schema 2 keeps every row and every step, and gains what they now say."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db import migrations, trail
from db.errors import StoreDamaged
from db.schema_2 import DISCOUNT_VINTAGES, IMAGES_GAIN
from db.store import Store
from tests.db.filled import dump
from tests.db.released_readings import STORE

_GREEN, _LOWER = DISCOUNT_VINTAGES["green book"], DISCOUNT_VINTAGES["green book lower"]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the kept store of schema 1 in which every noun is filled."""
    path = tmp_path / "old.appraisal"
    shutil.copy(STORE, path)
    return path


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Store]:
    store = Store.open(path)
    try:
        yield store
    finally:
        store.close()


def _raw(path: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def _rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by column."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: [dict(row) for row in connection.execute(f"SELECT * FROM {table}")] for table in tables}


def _image(row: dict[str, Any]) -> str:
    """A row as the triggers write it."""
    return json.dumps(row, ensure_ascii=False)


def test_a_migrated_store_has_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    Store.create(tmp_path / "new.appraisal").close()
    Store.open(old).close()
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert _raw(old, schema) == _raw(tmp_path / "new.appraisal", schema)


def test_every_row_stays_and_no_id_is_given_out_again(old: Path) -> None:
    before = _rows(old)
    Store.open(old).close()
    after = _rows(old)
    assert {each["name"]: each["seq"] for each in before["sqlite_sequence"]} == {
        each["name"]: each["seq"] for each in after["sqlite_sequence"]
    }
    for table, rows in before.items():
        if table not in ("sqlite_sequence", "changes"):
            columns = rows[0].keys()
            assert [{column: row[column] for column in columns} for row in after[table]] == rows, table
    beside = ("id", "unit_id", "table_name", "row_id")
    assert [[row[key] for key in beside] for row in after["changes"]] == [[row[key] for key in beside] for row in before["changes"]]


def test_every_image_is_what_the_triggers_would_write_now(old: Path) -> None:
    before = _rows(old)["changes"]
    Store.open(old).close()
    after = _rows(old)
    latest = {}
    for change, was in zip(after["changes"], before, strict=True):
        latest[change["table_name"], change["row_id"]] = change["after"]
        for key in ("before", "after"):
            if was[key] is None or change["table_name"] not in IMAGES_GAIN:
                assert change[key] == was[key]
            else:
                assert change[key].startswith(was[key][:-1] + ", ")
    for table in after.keys() - {"units", "changes", "store", "sqlite_sequence"}:
        for row in after[table]:
            assert latest[table, row["id"]] == _image(row), table


def test_a_row_put_back_as_it_was_before_is_told_to_be_so(old: Path) -> None:
    [(case, title)] = _raw(old, "SELECT id, title FROM cases ORDER BY id LIMIT 1")
    with _opened(old) as store:
        for words in ("Another title", title):
            with store.unit_of_work("title") as unit:
                unit.run("UPDATE cases SET title = ? WHERE id = ?", words, case)
    images = _raw(old, "SELECT before, after FROM changes WHERE table_name = 'cases' AND row_id = ? ORDER BY id", case)
    assert images[-1][1] == images[-2][0] == images[-3][1]


@pytest.mark.parametrize(
    ("discounting", "vintage"),
    [("green book", _GREEN), ("Green-Book  lower", _LOWER), ("8%", "as entered"), ("flat rate of 3.5 %", "as entered")],
)
def test_each_case_keeps_the_vintages_it_was_reckoned_by(old: Path, discounting: str, vintage: str) -> None:
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute("INSERT INTO units (at, login, label) VALUES ('', '', 'discounting')")
    connection.execute("UPDATE cases SET discounting = ?", (discounting,))
    connection.execute("UPDATE units SET open = 0")
    connection.close()
    was = [row["discounting"] for row in _rows(STORE)["cases"]]
    with _opened(old) as store:
        reader = store.reader()
        assert set(reader.rows("SELECT discount_vintage, deflator_vintage FROM cases")) == {(vintage, "December 2025")}
        step = trail.undo(store)
        assert step is not None
        assert step.label == "discounting"
        assert reader.rows("SELECT discount_vintage FROM cases ORDER BY id") == [
            (DISCOUNT_VINTAGES.get(each, "as entered"),) for each in was
        ]


def test_a_case_brought_back_by_a_step_of_version_1_has_its_vintage(old: Path) -> None:
    """The first steps made the cases; what their images lacked they have now."""
    with _opened(old) as store:
        reader = store.reader()
        kept = reader.rows("SELECT id, discount_vintage FROM cases ORDER BY id")
        steps = 0
        while trail.undo(store) is not None:
            steps += 1
        assert not reader.rows("SELECT id FROM cases")
        for _ in range(steps):
            trail.redo(store)
            assert not reader.rows("SELECT id FROM cases WHERE discount_vintage = '' OR deflator_vintage = ''")
        assert reader.rows("SELECT id, discount_vintage FROM cases ORDER BY id")[: len(kept)] == kept


def test_a_trail_that_another_hand_wrote_is_left_to_undo_to_refuse(old: Path) -> None:
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute("INSERT INTO units (at, login, label, open) VALUES ('', '', 'strange', 0)")
    values = [("not a row}", "{"), ("{}", "[]}"), (None, '{"discounting": {}}')]
    connection.executemany(
        "INSERT INTO changes (unit_id, table_name, row_id, before, after) VALUES ((SELECT max(id) FROM units), 'cases', 1, ?, ?)", values
    )
    connection.close()
    with _opened(old) as store, pytest.raises(StoreDamaged):
        trail.undo(store)


def test_a_backup_of_the_old_schema_is_made_first(old: Path) -> None:
    before = _rows(old)
    Store.open(old).close()
    backup = old.with_name("old.before-version-2.appraisal")
    assert _raw(backup, "PRAGMA user_version") == [(1,)]
    assert _rows(backup) == before


@pytest.mark.parametrize("midway", [True, False])
def test_a_migration_that_breaks_off_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch, *, midway: bool) -> None:
    """Broken off when tables have been dropped, and when every statement is done."""
    before = old.read_bytes()
    done: list[str] = []

    first, second = migrations.MIGRATIONS

    def broken(connection: sqlite3.Connection) -> None:
        connection.set_trace_callback(done.append)
        second(connection)
        raise RuntimeError("broken off")

    with monkeypatch.context() as patched:
        if midway:
            patched.setattr("db.schema_2.TABLES_ADDED", "broken off;\n")
        patched.setattr(migrations, "MIGRATIONS", (first, broken))
        with pytest.raises(StoreDamaged if midway else RuntimeError):
            Store.open(old)
    assert any(each.startswith("DROP TABLE organisations") for each in done)
    assert old.read_bytes() == before
    with _opened(old) as store:
        assert store.check() == []


def test_each_store_has_an_id_of_its_own_that_its_backups_share_and_no_step_changes(old: Path, tmp_path: Path) -> None:
    new = Store.create(tmp_path / "new.appraisal")
    new.close()
    ids = set()
    for path in (old, new.path):
        with _opened(path) as store:
            [(id_,)] = store.reader().rows("SELECT id FROM store")
            store.back_up(tmp_path / "backup.appraisal")
            while trail.undo(store) is not None:
                pass
            assert store.reader().rows("SELECT id FROM store") == [(id_,)]
        assert _raw(tmp_path / "backup.appraisal", "SELECT id FROM store") == [(id_,)]
        assert str(uuid.UUID(id_)) == id_
        ids.add(id_)
    assert len(ids) == 2


def test_a_trail_that_names_the_id_of_the_store_is_refused(store: Store) -> None:
    with store.unit_of_work("strange") as unit:
        unit.run(
            "INSERT INTO changes (unit_id, table_name, row_id, before) SELECT max(id), 'store', 1, '{\"id\": 1, \"one\": 1}' FROM units"
        )
    with pytest.raises(StoreDamaged):
        trail.undo(store)


def test_a_seal_is_thirty_two_bytes(store: Store) -> None:
    with store.unit_of_work("sealed") as unit:
        unit.run("INSERT INTO reference_values (series, key, value, vintage) VALUES ('Deflators', '2011/12', '100', 'June 2011')")
    reader = store.reader()
    assert reader.rows("SELECT length(rows_seal), length(trail_seal) FROM units") == [(32, 32)]
    for column in ("rows_seal", "trail_seal"):
        with pytest.raises(sqlite3.IntegrityError), store.unit_of_work("too short") as unit:
            unit.run(f"UPDATE units SET {column} = zeroblob(31)")


def test_a_fund_has_one_gap_of_each_council(store: Store) -> None:
    def gap(council: int | None) -> None:
        with store.unit_of_work("gap") as unit:
            unit.run("INSERT INTO budget_gaps (case_id, organisation_id, fund) SELECT id, ?, 'general' FROM cases", council)

    with store.unit_of_work("case") as unit:
        unit.run("INSERT INTO cases (title, base_year, horizon) VALUES ('Depots', 2011, 5)")
        unit.run("INSERT INTO organisations (name, kind) VALUES ('Hatherley', 'parish')")
    [(council,)] = store.reader().rows("SELECT id FROM organisations")
    for each in (None, council):
        gap(each)
        with pytest.raises(sqlite3.IntegrityError):
            gap(each)
    assert len(dump(store)["budget_gaps"]) == 2
