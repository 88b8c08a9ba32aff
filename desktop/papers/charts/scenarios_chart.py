"""What the money comes to as recorded and in each scenario: a row each, in the order recorded."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money_parts import ScenarioBar, ScenarioBars
from desktop.papers.charts.money_scale import ARROW, Level, furthest, key, level_axis, level_bar, nothing_to_draw
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.charts.rows import fitted
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width


@with_figures
def scenarios(wide: float, high: float, colours: ChartColours, parts: ScenarioBars) -> Drawing:
    """A level bar a row from £0: solid as far as it is sure, pale as far as it could be, a stroke at the most likely figure."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    nothing = nothing_to_draw(bar.amount for bar in parts.bars) if parts.bars else " ".join(parts.why)
    if nothing:
        say(pen, nothing)
        return pen.drawing
    recorded = colours.page if colours.outline else colours.greys[1]
    entries = [(parts.bars[0].name, recorded), ("In a scenario", colours.accent)]
    if any(bar.amount.low != bar.amount.high for bar in parts.bars):
        entries.append(("Pale: could be as much; upright line: most likely", "pale"))
    rows = key(pen, entries, small)
    left = min(max(width(bar.name, text) for bar in parts.bars) + 14, wide * 0.3)
    after = min(max(width(bar.label, small) for bar in parts.bars) + 10, wide * 0.42)
    spans = [furthest(bar.amount) for bar in parts.bars]
    low, most = min(least for _, least in spans), max(top for top, _ in spans)
    opens_below = any(bar.amount.low is None for bar in parts.bars)
    scale = Level(left + (ARROW if opens_below else 0), max(wide - after - ARROW, left + 60), low, most)
    top, foot = rows * small * 1.6 + 8, high - text * 3.2
    level_axis(pen, scale, top, foot)
    pen.text((scale.left + scale.right) / 2, foot + small * 2.8, parts.what, "middle", colours.muted, small, meaning=Meaning("axis"))
    shown, pitch = fitted(pen, len(parts.bars), top, foot, left)
    for index, bar in enumerate(parts.bars[:shown]):
        middle = top + pitch * (index + 0.5)
        _name(pen, bar, middle, left - 10, pitch)
        _row(pen, scale, bar, middle, min(text * 1.5, pitch * 0.62), recorded if bar.is_recorded else colours.accent)
    return pen.drawing


def _name(pen: Pen, bar: ScenarioBar, middle: float, room: float, pitch: float) -> None:
    """The scenario's name in as many lines as its row has room for, three at the most."""
    text = pen.colours.text
    names = shortened(wrap(bar.name, text, room), max(min(3, int(pitch / (text * 1.15))), 1), text, room)
    for line, words in enumerate(names):
        base = middle + text * 0.36 + (line - (len(names) - 1) / 2) * text * 1.15
        pen.text(0, base, words, meaning=once(Meaning("name", bar.record, bar.words), line))


def _row(pen: Pen, scale: Level, bar: ScenarioBar, middle: float, thick: float, fill: str) -> None:
    """The bar, its most likely figure, and its figures in words."""
    amount, small = bar.amount, pen.colours.text * 0.92
    end = level_bar(pen, scale, middle - thick / 2, thick, amount, fill, Meaning("bar", bar.record, bar.words))
    if amount.central is not None and amount.low != amount.high:
        x = scale.x(amount.central)
        pen.line(x, middle - thick / 2 - 2, x, middle + thick / 2 + 2, pen.colours.ink, 2, meaning=Meaning("middle", bar.record))
    label = shortened([bar.label], 1, small, pen.width - end - 6)[0]
    pen.text(end + 6, middle + small * 0.36, label, size=small, meaning=Meaning("label", bar.record))
