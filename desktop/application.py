"""Puts the window together. Its first frame is painted before what the window is made of is loaded, and that before the store's libraries.

So what this module imports where it begins is what the first frame is painted by, and nothing there names `Qt` of QtCore.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QSize, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QStatusBar, QWidget

from desktop.errors import KnownTrouble
from desktop.own_files import sweep
from desktop.settings import Settings, settings_folder
from desktop.views.kit import fonts, look
from desktop.views.shell import screens
from desktop.views.shell.first_frame import FirstFrame, Opening

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QMenu

    from desktop.papers.readiness import MendedAt
    from desktop.views.kit.messages import Offer
    from desktop.views.kit.page import Page
    from desktop.views.kit.screen import Screen
    from desktop.views.shell.long_change import LongChange
    from desktop.views.shell.welcome import Welcome

#: The screen of backups, which alone can be looked at with no file open.
BACKUPS = "Backups"
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


def _load_folder(folder: str, _: object) -> None:
    screens.load_folder(folder)


def _fill(menu: QMenu, *groups: Sequence[QAction]) -> None:
    """Give a menu its entries, a line between each group and the next."""
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(group)


class Window(QMainWindow):
    """The window: rail, the screen in hand, menus and the status bar."""

    faulted = Signal(str)
    """A fault of the program itself, on whichever thread, as a sentence for the officer."""

    def __init__(self, settings: Settings | None = None, opening: str = "", furnished: bool = True) -> None:
        """`opening` is what is about to be done, for the first frame to say. A window that is not `furnished` has that frame alone."""
        super().__init__()
        self.setWindowTitle("Appraisal Desk")
        self.settings = settings or Settings()
        self.is_furnished = False
        self.opening = Opening(opening)
        self.first_frame = FirstFrame(screens.rail_names(), self.opening)
        self.setCentralWidget(self.first_frame)
        self._menus = [self.menuBar().addMenu(title) for title in _MENUS]
        self.setStatusBar(QStatusBar(self))  # one of our own: what Qt makes when it is first asked for may be let go of here
        self.statusBar().setSizeGripEnabled(False)
        self.follow_text_size()
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(self.settings.geometry)
        if furnished:
            self.furnish()

    def follow_text_size(self) -> None:
        """Keep room in the status bar for the button that stops a check, so that nothing moves as it comes and goes."""
        self.statusBar().setMinimumHeight(look.row_height())

    def furnish(self) -> None:
        """Put everything into a window that has its first frame."""
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

        from desktop.tasks import Tasks
        from desktop.views.kit.stillness import Stillness
        from desktop.workspace import Workspace

        self.tasks = Tasks(self)
        self.workspace = Workspace(self.tasks, self, own_folder("Backups"), own_folder("Copies"), own_folder("Closed"))
        self._screens: dict[str, Screen] = {}
        self._told_left, self._told_no_backup = "", False
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
        self._make_status_bar()
        self._make_actions()
        self._make_menus()
        self.workspace.opened.connect(self._opened)
        self.workspace.changed.connect(self._changed)
        self.tasks.troubled.connect(self.saying.say)
        self.faulted.connect(self.saying.say_fault, QtCore.Qt.ConnectionType.QueuedConnection)
        self.workspace.changing.connect(self._tell_change)
        self.settings.hold()
        self.workspace.last_house_style = self.settings.last_house_style
        self.workspace.matches = self.settings.matches
        self.workspace.house_style_used.connect(self._house_style_used)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(_BACK_UP_EVERY)
        self._backup_timer.timeout.connect(lambda: self.workspace.keep_backup_meanwhile(self.files.say_no_backup))
        self._backup_timer.start()
        self.is_furnished = True
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
        self.workspace.busy.connect(welcome.set_doing)
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
        from desktop.views.shell.files import Files
        from desktop.views.shell.saving import Saving
        from desktop.views.shell.saying import Saying

        self.saving = Saving(self.workspace, self._screens, self._page, self.show_screen, self)
        self.saying = Saying(self, self.workspace, self.stack, self.opening, self._screens, self._page)
        self.statusBar().addWidget(self.saving.saved)
        self.statusBar().addWidget(self.saving.marked)
        files = self.files = Files(
            self, self.workspace, self.settings, self.saving, self.saying, own_folder("Samples"), self._load_first_screen,
            lambda path: self.show_screen(BACKUPS, path),
        )  # fmt: skip
        self.open, self.open_sample = files.open, files.open_sample
        self.import_book, self.export_book = files.import_book, files.export_book
        self.back_up, self.save_clean_copy, self.keep_backup = files.back_up, files.save_clean_copy, files.keep_backup

    # --- what the menus do ---

    def _action(self, text: str, do: Callable[[], object], keys: QKeySequence.StandardKey | str | None = None) -> QAction:
        from PySide6.QtGui import QKeySequence

        action = QAction(text, self)
        action.triggered.connect(lambda *_: do())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        return action

    def _make_actions(self) -> None:
        from PySide6.QtGui import QKeySequence

        from desktop.views.shell.going import Going
        from desktop.views.shell.undoing import Undoing

        action, standard = self._action, QKeySequence.StandardKey
        self.new_action = action("Start a new case file…", self.files.ask_new, standard.New)
        self.open_action = action("&Open a file…", self.files.ask_open, standard.Open)
        self.bring_in_action = action("&Bring in a sheet…", lambda: self.show_screen("Bring in a sheet"), "Ctrl+Shift+B")
        self.import_action = action("&Import a case workbook…", self.files.ask_import)
        self.template_action = action("Write an empty &workbook…", self.files.ask_template)
        self.export_action = action("&Export the workbook…", self.files.ask_export)
        self.back_up_action = action("&Back up to…", self.files.ask_back_up)
        self.clean_copy_action = action("Save a &clean copy to send…", self.files.ask_clean_copy)
        self.backups_action = action("Bac&kups…", lambda: self.show_screen(BACKUPS, self.workspace.path))
        self.quit_action = action("&Quit", self.close, standard.Quit)
        self.undoing = Undoing(self, self.workspace, self._page, self._mend)
        self.undo_action, self.redo_action = self.undoing.undo_action, self.undoing.redo_action
        self.history_action = action("&History of changes…", lambda: self.show_screen("History"))
        self.larger_action = action("&Larger text", lambda: self._scale_text(1.1), standard.ZoomIn)
        self.smaller_action = action("&Smaller text", lambda: self._scale_text(1 / 1.1), standard.ZoomOut)
        self.going = Going(self, self.workspace, self.way, self._menus, self._mend, self.saying.say)
        self.help_action = action("&How to use Appraisal Desk", self._help, standard.HelpContents)
        self.about_action = action("&About Appraisal Desk", self._about)
        self.ask_partners_action = action("&Ask partners…", lambda: self.show_screen("Ask partners"))
        self.take_returns_action = action("&Take in returns…", lambda: self.show_screen("Take in returns"))
        self._needs_case = [
            self.export_action, self.back_up_action, self.ask_partners_action, self.take_returns_action, self.history_action,
            self.clean_copy_action, self.bring_in_action,
        ]  # fmt: skip

    def _make_menus(self) -> None:
        from PySide6.QtWidgets import QMenu

        from desktop.views.shell.case_menu import CaseMenu
        from desktop.views.shell.welcome import SAMPLES

        file, edit, cases, view, about = self._menus
        samples = QMenu("Open a &sample", file)
        for name, title, _ in SAMPLES:
            samples.addAction(title).triggered.connect(lambda *_, name=name: self.open_sample(name))
        _fill(
            file,
            (self.new_action, self.open_action, self.import_action, self.bring_in_action),
            (self.export_action, self.template_action),
            (self.ask_partners_action, self.take_returns_action),
            (samples.menuAction(),),
            (self.back_up_action, self.backups_action, self.clean_copy_action),
            (self.quit_action,),
        )
        _fill(edit, (self.undo_action, self.redo_action), (self.history_action,))
        edit.aboutToShow.connect(self.undoing.name)
        self.cases = CaseMenu(cases, self.workspace, self.saving, self.saying, self.export_action, self._show_details)
        stages = [
            self._action(stage.name, partial(self.way.show_stage, stage.name), f"Ctrl+{number}")
            for number, stage in enumerate(screens.stages(), start=1)
        ]
        self._needs_case += stages
        _fill(view, stages, self.going.actions, (self.larger_action, self.smaller_action))
        about.addActions([self.help_action, self.about_action])
        self._enable()

    def _enable(self) -> None:
        is_open = self.workspace.is_open
        self.rail.setEnabled(is_open)
        for action in self._needs_case:
            action.setEnabled(is_open)
        self.going.enable()
        self.undoing.enable()

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

    def come_forward(self, path: str = "") -> None:
        """Come to the front, and open a file where one is given: the officer has started the program again."""
        state = QtCore.Qt.WindowState
        self.setWindowState(self.windowState() & ~state.WindowMinimized | state.WindowActive)
        self.raise_()
        self.activateWindow()
        if path:
            self.open(Path(path))

    def _scale_text(self, by: float) -> None:
        fonts.set_text_size(min(QApplication.font().pointSizeF() * by, _LARGEST_TEXT))

    def _help(self) -> None:
        from desktop.views.shell.help_window import HelpWindow

        HelpWindow(self).show()

    def _about(self) -> None:
        from desktop.views.shell.about import About

        About(self).exec()

    # --- screens ---

    def _show_details(self) -> None:
        self.show_screen("Overview", "details")

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
            screen.copy_asked.connect(self.files.open_copy)
            screen.restore_asked.connect(self.files.restore)
            screen.left.connect(self._leave_backups)

    def _leave_backups(self) -> None:
        """Back to what was there before: the first page, where no file is open."""
        self._name = "Overview"
        if self.workspace.is_open:
            self.show_screen(self._name)
        else:
            self.stack.setCurrentWidget(self.welcome)

    def _leave_inner(self, name: str) -> None:
        """The stage that is in hand already is asked for: the view that the screen in hand is reached from, where it is within one."""
        if name and name == self.way.stage and (home := screens.home_of(self._name)) is not None:
            self.way.go_to(home)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._page().adds_by(event):
            super().keyPressEvent(event)

    def _page(self) -> Page:
        """The screen in hand, or the first page."""
        from desktop.views.kit.page import Page

        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else self.welcome

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
        self.saying.say_faults()
        self._stillness.hold()  # what follows the figures begins once they are painted
        if path is not None:
            try:
                self.settings.keep()
            except KnownTrouble as trouble:
                self.saying.say(str(trouble))

    def _house_style_used(self, path: Path) -> None:
        self.settings.last_house_style = self.workspace.last_house_style = path

    def _changed(self) -> None:
        self._told_no_backup = False
        if self.workspace.is_open:
            from desktop.appraisal.discounting import schedule

            try:
                case = self.workspace.case
                self.side.set_case(case.title, case.body)
                self.saying.bases.setText(f"{schedule(case.discounting).name}; end of year; {case.price_base} prices  ")
            except KnownTrouble as trouble:
                self.saying.say(str(trouble))
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

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.geometry = self.saveGeometry()
        if not self.is_furnished:
            super().closeEvent(event)
            return
        self.settings.matches = self.workspace.matches
        if not self.saving.may_lose(self.close, "close without it"):
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
        self.saying.say(f"{sentence} Close again to leave it so.", offer=offer, act=self.close, more=more)
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
