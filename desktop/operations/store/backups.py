"""Dated backups of a store, kept in a folder of the officer's own: all of the last day, then one a day for a week, then one a week."""

from __future__ import annotations

import contextlib
import datetime
import glob
import hashlib
import shutil
from pathlib import Path

from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.store.files import SUFFIX, known_trouble, opened

_STAMP = "%Y-%m-%d %H-%M-%S"
_ALL_FOR = datetime.timedelta(days=1)
_DAILY_FOR = datetime.timedelta(days=7)
_WEEKLY_FOR = datetime.timedelta(weeks=8)


def folder_for(root: Path, store: Path) -> Path:
    """Where the backups of one file are: two files of the same name in two folders do not share them."""
    mark = hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:8]
    return root / f"{store.stem}-{mark}"


def back_up(store: Store, root: Path, now: datetime.datetime, file: Path | None = None) -> Path:
    """Write a checked, dated copy and thin the older ones; gives its path. Raises KnownTrouble where it cannot be written.

    `file` is the officer's own where the store is a copy of it.
    """
    folder = folder_for(root, file or store.path)
    with known_trouble():
        folder.mkdir(parents=True, exist_ok=True)
        backup = folder / f"{now.strftime(_STAMP)}{SUFFIX}"
        store.back_up(backup)
    for old in superseded(backups(folder), now):
        old.unlink(missing_ok=True)
    return backup


def renew(store: Store, root: Path, now: datetime.datetime, file: Path | None = None) -> tuple[Path, ...]:
    """Write a new copy and delete every other; gives what may still hold what was there: copies that stay, and those beside the file.

    Raises KnownTrouble where the new one cannot be written; the others then stay.
    """
    path = file or store.path
    latest_copy = back_up(store, root, now, path)
    left = []
    for old in backups(latest_copy.parent):
        if old != latest_copy:
            try:
                old.unlink()
            except OSError:
                left.append(old)
    beside = [*path.parent.glob(f"{glob.escape(path.stem)}.before-version-*"), *path.parent.glob(f"{glob.escape(path.name)}.damaged*")]
    return (*left, *sorted(beside))


def backups(folder: Path) -> dict[Path, datetime.datetime]:
    """Every backup in a folder with when it was made, the newest first. What is not named as one is left alone."""
    times_by_path = {}
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            times_by_path[path] = datetime.datetime.strptime(path.stem, _STAMP).replace(tzinfo=datetime.UTC)
        except ValueError:
            continue
    return dict(sorted(times_by_path.items(), key=lambda each: each[1], reverse=True))


def latest(root: Path, store: Path) -> tuple[Path, datetime.datetime] | None:
    """The newest backup of a file, and when it was made."""
    return next(iter(backups(folder_for(root, store)).items()), None)


def restore(root: Path, store: Path) -> Path:
    """Put the newest sound backup of a file in its place; gives where the damaged file is kept. Raises KnownTrouble; all is then as it was.

    The damaged file keeps its name with `.damaged` after it, and a number where that is taken.
    """
    for copy in backups(folder_for(root, store)):
        with contextlib.suppress(KnownTrouble), opened(copy):
            break
    else:
        raise KnownTrouble(f"No backup of {store.name} can be opened. Keep the file as it is, and ask the council's IT for a copy of it.")
    kept = _free(store.with_name(f"{store.name}.damaged"))
    partial = store.with_name(f"{store.name}.partial")
    try:
        shutil.copyfile(copy, partial)
        store.rename(kept)
        try:
            partial.rename(store)
        except OSError:
            kept.rename(store)
            raise
    except OSError as trouble:
        partial.unlink(missing_ok=True)
        raise KnownTrouble(f"{store.name} cannot be replaced. Close it where it is open, or copy the backup {copy} by hand.") from trouble
    return kept


def _free(path: Path) -> Path:
    """The path itself, or with the first number that is not taken after it."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def superseded(times_by_path: dict[Path, datetime.datetime], now: datetime.datetime) -> list[Path]:
    """The backups that are no longer needed; `made` is the newest first, and the newest is always kept."""
    kept: set[tuple[str, object]] = set()
    gone = []
    for number, (path, when) in enumerate(times_by_path.items()):
        age = now - when
        if number == 0 or age <= _ALL_FOR:
            continue
        span = ("day", when.date()) if age <= _DAILY_FOR else ("week", when.isocalendar()[:2])
        if age > _WEEKLY_FOR or span in kept:
            gone.append(path)
        kept.add(span)
    return gone
