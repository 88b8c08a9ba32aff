"""Finance from a made-up workbook to the arithmetic and the results JSON: every sheet gives the case that it should."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.nouns.money import CHECKLIST, CashFlow
from db.store import Store
from desktop.appraisal.affordability.funding import FundingRecord
from desktop.appraisal.affordability.section151 import CHECKS
from desktop.appraisal.case import Case, Fund, FundingKind, FundingStatus
from desktop.appraisal.estimate import NOT_KNOWN, ZERO, Estimate
from desktop.appraisal.partners.partner_results import Partner
from desktop.appraisal.partners.shares import AppliesTo, Basis, Rule
from desktop.appraisal.savings.finance_records import FinanceRecords
from desktop.appraisal.savings.redundancy import Leaver
from desktop.appraisal.savings.targets import CarryForwardCounts, Target, TargetMode
from desktop.appraisal.years import FinancialYear
from desktop.operations.appraising.appraisals import appraise_case, appraise_case_whole, case_to_appraise
from desktop.operations.appraising.results_json import results_json, results_text
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from tests.operations.grounds import Cell, Sheets, imported, sheets

UPPER, LOWER = "Upper Wick", "Lower Wick"
_2008, _2009, _2010 = (FinancialYear(start) for start in (2008, 2009, 2010))


def pounds(amount: str) -> Estimate:
    return Estimate.exact(Decimal(amount))


def with_finance() -> Sheets:
    """The made-up case with every sheet of finance."""
    book = sheets()
    book["Case"].append(["Quick win (months)", 18])
    book["Flows"][0][8:8] = ["Fund", "Category", "Driver", "Condition", "Confidence"]
    for number, row in enumerate(book["Flows"][1:]):
        row[8:8] = ["general", "programme", "process", "If the depot is let", "Amber"] if number == 0 else [None] * 5
    book["Flows"].append(
        ["One team", "Joint vans", "cost", None, None, "yes", None, None, *[None] * 5, None, 10_000, 10_000, 10_000, 10_000]
    )
    book["Partners"] = [
        ["Organisation", "Volume before", "Volume after", "Performance before", "Performance after"],
        [LOWER, 900, 900, 70, 70],
        [UPPER, 1_000, 1_100, None, None],
    ]
    book["Shares"] = [
        ["Owner", "Applies to", "Basis", "Organisation", "Value", "Basis of record", "Source"],
        ["one team", "costs", "Fixed", "upper wick", 60, "assumed", "Heads of terms"],
        ["One team", "costs", "fixed", LOWER, "40%", "assumed", "Heads of terms"],
        ["One team", "savings", "first call", UPPER, 150_000, None, None],
        ["New depot", "savings", "population", None, None, None, None],
    ]
    book["Targets"] = [
        ["Indicator", "Baseline", "Organisation", "Mode", "Carry forward", "Carry forward non-cashable", "Carry forward counts",
         "2008/09 (%)", "2009/10 (%)", "2010/11 (%)", "Amount 2008/09 (£)", "Amount 2009/10", "Amount 2010/11"],
        ["NI 179", "about £296.7m", UPPER, None, "£2.8m", "£1m", "cashable only", 3, "3%", 3.4, "£8.9m", 8_900_000, "£10.1m"],
        ["NI 179", 100_000_000, None, "compound", None, None, None, 3, 3, 3.4, None, None, None],
    ]  # fmt: skip
    book["Funding"] = [
        ["Source", "Amount", "Kind", "Status", "For", "Deadline", "Source of record"],
        ["Area budget", 100_000, "grant", "awarded", None, None, "Plan, paragraph 4"],
        ["Area budget", "£30,000", "grant", "spent", "Feasibility", None, None],
        ["Area budget", 30_000, None, "allocated", "Vans", None, None],
        ["Challenge award", "up to £5m", "flexibility", None, "The depot", datetime.date(2014, 7, 1), None],
    ]
    book["Budget gap"] = [["Fund", "2011/12", "2012/13"], ["general", "£0.5m to £0.75m", "not known"], ["housing", 5_000, None]]
    book["Leavers"] = [
        ["Leaver", "Owner", "Weekly pay", "Leaving date", "Age", "Service (years)", "Number"],
        ["Team leaders", "One team", 700, datetime.date(2020, 6, 30), 25, 6, 2],
        ["Clerk", "New depot", None, None, None, None, None],
    ]
    book["Weekly caps"] = [["Weekly cap (£)", "First", "Last", "Source"], [400, "1 February 2011", "31 January 2012", "Statutory order"]]
    book["Section 151"] = [
        ["Check", "Answer", "Answered by", "Date"],
        ["Baseline", "Agreed to the ledger", "Section 151 Officer", datetime.date(2011, 9, 1)],
    ]
    return book


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("finance")
    store = Store.create(folder / "grounds.appraisal")
    assert imported(store, with_finance(), folder).notes == ()
    reader = store.reader()
    case = case_to_appraise(reader, find(reader))
    store.close()
    return case


def finance(case: Case) -> FinanceRecords:
    assert case.finance is not None
    return case.finance


def test_targets_are_those_of_the_sheet(case: Case) -> None:
    first, second = finance(case).targets
    percents = {_2008: Decimal("0.03"), _2009: Decimal("0.03"), _2010: Decimal("0.034")}
    amounts = {_2008: pounds("8900000"), _2009: pounds("8900000"), _2010: pounds("10100000")}
    assert (first.indicator, first.organisation, first.mode, first.percents, first.amounts) == (
        "NI 179", UPPER, TargetMode.ADDITIVE, percents, amounts)  # fmt: skip
    assert first.baseline == Estimate.parse("about £296.7m")
    assert (first.carry_forward.cashable, first.carry_forward.non_cashable) == (pounds("2800000"), pounds("1000000"))
    assert first.carry_forward_counts is CarryForwardCounts.CASHABLE_ONLY
    assert second == Target("NI 179", pounds("100000000"), percents, mode=TargetMode.COMPOUND)
    assert second.carry_forward.cashable == ZERO


def test_partners_have_their_baseline_and_what_they_get(case: Case) -> None:
    assert finance(case).partners == (
        Partner(LOWER, Estimate.parse("about £0.25m"), 64_500, Decimal(900), Decimal(900), Decimal(70), Decimal(70)),
        Partner(UPPER, pounds("410000"), 81_000, Decimal(1000), Decimal(1100)),
    )


def test_shares_are_rules_by_owner(case: Case) -> None:
    assert finance(case).rules == {
        "One team": (
            Rule(AppliesTo.COSTS, Basis.FIXED, {UPPER: Decimal("0.6"), LOWER: Decimal("0.4")}),
            Rule(AppliesTo.SAVINGS, Basis.FIRST_CALL, {UPPER: Decimal(150_000)}),
        ),
        "New depot": (Rule(AppliesTo.SAVINGS, Basis.POPULATION, {}),),
    }


def test_funding_says_no_more_than_the_sheet_does(case: Case) -> None:
    assert finance(case).funding == (
        FundingRecord("Area budget", pounds("100000"), FundingStatus.AWARDED, FundingKind.GRANT),
        FundingRecord("Area budget", pounds("30000"), FundingStatus.SPENT, FundingKind.GRANT, "Feasibility"),
        FundingRecord("Area budget", pounds("30000"), FundingStatus.ALLOCATED, FundingKind.NOT_STATED, "Vans"),
        FundingRecord("Challenge award", Estimate.at_most(Decimal(5_000_000)), FundingStatus.SOUGHT, FundingKind.FLEXIBILITY, "The depot"),
    )


def test_the_gap_the_leavers_and_the_answers(case: Case) -> None:
    held = finance(case)
    assert [(gap.fund, gap.organisation, gap.prices) for gap in held.gaps] == [(Fund.GENERAL, None, None), (Fund.HOUSING, None, None)]
    assert held.gaps[0].amounts == {FinancialYear(2011): Estimate.parse("£0.5m to £0.75m"), FinancialYear(2012): NOT_KNOWN}
    assert held.leavers == (
        Leaver(pounds("700"), datetime.date(2020, 6, 30), 25, 6, 2, "Team leaders", "One team"),
        Leaver(NOT_KNOWN, None, name="Clerk", owner="New depot"),
    )
    (cap,) = held.weekly_caps
    assert (cap.amount, cap.first, cap.last, cap.source) == (
        Decimal(400), datetime.date(2011, 2, 1), datetime.date(2012, 1, 31), "Statutory order")  # fmt: skip
    assert held.answers == {"baseline": "Agreed to the ledger"}
    assert held.quick_win_months == 18


def test_a_line_has_its_fund_and_what_it_depends_on(case: Case) -> None:
    flow = case.options[1].flows[0]
    assert (flow.fund, flow.category, flow.driver, flow.condition, flow.confidence) == (
        Fund.GENERAL, "programme", "process", "If the depot is let", "Amber")  # fmt: skip
    assert case.options[1].flows[1].fund is Fund.NOT_STATED


def test_the_lines_of_the_checklist_are_those_of_the_arithmetic() -> None:
    assert tuple((check.key, check.title) for check in CHECKS) == CHECKLIST


def test_a_case_without_these_sheets_has_none_of_it(filled: Store) -> None:
    reader = filled.reader()
    found = case_to_appraise(reader, find(reader))
    assert finance(found) == FinanceRecords()
    assert results_of(filled)["partners"] == results_of(filled)["targets"] == results_of(filled)["funding"] == []


def results_of(store: Store, *, whole: bool = False) -> dict[str, Any]:
    reader = store.reader()
    return results_json((appraise_case_whole if whole else appraise_case)(reader, find(reader)))


def without(book: Sheets, *names: str) -> Sheets:
    return {name: rows for name, rows in book.items() if name not in names}


@pytest.mark.parametrize(
    ("shares", "partners"),
    [
        ([["New depot", "costs", "fixed", LOWER, 100]], (LOWER,)),
        ([["One team", "costs", "fixed", LOWER, 100]], (UPPER, LOWER)),
        ([["One team", "costs", "equal", None, None]], (UPPER, LOWER)),
        ([], ()),
    ],
)
def test_without_partners_those_share_whom_the_shares_name_or_else_all(
    store: Store, tmp_path: Path, shares: list[list[Cell]], partners: tuple[str, ...]
) -> None:
    book = without(with_finance(), "Partners")
    book["Shares"] = [["Owner", "Applies to", "Basis", "Organisation", "Value"], *shares]
    imported(store, book, tmp_path)
    reader = store.reader()
    found = finance(case_to_appraise(reader, find(reader)))
    assert tuple(partner.name for partner in found.partners) == partners


def test_who_bears_a_line_of_what_is_shared_is_a_partner_from_then_on(store: Store, tmp_path: Path) -> None:
    book = without(with_finance(), "Partners")
    book["Shares"] = [["Owner", "Applies to", "Basis", "Organisation", "Value"], ["New depot", "costs", "fixed", UPPER, 100]]
    book["Flows"][8][3] = None
    imported(store, book, tmp_path)

    def partners() -> list[str]:
        reader = store.reader()
        return [partner.name for partner in finance(case_to_appraise(reader, find(reader))).partners]

    assert partners() == [UPPER]
    with store.unit_of_work("name who bears it") as unit:
        held = find(unit)
        rent = next(row for row in records.rows(unit, CashFlow, held) if row.text("line") == "Rent")
        records.change(unit, CashFlow, held, [Edit(rent.id, "organisation", LOWER)])
    assert partners() == [UPPER, LOWER]


def test_a_cost_line_without_the_base_year_leaves_the_baseline_open(store: Store, tmp_path: Path) -> None:
    book = with_finance()
    book["Costs"] = [
        ["Organisation", "Service", "Category", "2011/12", "2012/13"],
        [UPPER, "Mowing", "Employees", 410_000, None],
        [UPPER, "Mowing", "Transport", None, 9_000],
    ]
    imported(store, book, tmp_path)
    reader = store.reader()
    lower, upper = finance(case_to_appraise(reader, find(reader))).partners
    assert lower.baseline is None
    assert upper.baseline is not None
    assert (upper.baseline.low, upper.baseline.high, upper.baseline.unknown) == (Decimal(410_000), None, 1)


def test_the_targets_of_ni_179_add_and_compound(store: Store, tmp_path: Path) -> None:
    """£8.9m + £8.9m + £10.1m = £27.9m; 3 + 3 + 3.4 = 9.4%; 1.03 x 1.03 x 1.034 − 1 = 9.70% (Leicestershire County Council)."""
    imported(store, with_finance(), tmp_path)
    added, compounded = results_of(store)["targets"][:2]
    assert (added["organisation"], added["mode"], compounded["organisation"], compounded["mode"]) == (UPPER, "additive", None, "compound")
    assert added["total_amount"]["central"] == 27_900_000
    assert added["total_percent"] == pytest.approx(0.094)
    assert [(year["year"], year["percent"], year["amount"]["central"]) for year in added["years"]] == [
        ("2008/09", 0.03, 8_900_000), ("2009/10", 0.03, 8_900_000), ("2010/11", 0.034, 10_100_000)]  # fmt: skip
    assert added["carried_forward"]["central"] == 2_800_000
    assert compounded["total_percent"] == pytest.approx(0.0969706)
    assert compounded["total_amount"]["central"] == pytest.approx(9_697_060)


def test_funding_left_is_what_is_awarded_less_what_is_spoken_for(store: Store, tmp_path: Path) -> None:
    imported(store, with_finance(), tmp_path)
    area, award = results_of(store)["funding"]
    assert (area["source"], area["kind"], area["awarded"]["central"], area["spent"]["central"], area["allocated"]["central"]) == (
        "Area budget", "grant", 100_000, 30_000, 30_000)  # fmt: skip
    assert area["left"]["central"] == 40_000
    assert (award["awarded"], award["left"], award["sought"]["kind"], award["sought"]["high"]) == (None, None, "range", 5_000_000)


def test_partners_are_those_of_the_preferred_option(store: Store, tmp_path: Path) -> None:
    """By hand: the vans cost £10,000 a year, 60% Upper Wick's; each line that names an organisation is its own."""
    imported(store, with_finance(), tmp_path)
    lower, upper = results_of(store)["partners"]
    assert (lower["organisation"], upper["organisation"]) == (LOWER, UPPER)
    assert (upper["before"]["central"], upper["change"]["central"]) == (410_000, 6_000 - 61_250 - 13_500)
    assert upper["after"]["central"] == 410_000 + 6_000 - 61_250 - 13_500
    assert (lower["change"]["central"], lower["pays_more_for_less"]) == (4_000, True)
    assert upper["pays_more_for_less"] is False
    assert upper["transitional"]["central"] == 120_000 * 1.1 + 30_000.5 * 1.1
    assert lower["saving"]["central"] == 4 * 9_000 * 0.9
    assert set(upper) >= {"organisation", "before", "after", "saving", "npv", "payback_years", "pays_more_for_less"}


