"""Paragraphs, figures, rules and lines of contents that know their element. Loads ReportLab."""

from __future__ import annotations

import io
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer

from desktop.papers.pdf.tagging.canvas import Link, MarkedText
from desktop.papers.pdf.tagging.structure import Element, Role

#: The letters of a link's words that are told; PDF/A has strings of 32,767 bytes at most.
_LONGEST_ALTERNATIVE = 1000


class TaggedParagraph(Paragraph):
    """A paragraph that is content of an element; what splitting leaves over is content of the same one.

    `label` is the element of what hangs before it; where there is none, that is content of the paragraph's own. A paragraph with an
    `anchor` can be led to.
    """

    element: Element | None = None
    label: Element | None = None
    anchor = ""

    @classmethod
    def of(cls, markup: str, style: ParagraphStyle, element: Element, bullet: str = "", label: Element | None = None) -> TaggedParagraph:
        """A paragraph of an element."""
        paragraph = cls(markup, style, bulletText=f"{bullet} " if bullet else None)
        paragraph.element, paragraph.label = element, label
        paragraph._find_links()
        return paragraph

    def _find_links(self) -> None:
        """Give each link an element of its own, told by its words."""
        links: dict[tuple[int, str], Link] = {}
        for fragment in self.frags:
            fragment_links = []
            for number, target in getattr(fragment, "link", None) or ():
                link = links.get((number, target))
                if link is None:
                    link = links[number, target] = Link.of(len(links), Element(Role.LINK, self.element), target)
                if len(link.element.alternative) < _LONGEST_ALTERNATIVE:
                    link.element.alternative += fragment.text[:_LONGEST_ALTERNATIVE]
                fragment_links.append((number, link))
            if fragment_links:
                fragment.link = fragment_links

    def split(self, wide: float, high: float) -> list[Flowable]:
        """Split as a paragraph does; the first piece keeps the label, the anchor and the bookmark."""
        pieces: list[Flowable] = super().split(wide, high)
        for index, piece in enumerate(pieces):
            if piece is not self:
                self._hand_on(piece, index == 0, index == len(pieces) - 1)
        return pieces

    def _hand_on(self, piece: TaggedParagraph, first: bool, last: bool) -> None:
        piece.element = self.element
        if first:
            piece.label, piece.anchor = self.label, self.anchor
            piece.heading = getattr(self, "heading", None)

    def draw(self) -> None:
        """Draw the label, then the words."""
        canvas = self.canv
        if self.anchor:
            canvas.bookmarkHorizontal(self.anchor, 0, self.height + 4)
        canvas.loose = self.label or self.element
        try:
            super().draw()
        finally:
            canvas.loose = None

    def beginText(self, x: float, y: float) -> MarkedText:
        """The text object ReportLab puts the words into."""
        return MarkedText(self.canv, x, y, self.element, self._runs())

    def _runs(self) -> list[tuple[str, Element | None]]:
        """The runs of text as ReportLab will put them out, each with its link; none where there are no links."""
        broken_lines = self.blPara
        if broken_lines.kind == 0:
            link = _link_of(broken_lines)
            return [(" ".join(line[1]), link) for line in broken_lines.lines] if link else []
        runs = [(fragment.text, _link_of(fragment)) for line in broken_lines.lines for fragment in line.words]
        return runs if any(link for _, link in runs) else []


def _link_of(fragment: Any) -> Element | None:
    return next((link.element for _, link in getattr(fragment, "link", None) or () if isinstance(link, Link)), None)


class ContentsLine(TaggedParagraph):
    """A line of the contents: its words lead to their place, and its page stands at the end of a row of dots."""

    target = ""
    page = ""

    def _hand_on(self, piece: TaggedParagraph, first: bool, last: bool) -> None:
        super()._hand_on(piece, first, last)
        if isinstance(piece, ContentsLine):
            piece.target = self.target
            piece.page = self.page if last else ""

    def draw(self) -> None:
        """Draw the dots as an artifact, and the words and the page as one link."""
        canvas, style, element = self.canv, self.style, self.element
        if element is None:
            return
        # ReportLab counts the indents in with the width of a line.
        used = max([style.leftIndent, *(wide - style.rightIndent for wide in self.getActualLineWidths0()[-1:])])
        at = self.height - style.fontSize - (len(self.blPara.lines) - 1) * style.leading
        if self.page:
            room = self.width - used - stringWidth(self.page, style.fontName, style.fontSize) - 8
            dots = "." * int(room / stringWidth(".", style.fontName, style.fontSize))
            with canvas.artifact():
                canvas.setFont(style.fontName, style.fontSize)
                canvas.setFillColor(style.textColor)
                canvas.drawRightString(self.width - stringWidth(self.page, style.fontName, style.fontSize) - 4, at, dots)
        with canvas.content(element):
            super().draw()
            canvas.setFont(style.fontName, style.fontSize)
            canvas.setFillColor(style.textColor)
            canvas.drawRightString(self.width, at, self.page)
        canvas.linkURL(Link.of(0, element, f"#{self.target}"), (style.leftIndent, 0, self.width, self.height))


class TaggedFigure(Flowable):
    """A drawing as one figure, with its alternative and its place on the page."""

    def __init__(self, drawing: Drawing, element: Element) -> None:
        super().__init__()
        self.drawing, self.element = drawing, element
        self.width, self.height = drawing.width, drawing.height

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """Its own size, whatever the room."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as content of its element."""
        canvas = self.canv
        self.element.box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(self.width, self.height))
        with canvas.content(self.element):
            renderPDF.draw(self.drawing, canvas, 0, 0)


class TaggedPicture(Flowable):
    """The picture of a file as one figure, with its alternative and its place on the page. `size` is in points."""

    def __init__(self, contents: bytes, size: tuple[float, float], element: Element) -> None:
        super().__init__()
        self.contents, self.element = contents, element
        self.width, self.height = size

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """Its own size, whatever the room."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as content of its element."""
        canvas = self.canv
        self.element.box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(self.width, self.height))
        with canvas.content(self.element):
            canvas.drawImage(ImageReader(io.BytesIO(self.contents)), 0, 0, self.width, self.height)


class Gap(Spacer):
    """Room after what stands before it; none at the top of a page."""

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        frame = getattr(self, "_frame", None)
        return (self.width, 0) if frame is not None and frame._atTop else (self.width, self.height)


class Rule(Flowable):
    """A line across part of the page, to write on: an artifact."""

    def __init__(self, width: float, colour: Color, before: float, after: float) -> None:
        super().__init__()
        self.width, self.height, self.colour = width, 0.5, colour
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, wide: float, high: float) -> tuple[float, float]:
        """Its own size, whatever the room."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        with self.canv.artifact():
            self.canv.setStrokeColor(self.colour)
            self.canv.setLineWidth(self.height)
            self.canv.line(0, 0, self.width, 0)
