"""A paper as plain text and as HTML: what its pages are checked against, and what is read on screen.

Both say what `pdf` sets, word for word and in the same order, leaving out the head and foot of each page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from desktop.papers.content.blocks import (
    Appendices,
    Block,
    BulletList,
    Contents,
    Counting,
    Document,
    FieldTable,
    Figure,
    Form,
    Heading,
    NumberedList,
    Paragraph,
    Recommendation,
    SignatureBlock,
    Sources,
    Span,
    Table,
    TableColumn,
    Words,
    letters,
    listed,
    plain,
    source_table,
)
from desktop.papers.pdf.safe_text import clean

#: What stands before a recommendation's conditions.
SUBJECT_TO = "subject to:"


def plain_text(document: Document) -> str:
    """The whole paper as text, a line for each paragraph and cell row."""
    return "\n".join(line for line in (clean(line) for line in _lines(document)) if line.strip()) + "\n"


def html(document: Document) -> str:
    """The whole paper as an HTML page without style, script or link. Every word in it is escaped."""
    head = (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"><head><meta charset="utf-8"><title>{_e(document.title)}</title></head>'
    )
    body = [f"<h1>{_e(document.title)}</h1>"]
    if document.subtitle:
        body.append(f"<p>{_e(document.subtitle)}</p>")
    for block in document.blocks:
        body += _html_contents(document, block) if isinstance(block, Contents) else _html(block)
    return f"{head}<body>\n" + "\n".join(body) + "\n</body></html>\n"


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
        case Figure():
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


def _e(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _w(words: Words) -> str:
    runs = []
    for span in words:
        text = _e(span.text)
        if span.italic:
            text = f"<em>{text}</em>"
        runs.append(f"<strong>{text}</strong>" if span.bold else text)
    return "".join(runs)


def _html_contents(document: Document, contents: Contents) -> list[str]:
    lines = "".join(f"<li>{_e(heading_words(heading))}</li>" for heading in listed(document, contents))
    return [f"<h2>{_e(contents.heading)}</h2>", f"<ul>{lines}</ul>"]


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level + 1}>{_e(heading_words(block))}</h{block.level + 1}>"
        case Paragraph():
            yield f"<p>{_e(block.number)}{' ' if block.number else ''}{_w(block.words)}</p>"
        case BulletList() | NumberedList():
            yield _html_list(block)
        case Table():
            yield from _html_table(block)
        case Figure():
            yield f"<figure><figcaption>{_e(block.caption)}</figcaption><p>{_e(block.alternative)}</p></figure>"
            yield from (f"<p><small>{_e(note)}</small></p>" for note in block.notes)
        case Recommendation():
            yield f"<p><strong>{_e(block.number)}</strong> {_w((*block.words, *conditions_lead(block)))}</p>"
            if block.conditions:
                yield _html_list(NumberedList(block.conditions, Counting.LETTERS))
        case FieldTable():
            rows = "".join(f'<tr><th scope="row">{_e(label)}</th><td>{_e(value)}</td></tr>' for label, value in block.rows)
            yield f"<table>{rows}</table>"
        case Form():
            cells = ((_e(label), "".join(line for each in entry for line in _html(each))) for label, entry in block.rows)
            rows = "".join(f'<tr><th scope="row">{label}</th><td>{entry}</td></tr>' for label, entry in cells)
            yield f"<table>{rows}</table>"
        case SignatureBlock():
            yield "<p>" + "<br>".join(_e(line) for line in (block.role, *block.lines)) + "</p>"
        case Appendices():
            yield "<ul>" + "".join(f"<li>{_e(line)}</li>" for line in appendix_rows(block)) + "</ul>"
        case Sources():
            yield from _html_table(source_table(block))


def _html_list(block: BulletList | NumberedList) -> str:
    items = "".join(
        f"<li>{_w(item)}{''.join(_html_list(below) for below in block.under(index))}</li>" for index, item in enumerate(block.items)
    )
    if isinstance(block, BulletList):
        return f"<ul>{items}</ul>"
    kind = {Counting.FIGURES: "1", Counting.LETTERS: "a", Counting.ROMAN: "i", Counting.CAPITALS: "A"}[block.counting]
    return f'<ol type="{kind}">{items}</ol>'


def _html_table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield f"<p><strong>{_e(table.caption)}</strong><br>{_e(table.empty)}</p>"
    else:
        head = "".join(f'<th scope="col">{_e(column.heading)}</th>' for column in table.columns)
        rows = "".join(f"<tr>{_html_row(table, row)}</tr>" for row in table.rows)
        yield f"<table><caption>{_e(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    yield from (f"<p><small>{_e(note)}</small></p>" for note in table.notes)


def _html_row(table: Table, row: tuple[str, ...]) -> str:
    cells = []
    for index, (column, words) in enumerate(zip(table.columns, row, strict=True)):
        tag = 'th scope="row"' if index == 0 and table.row_headers else "td"
        cells.append(f"<{tag}{_aligned(column)}>{_e(words)}</{tag.split(maxsplit=1)[0]}>")
    return "".join(cells)


def _aligned(column: TableColumn) -> str:
    return ' align="right"' if column.align == "right" else ""
