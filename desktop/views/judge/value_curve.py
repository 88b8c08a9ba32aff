"""A value function under the hand: the paper's own drawing, whose points are dragged with the mouse or moved with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from desktop.appraisal.results import Appraisal
from desktop.models.value_points import Point, moved, snapped, step_of
from desktop.operations.records.columns import plain
from desktop.views.kit import look
from desktop.views.kit.chart_view import INSET, ChartView
from desktop.views.kit.messages import announce

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours
    from desktop.papers.charts.data.certainty_parts import ValueCurve

#: How near the mouse has to be to take a point, and the ring round the one in hand, in logical pixels.
_NEAR, _RING = 12.0, 9.0

#: How far a value goes at one press of an arrow, and with Shift held.
_STEP, _LEAP = 1, 10

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_KEYS = "Page up and Page down choose a point, the arrows move it, and letting go records it."


class CurveView(ChartView):
    """The curve of one criterion. `moved_to` comes with the points once a point is let go, and not before."""

    moved_to = Signal(object)

    def __init__(self) -> None:
        self._appraisal: Appraisal | None = None
        self._name = ""
        self._points: tuple[Point, ...] = ()
        self._recorded: tuple[Point, ...] = ()
        self._chosen = 0
        self._held = False
        self._pressed: set[int] = set()
        self._framed: tuple[object, tuple[QPointF, QPointF] | None] | None = None
        super().__init__("Value curve", self._drawn, self._said, QSize(240, 190), 240)

    def show_curve(self, appraisal: Appraisal | None, name: str, points: Sequence[Point]) -> None:
        """Show a criterion's curve; `points` are its own, empty for a straight line. What is being dragged stays in hand."""
        if name != self._name:
            self._chosen = 0
            self._held = False
            self._pressed.clear()
        self._appraisal, self._name, self._recorded = appraisal, name, tuple(points)
        if not self._is_moving:
            self._points = self._recorded
        self._chosen = min(self._chosen, max(len(self._points) - 1, 0))
        self.setAccessibleName(f"Value curve of {name}")
        self.refresh()

    @property
    def points(self) -> tuple[Point, ...]:
        """The points as they are drawn now."""
        return self._points

    @property
    def chosen(self) -> int:
        """The number of the point in hand."""
        return self._chosen

    def choose(self, number: int) -> None:
        """Take a point in hand."""
        self._chosen = min(max(number, 0), max(len(self._points) - 1, 0))
        self.update()

    @property
    def _is_moving(self) -> bool:
        return self._held or bool(self._pressed)

    # Drawing

    def _parts(self, points: Sequence[Point]) -> ValueCurve | None:
        from desktop.papers.charts.data.value_function import value_curve_parts

        if self._appraisal is None:
            return None
        case = self._appraisal.case
        if points:  # else the case's own: straight, or the score itself
            criteria = tuple(replace(each, points=tuple(points)) if each.name == self._name else each for each in case.criteria)
            case = replace(case, criteria=criteria)
        try:
            return value_curve_parts(replace(self._appraisal, case=case), self._name)
        except KeyError:  # a criterion whose name is not recorded yet
            return None

    def _drawn(self, wide: float, high: float, colours: ChartColours) -> Drawing:
        from desktop.papers.charts.all_charts import value_curve
        from desktop.papers.charts.pen import Pen

        parts = self._parts(self._points)
        return Pen(wide, high, colours).drawing if parts is None else value_curve(wide, high, colours, parts)

    def _said(self) -> str:
        from desktop.papers.charts.data.value_function import value_curve_words

        parts = self._parts(self._points)
        if parts is None:
            return ""
        return f"{value_curve_words(parts)} {_KEYS}" if self._points else value_curve_words(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self._points and (at := self._place(self._points[self._chosen])) is not None:
            painter = QPainter(self)
            look.ring(painter, QRectF(at.x() - _RING, at.y() - _RING, 2 * _RING, 2 * _RING), look.colours(self), _RING)

    # Places

    def _frame(self) -> tuple[QPointF, QPointF] | None:
        """Where the first point's score at 0 and the last point's score at 100 fall: the same drawing is asked, so both always agree."""
        if len(self._points) < 2:
            return None
        first, last = self._points[0][0], self._points[-1][0]
        asked = self.width(), self.height(), look.metrics().height(), self._name, id(self._appraisal), first, last
        if self._framed is None or self._framed[0] != asked:
            self._framed = asked, self._ends(first, last)
        return self._framed[1]

    def _ends(self, first: Decimal, last: Decimal) -> tuple[QPointF, QPointF] | None:
        from desktop.papers.charts.pen import hot_spots

        points, self._points = self._points, ((first, Decimal(0)), (last, Decimal(100)))
        ends = [spot for spot in hot_spots(self.drawing()) if spot.meaning.role == "given"]
        self._points = points
        if len(ends) != 2:
            return None
        low, high = (QPointF(INSET + spot.left + spot.width / 2, INSET + spot.top + spot.height / 2) for spot in ends)
        return low, high

    def _place(self, point: Point) -> QPointF | None:
        frame = self._frame()
        if frame is None:
            return None
        low, high = frame
        first, last = self._points[0][0], self._points[-1][0]
        along = float((point[0] - first) / (last - first))
        return QPointF(low.x() + (high.x() - low.x()) * along, low.y() + (high.y() - low.y()) * float(point[1]) / 100)

    def place_of(self, number: int) -> QPointF:
        """Where a point is drawn in the widget. Raises IndexError where there is none."""
        place = self._place(self._points[number])
        if place is None:
            raise IndexError(number)
        return place

    def _point_at(self, place: QPointF) -> Point | None:
        frame = self._frame()
        if frame is None:
            return None
        low, high = frame
        first, last = self._points[0][0], self._points[-1][0]
        along = Decimal(repr((place.x() - low.x()) / (high.x() - low.x())))
        value = Decimal(repr(100 * (place.y() - low.y()) / (high.y() - low.y())))
        return snapped(first + along * (last - first), step_of(self._points)), value

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._points:
            places = [self._place(point) for point in self._points]
            gaps = [(place - event.position()).manhattanLength() if place is not None else _NEAR * 9 for place in places]
            if min(gaps) <= _NEAR:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self.choose(gaps.index(min(gaps)))
                self._held = True
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held and (point := self._point_at(event.position())) is not None:
            self._move(*point)
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self._let_go()
        else:
            super().mouseReleaseEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self._points:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._settle()
            self.choose(self._chosen + (1 if key == Qt.Key.Key_PageDown else -1))
            self._tell()
        elif key in _ARROWS:
            self._pressed.add(int(key))
            along, up = _ARROWS[key]
            score, value = self._points[self._chosen]
            far = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            self._move(score + along * far * step_of(self._points), value + up * far)
            self._tell()
        elif key == Qt.Key.Key_Escape and self._is_moving:
            self._pressed.clear()
            self._held = False
            self._points = self._recorded
            self.refresh()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat() and event.key() in self._pressed:
            self._pressed.discard(event.key())
            if not self._pressed:
                self._let_go()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._settle()
        super().focusOutEvent(event)

    def _settle(self) -> None:
        if self._is_moving:
            self._pressed.clear()
            self._held = False
            self._let_go()

    def _move(self, score: Decimal, value: Decimal) -> None:
        self._points = moved(self._points, self._chosen, score, value)
        self.refresh()

    def _let_go(self) -> None:
        if self._points != self._recorded:
            self.moved_to.emit(self._points)

    def _tell(self) -> None:
        score, value = self._points[self._chosen]
        announce(self, f"Point {self._chosen + 1}: {plain(score)} is worth {plain(value)}")
        self.update()
