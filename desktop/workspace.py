"""The open store as screens know it: read, edit, undo, changed. The one Qt module that touches the store."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.errors import DamagedFile, KnownTrouble, SeveralTroubles
from desktop.tasks import Progress, Tasks

if TYPE_CHECKING:
    from db.reading import Reader
    from db.store import Store
    from db.trail import Step
    from db.writing import Unit
    from desktop.appraisal.results import Appraisal
    from desktop.operations.records.cases import CaseDetails
    from desktop.operations.store.shared_files import LocalCopy
    from desktop.papers.readiness import ReadinessItem

#: How many problems of one workbook are said at once.
_MOST_SAID = 12

_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A store with what its first screen shows of its first case, worked out before any screen waits for it."""

    store: Store
    case: int | None = None
    appraisal: Appraisal | KnownTrouble | None = None
    readiness: tuple[ReadinessItem, ...] | None = None
    illustrative: str | None = None
    copy: LocalCopy | None = None


@dataclass(frozen=True, slots=True)
class _Places:
    """The program's own folders: dated backups, and copies of files on a share; None where a window keeps none."""

    backups: Path | None
    copies: Path | None


class Workspace(QObject):
    """One open store and the case in hand. Loads the libraries of the store only when one is opened, off the main thread."""

    opened = Signal()
    """A store has been opened, or the case in hand is another one."""
    changed = Signal()
    """Something in the store has changed: each screen that shows reads again."""
    troubled = Signal(str)
    """Known trouble, one sentence for the officer."""
    damaged = Signal(object, str)
    """A file that is damaged, its path, and one sentence that names its latest backup: `restore` opens that in its place."""
    copied = Signal(str)
    """A copy of a file on a share is open in its place: one sentence of what that means."""
    imported = Signal(object, str)
    """A workbook has been imported into the open file: its path and the title of its case."""
    doubled = Signal(object, object, object)
    """Rows of a workbook may count money twice, and nothing is imported yet: its path, the rows, and what is asked of each."""
    exported = Signal(object, str, object)
    """A workbook is written: its path, the title of its case, and what `import` would refuse of it, a sentence each."""
    busy = Signal(str)
    """What is being done off the main thread; empty when it is over."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None, backups: Path | None = None, copies: Path | None = None) -> None:
        """`backups` is the folder of dated backups; `copies` that of files on a share, which are not worked on in place."""
        super().__init__(parent)
        self.tasks = tasks
        self._backups = backups
        self._copies = copies
        self._copy: LocalCopy | None = None
        self._changed_since_backup = False
        self._store: Store | None = None
        self._case_id: int | None = None
        self._appraisal: Appraisal | KnownTrouble | None = None
        self._before: Appraisal | None = None
        self._readiness: tuple[ReadinessItem, ...] | None = None
        self._illustrative: str | None = None
        self._details: CaseDetails | None = None
        self.saved_at: datetime.datetime | None = None

    @property
    def path(self) -> Path | None:
        """The open file, as the officer knows it: one on a share is named there, though a copy of it is worked on."""
        if self._copy is not None:
            return self._copy.original
        return self._store.path if self._store else None

    @property
    def copy(self) -> LocalCopy | None:
        """The copy on this machine that is worked on, where the file is on a share or in a synchronised folder."""
        return self._copy

    @property
    def is_open(self) -> bool:
        """Whether a case is in hand."""
        return self._store is not None and self._case_id is not None

    @property
    def case(self) -> CaseDetails:
        """The case in hand. Raises LookupError where there is none."""
        if self._details is None:
            from desktop.operations.records.cases import details

            self._details = self.read(details, self.case_id)
        return self._details

    @property
    def case_id(self) -> int:
        """The case in hand. Raises LookupError where there is none."""
        if self._case_id is None:
            raise LookupError("no case is open")
        return self._case_id

    def open(self, path: Path) -> None:
        """Open a store off the main thread; `opened` or `troubled` follows. A file that is damaged is told with its latest backup."""
        if self.path == path:
            self.opened.emit()
            return

        def failed(trouble: Exception) -> None:
            if isinstance(trouble, DamagedFile):
                self.busy.emit("")
                self.damaged.emit(path, str(trouble))
            else:
                self._failed(trouble)

        self._load(f"Opening {path.name}", lambda progress: _open_or_name_backup(path, self._places, progress), failed)

    def restore(self, path: Path) -> None:
        """Open the latest backup of a damaged file in its place, and keep the damaged one beside it; `opened` or `troubled` follows."""
        self._load(f"Opening the backup of {path.name}", lambda progress: _restore(path, self._places, progress))

    def open_sample(self, name: str, path: Path) -> None:
        """Make a sample at `path`, or open it where it is already; `opened` or `troubled` follows."""
        if self.path == path:
            self.opened.emit()
            return
        self._load("Opening the sample", lambda progress: _open_sample(name, path, progress))

    def create(self, path: Path) -> None:
        """Make a new store with one empty case; `opened` or `troubled` follows."""
        self._load(f"Making {path.name}", lambda progress: _create_store(path, self._places, progress))

    def import_book(self, path: Path, keep: Collection[str] = (), leave_out: Collection[str] = ()) -> None:
        """Import a workbook into the open file, or with none open into a new file beside it.

        `opened`, `imported` or `troubled` follows, or `doubled` where rows may count money twice: it is then answered by which of them to
        `keep` and which to `leave_out`.
        """
        if self._store is None:
            into = path.with_suffix(".appraisal")
            self._load(
                f"Importing {path.name}",
                lambda progress: _import_anew(path, into, self._places, progress, keep, leave_out),
                lambda trouble: self._failed_import(path, trouble),
            )
            return
        from desktop.operations.workbook.cells import read_spreadsheet
        from desktop.operations.workbook.importing import import_sheets

        def take(sheets: object) -> None:
            self.busy.emit("")
            if self._store is None or not isinstance(sheets, tuple):
                return
            try:
                report = import_sheets(self._store, sheets, keep=keep, leave_out=leave_out)
            except KnownTrouble as trouble:
                failed(trouble)
                return
            self._after_change()
            self.show_case(report.case)
            self.imported.emit(path, self.case.title)

        def failed(trouble: Exception) -> None:
            self._failed_import(path, trouble)

        self.busy.emit(f"Importing {path.name}")
        self.tasks.start(f"Importing {path.name}", lambda progress: read_spreadsheet(path), take, failed)

    def export_book(self, to: Path) -> None:
        """Write the case in hand as its workbook, off the main thread; `exported` or `troubled` follows."""
        from desktop.operations.workbook.exporting import ExportReport, check_name, gather, write_workbook

        try:
            check_name(to)
            gathered = self.read(gather, self.case_id)
        except KnownTrouble as trouble:
            self.troubled.emit(str(trouble))
            return

        def written(report: ExportReport) -> None:
            self.busy.emit("")
            self.exported.emit(to, report.title, report.problems)

        self.busy.emit(f"Exporting {to.name}")
        self.tasks.start(f"Exporting {to.name}", lambda progress: write_workbook(gathered, to), written, self._failed)

    def back_up(self, to: Path) -> None:
        """Write a checked copy of the open file. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is not None:
            with known_trouble():
                self._store.back_up(to)

    def keep_backup(self) -> Path | None:
        """Write a dated backup where something has changed since the last. Raises KnownTrouble where it cannot be written."""
        from desktop.operations.store.backups import back_up as back_up_dated

        if self._store is None or self._backups is None or not self._changed_since_backup:
            return None
        backup = back_up_dated(self._store, self._backups, datetime.datetime.now(datetime.UTC), self.path)
        self._changed_since_backup = False
        return backup

    def put_back(self) -> str:
        """Put the changes of a copy where its file is; gives a sentence where they are elsewhere, else an empty one."""
        if self._store is None or self._copy is None:
            return ""
        from desktop.operations.store.shared_files import put_back

        file = self._copy.original
        try:
            to = put_back(self._store, self._copy, datetime.datetime.now().astimezone())
        except KnownTrouble as trouble:
            return f"{trouble} Your changes are in the copy on this machine: open {file.name} again when its folder is there."
        if to is None or to == file:
            return ""
        return f"{file.name} has changed {self._copy.where} meanwhile, so your changes are beside it, in {to.name}."

    @property
    def _places(self) -> _Places:
        return _Places(self._backups, self._copies)

    def _load(self, doing: str, function: Callable[[Progress], _Opened], failed: Callable[[Exception], None] | None = None) -> None:
        self.busy.emit(doing)
        self.tasks.start(doing, function, self._loaded, failed or self._failed)

    def _loaded(self, opened: _Opened) -> None:
        left = self.put_back()
        self.close()
        self._store, self._case_id, self._copy = opened.store, opened.case, opened.copy
        self._forget()
        self._appraisal, self._readiness, self._illustrative = opened.appraisal, opened.readiness, opened.illustrative
        self.busy.emit("")
        self.opened.emit()
        if left:
            self.troubled.emit(left)
        elif self._copy is not None:
            self.copied.emit(self._copy.told)

    def _failed_import(self, book: Path, trouble: Exception) -> None:
        from desktop.operations.workbook.doubles import DoubledRows

        if isinstance(trouble, DoubledRows):
            self.busy.emit("")
            self.doubled.emit(book, trouble.rows, trouble.asked)
        else:
            self._failed(_nothing_imported(book, trouble))

    def _failed(self, trouble: Exception) -> None:
        self.busy.emit("")
        if not isinstance(trouble, KnownTrouble):
            raise trouble
        self.troubled.emit(str(trouble))

    def show_case(self, case: int) -> None:
        """Take another case of the open store in hand."""
        self._case_id = case
        self._forget()
        self.opened.emit()

    def read(self, operation: Callable[Concatenate[Reader, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs) -> _Outcome:
        """Run an operation that only reads."""
        if self._store is None:
            raise LookupError("no store is open")
        reader = self._store.reader()
        return operation(reader, *given, **named)

    def edit(
        self, label: str, operation: Callable[Concatenate[Unit, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome:
        """Run an operation as one unit of work, saved as it is made. Raises KnownTrouble, and nothing is then written."""
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            raise LookupError("no store is open")
        with known_trouble(), self._store.unit_of_work(label) as unit:
            outcome = operation(unit, *given, **named)
        self._after_change()
        return outcome

    def undo_label(self) -> str | None:
        """What Undo would take back."""
        from db import trail

        step = self.read(trail.undo_step) if self._store else None
        return step.label if step else None

    def redo_label(self) -> str | None:
        """What Redo would bring back."""
        from db import trail

        step = self.read(trail.redo_step) if self._store else None
        return step.label if step else None

    def undo(self) -> None:
        """Take back the latest change; `changed` or `troubled` follows."""
        from db import trail

        self._reverse(trail.undo)

    def redo(self) -> None:
        """Bring back what was undone last; `changed` or `troubled` follows."""
        from db import trail

        self._reverse(trail.redo)

    def _reverse(self, reverse: Callable[[Store], Step | None]) -> None:
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            return
        try:
            with known_trouble():
                step = reverse(self._store)
        except KnownTrouble as trouble:
            self.troubled.emit(str(trouble))
            return
        if step is not None:
            self._after_change()

    def appraisal(self) -> Appraisal:
        """The case in hand, appraised; worked out once until something changes.

        Raises KnownTrouble where the records contradict one another.
        """
        if self._appraisal is None:
            from desktop.operations.appraising.appraisals import appraise_case

            try:
                self._appraisal = self.read(appraise_case, self.case_id, self._before)
            except KnownTrouble as trouble:
                self._appraisal = trouble
        if isinstance(self._appraisal, KnownTrouble):
            raise self._appraisal
        return self._appraisal

    def readiness(self) -> tuple[ReadinessItem, ...]:
        """What still stands between the paper of the case in hand and the agenda; worked out once until something changes."""
        if self._readiness is None:
            from desktop.operations.papers.readiness import readiness

            self._readiness = self.read(readiness, self.case_id)
        return self._readiness

    def illustrative(self) -> str:
        """What of the case in hand is made up, in a few words; empty where nothing is. Worked out once until something changes."""
        if self._illustrative is None:
            from desktop.operations.records.summaries import illustrative_words

            self._illustrative = self.read(illustrative_words, self.case_id)
        return self._illustrative

    def _after_change(self) -> None:
        from desktop.operations.records.cases import titles

        self.saved_at = datetime.datetime.now().astimezone()
        self._changed_since_backup = True
        self._forget()
        known = [id_ for id_, _ in self.read(titles)]
        if self._case_id not in known:
            self._case_id = known[0] if known else None
            self.opened.emit()
        else:
            self.changed.emit()

    def _forget(self) -> None:
        # what no change has touched is not worked out again
        self._before = self._appraisal if not isinstance(self._appraisal, KnownTrouble) and self._appraisal is not None else self._before
        self._appraisal = None
        self._readiness = None
        self._illustrative = None
        self._details = None

    def close(self) -> None:
        """Give the file back."""
        if self._store is not None:
            self._store.close()
        self._store = None
        self._copy = None
        self._case_id = None
        self._forget()
        self._before = None


def _looked_at(store: Store) -> _Opened:
    """Load what the first screen needs, and work out what it shows: it is slow, the first time more so, and no screen waits for it."""
    import desktop.papers.charts.all_charts  # noqa: F401  # loaded here so that no screen waits for it
    from desktop.operations.appraising.appraisals import appraise_case
    from desktop.operations.papers.readiness import readiness
    from desktop.operations.records.cases import titles
    from desktop.operations.records.summaries import illustrative_words
    from desktop.papers.fonts import drawable

    drawable()  # every chart asks which letters its faces have, and reading five fonts takes longer than a frame
    reader = store.reader()
    known = titles(reader)
    if not known:
        return _Opened(store)
    case = known[0][0]
    appraisal: Appraisal | KnownTrouble
    try:
        appraisal = appraise_case(reader, case)
    except KnownTrouble as trouble:
        appraisal = trouble
    return _Opened(store, case, appraisal, readiness(reader, case), illustrative_words(reader, case))


def _open_store(path: Path, progress: Progress) -> _Opened:
    from db.store import Store
    from desktop.operations.store.files import known_trouble

    progress.step(0.3)
    with known_trouble():
        store = Store.open(path)
    return _looked_at(store)


def _open_here(path: Path, places: _Places, progress: Progress) -> _Opened:
    """A store of this machine, or the copy on this machine of one elsewhere."""
    copy = _copy_of(path, places)
    if copy is None:
        return _open_store(path, progress)
    return replace(_open_store(copy.local, progress), copy=copy)


def _copy_of(path: Path, places: _Places) -> LocalCopy | None:
    from desktop.operations.store.shared_files import place_of, take

    where = place_of(path) if places.copies is not None else ""
    return take(path, places.copies, where) if where and places.copies is not None else None


def _open_or_name_backup(path: Path, places: _Places, progress: Progress) -> _Opened:
    from db.errors import StoreDamaged
    from desktop.operations.store.backups import latest

    try:
        return _open_here(path, places, progress)
    except KnownTrouble as trouble:
        backup = latest(places.backups, path) if places.backups is not None and isinstance(trouble.__cause__, StoreDamaged) else None
        if backup is None:
            raise
        copy, when = backup
        raise DamagedFile(f"{trouble} The latest is of {_moment(when)}: {copy}") from trouble


def _moment(when: datetime.datetime) -> str:
    here = when.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


def _restore(path: Path, places: _Places, progress: Progress) -> _Opened:
    from desktop.operations.store.backups import restore
    from desktop.operations.store.shared_files import forget

    if places.backups is not None:
        restore(places.backups, path)
    if places.copies is not None:
        forget(path, places.copies)
    return _open_here(path, places, progress)


def _open_sample(name: str, path: Path, progress: Progress) -> _Opened:
    from desktop.operations.workbook.samples import make_sample

    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(name, path)
    return _open_store(path, progress)


def _nothing_imported(book: Path, trouble: Exception) -> Exception:
    """Known trouble with a workbook as the page says it: what became of the workbook, then what to put right in it, so many at most."""
    if not isinstance(trouble, KnownTrouble):
        return trouble
    if not isinstance(trouble, SeveralTroubles):
        return KnownTrouble(f"Nothing was imported from {book.name}. {trouble}")
    said, more = trouble.sentences[:_MOST_SAID], len(trouble.sentences) - _MOST_SAID
    last = [f"There {'is 1 more' if more == 1 else f'are {more} more'}."] if more > 0 else []
    return SeveralTroubles([f"Nothing was imported from {book.name}. Put this right in it, then import it again:", *said, *last])


def _import_anew(book: Path, into: Path, places: _Places, progress: Progress, keep: Collection[str], leave_out: Collection[str]) -> _Opened:
    from desktop.operations.store.files import made_or_opened
    from desktop.operations.workbook.importing import import_workbook

    with made_or_opened(into) as store:
        import_workbook(store, book, keep=keep, leave_out=leave_out)
    return _open_here(into, places, progress)


def _create_store(path: Path, places: _Places, progress: Progress) -> _Opened:
    from db.store import Store
    from desktop.operations.records.cases import add_empty
    from desktop.operations.store.files import known_trouble

    progress.step(0.3)
    with known_trouble():
        store = Store.create(path)
        try:
            with store.unit_of_work("new case") as unit:
                add_empty(unit)
        finally:
            store.close()
    return _open_here(path, places, progress)
