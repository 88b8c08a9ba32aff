"""How the council tax of each area of a new council goes to one rate: a line an area, named with its rate where it begins."""

from __future__ import annotations

from math import ceil

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.council_tax import RateLines, rate_words
from desktop.papers.charts.label_places import spread_out
from desktop.papers.charts.pen import Meaning, Pen, shortened, with_figures
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

#: No name takes more of the width than this.
_NAMES = 0.4


@with_figures
def rate_lines(wide: float, high: float, colours: ChartColours, parts: RateLines) -> Drawing:
    """The dearest and the cheapest area in colour, the rest in grey; the heights are from the lowest to the highest rate, not from £0."""
    pen, text = Pen(wide, high, colours), colours.text
    if not parts.lines:
        say(pen, rate_words(parts))
        return pen.drawing
    small = text * 0.92
    figures = max(width(line.first, small, True) for line in parts.lines) + 8
    names = min(max(width(line.name, small) for line in parts.lines), wide * _NAMES - figures)
    left, right = names + figures + 26, wide - width(parts.last, small, True) - 10
    top, foot = text, high - text * 2.4
    every = [rate for line in parts.lines for rate in line.rates]
    low, span = min(every), max(max(every) - min(every), 0.01)
    pitch = (right - left) / (len(parts.years) - 1)
    step = ceil((width(parts.years[0], small) + 10) / pitch)

    def y(rate: float) -> float:
        return foot - (foot - top) * (rate - low) / span

    for index, year in enumerate(parts.years):
        x = left + pitch * index
        pen.line(x, top, x, foot + 4, meaning=Meaning("axis"))
        if index % step == 0 or index == len(parts.years) - 1:
            pen.text(
                min(x, wide - width(year, small) / 2), foot + small * 1.7, year, "middle", colours.muted, small, meaning=Meaning("axis")
            )
    places = spread_out([y(line.rates[0]) for line in parts.lines], small * 1.25, top, foot)
    for index, (line, place) in enumerate(zip(parts.lines, places, strict=True)):
        ends = {0: colours.series[1], len(parts.lines) - 1: colours.series[0]}
        colour = colours.ink if colours.outline else ends.get(index, colours.greys[1])
        path = [(left + pitch * number, y(rate)) for number, rate in enumerate(line.rates)]
        pen.path(path, colour, 2.25 if index in ends else 1.25, Meaning("line", line.record))
        pen.line(left - 20, place, *path[0], colour, 1, meaning=Meaning("connector", line.record))
        pen.mark(index, *path[0], 3.6, Meaning("start", line.record), colour)
        base, meaning = place + small * 0.36, Meaning("name", line.record, line.words)
        pen.text(0, base, shortened([line.name], 1, small, names)[0], size=small, meaning=meaning)
        pen.text(left - 24, base, line.first, "end", size=small, bold=True, meaning=Meaning("rate", line.record))
    end = y(parts.lines[0].rates[-1])
    pen.mark(3, right, end, 4.4, Meaning("one rate"))
    pen.text(wide, end + small * 0.36, parts.last, "end", size=small, bold=True, meaning=Meaning("one rate"))
    return pen.drawing
