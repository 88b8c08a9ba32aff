from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.affordability.affordability import Affordability
from desktop.appraisal.affordability.gap import GapYear
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.partners.apportionment import Apportionment, PartnerResult
from desktop.appraisal.results import Appraisal, Money, MonteCarlo
from desktop.appraisal.savings.targets import Progress, Target, TargetMode, progress
from desktop.appraisal.savings.tornado import Bar, Driver, Tornado
from desktop.appraisal.simulation.monte_carlo import simulate_money
from desktop.appraisal.years import FinancialYear
from desktop.papers.charts import all_charts
from desktop.papers.charts.colours import ChartColours
from desktop.papers.charts.data.money_parts import BreakEven, GapBar, GapBars, PartnerBar, PartnerBars, RunningYear, known_run
from desktop.papers.charts.data.parts import Bounds
from desktop.papers.charts.label_places import Area
from tests.papers.charts import appraised

_PAPER = ChartColours.paper()
_ALL = (
    _PAPER,
    ChartColours.on("#292929", "#f5f5f5", "#a7a7a7", "#414141", "#4cc2ff", dark=True),
    ChartColours.high_contrast("#000000", "#ffffff", "#1aebff", dark=True),
)
_BASE = FinancialYear(2026)
_COUNCILS = (
    "Leicestershire County Council", "Leicester City Council", "Hinckley and Bosworth Borough Council",
    "North West Leicestershire District Council", "Fire and Rescue Authority", "Primary Care Trust (commissioning)", "Police",
)  # fmt: skip


def _money(words: str) -> Estimate:
    found = Estimate.parse(words)
    assert found is not None
    return found


def _flow(line: str, kind: FlowKind, *words: str, cashable: bool | None = True) -> Flow:
    amounts = {_BASE.after(index): _money(text) for index, text in enumerate(words) if text}
    return Flow(line, kind, amounts, cashable=cashable)


def _appraised(horizon: int, *flows: Flow) -> Appraisal:
    return appraise(Case("C", _BASE, horizon, price_year=_BASE, options=(Option("Stay", benchmark=True), Option("A", flows=flows))))


def _held(horizon: int, *flows: Flow) -> Money:
    return _appraised(horizon, *flows).option("A").money


_RANGE = _held(5, _flow("c", FlowKind.COST, "£0.5m to £0.7m"), _flow("s", FlowKind.SAVING, "", *["£0.2m to £0.4m"] * 4))
_POINT = _held(4, _flow("c", FlowKind.COST, "£100,000"), _flow("s", FlowKind.SAVING, "", *["£80,000"] * 3))


def _texts(drawing: Any) -> list[str]:
    return [shape.text for shape in drawing.contents if hasattr(shape, "text")]


def _shapes(drawing: Any, role: str) -> list[Any]:
    return [shape for shape in drawing.contents if shape.__dict__["role"] == role]


def _area(shape: Any, high: float) -> Area:
    x1, y1, x2, y2 = shape.getBounds()
    return Area(min(x1, x2) + 0.5, high - max(y1, y2) + 0.5, max(x1, x2) - 0.5, high - min(y1, y2) - 0.5)


def _assert_labels_apart(drawing: Any, wide: float, high: float) -> None:
    """Every label inside the picture, and no two on each other; the parts of letters below a line may touch the air above the next."""
    texts = [(shape.text, _area(shape, high)) for shape in drawing.contents if hasattr(shape, "text") and shape.text]
    for words, area in texts:
        assert Area(-1, -2, wide + 1, high + 2).holds(area), words
    for (one, first), (other, second) in combinations(texts, 2):
        deep = min(first.bottom, second.bottom) - max(first.top, second.top)
        beside = min(first.right, second.right) - max(first.left, second.left)
        assert beside <= 1 or deep <= 0.32 * min(first.bottom - first.top, second.bottom - second.top), (one, other)


