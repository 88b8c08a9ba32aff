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
    from desktop.papers.content.records import PaperRecords
    from desktop.tasks import Progress


@dataclass(frozen=True, slots=True)
class Known:
    """A case, public or whole, and what the arithmetic made of it; kept from one setting of the pages to the next."""

    case: Case
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class InView:
    """The page in hand of a document, how many it has, and the page of each of its headings: of the setting before this one."""

    page: int
    pages: int
    found: dict[str, int]


@dataclass(frozen=True, slots=True)
class PaperToSet:
    """A paper of which its content is made, and its pages as far as the one in hand; without bytes there was no page in hand."""

    given: PaperRecords
    known: Known
    made: Made
    of: PaperDocument
    first: bytes
    view: InView | None


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A document of a paper as it prints: its PDF and the same as text; and of the report its headings, and what the officer should know
    of its words.

    `given` is what it was made from, `found` the page of each heading of the document, and `section_pages` that on which each section of
    the officer's begins, by its id.
    """

    given: PaperRecords
    of: PaperDocument
    pdf: bytes
    text: str
    headings: tuple[str, ...]
    warnings: tuple[str, ...]
    known: Known
    found: dict[str, int]
    section_pages: Mapping[int, int]


def first_pages(wanted: PaperToGather, known: Known | None, of: PaperDocument, view: InView | None, progress: Progress) -> PaperToSet:
    """Make a public paper's content, or a whole one's, and set its report or its annex as far as the page in hand.

    Its case is appraised unless what is known is of the same case.
    """
    from desktop.papers.pdf.setting import set_first_pages

    given = wanted.gathered()
    if known is None or known.case != given.case:
        progress.step(0.05, "Appraising what the paper may say")
        known = Known(given.case, given.appraised())
    progress.step(0.1, "Setting the page in hand")
    made = papers.made(given.records, known.appraisal, given.records.layout)
    first = b""
    if view is not None and view.page + 1 < view.pages:  # else the whole is there as soon
        first = set_first_pages(_document(made, of), view.page, view.pages, view.found)
    return PaperToSet(given.records, known, made, of, first, view)


def set_whole(begun: PaperToSet, progress: Progress) -> SetPaper:
    """Set the whole document. Its headings, and what is told of its words, are the report's."""
    from desktop.papers.content.blocks import Heading
    from desktop.papers.content.paper_words import warnings
    from desktop.papers.html.paper_text import plain_text
    from desktop.papers.pdf.setting import anchor_of, set_pdf

    progress.step(0.2, "Setting the pages")
    document = _document(begun.made, begun.of)
    found = dict(begun.view.found) if begun.view is not None else {}
    pdf = set_pdf(document, found=found, go_on=partial(progress.step, 0.3, "Setting the pages"))
    report = begun.made.report
    headings = tuple(block.text for block in report.blocks if isinstance(block, Heading) and block.level == 1)
    titled = enumerate(block for block in document.blocks if isinstance(block, Heading))
    pages = {int(each.part[1:]): found.get(each.anchor or anchor_of(index), 0) for index, each in titled if each.part}
    told = warnings(begun.given, report)
    return SetPaper(begun.given, begun.of, pdf, plain_text(document), headings, told, begun.known, found, pages)


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
