"""The two charts of scores: what each heading of criteria brings to each option, and what each group made of it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours, ink_on
from desktop.papers.charts.data.parts import OptionBar
from desktop.papers.charts.pen import Meaning, Pen, with_figures, wrap
from desktop.papers.charts.rows import fitted, names_width, row_name
from desktop.papers.fonts import width


@with_figures
def contributions(wide: float, high: float, colours: ChartColours, bars: Sequence[OptionBar]) -> Drawing:
    """Stacked bars in the order given, the leader's name in the accent and the benchmark in greys.

    A range is its words after the bar and a whisker below it. Headings are named over the first bar where they fit, else in a key.
    """
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    left = min(names_width(bars, text) + 16, wide * 0.27)
    right = max((width(bar.label, text, True) for bar in bars), default=0) + 20
    scale = max(wide - left - right, 1) / 100
    names = [segment.name for segment in bars[0].segments] if bars else []
    direct = bool(bars) and _named_directly(bars[0], small, scale)
    rows = 0 if direct or len(names) < 2 else _key(pen, names, left, small)
    top, foot = text * (2.2 if direct else 0.6 + 1.5 * rows), text * 1.9
    shown, pitch = fitted(pen, len(bars), top, high - foot, left)
    thick = max(round(min(28.0, pitch * 0.6)), 4)
    _score_axis(pen, left, scale, top + (pitch - thick) / 2 - 4, high - foot, 20)
    for index, bar in enumerate(bars[:shown]):
        y = round(top + pitch * index + (pitch - thick) / 2)
        _name(pen, bar, left, y + thick / 2, pitch)
        x = _stack(pen, bar, left, y, thick, scale)
        if direct and index == 0:
            _direct_names(pen, bar, left, y, small, scale)
        end = x
        if bar.is_range and bar.low is not None and bar.high is not None:
            below = y + thick + 6
            pen.whisker(left + bar.low * scale, below, left + bar.high * scale, below, Meaning("whisker", bar.record, bar.words))
        _label(pen, bar, end + 8, y + thick / 2)
    return pen.drawing


@with_figures
def score_dots(wide: float, high: float, colours: ChartColours, bars: Sequence[OptionBar]) -> Drawing:
    """One bar an option with each group's own score as a shape, in lanes, so that equal scores never hide one another."""
    pen, text = Pen(wide, high, colours), colours.text
    left = min(names_width(bars, text) + 16, wide * 0.34)
    right = max((width(bar.label, text, True) for bar in bars), default=0) + 24
    groups = list(dict.fromkeys(dot.group for bar in bars for dot in bar.dots))
    rows = _group_key(pen, groups, text * 0.92) if len(groups) > 1 else 0
    top, foot = text * (0.6 + 1.5 * rows), text * 1.9
    scale = max(wide - left - right, 1) / 100
    shown, pitch = fitted(pen, len(bars), top, high - foot, left)
    thick = max(round(min(18.0, pitch * 0.5)), 4)
    _score_axis(pen, left, scale, top, high - foot, 25)
    for index, bar in enumerate(bars[:shown]):
        y = round(top + pitch * index + (pitch - thick) / 2)
        _name(pen, bar, left, y + thick / 2, pitch)
        fill = colours.greys[0] if bar.benchmark else colours.accent if bar.leader else colours.soft
        if bar.score is not None:
            pen.box(
                left,
                y,
                bar.score * scale,
                thick,
                fill,
                colours.ink if colours.outline else None,
                meaning=Meaning("bar", bar.record, bar.words),
            )
        end = left + (bar.score or 0) * scale
        for lane, dot in enumerate(bar.dots if len(groups) > 1 else ()):
            if dot.score is not None:
                shift = (lane - (len(bar.dots) - 1) / 2) * (thick / max(len(bar.dots) - 1, 1))
                pen.mark(
                    groups.index(dot.group), left + dot.score * scale, y + thick / 2 + shift, 4.6, Meaning("dot", dot.record, dot.words)
                )
                end = max(end, left + dot.score * scale + 5)
        _label(pen, bar, end + 8, y + thick / 2)
    return pen.drawing


