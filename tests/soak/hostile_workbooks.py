"""Hostile workbooks, and sound ones with bytes changed: each is refused in sentences with nothing written, or taken whole."""

from __future__ import annotations

import random
import signal
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from db.store import Store
from desktop.errors import KnownTrouble
from desktop.operations.workbook.importing import import_workbook
from desktop.operations.workbook.package import MEMORY_CAP
from tests.operations import hostile_books
from tests.soak.attempts import held
from tests.soak.children import Say, in_child, in_words
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict
from tests.soak.stores import FILE, Setting
from tests.soak.works import BOOK, Grounds

_HOSTILE, _CHANGED, _INSIDE = (
    "Hostile workbooks, in the memory that reading states",
    "Workbooks with bytes changed",
    "Workbooks with bytes changed in what they unpack to",
)
_SECONDS, _WORK = 120.0, 30.0
_CHANGES = 200

Spoil = Callable[[Path], None]


def _streamed(part: str, pieces: Callable[[], Iterator[bytes]]) -> Spoil:
    return lambda path: hostile_books.with_streamed(path, part, pieces())


_SPOILT: dict[str, Spoil] = {
    "a password": hostile_books.encrypted,
    "the old form": hostile_books.old_form,
    "the binary form": hostile_books.binary_form,
    "an OpenDocument file": hostile_books.open_document,
    "cut short": hostile_books.cut_short,
    "macros": hostile_books.with_macros,
    "links to another workbook": hostile_books.with_external_links,
    "an entity that fetches a file": hostile_books.with_external_entity,
    "a size understated": hostile_books.understated,
    "sixty thousand parts": hostile_books.many_parts,
    "something in the last cell there is": hostile_books.with_far_cell,
    "every cell claimed": hostile_books.claims_everything,
    "texts that unpack to hundreds of megabytes": _streamed(hostile_books.STRINGS, hostile_books.many_strings),
    "millions of cells": _streamed(hostile_books.SHEET, hostile_books.many_cells),
    "a tag that never ends": _streamed(hostile_books.SHEET, hostile_books.long_tag),
    "a text that never ends": _streamed(hostile_books.SHEET, hostile_books.long_text),
    "elements a million deep": _streamed(hostile_books.SHEET, hostile_books.deep),
    "three million names of elements": _streamed(hostile_books.SHEET, hostile_books.many_names),
}


def proofs() -> Iterator[tuple[str, Callable[[Setting], Tally]]]:
    """Each by its name."""
    yield _HOSTILE, _hostile
    yield _CHANGED, partial(_changed, _CHANGED, _change_bytes)
    yield _INSIDE, partial(_changed, _INSIDE, _change_inside)


def _hostile(setting: Setting) -> Tally:
    tally, books = Tally(_HOSTILE), _Books(setting)
    for name, spoil in _SPOILT.items():
        tally.add(books.judged(spoil)._replace(where=name))
    return tally


def _changed(row: str, change: Callable[[random.Random, Path], None], setting: Setting) -> Tally:
    tally, books = Tally(row), _Books(setting)
    for number in range(setting.number(_CHANGES)):
        tally.add(books.judged(partial(change, random.Random(f"{setting.seed} {row} {number}")))._replace(where=f"change {number}"))
    return tally


class _Books:
    """A store and a sound workbook, to be spoilt and imported into it."""

    def __init__(self, setting: Setting) -> None:
        self._setting, self._grounds = setting, Grounds(setting)
        with setting.own_folder() as folder:
            self._grounds.lay("filled", folder)
            self._before = held(folder / FILE)

    def judged(self, spoil: Spoil) -> Outcome:
        """Spoil the workbook and import it."""
        with self._setting.own_folder() as folder:
            self._grounds.lay("filled", folder)
            spoil(folder / BOOK)
            ended = in_child(partial(_import, folder), _SECONDS, _WORK, MEMORY_CAP)
            if ended.signal in (signal.SIGALRM, signal.SIGPROF):
                return Outcome(Verdict.RAW, f"it took more than {_WORK:.0f} seconds of work")
            try:
                now = held(folder / FILE)
            except Exception as trouble:
                return Outcome(Verdict.LOST, f"afterwards: {in_words(trouble)}")
            if ended.words("taken") is None and now != self._before:
                return Outcome(Verdict.LOST, "nothing was taken, and the store is another")
            raw = ended.words("broke")
            return SURVIVED if raw is None and not ended.signal else Outcome(Verdict.RAW, raw or f"signal {ended.signal} ended it")


def _import(folder: Path, say: Say) -> None:
    store = Store.open(folder / FILE)
    try:
        import_workbook(store, folder / BOOK)
        say("taken", "")
    except KnownTrouble:
        pass
    finally:
        store.close()


def _change_bytes(chance: random.Random, path: Path) -> None:
    path.write_bytes(_with_changes(path.read_bytes(), chance))


def _change_inside(chance: random.Random, path: Path) -> None:
    """Change one part of the package and pack it again, so that its sums are right."""
    with zipfile.ZipFile(path) as package:
        name = chance.choice(package.namelist())
    hostile_books.with_parts(path, {name: lambda content: _with_changes(content, chance)})


def _with_changes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out, or put in again elsewhere."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(changed)), chance.randint(1, 40)
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + length]
            case _:
                other = chance.randrange(len(changed))
                changed[at:at] = changed[other : other + length]
    return bytes(changed)
