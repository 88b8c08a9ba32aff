"""Source Sans 3, embedded in every paper and chart. Importing this loads ReportLab and reads the fonts' tables."""

from __future__ import annotations

import threading
from functools import cache

from reportlab import rl_config
from reportlab.graphics import shapes
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop.resources import resource

REGULAR = "SourceSans3"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"
ITALIC = "SourceSans3-It"
BOLD_ITALIC = "SourceSans3-BoldIt"

_FILES = {REGULAR: "Regular", SEMIBOLD: "Semibold", BOLD: "Bold", ITALIC: "It", BOLD_ITALIC: "BoldIt"}
_lock = threading.Lock()


def _register(*names: str) -> None:
    """Make faces known to ReportLab, each once. A font file that is missing raises ReportLab's `TTFError`."""
    for name in names:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"SourceSans3-{_FILES[name]}.ttf"))))


def register_for_charts() -> None:
    """The two faces that charts are drawn in: a window waits for no more."""
    with _lock:
        # A canvas and a drawing begin in a standard font, which is never embedded, unless they are told otherwise.
        rl_config.canvas_basefontname = REGULAR
        shapes.STATE_DEFAULTS["fontName"] = REGULAR
        _register(REGULAR, SEMIBOLD)


def register() -> None:
    """Every face that a paper is set in."""
    register_for_charts()
    with _lock:
        _register(*_FILES)
        for family, bold in ((REGULAR, BOLD), (SEMIBOLD, BOLD)):
            for is_bold, is_italic, face in ((0, 0, family), (1, 0, bold), (0, 1, ITALIC), (1, 1, BOLD_ITALIC)):
                addMapping(family, is_bold, is_italic, face)


@cache
def drawable() -> frozenset[int]:
    """The code points that every face has a glyph for."""
    register()
    sets = [frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES]
    return frozenset.intersection(*sets)


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a chart's text, in the units of `size`."""
    return float(pdfmetrics.stringWidth(text, SEMIBOLD if bold else REGULAR, size))


register_for_charts()
