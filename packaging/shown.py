"""What a virtual screen has shown, seen from outside the program, and whether what was painted was later corrected."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

#: The pixels of a screen, a row of it a row, each red, green and blue in one number.
Pixels = npt.NDArray[np.uint32]
#: What of the screen: left, top, width and height.
Place = Sequence[int]

_FILE = "Xvfb_screen0"
#: How often the screen is looked at, in seconds: oftener than a real one is drawn.
_EVERY = 0.01
#: A colour that so much of a place has is what other things stand on.
_GROUND = 0.02
_HEADER, _COLOURS_AT, _COLOUR = 0, 19, 12
_WIDTH_AT, _HEIGHT_AT = 4, 5


def screen_of(folder: Path) -> Pixels:
    """The live pixels of the screen whose server keeps it in `folder`, in a file of X's own form (XWDFile.h), which begins big-endian."""
    path = folder / _FILE
    header = np.fromfile(path, ">u4", 25)
    offset = int(header[_HEADER]) + int(header[_COLOURS_AT]) * _COLOUR
    return np.memmap(path, "<u4", "r", offset, (int(header[_HEIGHT_AT]), int(header[_WIDTH_AT])))


class Watch:
    """Keeps each picture that the screen shows, with the time it was first seen, from entering to leaving."""

    def __init__(self, folder: Path) -> None:
        self.pictures: list[tuple[float, Pixels]] = []
        self._screen = screen_of(folder)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, trouble: BaseException | None, where: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            now = time.time()
            picture = np.array(self._screen & 0xFFFFFF)
            if not self.pictures or not np.array_equal(picture, self.pictures[-1][1]):
                self.pictures.append((now, picture))

    def between(self, began: float, ended: float, place: Place) -> list[Pixels]:
        """What a place showed, each picture of it once: what stood there at `began`, and what came until `ended`."""
        left, top, width, height = place
        cuts: list[Pixels] = []
        for at, picture in self.pictures:
            cut = picture[top : top + height, left : left + width]
            if at <= began:
                cuts = [cut]
            elif at <= ended and not (cuts and np.array_equal(cut, cuts[-1])):
                cuts.append(cut)
        return cuts


def corrected(shown: Sequence[Pixels]) -> Pixels:
    """Where something was painted that is not there at the end, nor was at the beginning: 1 for such a pixel, else 0.

    What comes onto empty ground was not corrected, nor is it where a picture arrives in pieces.
    """
    first, last = shown[0], shown[-1]
    wrong = np.zeros_like(first)
    for picture in shown[1:-1]:
        colours, counts = np.unique(picture, return_counts=True)
        ground = colours[counts > _GROUND * picture.size]
        wrong |= (picture != first) & (picture != last) & ~np.isin(picture, ground)
    return wrong


def save(picture: Pixels, path: Path) -> None:
    """Keep a picture as a PNG."""
    from PySide6.QtGui import QImage

    kept = np.ascontiguousarray(picture | 0xFF000000)
    QImage(kept.data, kept.shape[1], kept.shape[0], kept.shape[1] * 4, QImage.Format.Format_RGB32).save(str(path))
