"""Where in a file the rows of a table are: the pages of its b-tree.

The bytes are read as sqlite.org/fileformat2.html has them: section 1.3 for the header, 1.6 for pages.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

_INTERIOR, _LEAF = 0x05, 0x0D
_FILE_HEADER = 100


def cells_of(path: Path, tables: Iterable[str]) -> list[range]:
    """The bytes of a file that hold the rows of these tables, a range for each leaf page: from its first cell to its end.

    The schema itself is the table `sqlite_schema`.
    """
    content = path.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    size = 65_536 if size == 1 else size
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        all_roots = {"sqlite_schema": 1, **dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'"))}
    roots = [all_roots[table] for table in tables]
    ranges: list[range] = []
    while roots:
        page = roots.pop()
        begin = (page - 1) * size
        header = begin + (_FILE_HEADER if page == 1 else 0)
        kind, count = content[header], int.from_bytes(content[header + 3 : header + 5], "big")
        pointers = header + (12 if kind == _INTERIOR else 8)
        cells = [begin + int.from_bytes(content[at : at + 2], "big") for at in range(pointers, pointers + 2 * count, 2)]
        if kind == _LEAF and cells:
            ranges.append(range(min(cells), begin + size))
        elif kind == _INTERIOR:
            roots += [int.from_bytes(content[cell : cell + 4], "big") for cell in cells]
            roots.append(int.from_bytes(content[header + 8 : header + 12], "big"))
    return ranges
