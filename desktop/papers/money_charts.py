"""The two charts of money: what each year costs and saves, and the running total with the year it breaks even.

A bar is solid as far as the amount is sure and pale, with a dashed edge, from there to the highest it could be. An open bound is an
arrow. No middle is drawn that the record does not hold, and what is not known is said in words below its year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from reportlab.graphics.shapes import Drawing

from desktop.appraisal import money
from desktop.papers.chart_axes import money_words, ticks
from desktop.papers.chart_colours import ChartColours, blend
from desktop.papers.chart_parts import Bounds, MoneyPart, PartKind, YearBar
from desktop.papers.chart_pen import Meaning, Pen, shortened, wrap
from desktop.papers.fonts import width

_ARROW = 16.0

#: The least height of the plot, in heights of its text, for the nets to be printed below it.
_LEAST_PLOT = 7


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where pounds fall on the page."""

    left: float
    right: float
    top: float
    foot: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]

    def y(self, pounds: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.top + (self.foot - self.top) * (high - pounds) / (high - low)) + 0.5


def yearly_savings(wide: float, high: float, colours: ChartColours, bars: Sequence[YearBar]) -> Drawing:
    """What each year saves and brings in, above nought, and costs, below it, with the net as a mark or, for a range, a whisker."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.88
    kinds = [kind for kind in PartKind if any(part.kind is kind for bar in bars for part in bar.parts)]
    ranged = any(part.amount.low != part.amount.high for bar in bars for part in bar.parts)
    rows = _money_key(pen, kinds, ranged, small)
    left = _tick_room(ticks(_reach(bars)), text)
    pitch = (wide - left - 4) / max(len(bars), 1)
    step = _year_step(bars, pitch, small)
    nets = [_net_lines(bar, small, pitch - 6) for bar in bars]
    depth = max((len(lines) for lines in nets), default=1)
    if step > 1 or high - text * (2.0 + 1.45 * rows) - depth * small * 1.2 < _LEAST_PLOT * text:
        nets, depth = [[] for _ in bars], 0  # the plot needs the room: each net is told where its mark is
    opened = any(part.amount.low is None or part.amount.high is None for bar in bars for part in bar.parts)
    below = _ARROW if opened else 0.0
    scale = _scale(pen, left, wide, text * (0.4 + 1.45 * rows) + below, high - text * 1.6 - depth * small * 1.2 - 4 - below, _reach(bars))
    _grid(pen, scale, wide)
    for index, bar in enumerate(bars):
        middle = scale.left + pitch * (index + 0.5)
        thick = min(34.0, pitch * 0.56)
        _stacked_year(pen, scale, bar, middle - thick / 2, thick)
        _net_mark(pen, scale, bar, middle)
        base = scale.foot + below + text * 1.25
        if index % step == 0:
            pen.text(middle, base, bar.year, "middle", colours.muted, small, meaning=Meaning("axis"))
        for line, words in enumerate(nets[index]):
            pen.text(
                middle,
                base + small * 1.25 * (line + 1),
                words,
                "middle",
                size=small,
                bold=True,
                meaning=Meaning("net", bar.record, bar.words),
            )
    if depth:
        pen.text(0, scale.foot + below + text * 1.25 + small * 1.25, "Net", colour=colours.muted, size=small, meaning=Meaning("axis"))
    return pen.drawing


def cumulative(wide: float, high: float, colours: ChartColours, bars: Sequence[YearBar]) -> Drawing:
    """The running total: one line where it is known, a band from worst to best case where it is a range, and the years it breaks even.

    A case that is no longer known ends where it stops being known.
    """
    pen, text = Pen(wide, high, colours), colours.text
    best = [(index, bar.cumulative.high) for index, bar in enumerate(bars) if bar.cumulative.high is not None]
    worst = [(index, bar.cumulative.low) for index, bar in enumerate(bars) if bar.cumulative.low is not None]
    values = [value for _, value in best + worst] + [0.0]
    if not best and not worst:
        for line, words in enumerate(wrap("The running total is not known in any year, so no line can be drawn.", text, wide - 8)):
            pen.text(4, text * 1.4 * (line + 1), words)
        return pen.drawing
    one_line = best == worst
    left = _tick_room(ticks(values), text)
    names = ("running total",) if one_line else ("best case", "worst case")
    end_words = [money.short(Decimal(str(value))) for _, value in best[-1:] + worst[-1:]]
    right = max(width(words, text, True) for words in (*names, *end_words, "not known")) + 10
    scale = _scale(pen, left, wide - right, text * 0.9, high - text * 1.9, values)
    _grid(pen, scale, wide - right)

    def across(index: float) -> float:
        return scale.left + 12 + (scale.right - scale.left - 24) * index / max(len(bars) - 1, 1)

    step = _year_step(bars, across(1) - across(0), text * 0.88)
    for index, bar in enumerate(bars):
        if index % step == 0:
            pen.text(across(index), scale.foot + text * 1.35, bar.year, "middle", colours.muted, text * 0.88, meaning=Meaning("axis"))
    if not one_line and not colours.outline:
        _band(pen, scale, across, bars)
    for case, points, dash in (("best case", best, None), ("worst case", worst, (6.0, 4.0))):
        if points and not (one_line and case == "worst case"):
            _case_line(pen, scale, across, bars, "running total" if one_line else case, points, dash)
    _end_labels(pen, scale, bars, [("running total", best)] if one_line else [("best case", best), ("worst case", worst)])
    return pen.drawing


def _year_step(bars: Sequence[YearBar], pitch: float, size: float) -> int:
    """Which years are named so that their names keep clear of one another: each, each second, each fifth, and so on."""
    widest = max((width(bar.year, size) for bar in bars), default=0) + 6
    return next((step for step in (1, 2, 5, 10, 20) if pitch * step >= widest), 50)


def _reach(bars: Sequence[YearBar]) -> list[float]:
    """The heights the stacks and the nets come to, nought among them."""
    values = [0.0]
    for bar in bars:
        values += [value for value in (bar.net.low, bar.net.high) if value is not None]
        furthest = [_furthest(part.amount) for part in bar.parts]
        values += [sum(up for up, _ in furthest), sum(down for _, down in furthest)]
    return values


def _furthest(amount: Bounds) -> tuple[float, float]:
    """How far above and below nought an amount is drawn."""
    known = [value for value in (amount.low, amount.high) if value is not None]
    return max([*known, 0.0]), min([*known, 0.0])


def _tick_room(marks: Sequence[float], text: float) -> float:
    return max(width(words, text * 0.88) for words in money_words(marks)) + 14


def _scale(pen: Pen, left: float, right: float, top: float, foot: float, values: Sequence[float]) -> _Scale:
    marks = ticks(values)
    return _Scale(left, right, top, max(foot, top + pen.colours.text), marks, money_words(marks))


def _grid(pen: Pen, scale: _Scale, right: float) -> None:
    text = pen.colours.text * 0.88
    for tick, words in zip(scale.ticks, scale.words, strict=True):
        nought = tick == 0
        if nought or not pen.colours.outline:
            pen.line(
                scale.left, scale.y(tick), right, scale.y(tick), pen.colours.ink if nought else pen.colours.rule, meaning=Meaning("axis")
            )
        pen.text(
            scale.left - 8,
            scale.y(tick) + text * 0.36,
            words,
            "end",
            pen.colours.ink if nought else pen.colours.muted,
            text,
            meaning=Meaning("axis"),
        )


def _fill(colours: ChartColours, kind: PartKind) -> str:
    return {
        PartKind.CASHABLE: colours.series[0],
        PartKind.COST: colours.series[1],
        PartKind.INCOME: colours.series[2],
        PartKind.NOT_CASHABLE: colours.series[3],
        PartKind.NOT_STATED: colours.greys[1],
    }[kind]


def _money_key(pen: Pen, kinds: Sequence[PartKind], ranged: bool, size: float) -> int:
    side = size * 0.9
    x, row = 0.0, 0
    entries = [(str(kind), _fill(pen.colours, kind)) for kind in kinds]
    for name, colour in [*entries, *([("Pale: could be as much", "pale")] if ranged else []), ("Net", "net")]:
        room = side * 1.4 + width(name, size) + 18
        if x and x + room > pen.width:
            x, row = 0.0, row + 1
        top = 2 + row * size * 1.6
        if colour == "net":
            pen.mark(3, x + side / 2, top + side / 2, side * 0.45, Meaning("key"))
        elif colour == "pale":
            pen.box(
                x, top, side, side, blend(pen.colours.muted, pen.colours.page, 0.8), pen.colours.muted, dash=(2, 2), meaning=Meaning("key")
            )
        else:
            pen.box(x, top, side, side, colour, pen.colours.ink if pen.colours.outline else None, meaning=Meaning("key"))
        pen.text(x + side * 1.4, top + side * 0.87, name, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _sure(amount: Bounds) -> float:
    """As far from nought as the amount is sure to be; 0 where it may be nought or either side of it."""
    if amount.low is not None and amount.low > 0:
        return amount.low
    return amount.high if amount.high is not None and amount.high < 0 else 0.0


def _stacked_year(pen: Pen, scale: _Scale, bar: YearBar, x: float, thick: float) -> None:
    """All that is sure first, outwards from nought, and on it all that could be."""
    up = down = 0.0
    for part in bar.parts:
        sure = _sure(part.amount)
        start = up if sure > 0 else down
        if sure:
            _piece(pen, scale, part, x, thick, start, start + sure, pale=False)
            up, down = (up + sure, down) if sure > 0 else (up, down + sure)
    for part in bar.parts:
        sure = _sure(part.amount)
        most, least = _furthest(part.amount)
        if most > max(sure, 0):
            _piece(pen, scale, part, x, thick, up, up + most - max(sure, 0), pale=True)
            up += most - max(sure, 0)
        if least < min(sure, 0):
            _piece(pen, scale, part, x, thick, down, down + least - min(sure, 0), pale=True)
            down += least - min(sure, 0)
    _open_ends(pen, scale, bar, x + thick / 2, up, down)


def _open_ends(pen: Pen, scale: _Scale, bar: YearBar, middle: float, up: float, down: float) -> None:
    """Beyond the ends of a stack: an arrow where a part may be more, a question mark where nothing of it is known."""
    for way, reach, cost in ((-1, up, False), (1, down, True)):
        parts = [part for part in bar.parts if (part.kind is PartKind.COST) is cost and None in (part.amount.low, part.amount.high)]
        unknown = next((part for part in parts if part.amount.low is None and part.amount.high is None), None)
        if unknown is not None:
            _question(pen, scale.y(reach), middle, unknown, way)
        elif parts:
            _arrow(pen, scale.y(reach), middle, parts[0], way)


def _question(pen: Pen, y: float, middle: float, part: MoneyPart, way: int) -> None:
    """An amount of which nothing is known: a dashed box with a question mark, never a bar."""
    side = _ARROW - 3
    top = y + 2 if way > 0 else y - 2 - side
    pen.box(
        middle - side / 2,
        top,
        side,
        side,
        pen.colours.page,
        pen.colours.muted,
        dash=(2, 2),
        meaning=Meaning("unknown", part.record, part.words),
    )
    pen.text(middle, top + side * 0.76, "?", "middle", pen.colours.ink, side * 0.8, bold=True, meaning=Meaning("unknown", part.record))


def _piece(pen: Pen, scale: _Scale, part: MoneyPart, x: float, thick: float, start: float, end: float, *, pale: bool) -> None:
    top, foot = sorted((scale.y(start), scale.y(end)))
    colour = _fill(pen.colours, part.kind)
    meaning = Meaning("bar", part.record, part.words)
    if pale:
        fill = pen.colours.page if pen.colours.outline else blend(colour, pen.colours.page, 0.72)
        pen.box(
            x + 0.5,
            top,
            thick - 1,
            max(foot - top, 1),
            fill,
            colour if not pen.colours.outline else pen.colours.ink,
            dash=(3, 2),
            meaning=meaning,
        )
    else:
        pen.box(x, top, thick, max(foot - top, 1), colour, pen.colours.ink if pen.colours.outline else None, meaning=meaning)


def _arrow(pen: Pen, y: float, middle: float, part: MoneyPart, way: int) -> None:
    """An open bound: as much as this and maybe more."""
    meaning = Meaning("open", part.record, part.words)
    pen.line(middle, y + way * 2, middle, y + way * (_ARROW - 3), pen.colours.ink, 1.5, meaning=meaning)
    tip = y + way * (_ARROW - 2)
    pen.path([(middle - 4, tip - way * 5), (middle, tip), (middle + 4, tip - way * 5)], pen.colours.ink, 1.5, Meaning("open", part.record))


def _net_mark(pen: Pen, scale: _Scale, bar: YearBar, middle: float) -> None:
    low, high = bar.net.low, bar.net.high
    meaning = Meaning("net", bar.record, bar.words)
    if low is not None and high is not None and abs(scale.y(low) - scale.y(high)) > 2:
        pen.whisker(middle, scale.y(low), middle, scale.y(high), meaning)
        return
    known = low if low is not None else high
    if known is not None and (low is None) == (high is None):
        pen.mark(3, middle, scale.y(known), 4.4, meaning)


def _net_lines(bar: YearBar, size: float, room: float) -> list[str]:
    """The net in words, then how many amounts of the year are not known, each in as few lines as fit."""
    lines = wrap(bar.net.words, size, room, True)
    if bar.unknown and bar.net.words != "not known":
        lines += wrap(f"{bar.unknown} not known", size, room, True)
    return shortened(lines, 6, size, room + 6, True)


def _band(pen: Pen, scale: _Scale, across: Callable[[float], float], bars: Sequence[YearBar]) -> None:
    known = [
        (index, bar.cumulative.low, bar.cumulative.high)
        for index, bar in enumerate(bars)
        if bar.cumulative.low is not None and bar.cumulative.high is not None
    ]
    if len(known) > 1:
        upper = [(across(index), scale.y(high)) for index, _, high in known]
        lower = [(across(index), scale.y(low)) for index, low, _ in known]
        pen.area(upper + lower[::-1], pen.colours.accent, 0.14, Meaning("band", bars[0].record))


def _case_line(
    pen: Pen,
    scale: _Scale,
    across: Callable[[float], float],
    bars: Sequence[YearBar],
    name: str,
    points: Sequence[tuple[int, float]],
    dash: Sequence[float] | None,
) -> None:
    """One case's line with a mark where it crosses nought for good."""
    pen.path(
        [(across(index), scale.y(value)) for index, value in points], pen.colours.accent, 2.25, Meaning("line", bars[0].record, name), dash
    )
    for index, value in points:
        pen.mark(
            0,
            across(index),
            scale.y(value),
            2.6,
            Meaning("point", bars[index].record, f"{bars[index].year}, {bars[index].cumulative.words}"),
            pen.colours.accent,
        )
    crossed = breaks_even([value for _, value in points])
    if crossed is None or points[0][0] + len(points) < len(bars):
        return
    before = floor(crossed)
    x = across(points[before][0]) + (across(points[before + 1][0]) - across(points[before][0])) * (crossed - before)
    words = f"{'Breaks' if name == 'running total' else name.capitalize() + ' breaks'} even in {bars[points[before + 1][0]].year}"
    pen.mark(1, x, scale.y(0), 4.5, Meaning("break even", bars[0].record, words))
    size = pen.colours.text * 0.92
    wide = width(words, size, True)
    above = name != "worst case"
    start = max(x - 8 - wide, scale.left + 4) if above else min(x + 10, scale.right - wide)
    base = scale.y(0) - size * 0.9 if above else scale.y(0) + size * 1.5
    pen.box(start - 3, base - size, wide + 6, size * 1.35, pen.colours.page)
    pen.text(start, base, words, size=size, bold=True, meaning=Meaning("break even", bars[0].record))


