from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, fmean, pvariance

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Case, Flow, FlowKind, FlowsAre, Option, Project
from desktop.appraisal.discounting import schedule
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.results import MonteCarlo
from desktop.appraisal.savings.discounting_terms import discounting_of
from desktop.appraisal.savings.drawn_lines import DrawnLine, drawable
from desktop.appraisal.savings.finance import WHOLE
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.gains import gains_of
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.targets import CarryForward, Target
from desktop.appraisal.simulation.line_draws import LineDraws
from desktop.appraisal.simulation.monte_carlo import simulate_money
from tests.appraisal.cases import BASE, COST, FUNDING, INCOME, SAVING, flow, whole_costs
from tests.examples import examples

BENCHMARK = Option("As is", benchmark=True)


def case_of(
    *projects: tuple[str, Sequence[Flow]], horizon: int = 3, rate: str = "0%", seed: int = 1, targets: tuple[Target, ...] = ()
) -> Case:
    return Case(
        "Test",
        BASE,
        horizon,
        discounting=rate,
        seed=seed,
        projects=tuple(Project(name, tuple(flows)) for name, flows in projects),
        finance=FinanceRecords(targets=targets) if targets else None,
    )


def simulated(case: Case, draws: int = 10_000) -> dict[str, MonteCarlo]:
    return simulate_money(appraise(case), draws)


def one(flows: Sequence[Flow], draws: int = 10_000, *, seed: int = 1, targets: tuple[Target, ...] = ()) -> MonteCarlo:
    return simulated(case_of(("New", flows), seed=seed, targets=targets), draws)["New"]


def of(held: MonteCarlo) -> tuple[float, float, float]:
    assert held.p10 is not None
    assert held.p50 is not None
    assert held.p90 is not None
    return float(held.p10), float(held.p50), float(held.p90)


def drawn(flows: Sequence[Flow], draws: int) -> list[float]:
    case = case_of(("New", flows))
    held = drawable(case, case.projects[0], discounting_of(case, schedule(case.discounting)))
    lines = LineDraws(held.lines, case.seed, "New")
    values = np.empty(draws)
    for where, positions in lines.blocks(draws):
        values[where] = lines.present_values(positions)
    return [float(value) for value in values]


# Closed forms


def test_percentiles_of_one_triangle() -> None:
    """The quantile of a triangle from a to b with its peak at c: a + √(u (b − a)(c − a)) below the peak, b − √((1 − u)(b − a)(b − c))
    above it (S. Kotz and J. R. van Dorp, Beyond Beta, 2004)."""
    low, middle, high = one([flow(SAVING, ["£1,000,000 to £5,000,000, likely £2,000,000"])], 100_000), 2e6, 5e6
    a, c, b = 1e6, middle, high
    wanted = (a + sqrt(0.1 * (b - a) * (c - a)), b - sqrt(0.5 * (b - a) * (b - c)), b - sqrt(0.1 * (b - a) * (b - c)))
    for found, expected in zip(of(low), wanted, strict=True):
        assert abs(found - expected) < 0.005 * (b - a)
    assert low.chance_positive == 1
    assert low.error == 0


def test_the_chance_of_one_triangle() -> None:
    """A cost of £2m against £1m to £4m, likely £1.5m: the area of the triangle above £2m is (4 − 2)² / (3 x 2.5) = 8/15."""
    held = one([flow(SAVING, ["£1m to £4m, likely £1.5m"]), flow(COST, ["£2m"])], 100_000)
    assert held.chance_positive is not None
    assert abs(held.chance_positive - 8 / 15) < 0.008
    assert held.error == sqrt(held.chance_positive * (1 - held.chance_positive) / 100_000)


