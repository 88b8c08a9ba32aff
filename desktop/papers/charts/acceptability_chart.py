"""The chart of rank acceptability: how often each option takes each place, one stacked bar an option, first place to last."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours, blend, ink_on
from desktop.papers.charts.data.certainty_parts import Acceptability, PlaceBar
from desktop.papers.charts.data.parts import standing
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, wrap
from desktop.papers.charts.weight_chart import say
from desktop.papers.content.chances import chance, short_place
from desktop.papers.fonts import width


def acceptability(wide: float, high: float, colours: ChartColours, parts: Acceptability) -> Drawing:
    """Bars of 100% in the order given: first place is the darkest and stands first, and each place follows the one before it."""
    pen, text = Pen(wide, high, colours), colours.text
    if not parts.bars:
        say(pen, " ".join(parts.why))
        return pen.drawing
    left = min(max(width(bar.name, text, True) for bar in parts.bars) + 16, wide * 0.3)
    scale = max(wide - left - width("100%", text * 0.92) / 2 - 3, 1) / 100
    shades = _shades(colours, max(len(bar.chances) for bar in parts.bars))
    rows = _key(pen, shades, left, text * 0.92)
    top, foot = text * (0.6 + 1.5 * rows), text * 1.9
    pitch = (high - top - foot) / len(parts.bars)
    thick = max(round(min(28.0, pitch * 0.66)), 4)
    for tick in range(0, 101, 20):
        x = round(left + tick * scale) + 0.5
        if not colours.outline:
            pen.line(x, round(top), x, high - foot, meaning=Meaning("axis"))
        pen.text(x, high - foot + text + 3, f"{tick}%", "middle", colours.muted, text * 0.92, meaning=Meaning("axis"))
    for index, bar in enumerate(parts.bars):
        y = round(top + pitch * index + (pitch - thick) / 2)
        meaning = Meaning("name", bar.record, bar.words)
        state = standing(benchmark=bar.benchmark, barred=bar.barred)
        bar_name(pen, bar.name, left, y + thick / 2, pitch, meaning=meaning, state=state, leader=bar.leader)
        _places(pen, bar, shades, left, y, thick, scale)
    return pen.drawing


def bar_name(
    pen: Pen, name: str, left: float, middle: float, pitch: float, *, meaning: Meaning, state: str = "", leader: bool = False
) -> None:
    """An option's name to the left of its bar, and what is told of it, in as many lines as the room between bars has."""
    text, room = pen.colours.text, left - 16
    most = max(1, min(3, int(pitch // (text * 1.15))))
    lines = wrap(name, text, room, leader)
    quiet = bool(state) and most > 1
    lines = shortened(lines, most - 1 if quiet else most, text, room, leader)
    if quiet:
        lines.append(state)
    for index, line in enumerate(lines):
        muted = quiet and index == len(lines) - 1
        base = middle + text * 0.36 + (index - (len(lines) - 1) / 2) * text * 1.15
        colour = pen.colours.muted if muted else pen.colours.accent if leader else pen.colours.ink
        pen.text(left - 12, base, line, "end", colour, text * (0.92 if muted else 1), leader and not muted, once(meaning, index))


def _shades(colours: ChartColours, count: int) -> list[str]:
    """One shade a place, from the accent to all but the page."""
    if count == 1:
        return [colours.accent]
    return [blend(colours.accent, colours.page, 0.9 * index / (count - 1)) for index in range(count)]


def _key(pen: Pen, shades: list[str], left: float, size: float) -> int:
    """Each place with its shade, in as many rows as they need. Returns how many."""
    side = size * 0.87
    x, row = left, 0
    for index, shade in enumerate(shades):
        words = f"{short_place(index + 1)} place" if index == 0 else short_place(index + 1)
        room = side * 1.4 + width(words, size) + 14
        if x > left and x + room > pen.width:
            x, row = left, row + 1
        top = 2 + row * size * 1.6
        pen.box(x, top, side, side, shade, _edge(pen.colours), meaning=Meaning("key"))
        pen.text(x + side * 1.4, top + side * 0.87, words, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _edge(colours: ChartColours) -> str:
    """Every part has an edge, as the palest are near the page's own colour."""
    return colours.ink if colours.outline else colours.muted


def _places(pen: Pen, bar: PlaceBar, shades: list[str], left: float, y: float, thick: float, scale: float) -> None:
    x, text = left, pen.colours.text
    for index, share in enumerate(bar.chances):
        long = share * scale
        if long <= 0:
            continue
        words = f"{bar.name}: {short_place(index + 1)} in {chance(share / 100)}"
        meaning = Meaning("place", bar.record, words)
        pen.box(x + 0.5, y + 0.5, max(long - 1, 0.5), thick - 1, shades[index], _edge(pen.colours), 0.75, meaning=meaning)
        shown = chance(share / 100)
        if long > width(shown, text) + 6 and thick >= text:
            pen.text(
                x + long / 2, y + thick / 2 + text * 0.36, shown, "middle", ink_on(shades[index]), meaning=Meaning("chance", bar.record)
            )
        x += long
