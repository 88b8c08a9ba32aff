"""What a table of one shape was taken for last, so that the next of that shape need not be matched again.

Of the answers only what each column is, is kept: nothing of a case, and never a unit, a date, a total or a word's score, which are asked
anew of each table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from desktop.operations.matching.tables import Table
from desktop.operations.workbook.checking import plain_heading

#: So many shapes are remembered; the one that was used longest ago goes first.
MOST_SHAPES = 200
_KEPT = ("what", "down", "column ", "under ")

#: What was answered, by the digest of the shape.
Remembered = dict[str, dict[str, str]]


def shape_of(table: Table) -> str:
    """The digest of a table's headings, in their order."""
    return hashlib.sha256("\n".join(map(plain_heading, table.headings)).encode()).hexdigest()


def remember(remembered: Mapping[str, Mapping[str, str]], table: Table, answers: Mapping[str, str]) -> Remembered:
    """What is remembered once a table of this shape has been taken with these answers."""
    kept = {key: answer for key, answer in answers.items() if key.startswith(_KEPT)}
    others = {shape: dict(each) for shape, each in remembered.items() if shape != shape_of(table)}
    every = others | ({shape_of(table): kept} if kept else {})
    return dict(list(every.items())[-MOST_SHAPES:])
