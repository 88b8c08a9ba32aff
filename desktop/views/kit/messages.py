"""One plain sentence over the page's edge: what was done, or what to do. Nothing moves for it, and it is never a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, Signal
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


#: What else may be done about it: the words of a button, and what it does.
Offer = tuple[str, Callable[[], object]]
#: How many things may be offered beside one sentence.
MOST_OFFERS = 3

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

    #: There is something to say now, in as much room as its words need.
    said = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = MessageRole.SUCCESS
        self._acts: list[Callable[[], object]] = []
        self.setAccessibleName("Message")
        self._words = Label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # made once, as Qt would let Tab reach later ones behind all else of the window
        self._buttons, self._close = [PlainButton() for _ in range(MOST_OFFERS)], IconButton("Close the message", "x")
        self._close.clicked.connect(self.clear)
        box = QHBoxLayout(self)
        box.setContentsMargins(look.TIGHT + look.ICON + look.STEP, 6, look.STEP, 6)
        box.setSpacing(look.STEP)
        box.addWidget(self._words, 1)
        for number, button in enumerate(self._buttons):
            button.clicked.connect(lambda *_, number=number: self._do(number))
            box.addWidget(button)
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

    def alert(self, sentence: str, offer: str = "", act: Callable[[], object] | None = None, more: Sequence[Offer] = ()) -> None:
        """Say what is wrong and what to do, with a button that does it if there is one, and those of `more` after it."""
        self._say(MessageRole.ALERT, sentence, [(offer, act), *more])

    def success(self, sentence: str, offer: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what was done, with a button such as Undo if there is one."""
        self._say(MessageRole.SUCCESS, sentence, [(offer, act)])

    def clear(self) -> None:
        """Say nothing."""
        self._acts = []
        self.hide()

    def _say(self, role: MessageRole, sentence: str, offers: Sequence[tuple[str, Callable[[], object] | None]]) -> None:
        self._role = role
        self._words.setText(sentence)
        kept = [(words, act) for words, act in offers if words and act is not None]
        self._acts = [act for _, act in kept]
        for number, button in enumerate(self._buttons):
            button.setText(kept[number][0] if number < len(kept) else "")
            button.setVisible(number < len(kept))
        self.setAccessibleDescription(f"{_SPOKEN[role]}: {sentence}")
        self.said.emit()
        self.show()
        self.raise_()
        self.update()
        announce(self, " ".join([sentence, *(words for words, _ in kept)]), urgent=role is MessageRole.ALERT)

    def _do(self, number: int) -> None:
        act = self._acts[number]
        self.clear()
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
