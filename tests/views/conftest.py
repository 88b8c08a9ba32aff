"""The application as it looks on a Linux screen, in a stand-in palette."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Window
from desktop.settings import Settings
from desktop.views.kit.fonts import set_screen_font
from desktop.views.kit.palettes import stand_in


@pytest.fixture
def styled_app(qapp: QApplication) -> Iterator[QApplication]:
    """The application in Fusion, the light palette and the program's own face.

    The style and the palette stay: to set either takes each window there is through its looks again. The text size is as it was afterwards.
    """
    font = QFont(qapp.font())
    if qapp.style().name() != "fusion":
        qapp.setStyle("Fusion")
    if qapp.palette() != stand_in("light"):
        qapp.setPalette(stand_in("light"))
    set_screen_font("linux")
    yield qapp
    qapp.setFont(font)


@pytest.fixture
def settle(styled_app: QApplication) -> Callable[[], None]:
    """Let layouts, timers of no length and repaints be done."""

    def wait() -> None:
        for _ in range(16):
            styled_app.processEvents()

    return wait


@pytest.fixture(scope="session")
def sample_store(made_sample: Callable[[str], Path]) -> Callable[[str, Path], None]:
    """Put a store made from a sample at a path."""

    def copy(sample: str, to: Path) -> None:
        shutil.copyfile(made_sample(sample), to)

    return copy


@pytest.fixture
def open_window(
    styled_app: QApplication, qtbot: QtBot, tmp_path: Path, sample_store: Callable[[str, Path], None]
) -> Iterator[Callable[..., Window]]:
    """The real window at 1366 by 768, open on a store made from a sample with all its first screen shows; closed afterwards.

    A test of one screen names it.
    """
    windows: list[Window] = []

    def make(sample: str, screen: str = "") -> Window:
        path = tmp_path / f"{sample}.appraisal"
        sample_store(sample, path)
        window = Window(settings=Settings(tmp_path / "settings.ini"))
        windows.append(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        if screen:
            window.show_screen(screen)
        with qtbot.waitSignal(window.workspace.rest_loaded, timeout=20_000):
            window.open(path)
        return window

    yield make
    for window in windows:
        if not window.close():
            window.close()  # a text that is not saved keeps a window open once
        window.deleteLater()
