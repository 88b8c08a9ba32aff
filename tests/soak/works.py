"""What an officer does with a store, each as one piece of work that may be cut off anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import trail
from db.clearing import clear_row
from db.store import Store
from desktop.operations.store.files import made_or_opened
from desktop.operations.workbook.importing import import_workbook
from desktop.operations.workbook.samples import make_sample
from tests.operations.grounds import sheets, write
from tests.soak.children import Say, in_child
from tests.soak.disk import Happening
from tests.soak.stores import FILE, LONG, Setting, edit, make_filled

BOOK, BACKUP, COPY = "grounds.xlsx", "copy.appraisal", "clean copy.appraisal"
_FIRST_RELEASE = Path(__file__).parents[1] / "stores" / "version-1.appraisal"
_SAMPLE = "ni179"


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work on the store of a folder.

    `ground` names the files that lie there before, `files` those that are looked at afterwards. `do` is given the open store where
    `on_open` says so, and gives the store that it leaves open, which is closed as the last part of the work.
    """

    name: str
    ground: str
    do: Callable[[Path, Store | None], Store | None]
    on_open: bool = False
    files: tuple[str, ...] = (FILE,)
    at_each: bool = True
    gone: bytes = b""


def _on(change: Callable[[Store, Path], object]) -> Callable[[Path, Store | None], Store | None]:
    def do(folder: Path, store: Store | None) -> Store | None:
        if store is None:
            raise ValueError("it is done on an open store")
        change(store, folder)
        return store

    return do


def _import_anew(folder: Path, _: Store | None) -> None:
    with made_or_opened(folder / FILE) as store:
        import_workbook(store, folder / BOOK)


def _make_sample(folder: Path, _: Store | None) -> None:
    make_sample(_SAMPLE, folder / FILE)


WORKS = (
    Work("an edit", "filled", _on(lambda store, _: edit(store)), on_open=True),
    Work("undo", "filled", _on(lambda store, _: trail.undo(store)), on_open=True),
    Work("redo", "filled", _on(lambda store, _: trail.redo(store)), on_open=True),
    Work("an import", "filled", _on(lambda store, folder: import_workbook(store, folder / BOOK)), on_open=True),
    Work("a backup", "filled", _on(lambda store, folder: store.back_up(folder / BACKUP)), on_open=True, files=(FILE, BACKUP)),
    Work(
        "a clean copy",
        "filled",
        _on(lambda store, folder: store.save_clean_copy(folder / COPY)),
        on_open=True,
        files=(FILE, COPY),
        at_each=False,
    ),
    Work(
        "clearing for good", "filled", _on(lambda store, _: clear_row(store, "options", 1)), on_open=True, at_each=False, gone=LONG.encode()
    ),
    Work("opening", "filled", lambda folder, _: Store.open(folder / FILE)),
    Work("opening after a crash", "crashed", lambda folder, _: Store.open(folder / FILE)),
    Work("a new file", "nothing", lambda folder, _: Store.create(folder / FILE)),
    Work("a sample", "nothing", _make_sample),
    Work("an import into a new file", "nothing", _import_anew),
    Work("migration", "first release", lambda folder, _: Store.open(folder / FILE)),
)


class Grounds:
    """What lies in a folder before a piece of work, made when it is first asked for and then copied."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    def lay(self, name: str, folder: Path) -> None:
        """Put the files of a ground into a folder."""
        shutil.copytree(self.folder(name), folder, dirs_exist_ok=True)

    def folder(self, name: str) -> Path:
        """Where they are kept: to be read, never changed."""
        folder = self._setting.folder / "grounds" / name
        if not folder.exists():
            if name == "crashed":
                _lay_crashed(self._setting, self.folder("filled"), folder)
            else:
                folder.mkdir(parents=True)
                _LAYING[name](folder)
        return folder


def _lay_nothing(folder: Path) -> None:
    write(sheets(), folder / BOOK)


def _lay_first_release(folder: Path) -> None:
    shutil.copyfile(_FIRST_RELEASE, folder / FILE)


def _lay_filled(folder: Path) -> None:
    _lay_nothing(folder)
    make_filled(folder / FILE)
    store = Store.open(folder / FILE)
    try:
        # the backup that is there already is of an earlier state, so that the two can be told apart
        trail.undo(store)
        store.back_up(folder / BACKUP)
        trail.redo(store)
    finally:
        store.close()


_LAYING: dict[str, Callable[[Path], None]] = {"nothing": _lay_nothing, "filled": _lay_filled, "first release": _lay_first_release}


def _lay_crashed(setting: Setting, filled: Path, folder: Path) -> None:
    """A store whose process was killed when all pages were written and the journal was still there: opening must take the edit back."""
    listing = _cut_off(setting, filled, folder.with_name("crashed once"), Happening.LISTING, 0)
    written = max(place for place, line in enumerate(listing, start=1) if line.endswith(f" {FILE}"))
    _cut_off(setting, filled, folder, Happening.KILLED, written + 1)
    if not (folder / f"{FILE}-journal").exists():
        raise RuntimeError("the killed edit left no journal")


def _cut_off(setting: Setting, filled: Path, folder: Path, happening: Happening, number: int) -> list[str]:
    shutil.copytree(filled, folder)
    setting.disk.watch(folder)

    def work(say: Say) -> None:
        store = Store.open(folder / FILE)
        setting.disk.arm(happening, number)
        edit(store)
        setting.disk.disarm()
        for line in setting.disk.listed():
            say("operation", line)

    return [words for _, words in in_child(work).said]
