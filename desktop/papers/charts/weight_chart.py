"""The chart of one weight: every option's score as it goes from 0% to 100%, and the weights at which another comes first.

Options that are first somewhere are drawn in colour and thick where they are; the others are thin and grey. Each line has a dash and
an end mark of its own, and is named where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from desktop.late_dataclass import dataclass
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.certainty_parts import WeightLine, WeightLines
from desktop.papers.charts.data.parts import standing
from desktop.papers.charts.label_places import flag_rows, spread_out
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.fonts import width

_DASHES: tuple[tuple[float, ...] | None, ...] = (None, (7, 3), (2, 2.5), (9, 3, 2, 3))

#: No more of a chart's height than this goes to the flags of its switches; beyond it they are weights alone.
_MOST_FLAGS = 0.34


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where weights and scores fall on the page."""

    left: float
    right: float
    top: float
    foot: float

    def x(self, weight: float) -> float:
        return self.left + (self.right - self.left) * weight / 100

    def y(self, score: float) -> float:
        return self.foot - (self.foot - self.top) * score / 100


@dataclass(frozen=True, slots=True)
class _Flag:
    """A weight marked from top to bottom, with its words at the top."""

    weight: float
    words: str
    meaning: Meaning
    today: bool


@with_figures
def weight_lines(wide: float, high: float, colours: ChartColours, parts: WeightLines) -> Drawing:
    """A line an option, named at its end, with today's weight and every switch marked; a sentence where there is nothing to draw."""
    pen, text = Pen(wide, high, colours), colours.text
    if not parts.lines:
        say(pen, f"The weight of {parts.criterion} cannot be moved against others, so there is nothing to draw.")
        return pen.drawing
    small = text * 0.92
    names = {line.name: _name_lines(line, text, wide * 0.26) for line in parts.lines}
    column = max(width(words, text, True) for name_lines in names.values() for words in name_lines) + 26
    left = width("100", small) + 10
    right = wide - column
    flags, rows = _flags(parts, small, left, right, wide, high)
    plot = _Plot(left, right, 4 + (max(rows) + 1) * small * 1.45 + small * 0.9, high - text * 2.9)
    _axes(pen, plot, parts.criterion, small)
    pen.text(0, plot.top - small * 0.95, "Score", colour=colours.muted, size=small, meaning=Meaning("axis"))
    first = {lead.name for lead in parts.leads}
    colour_of = {line.name: _colour(colours, index, line.name in first) for index, line in enumerate(_first_ones_first(parts, first))}
    for flag, row in zip(flags, rows, strict=True):
        _staff(pen, plot, flag, 4 + (max(rows) - row) * small * 1.45)
    for index, line in enumerate(parts.lines):
        dash = _DASHES[(index + index // 4) % 4]
        path = [(plot.x(weight), plot.y(score)) for weight, score in line.points]
        pen.path(path, colour_of[line.name], 1.75 if line.name in first else 1.25, Meaning("line", line.record), dash)
    _envelope(pen, plot, parts, colour_of)
    for switch in parts.switches:
        score = max(line.score_at(switch.at) for line in parts.lines if line.name in first)
        meaning = Meaning("switch", switch.record, switch.words)
        pen.mark(4, plot.x(switch.at), plot.y(score), 4.6, meaning)
    _end_names(pen, plot, parts, names, colour_of)
    for flag, row in zip(flags, rows, strict=True):
        _flag_words(pen, plot, flag, 4 + (max(rows) - row) * small * 1.45, small, wide)
    return pen.drawing


def say(pen: Pen, sentence: str) -> None:
    """A sentence where a chart has nothing to draw."""
    for index, words in enumerate(wrap(sentence, pen.colours.text, pen.width - 8)):
        pen.text(4, pen.colours.text * 1.4 * (index + 1), words)


def between(line: WeightLine, start: float, end: float) -> list[tuple[float, float]]:
    """The part of a line between two weights."""
    inner = [point for point in line.points if start < point[0] < end]
    return [(start, line.score_at(start)), *inner, (end, line.score_at(end))]


def _first_ones_first(parts: WeightLines, first: set[str]) -> list[WeightLine]:
    return sorted(parts.lines, key=lambda line: line.name not in first)


def _colour(colours: ChartColours, index: int, leads: bool) -> str:
    if colours.outline:
        return colours.ink
    return colours.series[index % len(colours.series)] if leads else colours.greys[1]


def _name_lines(line: WeightLine, text: float, room: float) -> list[str]:
    state = standing(benchmark=line.benchmark, barred=line.barred)
    shown = f"{line.name} ({state})" if state else line.name
    return shortened(wrap(shown, text, room, line.leader), 2, text, room, line.leader)


def _flags(parts: WeightLines, size: float, left: float, right: float, wide: float, high: float) -> tuple[list[_Flag], list[int]]:
    """Today's weight and each switch, from left to right, with the row in which its words stand."""
    today = _Flag(parts.today, parts.today_label, Meaning("today", parts.record, f"{parts.criterion}: {parts.today_label.lower()}"), True)
    for short in (False, True):
        flags = [today]
        for switch in parts.switches:
            words = switch.label.partition(":")[0] if short else switch.label
            flags.append(_Flag(switch.at, words, Meaning("switch label", switch.record, switch.words), False))
        flags.sort(key=lambda flag: flag.weight)
        reach = [(left + (right - left) * flag.weight / 100, width(flag.words, size, True) + 12) for flag in flags]
        rows = flag_rows([(x, min(room, wide - x)) for x, room in reach])
        if short or (max(rows) + 1) * size * 1.45 <= high * _MOST_FLAGS:
            return flags, rows
    raise AssertionError("the short flags are always taken")


def _axes(pen: Pen, plot: _Plot, criterion: str, size: float) -> None:
    colours = pen.colours
    for tick in range(0, 101, 20):
        y = round(plot.y(tick)) + 0.5
        if not colours.outline or tick == 0:
            pen.line(plot.left, y, plot.right, y, colours.ink if tick == 0 else colours.rule, meaning=Meaning("axis"))
        pen.text(plot.left - 8, y + size * 0.36, str(tick), "end", colours.muted, size, meaning=Meaning("axis"))
        pen.text(plot.x(tick), plot.foot + size * 1.5, f"{tick}%", "middle", colours.muted, size, meaning=Meaning("axis"))
    caption = shortened([f"Weight of {criterion}"], 1, size, plot.right - plot.left)[0]
    pen.text((plot.left + plot.right) / 2, plot.foot + size * 2.85, caption, "middle", colours.muted, size, meaning=Meaning("axis"))


def _staff(pen: Pen, plot: _Plot, flag: _Flag, top: float) -> None:
    x = round(plot.x(flag.weight)) + 0.5
    meaning = Meaning("today" if flag.today else "switch line", flag.meaning.record)
    pen.line(x, top, x, plot.foot, pen.colours.ink, 2 if flag.today else 1, None if flag.today else (2, 2), meaning)


def _flag_words(pen: Pen, plot: _Plot, flag: _Flag, top: float, size: float, wide: float) -> None:
    x = round(plot.x(flag.weight)) + 0.5
    words = shortened([flag.words], 1, size, wide - x - 6, flag.today)[0]
    pen.text(x + 5, top + size * 0.95, words, size=size, bold=flag.today, meaning=flag.meaning)


def _envelope(pen: Pen, plot: _Plot, parts: WeightLines, colour_of: dict[str, str]) -> None:
    """Each option's line over again, thick, where it is first."""
    by_name = {line.name: line for line in parts.lines}
    for lead in parts.leads:
        line = by_name.get(lead.name)
        if line is not None and lead.end > lead.start:
            path = [(plot.x(weight), plot.y(score)) for weight, score in between(line, lead.start, lead.end)]
            pen.path(path, colour_of[lead.name], 4, Meaning("envelope", line.record))


def _end_names(pen: Pen, plot: _Plot, parts: WeightLines, names: dict[str, list[str]], colour_of: dict[str, str]) -> None:
    """Every line named at its end, from the top down, each joined to its name where the name had to move."""
    text, colours = pen.colours.text, pen.colours
    order = sorted(parts.lines, key=lambda line: -line.points[-1][1])
    tall = {line.name: len(names[line.name]) * text * 1.15 for line in order}
    room = plot.foot - plot.top + text
    if sum(tall.values()) > room:  # one line each is all there is room for
        names = {
            name: name_lines[:1] if len(name_lines) == 1 else _cut(name_lines, text, pen.width - plot.right - 22)
            for name, name_lines in names.items()
        }
        tall = dict.fromkeys(names, text * 1.15)
    shown = order if sum(tall.values()) <= room else _kept(parts, order, int(room // (text * 1.15)) - 1)
    middles = _middles([(plot.y(line.points[-1][1]), tall[line.name]) for line in shown], plot.top - text / 2, plot.foot + text / 2)
    for line, middle in zip(shown, middles, strict=True):
        end = plot.y(line.points[-1][1])
        pen.line(plot.right, end, plot.right + 14, middle, colour_of[line.name], 1, meaning=Meaning("connector", line.record))
        name_lines = names[line.name]
        for index, words in enumerate(name_lines):
            base = middle + text * 0.36 + (index - (len(name_lines) - 1) / 2) * text * 1.15
            colour = colours.accent if line.leader else colours.ink
            pen.text(
                plot.right + 18, base, words, colour=colour, bold=line.leader, meaning=once(Meaning("name", line.record, line.words), index)
            )
    for index, line in enumerate(parts.lines):
        pen.mark(index, plot.right, plot.y(line.points[-1][1]), 3.6, Meaning("end", line.record), colour_of[line.name])
    if len(shown) < len(order):
        more = len(order) - len(shown)
        pen.text(plot.right + 18, plot.foot + text * 2.62, f"and {more} more", colour=colours.muted, meaning=Meaning("name"))


def _cut(lines: list[str], text: float, room: float) -> list[str]:
    """The first line of a name that has more, with an ellipsis."""
    return shortened(lines, 1, text, room, bold=True)


def _kept(parts: WeightLines, order: Sequence[WeightLine], most: int) -> list[WeightLine]:
    """The lines to name where there is no room for all: those that are first somewhere, then the best of today."""
    first = {lead.name for lead in parts.leads}
    chosen = {line.name for line in _first_ones_first(parts, first)[: max(most, 1)]}
    return [line for line in order if line.name in chosen]


def _middles(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """The middle of each label, given as (where its line ends, its height), none on another."""
    # Labels of unequal height are spread by their tops, each shifted by the heights above it, as if each were a line high.
    shift, offsets = 0.0, []
    for _, tall in wanted:
        offsets.append(shift)
        shift += tall
    tops = [middle - tall / 2 - offset for (middle, tall), offset in zip(wanted, offsets, strict=True)]
    placed = spread_out(tops, 0.0, low, max(high - shift, low))
    return [top + offset + tall / 2 for top, offset, (_, tall) in zip(placed, offsets, wanted, strict=True)]
