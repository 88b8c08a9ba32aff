"""What would change the choice, against brute force: swept weights, scores changed by a hair, and published dominance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, reweighed
from desktop.appraisal.case import NOT_APPLICABLE, AssessorGroup, Better, Case, Criterion, CriterionUse, NotApplicable, Option, Score
from desktop.appraisal.choice.scales import scale_of
from desktop.appraisal.choice.sensitivity import dominated_by, frontier, smallest_flip, weight_switches
from desktop.appraisal.results import Appraisal, Dominance, Flip, WeightSwitch
from tests.appraisal.cases import BASE, COST, SAVING, flow, scores

D, F = Decimal, Fraction
Row = Sequence[int | str | Decimal | NotApplicable | None]
NO = NOT_APPLICABLE


def ten(
    name: str, weight: int = 1, *, use: CriterionUse = CriterionUse.WEIGHTED, points: tuple[tuple[Decimal, Decimal], ...] = ()
) -> Criterion:
    """A criterion scored from 0 to 10."""
    return Criterion(name, use=use, worst=D(0), best=D(10), points=points, weight=D(weight))


def panel(criteria: Sequence[Criterion], table: dict[str, Row], options: Sequence[Option] = ()) -> Appraisal:
    held = tuple(options) or tuple(Option(name) for name in table)
    return appraise(
        Case("Test", BASE, 2, options=held, criteria=tuple(criteria), groups=(AssessorGroup("Panel"),), scores=scores(table, criteria))
    )


def total(appraisal: Appraisal, option: str, criterion: str, weight: Fraction) -> Fraction | None:
    """An option's score with one weight moved and the others in proportion, from the definition."""
    held = appraisal.option(option)
    rest = sum((each.weight for each in appraisal.criteria if each.name != criterion), F(0))
    points = known = F(0)
    for each in appraisal.criteria:
        share = weight if each.name == criterion else each.weight * (1 - weight) / rest
        value = held.cells[each.name].value
        if value is not None and each.use == "weighted":
            points, known = points + share * value, known + share
    return points / known if known else None


def leaders(appraisal: Appraisal, criterion: str, weight: Fraction) -> list[str]:
    """The options with the highest score at a weight, in the case's order."""
    found = {
        option.name: score
        for option in appraisal.options
        if option.may_lead and (score := total(appraisal, option.name, criterion, weight)) is not None
    }
    return [name for name, score in found.items() if score == max(found.values())]


def test_weights_at_which_two_straight_lines_cross() -> None:
    appraisal = panel([ten("Fit", 60), ten("Time", 30), ten("Risk", 10)], {"Hub": [8, 2, 4], "Partner": [5, 6, 4], "Alone": [1, 1, 1]})
    # At a weight t of Time the rest of Hub is (60 x 80 + 10 x 40) / 70, that of Partner (60 x 50 + 10 x 40) / 70.
    hub, partner = F(5200, 70), F(3400, 70)
    assert WeightSwitch("Time", F(3, 10), (hub - partner) / (hub - partner + 40), "Hub", "Partner") in weight_switches(appraisal)
    assert appraisal.weight_switches == (
        WeightSwitch("Time", F(3, 10), F(9, 23), "Hub", "Partner"),
        WeightSwitch("Fit", F(6, 10), F(1, 2), "Hub", "Partner"),
    )
    assert appraisal.sentences[1:] == (
        "Hub leads Partner by 18.0 weighted points on Fit, less 12.0 on Time, where it is behind: 6.0 in all.",
        "Hub stays first unless a weight changes enough: the nearest is Time, rising above 39.1%, from 30% now; then Partner leads.",
        "It would take one score, Fit for Hub from 8 to just under 7, to put Partner first.",
        "Alone is worse than Hub on every criterion.",
    )


