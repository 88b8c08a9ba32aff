"""Weights under the hand: a name, a slider, and its share of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QWidget

from desktop.views.kit import look
from desktop.views.kit.labels import Label


class Slider(QSlider):
    """The native slider, with marks on it; on Fusion painted, since in high contrast Fusion's handle is black on black."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self._marks: tuple[float, ...] = ()

    def set_marks(self, values: Sequence[float]) -> None:
        """Mark these values on it, each with a line."""
        if tuple(values) != self._marks:
            self._marks = tuple(values)
            self.update()

    def _x_of(self, value: float, margin: float) -> float:
        span = max(self.maximum() - self.minimum(), 1)
        return margin + (self.width() - 2 * margin) * (value - self.minimum()) / span

    def _paint_marks(self, painter: QPainter, margin: float) -> None:
        inks, middle = look.colours(self), self.height() / 2
        painter.setPen(QPen(inks.text, 2))
        for value in self._marks:
            x = self._x_of(value, margin)
            painter.drawLine(QPointF(x, middle - 9), QPointF(x, middle - 4))
            painter.drawLine(QPointF(x, middle + 4), QPointF(x, middle + 9))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page past a slider must not move it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not look.paints_own_edges():
            super().paintEvent(event)
            if self._marks:
                handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
                self._paint_marks(QPainter(self), handle / 2)
            return
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, left, right = self.height() / 2, 9.0, self.width() - 9.0
        at = self._x_of(self.sliderPosition(), 9.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.edge)
        painter.drawRoundedRect(QRectF(left, middle - 1.5, right - left, 3), 1.5, 1.5)
        painter.setBrush(inks.accent)
        painter.drawRoundedRect(QRectF(left, middle - 2, at - left, 4), 2, 2)
        self._paint_marks(painter, 9.0)
        painter.setPen(QPen(inks.accent, 2))
        painter.setBrush(inks.accent if self.isSliderDown() else inks.page)
        painter.drawEllipse(QRectF(at - 6.5, middle - 6.5, 13, 13))
        if self.hasFocus():
            look.ring(painter, QRectF(0, middle - 11, self.width(), 22), inks, 4)


class _Share(Label):
    """A label of one size whatever it says."""

    def sizeHint(self) -> QSize:
        """Its size: Qt keeps in its own hint the least size it had before the text size changed."""
        return self.minimumSize()


class WeightSlider(QWidget):
    """The share of the whole that a weight has, in whole per cents: `moved` at every step of a drag, `committed` when it is let go."""

    moved = Signal(int)
    committed = Signal(int)

    def __init__(self, name: str, value: int, name_width: int, *, strong: bool = False) -> None:
        super().__init__()
        self._label = label = Label(name, look.SMALL if strong else look.BODY, semibold=strong, wrap=True)
        self._name_width = name_width
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.setValue(value)
        self.slider.setAccessibleName(f"Weight of {name[:1].lower()}{name[1:]}")
        self.slider.setMinimumWidth(72)
        label.setBuddy(self.slider)
        self._share = _Share("", semibold=True)
        self._share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.follow_text_size()
        self._told = value
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.STEP)
        box.addWidget(label)
        box.addWidget(self.slider, 1)
        box.addWidget(self._share)
        self.slider.valueChanged.connect(self._changed)
        self.slider.sliderReleased.connect(self._let_go)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed. A share of one size never has the page set again while a slider moves."""
        self._share.setFixedSize(look.text_width("100%", semibold=True) + 2, look.metrics().height() + 2)
        self.set_name_width(self._name_width)

    def set_name_width(self, name_width: int) -> None:
        """Give the name so many logical pixels, and the row the lines that it then takes: no name is cut."""
        self._name_width = name_width
        label, line = self._label, look.metrics().height()
        label.follow_text_size()  # its own turn may come after this
        label.setFixedWidth(max(name_width, *(look.text_width(word) + 2 for word in label.text().split() or [""])))
        high = max(line + 2, label.heightForWidth(label.width()))
        self.setMinimumHeight(high)
        self.setMaximumHeight(max(high, 2 * line + 6))

    @property
    def value(self) -> int:
        """The share in per cents."""
        return self.slider.value()

    def set_value(self, value: int) -> None:
        """Show a weight without telling anyone."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self._told = value
        self.slider.update()

    def show_share(self, share: float, switches: Sequence[tuple[float, str]] = ()) -> None:
        """Show the weight's share of the whole, a fraction of 1, and mark where the choice changes, each with what it says there."""
        words = f"{share:.0%}"
        if self._share.text() != words:
            self._share.setText(words)
        if not self.slider.isSliderDown():
            self.set_value(round(share * 100))
        self.slider.set_marks([at * 100 for at, _ in switches])
        said = "; ".join([f"{words} of the whole", *(each for _, each in switches)])
        if self.slider.accessibleDescription() != said:
            self.slider.setAccessibleDescription(said)
            self.slider.setToolTip("\n".join(each for _, each in switches))

    def _changed(self, value: int) -> None:
        self.moved.emit(value)
        if not self.slider.isSliderDown():
            self._let_go()

    def _let_go(self) -> None:
        if self.slider.value() != self._told:
            self._told = self.slider.value()
            self.committed.emit(self._told)
