"""A paper's content as tagged PDF pages, with embedded fonts, bookmarks and the same bytes for the same records. Loads ReportLab."""

from __future__ import annotations

import calendar
import io
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from reportlab.lib.utils import TimeStamp
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.papers import fonts
from desktop.papers.charts.pen import shortened
from desktop.papers.content.blocks import Contents, Document, Heading
from desktop.papers.html.paper_text import heading_words
from desktop.papers.pdf.page_starts import HEAD, Paged, PageStart, alike, last_start, moved, page_of
from desktop.papers.pdf.pieces import pieces
from desktop.papers.pdf.safe_text import line
from desktop.papers.pdf.styles import BRAND, DEPTH, FOOT, MUTED, PAGE, ROOM, RULE, SIDE, TOP, type_of
from desktop.papers.pdf.tagging.canvas import TaggedCanvas
from desktop.papers.pdf.tagging.metadata import Details

#: What the draft mark says in the head of every page of a draft.
DRAFT = "DRAFT"
#: A PDF/UA file must have a title; a paper may yet have none.
_UNTITLED = "Untitled paper"
#: A head of more words, which readers pass over on every page of a short paper, is taken for prose that somebody hid.
_LONGEST_HEAD = 6

#: The pieces of a paper are made as its pages come to them, so many flowables ahead.
_AHEAD = 12
#: So many pages are set sooner than it is found out whether they must be.
_WORTH_A_LOOK = 3


def _on() -> None:
    """Go on."""


class Found(NamedTuple):
    """What was found of a paper while it was set: the page of each heading by its anchor, and what pages begin with."""

    pages: dict[str, int]
    starts: dict[int, PageStart]


class SomePages(NamedTuple):
    """Some pages of a paper as a PDF: from `first`, counted from 1, on."""

    pdf: bytes
    first: int


def set_pdf(document: Document, *, tagged: bool = True, found: Found | None = None, go_on: Callable[[], None] = _on) -> bytes:
    """Set a paper as PDF/UA-1 and PDF/A-2a in one file.

    The bytes depend on the document alone: the date in them is the meeting's, and no clock is read. With `tagged` off the same pages are
    written without their structure, to be measured against. `found` is what was last found, and afterwards what is found now. `go_on` is
    called after every page, and may raise to give the paper up. Raises `UntaggedContent` where this program drew something it did not tag.
    """
    with fonts.one_at_a_time:
        fonts.register()
        found = Found({}, {}) if found is None else found
        printed = dict(found.pages)
        pdf = _set(document, found, _Wanted(), tagged=tagged, go_on=go_on).pdf
        if found.pages != printed and any(isinstance(block, Contents) for block in document.blocks):
            # The contents take the same room whatever the pages are, so the second setting has them right.
            pdf = _set(document, found, _Wanted(), tagged=tagged, go_on=go_on).pdf
        return pdf


def set_pages(document: Document, last: int, of: int, found: Mapping[str, int], before: Paged | None = None) -> SomePages:
    """Set a page of a paper, `last`, as it looks in the whole, and no more than must be set to come to it.

    `before` is the paper as it was last set: where it was alike, its pages are taken to begin as they did. To be looked at alone: the
    pages have no structure, and what follows them is an empty page. `of` is how many pages their feet say there are, and `found` the page
    of each heading as it was last found. No bytes where the paper ends before that page.
    """
    with fonts.one_at_a_time:
        fonts.register()
        wanted = _Wanted(last=last, of=of)
        if before is not None:
            wanted = _after_the_edit(document, before, wanted, found)
        setting = _set(document, Found(dict(found), {}), wanted, tagged=False)
        return SomePages(setting.pdf if setting.page >= last else b"", wanted.first)


def _after_the_edit(document: Document, before: Paged, wanted: _Wanted, found: Mapping[str, int]) -> _Wanted:
    """Where to begin so as to come to a page soonest.

    What comes before the first change is laid out as it was. After the last change pages may begin as they did, some pages sooner or
    later: as many as are needed to see whether they do are set, and thrown away.
    """
    last, starts = wanted.last or 1, before.starts
    first, to_the_end = alike(document, before.document)
    page, start = last_start(starts, last, first)
    wanted = wanted._replace(first=page, start=start)
    same_from, more = len(document.blocks) - to_the_end, len(document.blocks) - len(before.document.blocks)
    if last - page < _WORTH_A_LOOK:
        return wanted
    met: list[tuple[int, int]] = []

    def is_met(number: int, begins: PageStart) -> bool:
        as_before = page_of(starts, moved(begins, -more)) if begins.block >= same_from else None
        if as_before is not None:
            met.append((number, as_before))
        return as_before is not None

    _set(document, Found(dict(found), {}), wanted._replace(stop=is_met), tagged=False)
    for number, as_before in met:
        later = number - as_before
        page, start = last_start(starts, last - later, len(before.document.blocks))
        if page > as_before:
            return wanted._replace(first=page + later, start=moved(start, more), of=before.pages + later)
    return wanted


