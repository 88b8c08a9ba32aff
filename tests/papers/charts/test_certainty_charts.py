from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, simulated
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, FlowKind, Option, SimulatedWeights
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.results import Appraisal, OptionSimulation, Simulation
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.as_table import chart_table
from desktop.papers.charts.data.certainty_parts import NpvPoint, ScoreByNpv
from desktop.papers.charts.data.simulation import draws_words
from desktop.papers.charts.label_places import Area
from desktop.papers.charts.value_charts import frontier_steps
from tests.papers.charts import appraised

_PAPER = ChartColours.paper()
_ALL = (
    _PAPER,
    ChartColours.on("#292929", "#f5f5f5", "#a7a7a7", "#414141", "#4cc2ff", dark=True),
    ChartColours.high_contrast("#000000", "#ffffff", "#1aebff", dark=True),
)
_BASE = FinancialYear(2026)
_GROUPS = ("Staff", "Members", "Residents’ panel", "Partners", "Unions")
_NAMES = (
    "Do nothing", "Share the service with neighbours", "Buy it in", "Trust", "Local authority trading company (wholly owned)", "Mutual",
    "Joint venture", "Regional partnership for revenues and benefits administration", "Merge", "Commission", "Shared managers", "Lean",
)  # fmt: skip


def _case(scores: dict[str, tuple[tuple[int | None, ...], ...]], weights: tuple[int, ...], npvs: dict[str, Estimate] | None = None) -> Case:
    """Options by name, each with a row of scores a group; `npvs` is each option's money in the base year, so undiscounted."""
    names = [f"Criterion {index + 1}" for index in range(len(weights))]
    groups = _GROUPS[: max((len(rows) for rows in scores.values()), default=0)]
    return Case(
        "Case", _BASE, 2,
        options=tuple(
            Option(
                name, benchmark=index == 0,
                flows=(Flow("s", FlowKind.SAVING, {_BASE: npvs[name]}, cashable=True),) if npvs and index and name in npvs else (),
            )
            for index, name in enumerate(scores)
        ),
        criteria=tuple(
            Criterion(name, worst=Decimal(0), best=Decimal(10), weight=Decimal(weight)) for name, weight in zip(names, weights, strict=True)
        ),
        groups=tuple(AssessorGroup(group) for group in groups),
        scores={
            (group, option, criterion): Decimal(score)
            for option, rows in scores.items()
            for group, row in zip(groups, rows, strict=True)
            for criterion, score in zip(names, row, strict=True)
            if score is not None
        },
    )  # fmt: skip


_CROSSING = _case({"Do nothing": ((2, 9),), "Share": ((8, 3),)}, (60, 40))


def _shapes(drawing: Any, role: str) -> list[Any]:
    return [shape for shape in drawing.contents if shape.__dict__["role"] == role]


def _texts(drawing: Any) -> list[str]:
    return [shape.text for shape in drawing.contents if hasattr(shape, "text")]


def _area(shape: Any, high: float) -> Area:
    x1, y1, x2, y2 = shape.getBounds()
    # The box of a text has the whole line in it; half a unit of that is air.
    return Area(min(x1, x2) + 0.5, high - max(y1, y2) + 0.5, max(x1, x2) - 0.5, high - min(y1, y2) - 0.5)


def _assert_labels_apart(drawing: Any, wide: float, high: float) -> None:
    """Every label inside the picture, and no two on each other."""
    texts = [(shape.text, _area(shape, high)) for shape in drawing.contents if hasattr(shape, "text")]
    for words, area in texts:
        assert Area(-1, -1, wide + 1, high + 1).holds(area), words
    for (one, first), (other, second) in combinations(texts, 2):
        if one or other:
            assert not _overlap(first, second), (one, other)


def _overlap(one: Area, other: Area) -> bool:
    """Whether two lines of text lie on each other; the parts of letters below a line may touch the air above the next."""
    deep = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.left < other.right and other.left < one.right and deep > 0.3 * min(one.bottom - one.top, other.bottom - other.top)


