"""A workbook of made-up names and figures: what it comes to, worked out apart in floats, and what each cell reaches."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from db.nouns.choice import Option
from db.nouns.delivery import Milestone, Risk
from db.nouns.money import CashFlow
from db.nouns.paper_parts import PaperSection
from db.nouns.papers import Paper
from db.nouns.register import CostLine, Organisation
from db.store import Store
from desktop.appraisal.estimate import Estimate, Kind
from desktop.appraisal.years import FinancialYear
from desktop.errors import SeveralTroubles
from desktop.operations.choice import scores
from desktop.operations.records.cases import details, find
from desktop.operations.records.records import rows
from desktop.operations.workbook.doubles import AskedFirst
from desktop.operations.workbook.importing import import_workbook
from tests.db.filled import dump
from tests.operations.grounds import TITLE, Sheets, flat, imported, put, results, sheets, write, write_with_openpyxl

YEARS = ("2011/12", "2012/13", "2013/14", "2014/15", "2015/16")


def option(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in found["options"] if one["name"] == name)


def exactly(amount: dict[str, Any]) -> float:
    """An amount that is one figure."""
    assert amount["kind"] == "exact"
    assert amount["low"] == amount["central"] == amount["high"]
    return float(amount["central"])


class Apart:
    """The made-up case worked out in floats from its printed figures, with none of the program's code."""

    def __init__(self) -> None:
        raised, lowered = 1 + 0.20 * (1 - 0.50), 1 - 0.10
        self.cost = [120_000 * raised, 30_000.5 * raised, 0, 0, 0]
        self.cashable = [0, 61_250, 61_250, 61_250, 61_250]
        self.not_cashable = [0.0] + [9_000 * lowered] * 4
        self.income = [0, 0, 12_500, 13_000, 13_500]
        self.funding = [25_000, 0, 0, 0, 0]
        self.net = [c + n + i - k for c, n, i, k in zip(self.cashable, self.not_cashable, self.income, self.cost, strict=True)]
        self.net_cashable = [net - n for net, n in zip(self.net, self.not_cashable, strict=True)]

    @staticmethod
    def discounted(amounts: list[float]) -> list[float]:
        return [round(amount / 1.035**year, 2) for year, amount in enumerate(amounts)]

    @staticmethod
    def summed(amounts: list[float]) -> list[float]:
        return [sum(amounts[: n + 1]) for n in range(len(amounts))]

    def payback(self, amounts: list[float]) -> float:
        held = self.summed(amounts)
        last = max(n for n, amount in enumerate(held) if amount < 0)
        return last + held[last] / (held[last] - held[last + 1])

    def rate(self) -> float:
        low, high = -0.9, 9.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if sum(net / (1 + middle) ** year for year, net in enumerate(self.net)) > 0 else (low, middle)
        return low


def test_the_money_equals_a_calculation_done_apart(filled: Store) -> None:
    apart, found = Apart(), option(results(filled), "One team")
    assert exactly(found["npv"]) == pytest.approx(sum(apart.discounted(apart.net)), abs=0.005)
    assert exactly(found["npv_cashable"]) == pytest.approx(sum(apart.discounted(apart.net_cashable)), abs=0.005)
    assert exactly(found["budget_net"]) == pytest.approx(sum(apart.net_cashable) + sum(apart.funding), abs=0.005)
    benefits = sum(apart.discounted([c + n + i for c, n, i in zip(apart.cashable, apart.not_cashable, apart.income, strict=True)]))
    assert found["bcr"] == pytest.approx(benefits / sum(apart.discounted(apart.cost)), rel=1e-9)
    assert found["irr"] == pytest.approx(apart.rate(), abs=1e-6)
    assert found["payback_years"] == pytest.approx(apart.payback(apart.net), rel=1e-9)
    assert found["payback_cashable_years"] == pytest.approx(apart.payback(apart.net_cashable), rel=1e-9)
    assert found["discounted_payback_years"] == pytest.approx(apart.payback(apart.discounted(apart.net)), rel=1e-9)
    annuity = sum(1 / 1.035**year for year in range(1, 5))
    assert exactly(found["equivalent_annual"]) == pytest.approx(sum(apart.discounted(apart.net)) / annuity, abs=0.006)


