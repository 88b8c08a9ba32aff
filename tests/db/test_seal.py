"""The seal over rows and trail: whatever is changed past the trail is found, and nothing that the store itself writes breaks it."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import trail
from db.errors import StoreDamaged
from db.images import row_image, stored_image
from db.seal import tables_of_records
from db.store import Store
from tests.db.filled import dump, fill
from tests.examples import examples

DAMAGED = "depots.appraisal is damaged. Keep it as it is and open the latest backup of it instead."


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a row in every table, a step undone and one redone, which is only copied from."""
    store = Store.create(tmp_path_factory.mktemp("sealed") / "depots.appraisal")
    fill(store)
    fill(store, "Another")
    trail.undo(store)
    trail.redo(store)
    assert store.check() == []
    store.close()
    return store.path


def altered(path: Path, *statements: str) -> None:
    """Write to a file as a hand that knows SQLite and not the trail would: with its triggers away, and then put back letter for letter."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


def opens_as_damaged(path: Path) -> bool:
    try:
        Store.open(path).close()
    except StoreDamaged as trouble:
        return str(trouble) == DAMAGED
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cash_flow_amounts SET high = high + 1 WHERE kind = 'at most'",
        "UPDATE scores SET score = '7.6'",
        "UPDATE options SET name = 'Share no depot'",
        "UPDATE cases SET seed = 2",
        "DELETE FROM officer_comments",
        "INSERT INTO reference_values (series, key, value, vintage) VALUES ('x', 'y', '1', 'z')",
        "UPDATE changes SET after = replace(after, 'Depots', 'Debots') WHERE table_name = 'cases'",
        "UPDATE changes SET row_id = row_id + 1 WHERE id = 3",
        "UPDATE changes SET before = '' WHERE id = 3",
        "DELETE FROM changes WHERE id = (SELECT max(id) FROM changes)",
        "UPDATE units SET login = 'nobody' WHERE id = 1",
        "UPDATE units SET at = '2011-01-01T00:00:00+00:00' WHERE id = 1",
        "UPDATE units SET label = 'emptied' WHERE id = 2",
        "UPDATE units SET undoes = 1 WHERE id = 3",
        "UPDATE units SET open = 1 WHERE id = (SELECT max(id) FROM units)",
        "UPDATE units SET rows_seal = zeroblob(32) WHERE id = 2",
        "UPDATE units SET rows_seal = NULL, trail_seal = NULL",
        "DELETE FROM units WHERE id = (SELECT max(id) FROM units)",
        "UPDATE store SET id = '00000000-0000-4000-8000-000000000000'",
        "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'options'",
        "DELETE FROM sqlite_sequence WHERE name = 'changes'",
    ],
)
def test_what_was_changed_past_the_trail_is_found(sealed: Path, store_path: Path, statement: str) -> None:
    shutil.copy(sealed, store_path)
    altered(store_path)
    Store.open(store_path).close()
    altered(store_path, "PRAGMA foreign_keys = OFF", statement)
    assert opens_as_damaged(store_path)


def test_no_table_of_records_is_left_out_of_the_seal(sealed: Path) -> None:
    with contextlib.closing(sqlite3.connect(sealed)) as connection:
        named = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")}
        assert set(tables_of_records(connection)) == named - {"store", "units", "changes"}


def test_the_image_of_a_stored_row_is_the_one_its_trigger_wrote_for_less_work(sealed: Path) -> None:
    """A check reads the image of every row. Work is counted in instructions of SQLite's own machine."""
    odd = 'a "quoted" \\ back\\slash\tand\r\nlines; ’ £ \x01 {[null]}'
    with contextlib.closing(sqlite3.connect(sealed)) as connection:
        connection.executescript("CREATE TEMP TABLE odd (id INTEGER, words TEXT, note TEXT, amount INTEGER)")
        connection.executemany("INSERT INTO odd VALUES (?, ?, ?, ?)", [(1, odd, "", -5), (2, "", None, None), (3, "null", "0", 2**62)])
        work: dict[Callable[[sqlite3.Connection, str], str], int] = {row_image: 0, stored_image: 0}
        images: list[list[tuple[str]]] = []
        for table in (*tables_of_records(connection), "odd"):
            images.clear()
            for image in work:

                def count(image: Callable[[sqlite3.Connection, str], str] = image) -> None:
                    work[image] += 1

                connection.set_progress_handler(count, 1)
                images.append(connection.execute(f"SELECT {image(connection, table)} FROM {table}").fetchall())
                connection.set_progress_handler(None, 0)
            assert images[0] == images[1]
        assert len(images[1]) == 3
    assert 3 * work[stored_image] < 2 * work[row_image]


@given(st.data())
@settings(max_examples=examples(60))
def test_a_flipped_bit_is_found_or_changes_nothing(sealed: Path, data: st.DataObject) -> None:
    path = sealed.with_name("flipped.appraisal")
    whole = bytearray(sealed.read_bytes())
    whole[data.draw(st.integers(100, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(whole)
    was = Store.open(sealed)
    rows = dump(was, trail=True)
    was.close()
    try:
        store = Store.open(path)
    except StoreDamaged:
        return
    try:
        assert dump(store, trail=True) == rows
    finally:
        store.close()


@given(st.lists(st.sampled_from(["fill", "edit", "undo", "redo", "fail", "reopen"]), max_size=8))
@settings(max_examples=examples(20))
def test_no_history_breaks_the_seal(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    path = tmp_path_factory.mktemp("history") / "depots.appraisal"
    store = Store.create(path)
    try:
        for number, step in enumerate(steps):
            match step:
                case "fill":
                    fill(store, f"Case {number}")
                case "edit":
                    with store.unit_of_work("edit") as unit:
                        unit.run("UPDATE options SET description = description || 'é\"\\'")
                case "undo":
                    trail.undo(store)
                case "redo":
                    trail.redo(store)
                case "fail":
                    with contextlib.suppress(RuntimeError), store.unit_of_work("fail") as unit:
                        unit.run("DELETE FROM options")
                        raise RuntimeError
                case _:
                    store.close()
                    store = Store.open(path)
        assert store.check() == []
    finally:
        store.close()


def test_a_file_closed_clean_is_not_verified_again_and_one_changed_since_is(store: Store) -> None:
    kept: dict[str, str] = {}
    steps: list[float] = []

    def opened() -> Store:
        steps.clear()
        return Store.open(store.path, lambda id_: kept.get(id_, ""), steps.append)

    fill(store)
    assert store.close() == "", "nothing has proved it sound since"
    again = opened()
    assert steps, "its digest is not known"
    fill(again, "Another")
    assert again.check() == []
    kept[again.id] = again.close()
    assert len(kept[again.id]) == 64
    again = opened()
    assert not steps
    kept[again.id] = again.close()
    again = opened()
    assert not steps, "what was only opened is as it was"
    again.close()
    whole = store.path.read_bytes()
    assert whole.count(b"Share a depot") > 0
    store.path.write_bytes(whole.replace(b"Share a depot", b"Share a debot"))
    with pytest.raises(StoreDamaged):
        opened()
    assert steps


def test_a_backup_proves_the_file_it_was_made_of(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.back_up(tmp_path / "copy.appraisal")
    assert store.close() != ""
