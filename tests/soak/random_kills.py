"""Kills at random moments of a long sitting: whatever was acknowledged before is there."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from db.store import Store
from tests.soak.attempts import TROUBLES, held
from tests.soak.children import Say, in_child, in_words
from tests.soak.outcomes import SURVIVED, Outcome, Tally, Verdict
from tests.soak.steps import Steps
from tests.soak.stores import FILE, Contents, Setting, comparable, differing
from tests.soak.works import BACKUP, Grounds

_SITTINGS, _KILLS, _STEPS = 20, 25, 30
_PARTS = 2
_ROW = "Kills at random moments of a sitting with backups"


def proofs() -> Iterator[tuple[str, partial[Tally]]]:
    """Each by its name."""
    for part in range(_PARTS):
        yield f"{_ROW}, part {part + 1}", partial(_random_kills, part)


def _random_kills(part: int, setting: Setting) -> Tally:
    tally, grounds = Tally(_ROW), Grounds(setting)
    for number in range(setting.number(_SITTINGS // _PARTS)):
        seed = setting.seed + _PARTS * number + part
        moments = random.Random(seed)
        states, seconds = _sitting_through(setting, grounds, seed)
        for _ in range(_KILLS):
            with setting.own_folder() as folder:
                grounds.lay("filled", folder)
                moment = moments.uniform(0.0, seconds)
                # SIGALRM, which nobody catches, ends the process where it stands, as SIGKILL does
                ended = in_child(partial(_sitting, folder, seed), moment)
                acknowledged = sum(what == "step" for what, _ in ended.said)
                where = f"sitting {seed}, after step {acknowledged}"
                raw = ended.words("broke")
                if raw is not None or (ended.signal != signal.SIGALRM and acknowledged < _STEPS):
                    tally.add(Outcome(Verdict.RAW, raw or "it ended before it was killed", where))
                else:
                    tally.add(_judged(folder, states, acknowledged)._replace(where=where))
    return tally


def _sitting(folder: Path, seed: int, say: Say) -> None:
    """Open, take steps, back up after every fifth, and close; each step is acknowledged."""
    store = Store.open(folder / FILE)
    steps = Steps(seed)
    for number in range(_STEPS):
        steps.take(store)
        if number % 5 == 4:
            store.back_up(folder / BACKUP)
        say("step", "")
    store.close()


def _sitting_through(setting: Setting, grounds: Grounds, seed: int) -> tuple[list[Contents], float]:
    """The state after each step, that before the first at the front, and how many seconds it all takes."""
    with setting.own_folder() as folder:
        grounds.lay("filled", folder)
        store = Store.open(folder / FILE)
        steps, states = Steps(seed), [comparable(store.reader())]
        for _ in range(_STEPS):
            steps.take(store)
            states.append(comparable(store.reader()))
        store.close()
        shutil.rmtree(folder)
        grounds.lay("filled", folder)
        began = time.monotonic()
        in_child(partial(_sitting, folder, seed))
        return states, time.monotonic() - began


def _judged(folder: Path, states: list[Contents], acknowledged: int) -> Outcome:
    try:
        standing, copy = held(folder / FILE), held(folder / BACKUP)
    except TROUBLES as trouble:
        return Outcome(Verdict.LOST, f"afterwards: {trouble}")
    except Exception as trouble:
        return Outcome(Verdict.LOST, f"afterwards: {in_words(trouble)}")
    allowed = states[acknowledged : acknowledged + 2]
    if standing not in allowed:
        return Outcome(Verdict.LOST, "it is not there" if standing is None else differing(standing, allowed[0]))
    if copy is None:
        return Outcome(Verdict.LOST, "the backup is gone")
    return SURVIVED
