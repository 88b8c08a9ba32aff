"""Rows of a plain list as the house has them: tall, the one in hand on a tint, and what cannot be had in quieter words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.kit import look

#: Whether a row is in quieter words; a row that cannot be chosen is a heading, and quiet by itself.
QUIET = Qt.ItemDataRole.UserRole + 1


class QuietRows(QStyledItemDelegate):
    """Draws the rows of one list."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, look.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        inks, area = look.colours(self._view), option.rect
        is_heading = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.chosen)
            painter.drawRoundedRect(QRectF(area), look.RADIUS, look.RADIUS)
        painter.setFont(look.font(look.SMALL, semibold=True) if is_heading else look.font(semibold=chosen))
        painter.setPen(inks.on_chosen if chosen else inks.secondary if is_heading or index.data(QUIET) else inks.text)
        room = area.adjusted(look.STEP, 0, -look.STEP, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        if self._view.hasFocus() and self._view.currentIndex() == index:
            look.ring(painter, QRectF(area), inks)
        painter.restore()
