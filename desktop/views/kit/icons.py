"""Stroke icons, drawn at whatever size and scale is asked for in a colour of the palette."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.disk_trouble import resource_bytes


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon `resources/icons/NAME.svg` in one colour. One that does not read raises KnownTrouble, once, and is left out."""
    key = (name, colour.rgba())
    renderer = _renderers.get(key)
    if renderer is None:
        renderer = _renderers[key] = QSvgRenderer()
        drawing = resource_bytes("icons", f"{name}.svg").decode().replace("currentColor", colour.name())
        renderer.load(QByteArray(drawing.encode()))
    renderer.render(painter, rect)


_renderers: dict[tuple[str, int], QSvgRenderer] = {}


def icon(name: str, colour: QColor) -> QIcon:
    """The icon for a native widget. It keeps its colour: ask again when the palette changes."""
    return QIcon(_StrokeEngine(name, colour))


class _StrokeEngine(QIconEngine):
    def __init__(self, name: str, colour: QColor) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw_icon(painter, self._name, QRectF(rect), self._colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _StrokeEngine(self._name, self._colour)
