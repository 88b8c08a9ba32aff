"""A block that scrolls by itself inside a panel, so that what stands beside it stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.views.kit import look
from desktop.views.kit.one_scroll import StandsWhole
from desktop.views.kit.roles import spoken_as


@spoken_as(QAccessible.Role.Grouping)
class ScrollBox(StandsWhole, QScrollArea):
    """Shows one widget, downwards only, on the panel's own ground. Whatever in it gets the focus is brought into view."""

    def __init__(self, inner: QWidget, least: int = 0) -> None:
        """`least` is the height in logical pixels that it never goes below."""
        super().__init__()
        self._least, self._most, self._held = least, look.UNBOUNDED, 0
        self.setMinimumHeight(least)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._inner = inner
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def set_heights(self, least: int, most: int = look.UNBOUNDED) -> None:
        """The least and the most height, in logical pixels, that it has while it scrolls by itself."""
        self._least, self._most = least, most
        self.fit_whole()

    def hold_height(self, held: bool) -> None:
        """Be no lower than now and no taller than it needs to be, for as long as it is held."""
        self._held = self.height() if held else 0
        self.fit_whole()

    def fit_whole(self) -> None:
        inner = self._inner
        layout = inner.layout()
        high = 0
        if self.is_whole:
            high = layout.totalHeightForWidth(self.viewport().width()) if layout is not None else inner.minimumHeight()
            high = layout.totalMinimumSize().height() if layout is not None and high < 0 else high
        least = max(high, self._least, self._held)
        if self.minimumHeight() != least:
            self.setMinimumHeight(least)
        self.setMaximumHeight(max(least, self._held or self._most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_whole:
            self.fit_whole()

    def scroll_by_keys(self, name: str) -> None:
        """Take the focus while there is more than fits, so that Tab and the arrows read what nothing in it would bring into view."""
        self.setAccessibleName(name)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda least, most: self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most > least else Qt.FocusPolicy.NoFocus)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look.ring(painter, QRectF(self.viewport().rect()), look.colours(self))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def follow(self, *editors: QWidget) -> None:
        """Bring these into view when they get the focus."""
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.ensureWidgetVisible(watched, 0, look.GAP)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget() and self.is_whole:
            self.fit_whole()
        return super().eventFilter(watched, event)
