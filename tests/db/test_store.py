"""Opening, refusing, writing and backing up one store file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import migrations
from db.errors import (
    NotAStore,
    NotUnique,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreTooNew,
    StoreTrouble,
    StoreUnwritable,
)
from db.nouns.choice import Option
from db.nouns.money import CashFlow
from db.nouns.values import Amount, AmountKind
from db.store import Store
from tests.db.filled import dump, fill
from tests.examples import examples

_OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from db.errors import StoreTrouble
from db.store import Store
try:
    Store.open(Path(sys.argv[1])).close()
except StoreTrouble as trouble:
    print(type(trouble).__name__, trouble)
else:
    print("opened")
"""


def opened_elsewhere(path: Path) -> str:
    """What another process says when it opens the file."""
    done = subprocess.run(
        [sys.executable, "-c", _OPEN_ELSEWHERE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
    )
    return done.stdout.strip()


def one_sentence(trouble: pytest.ExceptionInfo[StoreTrouble]) -> str:
    """What is said: one line that ends as a sentence does, in the house's words."""
    said = str(trouble.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert not any(word in said.casefold() for word in ("please", "sorry", "invalid", "error", "sqlite", "database"))
    return said


@pytest.fixture
def closed(store_path: Path) -> Path:
    """A filled store that nobody has open."""
    store = Store.create(store_path)
    fill(store)
    store.close()
    return store_path


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("locking_mode", "exclusive"),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("recursive_triggers", 1),
        ("application_id", migrations.APPLICATION_ID),
        ("user_version", migrations.LATEST),
    ],
)
def test_what_is_in_force(closed: Path, pragma: str, value: object) -> None:
    store = Store.open(closed)
    try:
        reader = store.reader()
        assert reader.rows(f"PRAGMA {pragma}") == [(value,)]
    finally:
        store.close()


def test_a_new_store_is_under_the_same_pragmas(store: Store) -> None:
    reader = store.reader()
    in_force = [reader.rows(f"PRAGMA {pragma}") for pragma in ("foreign_keys", "synchronous", "locking_mode")]
    assert in_force == [[(1,)], [(3,)], [("exclusive",)]]


def test_what_was_written_is_there_when_the_file_is_opened_again(store: Store) -> None:
    fill(store)
    before = dump(store, trail=True)
    store.close()
    again = Store.open(store.path)
    try:
        assert dump(again, trail=True) == before
        assert again.check() == []
    finally:
        again.close()
    assert [path.name for path in store.path.parent.iterdir()] == [store.path.name], "a journal is left behind"


def test_a_second_open_is_refused_in_this_program(store: Store) -> None:
    with pytest.raises(StoreBusy) as trouble:
        Store.open(store.path)
    assert one_sentence(trouble) == "depots.appraisal is open in another window or program. Close it there, then open it again."
    fill(store)
    assert dump(store)["options"] != []


def test_a_second_open_is_refused_in_another_program(store: Store) -> None:
    assert (
        opened_elsewhere(store.path)
        == "StoreBusy depots.appraisal is open in another window or program. Close it there, then open it again."
    )
    store.close()
    assert opened_elsewhere(store.path) == "opened"


def test_a_file_that_was_only_opened_is_kept_from_every_other_program(closed: Path) -> None:
    """Nothing has been written or read yet that would take a lock by the way."""
    store = Store.open(closed)
    try:
        assert opened_elsewhere(closed).startswith("StoreBusy")
        read = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('SELECT count(*) FROM cases')"
        reader = subprocess.run([sys.executable, "-c", read, str(closed)], capture_output=True, text=True, check=False)
        assert "database is locked" in reader.stderr
    finally:
        store.close()
    assert opened_elsewhere(closed) == "opened"


def test_a_refused_second_open_does_not_let_another_program_in(store: Store) -> None:
    """Closing any handle of a file drops every lock its process holds on it, on POSIX systems."""
    with pytest.raises(StoreBusy):
        Store.open(store.path)
    with pytest.raises(StoreExists):
        Store.create(store.path)
    assert opened_elsewhere(store.path).startswith("StoreBusy")


def test_a_missing_file_is_refused_and_not_made(store_path: Path) -> None:
    with pytest.raises(StoreMissing) as trouble:
        Store.open(store_path)
    assert one_sentence(trouble) == f"There is no file at {store_path}. Check its name and folder, or restore a backup of it."
    assert not store_path.exists()


