"""The program begins with its window: one for one officer, which paints its first frame, is furnished, and then opens a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import collecting
from desktop.application import FIRST_SIZE, Window, make_application, name_application
from desktop.errors import KnownTrouble
from desktop.settings import Settings, settings_folder

if TYPE_CHECKING:
    from desktop.crash_reports import CrashReports
    from desktop.first_window import FirstWindow


def collect_all(state: Qt.ApplicationState) -> None:
    """Look through everything, once the officer has turned to another program."""
    if state == Qt.ApplicationState.ApplicationInactive:
        collecting.collect_all()


def open_window(path: str | None, begin: Callable[[Window], object] | None = None) -> int:
    """Open the window, on a file where one is given, else on the file last open. Returns the exit code.

    Where a window is open already, it comes to the front and is given the file. `begin` is called with a new window before it is shown.
    """
    from desktop.crash_reports import CrashReports
    from desktop.first_window import FirstWindow

    name_application()
    began = time.time()
    first = FirstWindow(settings_folder())
    if not first.claim():
        if first.hand_over(path or ""):
            return 0
        first.claim()  # it may have been closing
    reports = CrashReports(settings_folder() / "Crash reports")
    reports.start()
    left_before = began if first.is_alone else None
    try:
        return _run(path, first, reports, begin, left_before)
    except KnownTrouble as trouble:
        print(trouble, file=sys.stderr)
        if sys.stderr is None:
            _say_without_window(str(trouble))
        return 2
    except Exception as trouble:
        # as for a fault in the window, though there may be no window to say it in
        sys.excepthook(type(trouble), trouble, trouble.__traceback__)
        reports.tell_to(lambda sentence: _say_without_window(sentence) if sys.stderr is None else None)
        return 1
    finally:
        reports.stop()


def _say_without_window(sentence: str) -> None:
    """Say a sentence where there is neither a window nor a console."""
    from PySide6.QtWidgets import QMessageBox

    if QApplication.instance() is not None:
        QMessageBox.critical(None, "Appraisal Desk", sentence)


def load_furniture() -> None:
    """Load what a window is furnished with. In a turn of its own, so that the window is not held up by both."""
    import desktop.views.shell.case_menu
    import desktop.views.shell.files
    import desktop.views.shell.rail
    import desktop.views.shell.welcome
    import desktop.workspace  # noqa: F401  # loaded after the first frame, which is not to wait for it


def _open_first(window: Window, start: Path | None) -> None:
    """Open the file the program begins with, where there is one; collections wait until it is open, or has not opened."""
    from PySide6.QtGui import QColor

    from desktop.views.kit.icons import icon

    if start is None:
        QTimer.singleShot(0, collecting.loaded)
    else:  # one that is no longer there is said, with its backups: it is never passed over
        workspace = window.workspace
        for signal in (workspace.rest_loaded, workspace.troubled, workspace.not_imported, workspace.damaged, workspace.unwritable):
            signal.connect(collecting.loaded)
        window.open(start)
    QTimer.singleShot(0, lambda: window.setWindowIcon(icon("appraisal-desk", QColor())))


def _run(
    path: str | None, first: FirstWindow, reports: CrashReports, begin: Callable[[Window], object] | None, left_before: float | None
) -> int:
    """Show the window and run until it is closed. What earlier runs left half written in the program's folders goes, if that is known."""
    collecting.hold_while_loading()
    collecting.collect_briefly()
    application = make_application(sys.argv[:1])
    application.applicationStateChanged.connect(collect_all)
    settings = Settings()
    start = Path(path) if path else settings.last_file
    window = Window(settings, f"Opening {start.name}" if start is not None else "", furnished=False)
    if begin is not None:
        begin(window)

    def load() -> None:
        load_furniture()
        QTimer.singleShot(0, go_on)

    def go_on() -> None:
        """What follows the first frame."""
        window.furnish()
        reports.tell_to(window.faulted.emit)
        first.asked.connect(window.come_forward)
        first.listen()
        _open_first(window, start)
        if left_before is not None:
            window.tidy_up(left_before)

    window.first_frame.painted.connect(lambda: QTimer.singleShot(0, load))
    room = window.screen().availableSize()
    if settings.geometry.isEmpty() and (room.width() <= FIRST_SIZE.width() or room.height() <= FIRST_SIZE.height()):
        window.showMaximized()  # a small laptop's screen, or one at 200%: the frame would stand outside it
    else:
        window.show()
    code = application.exec()
    reports.tell_to(None)  # the window is closed
    first.give_up()
    return code
