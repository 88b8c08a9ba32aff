"""Rows of results: what each cell holds, why one is blank, and how the same cells read on paper and on screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from db.nouns.case import Case as CaseRecord
from desktop.appraisal.affordability.affordability import affordability
from desktop.appraisal.affordability.funding import FundingRecord, funding_statement
from desktop.appraisal.affordability.section151 import Answered, Status
from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import (
    NOT_APPLICABLE,
    AssessorGroup,
    Case,
    Criterion,
    CriterionUse,
    Fund,
    FundingStatus,
    Measure,
    Option,
    Score,
)
from desktop.appraisal.choice.agreement import agreement
from desktop.appraisal.estimate import NOT_KNOWN as UNKNOWN
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import CRITERIA, Source
from desktop.appraisal.money import Rounding
from desktop.appraisal.partners.partner_results import Apportionment, PartnerResult
from desktop.appraisal.partners.requests import Request, When, asked
from desktop.appraisal.partners.transfers import Floor
from desktop.appraisal.partners.unit_costs import ServiceCost, compare
from desktop.appraisal.results import Money, WeightSwitch
from desktop.appraisal.savings.conditions import Dependence
from desktop.appraisal.savings.lines import Line
from desktop.appraisal.savings.three_cases import never_pays_back_in_cash, three_cases
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.store.files import opened
from desktop.papers.exhibits.cell_words import body, or_blank, printed, strong_rows, unless_nought
from desktop.results.cells import (
    BLANK,
    NONE,
    Amount,
    Answer,
    Cell,
    Chance,
    Change,
    Choice,
    Number,
    PartOf,
    Percentage,
    Period,
    Quantity,
    Ratio,
    Row,
    Stress,
    Weight,
    Words,
    together,
)
from desktop.results.choice.by_criterion import by_criterion
from desktop.results.choice.groups import differences, differing
from desktop.results.money import statements
from desktop.results.money.by_year import by_year
from desktop.results.money.cases import cases
from desktop.results.money.checks import checks
from desktop.results.money.conditions import conditions
from desktop.results.money.funding import funding
from desktop.results.money.scenarios import money_cells
from desktop.results.money.worth import present_values, worth, worths
from desktop.results.partners.gains import partners, transfers
from desktop.results.partners.requests import deadlines
from desktop.results.partners.unit_costs import unit_costs
from desktop.results.rounding import percent_of, places_apart, rounded
from desktop.views.decide.money_cases import case_columns, case_rows
from desktop.views.decide.option_tables import money_columns
from desktop.views.kit.tables.result_columns import figure, named, shown
from desktop.views.money.check_cells import check_columns
from desktop.views.money.gains import partner_columns, transfer_columns
from desktop.views.partners.requests import request_columns
from desktop.views.partners.unit_costs import unit_cost_columns
from tests.appraisal.cases import BASE, COST, SAVING, estimate, flow, money

YEARS = tuple(BASE.after(number) for number in range(2))
POUNDS = Estimate.exact(Decimal("1234567.891"))


@pytest.mark.parametrize(
    ("cell", "paper", "screen"),
    [
        (Amount(POUNDS), "£1.23m", "£1.23m"),
        (Amount(POUNDS, recorded=True), "£1,234,567.89", "£1,234,567.89"),
        (Amount(Estimate.exact(Decimal(1_500_000)), recorded=True), "£1.5m", "£1.5m"),
        (Amount(Estimate.exact(Decimal(1_500_000)), rounding=Rounding(Decimal(10_000))), "£1.50m", "£1.50m"),
        (Amount(Estimate.exact(Decimal(3_000)), rounding=Rounding(Decimal(10_000))), "under £0.01m", "under £0.01m"),
        (Amount(Estimate.exact(Decimal(-3_000)), rounding=Rounding(Decimal(10_000))), "just under £0", "just under £0"),
        (Amount(estimate("at most £3,000"), rounding=Rounding(Decimal(10_000))), "under £0.01m", "under £0.01m"),
        (Amount(estimate("at least £3,000"), rounding=Rounding(Decimal(10_000))), "more than £0", "more than £0"),
        (Amount(None), "not known", "not known"),
        (Amount(UNKNOWN), "not known", "not known"),
        (Change(Estimate.exact(Decimal(-500_000))), "£500,000 less", "£500,000 less"),
        (Period(Decimal("2.5")), "2 years 6 months", "2y 6m"),
        (Period(Decimal(0)), "at once", "at once"),
        (Period(None, lack=NONE), "none", "none"),
        (Percentage(Decimal("0.125"), 1, signed=True), "+12.5%", "+12.5%"),
        (Percentage(Fraction(-1, 8)), "\N{MINUS SIGN}12.5%", "\N{MINUS SIGN}12.5%"),
        (Weight(Fraction(1, 3)), "33.3%", "33.3%"),
        (Chance(0.001), "under 1%", "under 1%"),
        (Number(Decimal("1200.50")), "1,200.5", "1,200.5"),
        (Number(None, lack=BLANK), "", ""),
        (PartOf(3, 1200), "3 of 1200", "3 of 1200"),
        (PartOf(None, lack=BLANK), "", ""),
        (Quantity(Decimal("1200.50"), "bins"), "1,200.50 bins", "1,200.50 bins"),
        (Quantity(Decimal(-5)), "-5", "-5"),
        (Ratio(Decimal(2)), "2.00", "2.00"),
        (Choice("in kind"), "In kind", "In kind"),
        (Words("Trust"), "Trust", "Trust"),
        (Answer(False), "No", "No"),
    ],
    ids=repr,
)
def test_a_cell_reads_alike_on_paper_and_on_screen(cell: Cell, paper: str, screen: str) -> None:
    assert printed(cell) == paper
    assert shown(Row("Any", {"key": cell}), "key", "Heading").text == screen


def test_a_screen_reader_is_told_the_whole_of_a_cell_and_why_one_is_blank() -> None:
    row = Row("Hub", {"npv": Amount(POUNDS), "change": Amount(None), "way": Words("above"), "odd": Words("{way}")})
    assert figure("npv", "Value", "{name}, {head}: {words}, {way} all").cell_of(row).words == "Hub, value: £1.23m, above all"
    assert figure("change", "Change").cell_of(row).words == "Hub, change: cannot be worked out; the reasons stand below"
    assert figure("odd", "Odd", "{words}", shows="{words} {way}").cell_of(row).text == "{way} above"  # a name is never read as a place


def test_the_cells_of_a_sum_stand_out_and_of_a_row_to_be_looked_at_only_some() -> None:
    cells: dict[str, Cell] = {"a": Number(1), "b": Number(2, stress=Stress.FLAGGED)}
    total, flagged = Row("Total", cells, stress=Stress.STRONG), Row("East", cells, stress=Stress.FLAGGED)
    assert [named("", 8).cell_of(row).strong for row in (total, flagged)] == [True, False]
    assert [shown(flagged, key, "").flag for key in "ab"] == [False, True]
    assert strong_rows([Row("North"), flagged, total]) == {1, 2}


def test_a_row_that_goes_on_with_the_one_above_is_named_to_a_screen_reader_alone() -> None:
    cell = named("Service", 8).cell_of(Row("Fleet", brief="Fleet, row 2", follows=True))
    assert (cell.text, cell.words) == ("", "Fleet, row 2")


def test_what_was_answered_late_and_what_is_past_are_told_apart() -> None:
    asked_on, due = (When(str(day), datetime.date(2010, 9, day)) for day in (1, 8))
    late = When("9", datetime.date(2010, 9, 9))
    given = [Request("Late", asked_on=asked_on, deadline=due, answered_on=late), Request("Open", asked_on=asked_on, deadline=due)]
    rows = [row for each in asked(given) for row in deadlines(each, datetime.date(2010, 9, 14))]
    left = request_columns()[-1]
    cells = [left.cell_of(row) for row in rows]
    assert [(cell.text, cell.strong, cell.flag) for cell in cells] == [("answered late", False, True), ("past", True, True)]
    assert cells[1].words == "4 working days past its first date"
    assert [row.cells["left"].value for each in asked(given) for row in deadlines(each)] == [None, None]


def test_an_organisation_without_a_cost_or_a_volume_says_so_and_its_kind_does_not() -> None:
    pound = Estimate.exact(Decimal(10))
    costs = [ServiceCost(name, name, "Waste", pound, Decimal(5), "bins") for name in ("district", "county")]
    (waste,) = compare([*costs, ServiceCost("East", "", "Waste")])
    said = [[column.cell_of(row).words for column in unit_cost_columns()] for row in unit_costs(waste)]
    assert said[2] == ["Waste, row 3", "East", "blank", "no cost recorded", "no volume recorded", "no volume is recorded"]
    assert said[3] == ["Waste, row 4", "All of the kind district", "district", "blank", "blank", "All of the kind district: £2"]


def test_a_blank_on_paper_is_what_is_not_there_or_nothing() -> None:
    nought = Amount(Estimate.exact(Decimal(0)))
    row = Row("Grant", {"sought": nought, "left": nought, "awarded": Amount(None)})
    assert body([row], ("sought", unless_nought), "left", ("awarded", or_blank)) == (("Grant", "", "£0", ""),)
    assert together([row, row], "left").value == Estimate.exact(Decimal(0))


def test_percentages_are_rounded_half_to_even_and_other_numbers_half_up() -> None:
    assert percent_of(Fraction(29, 80), 1) == Decimal("36.2")
    assert rounded(Fraction(145, 4), 1) == Decimal("36.3")


def test_a_weight_and_todays_are_told_apart_by_as_many_places_as_it_takes() -> None:
    assert places_apart(WeightSwitch("Pace", Fraction(3, 10), Fraction(3001, 10000), "A", "B")) == 2
    assert places_apart(WeightSwitch("Pace", Fraction(1, 2), Fraction(1, 2), "A", "B")) == 1


def test_a_statement_says_whether_savings_are_stated_cashable_and_takes_them_off_on_screen() -> None:
    def rows(cashable: bool | None) -> dict[str, Row]:
        lines = [Line("New", replace(flow(each, [100, 40], cashable=cashable), fund=Fund.GENERAL)) for each in (COST, SAVING)]
        return {row.name: row for row in statements.budget(affordability(lines, YEARS).budget[Fund.GENERAL])}

    stated, open_to_doubt = rows(True), rows(None)
    assert "Cashable savings" in stated
    assert "Not stated to be cashable: none to all counts" not in stated
    assert {"Savings", "Not stated to be cashable: none to all counts"} <= set(open_to_doubt)
    assert shown(stated["Cashable savings"], str(BASE), "").text == "\N{MINUS SIGN}£100"
    assert printed(stated["Cashable savings"].cells[str(BASE)]) == "£100"
    assert [row.brief for row in stated.values() if row.stress is Stress.STRONG] == ["Net budget", ""]
    assert statements.gap(()) == ()


def test_funding_without_an_award_has_none_left() -> None:
    row = funding(funding_statement([FundingRecord("Grant", Estimate.exact(Decimal(5)), FundingStatus.SPENT)]))[0]
    assert [row.cells[key].lack.words for key in ("awarded", "left", "kind")] == ["no award", "no award", "not stated"]
    assert printed(row.cells["spent"]) == "£5"


def test_a_payback_at_once_only_as_a_cost_is_not_known_is_not_known() -> None:
    figures = cases(money([flow(COST, ["not known", 0]), flow(SAVING, [10, 10], cashable=True)]))
    assert {printed(cell) for key in ("payback", "discounted") for cell in figures[key].cells.values()} == {"not known"}
    known = cases(money([flow(COST, [30, 0]), flow(SAVING, [0, 10], cashable=True)]))
    assert {printed(cell) for cell in known["payback"].cells.values()} == {"not reached"}
    assert cases(Money()) == {}


def test_a_payback_without_a_likely_amount_is_told_where_its_ends_are_one_and_never_said_not_to_be_reached() -> None:
    between = Estimate.derived(Decimal(10), None, Decimal(60))
    saved = money([flow(SAVING, [between, between], cashable=True)])
    assert [printed(worth(saved)[key]) for key in ("cashable", "payback")] == ["at once", "at once"]
    apart = money([flow(COST, [30, 0]), flow(SAVING, [0, Estimate.derived(Decimal(10), None, Decimal(60))], cashable=True)])
    assert apart.payback_range[0] is None
    assert apart.payback_range[1] is not None
    assert printed(worth(apart)["payback"]) == "not known"


def test_a_figure_of_a_case_that_is_not_known_says_why() -> None:
    bounded = money([flow(COST, ["up to £30", 0]), flow(SAVING, [0, "at least £10"])])
    said = {row.name: case_columns()[2].cell_of(row).spoken for row in case_rows(bounded)}
    assert said["Net present value"] == "Net present value, most likely: not known"
    assert said["Payback, discounted"] == "Payback, discounted, most likely: not known; the reasons stand in words"
    assert said["Rate of return"] == "Rate of return, most likely: not known; the reasons stand in words"
    assert said["Costs could change by"] == (
        "Costs could change by, most likely: No switching values on the most likely case: "
        "an amount has no most likely figure, only a bound, or is not known."
    )


def test_the_benchmark_is_worth_nothing_of_its_own() -> None:
    cells = worth(money([flow(COST, [30, 0]), flow(SAVING, [0, 10], cashable=True)]), is_benchmark=True)
    assert {cell.value for cell in cells.values()} == {None}
    assert cells["npv"].lack.why == "the benchmark, which the others are measured against"
    stands = money_columns()[1].cell_of(Row("As is", cells))
    assert (stands.text, stands.quiet) == ("benchmark", True)


def test_what_is_measured_is_no_difference_between_groups() -> None:
    scores: dict[tuple[str, str, str], Score] = {
        (group, "Share", criterion): Decimal(score) for group, score in (("Staff", 2), ("Unison", 9)) for criterion in ("Time", "Saving")
    }
    case = Case(
        "Any", BASE, 1, options=(Option("Share"),), scores=scores, groups=(AssessorGroup("Staff"), AssessorGroup("Unison")),
        criteria=(Criterion("Time", worst=Decimal(0), best=Decimal(10)), Criterion("Saving", taken_from=Measure.FTE)),
    )  # fmt: skip
    (row,) = differences(appraise(case))
    assert row.name == "Time for Share"
    assert [printed(row.cells[key]) for key in ("lowest", "highest", "apart", "share")] == ["2", "9", "7", "70%"]


def test_the_scores_furthest_apart_come_first_and_the_rest_are_counted() -> None:
    """By the definition, cell by cell: on scales that rise and fall, with scores missing and one not applicable."""
    groups = ("Staff", "Unison", "Members")
    criteria = (
        Criterion("Time", worst=Decimal(0), best=Decimal(10)),
        Criterion("Risk", worst=Decimal(20), best=Decimal(0)),
        Criterion("Gate", use=CriterionUse.MUST_PASS, pass_mark=Decimal(4)),
    )
    scores: dict[tuple[str, str, str], Score] = {
        (group, option, criterion.name): Decimal((7 * at + 3 * len(option) + 5 * len(criterion.name)) % 11)
        for at, group in enumerate(groups)
        for option in ("Share", "Outsource", "Merge")
        for criterion in criteria
    }
    del scores["Staff", "Merge", "Risk"], scores["Unison", "Merge", "Risk"]
    scores["Members", "Share", "Time"] = NOT_APPLICABLE
    scores |= {(group, "Outsource", "Time"): Decimal(6) for group in groups}
    appraisal = appraise(
        Case("Any", BASE, 1, options=tuple(map(Option, ("Share", "Outsource", "Merge"))), scores=scores, criteria=criteria,
             groups=tuple(map(AssessorGroup, groups)))
    )  # fmt: skip
    shares = {
        (used.name, option.name): share
        for used in appraisal.criteria[:2]
        for option in appraisal.ranked
        if (share := agreement(appraisal.case, used, option.name).share)
    }
    every = differences(appraisal)
    assert [each.name for each in every] == [f"{name} for {option}" for name, option in sorted(shares, key=lambda each: -shares[each])]
    assert len(every) == differing(appraisal) == len(shares) == 4
    assert (differences(appraisal, 2), differences(appraisal, 0)) == (every[:2], ())


def test_a_paper_prints_what_a_partner_pays_after_where_before_is_not_recorded_and_a_screen_does_not() -> None:
    five = Estimate.exact(Decimal(5))
    unset, open_before = partners(
        Apportionment("Hub", (PartnerResult("East", after=five), PartnerResult("West", before=UNKNOWN, after=five)))
    )
    assert [printed(row.cells["after"]) for row in (unset, open_before)] == ["£5", "not known"]
    after = next(column for column in partner_columns() if column.key == "after")
    assert [after.cell_of(row).text for row in (unset, open_before)] == ["not known"] * 2


def test_a_transfer_says_who_pays_and_what_cannot_be_told() -> None:
    moves = {"East": Decimal(-7), "West": Decimal(7)}
    rows = transfers(
        (Floor(Decimal(0), possible=False), Floor(Decimal(7), possible=True, transfers=moves), Floor(Decimal(0), possible=True))
    )
    cells = [[column.cell_of(row).text for column in transfer_columns()] for row in rows]
    assert cells == [["East", "not known", "pays £7", "none"], ["West", "not known", "gets £7", "none"]]


def test_a_check_says_where_it_stands_and_only_what_is_open_stands_out() -> None:
    open_check = Answered("baseline", "Baseline", "Agreed?", Status.ASKED, "Two\nlines.")
    closed = replace(open_check, status=Status.LACKING, answer="It is.")
    rows = checks([open_check, closed])
    assert [[printed(row.cells[key]) for key in ("state", "shown", "answer")] for row in rows] == [
        ["For the officer to answer", "Agreed?\nTwo\nlines.", "To be answered"],
        ["Lacking, and answered", "Lacking. Two\nlines.", "It is."],
    ]
    title, state, said = ([column.cell_of(row) for row in rows] for column in check_columns())
    assert [(cell.strong, cell.flag) for cell in title] == [(True, False), (False, False)]
    assert [(cell.strong, cell.flag, cell.quiet) for cell in state] == [(False, True, False), (False, False, True)]
    assert [cell.words for cell in state] == ["Baseline: For the officer to answer, open", "Baseline: Lacking, and answered"]
    assert [(cell.text, cell.quiet) for cell in said] == [("Two lines.", True), ("It is.", False)]
    assert said[0].words == "Baseline: Two\nlines."


def test_what_is_left_without_a_condition_is_not_known_or_nothing() -> None:
    nought = Estimate.exact(Decimal(0))
    each = Dependence("Hub", "Grant", POUNDS, nought, nought, None, something_left=True)
    alone, nothing = (conditions([one])[0] for one in (each, replace(each, something_left=False)))
    assert [(row.name, printed(row.cells["without"])) for row in (alone, nothing)] == [("Grant", "not known"), ("Grant", "none")]
    assert [row.name for row in conditions([each, replace(each, owner="Trust")])] == ["Hub: Grant", "Trust: Grant"]


def test_money_by_year_ends_with_a_sum_that_has_no_running_total() -> None:
    rows = by_year(money([flow(COST, [30, 5]), flow(SAVING, [0, 10], cashable=True)]))
    assert [[printed(row.cells[key]) for key in ("cost", "cashable", "net", "running")] for row in rows] == [
        ["£30", "£0", "\N{MINUS SIGN}£30", "\N{MINUS SIGN}£30"],
        ["£5", "£10", "£5", "\N{MINUS SIGN}£25"],
        ["£35", "£10", "\N{MINUS SIGN}£25", ""],
    ]
    assert strong_rows(rows) == {2}


def test_a_score_on_a_criterion_says_what_it_lacks_and_a_heading_has_a_weight_alone() -> None:
    options = tuple(Option(name) for name in ("Share", "Keep", "Stop"))
    scores: dict[tuple[str, str, str], Score] = {
        ("Staff", "Share", "Time"): Decimal(1500), ("Unison", "Share", "Time"): Decimal(1000), ("Staff", "Keep", "Time"): Decimal(2),
    }  # fmt: skip
    criteria = (Criterion("Time", heading="People", worst=Decimal(0), best=Decimal(2000)), Criterion("Law", use=CriterionUse.PARKED))
    groups = (AssessorGroup("Staff"), AssessorGroup("Unison"))
    rows = by_criterion(appraise(Case("Any", BASE, 1, options=options, criteria=criteria, groups=groups, scores=scores)))
    heading, time, law = rows
    assert [(row.name, row.depth, row.stress) for row in (heading, time)] == [("People", 0, Stress.STRONG), ("Time", 1, Stress.PLAIN)]
    assert list(heading.cells) == ["weight"]
    assert [printed(time.cells[key]) for key in ("weight", "worst", "best", "option:Share", "option:Stop")] == [
        "100%", "0", "2,000", "1,250", "missing",
    ]  # fmt: skip
    assert [bool(time.cells[f"option:{name}"].note) for name in ("Share", "Keep")] == [False, True]
    assert printed(law.cells["weight"]) == "parked"


def test_of_a_criterion_that_is_withheld_no_weight_scale_or_score_is_told() -> None:
    criteria = (Criterion("Time", worst=Decimal(0), best=Decimal(10)), Criterion("Withheld criterion 1", use=CriterionUse.PARKED))
    case = Case("Any", BASE, 1, options=(Option("Share"),), criteria=criteria, groups=(AssessorGroup("Staff"),))
    _, withheld = by_criterion(appraise(replace(case, withheld=frozenset({Source(CRITERIA, "Withheld criterion 1")}))))
    assert {printed(cell) for cell in withheld.cells.values()} == {"withheld"}


@pytest.mark.parametrize("sample", ["future-options", "total-place"])
def test_what_is_asked_of_a_part_alone_is_what_the_whole_says(made_sample: Callable[[str], Path], sample: str) -> None:
    with opened(made_sample(sample)) as store:
        reader = store.reader()
        appraisal = appraise_case(reader, reader.all(CaseRecord)[0].id)
    moneys = {option.name: option.money for option in appraisal.options} | {project.name: project.money for project in appraisal.projects}
    benchmark = next((each.name for each in appraisal.options if each.benchmark), "")
    whole = worths(moneys, benchmark)
    assert {row.name: row.cells["npv"] for row in present_values(moneys, benchmark)} == {
        name: cells["npv"] for name, cells in whole.items()
    }
    for each in moneys.values():
        best = three_cases(each)[2]
        assert never_pays_back_in_cash(each) == (best.cashable_known and best.cashable_payback is None)


def test_a_scenario_that_leaves_nothing_of_the_money_has_no_figures_and_says_so() -> None:
    option = appraise(Case("Test", BASE, 2, options=(Option("A"),))).option("A")
    assert not option.money.years
    assert {key: printed(cell) for key, cell in money_cells(option.money).items()} == dict.fromkeys(
        ("net", "npv", "payback_cashable", "payback"), "not known"
    )
