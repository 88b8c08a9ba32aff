"""Two amounts a year beside each other: a target with what was gained, and the budget gap with what relieves it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from desktop.late_dataclass import dataclass
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money_parts import GapBars, TargetBars
from desktop.papers.charts.data.parts import Bounds
from desktop.papers.charts.money_scale import (
    ARROW,
    Upright,
    furthest,
    grid,
    key,
    nothing_to_draw,
    sure,
    tick_room,
    upright,
    upright_bar,
    year_step,
)
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

#: The least height of the plot, in heights of its text, for what is left to be printed below it.
_LEAST_PLOT = 7


@dataclass(frozen=True, slots=True)
class _Pair:
    """One year: what is asked and what answers it, of which `once` does not return; `is_left` is whether some of it is unanswered."""

    year: str
    record: str
    asked: Bounds
    answer: Bounds
    once: Bounds | None
    label: str
    is_left: bool | None
    words: str


@with_figures
def target_progress(wide: float, high: float, colours: ChartColours, parts: TargetBars) -> Drawing:
    """A hollow bar for each year's target and a solid one for its gain; what is short is a bracket with its words below the year."""
    pairs = [_Pair(bar.year, bar.record, bar.target, bar.gain, None, bar.label, bar.is_short, bar.words) for bar in parts.years]
    nothing = " ".join(parts.why) or f"No yearly percentages are recorded for {parts.name}."
    return _drawn(Pen(wide, high, colours), pairs, ("Target", "Gain", "", "Short of target"), nothing)


@with_figures
def budget_gap(wide: float, high: float, colours: ChartColours, parts: GapBars) -> Drawing:
    """A hollow bar for each year's gap and a solid one for its relief, that which does not return apart; what is left is a bracket."""
    pairs = [_Pair(bar.year, bar.record, bar.gap, bar.relief, bar.once, bar.label, bar.is_left, bar.words) for bar in parts.years]
    return _drawn(Pen(wide, high, colours), pairs, ("Budget gap", "Relief", "Once only", "Left to close"), " ".join(parts.why))


def _drawn(pen: Pen, pairs: Sequence[_Pair], names: tuple[str, str, str, str], nothing: str) -> Drawing:
    colours, text = pen.colours, pen.colours.text
    small = text * 0.88
    nothing = nothing if not pairs else nothing_to_draw(amount for pair in pairs for amount in (pair.asked, pair.answer))
    if nothing:
        say(pen, nothing)
        return pen.drawing
    once_only = any(_is_once(pair) for pair in pairs)
    ranged = any(amount.low != amount.high for pair in pairs for amount in (pair.asked, pair.answer))
    entries = [(names[0], "hollow"), (names[1], colours.accent), *([(names[2], colours.series[2])] if once_only else []),
               *([(names[3], "bracket")] if any(pair.is_left for pair in pairs) else []),
               *([("Pale: could be as much", "pale")] if ranged else [])]  # fmt: skip
    rows = key(pen, entries, small)
    spans = [furthest(amount) for pair in pairs for amount in (pair.asked, pair.answer)]
    reach = [0.0, *(end for span in spans for end in span)]
    left = max(tick_room(reach, text), width(names[3].split()[0], small) + 8)
    pitch = (pen.width - left - 4) / len(pairs)
    step = year_step(pairs, pitch, small)
    labels = [shortened(wrap(pair.label, small, pitch - 6, True), 4, small, pitch, True) for pair in pairs]
    depth = max(len(lines) for lines in labels)
    if step > 1 or pen.height - text * (2.0 + 1.45 * rows) - depth * small * 1.2 < _LEAST_PLOT * text:
        labels, depth = [[] for _ in pairs], 0  # the plot needs the room: what is left is told where its bracket is
    opened = any(None in (amount.low, amount.high) for pair in pairs for amount in (pair.asked, pair.answer))
    beyond = ARROW if opened else 0.0
    foot = pen.height - text * 1.6 - depth * small * 1.25 - 4 - beyond
    scale = upright(pen, left, pen.width, text * (0.5 + 1.45 * rows) + beyond, foot, reach)
    grid(pen, scale, pen.width)
    for index, pair in enumerate(pairs):
        middle = left + pitch * (index + 0.5)
        thick = min(30.0, pitch * 0.34)
        _year(pen, scale, pair, middle, thick)
        base = scale.foot + beyond + text * 1.25
        if index % step == 0:
            pen.text(middle, base, pair.year, "middle", colours.muted, small, meaning=Meaning("axis"))
        for line, words in enumerate(labels[index]):
            meaning = once(Meaning("left", pair.record, pair.words), line)
            pen.text(middle, base + small * 1.25 * (line + 1), words, "middle", size=small, bold=bool(pair.is_left), meaning=meaning)
    return pen.drawing


