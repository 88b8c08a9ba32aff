"""SMAA-2: chances known in closed form, a published example, and an answer for every case, however little it holds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
    Distribution,
    Measure,
    NotApplicable,
    Option,
    ScoreRange,
    SimulatedWeights,
    WeightMethod,
)
from desktop.appraisal.choice.scales import Scale
from desktop.appraisal.choice.weighting import rank_order_centroid
from desktop.appraisal.results import OptionSimulation, Simulation
from desktop.appraisal.simulation import simulate
from desktop.appraisal.simulation.places import rising_order
from desktop.appraisal.simulation.score_draws import ScoreDraws
from desktop.appraisal.simulation.uncertain_scores import UncertainCell, cells_of
from desktop.appraisal.simulation.weight_draws import blocks_within, weight_draws
from desktop.appraisal.simulation.weight_region import region_of
from tests.appraisal.cases import BASE, scores
from tests.examples import examples

Row = Sequence[int | str | Decimal | NotApplicable | None]
#: 5 standard errors of a chance at 100,000 draws.
NEAR = 5 * 0.5 / sqrt(100_000)


def criteria(count: int) -> tuple[Criterion, ...]:
    """So many criteria from 0 to 100, on which a score is its own value."""
    return tuple(Criterion(f"C{place}", worst=Decimal(0), best=Decimal(100)) for place in range(1, count + 1))


def case_of(table: dict[str, Row], on: Sequence[Criterion]) -> Case:
    """One group's scores of these options on these criteria."""
    return Case(
        "Test",
        BASE,
        1,
        options=tuple(Option(name) for name in table),
        criteria=tuple(on),
        groups=(AssessorGroup("Panel"),),
        scores=dict(scores(table, on)),
    )


def run(case: Case, draws: int = 100_000) -> Simulation:
    return simulate(appraise(case), draws)


def first(held: Simulation) -> dict[str, float]:
    """How often each option is first."""
    return {name: option.acceptability[0] for name, option in held.options.items()}


def central(held: Simulation, option: str) -> dict[str, float]:
    weights = held.options[option].central_weights
    assert weights is not None
    return weights


# Weights


def test_free_weights_of_two_criteria_in_closed_form() -> None:
    """A leads while 100w > 50(1 − w), above a third; the weight of its first criterion is then 2/3 on average, else 1/6."""
    held = run(case_of({"A": (100, 0), "B": (0, 50)}, criteria(2)))
    assert held.weights is SimulatedWeights.FREE
    assert held.options["A"].acceptability == pytest.approx((2 / 3, 1 / 3), abs=NEAR)
    assert held.options["B"].acceptability == pytest.approx((1 / 3, 2 / 3), abs=NEAR)
    assert central(held, "A") == pytest.approx({"C1": 2 / 3, "C2": 1 / 3}, abs=NEAR)
    assert central(held, "B") == pytest.approx({"C1": 1 / 6, "C2": 5 / 6}, abs=NEAR)
    assert held.options["A"].confidence == held.options["B"].confidence == 1
    assert held.options["A"].chance_of_leading == held.options["A"].acceptability[0]
    assert held.error == pytest.approx(sqrt(2 / 9 / 100_000), rel=0.01)


def test_ordered_weights_of_two_criteria_in_closed_form() -> None:
    """With w from 1/2 to 1, A leads below 5/8, a quarter of the way."""
    on = [replace(criterion, order=place) for place, criterion in enumerate(criteria(2), 1)]
    held = run(case_of({"A": (20, 80), "B": (50, 30)}, on))
    assert held.weights is SimulatedWeights.ORDERED
    assert first(held) == pytest.approx({"A": 1 / 4, "B": 3 / 4}, abs=NEAR)
    assert central(held, "A") == pytest.approx({"C1": 9 / 16, "C2": 7 / 16}, abs=NEAR)


@pytest.mark.parametrize("orders", [(1, 2, 3, 4), (3, 1, 4, 2), (1, 2, 2, 3), (2, 2, 1, 1), (2, None, 1, None), (None, None, None, 1)])
def test_the_mean_of_ordered_weights_is_the_rank_order_centroid(orders: tuple[int | None, ...]) -> None:
    """Barron and Barrett, Decision quality using ranked attribute weights (1996): ties share, and those without an order are last."""
    on = [replace(criterion, order=order) for criterion, order in zip(criteria(4), orders, strict=True)]
    held = run(case_of({"Only": (1, 1, 1, 1)}, on))
    expected = rank_order_centroid({criterion.name: criterion.order or 9 for criterion in on})
    assert central(held, "Only") == pytest.approx({name: float(weight) for name, weight in expected.items()}, abs=NEAR)


def test_every_weight_of_an_earlier_block_is_at_least_every_one_of_a_later() -> None:
    on = [replace(criterion, order=order) for criterion, order in zip(criteria(5), (2, 1, 2, 3, 1), strict=True)]
    drawn = weight_draws(region_of(appraise(case_of({"A": (1,) * 5}, on))), np.random.SeedSequence(3))(2000)
    blocks = drawn[:, [1, 4]], drawn[:, [0, 2]], drawn[:, [3]]
    assert (blocks[0].min(axis=1) >= blocks[1].max(axis=1)).all()
    assert (blocks[1].min(axis=1) >= blocks[2].max(axis=1)).all()
    assert (drawn[:, 0] > drawn[:, 2]).mean() == pytest.approx(0.5, abs=0.06)


