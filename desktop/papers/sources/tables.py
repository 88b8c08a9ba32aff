"""The records of a paper by the table of the store that holds them, as exhibits name what they are drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from db.nouns import sheet_nouns
from desktop.papers.content.records import LineRecord, PaperRecords, PartnerRecord


class HasBasis(Protocol):
    """A record that says what it rests on."""

    @property
    def basis(self) -> str: ...


@cache
def table_of_sheet() -> Mapping[str, str]:
    """The table of each sheet of the case workbook."""
    return {noun.SHEET: noun.TABLE for noun in sheet_nouns()}


def records_by_table(paper: PaperRecords) -> Mapping[str, Sequence[HasBasis]]:
    """Each record of a paper that says what it rests on, by its table."""
    by_table: dict[str, list[HasBasis]] = {
        "scores": [*(score for score in paper.scores if score.score), *paper.weights],
        "cash_flows": [flow for flow in paper.flows if flow.amounts],
        "services": list(paper.services),
        "objectives": list(paper.objectives),
        "evidence": list(paper.evidence),
    }
    for noun, records in paper.in_words.items():
        by_table[noun.TABLE] = list(records)
    beside: list[PartnerRecord | LineRecord] = [*paper.partner_records, *paper.line_records]
    for record in beside:
        by_table.setdefault(table_of_sheet().get(record.kind, record.kind), []).append(record)
    return by_table
