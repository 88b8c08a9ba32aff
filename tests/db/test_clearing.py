"""What is taken out for good is in no byte of the file, nothing before it can be undone, and the rest stays as it was."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from db import trail
from db.clearing import clear_row, clear_trail
from db.nouns.case import Case
from db.nouns.choice import Option
from db.store import Store
from tests.db.filled import dump, fill

SECRET = "Tenderer Quillon"


def bytes_beside(store: Store) -> bytes:
    """All bytes of the file and of what SQLite keeps beside it."""
    return b"".join(path.read_bytes() for path in store.path.parent.glob(f"{store.path.name}*"))


def with_secret(store: Store, case: int) -> int:
    """A record whose name was changed and is also a unit's label. Returns its id."""
    with store.unit_of_work(f"add {SECRET}") as unit:
        option = unit.add(Option(case_id=case, name=SECRET, description=SECRET * 3000))
    with store.unit_of_work("rename") as unit:
        unit.change(option, name=f"{SECRET} and others")
    return option.id


def test_a_record_that_is_cleared_is_in_no_byte(store: Store) -> None:
    case = fill(store)
    before = dump(store)
    option = with_secret(store, case)
    assert SECRET.encode() in bytes_beside(store)
    clear_row(store, "options", option)
    assert SECRET.encode() not in bytes_beside(store)
    assert store.check() == []
    assert dump(store) == before
    assert trail.undo_step(store.reader()) is None
    store.close()
    again = Store.open(store.path)
    assert dump(again) == before
    fill(again, "Another")
    assert trail.undo(again) is not None
    assert trail.undo_step(again.reader()) is None
    assert again.check() == []
    again.close()


def test_what_was_deleted_long_ago_is_cleared_too(store: Store) -> None:
    option = with_secret(store, fill(store))
    with store.unit_of_work("delete") as unit:
        unit.remove(unit.get(Option, option))
    trail.undo(store)
    trail.redo(store)
    clear_row(store, "options", option)
    assert SECRET.encode() not in bytes_beside(store)
    assert store.check() == []


def test_a_case_is_cleared_with_all_that_is_part_of_it_and_no_other_is(store: Store) -> None:
    kept = fill(store)
    gone = fill(store, SECRET)
    clear_row(store, "cases", gone)
    assert [case.id for case in store.reader().all(Case)] == [kept]
    reader = store.reader()
    for table, image in reader.rows("SELECT table_name, before FROM changes UNION SELECT table_name, after FROM changes"):
        if image is not None:
            assert json.loads(image).get("case_id") != gone, table
    assert store.check() == []


def test_the_history_before_a_moment_is_cleared(store: Store) -> None:
    option = with_secret(store, fill(store))
    with store.unit_of_work("rename") as unit:
        unit.run("UPDATE options SET name = 'Plain', description = '' WHERE id = ?", option)
    last = store.latest_unit
    fill(store, "Another")
    trail.undo(store)
    trail.redo(store)
    before = dump(store)
    clear_trail(store, last)
    assert SECRET.encode() not in bytes_beside(store)
    assert store.reader().rows("SELECT min(unit_id) FROM changes") == [(last + 1,)]
    assert dump(store) == before
    assert store.check() == []
    store.close()
    again = Store.open(store.path)
    assert dump(again) == before
    again.close()


def test_clearing_that_fails_leaves_all_as_it_was(store: Store) -> None:
    option = with_secret(store, fill(store))
    before = dump(store, trail=True)

    def fail(*_: object) -> None:
        raise RuntimeError

    with contextlib.suppress(RuntimeError):
        store.clear("cleared", fail)
    assert dump(store, trail=True) == before
    assert store.reader().get(Option, option).name == f"{SECRET} and others"


def test_a_clean_copy_holds_the_records_and_no_trail(store: Store, tmp_path: Path) -> None:
    option = with_secret(store, fill(store))
    with store.unit_of_work("rename") as unit:
        unit.run("UPDATE options SET name = 'Plain', description = '' WHERE id = ?", option)
    copy = tmp_path / "to send.appraisal"
    store.save_clean_copy(copy)
    assert SECRET.encode() not in copy.read_bytes()
    assert store.latest_unit == 4
    sent = Store.open(copy)
    try:
        assert dump(sent) == dump(store)
        assert sent.reader().rows("SELECT count(*) FROM changes") == [(0,)]
        assert sent.id != store.id
        assert trail.undo_step(sent.reader()) is None
        fill(sent, "Another")
        assert sent.check() == []
    finally:
        sent.close()
    assert store.check() == []
