from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import NOT_APPLICABLE, AssessorGroup, Better, Case, Criterion, CriterionUse, NotApplicable, Option, ScoreRange
from desktop.appraisal.choice.preferences import preferences
from desktop.appraisal.choice.scales import scale_of
from desktop.appraisal.results import Appraisal, OptionResult
from desktop.errors import KnownTrouble
from tests.appraisal.cases import BASE, scores
from tests.examples import examples

D = Decimal
PANEL = (AssessorGroup("Panel"),)
Row = Sequence[int | str | Decimal | NotApplicable | None]


def criterion(name: str, weight: str | None = None, *, worst: int = 0, best: int = 10) -> Criterion:
    return Criterion(name, worst=D(worst), best=D(best), weight=None if weight is None else D(weight))


AB = (criterion("A", "0.6"), criterion("B", "0.4"))


def scored(table: dict[str, Row], criteria: Sequence[Criterion] = AB, *, options: Sequence[Option] = (), margin: str = "0.10") -> Appraisal:
    """One panel's scores on these criteria; options are named by the table unless given."""
    return appraise(
        Case(
            "Test",
            BASE,
            1,
            options=tuple(options) or tuple(Option(name) for name in table),
            criteria=tuple(criteria),
            groups=PANEL,
            scores=scores(table, criteria),
            close_call=D(margin),
        )
    )


def ranks(result: Appraisal) -> dict[str, int | None]:
    return {option.name: option.rank for option in result.options}


# Published examples.


def test_the_published_weighted_sum_and_its_tie() -> None:
    """Weights .20 .15 .40 .25; scores 21.5, 22.0, 22.0: the last two tie first (widely published; recomputed)."""
    criteria = [criterion(name, weight, best=100) for name, weight in zip("abcd", (".20", ".15", ".40", ".25"), strict=True)]
    result = scored({"One": [25, 20, 15, 30], "Two": [10, 30, 20, 30], "Three": [30, 10, 30, 10]}, criteria)
    assert [option.score for option in result.options] == [Fraction(43, 2), 22, 22]
    assert ranks(result) == {"One": 3, "Two": 1, "Three": 1}
    assert result.leader == "Two"
    assert result.tied_first == ("Two", "Three")
    assert result.close_call
    assert not result.leader_certain


@pytest.mark.parametrize(
    ("points", "values"),
    [
        (
            [("30", "0"), ("16", "0"), ("2", ".0875")],
            {"3": ".08125", "4": ".075", "2": ".0875", "6": ".0625", "30": "0", "50": "0", "1": ".0875"},
        ),
        ([("40", "0"), ("30", "0"), ("20", ".025"), ("10", ".9")], {"10": ".9", "20": ".025", "40": "0", "30": "0", "5": ".9"}),
        ([("0", "0"), ("1", "0"), ("2", ".0125"), ("3", ".0125")], {"1": "0", "2": ".0125", "0": "0", "3": ".0125", "1.5": ".00625"}),
    ],
)
def test_the_published_piecewise_value_functions(points: list[tuple[str, str]], values: dict[str, str]) -> None:
    """Price, time and comfort of the five ways to travel (paterijk/MCDA tests), and beyond the ends."""
    scale = scale_of(Criterion("x", points=tuple((D(score), D(value)) for score, value in points)), [])
    for score, value in values.items():
        assert scale.value(Fraction(score)) == Fraction(value)


# Scales.


def test_a_linear_scale_is_clamped_at_its_ends() -> None:
    up, down = scale_of(criterion("x", worst=2, best=6), []), scale_of(criterion("x", worst=6, best=2), [])
    assert [up.value(Fraction(score)) for score in (1, 2, 3, 6, 9)] == [0, 0, 25, 100, 100]
    assert [down.value(Fraction(score)) for score in (1, 2, 3, 6, 9)] == [100, 100, 75, 0, 0]


