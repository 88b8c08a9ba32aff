"""One report of what a table brings, to copy: what is taken by noun, every cell replaced, all that is left out, and every problem."""

from __future__ import annotations

from desktop.appraisal.wording import listed
from desktop.operations.matching.filling import Filling, brought_words
from desktop.operations.matching.tables import Table
from desktop.papers.content.wording import capital


def report_text(name: str, filling: Filling) -> str:
    """All of it as text, a line each; nothing is cut short."""
    lines = [f"{name}: {brought_words(filling)}"]
    for title, said in (
        ("In the way", list(filling.problems)),
        (
            "Replaced",
            [f"Row {each.row}, {each.name}, {each.heading}: {each.before or 'blank'} becomes {each.after}" for each in filling.replaced],
        ),
        ("Left out", [f"{f'Row {each.row}, ' if each.row else ''}{each.name}: {capital(each.why)}" for each in filling.left_out]),
    ):
        if said:
            lines += ["", title, *said]
    return "\n".join(lines) + "\n"


def hidden_words(table: Table) -> str:
    """What is said of rows and columns of a table that are hidden in its sheet; blank where none are."""
    columns = listed([f"‘{heading}’" for heading in table.hidden_columns])
    parts = [f"{len(table.hidden):,} of its rows"] if table.hidden else []
    parts += [f"{'column' if len(table.hidden_columns) == 1 else 'columns'} {columns}"] if columns else []
    one = len(table.hidden) + len(table.hidden_columns) == 1
    return f"{capital(listed(parts))} {'is' if one else 'are'} hidden, and read." if parts else ""


def loses_something(filling: Filling) -> bool:
    """Whether rows or columns of the table are not taken: that is never told as if all had gone well."""
    return bool(filling.left_out)
