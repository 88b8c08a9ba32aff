"""Draws a `Cell`: figure, note, marks, corner flag, bar, dashed words, a wrong value as it was typed, and the ring."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.models.cell import Align, Cell, CellState
from desktop.models.column import ScreenColumn
from desktop.models.table_model import TableModel
from desktop.views.kit import look
from desktop.views.kit.icons import draw_icon

Index = QModelIndex | QPersistentModelIndex

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
#: How wide the bar is that marks the row in hand, in logical pixels.
_BAR = 3
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)

#: The width of the figure's slot in a cell with marks, a bar or an aside, in characters of body text.
_SLOT = "100.0"


#: How far words go in for each heading they stand under, in logical pixels.
INDENT = look.TIGHT


def slot_width(widest: str = "") -> int:
    """How wide the figure's slot is, in logical pixels, where `widest` is the longest text that stands in one."""
    return max(28, look.text_width(_SLOT), look.text_width(widest, semibold=True))


class CellDelegate(QStyledItemDelegate):
    """The house's cell, and a line of text as its editor."""

    marks_row = False
    """Whether the row in hand is marked, whatever has the focus."""

    def __init__(self, view: QTableView, totals: bool = False) -> None:
        super().__init__(view)
        self._view, self._totals = view, totals

    @staticmethod
    def cell(index: Index) -> Cell:
        """What the index says. Asked of the model itself: through Qt it would be wrapped and unwrapped for each cell."""
        model = index.model()
        assert isinstance(model, TableModel)
        return model.cell_at(index.row(), index.column())

    @staticmethod
    def column(index: Index) -> ScreenColumn:
        """The column the index is in."""
        model = index.model()
        assert isinstance(model, TableModel)
        return model.columns[index.column()]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line of text over the cell, on the side the column's words stand."""
        editor = CellEditor(parent)
        column = self.column(index)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight if column.side is Align.RIGHT else Qt.AlignmentFlag.AlignLeft)
        editor.setAccessibleName(column.heading)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(self.cell(index).edit_text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit) and isinstance(model, TableModel):
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; an editor that is taller is moved up where it would be cut off at the foot of the table."""
        editor.setGeometry(option.rect)
        over = editor.geometry().bottom() - self._view.viewport().rect().bottom()
        if over > 0:
            editor.move(editor.x(), max(editor.y() - over, 0))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, look.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self._view
        inks, cell, rect = look.colours(view), self.cell(index), option.rect
        focus = view.hasFocus()
        chosen = focus and bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_hand = self.marks_row and view.currentIndex().row() == index.row()
        ground = inks.chosen if chosen else inks.tile if in_hand and not focus else inks.page
        painter.fillRect(rect, ground)  # the view has laid the full highlight: cover it
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), inks.rule)  # a smoothed line would be two grey ones
        if self._totals and index.row() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), inks.edge)
        ink = _ink(cell, inks, chosen)
        side = cell.align or self.column(index).side
        draw_cell(painter, rect, cell, side, inks, ink, chosen)
        if in_hand and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top() + 3, _BAR, rect.height() - 7), inks.text if inks.high_contrast else inks.accent)
        if focus and view.currentIndex() == index:
            painter.setPen(QPen(inks.on_chosen if inks.high_contrast else inks.accent, look.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -2))
        painter.restore()


class CellEditor(QLineEdit):
    """A line of text over a cell, with the ring: its own frame would be cut off by the cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrame(False)
        self.setTextMargins(look.STEP - 2, 0, look.STEP - 2, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        look.ring(painter, QRectF(self.rect()), look.colours(self), 0)


def _ink(cell: Cell, inks: look.Colours, chosen: bool) -> QColor:
    if chosen:
        return inks.on_chosen
    if cell.state is CellState.WRONG:
        return inks.warn
    if cell.accent:
        return inks.accent
    return inks.secondary if cell.quiet else inks.text


def draw_cell(painter: QPainter, rect: QRect, cell: Cell, side: Align, inks: look.Colours, ink: QColor, chosen: bool) -> None:
    """Draw everything a cell says inside `rect`, except its ground, its rule and its ring."""
    inner = rect.adjusted(look.STEP + cell.indent * INDENT, 0, -look.STEP, 0)
    slot = slot_width(cell.widest)
    align = RIGHT if side is Align.RIGHT else LEFT
    if cell.state in (CellState.NOT_KNOWN, CellState.MISSING):
        line = QRect(rect.left(), 0, rect.width(), min(look.row_height(), rect.height()))
        line.moveCenter(rect.center())
        _dashed(painter, QRectF(line).adjusted(3.5, 4.5, -3.5, -5.5), ink if chosen else inks.edge)
    if cell.state is CellState.WRONG:
        inner = _wrong(painter, rect, inner, ink)
    if cell.bar is not None:
        _bar(painter, inner, slot, cell.bar, inks, chosen)
    text = inner
    if cell.marks or cell.bar is not None or cell.aside or cell.slot:
        text = QRect(inner.left(), inner.top(), slot, inner.height())
    painter.setPen(ink)
    if cell.note:
        _two_lines(painter, text, cell, align, ink if chosen else inks.secondary)
    elif cell.text:
        painter.setFont(look.font(semibold=cell.strong))
        if rect.height() > look.row_height() and side is Align.LEFT:  # the row has grown with its words
            painter.drawText(
                text, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap), _in_lines(cell, text)
            )
        else:
            painter.drawText(text, align, _shortened(cell, text.width(), side))
    if cell.aside:
        taken = slot + look.STEP
        box = QRectF(inner.left() + taken, rect.top() + 4.5, inner.width() - taken, rect.height() - 10)
        _dashed(painter, box, ink if chosen else inks.edge)
        painter.setPen(ink if chosen else inks.secondary)
        painter.setFont(look.font(look.SMALL))
        painter.drawText(box, _CENTRE, cell.aside)
    if cell.marks:
        lane = QRectF(inner.left() + slot + look.TIGHT, rect.top(), inner.width() - slot - 18, rect.height())
        _marks(painter, lane, cell, inks, ink)
    if cell.span is not None:
        left = inner.left() + slot + (look.TIGHT if cell.marks else look.STEP)
        _span(painter, QRectF(left, rect.top(), inner.right() - left - (5 if cell.marks else 4), rect.height()), cell, ink)
    if cell.flag:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink if inks.high_contrast else inks.warn)
        right, top = rect.right() + 1, rect.top()
        painter.drawPolygon(QPolygonF([QPointF(right - 9, top), QPointF(right, top), QPointF(right, top + 9)]))


