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
