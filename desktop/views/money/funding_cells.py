"""The funding statement: each source with what is sought, awarded, allocated, spent and left. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.appraisal.affordability.funding import FundingLine, awarded_by_kind
from desktop.appraisal.case import FundingKind
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind
from desktop.views.kit.tables.result_columns import figure, named

#: What each kind of funding is, as it is counted up in a sentence.
_NAMES = {
    FundingKind.GRANT: "grant",
    FundingKind.CONTRIBUTION: "contributions",
    FundingKind.RECEIPTS: "receipts",
    FundingKind.FLEXIBILITY: "flexibility",
    FundingKind.BORROWING: "borrowing",
    FundingKind.RESERVES: "reserves",
    FundingKind.IN_KIND: "in kind",
    FundingKind.NOT_STATED: "funding whose kind is not stated",
}


def statement_columns() -> tuple[ScreenColumn, ...]:
    """What was sought and awarded of each source, where it went and what is left of it."""
    return (
        named("Source", 16),
        figure("kind", "Kind", "{name}: {words}", "{name}: {why}", kind=Kind.TEXT, least=6),
        *(figure(each.lower(), each) for each in ("Sought", "Awarded", "Allocated", "Spent", "Left")),
    )


def statement_sentences(lines: Sequence[FundingLine]) -> list[str]:
    """What is awarded by kind, so that a flexibility is never read as a grant; then what the records lack."""
    sentences = []
    awarded = awarded_by_kind(lines)
    told = {kind: amount.total_words(running=True, recorded=True) for kind, amount in awarded.items() if not amount.is_nought}
    parts = [f"{words} of {_NAMES[kind]}" for kind, words in told.items()]
    if parts:
        sentences.append(f"Awarded: {'; '.join(parts)}.")
    if FundingKind.FLEXIBILITY in awarded:
        sentences.append("A flexibility allows spending from what is held already: it is not grant, and is never added to it.")
    return [*sentences, *(reason for line in lines for reason in line.why)]