def _is_once(pair: _Pair) -> bool:
    """Whether some known part of the answer does not return, which can be drawn in it."""
    one_off = pair.once
    return (one_off is not None and one_off.low is not None and one_off.low == one_off.high and pair.answer.low == pair.answer.high
            and pair.answer.low is not None and 0 < one_off.low <= pair.answer.low)  # fmt: skip


def _year(pen: Pen, scale: Upright, pair: _Pair, middle: float, thick: float) -> None:
    colours = pen.colours
    asked = Meaning("asked", pair.record, pair.words)
    _hollow(pen, scale, pair.asked, middle - thick - 1, thick, asked)
    answer = Meaning("answer", pair.record, pair.words)
    upright_bar(pen, scale, middle + 1, thick, pair.answer, colours.accent, answer)
    if pair.once is not None and pair.once.low is not None and pair.answer.low is not None and _is_once(pair):
        top, foot = scale.y(pair.answer.low), scale.y(pair.answer.low - pair.once.low)
        edge = colours.ink if colours.outline else None
        pen.box(middle + 1, top, thick, max(foot - top, 1), colours.series[2], edge, meaning=Meaning("once", pair.record, pair.words))
        if foot - top > 6:
            pen.line(middle + 1, foot, middle + 1 + thick, foot, colours.page, 1.5, meaning=Meaning("rule"))
    if pair.is_left and pair.asked.low is not None and pair.answer.high is not None:
        _bracket(pen, middle + thick * 0.5 + 1, scale.y(pair.asked.low), scale.y(pair.answer.high), thick, pair)


def _hollow(pen: Pen, scale: Upright, amount: Bounds, left: float, thick: float, meaning: Meaning) -> None:
    """What is asked for: an edge in the ink, dashed from where it is sure to where it could be."""
    if amount.low is None or amount.high is None:
        upright_bar(pen, scale, left, thick, amount, pen.colours.greys[0], meaning)
        return
    sure_amount, (most, least) = sure(amount), furthest(amount)
    for end, dash in ((most, (3, 2)), (least, (3, 2)), (sure_amount, None)):
        top, foot = sorted((scale.y(0), scale.y(end)))
        if foot > top or (dash is None and most == least):
            pen.box(left + 0.5, top + 0.5, thick - 1, max(foot - top - 1, 1), pen.colours.page, pen.colours.ink, 1.25, dash, meaning)


def _bracket(pen: Pen, middle: float, top: float, foot: float, thick: float, pair: _Pair) -> None:
    """From what was asked for down to what answers it: a line across and a dashed line between."""
    colour = pen.colours.ink if pen.colours.outline else pen.colours.series[1]
    meaning = Meaning("gap", pair.record, pair.words)
    pen.line(middle - thick / 2, top, middle + thick / 2, top, colour, 2, meaning=meaning)
    if abs(foot - top) > 3:
        pen.line(middle, top, middle, foot, colour, 1.5, (3, 2), meaning=Meaning("gap", pair.record))