def test_a_switch_is_drawn_at_its_weight_on_the_crossing_of_the_lines() -> None:
    # By hand: 20w + 90(1 - w) = 80w + 30(1 - w) at w = 1/2, where both score 55.
    appraisal = appraise(_CROSSING)
    parts = appraised.course_parts(appraisal, "Criterion 1")
    assert (parts.today, parts.today_label) == (60.0, "Now 60%")
    assert [(switch.at, switch.label) for switch in parts.switches] == [(50.0, "Below 50%: Do nothing")]
    assert [(lead.name, lead.start, lead.end) for lead in parts.leads] == [("Do nothing", 0, 50), ("Share", 50, 100)]
    drawing = all_charts.weight_lines(700, 320, _PAPER, parts)
    (mark,) = _shapes(drawing, "switch")
    grid = {shape.text: shape for shape in _shapes(drawing, "axis") if hasattr(shape, "text")}
    left, right = grid["0%"].x, grid["100%"].x
    assert mark.cx == pytest.approx((left + right) / 2)
    low, high = (grid[words].y for words in ("0", "100"))
    assert mark.cy == pytest.approx(low + (high - low) * 0.55, abs=5)
    (line,) = _shapes(drawing, "switch line")
    assert line.x1 == line.x2 == pytest.approx(mark.cx, abs=0.6)
    (today,) = [shape for shape in _shapes(drawing, "today") if not hasattr(shape, "text")]
    assert today.x1 == pytest.approx(left + (right - left) * 0.6, abs=0.6)


def test_the_chart_of_one_weight_says_the_same_in_words() -> None:
    words = appraised.course_words(appraised.course_parts(appraise(_CROSSING), "Criterion 1"))
    assert words.startswith("Score of each option as the weight of Criterion 1 goes from 0% to 100%")
    assert "It is now 60%. Below 50% Do nothing is first, in place of Share; the weight is 60% now." in words
    assert "Do nothing, the benchmark: 90.0 points without Criterion 1, 20.0 on Criterion 1 alone." in words


def test_each_option_is_named_once_at_the_end_of_its_line_and_told_apart_without_colour() -> None:
    parts = appraised.course_parts(appraise(_CROSSING), "Criterion 1")
    drawing = all_charts.weight_lines(700, 320, _PAPER, parts)
    assert {"Do nothing (benchmark)", "Share"} <= set(_texts(drawing))
    lines = _shapes(drawing, "line")
    assert len({tuple(line.strokeDashArray or ()) for line in lines}) == 2
    assert {spot.meaning.record for spot in all_charts.hot_spots(drawing)} == {"criterion:Criterion 1", "option:Do nothing", "option:Share"}
    assert [line.strokeWidth for line in _shapes(drawing, "envelope")] == [4, 4]


def test_a_weight_that_cannot_be_moved_is_a_sentence() -> None:
    appraisal = appraise(_case({"A": ((5,),), "B": ((6,),)}, (10,)))
    parts = appraised.course_parts(appraisal, "Criterion 1")
    assert not parts.lines
    assert "cannot be moved" in " ".join(_texts(all_charts.weight_lines(600, 300, _PAPER, parts)))
    assert "cannot be moved" in appraised.course_words(parts)
    with pytest.raises(KeyError):
        appraised.course_parts(appraisal, "Criterion 2")


def test_options_that_tie_at_every_weight_are_said_to_tie() -> None:
    parts = appraised.course_parts(appraise(_case({"A": ((5, 5),), "B": ((5, 5),)}, (10, 20))), "Criterion 1")
    assert "A and B tie for first" in appraised.course_words(parts)


def _simulated(appraisal: Appraisal, *shares: tuple[float, ...]) -> Appraisal:
    held = {option.name: OptionSimulation(row, row[0]) for option, row in zip(appraisal.options, shares, strict=True)}
    return replace(appraisal, simulation=Simulation(100_000, 7, SimulatedWeights.FREE, 0.0016, held))


