"""Source Sans 3: the face of every chart, and of the whole screen on Linux, where the system's own cannot be foreseen."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import collecting
from desktop.disk_trouble import Work, known_disk_trouble
from desktop.resources import resource

FAMILY = "Source Sans 3"
_FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")

#: The least text size, in points. Windows hands over 9, which is small for a day's work with figures.
LEAST_POINTS = 10.0


def register_fonts() -> None:
    """Make Source Sans 3 known to Qt. Safe to call again; a font file that cannot be read raises KnownTrouble."""
    if FAMILY in QFontDatabase.families():
        return
    for face in _FACES:
        path = resource("fonts", f"SourceSans3-{face}.ttf")
        with known_disk_trouble(path, Work.INSTALLED):
            if QFontDatabase.addApplicationFont(str(path)) < 0:
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


def set_text_size(points: float) -> None:
    """Set the text size while the program runs, never under ten points, and have every widget follow.

    Qt tells widgets with a font of their own nothing, so each that has something to fit says `follow_text_size`.
    """
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(max(points, LEAST_POINTS))
    QApplication.setFont(font)
    # one that follows may do away with others, and those that are Qt's own do not tell that they have gone
    for widget in _widgets():
        if isValid(widget) and hasattr(widget, "follow_text_size"):
            widget.follow_text_size()
    for widget in _widgets():
        widget.updateGeometry()


def _widgets() -> list[QWidget]:
    """Every widget. A collection that takes one apart while the list is made would leave Qt a name of what is gone."""
    collecting.hold(_widgets)
    try:
        return QApplication.allWidgets()
    finally:
        collecting.release(_widgets)
