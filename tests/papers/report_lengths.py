"""How long each sample's report is beside the report that it follows, and its annex: kept in `lengths.md`, which `dev.py golden` writes."""

from __future__ import annotations

from pathlib import Path

from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.reading import page_count
from desktop.papers.pdf.setting import set_pdf
from tests.papers.sample_papers import SamplePapers

KEPT = Path(__file__).resolve().parent / "lengths.md"
#: Each report that a sample follows: the sample, the layouts of its papers, and the words of the report.
FOLLOWED = (
    ("Leicestershire County Council, Cabinet, 9 February 2010", "total-place", ("part-a-part-b",), 1775),
    (
        "Leicestershire Together, NI 179: plan, brief and review",
        "ni179",
        ("outcome-delivery-plan", "improvement-brief", "efficiency-review"),
        3013,
    ),
    ("North West Leicestershire District Council, Cabinet, 21 September 2010", "place-budget", ("front-sheet",), 1673),
    ("Harborough District Council, Full Council, 31 October 2011", "future-options", ("full-council",), 6938),
    ("North Lincolnshire Council, Cabinet, 22 May 2014", "back-office-hub", ("object-and-key-points",), 1646),
)  # fmt: skip


def words_of(samples: SamplePapers, name: str, layouts: tuple[str, ...]) -> int:
    """The words that the reports of a sample print, those of its tables among them."""
    return sum(len(plain_text(samples.paper(name, layout).document).split()) for layout in layouts)


def table(samples: SamplePapers) -> str:
    """The table as it is kept. Where a sample has several papers their pages and words are added; the annex is that of the first."""
    lines = [
        "# How long the samples' reports are\n",
        "| report followed | its words | sample | words | ratio | pages | annex words | annex pages |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for followed, name, layouts, words in FOLLOWED:
        own = words_of(samples, name, layouts)
        pages = sum(page_count(set_pdf(samples.paper(name, layout).document)) for layout in layouts)
        annex = samples.paper(name, layouts[0]).annex
        annex_words, annex_pages = len(plain_text(annex).split()), page_count(set_pdf(annex))
        lines.append(f"| {followed} | {words:,} | {name} | {own:,} | {own / words:.2f} | {pages} | {annex_words:,} | {annex_pages} |")
    return "\n".join(lines) + "\n"
