"""The clipboard as a block of cells, from a spreadsheet, a word processor or a web page; and a block put there for any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.errors import KnownTrouble
from desktop.models.block_text import CopiedBlock, read_block, write_block
from desktop.models.html_block import is_of_spreadsheet, read_html_block, write_html_block

#: No more characters are read from the clipboard: these take some two seconds, in which the window does nothing else.
MOST_CHARACTERS = 5_000_000


def copied_block() -> CopiedBlock:
    """The cells that were copied; none where nothing was.

    Raises KnownTrouble, in one sentence, for a picture alone and for more than can be pasted.
    """
    data = QGuiApplication.clipboard().mimeData()
    if data is None:  # nothing has been copied since the program that had it ended
        return CopiedBlock([])
    page = data.html() if data.hasHtml() else ""
    text = data.text() if data.hasText() else ""
    if max(len(page), len(text)) > MOST_CHARACTERS:
        raise KnownTrouble("There is too much on the clipboard to paste. Save it as a workbook, and bring that in.")
    if page and not (text and is_of_spreadsheet(page)):
        block = read_html_block(page)
        if block.rows:
            return block
    if not text.strip("\r\n") and data.hasImage():
        raise KnownTrouble("There is only a picture on the clipboard. Copy the cells themselves, and paste again.")
    return CopiedBlock(read_block(text) if text else [])


def put_block(rows: Sequence[Sequence[str]], headed: bool = False) -> None:
    """Put a block on the clipboard as text and as a table; with `headed` its first row is of headings."""
    data = QMimeData()
    data.setText(write_block(rows))
    data.setHtml(write_html_block(rows, headed))
    QGuiApplication.clipboard().setMimeData(data)
