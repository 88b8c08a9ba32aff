"""Tables as WordprocessingML: a header row that comes again on each page, rows that stay whole, and words for who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from desktop.papers.content.blocks import Align, Table
from desktop.papers.pdf.safe_text import clean
from desktop.papers.pdf.styles import ROOM, TINT
from desktop.papers.pdf.tables import fitted
from desktop.papers.word.markup import paragraph, run
from desktop.papers.word.styles import Style, Styles

#: The type of a table's cells, the largest that fits first, and how wide Arial is beside the PDF's face.
_SIZES, _ARIAL = (10.0, 8.0), 1.12
#: A row of more letters than this may break over a page, since it may be longer than one.
_MOST_WHOLE = 1200
_LABEL = 132.0
_HEADER, _WHOLE = "<w:tblHeader/>", "<w:cantSplit/>"
#: The longest words that Word shows for a table.
_LONGEST_WORDS = 255


def table_markup(table: Table, styles: Styles, room: int) -> str:
    """A table with rows. `room` is the width of the text in twentieths of a point."""
    size, widths = fitted(table, _SIZES, _ARIAL)
    style = styles.id(Style.CELL if size == _SIZES[0] else Style.SMALL_CELL)
    columns = [round(width * room / ROOM) for width in widths]

    def row(texts: Sequence[str], properties: str, *, strong: bool) -> str:
        cells = (
            (paragraph(run(text, bold=strong), style, right=column.align is Align.RIGHT).text(), width)
            for text, column, width in zip(texts, table.columns, columns, strict=True)
        )
        return _row((_cell(text, width) for text, width in cells), properties)

    rows = [row([column.heading for column in table.columns], _WHOLE + _HEADER, strong=True)]
    for index, texts in enumerate(table.rows):
        whole = _WHOLE if max(map(len, texts), default=0) <= _MOST_WHOLE else ""
        rows.append(row(texts, whole, strong=index in table.strong))
    of_columns = ", ".join(column.heading for column in table.columns)
    return _table(rows, columns, styles, table.caption, f"Columns: {of_columns}", first_row=True, first_column=table.row_headers)


def labelled_markup(rows: Sequence[tuple[str, str]], styles: Styles, room: int, named: str) -> str:
    """Rows of a label and what stands beside it, which is given as paragraphs already."""
    columns = [round(_LABEL * room / ROOM), room - round(_LABEL * room / ROOM)]
    style = styles.id(Style.CELL)
    cells = (
        (_cell(paragraph(run(label, bold=True), style).text(), columns[0], shaded=True), _cell(beside, columns[1]))
        for label, beside in rows
    )
    return _table([_row(row, "") for row in cells], columns, styles, named, named, first_row=False, first_column=True)


def _table(
    rows: Sequence[str], columns: Sequence[int], styles: Styles, title: str, words: str, *, first_row: bool, first_column: bool
) -> str:
    look = 0x0600 | 0x0020 * first_row | 0x0080 * first_column
    properties = (
        f'<w:tblStyle w:val="{styles.id(Style.GRID)}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLook w:val="{look:04X}" w:firstRow="{first_row:d}" w:lastRow="0" w:firstColumn="{first_column:d}" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{_words(title)}"/><w:tblDescription w:val="{_words(words)}"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(cells: Iterable[str], properties: str) -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, *, shaded: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="' + TINT.hexval()[2:] + '"/>' if shaded else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{text}</w:tc>'


def _words(text: str) -> str:
    """Words as an attribute holds them: on one line, and no longer than Word shows."""
    line = " ".join(clean(text).split())
    return escape(line if len(line) <= _LONGEST_WORDS else f"{line[: _LONGEST_WORDS - 1]}…")
