"""What moves the net present value most: a bar a driver, from its worst end to its best."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money import pounds_words
from desktop.papers.charts.data.money_parts import TornadoBar, TornadoBars
from desktop.papers.charts.money_scale import ARROW, Level, arrow, key, level_axis
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

_OPEN_LOW, _OPEN_HIGH = "no lowest figure", "no highest figure"


@with_figures
def tornado(wide: float, high: float, colours: ChartColours, parts: TornadoBars) -> Drawing:
    """The widest bar uppermost, below those with an open end, which end in an arrow and say so; nothing is drawn that has no place."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    if not parts.bars:
        say(pen, " ".join(parts.why))
        return pen.drawing
    below = [line for sentence in parts.why for line in wrap(sentence, small, wide - 8)]
    worse = colours.page if colours.outline else colours.series[1]
    rows = key(pen, [("Worse", worse), ("Better", colours.accent)], small) if any(_has_place(bar) for bar in parts.bars) else 0
    left = min(max(max(width(bar.name, text, True), width(bar.ends, small)) for bar in parts.bars) + 14, wide * 0.36)
    told = dict(zip(parts.bars, _end_words(parts.bars), strict=True))
    sides = [told[bar] for bar in parts.bars if _has_place(bar)]
    before = max((width(first, small) for first, _ in sides), default=0) + ARROW + 8
    after = max((width(last, small) for _, last in sides), default=0) + ARROW + 8
    reach = [parts.middle, *(end for bar in parts.bars for end in (bar.worst, bar.best) if end is not None)]
    low, top_end = min(reach), max(reach)
    if low == top_end:
        low, top_end = low - 1000, top_end + 1000
    scale = Level(left + before, max(wide - after, left + before + 40), low, top_end)
    heading = "Most likely net present value" if not parts.is_change else "No change"
    top = rows * small * 1.6 + small * 2.0
    foot = max(high - text * 3.4 - len(below) * small * 1.3, top + text * 2)
    if sides:
        level_axis(pen, scale, top, foot, but=parts.middle)
        middle = round(scale.x(parts.middle)) + 0.5
        pen.line(middle, top - small * 0.3, middle, foot, colours.ink, 1.5, meaning=Meaning("middle", parts.record))
        words = f"{heading} {parts.middle_words}" if not parts.is_change else heading
        half = width(words, small, True) / 2
        pen.text(min(max(middle, half), wide - half), top - small * 0.6, words, "middle", size=small, bold=True,
                 meaning=Meaning("middle", parts.record, words))  # fmt: skip
        caption = "Change of the net present value" if parts.is_change else "Net present value"
        pen.text((scale.left + scale.right) / 2, foot + small * 2.8, caption, "middle", colours.muted, small, meaning=Meaning("axis"))
    pitch = (foot - top) / len(parts.bars)
    for index, bar in enumerate(parts.bars):
        _name(pen, bar, left, top + pitch * index, pitch)
        _bar(pen, scale, bar, top + pitch * (index + 0.5), min(text * 1.5, pitch * 0.62), parts.middle, told[bar])
    for index, line in enumerate(below):
        pen.text(4, foot + small * (4.2 + 1.3 * index), line, size=small, meaning=once(Meaning("why", parts.record, line), index))
    return pen.drawing


def _has_place(bar: TornadoBar) -> bool:
    return bar.worst is not None or bar.best is not None


def _end_words(bars: Sequence[TornadoBar]) -> list[tuple[str, str]]:
    """What stands at the worst and the best end of each bar, all in one unit."""
    words = pounds_words([end for bar in bars for end in (bar.worst, bar.best)])
    return [(first or _OPEN_LOW, last or _OPEN_HIGH) for first, last in zip(words[::2], words[1::2], strict=True)]


def _name(pen: Pen, bar: TornadoBar, left: float, top: float, pitch: float) -> None:
    """The driver in bold, and below it what it is at its worst and its best, in as many lines as there is room for."""
    text, small = pen.colours.text, pen.colours.text * 0.92
    most = max(int((pitch - 2) / (text * 1.22)), 1)
    name = shortened(wrap(bar.name, text, left - 10, True), min(2, most), text, left - 10, True)
    rest = shortened(wrap(bar.ends, small, left - 10), most - len(name), small, left - 10) if most > len(name) else []
    meaning = Meaning("name", bar.record, bar.words)
    y = top + (pitch - (len(name) + len(rest)) * text * 1.22) / 2 + text * 0.95
    for index, line in enumerate(name):
        pen.text(0, y + index * text * 1.22, line, bold=True, meaning=once(meaning, index))
    for index, line in enumerate(rest, start=len(name)):
        pen.text(0, y + index * text * 1.22, line, colour=pen.colours.muted, size=small, meaning=once(meaning, index))


def _bar(pen: Pen, scale: Level, bar: TornadoBar, middle: float, thick: float, centre: float, ends: tuple[str, str]) -> None:
    small = pen.colours.text * 0.92
    meaning = Meaning("bar", bar.record, bar.words)
    base = middle + small * 0.36
    if not _has_place(bar):
        words = shortened([bar.label], 1, small, pen.width - scale.left)[0]
        pen.box(scale.left - 2, base - small, width(words, small) + 4, small * 1.4, pen.colours.page)
        pen.text(scale.left, base, words, colour=pen.colours.muted, size=small, meaning=Meaning("unplaced", bar.record, bar.words))
        return
    x = scale.x(centre)
    first, last = ends
    for end, words, way, fill in ((bar.worst, first, -1, pen.colours.series[1]), (bar.best, last, 1, pen.colours.accent)):
        place = x if end is None else scale.x(end)
        if end is None:
            # The bar has no end here: an arrow leads away from where it is known to begin.
            arrow(pen, (place, middle), (way, 0), meaning)
            place += way * ARROW
        else:
            edge = pen.colours.ink if pen.colours.outline else None
            inside = pen.colours.page if pen.colours.outline and way < 0 else fill
            if abs(place - x) < 0.5:
                continue  # on this side it moves nothing
            pen.box(min(place, x), middle - thick / 2, abs(place - x), thick, inside, edge, meaning=meaning)
        label = Meaning("end", bar.record)
        pen.text(place + way * 6, base, words, "end" if way < 0 else "start", size=small, meaning=label)
