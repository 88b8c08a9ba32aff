"""The look of a paper: sizes in points, one typeface, two colours and greys. Loads ReportLab."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from desktop.papers.fonts import BOLD, REGULAR, SEMIBOLD

PAGE = A4
SIDE, TOP, FOOT = 57.0, 68.0, 62.0
#: The width of the text, and of every table and figure.
ROOM = PAGE[0] - 2 * SIDE
#: The height of a page's text.
DEPTH = PAGE[1] - TOP - FOOT

INK = HexColor("#1b1b1b")
BRAND = HexColor("#12436d")
MUTED = HexColor("#525252")
RULE = HexColor("#c9d2dc")
TINT = HexColor("#eef2f6")

HANG = 34.0


def _style(name: str, size: float, leading: float, font: str = REGULAR, **more: Any) -> ParagraphStyle:
    more.setdefault("textColor", INK)
    # Helvetica is ReportLab's default in both places, and cannot be embedded.
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        bulletFontName=more.pop("bulletFontName", font),
        bulletFontSize=size,
        bulletColor=more.pop("bulletColor", INK),
        **more,
    )


COUNCIL = _style("council", 11, 15, SEMIBOLD, textColor=BRAND)
SUBTITLE = _style("subtitle", 11, 15, textColor=MUTED, spaceAfter=5)
TITLE = _style("title", 23, 28, BOLD, textColor=BRAND, spaceAfter=11)
SECTION = _style("section", 15, 19, BOLD, textColor=BRAND, spaceBefore=15, spaceAfter=6, leftIndent=HANG, bulletColor=BRAND)
SUBSECTION = _style("subsection", 12.5, 16, BOLD, spaceBefore=8, spaceAfter=4, leftIndent=HANG)
BODY = _style("body", 12, 16.5, leftIndent=HANG, spaceAfter=7, allowWidows=0, allowOrphans=0, bulletColor=MUTED)
LEAD = _style("lead", 12, 16.5, leftIndent=HANG, spaceAfter=6)
QUOTE = _style("quote", 12, 16.5, leftIndent=HANG + 20, rightIndent=20, spaceAfter=7, allowWidows=0, allowOrphans=0)
RECOMMENDATION = _style("recommendation", 12, 16.5, leftIndent=HANG, spaceAfter=4, bulletFontName=SEMIBOLD)
#: How far a list is set in under another.
ITEM_STEP = 18.0
ITEM = _style("item", 12, 16.5, leftIndent=HANG + 18, bulletIndent=HANG + 3, spaceAfter=4, allowWidows=0)
CAPTION = _style("caption", 10.5, 14, SEMIBOLD, spaceBefore=7, spaceAfter=5)
NOTE = _style("note", 9, 12, textColor=MUTED, spaceBefore=3)
REMARK = _style("remark", 9, 12, textColor=MUTED, spaceAfter=7, leftIndent=HANG)
ENTRY = _style("entry", 12, 18, leftIndent=HANG, rightIndent=36, bulletColor=MUTED)
SIGNATURE = _style("signature", 12, 16.5, leftIndent=HANG)

LABEL = _style("label", 10, 13.5, SEMIBOLD, textColor=BRAND)
VALUE = _style("value", 10, 13.5)
#: Words beside a label, and an item of a list there.
BESIDE = _style("beside", 12, 16, spaceAfter=3)
BESIDE_ITEM = _style("beside item", 12, 16, leftIndent=20, bulletIndent=2, spaceAfter=2)

#: The size of the type of words in all that is written here, in points, and that which is being set.
USUAL_POINTS = 12
_points: ContextVar[int] = ContextVar("points", default=USUAL_POINTS)
#: What keeps its size, as it is fitted into columns.
_FITTED = "cell"


@contextlib.contextmanager
def type_of(points: int) -> Iterator[None]:
    """Set whatever is set within in type of this size, each style larger by the same share."""
    before = _points.set(points)
    try:
        yield
    finally:
        _points.reset(before)


def sized(style: ParagraphStyle) -> ParagraphStyle:
    """A style in the size that is being set."""
    points = _points.get()
    return style if points == USUAL_POINTS or style.name.startswith(_FITTED) else _sized(style, points / USUAL_POINTS)


@cache
def _sized(style: ParagraphStyle, by: float) -> ParagraphStyle:
    measures = "fontSize", "leading", "bulletFontSize", "spaceBefore", "spaceAfter", "leftIndent", "bulletIndent"
    larger = {name: getattr(style, name) * by for name in measures}
    return ParagraphStyle(style.name, style, **larger)


#: The type of a table's cells, the largest that fits first.
CELL_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5)


def cell_style(size: float, *, strong: bool = False, right: bool = False, header: bool = False) -> ParagraphStyle:
    """The style of a cell's words."""
    return _style(
        "cell",
        size,
        size * 1.32,
        SEMIBOLD if strong or header else REGULAR,
        alignment=TA_RIGHT if right else 0,
        textColor=BRAND if header else INK,
    )