def test_blank_ends_are_taken_from_every_group_and_option() -> None:
    higher, lower = Criterion("Fit"), Criterion("Months", better=Better.LOWER)
    table: dict[str, Row] = {"X": [3, 6], "Y": [9, 24]}
    result = scored(table, [higher, lower])
    assert [(held.worst, held.best, held.scale_from_scores) for held in result.criteria] == [(D(3), D(9), True), (D(24), D(6), True)]
    assert result.option("X").cells["Months"].value == 100
    half = scored(table, [replace(higher, best=D(15)), lower])
    assert (half.criteria[0].worst, half.criteria[0].best) == (D(3), D(15))
    assert half.option("Y").cells["Fit"].value == 50


def test_a_constant_criterion_scores_everyone_100_and_is_said_to_tell_nothing_apart() -> None:
    result = scored({"X": [5, 1], "Y": [5, 9]}, [Criterion("Same"), Criterion("Fit")])
    assert [option.cells["Same"].value for option in result.options] == [100, 100]
    assert [held.tells_nothing_apart for held in result.criteria] == [True, False]
    assert "Every option scores the same on Same, so it tells nothing apart." in result.sentences


# Missing and not applicable.


def test_a_missing_score_is_a_range_and_never_a_nought() -> None:
    result = scored({"X": [8, None], "Y": [5, 5]})
    option = result.option("X")
    assert [option.score, option.score_low, option.score_high] == [80, 48, 88]
    assert option.missing == ("B",)
    assert option.contributions == {"A": 80, "B": None}
    assert (result.leader, result.leader_certain, result.close_call) == ("X", False, True)
    assert result.sentences[0] == (
        "Nobody scored the option in first place on B: X leads with 80.0 (48.0 to 88.0) points out of 100, "
        "30.0 points ahead of Y with 50.0."
    )
    assert "X has no score on B, so its score is 80.0 (48.0 to 88.0)." in result.sentences


def test_the_leader_is_certain_only_when_its_low_beats_every_high() -> None:
    assert scored({"X": [10, None], "Y": [5, 5]}).leader_certain
    assert not scored({"X": [10, None], "Y": [5, 5]}).close_call
    equal = scored({"X": [10, None], "Y": [6, 6]})
    assert not equal.leader_certain
    unscored = scored({"X": [10, 10], "Y": [None, None]})
    assert [unscored.option("Y").score, unscored.option("Y").score_low, unscored.option("Y").score_high] == [None, 0, 100]
    assert unscored.option("Y").rank is None
    assert not unscored.leader_certain


def test_not_applicable_rescales_and_warns() -> None:
    option = scored({"X": [8, NOT_APPLICABLE], "Y": [5, 5]}).option("X")
    assert [option.score, option.score_low, option.score_high] == [80, 80, 80]
    assert option.missing == ()
    assert option.cells["B"].not_applicable
    assert option.why == ("B does not apply to X, so its score rests on the other criteria alone and is less comparable.",)
    weightless = scored({"X": [8, NOT_APPLICABLE], "Y": [5, 5]}, [criterion("A", "1"), criterion("B", "0")])
    assert weightless.option("X").why == ()
    assert not any("apply" in sentence for sentence in weightless.sentences)
    nothing = scored({"X": [NOT_APPLICABLE, NOT_APPLICABLE], "Y": [5, 5]}).option("X")
    assert [nothing.score, nothing.score_low, nothing.score_high, nothing.rank] == [None, None, None, None]


# Groups.


def two_groups(
    staff: dict[str, Row],
    members: dict[str, Row],
    *,
    votes: str = "1",
    criteria: Sequence[Criterion] = AB,
    staff_weights: dict[str, Decimal] | None = None,
    members_weights: dict[str, Decimal] | None = None,
) -> Appraisal:
    groups = (AssessorGroup("Staff", weights=staff_weights or {}), AssessorGroup("Members", D(votes), weights=members_weights or {}))
    return appraise(
        Case(
            "Test",
            BASE,
            1,
            options=tuple(Option(name) for name in staff),
            criteria=tuple(criteria),
            groups=groups,
            scores=scores(staff, criteria, "Staff") | scores(members, criteria, "Members"),
        )
    )


