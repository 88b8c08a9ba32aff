"""Trouble with the disk under an open store: a sentence each time, and what was there before stays as it was.

The trouble is the system's own. A file that was moved away makes SQLite's "readonly", a folder in the place of the journal its "cannot
open", a limit on the size of files its "I/O error": of these root is not spared either, as it is of permissions.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import trail
from db.errors import StoreBusy, StoreDamaged, StoreTrouble, StoreUnwritable
from db.store import Store
from tests.db.filled import dump, fill

NOT_SAVED = (
    "depots.appraisal could not be saved, and nothing of this change was written. "
    "Check that its disk is there and has space, then make the change again."
)
MOVED = (
    "depots.appraisal was moved, renamed, deleted or replaced while it was open, so nothing of this change was written. "
    "Put it back where it was and make the change again, or save a copy."
)
DAMAGED = "depots.appraisal is damaged. Keep it as it is and open the latest backup of it instead."


def edit(store: Store) -> None:
    with store.unit_of_work("edit") as unit:
        unit.run("UPDATE cases SET purpose = ?", "x" * 200_000)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a step to undo and one to redo, which is only copied from."""
    store = Store.create(tmp_path_factory.mktemp("closed") / "depots.appraisal")
    fill(store)
    edit(store)
    edit(store)
    fill(store, "Another")
    trail.undo(store)
    store.close()
    return store.path


@pytest.fixture
def opened(closed: Path, store_path: Path) -> Iterator[Store]:
    """A copy of that store, opened anew, so that nothing of its own is on the disk but the file."""
    shutil.copy(closed, store_path)
    store = Store.open(store_path)
    yield store
    store.close()


CHANGES: list[Callable[[Store], object]] = [edit, trail.undo, trail.redo]


def _renamed(path: Path) -> Callable[[], object]:
    aside = path.rename(path.with_name("elsewhere.appraisal"))
    return lambda: aside.rename(path)


def _with_its_folder(path: Path) -> Callable[[], object]:
    aside = path.parent.rename(path.parent.with_name("elsewhere"))
    return lambda: aside.rename(path.parent)


def _replaced(path: Path) -> Callable[[], object]:
    aside = path.rename(path.with_name("elsewhere.appraisal"))
    shutil.copy(aside, path)
    return lambda: aside.replace(path)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("move", [_renamed, _with_its_folder, _replaced])
@pytest.mark.parametrize("written", [False, True])
def test_a_file_that_is_no_longer_in_its_place_takes_no_change(
    opened: Store, move: Callable[[Path], Callable[[], object]], change: Callable[[Store], object], written: bool
) -> None:
    """Also after a first change, from when on SQLite keeps its journal open and no longer asks for the name."""
    if written:
        trail.redo(opened)
        trail.undo(opened)
    before = dump(opened, trail=True)
    put_back = move(opened.path)
    with pytest.raises(StoreUnwritable) as trouble:
        change(opened)
    assert str(trouble.value) == MOVED
    assert dump(opened, trail=True) == before
    put_back()
    change(opened)
    assert dump(opened, trail=True) != before
    assert opened.check() == []


def test_a_file_that_was_deleted_takes_no_change_and_can_be_saved_elsewhere(opened: Store) -> None:
    before = dump(opened, trail=True)
    opened.path.unlink()
    with pytest.raises(StoreUnwritable) as trouble:
        edit(opened)
    assert str(trouble.value) == MOVED
    opened.back_up(opened.path.with_name("saved.appraisal"))
    saved = Store.open(opened.path.with_name("saved.appraisal"))
    assert dump(saved, trail=True) == before
    saved.close()


@pytest.mark.parametrize("change", CHANGES)
def test_a_journal_that_somebody_took_away_is_made_anew(opened: Store, change: Callable[[Store], object]) -> None:
    opened.path.with_name(f"{opened.path.name}-journal").unlink()
    change(opened)
    assert opened.path.with_name(f"{opened.path.name}-journal").is_file()
    with pytest.raises(StoreBusy):
        Store.open(opened.path)


@pytest.mark.parametrize("change", CHANGES)
def test_a_journal_that_cannot_be_opened_lets_nothing_be_written(opened: Store, change: Callable[[Store], object]) -> None:
    before = dump(opened, trail=True)
    in_the_way = opened.path.with_name(f"{opened.path.name}-journal")
    in_the_way.unlink()
    in_the_way.mkdir()
    with pytest.raises(StoreUnwritable) as trouble:
        change(opened)
    assert str(trouble.value) == NOT_SAVED
    assert dump(opened, trail=True) == before
    in_the_way.rmdir()
    change(opened)
    assert dump(opened, trail=True) != before


_NO_FILE_GROWS = """
import resource, sys
from pathlib import Path
from db import trail
from db.errors import StoreTrouble
from db.store import Store
from tests.db.test_disk_trouble import edit
path = Path(sys.argv[1])
store = Store.open(path)
every = {
    "edit": lambda: edit(store),
    "undo": lambda: trail.undo(store),
    "redo": lambda: trail.redo(store),
    "back up": lambda: store.back_up(path.with_name("copy.appraisal")),
    "create": lambda: Store.create(path.with_name("new.appraisal")),
}
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
said = {}
resource.setrlimit(resource.RLIMIT_FSIZE, (600, most))
for name, work in every.items():
    try:
        work()
    except StoreTrouble as trouble:
        said[name] = f"{type(trouble).__name__}: {trouble}"
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
store.close()
for line in said.items():
    print(*line, sep=": ")
"""