def test_bounded_weights_of_two_criteria_in_closed_form() -> None:
    """With w from 0.3 to 0.8, A leads above 1/2: three fifths of the way."""
    on = [replace(criteria(2)[0], weight_low=Decimal("0.3"), weight_high=Decimal("0.8")), criteria(2)[1]]
    held = run(case_of({"A": (100, 0), "B": (0, 100)}, on))
    assert held.weights is SimulatedWeights.BOUNDED
    assert first(held) == pytest.approx({"A": 3 / 5, "B": 2 / 5}, abs=NEAR)
    assert central(held, "A") == pytest.approx({"C1": 0.65, "C2": 0.35}, abs=NEAR)
    assert central(held, "B") == pytest.approx({"C1": 0.4, "C2": 0.6}, abs=NEAR)


@pytest.mark.parametrize(
    ("weights", "low", "high"),
    [
        ((None, None), "0.3", "0.8"),
        ((None, None), "30", "80"),
        ((6, 4), "3", "8"),
        ((60, None), "18", "48"),
    ],
)
def test_bounds_are_in_the_points_of_the_weights(weights: tuple[int | None, ...], low: str, high: str) -> None:
    on = [
        replace(criterion, weight=None if weight is None else Decimal(weight))
        for criterion, weight in zip(criteria(2), weights, strict=True)
    ]
    on[0] = replace(on[0], weight_low=Decimal(low), weight_high=Decimal(high))
    region = region_of(appraise(case_of({"A": (1, 1)}, on)))
    assert region.low == (Fraction(3, 10), Fraction(1, 5))
    assert region.high == (Fraction(4, 5), Fraction(7, 10))


@pytest.mark.parametrize(
    ("low", "high", "because"),
    [
        (("0.6", "0.6"), ("1", "1"), "No weights can be drawn: the lows of the weights add to 120%."),
        (("0", "0"), ("0.4", "0.45"), "No weights can be drawn: the highs of the weights add to 85%."),
        (
            ("0.6", "0"),
            ("0.5", "1"),
            "No weights can be drawn: C1 is to have at least 60% and at most 50%.",
        ),
        (
            ("0", "1.2"),
            ("1", "2"),
            "No weights can be drawn: C2 is to have at least 120% and at most 100%.",
        ),
    ],
)
def test_bounds_that_nothing_meets_draw_nothing_and_say_why(low: tuple[str, str], high: tuple[str, str], because: str) -> None:
    on = [
        replace(criterion, weight_low=Decimal(bottom), weight_high=Decimal(top), weight=Decimal("0.5"))
        for criterion, bottom, top in zip(criteria(2), low, high, strict=True)
    ]
    held = run(case_of({"A": (1, 2), "B": (2, 1)}, on))
    assert (held.draws, held.options, held.error, held.why) == (0, {}, 0, (because,))


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (("0.1", "0.1", "0.1", "0"), ("0.6", "0.5", "0.4", "1")),
        (("0.05", "0", "0.2", "0.1", "0"), ("0.3", "0.3", "0.35", "0.25", "0.3")),
        (("0", "0", "0", "0", "0", "0"), ("0.25", "0.25", "0.25", "0.25", "0.25", "0.5")),
    ],
)
def test_chains_of_exchanges_agree_with_rows_thrown_away(low: Sequence[str], high: Sequence[str]) -> None:
    """The rows kept are exactly uniform; the chains have to have the same means, spreads and distributions."""
    bounds = [Fraction(each) for each in low], [Fraction(each) for each in high]
    exact = blocks_within(*bounds, Fraction(1), np.random.default_rng(1), worth_trying=0)
    chains = blocks_within(*bounds, Fraction(1), np.random.default_rng(2), worth_trying=2)
    kept = np.concatenate([exact() for _ in range(60)])[:60_000]
    walked = np.concatenate([chains() for _ in range(30)])
    for rows in (kept, walked):
        assert np.allclose(rows.sum(axis=1), 1)
        assert (rows >= [float(each) - 1e-12 for each in bounds[0]]).all()
        assert (rows <= [float(each) + 1e-12 for each in bounds[1]]).all()
    assert len(kept) > 5_000
    assert walked.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.004)
    assert np.cov(walked.T) == pytest.approx(np.cov(kept.T), abs=0.0006)
    for part in (0.05, 0.25, 0.5, 0.75, 0.95):
        assert np.quantile(walked, part, axis=0) == pytest.approx(np.quantile(kept, part, axis=0), abs=0.008)


def test_many_criteria_in_narrow_bounds_stay_within_them() -> None:
    on = [
        replace(criterion, weight_low=Decimal(low), weight_high=Decimal(high))
        for criterion, low, high in zip(criteria(40), ["0.01", "0.02"] * 20, ["0.03", "0.04"] * 20, strict=True)
    ]
    appraisal = appraise(case_of({"A": (1,) * 40, "B": (2, 0) * 20}, on))
    drawn = weight_draws(region_of(appraisal), np.random.SeedSequence(1))(3000)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert ((drawn >= np.tile([0.01, 0.02], 20) - 1e-12) & (drawn <= np.tile([0.03, 0.04], 20) + 1e-12)).all()
    assert drawn.mean(axis=0)[::2] == pytest.approx(0.02, abs=0.001)
    assert drawn.std(axis=0) == pytest.approx(0.02 / sqrt(12), rel=0.1)


