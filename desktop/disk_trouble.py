"""What the system refuses of a file or folder, as one plain sentence: what is wrong, where, and what to do.

What comes with the program is read here too: a file of it that is missing or does not read is nothing that a record did.
"""

from __future__ import annotations

import contextlib
import enum
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from desktop.errors import KnownTrouble
from desktop.resources import resource

#: A name longer than this is shown by its beginning and its end, as is a folder longer than the other.
_LONGEST_NAME, _LONGEST_FOLDER = 60, 160


#: No system takes more in the name of a file or folder: bytes, or on Windows characters.
_MOST_IN_A_NAME = 255


class Work(enum.Enum):
    """What was being done with the file, which says what the officer can do about it."""

    READ = "read"
    WRITE = "written"
    """In a place that the officer chose, and may choose otherwise."""
    KEEP = "kept"
    """In a folder of the program's own, which is where it is."""
    INSTALLED = "found"
    """Read of what comes with the program."""


def _numbers(*names: str) -> frozenset[int]:
    """The numbers of errors by their names, of which each system has only some."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_FULL = _numbers("ENOSPC", "EDQUOT")
_TOO_LARGE = _numbers("EFBIG")
_READ_ONLY = _numbers("EROFS")
_NOT_ALLOWED = _numbers("EACCES", "EPERM")
_GONE = _numbers("ENOENT", "ENOTDIR", "ELOOP")
_FOLDER = _numbers("EISDIR")
_TAKEN = _numbers("EEXIST", "ENOTEMPTY")
_TOO_LONG = _numbers("ENAMETOOLONG")
_NO_NAME = _numbers("EILSEQ") | (_numbers("EINVAL") if sys.platform == "win32" else frozenset())
_IN_USE = _numbers("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK")
_FAILING = _numbers("EIO", "ENXIO", "ENODEV")
_AWAY = _numbers(
    "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ECONNRESET", "ECONNABORTED", "ENOTCONN", "EREMOTEIO"
)
_ELSEWHERE = {Work.READ: "Try again", Work.WRITE: "Choose a folder on another disk", Work.KEEP: "Ask the council’s IT to look at it"}
#: What Windows says of a file that another program holds open, and of a share that does not answer.
_WINDOWS_IN_USE, _WINDOWS_AWAY = frozenset((32, 33)), frozenset((53, 59, 64, 67, 121, 1231))


def in_words(trouble: OSError, path: Path, work: Work) -> str:
    """What the system refused of a file or folder, as a sentence for the officer."""
    name, folder = shown(path.name or str(path)), shown_folder(path.parent)
    if work is Work.INSTALLED:
        return f"{name}, which comes with the program, cannot be read. Install Appraisal Desk again."
    reading = work is Work.READ
    for numbers, sentence in (
        (_GONE, _gone(path, work)),
        (_FOLDER, f"{name} is a folder. Choose {'a file' if reading else 'another name'}."),
        (_TAKEN, f"{name} is there already. Choose another name."),
        (_TOO_LONG, f"The name {name}, or that of its folder, is too long. {'Rename it' if reading else 'Choose a shorter one'}."),
        (_NO_NAME, f"{name} is no name that the disk of {folder} takes. Choose one of letters and numbers."),
    ):
        if trouble.errno in numbers and work is not Work.KEEP:
            return sentence
    reason, remedy = _reason(trouble, folder, work)
    return f"{name} cannot be {work.value}{reason}. {remedy}."


@contextlib.contextmanager
def known_disk_trouble(path: Path, work: Work) -> Iterator[None]:
    """Within it, what the system refuses is raised as KnownTrouble about that file or folder, as is a path that no system takes."""
    if sentence := unusable(path):
        raise KnownTrouble(sentence)
    try:
        yield
    except OSError as trouble:
        raise KnownTrouble(in_words(trouble, path, work)) from trouble


def is_found(path: Path) -> bool:
    """Whether anything is at a path, as far as can be told: a folder that may not be searched, or no path at all, tells nothing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def resource_bytes(*parts: str) -> bytes:
    """What a file under `resources/` holds. Raises KnownTrouble where it cannot be read."""
    path = resource(*parts)
    with known_disk_trouble(path, Work.INSTALLED):
        return path.read_bytes()


def unusable(path: Path) -> str:
    """What is wrong with a path that no call of the system takes, as a sentence; empty where there is nothing."""
    try:
        if b"\0" not in os.fsencode(path):
            long = next((part for part in path.parts if len(part if sys.platform == "win32" else os.fsencode(part)) > _MOST_IN_A_NAME), "")
            return f"The name {shown(long)} is too long. Choose a shorter one." if long else ""
    except UnicodeEncodeError:
        pass
    return f"{shown(path.name or str(path))} holds a character that no file name may hold. Choose another name."


def shown(name: str) -> str:
    """The name of a file as a sentence can hold it: what cannot be printed is marked, and a long one is cut in its middle."""
    return _short(name, _LONGEST_NAME)


def shown_folder(folder: Path) -> str:
    """A folder as a sentence can hold it."""
    return "this folder" if folder == Path() else _short(str(folder), _LONGEST_FOLDER)


def _short(words: str, longest: int) -> str:
    printable = "".join(each if each.isprintable() else "\ufffd" for each in words)
    half = longest // 2
    return printable if len(printable) <= longest else f"{printable[:half]}…{printable[-half:]}"


def _gone(path: Path, work: Work) -> str:
    if work is Work.READ:
        return f"There is no file at {shown_folder(path)}. Check its name and folder."
    return f"There is no folder {shown_folder(path.parent)}. Choose a folder that is there."


def _reason(trouble: OSError, folder: str, work: Work) -> tuple[str, str]:
    """Why, after a colon, and what to do."""
    if getattr(trouble, "winerror", None) in _WINDOWS_IN_USE or trouble.errno in _IN_USE:
        return ": another program has it open", "Close it there and try again"
    if getattr(trouble, "winerror", None) in _WINDOWS_AWAY or trouble.errno in _AWAY:
        return f": the machine that holds {folder} does not answer", "Check the network and try again"
    if trouble.errno in _FULL:
        other = ", or choose a folder on another disk" if work is Work.WRITE else ", then try again"
        return f": the disk of {folder} is full", f"Free some space on it{other}"
    if trouble.errno in _TOO_LARGE:
        return f": it is larger than the disk of {folder} takes", _ELSEWHERE[work]
    if trouble.errno in _READ_ONLY:
        return f": the disk of {folder} can only be read", _ELSEWHERE[work]
    if trouble.errno in _NOT_ALLOWED:
        return _not_allowed(folder, work)
    if trouble.errno in _FAILING:
        return f": the disk of {folder} fails", _ELSEWHERE[work]
    return {
        Work.READ: ("", "Check that you may open it, and that no other program has it open"),
        Work.WRITE: ("", "Close it where it is open, or choose another name or folder"),
        Work.KEEP: (f" in {folder}", "Check that the folder is there and that you may write in it"),
    }[work]


def _not_allowed(folder: str, work: Work) -> tuple[str, str]:
    if work is Work.READ:
        return f": you may not open it or its folder {folder}", "Ask whoever it belongs to, or close it where it is open"
    if work is Work.WRITE:
        return f": you may not write in {folder}, or another program has it open", "Choose another folder, or close it where it is open"
    return f": you may not write in {folder}", "Ask the council’s IT for leave to write there"
