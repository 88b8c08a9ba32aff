"""The files of a paper's parts, apart from them: a change of a part's words leaves its file alone, in the store and in the trail."""

from __future__ import annotations

from db.nouns.noun import Kind, Seen, column
from db.nouns.records import Linked


class PartFile(Linked, seen=Seen.OPEN):
    """A file as it is kept: the name it was chosen by, what it holds, and the SHA-256 of that in hexadecimal."""

    name: str = column("File", default="")
    sha256: str = column("SHA-256", default="")
    contents: bytes = column("Contents", Kind.FILE, default=b"")


class PictureFile(
    PartFile, table="picture_files", seen=Seen.OPEN, singular="picture’s file", unique=(("picture_id",),), part_of="picture_id"
):
    """The PNG or the JPEG of a picture."""

    picture_id: int = column(refers_to="pictures")


class AppendixFile(
    PartFile, table="appendix_files", seen=Seen.OPEN, singular="appendix’s file", unique=(("appendix_id",),), part_of="appendix_id"
):
    """The PDF of an appendix, as it was given: how many pages it has, and whether it is tagged for who cannot see it."""

    appendix_id: int = column(refers_to="appendices")
    pages: int = column("Pages", Kind.INTEGER, default=0)
    tagged: bool = column("Tagged", Kind.YES_NO, default=False)
