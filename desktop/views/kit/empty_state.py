"""What an empty screen says: what to do first, and an offer of the sample."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, bind
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.labels import Label, SecondaryLabel


class EmptyState(QWidget):
    """A quiet shape, one sentence of what is missing, one of what to do, and plain buttons for the rest."""

    def __init__(self, title: str, what_to_do: str, offers: Sequence[QAction] = (), picture: str = "table-2") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(what_to_do)
        words = QVBoxLayout()
        words.setSpacing(look.HALF)
        words.addWidget(Label(title, look.HEADING, semibold=True, wrap=True))
        words.addWidget(SecondaryLabel(what_to_do, wrap=True))
        if offers:
            words.addSpacing(look.STEP)
            line = QHBoxLayout()
            line.setSpacing(look.STEP)
            for offer in offers:
                button = PlainButton()
                bind(button, offer)
                line.addWidget(button)
            line.addStretch(1)
            words.addLayout(line)
        words.addStretch(1)  # given more height than it needs, it stands together at the top
        self._shape = _Shape(picture)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, look.GAP, 0, look.GAP)
        box.setSpacing(look.GAP)
        box.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed: a line of it stays as long in letters."""
        self.setMaximumWidth(look.scaled(720))


class _Shape(QWidget):
    def __init__(self, picture: str) -> None:
        super().__init__()
        self._picture = picture
        self.setFixedSize(56, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(inks.text if inks.high_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(inks.tile)
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        draw_icon(painter, self._picture, QRectF(16, 16, 24, 24), inks.secondary)
