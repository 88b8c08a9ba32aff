"""Opening and making stores for the rest of the program, with the store's troubles in the officer's terms."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from db.checking import Step
from db.errors import StoreTrouble, StoreUnwritable
from db.store import Store
from desktop.disk_trouble import Work, in_words, is_found, known_disk_trouble
from desktop.errors import KnownTrouble, NotRead, NotSaved
from desktop.operations.store.clean_closes import CleanCloses
from desktop.operations.writing import write_whole

SUFFIX = ".appraisal"
_CHUNK = 2**20


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
    journal = journal_of(path)
    try:
        if to.exists() and to.samefile(path):
            raise KnownTrouble(f"{to.name} is the file itself. Choose another name or another folder for the copy.")
        contents, unfinished = path.read_bytes(), journal.read_bytes() if journal.is_file() else b""
    except OSError as trouble:
        raise KnownTrouble(f"{path.name} could not be copied. Check that it is there and that you may open it.") from trouble
    write_whole(to, contents)
    if unfinished:
        try:
            write_whole(journal_of(to), unfinished)
        except KnownTrouble:
            to.unlink(missing_ok=True)
            raise


def is_readable(path: Path) -> bool:
    """Whether all of a file can be read."""
    try:
        with path.open("rb") as file:
            while file.read(_CHUNK):
                pass
    except (OSError, ValueError):
        return False
    return True


def moved_aside(path: Path) -> Path:
    """Give what stands at a path, and the journal of it, its name with `.damaged` after it, and a number where that is taken.

    Gives where it is then. Raises KnownTrouble; all is then as it was.
    """
    number, aside = 1, path.with_name(f"{path.name}.damaged")
    while _is_there(aside) or _is_there(journal_of(aside)):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{number}")
    with known_disk_trouble(path, Work.WRITE):
        # a journal that stayed would be put into the next file of that name
        if _is_there(journal_of(path)):
            journal_of(path).rename(journal_of(aside))
        try:
            if _is_there(path):
                path.rename(aside)
        except OSError:
            if _is_there(journal_of(aside)):
                journal_of(aside).rename(journal_of(path))
            raise
    return aside


def moved_back(path: Path, aside: Path) -> None:
    """Take back `moved_aside`, as far as it can be."""
    for each, to in ((aside, path), (journal_of(aside), journal_of(path))):
        with contextlib.suppress(OSError):
            if _is_there(each) and not _is_there(to):
                each.rename(to)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what a broken-off write of a file is to be put back by."""
    return path.with_name(f"{path.name}-journal")


def _is_there(path: Path) -> bool:
    """Whether anything has this name, a link that leads nowhere included."""
    return is_found(path) or path.is_symlink()


def open_store(path: Path, closes: CleanCloses | None = None, step: Step = lambda share: None) -> Store:
    """Open a store. Raises KnownTrouble.

    It is checked whole, unless `closes` knows it to be as it was when it was last closed; `step` is told how far the check is, 0 to 1.
    """
    with _told_by_the_system(path, Work.READ):
        return Store.open(path, closes.known if closes else None, step)


@contextlib.contextmanager
def _told_by_the_system(path: Path, work: Work) -> Iterator[None]:
    """Within it, a store's known trouble is raised as ours, with what the system refused where that is behind it."""
    try:
        yield
    except StoreTrouble as trouble:
        cause: BaseException | None = trouble
        while cause is not None and not isinstance(cause, OSError):
            cause = cause.__cause__
        if isinstance(trouble, StoreUnwritable) and isinstance(cause, OSError):
            raise KnownTrouble(in_words(cause, path, work)) from trouble
        raise KnownTrouble(str(trouble)) from trouble


@contextlib.contextmanager
def opened(path: Path, closes: CleanCloses | None = None, step: Step = lambda share: None) -> Iterator[Store]:
    """An open store, closed again at the end; otherwise as `open_store`."""
    store = open_store(path, closes, step)
    try:
        yield store
    finally:
        digest = store.close()
        if closes:
            closes.keep(store.id, digest)


@contextlib.contextmanager
def made(path: Path) -> Iterator[Store]:
    """A new store to be filled: under its own name once the block ends well, and nothing of it otherwise. Raises KnownTrouble."""
    with _told_by_the_system(path, Work.WRITE), Store.made(path) as store:
        yield store


@contextlib.contextmanager
def made_or_opened(path: Path) -> Iterator[Store]:
    """A store opened where there is one, made whole where there is none. Raises KnownTrouble."""
    with opened(path) if is_found(path) else made(path) as store:
        yield store
