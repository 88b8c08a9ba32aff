"""The file of an open store, held by a handle of our own: whether it is still the one under its name, and what its bytes come to."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

_CHUNK = 4 * 2**20
#: The files this program holds open, by device and number: on POSIX, merely reading one and closing it again gives its lock away.
_OPEN_HERE: set[tuple[int, int]] = set()


class HeldFile:
    """A handle on a file, from before SQLite opens it until after SQLite has closed it: to close it earlier gives SQLite's locks away."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file cannot be read."""
        self.path = path
        self._file = path.open("rb", buffering=0)
        self._identity = _identity(os.fstat(self._file.fileno()))
        self._noted = False

    def note(self) -> None:
        """From here on this program has the file open."""
        self._noted = True
        _OPEN_HERE.add(self._identity)

    def is_in_place(self) -> bool:
        """Whether the file is still the one under its name: not moved, renamed with its folder, deleted or replaced."""
        try:
            return _identity(self.path.stat()) == self._identity
        except (OSError, ValueError):
            return False

    def header(self) -> bytes:
        """The first hundred bytes, which SQLite keeps for its header."""
        self._file.seek(0)
        return self._file.read(100) or b""

    def digest(self) -> str:
        """The blake2b digest of the digests of its chunks, in hexadecimal. Raises OSError."""
        whole = hashlib.blake2b(digest_size=32)
        # hashing lets other threads run, so the next chunk is read and hashed meanwhile
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as threads:
            under_way: list[Future[bytes]] = []
            self._file.seek(0)
            while chunk := self._file.read(_CHUNK):
                under_way.append(threads.submit(_digest, chunk))
                if len(under_way) > 8:
                    whole.update(under_way.pop(0).result())
            for each in under_way:
                whole.update(each.result())
        return whole.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        if self._noted:
            _OPEN_HERE.discard(self._identity)
        self._file.close()


def is_open_here(path: Path) -> bool:
    """Whether this program has the file open already, by whatever name. Raises OSError where there is no telling."""
    return _identity(path.stat()) in _OPEN_HERE


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _digest(chunk: bytes) -> bytes:
    return hashlib.blake2b(chunk, digest_size=32).digest()
