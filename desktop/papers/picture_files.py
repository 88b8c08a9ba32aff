"""A picture that somebody gave, made fit for a paper: looked at before it is decoded, and written anew, so that nothing but what is seen of
it stays. Loads Pillow where it is used.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.errors import KnownTrouble

if TYPE_CHECKING:
    from PIL.Image import Image

#: The largest file taken, in bytes, and the most pixels, as told by its head before any is decoded.
LARGEST_FILE, MOST_PIXELS = 20 * 2**20, 40_000_000
#: What is kept of a picture: across the text of a page, 2,000 pixels are 300 an inch.
_LONGEST_SIDE = 2000
#: The most that is kept of one picture, in bytes: it stands in the case file, in its trail and in every form of the paper.
_MOST_KEPT = 4 * 2**20
_JPEG_QUALITY = 88
#: What of a PNG says of it where, when and by whom it was made.
_TOLD = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def checked(contents: bytes, name: str) -> bytes:
    """A picture as it is kept: upright, on white, in plain colours of 8 bits, at most 2,000 pixels a side, with no word about where, when
    or by what it was taken. `name` is the file's.

    Raises KnownTrouble, one sentence, for what is no PNG or JPEG, is damaged, or is larger than is taken.
    """
    if len(contents) > LARGEST_FILE:
        raise KnownTrouble(f"{name} is larger than {LARGEST_FILE // 2**20} MB. Save it smaller and choose it again.")
    if not contents.startswith((_PNG, _JPEG)):
        raise KnownTrouble(f"{name} is neither a PNG nor a JPEG picture. Save it as one of these and choose it again.")
    from PIL import Image, ImageOps

    form = "PNG" if contents.startswith(_PNG) else "JPEG"
    try:
        with warnings.catch_warnings():
            # how many pixels are taken is told below, and what is wrong with its metadata goes with them
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(contents), formats=(form,))
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many(name)
            opened.load()
            picture = _plain(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as trouble:
        raise _too_many(name) from trouble
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError) as trouble:  # what Pillow raises of a damaged file
        raise KnownTrouble(f"{name} is damaged and cannot be read as a picture. Save it again from where it came from.") from trouble
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    kept = _written(picture, form)
    # a photograph is many times larger as a PNG
    return kept if len(kept) <= _MOST_KEPT else _written(picture, "JPEG")


def without_past(contents: bytes) -> bytes:
    """A PNG or a JPEG as it is drawn, dot for dot, without what it says of where, when and by whom it was made; any other file as it is."""
    kept, at = b"", 2 if contents.startswith(_JPEG) else len(_PNG)
    if contents.startswith(_JPEG):
        while (mark := contents[at : at + 2]) and mark != b"\xff\xda":
            segment = contents[at : at + 2 + int.from_bytes(contents[at + 2 : at + 4])]
            # a profile of colours is drawn by; all else of an application, and a comment, is told of the picture
            if not (b"\xff\xe1" <= mark <= b"\xff\xed" or mark in (b"\xff\xef", b"\xff\xfe")) or segment[4:15] == b"ICC_PROFILE":
                kept += segment
            at += len(segment)
        return contents[:2] + kept + contents[at : contents.find(b"\xff\xd9", at) + 2]
    if contents.startswith(_PNG):
        while kind := contents[at + 4 : at + 8]:
            chunk = contents[at : at + 12 + int.from_bytes(contents[at : at + 4])]
            kept += b"" if kind in _TOLD else chunk
            at = len(contents) if kind == b"IEND" else at + len(chunk)
        return _PNG + kept
    return contents


def as_png(contents: bytes) -> bytes:
    """A picture that was checked as a PNG, which `checked` gives back as it is."""
    if contents.startswith(_PNG):
        return contents
    from PIL import Image

    with Image.open(io.BytesIO(contents), formats=("JPEG",)) as opened:
        return _written(opened, "PNG")


def size_of(contents: bytes) -> tuple[int, int]:
    """The width and the height of a picture that was checked, in pixels."""
    return _size_of(contents)


@lru_cache(maxsize=8)
def _size_of(contents: bytes) -> tuple[int, int]:
    from PIL import Image

    with Image.open(io.BytesIO(contents)) as opened:
        return opened.size


@lru_cache(maxsize=8)
def looked_at(contents: bytes, side: int) -> bytes:
    """A picture that was checked as a PNG of so many pixels a side at most, for a screen."""
    from PIL import Image

    with Image.open(io.BytesIO(contents)) as opened:
        opened.thumbnail((side, side))
        out = io.BytesIO()
        opened.save(out, "PNG")
    return out.getvalue()


def media_type(contents: bytes) -> str:
    """The media type of a picture that was checked."""
    return "image/png" if contents.startswith(_PNG) else "image/jpeg"


def _too_many(name: str) -> KnownTrouble:
    return KnownTrouble(f"{name} has more than {MOST_PIXELS // 10**6} million pixels. Save it smaller and choose it again.")


def _plain(picture: Image) -> Image:
    """The picture in shades of grey or in red, green and blue; what lets its ground through stands on white, as it does on paper."""
    from PIL import Image as Images

    if picture.mode.startswith("I"):
        # 16 bits of grey, which `convert` would cut off and not scale
        return picture.convert("I").point(lambda shade: shade * (1 / 257)).convert("L")
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Images.new("RGBA", clear.size, "white")
        return Images.alpha_composite(ground, clear).convert("RGB")
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    return picture.convert("RGB")


def _written(picture: Image, form: str) -> bytes:
    """The picture as a file that holds nothing else."""
    bare = picture.copy()
    bare.info = {}
    out = io.BytesIO()
    if form == "PNG":
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()
