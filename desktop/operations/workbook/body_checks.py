"""What a workbook says of papers whose body is written in another must hold together."""

from __future__ import annotations

from db.nouns.papers import Paper
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook, ReadRow


def check_bodies(book: ReadBook) -> None:
    """Add to the book's problems a body that is written nowhere, and two documents for the same body of the same council."""
    papers = {compared(row.text("title")): row for row in book.of(Paper)}
    first: dict[tuple[str, str, str], ReadRow] = {}
    leads = {compared(row.text("body_paper")) for row in book.of(Paper)} - {""}
    for row in book.of(Paper):
        title, body = compared(row.text("title")), row.text("body_paper")
        lead = papers.get(compared(body)) if body else None
        if body and compared(body) == title:
            book.problems.append(
                row.problem("body_paper", "a paper cannot have its body written in itself. Name another paper, or clear the cell.")
            )
        elif lead is not None and lead.text("body_paper"):
            book.problems.append(
                row.problem(
                    "body_paper",
                    f"the body of ‘{body}’ is itself written in ‘{lead.text('body_paper')}’. Name the paper that has the words.",
                )
            )
        if (not body and title not in leads) or not row.text("council"):
            continue
        document = (compared(body) or title, compared(row.text("council")), compared(row.text("body")))
        other = first.setdefault(document, row)
        if other is not row:
            book.problems.append(
                row.problem("council", f"row {other.number} is for the same body of this council. Name another, or keep one.")
            )
