"""The marks of figures that no document holds: letters in brackets, which are read out as they are seen, and need no colour."""

from __future__ import annotations

import re

#: The mark of each basis that a figure is printed with; a reported figure has none.
MARKS = {"illustrative": "[i]", "assumed": "[a]"}

#: What stands before the note under a table, a figure or a finding that rests on records that no document holds.
NOTE_BEGINS = tuple(f"{mark} {basis.capitalize()}, or rests on {basis} records:" for basis, mark in MARKS.items())

#: A mark never stands alone on a line of a narrow column.
SPACE = "\N{NO-BREAK SPACE}"
_MARK = re.compile(r"[ \N{NO-BREAK SPACE}]\[[ia]\](?=$|\n)")


def marked(text: str, basis: str) -> str:
    """Words with the mark of a basis at the end of their first line; as they are where it has none, or where they have it."""
    mark = MARKS.get(basis, "")
    if not mark or not text.strip():
        return text
    first, new_line, rest = text.partition("\n")
    return text if _MARK.search(first) else f"{first.rstrip()}{SPACE}{mark}{new_line}{rest}"


def unmarked(text: str) -> str:
    """The words without their marks."""
    return _MARK.sub("", text)
