"""Draws on a ReportLab drawing with y counted down from the top, as on a screen, and marks each shape with what it stands for.

One unit is a logical pixel on screen and 0.75 pt on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, TypeVar

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color, HexColor

from desktop.late_dataclass import dataclass
from desktop.papers.charts.colours import ChartColours
from desktop.papers.fonts import REGULAR, SEMIBOLD, width
from desktop.papers.pdf.safe_text import clean

_Figures = TypeVar("_Figures")

#: Points a unit on paper.
PAPER_SCALE = 0.75


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a shape stands for: its role in the chart, the record behind it, and words for who points at it or cannot see it."""

    role: str
    record: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class HotSpot:
    """Where a shape with words lies, in units from the top left corner."""

    meaning: Meaning
    left: float
    top: float
    width: float
    height: float


def once(meaning: Meaning, index: int) -> Meaning:
    """The meaning of one line of a text of several: its words stand on the first alone, so that stepping through marks tells them once."""
    return meaning if index == 0 else Meaning(meaning.role, meaning.record)


@lru_cache(maxsize=64)
def _ink(colour: str) -> Color:
    """A colour as ReportLab has it; a chart has hundreds of marks in a dozen."""
    return HexColor(colour)


class Pen:
    """A drawing in the making."""

    def __init__(self, wide: float, high: float, colours: ChartColours) -> None:
        self.drawing = Drawing(wide, high)
        self.width, self.height, self.colours = wide, high, colours

    def pin(self, top: float, foot: float) -> None:
        """Say how much at the top and at the foot is of every row, such as the key and the scale: it stays in sight where rows scroll."""
        self.drawing.__dict__["pinned"] = (top, foot)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        anchor: str = "start",
        colour: str | None = None,
        size: float | None = None,
        bold: bool = False,
        meaning: Meaning | None = None,
    ) -> None:
        """Words with their base line at `y`; `anchor` is start, middle or end."""
        self._add(
            String(
                x,
                self.height - y,
                clean(words),
                fontName=SEMIBOLD if bold else REGULAR,
                fontSize=size or self.colours.text,
                fillColor=_ink(colour or self.colours.ink),
                textAnchor=anchor,
            ),
            meaning or Meaning("label"),
        )

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 1,
        dash: Sequence[float] | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        """A rectangle from its top left corner."""
        self._add(
            Rect(
                x,
                self.height - y - high,
                wide,
                high,
                fillColor=_ink(fill) if fill else None,
                strokeColor=_ink(stroke) if stroke else None,
                strokeWidth=line if stroke else 0,
                strokeDashArray=list(dash) if dash else None,
            ),
            meaning or Meaning("ground"),
        )

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str | None = None,
        line: float = 1,
        dash: Sequence[float] | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        self._add(
            Line(
                x1,
                self.height - y1,
                x2,
                self.height - y2,
                strokeColor=_ink(colour or self.colours.rule),
                strokeWidth=line,
                strokeDashArray=list(dash) if dash else None,
            ),
            meaning or Meaning("rule"),
        )

    def mark(self, shape: int, x: float, y: float, radius: float, meaning: Meaning, fill: str | None = None) -> None:
        """A circle, a square, a triangle, then a diamond, told apart without colour, with an edge of the page around it.

        From the fifth on the same again, hollow.
        """
        inside, edge = _ink(fill or self.colours.ink), _ink(self.colours.page)
        hollow = shape % 8 > 3
        style: dict[str, Any] = {
            "fillColor": edge if hollow else inside,
            "strokeColor": inside if hollow else edge,
            "strokeWidth": 1.5 if hollow else 1,
        }
        y = self.height - y
        drawn: Shape
        if shape % 4 == 0:
            drawn = Circle(x, y, radius, **style)
        elif shape % 4 == 1:
            side = radius * 1.76
            drawn = Rect(x - side / 2, y - side / 2, side, side, **style)
        elif shape % 4 == 2:
            drawn = Polygon([x, y + radius * 1.15, x + radius * 1.1, y - radius * 0.85, x - radius * 1.1, y - radius * 0.85], **style)
        else:
            reach = radius * 1.25
            drawn = Polygon([x, y + reach, x + reach, y, x, y - reach, x - reach, y], **style)
        self._add(drawn, meaning)

    def area(self, points: Sequence[tuple[float, float]], fill: str, opacity: float, meaning: Meaning) -> None:
        colour = _ink(fill)
        self._add(
            Polygon(
                self._flat(points), fillColor=Color(colour.red, colour.green, colour.blue, alpha=opacity), strokeColor=None, strokeWidth=0
            ),
            meaning,
        )

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, line: float, meaning: Meaning, dash: Sequence[float] | None = None
    ) -> None:
        self._add(
            PolyLine(
                self._flat(points),
                strokeColor=_ink(colour),
                strokeWidth=line,
                strokeDashArray=list(dash) if dash else None,
                strokeLineJoin=1,
                strokeLineCap=0,
            ),
            meaning,
        )

    def whisker(self, x1: float, y1: float, x2: float, y2: float, meaning: Meaning) -> None:
        """A range from one end to the other, level or upright, with a stroke across each end."""
        across, along = (4, 0) if x1 == x2 else (0, 4)
        self.line(x1, y1, x2, y2, self.colours.ink, 1.5, meaning=meaning)
        for x, y in ((x1, y1), (x2, y2)):
            self.line(x - across, y - along, x + across, y + along, self.colours.ink, 1.5, meaning=Meaning(meaning.role, meaning.record))

    def _flat(self, points: Sequence[tuple[float, float]]) -> list[float]:
        return [value for x, y in points for value in (x, self.height - y)]

    def _add(self, shape: Shape, meaning: Meaning) -> None:
        # ReportLab lets a shape have none but its own attributes: these are set past its check, and it never reads them.
        shape.__dict__.update(role=meaning.role, record=meaning.record, words=meaning.words)
        self.drawing.add(shape)