def test_each_year_equals_a_calculation_done_apart(filled: Store) -> None:
    apart, found = Apart(), option(results(filled), "One team")["years"]
    assert [year["year"] for year in found] == list(YEARS)
    for n, year in enumerate(found):
        for key, amounts in (
            ("cost", apart.cost),
            ("saving_cashable", apart.cashable),
            ("saving_non_cashable", apart.not_cashable),
            ("income", apart.income),
            ("funding", apart.funding),
            ("net", apart.net),
            ("cumulative", apart.summed(apart.net)),
            ("present_value", apart.discounted(apart.net)),
        ):
            assert exactly(year[key]) == pytest.approx(amounts[n], abs=0.005), (key, n)
        assert exactly(year["saving_not_stated"]) == 0


def test_bounds_and_the_unknown_stay_what_they_are(filled: Store) -> None:
    found = option(results(filled), "Contract out")
    years = found["years"]
    assert years[0]["cost"] == {"kind": "range", "low": 80_000, "central": 100_000, "high": 120_000, "unknown": 0, "approximate": False}
    assert years[1]["saving_not_stated"] == {"kind": "range", "low": 0, "central": None, "high": 60_000, "unknown": 0, "approximate": False}
    assert years[2]["saving_not_stated"]["high"] is None
    assert years[2]["saving_not_stated"]["unknown"] == 1
    assert (found["npv"]["kind"], found["npv"]["low"], found["npv"]["high"], found["npv"]["unknown"]) == ("at least", -120_000, None, 1)
    assert found["payback_years"] is found["irr"] is found["bcr"] is None
    assert found["why"] != []


def test_the_scores_equal_a_calculation_done_apart(filled: Store) -> None:
    found = results(filled)
    value = {"Quality": lambda score: score * 10, "Days to mow": lambda score: (40 - score) / 30 * 100, "Reach": lambda score: score}
    weights = {"Quality": 0.5, "Days to mow": 0.3, "Reach": 0.2}
    crews_weights = {"Quality": 0.6, "Days to mow": 0.2, "Reach": 0.2}
    given: dict[tuple[str, str, str], float] = {}
    for group, name, criterion, score, _ in sheets()["Scores"][1:]:
        assert isinstance(score, (int, float))
        given[str(group), str(name), str(criterion)] = score
    totals = {}
    for name in ("Carry on", "One team", "Contract out"):
        one = option(found, name)
        combined = {criterion: (2 * given["Managers", name, criterion] + given["Crews", name, criterion]) / 3 for criterion in weights}
        for criterion, weight in weights.items():
            assert one["contributions"][criterion] == pytest.approx(weight * value[criterion](combined[criterion]))
        totals[name] = sum(weight * value[criterion](combined[criterion]) for criterion, weight in weights.items())
        assert one["score"] == one["score_low"] == one["score_high"] == pytest.approx(totals[name])
        for group, used in (("Managers", weights), ("Crews", crews_weights)):
            own = sum(weight * value[criterion](given[group, name, criterion]) for criterion, weight in used.items())
            assert one["by_assessors"][group] == pytest.approx(own)
    ranked = sorted(totals, key=lambda name: -totals[name])
    assert [option(found, name)["rank"] for name in ranked] == [1, 2, 3]
    assert found["leader"] == ranked[0] == "One team"
    assert {one["name"]: one["weight"] for one in found["criteria"]} == pytest.approx(weights)
    assert {one["name"]: one["by_assessors"]["Crews"] for one in found["criteria"]} == pytest.approx(crews_weights)


def changed_by(filled: Store, tmp_path: Path, sheet: str, row: int, heading: str, value: Any) -> set[str]:
    """The figures that differ once one cell of the workbook is another; sentences are left out, which quote figures."""
    before = flat(results(filled))
    book = sheets()
    put(sheet, row, heading, value)(book)
    imported(filled, book, tmp_path, replace=True)
    after = flat(results(filled))
    assert set(before) == set(after)
    return {
        path for path in before if before[path] != after[path] and not path.startswith(("/sentences", "/findings")) and "/why/" not in path
    }


