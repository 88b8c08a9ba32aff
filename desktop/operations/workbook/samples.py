"""The six sample cases, read from `resources/samples` by the same code as an officer's own workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from db.nouns.paper_files import PictureFile
from db.nouns.paper_parts import Picture
from db.nouns.papers import Paper
from db.store import Store
from db.writing import Unit
from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.operations.store.files import made
from desktop.operations.workbook.cells import read_folder
from desktop.operations.workbook.importing import ImportReport, import_sheets
from desktop.resources import resource

NAMES = ("place-budget", "total-place", "ni179", "future-options", "back-office-hub", "reorganisation")


def make_sample(name: str, path: Path) -> ImportReport:
    """Make a new store at `path` that holds one sample. Raises KnownTrouble for a name or a path that will not do."""
    if name not in NAMES:
        raise KnownTrouble(f"There is no sample named ‘{name}’. Choose {', '.join(NAMES[:-1])} or {NAMES[-1]}.")
    with made(path) as store:
        return add_sample(store, name)


def add_sample(store: Store, name: str) -> ImportReport:
    """Add one sample to an open store."""
    folder = resource("samples", name)
    with known_disk_trouble(folder, Work.INSTALLED):
        sheets = read_folder(folder)
        pictures = {path.stem: path.read_bytes() for path in folder.glob("*.png")}
    return import_sheets(store, sheets, also=partial(_add_pictures, pictures))


def _add_pictures(pictures: Mapping[str, bytes], unit: Unit, case: int) -> None:
    """Give each picture of a case its file, which no workbook holds; they stand beside the sheets as `picture_files.checked` gives them."""
    for picture in unit.all(Picture, paper_id=unit.column(Paper, "id", case_id=case)):
        contents = pictures[picture.name]
        digest = hashlib.sha256(contents).hexdigest()
        unit.add(PictureFile(picture_id=picture.id, name=f"{picture.name}.png", sha256=digest, contents=contents))
