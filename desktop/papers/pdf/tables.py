"""Tables as ReportLab sets them: a header row repeated on each page, rows and cells that split, columns as wide as their words need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus.tables import CellStyle

from desktop.papers.content import blocks
from desktop.papers.content.blocks import Align, Span
from desktop.papers.fonts import SEMIBOLD
from desktop.papers.fonts import widths as widths_in
from desktop.papers.pdf.safe_text import broken, clean, markup, pieces
from desktop.papers.pdf.styles import BRAND, CAPTION, CELL_SIZES, DEPTH, LABEL, NOTE, ROOM, RULE, TINT, VALUE, cell_style, sized
from desktop.papers.pdf.tagging.flowables import Gap, TaggedParagraph
from desktop.papers.pdf.tagging.structure import Element, Role
from desktop.papers.pdf.tagging.tables import Cell, CellWords, TaggedTable, column_headers, row_cells

_PAD = 4.0
#: A header cell repeats on every page, so it may not fill one.
_LONGEST_HEADING = 120
#: No column asks for more, nor is any word in it kept whole beyond the second.
_WIDEST, _WIDEST_WORD = 230.0, 92.0
_MEASURED = 400
#: A heading asks for no more room than it needs on so many lines: it stands once, and the rows below it many times.
_HEADING_LINES = 3
#: What sets a cell in at the start of it, and no further than this.
_KEPT_SPACE, _FURTHEST_IN = "\N{NO-BREAK SPACE}", 40.0
#: Lines up to these widths are kept whole if there is room: both ends of a range, then a date, then none.
_WHOLE_LINES = (88.0, 64.0, 0.0)
#: Rows of one ReportLab table: more make its time grow faster than they do.
_ROWS_AT_ONCE = 200
_CAPTION_ROOM = 32.0
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
#: About a page of a narrow column.
_WORDS_A_ROW = 300
#: A table no longer than this share of a page is kept on one.
_SHORT = 0.28
#: A table of fewer rows on a page, its header among them, gives up none to the next.
_LEAST_ROWS = 4
#: A cell of more lines than this must be free to break over a page.
_PLAIN_LINES = 6


def table_flowables(table: blocks.Table, parent: Element | None = None, start: int = 0) -> tuple[list[Flowable], float]:
    """The caption, the table in pieces ReportLab can take, and the notes; a sentence where there are no rows.

    Also the room its beginning needs: the caption, the header and the first row stay together. With `start` only the piece that holds
    that row as set, counted from 0, has rows, and those from it on: it is for a page that begins there, and ends before the piece does.
    """
    room = _CAPTION_ROOM
    if not table.rows:
        body = paragraphs(table.caption, CAPTION, Element(Role.PARAGRAPH, parent))
        body += paragraphs(table.empty, VALUE, Element(Role.PARAGRAPH, parent))
    else:
        element = Element(Role.TABLE, parent)
        body = paragraphs(table.caption, CAPTION, Element(Role.CAPTION, element))
        size, widths = fitted(table)
        # with the row before it, as the table was split between the two
        made_from = start - 1 if start % _ROWS_AT_ONCE else start
        headings, rows = _headings(table, element, size, widths), _rows(table, element, size, widths, made_from)
        for first in range(0, made_from + len(rows), _ROWS_AT_ONCE):
            begins, end = max(first, made_from), first + _ROWS_AT_ONCE
            if end <= start:
                body.append(Spacer(0, 0))  # it stands for what comes before the start
                continue
            piece = rows[begins - made_from : end - made_from]
            table_part = _set(table, [headings, *(cells for cells, _ in piece)], widths, size, [strong for _, strong in piece])
            table_part.repeated, table_part.first_row = begins > 0, begins
            body.append(table_part.after_its_first_row() if begins < start else table_part)
        top = next((index for index, (_, strong) in enumerate(rows[:_LEAST_ROWS]) if not strong), 0)
        room += _top_height(table, headings, rows[: top + 1], widths, size)
        whole = body[-1].wrap(ROOM, DEPTH)[1] + _CAPTION_ROOM if made_from + len(rows) <= _ROWS_AT_ONCE else DEPTH
        if whole <= DEPTH * _SHORT:
            room = whole
    notes = [flowable for note in table.notes for flowable in paragraphs(note, NOTE, Element(Role.PARAGRAPH, parent))]
    if notes:
        body.append(KeepTogether(notes))
    room = min(room, DEPTH * 0.9)
    return [CondPageBreak(room), *body, Gap(1, 10)], room


def _top_height(table: blocks.Table, headings: list[Cell], rows: list[tuple[list[Cell], bool]], widths: list[float], size: float) -> float:
    """The height of a table's header and first rows: as far as the first that is no heading of others."""
    top = _set(table, [headings, *(cells for cells, _ in rows)], widths, size, [strong for _, strong in rows])
    height: float = top.wrap(ROOM, DEPTH)[1]
    return height


