"""When rings of objects that nothing uses are looked for: on the main thread alone, and never while it would hold the window up.

Python looks for them on whatever thread makes the next object. A ring with a widget in it would then be taken apart off the main thread,
which Qt does not survive, so nothing is looked for while anything else runs.
"""

from __future__ import annotations

import gc

#: For whom nothing is looked for now.
_holders: set[object] = set()
_LOADING = "loading"
#: Where so many objects have been made while it was held, they are left out: looking through them would take longer than a frame.
_MANY = 10_000


def hold(holder: object) -> None:
    """Look for nothing until all who hold it have released it."""
    _holders.add(holder)
    gc.disable()


def release(holder: object) -> None:
    """Look again, once nobody holds it."""
    _holders.discard(holder)
    if not _holders:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        gc.enable()


def hold_while_loading() -> None:
    """Hold it while libraries load: what they make is kept for good, and looking through it only makes the officer wait."""
    hold(_LOADING)


def loaded() -> None:
    """Leave what has been loaded out of every later look, and look as usual from here on; once."""
    if _LOADING in _holders:
        gc.freeze()
        release(_LOADING)


def collect_briefly() -> None:
    """Have no collection hold the window up: what outlives one is left out of the next, which looks at what has been made since alone.

    A large case is a quarter of a million objects, and looking through all of them takes longer than a frame many times over. They go
    when they are no longer used all the same, but for rings of objects: those wait for `collect_all`.
    """
    if _set_apart not in gc.callbacks:
        gc.callbacks.append(_set_apart)


def _set_apart(phase: str, info: dict[str, int]) -> None:
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()


def collect_all() -> None:
    """Look through everything, unless that is held."""
    if gc.isenabled():
        gc.unfreeze()
        gc.collect()
