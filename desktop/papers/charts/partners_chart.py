"""Who pays and who gains: each partner's yearly cost before and after, with the change in words."""

from __future__ import annotations

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money_parts import PartnerBar, PartnerBars
from desktop.papers.charts.data.parts import Bounds
from desktop.papers.charts.money_scale import ARROW, Level, furthest, key, level_axis, level_bar, nothing_to_draw
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.charts.rows import fitted
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width


@with_figures
def partners_before_after(wide: float, high: float, colours: ChartColours, parts: PartnerBars) -> Drawing:
    """Two bars a partner, before above after. One that pays more for no more has a triangle and the words beside it."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    if not parts.partners:
        say(pen, " ".join(parts.why) or f"No partners are recorded for {parts.owner}.")
        return pen.drawing
    amounts = [amount for bar in parts.partners for amount in (bar.before, bar.after)]
    nothing = nothing_to_draw(amount or Bounds(None, None, "not known") for amount in amounts)
    if nothing:
        _in_words(pen, parts, nothing)
        return pen.drawing
    before = colours.greys[1]
    ranged = any(amount is not None and amount.low != amount.high for bar in parts.partners for amount in (bar.before, bar.after))
    entries = [("Before", before), ("After", colours.accent), *([("Pale: could be as much", "pale")] if ranged else [])]
    rows = key(pen, entries, small)
    left = min(max(width(bar.name, text) for bar in parts.partners) + 14, wide * 0.25)
    side = min(max(max(width(bar.change, small, True), width(bar.flag, small, True) + 16) for bar in parts.partners) + 12, wide * 0.34)
    figures = max(width(_figure(amount), small) for bar in parts.partners for amount in (bar.before, bar.after)) + 12
    spans = [furthest(amount) for bar in parts.partners for amount in (bar.before, bar.after) if amount is not None]
    low = min([0.0, *(least for _, least in spans)])
    most = max([0.0, *(top for top, _ in spans)])
    scale = Level(left + (ARROW if low < 0 else 0), max(wide - side - figures - ARROW, left + 60), low, most)
    top, foot = rows * small * 1.6 + 8, high - text * 1.9
    level_axis(pen, scale, top, foot)
    fits, pitch = fitted(pen, len(parts.partners), top, foot, left, 2.6)
    thick = min(text * 1.15, pitch * 0.36)
    for index, bar in enumerate(parts.partners[:fits]):
        middle = top + pitch * (index + 0.5)
        meaning = Meaning("name", bar.record, bar.words)
        names = shortened(wrap(bar.name, text, left - 10), max(min(3, int(pitch / (text * 1.15))), 1), text, left - 10)
        for line, words in enumerate(names):
            base = middle + text * 0.36 + (line - (len(names) - 1) / 2) * text * 1.15
            pen.text(0, base, words, meaning=once(meaning, line))
        for amount, fill, y, role in ((bar.before, before, middle - thick - 1, "before"), (bar.after, colours.accent, middle + 1, "after")):
            inside = colours.page if colours.outline and role == "before" else fill
            shown = Meaning(role, bar.record, bar.words)
            end = level_bar(pen, scale, y, thick, amount or Bounds(None, None, "not known"), inside, shown)
            base = y + thick / 2 + small * 0.36
            pen.text(end + 6, base, _figure(amount), size=small, meaning=Meaning("label", bar.record))
        _side(pen, bar, (wide - side + 6, middle), side - 6, max(int(pitch / (small * 1.24)), 1))
    return pen.drawing


def _in_words(pen: Pen, parts: PartnerBars, nothing: str) -> None:
    """Where no partner has an amount to draw: that it has not, and what is known of the change for each."""
    sentences = [f"{bar.name}: {bar.change}{f'. {bar.flag}' if bar.flag else ''}." for bar in parts.partners]
    lines = [line for sentence in (nothing, *sentences) for line in (*wrap(sentence, pen.colours.text, pen.width - 8), "")]
    for index, words in enumerate(lines):
        pen.text(4, pen.colours.text * (1.4 + 1.25 * index), words)


def _figure(amount: Bounds | None) -> str:
    return "not known" if amount is None else amount.words


def _side(pen: Pen, bar: PartnerBar, place: tuple[float, float], room: float, most: int) -> None:
    """The change in words, and below it, after a triangle, whether the partner pays more for less; in at most so many lines."""
    size = pen.colours.text * 0.92
    left, middle = place
    flagged = wrap(bar.flag, size, room - 16, True)
    change = shortened(wrap(bar.change, size, room, True), max(min(2, most - len(flagged)), 1), size, room, True)
    flag = shortened(flagged, max(most - len(change), 1), size, room - 16, True) if flagged else []
    base = middle + size * 0.36 - (len(change) + len(flag) - 1) * size * 0.62
    for line, words in enumerate(change):
        pen.text(left, base + line * size * 1.24, words, size=size, bold=True, meaning=once(Meaning("change", bar.record, bar.words), line))
    for line, words in enumerate(flag):
        y = base + (len(change) + line) * size * 1.24
        if line == 0:
            pen.mark(2, left + 6, y - size * 0.36, 5.5, Meaning("flag", bar.record, bar.words), pen.colours.series[1])
        pen.text(left + 16, y, words, size=size, bold=True, meaning=Meaning("flag", bar.record))
