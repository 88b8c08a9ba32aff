"""Files on a share or in a synchronised folder: a copy is worked on, and nothing of either side is lost."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop.errors import KnownTrouble
from desktop.operations.records.cases import add_empty, titles
from desktop.operations.store import shared_files
from desktop.operations.store.files import opened

NOW = datetime.datetime(2026, 3, 4, 12, 30, tzinfo=datetime.UTC)
SHARE = "in a synchronised folder"


@pytest.fixture
def original(tmp_path: Path, made_sample: Callable[[str], Path]) -> Path:
    """A file in a folder that a program of its own keeps the same in several places."""
    folder = tmp_path / "OneDrive - Council"
    folder.mkdir()
    shutil.copy(made_sample("back-office-hub"), folder / "hub.appraisal")
    return folder / "hub.appraisal"


def add_case(file: Path) -> None:
    """Change a store."""
    with opened(file) as store, store.unit_of_work("new case") as unit:
        add_empty(unit)


def cases_of(file: Path) -> int:
    """How many cases a store holds."""
    with opened(file) as store:
        reader = store.reader()
        return len(titles(reader))


def put_back(copy: shared_files.LocalCopy) -> Path | None:
    """Put a copy back as the window does: while it is open."""
    with opened(copy.local) as store:
        return shared_files.put_back(store, copy, NOW)


def test_a_synchronised_folder_and_a_share_are_known_and_a_folder_of_this_machine_is_neither(original: Path, tmp_path: Path) -> None:
    assert shared_files.place_of(original) == SHARE
    assert shared_files.place_of(tmp_path / "hub.appraisal") == ""
    assert shared_files.place_of(Path("//server/finance/hub.appraisal")) == "on a share"
    assert shared_files._synchronised(PureWindowsPath("D:/Council Files/x.appraisal"), ("D:\\Council Files",))
    assert not shared_files._synchronised(PurePosixPath("/files/Dropbox.appraisal"), ())
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/the\\040share nfs4 rw 0 0\n"
    assert shared_files._kind_of_mount("/srv/the share/hub.appraisal", mounts) == "nfs4"
    assert shared_files._kind_of_mount("/srv/the shared/hub.appraisal", mounts) == "ext4"


def test_changes_in_the_copy_reach_the_file_and_a_second_look_finds_nothing_to_put_back(original: Path, tmp_path: Path) -> None:
    copy = shared_files.take(original, tmp_path / "Copies", SHARE)
    assert copy.local.read_bytes() == original.read_bytes()
    assert put_back(copy) is None
    add_case(copy.local)
    again = shared_files.take(original, tmp_path / "Copies", SHARE)
    assert "holds changes that are not yet in the file" in again.told
    assert put_back(copy) == original
    assert put_back(copy) is None
    assert cases_of(original) == 2
    assert sorted(each.name for each in original.parent.iterdir()) == ["hub.appraisal"]


def test_a_file_changed_elsewhere_is_copied_anew_where_the_copy_has_not_changed(original: Path, tmp_path: Path) -> None:
    copy = shared_files.take(original, tmp_path / "Copies", SHARE)
    add_case(original)
    assert "Closing puts your changes back" in shared_files.take(original, tmp_path / "Copies", SHARE).told
    assert cases_of(copy.local) == 2


def test_where_both_have_changed_each_is_kept_and_the_file_is_what_opens_next(original: Path, tmp_path: Path) -> None:
    copy = shared_files.take(original, tmp_path / "Copies", SHARE)
    add_case(original)
    add_case(original)
    add_case(copy.local)
    assert "neither is lost" in shared_files.take(original, tmp_path / "Copies", SHARE).told
    beside = put_back(copy)
    assert beside == original.with_name("hub (changed here 2026-03-04 1230).appraisal")
    assert (cases_of(original), cases_of(beside)) == (3, 2)
    shared_files.take(original, tmp_path / "Copies", SHARE)
    assert cases_of(copy.local) == 3


def test_away_from_the_share_the_copy_opens_and_holds_its_changes_until_it_is_there_again(original: Path, tmp_path: Path) -> None:
    copy = shared_files.take(original, tmp_path / "Copies", SHARE)
    away = original.parent.rename(tmp_path / "away")
    assert "cannot be reached" in shared_files.take(original, tmp_path / "Copies", SHARE).told
    add_case(copy.local)
    with pytest.raises(KnownTrouble, match="There is no folder"):
        put_back(copy)
    away.rename(original.parent)
    assert put_back(copy) == original
    assert cases_of(original) == 2


def test_a_file_that_is_not_there_and_was_never_copied_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownTrouble, match="There is no file at"):
        shared_files.take(tmp_path / "OneDrive" / "hub.appraisal", tmp_path / "Copies", SHARE)
    assert not (tmp_path / "Copies").exists()