def test_a_switch_passes_through_every_leader_and_starts_from_todays_side() -> None:
    criteria = [ten("Fit", 10), ten("Time", 10)]
    switches = weight_switches(panel(criteria, {"Slow": [10, 0], "Even": [6, 6], "Quick": [0, 10]}))
    assert {(each.criterion, each.at, each.from_leader, each.to_leader) for each in switches} == {
        ("Fit", F(3, 5), "Even", "Slow"),
        ("Fit", F(2, 5), "Even", "Quick"),
        ("Time", F(3, 5), "Even", "Quick"),
        ("Time", F(2, 5), "Even", "Slow"),
    }
    heavy = weight_switches(panel([ten("Fit", 10), ten("Time", 90)], {"Slow": [10, 0], "Even": [6, 6], "Quick": [0, 10]}))
    assert [(each.criterion, each.at, each.from_leader, each.to_leader) for each in heavy] == [
        ("Fit", F(2, 5), "Quick", "Even"),
        ("Time", F(3, 5), "Quick", "Even"),
        ("Fit", F(3, 5), "Even", "Slow"),
        ("Time", F(2, 5), "Even", "Slow"),
    ]


def test_ties_at_an_end_and_scores_that_only_touch_are_no_switch() -> None:
    criteria = [ten("Fit"), ten("Time")]
    assert weight_switches(panel(criteria, {"A": [5, 9], "B": [5, 3]})) == ()  # level where Fit has all the weight
    assert weight_switches(panel(criteria, {"A": [8, 4], "B": [8, 4]})) == ()  # the same throughout
    touching = weight_switches(panel(criteria, {"A": [10, 0], "C": [5, 5], "B": [0, 10]}))
    assert [(each.criterion, each.at, each.from_leader, each.to_leader) for each in touching] == [
        ("Fit", F(1, 2), "B", "A"),
        ("Time", F(1, 2), "A", "B"),
    ]  # todays weight: below it, then above


def test_where_one_criterion_alone_switches_the_sentence_says_so() -> None:
    appraisal = panel([ten("Fit", 40), ten("Time", 40), ten("Skills", 20)], {"Hub": [8, 8, 2], "Partner": [5, 5, 6]})
    assert appraisal.weight_switches == (WeightSwitch("Skills", F(1, 5), F(3, 7), "Hub", "Partner"),)
    assert appraisal.sentences[2] == "Hub stays first unless the weight of Skills rises above 42.9%, from 20% now; then Partner leads."
    assert weight_switches(panel([ten("Fit", 1), ten("Time", 0)], {"A": [8, 2], "B": [5, 6]})) == (
        WeightSwitch("Time", F(0), F(3, 7), "A", "B"),
    )


def test_a_missing_score_makes_a_switch_that_no_fraction_is() -> None:
    """A's score is a ratio of two lines in the weight, which meets the line of B's where a quadratic is 0."""
    criteria = [ten("Fit", 1), ten("Time", 1), ten("Risk", 1)]
    appraisal = panel(criteria, {"A": [9, 1, None], "B": [3, 6, 7]})
    fit = next(each for each in weight_switches(appraisal) if each.criterion == "Fit")
    # (90 t + 5 (1 - t)) / (t + (1 - t) / 2) = 30 t + 65 (1 - t), or t² + 4 t = 11 / 7
    assert float(fit.at) == pytest.approx(-2 + (4 + 11 / 7) ** 0.5, abs=1e-15)
    assert abs(fit.at**2 + 4 * fit.at - F(11, 7)) < F(1, 2**64)


def under(heading: str, name: str, weight: int) -> Criterion:
    return replace(ten(name, weight), heading=heading)


PLACE = (under("Place", "Fit", 3), under("Place", "Reach", 1), under("Money", "Cost", 4), ten("Time", 2))


def test_the_weight_of_a_heading_moves_with_its_criteria_in_proportion() -> None:
    appraisal = panel(PLACE, {"Hub": [8, 8, 2, 5], "Partner": [4, 4, 7, 5]})
    headings = [each for each in appraisal.weight_switches if each.heading]
    # Hub is 80 on Place and (20 x 4 + 50 x 2) / 6 = 30 beside it, Partner 40 and (70 x 4 + 50 x 2) / 6 = 190/3: 40 t = 100/3 (1 - t).
    assert headings == [WeightSwitch("", F(2, 5), F(5, 11), "Partner", "Hub", ("Place",))]
    assert headings[0].name == "Place"
    lone = panel((under("Place", "Fit", 3), ten("Time", 2)), {"Hub": [8, 2], "Partner": [4, 7]})
    assert not any(each.heading for each in lone.weight_switches), "a heading of one criterion moves as that does"
    whole = panel((under("Place", "Fit", 3), under("Place", "Time", 2)), {"Hub": [8, 2], "Partner": [4, 7]})
    assert not any(each.heading for each in whole.weight_switches), "nothing is left to keep in proportion"


