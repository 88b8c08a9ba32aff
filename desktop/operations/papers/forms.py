"""The forms in which a paper is written out, each told by the ending of its file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop.errors import KnownTrouble


class PaperForm(StrEnum):
    """What a paper is written as: the value is the ending of its file."""

    PDF = ".pdf"
    WORD = ".docx"
    HTML = ".html"

    @property
    def words(self) -> str:
        """What an officer calls it."""
        return {PaperForm.PDF: "PDF", PaperForm.WORD: "Word document", PaperForm.HTML: "HTML page"}[self]


def form_of(out: Path) -> PaperForm:
    """The form that a file's name asks for. Raises KnownTrouble for any other ending."""
    try:
        return PaperForm(out.suffix.casefold())
    except ValueError:
        *others, last = PaperForm
        endings = f"{', '.join(others)} or {last}"
        raise KnownTrouble(f"{out.name} does not say what to write. Choose a name that ends in {endings}.") from None
