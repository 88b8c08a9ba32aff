"""What is done with a paper off the main thread: its pages set and read, and counted in every layout. Takes frozen records alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.operations.papers import papers
from desktop.papers.choosing import layout_names

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
    """A paper as it prints: its PDF and the same as text, its headings, its pages, and what the officer should know of its words.

    `given` is what it was made from.
    """

    given: PaperRecords
    pdf: bytes
    text: str
    headings: tuple[str, ...]
    pages: int
    warnings: tuple[str, ...]
    known: Known | None = None


def set_given(wanted: PaperToGather, known: Known | None, progress: Progress) -> SetPaper:
    """Set a public paper, or a whole one, in its own layout. Its case is appraised unless what is known is of the same case."""
    given = wanted.gathered()
    if known is None or known.case != given.case:
        progress.step(0.05, "Appraising what the paper may say")
        known = Known(given.case, given.appraised())
    return replace(set_paper(given.records, known.appraisal, progress), known=known)


def set_paper(given: PaperRecords, appraisal: Appraisal, progress: Progress) -> SetPaper:
    """Set a paper in its own layout."""
    from desktop.papers.content.blocks import Heading
    from desktop.papers.content.paper_words import warnings
    from desktop.papers.html.paper_text import plain_text
    from desktop.papers.pdf.reading import page_count
    from desktop.papers.pdf.setting import set_pdf

    progress.step(0.1, "Setting the pages")
    document = papers.document(given, appraisal, given.layout)
    pdf = set_pdf(document)
    headings = tuple(block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    return SetPaper(given, pdf, plain_text(document), headings, page_count(pdf), warnings(given, document))


def page_counts(given: PaperRecords, appraisal: Appraisal, progress: Progress) -> dict[str, int]:
    """The pages of a paper in each layout."""
    from desktop.papers.pdf.reading import page_count

    pages_by_layout: dict[str, int] = {}
    names = layout_names()
    for index, layout in enumerate(names):
        progress.step(index / len(names), f"Setting {layout.replace('-', ' ')}")
        pages_by_layout[layout] = page_count(papers.paper_pdf(given, appraisal, layout))
    return pages_by_layout
