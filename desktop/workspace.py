"""The open store as screens know it: read, edit, undo, changed. With `opening`, the one Qt module that touches the store."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import opening
from desktop.errors import KnownTrouble, NotRead, NotSaved, ReadOnlyFile
from desktop.tasks import Progress, Task, Tasks

if TYPE_CHECKING:
    from db.reading import Reader
    from db.store import Store
    from db.trail import Step
    from db.whole_files import LastChange
    from db.writing import Unit
    from desktop.appraisal.results import Appraisal
    from desktop.operations.history.undoing import Done
    from desktop.operations.records.cases import CaseDetails
    from desktop.operations.store.clearing import Clearance
    from desktop.operations.store.restoring import KeptBackup
    from desktop.operations.store.shared_files import LocalCopy
    from desktop.papers.readiness import ReadinessItem


_Given = ParamSpec("_Given")
_Outcome = TypeVar("_Outcome")

#: How soon after its charts and readiness are there a first screen is painted, in milliseconds; what writes is loaded then.
_PAINTED = 200


class Workspace(QObject):
    """One open store and the case in hand. Loads the libraries of the store only when one is opened, off the main thread."""

    opened = Signal()
    """A store has been opened, or the case in hand is another one."""
    left = Signal()
    """Another file or case is taken in hand, and `opened` follows: what was not saved of the one before is given up."""
    changed = Signal()
    """Something in the store has changed: each screen that shows reads again."""
    troubled = Signal(str)
    """Known trouble, one sentence for the officer."""
    damaged = Signal(object, str, object)
    """A known file that does not open: its path, a sentence that says which backup there is, and that `KeptBackup`, if one is sound."""
    restored = Signal(str)
    """A file was put in order and is open: one sentence of which it is, and where what stood there is kept."""
    progressed = Signal(str)
    """How far the check of a file is that is being opened, as words."""
    unwritable = Signal(object, str)
    """A file that cannot be written where it is, its path, and one sentence: `open_copy` opens a copy of it elsewhere."""
    not_saved = Signal()
    """A write was not taken by the disk or the file: `unsaved` says which, until a write is taken."""
    copied = Signal(str)
    """A copy of a file on a share is open in its place: one sentence of what that means."""
    imported = Signal(object, object)
    """A workbook has been imported: its path, and the report of it."""
    not_imported = Signal(str, str)
    """Nothing was imported of a workbook: what is to be put right, and the whole report of it."""
    asked = Signal(object, object, object, object)
    """Nothing is imported yet of a workbook: its path, what is asked of what we do not know and of rows that may count money twice.

    Each is by its name, and last comes what was kept and left out before.
    """
    exported = Signal(object, str, object, str)
    """A workbook is written: its path, the title of its case, what `import` would refuse of it, and what it cannot hold."""
    rest_loaded = Signal()
    """What the screen in hand keeps places for can be shown: its charts, and the readiness of the paper."""
    readiness_known = Signal(object)
    """What stands between the first paper of the case in hand and the agenda is worked out: its items."""
    ready = Signal()
    """What writes a first record is loaded: nothing more is waited for, and what will be may be made ready."""
    house_style_used = Signal(object)
    """The file of a house style that was brought in or saved: its path."""
    busy = Signal(str)
    """What is being done off the main thread; empty when it is over."""

    def __init__(
        self,
        tasks: Tasks,
        parent: QObject | None = None,
        backups: Path | None = None,
        copies: Path | None = None,
        closed: Path | None = None,
    ) -> None:
        """`backups` is the folder of dated backups; `copies` that of files on a share, which are not worked on in place.

        `closed` is the folder of digests: a file that is as it was when it was last closed is not checked again.
        """
        super().__init__(parent)
        self.tasks = tasks
        self._places = opening.Places(backups, copies, closed)
        self._loading: Task | None = None
        self._copy: LocalCopy | None = None
        self._changed_since_backup = False
        self._store: Store | None = None
        self._case_id: int | None = None
        self._appraisal: Appraisal | KnownTrouble | None = None
        self._before: Appraisal | None = None
        self._readiness: dict[int | None, tuple[ReadinessItem, ...]] = {}
        self._asked: dict[int | None, list[Callable[[tuple[ReadinessItem, ...]], None]]] = {}
        self._rest_is_begun = False
        self.rest_follows = False
        """Whether `rest_loaded` is still to come: until then a screen keeps places for charts and readiness."""
        self._illustrative: str | None = None
        self._details: CaseDetails | None = None
        self.screen = ""
        """The name of the screen in hand, which the window sets."""
        self.done: dict[int, Done] = {}
        """Where each unit of work of this sitting was done."""
        self.saved_at: datetime.datetime | None = None
        self.unsaved: NotSaved | None = None
        self.last_house_style: Path | None = None
        """The file of a house style that was used last on this machine: it is offered where a file has none."""
        self.matches: dict[str, dict[str, str]] = {}
        """What foreign tables were taken for on this machine, by the digest of their headings."""
        self._make_ready = QTimer(self)
        self._make_ready.setSingleShot(True)
        self._make_ready.timeout.connect(
            lambda: self.tasks.start("Making ready to write", lambda progress: opening.load_tables(), lambda nothing: self.ready.emit())
        )

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

        self._load(
            f"Opening {path.name}",
            lambda progress: opening.open_or_offer(path, self._places, progress),
            lambda trouble: self._not_open(path, trouble),
        )

    def _not_open(self, path: Path, trouble: Exception) -> None:
        from desktop.operations.store.restoring import OfferedBackup

        if isinstance(trouble, OfferedBackup):
            self.busy.emit("")
            self.damaged.emit(path, str(trouble), trouble.backup)
        elif isinstance(trouble, ReadOnlyFile):
            self.busy.emit("")
            self.unwritable.emit(path, str(trouble))
        else:
            self._failed(trouble)

    def stop(self) -> None:
        """Stop what is being opened or restored, where it still can be; what is open stays open."""
        if self._loading is not None:
            self._loading.cancel()

    @property
    def backups_folder(self) -> Path | None:
        """The folder of dated backups of every file; None where this window keeps none."""
        return self._places.backups

    def last_change(self) -> LastChange | None:
        """The last change of the open file; None where none is open. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            return None
        with known_trouble():
            return self._store.last_change

    def restore(self, path: Path, chosen: KeptBackup) -> None:
        """Open a backup in the place of its file; `restored` or `troubled` follows.

        A file that does not open is kept beside it; one that is open is backed up first. The backup is checked whole before that.
        """
        from desktop.operations.store.restoring import checked

        def check(progress: Progress) -> KeptBackup:
            looked = checked(chosen, lambda share: progress.step(share, opening.CHECKED))
            if looked.trouble:
                raise KnownTrouble(f"The backup of {chosen.when} is damaged, and nothing was restored. Choose another.")
            return looked

        self._follow(f"Checking the backup of {path.name}", check, lambda looked: self._put_in_place(path, looked), self._failed)

    def _put_in_place(self, path: Path, chosen: KeptBackup) -> None:
        was_open, is_copy = self.path == path, self._copy is not None
        if was_open:
            try:
                self.keep_backup(whatever=True)
            except KnownTrouble as trouble:
                self._failed(KnownTrouble(f"Nothing was restored, as the file could not be backed up first. {trouble}"))
                return
            self.close()
        keep = is_copy or not was_open
        self._load(
            f"Opening the backup of {path.name}",
            lambda progress: opening.open_backup(path, chosen, keep=keep, was_open=was_open, places=self._places),
        )
        if was_open:
            self.left.emit()
            self.opened.emit()

    def open_copy(self, path: Path, to: Path) -> None:
        """Copy a file that cannot be written where it is, and open the copy; `opened` or `troubled` follows."""
        if self._store is not None and self.path is not None and to.absolute() == self.path.absolute():
            self.troubled.emit(f"{to.name} is open. Choose another name for the copy.")
            return
        self._load(f"Copying {path.name}", lambda progress: opening.open_copy(path, to, self._places, progress))

    def open_sample(self, name: str, path: Path) -> None:
        """Make a sample at `path`, or open it where it is already; `opened` or `troubled` follows."""
        if self.path == path:
            self.opened.emit()
            return
        self._load(
            "Opening the sample",
            lambda progress: opening.open_sample(name, path, self._places, progress),
            lambda trouble: self._not_open(path, trouble),
        )

    def create(self, path: Path) -> None:
        """Make a new store with one empty case; `opened` or `troubled` follows."""
        self._load(f"Making {path.name}", lambda progress: opening.create_store(path, self._places, progress))

    def import_book(self, path: Path, keep: Collection[str] = (), leave_out: Collection[str] = ()) -> None:
        """Import a workbook into the open file, or with none open into a new file beside it.

        `opened`, `imported` or `troubled` follows, or `asked` where a column is not known or a row may count money twice: it is
        then answered by what to `keep` and what to `leave_out`.
        """
        if self._store is None:
            into = path.with_suffix(".appraisal")
            self._load(
                f"Importing {path.name}",
                lambda progress: opening.import_anew(path, into, self._places, progress, keep, leave_out),
                lambda trouble: self._failed_import(path, trouble, (keep, leave_out)),
            )
            return
        from desktop.operations.store.files import saving
        from desktop.operations.workbook.cells import read_spreadsheet
        from desktop.operations.workbook.importing import import_sheets

        def take(sheets: object) -> None:
            self.busy.emit("")
            if self._store is None or not isinstance(sheets, tuple):
                return
            try:
                with saving(lambda: self.import_book(path, keep, leave_out)), self._store.trouble_in_words():
                    report = import_sheets(self._store, sheets, keep=keep, leave_out=leave_out)
            except NotSaved as trouble:
                unsaved = NotSaved(f"Nothing was imported from {path.name}. {trouble}", trouble.again)
                self._keep_unsaved(unsaved)
                self._failed(unsaved)
                return
            except KnownTrouble as trouble:
                failed(trouble)
                return
            self._after_change()
            self.show_case(report.case)
            self.imported.emit(path, report)

        def failed(trouble: Exception) -> None:
            self._failed_import(path, trouble, (keep, leave_out))

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
            self.exported.emit(to, report.title, report.problems, report.lacks)

        self.busy.emit(f"Exporting {to.name}")
        self.tasks.start(f"Exporting {to.name}", lambda progress: write_workbook(gathered, to), written, self._failed)

    def export_history(self, to: Path) -> Task | None:
        """Write who changed what in the open file and when, off the main thread; `exported` or `troubled` follows.

        Gives the work under way, which says how far it is; nothing where it was not begun.
        """
        from desktop.operations.history.book import write_history

        if self._store is None or self.path is None:
            return None
        name = self.path.name
        try:
            image = self.read(lambda reader: reader.image())
        except KnownTrouble as trouble:
            self.troubled.emit(str(trouble))
            return None

        def written(rows: int) -> None:
            self.busy.emit("")
            self.exported.emit(to, f"History of {name}", (), "")

        self.busy.emit(f"Exporting {to.name}")
        return self.tasks.start(
            f"Exporting {to.name}", lambda progress: write_history(image, name, to, progress.step), written, self._failed
        )

    def back_up(self, to: Path) -> None:
        """Write a checked copy of the open file. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is not None:
            with known_trouble():
                self._store.back_up(to)

    def save_clean_copy(self, to: Path) -> None:
        """Write a checked copy to be sent, which holds the records and no history. Raises KnownTrouble."""
        from desktop.operations.store.files import known_trouble

        if self._store is not None:
            with known_trouble():
                self._store.save_clean_copy(to)

    def clear_for_good(self, wanted: Clearance) -> tuple[Path, ...]:
        """Take something out of the open file, its history and its backups; gives the copies that may still hold it.

        Raises KnownTrouble: nothing is then taken out, or it is out of the file and the backups could not be made anew.
        """
        from desktop.operations.store.backups import renew
        from desktop.operations.store.clearing import clear

        if self._store is None:
            raise LookupError("no store is open")
        clear(self._store, wanted)
        self._after_change()
        if self._places.backups is None:
            return ()
        left = renew(self._store, self._places.backups, datetime.datetime.now(datetime.UTC), self.path)
        self._changed_since_backup = False
        return left

    def keep_backup_meanwhile(self, failed: Callable[[KnownTrouble], None]) -> None:
        """Write a dated backup off the main thread where something has changed since the last; `failed` is told what stood in the way."""
        from desktop.operations.store.backups import back_up_moment, moment_of

        root = self._places.backups
        if self._store is None or self.path is None or root is None or not self._changed_since_backup:
            return
        try:
            moment = moment_of(self._store, self.path)
        except KnownTrouble as trouble:
            failed(trouble)
            return
        now = datetime.datetime.now(datetime.UTC)

        def kept(backup: Path) -> None:
            # what was changed meanwhile is not in it
            if self._store is not None and (self._store.id, self._store.latest_unit) == (moment.store, moment.last.unit):
                self._changed_since_backup = False

        self.tasks.start("Backing up", lambda progress: back_up_moment(moment, root, now), kept, failed)

    def keep_backup(self, whatever: bool = False) -> Path | None:
        """Write a dated backup where something has changed since the last, or `whatever` has. Raises KnownTrouble where it cannot be."""
        from desktop.operations.store.backups import back_up as back_up_dated

        backups = self._places.backups
        if self._store is None or self.path is None or backups is None or not (self._changed_since_backup or whatever):
            return None
        backup = back_up_dated(self._store, backups, datetime.datetime.now(datetime.UTC), self.path)
        self._changed_since_backup = False
        return backup

    def full_check(self) -> Callable[[Callable[[float], object]], None]:
        """What checks the open file whole, as its disk gives it now, off the main thread; it raises KnownTrouble where it is damaged.

        It is given what is told how far it is, 0 to 1. Raises LookupError where no file is open, and KnownTrouble.
        """
        from db.copies import check_image
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            raise LookupError("no store is open")
        with known_trouble():
            image, path = self._store.image_from_disk(), self._store.path

        def check(step: Callable[[float], object]) -> None:
            with known_trouble():
                check_image(image, path, step)

        return check

    def put_back(self) -> str:
        """Put the changes of a copy where its file is; gives a sentence where they are elsewhere, else an empty one."""
        if self._store is None or self._copy is None:
            return ""
        from desktop.operations.store.files import reading
        from desktop.operations.store.shared_files import put_back

        file = self._copy.original
        try:
            with reading(self._store):
                to = put_back(self._store, self._copy, datetime.datetime.now().astimezone())
        except KnownTrouble as trouble:
            return f"{trouble} Your changes are in the copy on this machine: open {file.name} again when its folder is there."
        if to is None or to == file:
            return ""
        return f"{file.name} has changed {self._copy.where} meanwhile, so your changes are beside it, in {to.name}."

    def _load(self, doing: str, function: Callable[[Progress], opening.Opened], failed: Callable[[Exception], None] | None = None) -> None:
        self._follow(doing, function, self._loaded, failed or self._failed)

    def _follow(
        self, doing: str, function: Callable[[Progress], _Outcome], done: Callable[[_Outcome], None], failed: Callable[[Exception], None]
    ) -> None:
        """Start work that opens a file, say how far its check is, and have `stop` stop it."""

        def stopped(trouble: KnownTrouble) -> None:
            self._failed(KnownTrouble(f"{doing} was stopped, and nothing was changed."))

        def say(share: float, words: str) -> None:
            if words == opening.CHECKED:
                self.progressed.emit(f"{doing}: {share:.0%} checked")

        self.busy.emit(doing)
        self._loading = self.tasks.start(doing, function, done, failed, stopped)
        self._loading.progressed.connect(say)

    def _loaded(self, opened: opening.Opened) -> None:
        self.busy.emit("")
        trouble = opened.trouble
        try:
            self.keep_backup()
        except KnownTrouble as no_backup:
            trouble = trouble or str(no_backup)
        trouble = self.put_back() or trouble
        self.close()
        self._store, self._case_id, self._copy = opened.store, opened.case, opened.copy
        self._changed_since_backup = opened.lacks_backup
        self._forget()
        self.left.emit()
        self._appraisal, self._illustrative = opened.appraisal, opened.illustrative
        self.opened.emit()
        if trouble:
            self.troubled.emit(trouble)
        elif opened.well:
            self.restored.emit(opened.well)
        elif opened.report is not None:
            self.imported.emit(opened.book, opened.report)
        elif self._copy is not None:
            self.copied.emit(self._copy.told)

    def _failed_import(self, book: Path, trouble: Exception, answered: tuple[Collection[str], Collection[str]]) -> None:
        from desktop.operations.workbook.doubles import AskedFirst

        if isinstance(trouble, AskedFirst):
            self.busy.emit("")
            self.asked.emit(book, trouble.unknown, trouble.doubled, answered)
        elif isinstance(trouble, KnownTrouble):
            self.busy.emit("")
            self.not_imported.emit(*opening.nothing_imported(book, trouble))
        else:
            self._failed(trouble)

    def _failed(self, trouble: Exception) -> None:
        self.busy.emit("")
        if not isinstance(trouble, KnownTrouble):
            raise trouble
        self.troubled.emit(str(trouble))

    def keep_places(self) -> None:
        """Have the screen in hand show its figures first; `load_rest` is then called once they are painted."""
        self.rest_follows, self._rest_is_begun = True, False

    def load_rest(self) -> None:
        """Load what draws charts, and work out readiness, off the main thread; `rest_loaded` follows. Then what writes a first record.

        Does nothing where no place is kept, or it is under way.
        """
        if not self.rest_follows or self._rest_is_begun:
            return
        self._rest_is_begun = True
        if self._store is None or self._case_id is None:
            self._take_rest(None)
            return
        store, case = self._store, self._case_id
        moment = self._image()
        if moment is None:
            self._take_rest(None)
            return
        image, unit = moment

        def take(readiness: tuple[ReadinessItem, ...]) -> None:
            is_so = self._store is store and self._case_id == case and store.latest_unit == unit
            self._take_rest(readiness if is_so else None)
            self._make_ready.start(_PAINTED)

        self.tasks.start(
            "Working out what is still to do", lambda progress: opening.load_rest(image, case), take, lambda trouble: self._take_rest(None)
        )

    def _image(self) -> tuple[bytes, int] | None:
        """All that the open file holds, for another thread to read, and its latest unit of work; None where it cannot be read."""
        from desktop.operations.store.files import known_trouble

        if self._store is None:
            return None
        try:
            with known_trouble():
                return self.read(lambda reader: reader.image()), self._store.latest_unit
        except KnownTrouble:  # whoever reads next says so
            return None

    def _take_rest(self, readiness: tuple[ReadinessItem, ...] | None) -> None:
        if readiness is not None:
            self._readiness[None] = readiness
        self.rest_follows = False
        self.rest_loaded.emit()

    def show_case(self, case: int) -> None:
        """Take another case of the open store in hand."""
        self._case_id = case
        self.unsaved = None
        self._forget()
        self.left.emit()
        self.opened.emit()

    def read(self, operation: Callable[Concatenate[Reader, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs) -> _Outcome:
        """Run an operation that only reads. Raises NotRead where the disk or the file does not give the records."""
        from desktop.operations.store.files import reading

        if self._store is None:
            raise LookupError("no store is open")
        with reading(self._store):
            return operation(self._store.reader(), *given, **named)

    def edit(
        self, label: str, operation: Callable[Concatenate[Unit, _Given], _Outcome], *given: _Given.args, **named: _Given.kwargs
    ) -> _Outcome:
        """Run an operation as one unit of work, saved as it is made.

        Raises KnownTrouble, and nothing is then written: NotSaved where the disk or the file does not take it, which `not_saved` tells too.
        """
        from desktop.operations.store.files import saving

        if self._store is None:
            raise LookupError("no store is open")
        store = self._store

        def again() -> None:
            if self._store is not store:  # its records have the ids of others in the file that is open now
                raise KnownTrouble(f"{store.path.name}, in which this was typed, is not open any more.")
            self.edit(label, operation, *given, **named)

        try:
            with saving(again), store.unit_of_work(label) as unit:
                outcome = operation(unit, *given, **named)
        except NotSaved as trouble:
            self._keep_unsaved(trouble)
            raise
        self._after_change()
        return outcome

    def _keep_unsaved(self, trouble: NotSaved) -> None:
        self.unsaved = trouble
        self.not_saved.emit()

    def do_again(self, trouble: NotSaved) -> bool:
        """Do a write that was not taken once more; says whether it was taken now. `not_saved` or `troubled` follows where it was not."""
        try:
            trouble.again()
        except NotSaved:
            return False
        except KnownTrouble as refused:
            self.give_up()
            self.troubled.emit(str(refused))
            return False
        return self.unsaved is None

    def give_up(self) -> None:
        """What was not saved is not wanted any more."""
        self.unsaved = None

    def undo_label(self) -> str | None:
        """What was done last."""
        from db import trail

        step = self.read(trail.undo_step) if self._store else None
        return step.label if step else None

    def redo_label(self) -> str | None:
        """What Redo would bring back."""
        from db import trail

        step = self.read(trail.redo_step) if self._store else None
        return step.label if step else None

    def undo(self, unit: int | None = None) -> Step | None:
        """Take back a unit of work, the latest unless one is named; `changed` or `troubled` follows. Gives what was taken back.

        Raises ValueError where another step has to be taken back first.
        """
        from db import trail

        return self._reverse(lambda store: trail.undo(store, unit))

    def redo(self) -> Step | None:
        """Bring back what was undone last; `changed` or `troubled` follows. Gives what was brought back."""
        from db import trail

        return self._reverse(trail.redo)

    def _reverse(self, reverse: Callable[[Store], Step | None]) -> Step | None:
        from desktop.operations.store.files import saving

        if self._store is None:
            return None
        try:
            with saving(lambda: self._reverse(reverse)):
                step = reverse(self._store)
        except NotSaved as trouble:
            self._keep_unsaved(trouble)
            self.troubled.emit(str(trouble))
            return None
        if step is not None:
            self._after_change()
        return step

    def appraisal(self) -> Appraisal:
        """The case in hand, appraised; worked out once until something changes.

        Raises KnownTrouble where the records contradict one another, or cannot be read.
        """
        if self._appraisal is None:
            from desktop.operations.appraising.appraisals import appraise_case

            try:
                self._appraisal = self.read(appraise_case, self.case_id, self._before)
            except NotRead:
                raise
            except KnownTrouble as trouble:
                self._appraisal = trouble
        if isinstance(self._appraisal, KnownTrouble):
            raise self._appraisal
        return self._appraisal

    def follow_readiness(self, tell: Callable[[tuple[ReadinessItem, ...]], None], paper: int | None = None) -> None:
        """Tell what still stands between a paper and the agenda; without `paper`, the first of the case in hand.

        It is worked out off the main thread, once until something changes, and told at once where it is known. Tells nothing where
        something changes meanwhile, as whoever shows it asks again, or where it cannot be read.
        """
        if self._store is None or self._case_id is None or self.rest_follows:
            return
        if paper in self._readiness:
            tell(self._readiness[paper])
            return
        asking = self._asked.setdefault(paper, [])
        asking.append(tell)
        if len(asking) == 1 and (moment := self._image()) is not None:
            image, case = moment[0], self._case_id

            def take(readiness: tuple[ReadinessItem, ...]) -> None:
                if self._asked.get(paper) is asking:  # else something has changed since
                    del self._asked[paper]
                    self._readiness[paper] = readiness
                    for each in asking:
                        each(readiness)
                    self._tell_readiness(paper, readiness)

            self.tasks.start(
                "Working out what is still to do", lambda progress: opening.load_rest(image, case, paper), take, lambda trouble: None
            )

    def _tell_readiness(self, paper: int | None, readiness: tuple[ReadinessItem, ...]) -> None:
        """Have all who count what is open say the same at once, whichever of them asked for it."""
        from desktop.operations.papers.papers import in_hand

        if paper in (None, self.read(in_hand, self.case_id, None)):
            self._readiness[None] = readiness
            self.readiness_known.emit(readiness)

    def illustrative(self) -> str:
        """What of the case in hand is made up, in a few words; empty where nothing is. Worked out once until something changes."""
        if self._illustrative is None:
            from desktop.operations.records.summaries import illustrative_words

            self._illustrative = self.read(illustrative_words, self.case_id)
        return self._illustrative

    def _after_change(self) -> None:
        from desktop.operations.history.undoing import Done
        from desktop.operations.records.cases import titles

        if self._store is not None and self._case_id is not None:
            self.done[self._store.latest_unit] = Done(self._case_id, self.screen)
        self.saved_at = datetime.datetime.now().astimezone()
        self.unsaved = None
        self._changed_since_backup = True
        self._forget()
        try:
            known = [id_ for id_, _ in self.read(titles)]
        except NotRead:  # what was changed is saved; each screen that reads says what it cannot show
            self.changed.emit()
            return
        if self._case_id not in known:
            self._case_id = known[0] if known else None
            self.left.emit()
            self.opened.emit()
        else:
            self.changed.emit()

    def _forget(self) -> None:
        # what no change has touched is not worked out again
        self._before = self._appraisal if not isinstance(self._appraisal, KnownTrouble) and self._appraisal is not None else self._before
        self._appraisal = None
        self._readiness, self._asked = {}, {}
        self._illustrative = None
        self._details = None

    def close(self) -> None:
        """Give the file back, with a note of how it now stands."""
        if self._store is not None and self.path is not None:
            from desktop.operations.store.backups import note_open
            from desktop.operations.store.files import known_trouble

            store, closes = self._store, self._places.closes
            with contextlib.suppress(KnownTrouble):
                if self._places.backups is not None:
                    note_open(store, self._places.backups, self.path)
            # each change was saved as it was made: a disk that has gone takes none of them along
            with contextlib.suppress(KnownTrouble), known_trouble(), store.trouble_in_words():
                digest = store.close()
                if closes is not None:
                    closes.keep(store.id, digest)
        self._store = None
        self.done.clear()
        self._copy = None
        self._case_id = None
        self.unsaved = None
        self._forget()
        self._before = None