def _in_lines(cell: Cell, room: QRect) -> str:
    """The words of a cell on the lines of a row that has grown, shortened where they take more than it has."""
    metrics = look.metrics(semibold=cell.strong)
    lines = (room.height() - look.row_height()) // metrics.lineSpacing() + 1
    if look.lines_of(cell.text, room.width(), cell.strong) <= lines:
        return cell.text
    return metrics.elidedText(" ".join(cell.text.split()), Qt.TextElideMode.ElideRight, round(0.9 * lines * room.width()))


def _shortened(cell: Cell, width: int, side: Align) -> str:
    """Words may be shortened with an ellipsis, as the form shows them whole. A figure never is: its column is wide enough."""
    line = cell.text.partition("\n")[0] if "\n" in cell.text else cell.text
    if side is Align.RIGHT and line == cell.text:
        return line
    return look.metrics(semibold=cell.strong).elidedText(line + (" …" if line != cell.text else ""), Qt.TextElideMode.ElideRight, width)


def _two_lines(painter: QPainter, rect: QRect, cell: Cell, align: int, quiet: QColor) -> None:
    half = rect.height() // 2
    painter.setFont(look.font(semibold=cell.strong))
    painter.drawText(rect.adjusted(0, 3, 0, -half + 1), align, cell.text)
    painter.setFont(look.font(look.SMALL))
    painter.setPen(quiet)
    painter.drawText(rect.adjusted(0, half - 2, 0, -3), align, cell.note)


