"""A paper's content as tagged PDF pages, with embedded fonts, bookmarks and the same bytes for the same records. Loads ReportLab."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from reportlab.lib.utils import TimeStamp
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, KeepTogether, PageTemplate, Spacer

from desktop.papers import fonts
from desktop.papers.charts.pen import shortened
from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    Tone,
    source_table,
)
from desktop.papers.content.citing import led_right
from desktop.papers.html.paper_text import appendix_rows, conditions_lead, heading_words
from desktop.papers.pdf.figures import drawing_on_paper, height_of
from desktop.papers.pdf.forms import form_flowables
from desktop.papers.pdf.lists import list_flowables
from desktop.papers.pdf.places import Place, places
from desktop.papers.pdf.safe_text import clean, markup
from desktop.papers.pdf.styles import (
    BODY,
    BRAND,
    CAPTION,
    COUNCIL,
    DEPTH,
    ENTRY,
    FOOT,
    LEAD,
    MUTED,
    NOTE,
    PAGE,
    QUOTE,
    RECOMMENDATION,
    REMARK,
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
from desktop.papers.pdf.tables import field_flowables, paragraphs, table_flowables, word_paragraphs
from desktop.papers.pdf.tagging.canvas import TaggedCanvas
from desktop.papers.pdf.tagging.flowables import ContentsLine, Rule, TaggedFigure
from desktop.papers.pdf.tagging.metadata import Details
from desktop.papers.pdf.tagging.structure import UNLABELLED, Element, Role

#: What the draft mark says in the head of every page of a draft.
DRAFT = "DRAFT"
#: A PDF/UA file must have a title; a paper may yet have none.
_UNTITLED = "Untitled paper"
#: The height of a heading, and of the three lines of text that must at least follow it on its page.
_HEADING, _LINES = 42.0, 50.0
_MOST_TOGETHER = 12
#: A head of more words, which readers pass over on every page of a short paper, is taken for prose that somebody hid.
_LONGEST_HEAD = 6

#: PDF/A has strings of 32,767 bytes at most; a letter may take four.
_LONGEST_STRING = 8000

#: The pieces of a paper are made as its pages come to them, so many flowables ahead.
_AHEAD = 12


def _on() -> None:
    """Go on."""


def set_pdf(document: Document, *, tagged: bool = True, found: dict[str, int] | None = None, go_on: Callable[[], None] = _on) -> bytes:
    """Set a paper as PDF/UA-1 and PDF/A-2a in one file.

    The bytes depend on the document alone: the date in them is the meeting's, and no clock is read. With `tagged` off the same pages are
    written without their structure, to be measured against. `found` is the page of each heading as it was last found, and afterwards as
    it is. `go_on` is called after every page, and may raise to give the paper up. Raises `UntaggedContent` where this program drew
    something it did not tag.
    """
    with fonts.one_at_a_time:
        fonts.register()
        pages = {} if found is None else found
        printed = dict(pages)
        pdf = _set(document, pages, tagged=tagged, go_on=go_on)
        if pages != printed and any(isinstance(block, Contents) for block in document.blocks):
            # The contents take the same room whatever the pages are, so the second setting has them right.
            pdf = _set(document, pages, tagged=tagged, go_on=go_on)
        return pdf


def set_first_pages(document: Document, last: int, of: int, found: Mapping[str, int]) -> bytes:
    """Set the pages of a paper as far as `last`, as they look in the whole, and no more of it; what follows them is an empty page.

    To be looked at alone: they have no structure. `of` is how many pages their feet say there are, and `found` the page of each heading
    as it was last found.
    """
    with fonts.one_at_a_time:
        fonts.register()
        return _set(document, dict(found), tagged=False, last=last, of=of)


def _set(
    document: Document, pages: dict[str, int], *, tagged: bool, go_on: Callable[[], None] = _on, last: int | None = None, of: int = 0
) -> bytes:
    """Set a paper once. `pages` holds the page of each anchor as the contents print it, and as it was found afterwards."""
    out = io.BytesIO()
    setting = _Pages(out, document, pages, last, go_on)
    setting.build(setting.begun(), canvasmaker=partial(_PaperCanvas, details=_details(document), tagged=tagged, of=of))
    return out.getvalue()


class _PaperCanvas(TaggedCanvas):
    """A canvas that writes the foot of every page at the end, when the number of pages is known; or `of` so many, where it is told."""

    def __init__(self, filename: io.BytesIO, *, details: Details, tagged: bool, of: int, **keywords: object) -> None:
        super().__init__(filename, details=details, tagged=tagged, **keywords)
        self._of = of

    def save(self) -> None:
        """Write the feet, then the file."""
        pages = self.getPageNumber() - 1
        council = " ".join(shortened([self.details.author], 1, 8.5, ROOM - 90))
        for page in range(1, pages + 1):
            self.beginForm(_foot_name(page))
            self.setFont(fonts.REGULAR, 8.5)
            self.setFillColor(MUTED)
            self.drawString(SIDE, 32, council)
            self.drawRightString(PAGE[0] - SIDE, 32, f"Page {page} of {self._of or pages}")
            self.endForm()
        super().save()


def title_of(document: Document) -> str:
    """What a file of the paper is titled: its title, and whether it is not for publication."""
    title = _line(document.title) or _line(document.subtitle) or _UNTITLED
    if document.marking:
        title = f"{title} ({_line(document.marking[:1].lower() + document.marking[1:])})"
    return title


def _details(document: Document) -> Details:
    return Details(title_of(document), _line(document.council), _line(document.meeting), document.language, _stamp(document))


def _line(text: str) -> str:
    """Words as metadata, bookmarks and alternatives hold them: clean, on one line, and no longer than PDF/A lets a string be."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _LONGEST_STRING else f"{line[:_LONGEST_STRING]}…"


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


