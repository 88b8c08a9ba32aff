"""Files and folders of the program's own: for their owner alone, and swept of what ended runs left."""

from __future__ import annotations

import datetime
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.crash_reports import CrashReports
from desktop.errors import KnownTrouble
from desktop.first_window import FirstWindow
from desktop.operations.partners.headless_returns import make_packs
from desktop.operations.records.cases import add_empty
from desktop.operations.store import shared_files
from desktop.operations.store.files import opened
from desktop.own_files import own_file_made, own_folder_made, sweep
from desktop.settings import Settings

pytestmark = pytest.mark.usefixtures("everybody_may_read")


@pytest.fixture
def everybody_may_read() -> Iterator[None]:
    """What is made without a word is everybody's to read, as on many machines."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> set[tuple[str, int]]:
    """What of a folder, itself and all in it, others may do something with."""
    return {
        (path.name, stat.S_IMODE(path.stat().st_mode))
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) not in (0o700, 0o600)
    }


def old(path: Path) -> Path:
    """A file of an hour ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"the half of it")
    os.utime(path, (time.time() - 3600, time.time() - 3600))
    return path


def test_a_folder_and_what_is_missing_above_it_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    assert own_folder_made(tmp_path / "Appraisal Desk" / "Backups" / "one") == tmp_path / "Appraisal Desk" / "Backups" / "one"
    own_folder_made(tmp_path / "Appraisal Desk" / "Backups" / "one")
    assert modes(tmp_path / "Appraisal Desk") == set()


def test_a_folder_and_a_file_of_an_earlier_version_become_their_owners(tmp_path: Path) -> None:
    (tmp_path / "Copies").mkdir(mode=0o755)
    (tmp_path / "Copies" / "settings.ini").write_bytes(b"[General]")
    own_folder_made(tmp_path / "Copies")
    own_file_made(tmp_path / "Copies" / "settings.ini")
    assert modes(tmp_path / "Copies") == set()
    assert (tmp_path / "Copies" / "settings.ini").read_bytes() == b"[General]"


def test_a_file_in_the_place_of_a_folder_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "Copies").write_bytes(b"a letter")
    with pytest.raises(NotADirectoryError):
        own_folder_made(tmp_path / "Copies")
    assert stat.S_IMODE((tmp_path / "Copies").stat().st_mode) == 0o644


def test_the_programs_own_files_are_its_officers_alone(tmp_path: Path) -> None:
    reports = CrashReports(tmp_path / "Settings" / "Crash reports")
    reports.start()
    try:
        assert reports.report(ValueError, None) is not None
        first = FirstWindow(tmp_path / "Settings")
        assert first.claim()
        assert first.is_alone
        settings = Settings(tmp_path / "Settings" / "settings.ini")
        settings.last_file = tmp_path / "hub.appraisal"
        settings.keep()
        names = {path.name for path in (tmp_path / "Settings").rglob("*")}
        assert {"window.lock", "settings.ini", "running.txt", "Crash reports"} <= names
        assert modes(tmp_path / "Settings") == set()
        first.give_up()
    finally:
        reports.stop()


def test_a_copy_is_the_officers_alone_and_the_file_it_goes_back_to_is_who_it_was(
    tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    original = tmp_path / "Dropbox" / "hub.appraisal"
    original.parent.mkdir()
    shutil.copyfile(made_sample("back-office-hub"), original)
    original.chmod(0o640)
    copy = shared_files.take(original, tmp_path / "Copies", "in a synchronised folder")
    assert modes(tmp_path / "Copies") == set()
    with opened(copy.local) as store:
        with store.unit_of_work("new case") as unit:
            add_empty(unit)
        assert shared_files.put_back(store, copy, datetime.datetime.now(datetime.UTC)) == original
    assert modes(tmp_path / "Copies") == set()
    assert stat.S_IMODE(original.stat().st_mode) == 0o640


def test_a_copy_whose_note_is_damaged_is_put_beside_the_file_and_lost_by_neither(
    tmp_path: Path, made_sample: Callable[[str], Path]
) -> None:
    original = tmp_path / "Dropbox" / "hub.appraisal"
    original.parent.mkdir()
    shutil.copyfile(made_sample("back-office-hub"), original)
    copy = shared_files.take(original, tmp_path / "Copies", "in a synchronised folder")
    before = original.read_bytes()
    with opened(copy.local) as store, store.unit_of_work("new case") as unit:
        add_empty(unit)
    (copy.local.parent / "origin.json").write_bytes(b"\0" * 80)
    again = shared_files.take(original, tmp_path / "Copies", "in a synchronised folder")
    assert "neither is lost" in again.told
    with opened(again.local) as store:
        beside = shared_files.put_back(store, again, datetime.datetime(2026, 3, 4, 12, 30, tzinfo=datetime.UTC))
    assert beside == original.with_name("hub (changed here 2026-03-04 1230).appraisal")
    assert original.read_bytes() == before


def test_a_copy_that_cannot_be_put_back_is_said_by_the_name_of_its_file(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    original = tmp_path / "Dropbox" / "hub.appraisal"
    original.parent.mkdir()
    shutil.copyfile(made_sample("back-office-hub"), original)
    copy = shared_files.take(original, tmp_path / "Copies", "in a synchronised folder")
    (copy.local.parent / "back.partial.partial").mkdir()
    with opened(copy.local) as store:
        with store.unit_of_work("new case") as unit:
            add_empty(unit)
        with pytest.raises(KnownTrouble, match=r"^hub\.appraisal could not be put back, as no copy of it could be written in "):
            shared_files.put_back(store, copy, datetime.datetime.now(datetime.UTC))


def test_packs_are_their_officers_alone(tmp_path: Path, made_sample: Callable[[str], Path]) -> None:
    shutil.copyfile(made_sample("place-budget"), tmp_path / "place.appraisal")
    packs = make_packs(tmp_path / "place.appraisal", None, tmp_path / "packs")
    assert packs
    assert stat.S_IMODE((tmp_path / "packs").stat().st_mode) == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["packs", "place.appraisal"]


def test_a_sweep_takes_what_ended_runs_left_and_nothing_else(tmp_path: Path) -> None:
    left = [
        old(tmp_path / "Copies" / "ab12" / name)
        for name in ("hub.appraisal.partial", "back.partial", "back.partial-journal", "origin.json.2.partial")
    ]
    left += [old(tmp_path / "Settings" / name) for name in ("12.request", "12.partial", "settings.ini.aBcDeF")]
    kept = [
        old(tmp_path / "Copies" / "ab12" / name)
        for name in ("hub.appraisal", "hub.appraisal-journal", "origin.json", "a partial report.txt", "partial")
    ]
    kept += [old(tmp_path / "Settings" / name) for name in ("settings.ini", "window.lock", "a.request", "settings.ini.old")]
    kept += [old(tmp_path / "Copies" / "ab12" / "deeper" / "x.partial"), old(tmp_path / "elsewhere" / "x.partial")]
    began = time.time()
    younger = tmp_path / "Copies" / "ab12" / "new.appraisal.partial"
    younger.write_bytes(b"under way")
    os.utime(younger, (began + 1, began + 1))
    sweep((tmp_path / "Copies", tmp_path / "Settings", tmp_path / "none"), began)
    assert [path for path in left if path.exists()] == []
    assert [path for path in (*kept, younger) if not path.exists()] == []
