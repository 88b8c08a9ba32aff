"""Which records a paper's two documents print: only their sources are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from desktop.papers.content.blocks import Block, Figure, runs_of
from desktop.papers.content.records import PaperRecords
from desktop.papers.exhibits import Exhibit, delivery
from desktop.papers.sources.tables import table_of_sheet

#: What figures of one table are worked out from in others: what moves lines of money, and what weighs scores.
_BESIDE = {"cash_flows": ("phasings", "scenarios"), "scores": ("weights",)}


def tables_in_print(paper: PaperRecords, printed: Collection[Exhibit], blocks: Iterable[Block]) -> frozenset[str]:
    """The tables that the exhibits printed are drawn from, and those that the sentences and charts of these blocks rest on.

    An officer's words are the evidence's own: it is in print wherever its table is not ticked out of both documents.
    """
    tables = {table for exhibit in printed for table in exhibit.drawn_from}
    sheets = table_of_sheet()
    for block in blocks:
        rests_on = list(block.rests_on) if isinstance(block, Figure) else []
        rests_on += [source for words in runs_of(block) for span in words if span.finding is not None for source in span.finding.rests_on]
        tables.update(sheets.get(source.sheet, source.sheet) for source in rests_on)
    if paper.layout_fields.ticks.get(delivery.evidence.key) != frozenset():
        tables.add("evidence")
    for table, beside in _BESIDE.items():
        if table in tables:
            tables.update(beside)
    return frozenset(tables)
