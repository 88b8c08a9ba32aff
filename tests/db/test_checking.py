"""What opening asks of a file, in which order and for how long."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from db import trail
from db.checking import Watch
from db.errors import NotAStore, StoreDamaged, StoreMissing, StoreTrouble, StoreUnwritable
from db.held_file import HeldFile
from db.store import Store
from db.whole_files import check_closed
from tests.db.filled import dump, fill

_ENDLESS = "WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count) SELECT max(n) FROM count"


class Stopped(Exception):
    """What an officer who stops the check raises from within it."""


@pytest.fixture
def closed(store_path: Path) -> Path:
    """A filled store that nobody has open."""
    store = Store.create(store_path)
    fill(store)
    store.close()
    return store_path


def test_a_statement_that_takes_too_long_is_broken_off(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(StoreDamaged, match="takes longer to check"), Watch(connection, tmp_path / "depots.appraisal", 0.0):
            connection.execute(_ENDLESS).fetchall()
        assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_a_statement_is_broken_off_by_whoever_looks(tmp_path: Path) -> None:
    def stop() -> None:
        raise Stopped

    memory = contextlib.closing(sqlite3.connect(":memory:"))
    with memory as connection, pytest.raises(Stopped), Watch(connection, tmp_path / "depots.appraisal", 60.0, stop):
        connection.execute(_ENDLESS).fetchall()


def test_a_check_says_how_far_it_is_and_can_be_stopped(closed: Path) -> None:
    shares: list[float] = []
    Store.open(closed, step=shares.append).close()
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.4 < shares[-1] <= 1

    def stop(share: float) -> None:
        if share > 0.5:
            raise Stopped

    before = closed.read_bytes()
    with pytest.raises(Stopped):
        Store.open(closed, step=stop)
    assert closed.read_bytes() == before
    store = Store.open(closed)
    with pytest.raises(Stopped):
        store.check(stop)
    assert store.check() == []
    store.close()


def _costly(connection: sqlite3.Connection) -> None:
    checks = " AND ".join(f"a <> {number}" for number in range(900))
    connection.execute(f"CREATE TABLE letters (a TEXT CHECK ({checks}))")


def _vast(connection: sqlite3.Connection) -> None:
    connection.execute(f"CREATE TABLE letters (a TEXT DEFAULT '{'x' * 5_000_000}')")


def _many(connection: sqlite3.Connection) -> None:
    for number in range(2_000):
        connection.execute(f"CREATE VIEW letters_{number} AS SELECT * FROM options")


@pytest.mark.parametrize(("add", "said"), [(_costly, "did not make"), (_vast, "is damaged"), (_many, "did not make")])
def test_of_a_schema_that_is_not_ours_nothing_more_is_read(closed: Path, add: Callable[[sqlite3.Connection], None], said: str) -> None:
    """A text that is longer than any of ours is not even read, however long it is."""
    with contextlib.closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        add(connection)
    before = closed.read_bytes()
    with pytest.raises(StoreDamaged, match=said):
        Store.open(closed)
    with pytest.raises(StoreDamaged, match=said):
        check_closed(closed)
    assert closed.read_bytes() == before


_NO_FILE_GROWS = """
import resource, sys
from pathlib import Path
from db.errors import StoreTrouble
from db.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    Store.open(Path(sys.argv[1]))
except StoreTrouble as trouble:
    print(type(trouble).__name__, trouble)