def test_exact_weights_and_certain_scores_need_no_draw() -> None:
    on = [replace(criterion, weight=Decimal(50)) for criterion in criteria(2)]
    held = run(case_of({"A": (100, 0), "B": (0, 100), "C": (50, 50), "D": (20, 20), "E": (90, 90)}, on))
    third = pytest.approx((0, 1 / 3, 1 / 3, 1 / 3, 0))
    assert (held.weights, held.error, held.draws) == (SimulatedWeights.EXACT, 0, 0)
    assert [held.options[name].acceptability for name in "ABC"] == [third] * 3
    assert held.options["E"] == OptionSimulation((1, 0, 0, 0, 0), 1, 1, {"C1": 0.5, "C2": 0.5})
    assert held.options["D"] == OptionSimulation((0, 0, 0, 0, 1), 0)
    assert held.why == ("The weights and the scores are recorded as single figures, so nothing was varied.",)


def test_which_weights_are_drawn_follows_the_records() -> None:
    plain = criteria(2)
    weighted = (replace(plain[0], weight=Decimal(1)), plain[1])
    ordered = (replace(weighted[0], order=2), plain[1])
    bounded = (replace(ordered[0], weight_high=Decimal(1)), plain[1])
    parked = (*plain, Criterion("P", use=CriterionUse.PARKED, weight=Decimal(2), order=1, weight_low=Decimal(1)))

    def kind(on: Sequence[Criterion], *groups: AssessorGroup) -> SimulatedWeights:
        return region_of(appraise(Case("Test", BASE, 1, criteria=tuple(on), groups=groups))).kind

    assert kind(plain) is kind(parked) is kind(plain, AssessorGroup("G")) is SimulatedWeights.FREE
    assert kind(weighted) is SimulatedWeights.EXACT
    assert kind(ordered) is SimulatedWeights.ORDERED
    assert kind(bounded) is SimulatedWeights.BOUNDED
    points = AssessorGroup("G", weights={"C1": Decimal(1)})
    assert kind(plain, points) is kind(plain, replace(points, method=WeightMethod.SWING)) is SimulatedWeights.EXACT
    assert kind(plain, replace(points, method=WeightMethod.RANK)) is SimulatedWeights.FREE
    assert kind(plain, AssessorGroup("G", method=WeightMethod.RANK, orders={"C2": 1})) is SimulatedWeights.EXACT
    judged = AssessorGroup("G", method=WeightMethod.PAIRWISE, judgements={("C1", "C2"): Decimal(3)})
    assert kind(plain, judged) is SimulatedWeights.EXACT
    assert kind(criteria(3), judged) is SimulatedWeights.FREE


@pytest.mark.parametrize("options", range(1, 12))
def test_few_options_and_many_are_put_in_the_same_order(options: int) -> None:
    drawn = np.random.default_rng(options).permuted(np.tile(np.linspace(0, 100, options), (300, 1)), axis=1)
    assert np.array_equal(rising_order(drawn.copy()), np.argsort(drawn, axis=1))
    assert np.array_equal(rising_order(np.zeros((2, options))), np.tile(np.arange(options), (2, 1)))


@pytest.mark.parametrize("kind", list(SimulatedWeights))
def test_the_officer_may_choose_which_weights_are_drawn(kind: SimulatedWeights) -> None:
    case = replace(case_of({"A": (100, 0), "B": (0, 50)}, criteria(2)), simulated_weights=kind)
    held = run(case)
    assert held.weights is kind
    likely = {"A": 1.0, "B": 0.0} if kind is SimulatedWeights.EXACT else {"A": 2 / 3, "B": 1 / 3}
    assert first(held) == pytest.approx(likely, abs=NEAR)
    assert bool(held.why) is (kind is not SimulatedWeights.FREE)


def test_weights_in_other_points_draw_the_same() -> None:
    def at(scale: int, kind: SimulatedWeights | None = None) -> Simulation:
        on = [
            replace(criterion, weight=Decimal(weight * scale), weight_low=Decimal(weight * scale) / 2)
            for criterion, weight in zip(criteria(3), (3, 5, 2), strict=True)
        ]
        return run(replace(case_of({"A": (10, 60, None), "B": (70, 10, 40), "C": (30, 40, 50)}, on), simulated_weights=kind), 5000)

    assert at(1) == at(10)
    assert at(1, SimulatedWeights.EXACT) == at(7, SimulatedWeights.EXACT)
    assert at(1).weights is SimulatedWeights.BOUNDED


# Scores


