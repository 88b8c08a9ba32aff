"""Dated backups of a store, in a folder of its own by its id: all of the last day, then one a day for a week, then one a week.

The newest is the one with the most changes, whatever a clock said when it was made. Those with changes that were given up when an older
backup was restored come after it, and so do those of another file with the same id: a copy of it, which may have gone its own way.
"""

from __future__ import annotations

import contextlib
import datetime
import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from db.copies import back_up_image
from db.errors import StoreTrouble
from db.store import Store
from db.whole_files import LastChange, last_change_of
from desktop.disk_trouble import Work, is_found, known_disk_trouble
from desktop.late_dataclass import dataclass
from desktop.operations.file_names import safe_name
from desktop.operations.store.backup_notes import note_seen, read_note, rename_in_note
from desktop.operations.store.files import SUFFIX, known_trouble
from desktop.own_files import own_folder_made

_STAMP = "%Y-%m-%d %H-%M-%S"
_GIVEN_UP = " given up"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d \d\d-\d\d-\d\d)(?: change (\d{{1,18}}))?({_GIVEN_UP})?{re.escape(SUFFIX)}")
_ALL_FOR = datetime.timedelta(days=1)
_DAILY_FOR = datetime.timedelta(days=7)
_WEEKLY_FOR = datetime.timedelta(weeks=8)
#: However old a clock makes them, so many of those before the last eight weeks stay.
_KEPT_WHATEVER_THE_CLOCK = 4
#: What stands in a name for a number that is not known: backups made before their names had one, and damaged since.
NOT_KNOWN = -1


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made by the clock of then, the number of its last change, and of which file it was made."""

    path: Path
    made: datetime.datetime
    unit: int
    given_up: bool = False
    of: str = ""


def folder_for(root: Path, store: str, file: Path) -> Path:
    """The folder of a store's backups, by its id, made where there is none; `file` is the officer's. Raises KnownTrouble."""
    with known_disk_trouble(root, Work.KEEP):
        folder = folder_of(root, store)
        if folder is not None:
            return own_folder_made(folder)
        folder = root / f"{safe_name(file.stem, 'Case')} {_mark(store)}"
        earlier = _earlier_folder(root, file)
        if earlier.is_dir():
            # what an earlier version kept by the file's path
            with contextlib.suppress(OSError):
                earlier.rename(folder)
        return own_folder_made(folder)


def folder_of(root: Path, store: str) -> Path | None:
    """The folder of a store's backups, by its id; None where there is none."""
    for folder in _folders(root):
        if folder.name.endswith(f" {_mark(store)}") and read_note(folder).store in (store, ""):
            return folder
    return None


def folders_of(root: Path, file: Path) -> tuple[Path, ...]:
    """The folders of backups of a file, whether or not it is there and opens: that of its path, or else all of its name."""
    paths = {str(path) for path in _spellings(file)}
    folders = _folders(root)
    notes = {folder: read_note(folder) for folder in folders}
    by_path = [folder for folder in folders if paths & notes[folder].seen.keys()]
    if not by_path and (earlier := _earlier_folder(root, file)) in folders:
        by_path = [earlier]
    if by_path:
        return tuple(by_path)
    name = re.compile(rf"{re.escape(file.stem)}-[0-9a-f]{{8}}")
    return tuple(
        folder for folder in folders if any(Path(each).name == file.name for each in notes[folder].seen) or name.fullmatch(folder.name)
    )


def known_files(root: Path) -> tuple[Path, ...]:
    """The files that have backups: of each store the one that was seen last, and every other that is there."""
    seen = [[Path(each) for each in read_note(folder).seen] for folder in _folders(root)]
    files = {path for paths in seen for path in paths if path == paths[-1] or is_found(path)}
    return tuple(sorted(files, key=lambda path: (path.name.casefold(), str(path))))


def back_up(store: Store, root: Path, now: datetime.datetime, file: Path | None = None) -> Path:
    """Write a checked, dated copy and thin the older ones; gives its path. Raises KnownTrouble where it cannot be written.

    `file` is the officer's own where the store is a copy of it.
    """
    with known_trouble():
        last = store.last_change
    return _written(root, now, store.id, last, file or store.path, store.back_up)


@dataclass(frozen=True, slots=True)
class Moment:
    """A store as it was at a moment, to be backed up in whichever thread."""

    image: bytes
    store: str
    last: LastChange
    path: Path
    file: Path


def moment_of(store: Store, file: Path) -> Moment:
    """A store as it is now; `file` is the officer's own. Raises KnownTrouble."""
    with known_trouble():
        return Moment(store.image_from_disk(), store.id, store.last_change, store.path, file)


def back_up_moment(moment: Moment, root: Path, now: datetime.datetime) -> Path:
    """The same as `back_up` of a store as it was."""
    return _written(root, now, moment.store, moment.last, moment.file, lambda to: back_up_image(moment.image, moment.path, to))


def _written(root: Path, now: datetime.datetime, store: str, last: LastChange, file: Path, write: Callable[[Path], None]) -> Path:
    folder = folder_for(root, store, file)
    backup = folder / f"{now.strftime(_STAMP)} change {last.unit}{SUFFIX}"
    with known_trouble():
        write(backup)
    note_seen(root, folder, store, file, last, backup)
    for old in superseded(backups((folder,), file), now):
        # one that cannot be deleted goes another time
        with contextlib.suppress(OSError):
            old.unlink(missing_ok=True)
    return backup