def test_places_are_stacked_first_to_last_and_add_up() -> None:
    appraisal = _simulated(appraise(_CROSSING), (0.498, 0.502), (0.502, 0.498))
    parts = appraised.acceptability_parts(appraisal)
    assert [bar.name for bar in parts.bars] == ["Share", "Do nothing"]
    assert all(sum(bar.chances) == pytest.approx(100) for bar in parts.bars)
    drawing = all_charts.acceptability(640, 240, _PAPER, parts)
    boxes = _shapes(drawing, "place")
    assert [box.words for box in boxes] == [
        "Share: 1st in 50%", "Share: 2nd in 50%", "Do nothing: 1st in 50%", "Do nothing: 2nd in 50%"]  # fmt: skip
    assert boxes[0].x < boxes[1].x
    assert boxes[0].width == pytest.approx(boxes[3].width, abs=0.1)
    words = appraised.acceptability_words(parts)
    assert words.startswith("How often each option took each place in 100,000 draws")
    assert "Share, which leads: first in 50%, second in 50%." in words


def test_the_note_of_a_simulation_gives_weights_draws_seed_and_error() -> None:
    held = _simulated(appraise(_CROSSING), (0.5, 0.5), (0.5, 0.5)).simulation
    assert held is not None
    assert draws_words(held) == (
        "From 100,000 draws of scores that are not certain and of any weights at all, each set as likely as any other (seed 7). "
        "Each chance is give or take 0.2 points, by the luck of the draw."
    )
    assert "exact" in draws_words(replace(held, error=0.0))


def test_what_was_not_simulated_is_a_sentence() -> None:
    appraisal = appraise(_CROSSING)
    for held in (
        appraisal,
        replace(appraisal, simulation=Simulation(0, 1, SimulatedWeights.BOUNDED, 0, why=("Nothing meets the bounds.",))),
    ):
        parts = appraised.acceptability_parts(held)
        assert not parts.bars
        assert _texts(all_charts.acceptability(600, 300, _PAPER, parts))
        assert appraised.acceptability_words(parts)


_APART = _case({"Do nothing": ((2, 9), (8, 9)), "Share": ((8, 3), (7, None))}, (60, 40))


def test_groups_far_apart_are_flagged_in_line_and_in_words() -> None:
    parts = appraised.spread_parts(appraise(_APART), "Do nothing")
    assert [(row.criterion, row.label, row.far_apart, row.combined) for row in parts.rows] == [
        ("Criterion 1", "2 to 8", True, 50.0), ("Criterion 2", "9", False, 90.0)]  # fmt: skip
    drawing = all_charts.spread(640, 240, _PAPER, parts)
    assert len(_shapes(drawing, "dot")) == 4
    (line,) = _shapes(drawing, "far apart")
    dots = [_area(shape, 240) for shape in _shapes(drawing, "dot")[:2]]
    assert line.x1 == pytest.approx((dots[0].left + dots[0].right) / 2)
    assert line.x2 == pytest.approx((dots[1].left + dots[1].right) / 2)
    assert "2 to 8, far apart" in _texts(drawing)
    words = appraised.spread_words(parts)
    assert "Criterion 1: Staff 2, Members 8, combined 5; far apart." in words
    assert chart_table(parts) == [
        ["Criterion", "Staff, of 100", "Members, of 100", "All groups, of 100", "As scored", "Remark"],
        ["Criterion 1", "20", "80", "50", "2 to 8", "Far apart"],
        ["Criterion 2", "90", "90", "90", "9", ""],
    ]


def test_a_group_that_gave_no_score_has_no_mark_and_is_named() -> None:
    parts = appraised.spread_parts(appraise(_APART), "Share")
    assert [mark.group for mark in parts.rows[1].marks] == ["Staff"]
    assert parts.rows[1].combined is None
    assert "Criterion 2: Staff 3; missing from Members." in appraised.spread_words(parts)
    nothing = appraised.spread_parts(appraise(_case({"A": ((None,),), "B": ((1,),)}, (1,))), "A")
    assert appraised.spread_words(nothing) == "No scores are recorded for A."
    assert _texts(all_charts.spread(500, 300, _PAPER, nothing))


def test_equal_scores_of_groups_never_hide_one_another() -> None:
    parts = appraised.spread_parts(appraise(_case({"A": tuple((5,) for _ in _GROUPS)}, (1,))), "A")
    dots = [_area(shape, 300) for shape in _shapes(all_charts.spread(600, 300, _PAPER, parts), "dot")]
    assert len({(round(area.left), round(area.top)) for area in dots}) == len(_GROUPS)


