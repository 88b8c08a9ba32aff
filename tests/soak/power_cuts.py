"""The power fails at every file operation: what was not flushed is there in part, or not at all.

What the work does to its folder is written down once and played again up to each operation. A file is what it was when it was last
flushed, and of what was written since any part; a name is what the folder had when it was last flushed, and of the changes since the
first few. That is more than most disks do to a file, and no more than they may.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from db.store import Store
from tests.soak.attempts import Trial
from tests.soak.children import Say, in_child
from tests.soak.outcomes import Tally
from tests.soak.stores import FILE, Setting
from tests.soak.works import WORKS, Work

_BEGUN, _DONE = "begun", "done"
_SECTOR = 512


class Operation(NamedTuple):
    """One thing that was done to the folder; paths are within it, blank for the folder itself."""

    name: str
    path: str
    to: str
    at: int
    written: bytes


def proofs() -> Iterator[tuple[str, Callable[[Setting], Tally]]]:
    """Each by its name."""
    for work in WORKS:
        row = f"A power cut at each operation of {work.name}"
        yield row, partial(_cut_at_each, work, row)


def _cut_at_each(work: Work, row: str, setting: Setting) -> Tally:
    trial, tally = Trial(work, setting), Tally(row)
    operations = _recording(trial)
    chance = random.Random(f"{setting.seed} {row}")
    begun = next(number for number, each in enumerate(operations) if each.to == _BEGUN)
    names = [f"{each.name} {each.path}" for each in operations[begun:]]
    tried = {begun + number - 1 for number in setting.each(names, thinned=True)}
    disk = Platter(trial.grounds.folder(work.ground))
    is_done = False
    for number, operation in enumerate(operations):
        is_done = is_done or operation.to == _DONE
        disk.take(operation)
        if number in tried:
            for share in (0.0, 0.5, 1.0):
                with setting.own_folder() as folder:
                    disk.cut_off(folder, chance, share)
                    where = f"{work.name}, after {number} of {len(operations)}: {operation.name} {operation.path}, {share:.0%} of the rest"
                    tally.add(trial.judged_standing(folder, acknowledged=is_done)._replace(where=where))
    return tally


def _recording(trial: Trial) -> list[Operation]:
    """All that the work does to its folder, the opening before it too."""
    with trial.setting.own_folder() as folder, trial.setting.own_folder() as beside:
        trial.grounds.lay(trial.work.ground, folder)
        trial.setting.disk.watch(folder)
        path = beside / "record"

        def work(_: Say) -> None:
            with path.open("wb", buffering=0) as file:
                trial.setting.disk.record(file.fileno())
                store = Store.open(folder / FILE) if trial.work.on_open else None
                trial.setting.disk.say(_BEGUN)
                left_open = trial.work.do(folder, store)
                trial.setting.disk.say(_DONE)
                if left_open is not None:
                    left_open.close()
                trial.setting.disk.record(-1)

        in_child(work)
        return list(_read(path.read_bytes(), str(folder.resolve())))


def _read(record: bytes, folder: str) -> Iterator[Operation]:
    at = 0
    while at < len(record):
        end = record.index(b"\n", at)
        name, path, to, place, size = record[at:end].decode("utf-8", "surrogateescape").split("\t")
        at = end + 1 + int(size)
        yield Operation(name, path.removeprefix(folder).lstrip("/"), to.removeprefix(folder).lstrip("/"), int(place), record[end + 1 : at])


@dataclass(slots=True)
class _File:
    """A file as it was flushed, and what has been done to it since."""

    flushed: bytes = b""
    since: list[Operation] = field(default_factory=list)

    def standing(self, chance: random.Random, share: float) -> bytes:
        """What may be left of it: of what came since, so large a share, and the last of that perhaps in part."""
        content = bytearray(self.flushed)
        left = [operation for operation in self.since if chance.random() < share]
        for operation in left:
            if operation.name == "cut":
                del content[operation.at :]
                content.extend(bytes(operation.at - len(content)))
                continue
            written = operation.written
            if operation is left[-1] and 0.0 < share < 1.0:
                written = written[: _SECTOR * chance.randint(0, len(written) // _SECTOR)]
            content.extend(bytes(max(0, operation.at - len(content))))
            content[operation.at : operation.at + len(written)] = written
        return bytes(content)


class Platter:
    """A folder on a disk: its names and files, as they were flushed and as they are."""

    def __init__(self, ground: Path) -> None:
        self._names = {path.name: _File(path.read_bytes()) for path in ground.iterdir()}
        self._flushed_names = dict(self._names)
        self._since: list[dict[str, _File]] = []

    def take(self, operation: Operation) -> None:
        """Do what was written down."""
        match operation.name:
            case "write" | "cut":
                # what is already without a name is nobody's
                if operation.path in self._names:
                    self._names[operation.path].since.append(operation)
            case "flush" if operation.path:
                self._flush(operation.path)
            case "flush":
                self._flushed_names = dict(self._names)
                self._since.clear()
            case "make":
                self._rename({**self._names, operation.path: _File()})
            case "unlink":
                self._rename({name: file for name, file in self._names.items() if name != operation.path})
            case "rename":
                others = {name: file for name, file in self._names.items() if name != operation.path}
                self._rename({**others, operation.to: self._names[operation.path]})
            case "said" | "chmod":
                pass
            case _:
                raise ValueError(f"no disk of ours knows how to {operation.name}")

    def _flush(self, name: str) -> None:
        file = self._names.get(name)
        if file is not None:
            file.flushed = file.standing(random.Random(0), 1.0)
            file.since.clear()

    def _rename(self, names: dict[str, _File]) -> None:
        self._names = names
        self._since.append(names)

    def cut_off(self, folder: Path, chance: random.Random, share: float) -> None:
        """Leave in a folder what may be left after the power was cut."""
        first = chance.randint(0, len(self._since)) if 0.0 < share < 1.0 else round(share * len(self._since))
        names = self._since[first - 1] if first else self._flushed_names
        for name, file in names.items():
            (folder / name).write_bytes(file.standing(chance, share))
