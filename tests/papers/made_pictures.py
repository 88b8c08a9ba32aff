"""Pictures made for the tests, as an officer's files would be."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

#: Where a made-up photograph says that it was taken, and by what.
PLACE, CAMERA = "52 30 15 N", "Camera of the planning team"


def png(wide: int = 240, high: int = 120, mode: str = "RGB") -> bytes:
    """A drawing: a white ground, or one that lets through, with a blue bar across it."""
    picture = Image.new(mode, (wide, high), 0 if mode.endswith("A") else "white")
    ImageDraw.Draw(picture).rectangle((10, high // 3, wide - 10, high // 2), fill="blue" if mode.startswith("RGB") else 90)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def photograph(wide: int = 300, high: int = 200, turned: int = 1) -> bytes:
    """A JPEG with where and by what it was taken, lying as `turned` says (Exif 2.3, Orientation), and words after its end."""
    picture = Image.new("RGB", (wide, high), "green")
    ImageDraw.Draw(picture).rectangle((0, 0, wide // 2, high // 2), fill="red")
    exif = picture.getexif()
    exif[0x0112], exif[0x0110] = turned, CAMERA
    exif.get_ifd(0x8825)[1] = PLACE
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=CAMERA.encode())
    return out.getvalue() + PLACE.encode()


def huge_png(wide: int, high: int) -> bytes:
    """A small file whose head says that it is so many pixels."""

    def chunk(kind: bytes, contents: bytes) -> bytes:
        return struct.pack(">I", len(contents)) + kind + contents + struct.pack(">I", zlib.crc32(kind + contents))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
