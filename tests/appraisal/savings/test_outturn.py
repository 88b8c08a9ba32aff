"""Planned against actual, by line and year."""

from __future__ import annotations

from decimal import Decimal

from desktop.appraisal.appraise import appraise
from desktop.appraisal.case import Actual, Case, Flow, FlowKind, Option
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.findings.finding import words_of
from desktop.appraisal.findings.scenarios import outturn as said_of
from desktop.appraisal.findings.scenarios import ratings
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.outturn import outturns
from desktop.appraisal.years import FinancialYear
from desktop.results.money.outturn import outturn as rows_of

BASE = FinancialYear(2025)
LATER, LAST = BASE.after(1), BASE.after(2)


def pounds(amount: int) -> Estimate:
    return Estimate.exact(Decimal(amount))


STAFF = Flow("Staff", FlowKind.SAVING, {LATER: pounds(200), LAST: pounds(200)}, cashable=True, optimism_bias=Decimal("0.1"))
RENT = Flow("Rent", FlowKind.SAVING, {LATER: pounds(100)}, cashable=True)
BUILD = Flow("Build", FlowKind.COST, {BASE: pounds(300)})


def case(*actuals: Actual, flows: tuple[Flow, ...] = (STAFF, RENT, BUILD)) -> Case:
    return Case("Test", BASE, 3, options=(Option("New", flows=flows),), finance=FinanceRecords(actuals=actuals))


def test_only_the_years_that_have_come_are_set_against_the_plan() -> None:
    (line,) = outturns(case(Actual("New", "Staff", {LATER: pounds(150)}, "amber", "Two posts were filled late.")))
    assert [(year.year, year.planned, year.actual, year.variance) for year in line.years] == [
        (LATER, pounds(180), pounds(150), pounds(-30)),
    ], "the plan is after optimism bias, and the last year is yet to come"
    assert line.is_worse


def test_a_cost_above_its_plan_is_worse_and_a_saving_above_it_is_not() -> None:
    staff, build = outturns(case(Actual("New", "Staff", {LATER: pounds(190)}), Actual("New", "Build", {BASE: pounds(310)})))
    assert not staff.is_worse
    assert build.is_worse
    assert build.variance == pounds(10)


def test_an_actual_in_a_year_without_a_plan_is_all_variance() -> None:
    (line,) = outturns(case(Actual("New", "Rent", {LATER: pounds(0), LAST: pounds(100)})))
    assert [year.variance for year in line.years] == [pounds(-100), pounds(100)]
    assert line.variance.is_nought


def test_what_has_come_of_it_is_said() -> None:
    given = case(
        Actual("New", "Staff", {LATER: pounds(150)}, "amber", "Two posts were filled late."),
        Actual("New", "Rent", {LATER: pounds(90)}, "green"),
        Actual("New", "Build", {BASE: pounds(310)}, "red"),
    )
    appraisal = appraise(given)
    told = words_of(said_of(appraisal))
    assert told == [
        "New has saved £240 to the end of 2026/27, £40 less than the £280 planned.",
        "New has spent £310 to the end of 2025/26, £10 more than the £300 planned.",
        "Of New, ‘Staff’ is furthest short, by £30: Two posts were filled late.",
    ]
    assert words_of(ratings(appraisal)) == ["Of 3 lines that are rated, 1 is red, 1 amber and 1 green."]
    assert set(told) <= set(appraisal.sentences)


def test_as_planned_and_not_known_are_said_as_they_are() -> None:
    told = words_of(said_of(appraise(case(Actual("New", "Rent", {LATER: pounds(100)})))))
    assert told == ["New has saved £100 to the end of 2026/27, as planned."]
    unsure = Estimate.between(Decimal(50), Decimal(150))
    told = words_of(said_of(appraise(case(Actual("New", "Rent", {LATER: unsure})))))
    assert told == ["New has saved £50 to £150 to the end of 2026/27; £100 was planned."]


def test_an_actual_without_a_plan_is_said() -> None:
    bare = Flow("Later", FlowKind.SAVING, {}, cashable=True)
    appraisal = appraise(case(Actual("New", "Later", {LATER: pounds(5)}), flows=(bare, BUILD)))
    assert "‘Later’ of New has an actual amount and no plan." in appraisal.why


def test_the_rating_and_the_reason_stand_with_the_first_year_of_a_line() -> None:
    rows = rows_of(outturns(case(Actual("New", "Staff", {LATER: pounds(150), LAST: pounds(180)}, "amber", "Late."))))
    assert [(row.cells["year"].value, row.cells["rating"].value, row.follows) for row in rows] == [
        ("2026/27", "amber", False),
        ("2027/28", None, True),
        ("all years", None, True),
    ]
    assert rows[-1].cells["variance"].value == pounds(-30)
