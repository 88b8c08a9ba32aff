"""The figures of every chart as a table to copy: headings, then a row an option, a year or whatever the chart sets side by side.

Amounts are pounds and pence, scores and percentages to the place that the chart prints. A bound that is open is blank, as is what is not
known. No ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch

from desktop.papers.charts.data.certainty_parts import Acceptability, ScoreByNpv, Spread, ValueCurve, WeightLines
from desktop.papers.charts.data.council_tax import RateLines
from desktop.papers.charts.data.money_parts import (
    BreakEven,
    Distribution,
    GapBars,
    PartnerBars,
    ScenarioBars,
    TargetBars,
    TornadoBars,
)
from desktop.papers.charts.data.parts import Bounds, OptionBar, PartKind, YearBar, standing
from desktop.papers.charts.data.returns import HeatMap, League, without_mark

Block = list[list[str]]
#: Headings with their cells, top to bottom.
_Columns = list[tuple[str, Sequence[str]]]
_NOUGHT = Bounds(0.0, 0.0, "", 0.0)


@singledispatch
def chart_table(figures: object) -> Block:
    """The figures that a chart is drawn from, its headings first; none of a chart that has nothing to draw."""
    return []


@chart_table.register
def _bars(figures: tuple) -> Block:  # type: ignore[type-arg]  # it is dispatched by its class alone
    if all(isinstance(bar, OptionBar) for bar in figures):
        return _of_options(figures)
    return _of_years(figures)


def _of_options(bars: Sequence[OptionBar]) -> Block:
    columns: _Columns = [("Option", [bar.name for bar in bars])]
    headings = [segment.name for segment in bars[0].segments] if bars else []
    if len(headings) > 1:
        columns += [(name, [_placed(bar.segments[n].points) for bar in bars]) for n, name in enumerate(headings)]
    columns += _scored("Score", [(bar.low, bar.score, bar.high) for bar in bars])
    groups = list(dict.fromkeys(dot.group for bar in bars for dot in bar.dots))
    for group in groups if len(groups) > 1 else ():
        columns.append((group, [_placed(next((dot.score for dot in bar.dots if dot.group == group), None)) for bar in bars]))
    return _block([*columns, *_said("Standing", [standing(benchmark=bar.benchmark, barred=bar.barred) for bar in bars])])


def _of_years(bars: Sequence[YearBar]) -> Block:
    columns: _Columns = [("Year", [bar.year for bar in bars])]
    by_year = [{part.kind: part.amount for part in bar.parts} for bar in bars]
    for kind in PartKind:
        if any(kind in parts for parts in by_year):
            columns += _money(kind.value, [parts.get(kind, _NOUGHT) for parts in by_year])
    return _block([*columns, *_money("Net", [bar.net for bar in bars])])


@chart_table.register
def _(figures: BreakEven) -> Block:
    totals = [Bounds(year.low, year.high, year.label, year.central) for year in figures.years]
    return _block([("Year", [year.year for year in figures.years]), *_money("Running total", totals)])


@chart_table.register
def _(figures: RateLines) -> Block:
    lines = figures.lines
    areas = ("Area", [line.name for line in lines])
    return _block([areas, *((f"{year} (£)", [_pounds(line.rates[n]) for line in lines]) for n, year in enumerate(figures.years))])


@chart_table.register
def _(figures: TornadoBars) -> Block:
    bars, what = figures.bars, "Change of the net present value" if figures.is_change else "Net present value"
    return _block([
        ("Driver", [bar.name for bar in bars]),
        ("From and to", [bar.ends for bar in bars]),
        (f"{what} at worst (£)", [_pounds(bar.worst) for bar in bars]),
        (f"{what} at best (£)", [_pounds(bar.best) for bar in bars]),
    ])  # fmt: skip


@chart_table.register
def _(figures: ScenarioBars) -> Block:
    return _block([("Scenario", [bar.name for bar in figures.bars]), *_money(figures.what, [bar.amount for bar in figures.bars])])


@chart_table.register
def _(figures: Distribution) -> Block:
    columns, marks = figures.columns, figures.marks
    return _block([
        ("What", [*("Draws" for _ in columns), *(mark.name for mark in marks)]),
        ("From (£)", [_pounds(each) for each in (*(column.start for column in columns), *(mark.at for mark in marks))]),
        ("To (£)", [*(_pounds(column.end) for column in columns), *("" for _ in marks)]),
        ("Share of the draws (%)", [*(_placed(100 * column.share, 2) for column in columns), *("" for _ in marks)]),
    ])  # fmt: skip


@chart_table.register
def _(figures: PartnerBars) -> Block:
    partners = figures.partners
    return _block([
        ("Partner", [bar.name for bar in partners]),
        *_money("Before", [bar.before for bar in partners]),
        *_money("After", [bar.after for bar in partners]),
        ("Change", [bar.change for bar in partners]),
        *_said("Remark", [bar.flag for bar in partners]),
    ])  # fmt: skip


@chart_table.register
def _(figures: TargetBars) -> Block:
    years = figures.years
    pairs = [*_money("Target", [bar.target for bar in years]), *_money("Gain", [bar.gain for bar in years])]
    return _block([("Year", [bar.year for bar in years]), *pairs, ("Left", [bar.label for bar in years])])


@chart_table.register
def _(figures: GapBars) -> Block:
    years = figures.years
    amounts = (
        ("Budget gap", [bar.gap for bar in years]),
        ("Relief", [bar.relief for bar in years]),
        ("Of it once only", [bar.once for bar in years]),
    )
    return _block([
        ("Year", [bar.year for bar in years]),
        *(column for heading, bounds in amounts for column in _money(heading, bounds)),
        ("Left", [bar.label for bar in years]),
    ])  # fmt: skip


@chart_table.register
def _(figures: WeightLines) -> Block:
    weights = sorted({figures.today, *(at for line in figures.lines for at, _ in line.points), *(each.at for each in figures.switches)})
    lines: _Columns = [(line.name, [_placed(line.score_at(weight)) for weight in weights]) for line in figures.lines]
    return _block([(f"Weight of {figures.criterion} (%)", [_placed(weight) for weight in weights]), *lines])


@chart_table.register
def _(figures: Acceptability) -> Block:
    bars = figures.bars
    places = range(max((len(bar.chances) for bar in bars), default=0))
    shares: _Columns = [(f"Place {place + 1} (%)", [_placed(bar.chances[place]) for bar in bars]) for place in places]
    marks = _said("Standing", [standing(benchmark=bar.benchmark, barred=bar.barred) for bar in bars])
    return _block([("Option", [bar.name for bar in bars]), *shares, *marks])


@chart_table.register
def _(figures: Spread) -> Block:
    rows = figures.rows
    places = [{mark.group: mark.place for mark in row.marks} for row in rows]
    return _block([
        ("Criterion", [row.criterion for row in rows]),
        *((f"{group}, of 100", [_placed(marks.get(group)) for marks in places]) for group in figures.groups),
        ("All groups, of 100", [_placed(row.combined) for row in rows]),
        ("As scored", [row.label for row in rows]),
        *_said("Remark", ["Far apart" if row.far_apart else "" for row in rows]),
    ])  # fmt: skip


@chart_table.register
def _(figures: ScoreByNpv) -> Block:
    points = figures.points
    return _block([
        ("Option", [point.name for point in points]),
        *_scored("Score", [(point.score_low, point.score, point.score_high) for point in points]),
        *_money("Net present value", [Bounds(point.npv_low, point.npv_high, "", point.npv) for point in points]),
        *_said("Standing", [standing(benchmark=point.benchmark, barred=point.barred) for point in points]),
    ])  # fmt: skip


@chart_table.register
def _(figures: ValueCurve) -> Block:
    named = [("Value function", score, value) for score, value in figures.points]
    named += [(", ".join(mark.names), mark.score, mark.value) for mark in figures.marks]
    return _block([
        ("What", [name for name, _, _ in named]),
        (f"{figures.criterion}: score", [f"{score:.15g}" for _, score, _ in named]),
        ("Value", [_placed(value) for _, _, value in named]),
    ])  # fmt: skip


@chart_table.register
def _(figures: HeatMap) -> Block:
    cells: _Columns = [(year, [row.cells[n].text for row in figures.rows]) for n, year in enumerate(figures.years)]
    return _block([("Organisation" if figures.is_named else "Rating", [without_mark(row.name) for row in figures.rows]), *cells])


@chart_table.register
def _(figures: League) -> Block:
    levels = figures.levels
    return _block([
        ("Score", [str(bar.level) for bar in levels]),
        ("Meaning", [bar.meaning for bar in levels]),
        ("Now", [str(bar.now) for bar in levels]),
        ("One level lower each", [str(bar.after) for bar in levels]),
    ])  # fmt: skip


def _block(columns: _Columns) -> Block:
    rows = [list(row) for row in zip(*(cells for _, cells in columns), strict=True)]
    return [[heading for heading, _ in columns], *rows] if rows else []


def _said(heading: str, words: Sequence[str]) -> _Columns:
    """A column that only stands where it says something."""
    return [(heading, words)] if any(words) else []


def _money(heading: str, amounts: Sequence[Bounds | None]) -> _Columns:
    """One column of pounds, or three where an amount is a range or is not known."""
    known = [each if each is not None else Bounds(None, None, "") for each in amounts]
    if all(each.low is not None and each.low == each.high for each in known):
        return [(f"{heading} (£)", [_pounds(each.low) for each in known])]
    return [
        (f"{heading}, lowest (£)", [_pounds(each.low) for each in known]),
        (f"{heading}, most likely (£)", [_pounds(each.low if each.low == each.high else each.central) for each in known]),
        (f"{heading}, highest (£)", [_pounds(each.high) for each in known]),
    ]


def _scored(heading: str, scores: Sequence[tuple[float | None, float | None, float | None]]) -> _Columns:
    """One column of scores, or three where missing ones leave a range."""
    columns: _Columns = [
        (f"{heading}, lowest", [_placed(low) for low, _, _ in scores]),
        (heading, [_placed(score) for _, score, _ in scores]),
        (f"{heading}, highest", [_placed(high) for _, _, high in scores]),
    ]
    return columns if columns[0][1] != columns[2][1] else columns[1:2]


def _pounds(amount: float | None) -> str:
    if amount is None:
        return ""
    return f"{amount:.0f}" if float(amount).is_integer() else f"{amount:.2f}"


def _placed(figure: float | None, places: int = 1) -> str:
    """A score or a percentage, with no noughts after its point."""
    return "" if figure is None else f"{figure:.{places}f}".rstrip("0").rstrip(".")
