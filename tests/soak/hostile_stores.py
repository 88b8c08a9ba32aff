"""Hostile stores: each is opened within a memory and a time, and is refused in one sentence or holds what it held."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

from db.errors import StoreTrouble
from db.store import Store
from tests.soak.children import Say, in_child, in_words, most_memory
from tests.soak.damage import Damaged
from tests.soak.hostile_files import HOSTILE
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict
from tests.soak.stores import FILE, Contents, Setting, contents, differing
from tests.soak.works import Grounds

_ROW = "Hostile stores, in 64 MB and 10 seconds of work"
_MEMORY, _WORK = 64 * 2**20, 10.0
#: What ends a try all the same: many times as much, so that the limits above are measured and not what refuses the file.
_MOST_MEMORY, _MOST_SECONDS = 3 * 2**30, 60.0
_NAMES = {
    "a name that is too long": f"{'long' * 70}.appraisal",
    "a name with a NUL": "nul\0.appraisal",
    "a name that is no text": "\udcff.appraisal",
}


def proofs() -> Iterator[tuple[str, Callable[[Setting], Tally]]]:
    """Each by its name."""
    yield _ROW, _hostile_stores


def _hostile_stores(setting: Setting) -> Tally:
    tally, before = Tally(_ROW), Damaged(setting).before
    grounds = Grounds(setting)
    for name in list(HOSTILE):
        with setting.own_folder() as folder:
            grounds.lay("filled", folder)
            path = folder / FILE
            HOSTILE[name](path)
            tally.add(_judged(path, before)._replace(where=name))
    for what, name in _NAMES.items():
        with setting.own_folder() as folder:
            tally.add(_judged(folder / name, before)._replace(where=what))
    return tally


def _judged(path: Path, before: Contents) -> Outcome:
    files = _files(path.parent)

    def opens(say: Say) -> None:
        usual = most_memory()
        try:
            looks(say)
        finally:
            say("memory", str(most_memory() - usual))

    def looks(say: Say) -> None:
        try:
            store = Store.open(path)
        except StoreTrouble as trouble:
            say("told", str(trouble))
            return
        problems = store.check()
        if problems:
            say("told", problems[0])
            return
        try:
            now = contents(store.reader())
        except Exception as trouble:  # what was called sound does not even read
            say("silent", in_words(trouble))
            return
        say("same" if now == before else "silent", differing(now, before))
        store.close()

    ended = in_child(opens, _MOST_SECONDS, _WORK, _MOST_MEMORY)
    if ended.signal:
        how = {int(signal.SIGALRM): "it stood still", int(signal.SIGPROF): f"it took more than {_WORK:.0f} seconds of work"}
        return Outcome(Verdict.RAW, how.get(ended.signal, f"signal {ended.signal} ended it"))
    memory = int(ended.words("memory") or 0)
    if memory > _MEMORY:
        return Outcome(Verdict.RAW, f"it took {memory // 2**20} MB of memory")
    for what, verdict in (("broke", Verdict.RAW), ("silent", Verdict.SILENT)):
        words = ended.words(what)
        if words is not None:
            return Outcome(verdict, words)
    told = ended.words("told")
    if told is not None and _files(path.parent) != files:
        changed = sorted(name for name in files.keys() | _files(path.parent).keys() if files.get(name) != _files(path.parent).get(name))
        return Outcome(Verdict.LOST, f"{', '.join(changed)} changed, and it was said: {told}")
    if told is not None and (not told.endswith(".") or "\n" in told):
        return Outcome(Verdict.RAW, f"it is no sentence: {told}")
    return SURVIVED


def _files(folder: Path) -> dict[str, bytes]:
    """What is in the files of a folder; of what is no file, only that it is there."""
    return {path.name: b"" if path.is_symlink() or not path.is_file() else path.read_bytes() for path in folder.iterdir()}