def anchor_of(index: int) -> str:
    """Where the heading at this place among the paper's headings is led to."""
    return f"heading-{index + 1}"


class _Pages(BaseDocTemplate):
    """The pages: one frame, a running head, the draft mark, and bookmarks for the headings."""

    def __init__(self, out: io.BytesIO, document: Document, pages: dict[str, int], last: int | None, go_on: Callable[[], None]) -> None:
        super().__init__(
            out,
            pagesize=PAGE,
            leftMargin=SIDE,
            rightMargin=SIDE,
            topMargin=TOP,
            bottomMargin=FOOT,
            lang=document.language,
            initialFontName=fonts.REGULAR,
            initialFontSize=10,
            invariant=1,
            pageCompression=1,
            displayDocTitle=True,
        )
        self.paper = document
        self.pages = pages
        self.deepest = -1
        self._last, self._go_on = last, go_on
        self._pieces = _pieces(document, dict(pages))
        title = _line(document.title)
        ends = [match.end() for match in re.finditer(r"\w+", title)]
        head = title if len(ends) <= _LONGEST_HEAD else f"{title[: ends[_LONGEST_HEAD - 1]]}…"
        self.running_head = " ".join(shortened([head], 1, 8.5, ROOM - 60))
        frame = Frame(SIDE, FOOT, ROOM, DEPTH, 0, 0, 0, 0, id="text")
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._furnish)])

    def _furnish(self, canvas: TaggedCanvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        top = PAGE[1] - 40
        with canvas.artifact("Pagination", "Header"):
            canvas.setFont(fonts.REGULAR, 8.5)
            canvas.setFillColor(MUTED)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            if canvas.getPageNumber() > 1:
                canvas.drawString(SIDE, top, self.running_head)
                canvas.line(SIDE, top - 7, PAGE[0] - SIDE, top - 7)
            if self.paper.draft:
                canvas.setFont(fonts.BOLD, 9)
                canvas.setFillColor(BRAND)
                canvas.drawRightString(PAGE[0] - SIDE, top, DRAFT)
            if self.paper.marking:
                canvas.setFont(fonts.BOLD, 9)
                canvas.setFillColor(BRAND)
                canvas.drawString(SIDE, top + 12, _line(self.paper.marking))
        with canvas.artifact("Pagination", "Footer"):
            canvas.line(SIDE, 46, PAGE[0] - SIDE, 46)
            canvas.doForm(_foot_name(canvas.getPageNumber()))
        canvas.restoreState()

    def begun(self) -> list[Flowable]:
        """The first flowables of the paper; the others follow as they are come to."""
        story: list[Flowable] = []
        self._take_pieces(story)
        return story

    def _take_pieces(self, story: list[Flowable]) -> None:
        while len(story) <= _AHEAD and (piece := next(self._pieces, None)) is not None:
            story += piece

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Set the next flowable; none once the last page that is wanted is set."""
        if flowables is self._hanging:  # what begins a page
            super().handle_flowable(flowables)
            return
        if self._last is not None and self.page > self._last:
            flowables.clear()
            for name, place in self.canv._destinations.items():
                if place.fmt is None:
                    self.canv.bookmarkPage(name)
            return
        self._take_pieces(flowables)
        super().handle_flowable(flowables)

    def afterPage(self) -> None:
        """Ask whether to go on."""
        self._go_on()

    def afterFlowable(self, flowable: Flowable) -> None:
        """Note the page of a heading, and give it its bookmark."""
        heading: Heading | None = getattr(flowable, "heading", None)
        if heading is None:
            return
        self.pages[flowable.anchor] = self.page
        level = min(heading.level - 1, self.deepest + 1)
        self.deepest = level
        self.canv.addOutlineEntry(_line(heading_words(heading)), flowable.anchor, level, closed=False)
        self.canv.showOutline()


def _pieces(document: Document, pages: dict[str, int]) -> Iterator[list[Flowable]]:
    """The flowables of a paper, block by block; those of a heading once what follows it is made, as it needs to know its room."""
    head = paragraphs(document.council, COUNCIL, Element(Role.PARAGRAPH))
    if document.subtitle:
        head += paragraphs(document.subtitle, SUBTITLE, Element(Role.PARAGRAPH))
    yield head + paragraphs(document.title, TITLE, Element(Role.TITLE))
    blocks = led_right(document.blocks)
    waiting: list[tuple[Heading, Place]] = []
    for block, place in zip(blocks, places(blocks), strict=True):
        if isinstance(block, Heading):
            waiting.append((block, place))
            continue
        if isinstance(block, Contents):
            flowables, start = _contents(document, block, pages), _HEADING + _LINES
        else:
            flowables, start = _flowables(block, place)
        yield from _headings(waiting, start)
        waiting.clear()
        yield flowables
    yield from _headings(waiting, _LINES)


def _headings(headings: Sequence[tuple[Heading, Place]], following: float) -> Iterator[list[Flowable]]:
    """Headings one below another; `following` is the room that the beginning of what comes after them needs."""
    pieces: list[list[Flowable]] = []
    for heading, place in reversed(headings):
        flowables, following = _heading(heading, place, following)
        pieces.append(flowables)
    yield from reversed(pieces)


def _flowables(block: Block, place: Place) -> tuple[list[Flowable], float]:
    """A block's flowables, and the room its beginning needs."""
    parent = place.parent
    if isinstance(block, Table | Sources):
        return table_flowables(source_table(block) if isinstance(block, Sources) else block, parent)
    if isinstance(block, Figure):
        return _figure(block, parent), height_of(block) + 2 * _LINES
    if isinstance(block, Paragraph):
        style = {Tone.BODY: BODY, Tone.LEAD: LEAD, Tone.NOTE: REMARK, Tone.QUOTE: QUOTE}[block.tone]
        within = Element(Role.QUOTE, parent) if block.tone is Tone.QUOTE else parent
        return word_paragraphs(block.words, style, Element(Role.PARAGRAPH, within), block.number, place.label), _LINES
    if isinstance(block, BulletList | NumberedList):
        return [*list_flowables(block, parent), Spacer(1, 3)], _LINES
    if isinstance(block, Recommendation):
        return _recommendation(block, place), _LINES
    if isinstance(block, FieldTable | Form):
        return form_flowables(block, parent) if isinstance(block, Form) else field_flowables(block, parent), _LINES
    return _closing(block, parent), _LINES


def _closing(block: Block, parent: Element | None) -> list[Flowable]:
    """What stands at the end of a paper: its appendices, and who signs it."""
    if isinstance(block, Appendices):
        list_element = Element(Role.LIST, parent, attributes=UNLABELLED)
        bodies = [(row, Element(Role.BODY, Element(Role.ITEM, list_element))) for row in appendix_rows(block)]
        flows = [paragraphs(row, LEAD, body) for row, body in bodies]
        for flow, anchor in zip(flows, block.anchors, strict=False):
            flow[0].anchor = anchor
        return [flowable for flow in flows for flowable in flow]
    if isinstance(block, SignatureBlock):
        lines = [paragraphs(line, SIGNATURE, Element(Role.PARAGRAPH, parent)) for line in (block.role, *block.lines)]
        return [Rule(180, RULE, 14, 4), *(flowable for line in lines for flowable in line)]
    raise TypeError(f"there is no setting for {type(block).__name__}")


def _heading(heading: Heading, place: Place, following: float) -> tuple[list[Flowable], float]:
    """A heading, on the page where what it heads begins."""
    style = SECTION if heading.level == 1 else SUBSECTION
    flowables = paragraphs(heading.text, style, Element(place.role, place.parent), heading.number)
    flowables[0].heading, flowables[0].anchor = heading, heading.anchor or anchor_of(place.index)
    room = min(_HEADING + following, DEPTH)
    return [CondPageBreak(room), *flowables], room


def _recommendation(block: Recommendation, place: Place) -> list[Flowable]:
    """A recommendation with its conditions, all of them in the body of its item."""
    words = (*block.words, *conditions_lead(block))
    flow = word_paragraphs(words, RECOMMENDATION, Element(Role.PARAGRAPH, place.parent), block.number, place.label)
    flow[0].anchor = block.anchor
    if block.conditions:
        flow += list_flowables(NumberedList(block.conditions, Counting.LETTERS), place.parent)
    flow.append(Spacer(1, 5))
    # A few lines read best together; more than that must be free to break.
    return [KeepTogether(flow)] if len(flow) <= _MOST_TOGETHER else flow


def _contents(document: Document, contents: Contents, pages: dict[str, int]) -> list[Flowable]:
    """The table of contents, each line leading to its heading."""
    contents_element = Element(Role.CONTENTS)
    flow = paragraphs(contents.heading, SECTION, Element(Role.HEADING))
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    for index, heading in enumerate(headings):
        if heading.level > contents.deepest:
            continue
        anchor = heading.anchor or anchor_of(index)
        page = str(pages.get(anchor, 0))
        link = Element(Role.LINK, Element(Role.REFERENCE, Element(Role.ENTRY, contents_element)))
        link.alternative = f"{_line(heading_words(heading))}, page {page}"
        words = next(markup((Span(_line(heading.text)),)))
        line = ContentsLine.of(words, ENTRY, link, clean(heading.number))
        line.target, line.page = anchor, page
        flow.append(line)
    return [*flow, Spacer(1, 8)]


def _figure(figure: Figure, parent: Element | None) -> list[Flowable]:
    """The drawing at the width of the text, with its caption above and its notes below, all on one page."""
    drawing = drawing_on_paper(figure)
    group = Element(Role.GROUP, parent)
    caption = paragraphs(figure.caption, CAPTION, Element(Role.CAPTION, group))
    drawn = TaggedFigure(drawing, Element(Role.FIGURE, group, alternative=_line(figure.alternative) or _line(figure.caption) or "Chart"))
    notes = [flowable for note in figure.notes for flowable in paragraphs(note, NOTE, Element(Role.PARAGRAPH, group))]
    return [KeepTogether([*caption, drawn, *notes]), Spacer(1, 10)]
