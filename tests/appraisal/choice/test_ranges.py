"""Scores recorded as ranges, and scores taken from the records: what they do to values, scores, certainty and dominance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.appraise import appraise, reweighed
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Better,
    Case,
    Criterion,
    CriterionUse,
    Measure,
    NotApplicable,
    Option,
    ScoreRange,
)
from desktop.appraisal.choice.cells import combined_cell, own_cell
from desktop.appraisal.choice.scales import Scale
from desktop.appraisal.results import Appraisal, CellResult, Dominance, GroupScore
from tests.appraisal.cases import BASE, scores

D, F = Decimal, Fraction
Row = Sequence[int | str | Decimal | NotApplicable | None]
Key = tuple[str, str, str]


def ten(name: str, weight: int = 1) -> Criterion:
    return Criterion(name, worst=D(0), best=D(10), weight=D(weight))


FIT, TIME = ten("Fit", 60), ten("Time", 40)


def between(low: int | None, high: int | None) -> ScoreRange:
    return ScoreRange(None if low is None else D(low), None if high is None else D(high))


def panel(table: dict[str, Row], ranges: Mapping[tuple[str, str], ScoreRange], criteria: Sequence[Criterion] = (FIT, TIME)) -> Case:
    """One panel's scores, and its ranges by option and criterion."""
    held: dict[Key, ScoreRange] = {("Panel", option, criterion): each for (option, criterion), each in ranges.items()}
    return Case(
        "Test",
        BASE,
        1,
        options=tuple(Option(name) for name in table),
        criteria=tuple(criteria),
        groups=(AssessorGroup("Panel"),),
        scores=scores(table, criteria),
        ranges=held,
    )


def test_a_range_around_a_score_makes_the_total_a_range() -> None:
    hub = appraise(panel({"Hub": [8, 5], "Partner": [4, 4]}, {("Hub", "Fit"): between(6, 9)})).option("Hub")
    assert hub.cells["Fit"] == CellResult(F(8), F(80), low=F(60), high=F(90), ranged=True)
    assert hub.cells["Time"] == CellResult(F(5), F(50), low=F(50), high=F(50))
    assert (hub.score, hub.score_low, hub.score_high) == (F(68), F(56), F(74))
    assert hub.by_group["Panel"] == GroupScore(F(68), F(56), F(74))
    assert hub.missing == ()


def test_an_end_not_given_is_that_of_the_scale() -> None:
    case = panel({"Hub": [8, 5]}, {("Hub", "Fit"): between(6, None), ("Hub", "Time"): between(None, 7)})
    hub = appraise(case).option("Hub")
    assert (hub.cells["Fit"].bounds, hub.cells["Time"].bounds) == ((F(60), F(100)), (F(0), F(70)))
    bent = replace(TIME, points=((D(0), D(0)), (D(4), D(90)), (D(8), D(20))), worst=None, best=None)
    turned = appraise(replace(case, criteria=(FIT, bent))).option("Hub")
    assert turned.cells["Time"].bounds == (F(0), F(90)), "the value may be greatest between the ends of a range"


def test_lower_is_better_turns_the_ends_round() -> None:
    months = Criterion("Months", better=Better.LOWER, worst=D(24), best=D(0), weight=D(1))
    hub = appraise(panel({"Hub": [12]}, {("Hub", "Months"): between(6, 18)}, [months])).option("Hub")
    assert (hub.score_low, hub.score, hub.score_high) == (F(25), F(50), F(75))


def test_a_range_in_the_place_of_a_score_is_scored_at_its_middle() -> None:
    appraisal = appraise(panel({"Hub": [8, None], "Partner": [5, 5]}, {("Hub", "Time"): between(6, 7)}))
    hub = appraisal.option("Hub")
    assert (hub.missing, hub.score, hub.score_low, hub.score_high) == ((), F(74), F(72), F(76))
    assert hub.cells["Time"] == CellResult(F(13, 2), F(65), low=F(60), high=F(70), ranged=True, assumed=True)
    assert appraisal.leader_certain
    assert "Hub is recorded as a range on Time, whose middle is assumed, so its score is 74.0 (72.0 to 76.0)." in appraisal.sentences


