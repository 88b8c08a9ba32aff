"""The matrix of scores as a table: criteria under quiet headings, and the key of its marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from desktop.models.table_model import TableModel
from desktop.views import look
from desktop.views.cells import LEFT, CellDelegate, Index, draw_mark, slot_width
from desktop.views.header import QuietHeader
from desktop.views.score_cells import MOST_MARKS
from desktop.views.spreadsheet_table import SpreadsheetTable
from desktop.views.spreadsheet_view import SpreadsheetView

#: The least length of the line the marks stand on.
_LANE = 46


def band_height() -> int:
    """The height of a quiet heading above the first row under it."""
    return look.metrics(look.SMALL).height() + look.HALF


def _band(model: object, row: int) -> str:
    return str(model.row_at(row).band) if isinstance(model, TableModel) and row < model.rowCount() else ""


class ScoreTable(SpreadsheetTable):
    """Rows have a `band`: the heading that stands above the first of them, drawn in the row itself, so that a block pastes straight."""

    def __init__(self, name: str, model: TableModel, totals: TableModel) -> None:
        super().__init__(name, model, totals, ScoreDelegate, sortable=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.moved.connect(lambda _: self.fit_later())
        model.arranged.connect(self._bands)
        model.modelReset.connect(self._bands)

    def _made(self, name: str, model: TableModel, totals: bool = False) -> SpreadsheetView:
        view = super()._made(name, model, totals)
        if not totals:
            down = _BandedNames(Qt.Orientation.Vertical, view)
            down.setMinimumSectionSize(look.row_height())
            down.setDefaultSectionSize(look.row_height())
            view.setVerticalHeader(down)
        return view

    def _bands(self) -> None:
        down = self.view.verticalHeader()
        for row in range(self.model.rowCount()):
            height = look.row_height() + (band_height() if _band(self.model, row) else 0)
            if down.sectionSize(row) != height:
                down.resizeSection(row, height)
        self.updateGeometry()

    def follow_text_size(self) -> None:
        super().follow_text_size()
        self._bands()

    def rows_height(self, rows: int | None = None) -> int:
        bands = sum(bool(_band(self.model, row)) for row in range(self.model.rowCount() if rows is None else rows))
        return super().rows_height(rows) + bands * band_height()

    def sizeHint(self) -> QSize:
        """Eight rows: it grows to all of them where there is room, and scrolls by itself where there is not."""
        return QSize(400, self.rows_height(min(self.model.rowCount(), 8)))

    def _fit(self) -> None:
        super()._fit()
        said = self.trouble.heightForWidth(self.width()) if not self.trouble.isHidden() else 0
        bar = self.totals.horizontalScrollBar().sizeHint().height() if self.totals is not None else 0
        self.setMaximumHeight(self.rows_height() + said + bar)

    def _least(self, number: int) -> int:
        """Every option as wide as the widest needs, so that their marks can be compared."""
        margins = 2 * look.STEP + 2
        if number == 0:
            held = [look.text_width(self.model.cell_at(row, 0).text) for row in range(self.model.rowCount())]
            return max([look.text_width(self.model.columns[0].heading, look.SMALL, True), *held]) + margins
        widest = 0
        for each in range(1, self.model.columnCount()):
            widest = max([widest, *(look.text_width(word, look.SMALL, True) for word in self.model.columns[each].heading.split())])
            for row in range(self.model.rowCount()):
                widest = max(widest, _cell_width(self.model, row, each))
            score, note = self._totals_text(each)
            widest = max(widest, look.text_width(score, semibold=True), look.text_width(note, look.SMALL))
        return widest + margins

    def _totals_text(self, number: int) -> tuple[str, str]:
        model = self._totals_model
        if model is None or not model.rowCount() or number >= model.columnCount():
            return "", ""
        cell = model.cell_at(0, number)
        return cell.text, cell.note


def _cell_width(model: TableModel, row: int, number: int) -> int:
    cell = model.cell_at(row, number)
    if cell.aside:
        return slot_width() + look.STEP + look.text_width(cell.aside, look.SMALL) + look.STEP
    if cell.marks or cell.bar is not None:
        return slot_width() + 18 + _LANE
    return look.text_width(cell.text, semibold=cell.strong)


class _BandedNames(QuietHeader):
    """The frozen names, each heading in small semibold above the first name under it."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        words = _band(self.model(), section)
        if not words:
            super().paintSection(painter, rect, section)
            return
        inks, high = look.colours(self), band_height()
        top = QRect(rect.left(), rect.top(), rect.width(), high)
        painter.save()
        painter.fillRect(top, inks.page)
        painter.setPen(inks.secondary)
        painter.setFont(look.font(look.SMALL, semibold=True))
        painter.drawText(top.adjusted(2, look.HALF, -look.STEP, 0), LEFT, words)
        painter.restore()
        super().paintSection(painter, rect.adjusted(0, high, 0, 0), section)


