from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, NotApplicable, Option, Project
from desktop.appraisal.wording import listed, points, span
from tests.appraisal.cases import BASE, COST, FUNDING, SAVING, flow, scores

D = Decimal


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ("2.3333", "2 years 4 months"),
        ("1", "1 year"),
        ("0.66", "8 months"),
        ("1.0833", "1 year 1 month"),
        ("0.01", "less than a month"),
        ("1.999", "2 years"),
    ],
)
def test_spans(years: str, words: str) -> None:
    assert span(D(years)) == words


def test_points_and_lists() -> None:
    assert [points(Fraction(score)) for score in ("72.45", "22", "0.04")] == ["72.5", "22", "0"]
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]


def told(flows: list[Flow], horizon: int = 6) -> tuple[str, ...]:
    options = (Option("As is", benchmark=True), Option("Hub", preferred=True, flows=tuple(flows)))
    return appraise(Case("Test", BASE, horizon, options=options)).sentences


def test_what_the_preferred_option_saves_is_worth_and_pays_back() -> None:
    said = told([flow(COST, [1_200_000]), flow(SAVING, [None, *["£0.5m to £0.75m"] * 5], cashable=True), flow(FUNDING, [300_000])])
    assert said == (
        "Cashable savings alone pay back Hub in 1 year 11 months on the most likely figures: in 1 year 7 months at best and in 2 years 5 "
        "months at worst.",
        "By 2016/17 Hub saves £500,000 to £750,000 a year.",
        "Over the 6 years from 2011/12 the net present value of Hub is £1.06 million to £2.19 million.",
        "Shown but not counted in the net present value of Hub: funding of £300,000.",
        "The costs of Hub could rise by 135.2%, or its savings fall by 57.5%, before it stops being worth while, on the most likely "
        "figures.",
        "The savings of Hub could come 2 years 9 months late before it stops being worth while.",
    )


def test_what_may_cost_more_than_it_saves() -> None:
    assert "Hub could cost more than it saves: at worst its net present value is −£300,000." in told(
        [flow(COST, ["£200,000 to £900,000"]), flow(SAVING, [600_000])], 1
    )
    assert "Hub costs more than it saves, in present values." in told([flow(COST, [9]), flow(SAVING, [6])], 1)
    said = told([flow(COST, [None, "not known", "not known"]), flow(SAVING, [None, 600_000])], 3)
    assert "Hub could cost more than it saves: how high the costs could go is not known." in said
    assert "Over the 3 years from 2011/12 the net present value of Hub is at most £580,000, with 2 amounts not yet known." in said
    assert not any("yearly amount" in each for each in said), "said beside the net present value"
    assert said[0] == (
        "Whether Hub pays back in cash within 3 years is not known: ‘saving’ is not stated to be cashable and some amounts are not known."
    )
    assert not any(each.startswith("Counting every saving") for each in said), "it would say the same of every saving"


def test_a_payback_that_cash_may_have_is_not_told_again_of_every_saving() -> None:
    said = told([flow(COST, [700]), flow(SAVING, [None, 300, 300, 300])], 4)
    assert said[0] == "Hub pays back in cash only if ‘saving’ is cashable, which is not stated: then in 2 years 4 months at best."
    assert not any(each.startswith("Counting every saving") for each in said)


def test_no_payback_and_assumed_lines_are_said() -> None:
    said = told([flow(COST, [900], basis="assumed"), flow(SAVING, [None, 100], basis="illustrative"), flow(COST, [1])], 2)
    assert said[0] == "Hub does not pay back within 2 years, in cash or counting every saving."
    assert not any("pay back" in each for each in said[1:]), "that it does not is said once"
    ranged = told([flow(COST, ["£800 to £900"]), flow(SAVING, [None, "£100 to £300"], cashable=True), flow(SAVING, [None, 50])], 2)
    assert ranged[0] == "Hub does not pay back within 2 years, in cash or counting every saving, even at best."
    assert "Of the 3 lines of costs and savings of Hub, 1 is assumed." in said
    assert "Of the 3 lines of costs and savings of Hub, 1 is illustrative." in said
    assert "Every cost and saving of Hub is illustrative." in told([flow(COST, [9], basis="illustrative")])
    assert told([flow(COST, [1, 300])], 2)[1] == "In 2012/13, the last year, Hub still costs £300 a year more than it saves."


