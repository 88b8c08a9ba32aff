"""Draw the program's icon for Windows from its SVG: run by hand when the drawing changes, and the result is kept.

python packaging/icon.py
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

_HERE = Path(__file__).resolve().parent
DRAWING = _HERE.parent / "resources" / "icons" / "appraisal-desk.svg"
ICON = _HERE / "appraisal-desk.ico"
#: The sides Windows asks for, in pixels, from the list of files to the desktop's largest.
SIDES = (16, 20, 24, 32, 40, 48, 64, 256)


def picture(renderer: QSvgRenderer, side: int) -> bytes:
    """The drawing as a PNG of one size."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"png").write(image):
        raise OSError("the icon cannot be drawn")
    return bytes(data.data())


def icon(pictures: dict[int, bytes]) -> bytes:
    """An .ico file: a directory of 16 bytes a picture, then the pictures. A side of 256 is written as 0."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    at = len(header) + 16 * len(pictures)
    directory = b""
    for side, png in pictures.items():
        directory += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(png), at)
        at += len(png)
    return header + directory + b"".join(pictures.values())


def main() -> int:
    """Write the icon."""
    application = QGuiApplication(sys.argv[:1])
    renderer = QSvgRenderer(str(DRAWING))
    ICON.write_bytes(icon({side: picture(renderer, side) for side in SIDES}))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
