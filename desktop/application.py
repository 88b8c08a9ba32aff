"""Puts the window together. Its first frame is painted before what the window is made of is loaded, and that before the store's libraries.

So what this module imports where it begins is what the first frame is painted by, and nothing there names `Qt` of QtCore.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QSize, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop.disk_trouble import is_found
from desktop.errors import KnownTrouble
from desktop.own_files import sweep
from desktop.settings import Settings, settings_folder
from desktop.views.kit import fonts, look
from desktop.views.shell import screens
from desktop.views.shell.first_frame import FirstFrame, Opening

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent

    from desktop.operations.store.restoring import KeptBackup
    from desktop.operations.workbook.importing import ImportReport
    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.messages import Offer
    from desktop.views.kit.page import Page
    from desktop.views.kit.screen import Screen
    from desktop.views.shell.long_change import LongChange
    from desktop.views.shell.welcome import Welcome

#: The screen of backups, which alone can be looked at with no file open.
BACKUPS = "Backups"
_BOOKS = "Case workbooks (*.xlsx)"
_MENUS = ("&File", "&Edit", "&Case", "&View", "&Help")


#: The size of the window the first time, in logical pixels, where the screen has room for it.
FIRST_SIZE = QSize(1366, 768)

#: Text twice the least size is as large as a screen can be read at.
_LARGEST_TEXT = 2 * fonts.LEAST_POINTS

#: How long another thread may keep the window's waiting once it has asked Qt for something, in seconds: a fifth of Python's own.
_TURN_OF_A_THREAD = 0.001

#: Half an hour of changes is the most that a damaged file may cost, in milliseconds.
_BACK_UP_EVERY = 30 * 60 * 1000


def own_folder(name: str) -> Path:
    """A folder of the program's own in the officer's local profile; it may not be there yet."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)) / name


def file_name(title: str) -> str:
    """A title as a file may be called on every system; `Case` where nothing of it may stay."""
    kept = "".join(" " if each in '<>:"/\\|?*' or not each.isprintable() else each for each in title)
    return " ".join(kept.split())[:80].rstrip(". ") or "Case"


def _load_folder(folder: str, _: object) -> None:
    screens.load_folder(folder)