def _set(document: Document, found: Found, wanted: _Wanted, *, tagged: bool, go_on: Callable[[], None] = _on) -> _Pages:
    """Set a paper once, or the pages of it that are wanted. The contents print the pages that were found before."""
    out = io.BytesIO()
    found.starts.clear()
    with type_of(document.points):
        setting = _Pages(out, document, found, wanted, go_on)
        canvas = partial(_PaperCanvas, details=_details(document), tagged=tagged, wanted=wanted)
        setting.build(setting.begun(), canvasmaker=canvas)
    return setting


class _Wanted(NamedTuple):
    """The pages that are wanted of a paper: from `first`, which begins with `start`, to `last`, or else to the end.

    `of` is how many there are, where that is told, and `stop` says of a page's number and start whether the setting may end there.
    """

    first: int = 1
    start: PageStart = PageStart(HEAD)
    last: int | None = None
    of: int = 0
    stop: Callable[[int, PageStart], bool] | None = None


class _PaperCanvas(TaggedCanvas):
    """A canvas that writes the foot of every page at the end, when the number of pages is known; or `of` so many, where it is told."""

    def __init__(self, filename: io.BytesIO, *, details: Details, tagged: bool, wanted: _Wanted, **keywords: object) -> None:
        super().__init__(filename, details=details, tagged=tagged, **keywords)
        self._of, self._first = wanted.of, wanted.first
        self._pageNumber = wanted.first

    def save(self) -> None:
        """Write the feet, then the file."""
        pages = self.getPageNumber() - 1
        council = " ".join(shortened([self.details.author], 1, 8.5, ROOM - 90))
        for page in range(self._first, pages + 1):
            self.beginForm(_foot_name(page))
            self.setFont(fonts.REGULAR, 8.5)
            self.setFillColor(MUTED)
            self.drawString(SIDE, 32, council)
            self.drawRightString(PAGE[0] - SIDE, 32, f"Page {page} of {self._of or pages}")
            self.endForm()
        super().save()


def title_of(document: Document) -> str:
    """What a file of the paper is titled: its title, and whether it is not for publication."""
    title = line(document.title) or line(document.subtitle) or _UNTITLED
    if document.marking:
        title = f"{title} ({line(document.marking[:1].lower() + document.marking[1:])})"
    return title


def _details(document: Document) -> Details:
    return Details(title_of(document), line(document.council), line(document.meeting), document.language, _stamp(document))


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

    def __init__(self, out: io.BytesIO, document: Document, found: Found, wanted: _Wanted, go_on: Callable[[], None]) -> None:
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
        self.out, self.found = out, found
        self.deepest = -1
        self._wanted, self._go_on = wanted, go_on
        self._begun = wanted.first - 1
        self._pieces = pieces(document, dict(found.pages), wanted.start)
        title = line(document.title)
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
                canvas.drawString(SIDE, top + 12, line(self.paper.marking))
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

    def handle_documentBegin(self) -> None:
        """Begin with the first page that is wanted."""
        super().handle_documentBegin()
        self.page = self._wanted.first - 1

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Set the next flowable; none once the last page that is wanted is set."""
        if flowables is self._hanging:  # what begins a page
            super().handle_flowable(flowables)
            return
        if self.page > self._begun:
            self._begun = self.page
            if self._note_start(flowables[0]):
                flowables.clear()
                for name, place in self.canv._destinations.items():
                    if place.fmt is None:
                        self.canv.bookmarkPage(name)
                return
        self._take_pieces(flowables)
        super().handle_flowable(flowables)

    @property
    def pdf(self) -> bytes:
        """The file, once it is built."""
        return self.out.getvalue()

    def _note_start(self, flowable: Flowable) -> bool:
        """Note what the page begins with; says whether it is wanted no more, nor any after it."""
        begins: PageStart | None = getattr(flowable, "begins", None)
        wanted = self._wanted
        if wanted.last is not None and self.page > wanted.last:
            return True
        if begins is not None:
            self.found.starts[self.page] = begins
        return begins is not None and wanted.stop is not None and wanted.stop(self.page, begins)

    def afterPage(self) -> None:
        """Ask whether to go on."""
        self._go_on()

    def afterFlowable(self, flowable: Flowable) -> None:
        """Note the page of a heading, and give it its bookmark."""
        heading: Heading | None = getattr(flowable, "heading", None)
        if heading is None:
            return
        self.found.pages[flowable.anchor] = self.page
        level = min(heading.level - 1, self.deepest + 1)
        self.deepest = level
        self.canv.addOutlineEntry(line(heading_words(heading)), flowable.anchor, level, closed=False)
        self.canv.showOutline()
