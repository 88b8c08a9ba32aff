"""A ReportLab drawing as SVG text: that QtSvg draws exactly, or that stands within a page of HTML.

ReportLab's own renderer for SVG is not used: it paints its clip path, which QtSvg shows as a black sheet; it cuts colours to whole
per cents and text positions to whole units; and it names fonts as ReportLab does, so that Qt takes another. This one stands on
the same base class. Loads ReportLab, so it is imported only when a chart is first painted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from reportlab.graphics.renderbase import Renderer, getStateDelta
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, String
from reportlab.pdfbase import pdfmetrics

_WEIGHTS = {"light": 300, "semibold": 600, "bold": 700, "black": 900}
#: How far the edge of a box may reach beyond it.
_EDGE = 4.0
_IDENTITY = (1, 0, 0, 1, 0, 0)
#: ReportLab writes a path as operators and points apart: how many numbers each operator takes, and its letter in SVG.
_PATH = ((2, "M"), (2, "L"), (6, "C"), (0, "Z"))


def to_svg(drawing: Drawing, band: tuple[float, float] | None = None) -> bytes:
    """The drawing, one unit a logical pixel. Fonts must be TrueType fonts known to both ReportLab and Qt.

    With a `band`, its top and its foot counted down from the top, only the shapes that reach into it: in their places, on the whole size.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return f"{head}{_shapes(drawing if band is None else _within(drawing, *band), _SvgRenderer(drawing.height))}</svg>".encode()


