"""Files and folders of the program's own, made for their owner alone, and what ended runs have left in them.

On Windows a profile is its owner's alone already, and modes say nothing there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

OWN_FOLDER, OWN_FILE = 0o700, 0o600
#: How the names end of what is written beside its place first.
PARTIAL = ".partial"
#: What an ended run may leave: such files, SQLite's journal of one, what a second start asked, and settings that Qt had not yet renamed.
_LEFT_OVER = re.compile(r".*\.partial(-journal)?|\d+\.request|settings\.ini\.[A-Za-z]{6}", re.DOTALL)


def own_folder_made(folder: Path) -> Path:
    """A folder of the program's own, made with what is missing above it, for its owner alone. Raises OSError."""
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            each.mkdir(OWN_FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # another's, who made it so
            folder.chmod(OWN_FOLDER)
    return folder


def own_file_made(path: Path) -> None:
    """A file of the program's own: empty where there was none, and its owner's alone. Raises OSError."""
    os.close(own_opener(str(path), os.O_WRONLY | os.O_CREAT))
    if os.name == "posix":
        path.chmod(OWN_FILE)


def own_opener(path: str, flags: int) -> int:
    """For `open`: a file that is made is its owner's alone."""
    return os.open(path, flags, OWN_FILE)


def sweep(folders: Iterable[Path], before: float) -> None:
    """Take away what ended runs left in folders of the program's own, and in those within them, if it is older than a moment.

    `before` is in seconds since the epoch. What cannot be taken away stays until the next time, and so does what it does not know by name.
    """
    for folder in folders:
        for path in _files(folder):
            with contextlib.suppress(OSError):
                if _LEFT_OVER.fullmatch(path.name) and path.lstat().st_mtime < before:
                    path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it."""
    within: list[Path] = []
    with contextlib.suppress(OSError):
        within = list(folder.iterdir())
    for path in within:
        if path.is_dir() and not path.is_symlink():
            with contextlib.suppress(OSError):
                yield from (each for each in path.iterdir() if not each.is_dir())
        else:
            yield path
