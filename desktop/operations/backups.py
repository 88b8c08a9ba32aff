"""Dated backups of a store, kept in a folder of the officer's own: all of the last day, then one a day for a week, then one a week."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

from db.store import Store
from desktop.operations.stores import SUFFIX, known_trouble

_STAMP = "%Y-%m-%d %H-%M-%S"
_ALL_FOR = datetime.timedelta(days=1)
_DAILY_FOR = datetime.timedelta(days=7)
_WEEKLY_FOR = datetime.timedelta(weeks=8)


def folder_for(root: Path, store: Path) -> Path:
    """Where the backups of one file are: two files of the same name in two folders do not share them."""
    mark = hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:8]
    return root / f"{store.stem}-{mark}"


def back_up(store: Store, root: Path, now: datetime.datetime) -> Path:
    """Write a checked, dated copy and thin the older ones; gives its path. Raises KnownTrouble where it cannot be written."""
    folder = folder_for(root, store.path)
    with known_trouble():
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{now.strftime(_STAMP)}{SUFFIX}"
        store.back_up(made)
    for old in superseded(backups(folder), now):
        old.unlink(missing_ok=True)
    return made


def backups(folder: Path) -> dict[Path, datetime.datetime]:
    """Every backup in a folder with when it was made, the newest first. What is not named as one is left alone."""
    found = {}
    for path in folder.glob(f"*{SUFFIX}"):
        try:
            found[path] = datetime.datetime.strptime(path.stem, _STAMP).replace(tzinfo=datetime.UTC)
        except ValueError:
            continue
    return dict(sorted(found.items(), key=lambda each: each[1], reverse=True))


def latest(root: Path, store: Path) -> tuple[Path, datetime.datetime] | None:
    """The newest backup of a file, and when it was made."""
    return next(iter(backups(folder_for(root, store)).items()), None)


def superseded(made: dict[Path, datetime.datetime], now: datetime.datetime) -> list[Path]:
    """The backups that are no longer needed; `made` is the newest first, and the newest is always kept."""
    kept: set[tuple[str, object]] = set()
    gone = []
    for number, (path, when) in enumerate(made.items()):
        age = now - when
        if number == 0 or age <= _ALL_FOR:
            continue
        span = ("day", when.date()) if age <= _DAILY_FOR else ("week", when.isocalendar()[:2])
        if age > _WEEKLY_FOR or span in kept:
            gone.append(path)
        kept.add(span)
    return gone