def with_figures(
    draw: Callable[[float, float, ChartColours, _Figures], Drawing],
) -> Callable[[float, float, ChartColours, _Figures], Drawing]:
    """A chart whose drawing knows the figures that it shows, so that they can be copied as a table from wherever it is shown."""

    @wraps(draw)
    def drawn(wide: float, high: float, colours: ChartColours, figures: _Figures) -> Drawing:
        drawing = draw(wide, high, colours, figures)
        drawing.__dict__["figures"] = figures
        return drawing

    return drawn


def hot_spots(drawing: Drawing) -> tuple[HotSpot, ...]:
    """Every shape of a drawing that has words of its own, last drawn last."""
    spots = []
    for shape in drawing.contents:
        attributes = shape.__dict__
        if attributes.get("words"):
            x1, y1, x2, y2 = shape.getBounds()
            left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            meaning = Meaning(attributes["role"], attributes["record"], attributes["words"])
            spots.append(HotSpot(meaning, left, drawing.height - top, right - left, top - bottom))
    return tuple(spots)


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The words in as few lines as fit the room; a word wider than the room keeps a line of its own."""
    lines: list[str] = []
    for word in text.split():
        trial = f"{lines[-1]} {word}" if lines else word
        if lines and width(trial, size, bold) <= room:
            lines[-1] = trial
        else:
            lines.append(word)
    return lines


def shortened(lines: list[str], most: int, size: float, room: float, bold: bool = False) -> list[str]:
    """At most so many lines, each no wider than the room, with an ellipsis where words were left out."""
    kept = [_fitted(line, size, room, bold) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _fitted(f"{lines[most - 1]}…", size, room, bold)
    return kept


def _fitted(text: str, size: float, room: float, bold: bool) -> str:
    if width(text, size, bold) <= room:
        return text
    text = text.rstrip("…")[:200]
    while text and width(f"{text}…", size, bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