def test_breaking_even_is_marked_in_years_and_months_where_the_line_crosses() -> None:
    # By hand: £100,000 out, then £80,000 a year; £20,000 of the second £80,000 is left to find, a quarter of the year, 3 months.
    parts = appraised.break_even_parts("A", _POINT)
    assert [(each.case, each.place, each.span) for each in parts.crossings] == [("running total", 1.25, "1 year 3 months")]
    drawing = all_charts.break_even(640, 300, _PAPER, parts)
    assert "Breaks even after 1 year 3 months" in _texts(drawing)
    assert len(_shapes(drawing, "line")) == 1
    points = [_area(shape, 300) for shape in _shapes(drawing, "point")]
    mark = next(_area(shape, 300) for shape in _shapes(drawing, "break even") if not hasattr(shape, "text"))
    middle = (mark.left + mark.right) / 2
    second, third = ((area.left + area.right) / 2 for area in points[1:3])
    assert middle == pytest.approx(second + (third - second) * 0.25, abs=0.6)


def test_a_range_has_a_line_for_each_case_in_a_band_and_a_flag_for_each_break_even() -> None:
    parts = appraised.break_even_parts("A", _RANGE)
    # By hand: the best case has £0.5m to find at £0.4m a year, the likely £0.6m at £0.3m, the worst £0.7m at £0.2m.
    assert [(each.case, each.place) for each in parts.crossings] == [("worst case", 3.5), ("most likely", 2.0), ("best case", 1.25)]
    drawing = all_charts.break_even(640, 300, _PAPER, parts)
    assert len(_shapes(drawing, "line")) == 3
    assert len(_shapes(drawing, "band")) == 1
    assert {"Worst case: 3 years 6 months", "Most likely: 2 years", "Best case: 1 year 3 months", "best case"} <= set(_texts(drawing))
    assert "In the worst case it breaks even after 3 years 6 months, in 2030/31." in appraised.break_even_words(parts)
    for wide in (300, 380, 520, 642):
        _assert_labels_apart(all_charts.break_even(wide, 260, _PAPER, parts), wide, 260)


def test_one_known_year_is_a_bar_with_its_words_and_never_one_dot() -> None:
    alone = appraised.break_even_parts("A", _held(1, _flow("c", FlowKind.COST, "£120,000 to £150,000")))
    drawing = all_charts.break_even(640, 280, _PAPER, alone)
    assert not alone.is_line
    assert _shapes(drawing, "bar")
    assert not _shapes(drawing, "point")
    assert "−£150,000 to −£120,000" in _texts(drawing)
    assert "It does not break even by 2026/27." in appraised.break_even_words(alone)
    first = appraised.break_even_parts(
        "A", _held(3, _flow("c", FlowKind.COST, "£120,000", "not known"), _flow("s", FlowKind.SAVING, "", "not known"))
    )
    drawing = all_charts.break_even(640, 280, _PAPER, first)
    assert not _shapes(drawing, "point")
    assert _shapes(drawing, "bar")


def test_a_total_that_is_a_bound_is_drawn_as_a_bound_and_never_as_a_line() -> None:
    held = _held(4, _flow("c", FlowKind.COST, "£320,000"), _flow("s", FlowKind.SAVING, "", "in excess of £150,000", "£150,000", "£150,000"))
    drawing = all_charts.break_even(640, 280, _PAPER, appraised.break_even_parts("A", held))
    assert not _shapes(drawing, "line")
    assert "at least −£170,000" in _texts(drawing)
    assert _shapes(drawing, "bar")


def test_a_total_that_is_never_known_or_never_recorded_is_a_sentence() -> None:
    unknown = appraised.break_even_parts("A", _held(3, _flow("c", FlowKind.COST, "not known")))
    assert any("not known" in text for text in _texts(all_charts.break_even(640, 280, _PAPER, unknown)))
    assert "Whether it breaks even is not known." in appraised.break_even_words(unknown)
    nothing = appraised.break_even_parts("A", Money())
    assert appraised.break_even_words(nothing) == "No costs or savings are recorded for A."
    assert all_charts.break_even(640, 280, _PAPER, BreakEven("", "")).contents


