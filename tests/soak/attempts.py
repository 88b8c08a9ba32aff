"""One piece of work under one fault of the disk, in a child, and the verdict on what it left."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

from db.errors import StoreTrouble
from db.store import Store
from desktop.errors import KnownTrouble
from tests.soak.children import Ended, Say, in_child, in_words
from tests.soak.disk import Happening, Operations
from tests.soak.outcomes import SURVIVED, Outcome, Verdict
from tests.soak.stores import FILE, Contents, Setting, comparable, differing
from tests.soak.works import Grounds, Work

TROUBLES = (StoreTrouble, KnownTrouble)
#: What a sentence says that does not claim to know whether it was saved.
_UNSURE = "may or may not"
#: What each file holds that is looked at; None where there is none.
State = dict[str, Contents | None]


def held(path: Path) -> Contents | None:
    """What is in a store; None where there is no file. Raises what opening raises, which checks all of it."""
    if not path.exists():
        return None
    store = Store.open(path)
    try:
        return comparable(store.reader())
    finally:
        store.close()


def state_of(work: Work, folder: Path) -> State:
    """What each file of a piece of work holds."""
    return {name: held(folder / name) for name in work.files}


class Trial:
    """One piece of work, what there was before it and what there is after it, to be tried under any fault."""

    def __init__(self, work: Work, setting: Setting) -> None:
        self.work, self.setting, self.grounds = work, setting, Grounds(setting)
        with setting.own_folder() as folder:
            self.grounds.lay(work.ground, folder)
            self.before = state_of(work, folder)
        with setting.own_folder() as folder:
            self.grounds.lay(work.ground, folder)
            self.whole(folder)
            self.after = state_of(work, folder)
            self.left_after = _names(folder)

    def operations(self, operations: Operations) -> list[str]:
        """Each file operation of the work, in order."""
        with self.setting.own_folder() as folder:
            self.grounds.lay(self.work.ground, folder)
            self.setting.disk.watch(folder)

            def listing(say: Say) -> None:
                self._faulty(folder, say, lambda: self.setting.disk.arm(Happening.LISTING, 0, operations), self.setting.disk.disarm)
                for line in self.setting.disk.listed():
                    say("operation", line)

            ended = in_child(listing)
            return [words for what, words in ended.said if what == "operation"]

    def tried(self, arm: Callable[[], None], disarm: Callable[[], None], where: str) -> Outcome:
        """Do the work in a child with a fault that `arm` sets and `disarm` takes away, then look at what it left."""
        with self.setting.own_folder() as folder:
            self.grounds.lay(self.work.ground, folder)
            self.setting.disk.watch(folder)
            ended = in_child(lambda say: self._faulty(folder, say, arm, disarm))
            return self._judged(folder, ended)._replace(where=where)

    def whole(self, folder: Path) -> None:
        """The work without any fault."""
        store = Store.open(folder / FILE) if self.work.on_open else None
        left_open = self.work.do(folder, store)
        if left_open is not None:
            left_open.close()

    def _faulty(self, folder: Path, say: Say, arm: Callable[[], None], disarm: Callable[[], None]) -> None:
        store = Store.open(folder / FILE) if self.work.on_open else None
        left_open, is_done = store, False
        arm()
        try:
            left_open = self.work.do(folder, store)
            is_done = True
            say("done", "")
            if left_open is not None:
                left_open.close()
        except TROUBLES as trouble:
            disarm()
            say("told", str(trouble))
            if not is_done:
                self._again(folder, say, left_open)
        except Exception as trouble:
            disarm()
            say("raw", in_words(trouble))
            if not is_done:
                self._again(folder, say, left_open)
        finally:
            disarm()

    def _again(self, folder: Path, say: Say, store: Store | None) -> None:
        """The disk is well again: what was said to be not saved is not there, and can be saved now."""
        try:
            standing = {FILE: comparable(store.reader())} if store is not None else state_of(self.work, folder)
            if standing[FILE] != self.before[FILE]:
                say("kept", "")
            else:
                left_open = self.work.do(folder, store)
                say("again", "")
                store = left_open
        except TROUBLES as trouble:
            say("not again", str(trouble))
        except Exception as trouble:
            say("raw", in_words(trouble))
        if store is not None:
            store.close()

    def _judged(self, folder: Path, ended: Ended) -> Outcome:
        raw = ended.words("broke") or ended.words("raw")
        if ended.signal in (signal.SIGALRM, signal.SIGPROF):
            raw = "it stood still"
        acknowledged = ended.words("done") is not None or ended.words("again") is not None
        outcome = self.judged_standing(folder, acknowledged=acknowledged)
        if outcome.verdict is not Verdict.SURVIVED:
            return outcome
        if raw is not None:
            return Outcome(Verdict.RAW, raw)
        told = ended.words("told") or ""
        if told and _UNSURE not in told and ended.words("done") is None and ended.words("kept") is not None:
            return Outcome(Verdict.UNTRUE, f"it is there, though it was said: {told}")
        not_again = ended.words("not again")
        if not_again is not None:
            return Outcome(Verdict.UNTRUE, f"the disk was well again and it was said: {not_again}")
        if ended.signal == signal.SIGKILL and not acknowledged:
            return self._done_again(folder)
        if acknowledged and self.work.gone:
            left = [
                path.name for path in (folder / FILE, folder / f"{FILE}-journal") if path.exists() and self.work.gone in path.read_bytes()
            ]
            if left:
                return Outcome(Verdict.UNTRUE, f"what was cleared for good is still in {' and '.join(left)}")
        return self._left(folder)

    def judged_standing(self, folder: Path, *, acknowledged: bool) -> Outcome:
        """Whether what stands in a folder is what there was before, or after the work; after it, where that was acknowledged."""
        try:
            standing = state_of(self.work, folder)
        except TROUBLES as trouble:
            return Outcome(Verdict.LOST, f"afterwards: {trouble}")
        except Exception as trouble:
            return Outcome(Verdict.LOST, f"afterwards: {in_words(trouble)}")
        lost = self._lost(standing, acknowledged)
        return Outcome(Verdict.LOST, lost) if lost else SURVIVED

    def _lost(self, standing: State, acknowledged: bool) -> str:
        """What is not there that should be, in a few words; blank where all is."""
        for name, inside in standing.items():
            allowed = (self.after[name],) if acknowledged else (self.before[name], self.after[name])
            if inside not in allowed:
                nearest = allowed[-1]
                how = "is not there" if inside is None else "should not be there" if nearest is None else differing(inside, nearest)
                return f"{name}: {how}"
        return ""

    def _done_again(self, folder: Path) -> Outcome:
        """After a kill the officer does the same again, which must work."""
        if state_of(self.work, folder) == self.after:
            return self._left(folder)
        try:
            self.whole(folder)
            standing = state_of(self.work, folder)
        except Exception as trouble:
            return Outcome(Verdict.LOST, f"it could not be done again: {in_words(trouble)}")
        if standing != self.after:
            return Outcome(Verdict.LOST, "done again, it came to something else")
        return self._left(folder)

    def _left(self, folder: Path) -> Outcome:
        # SQLite leaves a journal that is over and done with where its process was killed, and takes no notice of it
        left_over = sorted(_names(folder) - self.left_after - {f"{FILE}-journal"})
        return Outcome(Verdict.SURVIVED, f"left {', '.join(left_over)} behind") if left_over else SURVIVED


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
