"""Runs the window and does one step after another. It loads little itself: what the window is drawn by is in the figures of a start."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.application import Window
from desktop.disk_trouble import Work, is_found, known_disk_trouble
from desktop.errors import KnownTrouble
from desktop.self_test.seen import NotThere, said
from desktop.self_test.start import Start
from desktop.starting import open_window

#: How long a step may take, in seconds. Whatever is slower than this on any machine is stuck.
PATIENCE = 300.0
_TURN = 20

#: What is not to be loaded before the first frame.
_LATE = ("sqlmodel", "sqlalchemy", "pydantic", "reportlab", "numpy", "openpyxl", "xlsxwriter", "pypdfium2", "docx", "lxml")


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
        self._waiting: tuple[Callable[[], bool], float] | None = None
        self._start: Start | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN)
        self._timer.timeout.connect(self._turn)
        self._window: Window | None = None

    def begin(self, window: Window) -> None:
        """Watch a window that is about to be shown; the steps begin after its first frame."""
        self._window = window
        qInstallMessageHandler(self._message)
        window.faulted.connect(lambda said: self._seen["messages"].append(f"fault: {said}"))
        self._start = Start(window, self._first_frame)

    def finish(self) -> int:
        """Write down what was seen; the exit code."""
        qInstallMessageHandler(None)
        left = list(self._steps)
        if left and not self._seen["trouble"]:
            self._seen["trouble"] = f"the window closed before {json.dumps(left[0])}"
        self._write()
        return 1 if self._seen["trouble"] else 0

    def _first_frame(self) -> None:
        self._seen["loaded_at_first_frame"] = sorted(set(_LATE) & set(sys.modules))
        self._timer.start()

    def _note_surroundings(self) -> None:
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
        seen: dict[str, Any] = {"step": step, "at": time.time()}
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
            self._note_surroundings()
            self._seen["said"] = said(self._window)
            if trouble:
                self._window.grab().save(str(self._folder / "trouble.png"))
            self._window.close()
            QApplication.quit()  # where something on the screen keeps the window open

    def _write(self) -> None:
        if self._start is not None:
            self._seen["start"] = self._start.times
        (self._folder / "seen.json").write_text(json.dumps(self._seen, indent=1, ensure_ascii=False), encoding="utf-8")

    def _do(self, step: Mapping[str, Any], seen: dict[str, Any]) -> Callable[[], bool]:
        """Do one step; gives what to wait for. `started` waits for all of a start, and loads nothing. Raises NotThere."""
        window, start = self._window, self._start
        if window is None or start is None:
            raise NotThere("there is no window")
        ((kind, given),) = step.items()
        if kind == "started":
            return lambda: start.is_over
        from desktop.self_test.steps import Done, Steps

        done: Done = getattr(Steps(window, self._folder, seen), kind)(given)
        return done
