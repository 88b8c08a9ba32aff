"""The window driven by a list of steps, and what was seen written down: how the package is tried after it has been built.

    AppraisalDesk --self-test FOLDER [FILE.appraisal]

does the steps of FOLDER/steps.json in the real window, by the mouse, keys and menu actions an officer has, and writes FOLDER/seen.json and
the pictures. It stands in for nothing: the window, the store and the papers are the program's own. Only the system's own dialogs are passed
by, since no program can answer them: `import` and `export` begin with the path such a dialog would have given. `packaging/smoke_test.py`
says which steps, and what is to be seen.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, Qt, QTimer, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from desktop.application import Window
from desktop.disk_trouble import Work, is_found, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.starting import open_window

#: How long a step may take, in seconds. Whatever is slower than this on any machine is stuck.
PATIENCE = 300.0
_TURN = 20

#: How long what was done may take to be on the screen, in seconds.
_PAINTED = 0.4

#: What is not to be loaded before the first frame.
_LATE = ("sqlmodel", "sqlalchemy", "pydantic", "reportlab", "numpy", "openpyxl", "xlsxwriter", "pypdfium2", "docx", "lxml")

#: What a step waits for; it is done once this gives True.
Done = Callable[[], bool]


class NotThere(Exception):
    """What a step asks for is not on the screen."""


def run(arguments: list[str]) -> int:
    """Drive the window. Returns 0 where every step could be done, 1 where one could not, 2 where the arguments are not understood."""
    if not 1 <= len(arguments) <= 2 or not is_found(Path(arguments[0]) / "steps.json"):
        print("Give the folder that holds steps.json, and a file to open if you like.", file=sys.stderr or sys.stdout)
        return 2
    folder = Path(arguments[0])
    try:
        with known_disk_trouble(folder / "steps.json", Work.READ):
            steps = json.loads((folder / "steps.json").read_text(encoding="utf-8"))
        driver = Driver(folder, steps)
        code = open_window(arguments[1] if len(arguments) == 2 else None, driver.begin)
        with known_disk_trouble(folder / "seen.json", Work.WRITE):
            return code or driver.finish()
    except KnownTrouble as trouble:
        print(trouble, file=sys.stderr or sys.stdout)
        return 2


class Driver(QObject):
    """Does one step after another and keeps what was seen."""

    def __init__(self, folder: Path, steps: list[dict[str, Any]]) -> None:
        super().__init__()
        self._folder = folder
        self._steps = iter(steps)
        self._seen: dict[str, Any] = {"steps": [], "messages": [], "trouble": ""}
        self._waiting: tuple[Done, float] | None = None
        self._painted = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN)
        self._timer.timeout.connect(self._turn)
        self._window: Window | None = None

    def begin(self, window: Window) -> None:
        """Watch a window that is about to be shown; the steps begin after its first frame."""
        self._window = window
        qInstallMessageHandler(self._message)
        window.faulted.connect(lambda said: self._seen["messages"].append(f"fault: {said}"))
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def finish(self) -> int:
        """Write down what was seen; the exit code."""
        qInstallMessageHandler(None)
        left = list(self._steps)
        if left and not self._seen["trouble"]:
            self._seen["trouble"] = f"the window closed before {json.dumps(left[0])}"
        self._write()
        return 1 if self._seen["trouble"] else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._painted and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._painted = True
            QTimer.singleShot(0, self._first_frame)
        return False

    def _first_frame(self) -> None:
        self._seen["first_frame"] = time.time()
        self._seen["loaded_at_first_frame"] = sorted(set(_LATE) & set(sys.modules))
        screen = QGuiApplication.primaryScreen()
        self._seen["surroundings"] = {
            "platform": QGuiApplication.platformName(),
            "style": QApplication.style().objectName(),
            "font": QApplication.font().family(),
            "screen": [screen.size().width(), screen.size().height()],
            "qt": qVersion(),
            "python": sys.version.split()[0],
            "frozen": bool(getattr(sys, "frozen", False)),
            "console": sys.stderr is not None,
        }
        self._timer.start()

    def _message(self, kind: QtMsgType, context: object, text: str) -> None:
        self._seen["messages"].append(f"{kind.name}: {text}")

    def _turn(self) -> None:
        """Go on, where what is waited for has come."""
        if self._waiting is not None:
            done, until = self._waiting
            try:
                ended = done()
            except NotThere as trouble:
                self._end(str(trouble))
                return
            if not ended:
                if time.monotonic() > until:
                    self._end(f"{json.dumps(self._seen['steps'][-1]['step'], ensure_ascii=False)} was not done in {PATIENCE:.0f} seconds")
                return
        step = next(self._steps, None)
        if step is None:
            self._end("")
            return
        seen: dict[str, Any] = {"step": step}
        self._seen["steps"].append(seen)
        try:
            done = self._do(step, seen)
        except Exception as trouble:  # a step that fails ends the drive, and says how
            self._end(f"{json.dumps(step, ensure_ascii=False)}: {type(trouble).__name__}: {trouble}")
            return
        self._waiting = done, time.monotonic() + PATIENCE
        self._write()  # a step that ends the program leaves what led to it

    def _end(self, trouble: str) -> None:
        self._timer.stop()
        self._seen["trouble"] = trouble
        if self._window is not None:
            self._seen["said"] = said(self._window)
            if trouble:
                self._window.grab().save(str(self._folder / "trouble.png"))
            self._window.close()
            QApplication.quit()  # where something on the screen keeps the window open

    def _write(self) -> None:
        (self._folder / "seen.json").write_text(json.dumps(self._seen, indent=1, ensure_ascii=False), encoding="utf-8")

    def _do(self, step: Mapping[str, Any], seen: dict[str, Any]) -> Done:
        """Do one step. Raises NotThere."""
        window = self._window
        if window is None:
            raise NotThere("there is no window")
        ((kind, given),) = step.items()
        done: Done = getattr(_Steps(window, self._folder, seen), kind)(given)
        return done


class _Steps:
    """Every step there is. Each does one thing and gives what to wait for."""

    def __init__(self, window: Window, folder: Path, seen: dict[str, Any]) -> None:
        self._window, self._folder, self._seen = window, folder, seen

    def click(self, text: str) -> Done:
        """Click a button by what stands on it."""
        click(button(self._window, text))
        return _now

    def opened(self, title: str) -> Done:
        """Wait for a file to be open, and its first screen to be shown."""
        return lambda: self._window.workspace.is_open and title in self._window.windowTitle() and not self._window.welcome.doing.text()

    def screen(self, name: str) -> Done:
        """Choose a screen on the rail with the mouse."""
        rail = self._window.rail
        items = rail.findItems(name, Qt.MatchFlag.MatchExactly)
        if not items or not rail.isEnabled():
            raise NotThere(f"{name} cannot be chosen on the rail")
        rail.scrollToItem(items[0])
        click(rail.viewport(), rail.visualItemRect(items[0]).center())
        until = time.monotonic() + 0.4  # charts and pages are drawn after the screen is up
        return lambda: self._window.screen_name == name and time.monotonic() > until

    def action(self, text: str) -> Done:
        """Choose what a menu offers, by its words."""
        for action in self._window.findChildren(QAction):
            if action.text().replace("&", "").startswith(text) and action.isEnabled():
                action.trigger()
                return _now
        raise NotThere(f"no menu offers {text}")

    def cell(self, place: list[int]) -> Done:
        """Click a cell of the first table on the screen, by row and column as shown."""
        table, index = self._cell(place)
        table.scrollTo(index)
        click(table.viewport(), table.visualRect(index).center())
        return lambda: table.currentIndex() == index

    def type(self, text: str) -> Done:
        """Type into what has the focus."""
        for character in text:
            press(self._window, 0, character)
        return _now

    def key(self, name: str) -> Done:
        """Press a key by its name, such as Return."""
        press(self._window, Qt.Key[f"Key_{name}"].value, "\r" if name == "Return" else "")
        return _now

    def read(self, place: list[int]) -> Done:
        """Note what a cell shows."""
        _, index = self._cell(place)
        self._seen["saw"] = index.data(Qt.ItemDataRole.DisplayRole)
        return _now

    def shows(self, given: Mapping[str, Any]) -> Done:
        """Wait until a cell shows a text."""
        return lambda: self._cell(given["cell"])[1].data(Qt.ItemDataRole.DisplayRole) == given["text"]

    def says(self, part: str) -> Done:
        """Wait until the page says something of which this is a part."""
        return lambda: part in said(self._window)

    def picture(self, name: str) -> Done:
        """Take a picture of the window, and of all the screen with it, once what was done has been painted."""
        until = time.monotonic() + _PAINTED

        def take() -> bool:
            if time.monotonic() < until:
                return False
            for pixmap, suffix in ((self._window.grab(), ""), (QGuiApplication.primaryScreen().grabWindow(0), "-screen")):
                if not pixmap.save(str(self._folder / f"{name}{suffix}.png")):
                    raise NotThere(f"the picture {name} cannot be written")
            self._seen["saw"] = said(self._window)
            return True

        return take

    def book(self, path: str) -> Done:
        """Import a workbook, as after its dialog."""
        self._window.import_book(Path(path))
        return _now

    def export(self, path: str) -> Done:
        """Export the paper that the Papers screen shows, as after its dialog."""
        from desktop.views.paper.screen import Papers

        screen = self._window.show_screen("Papers")
        if not isinstance(screen, Papers):
            raise NotThere("there is no Papers screen")
        screen.export(Path(path))
        return lambda: Path(path).is_file() and Path(path).name in said(self._window)

    def preview(self, pages: int) -> Done:
        """Wait until the Papers screen shows a paper of at least so many pages."""
        from desktop.views.paper.page_preview import PagePreview

        return lambda: any(each.isVisible() and each.page_count >= pages for each in self._window.stack.findChildren(PagePreview))

    def wait(self, seconds: float) -> Done:
        """Let the window be for a while."""
        until = time.monotonic() + seconds
        return lambda: time.monotonic() > until

    def in_front(self, minimised_first: bool) -> Done:
        """Wait for another start of the program to bring the window to the front."""
        if minimised_first:
            self._window.showMinimized()
        (self._folder / "waiting").touch()
        return lambda: not self._window.isMinimized() and self._window.isActiveWindow()

    def fault(self, words: str) -> Done:
        """Let the program fail as a fault of its own would, with a message that no report may quote."""

        def fail() -> None:
            raise RuntimeError(words)

        QTimer.singleShot(0, fail)
        return _now

    def fault_below(self, words: str) -> Done:
        """End the program below Python, as a fault of a library would."""
        import faulthandler

        faulthandler._sigsegv()  # type: ignore[attr-defined]  # Python's own way to try it, left out of the types
        return _now

    def _cell(self, place: list[int]) -> tuple[QTableView, QModelIndex]:
        for table in self._window.stack.findChildren(QTableView):
            model = table.model()
            if table.isVisible() and table.viewport().height() > 0 and model.rowCount() > place[0]:
                return table, model.index(place[0], place[1])
        raise NotThere(f"no table on {self._window.screen_name} has a row {place[0]}")


def _now() -> bool:
    return True


def said(window: Window) -> str:
    """What the page in hand says in its message."""
    messages = getattr(window.stack.currentWidget(), "messages", None)
    return str(messages.sentence) if messages is not None else ""


def button(window: QWidget, text: str) -> QAbstractButton:
    """A button that can be seen, by what stands on it. Raises NotThere."""
    for each in window.findChildren(QAbstractButton):
        if each.isVisible() and each.isEnabled() and text in (each.text().replace("&", ""), each.accessibleName()):
            return each
    raise NotThere(f"there is no button {text}")


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press and let go the left mouse button on a widget, which takes the focus as Qt gives it at a press of the real one."""
    takes: QWidget | None = widget
    while takes is not None:
        takes = takes.focusProxy() or takes
        if takes.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            takes.setFocus(Qt.FocusReason.MouseFocusReason)
            break
        takes = takes.parentWidget()
    where = QPointF(at if at is not None else widget.rect().center())
    around = QPointF(widget.mapToGlobal(where.toPoint()))
    left, none, keys = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for kind, buttons in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, none)):
        QApplication.sendEvent(widget, QMouseEvent(kind, where, around, left, buttons, keys))


def press(window: QWidget, key: int, text: str) -> None:
    """Press and let go a key on whatever has the focus, or will have it once the window is active. Raises NotThere where nothing has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        target = QApplication.focusWidget() or window.focusWidget()
        if target is None:
            raise NotThere("nothing has the focus")
        QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
