"""One of a few: a radio group in a line, or in several where there is no room. Arrows move, Tab leaves.

Each has an edge, so that a choice within a view is never taken for the tabs above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.views.kit import look
from desktop.views.kit.forms.flow import FlowLayout
from desktop.views.kit.tab_order import put_in_place


class Segments(QWidget):
    """One is chosen at any time, but where they are `unanswered` at first; the chosen one, or the first, alone is a tab stop."""

    changed = Signal(int)

    def __init__(self, name: str, names: Sequence[str], unanswered: bool = False) -> None:
        super().__init__()
        self._name, self._unanswered = name, unanswered
        self.setAccessibleName(name)
        self._box = FlowLayout(self, look.HALF)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self.set_names(names)

    def set_names(self, names: Sequence[str]) -> None:
        """Offer these instead; one of the same name stays chosen, else it is the first, or none where they are unanswered."""
        if [button.text() for button in self._group.buttons()] == list(names):
            return  # the segment that has the focus keeps it
        before = self._group.checkedButton()
        kept = before.text() if before is not None else ""
        self._group.blockSignals(True)
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._box.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, each in enumerate(names):
            segment = _Segment(each, self)
            segment.setAccessibleName(f"{self._name}: {each}")
            self._group.addButton(segment, number)
            self._box.addWidget(segment)
        if kept in names or (names and not self._unanswered):
            self._group.button(list(names).index(kept) if kept in names else 0).setChecked(True)
        self._group.blockSignals(False)
        self._one_stop()
        put_in_place(self, self._group.buttons())

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._group.buttons())

    @property
    def chosen(self) -> int:
        """The number of the one chosen, from 0; -1 for none."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Choose one, as a click would; below 0 none."""
        if number >= 0:
            self._group.button(number).setChecked(True)
        elif (chosen := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            chosen.setChecked(False)
            self._group.setExclusive(True)
            self._one_stop()

    def step(self, by: int) -> None:
        """Choose the next or the one before, and go there."""
        buttons = self._group.buttons()
        target = buttons[(self.chosen + by) % len(buttons)]
        target.setChecked(True)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, number: int, on: bool) -> None:
        if on:
            self._one_stop()
            self.changed.emit(number)

    def _one_stop(self) -> None:
        for place, button in enumerate(self._group.buttons()):
            is_stop = place == max(self.chosen, 0)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)


class _Segment(QPushButton):
    def __init__(self, text: str, segments: Segments) -> None:
        super().__init__(segments)
        self._segments = segments
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # which a screen reader says as one of several, not as a tick box

    def sizeHint(self) -> QSize:
        return QSize(look.text_width(self.text(), semibold=True) + 28, look.row_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self._segments.step(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(inks.accent if on else inks.edge, 1))
        painter.setBrush(inks.chosen if on else inks.tile if self.underMouse() else inks.page)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS, look.RADIUS)
        painter.setPen(inks.on_chosen if on else inks.text)
        painter.setFont(look.font(semibold=on))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            look.ring(painter, QRectF(self.rect()), inks)