def test_mean_and_variance_of_a_sum_of_triangles() -> None:
    """(a + b + c) / 3 and (a² + b² + c² − ab − ac − bc) / 18 for each, and both add for lines that are independent."""
    triangles = [(100.0, 150.0, 400.0), (0.0, 500.0, 500.0), (200.0, 200.0, 260.0), (50.0, 60.0, 90.0)]
    flows = [
        flow(SAVING, [f"£{low} to £{high}, likely £{likely}"], line=f"L{place}") for place, (low, likely, high) in enumerate(triangles)
    ]
    values = drawn(flows, 200_000)
    mean = sum(sum(each) / 3 for each in triangles)
    variance = sum((a * a + b * b + c * c - a * b - a * c - b * c) / 18 for a, b, c in triangles)
    assert abs(fmean(values) - mean) < 5 * sqrt(variance / len(values))
    assert abs(pvariance(values) / variance - 1) < 0.02


def test_many_lines_come_near_the_normal() -> None:
    """Fifty alike and symmetrical: mean 50 x 100, variance 50 x 100² / 6 each way (the central limit theorem)."""
    held = one([flow(SAVING, ["£0 to £200, likely £100"], line=f"L{place}") for place in range(50)], 100_000)
    normal = NormalDist(5000, sqrt(50 * 100**2 / 6))
    for found, part in zip(of(held), (0.1, 0.5, 0.9), strict=True):
        assert abs(found - normal.inv_cdf(part)) < 8


def test_a_line_is_drawn_once_across_its_years() -> None:
    """Ten years of £0 to £200 drawn together spread ten times as wide as one, not √10 times."""
    narrow = of(one([flow(SAVING, ["£0 to £200, likely £100"])]))
    case = case_of(("New", [flow(SAVING, ["£0 to £200, likely £100"] * 10)]), horizon=10)
    wide = of(simulated(case)["New"])
    assert [round(amount / 10, 2) for amount in wide] == [round(amount, 2) for amount in narrow]


def test_all_projects_together() -> None:
    ranges = [
        ("A", [flow(SAVING, ["£0 to £200, likely £100"])]),
        ("B", [flow(SAVING, ["£0 to £200, likely £100"])]),
        ("C", [flow(COST, [150])]),
    ]
    found = simulated(case_of(*ranges), 100_000)
    assert found["A"].p10 != found["B"].p10  # lines are independent, between projects too
    assert (found["C"].p10, found["C"].draws) == (Decimal(-150), 0)
    # A sum of two: triangular on 0 to 400 near its ends, P10 of their sum is a root of x⁴/24 x (1/100)⁴ = 0.1 on 0 to 100.
    together = of(found[WHOLE])
    assert abs(together[0] - ((0.1 * 24) ** 0.25 * 100 - 150)) < 1.5
    assert abs(together[1] - 50) < 1.5
    positive = found[WHOLE].chance_positive
    assert positive is not None
    assert 0.5 < positive < 1


# What stays the same, and what does not


def test_the_same_seed_gives_the_same_figures() -> None:
    flows = [flow(SAVING, ["£1m to £4m, likely £1.5m"]), flow(COST, ["£1m to £3m"])]
    assert one(flows) == one(flows)
    assert one(flows).p50 != one(flows, seed=2).p50
    assert one(flows, seed=-1).p50 != one(flows).p50


def test_figures_do_not_move_when_another_project_comes_before() -> None:
    own = ("New", [flow(SAVING, ["£1m to £4m, likely £1.5m"])])
    assert simulated(case_of(("First", [flow(COST, ["£1 to £2"])]), own))["New"] == simulated(case_of(own))["New"]


def test_draws_past_a_block_go_on() -> None:
    flows = [flow(SAVING, ["£1m to £4m, likely £1.5m"], line=f"L{place}") for place in range(7)]
    assert drawn(flows, 20_000)[:5_000] != drawn(flows, 20_000)[5_000:10_000]
    assert len(set(drawn(flows, 20_000))) > 19_990


amounts = st.integers(-(10**8), 10**11)


