"""A random walk through the window: views, cells, keys, buttons, undo, sizes and other files; `dev.py soak window` starts this.

Whatever is raised is printed with what was done last, and the seed that does it again. Exits with 1 where anything was. A walk that dies
below Python leaves the stack of every thread.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import secrets
import subprocess
import sys
import tempfile
import time
import traceback
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.application import Window, make_application
from desktop.errors import KnownTrouble
from desktop.settings import Settings
from desktop.views.kit.fonts import set_text_size
from desktop.views.kit.tables.spreadsheet_view import SpreadsheetView
from desktop.views.shell import screens

_SAMPLES = ("future-options", "reorganisation", "place-budget", "total-place", "ni179", "back-office-hub")
_TYPED = ("5", "", "\u00a32m", "x", "not known", "2026/27", "yes", "at least 3", "n/a", "12 to 14", '"a,b"', "31/2/2026", "x" * 60)
_KEYS = tuple(
    (key, modifier)
    for modifier, keys in (
        (Qt.KeyboardModifier.NoModifier, (Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_PageDown)),
        (Qt.KeyboardModifier.ControlModifier, (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_D, Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V)),
        (Qt.KeyboardModifier.AltModifier, (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up)),
    )
    for key in keys
)
_SIZES = ((683, 384), (1024, 600), (1366, 768), (1920, 1080))
#: Buttons that ask for a file, which nobody here would choose.
_ASK = ("Choose", "Open", "Save", "Export", "Browse", "Import", "Print", "Bring in", "Close")
_KEPT = 25
_Kind = TypeVar("_Kind", bound=QWidget)


class Walk:
    """One walk through a window that is open on a sample."""

    def __init__(self, window: Window, files: list[Path], seed: int) -> None:
        self._window, self._files, self._random = window, files, random.Random(seed)
        self.done: deque[str] = deque(maxlen=_KEPT)
        self.faults: list[str] = []
        self._views = [view for stage in screens.stages() for view in stage.views]
        self._steps: dict[Callable[[], None], float] = {
            self._look: 10, self._type: 10, self._press: 8, self._click: 8, self._choose: 4, self._fill: 4, self._undo: 3,
            self._resize: 1, self._open: 0.7, self._enlarge: 0.3,
        }  # fmt: skip

    def go(self, seconds: float) -> int:
        """Walk for so long, and give the number of steps."""
        sys.excepthook = self._note
        until, steps = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            step = self._random.choices(list(self._steps), list(self._steps.values()))[0]
            try:
                step()
            except Exception as raised:
                self._note(type(raised), raised, raised.__traceback__)
            steps += 1
            for _ in range(self._random.choice((0, 1, 3))):
                QApplication.processEvents()
            if self._random.random() < 0.05:
                self._settle()
        self._settle()
        return steps

    def _note(self, kind: type[BaseException], raised: BaseException, where: TracebackType | None) -> None:
        if not isinstance(raised, KnownTrouble):  # which the window says
            self.faults.append("\n".join((*self.done, *traceback.format_exception(kind, raised, where))))

    def _settle(self) -> None:
        QApplication.processEvents()
        while self._window.tasks.is_busy:
            QApplication.processEvents()
            time.sleep(0.005)
        QApplication.processEvents()

    def _seen(self, kind: type[_Kind]) -> list[_Kind]:
        return [each for each in self._window.findChildren(kind) if each.isVisible() and each.isEnabled()]

    # One step each

    def _look(self) -> None:
        view = self._random.choice(self._views)
        self.done.append(f"look at {view.screen}, {view.name}")
        self._window.show_screen(view.screen, view.name)

    def _open(self) -> None:
        file = self._random.choice(self._files)
        self.done.append(f"open {file.name}")
        self._window.open(file)

    def _type(self) -> None:
        tables = [each for each in self._seen(SpreadsheetView) if each.model().rowCount() and each.model().columnCount()]
        if not tables:
            return
        table = self._random.choice(tables)
        at = table.model().index(self._random.randrange(table.model().rowCount()), self._random.randrange(table.model().columnCount()))
        text = self._random.choice(_TYPED)
        self.done.append(f"type {text!r} in {table.accessibleName()}, row {at.row()}, column {at.column()}")
        table.setCurrentIndex(at)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_F2)
        QApplication.processEvents()
        editor = QApplication.focusWidget()
        if editor is not None and editor is not table:
            QTest.keyClicks(editor, text)
            QTest.keyClick(editor, self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab)))

    def _press(self) -> None:
        key, modifier = self._random.choice(_KEYS)
        self.done.append(f"press {modifier.name} {key.name}")
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifier)

    def _click(self) -> None:
        buttons = [
            each
            for each in self._seen(QAbstractButton)
            if each.text() and not each.text().startswith(_ASK) and "\u2026" not in each.text() and not _has_menu(each)
        ]
        if buttons:
            button = self._random.choice(buttons)
            self.done.append(f"click {button.text()}")
            button.click()

    def _choose(self) -> None:
        lists = [each for each in self._seen(QComboBox) if each.count() > 1]
        if lists:
            chosen = self._random.choice(lists)
            number = self._random.randrange(chosen.count())
            self.done.append(f"choose {number} of {chosen.accessibleName()}")
            chosen.setCurrentIndex(number)
            chosen.activated.emit(number)

    def _fill(self) -> None:
        fields = [each for each in self._seen(QLineEdit) if not each.isReadOnly()]
        if fields:
            field, text = self._random.choice(fields), self._random.choice(_TYPED)
            self.done.append(f"fill {field.accessibleName()} with {text!r}")
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, text)
            QTest.keyClick(field, Qt.Key.Key_Return)

    def _undo(self) -> None:
        self.done.append("undo or redo")
        self._random.choice((self._window.undo_action, self._window.redo_action)).trigger()

    def _resize(self) -> None:
        size = self._random.choice(_SIZES)
        self.done.append(f"resize to {size}")
        self._window.resize(*size)

    def _enlarge(self) -> None:
        points = self._random.choice((9, 12, 20))
        self.done.append(f"text of {points} points")
        set_text_size(points)


def _has_menu(button: QAbstractButton) -> bool:
    return isinstance(button, QPushButton | QToolButton) and button.menu() is not None


def _close_what_opened(window: Window) -> None:
    for each in QApplication.topLevelWidgets():
        if each is not window and each.isVisible() and each.windowType() in (Qt.WindowType.Popup, Qt.WindowType.Dialog):
            each.close()


def main() -> int:
    """Walk, and tell what was raised."""
    parser = argparse.ArgumentParser(prog="dev.py soak window", description="A random walk through the window.")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=None, help="what the random choices begin from; another each time where none is given")
    given = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if given.seed is None else given.seed
    faulthandler.enable()
    application = make_application(["soak"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{sample}.appraisal" for sample in _SAMPLES]
        for sample, file in zip(_SAMPLES, files, strict=True):
            subprocess.run([sys.executable, "-m", "desktop", "sample", sample, "--out", str(file)], check=True, stdout=subprocess.DEVNULL)
        window = Window(settings=Settings(folder / "settings.ini"))
        window.resize(1366, 768)
        window.show()
        window.open(files[0])
        closing = QTimer(application)
        closing.timeout.connect(lambda: _close_what_opened(window))
        closing.start(300)
        walk = Walk(window, files, seed)
        steps = walk.go(given.seconds)
        for fault in walk.faults[:5]:
            print(fault, end="\n\n")
        print(f"Seed {seed}: {steps:,} steps, {len(walk.faults)} faults.")
        sys.stdout.flush()
        os._exit(1 if walk.faults else 0)  # what is typed and not saved would keep the window open


if __name__ == "__main__":
    sys.exit(main())
