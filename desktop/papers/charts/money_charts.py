"""What each year costs, saves and brings in, stacked, with the net as a line.

A bar is solid as far as the amount is sure and pale, with a dashed edge, from there to the highest it could be. An open bound is an
arrow. No middle is drawn that the record does not hold, and what is not known is said in words below its year.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.parts import MoneyPart, PartKind, YearBar
from desktop.papers.charts.money_scale import (
    ARROW,
    LEAST_PLOT,
    Upright,
    arrow,
    furthest,
    grid,
    key,
    nothing_to_draw,
    piece,
    question,
    sure,
    tick_room,
    upright,
    year_step,
)
from desktop.papers.charts.pen import Meaning, Pen, shortened, with_figures, wrap
from desktop.papers.charts.weight_chart import say


@with_figures
def yearly_stack(wide: float, high: float, colours: ChartColours, bars: Sequence[YearBar]) -> Drawing:
    """What each year saves and brings in, above nought, and costs, below it; the net is a line, with a whisker where it is a range."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.88
    nothing = nothing_to_draw(amount for bar in bars for amount in (*(part.amount for part in bar.parts), bar.net))
    if nothing:
        say(pen, nothing)
        return pen.drawing
    kinds = [kind for kind in PartKind if any(part.kind is kind for bar in bars for part in bar.parts)]
    ranged = any(part.amount.low != part.amount.high for bar in bars for part in bar.parts)
    entries = [(str(kind), _fill(colours, kind)) for kind in kinds]
    rows = key(pen, [*entries, *([("Pale: could be as much", "pale")] if ranged else []), ("Net", "net")], small)
    left = tick_room(_reach(bars), text)
    pitch = (wide - left - 4) / max(len(bars), 1)
    step = year_step(bars, pitch, small)
    nets = [_net_lines(bar, small, pitch - 6) for bar in bars]
    depth = max((len(lines) for lines in nets), default=1)
    if step > 1 or high - text * (2.0 + 1.45 * rows) - depth * small * 1.2 < LEAST_PLOT * text:
        nets, depth = [[] for _ in bars], 0  # the plot needs the room: each net is told where its mark is
    opened = any(part.amount.low is None or part.amount.high is None for bar in bars for part in bar.parts)
    below = ARROW if opened else 0.0
    scale = upright(pen, left, wide, text * (0.4 + 1.45 * rows) + below, high - text * 1.6 - depth * small * 1.2 - 4 - below, _reach(bars))
    grid(pen, scale, wide)
    middles = [scale.left + pitch * (index + 0.5) for index in range(len(bars))]
    thick = min(34.0, pitch * 0.56)
    for bar, middle in zip(bars, middles, strict=True):
        _stacked_year(pen, scale, bar, middle - thick / 2, thick)
    _net_line(pen, scale, bars, middles)
    for index, (bar, middle) in enumerate(zip(bars, middles, strict=True)):
        _net_mark(pen, scale, bar, middle, min(4.4, pitch * 0.16))
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


def _reach(bars: Sequence[YearBar]) -> list[float]:
    """The heights the stacks and the nets come to, nought among them."""
    values = [0.0]
    for bar in bars:
        values += [value for value in (bar.net.low, bar.net.high) if value is not None]
        spans = [furthest(part.amount) for part in bar.parts]
        values += [sum(up for up, _ in spans), sum(down for _, down in spans)]
    return values


def _fill(colours: ChartColours, kind: PartKind) -> str:
    return {
        PartKind.CASHABLE: colours.series[0],
        PartKind.COST: colours.series[1],
        PartKind.INCOME: colours.series[2],
        PartKind.NOT_CASHABLE: colours.series[3],
        PartKind.NOT_STATED: colours.greys[1],
    }[kind]


def _stacked_year(pen: Pen, scale: Upright, bar: YearBar, x: float, thick: float) -> None:
    """All that is sure first, outwards from nought, and on it all that could be."""
    up = down = 0.0
    for part in bar.parts:
        sure_amount = sure(part.amount)
        start = up if sure_amount > 0 else down
        if sure_amount:
            _piece(pen, scale, part, x, thick, start, start + sure_amount, pale=False)
            up, down = (up + sure_amount, down) if sure_amount > 0 else (up, down + sure_amount)
    for part in bar.parts:
        sure_amount = sure(part.amount)
        most, least = furthest(part.amount)
        if most > max(sure_amount, 0):
            _piece(pen, scale, part, x, thick, up, up + most - max(sure_amount, 0), pale=True)
            up += most - max(sure_amount, 0)
        if least < min(sure_amount, 0):
            _piece(pen, scale, part, x, thick, down, down + least - min(sure_amount, 0), pale=True)
            down += least - min(sure_amount, 0)
    _open_ends(pen, scale, bar, x + thick / 2, up, down)


def _piece(pen: Pen, scale: Upright, part: MoneyPart, x: float, thick: float, start: float, end: float, *, pale: bool) -> None:
    top, foot = sorted((scale.y(start), scale.y(end)))
    piece(pen, x, top, thick, max(foot - top, 1), _fill(pen.colours, part.kind), Meaning("bar", part.record, part.words), pale=pale)


def _open_ends(pen: Pen, scale: Upright, bar: YearBar, middle: float, up: float, down: float) -> None:
    """Beyond the ends of a stack: an arrow where a part may be more, a question mark where nothing of it is known."""
    for way, reach, cost in ((-1, up, False), (1, down, True)):
        parts = [part for part in bar.parts if (part.kind is PartKind.COST) is cost and None in (part.amount.low, part.amount.high)]
        unknown = next((part for part in parts if part.amount.low is None and part.amount.high is None), None)
        if unknown is not None:
            side = ARROW - 3
            top = scale.y(reach) + 2 if way > 0 else scale.y(reach) - 2 - side
            question(pen, middle - side / 2, top, Meaning("unknown", unknown.record, unknown.words))
        elif parts:
            arrow(pen, (middle, scale.y(reach)), (0, way), Meaning("open", parts[0].record, parts[0].words))


def _net_line(pen: Pen, scale: Upright, bars: Sequence[YearBar], middles: Sequence[float]) -> None:
    """The most likely net from year to year, broken where a year has none."""
    run: list[tuple[float, float]] = []
    for bar, x in [*zip(bars, middles, strict=True), (None, 0.0)]:
        central = None if bar is None else bar.net.central
        if central is not None:
            run.append((x, scale.y(central)))
            continue
        if len(run) > 1:
            pen.path(run, pen.colours.page, 3.5, Meaning("ground"))
            pen.path(run, pen.colours.ink, 1.75, Meaning("net line", bars[0].record))
        run = []


def _net_mark(pen: Pen, scale: Upright, bar: YearBar, middle: float, size: float) -> None:
    """The most likely net as a mark, and a whisker from its lowest to its highest; nothing where it is open."""
    low, high, central = bar.net.low, bar.net.high, bar.net.central
    meaning = Meaning("net", bar.record, bar.words)
    if low is not None and high is not None and abs(scale.y(low) - scale.y(high)) > 2:
        pen.whisker(middle, scale.y(low), middle, scale.y(high), meaning)
        meaning = Meaning("net", bar.record)
    if central is not None:
        pen.mark(3, middle, scale.y(central), size, meaning)


def _net_lines(bar: YearBar, size: float, room: float) -> list[str]:
    """The net in words, then how many amounts of the year are not known, each in as few lines as fit."""
    lines = wrap(bar.net.words, size, room, True)
    if bar.unknown and bar.net.words != "not known":
        lines += wrap(f"{bar.unknown} not known", size, room, True)
    return shortened(lines, 6, size, room + 6, True)