_MONEY = {
    "Share": Estimate.exact(Decimal(40_000)),
    "Buy": Estimate.between(Decimal(-10_000), Decimal(50_000)),
    "Wait": NOT_KNOWN,
    "Sell": Estimate.at_least(Decimal(5_000)),
}
_BY_MONEY = _case(
    {"Do nothing": ((9, 9),), "Share": ((5, 5),), "Buy": ((3, 3),), "Wait": ((7, 7),), "Sell": ((6, 6),), "Lost": ((None, None),)},
    (1, 1), _MONEY,
)  # fmt: skip


def test_only_what_is_known_is_a_point_and_the_rest_is_told() -> None:
    parts = appraised.score_by_npv_parts(appraise(_BY_MONEY))
    assert [(point.name, point.score, point.npv, point.npv_low, point.npv_high, point.efficient) for point in parts.points] == [
        ("Do nothing", 90, 0, 0, 0, True), ("Share", 50, 40_000, 40_000, 40_000, True),
        ("Buy", 30, 20_000, -10_000, 50_000, False)]  # fmt: skip
    assert parts.unplaced == (
        "Not drawn, as they have no score: Lost.",
        "Not drawn, as the middle of the net present value is not known: Wait (not known); Sell (at least £5,000).",
    )
    drawing = all_charts.score_by_npv(700, 360, _PAPER, parts)
    assert len(_shapes(drawing, "point")) == 3
    assert not [shape for shape in _shapes(drawing, "point") if "Wait" in shape.words or "Sell" in shape.words]
    assert len(_shapes(drawing, "whisker")) == 3  # one range: a line and its two ends
    assert "Wait (not known)" in " ".join(_texts(drawing))
    words = appraised.score_by_npv_words(parts)
    assert "Do nothing, the benchmark, which leads: 90.0 points, net present value £0." in words
    assert "No other option betters Do nothing and Share on one without being worse on the other." in words


def test_the_frontier_is_stepped_through_the_efficient_options() -> None:
    assert frontier_steps([(40, 50), (0, 90)]) == [(0, 90), (0, 50), (40, 50)]
    assert frontier_steps([(40, 50)]) == [(40, 50)]
    drawing = all_charts.score_by_npv(700, 360, _PAPER, appraised.score_by_npv_parts(appraise(_BY_MONEY)))
    (line,) = _shapes(drawing, "frontier")
    assert len(line.points) == 6
    assert all_charts.score_by_npv(700, 360, _PAPER, ScoreByNpv()).contents
    assert appraised.score_by_npv_words(ScoreByNpv()).startswith("No option has both")


def test_a_value_function_is_drawn_through_its_points_with_the_options_on_it() -> None:
    curved = replace(
        _CROSSING,
        criteria=(
            replace(_CROSSING.criteria[0], points=((Decimal(0), Decimal(0)), (Decimal(4), Decimal(80)), (Decimal(10), Decimal(100)))),
            _CROSSING.criteria[1],
        ),
    )
    parts = appraised.value_curve_parts(appraise(curved), "Criterion 1")
    assert parts.points == ((0, 0), (4, 80), (10, 100))
    assert [(mark.names, mark.score, mark.value) for mark in parts.marks] == [
        (("Do nothing",), 2, 40), (("Share",), 8, pytest.approx(280 / 3))]  # fmt: skip
    drawing = all_charts.value_curve(500, 320, _PAPER, parts)
    assert len(_shapes(drawing, "given")) == 3
    assert len(_shapes(drawing, "point")) == 2
    words = appraised.value_curve_words(parts)
    assert "0 is worth 0; 4 is worth 80; 10 is worth 100, and straight between." in words
    assert "Do nothing: 2, worth 40." in words
    assert chart_table(parts)[3:] == [["Value function", "10", "100"], ["Do nothing", "2", "40"], ["Share", "8", "93.3"]]