@given(st.lists(st.tuples(*[st.one_of(st.integers(0, 10), st.none())] * 4), min_size=2, max_size=4))
def test_the_switches_of_a_heading_are_where_the_leader_changes(rows: list[Row]) -> None:
    """Against weighing the criteria anew a hair to either side of each switch, and half way between two."""
    appraisal = panel(PLACE, {f"O{number}": row for number, row in enumerate(rows)})
    switches = sorted((each for each in appraisal.weight_switches if each.heading == ("Place",)), key=lambda each: each.at)
    hair = F(1, 10**9)

    def leader(weight: Fraction) -> str | None:
        here, rest = weight.numerator, weight.denominator - weight.numerator  # whole numbers, since a rounded weight breaks a tie
        return reweighed(appraisal, {"Fit": D(9 * here), "Reach": D(3 * here), "Cost": D(8 * rest), "Time": D(4 * rest)}).leader

    for each in switches:
        below, above = (each.from_leader, each.to_leader) if each.at >= each.weight else (each.to_leader, each.from_leader)
        assert (leader(each.at - hair), leader(each.at + hair)) == (below, above)
    edges = [F(0), *(each.at for each in switches), F(1)]
    for low, high in pairwise(edges):
        scores_there = {leader(low + (high - low) * part) for part in (F(1, 3), F(2, 3))}
        assert len(scores_there) == 1


def test_only_options_that_may_lead_take_the_lead() -> None:
    criteria = [ten("Fit"), ten("Time"), Criterion("Legal", use=CriterionUse.MUST_PASS, best=D(5))]
    table: dict[str, Row] = {"Hub": [8, 2, 9], "Fails": [5, 9, 1], "Unshown": [5, 9, None], "Closed": [5, 9, 9], "Partner": [7, 1, 9]}
    appraisal = panel(criteria, table, [Option(name, viable=name != "Closed") for name in table])
    assert (appraisal.leader, appraisal.weight_switches) == ("Hub", ())
    assert appraisal.smallest_flip == Flip("Hub", "Fit", F(8), F(6), "Partner")
    assert "No single weight, however changed, puts another option first." in appraisal.sentences
    assert "It would take one score, Fit for Hub from 8 to just under 6, to put Partner first." in appraisal.sentences
    assert "Partner is worse than Hub on every weighted criterion." in appraisal.sentences


def test_the_smallest_flip_keeps_to_the_scale_and_inverts_value_functions() -> None:
    bent = Criterion("Fit", better=Better.LOWER, points=((D(0), D(100)), (D(4), D(80)), (D(10), D(0))), weight=D(1))
    appraisal = panel([bent, ten("Time")], {"A": [4, 5], "B": [7, 6]})
    # B lags by 40 - 10 = 30 points over two criteria of the same weight, so Fit of B has to rise from 40 to 70: from 7 to 4.75 of 10.
    assert smallest_flip(appraisal) in (Flip("B", "Fit", F(7), F(19, 4), "B"), Flip("A", "Fit", F(4), F(25, 4), "B"))
    assert smallest_flip(panel([ten("Fit", 9), ten("Time", 1)], {"A": [10, 0], "B": [0, 10]})) == Flip("A", "Fit", F(10), F(10, 9), "B")
    assert smallest_flip(panel([ten("Fit")], {"A": [10], "B": [0]})) is None
    assert "No single score, however changed, puts another option first." in panel([ten("Fit")], {"A": [10], "B": [0]}).sentences