class ScoreDelegate(CellDelegate):
    """The house's cell, below the heading where its row has one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        placed = QStyleOptionViewItem(option)
        if _band(index.model(), index.row()):
            high = band_height()
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), high), look.colours(self._view).page)
            placed.rect = option.rect.adjusted(0, high, 0, 0)
        super().paint(painter, placed, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        high = band_height() if _band(index.model(), index.row()) else 0
        editor.setGeometry(option.rect.adjusted(0, high, 0, 0))


class ScoreKey(QWidget):
    """What the marks of the matrix mean, drawn by the same functions as the cells."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._combined, self._apart = True, ""

    def show_groups(self, groups: Sequence[str], combined: bool, apart: str) -> None:
        """Name the groups whose marks the cells hold; one group's own view has no marks. `apart` says how far apart is flagged."""
        self._groups, self._combined, self._apart = tuple(groups), combined, apart
        self.setAccessibleName(f"Key: {'; '.join(words for _, words in self._entries())}")
        self.updateGeometry()
        self.update()

    def _entries(self) -> list[tuple[int | str, str]]:
        """A mark's shape, or the name of another sign, with its words."""
        entries: list[tuple[int | str, str]] = []
        if self._combined and len(self._groups) > MOST_MARKS:
            entries.append((0, f"lowest and highest of {len(self._groups)} groups"))
        elif self._combined:
            entries += list(enumerate(self._groups))
        if self._combined and len(self._groups) > 1:
            entries.append(("apart", self._apart))
        return [*entries, ("missing", "a score is missing; never counted as 0")]

    def _placed(self, width: int) -> tuple[list[tuple[float, float, int | str, str]], int]:
        """Each entry's left end and middle, and the height of them all."""
        metrics = look.metrics(look.SMALL)
        x, y, line = 4.0, metrics.height() / 2 + 2, metrics.height() + 6
        placed = []
        for sign, words in self._entries():
            room = _sign_width(sign) + metrics.horizontalAdvance(words) + 20
            if x > 4 and x + room - 20 > width:
                x, y = 4.0, y + line
            placed.append((x, y, sign, words))
            x += room
        return placed, round(y + line / 2)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._placed(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(400, self._placed(self.width() or 700)[1])

    def minimumSizeHint(self) -> QSize:
        return QSize(120, look.metrics(look.SMALL).height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(look.SMALL))
        high = look.metrics(look.SMALL).height()
        tone = inks.text if inks.high_contrast else inks.warn
        for x, y, sign, words in self._placed(self.width())[0]:
            if isinstance(sign, int):
                draw_mark(painter, sign, QPointF(x + 3, y), inks.text, inks.page)
            elif sign == "apart":
                painter.setPen(QPen(tone, 3))
                painter.drawLine(QPointF(x, y), QPointF(x + 18, y))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tone)
                painter.drawPolygon(QPolygonF([QPointF(x + 22, y - 5), QPointF(x + 31, y - 5), QPointF(x + 31, y + 4)]))
            else:
                painter.setPen(QPen(inks.edge, 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(x + 0.5, y - 6.5, 24, 13), 3, 3)
            painter.setPen(inks.secondary)
            room = QRectF(x + _sign_width(sign), y - high / 2, self.width() - x, high)
            painter.drawText(room, LEFT, words)


def _sign_width(sign: int | str) -> int:
    return 12 if isinstance(sign, int) else 38 if sign == "apart" else 32