def test_groups_combine_cell_by_cell_by_the_votes_of_those_that_scored() -> None:
    result = two_groups({"X": [4, 4], "Y": [2, None]}, {"X": [7, None], "Y": [2, NOT_APPLICABLE]}, votes="2")
    cells = result.option("X").cells
    assert [cells["A"].combined, cells["A"].value] == [6, 60]
    assert cells["B"].combined == 4
    assert cells["B"].missing_groups == ("Members",)
    assert (result.option("Y").missing, result.option("Y").cells["B"].missing_groups) == (("B",), ("Staff",))
    assert result.option("X").by_group["Staff"].score == 40
    assert result.option("X").by_group["Members"].score == 70
    assert [result.option("X").by_group["Members"].low, result.option("X").by_group["Members"].high] == [42, 82]


def test_values_are_combined_and_not_raw_scores() -> None:
    bent = (Criterion("A", points=((D(0), D(0)), (D(5), D(100))), weight=D(1)),)
    cell = two_groups({"X": [0]}, {"X": [10]}, criteria=bent).option("X").cells["A"]
    assert [cell.combined, cell.value, cell.low, cell.high] == [2.5, 50, 50, 50]


def test_the_votes_of_a_group_that_did_not_score_stand_for_anything() -> None:
    result = two_groups({"X": [9], "Y": [8]}, {"X": [None], "Y": [4]}, votes="9", criteria=[criterion("A", "1")])
    x, cell = result.option("X"), result.option("X").cells["A"]
    assert [x.score, x.score_low, x.score_high] == [90, 9, 99]
    assert (cell.missing_groups, cell.absent) == (("Members",), Fraction(9, 10))
    assert (result.leader, result.leader_certain, result.close_call) == ("X", False, True)
    assert result.sentences[0] == (
        "Members, 9 votes of 10, did not score the option in first place on A: X leads with 90.0 (9.0 to 99.0) points out of 100, "
        "46.0 points ahead of Y with 44.0."
    )
    assert "Members scored only Y on every criterion, so which option it prefers is not known." in result.sentences
    few = two_groups({"X": [9], "Y": [5]}, {"X": [None], "Y": [4]}, criteria=[criterion("A", "1")])
    assert few.sentences[0].startswith("X leads with 90.0 (45.0 to 95.0)"), "half of the votes is not less than half"


def test_a_group_without_votes_scores_nothing() -> None:
    result = two_groups({"X": [9, 9], "Y": [5, 5]}, {"X": [1, None], "Y": [9, 9]}, votes="0")
    assert [result.option("X").score, result.option("X").score_low, result.option("X").score_high] == [90, 90, 90]
    unscored = two_groups({"X": [None, 9], "Y": [5, 5]}, {"X": [1, 1], "Y": [9, 9]}, votes="0")
    assert unscored.option("X").missing == ("A",)
    assert not any("Members puts" in sentence or "every group" in sentence.casefold() for sentence in result.sentences)


def test_not_applicable_by_some_drops_their_votes_and_by_all_rescales() -> None:
    some = two_groups({"X": [NOT_APPLICABLE, 5]}, {"X": [6, 5]}, votes="9").option("X").cells["A"]
    assert [some.value, some.low, some.high, some.absent] == [60, 60, 60, 0]
    beside_missing = two_groups({"X": [NOT_APPLICABLE, 5]}, {"X": [None, 5]}).option("X")
    assert [beside_missing.missing, beside_missing.score_low] == [("A",), 20]
    assert not beside_missing.cells["A"].not_applicable
    assert two_groups({"X": [NOT_APPLICABLE, 5]}, {"X": [NOT_APPLICABLE, 5]}).option("X").cells["A"].not_applicable


