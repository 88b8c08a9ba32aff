"""The two charts in which options are points: score against money, and value against score."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from reportlab.graphics.shapes import Drawing

from desktop.late_dataclass import dataclass
from desktop.papers.charts.axes import money_words, ticks
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.certainty_parts import NpvPoint, ScoreByNpv, ValueCurve
from desktop.papers.charts.data.parts import standing
from desktop.papers.charts.data.value_function import plain_number
from desktop.papers.charts.label_places import FURTHEST, Area, Placed, TakenRoom, along, place_near
from desktop.papers.charts.pen import Meaning, Pen, once, shortened, with_figures, wrap
from desktop.papers.charts.weight_chart import say
from desktop.papers.fonts import width

#: A name wider than this is set in two lines.
_NAME_ROOM = 150.0

#: More names than this are a crowd: there only those that matter most are led away from their points, and no further than this.
_CROWD, _LED = 12, 80.0
_LEAST = 3

#: Scores and their ranges that all lie within so much of the scale of 100 are drawn on that part of it alone.
_NARROW = 30


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where amounts across and points upwards fall on the page."""

    left: float
    right: float
    top: float
    foot: float
    low: float
    high: float
    levels: tuple[int, ...] = tuple(range(0, 101, 20))

    def x(self, amount: float) -> float:
        return self.left + (self.right - self.left) * (amount - self.low) / (self.high - self.low)

    def y(self, share: float) -> float:
        return self.foot - (self.foot - self.top) * (share - self.levels[0]) / (self.levels[-1] - self.levels[0])


@dataclass(frozen=True, slots=True)
class _Name:
    """What a point is called, whether it is the leader's, and how much the name matters: the lowest most, and 0 where all are alike."""

    x: float
    y: float
    words: str
    bold: bool
    meaning: Meaning
    rank: int = 0


@with_figures
def score_by_npv(wide: float, high: float, colours: ChartColours, parts: ScoreByNpv) -> Drawing:
    """Score upwards against net present value across, with whiskers for ranges; up and to the right is better on both.

    A point on the frontier is filled and the frontier is a stepped line through them; one that another betters is hollow. The
    benchmark is a square. In a crowd the leader, the benchmark and the frontier are named first, then the best scores. Options without
    a point are told below the plot, and never drawn.
    """
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    if not parts.points:
        say(pen, " ".join(["No option has both a score and a known net present value.", *parts.unplaced]))
        return pen.drawing
    below = [line for sentence in parts.unplaced for line in wrap(sentence, small, wide - 8)]
    reach = [amount for point in parts.points for amount in (point.npv, point.npv_low, point.npv_high) if amount is not None]
    marks = ticks([*reach, 0.0])
    rows = _npv_key(pen, parts, small)
    labels = money_words(marks)
    left = max(width("100", small) + 10, width(labels[0], small) / 2 + 1)
    right = wide - max(width(labels[-1], small) / 2 + 1, 8)
    foot = max(high - text * 3.1 - len(below) * small * 1.3, text * 6)
    plot = _Plot(left, right, text * (1.9 + 1.5 * rows), foot, marks[0], marks[-1], _levels(parts.points))
    _grid(pen, plot, marks, labels, small)
    pen.text((plot.left + plot.right) / 2, plot.foot + small * 2.85, "Net present value", "middle", colours.muted, small,
             meaning=Meaning("axis"))  # fmt: skip
    pen.text(0, plot.top - small * 0.95, "Score", colour=colours.muted, size=small, meaning=Meaning("axis"))
    taken = _frontier(pen, plot, parts.points)
    if marks[0] < 0:
        taken += along([(plot.x(0), plot.top), (plot.x(0), plot.foot)], 1)
    for point in parts.points:
        taken += _whiskers(pen, plot, point)
    names = []
    for point in parts.points:
        x, y, meaning = plot.x(point.npv), plot.y(point.score), Meaning("point", point.record, point.words)
        _npv_mark(pen, x, y, point, meaning)
        taken.append(Area(x - 6, y - 6, x + 6, y + 6))
        beside = standing(benchmark=point.benchmark, barred=point.barred)
        shown = f"{point.name} ({beside})" if beside else point.name
        rank = 0 if point.leader else 1 if point.benchmark else 2 if point.efficient else _LEAST
        names.append(_Name(x, y, shown, point.leader, Meaning("name", point.record, point.words), rank))
    _put_names(pen, plot, names, taken)
    for index, line in enumerate(below):
        pen.text(4, plot.foot + small * (4.3 + 1.3 * index), line, size=small, meaning=Meaning("unplaced"))
    return pen.drawing


