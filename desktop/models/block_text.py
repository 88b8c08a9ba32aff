"""A block of cells as the text that spreadsheets put on the clipboard: tabs, line ends, and quotes round what holds either. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class CopiedBlock:
    """The cells of a block, row by row. `merged` are cells that go down over several rows: the first and the last place of each.

    Such a cell stands in the first of its places, and the others are blank. Rows and columns are counted from 0.
    """

    rows: list[list[str]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def filled_down(self) -> list[list[str]]:
        """The rows with the value of each merged cell in every row that it goes over."""
        rows = [list(row) for row in self.rows]
        for (top, left), (bottom, _) in self.merged:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
        return rows


def read_block(text: str) -> list[list[str]]:
    """The cells of a copied block, row by row; rows may differ in length.

    A field is quoted only where it holds a tab, a line end or a doubled quote: a spreadsheet leaves other quotes as typed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removesuffix("\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        field, at = _field(text, at)
        rows[-1].append(field)
        if at >= len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def _field(text: str, start: int) -> tuple[str, int]:
    """The field that begins at `start`, and where it ends: at a tab, a line end or the end of the text."""
    if text.startswith('"', start):
        at = start + 1
        while (close := text.find('"', at)) >= 0:
            if text.startswith('"', close + 1):
                at = close + 2
                continue
            inside, end = text[start + 1 : close], close + 1
            ends_field = end == len(text) or text[end] in "\t\n"
            if ends_field and any(mark in inside for mark in ("\t", "\n", '""')):
                return inside.replace('""', '"'), end
            break
    ends = [end for end in (text.find("\t", start), text.find("\n", start)) if end >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """The text a spreadsheet reads as this block."""
    return "\n".join("\t".join(_quoted(field) for field in row) for row in rows) + "\n"


def _quoted(field: str) -> str:
    field = field.replace("\r\n", "\n").replace("\r", "\n")
    if field.startswith('"') or "\t" in field or "\n" in field:
        return '"' + field.replace('"', '""') + '"'
    return field
