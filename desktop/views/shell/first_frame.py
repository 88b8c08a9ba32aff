"""What the window paints before it is furnished: the names on the rail in their places, and what is being opened.

Nothing here names `Qt` of QtCore, whose enumerations take longer to make than this frame does to paint.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QTextOption
from PySide6.QtWidgets import QWidget

from desktop.views.kit import look

#: The room of a gap between groups on the rail, and what a name's row has beyond a table's, in logical pixels.
RAIL_GAP, RAIL_ROW = 13, 6
#: The room kept above the rail for the case: lines of its title, and its margins.
_TITLE_LINES, HEAD_MARGINS = 3, (20, 14, look.STEP, look.STEP)
_BESIDE_NAME = 64


def rail_width(names: Sequence[str], narrow: bool) -> int:
    """The width of the rail: icons alone, or icons with names."""
    if narrow:
        return look.RAIL_NARROW
    longest = max((look.text_width(name, semibold=True) for name in names), default=0)
    return max(look.RAIL_WIDE, longest + look.ICON + _BESIDE_NAME)


def head_height() -> int:
    """The room kept above the rail, so that no name moves when the title of a case comes to stand there."""
    title, where = look.metrics(semibold=True).lineSpacing(), look.metrics(look.SMALL).lineSpacing()
    return HEAD_MARGINS[1] + _TITLE_LINES * title + where + HEAD_MARGINS[3]


def draw_name(painter: QPainter, area: QRectF, name: str, semibold: bool = False) -> None:
    """Write a name beside its icon in the area of its row on the rail, with the pen in hand."""
    metrics = look.metrics(semibold=semibold)
    painter.setFont(look.font(semibold=semibold))
    top = area.top() + (area.height() - metrics.height()) // 2
    painter.drawText(QPointF(area.left() + look.TIGHT + look.ICON + 10, top + metrics.ascent()), name)


def row_area(left: float, top: float, width: float, height: float) -> QRectF:
    """What of a row of the rail its mark fills, within which its name stands."""
    return QRectF(left + look.STEP, top + 1, width - 2 * look.STEP, height - 2)


class Opening(QWidget):
    """The place of the screen while a file is opened: what is being done, where the screen's title will stand."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = ""
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.say(words)

    def say(self, words: str) -> None:
        """Say what is being done; empty for nothing."""
        self.words = f"{words}…" if words else ""
        self.setAccessibleName(self.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.setFont(look.font(look.TITLE, semibold=True))
        painter.drawText(QRectF(self.rect()).adjusted(look.MARGIN, look.GAP, -look.MARGIN, 0), self.words, QTextOption())


class FirstFrame(QWidget):
    """The rail's names, in their groups, beside the place of the screen."""

    painted = Signal()
    """The frame has been painted for the first time."""

    def __init__(self, groups: Sequence[Sequence[str]], opening: Opening) -> None:
        super().__init__()
        self._groups, self._opening, self._is_painted = groups, opening, False
        opening.setParent(self)

    @property
    def _rail(self) -> int:
        names = [name for group in self._groups for name in group]
        return rail_width(names, self.width() < look.RAIL_BREAK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._opening.setGeometry(self._rail, 0, self.width() - self._rail, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()
        if self.width() < look.RAIL_BREAK:
            return  # icons alone, which are loaded next
        painter, top, height = QPainter(self), head_height(), look.row_height() + RAIL_ROW
        palette, disabled = self.palette(), QPalette.ColorGroup.Disabled  # as the rail is until a case is open
        page = look.flat(palette.color(disabled, QPalette.ColorRole.Base), palette.color(disabled, QPalette.ColorRole.Window))
        painter.setPen(look.flat(palette.color(disabled, QPalette.ColorRole.Text), page))
        for number, group in enumerate(self._groups):
            top += RAIL_GAP if number else 0
            for name in group:
                draw_name(painter, row_area(0, top, self._rail, height), name)
                top += height
