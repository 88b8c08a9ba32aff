"""What a page of a PDF shows, operator by operator: each run of text with its mark, its place, its colour and the colour behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_WHITE: Colour = (1, 1, 1)
_FILLS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})


@dataclass(frozen=True)
class Mark:
    """One marked-content sequence: its tag, and of an artifact its type and subtype."""

    tag: str
    number: int | None
    kind: str = ""
    subtype: str = ""


@dataclass(frozen=True)
class Shown:
    """One run of text: its codes in its font, its size and place in points, and two colours, each part from 0 to 1."""

    marks: tuple[Mark, ...]
    font: str
    codes: bytes
    size: float
    x: float
    y: float
    colour: Colour
    ground: Colour

    @property
    def artifact(self) -> Mark | None:
        """The artifact it stands in."""
        return next((mark for mark in self.marks if mark.tag == "/Artifact"), None)


@dataclass(frozen=True)
class _State:
    matrix: Matrix = _PLAIN
    colour: Colour = (0, 0, 0)
    alpha: float = 1
    font: str = ""
    size: float = 0
    leading: float = 0


@dataclass
class _Page:
    marks: list[Mark] = field(default_factory=list)
    painted: list[tuple[list[tuple[float, float]], Colour, float]] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    found: list[Mark] = field(default_factory=list)


@lru_cache(maxsize=2)
def pages(pdf: bytes) -> tuple[tuple[list[Shown], list[Mark]], ...]:
    """The contents of each page of a file, which is read once for all that look at it."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return tuple(contents(page) for page in file.pages)


def contents(page: pikepdf.Page) -> tuple[list[Shown], list[Mark]]:
    """Every run of text of a page, and every mark, in the order in which they are drawn."""
    held = _Page()
    _walk(held, page, page.obj.get("/Resources", pikepdf.Dictionary()), _State())
    return held.shown, held.found


def _walk(held: _Page, stream: Any, resources: Any, state: _State) -> None:
    kept: list[_State] = []
    text = line = _PLAIN
    path: list[list[tuple[float, float]]] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                kept.append(state)
            case "Q":
                state = kept.pop()
            case "BDC" | "BMC":
                mark = _mark(operands)
                held.marks.append(mark)
                held.found.append(mark)
            case "EMC":
                held.marks.pop()
            case "BT" | "Tm" | "Td" | "T*" as operator:
                text = line = _line_start(operator, operands, line, state.leading)
            case "Tj" | "TJ":
                _show(held, operands[0], text, state)
            case "re":
                x, y, wide, high = map(float, operands)
                path.append([_at(state.matrix, *point) for point in ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))])
            case "m":
                path.append([_at(state.matrix, float(operands[0]), float(operands[1]))])
            case "l" | "c" | "v" | "y":
                path[-1].append(_at(state.matrix, float(operands[-2]), float(operands[-1])))
            case "n" | "S" | "s":
                path = []
            case fill if fill in _FILLS:
                held.painted += [(points, state.colour, state.alpha) for points in path]
                path = []
            case "Do":
                form = resources.XObject[str(operands[0])]
                if form.Subtype == "/Form":
                    matrix = _matrix(form.get("/Matrix", _PLAIN))
                    _walk(held, form, form.get("/Resources", resources), replace(state, matrix=_times(matrix, state.matrix)))
            case operator:
                state = _state_after(state, operator, operands, resources)


def _line_start(operator: str, operands: Any, line: Matrix, leading: float) -> Matrix:
    """Where a line of text begins, after one that began at `line`."""
    if operator == "BT":
        return _PLAIN
    if operator == "Tm":
        return _matrix(operands)
    across, down = (float(operands[0]), float(operands[1])) if operator == "Td" else (0, -leading)
    return _times((1, 0, 0, 1, across, down), line)


def _state_after(state: _State, operator: str, operands: Any, resources: Any) -> _State:
    """The state after an operator that changes it; the same after any other."""
    match operator:
        case "cm":
            return replace(state, matrix=_times(_matrix(operands), state.matrix))
        case "gs":
            alpha = resources.ExtGState[str(operands[0])].get("/ca")
            return state if alpha is None else replace(state, alpha=float(alpha))
        case "rg":
            red, green, blue = map(float, operands)
            return replace(state, colour=(red, green, blue))
        case "g":
            return replace(state, colour=(float(operands[0]),) * 3)
        case "Tf":
            return replace(state, font=str(operands[0]), size=float(operands[1]))
        case "TL":
            return replace(state, leading=float(operands[0]))
    return state


def _show(held: _Page, words: Any, text: Matrix, state: _State) -> None:
    parts = [words] if isinstance(words, pikepdf.String) else [part for part in words if isinstance(part, pikepdf.String)]
    codes = b"".join(bytes(part) for part in parts)
    if not codes.strip():
        return
    whole = _times(text, state.matrix)
    size = state.size * (whole[0] ** 2 + whole[1] ** 2) ** 0.5
    # The middle of the first letter, or near it.
    x, y = _at(whole, 0.25 * state.size, 0.3 * state.size)
    held.shown.append(Shown(tuple(held.marks), state.font, codes, size, x, y, state.colour, _ground(held, x, y)))


def _ground(held: _Page, x: float, y: float) -> Colour:
    """The colour at a place before any text is there."""
    red, green, blue = _WHITE
    for points, paint, alpha in held.painted:
        if _inside(points, x, y):
            red, green, blue = (alpha * new + (1 - alpha) * old for new, old in zip(paint, (red, green, blue), strict=True))
    return red, green, blue


def _inside(points: list[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _mark(operands: Any) -> Mark:
    held = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else pikepdf.Dictionary()
    number = held.get("/MCID")
    return Mark(str(operands[0]), None if number is None else int(number), str(held.get("/Type", "")), str(held.get("/Subtype", "")))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def contrast(first: Colour, second: Colour) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def elements(root: Any) -> Iterator[Any]:
    """Every structure element of a file, in the order in which they are read."""
    waiting = [root.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += reversed(list(each))
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            if "/K" in each:
                waiting.append(each.K)