def test_passing_a_value_on_a_curve_that_turns_goes_to_the_nearest_score() -> None:
    hill = scale_of(Criterion("Size", points=((D(0), D(0)), (D(4), D(80)), (D(6), D(80)), (D(10), D(20)))), [])
    assert hill.score_passing(F(1), F(40)) == 2
    assert hill.score_passing(F(5), F(50)) == F(5, 2)
    assert hill.score_passing(F(6), F(50)) == 8
    assert hill.score_passing(F(10), F(10)) == F(1, 2)
    assert [hill.score_passing(F(1), F(80)), hill.score_passing(F(5), F(0))] == [None, None]
    assert hill.score_passing(F(12), F(50)) == 8
    assert scale_of(Criterion("Same", worst=D(5), best=D(5)), []).score_passing(F(5), F(50)) is None


def test_dominance_as_published() -> None:
    """The dominance example of the scikit-criteria tutorial: FX is dominated, strictly by PE, AA and FN, weakly by JN."""
    criteria = [Criterion("ROE", weight=D(1)), Criterion("CAP", weight=D(1)), Criterion("RI", better=Better.LOWER, weight=D(1))]
    appraisal = panel(criteria, {"PE": [7, 5, 35], "JN": [5, 4, 26], "AA": [5, 6, 28], "FX": [3, 4, 36], "FN": [5, 8, 30]})
    found = dominated_by(appraisal)
    assert found["FX"] == Dominance(("PE", "JN", "AA", "FN"), ("PE", "AA", "FN"))
    assert [found[name].by for name in ("PE", "JN", "AA", "FN")] == [()] * 4
    assert appraisal.option("FX").dominated == found["FX"]


def test_a_weighted_sum_that_ties_has_no_flip_and_switches_at_todays_weight() -> None:
    """The widely published weighted sum 21.5, 22.0, 22.0: the last two tie for first, so a hair's breadth of any weight decides."""
    shares = ("0.20", "0.15", "0.40", "0.25")
    criteria = [Criterion(f"C{place}", worst=D(0), best=D(100), weight=D(share)) for place, share in enumerate(shares)]
    appraisal = panel(criteria, {"A1": [25, 20, 15, 30], "A2": [10, 30, 20, 30], "A3": [30, 10, 30, 10]})
    assert (appraisal.tied_first, smallest_flip(appraisal)) == (("A2", "A3"), None)
    today = [each for each in weight_switches(appraisal) if each.at == each.weight]
    assert [(each.criterion, each.from_leader, each.to_leader) for each in today] == [
        ("C0", "A2", "A3"),
        ("C1", "A3", "A2"),
        ("C2", "A2", "A3"),
        ("C3", "A3", "A2"),
    ]
    assert not any("stays first" in sentence or "It would take" in sentence for sentence in appraisal.sentences)


def test_dominance_holds_wherever_a_missing_score_lies() -> None:
    criteria = [ten("Fit"), ten("Time")]
    appraisal = panel(criteria, {"Full": [10, 8], "Gap": [None, 7], "Lower": [9, 6], "Barred": [NO, 7], "Too": [NO, 6]})
    found = {name: each.by for name, each in dominated_by(appraisal).items()}
    assert found == {"Full": (), "Gap": ("Full",), "Lower": ("Full",), "Barred": (), "Too": ("Barred",)}


def test_dominated_options_are_told_together_and_against_the_best() -> None:
    criteria = [ten("Fit"), ten("Time")]
    said = panel(criteria, {"Hub": [9, 8], "Partner": [9, 7], "Alone": [9, 5]}).sentences
    assert "Partner and Alone are no better than Hub on any criterion." in said


def test_the_frontier_of_score_and_net_present_value() -> None:
    criteria = [ten("Fit")]
    names = {"As is": 5, "Dear": 9, "Cheap": 7, "Worse": 6, "Same": 7, "Open": 10, "Unscored": None}
    money: dict[str, int | str] = {"Dear": 100, "Cheap": 300, "Worse": 200, "Same": 300, "Open": "at least £5", "Unscored": 900}
    options = [Option(name, benchmark=name == "As is", flows=(flow(SAVING, [money[name]]),) if name in money else ()) for name in names]
    appraisal = panel(criteria, {name: [score] for name, score in names.items()}, options)
    assert frontier(appraisal) == appraisal.frontier == ("Dear", "Cheap", "Same")


