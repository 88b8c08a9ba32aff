"""A paper's content as PDF pages, with embedded fonts, bookmarks and the same bytes for the same records. Loads ReportLab."""

from __future__ import annotations

import calendar
import hashlib
import io
import threading
import time
from typing import Any

from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, HRFlowable, KeepTogether, PageTemplate, Spacer

from desktop.papers import fonts
from desktop.papers.chart_colours import ChartColours
from desktop.papers.chart_pen import PAPER_SCALE, shortened
from desktop.papers.content import (
    Appendices,
    Block,
    BulletList,
    Document,
    FieldTable,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    Tone,
    letters,
    source_table,
)
from desktop.papers.pdf_styles import (
    BODY,
    BRAND,
    CAPTION,
    COUNCIL,
    DEPTH,
    FOOT,
    ITEM,
    LEAD,
    MUTED,
    NOTE,
    PAGE,
    REASONS,
    RECOMMENDATION,
    ROOM,
    RULE,
    SECTION,
    SIDE,
    SIGNATURE,
    SUBSECTION,
    SUBTITLE,
    TITLE,
    TOP,
)
from desktop.papers.pdf_tables import field_flowables, paragraphs, table_flowables, word_paragraphs
from desktop.papers.pdf_text import clean
from desktop.papers.text import SUBJECT_TO, appendix_rows, heading_words, reasons

#: What the draft mark says in the head of every page of a draft.
DRAFT = "DRAFT"
_CREATOR = "Appraisal Desk"
#: The height of a heading, and of the three lines of text that must at least follow it on its page.
_HEADING, _LINES = 42.0, 50.0
_MOST_TOGETHER = 12
_TALLEST_FIGURE = DEPTH * 0.8

# ReportLab's fonts note what each document used in tables of their own, which two threads may not write at once.
_one_at_a_time = threading.Lock()


def set_pdf(document: Document) -> bytes:
    """Set a paper. The bytes depend on the document alone: the date in them is the meeting's, and no clock is read."""
    with _one_at_a_time:
        fonts.register()
        out = io.BytesIO()
        _Pages(out, document).build(_story(document), canvasmaker=_canvas_for(document))
        return out.getvalue()


class _PaperCanvas(Canvas):
    """A canvas that writes the foot of every page at the end, when the number of pages is known."""

    council = ""
    stamp: Any = None

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._doc._timeStamp = self.stamp
        # The file's identity is a digest of what is in it; ReportLab begins it with the time.
        self._doc.signature = hashlib.md5(usedforsecurity=False)

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_foot_name(page))
            self.setFont(fonts.REGULAR, 8.5)
            self.setFillColor(MUTED)
            self.drawString(SIDE, 32, self.council)
            self.drawRightString(PAGE[0] - SIDE, 32, f"Page {page} of {pages}")
            self.endForm()
        super().save()


def _canvas_for(document: Document) -> type[_PaperCanvas]:
    council = " ".join(shortened([clean(document.council)], 1, 8.5, ROOM - 90))
    return type("PaperCanvas", (_PaperCanvas,), {"council": council, "stamp": _stamp(document)})


def _stamp(document: Document) -> TimeStamp:
    """Noon on the day of the meeting; the first day of 2000 where there is none."""
    stamp = TimeStamp(invariant=1)
    parts = document.date.timetuple()[:3] if document.date else (2000, 1, 1)
    stamp.t = calendar.timegm((*parts, 12, 0, 0))
    stamp.lt = tuple(time.gmtime(stamp.t))
    stamp.YMDhms = stamp.lt[:6]
    stamp.dhh = stamp.dmm = 0
    stamp.tzname = "UTC"
    return stamp


def _foot_name(page: int) -> str:
    return f"foot-{page}"