def test_groups_without_votes_count_the_same() -> None:
    groups = (AssessorGroup("Staff", D(0)), AssessorGroup("Members", D(0)))
    case = Case(
        "Test",
        BASE,
        1,
        options=(Option("X"),),
        criteria=AB,
        groups=groups,
        scores=scores({"X": [2, 2]}, AB, "Staff") | scores({"X": [4, 4]}, AB, "Members"),
    )
    assert appraise(case).option("X").score == 30
    with pytest.raises(KnownTrouble, match="Staff has votes below 0"):
        appraise(replace(case, groups=(AssessorGroup("Staff", D(-1)), AssessorGroup("Members"))))


def test_groups_that_would_choose_differently_are_named() -> None:
    result = two_groups({"X": [9, 9], "Y": [1, 1]}, {"X": [1, 1], "Y": [9, 9]}, votes="2")
    assert "The groups would choose differently: Staff puts X first; Members puts Y first." in result.sentences
    assert "Every group puts X first." in two_groups({"X": [9, 9], "Y": [1, 1]}, {"X": [5, 5], "Y": [1, 1]}).sentences


def test_a_group_prefers_only_among_what_it_scored_throughout() -> None:
    result = two_groups({"X": [9, 9], "Y": [1, 1], "Z": [10, 10]}, {"X": [1, 1], "Y": [9, 9], "Z": [10, None]})
    assert [(each.first, each.left_out) for each in preferences(result)] == [(("Z",), ()), (("Y",), ("Z",))]
    said = "The groups would choose differently: Staff puts Z first; Members puts Y first of the options scored throughout."
    assert said in result.sentences
    assert "Every group puts X first of the options it scored throughout." in (
        two_groups({"X": [9, 9], "Y": [1, 1], "Z": [1, 1]}, {"X": [5, 5], "Y": [1, 1], "Z": [None, 9]}).sentences
    )


def test_every_group_prefers_what_its_own_values_prefer_and_so_do_all_together() -> None:
    """Raw scores averaged before the bent function gave B 45 and A 33.25, where every group puts A first."""
    bent = Criterion("T", better=Better.LOWER, points=((D(40), D(0)), (D(20), D(25)), (D(10), D(90)), (D(0), D(100))), weight=D(1))
    criteria = [bent, criterion("Y", "1", best=100)]
    result = two_groups({"A": [30, 63], "B": [20, 50]}, {"A": [10, 20], "B": [20, 80]}, criteria=criteria)
    assert [(each.name, each.score) for each in result.options] == [("A", D("46.375")), ("B", 45)]
    assert "Every group puts A first." in result.sentences
    assert not any("all groups together is not" in sentence for sentence in result.sentences)


def test_where_the_combined_order_is_no_groups_own_a_sentence_says_why() -> None:
    result = two_groups({"X": [9, 9], "Y": [6, 6], "Z": [1, 1]}, {"X": [1, 1], "Y": [6, 6], "Z": [9, 9]})
    assert result.leader == "Y"
    assert (
        "No group puts Y first, although it leads when all groups count together: it is the mean of their scores by votes."
        in result.sentences
    )
    second = two_groups({"X": [9, 9], "Y": [6, 6], "Z": [1, 1]}, {"X": [9, 9], "Y": [1, 1], "Z": [2, 2]})
    assert not any("not the order of any one group" in sentence for sentence in second.sentences)
    table: dict[str, Row] = {"X": [9, 1], "Y": [1, 6]}
    recorded = [criterion("A", "9"), criterion("B", "1")]
    staff, members = {"A": D(1), "B": D(9)}, {"A": D(2), "B": D(8)}
    headline = two_groups(table, table, criteria=recorded, staff_weights=staff, members_weights=members)
    assert (
        "No group puts X first, although it leads when all groups count together: each group’s own order uses its own weights."
        in headline.sentences
    )
    assert (
        "The weights of the combined score differ from every group’s own: they are recorded on the criteria for all groups together."
        in headline.sentences
    )