_CELLS = st.one_of(st.integers(0, 10).map(D), st.integers(0, 10).map(D), st.integers(0, 10).map(D), st.none(), st.just(NO))
_NAMES = ("Fit", "Time", "Risk", "Skills")


@st.composite
def _cases(draw: st.DrawFn, cells: st.SearchStrategy[Decimal | NotApplicable | None] = _CELLS) -> Case:
    bends = st.sampled_from([(), ((D(0), D(0)), (D(3), D(60)), (D(10), D(100))), ((D(0), D(100)), (D(5), D(100)), (D(10), D(0)))])
    criteria = tuple(ten(name, draw(st.integers(0, 9)), points=draw(bends)) for name in _NAMES[: draw(st.integers(1, 4))])
    options = tuple(Option(name, viable=draw(st.sampled_from([None, None, None, False]))) for name in "ABCDE"[: draw(st.integers(1, 5))])
    held: dict[tuple[str, str, str], Score] = {}
    for option in options:
        for criterion in criteria:
            score = draw(cells)
            if score is not None:
                held["Panel", option.name, criterion.name] = score
    return Case("Any", BASE, 1, options=options, criteria=criteria, groups=(AssessorGroup("Panel"),), scores=held)


@given(_cases())
def test_the_leader_differs_as_said_at_each_switch_and_nowhere_between(case: Case) -> None:
    appraisal = appraise(case)
    switches = weight_switches(appraisal)
    assert list(switches) == sorted(switches, key=lambda each: abs(each.at - each.weight))
    hair = F(1, 2**60)
    for criterion in appraisal.criteria:
        if criterion.weight == 1:
            assert not [each for each in switches if each.criterion == criterion.name]
            continue
        own = sorted((each for each in switches if each.criterion == criterion.name), key=lambda each: each.at)
        for each in own:
            assert 0 < each.at < 1
            sides = (each.from_leader, each.to_leader) if each.at >= each.weight else (each.to_leader, each.from_leader)
            assert (leaders(appraisal, criterion.name, each.at - hair)[0], leaders(appraisal, criterion.name, each.at + hair)[0]) == sides
        ends = [F(0), *(each.at for each in own), F(1)]
        for low, high in pairwise(ends):
            swept = [leaders(appraisal, criterion.name, low + (high - low) * F(step, 16)) for step in range(1, 16)]
            assert not swept[0] or set.intersection(*map(set, swept)), "the same option is among the first throughout"


@given(_cases())
def test_moving_the_weights_on_record_past_the_nearest_switch_puts_the_other_option_first(case: Case) -> None:
    appraisal = appraise(case)
    nearest = next(iter(appraisal.weight_switches), None)
    if nearest is None or appraisal.tied_first:
        return
    beyond = nearest.at + F(1, 10**9) * (1 if nearest.at > nearest.weight else -1)
    exact = {each.name: each.weight * (1 - beyond) / (1 - nearest.weight) for each in appraisal.criteria} | {nearest.criterion: beyond}
    weights = {name: (D(weight.numerator) / D(weight.denominator)) for name, weight in exact.items()}
    moved = reweighed(appraisal, weights)
    assert moved.leader == nearest.to_leader
    assert moved == appraise(moved.case)


def _with(case: Case, flip: Flip, score: Fraction) -> Appraisal:
    number = D(score.numerator) / D(score.denominator)
    return appraise(replace(case, scores={**case.scores, ("Panel", flip.option, flip.criterion): number}))


