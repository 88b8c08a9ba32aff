"""A Word document as a file: the same bytes for the same parts, whenever it is written (ECMA-376, part 2)."""

from __future__ import annotations

import io
import zipfile

_KINDS = "[Content_Types].xml"
#: The first moment that a zip can tell.
_FIXED = (1980, 1, 1, 0, 0, 0)


def same_bytes(package: bytes) -> bytes:
    """The same parts in one order, with no time in them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name in sorted(made.namelist(), key=lambda name: (name != _KINDS, name)):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, made.read(name))
    return out.getvalue()