def test_the_middle_is_taken_on_the_scale_and_then_valued() -> None:
    bent = replace(TIME, points=((D(0), D(0)), (D(4), D(80)), (D(10), D(100))))
    hub = appraise(panel({"Hub": [8, None]}, {("Hub", "Time"): between(2, 6)}, [FIT, bent])).option("Hub")
    assert (hub.cells["Time"].combined, hub.cells["Time"].value, hub.cells["Time"].bounds) == (F(4), F(80), (F(40), F(260, 3)))


def test_a_range_keeps_an_option_from_leading_that_no_score_of_it_could_put_first() -> None:
    """A scored 9 and from 1 to 2 beside B with 6 and 6: A is 52.5 (50 to 55) and B leads with 60, whatever A turns out."""
    even = [ten("Fit"), ten("Time")]
    appraisal = appraise(panel({"A": [None, 9], "B": [6, 6]}, {("A", "Fit"): between(1, 2)}, even))
    a = appraisal.option("A")
    assert (a.score, a.score_low, a.score_high) == (F(105, 2), F(50), F(55))
    assert (appraisal.leader, appraisal.leader_certain) == ("B", True)
    assert appraisal.sentences[0] == "B leads with 60.0 points out of 100, 7.5 points ahead of A with 52.5 (50.0 to 55.0)."


def test_one_end_alone_is_no_score() -> None:
    hub = appraise(panel({"Hub": [8, None]}, {("Hub", "Time"): between(6, None)})).option("Hub")
    assert (hub.missing, hub.score, hub.score_low, hub.score_high) == (("Time",), F(80), F(72), F(88))


def test_ranges_that_overlap_leave_no_certain_leader() -> None:
    appraisal = appraise(panel({"Hub": [8, 8], "Partner": [5, 5]}, {("Hub", "Fit"): between(2, 9)}))
    assert (appraisal.leader, appraisal.leader_certain, appraisal.close_call) == ("Hub", False, True)
    assert "There is no clear winner yet: the scores recorded as ranges could put another option ahead of Hub." in appraisal.sentences
    assert "Hub has a range around its score on Fit, so its score is 80.0 (44.0 to 86.0)." in appraisal.sentences
    both = appraise(panel({"Hub": [8, 8], "Partner": [5, None]}, {("Hub", "Fit"): between(2, 9)}))
    assert (
        "There is no clear winner yet: the missing scores and scores recorded as ranges could put another option ahead of Hub."
        in both.sentences
    )


def test_groups_combine_their_ranges_by_votes() -> None:
    case = panel({"Hub": [4, 5]}, {("Hub", "Fit"): between(2, 8)})
    members = AssessorGroup("Members", D(3))
    two = replace(case, groups=(*case.groups, members), scores={**case.scores, ("Members", "Hub", "Fit"): D(6)})
    hub = appraise(two).option("Hub")
    assert hub.cells["Fit"] == CellResult(F(11, 2), F(55), low=F(50), high=F(65), ranged=True)
    assert hub.by_group["Members"].low == 36  # Time is missing for them: 60 at 60%, and 0 to 100 at 40%
    unscored = replace(two, scores=case.scores, ranges={**case.ranges, ("Members", "Hub", "Fit"): between(8, 9)})
    cell = appraise(unscored).option("Hub").cells["Fit"]
    assert (cell.combined, cell.missing_groups, cell.assumed) == (F(59, 8), (), True)
    assert cell.bounds == (F(65), F(175, 2))


def test_what_does_not_apply_has_no_range() -> None:
    hub = appraise(panel({"Hub": [8, NOT_APPLICABLE]}, {("Hub", "Time"): between(0, 9)})).option("Hub")
    assert hub.cells["Time"].not_applicable
    assert (hub.score_low, hub.score, hub.score_high) == (F(80), F(80), F(80))


def test_blank_ends_of_a_scale_take_in_the_ends_of_ranges() -> None:
    criterion = Criterion("Fit", weight=D(1))
    appraisal = appraise(
        panel({"Hub": [4], "Partner": [6]}, {("Hub", "Fit"): between(2, 5), ("Partner", "Fit"): between(5, 12)}, [criterion])
    )
    assert (appraisal.criteria[0].worst, appraisal.criteria[0].best) == (D(2), D(12))
    only = appraise(panel({"Hub": [None]}, {("Hub", "Fit"): between(None, None)}, [criterion])).option("Hub")
    assert (only.score, only.score_low, only.score_high) == (None, F(0), F(100))