class Window(QMainWindow):
    """The window: rail, the screen in hand, menus and the status bar."""

    faulted = Signal(str)
    """A fault of the program itself, on whichever thread, as a sentence for the officer."""

    def __init__(self, settings: Settings | None = None, opening: str = "", furnished: bool = True) -> None:
        """`opening` is what is about to be done, for the first frame to say. A window that is not `furnished` has that frame alone."""
        super().__init__()
        self.setWindowTitle("Appraisal Desk")
        self.settings = settings or Settings()
        self.is_furnished = self._is_busy = False
        self.opening = Opening(opening)
        self.first_frame = FirstFrame(screens.rail_names(), self.opening)
        self.setCentralWidget(self.first_frame)
        self._menus = [self.menuBar().addMenu(title) for title in _MENUS]
        self.statusBar().setSizeGripEnabled(False)
        self.follow_text_size()
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(self.settings.geometry)
        if furnished:
            self.furnish()

    def follow_text_size(self) -> None:
        """Keep room in the status bar for the button that stops a check, so that nothing moves as it comes and goes."""
        self.statusBar().setMinimumHeight(look.row_height())
        if self.is_furnished:
            self._stop_button.setFixedHeight(look.row_height() - look.HALF)

    def furnish(self) -> None:
        """Put everything into a window that has its first frame."""
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

        from desktop.tasks import Tasks
        from desktop.views.kit.stillness import Stillness
        from desktop.workspace import Workspace

        self.tasks = Tasks(self)
        self.workspace = Workspace(self.tasks, self, own_folder("Backups"), own_folder("Copies"), own_folder("Closed"))
        self._screens: dict[str, Screen] = {}
        self._told_unsaved: list[tuple[str, str]] = []
        self._told_left, self._told_no_backup = "", False
        self._faults_to_say: list[str] = []
        self._name = "Overview"
        self._make_rail()
        self.stack = QStackedWidget()
        self._stillness = Stillness(self.stack)
        self._stillness.painted.connect(self.workspace.load_rest)
        self.workspace.ready.connect(self._load_screens)
        middle = QWidget()
        box = QHBoxLayout(middle)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.side)
        box.addWidget(self.stack, 1)
        self.stack.addWidget(self.opening)
        self.setCentralWidget(middle)
        self._make_actions()
        self._make_menus()
        self._make_status_bar()
        self.workspace.opened.connect(self._opened)
        self.workspace.changed.connect(self._changed)
        self.workspace.troubled.connect(self.say)
        self.tasks.troubled.connect(self.say)
        self.workspace.exported.connect(self._exported)
        self.workspace.copied.connect(lambda sentence: self.say(sentence, well=True))
        self.workspace.imported.connect(self._imported)
        self.workspace.not_imported.connect(self._not_imported)
        self.workspace.asked.connect(self._ask_of_book)
        self.workspace.damaged.connect(self._damaged)
        self.workspace.unwritable.connect(self._unwritable)
        self.saving.copy_wanted.connect(self.open)
        self.faulted.connect(self._say_fault, QtCore.Qt.ConnectionType.QueuedConnection)
        self.workspace.busy.connect(self._say_busy)
        self.workspace.progressed.connect(self._say_doing)
        self.workspace.changing.connect(self._tell_change)
        self.settings.hold()
        self.workspace.last_house_style = self.settings.last_house_style
        self.workspace.matches = self.settings.matches
        self.workspace.house_style_used.connect(self._house_style_used)
        self.workspace.restored.connect(lambda sentence: self.say(sentence, well=True))
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(_BACK_UP_EVERY)
        self._backup_timer.timeout.connect(lambda: self.workspace.keep_backup_meanwhile(self._say_no_backup))
        self._backup_timer.start()
        self.is_furnished = True
        self.follow_text_size()
        self.side.set_narrow(self.width() < look.RAIL_BREAK)
        if self.windowHandle() is not None:
            self.way.follow_mouse(self.windowHandle())
        if not self.opening.words:
            self.stack.setCurrentWidget(self.welcome)

    def _make_rail(self) -> None:
        from desktop.views.shell.open_counts import OpenCounts
        from desktop.views.shell.rail import Rail, RailSide
        from desktop.views.shell.way_through import WayThrough

        self.way = WayThrough(self.workspace, self._bring, self)
        self.way.moved.connect(self._show_place)
        self.rail = Rail(screens.rail_items())
        self.side = RailSide(self.rail)
        self._open_counts = OpenCounts(self.workspace, self.rail)
        self.rail.chosen.connect(self.way.show_stage)
        self.rail.itemClicked.connect(lambda item: self._leave_inner(item.text()))
        self.rail.itemActivated.connect(lambda item: self._leave_inner(item.text()))
        self.rail.setEnabled(False)

    @cached_property
    def welcome(self) -> Welcome:
        """The first page, made where no file is opened or one does not open."""
        from desktop.views.shell.welcome import Welcome

        welcome = Welcome(self.new_action, self.open_action, self.import_action)
        welcome.sample_asked.connect(self.open_sample)
        self.stack.addWidget(welcome)
        return welcome

    @cached_property
    def long_change(self) -> LongChange:
        """What stands over the window while many rows are written."""
        from desktop.views.shell.long_change import LongChange

        return LongChange(self, self.workspace.stop)

    def _tell_change(self, doing: str, share: float) -> None:
        self.long_change.tell(doing, share)

    def _make_status_bar(self) -> None:
        from PySide6.QtWidgets import QLabel

        from desktop.views.kit.buttons import PlainButton
        from desktop.views.kit.page import row
        from desktop.views.shell.saving import Saving

        self.saving, self._bases = Saving(self.workspace, self._screens, self._page, self), QLabel()
        self.statusBar().addWidget(self.saving.saved)
        self.statusBar().addWidget(self.saving.marked)
        self._doing, self._stop_button = QLabel(), PlainButton("Stop")
        self._stop_button.clicked.connect(self.workspace.stop)
        self._check = row(self._doing, self._stop_button, spacing=look.STEP)
        self._check.setParent(self)
        self._check.hide()
        self.statusBar().addPermanentWidget(self._bases)

    # --- what the menus do ---

    def _make_actions(self) -> None:
        from PySide6.QtGui import QKeySequence

        from desktop.views.shell.going import Going
        from desktop.views.shell.undoing import Undoing

        def action(text: str, do: Callable[[], object], keys: QKeySequence.StandardKey | str | None = None) -> QAction:
            action = QAction(text, self)
            action.triggered.connect(lambda *_: do())
            if keys is not None:
                action.setShortcut(QKeySequence(keys))
            return action

        standard = QKeySequence.StandardKey
        self.new_action = action("Start a new case file…", self._ask_new, standard.New)
        self.open_action = action("&Open a file…", self._ask_open, standard.Open)
        self.bring_in_action = action("&Bring in a sheet…", lambda: self.show_screen("Bring in a sheet"), "Ctrl+Shift+B")
        self.import_action = action("&Import a case workbook…", self._ask_import)
        self.template_action = action("Write an empty &workbook…", self._ask_template)
        self.export_action = action("&Export the workbook…", self._ask_export)
        self.back_up_action = action("&Back up to…", self._ask_back_up)
        self.clean_copy_action = action("Save a &clean copy to send…", self._ask_clean_copy)
        self.backups_action = action("Bac&kups…", lambda: self.show_screen(BACKUPS, self.workspace.path))
        self.quit_action = action("&Quit", self.close, standard.Quit)
        self.undoing = Undoing(self, self.workspace, self._page, self._mend)
        self.undo_action, self.redo_action = self.undoing.undo_action, self.undoing.redo_action
        self.history_action = action("&History of changes…", lambda: self.show_screen("History"))
        self.larger_action = action("&Larger text", lambda: self._scale_text(1.1), standard.ZoomIn)
        self.smaller_action = action("&Smaller text", lambda: self._scale_text(1 / 1.1), standard.ZoomOut)
        self.going = Going(self, self.workspace, self.way, self._menus, self._mend, self.say)
        self.help_action = action("&How to use Appraisal Desk", self._help, standard.HelpContents)
        self.about_action = action("&About Appraisal Desk", self._about)
        self.ask_partners_action = action("&Ask partners…", lambda: self.show_screen("Ask partners"))
        self.take_returns_action = action("&Take in returns…", lambda: self.show_screen("Take in returns"))
        self._needs_case = [
            self.export_action, self.back_up_action, self.ask_partners_action, self.take_returns_action, self.history_action,
            self.clean_copy_action, self.bring_in_action,
        ]  # fmt: skip

    def _make_menus(self) -> None:
        from PySide6.QtGui import QKeySequence

        from desktop.views.shell.welcome import SAMPLES

        file, edit, self._cases, view, about = self._menus
        file.addActions([self.new_action, self.open_action, self.import_action, self.bring_in_action])
        file.addSeparator()
        file.addActions([self.export_action, self.template_action])
        file.addSeparator()
        file.addActions([self.ask_partners_action, self.take_returns_action])
        file.addSeparator()
        samples = file.addMenu("Open a &sample")
        for name, title, _ in SAMPLES:
            samples.addAction(title).triggered.connect(lambda *_, name=name: self.open_sample(name))
        file.addSeparator()
        file.addActions([self.back_up_action, self.backups_action, self.clean_copy_action])
        file.addSeparator()
        file.addAction(self.quit_action)
        edit.addActions([self.undo_action, self.redo_action])
        edit.addSeparator()
        edit.addAction(self.history_action)
        edit.aboutToShow.connect(self.undoing.name)
        self._cases.aboutToShow.connect(self._list_cases)
        self._list_cases()
        for number, stage in enumerate(screens.stages(), start=1):
            go = view.addAction(stage.name)
            self._needs_case.append(go)
            go.triggered.connect(lambda *_, name=stage.name: self.way.show_stage(name))
            go.setShortcut(QKeySequence(f"Ctrl+{number}"))
        view.addSeparator()
        view.addActions(self.going.actions)
        view.addSeparator()
        view.addActions([self.larger_action, self.smaller_action])
        about.addActions([self.help_action, self.about_action])
        self._enable()

    def _titles(self) -> tuple[tuple[int, str], ...]:
        """The cases of the open file; none, and a sentence on the page, where they cannot be read."""
        from desktop.operations.records.cases import titles

        try:
            return tuple(self.workspace.read(titles))
        except KnownTrouble as trouble:
            self.say(str(trouble))
            return ()

    def _list_cases(self) -> None:
        from PySide6.QtGui import QActionGroup

        from desktop.views.kit.buttons import literal

        self._cases.clear()
        group = QActionGroup(self._cases)
        if self.workspace.path is not None:
            for case, title in self._titles():
                choice = self._cases.addAction(literal(title))
                choice.setCheckable(True)
                choice.setChecked(self.workspace.is_open and case == self.workspace.case_id)
                choice.setActionGroup(group)
                choice.triggered.connect(lambda *_, case=case: self._show_case(case))
            self._cases.addSeparator()
        details = self._cases.addAction("Case &details")
        details.setEnabled(self.workspace.is_open)
        details.triggered.connect(lambda *_: self.show_screen("Overview", "details"))
        self._cases.addAction(self.export_action)
        new = self._cases.addAction("Add a case to this file")
        new.setEnabled(self.workspace.path is not None)
        new.triggered.connect(lambda *_: self._add_case())

    def _show_case(self, case: int) -> None:
        if self._may_lose(lambda: self._show_case(case), "go to the other case without it"):
            self.workspace.show_case(case)

    def _add_case(self) -> None:
        from desktop.operations.records.cases import add_empty

        if not self._may_lose(self._add_case, "add the case without it"):
            return
        try:
            case = self.workspace.edit("new case", add_empty)
        except KnownTrouble as trouble:
            self.say(str(trouble))
            return
        self.workspace.show_case(case)
        self.show_screen("Overview", "details")

    def _enable(self) -> None:
        is_open = self.workspace.is_open
        self.rail.setEnabled(is_open)
        for action in self._needs_case:
            action.setEnabled(is_open)
        self.going.enable()
        self.undoing.enable()

    def _folder(self) -> str:
        last = self.settings.last_file
        if last is not None and is_found(last.parent):
            return str(last.parent)
        return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _ask_new(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.views.shell.saving import FILES

        name, _ = QFileDialog.getSaveFileName(self, "Start a new case file", str(Path(self._folder()) / "New case.appraisal"), FILES)
        if name:
            path = Path(name)
            self._create(path if path.suffix else path.with_suffix(".appraisal"))

    def _create(self, path: Path) -> None:
        if self._may_lose(lambda: self._create(path), "start the new file without it"):
            self.workspace.create(path)

    def _ask_open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.views.shell.saving import FILES

        name, _ = QFileDialog.getOpenFileName(self, "Open a file", self._folder(), FILES)
        if name:
            self.open(Path(name))

    def _ask_import(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self, "Import a case workbook", self._folder(), _BOOKS)
        if name:
            self.import_book(Path(name))

    def _ask_template(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(self, "Write an empty workbook", str(Path(self._folder()) / "Case workbook.xlsx"), _BOOKS)
        if chosen:
            self.write_template(Path(chosen))

    def write_template(self, to: Path) -> None:
        """Write an empty case workbook to fill in."""
        from desktop.operations.workbook.template import write_template

        said = f"Wrote {to.name}, to be filled in and imported."
        self.workspace.tasks.start("Writing an empty workbook", lambda _: write_template(to), lambda _: self.say(said, well=True))

    def _is_told(self, what: str, case: int | None, offer: str, act: Callable[[], object]) -> bool:
        """Whether nothing of what goes out is withheld; else it is said first what is, with a button that goes on."""
        from desktop.operations.records.held import what_it_holds

        held = self.workspace.read(what_it_holds, case, what)
        if held:
            self.say(held, offer=offer, act=act)
        return not held

    def _ask_export(self, *, told: bool = False) -> None:
        from PySide6.QtWidgets import QFileDialog

        if not self.workspace.is_open:
            return
        if not told and not self._is_told("The workbook", self.workspace.case_id, "Export it", lambda: self._ask_export(told=True)):
            return
        try:
            mark = " (exempt, not for publication)" if told else ""
            suggested = Path(self._folder()) / f"{file_name(self.workspace.case.title)}{mark}.xlsx"
        except KnownTrouble as trouble:
            self.say(str(trouble))
            return
        name, _ = QFileDialog.getSaveFileName(self, "Export the workbook", str(suggested), _BOOKS)
        if name:
            path = Path(name)
            self.export_book(path if path.suffix else path.with_suffix(".xlsx"))

    def _ask_back_up(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.views.shell.saving import FILES

        if self.workspace.path is None:
            return
        suggested = self.workspace.path.with_stem(f"{self.workspace.path.stem} backup")
        name, _ = QFileDialog.getSaveFileName(self, "Back up to", str(suggested), FILES)
        if name:
            self.back_up(Path(name))

    def _ask_clean_copy(self, *, told: bool = False) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.views.shell.saving import FILES

        if self.workspace.path is None:
            return
        if not told and not self._is_told("The copy", None, "Save it", lambda: self._ask_clean_copy(told=True)):
            return
        mark = " (exempt, not for publication)" if told else ""
        suggested = self.workspace.path.with_stem(f"{self.workspace.path.stem} to send{mark}")
        name, _ = QFileDialog.getSaveFileName(self, "Save a clean copy", str(suggested), FILES)
        if name:
            self.save_clean_copy(Path(name))

    def _load_first_screen(self) -> None:
        """Import the screen in hand off the main thread, while its case is being opened."""
        name = "Overview" if self._name == BACKUPS else self._name
        self.tasks.start(f"Loading {name}", lambda progress: screens.load(name), lambda nothing: None)

    def _load_screens(self) -> None:
        """Import the other screens off the main thread, a folder after another, so that none is waited for when it is first opened."""
        for folder in screens.folders():
            self.tasks.start("Loading the screens", partial(_load_folder, folder), lambda nothing: None)

    def tidy_up(self, before: float) -> None:
        """Take away, off the main thread, what runs that ended before a moment left half written; in seconds since the epoch."""
        folders = (*(own_folder(name) for name in ("Backups", "Copies", "Samples", "Closed")), settings_folder())
        self.tasks.start("Tidying up", lambda progress: sweep(folders, before), lambda nothing: None)

    def open(self, path: Path) -> None:
        """Open a store off the main thread."""
        if not self._may_lose(lambda: self.open(path), "open the other file without it"):
            return
        self._load_first_screen()
        self.workspace.open(path)

    def open_sample(self, name: str) -> None:
        """Open the officer's own copy of a sample, made when it is first asked for."""
        if not self._may_lose(lambda: self.open_sample(name), "open the sample without it"):
            return
        self._load_first_screen()
        self.workspace.open_sample(name, own_folder("Samples") / f"{name}.appraisal")

    def come_forward(self, path: str = "") -> None:
        """Come to the front, and open a file where one is given: the officer has started the program again."""
        state = QtCore.Qt.WindowState
        self.setWindowState(self.windowState() & ~state.WindowMinimized | state.WindowActive)
        self.raise_()
        self.activateWindow()
        if path:
            self.open(Path(path))

    def import_book(self, path: Path) -> None:
        """Import a workbook into the open file, or, with none open, into a new file beside it."""
        if not self._may_lose(lambda: self.import_book(path), "import without it"):
            return
        self.workspace.import_book(path)

    def _ask_of_book(
        self, book: Path, unknown: Mapping[str, str], doubled: Mapping[str, str], answered: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        """Ask what that we do not know is left out, and which rows that may count money twice are kept; then import."""
        from desktop.views.shell.asked_of_book import AskedOfBookDialog

        dialog = AskedOfBookDialog(self, book.name, unknown, doubled)
        kept, left = answered
        dialog.answered.connect(lambda keep, leave_out: self.workspace.import_book(book, (*kept, *keep), (*left, *leave_out)))
        dialog.rejected.connect(lambda: self.say(f"Nothing was imported from {book.name}."))
        dialog.open()

    def export_book(self, to: Path) -> None:
        """Write the case in hand as its workbook, off the main thread."""
        if self._may_lose(lambda: self.export_book(to), "export without it"):
            self.workspace.export_book(to)

    def _imported(self, book: Path, done: ImportReport) -> None:
        from desktop.operations.records.cases import titles
        from desktop.operations.workbook.report import report_text

        report = done.told(book.name)
        left = f"Left out: {', '.join(report.left_out)}." if report.left_out else ""
        which = "It is the case in hand; the Case menu has the others." if len(self.workspace.read(titles)) > 1 else ""
        said = " ".join(filter(None, (f"Imported ‘{done.title}’ from {book.name}.", which, left, *report.notes)))
        self.say(said, not report.loses, "Copy the report", lambda: self._copy_report(report_text(report)))

    def _not_imported(self, said: str, report: str) -> None:
        self.say(said, offer="Copy the report", act=lambda: self._copy_report(report))

    def _copy_report(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self.say("Copied the report.", well=True)

    def _damaged(self, path: Path, sentence: str, backup: KeptBackup | None) -> None:
        more: list[Offer] = [("See the backups", lambda: self.show_screen(BACKUPS, path))]
        if not is_found(path):
            more.append(("Find the file", self._ask_open))
        if backup is None:
            self.say(sentence, more=more)
        else:
            self.say(sentence, offer="Restore the backup", act=lambda: self.restore(path, backup), more=more)

    def _unwritable(self, path: Path, sentence: str) -> None:
        self.say(sentence, offer="Open a copy", act=lambda: self._ask_open_copy(path))

    def _ask_open_copy(self, path: Path) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop.views.shell.saving import FILES, documents

        name, _ = QFileDialog.getSaveFileName(self, f"Where the copy of {path.name} goes", str(documents() / path.name), FILES)
        if name:
            to = Path(name)
            self.open_copy(path, to if to.suffix else to.with_suffix(".appraisal"))

    def open_copy(self, path: Path, to: Path) -> None:
        """Copy a file that cannot be written where it is, and open the copy."""
        if self._may_lose(lambda: self.open_copy(path, to), "open the copy without it"):
            self._load_first_screen()
            self.workspace.open_copy(path, to)

    def restore(self, path: Path, backup: KeptBackup) -> None:
        """Open a backup in the place of its file."""
        if self._may_lose(lambda: self.restore(path, backup), "restore the backup without it"):
            self._load_first_screen()
            self.workspace.restore(path, backup)

    def _exported(self, to: Path, title: str, problems: tuple[str, ...], lacks: str) -> None:
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self.say(f"Exported ‘{title}’ to {to.name}. Before it can be imported again, put this right{more}: {problems[0]}")
        else:
            self.say(f"Exported ‘{title}’ to {to.name} in {to.parent}. {lacks}".rstrip(), well=True)

    def back_up(self, to: Path) -> None:
        """Write a checked copy of the open file."""
        try:
            self.workspace.back_up(to)
        except KnownTrouble as trouble:
            self.say(str(trouble))
        else:
            self.say(f"Backed up to {to.name}.", well=True)

    def save_clean_copy(self, to: Path) -> None:
        """Write a copy that holds the records and no history of them."""
        if not self._may_lose(lambda: self.save_clean_copy(to), "save the copy without it"):
            return
        try:
            self.workspace.save_clean_copy(to)
        except KnownTrouble as trouble:
            self.say(str(trouble))
        else:
            self.say(f"Saved a clean copy as {to.name}. It holds every record of this file, also exempt ones, and no history.", well=True)

    def keep_backup(self) -> str:
        """Keep a dated copy where something has changed since the last; gives what stood in the way, which is said too, or nothing."""
        try:
            self.workspace.keep_backup()
        except KnownTrouble as trouble:
            self._say_no_backup(trouble)
            return str(trouble)
        return ""

    def _say_no_backup(self, trouble: KnownTrouble) -> None:
        self.say(str(trouble), offer="Save a copy", act=self.saving.ask_copy)

    def _scale_text(self, by: float) -> None:
        fonts.set_text_size(min(QApplication.font().pointSizeF() * by, _LARGEST_TEXT))

    def _help(self) -> None:
        from desktop.views.shell.help_window import HelpWindow

        HelpWindow(self).show()

    def _about(self) -> None:
        from desktop.views.shell.about import About

        About(self).exec()

    # --- screens ---

    @property
    def screen_name(self) -> str:
        """The name of the screen in hand."""
        return self._name

    def show_screen(self, name: str, target: object = None) -> Screen:
        """Bring a screen to the front, building it the first time, and one thing of it in hand."""
        with self.way.one_step():
            screen = self._bring(name)
            if target is not None:
                screen.focus_on(target)
        return screen

    def _mend(self, name: str, at: MendedAt) -> None:
        """Go to the field of a screen that mends something."""
        with self.way.one_step():
            self._bring(name).take_to(at)

    def _bring(self, name: str) -> Screen:
        if name not in self._screens:
            new_screen = screens.entry(name).build(self.workspace)
            new_screen.go.connect(self.show_screen)
            if name == BACKUPS:
                self._follow_backups(new_screen)
            new_screen.mended_at.connect(self._mend)
            self._screens[name] = new_screen
            self.stack.addWidget(new_screen)
            self.way.follow(name, new_screen)
            new_screen.tabs.changed.connect(lambda _: self._stillness.hold())  # a view is painted once it is laid out too
        screen = self._screens[name]
        self._name = self.workspace.screen = name
        focused = QApplication.focusWidget()
        if focused is not None and self.stack.isAncestorOf(focused) and self.stack.currentWidget() is not screen:
            self.rail.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)  # else Qt hands the focus to whatever stands first on the new screen
        self._stillness.hold()
        self.way.came_to(name)
        self.stack.setCurrentWidget(screen)
        screen.show_now()
        self.saving.shown(screen)
        return screen

    def _show_place(self) -> None:
        """Say on the rail which stage is in hand; to show it is not to ask for it."""
        self.rail.blockSignals(True)
        self.rail.show_name(self.way.stage, marked=not screens.is_of_no_stage(self._name))
        self.rail.blockSignals(False)

    def _follow_backups(self, screen: Screen) -> None:
        from desktop.views.shell.backups import Backups

        if isinstance(screen, Backups):
            screen.copy_asked.connect(self.open_copy)
            screen.restore_asked.connect(self.restore)
            screen.left.connect(self._leave_backups)

    def _leave_backups(self) -> None:
        """Back to what was there before: the first page, where no file is open."""
        self._name = "Overview"
        if self.workspace.is_open:
            self.show_screen(self._name)
        else:
            self.stack.setCurrentWidget(self.welcome)

    def _say_busy(self, words: str) -> None:
        """Say what is being done to a file: in the place of its screen, where none is open, and else in the status bar."""
        self._is_busy = bool(words)
        if "welcome" in vars(self):
            self.welcome.set_doing(words)
        if not words:
            self._say_doing("")
        elif not self._screens and self.stack.currentWidget() is not self.opening:
            self.stack.setCurrentWidget(self.opening)
        if words:
            self.opening.say(words)

    def _say_doing(self, words: str) -> None:
        """Say in the status bar how far the check of a file is, with a button that stops it; empty when it is over."""
        self._doing.setText(words)
        if not words:
            self.statusBar().removeWidget(self._check)  # a button makes the bar taller even while it is hidden in it
        elif not self._check.isVisible():
            self.statusBar().addPermanentWidget(self._check)
            self._check.show()

    def _leave_inner(self, name: str) -> None:
        """The stage that is in hand already is asked for: the view that the screen in hand is reached from, where it is within one."""
        if name and name == self.way.stage and (home := screens.home_of(self._name)) is not None:
            self.way.go_to(home)

    def say(
        self, sentence: str, well: bool = False, offer: str = "", act: Callable[[], object] | None = None, more: Sequence[Offer] = ()
    ) -> None:
        """One plain sentence on the screen in hand, with a button that does something about it if there is one, and those of `more`."""
        page = self._page()
        messages = page.messages
        if self.stack.currentWidget() is self.opening and not self._is_busy:
            self.stack.setCurrentWidget(page)
        if well:
            messages.success(sentence, offer, act)
        else:
            messages.alert(sentence, offer, act, more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._page().adds_by(event):
            super().keyPressEvent(event)

    def _page(self) -> Page:
        """The screen in hand, or the first page."""
        from desktop.views.kit.page import Page

        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else self.welcome

    def _say_fault(self, sentence: str) -> None:
        """A fault of the program: one in painting comes back with every frame, and is said once while its sentence stands."""
        if self.stack.currentWidget() is self.opening and self._is_busy:
            self._faults_to_say.append(sentence)  # there is no page yet to say it on
        elif self._page().messages.sentence != sentence:
            self.say(sentence)

    def _opened(self) -> None:
        path = self.workspace.path
        if path is not None:
            self.settings.last_file = path
            self.setWindowTitle(f"{path.stem} – Appraisal Desk")
        self.workspace.keep_places()
        self._enable()  # the rail takes the focus from the first page
        if self._name == BACKUPS and path is not None:
            self._name = "Overview"
        if self.workspace.is_open:
            self.show_screen(self._name)
        elif self.stack.currentWidget() is self.opening:
            self.stack.setCurrentWidget(self.welcome)
        self._changed()
        for sentence in self._faults_to_say:
            self.say(sentence)
        self._faults_to_say.clear()
        self._stillness.hold()  # what follows the figures begins once they are painted
        if path is not None:
            try:
                self.settings.keep()
            except KnownTrouble as trouble:
                self.say(str(trouble))

    def _house_style_used(self, path: Path) -> None:
        self.settings.last_house_style = self.workspace.last_house_style = path

    def _changed(self) -> None:
        self._told_unsaved, self._told_no_backup = [], False
        if self.workspace.is_open:
            from desktop.appraisal.discounting import schedule

            try:
                case = self.workspace.case
                self.side.set_case(case.title, case.body)
                self._bases.setText(f"{schedule(case.discounting).name}; end of year; {case.price_base} prices  ")
            except KnownTrouble as trouble:
                self.say(str(trouble))
        self.saving.changed()
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_furnished and self.windowHandle() is not None:
            self.way.follow_mouse(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.is_furnished:
            self.side.set_narrow(self.width() < look.RAIL_BREAK)
        super().resizeEvent(event)

    def _may_lose(self, again: Callable[[], object], offer: str) -> bool:
        """Whether nothing typed would be lost, or the officer was told of it and asks again: `again` is what was asked for.

        Else the first text that is not saved is in hand, and the page says what it is, with `offer` beside it.
        """
        self._record_typing()
        self.saving.save_what_can_be()
        unsaved_by_screen = [(name, each) for name, screen in self._screens.items() for each in screen.unsaved()]
        texts = [(each.text, each.trouble) for _, each in unsaved_by_screen]
        if self.saving.last_change:
            texts.append(("", self.saving.last_change))
        self.saving.hold()
        if not texts or texts == self._told_unsaved:
            self._told_unsaved = []
            return True
        self._told_unsaved = texts
        if not unsaved_by_screen:
            sentence = f"The last change is not saved. {self.saving.last_change}"
            self._say_may_lose(self.show_screen(self._name), sentence, offer, again, not_saved=True)
            return False
        from desktop.views.kit.forms.unsaved import sentence_of  # the window is painted before any table is loaded

        name, first = next((each for each in unsaved_by_screen if each[0] == self._name), unsaved_by_screen[0])
        screen = self.show_screen(name)
        screen.reveal(first)
        unsaved = [first, *(each for _, each in unsaved_by_screen if each is not first)]
        self._say_may_lose(screen, sentence_of(unsaved, offer), offer, again, any(each.not_saved for each in unsaved))
        return False

    def _say_may_lose(self, screen: Screen, sentence: str, offer: str, again: Callable[[], object], not_saved: bool) -> None:
        """Say what would be lost, with what can be done all the same; where the disk did not take it, with what may save it."""
        leave: Offer = (f"{offer[:1].upper()}{offer[1:]}", again)
        first, *others = [*self.saving.offers, leave] if not_saved else [leave]
        screen.messages.alert(sentence, *first, others)

    def _record_typing(self) -> None:
        """Record what is being typed in a cell or a field, as when the focus goes elsewhere; a window behind another keeps its own."""
        typing: QWidget | None = self.focusWidget()
        if not self._screens:
            return  # there is no field yet, nor is what makes one loaded
        from desktop.views.kit.forms.fields import FieldFrame

        if typing is not None:
            typing.clearFocus()
        while typing is not None and not isinstance(typing, FieldFrame):
            typing = typing.parentWidget()
        if typing is not None:
            typing.commit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.geometry = self.saveGeometry()
        if not self.is_furnished:
            super().closeEvent(event)
            return
        self.settings.matches = self.workspace.matches
        if not self._may_lose(self.close, "close without it"):
            event.ignore()
            return
        for screen in self._screens.values():
            screen.let_go()
        self.tasks.wait()
        no_backup = self.keep_backup()
        if no_backup and not self._told_no_backup:  # each says another time of day
            self._told_no_backup = True
            self._stay(event, no_backup, "Close without a backup", [("Save a copy", self.saving.ask_copy)])
            return
        left = self.workspace.put_back()
        if left and left != self._told_left:
            self._told_left = left
            self._stay(event, left, "Close")
            return
        self.tasks.end()
        self.workspace.close()
        super().closeEvent(event)

    def _stay(self, event: QCloseEvent, sentence: str, offer: str, more: Sequence[Offer] = ()) -> None:
        """Stay open once, and say why."""
        from desktop.views.kit.screen import Screen

        page = self._page()
        if isinstance(page, Screen):
            page.refresh()  # it has let go of what it showed
        self.say(f"{sentence} Close again to leave it so.", offer=offer, act=self.close, more=more)
        event.ignore()


def name_application() -> None:
    """Give the application its name, after which its own folders in the officer's local profile are called."""
    QCoreApplication.setApplicationName("Appraisal Desk")


def make_application(arguments: list[str]) -> QApplication:
    """The application with the house's fonts. On Windows style and palette are the system's own."""
    name_application()
    sys.setswitchinterval(_TURN_OF_A_THREAD)
    application = QApplication(arguments)
    if not sys.platform.startswith(("win", "darwin")):
        application.setStyle("Fusion")
    fonts.set_screen_font()
    return application