def _named_directly(bar: OptionBar, size: float, scale: float) -> bool:
    """Whether each heading's name fits over its part of the bar in two lines, no word broken."""
    return len(bar.segments) > 1 and all(
        max((width(word, size, True) for word in segment.name.split()), default=0) <= segment.points * scale + 4
        and len(wrap(segment.name, size, segment.points * scale + 4, True)) < 3
        for segment in bar.segments
    )


def _direct_names(pen: Pen, bar: OptionBar, left: float, y: float, size: float, scale: float) -> None:
    x = left
    for segment in bar.segments:
        for line, words in enumerate(reversed(wrap(segment.name, size, segment.points * scale + 4, True))):
            pen.text(
                x + segment.points * scale / 2, y - 6 - line * size * 1.2, words, "middle", size=size, bold=True, meaning=Meaning("key")
            )
        x += segment.points * scale


def _key(pen: Pen, names: Sequence[str], left: float, size: float) -> int:
    """The headings with their colours, in as many rows as they need. Returns how many."""
    side = size * 0.87
    x, row = left, 0
    for index, name in enumerate(names):
        room = side * 1.4 + width(name, size) + 16
        if x > left and x + room > pen.width:
            x, row = left, row + 1
        top = 2 + row * size * 1.6
        colour = pen.colours.series[index % len(pen.colours.series)]
        pen.box(x, top, side, side, colour, pen.colours.ink if pen.colours.outline else None, meaning=Meaning("key"))
        pen.text(x + side * 1.4, top + side * 0.87, name, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _group_key(pen: Pen, groups: Sequence[str], size: float) -> int:
    x, row = 0.0, 0
    for index, group in enumerate(groups):
        room = 14 + width(group, size) + 18
        if x and x + room > pen.width:
            x, row = 0.0, row + 1
        middle = size * 0.7 + row * size * 1.6
        pen.mark(index, x + 5, middle, 4.2, Meaning("key"))
        pen.text(x + 14, middle + size * 0.36, group, colour=pen.colours.muted, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _score_axis(pen: Pen, left: float, scale: float, top: float, foot: float, step: int) -> None:
    for tick in range(0, 101, step):
        x = round(left + tick * scale) + 0.5
        if not pen.colours.outline:  # values are printed: high contrast does without the lines
            pen.line(x, round(top), x, foot, meaning=Meaning("axis"))
        pen.text(x, foot + pen.colours.text + 3, str(tick), "middle", pen.colours.muted, pen.colours.text * 0.92, meaning=Meaning("axis"))


def _name(pen: Pen, bar: OptionBar, left: float, middle: float, pitch: float) -> None:
    meaning = Meaning("name", bar.record, bar.words)
    row_name(pen, bar.name, left, middle, pitch, meaning=meaning, benchmark=bar.benchmark, barred=bar.barred, leader=bar.leader)


def _stack(pen: Pen, bar: OptionBar, left: float, y: float, thick: float, scale: float) -> float:
    """The parts of one bar, each with its points where they fit. Returns where the bar ends."""
    x, colours = left, pen.colours
    for index, segment in enumerate(bar.segments):
        fills = colours.greys if bar.benchmark else colours.series
        if len(bar.segments) == 1:
            fill = colours.greys[0] if bar.benchmark else colours.accent if bar.leader else colours.soft
        else:
            fill = fills[index % len(fills)]
        long = segment.points * scale
        if long > 0:
            pen.box(
                x + 0.5,
                y,
                max(long - 1.5, 0.5),
                thick,
                fill,
                colours.ink if colours.outline else None,
                meaning=Meaning("bar", segment.record, segment.words),
            )
        shown = f"{segment.points:.0f}"
        if len(bar.segments) > 1 and long > width(shown, colours.text) + 6 and thick >= colours.text:
            pen.text(x + long / 2, y + thick / 2 + colours.text * 0.36, shown, "middle", ink_on(fill))
        x += long
    return x


def _label(pen: Pen, bar: OptionBar, x: float, middle: float) -> None:
    text = pen.colours.text
    pen.box(x - 3, middle - text * 0.7, width(bar.label, text, True) + 6, text * 1.4, pen.colours.page)
    pen.text(
        x,
        middle + text * 0.36,
        bar.label,
        colour=pen.colours.accent if bar.leader else pen.colours.ink,
        bold=True,
        meaning=Meaning("score", bar.record, bar.words),
    )
