"""No widget is a window of its own on its way into a screen: on Windows each such window flashes, and costs a tenth of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

from desktop.application import Window
from desktop.views.shell.screens import SCREENS


class _Surfaces(QObject):
    """Keeps the names of the windows that are made."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PlatformSurface and isinstance(watched, QWindow):
            self.made.append(watched.objectName())
        return False


@pytest.fixture
def surfaces(qapp: QApplication) -> Iterator[_Surfaces]:
    """The windows made from here on."""
    watch = _Surfaces()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_screen_makes_a_window_on_its_way(open_window: Callable[..., Window], surfaces: _Surfaces, settle: Callable[[], None]) -> None:
    window = open_window("back-office-hub")
    settle()
    surfaces.made.clear()
    for entry in SCREENS:
        window.show_screen(entry.name)
        settle()
        assert surfaces.made == [], entry.name