def told_apart(changed: set[str]) -> tuple[set[str], set[str]]:
    """What changed but for affordability and our own council's part, and the columns of affordability that changed."""
    budget = {path for path in changed if path.startswith("/affordability/")}
    own = {path for path in changed if "/own/" in path}
    return changed - budget - own, {path.split("/")[-2] for path in budget}


def bounds(*paths: str) -> set[str]:
    return {f"{path}/{bound}" for path in paths for bound in ("low", "central", "high")}


#: The medium-term plan of a case without an own council: each year's base is the net of the year before, and all of it is new.
_PLAN = {"base", "recurring", "new"}


def test_one_amount_changes_exactly_the_figures_that_depend_on_it(filled: Store, tmp_path: Path) -> None:
    changed, budget = told_apart(changed_by(filled, tmp_path, "Flows", 3, "2013/14", 62_000))
    assert budget == {"saving", "net", "change", "cumulative", *_PLAN}
    at = "/options/One team"
    assert changed == bounds(
        f"{at}/npv",
        f"{at}/npv_cashable",
        f"{at}/budget_net",
        f"{at}/equivalent_annual",
        f"{at}/years/2013/14/saving_cashable",
        f"{at}/years/2013/14/net",
        f"{at}/years/2013/14/present_value",
        *(f"{at}/years/{year}/cumulative" for year in YEARS[2:]),
    ) | {
        f"{at}/bcr",
        f"{at}/irr",
        f"{at}/payback_years",
        f"{at}/payback_range/0",
        f"{at}/payback_range/1",
        f"{at}/payback_cashable_years",
        f"{at}/payback_cashable_range/0",
        f"{at}/payback_cashable_range/1",
        f"{at}/discounted_payback_years",
        *(f"{at}/switching/{key}" for key in ("costs", "savings", "delay_years")),
    }


def test_one_score_changes_exactly_the_figures_that_depend_on_it(filled: Store, tmp_path: Path) -> None:
    changed = changed_by(filled, tmp_path, "Scores", 9, "Score", 15)  # Managers, Contract out, Days to mow
    at = "/options/Contract out"
    assert changed == {
        f"{at}/score",
        f"{at}/score_low",
        f"{at}/score_high",
        f"{at}/by_assessors/Managers",
        f"{at}/contributions/Days to mow",
        "/weight_switches/0/at",  # where Contract out would overtake the leader
        "/smallest_flip/to",
    }


def test_an_amount_of_a_project_reaches_no_option(filled: Store, tmp_path: Path) -> None:
    changed = changed_by(filled, tmp_path, "Flows", 9, "2015/16", 8_000)
    assert changed != set()
    assert all(path.startswith("/projects/New depot/") for path in changed)


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value"),
    [
        ("Costs", 2, "2011/12", 500_000),
        ("Risks", 2, "Risk", "It rains"),
        ("Evidence", 2, "Value", "41 days"),
        ("Organisations", 2, "Population", 1),
        ("Options", 2, "Description", "As ever"),
        ("Scores", 5, "Comment", "New kit"),
    ],
)
def test_what_no_figure_depends_on_changes_none(filled: Store, tmp_path: Path, sheet: str, row: int, heading: str, value: Any) -> None:
    assert changed_by(filled, tmp_path, sheet, row, heading, value) == set()


def test_whose_a_line_is_changes_our_own_council_s_part_alone(filled: Store, tmp_path: Path) -> None:
    before, book = flat(results(filled)), sheets()
    put("Flows", 2, "Organisation", "Lower Wick")(book)
    imported(filled, book, tmp_path, replace=True)
    after = flat(results(filled))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed
    assert {path for path in changed if "/own/" not in path and not path.startswith(("/sentences", "/findings"))} == set()


def test_a_grant_counts_in_the_budget_and_not_in_the_present_value(filled: Store, tmp_path: Path) -> None:
    changed, budget = told_apart(changed_by(filled, tmp_path, "Flows", 6, "2011/12", 26_000))
    assert budget == {"funding", "net", "change", "one_off", "revenue_funding", "cumulative", *_PLAN - {"recurring"}}
    assert changed == bounds("/options/One team/budget_net", "/options/One team/years/2011/12/funding")


