"""The chart of disagreement: for one option, where each group's score lies on each criterion's own scale."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.certainty_parts import GroupMark, Spread, SpreadRow
from desktop.papers.charts.pen import Meaning, Pen, with_figures
from desktop.papers.charts.rows import fitted, row_name
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

_FAR = "far apart"
_COMBINED = "combined"


@with_figures
def spread(wide: float, high: float, colours: ChartColours, parts: Spread) -> Drawing:
    """A row a criterion, worst end of its scale to best: a mark a group, a line from lowest to highest, a stroke for all combined.

    Rows in which the groups are far apart have a thick line and say so; marks in one place stand one above another.
    """
    pen, text = Pen(wide, high, colours), colours.text
    if not parts.rows:
        say(pen, f"No scores are recorded for {parts.option}.")
        return pen.drawing
    small = text * 0.92
    left = min(max(width(row.criterion, text) for row in parts.rows) + 16, wide * 0.34)
    right = max(max(width(_label(row), text, row.far_apart) for row in parts.rows) + 18, width("best", small) / 2 + 4)
    scale = max(wide - left - right - 8, 1) / 100
    rows = _key(pen, parts, small)
    top, foot = text * (0.7 + 1.5 * rows), text * 1.9
    shown, pitch = fitted(pen, len(parts.rows), top, high - foot, left)
    for place, words in ((0, "worst"), (25, ""), (50, "half way"), (75, ""), (100, "best")):
        x = round(left + place * scale) + 0.5
        if not colours.outline:
            pen.line(x, round(top), x, high - foot, meaning=Meaning("axis"))
        if words:
            pen.text(x, high - foot + text + 3, words, "middle", colours.muted, small, meaning=Meaning("axis"))
    for index, row in enumerate(parts.rows[:shown]):
        middle = top + pitch * (index + 0.5)
        row_name(pen, row.criterion, left, middle, pitch, meaning=Meaning("name", row.record, row.words))
        _row(pen, parts, row, left, middle, pitch, scale)
        pen.text(
            wide - right + 10,
            middle + text * 0.36,
            _label(row),
            colour=colours.ink if row.far_apart else colours.muted,
            bold=row.far_apart,
            meaning=Meaning("label", row.record, row.words),
        )
    return pen.drawing


def _label(row: SpreadRow) -> str:
    return f"{row.label}, {_FAR}" if row.far_apart else row.label


def _key(pen: Pen, parts: Spread, size: float) -> int:
    """Each group with its shape, and the stroke for all of them. Returns how many rows it takes."""
    x, row = 0.0, 0
    several = any(each.combined is not None for each in parts.rows)
    for index, words in enumerate([*parts.groups, *([_COMBINED] if several else [])]):
        room = 14 + width(words, size) + 18
        if x and x + room > pen.width:
            x, row = 0.0, row + 1
        middle = size * 0.7 + row * size * 1.6
        if index < len(parts.groups):
            pen.mark(index, x + 5, middle, 4.2, Meaning("key"))
        else:
            pen.box(x + 3.5, middle - size * 0.5, 3, size, pen.colours.accent, meaning=Meaning("key"))
        pen.text(x + 14, middle + size * 0.36, words, colour=pen.colours.muted, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _row(pen: Pen, parts: Spread, row: SpreadRow, left: float, middle: float, pitch: float, scale: float) -> None:
    places = [mark.place for mark in row.marks]
    low, high = left + min(places) * scale, left + max(places) * scale
    if len(places) > 1:
        colour = pen.colours.series[1] if row.far_apart and not pen.colours.outline else pen.colours.ink
        line = 4 if row.far_apart else 1.25
        pen.line(low, middle, high, middle, colour, line, meaning=Meaning("far apart" if row.far_apart else "range", row.record, row.words))
    if row.combined is not None:
        tall = min(pitch * 0.84, 24.0)
        x = left + row.combined * scale
        pen.box(x - 1.5, middle - tall / 2, 3, tall, pen.colours.accent, meaning=Meaning("combined", row.record, row.words))
    radius = min(4.6, pitch / 4)
    for mark, lift in zip(row.marks, _lifts(row.marks, scale, radius, pitch), strict=True):
        meaning = Meaning("dot", mark.record, mark.words)
        pen.mark(parts.groups.index(mark.group), left + mark.place * scale, middle + lift, radius, meaning)


def _lifts(marks: tuple[GroupMark, ...], scale: float, radius: float, pitch: float) -> list[float]:
    """How far each mark is lifted off the line, so that marks in one place stand one above another."""
    lifts = [0.0] * len(marks)
    order = sorted(range(len(marks)), key=lambda index: marks[index].place)
    start = 0
    for end in range(1, len(order) + 1):
        if end < len(order) and (marks[order[end]].place - marks[order[end - 1]].place) * scale < radius * 2:
            continue
        together = order[start:end]
        step = min(radius * 2.1, pitch * 0.8 / max(len(together) - 1, 1))
        for rank, index in enumerate(together):
            lifts[index] = (rank - (len(together) - 1) / 2) * step
        start = end
    return lifts
