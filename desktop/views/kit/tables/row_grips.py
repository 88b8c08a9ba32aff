"""Grips at the left of rows that keep an order: a row is dragged by its own to another place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.tables.header import QuietHeader

#: The width of the grips, in logical pixels, and how far apart their dots are.
WIDTH, _APART = 18, 5


#: What a grip says of itself.
HOW = "Drag it to its place, or press Alt+Up and Alt+Down"


def draw_grip(painter: QPainter, middle: QPointF, colour: QColor) -> None:
    """Six dots about a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for across in (-_APART / 2, _APART / 2):
        for down in (-_APART, 0, _APART):
            painter.drawEllipse(middle + QPointF(across, down), 1.3, 1.3)
    painter.restore()


def put_back(header: QHeaderView, before: int, after: int) -> bool:
    """Give a section that was dragged its own place again, as the rows or columns themselves take the new order; says whether one was."""
    if all(header.visualIndex(number) == number for number in range(header.count())):
        return False
    header.blockSignals(True)
    header.moveSection(after, before)
    header.blockSignals(False)
    return True


class RowGrips(QuietHeader):
    """Rows that are sorted or filtered are not in their own order, and have no grips.

    `amid` has each stand amid its row, else by the row's last line, as headings may stand above that.
    """

    #: A row was dragged from one place to another.
    dropped = Signal(int, int)

    def __init__(self, view: QTableView, model: TableModel, *, amid: bool) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._rows, self._amid = model, amid
        self.setAccessibleName("Grips of the rows")
        self.setToolTip(HOW)
        self.setMinimumSectionSize(look.row_height())
        self.setDefaultSectionSize(look.row_height())
        # queued, as the rows are shown anew, which a header that is still moving one would not survive
        self.sectionMoved.connect(self._moved, Qt.ConnectionType.QueuedConnection)
        model.arranged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.setSectionsMovable(self._rows.sorted_by is None and not self._rows.filter)
        self.viewport().update()

    def _moved(self, _: int, before: int, after: int) -> None:
        if put_back(self, before, after):
            self.dropped.emit(before, after)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        super().paintSection(painter, rect, section)
        if not self.sectionsMovable():
            return
        middle = QPointF(rect.left() + WIDTH / 2 - 2, rect.bottom() + 1 - (rect.height() if self._amid else look.row_height()) / 2)
        draw_grip(painter, middle, look.colours(self).secondary)
