"""What an officer should know of the words of a paper: citations of nothing, unknown tables and charts, and what cannot be printed."""

from __future__ import annotations

from desktop.papers.content.blocks import Document
from desktop.papers.content.citing import dangling
from desktop.papers.content.paper_texts import WordsTrouble, texts, unknown_in
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.undrawable import undrawable


def troubles(paper: PaperRecords, document: Document) -> tuple[WordsTrouble, ...]:
    """Every citation that leads nowhere in the paper as it is set out, by the part it is in, then every table or chart there is none of."""
    dead = dangling(document)
    cited = [
        WordsTrouble(f"{written} in {each.called} cites nothing in this paper", written, each.table, each.index, each.field)
        for each in texts(paper)
        for written in dead
        if written in each.text
    ]
    return (*cited, *unknown_in(paper))


def warnings(paper: PaperRecords, document: Document) -> tuple[str, ...]:
    """All that is wrong with the words of a paper, in sentences."""
    return (*(f"{trouble.sentence}." for trouble in troubles(paper, document)), *undrawable(document))
