"""Opening, making and restoring a file for the workspace, off the main thread: with it comes what its first screen shows."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import Cancelled, KnownTrouble, NotRead, ReadOnlyFile, SeveralTroubles
from desktop.late_dataclass import dataclass
from desktop.own_files import own_folder_made
from desktop.tasks import Progress

if TYPE_CHECKING:
    from db.store import Store
    from desktop.appraisal.results import Appraisal
    from desktop.operations.store.clean_closes import CleanCloses
    from desktop.operations.store.restoring import KeptBackup
    from desktop.operations.store.shared_files import LocalCopy
    from desktop.operations.workbook.importing import ImportReport
    from desktop.papers.readiness import ReadinessItem

#: How many problems of one workbook are said at once.
_MOST_SAID = 12
#: What a task says it does while a file is checked.
CHECKED = "checked"
#: And while it is written.
WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store with what its first screen shows of its first case, worked out before any screen waits for it.

    `lacks_backup`: it holds changes that no backup has. `well` and `trouble`: a sentence of how it came to be open; `report` is of the
    workbook `book` that it was made from.
    """

    store: Store
    case: int | None = None
    appraisal: Appraisal | KnownTrouble | None = None
    illustrative: str | None = None
    copy: LocalCopy | None = None
    lacks_backup: bool = False
    well: str = ""
    trouble: str = ""
    report: ImportReport | None = None
    book: Path | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The program's own folders, None where a window keeps none: dated backups, copies of files on a share, and digests at clean closes."""

    backups: Path | None
    copies: Path | None
    closed: Path | None

    @property
    def closes(self) -> CleanCloses | None:
        """What each file came to when it was last closed."""
        from desktop.operations.store.clean_closes import CleanCloses

        return CleanCloses(self.closed) if self.closed is not None else None


def _looked_at(store: Store) -> Opened:
    """Load what the figures of the first screen need, and work them out: no screen waits for it. Charts and readiness follow them."""
    from desktop.operations.appraising.appraisals import appraise_case
    from desktop.operations.records.cases import titles
    from desktop.operations.records.summaries import illustrative_words

    reader = store.reader()
    known = titles(reader)
    if not known:
        return Opened(store)
    case = known[0][0]
    appraisal: Appraisal | KnownTrouble
    try:
        appraisal = appraise_case(reader, case)
        appraisal.late_findings.settle()  # the first screen says them
    except KnownTrouble as trouble:
        appraisal = trouble
    return Opened(store, case, appraisal, illustrative_words(reader, case))


def load_rest(image: bytes, case: int, paper: int | None = None) -> tuple[ReadinessItem, ...]:
    """What the first screen keeps places for: load what draws its charts, and work out the readiness of a paper in the image of a store."""
    import desktop.papers.charts.all_charts  # noqa: F401  # loaded here, as the figures are, so that no chart waits for it
    from db.copies import reader_on
    from desktop.operations.papers.readiness import readiness
    from desktop.papers.charts import data
    from desktop.papers.fonts import drawable

    for module in pkgutil.iter_modules(data.__path__, f"{data.__name__}."):
        importlib.import_module(module.name)
    drawable()  # every chart asks which letters its faces have, and reading five fonts takes longer than a frame
    with reader_on(image) as reader:
        return readiness(reader, case, paper)


def load_tables() -> None:
    """Load what a first record is added by, before it is."""
    import db.tables  # noqa: F401  # loaded here so that the first edit does not wait for it


def _open_store(path: Path, places: Places, progress: Progress, file: Path | None = None) -> Opened:
    """`file` is the officer's own where the store is a copy of it."""
    from desktop.operations.store.backups import lacks_backup, note_open
    from desktop.operations.store.files import open_store, reading

    store = open_store(path, places.closes, lambda share: progress.step(share, CHECKED))
    try:
        with reading(store):
            opened = _looked_at(store)
        if places.backups is None:
            return opened
        note_open(store, places.backups, file or path)
        return replace(opened, lacks_backup=lacks_backup(store, places.backups, file or path))
    except BaseException:
        store.close()
        raise


def _open_here(path: Path, places: Places, progress: Progress) -> Opened:
    """A store of this machine, or the copy on this machine of one elsewhere."""
    copy = _copy_of(path, places, progress)
    if copy is None:
        return _open_store(path, places, progress)
    return replace(_open_store(copy.local, places, progress, path), copy=copy)


def _copy_of(path: Path, places: Places, progress: Progress) -> LocalCopy | None:
    from desktop.operations.store.shared_files import place_of, take

    where = place_of(path) if places.copies is not None else ""
    if not where or places.copies is None:
        return None
    return take(path, places.copies, where, places.closes, lambda share: progress.step(share, CHECKED))


