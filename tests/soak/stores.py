"""Stores to try things on, and what is in one: every row, the trail and the schema."""

from __future__ import annotations

import contextlib
import functools
import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from db import trail
from db.nouns.choice import Option
from db.nouns.delivery import Action
from db.reading import Reader
from db.store import Store
from tests.db.filled import fill
from tests.soak.disk import Disk

#: What the store of a try is called.
FILE = "depots.appraisal"
#: What stands in one record alone, and in what the trail says of it.
LONG = "Longer. "
#: What is not the same twice: when a unit was, what seals it, and the store's own id.
_NEVER_TWICE = {"units": ("at", "rows_seal", "trail_seal")}
_OF_ONE_STORE = ("store",)

Contents = dict[str, list[tuple[object, ...]]]


class Setting:
    """Where a proof works, how much it tries, and what its random choices begin from."""

    def __init__(self, folder: Path, quick: bool, seed: int) -> None:
        self.folder, self.quick, self.seed = folder, quick, seed

    @functools.cached_property
    def disk(self) -> Disk:
        """The disk it works on, for those that have something happen to it."""
        return Disk()

    def number(self, whole: int) -> int:
        """How many tries of so many."""
        return max(1, whole // 25) if self.quick else whole

    def each(self, operations: Sequence[str], *, thinned: bool = False) -> Sequence[int]:
        """The numbers of operations, counted from 1.

        Thinned, of a long run of the same only the first, the last and every tenth. In a quick run about ten of all, and the last.
        """
        every: Sequence[int] = range(1, len(operations) + 1)
        if thinned:
            runs = [list(numbers) for _, numbers in itertools.groupby(every, lambda number: operations[number - 1])]
            every = [number for run in runs for number in sorted({*run[:2], *run[::10], *run[-2:]})]
        return sorted({*every[:: max(1, len(every) // 10)], *every[-5:]}) if self.quick else every

    @contextlib.contextmanager
    def own_folder(self) -> Iterator[Path]:
        """A folder for one try, gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            yield Path(folder)


def contents(reader: Reader) -> Contents:
    """All that a store holds, by table, to the letter."""
    names = [name for (name,) in reader.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    inside = {name: reader.rows(f'SELECT * FROM "{name}" ORDER BY rowid') for name in names}
    inside["its schema"] = reader.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return inside


def comparable(reader: Reader) -> Contents:
    """All that a store holds, but for what is not the same twice."""
    inside = contents(reader)
    for table in _OF_ONE_STORE:
        inside.pop(table, None)
    for table, never in _NEVER_TWICE.items():
        names = [row[1] for row in reader.rows(f"PRAGMA table_info({table})")]
        kept = [place for place, name in enumerate(names) if name not in never]
        inside[table] = [tuple(row[place] for place in kept) for row in inside[table]]
    return inside


def differing(one: Contents, other: Contents) -> str:
    """The tables in which two stores differ, in a few words."""
    names = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    return f"{', '.join(names[:3])}{' and more' if len(names) > 3 else ''} differ"


def edit(store: Store) -> None:
    """What an officer types, of several kinds: changed, added and by year, some of it longer than a page."""
    with store.unit_of_work("edit") as unit:
        option = unit.get(Option, 1)
        unit.change(option, name=f"{option.name}, again", description=f"{option.description}{LONG * 700}")
        unit.add(Action(case_id=option.case_id, name="Ask them again"))


def make_filled(path: Path) -> None:
    """A store with two cases in which every kind of row stands, steps to undo, and one to redo."""
    store = Store.create(path)
    try:
        fill(store)
        edit(store)
        fill(store, "Another")
        edit(store)
        edit(store)
        trail.undo(store)
    finally:
        store.close()
