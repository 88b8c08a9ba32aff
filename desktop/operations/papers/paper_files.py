"""The files of a paper's parts: the pictures that its words place, and the PDFs of its appendices."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, Implication, PaperSection, Picture
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import after_last
from desktop.operations.records.marks import marks_of
from desktop.operations.store.readings import Before, kept
from desktop.papers.content.headings import folded
from desktop.papers.content.records import PictureRecord
from desktop.papers.content.words import PicturePlace, parse
from desktop.papers.picture_files import LARGEST_FILE, checked

#: The marks of words, which no name in a place may have.
_NOT_IN_NAMES = str.maketrans("[]\n", "   ")


def read_picture(path: Path) -> bytes:
    """The picture of a file as it is kept. Raises KnownTrouble, one sentence, for what is not taken."""
    return checked(read_file(path, LARGEST_FILE), path.name)


def read_file(path: Path, most: int) -> bytes:
    """What a file holds, up to one byte more than `most`. Raises KnownTrouble where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as trouble:
        raise KnownTrouble(f"{path.name} cannot be read. Check that it is still there and that you may open it.") from trouble


def add_picture(unit: Unit, paper: int, name: str, contents: bytes) -> Picture:
    """Add a picture that was checked, with its file, named after that: its alternative text and caption are still to be written."""
    stem = " ".join(Path(name).stem.translate(_NOT_IN_NAMES).replace("_", " ").split())[:80] or "Picture"
    taken = {folded(each) for each in unit.column(Picture, "name", paper_id=paper)}
    free = next(each for each in (stem, *(f"{stem} {n}" for n in range(2, len(taken) + 3))) if folded(each) not in taken)
    picture = unit.add(Picture(paper_id=paper, name=free, position=after_last(unit.column(Picture, "position", paper_id=paper))))
    attach_picture(unit, picture.id, name, contents)
    return picture


def attach_picture(unit: Unit, picture: int, name: str, contents: bytes) -> None:
    """Give a picture a file that was checked, in place of the one that it has."""
    unit.remove_all(PictureFile, picture_id=picture)
    unit.add(PictureFile(picture_id=picture, name=name, sha256=hashlib.sha256(contents).hexdigest(), contents=contents))


def picture_names(reader: Reader, paper: int) -> tuple[str, ...]:
    """What the pictures of a paper are called, in the officer's order."""
    return tuple(reader.column(Picture, "name", paper_id=paper))


def pictures_placed(reader: Reader, paper: int) -> tuple[PictureRecord, ...]:
    """The pictures that the words of a paper place, with their files."""

    def read(_: Before[tuple[PictureRecord, ...]] | None) -> tuple[PictureRecord, ...]:
        placed = names_placed(reader, paper)
        pictures = [each for each in reader.all(Picture, paper_id=paper) if folded(each.name) in placed]
        files = {each.picture_id: each.contents for each in reader.all(PictureFile, picture_id=[each.id for each in pictures])}
        return tuple(
            PictureRecord(each.name, files.get(each.id, b""), each.alternative, each.caption, each.source, each.width, marks_of(each))
            for each in pictures
        )

    return kept(reader, ("pictures", paper), read)


def names_placed(reader: Reader, paper: int) -> Collection[str]:
    """The names of the pictures that words of a paper place, folded."""
    texts = [text for noun in (PaperSection, Implication) for text in reader.column(noun, "text", paper_id=paper)]
    return {folded(part.name) for text in texts if "[" in text for part in parse(text) if isinstance(part, PicturePlace)}


def copy_files(unit: Unit, noun: type[Picture] | type[Appendix], of: int, to: int) -> None:
    """Give the copy of a picture or of an appendix a copy of its file."""
    if noun is Picture:
        for file in unit.all(PictureFile, picture_id=of):
            unit.add(file.but(id=0, picture_id=to))
    else:
        for pdf in unit.all(AppendixFile, appendix_id=of):
            unit.add(pdf.but(id=0, appendix_id=to))


def digests(reader: Reader, paper: int) -> tuple[tuple[str, str], ...]:
    """The SHA-256 of each file of a paper, in hexadecimal, with what it is the file of."""
    told: list[tuple[str, str]] = []
    for picture in reader.all(Picture, paper_id=paper):
        told += [(picture.name, digest) for digest in reader.column(PictureFile, "sha256", picture_id=picture.id)]
    for appendix in reader.all(Appendix, paper_id=paper):
        told += [(appendix.letter, digest) for digest in reader.column(AppendixFile, "sha256", appendix_id=appendix.id)]
    return tuple(told)