def open_or_offer(path: Path, places: Places, progress: Progress) -> Opened:
    """Open a file; one that is known and does not open is raised with its newest sound backup. Raises KnownTrouble."""
    from db.errors import NotAStore, StoreBusy, StoreUnwritable
    from desktop.operations.store.files import is_readable
    from desktop.operations.store.restoring import OfferedBackup, newest_sound, no_longer_reads, offer_words

    try:
        return _open_here(path, places, progress)
    except (Cancelled, NotRead):
        raise
    except KnownTrouble as trouble:
        cause = trouble.__cause__
        if isinstance(cause, StoreUnwritable) and is_readable(path):
            raise ReadOnlyFile(str(trouble)) from cause
        if isinstance(cause, StoreBusy) or places.backups is None:
            raise
        sound, passed_over = newest_sound(places.backups, path, lambda share: progress.step(share, CHECKED))
        if sound is None and not passed_over:
            raise
        # told to choose another file, the officer would leave the one that was meant
        said = no_longer_reads(path) if isinstance(cause, NotAStore) else str(trouble)
        raise OfferedBackup(offer_words(said, sound, passed_over), sound) from trouble


def open_copy(path: Path, to: Path, places: Places, progress: Progress) -> Opened:
    from desktop.operations.store.files import copy

    copy(path, to)
    return _open_here(to, places, progress)


def open_backup(path: Path, chosen: KeptBackup, *, keep: bool, was_open: bool, places: Places) -> Opened:
    """Put a backup in the place of its file and open it. Where that fails, a file that was open is opened again."""
    from desktop.operations.store.restoring import restore, restored_words
    from desktop.operations.store.shared_files import forget

    to_the_end = Progress(lambda share, doing: None)  # a file that is half restored is no place to stop
    try:
        kept = restore(path, chosen.backup, keep)
        if places.copies is not None:
            forget(path, places.copies, keep=not was_open)
    except KnownTrouble as trouble:
        if not was_open:
            raise
        return replace(_open_here(path, places, to_the_end), trouble=str(trouble))
    return replace(_open_here(path, places, to_the_end), well=restored_words(path, chosen, kept, was_open))


def open_sample(name: str, path: Path, places: Places, progress: Progress) -> Opened:
    from db.errors import NotAStore, StoreDamaged
    from desktop.operations.store.files import moved_aside
    from desktop.operations.store.restoring import OfferedBackup
    from desktop.operations.workbook.samples import make_sample

    with known_disk_trouble(path, Work.KEEP):
        is_made = path.exists()
        own_folder_made(path.parent)
    if not is_made:
        make_sample(name, path)
        return _open_store(path, places, progress)
    try:
        return open_or_offer(path, places, progress)
    except (Cancelled, OfferedBackup, ReadOnlyFile):
        raise
    except KnownTrouble as trouble:
        if not isinstance(trouble.__cause__, (NotAStore, StoreDamaged)):
            raise
    kept = moved_aside(path)
    make_sample(name, path)
    well = f"Your copy of the sample did not open and had no backup, so the sample was made anew. What stood there is kept as {kept.name}."
    return replace(_open_store(path, places, progress), well=well)


def nothing_imported(book: Path, trouble: KnownTrouble) -> tuple[str, str]:
    """What a page says of a workbook that was not imported, with so many problems at most, and the report that has them all."""
    from desktop.operations.workbook.report import Report, report_text

    nothing = f"Nothing was imported from {book.name}."
    if not isinstance(trouble, SeveralTroubles):
        return f"{nothing} {trouble}", report_text(Report(nothing, problems=[str(trouble)]))
    first = f"{nothing} Put this right in it, then import it again:"
    said, more = trouble.sentences[:_MOST_SAID], len(trouble.sentences) - _MOST_SAID
    last = [f"There {'is 1 more' if more == 1 else f'are {more:,} more'}, in the report."] if more > 0 else []
    return "\n".join([first, *said, *last]), report_text(Report(first.removesuffix(":") + ".", problems=trouble.sentences))


def import_anew(
    book: Path, into: Path, places: Places, progress: Progress, keep: Collection[str] = (), leave_out: Collection[str] = ()
) -> Opened:
    """A workbook in a file of its own; `keep` and `leave_out` say which of its rows that may count money twice are taken."""
    from desktop.operations.store.files import made_or_opened
    from desktop.operations.workbook.importing import import_workbook

    with made_or_opened(into) as store:
        report = import_workbook(store, book, keep=keep, leave_out=leave_out, step=lambda share: progress.step(share, WRITTEN))
    return replace(_open_here(into, places, progress), report=report, book=book)


def create_store(path: Path, places: Places, progress: Progress) -> Opened:
    from desktop.operations.records.cases import add_empty
    from desktop.operations.store.files import made

    progress.step(0.3)
    with made(path) as store, store.unit_of_work("new case") as unit:
        add_empty(unit)
    return _open_here(path, places, progress)
