"""What each store's file came to when it was last closed, kept outside it: one that is still so, byte for byte, is not checked again."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path

from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.operations.writing import write_whole
from desktop.own_files import own_folder_made

_DIGEST = re.compile(r"[0-9a-f]{64}")


class CleanCloses:
    """The digests of files that were closed cleanly, in a folder of the program's own: a small file for each store, by its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def known(self, store: str) -> str:
        """The digest that a store's file had when it was last closed; empty where it is not known."""
        try:
            digest = self._file(store).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return ""
        return digest if _DIGEST.fullmatch(digest) else ""

    def keep(self, store: str, digest: str) -> None:
        """Keep the digest of a file that has just been closed; an empty one says that it was not checked as it stands."""
        if not digest or digest == self.known(store):
            return
        file = self._file(store)
        # where it cannot be kept, the file is checked whole when it is next opened
        with contextlib.suppress(KnownTrouble):
            with known_disk_trouble(self._folder, Work.KEEP):
                own_folder_made(self._folder)
            write_whole(file, digest.encode(), own=True)

    def _file(self, store: str) -> Path:
        # an id is read of the file before it is checked, and may be anything
        return self._folder / f"{hashlib.sha256(store.encode(errors='replace')).hexdigest()[:32]}.closed"
