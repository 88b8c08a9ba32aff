"""Who may see a record, as the store has it or from a row as screens and papers know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.errors import KnownTrouble
from desktop.papers.law.withholding import OPEN, Marks, short

if TYPE_CHECKING:
    from db.nouns.records import MarkedRecord
    from db.reading import Reader
    from desktop.operations.records.records import Row


def marks_of(record: MarkedRecord) -> Marks:
    """The marks of a record."""
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


def marks_said(record: MarkedRecord, key: str, value: object) -> dict[str, object]:
    """The fields that follow from one mark of a record, already read: paragraphs make it exempt, and only an exempt one has any.

    Raises KnownTrouble for paragraphs of a confidential record.
    """
    if key == "exempt_paragraphs" and value:
        return {key: value, "withheld": _with_paragraphs(record.withheld)}
    if key == "withheld" and value != "exempt":
        return {key: value, "exempt_paragraphs": ""}
    return {key: value}


def _with_paragraphs(withheld: str) -> str:
    """What a record with paragraphs of Schedule 12A is. Raises KnownTrouble for one that is confidential."""
    if withheld == "confidential":
        raise KnownTrouble(
            "Exempt paragraphs: confidential information falls under no paragraph of Schedule 12A. Clear them, or mark it exempt"
        )
    return "exempt"