def test_dominance_holds_wherever_ranges_lie() -> None:
    table: dict[str, Row] = {"Hub": [8, 8], "Partner": [5, 7]}
    assert appraise(panel(table, {("Partner", "Fit"): between(4, 8)})).option("Partner").dominated == Dominance(("Hub",))
    assert appraise(panel(table, {("Partner", "Fit"): between(4, 7)})).option("Partner").dominated == Dominance(("Hub",), ("Hub",))
    assert appraise(panel(table, {("Partner", "Fit"): between(4, 9)})).option("Partner").dominated == Dominance()
    assert appraise(panel(table, {("Hub", "Time"): between(6, 9)})).option("Partner").dominated == Dominance()


def test_a_leader_that_only_a_missing_score_keeps_ahead_is_told() -> None:
    said = appraise(
        panel({"Hub": [8, None], "Partner": [9, 7]}, {("Hub", "Time"): between(None, 2)}, [ten("Fit", 1), ten("Time", 9)])
    ).sentences
    assert (
        "Hub leads only while its missing score on Time is left out: Partner is at least as good on every criterion, whatever it turns out."
    ) in said


_SCORES = st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10).map(D))
_BENDS = st.sampled_from([(), ((D(0), D(0)), (D(4), D(80)), (D(10), D(30))), ((D(2), D(100)), (D(9), D(0)))])


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    criteria = tuple(replace(ten(name, draw(st.integers(0, 5))), points=draw(_BENDS)) for name in ("Fit", "Time", "Risk"))
    groups = tuple(AssessorGroup(name, D(draw(st.integers(0, 3)))) for name in ("Staff", "Members")[: draw(st.integers(1, 2))])
    options = tuple(Option(name) for name in "ABC")
    held: dict[Key, Decimal | NotApplicable] = {}
    ranges: dict[Key, ScoreRange] = {}
    for key in ((group.name, option.name, criterion.name) for group in groups for option in options for criterion in criteria):
        score = draw(_SCORES)
        if score is not None:
            held[key] = score
        if score is not NOT_APPLICABLE and draw(st.booleans()):
            low = draw(st.integers(0, 10 if score is None else int(score)))
            high = draw(st.integers(low if score is None else int(score), 10))
            ranges[key] = between(low, high)
    return Case("Any", BASE, 1, options=options, criteria=criteria, groups=groups, scores=held, ranges=ranges)


@given(_cases(), st.data())
def test_wherever_the_scores_turn_out_ranges_and_dominance_hold(case: Case, data: st.DataObject) -> None:
    appraisal = appraise(case)
    settled = {
        **case.scores,
        **{key: D(data.draw(st.integers(int(held.low or 0), int(held.high or 0)))) for key, held in case.ranges.items()},
    }
    # What nobody scored and no range bounds may be anything too: leave only cells of which every score is settled.
    after = appraise(replace(case, scores=settled, ranges={}))
    for option in appraisal.options:
        for name, cell in option.cells.items():
            value = after.option(option.name).cells[name].value
            assert value is None or cell.bounds[0] <= value <= cell.bounds[1]
            assert cell.value is None or cell.bounds[0] <= cell.value <= cell.bounds[1]
        turned_out = after.option(option.name)
        if turned_out.score is not None and not turned_out.missing:
            assert option.score_low is not None
            assert option.score_high is not None
            assert option.score_low <= turned_out.score <= option.score_high
            for name in option.dominated.by:
                rival = after.option(name)
                assert rival.missing or (rival.score is not None and rival.score >= turned_out.score)


@given(_cases(), st.integers(0, 100))
def test_a_what_if_on_ranges_is_what_appraising_it_would_give(case: Case, weight: int) -> None:
    changed = replace(case, criteria=tuple(replace(each, weight=D(weight)) if each.name == "Fit" else each for each in case.criteria))
    assert reweighed(appraise(case), {"Fit": D(weight)}) == appraise(changed)


# Scores taken from the records.

UNIT_COST = Criterion("Unit cost", better=Better.LOWER, weight=D(40), taken_from=Measure.UNIT_COST)


