from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Criterion, Flow, FlowKind, Option
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.results import Appraisal
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours, contrast, ink_on
from desktop.papers.charts.data.parts import Bounds
from tests.papers.charts import appraised

_PAPER = ChartColours.paper()
_ALL = (
    _PAPER,
    ChartColours.on("#292929", "#f5f5f5", "#a7a7a7", "#414141", "#4cc2ff", dark=True),
    ChartColours.high_contrast("#000000", "#ffffff", "#1aebff", dark=True),
)


def _texts(drawing: Any) -> list[str]:
    return [shape.text for shape in drawing.contents if hasattr(shape, "text")]


def _shapes(drawing: Any, role: str) -> list[Any]:
    return [shape for shape in drawing.contents if shape.__dict__["role"] == role]


def test_every_mark_stands_out_from_its_page() -> None:
    for colours in _ALL:
        assert contrast(colours.ink, colours.page) >= 7
        assert contrast(colours.muted, colours.page) >= 4.5
        if not colours.outline:
            for fill in (*colours.series, *colours.greys, colours.soft, colours.accent):
                assert contrast(fill, colours.page) >= 3
                assert contrast(ink_on(fill), fill) >= 4.5


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_parts_of_a_bar_add_to_its_score_and_stand_in_one_order(made_up_appraisal: Appraisal) -> None:
    bars = appraised.contribution_bars(made_up_appraisal)
    assert [bar.name for bar in bars] == [option.name for option in made_up_appraisal.ranked]
    for bar in bars:
        assert [segment.name for segment in bar.segments] == ["Service", "Delivery"]
        assert sum(segment.points for segment in bar.segments) == pytest.approx(bar.score)
    assert [bar.leader for bar in bars] == [True, False, False]
    assert [bar.benchmark for bar in bars] == [False, False, True]
    assert bars[1].is_range
    assert " to " in bars[1].label


def test_the_chart_of_scores_carries_roles_records_and_words(made_up_appraisal: Appraisal) -> None:
    drawing = all_charts.contributions(640, 300, _PAPER, appraised.contribution_bars(made_up_appraisal))
    assert len(_shapes(drawing, "bar")) == 6
    assert len(_shapes(drawing, "whisker")) == 3  # one range: a line and its two ends
    spots = all_charts.hot_spots(drawing)
    bars = [spot for spot in spots if spot.meaning.role == "bar"]
    assert {spot.meaning.record for spot in bars} == {"option:Share the service", "option:Stay as we are", "option:Buy it in"}
    assert bars[0].meaning.words.startswith("Share the service, Service: ")
    for spot in spots:
        assert 0 <= spot.left <= 640
        assert -1 <= spot.top <= 300


def test_more_than_four_headings_are_drawn_as_four(made_up_case: Case) -> None:
    criteria = tuple(
        Criterion(f"C{index}", f"H{index}", worst=Decimal(0), best=Decimal(10), weight=Decimal(index + 1)) for index in range(7)
    )
    scores = {("Staff", option.name, criterion.name): Decimal(5) for option in made_up_case.options for criterion in criteria}
    bars = appraised.contribution_bars(
        appraise(replace(made_up_case, criteria=criteria, groups=made_up_case.groups[:1], scores=dict(scores)))
    )
    assert [segment.name for segment in bars[0].segments] == ["H4", "H5", "H6", appraised.OTHER]
    assert sum(segment.points for segment in bars[0].segments) == pytest.approx(50)
    bare = tuple(replace(criterion, heading="") for criterion in criteria)
    single = appraised.contribution_bars(
        appraise(replace(made_up_case, criteria=bare, groups=made_up_case.groups[:1], scores=dict(scores)))
    )
    assert [len(bar.segments) for bar in single] == [1, 1, 1]


def test_each_groups_own_score_is_a_shape(made_up_appraisal: Appraisal) -> None:
    drawing = all_charts.score_dots(500, 300, _PAPER, appraised.contribution_bars(made_up_appraisal))
    assert len(_shapes(drawing, "dot")) == 6
    assert {"Staff", "Members"} <= set(_texts(drawing))


