"""What is done with a paper off the main thread: its pages set and read, and counted in every layout. Takes frozen records alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.operations.papers import papers
from desktop.papers.choosing import layout_names
from desktop.papers.content.layout_fields import PaperDocument

if TYPE_CHECKING:
    from desktop.appraisal.case import Case
    from desktop.appraisal.results import Appraisal
    from desktop.operations.papers.papers import PaperToGather
    from desktop.papers.content.blocks import Document, Made
    from desktop.papers.content.length import Length
    from desktop.papers.content.records import PaperRecords
    from desktop.papers.pdf.page_starts import Paged
    from desktop.papers.pdf.setting import SomePages
    from desktop.tasks import Progress

#: A paper of no more pages is there whole as soon as one of them.
_SOON = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A case, public or whole, and what the arithmetic made of it; kept from one setting of the pages to the next."""

    case: Case
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class InView:
    """The page in hand of a document, and the document as it was set before, with the page of each of its headings."""

    page: int
    before: Paged
    found: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PaperToSet:
    """A paper of which its content is made, and its page in hand with what led to it; nothing where there was no page in hand."""

    given: PaperRecords
    known: Known
    made: Made
    of: PaperDocument
    first: SomePages | None
    view: InView | None


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A document of a paper as it prints: its PDF and the same as text; and of the report its headings, and what the officer should know
    of its words.

    `given` is what it was made from, `found` the page of each heading of the document, `paged` how its pages begin, `section_pages`
    the page that each section of the officer's begins on, by its id, and `length` how long its words and the report are.
    """

    given: PaperRecords
    of: PaperDocument
    pdf: bytes
    text: str
    headings: tuple[str, ...]
    warnings: tuple[str, ...]
    known: Known
    found: Mapping[str, int]
    paged: Paged
    section_pages: Mapping[int, int]
    length: Length


def first_pages(wanted: PaperToGather, known: Known | None, of: PaperDocument, view: InView | None, progress: Progress) -> PaperToSet:
    """Make a public paper's content, or a whole one's, and set the page in hand of its report or its annex.

    Its case is appraised unless what is known is of the same case.
    """
    from desktop.papers.pdf.setting import set_pages

    given = wanted.gathered()
    if known is None or known.case != given.case:
        progress.step(0.05, "Appraising what the paper may say")
        known = Known(given.case, given.appraised())
    progress.step(0.1, "Setting the page in hand")
    made = papers.made(given.records, known.appraisal, given.records.layout)
    first = None
    if view is not None and view.before.pages > _SOON:
        first = set_pages(_document(made, of), view.page, view.before.pages, view.found, view.before)
    return PaperToSet(given.records, known, made, of, first, view)


def set_whole(begun: PaperToSet, progress: Progress) -> SetPaper:
    """Set the whole document. Its headings, and what is told of its words, are the report's."""
    from desktop.papers.content.blocks import Heading
    from desktop.papers.content.length import length
    from desktop.papers.content.paper_words import warnings
    from desktop.papers.html.paper_text import plain_text
    from desktop.papers.pdf.page_starts import Paged
    from desktop.papers.pdf.pieces import anchor_of
    from desktop.papers.pdf.reading import page_count
    from desktop.papers.pdf.setting import Found, set_pdf

    progress.step(0.2, "Setting the pages")
    document = _document(begun.made, begun.of)
    found = Found(dict(begun.view.found) if begun.view is not None else {}, {})
    pdf = set_pdf(document, found=found, go_on=partial(progress.step, 0.3, "Setting the pages"))
    paged = Paged(document, page_count(pdf), found.starts)
    report = begun.made.report
    headings = tuple(block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1)
    titled = enumerate(block for block in document.blocks if isinstance(block, Heading))
    pages = {int(each.part[1:]): found.pages.get(each.anchor or anchor_of(index), 0) for index, each in titled if each.part}
    text, told = plain_text(document), warnings(begun.given, report)
    long = length(begun.given, paged.pages if begun.of is PaperDocument.REPORT else None)
    return SetPaper(begun.given, begun.of, pdf, text, headings, told, begun.known, found.pages, paged, pages, long)


def _document(made: Made, of: PaperDocument) -> Document:
    return made.annex if of is PaperDocument.ANNEX else made.report


def page_counts(given: PaperRecords, appraisal: Appraisal, progress: Progress) -> dict[str, int]:
    """The pages of a paper in each layout."""
    from desktop.papers.pdf.reading import page_count

    pages_by_layout: dict[str, int] = {}
    names = layout_names()
    for index, layout in enumerate(names):
        progress.step(index / len(names), f"Setting {layout.replace('-', ' ')}")
        pages_by_layout[layout] = page_count(papers.paper_pdf(given, appraisal, layout))
    return pages_by_layout
