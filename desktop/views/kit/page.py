"""A screen's frame: margins on the grid, the header with the one main action, columns and panels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.views.kit import look
from desktop.views.kit.buttons import PlainButton, PrimaryButton, bind
from desktop.views.kit.labels import Label, SecondaryLabel
from desktop.views.kit.messages import MessageBar
from desktop.views.kit.one_scroll import OneScroll

#: Between the header of a page and what scrolls under it, in logical pixels.
_UNDER_HEADER = 2


def column(*items: QWidget | tuple[QWidget, int], spacing: int = look.STEP) -> QWidget:
    """Widgets one above another with no margin; a pair is a widget and its stretch."""
    return _laid_out(QVBoxLayout(), items, spacing)


def row(*items: QWidget | tuple[QWidget, int], spacing: int = look.STEP) -> QWidget:
    """Widgets side by side with no margin; a pair is a widget and its stretch."""
    return _laid_out(QHBoxLayout(), items, spacing)


def _laid_out(box: QHBoxLayout | QVBoxLayout, items: Sequence[QWidget | tuple[QWidget, int]], spacing: int) -> QWidget:
    host = QWidget()
    host.setLayout(box)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for item in items:
        widget, stretch = item if isinstance(item, tuple) else (item, 0)
        box.addWidget(widget, stretch)
    return host


class PageHeader(QWidget):
    """Title, the main action at the right and the rest in a menu; and what the screen is for in one line, which a page shows below."""

    def __init__(self, title: str, purpose: str, primary: QAction | None = None, more: Sequence[QAction] = ()) -> None:
        super().__init__()
        self.title, self.purpose = Label(title, look.TITLE, semibold=True), SecondaryLabel(purpose, wrap=True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        box = QHBoxLayout(self)
        box.setContentsMargins(look.MARGIN, look.GAP - _UNDER_HEADER, look.MARGIN, _UNDER_HEADER)
        box.setSpacing(look.STEP)
        box.addWidget(self.title, 1)
        self.primary: PrimaryButton | None = None
        self.more: PlainButton | None = None
        if more:
            self.more = PlainButton("More")
            menu = QMenu(self.more)
            menu.addActions(list(more))
            self.more.setMenu(menu)
            box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        if primary is not None:
            self.primary = PrimaryButton()
            bind(self.primary, primary)
            box.addWidget(self.primary, 0, Qt.AlignmentFlag.AlignTop)
        if self.more is not None:
            self.more.setFixedHeight(look.row_height())
        self.call(title)

    def call(self, title: str) -> None:
        """Give the page another title."""
        self.title.setText(title)
        if self.more is not None:
            self.more.setAccessibleName(f"More for {title[:1].lower()}{title[1:]}")

    def offer(self, actions: Sequence[QAction]) -> None:
        """Have just these under More, which is hidden where there is none."""
        menu = self.more.menu() if self.more is not None else None
        if self.more is not None and menu is not None and menu.actions() != actions:
            menu.clear()
            menu.addActions(actions)
            self.more.setVisible(bool(actions))

    def paintEvent(self, event: QPaintEvent) -> None:
        if isinstance(page := self.parent(), QScrollArea) and page.verticalScrollBar().value():
            painter, low = QPainter(self), self.height() - 1
            painter.setPen(look.colours(self).rule)
            painter.drawLine(0, low, self.width(), low)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        if self.more is not None:
            self.more.setFixedHeight(look.row_height())


class Panel(QFrame):
    """A tinted block with no edge, never inside another. In high contrast the tint becomes an edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(inks.tile)
        painter.setPen(QPen(inks.text, 1) if inks.high_contrast else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS, look.RADIUS)