def test_who_leads_and_by_how_much() -> None:
    criteria = (Criterion("Fit", worst=D(0), best=D(10), weight=D(1)),)

    def findings(**given: str | None) -> tuple[str, ...]:
        table: dict[str, Sequence[int | str | Decimal | NotApplicable | None]] = {name: [score] for name, score in given.items()}
        return appraise(
            Case(
                "Test",
                BASE,
                1,
                options=tuple(Option(name) for name in given),
                criteria=criteria,
                groups=(AssessorGroup("Panel"),),
                scores=scores(table, criteria),
            )
        ).sentences

    assert findings(Hub="8", Others="5")[0] == "Hub leads with 80.0 points out of 100, 30.0 points ahead of Others with 50.0."
    doubt = "There is no clear winner: Hub leads with 80.0 points out of 100"
    assert findings(Hub="8", Others="7.9")[0] == f"{doubt}, 1.0 points ahead of Others with 79.0."
    assert findings(Hub="8", Others="7.999")[0] == f"{doubt.replace('80.0', '80.00')}, 0.01 points ahead of Others with 79.99."
    assert findings(Hub="8", Others="7.9999999")[0] == f"{doubt}, less than a tenth of a point ahead of Others with 80.0."
    assert findings(Hub="8", Others="8")[0] == "There is no clear winner: Hub and Others tie for first with 80.0 points out of 100."
    assert findings(Hub="8", Others=None)[:2] == (
        "Hub has 80.0 points out of 100; no other option that could lead has a score.",
        "There is no clear winner yet: the missing scores could put another option ahead of Hub.",
    )


def test_projects_together() -> None:
    fleet, legal = Project("Fleet", (flow(SAVING, [None, 103_500]),)), Project("Legal", (flow(COST, ["not known"]),))
    case = Case("Test", BASE, 2, projects=(fleet, legal, Project("Winter")))
    assert appraise(case).sentences == (
        "No saving of the 2 projects that have costs or savings recorded is stated cashable, so they show no payback in cash.",
        "The net present value of the 2 projects that have costs or savings recorded is at most £100,000, with 1 amount not yet known.",
        "No costs or savings are recorded for Winter.",
    )


def test_what_is_open_both_ways_is_said_to_be_not_known() -> None:
    said = told([flow(COST, ["not known"] * 2), flow(SAVING, [None, "not known"])], 2)
    assert said == (
        "Whether Hub pays back in cash within 2 years is not known: ‘saving’ is not stated to be cashable and some amounts are not known.",
        "What Hub saves or costs a year by 2012/13 is not known yet.",
        "Over the 2 years from 2011/12 the net present value of Hub is not known.",
        "3 yearly amounts of Hub are not yet known, and the totals say so.",
    )


def test_a_saving_is_after_costs_where_its_year_has_any_and_before_those_not_known() -> None:
    running = [flow(COST, [100, 100, 100]), flow(SAVING, [None, 400, 400], cashable=True)]
    assert "By 2013/14 Hub saves £300 a year after its costs." in told(running, 3)
    unknown = [flow(COST, ["not known"]), flow(SAVING, [None, 400, 400], cashable=True)]
    assert "By 2013/14 Hub saves £400 a year, before costs that are not yet known." in told(unknown, 3)


def test_an_open_best_case() -> None:
    said = told([flow(COST, [100]), flow(SAVING, [None, "at least £200"])], 2)
    assert "By 2012/13 Hub saves at least £200 a year." in said
    assert "Counting every saving, Hub pays back in 6 months at worst." in said
    late = told([flow(COST, [100]), flow(SAVING, [None, "at least £20"])], 2)
    assert "Counting every saving, Hub does not pay back within 2 years at worst; how soon at best is not known." in late
    assert "No saving of Hub is recorded, so it does not pay back in cash." in told([flow(COST, [100]), flow(COST, ["not known"])], 1)


def test_a_preference_against_the_scores_and_the_rivals_costs_are_told() -> None:
    criteria = (Criterion("Fit", worst=D(0), best=D(10), weight=D(1)),)
    options = (
        Option("Hub", flows=(flow(COST, [9]),)),
        Option("Others", preferred=True, flows=(flow(SAVING, [9]),)),
        Option("Third", flows=(flow(COST, [9]),)),
    )
    said = appraise(
        Case(
            "Test",
            BASE,
            1,
            options=options,
            criteria=criteria,
            groups=(AssessorGroup("Panel"),),
            scores=scores({"Hub": [9], "Others": [3], "Third": [1]}, criteria),
        )
    ).sentences
    assert "The recommendation is Others, although Hub leads on its score by 60.0 points." in said
    assert "Hub and Third cost more than they save, in present values." in said
