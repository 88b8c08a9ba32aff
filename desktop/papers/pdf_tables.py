"""Tables as ReportLab sets them: a header row repeated on each page, rows and cells that split, columns as wide as their words need."""

from __future__ import annotations

from math import sqrt
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table

from desktop.papers import content
from desktop.papers.content import Align, Span
from desktop.papers.fonts import REGULAR, SEMIBOLD
from desktop.papers.pdf_styles import BRAND, CAPTION, CELL_SIZES, DEPTH, LABEL, NOTE, ROOM, RULE, TINT, VALUE, cell_style
from desktop.papers.pdf_text import broken, clean, markup, pieces

_PAD = 4.0
#: A header cell repeats on every page, so it may not fill one.
_LONGEST_HEADING = 120
#: No column asks for more, nor is any word in it kept whole beyond the second.
_WIDEST, _WIDEST_WORD = 230.0, 92.0
_MEASURED = 400
#: What sets a cell in at the start of it, and no further than this.
_KEPT_SPACE, _FURTHEST_IN = "\N{NO-BREAK SPACE}", 40.0
#: Lines up to these widths are kept whole if there is room: both ends of a range, then a date, then none.
_WHOLE_LINES = (88.0, 64.0, 0.0)
#: Rows of one ReportLab table: more make its time grow faster than they do.
_ROWS_AT_ONCE = 200
_CAPTION_ROOM = 32.0
#: About a page of a narrow column.
_WORDS_A_ROW = 300


def table_flowables(table: content.Table) -> tuple[list[Flowable], float]:
    """The caption, the table in pieces ReportLab can take, and the notes; a sentence where there are no rows.

    Also the room its beginning needs: the caption, the header and the first row stay together.
    """
    start = _CAPTION_ROOM
    body: list[Flowable] = []
    if not table.rows:
        body += paragraphs(table.empty, VALUE)
    else:
        size, widths = _fit(table)
        headings = [_cell(_heading(column), cell_style(size, right=column.align is Align.RIGHT, header=True)) for column in table.columns]
        rows = [row for index in range(len(table.rows)) for row in _rows(table, index, size)]
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            piece = [headings, *rows[first : first + _ROWS_AT_ONCE]]
            body.append(_Rows(piece, colWidths=widths, repeatRows=1, hAlign="LEFT", style=_style()))
        start += _top_height(headings, rows[0], widths)
    notes = [flowable for note in table.notes for flowable in paragraphs(note, NOTE)]
    if notes:
        body.append(KeepTogether(notes))
    start = min(start, DEPTH * 0.9)
    return [CondPageBreak(start), *paragraphs(table.caption, CAPTION), *body, Spacer(1, 10)], start


def _top_height(headings: list[list[Flowable]], row: list[list[Flowable]], widths: list[float]) -> float:
    """The height of a table's header and first row."""
    height: float = Table([headings, row], colWidths=widths, style=_style()).wrap(ROOM, DEPTH)[1]
    return height


def field_flowables(fields: content.FieldTable) -> list[Flowable]:
    """The title block: labels in the left column, values beside them."""
    if not fields.rows:
        return []
    rows = [[_cell(label, LABEL), _cell(value, VALUE)] for label, value in fields.rows]
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (0, -1), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), 1, BRAND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("LEFTPADDING", (0, 0), (-1, -1), 7),
        ("RIGHTPADDING", (0, 0), (-1, -1), 7),
    ]
    return [_Rows(rows, colWidths=[132, ROOM - 132], hAlign="LEFT", style=style), Spacer(1, 8)]


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


def _set_in(text: str, style: ParagraphStyle) -> list[Flowable]:
    """A cell's words; those set in by kept spaces have every line of them set in as far."""
    inner = text.lstrip(_KEPT_SPACE)
    if inner == text:
        return _cell(text, style)
    indent = _indent(text, style.fontSize)
    return _cell(inner, ParagraphStyle(f"{style.name} set in", style, leftIndent=indent))


def _indent(text: str, size: float) -> float:
    """How far the spaces at the start of a cell set it in."""
    return float(min(stringWidth(text[: len(text) - len(text.lstrip(_KEPT_SPACE))], SEMIBOLD, size), _FURTHEST_IN))


def _heading(column: content.Column) -> str:
    """A header cell's words on one line."""
    return " ".join(column.heading.split())[:_LONGEST_HEADING]


def _rows(table: content.Table, index: int, size: float) -> list[list[list[Flowable]]]:
    """One row of the table; more where a cell has too many words for one, since a row that fills pages is set again for each of them."""
    styles = [cell_style(size, strong=index in table.strong, right=column.align is Align.RIGHT) for column in table.columns]
    cells = [pieces(text, _WORDS_A_ROW) for text in table.rows[index]]
    return [
        [_set_in(cell[piece] if piece < len(cell) else "", style) for cell, style in zip(cells, styles, strict=True)]
        for piece in range(max(len(cell) for cell in cells))
    ]


def _style() -> list[tuple[Any, ...]]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
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

    Each column is given its longest line as far as it is short, else its longest word, and what is left is shared by how much more
    its longest line asks for, less where few rows of it say anything.
    """
    least: list[float] = []
    for whole_line in _WHOLE_LINES:
        for size in CELL_SIZES[: 2 if whole_line else None]:
            measured = [_measure(table, index, size, whole_line) for index in range(len(table.columns))]
            least = [word for word, _ in measured]
            if sum(least) <= ROOM:
                more = [max(extra, 0.5) for _, extra in measured]
                spare = ROOM - sum(least)
                return size, [word + spare * extra / sum(more) for word, extra in zip(least, more, strict=True)]
    return CELL_SIZES[-1], [word * ROOM / sum(least) for word in least]


def _measure(table: content.Table, index: int, size: float, whole_line: float) -> tuple[float, float]:
    """The least width of a column, and how much more it asks for; a line no longer than `whole_line` is kept whole."""
    column = table.columns[index]
    cells = [row[index] for row in table.rows[:_MEASURED]]
    word = line = kept = 0.0
    heading = _heading(column)
    for text in (heading, *cells):
        for each in broken(clean(text[:_MEASURED])).split("\n"):
            long = stringWidth(each, SEMIBOLD, size)
            line = max(line, long)
            if long <= whole_line and text is not heading:
                kept = max(kept, long)
            indent = _indent(each, size)
            word = max([word, *(indent + stringWidth(part, SEMIBOLD, size) for part in each.split())])
    pad = 2 * _PAD + 1
    least = max(min(word, _WIDEST_WORD), kept) + pad
    filled = sum(bool(text.strip()) for text in cells) / max(len(cells), 1)
    # A line that will wrap anyway asks for more as the square root of what it is over: its height falls as its width grows.
    asked = line if line <= _WIDEST else _WIDEST + 12 * sqrt(line - _WIDEST)
    return least, max(asked + pad - least, 0) * filled


class _Rows(Table):
    """A table that breaks between rows, and inside a row only where the row would fill a page of its own."""

    def split(self, wide: float, high: float) -> list[Flowable]:
        self.splitInRow = 0
        pieces: list[Flowable] = super().split(wide, high)
        if not pieces and high > DEPTH * 0.9:
            self.splitInRow = 1
            pieces = super().split(wide, high)
        return pieces
