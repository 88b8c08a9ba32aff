"""The chart of rank acceptability: how often each option takes each place, one stacked bar an option, first place to last."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.appraisal.wording import short_place
from desktop.papers.charts.colours import ChartColours, blend, ink_on
from desktop.papers.charts.data.certainty_parts import Acceptability, PlaceBar
from desktop.papers.charts.pen import Meaning, Pen, with_figures
from desktop.papers.charts.rows import fitted, names_width, row_name
from desktop.papers.charts.weight_chart import say
from desktop.papers.content.chances import chance
from desktop.papers.fonts import width

#: With more places than this the last are one.
_MOST_PLACES = 8


@with_figures
def acceptability(wide: float, high: float, colours: ChartColours, parts: Acceptability) -> Drawing:
    """Bars of 100% in the order given: first place is the darkest and stands first, and each place follows the one before it."""
    pen, text = Pen(wide, high, colours), colours.text
    if not parts.bars:
        say(pen, " ".join(parts.why))
        return pen.drawing
    left = min(names_width(parts.bars, text) + 16, wide * 0.3)
    scale = max(wide - left - width("100%", text * 0.92) / 2 - 3, 1) / 100
    places = max(len(bar.chances) for bar in parts.bars)
    names = _place_names(places)
    shades = _shades(colours, len(names))
    rows = _key(pen, names, shades, left, text * 0.92)
    top, foot = text * (0.6 + 1.5 * rows), text * 1.9
    shown, pitch = fitted(pen, len(parts.bars), top, high - foot, left)
    thick = max(round(min(28.0, pitch * 0.66)), 4)
    for tick in range(0, 101, 20):
        x = round(left + tick * scale) + 0.5
        if not colours.outline:
            pen.line(x, round(top), x, high - foot, meaning=Meaning("axis"))
        pen.text(x, high - foot + text + 3, f"{tick}%", "middle", colours.muted, text * 0.92, meaning=Meaning("axis"))
    for index, bar in enumerate(parts.bars[:shown]):
        y = round(top + pitch * index + (pitch - thick) / 2)
        meaning = Meaning("name", bar.record, bar.words)
        row_name(pen, bar.name, left, y + thick / 2, pitch, meaning=meaning, benchmark=bar.benchmark, barred=bar.barred, leader=bar.leader)
        _places(pen, bar, names, shades, left, y, thick, scale)
    return pen.drawing


def _shades(colours: ChartColours, count: int) -> list[str]:
    """One shade a place, from the accent to all but the page."""
    if count == 1:
        return [colours.accent]
    return [blend(colours.accent, colours.page, 0.9 * index / (count - 1)) for index in range(count)]


def _place_names(places: int) -> list[str]:
    """The places, those after the first few together where there are many: their shades could not be told apart."""
    apart = places if places <= _MOST_PLACES else _MOST_PLACES - 1
    names = [short_place(place) for place in range(1, apart + 1)]
    return names if apart == places else [*names, f"{short_place(apart + 1)} to {short_place(places)}"]


def _key(pen: Pen, names: list[str], shades: list[str], left: float, size: float) -> int:
    """Each place with its shade, in as many rows as they need. Returns how many."""
    side = size * 0.87
    x, row = left, 0
    for index, (name, shade) in enumerate(zip(names, shades, strict=True)):
        words = f"{name} place" if index == 0 else name
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


def _places(pen: Pen, bar: PlaceBar, names: list[str], shades: list[str], left: float, y: float, thick: float, scale: float) -> None:
    x, text = left, pen.colours.text
    last = len(names) - 1
    for index, share in enumerate((*bar.chances[:last], sum(bar.chances[last:]))):
        long = share * scale
        if long <= 0:
            continue
        words = f"{bar.name}: {names[index]} in {chance(share / 100)}"
        meaning = Meaning("place", bar.record, words)
        pen.box(x + 0.5, y + 0.5, max(long - 1, 0.5), thick - 1, shades[index], _edge(pen.colours), 0.75, meaning=meaning)
        shown = chance(share / 100)
        if long > width(shown, text) + 6 and thick >= text:
            pen.text(
                x + long / 2, y + thick / 2 + text * 0.36, shown, "middle", ink_on(shades[index]), meaning=Meaning("chance", bar.record)
            )
        x += long