def breaks_even(values: Sequence[float]) -> float | None:
    """Where a running total reaches nought for good, as a place between two values; `None` where it never does, or never was below."""
    below = [index for index, value in enumerate(values) if value < 0]
    if not below or below[-1] == len(values) - 1:
        return None
    last = below[-1]
    return last - values[last] / (values[last + 1] - values[last])


def _end_labels(pen: Pen, scale: _Scale, bars: Sequence[YearBar], cases: Sequence[tuple[str, Sequence[tuple[int, float]]]]) -> None:
    """What each case comes to, at the right of its line; where it stops being known, that it does. Kept clear of one another."""
    text, x = pen.colours.text, scale.right + 2
    placed: list[float] = []
    for name, points in cases:
        if points and points[-1][0] == len(bars) - 1:
            y, words, colour = scale.y(points[-1][1]), money.short(Decimal(str(points[-1][1]))), pen.colours.accent
        else:
            y = scale.foot - text * 1.6 if name == "worst case" else scale.top + text
            words, colour = "not known", pen.colours.muted
        y = min(max([y, *(other + text * 2.5 for other in placed)]), scale.foot - text * 0.4)
        if placed and y - placed[-1] < text * 2.5:
            y = placed[-1] - text * 2.5
        placed.append(y)
        pen.text(x, y - 1, words, colour=colour, bold=True, meaning=Meaning("label", bars[-1].record, f"{name}: {words}"))
        pen.text(x, y + text * 1.05, name, colour=pen.colours.muted, size=text * 0.88)