def test_the_example_of_jsmaa() -> None:
    """Four antidepressants on six criteria, the drug benefit-risk example among the tests of JSMAA, an open SMAA program.

    Tervonen, van Valkenhoef, Buskens, Hillege and Postmus, A stochastic multicriteria model for evidence-based decision making in drug
    benefit-risk analysis (2011).
    """
    names = "Fluoxetine", "Paroxetine", "Sertraline", "Venlafaxine"
    effects = {
        "Efficacy": ((0, 0), (0.086, 0.056), (0.095, 0.044), (0.113, 0.048)),
        "Diarrhoea": ((11.7, 2.5), (9.2, 1.86), (15.4, 2.65), (5.5, 2.32)),
        "Dizziness": ((7.2, 1.45), (10.6, 1.58), (7.5, 1.48), (15.7, 4.44)),
        "Headache": ((16.6, 3.27), (21.2, 5.15), (20.2, 3.78), (12.8, 2.45)),
        "Insomnia": ((13.7, 1.89), (14.3, 2.93), (15.0, 3.21), (11.2, 3.98)),
        "Nausea": ((18.6, 1.79), (18.3, 3.7), (19.5, 2.6), (31.0, 1.68)),
    }
    ranges = {}
    for effect, parameters in effects.items():
        for name, (mean, deviation) in zip(names, parameters, strict=True):
            low, high = mean - 1.959964 * deviation, mean + 1.959964 * deviation
            family = Distribution.NORMAL
            if effect == "Efficacy":
                low, high, family = exp(low), exp(high), Distribution.LOG_NORMAL
            ranges["Trials", name, effect] = ScoreRange(Decimal(str(low)), Decimal(str(high)), family)
    on = tuple(Criterion(effect, better=Better.HIGHER if effect == "Efficacy" else Better.LOWER) for effect in effects)
    case = Case(
        "Antidepressants",
        BASE,
        1,
        options=tuple(Option(name) for name in names),
        criteria=on,
        groups=(AssessorGroup("Trials"),),
        ranges=ranges,
    )
    held = run(case)
    expected = ((0.20, 0.28, 0.30, 0.22), (0.25, 0.29, 0.27, 0.19), (0.17, 0.25, 0.29, 0.30), (0.39, 0.18, 0.15, 0.29))
    for name, places in zip(names, expected, strict=True):
        assert held.options[name].acceptability == pytest.approx(places, abs=0.02)


def test_a_missing_score_is_anything_from_0_to_100() -> None:
    held = run(case_of({"A": (None,), "B": (30,)}, criteria(1)))
    assert first(held) == pytest.approx({"A": 0.7, "B": 0.3}, abs=NEAR)
    assert held.options["A"].confidence == held.options["A"].acceptability[0]
    assert central(held, "A") == {"C1": 1}


def test_confidence_is_how_often_it_is_first_at_its_central_weights() -> None:
    """A = 100w + U(1 − w) and B = 50: A's central weights are the mean of (w, 1 − w) where A is first, worked out by summing."""
    held = run(case_of({"A": (100, None), "B": (50, 50)}, criteria(2)))
    weight, value = np.meshgrid((np.arange(2000) + 0.5) / 2000, (np.arange(2000) + 0.5) / 20)
    won = 100 * weight + value * (1 - weight) > 50
    middle = weight[won].mean()
    assert first(held)["A"] == pytest.approx(won.mean(), abs=NEAR)
    assert central(held, "A")["C1"] == pytest.approx(middle, abs=NEAR)
    needed = (50 - 100 * middle) / (1 - middle) / 100
    assert held.options["A"].confidence == pytest.approx(1 - max(needed, 0), abs=3 * NEAR)


WIDE = Scale(Decimal(-1000), Decimal(1000), from_scores=False)


