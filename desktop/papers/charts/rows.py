"""Rows of one height under one another: as many as there is room for, the first of them first, and how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.papers.charts.data.certainty_parts import PlaceBar
from desktop.papers.charts.data.parts import OptionBar, standing
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, wrap
from desktop.papers.fonts import width

#: The least height of a row, in heights of its text: names on one line never touch.
LEAST = 1.7

#: The size of what is told below a name, in sizes of the name.
_TOLD = 0.92


def fitted(pen: Pen, count: int, top: float, foot: float, left: float, least: float = LEAST) -> tuple[int, float]:
    """How many of `count` rows fit between `top` and `foot`, and the height of each in units; `least` is in heights of the text.

    What is above and below them stays in sight where the chart is scrolled. Where not all fit, the last row says how many more there
    are, at the right end of the names, which is `left`.
    """
    pen.pin(top, pen.height - foot)
    text, room = pen.colours.text, max(foot - top, 1.0)
    if count * least * text <= room or count < 2:
        return count, room / max(count, 1)
    shown = max(int(room / (least * text)) - 1, 1)
    pitch = room / (shown + 1)
    base = top + pitch * (shown + 0.5) + text * 0.36
    pen.text(left - 12, base, f"and {count - shown} more", "end", pen.colours.muted, text * 0.92, meaning=Meaning("more"))
    return shown, pitch


def names_width(bars: Sequence[OptionBar | PlaceBar], text: float) -> float:
    """How wide the longest name is, and the longest word of what is told of a row below its name, in units; `text` is the text's height."""
    told = [word for bar in bars for word in standing(benchmark=bar.benchmark, barred=bar.barred).split()]
    return max([width(bar.name, text, True) for bar in bars] + [width(word, text * _TOLD) for word in told], default=0)


def row_name(
    pen: Pen,
    name: str,
    left: float,
    middle: float,
    pitch: float,
    *,
    meaning: Meaning,
    benchmark: bool = False,
    barred: bool = False,
    leader: bool = False,
) -> None:
    """What a row is of, to the left of `left`, and what is told of it below, in as many lines as its height has room for."""
    text, room, state = pen.colours.text, left - 16, standing(benchmark=benchmark, barred=barred)
    most = max(1, min(3, int(pitch // (text * 1.15))))
    told = shortened(wrap(state, text * _TOLD, room), most - 1, text * _TOLD, room) if state and most > 1 else []
    lines = shortened(wrap(name, text, room, leader), most - len(told), text, room, leader)
    named = len(lines)
    for index, line in enumerate(lines := [*lines, *told]):
        muted = index >= named
        base = middle + text * 0.36 + (index - (len(lines) - 1) / 2) * text * 1.15
        colour = pen.colours.muted if muted else pen.colours.accent if leader else pen.colours.ink
        pen.text(left - 12, base, line, "end", colour, text * (_TOLD if muted else 1), leader and not muted, once(meaning, index))
