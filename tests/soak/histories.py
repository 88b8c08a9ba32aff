"""Random histories: each undo and redo gives the state it should, the first and the last among them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from db import trail
from db.store import Store
from tests.db.filled import Dump, dump
from tests.soak.attempts import held
from tests.soak.children import in_words
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict
from tests.soak.steps import Steps
from tests.soak.stores import FILE, Setting, differing
from tests.soak.works import Grounds

_RANDOM, _STEPS = 150, 40
_PARTS = 2
_KEPT = Path(__file__).parents[1] / "stores"
_ROW = "Random histories undone to the first state and redone to the last"
_ROW_OF_KEPT = "Files of every released schema undone to the first state and redone to the last"


class Wrong(Exception):
    """In a few words how a state is not what it should be."""


def proofs() -> Iterator[tuple[str, partial[Tally]]]:
    """Each by its name."""
    for part in range(_PARTS):
        yield f"{_ROW}, part {part + 1}", partial(_random_histories, part)
    yield _ROW_OF_KEPT, partial(_kept_files)


def _random_histories(part: int, setting: Setting) -> Tally:
    tally, grounds = Tally(_ROW), Grounds(setting)
    for number in range(setting.number(_RANDOM // _PARTS)):
        seed = setting.seed + _PARTS * number + part
        with setting.own_folder() as folder:
            grounds.lay("filled", folder)
            tally.add(_judged(folder / FILE, partial(_there_and_back, seed=seed), f"history {seed}"))
    return tally


def _kept_files(setting: Setting) -> Tally:
    tally = Tally(_ROW_OF_KEPT)
    for kept in sorted(_KEPT.glob("*.appraisal")):
        with setting.own_folder() as folder:
            shutil.copyfile(kept, folder / FILE)
            tally.add(_judged(folder / FILE, partial(_there_and_back, seed=None), kept.name))
    return tally


def _judged(path: Path, history: partial[None], where: str) -> Outcome:
    store = Store.open(path)
    try:
        history(store)
        last = dump(store, trail=True)
        problems = store.check()
        if problems:
            return Outcome(Verdict.LOST, problems[0], where)
    except Wrong as wrong:
        return Outcome(Verdict.LOST, str(wrong), where)
    except Exception as trouble:
        return Outcome(Verdict.RAW, in_words(trouble), where)
    finally:
        store.close()
    again = held(path)
    if again is None or any(again[table] != rows for table, rows in last.items() if table != "units"):
        return Outcome(Verdict.LOST, "opened again, it holds something else", where)
    return SURVIVED


def _there_and_back(store: Store, seed: int | None) -> None:
    """Take random steps, then undo all there are and redo as many, each state compared with what it was. Raises Wrong."""
    states = _States(store)
    if seed is not None:
        steps = Steps(seed)
        for number in range(_STEPS):
            states.follow(steps.take(store), f"step {number + 1}")
    last, undone = dump(store), 0
    while trail.undo(store):
        undone += 1
        states.follow("undo", f"undone {undone}")
    if any(dump(store).values()):
        raise Wrong("undone to the first, rows are left")
    for number in range(undone):
        trail.redo(store)
        states.follow("redo", f"redone {number + 1} of {undone}")
    if dump(store) != last:
        raise Wrong(f"redone to the last, {differing(dump(store), last)}")


class _States:
    """The states that undo and redo must give. One from before it began to look is taken as it is when it is first come back to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now = dump(store)
        self._back: list[Dump] = []
        self._forth: list[Dump] = []

    def follow(self, step: str, where: str) -> None:
        """Compare the state after a step, as `Steps.take` names them. Raises Wrong."""
        before, self._now = self._now, dump(self._store)
        expected: Dump | None = before
        if step == "edit":
            self._back.append(before)
            self._forth.clear()
            return
        if step == "undo":
            expected = self._back.pop() if self._back else None
            self._forth.append(before)
        elif step == "redo":
            expected = self._forth.pop() if self._forth else None
            self._back.append(before)
        if expected is not None and expected != self._now:
            raise Wrong(f"{where}, {step}: {differing(self._now, expected)}")