def drawn_scores(given_range: ScoreRange, score: str | None = None, **votes: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Draws of one cell on its own scale, which is wide enough to cut nothing off; `votes` are of groups that all give the same."""
    groups = tuple(AssessorGroup(name, Decimal(vote)) for name, vote in (votes or {"Panel": "1"}).items())
    keys = [(group.name, "A", "C") for group in groups]
    case = Case(
        "Test",
        BASE,
        1,
        options=(Option("A"),),
        criteria=(Criterion("C", worst=WIDE.worst, best=WIDE.best),),
        groups=groups,
        scores={} if score is None else {key: Decimal(score) for key in keys},
        ranges=dict.fromkeys(keys, given_range),
    )
    rows, _ = cells_of(appraise(case))
    cell = rows[0][0]
    assert isinstance(cell, UncertainCell)
    values = ScoreDraws([0], [cell], np.random.SeedSequence(5)).values(100_000)[:, 0]
    return values * 20 - 1000


def test_a_uniform_range_has_its_moments() -> None:
    drawn = drawn_scores(ScoreRange(Decimal(2), Decimal(8)))
    assert (drawn.min(), drawn.max()) == pytest.approx((2, 8), abs=0.001)
    assert (drawn.mean(), drawn.var()) == pytest.approx((5, 3), abs=0.03)


def test_a_normal_range_is_its_95_per_cent_interval() -> None:
    drawn = drawn_scores(ScoreRange(Decimal(2), Decimal(8), Distribution.NORMAL), "3")
    assert (drawn.mean(), drawn.std()) == pytest.approx((5, 3 / 1.959964), abs=0.02)
    assert np.quantile(drawn, (0.025, 0.975)) == pytest.approx((2, 8), abs=0.05)


def test_a_log_normal_range_is_its_95_per_cent_interval() -> None:
    drawn = drawn_scores(ScoreRange(Decimal(2), Decimal(8), Distribution.LOG_NORMAL))
    assert np.log(drawn).mean() == pytest.approx(np.log(4), abs=0.01)
    assert np.quantile(drawn, (0.025, 0.5, 0.975)) == pytest.approx((2, 4, 8), abs=0.1)


@pytest.mark.parametrize(("score", "mode"), [("4", 4), ("2", 2), (None, 5)])
def test_a_beta_range_has_the_moments_of_pert(score: str | None, mode: int) -> None:
    """Mean (low + 4 mode + high) / 6; variance (mean − low)(high − mean) / 7."""
    drawn = drawn_scores(ScoreRange(Decimal(2), Decimal(8), Distribution.BETA), score)
    mean = (2 + 4 * mode + 8) / 6
    assert (drawn.mean(), drawn.var()) == pytest.approx((mean, (mean - 2) * (8 - mean) / 7), abs=0.02)
    assert drawn.min() >= 2
    assert drawn.max() <= 8


def test_a_group_that_did_not_score_is_one_draw_of_its_own_votes() -> None:
    """A is 90 by one vote of ten beside U(0, 100) by nine: it beats 44 where U is above 350/9."""
    case = case_of({"A": (90,), "B": (44,)}, criteria(1))
    case = replace(
        case,
        groups=(AssessorGroup("Panel", Decimal(1)), AssessorGroup("Members", Decimal(9))),
        scores={**case.scores, ("Members", "B", "C1"): Decimal(44)},
    )
    assert first(run(case)) == pytest.approx({"A": 1 - 3.5 / 9, "B": 3.5 / 9}, abs=NEAR)
    nobody = replace(case, scores={key: score for key, score in case.scores.items() if key[1] == "B"})
    drawn = [ScoreDraws([0], [cell], np.random.SeedSequence(5)).values(100_000)[:, 0] for cell in [cells_of(appraise(nobody))[0][0][0]]
             if isinstance(cell, UncertainCell)]  # fmt: skip
    assert [(float(each.mean()), float(each.var())) for each in drawn] == [pytest.approx((50, 10_000 / 12 * 0.82), rel=0.02)]


def test_each_group_is_valued_before_the_votes_combine_them() -> None:
    """Two groups from 0 to 10 on a scale that is full at 5: each is worth 100 half of the time, and 50 on average until then."""
    bent = Criterion("C", worst=Decimal(0), best=Decimal(10), points=((Decimal(0), Decimal(0)), (Decimal(5), Decimal(100))))
    case = case_of({"A": (None,)}, [bent])
    groups = (AssessorGroup("Panel"), AssessorGroup("Members"))
    ranges = {(group.name, "A", "C"): ScoreRange(Decimal(0), Decimal(10)) for group in groups}
    cell = cells_of(appraise(replace(case, groups=groups, ranges=ranges)))[0][0][0]
    assert isinstance(cell, UncertainCell)
    drawn = ScoreDraws([0], [cell], np.random.SeedSequence(5)).values(100_000)[:, 0]
    assert (float(drawn.mean()), float((drawn == 100).mean())) == pytest.approx((75, 0.25), abs=0.5)


def test_each_group_draws_its_own_range_and_counts_by_its_votes() -> None:
    drawn = drawn_scores(ScoreRange(Decimal(0), Decimal(12)), None, Officers="1", Members="3")
    assert (drawn.mean(), drawn.var()) == pytest.approx((6, 12 * (1 / 16 + 9 / 16)), abs=0.06)


def test_a_group_without_a_range_counts_its_score() -> None:
    """Half of U(0, 100) and half of 40 beats 45 where U is above 50; the group that said nothing has no part."""
    case = case_of({"A": (40,), "B": (45,)}, criteria(1))
    case = replace(
        case,
        groups=(*case.groups, AssessorGroup("Members"), AssessorGroup("Silent")),
        scores={**case.scores, ("Members", "B", "C1"): Decimal(45)},
        ranges={("Members", "A", "C1"): ScoreRange(Decimal(0), Decimal(100))},
    )
    assert first(run(case)) == pytest.approx({"A": 0.5, "B": 0.5}, abs=NEAR)


def test_an_end_not_given_is_that_of_the_scale() -> None:
    case = case_of({"A": (50,), "B": (80,)}, criteria(1))
    above = replace(case, ranges={("Panel", "A", "C1"): ScoreRange(low=Decimal(50))})
    below = replace(case, ranges={("Panel", "A", "C1"): ScoreRange(high=Decimal(90))})
    open_both = replace(case, ranges={("Panel", "A", "C1"): ScoreRange()})
    assert first(run(above))["A"] == pytest.approx(2 / 5, abs=NEAR)
    assert first(run(below))["A"] == pytest.approx(1 / 9, abs=NEAR)
    assert first(run(open_both))["A"] == pytest.approx(1 / 5, abs=NEAR)


def test_a_lower_score_that_is_better_and_a_piecewise_value() -> None:
    """The value rises from 0 at 10 to 20 at 5 and 100 at 0: above 60 for a score below 2.5, a quarter of the range."""
    points = ((Decimal(0), Decimal(100)), (Decimal(5), Decimal(20)), (Decimal(10), Decimal(0)))
    on = (Criterion("C1", better=Better.LOWER, points=points),)
    case = replace(case_of({"A": (5,), "B": ("2.5",)}, on), ranges={("Panel", "A", "C1"): ScoreRange(Decimal(0), Decimal(10))})
    assert first(run(case))["A"] == pytest.approx(0.25, abs=NEAR)
    straight = replace(case, criteria=(Criterion("C1", better=Better.LOWER, worst=Decimal(10), best=Decimal(0)),))
    assert first(run(straight))["A"] == pytest.approx(0.25, abs=NEAR)


def test_beyond_the_ends_of_the_scale_nothing_is_better() -> None:
    """B is certain at the best; A reaches it in half of its draws, when the two share the first place."""
    case = case_of({"A": (100,), "B": (100,)}, criteria(1))
    case = replace(case, ranges={("Panel", "A", "C1"): ScoreRange(Decimal(50), Decimal(150))})
    assert first(run(case)) == pytest.approx({"A": 0.25, "B": 0.75}, abs=NEAR)
    wholly = replace(case, ranges={("Panel", "A", "C1"): ScoreRange(Decimal(120), Decimal(150))})
    assert first(run(wholly)) == {"A": 0.5, "B": 0.5}
    normal = replace(case, ranges={("Panel", "A", "C1"): ScoreRange(Decimal(120), Decimal(150), Distribution.NORMAL)})
    assert first(run(normal)) == pytest.approx({"A": 0.5, "B": 0.5}, abs=0.01)


def test_ranges_of_a_criterion_taken_from_the_records_and_of_what_does_not_apply_are_not_drawn() -> None:
    on = (replace(criteria(2)[0], taken_from=Measure.FTE), criteria(2)[1])
    case = case_of({"A": (1, NOT_APPLICABLE), "B": (2, 30)}, on)
    wide = ScoreRange(Decimal(0), Decimal(100))
    case = replace(
        case, measured={("A", "C1"): Decimal(40), ("B", "C1"): Decimal(50)}, ranges={("Panel", "A", "C1"): wide, ("Panel", "A", "C2"): wide}
    )
    rows, _ = cells_of(appraise(case))
    assert rows == [[Fraction(40), NOT_APPLICABLE], [Fraction(50), Fraction(30)]]


def test_what_does_not_apply_rescales_the_other_weights() -> None:
    """A is 80 whatever the weights; B = 60w + 90(1 − w) is below it for w above a third."""
    held = run(case_of({"A": (80, NOT_APPLICABLE), "B": (60, 90)}, criteria(2)))
    assert first(held) == pytest.approx({"A": 2 / 3, "B": 1 / 3}, abs=NEAR)
    assert held.options["A"].confidence == 1


def test_an_uncertain_cell_and_one_that_does_not_apply_rescale_alike() -> None:
    """A's one uncertain score is its whole score, U; B is 50 throughout."""
    held = run(case_of({"A": (None, NOT_APPLICABLE), "B": (50, 50)}, criteria(2)))
    assert first(held) == pytest.approx({"A": 0.5, "B": 0.5}, abs=NEAR)
    assert held.options["A"].confidence == pytest.approx(0.5, abs=2 * NEAR)


def test_a_log_normal_range_that_reaches_0_is_drawn_alike_throughout_and_said() -> None:
    case = case_of({"A": (5,), "B": (10,)}, criteria(1))
    held = run(replace(case, ranges={("Panel", "A", "C1"): ScoreRange(Decimal(0), Decimal(40), Distribution.LOG_NORMAL)}))
    assert first(held)["A"] == pytest.approx(0.75, abs=NEAR)
    assert held.why == (
        "Panel gives A on C1 a log-normal range that is not wholly above 0, so every score in it is taken as equally likely.",
    )


def test_must_pass_and_parked_criteria_have_no_part_in_scores() -> None:
    on = (*criteria(2), Criterion("M", use=CriterionUse.MUST_PASS, pass_mark=Decimal(5)), Criterion("P", use=CriterionUse.PARKED))
    case = case_of({"A": (100, 0, 9, 1), "B": (0, 50, 3, 9)}, on)
    case = replace(case, ranges={("Panel", "A", name): ScoreRange(Decimal(6), Decimal(10)) for name in ("M", "P")})
    held = run(case)
    assert held.options["A"].acceptability == run(case_of({"A": (100, 0), "B": (0, 50)}, criteria(2))).options["A"].acceptability
    assert (held.options["A"].chance_of_leading, held.options["B"].chance_of_leading) == (1, 0)


# Places


def test_only_options_that_may_lead_have_a_chance_of_leading() -> None:
    case = case_of({"A": (100, 100), "B": (60, 30), "C": (20, 80)}, criteria(2))
    case = replace(case, options=(Option("A", viable=False), *case.options[1:]))
    held = run(case)
    assert first(held) == {"A": 1, "B": 0, "C": 0}
    chances = {name: option.chance_of_leading for name, option in held.options.items()}
    assert chances == pytest.approx({"A": 0, "B": 4 / 9, "C": 5 / 9}, abs=NEAR)
    assert held.options["B"].central_weights is None
    assert held.options["B"].confidence is None


def test_where_no_option_may_lead_none_has_a_chance_of_it() -> None:
    case = case_of({"A": (100, 0), "B": (0, 50)}, criteria(2))
    held = run(replace(case, options=(Option("A", viable=False), Option("B", viable=False))), 1000)
    assert sum(first(held).values()) == 1
    assert [option.chance_of_leading for option in held.options.values()] == [0, 0]


def test_options_that_are_the_same_share_their_places() -> None:
    held = run(case_of({"A": (100, 0), "B": (0, 50), "C": (100, 0)}, criteria(2)))
    assert held.options["A"] == held.options["C"]
    assert held.options["A"].acceptability == pytest.approx((1 / 3, 1 / 2, 1 / 6), abs=NEAR)
    assert held.options["A"].confidence == 0.5
    assert central(held, "C") == pytest.approx({"C1": 2 / 3, "C2": 1 / 3}, abs=NEAR)


@pytest.mark.parametrize(
    "table",
    [
        {"A": (60, NOT_APPLICABLE, 60), "B": (60, 60, 60)},
        {"A": (60, NOT_APPLICABLE, 20), "B": (60, NOT_APPLICABLE, 20)},
    ],
)
def test_options_that_are_level_at_every_weight_share_their_places(table: dict[str, Row]) -> None:
    held = run(case_of(table, criteria(3)), 1000)
    assert first(held) == {"A": 0.5, "B": 0.5}
    assert held.options["A"] == held.options["B"]


def test_options_that_are_level_at_every_weight_within_the_bounds_share_their_places() -> None:
    """The first weight cannot but be a half, so that 100 on it is as good as 100 on both of the others.

    C is 40 + 10v + 30(1/2 − v), above their 50 for v below a quarter, half the way.
    """
    half = Decimal("0.5")
    on = (replace(criteria(3)[0], weight_low=half, weight_high=half), *criteria(3)[1:])
    held = run(case_of({"A": (100, 0, 0), "B": (0, 100, 100), "C": (80, 10, 30)}, on))
    assert held.options["A"] == held.options["B"]
    assert held.options["A"].acceptability == pytest.approx((1 / 4, 1 / 2, 1 / 4), abs=NEAR)
    assert held.options["C"].acceptability == pytest.approx((1 / 2, 0, 1 / 2), abs=NEAR)


# Repeating


def test_one_seed_gives_one_answer_and_another_seed_nearly_the_same() -> None:
    case = case_of({"A": (10, 60, None), "B": (70, NOT_APPLICABLE, 40), "C": (30, 40, 50)}, criteria(3))
    assert run(case) == run(case)
    found = {seed: first(run(replace(case, seed=seed))) for seed in (1, 2, 0, -1, 10**30, -(10**30))}
    assert len({tuple(chances.values()) for chances in found.values()}) == len(found)
    assert all(chances == pytest.approx(found[1], abs=0.01) for chances in found.values())


@pytest.mark.parametrize(
    "on",
    [
        criteria(4),
        tuple(replace(criterion, order=order) for criterion, order in zip(criteria(4), (1, 2, 2, 1), strict=True)),
        tuple(replace(criterion, weight_high=Decimal("0.4")) for criterion in criteria(4)),
        tuple(replace(criterion, weight_low=Decimal("0.24"), weight_high=Decimal("0.27")) for criterion in criteria(4)),
        tuple(replace(criterion, weight=Decimal(1)) for criterion in criteria(4)),
    ],
)
def test_weights_are_the_same_however_many_are_drawn_at_a_time(on: tuple[Criterion, ...]) -> None:
    region = region_of(appraise(case_of({"A": (1,) * 4}, on)))
    together, apart = (weight_draws(region, np.random.SeedSequence(7)) for _ in range(2))
    assert np.allclose(together(9000), np.concatenate([apart(1), apart(4096), apart(4903)]), rtol=1e-12)


def test_scores_are_the_same_however_many_are_drawn_at_a_time() -> None:
    case = case_of({"A": (1, 2, 3, None)}, criteria(4))
    families = (Distribution.NORMAL, Distribution.LOG_NORMAL, Distribution.BETA)
    case = replace(
        case, ranges={("Panel", "A", f"C{place}"): ScoreRange(Decimal(1), Decimal(90), family) for place, family in enumerate(families, 1)}
    )
    cells = [cell for cell in cells_of(appraise(case))[0][0] if isinstance(cell, UncertainCell)]
    together, apart = (ScoreDraws(range(4), cells, np.random.SeedSequence(7)) for _ in range(2))
    assert np.allclose(together.values(500), np.concatenate([apart.values(1), apart.values(199), apart.values(300)]), rtol=1e-12)


# What always holds

CELLS = st.one_of(st.integers(0, 10), st.none(), st.just(NOT_APPLICABLE))
TABLES = st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1, max_size=6))


