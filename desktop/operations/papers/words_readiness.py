"""What of a paper's words is still to be mended before the agenda: citations of nothing, too many words, and no such table or chart."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.appraisal.results import Appraisal
from desktop.papers.choosing import set_out
from desktop.papers.content.length import length
from desktop.papers.content.paper_texts import cites, texts, unknown_in
from desktop.papers.content.records import PaperRecords
from desktop.papers.readiness import MendedAt, ReadinessItem
from desktop.papers.readiness.item import item

_NAMED_BY = {"paper_sections": "heading", "recommendations": "text", "implications": "heading", "officer_comments": "role"}
_WHERE = {
    "paper_sections": "Paper, sections", "recommendations": "Paper, recommendations", "implications": "Paper, implications",
    "officer_comments": "Paper, officers' comments",
}  # fmt: skip


def words_items(paper: PaperRecords | None, appraisal: Appraisal | None) -> Iterator[ReadinessItem]:
    """An item for each thing that is wrong. A paper is set out to be looked at only where its words cite something."""
    if paper is None:
        return
    unready = list(unknown_in(paper))
    if appraisal is not None and cites(paper):
        from desktop.papers.content.paper_words import troubles  # what draws papers is loaded late

        unready = list(troubles(paper, set_out(paper.layout, paper, appraisal)))
    named = {(each.table, each.index): each.record for each in texts(paper)}
    for trouble in unready:
        at = MendedAt("Papers", "", trouble.table, trouble.field, ((_NAMED_BY[trouble.table], named[trouble.table, trouble.index]),))
        yield item(f"words: {trouble.table}, {trouble.field}, {trouble.written}", trouble.sentence, _WHERE[trouble.table], at)
    for check in length(paper).broken:
        yield item(f"length: {check.limit.unit}", check.sentence, "Paper, length", MendedAt("Papers"))