# Weights.


def test_weights_that_do_not_add_up_are_scaled_and_said_to_be() -> None:
    result = scored({"X": [10, 0]}, [criterion("A", "3"), criterion("B", "5")])
    assert [held.weight for held in result.criteria] == [Fraction(3, 8), Fraction(5, 8)]
    assert result.why == ("The weights add to 8 and are scaled to add to 100%.",)
    assert scored({"X": [10, 0]}, [criterion("A", "60"), criterion("B", "40")]).why == ()
    assert scored({"X": [10, 0]}).why == ()


def test_a_criterion_without_a_weight_counts_for_nothing_where_others_have_one() -> None:
    result = scored({"X": [10, 0]}, [criterion("A", "1"), criterion("B")])
    assert [held.weight for held in result.criteria] == [1, 0]
    assert result.why == ("The weights leave out B, which does not count.",)


def test_without_weights_every_criterion_counts_the_same() -> None:
    result = scored({"X": [10, 0]}, [criterion("A"), criterion("B")])
    assert result.option("X").score == 50
    assert result.why == ("No weights are recorded, so every criterion is assumed to count the same.",)
    noughts = scored({"X": [10, 0]}, [criterion("A", "0"), criterion("B", "0")])
    assert noughts.option("X").score == 50
    assert noughts.why == ("The weights are all 0, so every criterion counts the same.",)
    with pytest.raises(KnownTrouble, match="The weight of A is below 0"):
        scored({"X": [10, 0]}, [criterion("A", "-1"), criterion("B", "2")])


def test_an_order_without_weights_gives_rank_order_centroid_weights() -> None:
    criteria = [replace(criterion(name), order=place) for name, place in (("A", 1), ("B", 2), ("C", 3))]
    result = scored({"X": [9, 2, 1], "Y": [3, 8, 8]}, criteria)
    assert [each.weight for each in result.criteria] == [Fraction(11, 18), Fraction(5, 18), Fraction(1, 9)]
    assert result.leader == "X"
    assert result.why == (
        "No weights are recorded, so they follow the order of the criteria that is recorded (rank order centroid weights).",
    )
    for last in (3, 4):
        tied = [replace(criterion(name), order=place) for name, place in (("A", 1), ("B", 2), ("C", 2), ("D", last))]
        weights = [each.weight for each in scored({"X": [1, 1, 1, 1]}, tied).criteria]
        assert [round(float(weight), 4) for weight in weights] == [0.5208, 0.2083, 0.2083, 0.0625]
    some = scored({"X": [9, 2, 1]}, [*criteria[:2], criterion("C")])
    assert some.why[1] == "The order leaves out C, which has the last place."


def test_a_group_without_votes_has_no_part_in_the_mean_of_the_weights() -> None:
    plain = (criterion("A"), criterion("B"))
    own = {"staff_weights": {"A": D(75), "B": D(25)}, "members_weights": {"A": D(0), "B": D(1)}}
    result = two_groups({"X": [10, 0]}, {"X": [10, 0]}, votes="0", criteria=plain, **own)
    assert [each.weight for each in result.criteria] == [Fraction(3, 4), Fraction(1, 4)]


def test_the_groups_own_weights() -> None:
    plain = (criterion("A"), criterion("B"))
    table: dict[str, Row] = {"X": [10, 0]}
    own = {"staff_weights": {"A": D(75), "B": D(25)}, "members_weights": {"A": D(0), "B": D(1)}}
    result = two_groups(table, table, votes="3", criteria=plain, **own)
    assert [held.weight for held in result.criteria] == [Fraction(3, 16), Fraction(13, 16)]
    assert result.criteria[0].by_group == {"Staff": Fraction(3, 4), "Members": 0}
    assert [result.option("X").by_group["Staff"].score, result.option("X").by_group["Members"].score] == [75, 0]
    recorded = two_groups(table, table, criteria=AB, staff_weights=own["staff_weights"])
    assert [held.weight for held in recorded.criteria] == [Fraction(3, 5), Fraction(2, 5)]
    assert [recorded.option("X").by_group["Staff"].score, recorded.option("X").by_group["Members"].score] == [75, 60]


