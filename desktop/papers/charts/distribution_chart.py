"""How the net present value turned out over many draws: a histogram with the amounts that matter marked."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money_parts import Distribution
from desktop.papers.charts.money_scale import Flag, Level, flags_high, fly, key, level_axis
from desktop.papers.charts.pen import Meaning, Pen, with_figures
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width


@with_figures
def distribution(wide: float, high: float, colours: ChartColours, parts: Distribution) -> Drawing:
    """Columns as high as their share of the draws; what lies below £0 is hollow, so that colour is not all that tells it."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    if not parts.columns:
        say(pen, " ".join(parts.why))
        return pen.drawing
    reach = [edge for column in parts.columns for edge in (column.start, column.end)] + [mark.at for mark in parts.marks]
    # £0 is worth showing where it is within sight of the draws, and not where it would squeeze them into a corner.
    low, top_end = min(reach), max(reach)
    if min(abs(low), abs(top_end)) < (top_end - low) * 0.6:
        low, top_end = min(low, 0.0), max(top_end, 0.0)
    room = max(top_end - low, 1.0) * 0.02
    loss = any(column.start < 0 and column.share for column in parts.columns)
    rows = key(pen, [("Above £0", colours.accent), ("Below £0", "hollow")], small) if loss and top_end > 0 else 0
    left = 10.0
    scale = Level(left, wide - 10, low - room, top_end + room)
    flags = [Flag(scale.x(mark.at), mark.label, Meaning("mark", parts.record, mark.words), mark.name == "Half") for mark in parts.marks]
    above = rows * small * 1.6 + 4
    top, foot = above + flags_high(flags, small, wide) + small * 0.6, high - text * 3.4
    level_axis(pen, scale, top, foot)
    most = max(column.share for column in parts.columns) or 1.0
    for column in parts.columns:
        tall = (foot - top) * column.share / most
        if tall <= 0:
            continue
        meaning = Meaning("column", parts.record, column.words)
        for start, end, below in ((column.start, min(column.end, 0.0), True), (max(column.start, 0.0), column.end, False)):
            if end <= start:
                continue
            x1, x2 = scale.x(start), scale.x(end)
            edge = colours.ink if colours.outline or below else None
            inside = colours.page if below else colours.accent
            pen.box(x1 + 0.5, foot - tall, max(x2 - x1 - 1, 0.8), tall, inside, edge, meaning=meaning)
            meaning = Meaning("column", parts.record)
    if low < 0 < top_end:
        nought = round(scale.x(0)) + 0.5
        pen.line(nought, top, nought, foot, colours.ink, 1.5, meaning=Meaning("axis"))
    pen.line(left, foot, wide - 10, foot, colours.ink, meaning=Meaning("axis"))
    fly(pen, flags, above, foot, small)
    caption = "Net present value; a column’s height is its share of the draws"
    size = small if width(caption, small) < wide else small * 0.85
    pen.text((left + wide - 10) / 2, foot + small * 2.9, caption, "middle", colours.muted, size, meaning=Meaning("axis"))
    return pen.drawing
