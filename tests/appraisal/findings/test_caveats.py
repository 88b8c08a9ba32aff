"""What is said of a double count, the decision taken, weights gone stale, scales that move, and groups far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.appraise import appraise, reweighed
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Flow, NotApplicable, Option
from tests.appraisal.cases import BASE, SAVING, flow, scores

D = Decimal
Row = Sequence[int | str | Decimal | NotApplicable | None]
FIT = Criterion("Fit", worst=D(0), best=D(10), weight=D(60))
COST = Criterion("Affordable", worst=D(0), best=D(10), weight=D(40), about_money=True)


def case(table: dict[str, Row], criteria: Sequence[Criterion] = (FIT, COST), flows: tuple[Flow, ...] = (flow(SAVING, [9]),)) -> Case:
    return Case(
        "Test",
        BASE,
        1,
        options=tuple(Option(name, benchmark=name == "As is", flows=() if name == "As is" else flows) for name in table),
        criteria=tuple(criteria),
        groups=(AssessorGroup("Panel"),),
        scores=scores(table, criteria),
    )


MONEY_TWICE = (
    "Affordable is about money and has 40% of the weight, while costs and savings are set against the score as well: "
    "the same money may count twice. "
)


def test_a_criterion_about_money_beside_money_is_a_double_count() -> None:
    turned = appraise(case({"Hub": [5, 10], "Partner": [8, 4], "As is": [1, 1]}))
    assert turned.leader == "Hub"
    assert MONEY_TWICE + "Without it Partner would lead." in turned.sentences
    assert reweighed(turned, {"Affordable": D(0)}).leader == "Partner"
    assert MONEY_TWICE + "Without it Hub would still lead." in appraise(case({"Hub": [9, 9], "Partner": [8, 4]})).sentences
    assert MONEY_TWICE + "Without it Hub and Partner would tie for first." in appraise(case({"Hub": [8, 9], "Partner": [8, 4]})).sentences
    alone = appraise(case({"Hub": [9], "Partner": [4]}, [COST]))
    assert any(said.endswith("may count twice. Without it no other criterion has any weight.") for said in alone.sentences)
    unscored = appraise(case({"Hub": [None, 9], "Partner": [None, 4]}))
    assert MONEY_TWICE + "Without it no option that could lead has a score." in unscored.sentences


def test_without_money_or_without_weight_nothing_counts_twice() -> None:
    table: dict[str, Row] = {"Hub": [5, 10], "Partner": [8, 4]}
    light, other = replace(COST, weight=D(0)), replace(COST, about_money=False)
    for held in (case(table, flows=()), case(table, [FIT, light]), case(table, [FIT, other])):
        assert not any("twice" in said for said in appraise(held).sentences)


def test_the_decision_taken_is_told_beside_the_order_of_the_scores() -> None:
    held = case({"Hub": [9, 9], "Partner": [8, 9]})

    def told(name: str, reason: str = "", given: Case = held) -> str:
        options = tuple(replace(option, decision_taken=option.name == name, decision_reason=reason) for option in given.options)
        return next(said for said in appraise(replace(given, options=options)).sentences if said.startswith("The decision taken"))

    assert told("Hub") == "The decision taken is Hub, which also leads on its score."
    assert told("Partner", "It can start in April. ") == (
        "The decision taken is Partner, although Hub leads on its score by 6.0 points. The reason recorded: It can start in April."
    )
    assert told("Partner") == ("The decision taken is Partner, although Hub leads on its score by 6.0 points. No reason is recorded.")
    tied = case({"Hub": [9, 9], "Partner": [9, 9], "Third": [9, 8]})
    assert told("Partner", "Why", tied) == (
        "The decision taken is Partner, one of those that tie for first: Hub and Partner. The reason recorded: Why."
    )
    assert told("Third", "Why", tied) == "The decision taken is Third, although Hub and Partner tie for first. The reason recorded: Why."
    unscored = case({"Hub": [9, 9], "Partner": [None, None]})
    assert told("Partner", "Why", unscored).startswith("The decision taken is Partner, although Hub leads on its score. ")
    nothing = Case("Test", BASE, 1, options=(Option("Hub", decision_taken=True, decision_reason="Why"),))
    assert appraise(nothing).sentences[-1] == "The decision taken is Hub. The reason recorded: Why."


def test_weights_older_than_their_scale_are_told() -> None:
    table: dict[str, Row] = {"Hub": [9, 9], "Partner": [8, 4]}
    one = appraise(case(table, [replace(FIT, weights_stale=True), COST])).sentences
    assert "The scale of Fit changed after it was weighed." in one
    two = appraise(case(table, [replace(FIT, weights_stale=True), replace(COST, weights_stale=True)])).sentences
    assert "The scales of Fit and Affordable changed after they were weighed." in two
    parked = appraise(case(table, [replace(FIT, weights_stale=True, use=CriterionUse.PARKED), COST])).sentences
    assert not any("changed after" in said for said in parked)


def test_scales_between_recorded_scores_are_told_to_move() -> None:
    free = replace(FIT, worst=None, best=None)
    table: dict[str, Row] = {"Hub": [9, 9], "Partner": [8, 4]}
    assert (
        "The scale of Fit runs between the scores recorded, so adding or leaving out an option may move it and turn the order of the "
        "others."
    ) in appraise(case(table, [free, COST])).sentences
    both = appraise(case(table, [free, replace(COST, worst=None)])).sentences
    assert (
        "The scales of Fit and Affordable run between the scores recorded, so adding or leaving out an option may move them and turn "
        "the order of the others."
    ) in both
    bent = replace(free, points=((D(0), D(0)), (D(10), D(100))))
    for fixed in (FIT, bent, replace(free, weight=D(0))):
        assert not any("between the scores recorded" in said for said in appraise(case(table, [fixed, COST])).sentences)


def test_adding_an_option_turns_others_on_scales_from_the_scores_as_the_sentence_warns() -> None:
    """Rank reversal: a third option that is worse throughout stretches a scale, and the first two change places."""
    fit, time = (Criterion(name, weight=D(1)) for name in ("Fit", "Time"))
    table: dict[str, Row] = {"Hub": [10, 5], "Partner": [9, 10]}
    assert appraise(case({"Hub": [10, 5], "Partner": [5, 9]}, [fit, time])).tied_first == ("Hub", "Partner")
    before = appraise(case({**table, "Low": [8, 4]}, [fit, time], ()))
    after = appraise(case({**table, "Low": [8, -90]}, [fit, time], ()))
    assert (before.leader, after.leader) == ("Partner", "Hub")
    assert all(any("between the scores recorded" in said for said in each.sentences) for each in (before, after))


def test_where_groups_are_far_apart_and_whom_each_would_choose() -> None:
    rows: dict[str, dict[str, Row]] = {
        "Staff": {"Hub": [9, 9], "Partner": [3, 5]},
        "Members": {"Hub": [4, 1], "Partner": [4, 9]},
        "Union": {"Hub": [9, 7], "Partner": [3, 6]},
    }
    held = case(rows["Staff"])
    held = replace(
        held,
        groups=tuple(AssessorGroup(name) for name in rows),
        scores={key: score for name, table in rows.items() for key, score in scores(table, (FIT, COST), name).items()},
    )
    said = appraise(held).sentences
    assert "The groups would choose differently: Staff and Union put Hub first; Members puts Partner first." in said
    assert (
        "The groups are far apart on 3 scores, Affordable for Hub (Staff 9, Members 1); Fit for Hub (Staff and Union 9, Members 4); "
        "Affordable for Partner (Members 9, Staff 5)."
    ) in said
    less = replace(held, scores={key: score for key, score in held.scores.items() if key[1:] != ("Hub", "Fit")})
    fewer = replace(less, scores={**less.scores, ("Members", "Partner", "Affordable"): D(6)})
    assert "The groups are far apart on one score: Affordable for Hub (Staff 9, Members 1)." in appraise(fewer).sentences
    third = Criterion("Time", worst=D(0), best=D(10), weight=D(1))
    more = replace(
        held, criteria=(*held.criteria, third), scores={**held.scores, ("Staff", "Hub", "Time"): D(0), ("Members", "Hub", "Time"): D(10)}
    )
    told = next(each for each in appraise(more).sentences if "far apart" in each)
    assert told.startswith("The groups are far apart on 4 scores, most of all on Time for Hub (Members 10, Staff 0); Affordable for Hub ")