# Must pass, parked, viable, and who may lead.

MARK = Criterion("Legal", use=CriterionUse.MUST_PASS, pass_mark=D(5))


def test_a_must_pass_criterion_bars_and_is_not_weighed() -> None:
    result = scored({"X": [10, 10, 4], "Y": [2, 2, 5], "Z": [9, 9, None], "N": [1, 1, NOT_APPLICABLE]}, [*AB, MARK])
    assert (result.option("X").failed, result.option("X").not_shown) == (("Legal",), ())
    assert (result.option("Y").failed, result.option("Z").not_shown) == ((), ("Legal",))
    assert (result.option("N").failed, result.option("N").not_shown) == ((), ("Legal",))
    assert (result.leader, result.leader_certain) == ("Y", True)
    assert ranks(result) == {"X": 1, "Z": 2, "Y": 3, "N": 4}
    assert "X fails Legal, which an option must pass, so it cannot lead." in result.sentences
    assert "Z is not shown to pass Legal: nobody has scored it, so it cannot lead." in result.sentences
    assert "N is not shown to pass Legal: it is recorded as not applicable, so it cannot lead." in result.sentences


@pytest.mark.parametrize(
    ("low", "high", "score", "failed", "not_shown"),
    [
        ("2", "4", None, True, False),
        ("4", "6", None, False, True),
        ("5", "6", None, False, False),
        ("4", "7", "6", False, True),
        ("4", "7", "4.5", True, False),
    ],
)
def test_a_range_passes_only_as_a_whole(low: str, high: str, score: str | None, failed: bool, not_shown: bool) -> None:
    criteria = [*AB, MARK]
    case = replace(
        scored({"X": [1, 1, None]}, criteria).case,
        ranges={("Panel", "X", "Legal"): ScoreRange(D(low), D(high))},
    )
    if score is not None:
        case = replace(case, scores={**case.scores, ("Panel", "X", "Legal"): D(score)})
    option = appraise(case).option("X")
    assert (bool(option.failed), bool(option.not_shown)) == (failed, not_shown)


def test_without_a_mark_or_a_stated_best_nothing_is_shown_to_pass() -> None:
    bare = Criterion("Legal", use=CriterionUse.MUST_PASS)
    result = scored({"X": [1, 1, 1], "Y": [2, 2, 3]}, [*AB, bare])
    assert [(option.failed, option.not_shown) for option in result.options] == [((), ("Legal",))] * 2
    assert result.leader is None
    said = "Legal has no pass mark, so no option is shown to pass it and none can lead."
    assert said in result.sentences


def test_any_group_that_falls_short_fails_an_option() -> None:
    result = two_groups({"X": [1, 1, 9]}, {"X": [1, 1, 4]}, criteria=[*AB, MARK])
    assert result.option("X").failed == ("Legal",)
    assert result.leader is None
    assert not result.close_call


def test_a_blank_mark_is_the_best_and_lower_may_be_better() -> None:
    best = Criterion("Legal", use=CriterionUse.MUST_PASS, worst=D(0), best=D(1))
    assert scored({"X": [1, 1, 0], "Y": [1, 1, 1]}, [*AB, best]).option("X").failed == ("Legal",)
    months = Criterion("Months", use=CriterionUse.MUST_PASS, better=Better.LOWER, pass_mark=D(12))
    result = scored({"X": [1, 1, 13], "Y": [1, 1, 12]}, [*AB, months])
    assert (result.option("X").failed, result.option("Y").failed) == (("Months",), ())