def test_switching_values_bring_the_net_present_value_to_nothing(store: Store, tmp_path: Path) -> None:
    imported(store, with_finance(), tmp_path)
    option = results_of(store)["options"][1]
    years = option["years"]
    factors = [1 / 1.035**n for n in range(5)]
    costs = sum(year["cost"]["central"] * factor for year, factor in zip(years, factors, strict=True))
    assert option["switching"]["costs"] == pytest.approx(option["npv"]["central"] / costs, rel=1e-6)
    assert set(option["switching"]) == {"costs", "savings", "delay_years"}
    assert option["monte_carlo"] is None


def test_money_is_drawn_with_the_rest_of_the_simulation(store: Store, tmp_path: Path) -> None:
    book = with_finance()
    book["Flows"].append(["One team", "Leasing", "saving", UPPER, "yes", "yes", None, None, *[None] * 5, None, "£10,000 to £30,000",
                          None, None, None])  # fmt: skip
    imported(store, book, tmp_path)
    found = results_of(store, whole=True)
    drawn, contract = found["options"][1]["monte_carlo"], found["options"][2]
    assert drawn["p10"] < drawn["p50"] < drawn["p90"]
    assert (drawn["draws"], drawn["seed"]) == (10_000, 7)
    assert 0 <= drawn["chance_positive"] <= 1
    assert contract["monte_carlo"] is None
    assert any("simulation" in sentence for sentence in contract["why"])


def test_the_text_has_targets_partners_and_funding(store: Store, tmp_path: Path) -> None:
    imported(store, with_finance(), tmp_path)
    reader = store.reader()
    lines = results_text(appraise_case(reader, find(reader))).splitlines()
    assert "Targets" in lines
    assert any(line.startswith(f"  NI 179, {UPPER}: target £27.9m; gained ") for line in lines)
    assert any(line.startswith(f"  {UPPER}: before ") for line in lines)
    assert "  Area budget (grant): awarded £100,000; allocated £30,000; spent £30,000; left £40,000" in lines
    assert any(line.startswith("  Challenge award (flexibility): awarded none recorded") for line in lines)
