"""One plain sentence inside the page: what was done, or what to do. Never a dialog for known trouble."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import IconButton, PlainButton
from desktop.views.kit.icons import draw_icon
from desktop.views.kit.labels import Label


class MessageRole(StrEnum):
    """What a message is, which decides its shape, its colour and how it is spoken."""

    ALERT = "alert"
    SUCCESS = "success"


_SHAPES = {MessageRole.ALERT: "circle-alert", MessageRole.SUCCESS: "circle-check"}
_SPOKEN = {MessageRole.ALERT: "To do", MessageRole.SUCCESS: "Done"}


def announce(widget: QWidget, sentence: str, urgent: bool = False) -> None:
    """Have a screen reader say a sentence now, wherever the focus is."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class MessageBar(QFrame):
    """Hidden until there is something to say; stays until it is closed or something else is said."""

    def __init__(self) -> None:
        super().__init__()
        self._role = MessageRole.SUCCESS
        self._act: Callable[[], object] | None = None
        self.setAccessibleName("Message")
        self._words = Label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button, self._close = PlainButton(), IconButton("Close the message", "x")
        self._button.clicked.connect(self._do)
        self._close.clicked.connect(self.clear)
        box = QHBoxLayout(self)
        box.setContentsMargins(look.TIGHT + look.ICON + look.STEP, 6, look.STEP, 6)
        box.setSpacing(look.STEP)
        box.addWidget(self._words, 1)
        box.addWidget(self._button)
        box.addWidget(self._close)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._words.text()

    @property
    def role(self) -> MessageRole:
        """Whether the last message was an alert or a success."""
        return self._role

    def alert(self, sentence: str, offer: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what is wrong and what to do, with a button that does it if there is one."""
        self._say(MessageRole.ALERT, sentence, offer, act)

    def success(self, sentence: str, offer: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what was done, with a button such as Undo if there is one."""
        self._say(MessageRole.SUCCESS, sentence, offer, act)

    def clear(self) -> None:
        """Say nothing."""
        self._act = None
        self.hide()

    def _say(self, role: MessageRole, sentence: str, offer: str, act: Callable[[], object] | None) -> None:
        self._role, self._act = role, act
        self._words.setText(sentence)
        self._button.setText(offer)
        self._button.setVisible(bool(offer and act))
        self.setAccessibleDescription(f"{_SPOKEN[role]}: {sentence}")
        self.show()
        self.update()
        announce(self, f"{sentence} {offer}".strip(), urgent=role is MessageRole.ALERT)

    def _do(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        tone = inks.warn if self._role is MessageRole.ALERT else inks.good
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(inks.page if inks.high_contrast else look.mix(inks.page, tone, 0.07))
        painter.setPen(QPen(tone, 1))
        painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
        middle = area.center().y()
        draw_icon(painter, _SHAPES[self._role], QRectF(look.TIGHT, middle - look.ICON / 2, look.ICON, look.ICON), tone)
