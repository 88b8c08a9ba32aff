"""Source Sans 3, embedded in every paper and chart. Importing this loads ReportLab and reads the fonts' tables."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.graphics import shapes
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from desktop.disk_trouble import Work, known_disk_trouble
from desktop.resources import resource

REGULAR = "SourceSans3"
SEMIBOLD = "SourceSans3-Semibold"
BOLD = "SourceSans3-Bold"
ITALIC = "SourceSans3-It"
BOLD_ITALIC = "SourceSans3-BoldIt"

_FILES = {REGULAR: "Regular", SEMIBOLD: "Semibold", BOLD: "Bold", ITALIC: "It", BOLD_ITALIC: "BoldIt"}
#: Held by whoever sets or draws with the fonts: they note what each document used in tables of their own, which no two threads may
#: write at once.
one_at_a_time = threading.Lock()
_lock = threading.Lock()
#: The most characters that one block of a character map may hold.
_MAPPED_AT_ONCE = 100


class _Face(TTFont):
    """A face whose subsets say which characters their glyphs are, as PDF/A and PDF/UA want it."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename)
        self._measured = lru_cache(maxsize=1 << 14)(super().stringWidth)

    def stringWidth(self, text: Any, size: float, encoding: str = "utf8") -> float:
        """The width of a text, measured once: a chart asks again for most of its texts with each picture."""
        return float(self._measured(text, size, encoding))

    def addObjects(self, document: Any) -> None:
        """Add the subsets of a document to it."""
        state = self.state.get(document)
        subsets = [list(subset) for subset in state.subsets] if state else []
        super().addObjects(document)
        for index, subset in enumerate(subsets):
            name = b"".join((SUBSETN(index), b"+", self.face.name, self.face.subfontNameX)).decode("ascii")
            document.idToObject[f"toUnicodeCMap:{name}"].content = _characters(subset)


def _characters(subset: list[int]) -> str:
    """The map from a subset's codes to characters. ReportLab's own holds U+0000, and five digits for what lies beyond U+FFFF."""
    rows = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset) if point]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
    ]  # fmt: skip
    for start in range(0, len(rows), _MAPPED_AT_ONCE):
        block = rows[start : start + _MAPPED_AT_ONCE]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])


def _register(*names: str) -> None:
    """Make faces known to ReportLab, each once. Raises KnownTrouble where a font file cannot be read."""
    for name in names:
        if name not in pdfmetrics.getRegisteredFontNames():
            path = resource("fonts", f"SourceSans3-{_FILES[name]}.ttf")
            with known_disk_trouble(path, Work.INSTALLED):
                try:
                    pdfmetrics.registerFont(_Face(name, str(path)))
                except TTFError as trouble:
                    raise FileNotFoundError(path) from trouble


def register_for_charts() -> None:
    """The two faces that charts are drawn in: a window waits for no more."""
    with _lock:
        # A canvas and a drawing begin in a standard font, which is never embedded, unless they are told otherwise.
        rl_config.canvas_basefontname = REGULAR
        shapes.STATE_DEFAULTS["fontName"] = REGULAR
        # Streams as bytes, not as the printable characters of old: a tenth smaller.
        rl_config.useA85 = 0
        _register(REGULAR, SEMIBOLD)


def register() -> None:
    """Every face that a paper is set in."""
    register_for_charts()
    with _lock:
        _register(*_FILES)
        for family, bold in ((REGULAR, BOLD), (SEMIBOLD, BOLD)):
            for is_bold, is_italic, face in ((0, 0, family), (1, 0, bold), (0, 1, ITALIC), (1, 1, BOLD_ITALIC)):
                addMapping(family, is_bold, is_italic, face)


class _Widths(dict[str, float]):
    """The width of each character in a face, in units of its size, as they are asked for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def __missing__(self, character: str) -> float:
        self[character] = advance_width = float(pdfmetrics.stringWidth(character, self._name, 1.0))
        return advance_width


@cache
def widths(name: str) -> Callable[[str], float]:
    """What gives the width of each character in a face: `sum(map(widths(name), text)) * size`, in a third of ReportLab's own time."""
    return _Widths(name).__getitem__


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
