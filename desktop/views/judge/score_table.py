"""The matrix of scores as a table: criteria under quiet headings, and the key of its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.models.cell import Cell
from desktop.models.table_model import TableModel
from desktop.views.judge.score_cells import MOST_MARKS
from desktop.views.kit import look
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.tables.banded_table import BandedTable, Bands
from desktop.views.kit.tables.cells import LEFT, draw_mark, slot_width

#: The least length of the line the marks stand on.
_LANE = 46

#: What the cells show: every group's mark, one group's own scores, or how far apart the groups are.
TOGETHER_VIEW, GROUP_VIEW, DIFFERENCES_VIEW = "together", "group", "differences"


class ScoreTable(StandsWhole, BandedTable):
    """Criteria under their headings, options across."""

    def __init__(self, name: str, model: TableModel, totals: TableModel, bands: Bands, of_each_width: Callable[[], Iterable[Cell]]) -> None:
        self._of_each_width = of_each_width
        super().__init__(name, model, totals, bands=bands, sortable=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.moved.connect(lambda _: self.fit_later())

    def level(self, row: int) -> int:
        return len(self.model.row_at(row).path)

    def extra(self, row: int) -> int:
        """A row that is taken from the records says so on a second line."""
        return look.metrics(look.SMALL).height() + look.HALF if self.model.row_at(row).taken_from else 0

    def sizeHint(self) -> QSize:
        """Eight rows: it grows to all of them where there is room, and scrolls by itself where there is not."""
        return QSize(400, self.rows_height(min(self.model.rowCount(), 8)))

    def _fit(self) -> None:
        super()._fit()
        self.setMaximumHeight(self._high(self.model.rowCount()))
        self.fit_whole()

    def fit_whole(self) -> None:
        """Be as tall as the rows, where the page scrolls anyway."""
        self.setMinimumHeight(self._high(self.model.rowCount()) if self.is_whole else 0)

    def _high(self, rows: int) -> int:
        said = self.trouble.heightForWidth(self.width()) if not self.trouble.isHidden() else 0
        bar = self.totals.horizontalScrollBar().sizeHint().height() if self.totals is not None else 0
        return self.rows_height(rows) + said + bar

    def _leasts(self) -> list[int]:
        """Every option as wide as the widest needs, so that their marks can be compared."""
        count, margins = self.model.columnCount(), 2 * look.STEP + 2
        if not count:
            return []
        weights = [look.text_width(self.model.cell_at(row, 0).text) for row in range(self.model.rowCount())]
        first = max([look.text_width(self.model.columns[0].heading, look.SMALL, True), *weights])
        words = {word for column in self.model.columns[1:] for word in column.heading.split()}
        widths = [look.text_width(word, look.SMALL, True) for word in words]
        widths += [cell_width(cell) for cell in self._of_each_width()]
        widths += [look.text_width(each.text) for each in self.model.unsaved_texts()]
        for score, note in map(self._totals_text, range(1, count)):
            widths += look.text_width(score, semibold=True), look.text_width(note, look.SMALL)
        return [first + margins] + [max(widths, default=0) + margins] * (count - 1)

    def _squeezed(self, widths: list[int], room: int) -> list[int]:
        """A score never loses a digit nor its range an end: the table scrolls sideways instead."""
        return widths

    def _totals_text(self, number: int) -> tuple[str, str]:
        model = self._totals_model
        if model is None or not model.rowCount() or number >= model.columnCount():
            return "", ""
        cell = model.cell_at(0, number)
        return cell.text, cell.note


def cell_width(cell: Cell) -> int:
    """How wide a cell of the matrix is, in logical pixels, without its margins."""
    if cell.aside:
        return slot_width(cell.widest) + look.STEP + look.text_width(cell.aside, look.SMALL) + look.STEP
    if cell.marks or cell.bar is not None:
        return slot_width(cell.widest) + 18 + _LANE
    return max(look.text_width(cell.text, semibold=cell.strong), look.text_width(cell.note, look.SMALL))


class ScoreKey(QWidget):
    """What the marks of the matrix mean, drawn by the same functions as the cells."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self._view, self._apart = TOGETHER_VIEW, ""
        self._ranges = self._outside = self._missing = False

    def show_groups(
        self, groups: Sequence[str], view: str, apart: str, *, ranges: bool = False, outside: bool = False, missing: bool = False
    ) -> None:
        """Name the groups whose marks the cells hold; one group's own view has no marks. `apart` says how far apart is flagged.

        `ranges`, `outside` and `missing` say that there are any of those to explain.
        """
        self._groups, self._view, self._apart = tuple(groups), view, apart
        self._ranges, self._outside, self._missing = ranges, outside, missing
        self.setAccessibleName(f"Key: {'; '.join(words for _, words in self._entries())}")
        self.updateGeometry()
        self.update()

    def _entries(self) -> list[tuple[int | str, str]]:
        """A mark's shape, or the name of another sign, with its words."""
        entries: list[tuple[int | str, str]] = []
        together = self._view == TOGETHER_VIEW
        if together and len(self._groups) > MOST_MARKS:
            entries.append((0, f"lowest and highest of {len(self._groups)} groups"))
        elif together:
            entries += list(enumerate(self._groups))
        if together and len(self._groups) > 1:
            entries.append(("apart", self._apart))
        if self._view == DIFFERENCES_VIEW:
            entries.append(("corner", self._apart))
        elif self._ranges:
            entries.append(("range", "how low and how high it may be"))
        if self._outside and self._view == GROUP_VIEW:
            entries.append(("corner", "outside its scale"))
        return [*entries, *([("missing", "a score is missing; never counted as 0")] if self._missing else [])]

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
            elif sign in ("apart", "corner"):
                left = x + 22 if sign == "apart" else x
                if sign == "apart":
                    painter.setPen(QPen(tone, 3))
                    painter.drawLine(QPointF(x, y), QPointF(x + 18, y))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tone)
                painter.drawPolygon(QPolygonF([QPointF(left, y - 5), QPointF(left + 9, y - 5), QPointF(left + 9, y + 4)]))
            elif sign == "range":
                painter.setPen(QPen(inks.text, 1))
                painter.drawLine(QPointF(x, y + 0.5), QPointF(x + 20, y + 0.5))
                for end in (x + 0.5, x + 20.5):
                    painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 5))
            else:
                painter.setPen(QPen(inks.edge, 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(x + 0.5, y - 6.5, 24, 13), 3, 3)
            painter.setPen(inks.secondary)
            room = QRectF(x + _sign_width(sign), y - high / 2, self.width() - x, high)
            painter.drawText(room, LEFT, words)


def _sign_width(sign: int | str) -> int:
    return 12 if isinstance(sign, int) else {"apart": 38, "corner": 16, "range": 28}.get(sign, 32)