@st.composite
def ranges(draw: st.DrawFn) -> Estimate:
    low, likely, high = sorted(Decimal(draw(amounts)) / 100 for _ in range(3))
    return Estimate.between(low, high, likely)


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.sampled_from([COST, SAVING, INCOME, FUNDING]), st.lists(ranges(), min_size=1, max_size=3)), min_size=1, max_size=6
    ),
    st.sampled_from(["0%", "green book"]),
    st.integers(-5, 10**9),
)
def test_every_draw_is_inside_the_bounds(lines: list[tuple[FlowKind, list[Estimate]]], rate: str, seed: int) -> None:
    flows = [flow(kind, held, line=f"L{place}") for place, (kind, held) in enumerate(lines)]
    appraisal = appraise(case_of(("New", flows), rate=rate, seed=seed))
    found, npv = simulate_money(appraisal, 300)["New"], appraisal.projects[0].money.npv
    if not any(kind is not FUNDING for kind, _ in lines):
        assert found.why == ("No costs or savings are recorded for New.",)
        return
    assert npv is not None
    assert npv.low is not None
    assert npv.high is not None
    assert found.p10 is not None
    assert found.p50 is not None
    assert found.p90 is not None
    # The printed net present value is rounded year by year, and floats carry sixteen figures.
    room = Decimal("0.05") + max(abs(npv.low), abs(npv.high)) * Decimal("1e-12")
    assert npv.low - room <= found.p10 <= found.p50 <= found.p90 <= npv.high + room
    assert found.chance_positive is not None
    assert 0 <= found.chance_positive <= 1
    assert 0 <= found.error <= sqrt(0.25 / max(found.draws, 1))  # at a chance of a half; both rounded alike
    if found.draws:
        assert sum(found.counts) == found.draws
        assert len(found.edges) == len(found.counts) + 1
        assert list(found.edges) == sorted(set(found.edges))
        assert npv.low - room <= found.edges[0]
        assert found.edges[-1] <= npv.high + room + Decimal("0.01")


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=5), st.integers(1, 70_000))
def test_positions_are_inside_a_line(shapes: list[tuple[float, float]], draws: int) -> None:
    lines = []
    case = case_of(("New", [flow(SAVING, ["£0 to £1"])]))
    part = drawable(case, case.projects[0], discounting_of(case, schedule("0%"))).lines[0].part
    for start, peak in shapes:
        low, width = Decimal(start), Decimal(1)
        lines.append(DrawnLine(low, low + width * Decimal(peak), low + width, part))
    held, seen = LineDraws(lines, 1, "New"), 0
    for where, positions in held.blocks(draws):
        assert positions.min() >= 0
        assert positions.max() <= 1
        seen += where.stop - where.start
        assert positions.shape == (len(lines), where.stop - where.start)
        together = held.present_values(positions)
        assert held.least <= together.min()
        assert together.max() <= held.most
    assert seen == draws


# One outcome, and none


def test_exact_amounts_are_told_exactly_without_draws() -> None:
    """£50bn less a penny is past what a float shows to the penny."""
    held = one([flow(SAVING, ["£49999999999.99"] * 3), flow(COST, ["£0.01"])])
    assert held == MonteCarlo(0, 1, npv := Decimal("149999999999.96"), npv, npv, chance_positive=1.0)
    assert one([flow(COST, [5])]).chance_positive == 0
    assert one([flow(COST, [5]), flow(SAVING, [5])]).chance_positive == 0  # nothing is not a gain


def test_a_spread_of_pence() -> None:
    held = one([flow(SAVING, ["£0.01 to £0.02"])])
    assert held.draws == 10_000
    assert held.counts == (10_000,)
    assert one([flow(SAVING, ["£1 to £1.01"]), flow(SAVING, ["£1 to £1.02"])]).chance_positive == 1


def test_an_open_bound_draws_nothing_and_says_why() -> None:
    for words in ("not known", "up to £5m", "in excess of £4.5m"):
        found = simulated(case_of(("New", [flow(SAVING, [words], line="Staff")]), ("Other", [flow(SAVING, ["£1 to £2"])])))
        assert found["New"] == MonteCarlo(0, 1, why=("No simulation for New: ‘Staff’ has no lowest, no most likely or no highest figure.",))
        assert found["Other"].draws == 10_000
        assert found[WHOLE].why == ("No simulation of all projects together: New cannot be simulated.",)