def field_flowables(fields: blocks.FieldTable, parent: Element | None = None) -> list[Flowable]:
    """The title block: labels in the left column, values beside them."""
    if not fields.rows:
        return []
    element = Element(Role.TABLE, parent)
    rows: list[list[Cell]] = []
    for label, value in fields.rows:
        head, cell = row_cells(element, 2, True)
        rows.append([paragraphs(label, LABEL, head), paragraphs(value, VALUE, cell)])
    return [labelled_rows(rows), Gap(1, 8)]


def labelled_rows(rows: list[list[Cell]]) -> TaggedTable:
    """Rows of two cells each, a label and what stands beside it."""
    style: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (0, -1), TINT),
        ("LINEABOVE", (0, 0), (-1, 0), 1, BRAND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
    ]
    face = _face(VALUE, valign="TOP", topPadding=4, bottomPadding=5, leftPadding=7, rightPadding=7)
    return _Rows.of(rows, [132, ROOM - 132], style, False, [[face, face]] * len(rows))


def paragraphs(text: str, style: ParagraphStyle, element: Element, bullet: str = "", label: Element | None = None) -> list[Flowable]:
    """Plain text as paragraphs; a new line in it is a new line on the page. `bullet` stands before the first."""
    return word_paragraphs((Span(text),), style, element, bullet, label)


def word_paragraphs(
    words: blocks.Words, style: ParagraphStyle, element: Element, bullet: str = "", label: Element | None = None
) -> list[Flowable]:
    """Words as paragraphs of one element, more than one where there are too many words for ReportLab to set in one."""
    return [
        TaggedParagraph.of(piece, sized(style), element, clean(bullet) if index == 0 else "", label if index == 0 else None)
        for index, piece in enumerate(markup(words))
    ]


def _set(table: blocks.Table, rows: list[list[Cell]], widths: list[float], size: float, strong: Sequence[bool]) -> _Rows:
    """A header row and body rows; `strong` says which of those are set in bold."""
    body = {bold: _faces(table, size, strong=bold) for bold in set(strong)}
    return _Rows.of(rows, widths, _style(), True, [_faces(table, size, header=True), *(body[bold] for bold in strong)])


def _faces(table: blocks.Table, size: float, *, strong: bool = False, header: bool = False) -> list[CellStyle]:
    """The styles of the cells of a row."""
    return [
        _face(
            cell_style(size, strong=strong, right=column.align is Align.RIGHT, header=header), valign="BOTTOM" if header else "TOP",
            alignment="RIGHT" if column.align is Align.RIGHT else "LEFT", topPadding=3, bottomPadding=4, leftPadding=_PAD,
            rightPadding=_PAD,
        )
        for column in table.columns
    ]  # fmt: skip


def _face(words: ParagraphStyle, **more: str | float) -> CellStyle:
    """A cell's style as its words are set."""
    face = CellStyle(words.name)
    face.fontname, face.fontsize, face.leading, face.color = words.fontName, words.fontSize, words.leading, words.textColor
    for name, value in more.items():
        setattr(face, name, value)
    return face


def _cell(text: str, style: ParagraphStyle, element: Element, width: float) -> Cell:
    """A cell: its words as they are where no line of them wraps, else as paragraphs. What kept spaces set in is set in as a whole."""
    if text.startswith(_KEPT_SPACE):
        indented = ParagraphStyle(f"{style.name} set in", style, leftIndent=_indent(text, style.fontSize))
        return paragraphs(text.lstrip(_KEPT_SPACE), indented, element)
    room, size, width_of = width - 2 * _PAD, style.fontSize, widths_in(style.fontName)
    lines = [line.strip(" ") for line in clean(text).split("\n")]
    wide = [sum(map(width_of, line)) * size for line in lines]
    if len(lines) <= _PLAIN_LINES and max(wide) <= room:
        return CellWords.of("\n".join(lines), element, wide)
    return paragraphs(text, style, element)


def _indent(text: str, size: float) -> float:
    """How far the spaces at the start of a cell set it in."""
    return min(sum(map(widths_in(SEMIBOLD), text[: len(text) - len(text.lstrip(_KEPT_SPACE))])) * size, _FURTHEST_IN)


def _heading(column: blocks.TableColumn) -> str:
    """A header cell's words on one line."""
    return " ".join(_words(column.heading))[:_LONGEST_HEADING]


def _words(text: str) -> list[str]:
    """The words of a text; one that a no-break space holds to the next is one with it."""
    return [word for word in _SPACES.split(text) if word]


def _headings(table: blocks.Table, element: Element, size: float, widths: list[float]) -> list[Cell]:
    """The header row."""
    cells = column_headers(Element(Role.HEAD, element), len(table.columns))
    return [
        _cell(_heading(column), cell_style(size, right=column.align is Align.RIGHT, header=True), cell, width)
        for column, cell, width in zip(table.columns, cells, widths, strict=True)
    ]


