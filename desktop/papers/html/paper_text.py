"""A paper as plain text, which its pages are checked against, and the words that every form of it puts together alike.

It says what `pdf` sets, word for word and in the same order, leaving out the head and foot of each page.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Picture,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    Words,
    letters,
    listed,
    plain,
)
from desktop.papers.content.source_rows import source_table
from desktop.papers.pdf.safe_text import clean

#: What stands before a recommendation's conditions.
SUBJECT_TO = "subject to:"


def plain_text(document: Document) -> str:
    """The whole paper as text, a line for each paragraph and cell row."""
    return "\n".join(line for line in (clean(line) for line in _lines(document)) if line.strip()) + "\n"


def heading_words(heading: Heading) -> str:
    """A heading with its number."""
    return f"{heading.number} {heading.text}".strip()


def appendix_rows(appendices: Appendices) -> tuple[str, ...]:
    """Each appendix in a line."""
    return tuple(f"Appendix {letter}: {title}{f'. {note}' if note else ''}" for letter, title, note in appendices.rows)


def conditions_lead(recommendation: Recommendation) -> Words:
    """What leads from a recommendation to its conditions; nothing where its own words do, or it has none."""
    own = plain(recommendation.words).rstrip()
    if not recommendation.conditions or own.endswith(":"):
        return ()
    return (Span(f" {SUBJECT_TO[:1].upper()}{SUBJECT_TO[1:]}" if own.endswith(".") else f", {SUBJECT_TO}"),)


def form_name(form: Form) -> str:
    """What a form is called to who cannot see it: its rows."""
    return clean(f"Rows: {', '.join(label for label, _ in form.rows)}")


def _lines(document: Document) -> Iterator[str]:
    if document.subtitle:
        yield document.subtitle
    yield document.title
    for block in document.blocks:
        if isinstance(block, Contents):
            yield block.heading
            yield from (heading_words(heading) for heading in listed(document, block))
        else:
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield heading_words(block)
        case Paragraph():
            yield f"{block.number} {plain(block.words)}".strip()
        case BulletList() | NumberedList():
            yield from _list_lines(block)
        case Table():
            yield from _table_lines(block)
        case Figure() | Picture():
            yield block.caption
            yield f"[{block.alternative}]"
            yield from block.notes
        case Recommendation():
            yield f"{block.number} {plain((*block.words, *conditions_lead(block)))}"
            yield from (f"({letters(index)}) {plain(item)}" for index, item in enumerate(block.conditions))
        case FieldTable():
            yield from (f"{label}: {value}" for label, value in block.rows)
        case Form():
            for label, entry in block.rows:
                first, *rest = [line for each in entry for line in _block_lines(each)] or [""]
                yield f"{label}: {first}"
                yield from rest
        case SignatureBlock():
            yield block.role
            yield from block.lines
        case Appendices():
            yield from appendix_rows(block)
        case Sources():
            yield from _table_lines(source_table(block))


def _list_lines(block: BulletList | NumberedList) -> Iterator[str]:
    for index, item in enumerate(block.items):
        yield f"{block.label(index)} {plain(item)}"
        for below in block.under(index):
            yield from _list_lines(below)


def _table_lines(table: Table) -> Iterator[str]:
    yield table.caption
    if table.rows:
        yield " | ".join(column.heading for column in table.columns)
        yield from (" | ".join(cell.replace("\n", "; ") for cell in row) for row in table.rows)
    else:
        yield table.empty
    yield from table.notes