def test_many_that_cannot_be_drawn_are_counted() -> None:
    found = simulated(case_of(*((f"P{place}", [flow(SAVING, ["not known"])]) for place in range(5))))
    assert found[WHOLE].why == ("No simulation of all projects together: P0, P1, P2 and 2 others cannot be simulated.",)


def test_a_year_without_a_deflator_says_why() -> None:
    before = BASE.after(-40)
    saving = replace(flow(SAVING, []), amounts={before: Estimate.between(Decimal(1), Decimal(2))})
    case = replace(case_of(("New", [saving])), base_year=before, price_base="nominal", discounting="green book")
    (why,) = simulated(case)["New"].why
    assert "deflator" in why


def test_options_are_simulated_against_the_benchmark() -> None:
    case = whole_costs([flow(COST, ["£100 to £120"], line="Now")], [flow(COST, ["£60 to £110"], line="Then")], 1)
    found = simulate_money(appraise(case))
    assert found["As is"].why == ("This is the benchmark: the others are measured against it.",)
    low, _, high = of(found["New"])
    assert -10 < low < high < 60
    assert WHOLE not in found
    assert simulate_money(appraise(replace(case, flows_are=FlowsAre.CHANGES, options=(BENCHMARK,))))["As is"].draws == 0


def test_nothing_recorded() -> None:
    assert simulated(case_of()) == {}
    assert simulated(case_of(("New", [])))["New"].why == ("No costs or savings are recorded for New.",)
    assert simulated(case_of(("New", [flow(SAVING, ["£1 to £3"])])), 0)["New"].draws == 1


# Targets


def target(amount: str, organisation: str | None = None) -> Target:
    return Target("NI 179", Estimate.exact(Decimal(1000)), {}, organisation, amounts={BASE.after(1): estimate(amount)})


def estimate(words: str) -> Estimate:
    held = Estimate.parse(words)
    assert held is not None
    return held


def test_the_chance_of_a_target_that_one_line_is_to_meet() -> None:
    """A gain of £0 to £200 a year, likely £100, passes £150 one time in eight: half the way down the upper half, squared, halved."""
    saving = flow(SAVING, [None, "£0 to £200, likely £100", "£0 to £200, likely £100"], cashable=True)
    held = one([saving], 100_000, targets=(target("£150"),))
    assert held.chance_of_target is not None
    assert abs(held.chance_of_target - 1 / 8) < 0.005
    assert one([saving]).chance_of_target is None
    assert one([saving], targets=(target("£150"), target("£201"))).chance_of_target == 0
    assert one([replace(saving, cashable=None)], targets=(target("£150"),)).chance_of_target is None


def test_a_figure_is_the_same_with_and_without_a_target() -> None:
    saving = flow(SAVING, [None, "£0 to £200, likely £100"], cashable=True)
    assert one([saving]) == replace(one([saving], targets=(target("£150"),)), chance_of_target=None, targets=())


def test_exact_gains_meet_a_target_or_do_not() -> None:
    kept = flow(SAVING, [None, "£150.10", "£150.10"], cashable=True)
    assert one([kept], targets=(target("£150.10"),)).chance_of_target == 1
    assert one([kept], targets=(target("£150.11"),)).chance_of_target == 0
    lost = flow(SAVING, [None, "£200", "£0"], cashable=True)
    assert one([lost], targets=(target("£150"),)).chance_of_target == 0


def test_projects_meet_a_target_together() -> None:
    saving = flow(SAVING, [None, "£0 to £200, likely £100", "£0 to £200, likely £100"], cashable=True)
    exact = flow(SAVING, [0, 50, 50], cashable=True)
    found = simulated(case_of(("A", [saving]), ("B", [saving]), ("C", [exact]), targets=(target("£250"),)))
    assert found["A"].chance_of_target == 0
    together = found[WHOLE].chance_of_target
    assert together is not None
    assert abs(together - 0.5) < 0.02


