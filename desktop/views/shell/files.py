"""The entries of the File menu that read and write files: what is asked first, who does it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.disk_trouble import is_found
from desktop.errors import KnownTrouble
from desktop.settings import Settings
from desktop.views.kit.file_dialogs import BOOKS, FILES, ask_where, ask_which, documents
from desktop.views.kit.messages import Offer
from desktop.views.shell.saving import Saving
from desktop.views.shell.saying import Saying
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.operations.store.restoring import KeptBackup
    from desktop.operations.workbook.importing import ImportReport


class Files(QObject):
    """Whatever takes another file or case in hand asks first about what is typed and not saved."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        settings: Settings,
        saving: Saving,
        saying: Saying,
        samples: Path,
        load_first: Callable[[], object],
        show_backups: Callable[[Path], object],
    ) -> None:
        """`samples` is the folder of the officer's own samples, `load_first` loads the screen that an opened file is shown on."""
        super().__init__(window)
        self._window, self._workspace, self._settings = window, workspace, settings
        self._may_lose, self._ask_copy, self._say, self._say_done = saving.may_lose, saving.ask_copy, saying.say, saying.say_done
        self._samples, self._load_first, self._show_backups = samples, load_first, show_backups
        workspace.exported.connect(self._exported)
        workspace.imported.connect(self._imported)
        workspace.not_imported.connect(lambda said, report: self._say(said, False, "Copy the report", lambda: self._copy_report(report)))
        workspace.asked.connect(self._ask_of_book)
        workspace.damaged.connect(self._damaged)
        workspace.unwritable.connect(lambda path, sentence: self._say(sentence, False, "Open a copy", lambda: self._ask_open_copy(path)))
        saving.copy_wanted.connect(self.open)

    def _folder(self) -> Path:
        last = self._settings.last_file
        return last.parent if last is not None and is_found(last.parent) else documents()

    # --- opening and making ---

    def ask_new(self) -> None:
        """Ask where a new file goes, and make it."""
        path = ask_where(self._window, "Start a new case file", self._folder() / "New case.appraisal", FILES, ".appraisal")
        if path is not None:
            self._create(path)

    def _create(self, path: Path) -> None:
        if self._may_lose(lambda: self._create(path), "start the new file without it"):
            self._workspace.create(path)

    def ask_open(self) -> None:
        """Ask which file, and open it."""
        path = ask_which(self._window, "Open a file", self._folder(), FILES)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a store off the main thread."""
        if self._may_lose(lambda: self.open(path), "open the other file without it"):
            self._load_first()
            self._workspace.open(path)

    def open_sample(self, name: str) -> None:
        """Open the officer's own copy of a sample, made when it is first asked for."""
        if self._may_lose(lambda: self.open_sample(name), "open the sample without it"):
            self._load_first()
            self._workspace.open_sample(name, self._samples / f"{name}.appraisal")

    def _ask_open_copy(self, path: Path) -> None:
        to = ask_where(self._window, f"Where the copy of {path.name} goes", documents() / path.name, FILES, ".appraisal")
        if to is not None:
            self.open_copy(path, to)

    def open_copy(self, path: Path, to: Path) -> None:
        """Copy a file that cannot be written where it is, and open the copy."""
        if self._may_lose(lambda: self.open_copy(path, to), "open the copy without it"):
            self._load_first()
            self._workspace.open_copy(path, to)

    def restore(self, path: Path, backup: KeptBackup) -> None:
        """Open a backup in the place of its file."""
        if self._may_lose(lambda: self.restore(path, backup), "restore the backup without it"):
            self._load_first()
            self._workspace.restore(path, backup)

    def _damaged(self, path: Path, sentence: str, backup: KeptBackup | None) -> None:
        more: list[Offer] = [("See the backups", lambda: self._show_backups(path))]
        if not is_found(path):
            more.append(("Find the file", self.ask_open))
        if backup is None:
            self._say(sentence, more=more)
        else:
            self._say(sentence, offer="Restore the backup", act=lambda: self.restore(path, backup), more=more)

    # --- workbooks ---

    def ask_import(self) -> None:
        """Ask which workbook, and import it."""
        path = ask_which(self._window, "Import a case workbook", self._folder(), BOOKS)
        if path is not None:
            self.import_book(path)

    def import_book(self, path: Path) -> None:
        """Import a workbook into the open file, or, with none open, into a new file beside it."""
        if self._may_lose(lambda: self.import_book(path), "import without it"):
            self._workspace.import_book(path)

    def _ask_of_book(
        self, book: Path, unknown: Mapping[str, str], doubled: Mapping[str, str], answered: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        """Ask what that we do not know is left out, and which rows that may count money twice are kept; then import."""
        from desktop.views.shell.asked_of_book import AskedOfBookDialog

        dialog = AskedOfBookDialog(self._window, book.name, unknown, doubled)
        kept, left = answered
        dialog.answered.connect(lambda keep, leave_out: self._workspace.import_book(book, (*kept, *keep), (*left, *leave_out)))
        dialog.rejected.connect(lambda: self._say(f"Nothing was imported from {book.name}."))
        dialog.open()

    def _imported(self, book: Path, done: ImportReport) -> None:
        from desktop.operations.records.cases import titles
        from desktop.operations.workbook.report import report_text

        report = done.told(book.name)
        left = f"Left out: {', '.join(report.left_out)}." if report.left_out else ""
        which = "It is the case in hand; the Case menu has the others." if len(self._workspace.read(titles)) > 1 else ""
        said = " ".join(filter(None, (f"Imported ‘{done.title}’ from {book.name}.", which, left, *report.notes)))
        self._say(said, not report.loses, "Copy the report", lambda: self._copy_report(report_text(report)))

    def _copy_report(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self._say_done("Copied the report.")

    def ask_template(self) -> None:
        """Ask where an empty workbook goes, and write it."""
        from desktop.operations.workbook.template import write_template

        to = ask_where(self._window, "Write an empty workbook", self._folder() / "Case workbook.xlsx", BOOKS)
        if to is not None:
            said = f"Wrote {to.name}, to be filled in and imported."
            self._workspace.tasks.start("Writing an empty workbook", lambda _: write_template(to), lambda _: self._say_done(said))

    def ask_export(self, *, told: bool = False) -> None:
        """Ask where the workbook of the case in hand goes, and write it; `told`, the officer knows that something in it is withheld."""
        from desktop.operations.file_names import safe_name

        if not self._workspace.is_open:
            return
        if not told and not self._is_told("The workbook", self._workspace.case_id, "Export it", lambda: self.ask_export(told=True)):
            return
        try:
            suggested = self._folder() / f"{safe_name(self._workspace.case.title, 'Case')}{_mark(told)}.xlsx"
        except KnownTrouble as trouble:
            self._say(str(trouble))
            return
        to = ask_where(self._window, "Export the workbook", suggested, BOOKS, ".xlsx")
        if to is not None:
            self.export_book(to)

    def export_book(self, to: Path) -> None:
        """Write the case in hand as its workbook, off the main thread."""
        if self._may_lose(lambda: self.export_book(to), "export without it"):
            self._workspace.export_book(to)

    def _exported(self, to: Path, title: str, problems: tuple[str, ...], lacks: str) -> None:
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self._say(f"Exported ‘{title}’ to {to.name}. Before it can be imported again, put this right{more}: {problems[0]}")
        else:
            self._say_done(f"Exported ‘{title}’ to {to.name} in {to.parent}. {lacks}".rstrip())

    def _is_told(self, what: str, case: int | None, offer: str, act: Callable[[], object]) -> bool:
        """Whether nothing of what goes out is withheld; else it is said first what is, with a button that goes on."""
        from desktop.operations.records.held import what_it_holds

        held = self._workspace.read(what_it_holds, case, what)
        if held:
            self._say(held, offer=offer, act=act)
        return not held

    # --- copies ---

    def ask_back_up(self) -> None:
        """Ask where a backup goes, and write it."""
        path = self._workspace.path
        to = ask_where(self._window, "Back up to", path.with_stem(f"{path.stem} backup"), FILES) if path is not None else None
        if to is not None:
            self.back_up(to)

    def back_up(self, to: Path) -> None:
        """Write a checked copy of the open file."""
        self._copy(lambda: self._workspace.back_up(to), f"Backed up to {to.name}.")

    def ask_clean_copy(self, *, told: bool = False) -> None:
        """Ask where a copy to be sent goes, and write it; `told` as in `ask_export`."""
        path = self._workspace.path
        if path is None or (not told and not self._is_told("The copy", None, "Save it", lambda: self.ask_clean_copy(told=True))):
            return
        to = ask_where(self._window, "Save a clean copy", path.with_stem(f"{path.stem} to send{_mark(told)}"), FILES)
        if to is not None:
            self.save_clean_copy(to)

    def save_clean_copy(self, to: Path) -> None:
        """Write a copy that holds the records and no history of them."""
        if self._may_lose(lambda: self.save_clean_copy(to), "save the copy without it"):
            said = f"Saved a clean copy as {to.name}. It holds every record of this file, also exempt ones, and no history."
            self._copy(lambda: self._workspace.save_clean_copy(to), said)

    def _copy(self, write: Callable[[], object], said: str) -> None:
        try:
            write()
        except KnownTrouble as trouble:
            self._say(str(trouble))
        else:
            self._say_done(said)

    def keep_backup(self) -> str:
        """Keep a dated copy where something has changed since the last; gives what stood in the way, which is said too, or nothing."""
        try:
            self._workspace.keep_backup()
        except KnownTrouble as trouble:
            self.say_no_backup(trouble)
            return str(trouble)
        return ""

    def say_no_backup(self, trouble: KnownTrouble) -> None:
        """Say why no dated copy could be kept, and offer another."""
        self._say(str(trouble), offer="Save a copy", act=self._ask_copy)


def _mark(told: bool) -> str:
    return " (exempt, not for publication)" if told else ""