def renew(store: Store, root: Path, now: datetime.datetime, file: Path | None = None) -> tuple[Path, ...]:
    """Write a new copy and delete every other; gives what may still hold what was there: copies that stay, and those beside the file.

    Raises KnownTrouble where the new one cannot be written; the others then stay.
    """
    path = file or store.path
    latest_copy = back_up(store, root, now, path)
    left = []
    for old in backups((latest_copy.parent,), path):
        if old.path != latest_copy:
            try:
                old.path.unlink()
            except OSError:
                left.append(old.path)
    beside = [*path.parent.glob(f"{glob.escape(path.stem)}.before-version-*"), *path.parent.glob(f"{glob.escape(path.name)}.damaged*")]
    return (*left, *sorted(beside))


def note_open(store: Store, root: Path, file: Path) -> None:
    """Note in the folder of its backups, where there is one, that a file holds this store as it stands. Raises KnownTrouble."""
    folder = folder_of(root, store.id)
    if folder is not None:
        with known_trouble():
            note_seen(root, folder, store.id, file, store.last_change)


def lacks_backup(store: Store, root: Path, file: Path) -> bool:
    """Whether the file was backed up before, and has been changed since its newest backup: a run that was broken off leaves it so."""
    folder = folder_of(root, store.id)
    newest = next((each for each in backups((folder,), file) if not each.of), None) if folder is not None else None
    with known_trouble():
        return newest is not None and newest.unit < store.latest_unit


def backups(folders: Sequence[Path], file: Path) -> tuple[Backup, ...]:
    """The backups of a file, the newest first. What is not named as one is left alone."""
    own = {str(path) for path in _spellings(file)}
    listed = []
    for folder in folders:
        made_of = read_note(folder).made_of
        for path in _files(folder):
            if match := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    made = datetime.datetime.strptime(match[1], _STAMP).replace(tzinfo=datetime.UTC)
                    of = made_of.get(path.name, "")
                    unit = int(match[2]) if match[2] else _unit_of(path)
                    listed.append(Backup(path, made, unit, bool(match[3]), "" if of in own else of))
    return newest_first(listed)


def newest_first(listed: Sequence[Backup]) -> tuple[Backup, ...]:
    """Backups by their last change, then by when they were made; those given up, and those of another file, come last."""
    return tuple(sorted(listed, key=lambda each: (not each.of, not each.given_up, each.unit, each.made), reverse=True))


def give_up_after(restored: Backup) -> None:
    """Backups with more changes than the one restored hold what was given up: they stay, and are no longer the newest."""
    folder = restored.path.parent
    names = {}
    for each in backups((folder,), restored.path):
        later = each.unit > restored.unit and each.path != restored.path
        if later != each.given_up and (later or each.path == restored.path):
            stem = each.path.stem.removesuffix(_GIVEN_UP)
            name = f"{stem}{_GIVEN_UP if later else ''}{SUFFIX}"
            with contextlib.suppress(OSError):
                each.path.rename(folder / name)
                names[each.path.name] = name
    rename_in_note(folder, names)


def superseded(listed: Sequence[Backup], now: datetime.datetime) -> list[Path]:
    """The backups that are no longer needed, of those given the newest first; the newest of each file is always kept."""
    kept: set[tuple[object, ...]] = set()
    older: Counter[tuple[str, bool]] = Counter()
    gone = []
    for each in listed:
        line, age = (each.of, each.given_up), now - each.made
        if line not in kept or abs(age) <= _ALL_FOR:
            kept.add(line)
            continue
        # a week that a clock has yet to reach is thinned like one gone by, and never too old
        span = (*line, each.made.date()) if abs(age) <= _DAILY_FOR else (*line, *each.made.isocalendar()[:2])
        too_old = age > _WEEKLY_FOR and older[line] >= _KEPT_WHATEVER_THE_CLOCK
        if span in kept or too_old:
            gone.append(each.path)
        elif age > _WEEKLY_FOR:
            older[line] += 1
        kept.add(span)
    return gone


def _mark(store: str) -> str:
    """What stands for a store's id in the name of a folder: an id is read of a file, and may be anything."""
    return store[:8] if re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]+", store) else hashlib.sha256(store.encode(errors="replace")).hexdigest()[:8]


def _earlier_folder(root: Path, file: Path) -> Path:
    """Where an earlier version kept the backups of a file, by its path."""
    return root / f"{file.stem}-{hashlib.sha256(os.fsencode(_spellings(file)[1])).hexdigest()[:8]}"


def _spellings(file: Path) -> tuple[Path, Path]:
    try:
        return file.absolute(), file.resolve()
    except (OSError, RuntimeError, ValueError):  # a folder that may not be searched, or links that go round
        return file.absolute(), file.absolute()


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(each for each in root.iterdir() if each.is_dir() and not each.is_symlink())
    except OSError:
        return []


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_file() and not each.is_symlink())
    except OSError:
        return []


def _unit_of(path: Path) -> int:
    """The number of the last change of a backup whose name does not say it."""
    try:
        return last_change_of(path).unit
    except StoreTrouble:
        return NOT_KNOWN