def test_a_saving_without_a_cost_has_nothing_to_pay_back() -> None:
    parts = appraised.break_even_parts("A", _held(3, _flow("s", FlowKind.SAVING, "£10", "£10")))
    assert not parts.crossings
    assert "there is nothing to pay back" in appraised.break_even_words(parts)


@given(st.lists(st.one_of(st.none(), st.floats(-9, 9)), max_size=8))
def test_a_known_run_has_no_gap_and_begins_at_the_first(values: list[float | None]) -> None:
    run = known_run(values)
    assert all(after == before + 1 for (before, _), (after, _) in pairwise(run))
    assert [index for index, _ in run][:1] == [index for index, value in enumerate(values) if value is not None][:1]
    assert all(values[index] == value for index, value in run)


_BARS = (
    Bar(Driver.LINE, "Redundancy", "no highest amount", "£0", None, None, None),
    Bar(Driver.LINE, "Fewer managers", "£1,000", "£3,000", Estimate.between(Decimal(1000), Decimal(5000), Decimal(3000)),
        Estimate.between(Decimal(-2000), Decimal(2000), Decimal(0)), Decimal(4000)),
    Bar(Driver.LINE, "Fees", "£500", "no highest amount", Estimate.derived(Decimal(2500), Decimal(3000), None),
        Estimate.derived(Decimal(-500), Decimal(0), None), None),
    Bar(Driver.DISCOUNT_RATE, "Discount rate", "Discount rate 1 percentage point higher", "Discount rate 1 percentage point lower",
        Estimate.between(Decimal(2900), Decimal(3100), Decimal(3000)), Estimate.between(Decimal(-100), Decimal(100), Decimal(0)),
        Decimal(200)),
    Bar(Driver.DELAY, "Savings a year late", "Savings a year late", "Savings on time",
        Estimate.between(Decimal(2950), Decimal(3000), Decimal(3000)), Estimate.between(Decimal(-50), Decimal(0), Decimal(0)), Decimal(50)),
)  # fmt: skip


def test_a_tornado_lies_round_the_most_likely_value_and_open_ends_are_arrows_with_words() -> None:
    parts = appraised.tornado_parts("A", Tornado(_BARS, Decimal(3000)))
    assert [(bar.worst, bar.best) for bar in parts.bars] == [(None, None), (1000, 5000), (2500, None), (2900, 3100), (2950, 3000)]
    assert [bar.ends for bar in parts.bars] == [
        "no highest amount at worst, £0 at best", "£1,000 to £3,000", "£500 at worst, no highest amount at best",
        "1 percentage point higher or lower", ""]  # fmt: skip
    drawing = all_charts.tornado(642, 360, _PAPER, parts)
    texts = _texts(drawing)
    assert "Most likely net present value £3,000" in texts
    assert "no highest figure" in texts
    assert "how far is not known" in texts
    assert len(_shapes(drawing, "open")) == 2  # the arrow's line and its head
    bars = [(shape.__dict__["record"], _area(shape, 360)) for shape in _shapes(drawing, "bar")]
    managers = [area for record, area in bars if record.endswith("Fewer managers")]
    assert managers[0].right == pytest.approx(managers[1].left, abs=1.5)
    assert managers[0].right - managers[0].left == pytest.approx(managers[1].right - managers[1].left, abs=1)
    assert sum(record.endswith("Savings a year late") for record, _ in bars) == 1  # on the better side it moves nothing
    assert "Fewer managers, £1,000 to £3,000: net present value from £1,000 to £5,000." in appraised.tornado_words(parts)


