"""The report of what a table brings, from what it is taken for and what that would fill."""

from __future__ import annotations

from desktop.operations.matching.filling import Filling, brought_words
from desktop.operations.matching.tables import Table
from desktop.operations.workbook.report import Report
from desktop.papers.content.wording import capital


def report_of(name: str, table: Table, filling: Filling) -> Report:
    """What a table of `name` brings, new or changed."""
    return Report(
        f"{name}: {brought_words(filling)}",
        filling.taken,
        filling.problems,
        [f"Row {each.row}, {each.name}, {each.heading}: {each.before or 'blank'} becomes {each.after}" for each in filling.replaced],
        [f"{f'Row {each.row}, ' if each.row else ''}{each.name}: {capital(each.why)}" for each in filling.left_out],
        notes_of(table),
    )


def notes_of(table: Table) -> tuple[str, ...]:
    """What is to be known of a table beside its records: the words above and below it, and rows that are hidden."""
    hidden = len(table.hidden)
    said = f"{hidden:,} of its rows {'is' if hidden == 1 else 'are'} hidden, and read."
    around = [*(f"Above it: {words}." for words in table.above), *(f"Below it: {words}." for words in table.below)]
    return (*around, *([said] if hidden else []))
