"""Charts of rows hold from 1 to 60 rows: names never touch, the first stay first, and what there is no room for is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.certainty_parts import Acceptability, GroupMark, PlaceBar, Spread, SpreadRow
from desktop.papers.charts.data.parts import Dot, OptionBar, Segment
from desktop.papers.charts.data.returns import HeatCell, HeatMap, HeatRow

_PAPER = ChartColours.paper()
_WIDE, _LINE = 640, 0.75  # of a letter's height above its base line
_COUNTS = (1, 5, 20, 60)


def _named(number: int) -> str:
    return f"Option {number:02}: shared services with every one of the neighbouring councils"


def _bars(count: int) -> tuple[OptionBar, ...]:
    return tuple(
        OptionBar(
            _named(n), f"option:{n}", (Segment("Service", 40 - n / 2, f"option:{n}", "s"), Segment("Cost", 20, f"option:{n}", "c")),
            60 - n / 2, 55 - n / 2, 70 - n / 2, f"{60 - n / 2:.1f} ({55 - n / 2:.1f} to {70 - n / 2:.1f})", _named(n), leader=n == 0,
            benchmark=n == count - 1, dots=(Dot("Staff", 60 - n / 2, f"option:{n}", "d"), Dot("Members", 50, f"option:{n}", "d")),
        )
        for n in range(count)
    )  # fmt: skip


def _contributions(count: int, high: float) -> Any:
    return all_charts.contributions(_WIDE, high, _PAPER, _bars(count))


def _dots(count: int, high: float) -> Any:
    return all_charts.score_dots(_WIDE, high, _PAPER, _bars(count))


def _places(count: int, high: float) -> Any:
    chances = [100 / count] * count
    bars = tuple(PlaceBar(_named(n), f"option:{n}", tuple(chances), _named(n), leader=n == 0) for n in range(count))
    return all_charts.acceptability(_WIDE, high, _PAPER, Acceptability(bars))


def _spread(count: int, high: float) -> Any:
    marks = (GroupMark("Staff", 20, "2", "m"), GroupMark("Members", 80, "8", "m"))
    rows = tuple(SpreadRow(_named(n), f"criterion:{n}", marks, 50, "2 to 8", _named(n), far_apart=n == 0) for n in range(count))
    return all_charts.spread(_WIDE, high, _PAPER, Spread("Share", ("Staff", "Members"), rows))


def _ratings(count: int, high: float) -> Any:
    cells = (HeatCell("G", "G", "green"), HeatCell("A", "A", "amber"))
    rows = tuple(HeatRow(_named(n), f"organisation:{n}", cells) for n in range(count))
    return all_charts.heat_map(_WIDE, high, _PAPER, HeatMap("NI 179", ("2009/10", "2010/11"), rows))


_CHARTS: tuple[Callable[[int, float], Any], ...] = (_contributions, _dots, _places, _spread, _ratings)


def _names(drawing: Any) -> Sequence[Any]:
    texts = [shape for shape in drawing.contents if hasattr(shape, "text")]
    return [shape for shape in texts if shape.__dict__["role"] in ("name", "more")]


@pytest.mark.parametrize("high", [150, 300])
@pytest.mark.parametrize("count", _COUNTS)
@pytest.mark.parametrize("draw", _CHARTS)
def test_names_never_touch_and_what_has_no_room_is_counted(draw: Callable[[int, float], Any], count: int, high: float) -> None:
    drawing = draw(count, high)
    names = sorted(_names(drawing), key=lambda each: -each.y)
    for upper, lower in pairwise(names):
        assert upper.y - lower.y >= lower.fontSize * _LINE
    assert names[0].text.startswith("Option 00")
    shown = {each.text[:9] for each in names if each.text.startswith("Option ")}
    more = [each.text for each in names if each.__dict__["role"] == "more"]
    assert more == ([f"and {count - len(shown)} more"] if len(shown) < count else [])
    assert shown == {f"Option {n:02}" for n in range(len(shown))}
    assert len(shown) == count or len(shown) >= 3


@pytest.mark.parametrize("draw", _CHARTS)
def test_a_chart_as_tall_as_its_rows_shows_each(draw: Callable[[int, float], Any]) -> None:
    drawing = draw(60, 60 * 30 + 64)
    assert not [each for each in _names(drawing) if each.__dict__["role"] == "more"]
    top, foot = drawing.__dict__["pinned"]
    assert 0 < top < 64
    assert 0 < foot < 64


@pytest.mark.parametrize("wide", [320, 640])
def test_what_is_told_of_a_row_is_whole_in_a_narrow_chart(wide: float) -> None:
    bars = [replace(each, name=f"Option {n}", benchmark=n == 4, barred=n == 4) for n, each in enumerate(_bars(5))]
    told = [each for each in _names(all_charts.score_dots(wide, 260, _PAPER, bars)) if each.fontSize < _PAPER.text]
    assert " ".join(each.text for each in told) == "benchmark, cannot lead"
    assert all(each.getBounds()[0] >= 0 for each in told)


def test_a_name_that_is_cut_is_told_whole() -> None:
    spots = all_charts.hot_spots(_contributions(20, 300))
    assert {_named(n) for n in range(5)} <= {spot.meaning.words for spot in spots if spot.meaning.role == "name"}


def test_places_whose_shades_could_not_be_told_apart_are_one() -> None:
    keys = [shape.text for shape in _places(60, 600).contents if hasattr(shape, "text") and shape.__dict__["role"] == "key"]
    assert keys == ["1st place", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th to 60th"]
    words = {spot.meaning.words for spot in all_charts.hot_spots(_places(60, 600)) if spot.meaning.role == "place"}
    assert f"{_named(0)}: 8th to 60th in 88%" in words