@with_figures
def value_curve(wide: float, high: float, colours: ChartColours, parts: ValueCurve) -> Drawing:
    """Value, 0 to 100, upwards against the criterion's own score across; the recorded points are squares and the options circles."""
    pen, text = Pen(wide, high, colours), colours.text
    small = text * 0.92
    if not parts.points:
        say(pen, parts.why)
        return pen.drawing
    reach = [score for score, _ in parts.points] + [mark.score for mark in parts.marks]
    reach += [end for end in (parts.worst, parts.best) if end is not None]
    marks = ticks(reach, 1)
    left = width("100", small) + 10
    plot = _Plot(left, wide - max(width(plain_number(marks[-1]), small) / 2, 8), text * 1.8, high - text * 3, marks[0], marks[-1])
    _grid(pen, plot, marks, [plain_number(mark) for mark in marks], small)
    caption = shortened([f"Score on {parts.criterion}"], 1, small, plot.right - plot.left)[0]
    pen.text((plot.left + plot.right) / 2, plot.foot + small * 2.85, caption, "middle", colours.muted, small, meaning=Meaning("axis"))
    pen.text(0, small, "Value", colour=colours.muted, size=small, meaning=Meaning("axis"))
    # Beyond its ends a value function stays level.
    course = [(marks[0], parts.points[0][1]), *parts.points, (marks[-1], parts.points[-1][1])]
    path = [(plot.x(score), plot.y(value)) for score, value in course]
    pen.path(path, colours.accent, 2.25, Meaning("curve", parts.record))
    taken = along(path)
    for score, value in parts.points if parts.recorded else ():
        words = f"{plain_number(score)} is worth {value:.0f}"
        pen.mark(1, plot.x(score), plot.y(value), 4.6, Meaning("given", parts.record, words), colours.accent)
    names = []
    for mark in parts.marks:
        x, y = plot.x(mark.score), plot.y(mark.value)
        pen.mark(4, x, y, 4.6, Meaning("point", mark.record, mark.words))
        taken.append(Area(x - 6, y - 6, x + 6, y + 6))
        names.append(_Name(x, y, _together(mark.names), False, Meaning("name", mark.record, mark.words)))
    _put_names(pen, plot, names, taken)
    return pen.drawing


