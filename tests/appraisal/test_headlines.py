"""Headline figures never say more than the records do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import AssessorGroup, Case, Criterion, Flow, FlowKind, Option, Score
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.headlines import headlines, option_in_question
from desktop.appraisal.years import FinancialYear
from desktop.results.cells import BLANK, NONE, Number, Points
from desktop.results.choice.options import ranked

YEAR = FinancialYear(2024)


def case(*flows: Flow) -> Case:
    """A benchmark and one option with these flows over three years, scored 20 and 80."""
    options = (Option("Stay", benchmark=True), Option("Move", preferred=True, flows=flows))
    criterion = Criterion("Access", worst=Decimal(0), best=Decimal(100), weight=Decimal(1))
    scores: dict[tuple[str, str, str], Score] = {("Officers", "Stay", "Access"): Decimal(20), ("Officers", "Move", "Access"): Decimal(80)}
    return Case("Depot", YEAR, 3, options=options, criteria=(criterion,), groups=(AssessorGroup("Officers"),), scores=scores)


def said(given: Case) -> dict[str, tuple[str, str]]:
    """Each headline by what it is: its figure and its kind."""
    return {each.what: (each.figure, each.kind) for each in headlines(appraise(given))}


def yearly(kind: FlowKind, *amounts: Estimate, cashable: bool | None = None) -> Flow:
    """A line with these amounts from the base year on."""
    return Flow("Line", kind, {YEAR.after(n): amount for n, amount in enumerate(amounts)}, cashable=cashable)


POUNDS_100 = Estimate.exact(Decimal(100))


def test_scores_come_first_and_say_how_clear_the_lead_is() -> None:
    shown = headlines(appraise(case()))
    assert [(each.figure, each.what) for each in shown] == [("80.0 of 100", "Move, first of 2"), ("20.0 of 100", "Stay, second of 2")]
    assert "a clear lead" in shown[0].kind
    assert "the benchmark" in shown[1].kind


def test_a_missing_score_is_a_range_and_says_so() -> None:
    whole = case()
    second = Criterion("Cost", worst=Decimal(0), best=Decimal(100), weight=Decimal(1))
    given = replace(whole, criteria=(*whole.criteria, second), scores={**whole.scores, ("Officers", "Stay", "Cost"): Decimal(10)})
    assert said(given)["Move, first of 2"] == ("80.0 (40.0 to 90.0)", "a range; 1 score missing; a clear lead")


def test_an_option_that_alone_is_scored_has_no_place() -> None:
    whole = case()
    appraisal = appraise(replace(whole, scores={("Officers", "Stay", "Access"): Decimal(20)}))
    (shown,) = headlines(appraisal)
    assert (shown.figure, shown.what) == ("20.0 of 100", "Stay, the only one scored")
    cells = ranked(appraisal)[0].cells
    assert (cells["rank"], cells["behind"]) == (Number(None, lack=NONE), Points(None, lack=BLANK))


def test_money_all_known_is_exact() -> None:
    shown = said(case(yearly(FlowKind.COST, POUNDS_100), yearly(FlowKind.SAVING, Estimate.exact(Decimal(0)), POUNDS_100, POUNDS_100)))
    assert shown["Net cash saving in 2026/27, Move"] == ("£0 to £100", "a range")
    assert shown["Payback in cash, Move"] == ("1 year at best", "savings not stated cashable")


def test_the_cashable_payback_leads() -> None:
    nothing = Estimate.exact(Decimal(0))
    saving = yearly(FlowKind.SAVING, nothing, POUNDS_100, POUNDS_100, cashable=True)
    more = yearly(FlowKind.SAVING, nothing, POUNDS_100, POUNDS_100, cashable=False)
    shown = said(case(yearly(FlowKind.COST, POUNDS_100), saving, more))
    assert shown["Payback in cash, Move"] == ("1 year", "cashable savings alone")


def test_an_unknown_cost_makes_the_value_a_bound_and_the_payback_not_known() -> None:
    shown = said(case(yearly(FlowKind.COST, NOT_KNOWN), yearly(FlowKind.SAVING, POUNDS_100, POUNDS_100)))
    figure, kind = shown["Net present value, Move"]
    assert figure.startswith("at most £")
    assert kind == "the most it can be; 1 amount not known"
    assert shown["Payback in cash, Move"] == ("not known", "savings not stated cashable; 1 not known")


def test_the_option_in_question_is_the_preferred_one_with_money() -> None:
    whole = appraise(case(yearly(FlowKind.SAVING, POUNDS_100)))
    asked = option_in_question(whole)
    assert asked is not None
    assert asked.name == "Move"
    assert option_in_question(appraise(case())) is None