class Page(QScrollArea):
    """A screen. It scrolls down when the window is too short for it, under its title and main action, and sideways never.

    Subclasses add their blocks to `box`, and speak through `messages`.
    """

    def __init__(self, header: PageHeader) -> None:
        super().__init__()
        self.header, self.messages = header, MessageBar(self)
        header.setParent(self)
        self.verticalScrollBar().valueChanged.connect(lambda _: header.update())
        self.messages.said.connect(self._place_message)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.body = QWidget()
        self.body.setBackgroundRole(QPalette.ColorRole.Base)
        self.body.setAutoFillBackground(True)
        self.box = QVBoxLayout(self.body)
        self.box.setContentsMargins(look.MARGIN, 0, look.MARGIN, look.GAP)
        self.box.setSpacing(look.GAP)
        self.box.addWidget(header.purpose)
        self.setWidget(self.body)
        self.one_scroll = OneScroll(self, self.body)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def adds_by(self, event: QKeyEvent) -> bool:
        """Whether Ctrl+Enter, where nothing with the focus took it, adds to the list that the page is about; then that is done."""
        is_asked = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        add = self.header.primary
        if not is_asked or add is None or not add.isEnabled() or not add.text().startswith("Add "):
            return False
        add.setFocus()  # what is being typed is recorded first
        add.click()
        return True

    def _place_message(self) -> None:
        """Lay the message over the lower edge of what is seen, or over the upper where it would hide what has the focus.

        It lies over the page and is no part of it, so that nothing moves under the pointer when it comes or goes.
        """
        seen, layout = self.viewport().geometry(), self.messages.layout()
        wide = seen.width() - 2 * look.MARGIN
        high = layout.totalHeightForWidth(wide) if layout is not None else 0
        place = QRect(seen.left() + look.MARGIN, seen.bottom() - high - look.HALF, wide, high)
        focus = QApplication.focusWidget()
        if focus is not None and self.body.isAncestorOf(focus):
            held = QRect(focus.mapTo(self, QPoint(0, 0)), focus.size()).intersected(seen)
            if not held.isEmpty() and place.contains(held):
                place.moveTop(seen.top() + look.HALF)
        self.messages.setGeometry(place)

    def _follow_focus(self, _: QWidget | None, focus: QWidget | None) -> None:
        """Whatever takes the focus out of sight, as the first field of a row just added does below a long table, is brought into view."""
        self._focus_moved()
        if focus is not None and self.body.isAncestorOf(focus) and focus.isVisible() and focus.visibleRegion().isEmpty():
            self.ensureWidgetVisible(focus, 0, look.MARGIN)

    def _focus_moved(self) -> None:
        if not self.messages.isHidden():
            self._place_message()

    def _place_header(self) -> None:
        high = self.header.sizeHint().height()
        if self.viewportMargins().top() != high:
            self.setViewportMargins(0, high, 0, 0)
        seen = self.viewport().geometry()
        self.header.setGeometry(seen.left(), 0, seen.width(), seen.top())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_header()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_header()
        self._focus_moved()
        self.one_scroll.look_again()

    def minimumSizeHint(self) -> QSize:
        """As wide as the body needs, so that a window is never made too narrow to be read."""
        wide = max(each.minimumSizeHint().width() for each in (self.body, self.header)) + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())


class TwoColumns(QWidget):
    """A main column and a side column `side_width` wide; narrower than `below`, the side goes beneath. Both grow with the text."""

    #: Whether the columns now stand side by side.
    turned = Signal(bool)

    def __init__(self, main: QWidget, side: QWidget, side_width: int, below: int = 860) -> None:
        super().__init__()
        self._main, self._side, self._side_width, self._below = main, side, side_width, below
        self._wide: bool | None = None
        self._lent = False
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setHorizontalSpacing(look.MARGIN)
        self._box.setVerticalSpacing(look.GAP)
        self._place(True)

    def _place(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        self._box.removeWidget(self._main)
        self._box.removeWidget(self._side)
        self._box.addWidget(self._main, 0, 0)
        self._box.setColumnStretch(0, 1)
        self._set_side_width()
        if not self._lent:
            self._box.addWidget(self._side, 0 if wide else 1, 1 if wide else 0)
            self.turned.emit(wide)

    def lend(self, lent: bool) -> None:
        """Leave the side column to another place, the main one having all the width; or take it back."""
        self._lent, self._wide = lent, None
        self._place(self._has_room())

    def _has_room(self) -> bool:
        return self.width() >= look.scaled(self._below) and not self._main.isHidden()

    def place_again(self) -> None:
        """Place both anew, as the main column is shown or hidden."""
        self._place(self._has_room())

    def _set_side_width(self) -> None:
        width = look.scaled(self._side_width)
        if self._lent:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(look.UNBOUNDED)
            return
        self._side.setMinimumWidth(width if self._wide else 0)
        self._side.setMaximumWidth(width if self._wide else look.UNBOUNDED)

    def follow_text_size(self) -> None:
        """Fit the system's text size, which has changed."""
        self._set_side_width()
        self._place(self._has_room())

    def minimumSizeHint(self) -> QSize:
        """Never wider than one column needs: below that the side goes beneath."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), 420), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self._has_room())
        super().resizeEvent(event)
