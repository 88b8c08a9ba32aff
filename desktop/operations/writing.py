"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.errors import KnownTrouble


def write_whole(path: Path, contents: bytes) -> None:
    """Write a file whole or not at all: beside its place first, on the disk, then in its place. Raises KnownTrouble where it cannot be."""
    if not path.parent.is_dir():
        raise KnownTrouble(f"There is no folder {path.parent}. Choose a folder that is there.")
    partial = path.with_name(path.name + ".partial")
    begun = False
    try:
        with partial.open("wb") as file:
            begun = True
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as trouble:
        if begun:
            partial.unlink(missing_ok=True)
        raise KnownTrouble(f"{path.name} cannot be written. Close it where it is open, or choose another name or folder.") from trouble