def _rows(table: blocks.Table, element: Element, size: float, widths: list[float], start: int) -> list[tuple[list[Cell], bool]]:
    """The rows of the table's body as they are set, from the one numbered `start` on, and whether each is strong.

    A row is set as more than one where a cell has too many words: a row that fills pages is set again for each of them.
    """
    body = Element(Role.ROWS, element)
    faces = {strong: [cell_style(size, strong=strong, right=column.align is Align.RIGHT) for column in table.columns]
             for strong in (False, True)}  # fmt: skip
    # A reader that hears every header of every cell hears little else where headers outnumber the cells that they head.
    across, down = len(table.columns), len(table.rows)
    named = table.row_headers and down * (across - 1) >= across + down
    rows: list[tuple[list[Cell], bool]] = []
    before = 0
    for index, row in enumerate(table.rows):
        strong = index in table.strong
        cell_pieces = [pieces(text, _WORDS_A_ROW) if len(text) > _WORDS_A_ROW else [text] for text in row]
        count = max(len(cell) for cell in cell_pieces)
        skipped = min(max(start - before, 0), count)
        before += count
        elements = row_cells(body, len(row), named) if skipped < count else []
        for piece in range(skipped, count):
            texts = [cell[piece] if piece < len(cell) else "" for cell in cell_pieces]
            rows.append(([_cell(*one) for one in zip(texts, faces[strong], elements, widths, strict=True)], strong))
    return rows


def _style() -> list[tuple[Any, ...]]:
    """What is behind the cells of a table and between them."""
    return [("BACKGROUND", (0, 0), (-1, 0), TINT), ("LINEABOVE", (0, 0), (-1, 0), 1, BRAND), ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)]


def fitted(table: blocks.Table, sizes: Sequence[float] = CELL_SIZES, wider: float = 1.0) -> tuple[float, list[float]]:
    """The type size, of those given, and the widths of the columns, which add to the width of the page's text.

    `wider` is how wide the type is for its size, beside the paper's own. Each column is given its longest line as far as it is short,
    else its longest word, and what is left is shared by how much more its longest line asks for, less where few rows of it say anything.
    """
    least: list[float] = []
    for whole_line in _WHOLE_LINES:
        for size in sizes[: 2 if whole_line else None]:
            measured = [_measure(table, index, size * wider, whole_line) for index in range(len(table.columns))]
            least = [word for word, _ in measured]
            if sum(least) <= ROOM:
                more = [max(extra, 0.5) for _, extra in measured]
                spare = ROOM - sum(least)
                return size, [word + spare * extra / sum(more) for word, extra in zip(least, more, strict=True)]
    return sizes[-1], [word * ROOM / sum(least) for word in least]


def _measure(table: blocks.Table, index: int, size: float, whole_line: float) -> tuple[float, float]:
    """The least width of a column, and how much more it asks for; a line no longer than `whole_line` is kept whole."""
    column = table.columns[index]
    cells = [row[index] for row in table.rows[:_MEASURED]]
    word = line = kept = 0.0
    heading, width_of = _heading(column), widths_in(SEMIBOLD)
    for text in (heading, *cells):
        for each in broken(clean(text[:_MEASURED])).split("\n"):
            long = sum(map(width_of, each)) * size
            line = max(line, long / _HEADING_LINES if text is heading else long)
            if long <= whole_line and text is not heading:
                kept = max(kept, long)
            if long > word:
                indent = _indent(each, size) if each.startswith(_KEPT_SPACE) else 0.0
                word = max([word, *(indent + sum(map(width_of, part)) * size for part in _words(each.lstrip(_KEPT_SPACE)))])
    pad = 2 * _PAD + 1
    least = max(min(word, _WIDEST_WORD), kept) + pad
    filled = sum(bool(text.strip()) for text in cells) / max(len(cells), 1)
    # A line that will wrap anyway asks for more as the square root of what it is over: its height falls as its width grows.
    asked = line if line <= _WIDEST else _WIDEST + 12 * sqrt(line - _WIDEST)
    return least, max(asked + pad - least, 0) * filled


class _Rows(TaggedTable):
    """A table that breaks between rows, and inside a row only where the row would fill a page of its own."""

    def split(self, wide: float, high: float) -> list[Flowable]:
        self.splitInRow = 0
        pieces: list[Flowable] = super().split(wide, high)
        if not pieces and high > DEPTH * 0.9:
            self.splitInRow = 1
            pieces = super().split(wide, high)
        elif len(pieces) > 1 and len(pieces[-1]._rowHeights) == 2 and len(pieces[0]._rowHeights) > 2:
            # the last row does not stand by itself
            pieces = super().split(wide, sum(self._rowHeights[:-2]) + 0.1) or pieces
        if len(pieces) > 1 and not self.splitInRow and (last := self._before_headings(len(pieces[0]._rowHeights))):
            pieces = super().split(wide, sum(self._rowHeights[:last]) + 0.1) or pieces
        return pieces

    def _before_headings(self, rows: int) -> int:
        """How many of so many rows are left without the strong ones at their end, which head what follows; 0 where there are none."""
        last = rows
        while last > _LEAST_ROWS and self._cellStyles[last - 1][0].fontname == SEMIBOLD:
            last -= 1
        return last if last < rows else 0

    def after_its_first_row(self) -> Flowable:
        """What is left of it on the next page where its first row is the last on a page."""
        self.wrap(ROOM, DEPTH)
        self.splitInRow = 0
        _, rest = super().split(ROOM, sum(self._rowHeights[:2]))
        rest.first_row = self.first_row + 1
        return rest
