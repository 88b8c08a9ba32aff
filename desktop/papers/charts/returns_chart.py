"""The heat-map of returns and the league picture of scores. A letter, a number or a word stands in every mark: colour is never alone."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours, blend, ink_on
from desktop.papers.charts.data.returns import HeatCell, HeatMap, League
from desktop.papers.charts.pen import Meaning, Pen, shortened, with_figures, wrap
from desktop.papers.charts.rows import fitted
from desktop.papers.fonts import width

#: Green, amber and red that stay apart under the three common kinds of colour blindness (Okabe and Ito).
_FILLS = {"G": "#009e73", "A": "#e69f00", "R": "#d55e00"}
_GAP, _WIDEST = 3, 150
_LEAST_SHARE = 0.3


@with_figures
def heat_map(wide: float, high: float, colours: ChartColours, parts: HeatMap) -> Drawing:
    """A square for each row and year, its letter or count inside; what has no rating is outlined and says so."""
    pen = Pen(wide, high, colours)
    text, small = colours.text, colours.text * 0.92
    if not parts.rows:
        pen.text(0, text * 1.4, "No year is rated.", colour=colours.muted)
        return pen.drawing
    left = min(max(width(row.name, text) for row in parts.rows) + 16, wide * 0.5)
    across = min((wide - left) / len(parts.years), _WIDEST)
    top = small * 1.9
    shown, pitch = fitted(pen, len(parts.rows), top, high - 2, left)
    pitch = min(pitch, text * 2.4)
    for number, year in enumerate(parts.years):
        pen.text(left + across * (number + 0.5), small * 1.2, year, "middle", colours.muted, small)
    for index, row in enumerate(parts.rows[:shown]):
        y = top + pitch * index
        name = shortened([row.name], 1, text, left - 8)[0]
        whole = row.name if name != row.name else ""
        pen.text(0, y + pitch / 2 + text * 0.36, name, meaning=Meaning("name", row.record, whole))
        for number, cell in enumerate(row.cells):
            _square(pen, cell, row.record, (left + across * number, y), (across - _GAP, pitch - _GAP))
    return pen.drawing


def _square(pen: Pen, cell: HeatCell, record: str, place: tuple[float, float], size: tuple[float, float]) -> None:
    colours, (x, y), (wide, high) = pen.colours, place, size
    fill, edge = _fill(colours, cell)
    pen.box(x, y, wide, high, fill, edge, 1, (3, 2) if not cell.rating and not colours.outline else None,
            Meaning("cell", record, cell.words))  # fmt: skip
    ink = ink_on(fill) if fill is not None and cell.rating and not colours.outline else colours.ink if cell.rating else colours.muted
    letter = cell.text if cell.text == cell.rating or not cell.rating else f"{cell.rating} {cell.text}"
    base = y + high / 2 + colours.text * 0.36
    pen.text(x + wide / 2, base, letter, "middle", ink, bold=bool(cell.rating), meaning=Meaning("letter", record))


def _fill(colours: ChartColours, cell: HeatCell) -> tuple[str | None, str | None]:
    """The fill and the edge of a square: hollow with an edge where it has no rating, and in high contrast."""
    if not cell.rating or colours.outline:
        return colours.page, colours.ink if colours.outline else colours.rule
    shade = 1 - (_LEAST_SHARE + (1 - _LEAST_SHARE) * cell.share)
    return blend(_FILLS[cell.rating], colours.page, shade), None


@with_figures
def league(wide: float, high: float, colours: ChartColours, parts: League) -> Drawing:
    """Two bars a level: how many have it, and how many would one level lower each; the number stands at each bar's end."""
    pen = Pen(wide, high, colours)
    text, small = colours.text, colours.text * 0.92
    if not parts.levels:
        pen.text(0, text * 1.4, "No score is recorded.", colour=colours.muted)
        return pen.drawing
    top = _key(pen, parts, small)
    left = min(max(width(f"{bar.level}  {bar.meaning}", text) for bar in parts.levels) + 14, wide * 0.42)
    most = max(1, *(max(bar.now, bar.after) for bar in parts.levels))
    room = max(wide - left - text * 3, 40)
    pitch = (high - top) / len(parts.levels)
    thick = min(text * 1.1, pitch * 0.36)
    for index, bar in enumerate(parts.levels):
        middle = top + pitch * (index + 0.5)
        lines = shortened(wrap(f"{bar.level}  {bar.meaning}", text, left - 10), max(int(pitch / (text * 1.2)), 1), text, left - 10)
        for line, words in enumerate(lines):
            base = middle + text * 0.36 + (line - (len(lines) - 1) / 2) * text * 1.15
            pen.text(0, base, words, meaning=Meaning("name", bar.record, bar.words if line == 0 else ""))
        for count, y, fill, role in ((bar.now, middle - thick - 1, colours.accent, "now"), (bar.after, middle + 1, colours.soft, "after")):
            long = room * count / most
            hollow = colours.outline and role == "after"
            inside, edge = colours.page if hollow else fill, colours.ink if colours.outline else None
            if count:
                pen.box(left, y, long, thick, inside, edge, meaning=Meaning(role, bar.record, bar.words))
            pen.text(left + long + 6, y + thick / 2 + small * 0.36, str(count), size=small, bold=role == "now")
    return pen.drawing


def _key(pen: Pen, parts: League, small: float) -> float:
    """What the two bars of a level are, with the mean of each; gives where the bars begin."""
    y = 0.0
    for words, fill, hollow in ((parts.now, pen.colours.accent, False), (parts.after, pen.colours.soft, pen.colours.outline)):
        edge = pen.colours.ink if pen.colours.outline else None
        pen.box(0, y + small * 0.25, small * 0.9, small * 0.9, pen.colours.page if hollow else fill, edge)
        for line in shortened(wrap(words, small, pen.width - small * 1.6), 2, small, pen.width - small * 1.6):
            pen.text(small * 1.5, y + small, line, size=small)
            y += small * 1.4
    return y + 6
