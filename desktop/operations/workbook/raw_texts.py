"""Reading a workbook with its texts as they stand in the file: the library takes part of Excel's escapes out of them, and the rest not."""

from __future__ import annotations

from typing import BinaryIO

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_TEXT = f"{{{SHEET_MAIN_NS}}}si"


class _Reader(ExcelReader):
    def read_strings(self) -> None:
        """The texts that cells share, none of their escapes undone."""
        part = next((each for each in self.package.Override if each.ContentType == SHARED_STRINGS), None)
        if part is None:
            return
        texts = []
        with self.archive.open(part.PartName[1:]) as file:
            for _, node in iterparse(file):
                if node.tag == _TEXT:
                    text = Text.from_tree(node)
                    texts.append("" if text is None else text.content)
                    node.clear()
        self.shared_strings = texts


def load(file: BinaryIO) -> Workbook:
    """A workbook to be read row by row: values in place of formulas, and texts with their escapes. Raises what the library raises."""
    reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    return reader.wb
