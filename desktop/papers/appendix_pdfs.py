"""A PDF that somebody gave as an appendix, looked at before it is kept: nothing in it runs, opens or hides, and anyone can open it.

It is kept and given out as it is, to the byte, so that its tags and its own signature hold. What pypdfium2 does not tell is looked for in
the objects of the file (ISO 32000-1, 7.3 and 7.5.7), those in packed streams too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from desktop.errors import KnownTrouble
from desktop.papers.pdf.reading import one_reader

#: The largest file, in bytes, and the most pages. It stands in the case file and in its trail.
LARGEST_FILE, MOST_PAGES = 10 * 2**20, 500
#: What the packed objects of a file may unpack to, in bytes.
_LARGEST_UNPACKED = 64 * 2**20
_STREAM = re.compile(rb">>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_PACKED = re.compile(rb"/Type\s*/ObjStm\b")
#: A letter of a name may be written by its number.
_BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_ENDS = rb"(?=[\s/<>\[\]()%]|$)"
#: What no appendix may hold, and how it is called.
_REFUSED = (
    (rb"/Encrypt", "is encrypted"),
    (rb"/(?:JavaScript|JS)", "holds a script (JavaScript)"),
    (rb"/(?:EmbeddedFiles?|FileAttachment)", "holds other files within it"),
    (rb"/(?:Launch|ImportData|SubmitForm)", "starts or sends something when it is read"),
    (rb"/(?:RichMedia|Movie|Sound|Screen|3D)", "holds film, sound or a model"),
    (rb"/XFA", "is a form that only some programs show (XFA)"),
)


class AppendixPdf(NamedTuple):
    """What is told of a PDF: how many pages it has, and whether it is tagged for who cannot see it."""

    pages: int
    tagged: bool


def checked_pdf(contents: bytes, name: str) -> AppendixPdf:
    """What is told of an appendix. `name` is the file's. Raises KnownTrouble, one sentence, for a file that is not taken."""
    if len(contents) > LARGEST_FILE:
        raise KnownTrouble(f"{name} is larger than {LARGEST_FILE // 2**20} MB. Save it smaller, or in parts, and choose it again.")
    if b"%PDF-" not in contents[:1024]:
        raise KnownTrouble(f"{name} is no PDF. Save it as a PDF and choose it again.")
    told = _opened(contents, name)
    for objects in _objects(contents, name):
        plain = _BY_NUMBER.sub(lambda letter: bytes((int(letter[1], 16),)), objects)
        for refused, what in _REFUSED:
            if re.search(refused + _NAME_ENDS, plain):
                raise KnownTrouble(f"{name} {what}. Print it to a new PDF and choose that.")
    if told.pages > MOST_PAGES:
        raise KnownTrouble(f"{name} has {told.pages:,} pages, and an appendix has at most {MOST_PAGES}. Choose the pages that are needed.")
    return told


def _opened(contents: bytes, name: str) -> AppendixPdf:
    import pypdfium2
    from pypdfium2 import raw

    try:
        with one_reader, pypdfium2.PdfDocument(contents) as document:
            scripts, files = raw.FPDFDoc_GetJavaScriptActionCount(document.raw), raw.FPDFDoc_GetAttachmentCount(document.raw)
            told = AppendixPdf(len(document), bool(raw.FPDFCatalog_IsTagged(document.raw)))
    except pypdfium2.PdfiumError as trouble:
        if getattr(trouble, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise KnownTrouble(f"{name} is encrypted and asks for a password. Print it to a new PDF and choose that.") from trouble
        raise _damaged(name) from trouble
    if not told.pages:
        raise _damaged(name)
    if scripts > 0 or files > 0:
        what = "holds a script (JavaScript)" if scripts > 0 else "holds other files within it"
        raise KnownTrouble(f"{name} {what}. Print it to a new PDF and choose that.")
    return told


def _objects(contents: bytes, name: str) -> Iterator[bytes]:
    """The objects of a file without the streams of its pages, then those of each packed stream. Raises KnownTrouble for too many."""
    yield _STREAM.sub(b">> ", contents)
    room = _LARGEST_UNPACKED
    for stream in _STREAM.finditer(contents):
        head = contents[max(contents.rfind(b" obj", 0, stream.start()), 0) : stream.start() + 2]
        if not _PACKED.search(head):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(stream[1], room) if b"/FlateDecode" in head else stream[1]
        except zlib.error as trouble:
            raise _damaged(name) from trouble
        room -= len(unpacked)
        if room <= 0:
            raise KnownTrouble(f"{name} unpacks to more than {_LARGEST_UNPACKED // 2**20} MB. Print it to a new PDF and choose that.")
        yield unpacked


def _damaged(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} is damaged and cannot be read as a PDF. Save it again from where it came from.")