def test_without_a_most_likely_value_a_tornado_shows_changes_and_says_so() -> None:
    parts = appraised.tornado_parts("A", Tornado(_BARS, None, ("There is no most likely net present value.",)))
    assert parts.is_change
    assert (parts.bars[1].worst, parts.bars[1].best) == (-2000, 2000)
    texts = _texts(all_charts.tornado(642, 380, _PAPER, parts))
    assert {"No change", "Change of the net present value", "There is no most likely net present value."} <= set(texts)


def test_a_tornado_of_many_bars_counts_the_rest_and_of_none_says_why() -> None:
    many = Tornado(tuple(replace(_BARS[1], name=f"Line {index}") for index in range(20)), Decimal(3000))
    parts = appraised.tornado_parts("A", many)
    assert len(parts.bars) == 12
    assert parts.why == ("8 more drivers that move it less are not drawn.",)
    assert appraised.tornado_words(appraised.tornado_parts("A", Tornado())).startswith("No amount recorded for A is a range")
    assert _texts(all_charts.tornado(642, 200, _PAPER, appraised.tornado_parts("A", Tornado())))


def test_a_distribution_marks_its_tenths_and_target_and_keeps_what_is_below_nought_hollow() -> None:
    appraisal = _appraised(
        3, _flow("c", FlowKind.COST, "£0.3m to £0.5m"), _flow("s", FlowKind.SAVING, "", "£0.1m to £0.4m", "£0.1m to £0.3m")
    )
    drawn = simulate_money(appraisal, 4000)["A"]
    parts = appraised.distribution_parts("A", drawn, Decimal(50_000))
    assert sum(column.share for column in parts.columns) == pytest.approx(100)
    assert {mark.name for mark in parts.marks} == {"A tenth", "Half", "Nine tenths", "Target"}
    assert [mark.at for mark in parts.marks] == sorted(mark.at for mark in parts.marks)
    drawing = all_charts.distribution(642, 260, _PAPER, parts)
    fills = {shape.fillColor.hexval() for shape in _shapes(drawing, "column")}
    assert fills == {"0xffffff", "0x005fb8"}
    assert {"Above £0", "Below £0", "£0"} <= set(_texts(drawing))
    assert any(text.startswith(("Half below £", "Half below −£")) for text in _texts(drawing))
    words = appraised.distribution_words(parts)
    assert "in four draws of five" in words
    assert "It is above £0 in " in words
    for wide in (320, 642):
        _assert_labels_apart(all_charts.distribution(wide, 260, _PAPER, parts), wide, 260)


def test_a_distribution_that_was_not_drawn_or_does_not_vary_says_so() -> None:
    assert "not been worked out" in appraised.distribution_words(appraised.distribution_parts("A", None))
    open_ended = MonteCarlo(0, 1, why=("No simulation for A: ‘c’ has no highest figure.",))
    assert appraised.distribution_words(appraised.distribution_parts("A", open_ended)) == "No simulation for A: ‘c’ has no highest figure."
    point = MonteCarlo(0, 1, Decimal(5), Decimal(5), Decimal(5), 1.0)
    assert "does not vary" in appraised.distribution_words(appraised.distribution_parts("A", point))
    assert _texts(all_charts.distribution(642, 200, _PAPER, appraised.distribution_parts("A", point)))


def _partner(name: str, before: str, after: str, more: bool | None) -> PartnerResult:
    first, last = _money(before) if before else None, _money(after)
    return PartnerResult(
        name, before=first, after=last, change=None if first is None else last - first, pays_more_for_less=more, saving=ZERO
    )


_PARTNERS = Apportionment(
    "Hub",
    tuple(
        _partner(name, before, after, more)
        for name, before, after, more in zip(
            _COUNCILS,
            ("£12m", "£9m", "£1.2m", "£1.1m", "£0.4m", "", "not known"),
            ("£11m to £11.5m", "£9m", "£1.3m", "£1m to £1.2m", "in excess of £0.4m", "£1m", "£2m"),
            (False, False, True, None, None, None, None),
            strict=True,
        )
    ),
)