def test_lower_may_be_better_and_a_scale_may_be_unknown() -> None:
    falling = replace(_CROSSING.criteria[0], worst=Decimal(10), best=Decimal(0))
    parts = appraised.value_curve_parts(appraise(replace(_CROSSING, criteria=(falling, _CROSSING.criteria[1]))), "Criterion 1")
    assert parts.points == ((0, 100), (10, 0))
    assert not parts.recorded
    bare = Case("C", _BASE, 1, criteria=(Criterion("X", weight=Decimal(1)),), options=(Option("A"),))
    unknown = appraised.value_curve_parts(appraise(bare), "X")
    assert unknown.why == "The worst and the best score of X are not recorded, so there is no curve to draw."
    assert unknown.why in " ".join(_texts(all_charts.value_curve(900, 300, _PAPER, unknown)))
    assert appraised.value_curve_words(unknown) == unknown.why
    with pytest.raises(KeyError):
        appraised.value_curve_parts(appraise(bare), "Y")


_SCORES = st.one_of(st.none(), st.integers(0, 10), st.integers(0, 10), st.integers(0, 10))
_AMOUNTS = st.one_of(
    st.just(NOT_KNOWN),
    st.integers(-2_000_000, 5_000_000).map(lambda pounds: Estimate.exact(Decimal(pounds))),
    st.integers(-2_000_000, 5_000_000).map(lambda pounds: Estimate.at_least(Decimal(pounds))),
    st.tuples(st.integers(-900_000, 900_000), st.integers(0, 900_000)).map(
        lambda pair: Estimate.between(Decimal(pair[0]), Decimal(pair[0] + pair[1]))
    ),
)


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    options, criteria, groups = draw(st.integers(2, 12)), draw(st.integers(1, 5)), draw(st.integers(1, 5))
    row = st.tuples(*[_SCORES] * criteria)
    scores = {name: draw(st.tuples(*[row] * groups)) for name in _NAMES[:options]}
    money = {name: draw(_AMOUNTS) for name in _NAMES[:options]}
    return _case(scores, draw(st.tuples(*[st.integers(0, 40)] * criteria)), money)


@given(_cases(), st.sampled_from(_ALL), st.integers(520, 1200), st.integers(300, 420))
def test_no_label_lies_on_another_in_any_case(case: Case, colours: ChartColours, wide: int, high: int) -> None:
    appraisal = appraise(case)
    drawings = [
        all_charts.score_by_npv(wide, high, colours, appraised.score_by_npv_parts(appraisal)),
        all_charts.spread(wide, high, colours, appraised.spread_parts(appraisal, case.options[0].name)),
    ]
    criterion = case.criteria[0].name
    parts = appraised.course_parts(appraisal, criterion)
    drawings.append(all_charts.weight_lines(wide, high, colours, parts))
    drawings.append(all_charts.value_curve(wide, high, colours, appraised.value_curve_parts(appraisal, criterion)))
    straight = all(len(line.points) == 2 for line in parts.lines)  # a curve is drawn in steps, so near a bend only nearly true
    for lead in parts.leads if straight else ():  # who is said to lead does have the highest score of those that may
        middle = (lead.start + lead.end) / 2
        held = {line.name: line.score_at(middle) for line in parts.lines if appraisal.option(line.name).may_lead}
        assert held[lead.name] == pytest.approx(max(held.values()))
    for drawing in drawings:
        _assert_labels_apart(drawing, wide, high)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12), st.sampled_from(_ALL), st.integers(420, 1200))
def test_places_of_any_chances_are_inside_the_picture(shares: list[float], colours: ChartColours, wide: int) -> None:
    total = sum(shares) or 1.0
    row = tuple(share / total for share in shares) if sum(shares) else (1.0, *([0.0] * (len(shares) - 1)))
    appraisal = appraise(_case({name: ((index % 10,),) for index, name in enumerate(_NAMES[: len(shares)])}, (1,)))
    parts = appraised.acceptability_parts(_simulated(appraisal, *([row] * len(shares))))
    drawing = all_charts.acceptability(wide, 300, colours, parts)
    _assert_labels_apart(drawing, wide, 300)
    for box in _shapes(drawing, "place"):
        assert 0 <= box.x <= box.x + box.width <= wide


