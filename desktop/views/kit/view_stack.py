"""Views of a screen one behind another, of which the one in front alone says how tall they are."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget


class ViewStack(QStackedWidget):
    """As tall as the view in front: a long one behind it makes no page scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        """No: its layout would answer with the tallest view, and not with the one in front."""
        return False

    def _needed(self, hint: QSize) -> QSize:
        shown = self.currentWidget()
        high = shown.heightForWidth(self.width()) if shown is not None and shown.hasHeightForWidth() else 0
        return QSize(hint.width(), max(hint.height(), high))

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return self._needed(shown.sizeHint()) if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return self._needed(shown.minimumSizeHint()) if shown is not None else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
