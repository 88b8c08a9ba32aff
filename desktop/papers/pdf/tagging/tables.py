"""Tables whose rows and cells know their elements. Loads ReportLab."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import CellStyle

from desktop.papers.pdf.page_starts import PageStart
from desktop.papers.pdf.tagging.structure import HEADS_COLUMN, HEADS_ROW, Element, Role


class CellWords(str):
    """A cell's words where no line of them wraps: they are drawn as they are, which costs a fraction of a paragraph."""

    __slots__ = ("element", "widths")

    element: Element
    #: The width of each line, in points.
    widths: Sequence[float]

    @classmethod
    def of(cls, words: str, element: Element, widths: Sequence[float]) -> CellWords:
        """Words that are content of a cell."""
        cell_words = cls(words)
        cell_words.element, cell_words.widths = element, widths
        return cell_words


#: A cell as ReportLab takes it: words, or flowables under one another.
Cell = CellWords | list[Flowable]


def row_elements(parent: Element, headers: Sequence[bool], scope: bytes) -> list[Element]:
    """The cells of a row under the table or a part of it. `headers` says which of them are headers, and `scope` what those head."""
    row = Element(Role.ROW, parent)
    row.members = [Element(Role.HEADER_CELL, row, attributes=scope) if heads else Element(Role.CELL, row) for heads in headers]
    return list(row.members)


def column_headers(head: Element, columns: int) -> list[Element]:
    """The cells of a header row."""
    return row_elements(head, [True] * columns, HEADS_COLUMN)


def row_cells(body: Element, columns: int, named: bool) -> list[Element]:
    """The cells of a row of the table's body; `named` says that the first of them heads the row."""
    return row_elements(body, [named and column == 0 for column in range(columns)], HEADS_ROW)


class TaggedTable(Table):
    """A table of cells that know their elements. A header row that comes again on the next page, or the next piece, is an artifact."""

    repeated = False
    #: Which row of the table's body it begins with, of whatever piece of the table it is, counted from 0.
    first_row = 0
    #: What a page begins with that begins with it; nothing where it begins within a row.
    begins: PageStart | None = None
    #: The style of the cell that was drawn last, by ReportLab or here.
    _curcellstyle: Any

    @classmethod
    def of(
        cls, rows: list[list[Cell]], widths: list[float], style: list[tuple[Any, ...]], header: bool, faces: list[list[CellStyle]]
    ) -> TaggedTable:
        """A table of these rows, the first of them its header row if it has one.

        `faces` are the styles of each row's cells. Rows and cells may share them, as long as none stands in the middle of its row; `style`
        is left to say what is behind the cells and between them.
        """
        return cls(rows, colWidths=widths, repeatRows=int(header), hAlign="LEFT", style=style, normalizedData=1, cellStyles=faces)

    def split(self, wide: float, high: float) -> list[Flowable]:
        """Split as a table does; where the header row has been drawn already, its copies are artifacts."""
        pieces: list[Flowable] = super().split(wide, high)
        for index, piece in enumerate(pieces):
            if piece is not self:
                piece.repeated = self.repeated or (index > 0 and bool(self.repeatRows))
        if len(pieces) > 1 and self.begins is not None and not self.splitInRow:
            rest = pieces[1]
            rest.first_row = self.first_row + pieces[0]._nrows - int(self.repeatRows)
            rest.begins = self.begins._replace(row=rest.first_row)
        return pieces

    def _splitCell(self, value: Any, *rest: Any) -> Any:
        pieces = super()._splitCell(value, *rest)
        if isinstance(value, CellWords):
            ends, widths = 0, []
            for piece in pieces:
                count = len(piece.split("\n")) if piece else 0
                widths.append(value.widths[ends : ends + count])
                ends += count
            return tuple(CellWords.of(piece, value.element, wide) for piece, wide in zip(pieces, widths, strict=True))
        return pieces

    def _drawCell(self, value: Cell, style: Any, position: tuple[float, float], size: tuple[float, float]) -> None:
        if self.repeated and position[1] == self._rowpositions[1]:
            with self.canv.artifact("Pagination"):
                self._draw_one(value, style, position, size)
        else:
            self._draw_one(value, style, position, size)

    def _draw_one(self, value: Cell, style: Any, position: tuple[float, float], size: tuple[float, float]) -> None:
        if isinstance(value, CellWords):
            self._draw_words(value, style, position, size)
        else:
            super()._drawCell(value, style, position, size)

    def _draw_words(self, words: CellWords, style: Any, position: tuple[float, float], size: tuple[float, float]) -> None:
        """Draw a cell's lines at the left or the right of it, at its top or its bottom, as a paragraph would have stood there."""
        if not words:
            return
        canvas, last = self.canv, self._curcellstyle
        if last is None or style.color != last.color:
            canvas.setFillColor(style.color)
        if last is None or (style.fontname, style.fontsize, style.leading) != (last.fontname, last.fontsize, last.leading):
            canvas.setFont(style.fontname, style.fontsize, style.leading)
        self._curcellstyle = style
        lines = words.split("\n")
        if style.valign == "TOP":
            y = position[1] + size[1] - style.topPadding - style.fontsize
        else:
            y = position[1] + style.bottomPadding + len(lines) * style.leading - style.fontsize
        right = position[0] + size[0] - style.rightPadding if style.alignment == "RIGHT" else None
        left, last_line = position[0] + style.leftPadding, len(lines) - 1
        drawn = []
        for index, (line, wide) in enumerate(zip(lines, words.widths, strict=True)):
            # Words on two lines stay two words for whoever reads the file without seeing it.
            line_text = f"{line} " if index < last_line and line and line[-1] not in " -–—/" else line
            drawn.append((line_text, left if right is None else right - wide, y - index * style.leading))
        canvas.draw_lines(words.element, drawn)

    def _drawBkgrnd(self) -> None:
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:
        with self.canv.artifact():
            super()._drawLines()
