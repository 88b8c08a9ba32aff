"""What each backup would lose, which are sound, and putting one in the place of a file, whatever has become of that."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db import trail
from db.nouns.case import Case
from db.store import Store
from desktop.errors import Cancelled, KnownTrouble
from desktop.operations.records.cases import titles
from desktop.operations.store import backups, restoring
from desktop.operations.store.files import opened

NOW = datetime.datetime(2026, 3, 4, 12, 30, tzinfo=datetime.UTC)


def change(store: Store, name: str) -> None:
    """Do one unit of work."""
    with store.unit_of_work(name) as unit:
        unit.change(unit.all(Case)[0], title=name)


def title_of(file: Path) -> str:
    """What the case of a file is called."""
    with opened(file) as store:
        return titles(store.reader())[0][1]


def spoil(path: Path) -> None:
    """Damage a file in its middle."""
    whole = bytearray(path.read_bytes())
    whole[20_000:90_000] = b"\xff" * 70_000
    path.write_bytes(whole)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of all backups."""
    return tmp_path / "Backups"


@pytest.fixture
def file(tmp_path: Path, root: Path, made_sample: Callable[[str], Path]) -> Path:
    """A file with a backup after its second change and one after its third; the fourth and fifth were made before it was closed."""
    path = tmp_path / "hub.appraisal"
    shutil.copy(made_sample("back-office-hub"), path)
    with opened(path) as store:
        for hours, name in ((2, "second"), (1, "third")):
            change(store, name)
            backups.back_up(store, root, NOW - datetime.timedelta(hours=hours))
        change(store, "fourth")
        trail.undo(store)
        backups.note_open(store, root, path)
    return path


def test_each_backup_says_what_it_holds_and_what_it_would_lose(file: Path, root: Path) -> None:
    kept = restoring.kept_backups(root, file)
    assert [(each.last.label, each.last.changes, each.lacks) for each in kept if each.last] == [("third", 3, 2), ("second", 2, 3)]
    assert all(each.trouble is None and each.size > 100_000 for each in kept)
    assert kept[0].words.startswith(f"of {restoring.moment(NOW - datetime.timedelta(hours=1))}: its last change is ‘third’, ")
    assert kept[0].words.endswith("; 2 changes after it would be lost")
    state = restoring.known_state(root, file)
    assert state is not None
    assert (state.unit, state.label) == (5, "undo of fourth")


def test_with_no_note_what_is_lost_is_counted_from_the_newest_backup(file: Path, root: Path) -> None:
    (note,) = root.glob("*/store.json")
    note.unlink()
    file.unlink()
    assert [(each.lacks, each.loss) for each in restoring.kept_backups(root, file)] == []
    with opened(next(root.glob("*/* change 3.appraisal"))) as store:
        backups.note_open(store, root, file)
    assert [each.loss for each in restoring.kept_backups(root, file)] == [
        "as far as is known, nothing would be lost",
        "1 change after it would be lost",
    ]


def test_a_bad_newest_one_is_passed_over_and_that_is_said(file: Path, root: Path) -> None:
    newest, older = restoring.kept_backups(root, file)
    spoil(newest.path)
    sound, passed_over = restoring.newest_sound(root, file)
    assert sound is not None
    assert (sound.path, [each.path for each in passed_over]) == (older.path, [newest.path])
    said = restoring.offer_words("It is damaged.", sound, passed_over)
    assert said.startswith(f"It is damaged. The newest sound backup is of {older.when}: its last change is ‘second’, ")
    assert said.endswith(f"3 changes after it would be lost. The backup of {newest.when} is damaged too and was passed over.")
    spoil(older.path)
    assert restoring.newest_sound(root, file)[0] is None
    none = restoring.offer_words("It is damaged.", *restoring.newest_sound(root, file))
    assert none == f"It is damaged. No backup of it can be used: the backups of {newest.when}; and {older.when} are damaged too."


