"""A case that is not begun, or whose groups are at odds on what must be passed, is told what it lacks."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, CriterionUse, Option, Score
from tests.appraisal.cases import BASE, SAVING, flow

D = Decimal
MARK = Criterion("Lawful", use=CriterionUse.MUST_PASS, worst=D(0), best=D(1), pass_mark=D(1))


def test_without_a_weighted_criterion_or_an_option_the_findings_say_so() -> None:
    said = "No criterion is weighted yet, so no option has a score."
    assert appraise(Case("Test", BASE, 1, options=(Option("Hub", benchmark=True), Option("Partner")))).sentences[:1] == (said,)
    marked = appraise(
        Case(
            "Test",
            BASE,
            1,
            options=(Option("Hub"),),
            criteria=(MARK,),
            groups=(AssessorGroup("Staff"),),
            scores={("Staff", "Hub", "Lawful"): D(0)},
        )
    )
    assert marked.sentences == (said, "Hub fails Lawful, which an option must pass, so it cannot lead.")
    assert appraise(Case("Test", BASE, 1, criteria=(MARK,))).sentences == ("No option is recorded yet, so there is nothing to score.",)
    by_money = appraise(Case("Test", BASE, 1, options=(Option("As is", benchmark=True), Option("Hub", flows=(flow(SAVING, [5]),)))))
    assert said not in by_money.sentences
    assert appraise(Case("Test", BASE, 1)).sentences == ()


def test_groups_at_odds_on_a_must_pass_criterion_are_named() -> None:
    fit = Criterion("Fit", worst=D(0), best=D(10), weight=D(1))
    scores: dict[tuple[str, str, str], Score] = {(group, "Hub", "Fit"): D(5) for group in ("Staff", "Members")}
    scores |= {("Staff", "Hub", "Lawful"): D(1), ("Members", "Hub", "Lawful"): D(0)}
    held = Case(
        "Test",
        BASE,
        1,
        options=(Option("Hub"),),
        criteria=(fit, MARK),
        scores=scores,
        groups=(AssessorGroup("Staff"), AssessorGroup("Members")),
    )
    said = "Hub fails Lawful by the score of Members and passes by that of Staff: agree which holds."
    assert said in appraise(held).sentences
    both = Case(
        "Test",
        BASE,
        1,
        options=held.options,
        criteria=held.criteria,
        groups=held.groups,
        scores={**scores, ("Staff", "Hub", "Lawful"): D(0)},
    )
    assert said not in appraise(both).sentences


def test_groups_without_any_vote_are_said_to_count_the_same() -> None:
    groups = (AssessorGroup("Staff", D(0)), AssessorGroup("Members", D(0)))
    assert (
        "No group has a vote, so every group counts the same."
        in appraise(Case("Test", BASE, 1, options=(Option("Hub"),), criteria=(Criterion("Fit", weight=D(1)),), groups=groups)).why
    )