def test_who_pays_more_is_flagged_in_words_and_by_a_mark_and_a_change_is_in_words() -> None:
    parts = appraised.partners_parts(_PARTNERS)
    assert [bar.change for bar in parts.partners] == [
        "£0.5m to £1.0m less", "no change", "£0.1m more", "£0.1m less to £0.1m more", "no less than now", "change not known",
        "£2.0m more at most"]  # fmt: skip
    assert [bar.flag for bar in parts.partners][:5] == ["", "", "Pays more for less", "May pay more for less", "May pay more for less"]
    assert parts.partners[6].after is None  # it starts from what is not known
    drawing = all_charts.partners_before_after(642, 450, _PAPER, parts)
    assert "Pays more for less" in _texts(drawing)
    flagged = [shape for shape in _shapes(drawing, "flag") if not hasattr(shape, "text")]
    assert len(flagged) == sum(bool(bar.flag) for bar in parts.partners)
    assert len(_shapes(drawing, "unknown")) == 6  # three boxes with their question marks
    assert (
        "Hinckley and Bosworth Borough Council: before £1.2 million, after £1.3 million a year, £0.1 million more; pays more for less."
        in (appraised.partners_words(parts))
    )


@pytest.mark.parametrize("colours", _ALL)
@pytest.mark.parametrize(("wide", "high"), [(642, 450), (520, 360), (380, 280)])
def test_seven_partners_with_long_names_keep_their_labels_apart(wide: int, high: int, colours: ChartColours) -> None:
    _assert_labels_apart(all_charts.partners_before_after(wide, high, colours, appraised.partners_parts(_PARTNERS)), wide, high)


@pytest.mark.parametrize("colours", _ALL)
@pytest.mark.parametrize(("cost", "said"), [
    ("not known", "None of the amounts is known yet, so there is nothing to draw."),
    ("£0", "Every amount is £0, so there is nothing to draw."),
])  # fmt: skip
def test_a_chart_with_no_amount_to_draw_says_so_and_draws_no_scale(cost: str, said: str, colours: ChartColours) -> None:
    held = _held(3, _flow("c", FlowKind.COST, cost, cost, cost))
    years = appraised.year_bars("A", held)
    target = appraised.target_parts(progress(Target("NI 179", _money(cost), {FinancialYear(2008): Decimal("0.03")}), {}))
    gone = Bounds(None, None, "not known") if cost == "not known" else Bounds(0.0, 0.0, "£0", 0.0)
    partner = PartnerBar("Council", "partner:A:Council", gone, gone, "£0.5m to £0.75m less", "May pay more for less", "Council")
    gap = GapBars("A", "budget gap:A", (GapBar("2026/27", "budget gap:A:2026/27", gone, gone, gone, "not known", None, "2026/27"),))
    drawings = [
        all_charts.yearly_stack(640, 280, colours, years),
        all_charts.partners_before_after(640, 280, colours, PartnerBars("A", "partners:A", (partner,))),
        all_charts.budget_gap(640, 280, colours, gap),
        *([all_charts.target_progress(640, 280, colours, target)] if cost == "£0" else []),
    ]
    for drawing in drawings:
        assert said in _texts(drawing)
        assert not _shapes(drawing, "axis")
    assert "Council: £0.5m to £0.75m less. May pay more for less." in _texts(drawings[1])


def test_a_running_total_of_which_nothing_but_nought_is_known_is_a_sentence() -> None:
    held = _held(3, _flow("c", FlowKind.COST, "", "not known"), _flow("s", FlowKind.SAVING, "", "", "not known"))
    drawing = all_charts.break_even(640, 280, _PAPER, appraised.break_even_parts("A", held))
    assert _texts(drawing) == ["Each amount of this chart is £0 or not known, so there is nothing to draw."]


