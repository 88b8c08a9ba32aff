"""What a workbook says of papers that are final must hold together: versions, hashes, and the figures and reasons that name a version."""

from __future__ import annotations

import re

from db.nouns.finals import ChangeReason, Final, FinalFigure, SetAside
from db.nouns.noun import Noun
from db.nouns.papers import Paper
from desktop.operations.records.names import compared
from desktop.operations.workbook.checking import ReadBook, ReadRow

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIGURE = ("kind", "record", "field", "year")


def check_finals(book: ReadBook) -> None:
    """Add to the book's problems whatever of its finals does not hold together."""
    versions = {(compared(row.text("paper")), row.text("version")) for row in book.of(Final)}
    for row in book.of(Final):
        for key in ("public_sha256", "exempt_sha256", "records_sha256", "public_annex_sha256", "exempt_annex_sha256"):
            digest = row.text(key)
            if digest and not _SHA256.fullmatch(digest):
                book.problems.append(
                    row.problem(
                        key,
                        f"‘{digest[:70]}’ is not a SHA-256: it has 64 digits and small letters from a to f. Copy it as it was exported.",
                    )
                )
    for noun, key in ((FinalFigure, "version"), (ChangeReason, "since")):
        for row in book.of(noun):
            if row.text(key) and (compared(row.text("paper")), row.text(key)) not in versions:
                book.problems.append(
                    row.problem(key, f"the sheet {Final.SHEET} has no version {row.text(key)} of this paper. Add it, or delete the row.")
                )
    finals = {paper for paper, _ in versions}
    for row in book.of(Paper):
        if row.text("status") == "final" and compared(row.text("title")) not in finals:
            book.problems.append(
                row.problem(
                    "status", f"the sheet {Final.SHEET} has no version of this paper. Leave it draft, and make it final in the program."
                )
            )
    kept: tuple[tuple[type[Noun], tuple[str, ...]], ...] = (
        (SetAside, ("paper", "item")),
        (Final, ("paper", "version")),
        (FinalFigure, ("paper", "version", *_FIGURE)),
        (ChangeReason, ("paper", "since", *_FIGURE)),
    )
    for kind, keys in kept:
        _check_once(book, book.of(kind), keys)


def _check_once(book: ReadBook, rows: list[ReadRow], keys: tuple[str, ...]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        name = (compared(row.text(keys[0])), *(row.text(key) for key in keys[1:]))
        if name in seen:
            book.problems.append(row.problem(keys[1], f"row {seen[name]} is the same. Keep one."))
        seen.setdefault(name, row.number)
