"""Writing a file or a folder whole or not at all: beside its place first, on the disk, then in its place."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from db.whole_files import flush_folder
from desktop.disk_trouble import Work, known_disk_trouble, shown
from desktop.errors import KnownTrouble
from desktop.own_files import OWN_FOLDER, PARTIAL, own_opener

#: How many windows may write to one place at once.
_MOST_AT_ONCE = 5
# What is taken from the modes of new files is told only by changing it: to the strictest, for an instant.
_UMASK = os.umask(0o077)
os.umask(_UMASK)


def write_whole(path: Path, contents: bytes, *, own: bool = False) -> None:
    """Write a file whole or not at all; `own` is one of the program's. Raises KnownTrouble where it cannot be written."""
    with known_disk_trouble(path, Work.KEEP if own else Work.WRITE), written_beside(path, own=own) as partial:
        write_through(partial, contents)


def write_through(path: Path, contents: bytes) -> None:
    """Write a file, and wait until it is on the disk. Raises OSError."""
    with path.open("wb") as file:
        file.write(contents)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def written_beside(path: Path, *, folder: bool = False, own: bool = False) -> Iterator[Path]:
    """An empty file, or folder, beside a place: it takes its place when the block ends, and is taken away where the block fails.

    It is its owner's alone, and remains so where it is a folder or the program's `own`; another file becomes as the one it replaces, or as
    every program's. What ended runs left under its name goes. Raises OSError, and KnownTrouble where what is there may not be replaced.
    """
    mode = _mode_at(path)
    partial, lock = _begun(path, folder)
    try:
        yield partial
        if folder:
            partial.rename(path)
        else:
            if not own:
                with contextlib.suppress(OSError):  # a disk that has no modes
                    partial.chmod(mode)
            partial.replace(path)
        flush_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            _take_away(partial)
        raise
    finally:
        _unlock(lock)


def _mode_at(path: Path) -> int:
    """The mode of what is written there. Raises KnownTrouble where the officer has marked what is there as only to be read."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return 0o666 & ~_UMASK
    if stat.S_ISREG(mode) and not mode & 0o222:
        raise KnownTrouble(f"{shown(path.name)} is marked as only to be read. Choose another name.")
    return mode & 0o777


def _begun(path: Path, folder: bool) -> tuple[Path, int | None]:
    """The new file or folder beside a place, and what locks it."""
    names = [path.with_name(path.name + ("" if number == 1 else f".{number}") + PARTIAL) for number in range(1, _MOST_AT_ONCE + 1)]
    for partial in names:
        _take_away_left_over(partial, folder)
    for partial in names:
        with contextlib.suppress(FileExistsError):
            if folder:
                partial.mkdir(OWN_FOLDER)
            else:
                os.close(own_opener(str(partial), os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            with contextlib.suppress(BlockingIOError, FileNotFoundError):  # another window has just taken it for left over
                return partial, _locked(partial)
    raise KnownTrouble(f"{shown(path.name)} is being written by other windows. Try again in a minute.")


def _take_away_left_over(partial: Path, folder: bool) -> None:
    """Take away what an ended run left, and leave alone what another window is writing."""
    try:
        mode = partial.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode) is not folder:
        raise KnownTrouble(f"{shown(partial.name)} is in the way of what is to be written. Move it elsewhere, or choose another name.")
    # what another window writes is locked, or on Windows open, and cannot be taken away
    with contextlib.suppress(BlockingIOError, PermissionError):
        lock = None if stat.S_ISLNK(mode) else _locked(partial)
        try:
            _take_away(partial)
        finally:
            _unlock(lock)


def _take_away(partial: Path) -> None:
    if partial.is_dir() and not partial.is_symlink():
        shutil.rmtree(partial)
    else:
        partial.unlink(missing_ok=True)


def _locked(partial: Path) -> int | None:
    """Lock a file or folder as long as this process has it open, where the system can. Raises BlockingIOError where another has."""
    if sys.platform == "win32":
        return None
    import fcntl

    descriptor = os.open(partial, os.O_RDONLY | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        pass  # a disk that has no locks
    return descriptor


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)
