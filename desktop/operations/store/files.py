"""Opening and making stores for the rest of the program, with the store's troubles in the officer's terms."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from db.errors import StoreTrouble, StoreUnwritable
from db.store import Store
from desktop.errors import KnownTrouble, NotRead, NotSaved
from desktop.operations.writing import write_whole

SUFFIX = ".appraisal"


@contextlib.contextmanager
def known_trouble() -> Iterator[None]:
    """Within it, a store's known trouble is raised as ours."""
    try:
        yield
    except StoreTrouble as trouble:
        raise KnownTrouble(str(trouble)) from trouble


@contextlib.contextmanager
def reading(store: Store) -> Iterator[None]:
    """Within it, what the disk or the file does not give is raised as NotRead."""
    try:
        with store.trouble_in_words():
            yield
    except StoreUnwritable as trouble:
        raise NotRead(f"{store.path.name} could not be read. Check that its disk and its folder are there, then try again.") from trouble
    except StoreTrouble as trouble:
        raise NotRead(str(trouble)) from trouble


@contextlib.contextmanager
def saving(again: Callable[[], object]) -> Iterator[None]:
    """Within it, a write that the disk or the file does not take is raised as NotSaved, which `again` would do once more."""
    try:
        yield
    except StoreTrouble as trouble:
        raise NotSaved(str(trouble), again) from trouble
    except KnownTrouble as trouble:
        cause = trouble.__cause__
        if isinstance(cause, StoreTrouble):  # the operation has put it in words already
            raise NotSaved(str(trouble), again) from cause
        raise


def copy(path: Path, to: Path) -> None:
    """Copy a store that is not open here, whole or not at all, with the journal that a broken-off write left. Raises KnownTrouble."""
    journal = path.with_name(f"{path.name}-journal")
    try:
        if to.exists() and to.samefile(path):
            raise KnownTrouble(f"{to.name} is the file itself. Choose another name or another folder for the copy.")
        contents, unfinished = path.read_bytes(), journal.read_bytes() if journal.is_file() else b""
    except OSError as trouble:
        raise KnownTrouble(f"{path.name} could not be copied. Check that it is there and that you may open it.") from trouble
    write_whole(to, contents)
    if unfinished:
        try:
            write_whole(to.with_name(f"{to.name}-journal"), unfinished)
        except KnownTrouble:
            to.unlink(missing_ok=True)
            raise


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
