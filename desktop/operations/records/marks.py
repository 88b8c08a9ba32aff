"""Who may see a record, from its table's row or from a row as screens and papers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.errors import KnownTrouble
from desktop.papers.law.withholding import OPEN, Marks, short

if TYPE_CHECKING:
    from db.columns import MarkedRecord
    from db.nouns.records import MarkedRecord as Marked
    from db.reading import Reader
    from desktop.operations.records.records import Row


def marks_of(record: Marked | MarkedRecord) -> Marks:
    """The marks of a table's row."""
    if not record.withheld:
        return OPEN
    return Marks(record.withheld, record.exempt_paragraphs, record.public_interest, record.name_public)


def row_marks(row: Row) -> Marks:
    """The marks of a row."""
    if not row.text("withheld"):
        return OPEN
    return Marks(row.text("withheld"), row.text("exempt_paragraphs"), row.text("public_interest"), row.values.get("name_public") is True)


def is_withheld(reader: Reader, row: Row) -> bool:
    """Whether a row is one that the records of a public paper no longer hold; in the store itself none is."""
    return bool(reader.is_public and row.text("withheld"))


def not_public(reader: Reader, row: Row) -> str:
    """What a paper that is not for publication says of a row beside it; nothing of one that is open, or gone."""
    marks = row_marks(row)
    return short(marks) if marks.withheld and not is_withheld(reader, row) else ""


def agree_marks(kept: dict[str, Any]) -> None:
    """Have the marks of a new row agree: paragraphs make a record exempt. Raises KnownTrouble for those of a confidential one."""
    if kept["exempt_paragraphs"]:
        kept["withheld"] = _with_paragraphs(kept["withheld"])


def keep_marks_together(record: MarkedRecord, key: str) -> None:
    """Paragraphs make a record exempt, and only an exempt one has any. Raises KnownTrouble for those of a confidential one."""
    if key == "exempt_paragraphs" and record.exempt_paragraphs:
        record.withheld = _with_paragraphs(record.withheld)
    elif key == "withheld" and record.withheld != "exempt":
        record.exempt_paragraphs = ""


def _with_paragraphs(withheld: str) -> str:
    """What a record with paragraphs of Schedule 12A is. Raises KnownTrouble for one that is confidential."""
    if withheld == "confidential":
        raise KnownTrouble(
            "Exempt paragraphs: confidential information falls under no paragraph of Schedule 12A. Leave them blank, or mark it exempt"
        )
    return "exempt"
