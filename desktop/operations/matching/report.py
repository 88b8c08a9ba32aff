"""The report of what a table brings, from what it is taken for and what that would fill."""

from __future__ import annotations

from desktop.appraisal.wording import listed
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
    """What is to be known of a table beside its records: the words above and below it, and rows and columns that are hidden."""
    hidden = hidden_words(table)
    around = [*(f"Above it: {words}." for words in table.above), *(f"Below it: {words}." for words in table.below)]
    return (*around, *([hidden] if hidden else []))


def hidden_words(table: Table) -> str:
    """What is said of a table whose sheet is hidden, or rows and columns of it; blank where nothing is."""
    if table.is_hidden:
        return f"The sheet ‘{table.sheet}’ is hidden, and read."
    columns = listed([f"‘{heading}’" for heading in table.hidden_columns])
    parts = [f"{len(table.hidden):,} of its rows"] if table.hidden else []
    parts += [f"{'column' if len(table.hidden_columns) == 1 else 'columns'} {columns}"] if columns else []
    one = len(table.hidden) + len(table.hidden_columns) == 1
    return f"{capital(listed(parts))} {'is' if one else 'are'} hidden in the sheet." if parts else ""
