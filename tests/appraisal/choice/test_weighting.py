"""Weights by order and by pairs: the published examples first, then the groups' own weights in a case."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise as successive

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.case import AssessorGroup, Case, Criterion, WeightMethod
from desktop.appraisal.choice.judging import judged, levels_of
from desktop.appraisal.choice.weighting import PairwiseWeights, Weights, pairwise, random_index, rank_order_centroid
from desktop.appraisal.choice.weights import WeightsUsed, weights_of
from desktop.errors import KnownTrouble
from tests.appraisal.cases import BASE

STYLE = ("1 1/4 4 1/6", "4 1 4 1/4", "1/4 1/4 1 1/5", "6 4 5 1")
RELIABILITY = ("1 2 5 1", "1/2 1 3 2", "1/5 1/3 1 1/4", "1 1/2 4 1")
FUEL = ("1 2 4 1", "1/2 1 3 2", "1/4 1/3 1 1/5", "1 1/2 5 1")
CRITERIA = ("1 1/2 3", "2 1 4", "1/3 1/4 1")
CARS = ("Civic", "Saturn", "Escort", "Clio")


def matrix(names: Sequence[str], rows: Sequence[str]) -> PairwiseWeights:
    """The judgements above the diagonal of a whole matrix."""
    cells = [[Fraction(cell) for cell in row.split()] for row in rows]
    return pairwise(names, {(a, b): cells[i][j] for i, a in enumerate(names) for j, b in enumerate(names) if i < j})


def held(found: PairwiseWeights) -> Weights:
    assert found.weights is not None
    return found.weights


# Published examples.


def test_the_criteria_of_the_cars_by_the_eigenvector() -> None:
    """Style, reliability and fuel, upper rows 1, .5, 3 / 2, 1, 4 / 1/3, .25, 1 (paterijk/MCDA tests).

    The eigenvector of a 3 by 3 reciprocal matrix is the geometric means of its rows (Saaty 1980): an exact check.
    """
    found = matrix(("style", "reliability", "fuel"), CRITERIA)
    means = {"style": 1.5 ** (1 / 3), "reliability": 8 ** (1 / 3), "fuel": (1 / 12) ** (1 / 3)}
    for name, weight in held(found).items():
        assert float(weight) == pytest.approx(means[name] / sum(means.values()), abs=1e-11)
    assert sum(held(found).values()) == 1
    assert found.consistency_ratio == pytest.approx(0.0158, abs=5e-5)
    assert found.at_odds is None


def test_the_cars_and_the_style_matrix_that_warns() -> None:
    """.2922, .2767, .0697, .3613; the style matrix has a consistency ratio of .161 (paterijk/MCDA tests)."""
    style, reliability, fuel = (matrix(CARS, rows) for rows in (STYLE, RELIABILITY, FUEL))
    criteria = held(matrix(("style", "reliability", "fuel"), CRITERIA))
    totals = [
        float(criteria["style"] * held(style)[car] + criteria["reliability"] * held(reliability)[car] + criteria["fuel"] * held(fuel)[car])
        for car in CARS
    ]
    assert totals == pytest.approx([0.2922, 0.2767, 0.0697, 0.3613], abs=5e-5)
    assert style.consistency_ratio == pytest.approx(0.161, abs=5e-4)
    assert style.at_odds is not None
    assert style.at_odds.pair == ("Civic", "Escort")
    assert style.at_odds.ratio == 4
    mended = matrix(CARS, ("1 1/4 1 1/6", *STYLE[1:]))
    assert style.at_odds.instead == 1
    assert style.at_odds.mended == pytest.approx(mended.consistency_ratio, abs=1e-9)
    assert style.at_odds.mended < 0.10
    assert reliability.at_odds is fuel.at_odds is None


def test_consistent_judgements_are_exact() -> None:
    """1, 6, 3 / 1/6, 1, 1/2 / 1/3, 2, 1 gives 2/3, 1/9, 2/9 and a consistency ratio of 0 (gluc/ahp tests)."""
    found = matrix("abc", ("1 6 3", "1/6 1 1/2", "1/3 2 1"))
    assert found == PairwiseWeights({"a": Fraction(2, 3), "b": Fraction(1, 9), "c": Fraction(2, 9)}, 0.0)


def test_rank_order_centroid_of_three() -> None:
    """11/18, 5/18, 2/18 (Edwards and Barron 1994); a tie shares the mean of its places."""
    assert rank_order_centroid({"a": 1, "b": 2, "c": 3}) == {"a": Fraction(11, 18), "b": Fraction(5, 18), "c": Fraction(2, 18)}
    assert rank_order_centroid({"c": 9, "a": 1, "b": 9}) == {"c": Fraction(7, 36), "a": Fraction(11, 18), "b": Fraction(7, 36)}
    assert rank_order_centroid({"a": 4, "b": 4}) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


# Properties.


@given(st.lists(st.integers(1, 6), min_size=1, max_size=9))
def test_an_order_gives_weights_that_add_to_one_and_never_rise(places: list[int]) -> None:
    weights = rank_order_centroid({str(number): place for number, place in enumerate(places)})
    assert sum(weights.values()) == 1
    by_place = sorted(zip(places, weights.values(), strict=True))
    assert all(first[1] > second[1] if first[0] < second[0] else first[1] == second[1] for first, second in successive(by_place))


@given(st.lists(st.fractions(Fraction(1, 9), Fraction(9), max_denominator=9), min_size=1, max_size=7), st.data())
def test_judgements_made_from_weights_give_those_weights_back(points: list[Fraction], data: st.DataObject) -> None:
    """However few, as long as a chain joins them all: what is missing is implied (Harker 1987)."""
    names = [str(number) for number in range(len(points))]
    judged = {}
    for number in range(1, len(points)):
        other = data.draw(st.integers(0, number - 1))
        judged[names[other], names[number]] = points[other] / points[number]
    found = pairwise(names, judged)
    assert held(found) == {name: point / sum(points) for name, point in zip(names, points, strict=True)}
    assert len(found.missing) == len(points) * (len(points) - 1) // 2 - len(judged)
    assert found.consistency_ratio == (None if found.missing else 0.0)


@given(
    st.lists(
        st.sampled_from([Fraction(1, 9), Fraction(1, 5), Fraction(1, 2), Fraction(1), Fraction(3), Fraction(9)]), min_size=10, max_size=10
    )
)
def test_any_judgements_have_weights_above_nought_that_add_to_one(ratios: list[Fraction]) -> None:
    names = "abcde"
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    found = pairwise(names, dict(zip(pairs, ratios, strict=True)))
    assert sum(held(found).values()) == 1
    assert min(held(found).values()) > 0
    turned = pairwise(names, {(b, a): 1 / ratio for (a, b), ratio in zip(pairs, ratios, strict=True)})
    assert [float(each) for each in held(turned).values()] == pytest.approx([float(each) for each in held(found).values()], abs=1e-9)


# What is defined all the same.


def test_judgements_that_run_in_a_circle_still_have_an_answer() -> None:
    found = pairwise("abc", {("a", "b"): Fraction(9), ("b", "c"): Fraction(9), ("c", "a"): Fraction(9)})
    assert [float(weight) for weight in held(found).values()] == pytest.approx([1 / 3] * 3)
    assert found.consistency_ratio is not None
    assert found.consistency_ratio > 1
    assert found.at_odds is not None


def test_criteria_that_no_judgement_joins_are_named() -> None:
    found = pairwise("abcd", {("a", "b"): Fraction(2), ("c", "d"): Fraction(3)})
    assert (found.weights, found.consistency_ratio, found.apart) == (None, None, ("c", "d"))


@pytest.mark.parametrize(("names", "weights"), [("", {}), ("a", {"a": Fraction(1)}), ("ab", None)])
def test_none_one_and_two_criteria_without_judgements(names: str, weights: Weights | None) -> None:
    assert pairwise(names, {}).weights == weights


def test_an_incomplete_matrix_that_contradicts_itself_has_no_consistency_ratio() -> None:
    found = pairwise("abcd", {("a", "b"): Fraction(2), ("b", "c"): Fraction(2), ("a", "c"): Fraction(9), ("c", "d"): Fraction(2)})
    assert sum(held(found).values()) == 1
    assert (found.consistency_ratio, found.missing) == (None, (("a", "d"), ("b", "d")))


def test_the_random_index_goes_on_where_the_table_ends() -> None:
    """Alonso and Lamata (2006): the table ends at 1.59 for 15 criteria."""
    assert random_index(15) == 1.59
    assert 1.59 < random_index(16) < random_index(50) < 1.78


# The groups of a case.


def used(*groups: AssessorGroup, criteria: Sequence[Criterion] | None = None) -> WeightsUsed:
    three = (Criterion("Fit"), Criterion("Time"), Criterion("Risk"))
    return weights_of(Case("Test", BASE, 1, criteria=tuple(criteria or three), groups=groups))


def test_swings_are_scaled_and_the_largest_is_named() -> None:
    group = AssessorGroup("Staff", weights={"Fit": Decimal(100), "Time": Decimal(60), "Risk": Decimal(40)}, method=WeightMethod.SWING)
    found = used(group)
    assert found.by_group["Staff"] == found.combined == {"Fit": Fraction(1, 2), "Time": Fraction(3, 10), "Risk": Fraction(1, 5)}
    assert found.why == ("The weights of Staff are by swing: Fit is the largest, with 100. They add to 200 and are scaled to add to 100%.",)
    low = used(AssessorGroup("Staff", weights={"Fit": Decimal(50), "Time": Decimal(50)}, method=WeightMethod.SWING))
    assert low.by_group["Staff"]["Fit"] == Fraction(1, 2)
    assert low.why == (
        "The weights of Staff leave out Risk, which does not count.",
        "The weights of Staff are by swing: Fit and Time are the largest, with 50, where the largest is to have 100: "
        "the proportions are kept. They add to 100 and are scaled to add to 100%.",
    )


def test_an_order_takes_the_criteria_s_where_the_group_has_none() -> None:
    criteria = (Criterion("Fit", order=2), Criterion("Time", order=1))
    assert used(AssessorGroup("Staff", method=WeightMethod.RANK), criteria=criteria).by_group["Staff"] == {
        "Fit": Fraction(1, 4),
        "Time": Fraction(3, 4),
    }
    own = used(AssessorGroup("Staff", method=WeightMethod.RANK, orders={"Fit": 1}), criteria=criteria)
    assert own.by_group["Staff"] == {"Fit": Fraction(1, 2), "Time": Fraction(1, 2)}  # both first: the criterion's order stands for Time
    assert own.why == (
        "The weights of Staff follow its order of the criteria (rank order centroid weights).",
        "Staff gives no order of its own to Time, so the order recorded on the criterion stands.",
    )


def test_what_another_method_would_use_does_not_count() -> None:
    group = AssessorGroup("Staff", weights={"Fit": Decimal(9)}, method=WeightMethod.RANK)
    found = used(group)
    assert found.own == ()
    assert found.by_group["Staff"] == {"Fit": Fraction(1, 3), "Time": Fraction(1, 3), "Risk": Fraction(1, 3)}
    assert found.why[0] == "Staff ranks the criteria and has given no order yet, so it uses the weights of all groups together."


def test_pairs_say_what_is_missing_and_what_contradicts() -> None:
    two, three = Decimal(2), Decimal(3)
    part = used(AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements={("Fit", "Time"): two, ("Risk", "Fit"): three}))
    assert part.by_group["Staff"] == {"Fit": Fraction(2, 9), "Time": Fraction(1, 9), "Risk": Fraction(6, 9)}
    assert part.why == (
        "The weights of Staff come from its judgements of pairs (principal eigenvector).",
        "Staff has judged 2 of 3 pairs: the weights follow from those. Not yet compared: Time with Risk. "
        "How consistent they are cannot be said until every pair is judged.",
    )
    apart = used(AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements={("Fit", "Time"): two}))
    assert apart.why[0] == (
        "Staff has not yet compared Risk with Fit, directly or through another criterion, so it uses the weights of all groups together."
    )
    odd = {("Fit", "Time"): Decimal(9), ("Time", "Risk"): Decimal(1), ("Fit", "Risk"): Decimal(1)}
    at_odds = used(AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements=odd))
    # The largest eigenvalue of three is 1 + t + 1/t, t the cube root of 9 x 1 / 1 (Saaty 1980): 3.561, so 0.280 / 0.58 = 0.48.
    assert at_odds.why[1] == (
        "The judgements of Staff contradict one another: the consistency ratio is 0.48, above 0.10. "
        "Most at odds is Fit over Time, judged 9: the others imply about 1, which would bring the ratio to 0.00."
    )


def test_groups_by_different_methods_combine_by_their_votes() -> None:
    pair = (Criterion("Fit"), Criterion("Time"))
    found = used(
        AssessorGroup("Staff", Decimal(1), method=WeightMethod.RANK, orders={"Fit": 1, "Time": 2}),
        AssessorGroup("Unison", Decimal(3), method=WeightMethod.PAIRWISE, judgements={("Time", "Fit"): Decimal(3)}),
        criteria=pair,
    )
    assert found.combined == {"Fit": Fraction(3, 8), "Time": Fraction(5, 8)}


@pytest.mark.parametrize("ratio", ["0", "-2"])
def test_a_ratio_that_is_not_above_nought_is_refused(ratio: str) -> None:
    with pytest.raises(KnownTrouble, match="type more than 0"):
        used(AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements={("Fit", "Time"): Decimal(ratio)}))


def test_a_group_s_points_stand_over_the_criteria_s_one_by_one() -> None:
    criteria = [Criterion("Fit", weight=Decimal(50)), Criterion("Time", weight=Decimal(30)), Criterion("Risk", weight=Decimal(20))]
    found = used(AssessorGroup("Staff", weights={"Risk": Decimal(120)}), criteria=criteria)
    assert found.combined == {"Fit": Fraction(1, 2), "Time": Fraction(3, 10), "Risk": Fraction(1, 5)}
    assert found.by_group["Staff"] == {"Fit": Fraction(1, 4), "Time": Fraction(3, 20), "Risk": Fraction(3, 5)}
    assert "Staff gives no weight of its own to Fit and Time, so the weight recorded on the criterion stands." in found.why


# Within each heading, and between headings.

TREE = (("Fit", ("Place",)), ("Reach", ("Place",)), ("Care", ("Place",)), ("Cost", ("Money",)), ("Time", ()))
WITHIN = {("Fit", "Reach"): Fraction(2), ("Fit", "Care"): Fraction(4), ("Reach", "Care"): Fraction(2)}
BETWEEN = {("Fit", "Cost"): Fraction(3), ("Fit", "Time"): Fraction(6), ("Cost", "Time"): Fraction(2)}


def test_judgements_stand_within_each_heading_and_between_headings() -> None:
    """Place 6, Money 2 and Time 1 part of 9 between them; within Place 4, 2 and 1 of 7: ten pairs become six."""
    result = judged(TREE, {**WITHIN, **BETWEEN})
    assert [(level.path, level.branches) for level, _ in result.levels] == [
        ((), (("Place",), ("Money",), "Time")),
        (("Place",), ("Fit", "Reach", "Care")),
    ]
    assert result.weights == {
        "Fit": Fraction(2, 3) * Fraction(4, 7),
        "Reach": Fraction(2, 3) * Fraction(2, 7),
        "Care": Fraction(2, 3) * Fraction(1, 7),
        "Cost": Fraction(2, 9),
        "Time": Fraction(1, 9),
    }
    assert result.consistency == {(): 0.0, ("Place",): 0.0}
    assert sum(level.pairs for level, _ in result.levels) == 6


def test_twelve_criteria_under_four_headings_take_eighteen_pairs_and_not_sixty_six() -> None:
    criteria = [(f"C{number}", (f"H{number // 3}",)) for number in range(12)]
    assert sum(level.pairs for level in levels_of(criteria)) == 18


def test_two_under_a_heading_cannot_contradict_each_other() -> None:
    pair = judged((("Fit", ("Place",)), ("Reach", ("Place",)), ("Cost", ())), {("Fit", "Reach"): Fraction(3), ("Fit", "Cost"): Fraction(1)})
    assert pair.consistency == {(): 0.0, ("Place",): 0.0}
    assert pair.weights == {"Fit": Fraction(3, 8), "Reach": Fraction(1, 8), "Cost": Fraction(1, 2)}


def test_judgements_of_single_criteria_across_headings_still_count_where_they_join_all() -> None:
    chain = {("Fit", "Cost"): Fraction(2), ("Cost", "Reach"): Fraction(1), ("Reach", "Time"): Fraction(1), ("Time", "Care"): Fraction(1)}
    result = judged(TREE, chain)
    assert result.flat
    assert result.weights == pairwise([name for name, _ in TREE], chain).weights
    assert judged(TREE, WITHIN).weights is None
    every = {("Fit", "Reach"): Fraction(6), ("Fit", "Cost"): Fraction(3), ("Reach", "Cost"): Fraction(1, 2)}
    whole = judged(TREE[:2] + TREE[3:4], every)
    assert (whole.flat, whole.weights) == (True, {"Fit": Fraction(2, 3), "Reach": Fraction(1, 9), "Cost": Fraction(2, 9)})


def test_a_judgement_between_headings_outlasts_the_weight_of_its_criterion() -> None:
    left = [each for each in TREE if each[0] != "Fit"]
    result = judged(left, {**WITHIN, **BETWEEN}, dict(TREE))
    assert result.weights is not None
    assert sum(weight for name, weight in result.weights.items() if name in ("Reach", "Care")) == Fraction(2, 3)


def test_a_group_says_which_heading_contradicts_itself_and_what_is_to_be_compared() -> None:
    criteria = tuple(Criterion(name, " > ".join(path)) for name, path in TREE)
    circle = {("Fit", "Reach"): Decimal(4), ("Reach", "Care"): Decimal(4), ("Care", "Fit"): Decimal(4)}
    between = {pair: Decimal(ratio.numerator) for pair, ratio in BETWEEN.items()}
    staff = AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements={**circle, **between})
    contradicting = used(staff, criteria=criteria)
    assert any(
        each.startswith("The judgements of Staff within Place contradict one another: the consistency ratio is ")
        for each in contradicting.why
    )
    assert contradicting.consistency["Staff"][()] == 0
    assert contradicting.consistency["Staff"]["Place",] > 1
    apart = used(AssessorGroup("Staff", method=WeightMethod.PAIRWISE, judgements=circle), criteria=criteria)
    assert apart.why[0] == (
        "Staff has not yet compared Money and Time with Place, directly or through another heading, "
        "so it uses the weights of all groups together."
    )