@given(_cases())
def test_the_flip_is_just_enough_and_nothing_smaller_is(case: Case) -> None:
    appraisal = appraise(case)
    flip = appraisal.smallest_flip
    if flip is None:
        return
    change = flip.to_score - flip.from_score
    hair = F(1, 10**12) * (1 if change > 0 else -1)
    assert _with(case, flip, flip.to_score + hair).leader == flip.new_leader
    assert _with(case, flip, flip.from_score + change * F(999, 1000)).leader == appraisal.leader
    criteria = {each.name: scale_of(each, ()) for each in case.criteria}
    least = abs(criteria[flip.criterion].value(flip.to_score) - criteria[flip.criterion].value(flip.from_score))
    for (_, option, criterion), score in case.scores.items():
        if isinstance(score, Decimal):
            for other in map(F, range(11)):
                if abs(criteria[criterion].value(other) - criteria[criterion].value(F(score))) < least:
                    moved = _with(case, Flip(option, criterion, F(score), other, ""), other)
                    assert appraisal.leader in (moved.leader, *moved.tied_first), "at the end of a scale it may draw level, no more"


@given(_cases(st.integers(0, 10).map(D)))
def test_no_flip_means_that_no_score_does_it(case: Case) -> None:
    appraisal = appraise(case)
    if appraisal.smallest_flip is not None or appraisal.tied_first:
        return
    for (_, option, criterion), score in case.scores.items():
        if isinstance(score, Decimal):
            for other in range(11):
                moved = _with(case, Flip(option, criterion, F(score), F(other), ""), F(other))
                assert moved.leader is None or appraisal.leader in (moved.leader, *moved.tied_first)


@given(_cases())
def test_dominance_is_by_definition_and_the_dominated_never_lead_alone(case: Case) -> None:
    appraisal = appraise(case)
    for option in appraisal.options:
        assert set(option.dominated.strictly) <= set(option.dominated.by)
        for name in option.dominated.by:
            rival = appraisal.option(name)
            assert option.name not in rival.dominated.by
            assert set(rival.dominated.by) <= set(option.dominated.by), "what dominates a dominator dominates too"
            if option.score is not None and rival.score is not None:  # a rival may be missing the one criterion that has weight
                assert rival.score >= option.score


@pytest.mark.parametrize(
    "case",
    [
        Case("No criteria", BASE, 1, options=(Option("A"), Option("B"))),
        Case("No options", BASE, 1, criteria=(ten("Fit"),)),
        Case("Nothing", BASE, 1),
        Case(
            "No scores", BASE, 1, options=(Option("A"), Option("B")), criteria=(ten("Fit"), ten("Time")), groups=(AssessorGroup("Panel"),)
        ),
        Case("Parked", BASE, 1, options=(Option("A"),), criteria=(ten("Fit", use=CriterionUse.PARKED),), groups=(AssessorGroup("Panel"),)),
    ],
)
def test_what_is_hardly_there_has_no_switch_flip_or_dominance(case: Case) -> None:
    appraisal = appraise(case)
    assert (appraisal.weight_switches, appraisal.smallest_flip, appraisal.frontier) == ((), None, ())
    assert all(option.dominated == Dominance() for option in appraisal.options)
    assert not any("however changed" in sentence for sentence in appraisal.sentences)


def test_one_option_no_weights_and_scales_without_length_have_answers() -> None:
    alone = panel([ten("Fit"), ten("Time")], {"A": [3, 4]}, [Option("A", flows=(flow(COST, [1]),))])
    assert (alone.weight_switches, alone.smallest_flip, alone.option("A").dominated) == ((), None, Dominance())
    unweighed = panel([ten("Fit", 0), ten("Time", 0)], {"A": [9, 4], "B": [5, 6]})
    assert {(each.criterion, each.at) for each in unweighed.weight_switches} == {("Fit", F(1, 3)), ("Time", F(2, 3))}
    point = Criterion("Same", worst=D(5), best=D(5), weight=D(1))
    same = panel([point, ten("Fit")], {"A": [5, 9], "B": [5, 9], "C": [5, 2]})
    assert (same.weight_switches, same.smallest_flip) == ((), None)
    assert same.option("C").dominated == Dominance(("A", "B"))
    half = panel([ten("Fit"), ten("Time")], {"A": [9, 4], "B": [None, None], "C": [8, 3]})
    assert "No single score, however changed, puts another option first." not in half.sentences
    assert half.option("B").dominated == Dominance()
