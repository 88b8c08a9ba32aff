"""Scales of money, upright and level, with what stands on them: their lines, the names of years, flags, and bars that may be open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Protocol

from desktop.late_dataclass import dataclass
from desktop.papers.charts.axes import money_words, ticks
from desktop.papers.charts.colours import blend
from desktop.papers.charts.data.parts import Bounds
from desktop.papers.charts.label_places import flag_rows
from desktop.papers.charts.pen import Meaning, Pen, once, shortened
from desktop.papers.fonts import width

#: How far an open end reaches past its bar.
ARROW = 16.0
#: The least height of a plot, in heights of its text, for its amounts to be printed below it.
LEAST_PLOT = 7


class _HasYear(Protocol):
    @property
    def year(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Upright:
    """Where pounds fall on a page on which more is higher."""

    left: float
    right: float
    top: float
    foot: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]

    def y(self, pounds: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.top + (self.foot - self.top) * (high - pounds) / (high - low)) + 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """Where pounds fall on a page on which more is further right."""

    left: float
    right: float
    low: float
    high: float

    def x(self, pounds: float) -> float:
        return self.left + (self.right - self.left) * (pounds - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class Flag:
    """Words beside a staff that stands at `x`."""

    x: float
    words: str
    meaning: Meaning
    bold: bool = False


def upright(pen: Pen, left: float, right: float, top: float, foot: float, values: Sequence[float]) -> Upright:
    """A scale that reaches all the values, never flatter than a line of text."""
    marks = ticks(values)
    return Upright(left, right, top, max(foot, top + pen.colours.text), marks, money_words(marks))


def tick_room(values: Sequence[float], text: float) -> float:
    """How much of the left the amounts of a scale take up."""
    return max(width(words, text * 0.88) for words in money_words(ticks(values))) + 14


def grid(pen: Pen, scale: Upright, right: float) -> None:
    """The lines of a scale with their amounts, as many as keep clear of one another; £0 in the ink."""
    text = pen.colours.text * 0.88
    pitch = (scale.foot - scale.top) / max(len(scale.ticks) - 1, 1)
    step, start = max(ceil(text * 1.1 / pitch), 1), scale.ticks.index(0) if 0 in scale.ticks else 0
    for index, (tick, words) in enumerate(zip(scale.ticks, scale.words, strict=True)):
        nought = tick == 0
        if (index - start) % step:
            continue
        colour = pen.colours.ink if nought else pen.colours.muted
        if nought or not pen.colours.outline:
            line = pen.colours.ink if nought else pen.colours.rule
            pen.line(scale.left, scale.y(tick), right, scale.y(tick), line, meaning=Meaning("axis"))
        pen.text(scale.left - 8, scale.y(tick) + text * 0.36, words, "end", colour, text, meaning=Meaning("axis"))


def year_step(years: Sequence[_HasYear], pitch: float, size: float) -> int:
    """Which years are named so that their names keep clear of one another: each, each second, each fifth, and so on."""
    widest = max((width(year.year, size) for year in years), default=0) + 6
    return next((step for step in (1, 2, 5, 10, 20) if pitch * step >= widest), 50)


def level_axis(pen: Pen, scale: Level, top: float, foot: float, *, but: float | None = None) -> None:
    """The lines of a level scale with their amounts below, as many as keep clear of one another; none is drawn at `but`."""
    size = pen.colours.text * 0.88
    reach = 0.0
    marks = ticks((scale.low, scale.high))
    for tick, words in zip(marks, money_words(marks), strict=True):
        if not scale.low <= tick <= scale.high:
            continue
        x, nought = round(scale.x(tick)) + 0.5, tick == 0
        if tick != but and (nought or not pen.colours.outline):
            pen.line(x, top, x, foot, pen.colours.ink if nought else pen.colours.rule, meaning=Meaning("axis"))
        room = width(words, size) / 2
        if x - room >= reach and x + room <= pen.width:
            pen.text(x, foot + size * 1.4, words, "middle", pen.colours.ink if nought else pen.colours.muted, size, meaning=Meaning("axis"))
            reach = x + room + 8


def flags_high(flags: Sequence[Flag], size: float, wide: float) -> float:
    """The height that the flags take up above a plot."""
    return (max(_rows(flags, size, wide), default=-1) + 1) * size * 1.45


def fly(pen: Pen, flags: Sequence[Flag], top: float, foot: float, size: float) -> None:
    """Each flag in a row above a plot, on a dashed staff that runs to `foot`; `flags` from left to right."""
    rows = _rows(flags, size, pen.width)
    places = [top + (max(rows) - row) * size * 1.45 for row in rows]
    for flag, place in zip(flags, places, strict=True):
        x = round(flag.x) + 0.5
        pen.line(x, place, x, foot, pen.colours.ink, 1, (2, 2), Meaning("staff", flag.meaning.record))
    for flag, place in zip(flags, places, strict=True):
        words = shortened([flag.words], 1, size, pen.width, flag.bold)[0]
        room = width(words, size, flag.bold)
        start = min(round(flag.x) + 5.5, pen.width - room)
        if start < flag.x + 5:
            start = max(flag.x - 5 - room, 0)
        pen.box(start - 2, place, room + 4, size * 1.3, pen.colours.page)
        pen.text(start, place + size * 0.95, words, size=size, bold=flag.bold, meaning=flag.meaning)


def _rows(flags: Sequence[Flag], size: float, wide: float) -> list[int]:
    """The row of each flag, 0 the lowest. One that would pass the right edge flies to the left of its staff, in a row of its own."""
    rooms = [width(flag.words, size, flag.bold) + 12 for flag in flags]
    turned = [flag.x + room > wide for flag, room in zip(flags, rooms, strict=True)]
    if not any(turned):
        return flag_rows([(flag.x, room) for flag, room in zip(flags, rooms, strict=True)])
    first = turned.index(True)
    rows = flag_rows([(flag.x, room) for flag, room in zip(flags[:first], rooms, strict=False)])
    # What flies leftwards lies over what stands there, so it goes above all of it, the rightmost lowest.
    base = max(rows, default=-1) + 1
    return [*rows, *(base + index for index in range(len(flags) - first - 1, -1, -1))]


def sure(amount: Bounds) -> float:
    """As far from nought as the amount is sure to be; 0 where it may be nought or either side of it."""
    if amount.low is not None and amount.low > 0:
        return amount.low
    return amount.high if amount.high is not None and amount.high < 0 else 0.0


def nothing_to_draw(amounts: Iterable[Bounds]) -> str:
    """Why a chart would be bare of bars, in words, where it would be: a scale without an amount on it says less than a sentence."""
    all_amounts = list(amounts)
    if any(end for amount in all_amounts for end in (amount.low, amount.high)):
        return ""
    known = [amount for amount in all_amounts if amount.low is not None or amount.high is not None]
    if not known:
        return "None of the amounts is known yet, so there is nothing to draw."
    if any(amount.low is None or amount.high is None for amount in all_amounts):
        return "Each amount of this chart is £0 or not known, so there is nothing to draw."
    return "Every amount is £0, so there is nothing to draw."


def furthest(amount: Bounds) -> tuple[float, float]:
    """How far above and below nought an amount is drawn."""
    known = [value for value in (amount.low, amount.high) if value is not None]
    return max([*known, 0.0]), min([*known, 0.0])


def level_bar(pen: Pen, scale: Level, top: float, thick: float, amount: Bounds, fill: str, meaning: Meaning) -> float:
    """An amount as a level bar from £0: solid as far as it is sure, pale with a dashed edge as far as it could be, an arrow where open.

    Returns where it ends on its far side, for what is printed after it.
    """
    if amount.low is None and amount.high is None:
        question(pen, scale.x(0) + 3, top + thick / 2 - (ARROW - 3) / 2, meaning)
        return scale.x(0) + ARROW + 2
    sure_amount = sure(amount)
    most, least = furthest(amount)
    for start, end, pale in _pieces(sure_amount, most, least):
        left, right = sorted((scale.x(start), scale.x(end)))
        piece(pen, left, top, max(right - left, 1), thick, fill, meaning, pale=pale)
    reach = scale.x(max(most, sure_amount, 0))
    if amount.high is None:
        arrow(pen, (reach, top + thick / 2), (1, 0), meaning)
        reach += ARROW
    if amount.low is None:
        arrow(pen, (scale.x(min(least, sure_amount, 0)), top + thick / 2), (-1, 0), meaning)
    return reach


def upright_bar(pen: Pen, scale: Upright, left: float, thick: float, amount: Bounds, fill: str, meaning: Meaning) -> None:
    """The same, standing."""
    if amount.low is None and amount.high is None:
        question(pen, left + thick / 2 - (ARROW - 3) / 2, scale.y(0) - ARROW - 1, meaning)
        return
    sure_amount = sure(amount)
    most, least = furthest(amount)
    for start, end, pale in _pieces(sure_amount, most, least):
        top, foot = sorted((scale.y(start), scale.y(end)))
        piece(pen, left, top, thick, max(foot - top, 1), fill, meaning, pale=pale)
    if amount.high is None:
        arrow(pen, (left + thick / 2, scale.y(max(most, sure_amount, 0))), (0, -1), meaning)
    if amount.low is None:
        arrow(pen, (left + thick / 2, scale.y(min(least, sure_amount, 0))), (0, 1), meaning)


def _pieces(sure_amount: float, most: float, least: float) -> list[tuple[float, float, bool]]:
    """What is sure, from £0, and what could be beyond it, above and below; £0 itself where there is nothing else."""
    pieces = [(0.0, sure_amount, False)] if sure_amount else []
    if most > max(sure_amount, 0):
        pieces.append((max(sure_amount, 0.0), most, True))
    if least < min(sure_amount, 0):
        pieces.append((min(sure_amount, 0.0), least, True))
    return pieces or [(0.0, 0.0, False)]


def piece(pen: Pen, left: float, top: float, wide: float, high: float, fill: str, meaning: Meaning, *, pale: bool) -> None:
    """A part of a bar, solid or pale."""
    colours = pen.colours
    if pale:
        inside = colours.page if colours.outline else blend(fill, colours.page, 0.72)
        edge = colours.ink if colours.outline else fill
        pen.box(left + 0.5, top + 0.5, max(wide - 1, 0.5), max(high - 1, 0.5), inside, edge, dash=(3, 2), meaning=meaning)
    else:
        pen.box(left, top, wide, high, fill, colours.ink if colours.outline else None, meaning=meaning)


def arrow(pen: Pen, start: tuple[float, float], way: tuple[int, int], meaning: Meaning) -> None:
    """An open bound: as much as this and maybe more, the way given."""
    (x, y), (right, down) = start, way
    tip_x, tip_y = x + right * (ARROW - 2), y + down * (ARROW - 2)
    shown = Meaning("open", meaning.record, meaning.words)
    pen.line(x + right * 2, y + down * 2, tip_x, tip_y, pen.colours.ink, 1.5, meaning=shown)
    wings = [(tip_x - right * 5 - down * 4, tip_y - down * 5 - right * 4), (tip_x, tip_y),
             (tip_x - right * 5 + down * 4, tip_y - down * 5 + right * 4)]  # fmt: skip
    pen.path(wings, pen.colours.ink, 1.5, once(shown, 1))


def question(pen: Pen, left: float, top: float, meaning: Meaning) -> None:
    """An amount of which nothing is known: a dashed box with a question mark, never a bar, kept inside the picture."""
    side, colours = ARROW - 3, pen.colours
    left, top = min(left, pen.width - side), min(max(top, 0), pen.height - side)
    shown = Meaning("unknown", meaning.record, meaning.words)
    pen.box(left, top, side, side, colours.page, colours.muted, dash=(2, 2), meaning=shown)
    pen.text(left + side / 2, top + side * 0.76, "?", "middle", colours.ink, side * 0.8, bold=True, meaning=once(shown, 1))


def key(pen: Pen, entries: Sequence[tuple[str, str]], size: float, *, top: float = 2.0) -> int:
    """A key in as many rows as it takes: (words, colour), a colour of `pale` for what could be, `hollow` for an edge
    alone, `bracket` for what is short, `net` for a line with marks.

    Returns the number of rows.
    """
    side = size * 0.9
    x, row = 0.0, 0
    for words, colour in entries:
        room = side * 1.4 + width(words, size) + 18
        if x and x + room > pen.width:
            x, row = 0.0, row + 1
        y = top + row * size * 1.6
        if colour == "net":
            pen.line(x, y + side / 2, x + side, y + side / 2, pen.colours.ink, 1.75, meaning=Meaning("key"))
            pen.mark(3, x + side / 2, y + side / 2, side * 0.4, Meaning("key"))
        elif colour == "pale":
            inside = pen.colours.page if pen.colours.outline else blend(pen.colours.muted, pen.colours.page, 0.8)
            pen.box(x, y, side, side, inside, pen.colours.muted, dash=(2, 2), meaning=Meaning("key"))
        elif colour == "bracket":
            shade = pen.colours.ink if pen.colours.outline else pen.colours.series[1]
            pen.line(x, y + 2, x + side, y + 2, shade, 2, meaning=Meaning("key"))
            pen.line(x + side / 2, y + 2, x + side / 2, y + side, shade, 1.5, (3, 2), Meaning("key"))
        elif colour == "hollow":
            pen.box(x + 0.5, y + 0.5, side - 1, side - 1, None, pen.colours.ink, meaning=Meaning("key"))
        else:
            pen.box(x, y, side, side, colour, pen.colours.ink if pen.colours.outline else None, meaning=Meaning("key"))
        pen.text(x + side * 1.4, y + side * 0.87, words, size=size, meaning=Meaning("key"))
        x += room
    return row + 1
