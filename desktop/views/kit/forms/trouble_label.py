"""The sentence under a field or a table that says why a value was not saved and what to do."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette

from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.labels import Label

_SIZE = 16


class TroubleLabel(Label):
    """Hidden while there is nothing to say. A shape and words; the colour is only a third sign."""

    def __init__(self) -> None:
        super().__init__("", wrap=True)
        self.setContentsMargins(_SIZE + 6, 3, 0, 3)
        self.setForegroundRole(QPalette.ColorRole.Text)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or hide when it is empty."""
        if self.text() != sentence:
            self.setText(sentence)
        if self.isHidden() == bool(sentence):
            self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = look.colours_of(QGuiApplication.palette()).warn
        top = self.contentsMargins().top() + (look.metrics().height() - _SIZE) / 2
        draw_icon(painter, "circle-alert", QRectF(0, top, _SIZE, _SIZE), tone)
