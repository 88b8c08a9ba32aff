"""Nothing scrolls within a page that scrolls: what scrolls by itself while the page stands still stands whole once the page scrolls."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

#: How long a page takes to be laid out anew at the most, in milliseconds.
_HELD = 400


def bring_into_view(widget: QWidget, place: QRect) -> None:
    """Scroll whatever scrolls around a widget no further than for a place in it to be seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (inner := around.widget()) is not None:
            middle = widget.mapTo(inner, place.center())
            around.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + 1)
        around = around.parentWidget()


def needs_other_height(widget: QWidget) -> None:
    """Have the page around a widget see anew whether it scrolls, as the widget now needs another height.

    What else stands whole on the page may keep it as long as it was, and then nothing else would tell it.
    """
    each: QWidget | None = widget
    while each is not None:
        each.updateGeometry()  # the layouts between learn of a change one turn of the event loop at a time
        for scroll in each.findChildren(OneScroll, options=Qt.FindChildOption.FindDirectChildrenOnly):
            scroll.look_again()
        each = each.parentWidget()


class StandsWhole:
    """Mixed into a widget that scrolls by itself where its page does not: it is as tall as what it holds where the page does."""

    _is_asked = _page_scrolls = False

    @property
    def is_whole(self) -> bool:
        """Whether it is as tall as what it holds."""
        return self._is_asked or self._page_scrolls

    def show_whole(self, whole: bool) -> None:
        """Be as tall as what it holds whether or not the page scrolls, as for a form that stands below its table."""
        self._is_asked = whole
        self.fit_whole()

    def follow_page(self, scrolls: bool) -> None:
        """The page now scrolls, or no longer does."""
        if self._page_scrolls != scrolls:
            self._page_scrolls = scrolls
            self.fit_whole()

    def fit_whole(self) -> None:
        """Take the least height that goes with `is_whole` at once, so that the page can tell whether it has room."""
        raise TypeError(f"{type(self).__name__} does not say how tall it is")


class OneScroll(QObject):
    """Has the parts of a page stand whole while it is too short for them with each scrolling by itself."""

    def __init__(self, page: QScrollArea, body: QWidget) -> None:
        super().__init__(page)
        self._page, self._body, self._is_whole, self._is_looking = page, body, False, False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._look)
        self._held: tuple[QWidget, int] | None = None
        page.verticalScrollBar().rangeChanged.connect(lambda *_: self.look_again())

    def look_again(self) -> None:
        """See, once the page is laid out, whether it scrolls."""
        if not self._late.isActive() and not self._is_looking:
            self._late.start()

    def hold_in_place(self, widget: QWidget) -> None:
        """Keep a widget of the page where it is seen, while what is above it grows because more is shown."""
        self._held = widget, widget.mapTo(self._page, QPoint()).y()
        QTimer.singleShot(_HELD, self, self._let_go)

    def _let_go(self) -> None:
        self._held = None

    def _look(self) -> None:
        page = self._page
        if self._held is not None:
            widget, was = self._held
            bar = page.verticalScrollBar()
            bar.setValue(bar.value() + widget.mapTo(page, QPoint()).y() - was)
        if not page.isVisible() or not (self._is_whole or page.verticalScrollBar().maximum()):
            return
        parts, self._is_looking = self._parts(), True  # parts that change as they are tried need no other look
        for part in parts:
            part.follow_page(False)
        self._is_whole = self._needed(parts) > page.maximumViewportSize().height()
        for part in parts:
            part.follow_page(self._is_whole)
        self._needed(parts)  # what is around them learns of it at once, and lays out no height in between
        self._is_looking = False

    def _parts(self) -> list[StandsWhole]:
        """What can be seen on the page and stands whole where it scrolls."""
        return [each for each in self._body.findChildren(QWidget) if isinstance(each, StandsWhole) and each.isVisible()]

    def _needed(self, parts: list[StandsWhole]) -> int:
        """How high the page would be, in logical pixels, as its parts now stand."""
        body = self._body
        for part in parts:
            each: QWidget | None = part if isinstance(part, QWidget) else None
            while each is not None and each is not body:  # the layouts between learn of a change one turn of the event loop at a time
                each.updateGeometry()
                each = each.parentWidget()
        layout = body.layout()
        if layout is None:
            return body.minimumSizeHint().height()
        least = layout.totalMinimumSize().height()
        wide = self._page.maximumViewportSize().width()
        return max(least, layout.totalHeightForWidth(wide)) if layout.hasHeightForWidth() else least
