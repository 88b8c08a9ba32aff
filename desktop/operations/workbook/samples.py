"""The six sample cases, read from `resources/samples` by the same code as an officer's own workbook."""

from __future__ import annotations

from pathlib import Path

from db.store import Store
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
    return import_sheets(store, sheets)