class _Pages(BaseDocTemplate):
    """The pages: one frame, a running head, the draft mark, and bookmarks for the headings."""

    def __init__(self, out: io.BytesIO, document: Document) -> None:
        super().__init__(
            out,
            pagesize=PAGE,
            leftMargin=SIDE,
            rightMargin=SIDE,
            topMargin=TOP,
            bottomMargin=FOOT,
            title=clean(document.title),
            author=clean(document.council),
            subject=clean(document.meeting),
            creator=_CREATOR,
            lang=document.language,
            initialFontName=fonts.REGULAR,
            initialFontSize=10,
            invariant=1,
            pageCompression=1,
            displayDocTitle=True,
        )
        self.paper = document
        self.bookmarks = 0
        self.deepest = -1
        frame = Frame(SIDE, FOOT, ROOM, DEPTH, 0, 0, 0, 0, id="text")
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furnish)])

    def _furnish(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        top = PAGE[1] - 40
        canvas.setFont(fonts.REGULAR, 8.5)
        canvas.setFillColor(MUTED)
        if canvas.getPageNumber() > 1:
            canvas.drawString(SIDE, top, " ".join(shortened([clean(self.paper.title)], 1, 8.5, ROOM - 60)))
        if self.paper.draft:
            canvas.setFont(fonts.BOLD, 9)
            canvas.setFillColor(BRAND)
            canvas.drawRightString(PAGE[0] - SIDE, top, DRAFT)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        if canvas.getPageNumber() > 1:
            canvas.line(SIDE, top - 7, PAGE[0] - SIDE, top - 7)
        canvas.line(SIDE, 46, PAGE[0] - SIDE, 46)
        canvas.doForm(_foot_name(canvas.getPageNumber()))
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:
        heading: Heading | None = getattr(flowable, "heading", None)
        if heading is None:
            return
        self.bookmarks += 1
        key = f"heading-{self.bookmarks}"
        level = min(heading.level - 1, self.deepest + 1)
        self.deepest = level
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(clean(heading_words(heading)).replace("\n", " "), key, level, closed=False)
        self.canv.showOutline()


def _story(document: Document) -> list[Flowable]:
    """The flowables of a paper, made from the last block to the first, since a heading needs to know what follows it."""
    pieces: list[list[Flowable]] = []
    start = _LINES
    for block in reversed(document.blocks):
        flowables, start = _flowables(block, start)
        pieces.append(flowables)
    head = paragraphs(document.council, COUNCIL)
    if document.subtitle:
        head += paragraphs(document.subtitle, SUBTITLE)
    head += paragraphs(document.title, TITLE)
    return head + [flowable for piece in reversed(pieces) for flowable in piece]


def _flowables(block: Block, following: float) -> tuple[list[Flowable], float]:
    """A block's flowables, and the room its beginning needs; `following` is the room that the next block's needs."""
    if isinstance(block, Heading):
        return _heading(block, following)
    if isinstance(block, Table | Sources):
        return table_flowables(source_table(block) if isinstance(block, Sources) else block)
    if isinstance(block, Figure):
        return _figure(block), _height(block) + 2 * _LINES
    if isinstance(block, Paragraph):
        style = {Tone.BODY: BODY, Tone.LEAD: LEAD, Tone.NOTE: NOTE}[block.tone]
        return word_paragraphs(block.words, style, block.number), _LINES
    if isinstance(block, BulletList | NumberedList):
        return _list(block), _LINES
    if isinstance(block, Recommendation):
        return _recommendation(block), _LINES
    return _field_block(block), _LINES


def _field_block(block: FieldTable | SignatureBlock | Appendices) -> list[Flowable]:
    if isinstance(block, FieldTable):
        return field_flowables(block)
    if isinstance(block, Appendices):
        return [flowable for row in appendix_rows(block) for flowable in paragraphs(row, LEAD)]
    rule = HRFlowable(width=180, thickness=0.5, color=RULE, hAlign="LEFT", spaceBefore=14, spaceAfter=4)
    return [rule, *(flowable for line in (block.role, *block.lines) for flowable in paragraphs(line, SIGNATURE))]


def _list(block: BulletList | NumberedList) -> list[Flowable]:
    flow: list[Flowable] = []
    for index, item in enumerate(block.items):
        flow += word_paragraphs(item, ITEM, "•" if isinstance(block, BulletList) else block.label(index))
    return [*flow, Spacer(1, 3)]


def _heading(heading: Heading, following: float) -> tuple[list[Flowable], float]:
    """A heading, on the page where what it heads begins."""
    flowables = paragraphs(heading.text, SECTION if heading.level == 1 else SUBSECTION, heading.number)
    flowables[0].heading = heading
    room = min(_HEADING + following, DEPTH)
    return [CondPageBreak(room), *flowables], room


def _recommendation(block: Recommendation) -> list[Flowable]:
    words = (*block.words, Span(f", {SUBJECT_TO}")) if block.conditions else block.words
    flow = word_paragraphs(words, RECOMMENDATION, block.number)
    for index, condition in enumerate(block.conditions):
        flow += word_paragraphs(condition, ITEM, f"({letters(index)})")
    flow += paragraphs(reasons(block), REASONS) if block.supports else [Spacer(1, 5)]
    # A few lines read best together; more than that must be free to break.
    return [KeepTogether(flow)] if len(flow) <= _MOST_TOGETHER else flow


def _height(figure: Figure) -> float:
    return float(min(ROOM * figure.shape, _TALLEST_FIGURE))


def _figure(figure: Figure) -> list[Flowable]:
    """The drawing at the width of the text, with its caption above and its notes below, all on one page."""
    drawing: Drawing = figure.draw(ROOM / PAPER_SCALE, _height(figure) / PAPER_SCALE, ChartColours.paper())
    drawing.scale(PAPER_SCALE, PAPER_SCALE)
    drawing.width, drawing.height = drawing.width * PAPER_SCALE, drawing.height * PAPER_SCALE
    notes = [flowable for note in figure.notes for flowable in paragraphs(note, NOTE)]
    return [KeepTogether([*paragraphs(figure.caption, CAPTION), drawing, *notes]), Spacer(1, 10)]