def _together(names: Sequence[str]) -> str:
    """What options in one place are called together: two by name, more by the first and how many more."""
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def frontier_steps(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of the stepped line through points of (amount, score) of which none betters another, from the highest score down."""
    ordered = sorted(set(points), key=lambda point: (-point[1], point[0]))
    corners: list[tuple[float, float]] = []
    for amount, score in ordered:
        if corners:
            corners.append((corners[-1][0], score))
        corners.append((amount, score))
    return corners


def _levels(points: Sequence[NpvPoint]) -> tuple[int, ...]:
    """The scores that are marked upwards: 0 to 100, or the part of it that holds all, where they could not be told apart on the whole."""
    low = floor(min(point.score_low for point in points) / 10) * 10
    high = ceil(max(point.score_high for point in points) / 10) * 10
    if not 0 < high - low <= _NARROW:
        return tuple(range(0, 101, 20))
    return tuple(range(low, high + 1, 2 if high - low == 10 else 5))


def _grid(pen: Pen, plot: _Plot, marks: Sequence[float], words: Sequence[str], size: float) -> None:
    colours = pen.colours
    for share in plot.levels:
        y = round(plot.y(share)) + 0.5
        foot = share == plot.levels[0]
        if foot or not colours.outline:
            pen.line(plot.left, y, plot.right, y, colours.ink if foot else colours.rule, meaning=Meaning("axis"))
        pen.text(plot.left - 8, y + size * 0.36, str(share), "end", colours.muted, size, meaning=Meaning("axis"))
    step = _every(marks, words, plot, size)
    for index, (mark, label) in enumerate(zip(marks, words, strict=True)):
        x = round(plot.x(mark)) + 0.5
        nought = mark == 0 and marks[0] < 0
        if nought or not colours.outline:
            pen.line(x, plot.top, x, plot.foot, colours.ink if nought else colours.rule, meaning=Meaning("axis"))
        if index % step == 0:
            pen.text(x, plot.foot + size * 1.5, label, "middle", colours.muted, size, meaning=Meaning("axis"))


def _every(marks: Sequence[float], words: Sequence[str], plot: _Plot, size: float) -> int:
    """Which ticks are named so that their names keep clear of one another: each, each second, and so on."""
    pitch = plot.x(marks[1]) - plot.x(marks[0])
    widest = max(width(label, size) for label in words) + 8
    return next((step for step in (1, 2, 3, 4, 6, 8) if pitch * step >= widest), len(marks))


def _npv_key(pen: Pen, parts: ScoreByNpv, size: float) -> int:
    """What each kind of point means. Returns how many rows it takes."""
    kinds = []
    if any(point.efficient for point in parts.points):
        kinds.append(("efficient", "On the frontier"))
    if any(not point.efficient for point in parts.points):
        kinds.append(("bettered", "Another is as good on both, and better on one"))
    if any(point.npv_low != point.npv_high or point.score_low != point.score_high for point in parts.points):
        kinds.append(("range", "Range"))
    x, row = 0.0, 0
    for kind, words in kinds:
        room = 16 + width(words, size) + 18
        if x and x + room > pen.width:
            x, row = 0.0, row + 1
        middle = size * 0.7 + row * size * 1.6
        if kind == "range":
            pen.whisker(x, middle, x + 11, middle, Meaning("key"))
        else:
            pen.mark(0 if kind == "efficient" else 4, x + 5, middle, 4.6, Meaning("key"))
        pen.text(x + 16, middle + size * 0.36, words, colour=pen.colours.muted, size=size, meaning=Meaning("key"))
        x += room
    return row + 1


def _frontier(pen: Pen, plot: _Plot, points: Sequence[NpvPoint]) -> list[Area]:
    """The frontier, drawn where it has more than one point; and the areas it takes up."""
    corners = frontier_steps([(point.npv, point.score) for point in points if point.efficient])
    if len(corners) < 2:
        return []
    path = [(plot.x(amount), plot.y(score)) for amount, score in corners]
    pen.path(path, pen.colours.muted, 1.5, Meaning("frontier"), (4, 3))
    return along(path)


def _whiskers(pen: Pen, plot: _Plot, point: NpvPoint) -> list[Area]:
    """The ranges of a point, drawn; and the areas they take up."""
    x, y, meaning = plot.x(point.npv), plot.y(point.score), Meaning("whisker", point.record, point.words)
    areas = []
    if point.npv_low is not None and point.npv_high is not None and plot.x(point.npv_high) - plot.x(point.npv_low) > 2:
        start, end = plot.x(point.npv_low), plot.x(point.npv_high)
        pen.whisker(start, y, end, y, meaning)
        areas.append(Area(start - 1, y - 5, end + 1, y + 5))
    if plot.y(point.score_low) - plot.y(point.score_high) > 2:
        start, end = plot.y(point.score_high), plot.y(point.score_low)
        pen.whisker(x, start, x, end, meaning)
        areas.append(Area(x - 5, start - 1, x + 5, end + 1))
    return areas


def _npv_mark(pen: Pen, x: float, y: float, point: NpvPoint, meaning: Meaning) -> None:
    shape = (1 if point.benchmark else 0) + (0 if point.efficient else 4)
    pen.mark(shape, x, y, 5.2, meaning, pen.colours.accent if point.leader else pen.colours.ink)


def _put_names(pen: Pen, plot: _Plot, names: Sequence[_Name], taken: Sequence[Area]) -> None:
    """Each name where nothing else lies, with a line to its point where that is not beside it. How many had no room is said."""
    text = pen.colours.text
    lines = [shortened(wrap(name.words, text, _NAME_ROOM, name.bold), 2, text, _NAME_ROOM, name.bold) for name in names]
    sizes = [
        (max(width(line, text, name.bold) for line in name_lines) + 4, len(name_lines) * text * 1.15)
        for name, name_lines in zip(names, lines, strict=True)
    ]
    within = Area(plot.left + 2, plot.top - text * 0.1, pen.width, plot.foot - 2)
    room = TakenRoom(taken)
    every = sorted(range(len(names)), key=lambda index: names[index].rank)
    places = _places(names, sizes, every, room.copy(), within)
    if None in places and len(names) <= _CROWD:
        # What has no room in one order often has room in another; the leader's name always comes first.
        down = sorted(every, key=lambda index: (not names[index].bold, names[index].y))
        back = sorted(every, key=lambda index: (not names[index].bold, -names[index].x))
        others = [_places(names, sizes, order, room.copy(), within) for order in (down, back)]
        places = min((places, *others), key=lambda tried: tried.count(None))
    for name, name_lines, placed in zip(names, lines, places, strict=True):
        if placed is not None:
            _put_name(pen, name, name_lines, placed)
    if None in places:
        words = f"{places.count(None)} more not named"
        pen.text(plot.right, plot.top - text * 0.9, words, "end", pen.colours.muted, text * 0.92, meaning=Meaning("left out"))


def _places(
    names: Sequence[_Name], sizes: Sequence[tuple[float, float]], order: Sequence[int], room: TakenRoom, within: Area
) -> list[Placed | None]:
    """Where each name stands when they are placed in an order; `None` where one finds no room."""
    places: list[Placed | None] = [None] * len(names)
    for index in order:
        name = names[index]
        furthest = FURTHEST if len(names) <= _CROWD else _LED if name.rank < _LEAST else 0
        placed = place_near((name.x, name.y), sizes[index], room, within, 9, furthest)
        if placed is not None:
            places[index] = placed
            # A name keeps its distance, so that two in a row do not read as one.
            room.take_by_name(Area(placed.area.left - 8, placed.area.top, placed.area.right + 8, placed.area.bottom))
            room.take(along(placed.joined, 1))
    return places


def _put_name(pen: Pen, name: _Name, lines: Sequence[str], placed: Placed) -> None:
    text, area = pen.colours.text, placed.area
    if placed.joined:
        (x, y), (across, down) = placed.joined
        pen.line(x, y, across, down, pen.colours.muted, 0.75, meaning=Meaning("connector", name.meaning.record))
    colour = pen.colours.accent if name.bold else pen.colours.ink
    for index, line in enumerate(lines):
        base = area.top + text * (0.9 + 1.15 * index)
        pen.text(area.left + 2, base, line, colour=colour, bold=name.bold, meaning=once(name.meaning, index))