def test_a_new_store_never_takes_the_place_of_a_file(closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(StoreExists) as trouble:
        Store.create(closed)
    assert one_sentence(trouble).startswith("depots.appraisal is there already.")
    assert closed.read_bytes() == before


def test_a_new_store_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritable) as trouble:
        Store.create(tmp_path / "nowhere" / "depots.appraisal")
    one_sentence(trouble)
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotAStore) as trouble:
        Store.open(tmp_path)
    one_sentence(trouble)


def _foreign_database(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters (id INTEGER)")
    connection.commit()
    connection.close()


def _altered(statement: str) -> Callable[[Path], None]:
    def alter(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(statement)
        connection.close()

    return alter


def _damaged_pages(path: Path) -> None:
    held = bytearray(path.read_bytes())
    for page in range(3, len(held) // 4096):
        held[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(held)


def _cut_short(path: Path) -> None:
    held = path.read_bytes()
    path.write_bytes(held[: len(held) // 2])


def _schema_that_is_not_text(path: Path) -> None:
    """A letter of a name in the schema becomes a byte that no text has."""
    held = path.read_bytes()
    assert b"chair_agreement" in held
    path.write_bytes(held.replace(b"chair_agreement", b"chair_agre\xffment"))


#: A view that passes for one of SQLite's own.
_AS_IF_ITS_OWN = "sqlite_letters', 'sqlite_letters', 0, 'CREATE VIEW sqlite_letters AS SELECT * FROM options"
NOT_OURS = "is not an Appraisal Desk file. Choose a file that Appraisal Desk made; its name ends in .appraisal."
DAMAGED = "is damaged. Keep it as it is and open the latest backup of it instead."
TAMPERED = "holds tables or triggers that Appraisal Desk did not make. Open a backup of it instead."
REFUSALS: list[tuple[Callable[[Path], object], type[StoreTrouble], str]] = [
    (lambda path: path.write_bytes(b""), NotAStore, "is empty. Open a backup of it instead."),
    (lambda path: path.write_text("Dear Sir,\n" * 50, encoding="utf-8"), NotAStore, NOT_OURS),
    (_foreign_database, NotAStore, NOT_OURS),
    (
        _altered(f"PRAGMA user_version = {migrations.LATEST + 1}"),
        StoreTooNew,
        "was made by a later version of Appraisal Desk. Open it with that version, or ask for the update.",
    ),
    (_damaged_pages, StoreDamaged, DAMAGED),
    (_cut_short, StoreDamaged, DAMAGED),
    (_schema_that_is_not_text, StoreDamaged, DAMAGED),
    (
        _altered(
            "PRAGMA foreign_keys = OFF; INSERT INTO units (at, login, label) VALUES ('', '', ''); "
            "UPDATE options SET case_id = 77; UPDATE units SET open = 0"
        ),
        StoreDamaged,
        DAMAGED,
    ),
    (
        _altered(
            "PRAGMA ignore_check_constraints = ON; INSERT INTO units (at, login, label) VALUES ('', '', ''); "
            "UPDATE options SET basis = 'rumour'; UPDATE units SET open = 0"
        ),
        StoreDamaged,
        DAMAGED,
    ),
    (_altered("CREATE VIEW letters AS SELECT * FROM options"), StoreDamaged, TAMPERED),
    (_altered("CREATE TABLE letters (id INTEGER)"), StoreDamaged, TAMPERED),
    (_altered("CREATE TRIGGER letters AFTER INSERT ON options BEGIN DELETE FROM changes; END"), StoreDamaged, TAMPERED),
    (_altered("DROP TRIGGER options_update"), StoreDamaged, TAMPERED),
    (_altered("DROP INDEX options_by_case_id"), StoreDamaged, TAMPERED),
    (_altered("ANALYZE"), StoreDamaged, TAMPERED),
    (_altered(f"PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('view', '{_AS_IF_ITS_OWN}')"), StoreDamaged, TAMPERED),
    # the schema is asked first: of a file that others have a hand in, no more is read
    (_altered("CREATE VIEW letters AS SELECT * FROM options; PRAGMA foreign_keys = OFF; DROP TABLE cases"), StoreDamaged, TAMPERED),
    (_altered("CREATE UNIQUE INDEX letters ON options (description)"), StoreDamaged, TAMPERED),
    (_altered("ALTER TABLE options ADD COLUMN letters TEXT"), StoreDamaged, TAMPERED),
    (_altered("PRAGMA user_version = 0"), StoreDamaged, DAMAGED),
]


@pytest.mark.parametrize(("spoil", "kind", "sentence"), REFUSALS)
def test_a_file_that_will_not_do_is_refused_and_left_as_it_was(
    closed: Path, spoil: Callable[[Path], object], kind: type[StoreTrouble], sentence: str
) -> None:
    spoil(closed)
    before = closed.read_bytes()
    with pytest.raises(kind) as trouble:
        Store.open(closed)
    assert one_sentence(trouble) == f"{closed.name} {sentence}"
    assert closed.read_bytes() == before
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only copied from."""
    path = tmp_path_factory.mktemp("sound") / "depots.appraisal"
    store = Store.create(path)
    fill(store)
    store.close()
    return path


@given(st.data())
@settings(max_examples=examples(60))
def test_whatever_byte_is_spoilt_the_store_opens_or_says_why(sound: Path, data: st.DataObject) -> None:
    path = sound.with_name("spoilt.appraisal")
    held = bytearray(sound.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.one_of(st.integers(0, 4095), st.integers(0, len(held) - 1)))
        held[place] = data.draw(st.integers(0, 255))
    path.write_bytes(held)
    try:
        Store.open(path).close()
    except StoreTrouble:
        assert path.read_bytes() == held


def test_a_write_outside_a_unit_of_work_is_refused(store: Store) -> None:
    case = fill(store)
    before = dump(store, trail=True)
    reader = store.reader()
    with pytest.raises(sqlite3.IntegrityError, match=r"changes\.unit_id"):
        reader.rows("INSERT INTO options (case_id, name) VALUES (?, 'On the quiet')", case)
    assert dump(store, trail=True) == before


def test_a_unit_that_raises_writes_nothing(store: Store) -> None:
    case = fill(store)
    before = dump(store, trail=True)

    def half_a_job() -> None:
        with store.unit_of_work("half a job") as unit:
            unit.add(Option(case_id=case, name="Half"))
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half_a_job()
    assert dump(store, trail=True) == before


def test_a_unit_that_breaks_a_rule_writes_nothing(store: Store) -> None:
    case = fill(store)
    before = dump(store, trail=True)

    def twice() -> None:
        with store.unit_of_work("twice") as unit:
            unit.add(Option(case_id=case, name="Twice"))
            unit.add(Option(case_id=case, name="Twice"))

    with pytest.raises(NotUnique):
        twice()
    assert dump(store, trail=True) == before


def test_a_unit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    fill(store)
    before = dump(store, trail=True)
    with store.unit_of_work("nothing at all"):
        pass
    with store.unit_of_work("the same again") as unit:
        option = unit.get(Option, 1)
        unit.change(option, name=option.name)
    assert dump(store, trail=True) == before


_DIES_HALF_WAY = """
import os, sys
from pathlib import Path
from db.store import Store
store = Store.open(Path(sys.argv[1]))
with store.unit_of_work("half a job") as unit:
    unit.run("PRAGMA cache_size = 1")
    unit.run("DELETE FROM options")
    unit.run("UPDATE cases SET purpose = ?", "x" * 500_000)
    os._exit(9)
"""


def test_a_program_that_dies_half_way_loses_only_that_unit(store: Store) -> None:
    fill(store)
    held = dump(store, trail=True)
    store.close()
    command = [sys.executable, "-c", _DIES_HALF_WAY, str(store.path)]
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}
    assert subprocess.run(command, env=surroundings, check=False).returncode == 9
    assert store.path.with_name(f"{store.path.name}-journal").stat().st_size > 0, "it died before it had written anything"
    again = Store.open(store.path)
    try:
        assert dump(again, trail=True) == held
        assert again.check() == []
    finally:
        again.close()


def test_a_disk_that_fills_up_is_said_and_nothing_is_written(store: Store) -> None:
    fill(store)
    before = dump(store, trail=True)
    reader = store.reader()
    [(pages,)] = reader.rows("PRAGMA page_count")
    reader.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnwritable) as trouble, store.unit_of_work("too much") as unit:
        unit.run("UPDATE cases SET purpose = ?", "x" * 1_000_000)
    one_sentence(trouble)
    assert dump(store, trail=True) == before


def test_ids_are_never_used_again(store: Store) -> None:
    case = fill(store)
    with store.unit_of_work("add") as unit:
        last = unit.add(Option(case_id=case, name="Short-lived"))
        unit.remove(last)
    store.close()
    again = Store.open(store.path)
    try:
        with again.unit_of_work("add") as unit:
            assert unit.add(Option(case_id=case, name="Later")).id == last.id + 1
    finally:
        again.close()


def test_records_added_at_once_are_as_those_added_one_by_one(store: Store) -> None:
    case = fill(store)
    high = Amount(AmountKind.AT_MOST, high=5)
    lines = [CashFlow(case_id=case, option_id=1, line="Fuel", kind="cost", position=year, amounts={year: high}) for year in (2011, 2012)]
    with store.unit_of_work("add and delete") as unit:
        last = unit.add(lines[0])
        unit.remove(last)
    with store.unit_of_work("add") as unit:
        unit.add_all(lines)
        unit.add_all([])
        assert unit.all(CashFlow, position=(2011, 2012)) == [each.but(id=last.id + n) for n, each in enumerate(lines, start=1)]
        assert unit.add(lines[0]).id == last.id + 3


def test_a_backup_is_complete_and_leaves_nothing_half_done(store: Store, tmp_path: Path) -> None:
    fill(store)
    held = dump(store, trail=True)
    copy = tmp_path / "copy.appraisal"
    store.back_up(copy)
    fill(store, "Another")
    store.back_up(copy)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith("-journal")) == ["copy.appraisal", "depots.appraisal"]
    backup = Store.open(copy)
    try:
        kept = dump(backup, trail=True)
        assert kept == dump(store, trail=True)
        assert kept != held
    finally:
        backup.close()


def test_a_backup_that_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    fill(store)
    folder = tmp_path / "a folder"
    folder.mkdir()
    for place in (tmp_path / "nowhere" / "copy.appraisal", folder):
        with pytest.raises(StoreUnwritable) as trouble:
            store.back_up(place)
        one_sentence(trouble)
    assert not list(tmp_path.rglob("*.partial"))


def test_a_backup_never_takes_the_place_of_the_open_file(store: Store) -> None:
    fill(store)
    with pytest.raises(StoreExists) as trouble:
        store.back_up(store.path)
    one_sentence(trouble)
    fill(store, "Another")
    held = dump(store)
    store.close()
    again = Store.open(store.path)
    assert dump(again) == held
    again.close()


def test_a_migration_that_fails_leaves_the_file_as_it_was(closed: Path) -> None:
    connection = sqlite3.connect(closed, isolation_level=None)
    connection.execute("PRAGMA user_version = 0")
    before = {row[0] for row in connection.execute("SELECT sql FROM sqlite_master")}
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrations.migrate(connection)
    assert {row[0] for row in connection.execute("SELECT sql FROM sqlite_master")} == before
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    connection.close()


def test_a_unit_of_work_is_stopped_by_whoever_is_told_of_its_rows(store: Store) -> None:
    told: list[int] = []

    def seen(rows: int) -> None:
        told.append(rows)
        if rows >= 400:
            raise InterruptedError

    before = dump(store)
    with pytest.raises(StoreUnwritable), store.unit_of_work("many", seen=seen) as unit:
        unit.add_rows("cases", ("title", "base_year", "horizon"), ((f"Case {number}", 2011, 5) for number in range(1_000)))
    assert told == [200, 400]
    assert dump(store) == before


def test_another_thread_waits_for_a_unit_of_work_and_never_sees_half_of_it(store: Store) -> None:
    seen: list[list[str]] = []
    begun = threading.Event()

    def look() -> None:
        begun.set()
        with store.trouble_in_words():
            seen.append([title for (title,) in store.reader().rows("SELECT title FROM cases")])

    def write() -> None:
        with store.unit_of_work("taken back") as unit:
            unit.add_rows("cases", ("title", "base_year", "horizon"), [("Half", 2011, 5)])
            looking.start()
            begun.wait()
            looking.join(0.2)
            assert not seen
            raise LookupError

    looking = threading.Thread(target=look)
    with pytest.raises(LookupError):
        write()
    looking.join()
    assert seen == [[]]