"""


def test_a_file_beside_which_no_journal_can_be_written_is_not_opened(closed: Path) -> None:
    before = closed.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", _NO_FILE_GROWS, str(closed)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    said = f"{closed.name} cannot be written. Copy it to a folder that you may write to, and open the copy."
    assert done.stdout == f"StoreUnwritable {said}\n"
    assert closed.read_bytes() == before


def test_a_file_that_was_only_opened_keeps_its_bytes_and_its_time(closed: Path) -> None:
    before, time = closed.read_bytes(), closed.stat().st_mtime_ns
    Store.open(closed).close()
    assert (closed.read_bytes(), closed.stat().st_mtime_ns) == (before, time)
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x" * 300, StoreUnwritable), ("a\0b", StoreUnwritable), ("depots.appraisal/inner.appraisal", StoreMissing), ("", NotAStore)],
)
def test_a_path_that_no_file_can_have_is_said(closed: Path, name: str, kind: type[StoreTrouble]) -> None:
    path = closed.parent / name
    with pytest.raises(kind):
        Store.open(path)
    with pytest.raises(StoreTrouble):
        Store.create(path)
    with contextlib.closing(Store.open(closed)) as store, pytest.raises(StoreTrouble):
        store.back_up(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_is_not_waited_on(closed: Path) -> None:
    pipe = closed.with_name("pipe.appraisal")
    os.mkfifo(pipe)
    with pytest.raises(NotAStore):
        Store.open(pipe)
    os.mkfifo(closed.with_name(f"{closed.name}-journal"))
    with pytest.raises(NotAStore):
        Store.open(closed)


def test_a_half_made_store_is_never_under_its_own_name(store_path: Path) -> None:
    def half_a_job() -> None:
        with Store.made(store_path) as store:
            fill(store)
            assert not store_path.exists()
            raise Stopped

    with pytest.raises(Stopped):
        half_a_job()
    assert list(store_path.parent.iterdir()) == []
    with Store.made(store_path) as store:
        fill(store)
        rows = dump(store, trail=True)
    with contextlib.closing(Store.open(store_path)) as again:
        assert dump(again, trail=True) == rows
    if os.name == "posix":
        assert store_path.stat().st_mode & 0o077 == 0, "others may read it"


def test_what_was_left_half_made_is_swept_by_the_next_try(store_path: Path) -> None:
    for name in ("depots.appraisal.partial", "depots.appraisal.partial-journal"):
        store_path.with_name(name).write_bytes(b"half of it")
    Store.create(store_path).close()
    assert [path.name for path in store_path.parent.iterdir()] == [store_path.name]


def test_the_digest_of_a_file_is_of_its_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "large"
    whole = bytearray(os.urandom(1_000_000) * 10)
    digests = set()
    for place in (0, 4_194_303, 4_194_304, len(whole) - 1):
        path.write_bytes(whole)
        with contextlib.closing(HeldFile(path)) as file:
            digests.add(file.digest())
            assert file.digest() in digests
        whole[place] ^= 1
    assert len(digests) == 4
    path.write_bytes(b"")
    with contextlib.closing(HeldFile(path)) as file:
        assert file.digest() == hashlib.blake2b(digest_size=32).hexdigest()


def test_a_login_that_no_file_can_hold_is_written_as_far_as_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for login, written in (("zo\udce9\n\0", "zo"), ("\x1b[0m", "[0m"), ("", "unknown login"), ("a" * 500, "a" * 200)):
        asked: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr("getpass.getuser", lambda login=login, asked=asked: asked.append(login) or login)
            with contextlib.closing(Store.create(tmp_path / f"{len(login)}.appraisal")) as store:
                before = len(asked)
                for number in range(2):
                    with store.unit_of_work("edit") as unit:
                        unit.run("INSERT INTO organisations (name) VALUES (?)", f"{login!r} {number}")
                assert len(asked) == before, "who it is was asked for again at an edit"
                assert store.reader().rows("SELECT DISTINCT login FROM units") == [(written,)]


def test_a_store_of_an_older_version_whose_numbers_are_none_is_left_as_it_is(repository: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.appraisal"
    path.write_bytes((repository / "tests" / "stores" / "schema-1-every-noun.appraisal").read_bytes())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO units (at, login, label) VALUES ('', '', 'strange')")
        connection.execute("UPDATE scores SET score = '1-2' WHERE score IS NOT NULL")
        connection.execute("UPDATE units SET open = 0")
    before = path.read_bytes()
    with pytest.raises(StoreDamaged, match="cannot take over, and is as it was"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_link_that_leads_nowhere_is_found_in_a_store_that_has_no_seal(repository: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.appraisal"
    path.write_bytes((repository / "tests" / "stores" / "version-1.appraisal").read_bytes())
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO units (at, login, label) VALUES ('', '', 'strange')")
        connection.execute("UPDATE options SET case_id = 77")
        connection.execute("UPDATE units SET open = 0")
    with pytest.raises(StoreDamaged, match="is damaged"):
        Store.open(path)


def test_the_store_is_used_from_the_thread_that_needs_it(store: Store) -> None:
    """It is opened off the main thread and used on it."""
    outcomes: list[object] = []
    thread = threading.Thread(target=lambda: outcomes.append(store.check()))
    thread.start()
    thread.join()
    assert outcomes == [[]]
    assert trail.undo(store) is None
