"""The files of a paper's parts: the pictures that its words place, and the PDFs of its appendices."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from db.nouns.paper_files import AppendixFile, PictureFile
from db.nouns.paper_parts import Appendix, Implication, PaperSection, Picture
from db.reading import Reader
from db.writing import Unit
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import after_last
from desktop.operations.records.bodies import printed_parts
from desktop.operations.records.marks import marks_of
from desktop.operations.store.readings import Before, kept
from desktop.papers import appendix_pdfs
from desktop.papers.appendix_pdfs import AppendixPdf, checked_pdf
from desktop.papers.content.headings import folded
from desktop.papers.content.records import PictureRecord
from desktop.papers.content.words import PicturePlace, parse
from desktop.papers.picture_files import LARGEST_FILE, checked, looked_at, size_of

#: How many pixels a side a picture has on a screen, and the marks of words, which no name in a place may have.
_LOOKED_AT = 640
_NOT_IN_NAMES = str.maketrans("[]\n", "   ")


class FileTold(NamedTuple):
    """What an officer is told of a file, and a look at it: a PNG, or nothing of a PDF."""

    words: str
    shown: bytes = b""


class GivenPdf(NamedTuple):
    """A PDF that was checked: the name it was chosen by, what it holds, and what is told of it."""

    name: str
    contents: bytes
    told: AppendixPdf


class AppendixOut(NamedTuple):
    """The PDF of an appendix as it goes out beside the paper."""

    letter: str
    contents: bytes


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


def read_pdf(path: Path) -> GivenPdf:
    """The PDF of an appendix. Raises KnownTrouble, one sentence, for what is not taken."""
    contents = read_file(path, appendix_pdfs.LARGEST_FILE)
    return GivenPdf(path.name, contents, checked_pdf(contents, path.name))


def attach_pdf(unit: Unit, appendix: int, given: GivenPdf) -> None:
    """Give an appendix a PDF that was checked, in place of the one that it has."""
    remove_pdf(unit, appendix)
    digest = hashlib.sha256(given.contents).hexdigest()
    unit.add(AppendixFile(appendix_id=appendix, name=given.name, sha256=digest, contents=given.contents, **given.told._asdict()))


def remove_pdf(unit: Unit, appendix: int) -> None:
    """Leave an appendix without a PDF."""
    unit.remove_all(AppendixFile, appendix_id=appendix)


def file_told(reader: Reader, noun: type[Picture] | type[Appendix], part: int) -> FileTold | None:
    """What is told of the file of a picture or of an appendix; nothing where it has none."""
    if noun is Picture:
        file = reader.find(PictureFile, picture_id=part)
        if file is None:
            return None
        wide, high = size_of(file.contents)
        return FileTold(f"{file.name}: {wide:,} by {high:,} pixels, {_kilobytes(file.contents)}", looked_at(file.contents, _LOOKED_AT))
    pdf = reader.find(AppendixFile, appendix_id=part)
    if pdf is None:
        return None
    tagged = "tagged for screen readers" if pdf.tagged else "not tagged, so a screen reader may not read it"
    pages = f"{pdf.pages:,} page{'s' * (pdf.pages != 1)}"
    return FileTold(f"{pdf.name}: {pages}, {_kilobytes(pdf.contents)}, {tagged}. It goes out as it is, beside the paper.")


def _kilobytes(contents: bytes) -> str:
    return f"{-(-len(contents) // 1024):,} KB"


def untagged(reader: Reader, paper: int) -> tuple[str, ...]:
    """The letters of the appendices whose PDF is not tagged."""
    lettered = {each.id: each.letter for each in printed_parts(reader, Appendix, paper)}
    bare = reader.column(AppendixFile, "appendix_id", appendix_id=list(lettered), tagged=False)
    return tuple(letter for appendix, letter in lettered.items() if appendix in bare)


def appendices_out(reader: Reader, paper: int) -> tuple[AppendixOut, ...]:
    """The PDFs of a paper's appendices, in the officer's order: from the records of the public paper, those that may be published."""
    files = ((each.letter, reader.find(AppendixFile, appendix_id=each.id)) for each in printed_parts(reader, Appendix, paper))
    return tuple(AppendixOut(letter, file.contents) for letter, file in files if file is not None)


def picture_names(reader: Reader, paper: int) -> tuple[str, ...]:
    """What the pictures of a paper are called, in the officer's order."""
    return tuple(each.name for each in printed_parts(reader, Picture, paper))


def pictures_placed(reader: Reader, paper: int) -> tuple[PictureRecord, ...]:
    """The pictures that the words of a paper place, with their files."""

    def read(_: Before[tuple[PictureRecord, ...]] | None) -> tuple[PictureRecord, ...]:
        placed = names_placed(reader, paper)
        pictures = [each for each in printed_parts(reader, Picture, paper) if folded(each.name) in placed]
        files = {each.picture_id: each.contents for each in reader.all(PictureFile, picture_id=[each.id for each in pictures])}
        return tuple(
            PictureRecord(each.name, files.get(each.id, b""), each.alternative, each.caption, each.source, each.width, marks_of(each))
            for each in pictures
        )

    return kept(reader, ("pictures", paper), read)


def names_placed(reader: Reader, paper: int) -> Collection[str]:
    """The names of the pictures that words of a paper place, folded."""
    texts = [part.text for part in printed_parts(reader, PaperSection, paper)]
    texts += [part.text for part in printed_parts(reader, Implication, paper)]
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
    for picture in printed_parts(reader, Picture, paper):
        told += [(picture.name, digest) for digest in reader.column(PictureFile, "sha256", picture_id=picture.id)]
    for appendix in printed_parts(reader, Appendix, paper):
        told += [(appendix.letter, digest) for digest in reader.column(AppendixFile, "sha256", appendix_id=appendix.id)]
    return tuple(told)
