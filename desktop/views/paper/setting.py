"""What is done with a paper off the main thread: its pages set and read, and counted in every layout. Takes frozen records alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.operations.papers import papers
from desktop.papers.choosing import layout_names
from desktop.papers.content.layout_fields import PaperDocument

if TYPE_CHECKING:
    from desktop.appraisal.case import Case
    from desktop.appraisal.results import Appraisal
    from desktop.operations.papers.papers import PaperToGather
    from desktop.papers.content.records import PaperRecords
    from desktop.tasks import Progress


@dataclass(frozen=True, slots=True)
class Known:
    """A case, public or whole, and what the arithmetic made of it; kept from one setting of the pages to the next."""

    case: Case
    appraisal: Appraisal


@dataclass(frozen=True, slots=True)
class SetPaper:
    """A document of a paper as it prints: its PDF and the same as text; and of the report its headings, its pages where it is the one
    that was set, and what the officer should know of its words.

    `given` is what it was made from.
    """

    given: PaperRecords
    pdf: bytes
    text: str
    headings: tuple[str, ...]
    pages: int | None
    warnings: tuple[str, ...]
    known: Known | None = None


def set_given(wanted: PaperToGather, known: Known | None, of: PaperDocument, progress: Progress) -> SetPaper:
    """Set the report of a public paper, or of a whole one, or its annex, in its own layout.

    Its case is appraised unless what is known is of the same case.
    """
    given = wanted.gathered()
    if known is None or known.case != given.case:
        progress.step(0.05, "Appraising what the paper may say")
        known = Known(given.case, given.appraised())
    return replace(set_paper(given.records, known.appraisal, of, progress), known=known)


def set_paper(given: PaperRecords, appraisal: Appraisal, of: PaperDocument, progress: Progress) -> SetPaper:
    """Set one of the two documents of a paper in its own layout. Its headings, and what is told of its words, are the report's."""
    from desktop.papers.content.blocks import Heading
    from desktop.papers.content.paper_words import warnings
    from desktop.papers.html.paper_text import plain_text
    from desktop.papers.pdf.reading import page_count
    from desktop.papers.pdf.setting import set_pdf

    progress.step(0.1, "Setting the pages")
    both = papers.made(given, appraisal, given.layout)
    document = both.annex if of is PaperDocument.ANNEX else both.report
    pdf = set_pdf(document)
    headings = tuple(block.text for block in both.report.blocks if isinstance(block, Heading) and block.level == 1)
    pages = page_count(pdf) if of is PaperDocument.REPORT else None
    return SetPaper(given, pdf, plain_text(document), headings, pages, warnings(given, both.report))


def page_counts(given: PaperRecords, appraisal: Appraisal, progress: Progress) -> dict[str, int]:
    """The pages of a paper in each layout."""
    from desktop.papers.pdf.reading import page_count

    pages_by_layout: dict[str, int] = {}
    names = layout_names()
    for index, layout in enumerate(names):
        progress.step(index / len(names), f"Setting {layout.replace('-', ' ')}")
        pages_by_layout[layout] = page_count(papers.paper_pdf(given, appraisal, layout))
    return pages_by_layout