def _dashed(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)


def _wrong(painter: QPainter, rect: QRect, inner: QRect, ink: QColor) -> QRect:
    """A warning shape and a line below what was typed; gives the room that is left for the words."""
    size = 14
    draw_icon(painter, "circle-alert", QRectF(inner.left() - 2, rect.center().y() - size / 2 + 1, size, size), ink)
    painter.fillRect(QRectF(rect.left() + 1, rect.bottom() - 2, rect.width() - 2, 2), ink)
    return inner.adjusted(size + 2, 0, 0, 0)


def _span(painter: QPainter, lane: QRectF, cell: Cell, ink: QColor) -> None:
    """A whisker with an end at each side: from the lowest to the highest a score may be."""
    low, high = cell.span or (0.0, 0.0)
    left, right = lane.left() + lane.width() * low, lane.left() + lane.width() * high
    middle = round(lane.center().y()) + 0.5 + (10 if cell.marks else 0)
    tick = 2.5 if cell.marks else 4
    painter.setPen(QPen(ink, 1))
    painter.drawLine(QPointF(left, middle), QPointF(right, middle))
    for end in (left, right):
        painter.drawLine(QPointF(end, middle - tick), QPointF(end, middle + tick))


def _bar(painter: QPainter, inner: QRect, slot: int, share: float, inks: look.Colours, chosen: bool) -> None:
    left = inner.left() + slot + look.STEP
    ground = QRectF(left, inner.center().y() - 3, inner.right() - left - 4, 7)
    painter.setPen(QPen(inks.text, 1) if inks.high_contrast and not chosen else Qt.PenStyle.NoPen)
    painter.setBrush(inks.page if inks.high_contrast else inks.rule)
    painter.drawRect(ground)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.on_chosen if chosen and inks.high_contrast else inks.accent)
    painter.drawRect(QRectF(ground.left(), ground.top(), ground.width() * min(max(share, 0.0), 1.0), 7))


def _marks(painter: QPainter, lane: QRectF, cell: Cell, inks: look.Colours, ink: QColor) -> None:
    middle = round(lane.center().y()) + 0.5
    places = [lane.left() + lane.width() * place for _, place in cell.marks]
    painter.setPen(QPen(inks.edge, 1))
    painter.drawLine(QPointF(lane.left(), middle), QPointF(lane.right(), middle))
    if cell.flag:
        painter.setPen(QPen(ink if inks.high_contrast else inks.warn, 3))
        painter.drawLine(QPointF(min(places), middle), QPointF(max(places), middle))
    for (shape, _), place in zip(cell.marks, places, strict=True):  # a lane each, so that equal scores never hide one another
        draw_mark(painter, shape, QPointF(place, middle + (shape % 3 - 1) * 5), ink, inks.page, 3.2)


def draw_mark(painter: QPainter, shape: int, at: QPointF, ink: QColor, rim: QColor, size: float = 3.6) -> None:
    """An assessor group's mark: 0 a circle, 1 a square, 2 a triangle, and hollow from 3 on."""
    painter.setPen(QPen(rim if shape < 3 else ink, 1))
    painter.setBrush(ink if shape < 3 else rim)
    if shape % 3 == 0:
        painter.drawEllipse(at, size, size)
    elif shape % 3 == 1:
        painter.drawRect(QRectF(at.x() - size * 0.88, at.y() - size * 0.88, size * 1.76, size * 1.76))
    else:
        top, foot, half = at.y() - size * 1.2, at.y() + size * 0.9, size * 1.1
        painter.drawPolygon(QPolygonF([QPointF(at.x(), top), QPointF(at.x() + half, foot), QPointF(at.x() - half, foot)]))