def test_a_best_case_beside_costs_that_are_not_known_is_no_line() -> None:
    held = _held(4, _flow("c", FlowKind.COST, "not known"), _flow("s", FlowKind.SAVING, "£0.1m to £0.2m", *["£0.1m to £0.2m"] * 3))
    drawing = all_charts.break_even(640, 280, _PAPER, appraised.break_even_parts("A", held))
    assert not _shapes(drawing, "line")
    assert {"at most £0.2m", "at most £0.8m"} <= set(_texts(drawing)) or {"at most £200,000", "at most £800,000"} <= set(_texts(drawing))


@pytest.mark.parametrize("high", [60, 90, 130, 300])
def test_the_amounts_of_a_flat_scale_keep_clear_of_one_another(high: int) -> None:
    gap = Bounds(-400_000.0, 600_000.0, "−£0.4m to £0.6m", 0.0)
    drawing = all_charts.budget_gap(640, high, _PAPER, GapBars("A", "budget gap:A", (
        GapBar("2026/27", "budget gap:A:2026/27", gap, gap, gap, "not known", None, "2026/27"),)))  # fmt: skip
    amounts = [_area(shape, high) for shape in _shapes(drawing, "axis") if hasattr(shape, "text") and "£" in shape.text]
    tops = sorted(area.top for area in amounts)
    assert all(below - above >= 8 for above, below in pairwise(tops))
    assert "£0" in _texts(drawing)


def test_partners_whose_shares_cannot_be_told_say_why() -> None:
    parts = appraised.partners_parts(Apportionment("Hub", why=("Nobody is said to have ‘Grant’.",)))
    assert appraised.partners_words(parts) == "Nobody is said to have ‘Grant’."
    assert "Nobody is said to have ‘Grant’." in _texts(all_charts.partners_before_after(640, 200, _PAPER, parts))


def _target(mode: TargetMode, gains: dict[int, str]) -> Progress:
    percents = {FinancialYear(2008): Decimal("0.03"), FinancialYear(2009): Decimal("0.03"), FinancialYear(2010): Decimal("0.034")}
    target = Target("NI 179", _money("£100m"), percents, mode=mode)
    return progress(target, {FinancialYear(year): _money(words) for year, words in gains.items()})


def test_a_target_stands_beside_its_gain_with_what_is_short_marked_and_in_words() -> None:
    parts = appraised.target_parts(_target(TargetMode.ADDITIVE, {2008: "£3.5m", 2009: "£1m to £2m", 2010: "not known"}))
    assert [bar.label for bar in parts.years] == ["£0.5m over", "£1.0m to £2.0m short", "at most £3.4m short"]
    assert [bar.is_short for bar in parts.years] == [False, True, None]
    drawing = all_charts.target_progress(642, 280, _PAPER, parts)
    assert len(_shapes(drawing, "gap")) == 2  # one bracket: its top and its dashed line
    assert {"Target", "Gain", "Short of target", "£1.0m to £2.0m short"} <= set(_texts(drawing))
    assert "9.4%" in appraised.target_words(parts)
    _assert_labels_apart(drawing, 642, 280)


def test_a_budget_gap_is_closed_by_relief_of_which_the_one_off_part_is_apart() -> None:
    def year(number: int, gap: str, relief: str, once: str) -> GapYear:
        return GapYear(FinancialYear(number), _money(gap), _money(relief), _money(once), _money(gap) - _money(relief))

    found = Affordability(
        gap=(year(2026, "£1.5m", "£0.8m", "£0.3m"), year(2027, "£1m", "£1.1m", "£0"), year(2028, "not known", "£1m", "£0"))
    )
    parts = appraised.gap_parts("A", found)
    assert [bar.label for bar in parts.years] == ["£0.7m left", "£0.1m over", "left: not known"]
    drawing = all_charts.budget_gap(642, 280, _PAPER, parts)
    assert len(_shapes(drawing, "once")) == 1
    assert {"Budget gap", "Relief", "Once only", "Left to close"} <= set(_texts(drawing))
    assert "£0.3 million of it once only" in appraised.gap_words(parts)
    assert appraised.gap_words(appraised.gap_parts("A", Affordability())) == "No budget gap is recorded."
    assert _texts(all_charts.budget_gap(642, 280, _PAPER, appraised.gap_parts("A", Affordability())))


