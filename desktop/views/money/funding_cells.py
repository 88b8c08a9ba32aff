"""The funding statement: each source with what is sought, awarded, allocated, spent and left. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.appraisal.estimate import Estimate
from desktop.appraisal.savings.affordability import FundingKind, FundingLine, awarded_by_kind
from desktop.models.cell import Cell
from desktop.models.column import Column
from desktop.models.kinds import Kind
from desktop.views.kit.tables.year_grid import amount_cell

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


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One source of the statement."""

    id: str
    line: FundingLine


def statement_lines(lines: Sequence[FundingLine]) -> tuple[StatementLine, ...]:
    """The sources in the order recorded."""
    return tuple(StatementLine(line.source, line) for line in lines)


def statement_columns() -> tuple[Column, ...]:
    """What was sought and awarded of each source, where it went and what is left of it."""
    return (
        Column("source", "Source", editable=False, least=16, main=True, cell=lambda row: Cell(row.id)),
        Column("kind", "Kind", editable=False, least=6, cell=_kind),
        _amount("sought", "Sought", lambda line: line.sought),
        _amount("awarded", "Awarded", lambda line: line.awarded),
        _amount("allocated", "Allocated", lambda line: line.allocated),
        _amount("spent", "Spent", lambda line: line.spent),
        _amount("left", "Left", lambda line: line.left, strong=True),
    )


def statement_sentences(lines: Sequence[FundingLine]) -> list[str]:
    """What is awarded by kind, so that a flexibility is never read as a grant; then what the records lack."""
    sentences = []
    awarded = awarded_by_kind(lines)
    parts = [f"{amount.total_words(running=True)} of {_NAMES[kind]}" for kind, amount in awarded.items() if not amount.is_nought]
    if parts:
        sentences.append(f"Awarded: {'; '.join(parts)}.")
    if FundingKind.FLEXIBILITY in awarded:
        sentences.append("A flexibility allows spending from what is held already: it is not grant, and is never added to it.")
    return [*sentences, *(reason for line in lines for reason in line.why)]


def _kind(row: StatementLine) -> Cell:
    kind = row.line.kind
    return (
        Cell(kind.value.capitalize(), spoken=f"{row.id}: {_NAMES[kind]}")
        if kind
        else Cell("not stated", quiet=True, spoken=f"{row.id}: the kind is not stated")
    )


def _amount(key: str, heading: str, amount: Callable[[FundingLine], Estimate | None], *, strong: bool = False) -> Column:
    def cell(row: StatementLine) -> Cell:
        line_amount = amount(row.line)
        if line_amount is None:
            return Cell("no award", quiet=True, spoken=f"{row.id}, {heading.lower()}: no award is recorded")
        return amount_cell(f"{row.id}, {heading.lower()}", line_amount, strong=strong)

    return Column(key, heading, Kind.NUMBER, editable=False, cell=cell)
