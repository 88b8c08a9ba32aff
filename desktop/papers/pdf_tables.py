"""Tables as ReportLab sets them: a header row repeated on each page, rows and cells that split, columns as wide as their words need."""

from __future__ import annotations

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table

from desktop.papers import content
from desktop.papers.content import Align, Span
from desktop.papers.fonts import SEMIBOLD
from desktop.papers.pdf_styles import BRAND, CAPTION, CELL_SIZES, LABEL, NOTE, ROOM, RULE, TINT, VALUE, cell_style
from desktop.papers.pdf_text import broken, clean, markup

_PAD = 4.0
#: A header cell repeats on every page, so it may not fill one.
_LONGEST_HEADING = 120
#: No column asks for more, nor is any word in it kept whole beyond the second.
_WIDEST, _WIDEST_WORD = 230.0, 92.0
_MEASURED = 400
#: Rows of one ReportLab table: more make its time grow faster than they do.
_ROWS_AT_ONCE = 200
_LEAST_START = 96.0


def table_flowables(table: content.Table) -> list[Flowable]:
    """The caption, the table in pieces ReportLab can take, and the notes; a sentence where there are no rows."""
    flow: list[Flowable] = [CondPageBreak(_LEAST_START), *paragraphs(table.caption, CAPTION)]
    if not table.rows:
        flow += paragraphs(table.empty, VALUE)
    else:
        size, widths = _fit(table)
        headings = [
            _cell(column.heading[:_LONGEST_HEADING], cell_style(size, right=column.align is Align.RIGHT, header=True))
            for column in table.columns
        ]
        for start in range(0, len(table.rows), _ROWS_AT_ONCE):
            rows = [_row(table, start + index, row, size) for index, row in enumerate(table.rows[start : start + _ROWS_AT_ONCE])]
            flow.append(Table([headings, *rows], colWidths=widths, repeatRows=1, splitByRow=1, splitInRow=1, hAlign="LEFT", style=_style()))
    for note in table.notes:
        flow += paragraphs(note, NOTE)
    flow.append(Spacer(1, 10))
    return flow


def field_flowables(fields: content.FieldTable) -> list[Flowable]:
    """The title block: labels in the left column, values beside them."""
    if not fields.rows:
        return []
    rows = [[_cell(label, LABEL), _cell(value, VALUE)] for label, value in fields.rows]
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (0, -1), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), 1, BRAND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LEFTPADDING", (0, 0), (-1, -1), 7),
        ("RIGHTPADDING", (0, 0), (-1, -1), 7),
    ]
    return [Table(rows, colWidths=[132, ROOM - 132], splitInRow=1, hAlign="LEFT", style=style), Spacer(1, 8)]


def paragraphs(text: str, style: ParagraphStyle, bullet: str = "") -> list[Flowable]:
    """Plain text as paragraphs; a new line in it is a new line on the page. `bullet` stands before the first."""
    return word_paragraphs((Span(text),), style, bullet)


def word_paragraphs(words: content.Words, style: ParagraphStyle, bullet: str = "") -> list[Flowable]:
    """Words as paragraphs, more than one where there are too many words for ReportLab to set in one."""
    return [
        Paragraph(piece, style, bulletText=(clean(bullet) or None) if index == 0 else None) for index, piece in enumerate(markup(words))
    ]


def _cell(text: str, style: ParagraphStyle) -> list[Flowable]:
    return paragraphs(text, style)


def _row(table: content.Table, index: int, row: tuple[str, ...], size: float) -> list[list[Flowable]]:
    strong = index in table.strong
    return [
        _cell(text, cell_style(size, strong=strong, right=column.align is Align.RIGHT))
        for text, column in zip(row, table.columns, strict=True)
    ]


def _style() -> list[tuple[Any, ...]]:
    return [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("BACKGROUND", (0, 0), (-1, 0), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), 1, BRAND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
    ]


def _fit(table: content.Table) -> tuple[float, list[float]]:
    """The type size and the widths of the columns, which add to the width of the page's text.

    Each column is given its longest word, and what is left is shared by how much more its longest line asks for.
    """
    least: list[float] = []
    for size in CELL_SIZES:
        measured = [_measure(table, index, size) for index in range(len(table.columns))]
        least = [word for word, _ in measured]
        if sum(least) <= ROOM:
            more = [max(line - word, 0.5) for word, line in measured]
            spare = ROOM - sum(least)
            return size, [word + spare * extra / sum(more) for word, extra in zip(least, more, strict=True)]
    return CELL_SIZES[-1], [word * ROOM / sum(least) for word in least]


def _measure(table: content.Table, index: int, size: float) -> tuple[float, float]:
    """The width of the longest word of a column, and of its longest line, each as far as is worth asking for."""
    texts = [table.columns[index].heading[:_LONGEST_HEADING], *(row[index] for row in table.rows[:_MEASURED])]
    word = line = 0.0
    for text in texts:
        for each in broken(clean(text[:_MEASURED])).split("\n"):
            line = max(line, stringWidth(each, SEMIBOLD, size))
            word = max([word, *(stringWidth(part, SEMIBOLD, size) for part in each.split())])
    pad = 2 * _PAD + 1
    return min(word, _WIDEST_WORD) + pad, min(line, _WIDEST) + pad