def test_a_real_simulation_is_drawn() -> None:
    appraisal = simulated(appraise(replace(_CROSSING, simulated_weights=SimulatedWeights.FREE)), 1000)
    parts = appraised.acceptability_parts(appraisal)
    assert parts.draws == 1000
    certain = appraised.acceptability_parts(simulated(appraise(_CROSSING), 1000))
    assert "Share, which leads: first in 100%." in appraised.acceptability_words(certain)
    assert "0 draws" not in appraised.acceptability_words(certain)
    assert all(sum(bar.chances) == pytest.approx(100) for bar in parts.bars)


def test_a_range_of_scores_is_an_upright_whisker() -> None:
    point = NpvPoint("A", "option:A", 50, 30, 70, 1000, 1000, 1000, "A: 30 to 70")
    drawing = all_charts.score_by_npv(600, 300, _PAPER, ScoreByNpv((point,)))
    line = _shapes(drawing, "whisker")[0]
    assert line.x1 == line.x2
    assert 60 < abs(line.y2 - line.y1) < 160  # 40 points of a plot that is less than the picture


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(-2_000, 8_000)), min_size=13, max_size=60), st.integers(520, 1200))
def test_a_crowd_names_its_leader_first_and_counts_whom_it_does_not_name(places: list[tuple[int, int]], wide: int) -> None:
    points = tuple(
        NpvPoint(f"Option {number}", f"option:{number}", tenths / 10, tenths / 10, tenths / 10, npv, npv, npv, f"Option {number}",
                 leader=not number, efficient=number % 7 == 0)
        for number, (tenths, npv) in enumerate(places)
    )  # fmt: skip
    drawing = all_charts.score_by_npv(wide, 300, _PAPER, ScoreByNpv(points))
    _assert_labels_apart(drawing, wide, 300)
    named = [shape.text for shape in _shapes(drawing, "name")]
    assert "Option 0" in named
    said = [shape.text for shape in _shapes(drawing, "left out")]
    assert said == ([f"{len(points) - len(named)} more not named"] if len(named) < len(points) else [])
    led = {shape.__dict__["record"] for shape in _shapes(drawing, "connector")}
    assert led <= {point.record for point in points if point.efficient}
    levels = [int(shape.text) for shape in _shapes(drawing, "axis") if hasattr(shape, "text") and shape.text.isdecimal() and shape.x < 40]
    assert min(levels) <= min(point.score for point in points)
    assert max(levels) >= max(point.score for point in points)


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [(45.6, 54.8, ["40", "45", "50", "55", "60"]), (41, 48, ["40", "42", "44", "46", "48", "50"]),
     (0, 100, ["0", "20", "40", "60", "80", "100"]), (30, 70, ["0", "20", "40", "60", "80", "100"]),
     (50, 50, ["0", "20", "40", "60", "80", "100"])],
)  # fmt: skip
def test_scores_close_together_are_drawn_on_their_part_of_the_scale(low: float, high: float, levels: list[str]) -> None:
    points = tuple(NpvPoint(f"At {each}", f"option:{each}", each, low, high, 5_000, 5_000, 5_000, "") for each in (low, high))
    drawing = all_charts.score_by_npv(700, 300, _PAPER, ScoreByNpv(points))
    assert [shape.text for shape in _shapes(drawing, "axis") if hasattr(shape, "text") and shape.text.isdecimal()] == levels


def test_words_stand_on_marks_and_names_and_never_on_a_line_across_the_picture() -> None:
    appraisal = appraise(_BY_MONEY)
    for drawing in (
        all_charts.weight_lines(700, 320, _PAPER, appraised.course_parts(appraise(_CROSSING), "Criterion 1")),
        all_charts.score_by_npv(700, 360, _PAPER, appraised.score_by_npv_parts(appraisal)),
        all_charts.value_curve(700, 360, _PAPER, appraised.value_curve_parts(appraisal, "Criterion 1")),
    ):
        spots = all_charts.hot_spots(drawing)
        assert spots
        assert all(min(spot.width, spot.height) < 40 for spot in spots)
        named = [spot.meaning for spot in spots if spot.meaning.role == "name"]
        assert len(named) == len(set(named))
