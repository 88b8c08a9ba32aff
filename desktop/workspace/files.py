"""The workspace, which opens, makes, restores, imports and exports files off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop import opening
from desktop.errors import KnownTrouble, NotSaved, ReadOnlyFile
from desktop.tasks import Progress, Task
from desktop.workspace.backups import Backups

if TYPE_CHECKING:
    from db.store import Store
    from desktop.operations.store.restoring import KeptBackup

_Outcome = TypeVar("_Outcome")


class Workspace(Backups):
    """The open store as screens know it."""

    def open(self, path: Path) -> None:
        """Open a store off the main thread; `opened` or `troubled` follows. A file that is damaged is told with its latest backup."""
        self._open(path, f"Opening {path.name}", lambda progress: opening.open_or_offer(path, self._places, progress))

    def _open(self, path: Path, doing: str, function: Callable[[Progress], opening.Opened]) -> None:
        if self.path == path:
            self.opened.emit()
        elif self._coming != path:  # it may be asked for twice, as by two clicks too many
            self._coming = path
            self._load(doing, function, lambda trouble: self._not_open(path, trouble))

    def _not_open(self, path: Path, trouble: Exception) -> None:
        from desktop.operations.store.restoring import OfferedBackup

        self._coming = None
        self.busy.emit("")
        if isinstance(trouble, OfferedBackup):
            self.damaged.emit(path, str(trouble), trouble.backup)
        elif isinstance(trouble, ReadOnlyFile):
            self.unwritable.emit(path, str(trouble))
        else:
            self._failed(trouble)

    def stop(self) -> None:
        """Stop what is being opened, restored or written, where it still can be; what is open stays open."""
        if self._loading is not None:
            self._loading.cancel()

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
        self._open(path, "Opening the sample", lambda progress: opening.open_sample(name, path, self._places, progress))

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
        from db.errors import StoreTrouble
        from desktop.operations.store.files import known_trouble
        from desktop.operations.workbook.cells import read_spreadsheet
        from desktop.operations.workbook.importing import ImportReport, import_sheets

        def write(store: Store, step: Callable[[float], object]) -> ImportReport:
            sheets = read_spreadsheet(path)
            try:
                with known_trouble(), store.trouble_in_words():
                    return import_sheets(store, sheets, keep=keep, leave_out=leave_out, step=step)
            except KnownTrouble as trouble:
                if not isinstance(trouble.__cause__, StoreTrouble):
                    raise
                raise KnownTrouble(f"Nothing was imported from {path.name}. {trouble}") from trouble.__cause__

        def written(report: ImportReport) -> None:
            self.show_case(report.case)
            self.imported.emit(path, report)

        def failed(trouble: KnownTrouble) -> None:
            if isinstance(trouble, NotSaved):
                self._failed(trouble)
            else:
                self._failed_import(path, trouble, (keep, leave_out))

        self._at_length(f"Importing {path.name}", write, written, failed, lambda report: report.case)

    def export_book(self, to: Path) -> None:
        """Write the case in hand as its workbook, off the main thread; `exported` or `troubled` follows."""
        from desktop.operations.workbook.exporting import check_name, gather, write_workbook

        try:
            check_name(to)
            gathered = self.read(gather, self.case_id)
        except KnownTrouble as trouble:
            self.troubled.emit(str(trouble))
            return

        self._export(to, lambda progress: write_workbook(gathered, to), lambda report: (report.title, report.problems, report.lacks))

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

        title = f"History of {name}"
        return self._export(to, lambda progress: write_history(image, name, to, progress.step), lambda rows: (title, (), ""))

    def _export(
        self, to: Path, write: Callable[[Progress], _Outcome], told: Callable[[_Outcome], tuple[str, tuple[str, ...], str]]
    ) -> Task:
        """Write a workbook; `told` is what `exported` says of it beside its path."""

        def written(outcome: _Outcome) -> None:
            self.busy.emit("")
            self.exported.emit(to, *told(outcome))

        self.busy.emit(f"Exporting {to.name}")
        return self.tasks.start(f"Exporting {to.name}", write, written, self._failed)

    def _load(self, doing: str, function: Callable[[Progress], opening.Opened], failed: Callable[[Exception], None] | None = None) -> None:
        self._follow(doing, function, self._loaded, failed or self._failed)

    def _follow(
        self, doing: str, function: Callable[[Progress], _Outcome], done: Callable[[_Outcome], None], failed: Callable[[Exception], None]
    ) -> None:
        """Start work that opens a file, say how far its check is, and have `stop` stop it."""

        def stopped(trouble: KnownTrouble) -> None:
            self._coming = None
            self._failed(KnownTrouble(f"{doing} was stopped, and nothing was changed."))

        def say(share: float, words: str) -> None:
            if words:
                self.progressed.emit(f"{doing}: {share:.0%} {words}")

        self.busy.emit(doing)
        self._loading = self.tasks.start(doing, function, done, failed, stopped)
        self._loading.progressed.connect(say)

    def _loaded(self, opened: opening.Opened) -> None:
        self._coming = None
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

        self.busy.emit("")
        if isinstance(trouble, AskedFirst):
            self.asked.emit(book, trouble.unknown, trouble.doubled, answered)
        elif isinstance(trouble, KnownTrouble):
            self.not_imported.emit(*opening.nothing_imported(book, trouble))
        else:
            self._failed(trouble)
