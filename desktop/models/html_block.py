"""A table that a word processor or a web page puts on the clipboard, as a block of cells; and a block as such a table. No Qt."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html.parser import HTMLParser

from desktop.errors import KnownTrouble
from desktop.models.block_text import CopiedBlock

#: No more cells are read, whatever spans a table claims.
MOST_CELLS = 2_000_000
#: What a table of ours says made it: our own text beside it is read instead, as it holds the values in full.
GENERATOR = "Appraisal Desk"
#: What else writes its cells as text beside the table, with line ends and quotes kept.
_SPREADSHEETS = ("excel.sheet", 'content="microsoft excel', "content=microsoft excel", "google-sheets-html-origin", GENERATOR.casefold())
_HEAD = 4_000
_UNREAD = frozenset(("style", "script", "head", "title"))
#: What has no end of its own.
_VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
#: Marks within words that show nothing: soft hyphens, joiners and spaces of no width.
_SHOWS_NOTHING = {ord(mark): None for mark in "\xad\u200b\u200c\u200d\u2060\ufeff"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINES = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"))


def is_of_spreadsheet(text: str) -> bool:
    """Whether a table on the clipboard comes from a spreadsheet, whose plain text says the same and says it better."""
    head = text[:_HEAD].casefold()
    return any(mark in head for mark in _SPREADSHEETS)


def read_html_block(text: str) -> CopiedBlock:
    """The cells of the largest table of a page; none where it has no table. A cell keeps its lines.

    Raises KnownTrouble for a table of more than `MOST_CELLS` cells.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return max(reader.tables, key=lambda block: sum(map(len, block.rows)), default=CopiedBlock([]))


class _Reader(HTMLParser):
    """Reads every table; one that stands within a cell of another is text of that cell.

    What is hidden, or was deleted while changes are tracked, is no text of it; a raised note beside a figure is no digit of it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[CopiedBlock] = []
        self._depth = self._unread = self._raised = 0
        self._hidden: list[str] = []
        """The elements that are open within one that shows nothing, with that one."""
        self._rows: list[list[str]] = []
        self._merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self._taken: dict[int, int] = {}
        """Columns that a cell above still stands in, with how many rows are left of it."""
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden or tag == "del" or _is_hidden(attrs):
            self._hidden += [] if tag in _VOID else [tag]
            return
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "sup":
            self._raised += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._rows, self._taken, self._merged = [], {}, []
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self._rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self._rows:
                self._rows.append([])
            named = dict(attrs)
            self._cell, self._span = [], (_whole(named.get("colspan")), _whole(named.get("rowspan")))
        elif self._cell is not None and (tag == "br" or tag in _LINES):
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                del self._hidden[len(self._hidden) - 1 - self._hidden[::-1].index(tag) :]
            elif tag in ("td", "th", "tr", "table"):  # it was never closed
                self._hidden.clear()
                self.handle_endtag(tag)
            return
        if tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag == "sup":
            self._raised = max(self._raised - 1, 0)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
                self.tables.append(self._block())
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def _block(self) -> CopiedBlock:
        """The rows that have cells, and the merged cells that go down over some of them."""
        filled = [number for number, row in enumerate(self._rows) if row]
        merged = [
            ((bisect_left(filled, top), left), (last, right))
            for (top, left), (bottom, right) in self._merged
            if (last := bisect_right(filled, bottom) - 1) > bisect_left(filled, top)
        ]
        return CopiedBlock([self._rows[number] for number in filled], tuple(merged))

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unread and not self._hidden:
            data = data.translate(_SHOWS_NOTHING)
            data = data.translate(_RAISED) if self._raised else data
            self._cell.append(" ".join(f" {data} ".split("\xa0")).replace("\r", " ").replace("\n", " ").replace("\t", " ")[1:-1])

    def _place(self, text: str) -> None:
        row = self._rows[-1]
        row.append(text)
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise KnownTrouble(f"The table on the clipboard has more than {MOST_CELLS:,} cells. Copy part of it, or save it as a workbook.")

    def _skip_taken(self) -> None:
        row = self._rows[-1]
        while self._taken.get(len(row), 0) > 0:
            self._taken[len(row)] -= 1
            self._place("")

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = [" ".join(line.split()) for line in "".join(self._cell).split("\n")]
        text, (across, down) = "\n".join(line for line in lines if line), self._span
        self._cell = None
        self._skip_taken()
        if down > 1 and text:
            first = (len(self._rows) - 1, len(self._rows[-1]))
            self._merged.append((first, (first[0] + down - 1, first[1] + across - 1)))
        for n in range(across):
            if down > 1:
                self._taken[len(self._rows[-1])] = down - 1
            self._place(text if n == 0 else "")

    def _end_row(self) -> None:
        self._end_cell()
        if self._rows and self._rows[-1]:
            self._skip_taken()


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    style = "".join(value for name, value in attrs if name == "style" and value).casefold().replace(" ", "")
    return "display:none" in style or "mso-hide:all" in style


def _whole(text: str | None) -> int:
    """A span; 1 for one that is none, and never more than a spreadsheet has columns."""
    return min(max(int(text), 1), 16_384) if text and text.strip().isascii() and text.strip().isdigit() else 1


def write_html_block(rows: Sequence[Sequence[str]], headed: bool = False) -> str:
    """A block as a table that Word, Outlook and Excel take as one; with `headed` its first row is of headings."""
    lines = []
    for number, row in enumerate(rows):
        tag = "th" if headed and number == 0 else "td"
        cells = (html.escape(cell).replace("\r\n", "\n").replace("\n", "<br>") for cell in row)
        lines.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    head = f'<html><head><meta charset="utf-8"><meta name="generator" content="{GENERATOR}"></head><body>'
    return f'{head}<table border="1" style="border-collapse:collapse">{"".join(lines)}</table></body></html>'
