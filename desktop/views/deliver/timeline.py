"""The plan as a timeline: milestones down a line, under the phase that begins with each, a gate as a diamond."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.views.kit import look
from desktop.views.kit.records.cards import Card, CardDeck
from desktop.views.kit.tables.row_grips import WIDTH, draw_grip

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_DATE = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)

#: Where the line is: so far from the left in logical pixels, and less where the window is narrow.
_LINE, _LINE_NARROW = 168, 116
_NARROW = 620


class Milestone(Card):
    """One milestone: its date left of the line, a mark on it, and its name to the right. One without a date has an empty mark."""

    def set_width(self, width: int, indent: int) -> int:
        names, date = self._places(width)
        return max(names.bottom(), date.bottom()) + 1 + look.STEP

    def _line_at(self, width: int) -> int:
        return look.scaled(_LINE if width >= look.scaled(_NARROW) else _LINE_NARROW)

    def _words(self) -> str:
        return " · ".join((self.words.title, *self.words.marks))

    def _heading_height(self, width: int) -> int:
        if not self.words.heading:
            return 0
        room = QRect(0, 0, width - self._line_at(width) - look.GAP, 10_000)
        return look.metrics(look.HEADING, True).boundingRect(room, _WRAPPED, self.words.heading).height() + look.TIGHT + look.STEP

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where the name and the date stand."""
        line, top = self._line_at(width), self._heading_height(width) + look.HALF
        metrics = look.metrics(semibold=self.words.stands_out)
        room = QRect(line + look.GAP, top, width - line - 2 * look.GAP - WIDTH, 10_000)
        names = metrics.boundingRect(room, _WRAPPED, self._words())
        date = look.metrics().boundingRect(QRect(look.STEP, top, line - look.GAP - look.STEP, 10_000), _DATE, self.words.when or " ")
        return QRect(room.left(), top, room.width(), names.height()), QRect(look.STEP, top, line - look.GAP - look.STEP, date.height())

    def grip(self) -> QRect:
        return super().grip().translated(0, self._heading_height(self.width()) - look.HALF + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names, date = self._places(self.width())
        head, line = self._heading_height(self.width()), self._line_at(self.width())
        if self.underMouse() or self.is_open:
            painter.setBrush(inks.tile)
            painter.setPen(QPen(inks.accent, 2) if self.is_open else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, head + 1, -1, -1), look.RADIUS, look.RADIUS)
        if head:
            painter.setPen(inks.text)
            painter.setFont(look.font(look.HEADING, semibold=True))
            painter.drawText(QRect(names.left(), look.TIGHT, names.width(), head), _WRAPPED, self.words.heading)
        painter.setPen(QPen(inks.edge, 2))
        painter.drawLine(line, head, line, self.height())
        painter.setPen(inks.secondary)
        painter.setFont(look.font())
        painter.drawText(date, _DATE, self.words.when)
        painter.setPen(inks.text)
        painter.setFont(look.font(semibold=self.words.stands_out))
        painter.drawText(names, _WRAPPED, self._words())
        self._mark(painter, inks, QPointF(line, names.top() + look.metrics().height() / 2))
        if self.has_grip:
            draw_grip(painter, QRectF(self.grip()).center(), inks.secondary)
        if self.hasFocus():
            look.ring(painter, QRectF(self.rect()).adjusted(0, head, 0, 0), inks)

    def _mark(self, painter: QPainter, inks: look.Colours, at: QPointF) -> None:
        painter.setPen(QPen(inks.accent, 2))
        painter.setBrush(inks.accent if self.words.when else inks.page)
        if not self.words.stands_out:
            painter.drawEllipse(at, 4, 4)
            return
        size = 7
        corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def timeline(name: str) -> CardDeck:
    """Milestones one below another on one line."""

    def made(parent: QWidget, is_row: bool) -> Card:
        return Milestone(parent, is_row)

    return CardDeck(name, abreast=1, gap=0, made=made)
