"""The disk of a proof: what may happen at any one file operation, by the small library `file_faults.c`."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
from enum import IntEnum
from pathlib import Path

#: Where a proof finds the library that its process was started with.
LIBRARY = "APPRAISAL_DESK_SOAK_DISK"
_SOURCE = Path(__file__).with_name("file_faults.c")


class NoCompiler(Exception):
    """One sentence: what is wanted to make the library."""


class Happening(IntEnum):
    """What is to happen at an operation; as in the library."""

    NOTHING = 0
    LISTING = 1
    KILLED = 2
    FAILED_ONCE = 3
    FULL_FROM = 4
    FAILED_FROM = 5


class Operations(IntEnum):
    """Which operations count; as in the library."""

    CHANGES = 0
    READS = 1


def compiled(folder: Path) -> Path:
    """The library, made in a folder where it is not there yet. Raises NoCompiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoCompiler("There is no C compiler here. On Debian install the package gcc, then run this again.")
    folder.mkdir(parents=True, exist_ok=True)
    # a name of its own for each source: one that runs elsewhere is not written over
    library = folder / f"file_faults-{hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:12]}.so"
    if not library.exists():
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
    return library


class Disk:
    """What the process was started with: LD_PRELOAD names the library, and so does the variable LIBRARY."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(os.environ[LIBRARY])
        self._library.disk_passed.restype = ctypes.c_long
        self._library.disk_list.restype = ctypes.c_char_p

    def watch(self, folder: Path) -> None:
        """Count what happens in this folder alone."""
        self._library.disk_watch(os.fsencode(folder.resolve()))

    def arm(self, happening: Happening, number: int = 0, operations: Operations = Operations.CHANGES) -> None:
        """From now on have something happen at the operation of that number, counted from 1."""
        self._library.disk_arm(int(happening), int(operations), ctypes.c_long(number))

    def disarm(self) -> None:
        """The disk is well again."""
        self._library.disk_disarm()

    @property
    def passed(self) -> int:
        """How many operations there were since it was armed."""
        return int(self._library.disk_passed())

    def listed(self) -> list[str]:
        """What they were, where they were listed."""
        lines: bytes = self._library.disk_list()
        return os.fsdecode(lines).splitlines()

    def record(self, file: int) -> None:
        """From now on write down in an open file what happens in the folder, and what is written."""
        self._library.disk_record(file)

    def say(self, word: str) -> None:
        """Put a word among what is written down."""
        self._library.disk_say(word.encode())
