"""What a workbook says of papers that are final must hold together: versions, hashes, and the figures and reasons that name a version."""

from __future__ import annotations

import re

from desktop.operations.records.nouns import CHANGE_REASONS, FINAL_FIGURES, FINALS, PAPERS, SET_ASIDES
from desktop.operations.workbook.checking import ReadBook, ReadRow, folded

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIGURE = ("kind", "record", "field", "year")


def check_finals(book: ReadBook) -> None:
    """Add to the book's problems whatever of its finals does not hold together."""
    versions = {(folded(row.text("paper")), row.text("version")) for row in book.of(FINALS)}
    for row in book.of(FINALS):
        for key in ("public_sha256", "exempt_sha256", "records_sha256"):
            digest = row.text(key)
            if digest and not _SHA256.fullmatch(digest):
                book.problems.append(
                    row.problem(
                        key,
                        f"‘{digest[:70]}’ is not a SHA-256: it has 64 digits and small letters from a to f. Copy it as it was exported.",
                    )
                )
    for noun, key in ((FINAL_FIGURES, "version"), (CHANGE_REASONS, "since")):
        for row in book.of(noun):
            if row.text(key) and (folded(row.text("paper")), row.text(key)) not in versions:
                book.problems.append(
                    row.problem(key, f"the sheet {FINALS.sheet} has no version {row.text(key)} of this paper. Add it, or delete the row.")
                )
    finals = {paper for paper, _ in versions}
    for row in book.of(PAPERS):
        if row.text("status") == "final" and folded(row.text("title")) not in finals:
            book.problems.append(
                row.problem(
                    "status", f"the sheet {FINALS.sheet} has no version of this paper. Leave it draft, and make it final in the program."
                )
            )
    for noun, keys in (
        (SET_ASIDES, ("paper", "item")),
        (FINALS, ("paper", "version")),
        (FINAL_FIGURES, ("paper", "version", *_FIGURE)),
        (CHANGE_REASONS, ("paper", "since", *_FIGURE)),
    ):
        _check_once(book, book.of(noun), keys)


def _check_once(book: ReadBook, rows: list[ReadRow], keys: tuple[str, ...]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        name = (folded(row.text(keys[0])), *(row.text(key) for key in keys[1:]))
        if name in seen:
            book.problems.append(row.problem(keys[1], f"row {seen[name]} is the same. Keep one."))
        seen.setdefault(name, row.number)