def _in_disorder(book: Sheets) -> Sheets:
    """The columns of each sheet, and the sheets, in another order, with headings in other cases, with units and spare space."""
    order = random.Random(4)
    for name, cells in book.items():
        places = list(range(len(cells[0])))
        order.shuffle(places)
        if name != "Case":
            book[name] = [[row[place] for place in places] for row in cells]
        book[name][0] = [f" {str(heading).upper()}  " if "/" not in str(heading) else f"{heading} (£)" for heading in book[name][0]]
    names = list(book)
    order.shuffle(names)
    return {name.upper(): book[name] for name in names}


def test_the_order_and_capitals_of_sheets_and_headings_are_free(filled: Store, tmp_path: Path) -> None:
    held = results(filled)
    report = imported(filled, _in_disorder(sheets()), tmp_path, replace=True)
    assert report.notes == ()
    assert results(filled) == held


def test_openpyxl_and_xlsxwriter_books_read_alike(filled: Store, tmp_path: Path) -> None:
    held = dump(filled)
    again = Store.create(tmp_path / "again.appraisal")
    try:
        import_workbook(again, write_with_openpyxl(sheets(), tmp_path / "again.xlsx"))
        assert dump(again) == held
    finally:
        again.close()


def test_what_is_not_known_here_is_asked_and_left_out_only_by_name(store: Store, tmp_path: Path) -> None:
    book = sheets()
    for row, words in zip(book["Risks"], ("Colour", "Green"), strict=True):
        row.append(words)
    book["Case"].append(["Mood", "Hopeful"])
    book["Holidays"] = [["Day"], ["Whitsun"]]
    held = dump(store)
    with pytest.raises(AskedFirst) as asked:
        imported(store, book, tmp_path)
    assert asked.value.unknown == {
        "Case 12": "Case, row 12: ‘Mood’ is not a field of the case. Correct it, or leave the row out.",
        "Risks Colour": "Risks, row 1, column D: ‘Colour’ is not a heading of this sheet. Is it Source? "
        "Correct it, or leave the column out.",
        "Holidays": "Holidays: this sheet is not one that Appraisal Desk reads. Is it Withheld parts? "
        "Correct its name, or leave the sheet out.",
    }
    assert asked.value.sentences[0].endswith("Leave it out with --leave-out 'Case 12'.")
    assert dump(store) == held
    report = import_workbook(store, tmp_path / "book.xlsx", leave_out=tuple(asked.value.unknown))
    assert report.notes == ()
    assert report.title == TITLE
    assert report.rows["Scores"] == 18


def test_what_the_sheets_say_is_in_the_records(filled: Store) -> None:
    reader = filled.reader()
    case = find(reader)
    held = details(reader, case)
    assert (held.title, held.body, held.base_year, held.horizon, held.seed) == (TITLE, "Cabinet", FinancialYear(2011), 5, 7)
    assert (held.price_base, held.discounting, held.close_call_percent) == ("real 2011/12", "green book", Decimal(10))
    options = rows(reader, Option, case)
    assert [(row.text("name"), row.values["benchmark"], row.values["viable"]) for row in options] == [
        ("Carry on", True, True),
        ("One team", False, True),
        ("Contract out", False, None),
    ]
    flows = {row.text("line"): row for row in rows(reader, CashFlow, case)}
    assert flows["Letting the contract"].amounts == {FinancialYear(2011): Estimate.between(Decimal(80_000), Decimal(120_000))}
    assert flows["Price"].amounts[FinancialYear(2013)].kind is Kind.NOT_KNOWN
    assert (flows["Setting up"].values["cashable"], flows["Less travel"].values["cashable"]) == (None, False)
    assert flows["Setting up"].values["optimism_bias_percent"] == Decimal(20)
    (paper,) = rows(reader, Paper, case)
    assert paper.values["meeting_date"] == datetime.date(2011, 10, 31)
    (milestone,) = rows(reader, Milestone, case)
    assert (milestone.values["date"], milestone.values["gate"]) == ("5 September 2011", True)
    (section,) = rows(reader, PaperSection, paper.id)
    assert section.text("text") == "To agree one team."
    costs = rows(reader, CostLine, case)
    assert [row.amounts[FinancialYear(2011)].words() for row in costs] == ["£410,000", "about £0.25m"]
    assert any(cell.comment == "Better kit" for cell in scores.cells(reader, case))


