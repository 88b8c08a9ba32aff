"""Backups: whole, by the store's id, in the order of its changes, and thinned by day and week."""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import StoreDamaged
from db.nouns.case import Case
from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.records.cases import titles
from desktop.operations.store import backups
from desktop.operations.store.backup_notes import read_note
from desktop.operations.store.backups import Backup
from desktop.operations.store.files import opened

NOW = datetime.datetime(2026, 3, 4, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of all backups."""
    return tmp_path / "Backups"


@pytest.fixture
def file(tmp_path: Path, made_sample: Callable[[str], Path]) -> Path:
    """A store of the officer's own; one unit of work has made it."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    return path


def change(store: Store, name: str) -> None:
    """Do one unit of work."""
    with store.unit_of_work(name) as unit:
        unit.change(unit.all(Case)[0], title=name)


def listed(root: Path, file: Path) -> tuple[Backup, ...]:
    """The backups of a file."""
    return backups.backups(backups.folders_of(root, file), file)


def test_a_backup_opens_and_holds_the_case(file: Path, root: Path) -> None:
    with opened(file) as store:
        backup = backups.back_up(store, root, NOW)
        id_ = store.id
    assert backup == root / f"hub {id_[:8]}" / "2026-03-04 12-30-00 change 1.appraisal"
    with opened(backup) as copy:
        assert [title for _, title in titles(copy.reader())] == ["Back office hub"]
    assert [(each.path, each.made, each.unit) for each in listed(root, file)] == [(backup, NOW, 1)]


def test_a_file_that_is_renamed_keeps_its_backups_and_another_of_its_name_has_its_own(file: Path, root: Path, tmp_path: Path) -> None:
    with opened(file) as store:
        first = backups.back_up(store, root, NOW)
    moved = file.rename(tmp_path / "moved.appraisal")
    with opened(moved) as store:
        change(store, "second")
        second = backups.back_up(store, root, NOW)
    Store.create(file).close()
    with opened(file) as store:
        other = backups.back_up(store, root, NOW)
    assert first.parent == second.parent != other.parent
    assert [each.path for each in listed(root, moved)] == [second, first]
    assert [each.path for each in listed(root, file)] == [other]


def test_the_newest_is_that_of_the_last_change_whatever_the_clock_said(file: Path, root: Path) -> None:
    with opened(file) as store:
        future = backups.back_up(store, root, NOW + datetime.timedelta(days=900))
        change(store, "second")
        second = backups.back_up(store, root, NOW)
        again = backups.back_up(store, root, NOW + datetime.timedelta(hours=1))
        change(store, "third")
        past = backups.back_up(store, root, NOW - datetime.timedelta(hours=20))
    assert [each.path for each in listed(root, file)] == [past, again, second, future]


def test_backups_kept_by_path_before_are_found_and_taken_over(file: Path, root: Path) -> None:
    earlier = root / f"hub-{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:8]}"
    earlier.mkdir(parents=True)
    shutil.copy(file, earlier / "2026-03-01 09-00-00.appraisal")
    assert [(each.path.parent, each.unit) for each in listed(root, file)] == [(earlier, 1)]
    with opened(file) as store:
        change(store, "second")
        backup = backups.back_up(store, root, NOW)
    assert not earlier.exists()
    assert [each.path.name for each in listed(root, file)] == [backup.name, "2026-03-01 09-00-00.appraisal"]


def test_backups_of_a_copy_come_after_those_of_the_file(file: Path, root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.appraisal"
    shutil.copy(file, copy)
    with opened(file) as store:
        own = backups.back_up(store, root, NOW)
    with opened(copy) as store:
        for name in ("second", "third"):
            change(store, name)
        of_copy = backups.back_up(store, root, NOW)
    assert [(each.path, each.of) for each in listed(root, file)] == [(own, ""), (of_copy, str(copy))]
    assert [(each.path, each.of) for each in listed(root, copy)] == [(of_copy, ""), (own, str(file))]
    assert backups.known_files(root) == (copy, file)
    file.unlink()
    assert backups.known_files(root) == (copy,)


def test_what_is_given_up_by_restoring_is_kept_and_is_not_the_newest(file: Path, root: Path) -> None:
    with opened(file) as store:
        first = backups.back_up(store, root, NOW)
        change(store, "second")
        backups.back_up(store, root, NOW)
    backups.give_up_after(listed(root, file)[1])
    assert [(each.path.name, each.given_up) for each in listed(root, file)] == [
        (first.name, False),
        ("2026-03-04 12-30-00 change 2 given up.appraisal", True),
    ]
    backups.give_up_after(listed(root, file)[1])
    assert [(each.unit, each.given_up) for each in listed(root, file)] == [(2, False), (1, False)]


def test_the_note_says_where_a_store_was_seen_last_and_a_path_is_that_of_one_store(file: Path, root: Path) -> None:
    with opened(file) as store:
        folder = backups.back_up(store, root, NOW).parent
        change(store, "second")
        backups.note_open(store, root, file)
        assert backups.lacks_backup(store, root, file)
        backups.back_up(store, root, NOW)
        assert not backups.lacks_backup(store, root, file)
    assert [(path, last.unit, last.label) for path, last in read_note(folder).seen.items()] == [(str(file), 2, "second")]
    file.unlink()
    Store.create(file).close()
    with opened(file) as store:
        other = backups.back_up(store, root, NOW).parent
    assert read_note(folder).seen == {}
    assert [*read_note(other).seen] == [str(file)]
    assert backups.known_files(root) == (file,)


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"store": 1, "seen": 2, "made_of": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_note_that_cannot_be_read_costs_no_backup(file: Path, root: Path, note: bytes) -> None:
    with opened(file) as store:
        backup = backups.back_up(store, root, NOW)
        (backup.parent / "store.json").write_bytes(note)
        change(store, "second")
        second = backups.back_up(store, root, NOW)
    assert [each.path for each in listed(root, file)] == [second, backup]


def test_a_folder_that_cannot_be_made_is_said(file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    with opened(file) as store, pytest.raises(KnownTrouble, match="cannot be kept"):
        backups.back_up(store, tmp_path / "taken" / "Backups", NOW)


def test_an_old_copy_that_cannot_be_deleted_stops_no_new_one(file: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(file) as store:
        for hours in (80, 79, 78):
            backups.back_up(store, root, NOW - datetime.timedelta(hours=hours))
        old = [each.path for each in listed(root, file)]
        unlink = Path.unlink

        def refused(path: Path, missing_ok: bool = False) -> None:
            if path in old:
                raise PermissionError(13, "in use", str(path))
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", refused)
        newest = backups.back_up(store, root, NOW)
        assert [each.path for each in listed(root, file)] == [newest, *old]
        monkeypatch.undo()
        backups.back_up(store, root, NOW + datetime.timedelta(minutes=1))
    assert len(listed(root, file)) == 3


def test_an_id_that_is_no_id_makes_no_folder_elsewhere(file: Path, root: Path) -> None:
    assert backups.folder_of(root, "../../../etc/passwd-and-so-on-thirty-six") is None
    assert "/" not in backups._mark("../../../etc/passwd-and-so-on-thirty-six")


def test_a_store_that_is_damaged_while_open_gives_no_backup(file: Path, root: Path) -> None:
    with opened(file) as store:
        backups.back_up(store, root, NOW)
        whole = bytearray(file.read_bytes())
        whole[20_000:90_000] = b"\xff" * 70_000
        file.write_bytes(whole)
        with pytest.raises(KnownTrouble, match="is damaged") as said:
            backups.back_up(store, root, NOW + datetime.timedelta(hours=1))
        assert isinstance(said.value.__cause__, StoreDamaged)
    assert len(listed(root, file)) == 1


def test_what_is_not_a_backup_is_left_alone(tmp_path: Path) -> None:
    for name in ("notes.appraisal", "2026-13-45 99-99-99.appraisal", "2026-03-04 12-30-00 change 2.appraisal.partial"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    assert backups.backups((tmp_path,), tmp_path / "notes.appraisal") == ()


def _made(ages: list[datetime.timedelta]) -> list[Backup]:
    """Backups of these ages, the newest first."""
    return [Backup(Path(str(number)), NOW - age, len(ages) - number) for number, age in enumerate(sorted(ages))]


@given(st.lists(st.timedeltas(min_value=datetime.timedelta(0), max_value=datetime.timedelta(days=120)), unique=True, max_size=60))
def test_thinning_keeps_the_newest_all_of_a_day_one_a_day_and_one_a_week(ages: list[datetime.timedelta]) -> None:
    made = _made(ages)
    gone = set(backups.superseded(made, NOW))
    kept = [each.made for each in made if each.path not in gone]
    if made:
        assert made[0].path not in gone
    assert all(NOW - each.made > datetime.timedelta(days=1) for each in made if each.path in gone)
    for when in (each.made for each in made):
        if datetime.timedelta(days=1) < NOW - when <= datetime.timedelta(days=7):
            assert any(other.date() == when.date() for other in kept)
        elif NOW - when <= datetime.timedelta(weeks=8):
            assert any(other.isocalendar()[:2] == when.isocalendar()[:2] for other in kept)
    days = [when.date() for when in kept if datetime.timedelta(days=1) < NOW - when <= datetime.timedelta(days=7)]
    assert len(days) <= len(set(days)) + 1


def test_a_clock_that_jumps_ahead_or_back_takes_not_every_backup() -> None:
    made = _made([datetime.timedelta(days=7 * week) for week in range(8)])
    for now in (NOW + datetime.timedelta(days=5000), NOW - datetime.timedelta(days=5000)):
        assert len(made) - len(backups.superseded(made, now)) >= 5
