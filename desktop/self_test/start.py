"""When each part of a start was on the screen: the first frame, the first screen with its figures, and its charts and readiness."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.application import Window


class Start(QObject):
    """Watches a window that is about to be shown, until its first file is open with all there is to see."""

    def __init__(self, window: Window, begun: Callable[[], object]) -> None:
        """`begun` is called in the turn after the first frame."""
        super().__init__(window)
        self.times: dict[str, tuple[float, float]] = {}
        """What was painted, and when: seconds since 1970, and seconds of processor time since the process began."""
        self._window, self._awaited = window, ("", "")

        def first_frame() -> None:
            self._note("first frame")
            begun()
            self._follow()

        window.first_frame.painted.connect(lambda: QTimer.singleShot(0, first_frame))

    @property
    def is_over(self) -> bool:
        """Whether charts and readiness were painted in their places."""
        return "whole" in self.times

    def _note(self, part: str) -> None:
        self.times.setdefault(part, (time.time(), time.process_time()))

    def _follow(self) -> None:
        """Wait for the window to be furnished, then for what its first screen is made of."""
        if not self._window.is_furnished:
            QTimer.singleShot(0, self._follow)
            return
        workspace = self._window.workspace
        workspace.opened.connect(lambda: self._await("figures", "Tile"))
        workspace.rest_loaded.connect(lambda: self._await("whole", "ChartView"))

    def _await(self, part: str, name: str) -> None:
        """Note `part` in the turn after a widget of the class of that name was painted. Looks at events only for as long."""
        application = QApplication.instance()
        if application is not None and part not in self.times:
            self._awaited = part, name
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == self._awaited[1]:
            part, self._awaited = self._awaited[0], ("", "")
            QTimer.singleShot(0, lambda: self._note(part))
            application = QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
        return False
