"""The one filled button of a screen, the plain ones, and a flat one that is an icon with a name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon


def literal(words: str) -> str:
    """Words of the officer as a menu or a button shows them: Qt takes an ampersand for the mark of an access key."""
    return words.replace("&", "&&")


class PlainButton(QPushButton):
    """A native button; on Fusion with the edge drawn over, since Fusion takes it from Window and it goes in dark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if look.paints_own_edges():
            inks, painter = look.colours(self), QPainter(self)
            (look.ring if self.hasFocus() else look.edge)(painter, QRectF(self.rect()), inks, 4)


class PrimaryButton(QPushButton):
    """The one filled button on a screen. Painted: Fusion lightens a dark Button role until white text fails 4.5:1."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(True)  # Enter presses it where it has the focus, in a window as in a dialog
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Say something else, with the room for it made at once: its words are cut in no frame."""
        super().setText(text)
        parent = self.parentWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None and self.isVisible():
            layout.activate()

    def sizeHint(self) -> QSize:
        return QSize(look.text_width(self.text(), semibold=True) + 32, look.row_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = look.mix(inks.accent, inks.text, 0.18 if self.isDown() else 0.08 if self.underMouse() else 0.0)
        shape = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill if self.isEnabled() else inks.rule)
        painter.drawRoundedRect(shape, 4, 4)
        ink = inks.on_accent
        if not self.isEnabled():
            ink = inks.page if inks.high_contrast else inks.secondary
        painter.setPen(ink)
        painter.setFont(look.font(semibold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.hasFocus():
            painter.setPen(QPen(inks.on_accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.adjusted(3, 3, -3, -3), 2, 2)


class IconButton(QToolButton):
    """An icon that does something. Its name is both the tooltip and what a screen reader says."""

    def __init__(self, name: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(look.row_height(), look.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.rule if not inks.high_contrast else inks.page)
            painter.drawRoundedRect(shape, 4, 4)
        middle = shape.center()
        size = look.ICON - 2
        ink = inks.text if self.isEnabled() else inks.edge
        draw_icon(painter, self._picture, QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size), ink)
        if self.hasFocus():
            look.ring(painter, shape, inks, 4)


def bind(button: QPushButton, action: QAction) -> None:
    """Make a button do, say and allow what an action does, says and allows, and follow it when it changes."""

    def follow() -> None:
        button.setText(action.text())
        button.setToolTip(action.toolTip() if action.toolTip() != action.text() else "")
        button.setEnabled(action.isEnabled())
        button.setVisible(action.isVisible())

    action.changed.connect(follow)
    button.clicked.connect(action.trigger)
    button.setText(action.text())
    button.setEnabled(action.isEnabled())
    if not action.isVisible():
        button.hide()
