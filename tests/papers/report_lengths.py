"""How long each sample's report is beside the report that it follows, and its annex: kept in `lengths.md`, which `dev.py golden` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.papers.html.paper_text import plain_text
from desktop.papers.pdf.reading import page_count
from desktop.papers.pdf.setting import set_pdf
from tests.papers.sample_papers import SamplePaper, SamplePapers

KEPT = Path(__file__).resolve().parent / "lengths.md"
#: What sets words off, and is no part of them.
_MARKS = re.compile(r"[*_•]+|\s-\s|\|")
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


def share_written(paper: SamplePaper) -> float:
    """The share of a report's words that the officer wrote: those of lines of which most runs of three words are as typed."""
    records = paper.records
    parts = (records.sections, records.recommendations, records.implications, records.officer_comments, records.background_papers,
             records.appendices, records.contacts, (records, records.layout_fields))  # fmt: skip
    typed = [_words(text) for of_kind in parts for record in of_kind for text in _texts(record)]
    known = {three for words in typed for three in _threes(words)}
    of_officer = of_all = 0
    for line in plain_text(paper.document).splitlines():
        words = _words(line)
        threes = _threes(words)
        is_written = sum(each in known for each in threes) >= 0.6 * len(threes) if threes else words in typed
        of_all, of_officer = of_all + len(words), of_officer + len(words) * is_written
    return of_officer / of_all


def _texts(record: object) -> Iterator[str]:
    """What is typed in a record."""
    names = dict.fromkeys(name for kind in type(record).__mro__ for name in getattr(kind, "__annotations__", ()))
    yield from (value for name in names if isinstance(value := getattr(record, name, None), str))


def _words(text: str) -> list[str]:
    return _MARKS.sub(" ", text).split()


def _threes(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def table(samples: SamplePapers) -> str:
    """The table as it is kept. Where a sample has several papers their pages and words are added; the annex is that of the first."""
    lines = [
        "# How long the samples' reports are\n",
        "| report followed | its words | sample | words | ratio | the officer's | pages | annex words | annex pages |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for followed, name, layouts, words in FOLLOWED:
        own = words_of(samples, name, layouts)
        pages = sum(page_count(set_pdf(samples.paper(name, layout).document)) for layout in layouts)
        annex = samples.paper(name, layouts[0]).annex
        annex_words, annex_pages = len(plain_text(annex).split()), page_count(set_pdf(annex))
        own_words = {layout: words_of(samples, name, (layout,)) for layout in layouts}
        written = sum(share_written(samples.paper(name, layout)) * count for layout, count in own_words.items()) / own
        lines.append(
            f"| {followed} | {words:,} | {name} | {own:,} | {own / words:.2f} | {written:.0%} | {pages} | {annex_words:,} | {annex_pages} |"
        )
    return "\n".join(lines) + "\n"
