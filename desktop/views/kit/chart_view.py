"""A chart on screen: the paper's own drawing, drawn again at this size and in this palette, with its words."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QByteArray, QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from desktop.late_dataclass import dataclass
from desktop.views.kit import look
from desktop.views.kit.clipboard import put_block
from desktop.views.kit.fonts import register_fonts
from desktop.views.kit.messages import announce
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.roles import spoken_as
from desktop.views.kit.scroll_box import ScrollBox

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from desktop.papers.charts.colours import ChartColours

_Draw: TypeAlias = "Callable[[float, float, ChartColours], Drawing]"

#: The room round the drawing for the focus ring, in logical pixels.
INSET = 4

#: A chart's text in pixels, as a share of the height of a line of the system's.
_TEXT = 0.66

#: A taller chart only grows fat gaps.
MOST_HEIGHT = 400

#: A chart that scrolls is painted in bands so high, in logical pixels: of thousands of rows only those that are seen.
_BAND = 1200
#: The height of a chart on a page that scrolls, in logical pixels.
_UNHURRIED = 260

#: What a row of a chart that scrolls is high, and what its key and its scale take, in logical pixels.
_ROW, _AROUND = 30, 64


def drawing_of(chart: str, figures: Callable[[], object]) -> _Draw:
    """Draws a chart of `all_charts` by its name, of its figures as they are when it is painted; what draws it is loaded then."""

    def draw(wide: float, high: float, colours: ChartColours) -> Drawing:
        drawing: Drawing = getattr(import_module("desktop.papers.charts.all_charts"), chart)(wide, high, colours, figures())
        return drawing

    return draw


@dataclass(frozen=True, slots=True)
class _Mark:
    """A shape that carries words: where it is in the widget, what it says, and the record it comes from."""

    area: QRectF
    words: str
    record: str


@spoken_as(QAccessible.Role.Graphic)
class ChartView(StandsWhole, QWidget):
    """`draw(width, height, colours)` gives the drawing; `words` says the chart to those who cannot see it.

    Shapes may carry `words` (shown on hover, and spoken as arrows step from mark to mark) and `record` (told by `picked` on a click
    or Enter). Many asks for a new picture in one turn of the event loop make one picture.

    With `rows` every row has its height however many there are: `in_scroll` gives what the chart is shown in, where the rows scroll and
    what is above and below them stays. `row` is what one is high, in logical pixels.
    """

    picked = Signal(str)

    def __init__(
        self,
        name: str,
        draw: _Draw,
        words: Callable[[], str] | str,
        least: QSize | None = None,
        most_height: int = MOST_HEIGHT,
        rows: Callable[[], int] | None = None,
        row: int = _ROW,
    ) -> None:
        super().__init__()
        self._draw, self._words, self._least = draw, words, least or QSize(300, 200)
        self._rows, self._row, self._most_height = rows, row, most_height
        self._pinned = 0.0, 0.0
        self._drawn: Drawing | None = None
        self._bands: dict[int, QSvgRenderer] = {}
        self._height_held = 0
        self._marks: list[_Mark] = []
        self._at = -1
        self._is_place = False
        self.setAccessibleName(name)
        self.setMaximumHeight(most_height)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._describe)
        self._describe()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As tall as its words need at the system's text size; the width is the page's to give."""
        return QSize(self._least.width(), look.scaled(self._least.height()))

    def refresh(self) -> None:
        """Ask for a new picture: a figure has changed. It is drawn with the next frame, its words are said once the figures rest."""
        self._drawn = None
        self._fit_rows()
        self.update()
        if not self._late.isActive():
            self._late.start(0)

    def in_scroll(self) -> ScrollBox:
        """What shows the chart: its rows scroll in it where there are more than fit."""
        box = ScrollBox(self)
        box.setMinimumWidth(self._least.width())
        box.set_heights(look.scaled(self._least.height()), self._most_height)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return box

    def hold_height(self, held: bool) -> None:
        """Be no lower than now, for as long as it is held: more words on the page make it longer, and shrink no chart."""
        box = self._box
        if box is not None:
            box.hold_height(held)
        else:
            self._height_held = self.height() if held and self.isVisible() else 0
            self.fit_whole()

    def fit_whole(self) -> None:
        """Where the page scrolls anyway nothing is gained by a squat chart."""
        if self._box is None:
            self.setMinimumHeight(max(self._height_held, look.scaled(_UNHURRIED) if self.is_whole else 0))

    def _fit_rows(self) -> None:
        if self._rows is not None:
            high = look.scaled(_AROUND + self._row * self._rows())
            self.setMinimumHeight(high)
            self.setMaximumHeight(max(high, self._most_height))

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._fit_rows()
        box = self._box
        if box is not None:
            box.set_heights(look.scaled(self._least.height()), self._most_height)

    @property
    def _box(self) -> ScrollBox | None:
        """What the chart scrolls in."""
        seen = self.parentWidget()
        box = seen.parentWidget() if seen is not None else None
        return box if isinstance(box, ScrollBox) and box.widget() is self else None

    def keep_place(self, kept: bool) -> None:
        """Keep the chart's place and draw nothing in it, until what draws charts is loaded."""
        self._is_place = kept

    def drawing(self) -> Drawing:
        """The drawing at the widget's size, in the palette's colours and at the system's text size."""
        inks = look.colours(self).chart()
        size = max(11.0, look.metrics().height() * _TEXT)
        return self._draw(self.width() - 2 * INSET, self.height() - 2 * INSET, inks.scaled(round(size * 2) / 2))

    def picture(self, ratio: float = 2.0) -> QImage:
        """The chart as an image `ratio` times its size on screen, on the page's colour, without the focus ring: for the clipboard."""
        self._prepare()
        inks = look.colours(self)
        wide, high = self.width() - 2 * INSET, self.height() - 2 * INSET
        image = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_RGB32)
        image.fill(inks.page)
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(image.width() / wide, image.height() / high)
        painter.translate(-INSET, -INSET)
        self._paint_rows(painter, self.rect())
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setImage(self.picture())
        announce(self, "The chart is on the clipboard.")

    def copy_figures(self) -> bool:
        """Put the figures that the chart shows on the clipboard as a table with headings; says whether it has any."""
        from desktop.papers.charts.data.as_table import chart_table

        rows = chart_table(self.drawing().__dict__.get("figures"))
        if rows:
            put_block(rows, headed=True)
            announce(self, "The figures of the chart are on the clipboard.")
        return bool(rows)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._is_place:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy the chart", self.copy_picture).setShortcut(QKeySequence.StandardKey.Copy)
        menu.addAction("Copy its figures as a table", self.copy_figures).setShortcut(QKeySequence("Ctrl+Shift+C"))
        at = event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.mapToGlobal(self._seen().center())
        menu.popup(at)

    def _describe(self) -> None:
        if self._is_place:
            return
        self.setAccessibleDescription(self._words() if callable(self._words) else self._words)

    def _prepare(self) -> None:
        """Draw the chart where that is not done at this size, and find its marks. It is made a picture a band at a time, as it is seen."""
        if self._drawn is None:
            from desktop.papers.charts.pen import hot_spots

            register_fonts()
            drawing = self._drawn = self.drawing()
            self._marks = [
                _Mark(QRectF(INSET + spot.left, INSET + spot.top, spot.width, spot.height), spot.meaning.words, spot.meaning.record)
                for spot in hot_spots(drawing)
            ]
            self._pinned = drawing.__dict__.get("pinned", (0.0, 0.0))
            self._at = min(self._at, len(self._marks) - 1)
            self._bands = {}

    def draw_ahead(self) -> bool:
        """Draw the chart before it is painted, and make a picture of what will be seen of it; says whether there was anything to do."""
        if self._is_place or (self._drawn is not None and self._bands):
            return False
        if self._drawn is None:
            self._prepare()
            return True
        for number in self._numbers(self._seen()):
            self._band(number)
        return True

    def _band(self, number: int) -> QSvgRenderer:
        """The picture of one band of the chart."""
        if number not in self._bands and self._drawn is not None:
            from desktop.papers.charts.svg import to_svg

            high = self._drawn.height
            band = (number * _BAND, (number + 1) * _BAND) if high > _BAND else None
            self._bands[number] = QSvgRenderer(QByteArray(to_svg(self._drawn, band)))
        return self._bands[number]

    def _numbers(self, seen: QRect) -> range:
        """The bands that reach into what is seen, in the widget's own units."""
        last = max(int((self.height() - 2 * INSET - 1) // _BAND), 0)
        first, end = (min(max((edge - INSET) // _BAND, 0), last) for edge in (seen.top(), seen.bottom()))
        return range(first, end + 1)

    def _paint_rows(self, painter: QPainter, seen: QRect) -> None:
        """Paint as much of the chart as lies in `seen`, in the widget's own units."""
        place = QRectF(INSET, INSET, self.width() - 2 * INSET, self.height() - 2 * INSET)
        for number in self._numbers(seen):
            painter.save()
            if place.height() > _BAND:  # else what stands on an edge of the chart would be cut
                over = QRectF(0, INSET + number * _BAND if number else 0, self.width(), _BAND if number else _BAND + INSET)
                painter.setClipRect(over, Qt.ClipOperation.IntersectClip)
            self._band(number).render(painter, place)
            painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_place:
            return
        self._prepare()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self._paint_rows(painter, event.rect())
        seen = self._seen()
        self._paint_pinned(painter, seen)
        if self.hasFocus():
            inks = look.colours(self)
            look.ring(painter, QRectF(seen), inks)
            if 0 <= self._at < len(self._marks):
                look.ring(painter, self._marks[self._at].area.adjusted(-4, -4, 4, 4), inks, 3)

    def _seen(self) -> QRect:
        """The part of the chart that is scrolled to."""
        box = self._box
        return self.rect() if box is None else QRect(0, -self.y(), self.width(), box.viewport().height()).intersected(self.rect())

    def _paint_pinned(self, painter: QPainter, seen: QRect) -> None:
        """Paint the key and the scale again at the ends of what is seen, over the rows that have scrolled beneath them."""
        above, below = seen.top(), self.height() - 1 - seen.bottom()
        top, foot = (round(each) + INSET for each in self._pinned)
        for shift, strip in (
            (above, QRect(0, seen.top(), self.width(), top)),
            (-below, QRect(0, seen.bottom() + 1 - foot, self.width(), foot)),
        ):
            if shift:
                painter.save()
                painter.setClipRect(strip)
                painter.fillRect(strip, look.colours(self).page)
                painter.translate(0, shift)
                self._paint_rows(painter, strip.translated(0, -shift))
                painter.restore()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._box is not None:
            self.update()  # what stays in sight is elsewhere in the chart now

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawn = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._drawn = None
            self.update()
        super().changeEvent(event)

    # Hover, keys and clicks

    def mark_at(self, place: QPointF) -> str:
        """The words of the topmost mark at a place in the widget; empty where there is none."""
        mark = self._found(place)
        return mark.words if mark is not None else ""

    def _found(self, place: QPointF) -> _Mark | None:
        if self._is_place:
            return None
        self._prepare()
        return next((mark for mark in reversed(self._marks) if mark.area.adjusted(-2, -2, 2, 2).contains(place)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self._found(QPointF(event.pos()))
            if mark is None:
                QToolTip.hideText()
                event.ignore()
            else:
                QToolTip.showText(event.globalPos(), mark.words, self, mark.area.toAlignedRect())
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_place:
            super().keyPressEvent(event)
            return
        held, control = event.modifiers(), Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
            return
        if event.key() == Qt.Key.Key_C and held & control and held & Qt.KeyboardModifier.ShiftModifier:
            self.copy_figures()
            return
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        self._prepare()
        if step and self._marks:
            self._at = (self._at + step) % len(self._marks) if self._at >= 0 else (0 if step > 0 else len(self._marks) - 1)
            mark = self._marks[self._at]
            announce(self, mark.words)
            self._bring_into_view(mark)
            QToolTip.showText(self.mapToGlobal(mark.area.bottomRight().toPoint()), mark.words, self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._at < len(self._marks):
            self._pick(self._marks[self._at])
        elif event.key() == Qt.Key.Key_Escape and self._at >= 0:
            self._at = -1
            self.update()
        else:
            super().keyPressEvent(event)

    def _bring_into_view(self, mark: _Mark) -> None:
        """Scroll to a mark, clear of what stays in sight above and below the rows."""
        box, middle = self._box, mark.area.center().toPoint()
        if box is not None:
            box.ensureVisible(middle.x(), middle.y(), 0, round(max(self._pinned)) + self._row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._found(event.position())
        if mark is not None:
            self._pick(mark)

    def _pick(self, mark: _Mark) -> None:
        if mark.record:
            self.picked.emit(mark.record)