@settings(deadline=None, max_examples=examples(60))
@given(TABLES, st.sampled_from(SimulatedWeights), st.integers(-5, 5))
def test_places_are_shared_out_wholly(table: list[list[int | NotApplicable | None]], kind: SimulatedWeights, seed: int) -> None:
    """Every option takes some place in every draw, and every place is taken; somebody leads wherever somebody may."""
    on = [replace(criterion, best=Decimal(10)) for criterion in criteria(len(table[0]))]
    case = replace(case_of({f"O{place}": row for place, row in enumerate(table)}, on), simulated_weights=kind, seed=seed)
    held = run(case, 300)
    without = [row for row in table if all(cell is NOT_APPLICABLE for cell in row)]
    assert len(held.options) == len(table) - len(without)
    if not held.options:
        return
    parts = np.array([option.acceptability for option in held.options.values()])
    assert parts.shape == (len(held.options), len(held.options))
    assert parts.sum(axis=0) == pytest.approx(1)
    assert parts.sum(axis=1) == pytest.approx(1)
    assert sum(option.chance_of_leading for option in held.options.values()) == pytest.approx(1)
    for option in held.options.values():
        assert (option.central_weights is None) is (option.acceptability[0] == 0)
        assert (option.confidence is None) is (option.central_weights is None)
        assert option.confidence is None or 0 <= option.confidence <= 1
        assert option.central_weights is None or sum(option.central_weights.values()) == pytest.approx(1)