@pytest.mark.parametrize("years", [1, 2, 12, 30])
@pytest.mark.parametrize("colours", _ALL)
def test_charts_of_years_keep_their_labels_apart_from_one_year_to_thirty(years: int, colours: ChartColours) -> None:
    held = _held(years, _flow("c", FlowKind.COST, "£5m to £6m"), _flow("s", FlowKind.SAVING, "", *["£0.2m to £0.5m"] * (years - 1)))
    target = Target("Plan", _money("£20m"), {_BASE.after(n): Decimal("0.02") for n in range(years)})
    found = progress(target, {_BASE.after(n): Estimate.exact(Decimal(100_000 + 30_000 * n)) for n in range(years)})
    gaps = Affordability(gap=tuple(GapYear(_BASE.after(n), _money("£2m"), _money("£1m"), ZERO, _money("£1m")) for n in range(years)))
    for wide, high in ((642, 290), (380, 220)):
        for drawing in (
            all_charts.break_even(wide, high, colours, appraised.break_even_parts("A", held)),
            all_charts.yearly_stack(wide, high, colours, appraised.year_bars("A", held)),
            all_charts.target_progress(wide, high, colours, appraised.target_parts(found)),
            all_charts.budget_gap(wide, high, colours, appraised.gap_parts("A", gaps)),
        ):
            _assert_labels_apart(drawing, wide, high)


def _in_scenario(*savings: str) -> Money:
    return _held(5, _flow("c", FlowKind.COST, "£0.5m"), _flow("s", FlowKind.SAVING, "", *savings))


_SCENARIOS = (
    ("Three quarters of the savings", _in_scenario(*["£0.15m to £0.3m"] * 4)),
    ("Half of the savings, with costs a tenth higher than they are recorded", _in_scenario(*["£0.1m to £0.2m"] * 4)),
    ("At most", _in_scenario(*["up to £0.2m"] * 4)),
    ("At least", _in_scenario(*["at least £0.1m"] * 4)),
    ("Not known", _in_scenario(*["not known"] * 4)),
    ("One figure", _in_scenario(*["£0.3m"] * 4)),
    ("Hardly anything", _in_scenario(*["£0.01m"] * 4)),
    ("More than recorded", _in_scenario(*["£0.5m"] * 4)),
)


@pytest.mark.parametrize("count", [1, 8])
@pytest.mark.parametrize("wide", [420, 520, 642])
def test_scenarios_are_a_row_each_beside_the_case_as_recorded(count: int, wide: int) -> None:
    parts = appraised.scenario_parts("A", _RANGE, _SCENARIOS[:count])
    high = 84 + 26 * (count + 1)
    drawing = all_charts.scenarios(wide, high, _PAPER, parts)
    _assert_labels_apart(drawing, wide, high)
    assert [bar.name for bar in parts.bars] == ["As recorded", *(name for name, _ in _SCENARIOS[:count])]
    first, second = parts.bars[:2]
    # By hand: £0.5m to £0.7m out, £0.2m to £0.4m in for four years, at 3.5%: four years' factors add to 3.6731.
    assert first.amount.central == pytest.approx(-600_000 + 300_000 * 3.6731, abs=30)
    assert first.words.startswith("As recorded: ")
    assert second.words.startswith("In the scenario ‘Three quarters of the savings’: £")
    assert all(f"{bar.words}." in appraised.scenario_words(parts) for bar in parts.bars)


def test_an_open_bound_of_a_scenario_is_an_arrow_and_never_an_end() -> None:
    parts = appraised.scenario_parts("A", _RANGE, _SCENARIOS)
    drawing = all_charts.scenarios(642, 320, _PAPER, parts)
    opened = {shape.__dict__["record"] for shape in _shapes(drawing, "open")}
    assert opened == {"money:A:At least", "money:A:Not known"}
    likely = {shape.__dict__["record"] for shape in _shapes(drawing, "middle")}
    assert "money:A:As recorded" in likely
    assert not likely & opened
    assert _texts(all_charts.scenarios(642, 200, _PAPER, appraised.scenario_parts("A", _RANGE, ()))) == ["No scenario moves A."]


