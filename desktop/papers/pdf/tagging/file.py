"""Writes ReportLab's objects as a PDF 1.7 file, small ones packed, as PDF/A wants it. Loads ReportLab."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFIndirectObject, PDFObject

from desktop.papers.pdf.tagging.structure import StructureTree

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
#: Objects in one packed stream: a reader unpacks a whole one to reach any of them.
_PACKED = 200


class TreeRoot(PDFObject):
    """Stands for the root of the structure among ReportLab's objects; it is written when all else has its number."""

    __RefOnly__ = 1


def whole_file(canvas: Any, tree: StructureTree | None) -> bytes:
    """The file of a canvas that is done, with the structure beside its pages. Its identity is a digest of what is in it."""
    document: PDFDocument = canvas._doc
    for font in document.delayedFonts:
        font.addObjects(document)
    document.Reference(document.Catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        document.Catalog.Outlines = None
    objects, root = _objects(document)
    if tree is not None:
        first = len(objects) + 1
        objects[root - 1] = tree.root_body(first)
        objects += tree.written(document, root, first)
    return _packed(objects, _reference(document, document.Catalog), _reference(document, document.info))


def _objects(document: PDFDocument) -> tuple[list[bytes], int]:
    """The body of every object in the order of their numbers, and the number of the structure's root."""
    document.encrypt.prepare(document)
    bodies: list[bytes] = []
    root = 0
    # Formatting one object may make others, at the end.
    while len(bodies) + 1 in document.numberToId:
        name = document.numberToId[len(bodies) + 1]
        pdf_object = document.idToObject[name]
        if isinstance(pdf_object, TreeRoot):
            bodies.append(b"")
            root = len(bodies)
            continue
        written: bytes = PDFIndirectObject(name, pdf_object).format(document)
        body = written[written.index(b"obj\n") + 4 : -len(b"endobj\n")]
        if body.endswith(b"endstream\n"):
            # ReportLab leaves the line end before `endstream` out, and what comes before may itself end in a carriage return.
            body = body[: -len(b"endstream\n")] + b"\r\nendstream\n"
        bodies.append(body)
    return bodies, root


def _packed(objects: list[bytes], catalog: bytes, information: bytes) -> bytes:
    """A file of these objects with a cross-reference stream; those without a stream of their own are packed together."""
    digest = hashlib.md5(usedforsecurity=False)
    out = [_HEAD]
    at = len(_HEAD)
    rows = [(0, 0, 65535)] + [(0, 0, 0)] * len(objects)
    small: list[tuple[int, bytes]] = []

    def put(number: int, body: bytes) -> None:
        nonlocal at
        whole = b"%d 0 obj\n%sendobj\n" % (number, body)
        digest.update(whole)
        rows[number] = (1, at, 0)
        out.append(whole)
        at += len(whole)

    for number, body in enumerate(objects, start=1):
        if body.endswith(b"endstream\n"):
            put(number, body)
        else:
            small.append((number, body.strip()))
    for start in range(0, len(small), _PACKED):
        together = small[start : start + _PACKED]
        number = len(rows)
        rows.append((0, 0, 0))
        put(number, _object_stream(together))
        for index, (packed, _) in enumerate(together):
            rows[packed] = (2, number, index)
    number = len(rows)
    rows.append((1, at, 0))
    name = digest.hexdigest().upper().encode()
    table = b"".join(bytes([kind]) + where.to_bytes(4, "big") + index.to_bytes(2, "big") for kind, where, index in rows)
    head = b"/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID[<%s><%s>]" % (len(rows), catalog, information, name, name)
    out.append(b"%d 0 obj\n%sendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _stream(head, table), at))
    return b"".join(out)


def _object_stream(objects: list[tuple[int, bytes]]) -> bytes:
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    index = b" ".join(places) + b"\n"
    head = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index))
    return _stream(head, index + b"\n".join(body for _, body in objects))


def _stream(head: bytes, contents: bytes) -> bytes:
    compressed = zlib.compress(contents, 6)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\r\nendstream\n" % (head, len(compressed), compressed)


def _reference(document: PDFDocument, pdf_object: PDFObject) -> bytes:
    reference: bytes = document.Reference(pdf_object).format(document)
    return reference