@settings(deadline=None, max_examples=examples(60))
@given(TABLES)
def test_a_dominated_option_is_never_first(table: list[list[int | NotApplicable | None]]) -> None:
    on = [replace(criterion, best=Decimal(10)) for criterion in criteria(len(table[0]))]
    appraisal = appraise(case_of({f"O{place}": row for place, row in enumerate(table)}, on))
    held = simulate(appraisal, 2000)
    for option in appraisal.options:
        if option.dominated.by and option.name in held.options:
            assert held.options[option.name].acceptability[0] == 0


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=2, max_size=5), st.tuples(*[st.integers(0, 9)] * 3))
def test_exact_weights_agree_with_the_ranks(table: list[tuple[int, int, int]], weights: tuple[int, int, int]) -> None:
    on = [replace(criterion, best=Decimal(10), weight=Decimal(weight)) for criterion, weight in zip(criteria(3), weights, strict=True)]
    appraisal = appraise(case_of({f"O{place}": row for place, row in enumerate(table)}, on))
    held = simulate(appraisal)
    assert held.error == 0
    ranks = [option.rank for option in appraisal.options]
    for option in appraisal.options:
        assert option.rank is not None
        shared = ranks.count(option.rank)
        expected = [1 / shared if option.rank <= place < option.rank + shared else 0 for place in range(1, len(table) + 1)]
        assert held.options[option.name].acceptability == tuple(expected)