def measured(criteria: Sequence[Criterion], **amounts: int) -> Appraisal:
    """Two groups score Fit 8 and 4; what they say of the unit cost is kept and not used."""
    held = {
        (group, option, name): D(score)
        for group in ("Staff", "Members")
        for option in ("Hub", "Partner")
        for name, score in (("Fit", 8 if group == "Staff" else 4), ("Unit cost", 1))
    }
    return appraise(
        Case(
            "Test",
            BASE,
            1,
            options=(Option("Hub"), Option("Partner")),
            criteria=tuple(criteria),
            scores=dict(held),
            groups=(AssessorGroup("Staff"), AssessorGroup("Members")),
            notes=("The unit cost of Partner is not known.",) * (len(amounts) < 2),
            ranges={("Staff", "Hub", "Unit cost"): between(0, 9)},
            measured={(name, "Unit cost"): D(amount) for name, amount in amounts.items()},
        )
    )


def test_a_score_taken_from_the_records_is_the_same_for_every_group() -> None:
    appraisal = measured([FIT, UNIT_COST], Hub=30, Partner=50)
    hub, partner = appraisal.option("Hub"), appraisal.option("Partner")
    assert hub.cells["Unit cost"] == CellResult(F(30), F(100), low=F(100), high=F(100))
    assert partner.cells["Unit cost"].value == 0
    assert (appraisal.criteria[1].worst, appraisal.criteria[1].best) == (D(50), D(30))
    assert [hub.by_group[group].score for group in ("Staff", "Members")] == [88, 64]
    assert appraisal.leader == "Hub"
    assert reweighed(appraisal, {"Fit": D(10)}) == appraise(replace(appraisal.case, criteria=(replace(FIT, weight=D(10)), UNIT_COST)))


def test_what_the_records_do_not_say_is_missing_and_told() -> None:
    appraisal = measured([FIT, UNIT_COST], Hub=30)
    partner = appraisal.option("Partner")
    assert partner.missing == ("Unit cost",)
    assert (partner.score, partner.score_low, partner.score_high) == (F(60), F(36), F(76))
    assert appraisal.why[-1] == "The unit cost of Partner is not known."
    assert appraisal.why[-1] in appraisal.sentences
    assert reweighed(appraisal, {"Fit": D(60)}) == appraisal


def test_a_must_pass_mark_is_held_against_the_records() -> None:
    mark = replace(UNIT_COST, use=CriterionUse.MUST_PASS, pass_mark=D(40))
    appraisal = measured([FIT, mark], Hub=30, Partner=50)
    assert (appraisal.option("Hub").failed, appraisal.option("Partner").failed) == ((), ("Unit cost",))
    assert measured([FIT, mark], Hub=30).option("Partner").not_shown == ("Unit cost",)


@given(st.lists(st.tuples(st.integers(1, 9), st.decimals(-2, 12, places=1)), min_size=1, max_size=6), st.sampled_from([(0, 10), (10, 0)]))
def test_groups_together_have_the_mean_of_their_values_by_votes(given: list[tuple[int, Decimal]], ends: tuple[int, int]) -> None:
    worst, best = map(D, ends)
    scale, fit = Scale(worst, best, from_scores=False), Criterion("Fit", worst=worst, best=best, weight=D(1))
    names = [f"Group {number}" for number in range(len(given))]
    held: dict[Key, Decimal | NotApplicable] = {(name, "A", "Fit"): score for name, (_, score) in zip(names, given, strict=True)}
    case = replace(panel({"A": (1,)}, {}, (fit,)), groups=tuple(map(AssessorGroup, names)), scores=held)
    own = {name: own_cell(case, name, "A", fit, scale) for name in names}
    cell = combined_cell(own, {name: votes for name, (votes, _) in zip(names, given, strict=True)}, scale)
    every = sum(votes for votes, _ in given)
    mean = sum((F(score) * votes for votes, score in given), F(0)) / every
    values = sum((scale.value(F(score)) * votes for votes, score in given), F(0)) / every
    assert cell.combined is not None
    assert (cell.value, cell.low, cell.high, scale.value(cell.combined)) == (values,) * 4
    assert not any((cell.missing_groups, cell.absent, cell.ranged, cell.assumed))
    if all(0 <= score <= 10 for _, score in given):
        assert cell.combined == mean
