"""The forms in which a paper is written out, each told by the ending of its file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.disk_trouble import Work, known_disk_trouble
from desktop.errors import KnownTrouble

if TYPE_CHECKING:
    from desktop.papers.word.template import Template

#: A council's template is a few hundred kilobytes; more than this is none.
_LARGEST_FILE = 32 * 2**20


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


def read_template(path: Path, out: Path | None = None) -> Template:
    """The council's own Word document, to set a paper into, which `out` is to hold. What is in it is looked at when that is done.

    Raises KnownTrouble where it cannot be read, is too large to be one, or is the very file that would be written over.
    """
    from desktop.papers.word.template import Template

    with known_disk_trouble(path, Work.READ):
        if path.is_dir():
            raise KnownTrouble(f"{path.name} is a folder. Choose the council’s template, a Word document.")
        if path.stat().st_size > _LARGEST_FILE:
            raise KnownTrouble(f"{path.name} is too large: more than {_LARGEST_FILE // 2**20} MB. Take out pictures and save it again.")
        if out is not None and out.exists() and out.samefile(path):
            raise KnownTrouble(f"{out.name} is the template itself. Choose another name for the paper.")
        return Template(path.read_bytes(), path.name)
