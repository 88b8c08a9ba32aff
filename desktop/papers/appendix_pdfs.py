"""A PDF that somebody gave as an appendix, looked at before it is kept: nothing in it runs, opens or hides, and anyone can open it.

It is kept and given out as it is, to the byte, so that its tags and its own signature hold. What pypdfium2 does not tell is looked for in
the objects of the file (ISO 32000-1, 7.3 and 7.5.7), as they stand, and as PDFium writes all that it finds: unpacked, named plainly, and
without what only looks like the beginning of a stream.
"""

from __future__ import annotations

import contextlib
import io
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
    (rb"/(?:Launch|ImportData|SubmitForm|GoTo[RE])", "opens, starts or sends something when it is read"),
    (rb"/(?:RichMedia|Movie|Sound|Screen|Rendition|3D)", "holds film, sound or a model"),
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
    if any(stream > _LARGEST_UNPACKED for stream in _unpacked(contents)):
        raise KnownTrouble(f"{name} unpacks to more than {_LARGEST_UNPACKED // 2**20} MB. Print it to a new PDF and choose that.")
    told, written = _opened(contents, name)
    for objects in (_STREAM.sub(b">> ", each) for each in (contents, written)):
        plain = _BY_NUMBER.sub(lambda letter: bytes((int(letter[1], 16),)), objects)
        for refused, what in _REFUSED:
            if re.search(refused + _NAME_ENDS, plain):
                raise KnownTrouble(f"{name} {what}. Print it to a new PDF and choose that.")
    if told.pages > MOST_PAGES:
        raise KnownTrouble(f"{name} has {told.pages:,} pages, and an appendix has at most {MOST_PAGES}. Choose the pages that are needed.")
    return told


def _opened(contents: bytes, name: str) -> tuple[AppendixPdf, bytes]:
    """What is told of a file, and all of its objects as PDFium writes them anew."""
    import pypdfium2
    from pypdfium2 import raw

    written = io.BytesIO()
    try:
        with one_reader, pypdfium2.PdfDocument(contents) as document:
            scripts, files = raw.FPDFDoc_GetJavaScriptActionCount(document.raw), raw.FPDFDoc_GetAttachmentCount(document.raw)
            told = AppendixPdf(len(document), bool(raw.FPDFCatalog_IsTagged(document.raw)))
            for page in range(min(told.pages, MOST_PAGES)):
                document.get_page_size(page)
            document.save(written)
    except pypdfium2.PdfiumError as trouble:
        # PDFium leaves the code of the file before where it has none for this one
        if getattr(trouble, "err_code", None) == raw.FPDF_ERR_PASSWORD and b"/Encrypt" in contents:
            raise KnownTrouble(f"{name} is encrypted and asks for a password. Print it to a new PDF and choose that.") from trouble
        raise _damaged(name) from trouble
    if not told.pages:
        raise _damaged(name)
    if scripts > 0 or files > 0:
        what = "holds a script (JavaScript)" if scripts > 0 else "holds other files within it"
        raise KnownTrouble(f"{name} {what}. Print it to a new PDF and choose that.")
    return told, written.getvalue()


def _unpacked(contents: bytes) -> Iterator[int]:
    """How much has been unpacked after each of the packed streams of objects, in bytes, up to a little more than is taken."""
    total = 0
    for stream in _STREAM.finditer(contents):
        head = contents[max(contents.rfind(b" obj", 0, stream.start()), 0) : stream.start() + 2]
        if _PACKED.search(head):
            with contextlib.suppress(zlib.error):  # packed in another way, or damaged
                total += len(zlib.decompressobj().decompress(stream[1], _LARGEST_UNPACKED + 1 - total))
            yield total


def _damaged(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} is damaged and cannot be read as a PDF. Save it again from where it came from.")