def inline_svg(drawing: Drawing, key: str, title: str, alternative: str) -> str:
    """The drawing as an image within a page of HTML, of one unit a pixel at most: its title and the same in words, for who cannot see it.

    `key` is its own among the page's. Each run of text is as wide as on paper, whatever face a browser has for it.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    named = f'role="img" aria-labelledby="{key}-title" aria-describedby="{key}-words" viewBox="0 0 {width} {height}"'
    words = f'<title id="{key}-title">{escape(title)}</title><desc id="{key}-words">{escape(alternative)}</desc>'
    shapes = _shapes(drawing, _SvgRenderer(drawing.height, any_face=True))
    return f'<svg {named} width="{width}" height="{height}">{words}<g aria-hidden="true">{shapes}</g></svg>'


def _within(drawing: Drawing, top: float, foot: float) -> Drawing:
    """The shapes of a drawing that reach into a band of it. What is neither words nor a box is always among them."""
    part = Drawing(drawing.width, drawing.height)
    for shape in drawing.contents:
        low, high = shape.y if isinstance(shape, String | Rect) else 0.0, drawing.height
        if isinstance(shape, String):
            low, high = low - shape.fontSize, low + shape.fontSize * 1.5
        elif isinstance(shape, Rect):
            low, high = low - _EDGE, low + shape.height + _EDGE
        if drawing.height - high <= foot and drawing.height - low >= top:
            part.contents.append(shape)
    return part


def _shapes(drawing: Drawing, renderer: _SvgRenderer) -> str:
    renderer.draw(drawing, _Nowhere(), 0, 0, showBoundary=0)
    return "".join(renderer.out)


@lru_cache(maxsize=32)
def face_of(font_name: str) -> tuple[str, int, bool]:
    """The family, weight (400 is regular) and slant by which Qt knows a font registered with ReportLab."""
    face = pdfmetrics.getFont(font_name).face
    post_script = face.name.decode() if isinstance(face.name, bytes) else str(face.name)
    family, _, style = post_script.partition("-")
    style = style.casefold()
    weight = next((weight for name, weight in _WEIGHTS.items() if name in style), 400)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", family)
    return spaced, weight, style.endswith("it") or "italic" in style or "oblique" in style


def _number(value: float) -> str:
    text = f"{value:.3f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _colour(colour: Any) -> str:
    if colour is None:
        return "none"
    red, green, blue = (round(255 * part) for part in (colour.red, colour.green, colour.blue))
    return f"#{red:02x}{green:02x}{blue:02x}"


class _Nowhere:
    """The base class wants a canvas to put its state by in; everything here is kept by the tracker."""

    def saveState(self) -> None:
        """Nothing to keep."""

    def restoreState(self) -> None:
        """Nothing to give back."""


class _SvgRenderer(Renderer):
    def __init__(self, height: float, *, any_face: bool = False) -> None:
        super().__init__()
        self._height, self._any_face = height, any_face
        self.out: list[str] = []
        self._state: dict[str, Any] = {}
        self._plain = {
            Rect: self.drawRect, Line: self.drawLine, String: self.drawString, Circle: self.drawCircle, Polygon: self.drawPolygon,
            PolyLine: self.drawPolyLine,
        }  # fmt: skip

    def _y(self, value: float) -> str:
        """SVG counts down from the top."""
        return _number(self._height - value)

    def _paint(self, filled: bool = True) -> str:
        state = self._state
        fill, stroke = state["fillColor"] if filled else None, state["strokeColor"]
        parts = [f'fill="{_colour(fill)}"']
        if fill is not None and fill.normalizedAlpha != 1:
            parts.append(f'fill-opacity="{_number(fill.normalizedAlpha)}"')
        if stroke is not None and state["strokeWidth"]:
            parts.append(f'stroke="{_colour(stroke)}" stroke-width="{_number(state["strokeWidth"])}"')
            if state["strokeDashArray"]:
                parts.append(f'stroke-dasharray="{" ".join(_number(length) for length in state["strokeDashArray"])}"')
            if state["strokeLineCap"]:
                parts.append('stroke-linecap="round"')
            if state["strokeLineJoin"]:
                parts.append('stroke-linejoin="round"')
        return " ".join(parts)

    def applyStateChanges(self, delta: Any, new_state: Any) -> None:
        """Every shape writes its whole state."""

    def drawNode(self, node: Any) -> None:
        """A chart is hundreds of plain shapes: their state is their own, so that no stack of states is kept for each."""
        draw = self._plain.get(type(node))
        if draw is not None:
            self._state = self._tracker.getState() | getStateDelta(node)
            draw(node)
            return
        self._tracker.push(getStateDelta(node))
        self._state = self._tracker.getState()
        self.drawNodeDispatcher(node)
        self._tracker.pop()

    def drawGroup(self, group: Any) -> None:
        """A group with its transform, turned about since SVG counts down and ReportLab counts up."""
        transform = tuple(getattr(group, "transform", _IDENTITY))
        moved = transform != _IDENTITY
        if moved:
            a, b, c, d, e, f = transform
            tall = self._height
            matrix = " ".join(_number(part) for part in (a, -b, -c, d, c * tall + e, tall - d * tall - f))
            self.out.append(f'<g transform="matrix({matrix})">')
        for child in group.getContents():
            self.drawNode(child)
        if moved:
            self.out.append("</g>")

    def drawRect(self, shape: Any) -> None:
        corner = f' rx="{_number(shape.rx)}"' if shape.rx else ""
        top = self._y(shape.y + shape.height)
        size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
        self.out.append(f'<rect x="{_number(shape.x)}" y="{top}" {size}{corner} {self._paint()}/>')

    def drawLine(self, shape: Any) -> None:
        ends = f'x1="{_number(shape.x1)}" y1="{self._y(shape.y1)}" x2="{_number(shape.x2)}" y2="{self._y(shape.y2)}"'
        self.out.append(f"<line {ends} {self._paint(filled=False)}/>")

    def drawCircle(self, shape: Any) -> None:
        self.out.append(f'<circle cx="{_number(shape.cx)}" cy="{self._y(shape.cy)}" r="{_number(shape.r)}" {self._paint()}/>')

    def drawEllipse(self, shape: Any) -> None:
        radii = f'rx="{_number(shape.rx)}" ry="{_number(shape.ry)}"'
        self.out.append(f'<ellipse cx="{_number(shape.cx)}" cy="{self._y(shape.cy)}" {radii} {self._paint()}/>')

    def _points(self, shape: Any) -> str:
        return " ".join(f"{_number(x)},{self._y(y)}" for x, y in zip(shape.points[::2], shape.points[1::2], strict=True))

    def drawPolygon(self, shape: Any) -> None:
        self.out.append(f'<polygon points="{self._points(shape)}" {self._paint()}/>')

    def drawPolyLine(self, shape: Any) -> None:
        self.out.append(f'<polyline points="{self._points(shape)}" {self._paint(filled=False)}/>')

    def drawWedge(self, shape: Any) -> None:
        self.drawPolygon(shape.asPolygon())

    def drawPath(self, shape: Any) -> None:
        numbers, words = iter(shape.points), []
        for operator in shape.operators:
            count, letter = _PATH[operator]
            pairs = [(next(numbers), next(numbers)) for _ in range(count // 2)]
            words.append(letter + " ".join(f"{_number(x)},{self._y(y)}" for x, y in pairs))
        self.out.append(f'<path d="{"".join(words)}" {self._paint()}/>')

    def drawString(self, shape: Any) -> None:
        """Text, its anchor worked out from the paper's metrics and written as plain x, so that screen and paper break alike."""
        state = self._state
        name, size = state["fontName"], state["fontSize"]
        family, weight, slanted = face_of(name)
        width = pdfmetrics.stringWidth(shape.text, name, size)
        left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[state["textAnchor"]]
        slant = ' font-style="italic"' if slanted else ""
        if self._any_face:
            family = f"{family}, Segoe UI, Arial, sans-serif"
            slant += f' textLength="{_number(width)}" lengthAdjust="spacingAndGlyphs"' if width else ""
        face = f'font-family="{family}" font-weight="{weight}"{slant} font-size="{_number(size)}"'
        place = f'x="{_number(left)}" y="{self._y(shape.y)}"'
        self.out.append(f'<text {place} {face} fill="{_colour(state["fillColor"])}">{escape(shape.text, quote=False)}</text>')
