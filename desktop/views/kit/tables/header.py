"""Quiet table headers: secondary text on the page, a rule below, an arrow where the rows are sorted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon

_ARROW = 12


class QuietHeader(QHeaderView):
    """Painted, since Fusion's is a gradient. The row and the column of the cell in hand are named in bold."""

    #: The officer dragged the edge of a section, to so many pixels.
    dragged = Signal(int, int)

    def __init__(self, orientation: Qt.Orientation, view: QTableView, totals: bool = False) -> None:
        super().__init__(orientation, view)
        self._view, self._totals = view, totals
        self._across = orientation == Qt.Orientation.Horizontal
        self._lines = 1
        self._is_pressed = False
        self._dragged: tuple[int, int] | None = None
        self.sectionResized.connect(self._resized)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName("Column headings" if self._across else "Row names")
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        if self._across:
            self.setMinimumHeight(look.row_height() + look.HALF)

    def _resized(self, section: int, _: int, size: int) -> None:
        if self._is_pressed:
            self._dragged = section, size

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_pressed, self._dragged = True, None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._is_pressed = False
        if self._dragged is not None:
            self.dragged.emit(*self._dragged)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self._across:
            return hint
        line = look.metrics(look.SMALL, True).height()
        return QSize(hint.width(), max(look.row_height() + look.HALF, line * self._lines + 12))

    def set_lines(self, lines: int) -> None:
        """Give headings that wrap the lines they need."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        inks, model = look.colours(self), self.model()
        orientation = self.orientation()
        text = str(model.headerData(section, orientation) or "")
        align = int(model.headerData(section, orientation, Qt.ItemDataRole.TextAlignmentRole) or 0)
        here = self._view.currentIndex()
        mine = here.isValid() and (here.column() if self._across else here.row()) == section and self._view.hasFocus()
        painter.save()
        painter.fillRect(rect, inks.page)
        room = rect.adjusted(look.STEP if self._across else 2, 0, -look.STEP, 0)
        if self._across:
            room = self._arrow(painter, room, section, align, inks)
        painter.setPen(inks.secondary if self._across and not mine else inks.text)
        painter.setFont(look.font(look.SMALL if self._across else look.BODY, semibold=self._across or mine))
        if self._across:
            painter.drawText(room, align | int(Qt.TextFlag.TextWordWrap), text)
        else:
            painter.drawText(room, align, look.metrics(semibold=mine).elidedText(text, Qt.TextElideMode.ElideRight, room.width()))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), inks.edge if self._across else inks.rule)
        if self._totals and section == 0 and not self._across:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), inks.edge)
        painter.restore()

    def _arrow(self, painter: QPainter, room: QRect, section: int, align: int, inks: look.Colours) -> QRect:
        """The arrow of the sorted column, beside its words; gives the room that is left."""
        model = self.model()
        if not isinstance(model, TableModel) or model.sorted_by is None or model.sorted_by[0] != section:
            return room
        name = "arrow-down" if model.sorted_by[1] else "arrow-up"
        words = min(look.text_width(model.columns[section].heading, look.SMALL, True), room.width() - _ARROW - 2)
        right = bool(align & int(Qt.AlignmentFlag.AlignRight))
        left = room.right() - words - _ARROW - 3 if right else room.left() + words + 3
        draw_icon(painter, name, QRectF(left, room.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW), inks.secondary)
        return room if right else room.adjusted(0, 0, -_ARROW - 2, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        inks, painter, area = look.colours(self), QPainter(self.viewport()), self.viewport().rect()
        past = self.length() - self.offset()  # Fusion fills what is past the last section with a button
        painter.fillRect(area.adjusted(past, 0, 0, 0) if self._across else area.adjusted(0, past, 0, 0), inks.page)