def test_costs_are_below_nought_savings_above_and_what_is_unknown_is_not_a_bar(made_up_appraisal: Appraisal) -> None:
    bars = appraised.year_bars("Share the service", made_up_appraisal.option("Share the service").money)
    assert [(str(part.kind), part.amount.low, part.amount.high) for part in bars[1].parts] == [
        ("Cashable savings", 200_000, 300_000), ("Costs", -65_432, -65_432)]  # fmt: skip
    unknown = appraised.year_bars("Buy it in", made_up_appraisal.option("Buy it in").money)
    assert unknown[0].parts[0].amount == Bounds(None, None, "not known")
    assert unknown[0].unknown == 1
    drawing = all_charts.yearly_stack(640, 320, _PAPER, unknown)
    assert len(_shapes(drawing, "unknown")) == 2  # the dashed box and its question mark
    assert "?" in _texts(drawing)
    assert _shapes(drawing, "open")
    first_year = [spot for spot in all_charts.hot_spots(drawing) if spot.meaning.record.endswith("2026/27")]
    assert "not known" in " ".join(spot.meaning.words for spot in first_year)


def test_the_net_is_a_line_broken_where_it_is_open(made_up_appraisal: Appraisal) -> None:
    bars = appraised.year_bars("Share the service", made_up_appraisal.option("Share the service").money)
    assert [bar.net.central for bar in bars] == [
        -123_456,
        184_568,
        None,
        251_007,
    ]  # the third has an amount of which only the most is known
    (line,) = _shapes(all_charts.yearly_stack(640, 320, _PAPER, bars), "net line")
    assert len(line.points) == 4  # two years, across and up
    assert len(_shapes(all_charts.yearly_stack(640, 320, _PAPER, bars), "net")) > 4


def test_years_on_end_of_which_the_same_is_told_are_told_together() -> None:
    flows = (Flow("s", FlowKind.SAVING, {FinancialYear(2026 + n): Estimate.exact(Decimal(80)) for n in range(1, 4)}),)
    held = appraise(Case("C", FinancialYear(2026), 4, options=(Option("B", benchmark=True), Option("A", flows=flows)))).option("A").money
    assert appraised.savings_words("A", held) == (
        "Savings and costs of A by financial year, and the net of them. In the financial year 2026/27: none recorded. "
        "In each financial year from 2027/28 to 2029/30: "
        "savings not stated come to £80, which leaves a net of £80."
    )


_AMOUNTS = st.one_of(
    st.just(NOT_KNOWN),
    st.integers(0, 5_000_000).map(lambda pounds: Estimate.at_most(Decimal(pounds))),
    st.integers(-5_000_000, 5_000_000).map(lambda pounds: Estimate.at_least(Decimal(pounds))),
    st.integers(-5_000_000, 5_000_000).map(lambda pounds: Estimate.exact(Decimal(pounds))),
    st.tuples(st.integers(-900_000, 900_000), st.integers(0, 900_000)).map(
        lambda pair: Estimate.between(Decimal(pair[0]), Decimal(pair[0] + pair[1]))
    ),
)


@given(st.lists(st.tuples(_AMOUNTS, _AMOUNTS, _AMOUNTS), min_size=1, max_size=12), st.sampled_from(_ALL), st.integers(240, 1200))
@example([(Estimate.exact(Decimal(0)), Estimate.exact(Decimal(0)), Estimate.exact(Decimal(-1))), (NOT_KNOWN,) * 3], _ALL[0], 240)
def test_any_money_is_drawn_inside_its_picture(years: list[tuple[Estimate, Estimate, Estimate]], colours: ChartColours, wide: int) -> None:
    base = FinancialYear(2026)
    kinds = (("s", FlowKind.SAVING), ("c", FlowKind.COST), ("i", FlowKind.INCOME))
    flows = tuple(
        Flow(name, kind, {base.after(index): year[at] for index, year in enumerate(years)}, cashable=True if at else None)
        for at, (name, kind) in enumerate(kinds)
    )
    held = appraise(Case("C", base, len(years), options=(Option("B", benchmark=True), Option("A", flows=flows)))).option("A").money
    bars = appraised.year_bars("A", held)
    for drawing in (
        all_charts.yearly_stack(wide, 300, colours, bars),
        all_charts.break_even(wide, 300, colours, appraised.break_even_parts("A", held)),
    ):
        for shape in drawing.contents:
            x1, y1, x2, y2 = shape.getBounds()
            if shape.__dict__["role"] in ("bar", "whisker", "line", "band", "open", "unknown", "break even"):
                assert -2 <= min(y1, y2) <= max(y1, y2) <= 302
                assert -2 <= min(x1, x2) <= max(x1, x2) <= wide + 2
    assert appraised.savings_words("A", held).startswith("Savings and costs of A by financial year")
    assert appraised.break_even_words(appraised.break_even_parts("A", held))
