"""Reading a PDF back: PDFium takes one caller at a time, whatever the document, so all of the program's take turns."""

from __future__ import annotations

import threading

#: Held by whoever opens, draws or closes a document of pypdfium2's, and for no longer than that.
one_reader = threading.RLock()


def page_count(pdf: bytes) -> int:
    """The pages of a set paper. Loads pypdfium2."""
    from pypdfium2 import PdfDocument

    with one_reader, PdfDocument(pdf) as document:
        return len(document)