def test_a_disk_that_fails_as_it_is_written_is_said_and_nothing_is_left(opened: Store) -> None:
    before = dump(opened, trail=True)
    copy = opened.path.with_name("copy.appraisal")
    opened.back_up(copy)
    whole = copy.read_bytes()
    opened.close()
    done = subprocess.run(
        [sys.executable, "-c", _NO_FILE_GROWS, str(opened.path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stdout.splitlines() == [
        f"edit: StoreUnwritable: {NOT_SAVED}",
        f"undo: StoreUnwritable: {NOT_SAVED}",
        f"redo: StoreUnwritable: {NOT_SAVED}",
        "back up: StoreUnwritable: The backup copy.appraisal could not be written. Free some space or choose another folder.",
        "create: StoreUnwritable: new.appraisal could not be made. Free some space or choose another folder.",
    ]
    assert copy.read_bytes() == whole
    assert sorted(path.name for path in opened.path.parent.iterdir()) == ["copy.appraisal", "depots.appraisal"]
    again = Store.open(opened.path)
    assert dump(again, trail=True) == before
    again.close()


def spoil(store: Store, old: bytes, new: bytes) -> None:
    """Change bytes of the file under an open store, which then has to read them again."""
    content = store.path.read_bytes()
    assert content.count(old) > 0
    store.path.write_bytes(content.replace(old, new))
    reader = store.reader()
    reader.rows("PRAGMA shrink_memory")


def spoil_table(store: Store, table: str) -> None:
    """Make the first page of a table one that SQLite cannot read."""
    reader = store.reader()
    [(page,)] = reader.rows("SELECT rootpage FROM sqlite_master WHERE name = ?", table)
    [(size,)] = reader.rows("PRAGMA page_size")
    with store.path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    reader = store.reader()
    reader.rows("PRAGMA shrink_memory")


@pytest.mark.parametrize(
    ("work", "table"),
    [
        (edit, "cases"),
        (trail.undo, "changes"),
        (trail.undo, "units"),
        (trail.redo, "units"),
        (lambda store: store.back_up(store.path.with_name("copy.appraisal")), "options"),
    ],
)
def test_a_page_that_no_longer_reads_is_said(opened: Store, work: Callable[[Store], object], table: str) -> None:
    spoil_table(opened, table)
    with pytest.raises(StoreDamaged) as trouble:
        work(opened)
    assert str(trouble.value) == DAMAGED
    assert not list(opened.path.parent.glob("copy*"))


def test_a_copy_that_is_not_sound_never_takes_the_place_of_a_good_backup(opened: Store) -> None:
    """A byte that goes bad in the middle of a row: SQLite copies the row as it is, and only a check of the copy finds it."""
    copy = opened.path.with_name("copy.appraisal")
    opened.back_up(copy)
    good = copy.read_bytes()
    spoil(opened, b"12.5", b"12x5")
    with pytest.raises(StoreUnwritable) as trouble:
        opened.back_up(copy)
    assert str(trouble.value) == "The backup copy.appraisal could not be checked. Choose another folder for it."
    assert copy.read_bytes() == good
    assert not list(opened.path.parent.glob("*.partial"))
    assert opened.check() == [DAMAGED]


def test_what_stands_in_the_way_of_a_backup_is_said(opened: Store, tmp_path: Path) -> None:
    said = "The backup copy.appraisal could not be written. Free some space or choose another folder."
    letter = tmp_path / "letter"
    letter.write_text("Dear Sir", encoding="utf-8")
    left_over = tmp_path / "copy.appraisal.partial"
    left_over.mkdir()
    for place in (letter / "copy.appraisal", tmp_path / "copy.appraisal"):
        with pytest.raises(StoreUnwritable) as trouble:
            opened.back_up(place)
        assert str(trouble.value) == said
    assert not (tmp_path / "copy.appraisal").exists()
    left_over.rmdir()
    left_over.write_bytes(b"the half of a copy")
    opened.back_up(tmp_path / "copy.appraisal")
    assert not left_over.exists()


def test_a_store_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "depots.appraisal"
    (tmp_path / "depots.appraisal.partial-journal").mkdir()
    with pytest.raises(StoreUnwritable) as trouble:
        Store.create(path)
    assert str(trouble.value) == "depots.appraisal could not be made. Free some space or choose another folder."
    assert not path.exists()


def test_other_faults_of_a_change_stay_what_they_are(opened: Store) -> None:
    """Only trouble that an officer can put right is put in words; the rest is our own fault, and is reported as such."""
    with pytest.raises(sqlite3.OperationalError, match="no such table"), opened.trouble_in_words():
        sqlite3.connect(":memory:").execute("SELECT * FROM letters")
    assert not issubclass(sqlite3.OperationalError, StoreTrouble)
