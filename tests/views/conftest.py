"""The application as it looks on a Linux screen, in a stand-in palette."""
from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop.views.fonts import set_screen_font
from desktop.views.palettes import stand_in


@pytest.fixture
def styled_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in Fusion, the light palette and the program's own face; as it was afterwards."""
    style, palette, font = qapp.style().name(), QPalette(qapp.palette()), QFont(qapp.font())
    qapp.setStyle("Fusion")
    qapp.setPalette(stand_in("light"))
    set_screen_font("linux")
    yield qapp
    qapp.setFont(font)
    qapp.setPalette(palette)
    qapp.setStyle(style)


@pytest.fixture
def settle(styled_app: QApplication) -> Callable[[], None]:
    """Let layouts, timers of no length and repaints be done."""

    def wait() -> None:
        for _ in range(8):
            styled_app.processEvents()

    return wait