def test_a_target_that_is_no_figure_has_no_chance() -> None:
    saving = flow(SAVING, [None, "£0 to £200, likely £100"], cashable=True)
    for held in (one([saving], targets=(target("not known"),)), one([saving], targets=(target("£10"), target("up to £5")))):
        assert held.chance_of_target is None
        assert held.why == ("No chance of meeting NI 179 is worked out: what it asks for has no most likely figure.",)
        assert held.draws == 10_000
    carried = replace(target("£10"), carry_forward=CarryForward(non_cashable=estimate("£5")))
    assert one([saving], targets=(carried,)).chance_of_target is None


def test_only_targets_that_gains_count_towards_are_asked_of_them() -> None:
    saving = replace(flow(SAVING, [None, 150, 150], cashable=True), organisation="A")
    both = (target("£150", "A"), target("£10", "B"))
    found = simulated(case_of(("New", [saving]), targets=both))
    assert found["New"].chance_of_target == 1
    assert found[WHOLE].chance_of_target is None
    assert found[WHOLE].why == ("No chance of meeting NI 179 is worked out: no gain is recorded for B.",)
    assert one([saving], targets=both[1:]).chance_of_target is None
    late = replace(both[0], amounts={BASE.after(3): estimate("£1")})
    assert one([saving], targets=(late,)).why == (
        "No chance of meeting NI 179 is worked out: it asks for gains of years that are not appraised.",
    )


def test_whole_costs_gain_what_they_save_in_cash() -> None:
    now, then = [None, "£100 to £120", "£100 to £120"], [None, "£60 to £100", "£60 to £100"]
    case = whole_costs([flow(COST, now, cashable=True)], [flow(COST, then, cashable=True)], 3)
    found = [
        simulate_money(appraise(replace(case, finance=FinanceRecords(targets=(target(asked),)))))["New"].chance_of_target
        for asked in ("£0", "£30", "£60")
    ]
    assert found[0] == 1
    assert found[1] is not None
    assert abs(found[1] - 0.5) < 0.02
    assert found[2] == 0
    assert simulate_money(appraise(replace(case, finance=FinanceRecords(targets=(target("£1", "A"),)))))["New"].chance_of_target is None


@st.composite
def exact_flows(draw: st.DrawFn) -> Flow:
    yearly = draw(st.lists(st.integers(0, 300), min_size=1, max_size=5))
    kind = draw(st.sampled_from([COST, SAVING, INCOME]))
    held = flow(kind, yearly, cashable=draw(st.sampled_from([True, False, None])))
    return replace(held, recurring=draw(st.sampled_from([True, False, None])), organisation=draw(st.sampled_from([None, "A", "B"])))


@settings(max_examples=examples(150))
@given(st.lists(exact_flows(), min_size=1, max_size=5), st.integers(0, 4), st.integers(0, 4))
def test_gains_of_exact_lines_are_those_of_the_rule(flows: list[Flow], first: int, length: int) -> None:
    """At the one outcome there is, a target of just what `gains_of` counts is met, and of a pound more is not."""
    case = case_of(("New", flows), horizon=5)
    years = [BASE.after(n) for n in range(first, min(first + length + 1, 5))]
    gains = gains_of([Line("New", each) for each in flows], case.years)
    bound = any(each.kind is SAVING and each.cashable is None and each.recurring is not False for each in flows)
    for whose in (None, "A"):
        gained = sum(
            (
                gain.central or Decimal(0)
                for each in gains
                if whose in (None, each.organisation)
                for year, gain in each.gains.items()
                if year in years
            ),
            Decimal(0),
        )
        for extra, met in ((0, 1.0), (1, 0.0)):
            asked = {year: Estimate.exact(gained + extra if year == years[-1] else Decimal(0)) for year in years}
            held = replace(case, finance=FinanceRecords(targets=(Target("T", Estimate.exact(Decimal(1)), {}, whose, amounts=asked),)))
            named = whose is None or any(each.organisation == whose and each.kind is not FUNDING for each in flows if each.amounts)
            assert simulated(held)["New"].chance_of_target == (met if named and not bound else None)
