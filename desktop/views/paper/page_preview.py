"""The paper's own PDF pages as pictures, at the screen's real pixels; white in every palette."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QCloseEvent, QFocusEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.papers.pdf.reading import one_reader
from desktop.views.kit import look
from desktop.views.kit.roles import spoken_as

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_GAP, _EDGE = 12, 4

#: Pages kept as pictures; older ones are drawn again when they are scrolled to.
_KEPT = 8

#: The whole page is shown where that costs under this share of its size.
_SMALLER = 0.85


@spoken_as(QAccessible.Role.Graphic)
class PagePreview(QScrollArea):
    """Draws only the pages that are seen. One tab stop; arrows and Page Up and Down move."""

    #: The number of pages changed.
    counted = Signal(int)
    #: Another page, counted from 1, is now in view.
    turned = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._document: PdfDocument | None = None
        self._some: PdfDocument | None = None
        self._set_again = range(0)
        self._sizes: list[tuple[float, float]] = []
        self._page = 0
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self._pages = _Pages(self)
        self.setWidget(self._pages)
        self.destroyed.connect(self._pages.images.clear)
        self.verticalScrollBar().valueChanged.connect(lambda *_: self._turn())

    @property
    def page_count(self) -> int:
        """How many pages the paper has."""
        return len(self._sizes)

    def set_pdf(self, pdf: bytes, text: str = "") -> None:
        """Show a PDF, and say its text to those who cannot see it. Empty bytes show nothing."""
        self.release()
        if pdf:
            from pypdfium2 import PdfDocument

            with one_reader:
                self._document = PdfDocument(pdf)
                self._sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self.setAccessibleDescription(text)
        self._pages.lay_out()
        self.counted.emit(len(self._sizes))
        self._page = 0
        self._turn()

    @property
    def set_again(self) -> range:
        """The pages, counted from 0, that are shown of a paper that is not yet set whole."""
        return self._set_again

    def set_some(self, pdf: bytes, pages: range) -> None:
        """Show the first pages of a PDF in the place of `pages`, counted from 0, of the one that is shown, until the whole of it is set."""
        from pypdfium2 import PdfDocument

        with one_reader:
            if self._some is not None:
                self._some.close()
            self._some, before, self._set_again = PdfDocument(pdf), self._set_again, pages
        self._pages.forget({*before, *pages})

    @property
    def page(self) -> int:
        """The page in view, counted from 1; 0 where there is none."""
        return self._page

    def show_page(self, page: int) -> None:
        """Show a page, counted from 1; the page in view stays where there is no such page."""
        if 0 < page <= self.page_count:
            self.verticalScrollBar().setValue(self._pages.top(page - 1))

    def _turn(self) -> None:
        """Tell which page is in view: the one that has the middle of what is seen."""
        page = self._pages.at(self.verticalScrollBar().value() + self.viewport().height() // 2) if self._sizes else 0
        if page != self._page:
            self._page = page
            self.turned.emit(page)

    def release(self) -> None:
        """Let go of the PDF. Call it when the screen is done with, as the library wants its documents closed."""
        for document in (self._document, self._some):
            if document is not None:
                with one_reader:
                    document.close()
        self._document, self._some, self._set_again = None, None, range(0)
        self._sizes = []
        self._pages.images.clear()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)

    def sizes(self) -> list[QSize]:
        """Each page's size on screen, in logical pixels."""
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * look.RING - _EDGE
        page_sizes = []
        for width, height in self._sizes:
            scale, whole = room / width, (self.height() - _GAP) / height
            if scale * _SMALLER < whole < scale:
                scale = whole
            scale = max(scale, 0.1)
            page_sizes.append(QSize(round(width * scale), round(height * scale)))
        return page_sizes

    def picture(self, number: int, size: QSize) -> QImage:
        """One page at so many logical pixels, drawn at the screen's real ones."""
        is_new = number in self._set_again
        document = self._some if is_new else self._document
        assert document is not None
        ratio = self.devicePixelRatioF()
        with one_reader:
            page = document[number - self._set_again.start if is_new else number]
            bitmap = page.render(scale=size.width() * ratio / self._sizes[number][0], rev_byteorder=True)
            form = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            page.close()
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.lay_out()
        self._turn()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colours(self).window)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._pages.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pages.update()


class _Pages(QWidget):
    def __init__(self, area: PagePreview) -> None:
        super().__init__()
        self._area = area
        self._places: list[QRectF] = []
        self.images: dict[int, QImage] = {}

    def lay_out(self) -> None:
        """Find where each page goes; pictures of another size are dropped."""
        sizes = self._area.sizes()
        if [place.size().toSize() for place in self._places] != sizes:
            self.images.clear()
        top, self._places = float(look.RING + 2), []
        for size in sizes:
            self._places.append(QRectF(0, top, size.width(), size.height()))
            top += size.height() + _GAP
        self.setMinimumHeight(round(top) - _GAP + _EDGE if sizes else 0)
        self.update()

    def forget(self, pages: Collection[int]) -> None:
        """Draw these pages again."""
        self.images = {number: image for number, image in self.images.items() if number not in pages}
        self.update()

    def top(self, page: int) -> int:
        """How far down a page, counted from 0, begins."""
        return round(self._places[page].top()) - look.RING if page < len(self._places) else 0

    def at(self, down: int) -> int:
        """The page, counted from 1, that is so far down."""
        return 1 + max((number for number, place in enumerate(self._places) if place.top() <= down), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:
        inks, painter = look.colours(self), QPainter(self)
        painter.fillRect(self.rect(), inks.window)
        seen = QRectF(self.visibleRegion().boundingRect())
        for number, place in enumerate(self._places):
            at = place.translated(round((self.width() - place.width()) / 2), 0)
            if not at.intersects(seen):
                continue
            ratio = self._area.devicePixelRatioF()
            image = self.images.get(number)
            if image is None or image.devicePixelRatio() != ratio:
                if len(self.images) >= _KEPT:
                    self.images.pop(next(iter(self.images)))
                image = self.images[number] = self._area.picture(number, place.size().toSize())
            painter.drawImage(QPointF(at.topLeft()), image)
            painter.setPen(inks.edge if inks.dark else inks.rule)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(at.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._area.hasFocus():
            look.ring(painter, seen, inks)