def test_checking_says_how_far_it_is_and_can_be_stopped(file: Path, root: Path) -> None:
    shares: list[float] = []
    restoring.newest_sound(root, file, shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1

    def stop(share: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        restoring.newest_sound(root, file, stop)


def _zeroed_first_page(path: Path) -> None:
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _other_magic(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + path.read_bytes()[4:])


def _other_version(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[60:64] = (77).to_bytes(4, "big")
    path.write_bytes(whole)


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


def _journal_of_a_broken_off_write(path: Path) -> None:
    spoil(path)
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\xff" * 600)


@pytest.mark.parametrize(
    "damage",
    [
        spoil,
        _zeroed_first_page,
        _emptied,
        _other_magic,
        _other_version,
        _missing,
        _folder,
        _link_to_nowhere,
        _journal_of_a_broken_off_write,
    ],
)
def test_whatever_has_become_of_a_file_it_is_known_and_its_backup_takes_its_place(
    file: Path, root: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    with pytest.raises(KnownTrouble), opened(file):
        pass
    stood_there = os.path.lexists(file)
    sound, passed_over = restoring.newest_sound(root, file)
    assert sound is not None
    assert passed_over == ()
    kept = restoring.restore(file, sound.backup)
    assert title_of(file) == "third"
    assert file.stat().st_mode & 0o077 == 0
    if stood_there and damage != _link_to_nowhere:
        assert kept == file.with_name("hub.appraisal.damaged")
        assert kept.exists()
    else:
        assert kept is None
    assert not [each for each in file.parent.iterdir() if each.name.endswith((".partial", "appraisal-journal"))]


def test_each_damaged_file_is_kept_under_a_name_of_its_own(file: Path, root: Path) -> None:
    sound, _ = restoring.newest_sound(root, file)
    assert sound is not None
    for number, name in enumerate(("hub.appraisal.damaged", "hub.appraisal.damaged-2")):
        file.write_bytes(b"SQLite format 3\x00" + bytes([number]) * 2000)
        kept = restoring.restore(file, sound.backup)
        assert kept == file.with_name(name)
        assert kept.read_bytes()[16] == number


def test_an_older_backup_gives_up_what_came_after_it(file: Path, root: Path) -> None:
    newest, older = restoring.kept_backups(root, file)
    assert restoring.restore(file, older.backup, keep=False) is None
    assert title_of(file) == "second"
    assert not file.with_name("hub.appraisal.damaged").exists()
    with opened(file) as store:
        backups.note_open(store, root, file)
    assert [(each.last.label, each.lacks) for each in restoring.kept_backups(root, file) if each.last] == [("second", 0), ("third", -1)]
    assert [each.loss for each in restoring.kept_backups(root, file)][1].startswith("what was changed last in it was given up")
    assert newest.path.with_stem(f"{newest.path.stem} given up").is_file()


def test_in_trouble_all_is_as_it_was(file: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, _ = restoring.newest_sound(root, file)
    assert sound is not None
    spoil(file)
    journal = file.with_name(f"{file.name}-journal")
    journal.write_bytes(b"unfinished")
    before = file.read_bytes()

    def refused(path: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(KnownTrouble, match="could not be put in its place"):
        restoring.restore(file, sound.backup)
    monkeypatch.undo()
    assert (file.read_bytes(), journal.read_bytes()) == (before, b"unfinished")
    assert sorted(each.name for each in file.parent.iterdir()) == ["Backups", "hub.appraisal", "hub.appraisal-journal"]


def test_a_folder_that_is_gone_is_said(file: Path, root: Path) -> None:
    sound, _ = restoring.newest_sound(root, file)
    assert sound is not None
    gone = file.parent / "gone" / file.name
    with pytest.raises(KnownTrouble, match="There is no folder"):
        restoring.restore(gone, sound.backup)


def test_a_file_seen_under_another_path_is_known_by_its_name(file: Path, root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "share" / file.name
    sound, _ = restoring.newest_sound(root, elsewhere)
    assert sound is not None
    assert restoring.newest_sound(root, tmp_path / "never seen.appraisal") == (None, ())


def test_a_file_that_was_moved_has_its_earlier_backups_as_its_own(file: Path, root: Path, tmp_path: Path) -> None:
    moved = file.rename(tmp_path / "moved.appraisal")
    with opened(moved) as store:
        backups.back_up(store, root, NOW)
        change(store, "sixth")
        backups.note_open(store, root, moved)
    assert [(each.backup.of, each.lacks) for each in restoring.kept_backups(root, moved)] == [("", 1), ("", 3), ("", 4)]
    with opened(moved) as store:
        backups.back_up(store, root, NOW)
    # moved back, and not yet backed up there
    moved.rename(file)
    with opened(file) as store:
        backups.note_open(store, root, file)
    assert [(each.backup.of, each.lacks) for each in restoring.kept_backups(root, file)] == [("", 0), ("", 1), ("", 3), ("", 4)]


def test_what_a_copy_went_on_to_be_is_never_offered_first(file: Path, root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "next year.appraisal"
    shutil.copy(file, copy)
    with opened(copy) as store:
        for name in ("its own", "its own again"):
            change(store, name)
            backups.back_up(store, root, NOW)
    for gone in (False, True):
        if gone:
            copy.unlink()
        kept = restoring.kept_backups(root, file)
        assert [(each.last.label, each.lacks) for each in kept if each.last] == [
            ("third", 2), ("second", 3), ("its own again", None), ("its own", None),
        ]  # fmt: skip
        assert [each.other for each in kept[:2]] == ["", ""]
        assert kept[2].other == f"was made of {copy}, which may have gone its own way"
    # what it was copied from is its own history too
    shutil.copy(next(root.glob("*/* change 7.appraisal")), copy)
    assert [(each.last.label, each.lacks) for each in restoring.kept_backups(root, copy) if each.last] == [
        ("its own again", 0), ("its own", 1), ("third", 4), ("second", 5),
    ]  # fmt: skip
