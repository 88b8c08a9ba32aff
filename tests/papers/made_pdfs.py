"""PDFs made for the tests, as an officer's appendices would be."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name


def pdf(pages: int = 1, *, tagged: bool = False, words: str = "Appendix") -> bytes:
    """A PDF of so many pages with a few words on each; `tagged` only in that it says so."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
        page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode())
    if tagged:
        made.Root.MarkInfo = Dictionary(Marked=True)
        made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    return saved(made)


def saved(file: pikepdf.Pdf, **how: Any) -> bytes:
    """The file as bytes."""
    out = io.BytesIO()
    file.save(out, **how)
    return out.getvalue()


def of_objects(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1, the first of them its catalogue (ISO 32000-1, 7.5)."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, table))
