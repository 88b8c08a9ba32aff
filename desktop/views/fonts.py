"""Source Sans 3: the face of every chart, and of the whole screen on Linux, where the system's own cannot be foreseen."""
from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from desktop.resources import resource

FAMILY = "Source Sans 3"
_FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")

#: The least text size, in points. Windows hands over 9, which is small for a day's work with figures.
LEAST_POINTS = 10.0


def register_fonts() -> None:
    """Make Source Sans 3 known to Qt. Safe to call again; a font file that is missing raises `FileNotFoundError`."""
    if FAMILY in QFontDatabase.families():
        return
    for face in _FACES:
        path = resource("fonts", f"SourceSans3-{face}.ttf")
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def set_screen_font(platform: str = sys.platform) -> None:
    """Set the application's font: the system's, or Source Sans 3 on Linux, and never less than ten points."""
    font = QFont(QGuiApplication.font())
    if platform.startswith("linux"):
        register_fonts()
        font = QFont(FAMILY)
        font.setPointSizeF(QGuiApplication.font().pointSizeF())
    font.setPointSizeF(max(font.pointSizeF(), LEAST_POINTS))
    QGuiApplication.setFont(font)