def test_every_mark_has_a_role_and_marks_that_speak_have_a_record() -> None:
    tornado = appraised.tornado_parts("A", Tornado(_BARS, Decimal(3000)))
    for drawing in (
        all_charts.break_even(642, 280, _PAPER, appraised.break_even_parts("A", _RANGE)),
        all_charts.yearly_stack(642, 280, _PAPER, appraised.year_bars("A", _RANGE)),
        all_charts.tornado(642, 360, _PAPER, tornado),
        all_charts.scenarios(642, 320, _PAPER, appraised.scenario_parts("A", _RANGE, _SCENARIOS)),
        all_charts.partners_before_after(642, 450, _PAPER, appraised.partners_parts(_PARTNERS)),
        all_charts.target_progress(642, 280, _PAPER, appraised.target_parts(_target(TargetMode.COMPOUND, {2008: "£1m"}))),
    ):
        assert all(shape.__dict__["role"] for shape in drawing.contents)
        spots = all_charts.hot_spots(drawing)
        assert spots
        assert all(spot.meaning.record for spot in spots)


_AMOUNTS = st.one_of(
    st.just(NOT_KNOWN),
    st.integers(0, 5_000_000).map(lambda pounds: Estimate.at_most(Decimal(pounds))),
    st.integers(0, 5_000_000).map(lambda pounds: Estimate.at_least(Decimal(pounds))),
    st.integers(-5_000_000, 5_000_000).map(lambda pounds: Estimate.exact(Decimal(pounds))),
)


@given(st.lists(st.tuples(_AMOUNTS, _AMOUNTS), min_size=1, max_size=8), st.sampled_from(_ALL), st.integers(300, 1000))
def test_any_amounts_of_partners_targets_and_gaps_are_drawn_inside_their_picture(
    pairs: list[tuple[Estimate, Estimate]], colours: ChartColours, wide: int
) -> None:
    partners = Apportionment("H", tuple(
        PartnerResult(f"P{index}", before=before, after=after, change=after - before) for index, (before, after) in enumerate(pairs)
    ))  # fmt: skip
    gaps = Affordability(gap=tuple(GapYear(_BASE.after(n), gap, relief, ZERO, gap - relief) for n, (gap, relief) in enumerate(pairs)))
    for drawing in (
        all_charts.partners_before_after(wide, 300, colours, appraised.partners_parts(partners)),
        all_charts.budget_gap(wide, 300, colours, appraised.gap_parts("A", gaps)),
    ):
        for shape in drawing.contents:
            x1, y1, x2, y2 = shape.getBounds()
            if not hasattr(shape, "text"):
                assert -2 <= min(y1, y2) <= max(y1, y2) <= 302
                assert -2 <= min(x1, x2) <= max(x1, x2) <= wide + 2


def test_a_running_total_of_bounds_leaves_its_plot_more_room_than_its_labels() -> None:
    years = tuple(RunningYear(f"{2011 + n}/{12 + n}", "r", None, None, 1e6 * n, f"at most £{n}.25m", "w") for n in range(8))
    for high in (100, 150, 300):
        drawing = all_charts.break_even(700, high, ChartColours.paper(), BreakEven("Share", "r", years))
        axis = [shape for shape in drawing.contents if shape.__dict__["role"] == "axis" and hasattr(shape, "x1")]
        plot = max(shape.y1 for shape in axis) - min(shape.y1 for shape in axis)
        labels = [shape for shape in drawing.contents if shape.__dict__["role"] == "label"]
        assert plot > len({shape.y for shape in labels}) * 11 * 1.2
        assert bool(labels) == (high > 120)
