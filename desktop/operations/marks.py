"""Who may see a record, from its table's row or from a row as screens and papers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.papers.withholding import OPEN, Marks

if TYPE_CHECKING:
    from db.columns import MarkedRecord
    from desktop.operations.records import Row


def marks_of(record: MarkedRecord) -> Marks:
    """The marks of a table's row."""
    if not record.withheld:
        return OPEN
    return Marks(record.withheld, record.exempt_paragraphs, record.public_interest, record.name_public)


def row_marks(row: Row) -> Marks:
    """The marks of a row."""
    if not row.text("withheld"):
        return OPEN
    return Marks(row.text("withheld"), row.text("exempt_paragraphs"), row.text("public_interest"), row.values.get("name_public") is True)
