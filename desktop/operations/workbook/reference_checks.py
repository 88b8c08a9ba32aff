"""What the sheet of reference values must hold, and the editions that a case may name beside them."""

from __future__ import annotations

import datetime

from db.nouns.case import Case
from db.nouns.money import Reference as ReferenceRecord
from desktop.appraisal import discounting, prices
from desktop.appraisal.reference import Reference
from desktop.errors import KnownTrouble
from desktop.operations.records.money_adapters import check_days
from desktop.operations.records.references import agreed_key, agreed_value, agreed_vintage, series_of
from desktop.operations.workbook.checking import ReadBook, ReadRow, problem_at

_CELLS = ("series", "key", "value", "vintage")


def check_reference(book: ReadBook, held: Reference) -> None:
    """Add to the book's problems whatever of its reference values cannot be, and an edition of its case that is not held.

    `held` is what the file has of editions brought in before.
    """
    values = reference_values(book)
    if len(values) < len(book.of(ReferenceRecord)):
        return
    brought_in = series_of(values)
    known = {name for name, _ in brought_in.schedules}
    for row in book.of(ReferenceRecord):
        if row.text("series") in discounting.published() and row.text("series") not in known:
            problem = f"the rates of {row.text('vintage')} do not begin in the base year. Add a row with the key 0."
            book.problems.append(row.problem("key", problem))
    for row in book.of(Case):
        with problem_at(book, row, "discount_vintage"):
            _check_discounting(row, (*held.schedules, *brought_in.schedules))
        with problem_at(book, row, "deflator_vintage"):
            prices.series(row.text("deflator_vintage"), (*held.deflators, *brought_in.deflators))


def reference_values(book: ReadBook) -> list[ReferenceRecord]:
    """The reference values of a workbook as they are kept. What one of them cannot be is added to the book's problems."""
    return [value for row in book.of(ReferenceRecord) if (value := _value(book, row)) is not None]


def _check_discounting(row: ReadRow, brought_in: discounting.BroughtIn) -> None:
    """A way to discount that there is not is a problem already, of another column."""
    words = row.text("discounting") or "green book"
    try:
        discounting.schedule(words)
    except KnownTrouble:
        return
    discounting.schedule(words, row.text("discount_vintage"), brought_in)


def _value(book: ReadBook, row: ReadRow) -> ReferenceRecord | None:
    """The value of a row, which is then as it is kept; nothing for one that is not whole, or cannot be."""
    if not all(row.text(cell) for cell in _CELLS):
        return None
    series, problems = row.text("series"), len(book.problems)
    for cell, keep in (("key", agreed_key), ("value", agreed_value), ("vintage", agreed_vintage)):
        with problem_at(book, row, cell):
            row.values[cell] = keep(series, row.text(cell))
    first, last = row.values.get("first"), row.values.get("last")
    with problem_at(book, row, "last"):
        check_days(first, last)
    if len(book.problems) > problems:
        return None
    return ReferenceRecord(
        series=row.text("series"),
        key=row.text("key"),
        value=row.text("value"),
        vintage=row.text("vintage"),
        first=first if isinstance(first, datetime.date) else None,
        last=last if isinstance(last, datetime.date) else None,
        source=row.text("source"),
    )
