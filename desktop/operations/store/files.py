"""Opening and making stores for the rest of the program, with the store's troubles in the officer's terms."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from db.errors import StoreTrouble
from db.store import Store
from desktop.errors import KnownTrouble

SUFFIX = ".appraisal"


@contextlib.contextmanager
def known_trouble() -> Iterator[None]:
    """Within it, a store's known trouble is raised as ours."""
    try:
        yield
    except StoreTrouble as trouble:
        raise KnownTrouble(str(trouble)) from trouble


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    """An open store, closed again at the end. Raises KnownTrouble."""
    with known_trouble():
        store = Store.open(path)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def made_or_opened(path: Path) -> Iterator[Store]:
    """A store opened where there is one, made where there is none; a new one that is left in trouble is taken away again."""
    new = not path.exists()
    with known_trouble():
        store = Store.create(path) if new else Store.open(path)
    try:
        yield store
    except BaseException:
        store.close()
        if new:
            path.unlink(missing_ok=True)
        raise
    store.close()
