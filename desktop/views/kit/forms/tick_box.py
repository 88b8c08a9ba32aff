"""A tick box that shows where the focus is."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from desktop.views.kit import look


class TickBox(QCheckBox):
    """A native tick box, with the ring where it has the focus."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            look.ring(painter, self.rect().toRectF(), look.colours(self), 3)
