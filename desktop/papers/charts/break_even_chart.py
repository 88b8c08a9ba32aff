"""The running total of savings less costs, with the point at which each case breaks even, in years and months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.graphics.shapes import Drawing

from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money import pounds_words
from desktop.papers.charts.data.money_parts import BreakEven, RunningYear, known_run
from desktop.papers.charts.data.parts import Bounds
from desktop.papers.charts.data.running_total import BEST, LIKELY, ONLY, WORST
from desktop.papers.charts.label_places import spread_out
from desktop.papers.charts.money_scale import (
    ARROW,
    LEAST_PLOT,
    Flag,
    Upright,
    flags_high,
    fly,
    grid,
    nothing_to_draw,
    tick_room,
    upright,
    upright_bar,
    year_step,
)
from desktop.papers.charts.pen import Meaning, Pen, once, with_figures, wrap
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

_DASHES = {WORST: (6.0, 4.0), BEST: (2.0, 2.5)}
_NOT_KNOWN = "not known"


@with_figures
def break_even(wide: float, high: float, colours: ChartColours, parts: BreakEven) -> Drawing:
    """One line where the total is known, a band from worst to best case with the most likely within it where it is a range.

    A flag stands where each case reaches £0 for good. A case that is no longer known ends where it stops being known. Totals known in
    one year alone, or only as bounds, are bars with an arrow where they are open: neither a point nor a bound is a line.
    """
    pen, text = Pen(wide, high, colours), colours.text
    known = [year for year in parts.years if year.low is not None or year.high is not None]
    if not known:
        say(pen, " ".join(parts.why) or f"The running total of {parts.name} is not known in any year, so no line can be drawn.")
        return pen.drawing
    nothing = nothing_to_draw(Bounds(year.low, year.high, year.label) for year in parts.years)
    if nothing:
        say(pen, nothing)
        return pen.drawing
    cases = _cases(parts)
    if not parts.is_line:
        _bars(pen, parts)
        return pen.drawing
    values = [end for year in known for end in (year.low, year.high) if end is not None] + [0.0]
    last = len(parts.years) - 1
    reached = pounds_words([points[-1][1] if points and points[-1][0] == last else None for _, points in cases])
    ends = [(name, words or _NOT_KNOWN) for (name, _), words in zip(cases, reached, strict=True)]
    right = max(width(words, text, True) for pair in ends for words in pair) + 10
    left = tick_room(values, text)
    places = _Places(left + 12, wide - right - left - 24, max(last, 1))
    flags = [
        Flag(
            places.across(crossing.place),
            _flag_words(crossing.case, crossing.span),
            Meaning("break even", parts.record, crossing.words),
            True,
        )
        for crossing in sorted(parts.crossings, key=lambda crossing: crossing.place)
    ]
    top = flags_high(flags, text * 0.92, wide) + text * (0.5 if flags else 0.9)
    scale = upright(pen, left, wide - right, top, high - text * 1.9, values)
    grid(pen, scale, wide - right)
    _year_names(pen, scale, parts.years, [places.across(index) for index in range(len(parts.years))], text)
    if parts.is_range and not colours.outline:
        _band(pen, scale, places, parts)
    if flags:
        fly(pen, flags, 2, scale.y(0), text * 0.92)
    _lines(pen, scale, places, parts, cases)
    for crossing in parts.crossings:
        pen.mark(1, places.across(crossing.place), scale.y(0), 4.5, Meaning("break even", parts.record, crossing.words))
    _end_labels(pen, scale, parts, cases, ends)
    return pen.drawing


class _Places(NamedTuple):
    """Where the years stand from left to right: the first at `start`, `steps` of them to the last, `length` further on."""

    start: float
    length: float
    steps: int

    def across(self, place: float) -> float:
        """Where a year stands, or a point between two."""
        return self.start + self.length * place / self.steps


def _band(pen: Pen, scale: Upright, places: _Places, parts: BreakEven) -> None:
    """The ground between the worst and the best case, as far as both are known."""
    lowest = dict(known_run([year.low for year in parts.years]))
    highest = dict(known_run([year.high for year in parts.years]))
    pieces = [(places.across(index), scale.y(lowest[index]), scale.y(highest[index])) for index in lowest if index in highest]
    if len(pieces) > 1:
        outline = [(x, y) for x, _, y in pieces] + [(x, y) for x, y, _ in pieces[::-1]]
        pen.area(outline, pen.colours.accent, 0.14, Meaning("band", parts.record))


def _lines(pen: Pen, scale: Upright, places: _Places, parts: BreakEven, cases: Sequence[tuple[str, list[tuple[int, float]]]]) -> None:
    """The line of each case with a mark for each of its years. A year is told once, on the case that is known of most."""
    accent, spoken_of = pen.colours.accent, next(name for name, points in cases if points)
    step = max(places.across(1) - places.across(0), 6) * 0.16
    for name, points in cases:
        path = [(places.across(index), scale.y(value)) for index, value in points]
        main = name in (ONLY, LIKELY)
        if len(path) > 1:
            pen.path(path, accent, 2.25 if main else 1.5, Meaning("line", parts.record, name), _DASHES.get(name))
        for (x, y), (index, _) in zip(path, points, strict=True):
            year = parts.years[index]
            spoken = main or (year.central is None and name == spoken_of)
            pen.mark(0, x, y, min(2.8 if main else 1.8, step), Meaning("point", year.record, year.words if spoken else ""), accent)


def _flag_words(case: str, span: str) -> str:
    if case == ONLY:
        return f"Breaks even after {span}"
    return f"{case[:1].upper()}{case[1:]}: {span}"


def _cases(parts: BreakEven) -> list[tuple[str, list[tuple[int, float]]]]:
    """The lines, the best uppermost, each as (place of the year, amount) from where it is first known, without a gap.

    A case of which nothing is known has no points, and is told beside the others.
    """
    if not parts.is_range:
        return [(ONLY, known_run([year.central for year in parts.years]))]
    cases = [(BEST, [year.high for year in parts.years]), (LIKELY, [year.central for year in parts.years]),
            (WORST, [year.low for year in parts.years])]  # fmt: skip
    return [(name, known_run(values)) for name, values in cases]


def _year_names(pen: Pen, scale: Upright, years: Sequence[RunningYear], places: Sequence[float], text: float) -> None:
    pitch = places[1] - places[0] if len(places) > 1 else pen.width
    step = year_step(years, pitch, text * 0.88)
    for index, (year, x) in enumerate(zip(years, places, strict=True)):
        if index % step == 0:
            pen.text(x, scale.foot + text * 1.35, year.year, "middle", pen.colours.muted, text * 0.88, meaning=Meaning("axis"))


def _end_labels(
    pen: Pen, scale: Upright, parts: BreakEven, cases: Sequence[tuple[str, list[tuple[int, float]]]], ends: Sequence[tuple[str, str]]
) -> None:
    """What each case comes to, at the right of its line; where it stops being known, that it does. Kept clear of one another."""
    text, x = pen.colours.text, scale.right + 2
    unknown = {BEST: scale.top, LIKELY: scale.top, WORST: scale.foot, ONLY: scale.top}
    wanted = [
        unknown[name] if words == _NOT_KNOWN else scale.y(points[-1][1]) for (name, points), (_, words) in zip(cases, ends, strict=True)
    ]
    wanted = [max(wanted[: index + 1]) for index in range(len(wanted))]
    places = spread_out(wanted, text * 2.5, scale.top + text * 0.5, scale.foot - text * 1.2)
    for (name, words), y in zip(ends, places, strict=True):
        known = words != _NOT_KNOWN
        pen.text(
            x,
            y - 1,
            words,
            colour=pen.colours.ink if known else pen.colours.muted,
            bold=known,
            meaning=Meaning("label", parts.years[-1].record, f"{name}: {words}"),
        )
        pen.text(x, y + text * 1.05, name, colour=pen.colours.muted, size=text * 0.88, meaning=Meaning("label"))


def _bars(pen: Pen, parts: BreakEven) -> None:
    """A bar for each year of which something is known, with its words; the rest say that they are not known."""
    text, years = pen.colours.text, parts.years
    reach = [end for year in years for end in (year.low, year.high) if end is not None] + [0.0]
    left = tick_room(reach, text)
    pitch = (pen.width - left - 4) / len(years)
    step = year_step(years, pitch, text * 0.88)
    room = pitch * step - 6
    labels = {index: wrap(year.label, text * 0.92, room, True)[:3] for index, year in enumerate(years) if index % step == 0}
    depth = max(len(lines) for lines in labels.values())
    if pen.height - text * (2.8 + depth * 1.2) < LEAST_PLOT * text:
        labels, depth = {index: [] for index in labels}, 0  # the plot needs the room: each amount is told where its bar is
    arrows = ARROW if any((year.low is None) != (year.high is None) for year in years) else 0
    scale = upright(pen, left, pen.width - 4, text * 0.9 + arrows, pen.height - text * (1.9 + depth * 1.2) - arrows, reach)
    grid(pen, scale, pen.width - 4)
    for index, year in enumerate(years):
        middle, thick = left + pitch * (index + 0.5), min(48.0, pitch * 0.6)
        amount = Bounds(year.low, year.high, year.label, year.central)
        upright_bar(pen, scale, middle - thick / 2, thick, amount, pen.colours.accent, Meaning("bar", year.record, year.words))
        if index in labels:
            base = scale.foot + arrows + text * 1.35
            widest = max(width(year.year, text * 0.88), *(width(words, text * 0.92, True) for words in labels[index] or [""]))
            middle = min(middle, pen.width - widest / 2)  # what is below the last bar stays whole in the picture
            pen.text(middle, base, year.year, "middle", pen.colours.muted, text * 0.88, meaning=Meaning("axis"))
            for line, words in enumerate(labels[index], start=1):
                meaning = once(Meaning("label", year.record, year.words), line - 1)
                pen.text(middle, base + line * text * 1.2, words, "middle", size=text * 0.92, bold=True, meaning=meaning)