# However little there is


@pytest.mark.parametrize(
    ("case", "because"),
    [
        (Case("Test", BASE, 1), "No criterion is weighted, so there is nothing to simulate."),
        (case_of({"A": ()}, ()), "No criterion is weighted, so there is nothing to simulate."),
        (case_of({}, criteria(2)), "No option is recorded, so there is nothing to simulate."),
        (
            case_of({"A": (1, 2)}, [replace(criterion, use=CriterionUse.PARKED) for criterion in criteria(2)]),
            "No criterion is weighted, so there is nothing to simulate.",
        ),
        (case_of({"A": (NOT_APPLICABLE,), "B": (NOT_APPLICABLE,)}, criteria(1)), "No option has a score to simulate."),
    ],
)
def test_where_nothing_can_be_drawn_it_says_why(case: Case, because: str) -> None:
    held = run(case)
    assert (held.draws, held.options, held.error) == (0, {}, 0)
    assert held.why[-1] == because


def test_one_option_is_always_first() -> None:
    held = run(case_of({"A": (1, None)}, criteria(2)), 1000)
    only = held.options["A"]
    assert (only.acceptability, only.chance_of_leading, only.confidence, held.error) == ((1,), 1, 1, 0)


def test_one_criterion_and_certain_scores_need_no_draw() -> None:
    held = run(case_of({"A": (1,), "B": (2,)}, criteria(1)))
    assert (first(held), held.draws, held.weights) == ({"A": 0, "B": 1}, 0, SimulatedWeights.FREE)


def test_weights_that_are_all_0_count_the_same() -> None:
    on = [replace(criterion, weight=Decimal(0)) for criterion in criteria(2)]
    assert first(run(case_of({"A": (100, 0), "B": (0, 50)}, on))) == {"A": 1, "B": 0}


def test_options_nobody_has_scored_are_all_as_likely() -> None:
    held = run(case_of({"A": (None, None), "B": (None, None), "C": (None, None)}, criteria(2)))
    for option in held.options.values():
        assert option.acceptability == pytest.approx((1 / 3, 1 / 3, 1 / 3), abs=NEAR)
    ungrouped = Case("Test", BASE, 1, options=(Option("A"), Option("B")), criteria=criteria(2))
    assert first(run(ungrouped)) == pytest.approx({"A": 0.5, "B": 0.5}, abs=NEAR)


def test_an_option_to_which_nothing_applies_takes_no_place() -> None:
    held = run(case_of({"A": (NOT_APPLICABLE, NOT_APPLICABLE), "B": (100, 0), "C": (0, 50)}, criteria(2)))
    assert first(held) == pytest.approx({"B": 2 / 3, "C": 1 / 3}, abs=NEAR)
    assert held.why == ("No criterion with a weight applies to A, so it takes no place in the simulation.",)


def test_a_criterion_without_weight_is_not_drawn() -> None:
    on = [replace(criterion, weight=Decimal(weight)) for criterion, weight in zip(criteria(2), (1, 0), strict=True)]
    held = run(case_of({"A": (60, None), "B": (50, 90)}, on))
    assert (first(held), held.error) == ({"A": 1, "B": 0}, 0)


def test_a_scale_that_tells_nothing_apart_leaves_options_level() -> None:
    on = (Criterion("C1", worst=Decimal(5), best=Decimal(5)),)
    case = case_of({"A": (5,), "B": (5,)}, on)
    assert first(run(replace(case, ranges={("Panel", "A", "C1"): ScoreRange(Decimal(4), Decimal(6))}))) == {"A": 0.5, "B": 0.5}


def test_two_hundred_options() -> None:
    rng = np.random.default_rng(1)
    table: dict[str, Row] = {f"O{place}": [int(each) if each else None for each in rng.integers(0, 20, 6)] for place in range(200)}
    held = run(case_of(table, criteria(6)), 3000)
    parts = np.array([option.acceptability for option in held.options.values()])
    assert parts.shape == (200, 200)
    assert parts.sum(axis=0) == pytest.approx(1)
    assert parts.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize("draws", [0, 1])
def test_so_few_draws_are_one(draws: int) -> None:
    held = run(case_of({"A": (100, 0), "B": (0, 50)}, criteria(2)), draws)
    assert held.draws == 1
    assert sorted(first(held).values()) == [0, 1]


def test_the_package_waits_with_numpy_and_asks_it_for_one_thread() -> None:
    told = (
        "import os, sys, desktop.appraisal.appraise, desktop.appraisal.simulation\n"
        "assert 'numpy' not in sys.modules\n"
        "assert os.environ['OPENBLAS_NUM_THREADS'] == '1'"
    )
    subprocess.run([sys.executable, "-c", told], check=True)