def test_a_parked_criterion_counts_for_nothing() -> None:
    parked = Criterion("Image", use=CriterionUse.PARKED, weight=D(9), worst=D(0), best=D(10))
    result = scored({"X": [8, 8, 0], "Y": [5, 5, None]}, [*AB, parked])
    assert result.option("X").score == 80
    assert result.option("Y").missing == ()
    assert [held.weight for held in result.criteria] == [Fraction(3, 5), Fraction(2, 5), 0]


def test_an_option_that_is_not_viable_is_ranked_but_cannot_lead() -> None:
    options = [Option("Do nothing", viable=False), Option("As is", benchmark=True), Option("New", viable=True)]
    result = scored({"Do nothing": [10, 10], "As is": [9, 9], "New": [2, 2]}, options=options)
    assert (result.leader, result.leader_certain, result.close_call) == ("As is", True, False)
    assert ranks(result) == {"Do nothing": 1, "As is": 2, "New": 3}
    assert "Do nothing has the highest score but is not viable, so it cannot lead." in result.sentences


@pytest.mark.parametrize(
    ("runner_up", "margin", "close"),
    [
        ("9", "0.10", True),
        ("8.9", "0.10", False),
        ("8.9", "0.11", True),
        ("9.9", "0", False),
    ],
)
def test_a_close_call_is_within_the_margin_of_the_leaders_score(runner_up: str, margin: str, close: bool) -> None:
    result = scored({"X": [10, 10], "Y": [runner_up, runner_up]}, margin=margin)
    assert result.leader_certain
    assert result.close_call is close


def test_nothing_to_score_gives_nothing_and_never_raises() -> None:
    assert appraise(Case("Test", BASE, 1)).options == ()
    bare = appraise(Case("Test", BASE, 1, options=(Option("X"),)))
    assert [bare.option("X").score, bare.leader] == [None, None]
    assert bare.sentences == ("No criterion is weighted yet, so no option has a score.",)
    unscored = appraise(Case("Test", BASE, 1, options=(Option("X"), Option("Y")), criteria=AB))
    option = unscored.option("X")
    assert [option.score, option.score_low, option.score_high, unscored.leader] == [None, 0, 100, None]
    assert unscored.sentences == ("No option has a score yet.",)
    assert appraise(Case("Test", BASE, 1, criteria=AB, groups=PANEL)).ranked == ()


CELL = st.one_of(st.integers(0, 10), st.none(), st.just(NOT_APPLICABLE))
TABLE = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5)


def held(result: Appraisal) -> list[OptionResult]:
    return [option for option in result.options if option.score is not None]


@settings(max_examples=examples(60))
@given(TABLE, st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_scores_lie_in_their_range_and_contributions_add_to_them(table: list[Row], weights: list[int]) -> None:
    criteria = [criterion(name, str(weight)) for name, weight in zip("abc", weights, strict=True)]
    result = scored({f"O{number}": row for number, row in enumerate(table)}, criteria)
    assert sum(one.weight for one in result.criteria) == 1
    for option in held(result):
        assert option.score is not None
        assert option.score_low is not None
        assert option.score_high is not None
        assert 0 <= option.score_low <= option.score <= option.score_high <= 100
        assert sum(points for points in option.contributions.values() if points is not None) == option.score
        assert option.rank == 1 + sum((other.score or 0) > option.score for other in held(result))
        assert option.by_group["Panel"].score == option.score


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=2, max_size=5))
def test_leaving_an_option_out_turns_no_other_ranks_on_fixed_scales(table: list[Row]) -> None:
    criteria = [criterion(name, "1") for name in "abc"]
    rows = {f"O{number}": row for number, row in enumerate(table)}
    whole, less = scored(rows, criteria), scored({name: row for name, row in rows.items() if name != "O0"}, criteria)
    assert [option.name for option in whole.ranked if option.name != "O0"] == [option.name for option in less.ranked]
    assert all(option.score == whole.option(option.name).score for option in less.options)