def test_percentages_shown_as_20_percent_are_read_as_20(store: Store, tmp_path: Path) -> None:
    path = write(sheets(), tmp_path / "shown.xlsx", percent=("Optimism bias (%)", "Mitigation (%)"))
    import_workbook(store, path)
    reader = store.reader()
    row = rows(reader, CashFlow, find(reader))[0]
    assert (row.values["optimism_bias_percent"], row.values["mitigation_percent"]) == (Decimal(20), Decimal(50))


def test_a_flat_rate_typed_in_excel_is_a_number_shown_as_a_percentage(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Case", 8, "Value", 8.5)(book)
    import_workbook(store, write(book, tmp_path / "shown.xlsx", percent=("Value",)))
    assert results(store)["discounting"]["name"] == "Flat rate of 8.5%"


def test_a_project_saves_whatever_the_flows_of_options_are(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Case", 9, "Value", "whole costs")(book)
    book["Projects"] = [["Project"], ["Shared mowers"]]
    book["Flows"] = [
        ["Owner", "Line", "Kind", "2011/12", "2012/13"],
        ["Carry on", "All of it", "cost", 500, 510],
        ["One team", "All of it", "cost", 620, 300],
        ["Shared mowers", "Hire not paid", "saving", None, 30],
    ]
    imported(store, book, tmp_path)
    (project,) = results(store)["projects"]
    assert [exactly(year["net"]) for year in project["years"]] == [0, 30, 0, 0, 0]


def test_missing_not_applicable_and_a_comment_are_kept_apart(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Scores", 4, "Score", "n/a")(book)  # Managers, Carry on, Reach
    put("Scores", 13, "Score", "N/A")(book)  # Crews, Carry on, Reach
    put("Scores", 5, "Score", None)(book)  # Managers, One team, Quality: missing, with a comment
    put("Scores", 14, "Score", None)(book)  # Crews, One team, Quality: missing
    imported(store, book, tmp_path)
    found = results(store)
    carry_on, one_team = option(found, "Carry on"), option(found, "One team")
    assert carry_on["missing"] == []
    assert carry_on["contributions"]["Reach"] is None
    assert carry_on["score"] == carry_on["score_low"] == carry_on["score_high"]
    assert one_team["missing"] == ["Quality"]
    assert one_team["score_high"] - one_team["score_low"] == pytest.approx(50), "missing is anything from 0 to 100, and Quality weighs half"
    assert found["leader_certain"] is False
    reader = store.reader()
    held = {(cell.group, cell.option, cell.criterion): cell for cell in scores.cells(reader, find(reader))}
    assert held["Managers", "One team", "Quality"].comment == "Better kit"
    assert held["Managers", "One team", "Quality"].score is None
    assert held["Managers", "Carry on", "Reach"].not_applicable


def test_a_nought_is_a_score_and_an_amount(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Scores", 2, "Score", 0)(book)
    put("Flows", 3, "2011/12", 0)(book)
    imported(store, book, tmp_path)
    reader = store.reader()
    case = find(reader)
    assert scores.cells(reader, case)[0].score == Decimal(0)
    assert rows(reader, CashFlow, case)[1].amounts[FinancialYear(2011)] == Estimate.exact(Decimal(0))


def test_whole_costs_are_compared_with_the_benchmarks(store: Store, tmp_path: Path) -> None:
    book = sheets()
    put("Case", 9, "Value", "whole costs")(book)
    book["Flows"] = [
        ["Owner", "Line", "Kind", "Cashable", "2011/12", "2012/13"],
        ["Carry on", "All of it", "cost", "yes", 500, 510],
        ["One team", "All of it", "cost", "yes", 620, 300],
    ]
    imported(store, book, tmp_path)
    one_team = option(results(store), "One team")
    assert [exactly(year["net"]) for year in one_team["years"]] == [-120, 210, 0, 0, 0]
    assert exactly(one_team["npv"]) == pytest.approx(-120 + round(210 / 1.035, 2))
    assert exactly(option(results(store), "Carry on")["npv"]) == 0


def test_replace_takes_the_place_of_the_case_and_no_other(filled: Store, tmp_path: Path) -> None:
    held = results(filled)
    other = sheets()
    put("Case", 2, "Value", "Another case")(other)
    imported(filled, other, tmp_path)
    book = sheets()
    put("Case", 2, "Value", TITLE.upper())(book)
    put("Costs", 2, "2011/12", 420_000)(book)
    book["Risks"] = [["Risk"], ["None left"]]
    imported(filled, book, tmp_path, replace=True)
    assert results(filled, "Another case") == held | {"case": "Another case"}
    reader = filled.reader()
    case = find(reader, TITLE)
    assert [row.text("name") for row in rows(reader, Risk, case)] == ["None left"]
    assert [row.text("name") for row in rows(reader, Risk, find(reader, "Another case"))] == ["The mowers break"]
    assert rows(reader, CostLine, case)[0].amounts[FinancialYear(2011)] == Estimate.exact(Decimal(420_000))
    assert len(reader.all(Organisation)) == 2


def test_replace_leaves_out_what_the_workbook_leaves_out(filled: Store, tmp_path: Path) -> None:
    book = sheets()
    del book["Costs"][1]
    imported(filled, book, tmp_path, replace=True)
    reader = filled.reader()
    assert [row.text("organisation") for row in rows(reader, CostLine, find(reader))] == ["Lower Wick"]


def test_the_register_is_shared_and_what_it_knows_is_kept(filled: Store, tmp_path: Path) -> None:
    with filled.unit_of_work("mark") as unit:
        for each in unit.all(Organisation):
            unit.change(each, basis="illustrative", source="Made up")
    book = sheets()
    put("Case", 2, "Value", "Another case")(book)
    book["Organisations"] = [["Name"], ["UPPER WICK"]]
    book["Services"][2][0] = book["Costs"][2][0] = "Upper Wick"
    book["Services"][2][1] = book["Costs"][2][1] = "Hedges"
    for row in book["Flows"][1:]:
        row[3] = "Upper Wick"
    imported(filled, book, tmp_path)
    reader = filled.reader()
    register = reader.all(Organisation)
    assert [(each.name, each.population, each.own, each.basis, each.source) for each in register] == [
        ("Upper Wick", 81_000, True, "illustrative", "Made up"),
        ("Lower Wick", 64_500, False, "illustrative", "Made up"),
    ]


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "sentence"),
    [
        (
            "Organisations",
            "Population",
            80_000,
            "Organisations, row 2, column D (Population): the file already has 81000 for Upper Wick, "
            "and the workbook has 80000. Make them agree, or use --replace to take the workbook's.",
        ),
        (
            "Services",
            "FTE",
            13,
            "Services, row 2, column C (FTE): the file already has 14.5 for Mowing, and the workbook has 13. "
            "Make them agree, or use --replace to take the workbook's.",
        ),
        (
            "Costs",
            "2011/12",
            405_000,
            "Costs, row 2, column D (2011/12): the file already has £410,000 for Mowing, and the workbook has £405,000. "
            "Make them agree, or use --replace to take the workbook's.",
        ),
    ],
)
def test_a_workbook_that_contradicts_the_register_is_refused(
    filled: Store, tmp_path: Path, sheet: str, heading: str, value: Any, sentence: str
) -> None:
    book = sheets()
    put("Case", 2, "Value", "Another case")(book)
    put(sheet, 2, heading, value)(book)
    held = dump(filled, trail=True)
    with pytest.raises(SeveralTroubles) as trouble:
        imported(filled, book, tmp_path)
    assert trouble.value.sentences == (sentence,)
    assert dump(filled, trail=True) == held
