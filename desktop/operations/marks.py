"""Who may see a record, from its table's row or from a row as screens and papers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import KnownTrouble
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


def keep_marks_together(record: MarkedRecord, key: str) -> None:
    """Paragraphs make a record exempt, and only an exempt one has any. Raises KnownTrouble for those of a confidential one."""
    if key == "exempt_paragraphs" and record.exempt_paragraphs:
        if record.withheld == "confidential":
            raise KnownTrouble(
                "Exempt paragraphs: confidential information falls under no paragraph of Schedule 12A. "
                "Leave them blank, or mark it exempt"
            )
        record.withheld = "exempt"
    elif key == "withheld" and record.withheld != "exempt":
        record.exempt_paragraphs = ""
