"""Totals spread over years, scenarios and actual amounts: as they are imported, typed, read for an appraisal and withheld."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import trail
from db.nouns.grants import GrantBid
from db.nouns.money import Actual, CashFlow, Phasing, Scenario
from db.nouns.noun import Noun
from db.store import Store
from desktop.appraisal.case import Moved
from desktop.appraisal.case import Scenario as ScenarioOfCase
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.savings.phasing import spread
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case, case_to_appraise
from desktop.operations.appraising.line_records import beside_lines
from desktop.operations.papers.papers import records_of
from desktop.operations.papers.publishing import published
from desktop.operations.records import records
from desktop.operations.records.cases import change as change_case
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from tests.operations.grounds import Cell, Sheets, imported, results, sheets

YEARS = [FinancialYear(2011 + number) for number in range(5)]
PHASING: list[Cell] = ["Owner", "Line", "Total", "2011/12", "2012/13 (%)", "2013/14"]
SCENARIOS: list[Cell] = ["Scenario", "Owner", "Line", "Kind", "Percent"]
ACTUALS: list[Cell] = ["Owner", "Line", "Rating", "Reason", "2012/13", "2013/14"]


def book(**more: list[list[Cell]]) -> Sheets:
    """The grounds case with a line that has no amount, and these sheets beside it."""
    made = sheets()
    made["Flows"].append(["New depot", "Estate", "saving", None, "yes", "no", *[None] * 7])
    return made | {name.replace("_", " "): rows for name, rows in more.items()}


def problems(store: Store, folder: Path, given_book: Sheets) -> tuple[str, ...]:
    with pytest.raises(SeveralTroubles) as told:
        imported(store, given_book, folder)
    return tuple(told.value.sentences)


def row_of(store: Store, noun: type[Noun], number: int = 0) -> records.Row:
    reader = store.reader()
    return records.rows(reader, noun, find(reader))[number]


def change(store: Store, noun: type[Noun], key: str, text: str, number: int = 0) -> None:
    with store.unit_of_work("change") as unit:
        records.change(unit, noun, find(unit), [Edit(row_of(store, noun, number).id, key, text)])


# A total spread over the years


@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.lists(st.integers(1, 1000), min_size=1, max_size=8),
)
def test_the_years_of_a_total_add_to_it_to_the_penny(low: int, more: int, most: int, weights: list[int]) -> None:
    ends = [Decimal(low).scaleb(-2), Decimal(low + more).scaleb(-2), Decimal(low + more + most).scaleb(-2)]
    total = Estimate.between(ends[0], ends[2], ends[1])
    whole = Decimal(sum(weights))
    shares = {FinancialYear(2011 + number): (Decimal(weight) / whole) for number, weight in enumerate(weights)}
    short = 1 - sum(shares.values())
    shares[FinancialYear(2011)] += short
    parts = spread(total, shares, YEARS)
    for end in ("low", "central", "high"):
        assert sum(getattr(part, end) for part in parts.values()) == getattr(total, end)
    for part in parts.values():
        ends = [end for end in (part.low, part.central, part.high) if end is not None]
        assert ends == sorted(ends)


@pytest.mark.parametrize("words", ["£55.6m", "up to £5m", "in excess of £1m", "about £70m", "not known", "£1m to £2m"])
def test_a_part_of_a_total_is_of_its_kind(words: str) -> None:
    total = Estimate.parse(words)
    assert total is not None
    parts = spread(total, {YEARS[0]: Decimal("0.25"), YEARS[1]: Decimal("0.75")}, YEARS)
    assert {part.kind for part in parts.values()} == {total.kind}


def test_shares_that_do_not_make_the_whole_leave_every_year_not_known() -> None:
    total = Estimate.exact(Decimal(100))
    assert spread(total, {YEARS[0]: Decimal("0.5")}, YEARS) == {YEARS[0]: NOT_KNOWN}
    assert spread(total, {}, YEARS) == dict.fromkeys(YEARS, NOT_KNOWN)


def test_a_total_counts_in_its_years_and_is_printed_in_them(store: Store, tmp_path: Path) -> None:
    imported(store, book(Phasing=[PHASING, ["New depot", "estate", "£100,000", 25, "75%", None]]), tmp_path)
    reader = store.reader()
    case = find(reader)
    (depot,) = case_to_appraise(reader, case).projects
    assert {str(year): amount.words() for year, amount in depot.flows[-1].amounts.items()} == {"2011/12": "£25,000", "2012/13": "£75,000"}
    printed = next(flow for flow in records_of(reader, case).flows if flow.line == "Estate")
    assert printed.amounts == depot.flows[-1].amounts
    assert row_of(store, CashFlow, -1).amounts == {}, "the line itself has none"


def test_what_is_changed_of_a_total_is_read_again(store: Store, tmp_path: Path) -> None:
    imported(store, book(Phasing=[PHASING, ["New depot", "Estate", "£100,000", 25, 75, None]]), tmp_path)
    reader = store.reader()
    before = appraise_case(reader, find(reader)).projects[0].money.npv
    change(store, Phasing, "total", "£200,000")
    after = appraise_case(reader, find(reader)).projects[0].money.npv
    assert before is not None
    assert after is not None
    assert before != after
    trail.undo(store)
    assert appraise_case(reader, find(reader)).projects[0].money.npv == before
    change(store, Phasing, "2012/13", "70")
    assert any("add to 95% of its total" in why for why in appraise_case(reader, find(reader)).why)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["New depot", "Estate", "£9m", 25, 70, None]], "Phasing, row 2, column C (Total): the years of ‘Estate’ add to 95%, so 5%"),
        ([["New depot", "Estate", "£9m", 25, 85, None]], "add to 110%, so 10% is too much. Make them add to 100%."),
        ([["New depot", "Estate", "£9m", None, None, None]], "add to 0%, so 100% of the total is in no year."),
        ([["New depot", "Barn", "£9m", 25, 75, None]], "Phasing, row 2, column B (Line): New depot has no line named ‘Barn’."),
        ([["One team", "Estate", "£9m", 25, 75, None]], "Phasing, row 2, column B (Line): One team has no line named ‘Estate’."),
        ([["New depot", "Rent", "£9m", 25, 75, None]], "Phasing, row 2, column B (Line): ‘Rent’ has amounts by year in row 9 of Flows."),
        ([["New depot", "Estate", None, 25, 75, None]], "Phasing, row 2, column C (Total): Nothing is here: type it in."),
        ([["New depot", "Estate", "£9m", -25, 125, None]], "-25 is too low: type 0 or more."),
        (
            [["New depot", "Estate", "£9m", 25, 75, None], ["New depot", "estate", "£9m", 25, 75, None]],
            "Phasing, row 3, column B (Line): ‘Estate’ of New depot is in row 2 already.",
        ),
    ],
)  # fmt: skip
def test_a_phasing_that_cannot_be_is_a_problem(store: Store, tmp_path: Path, rows: list[list[Cell]], problem: str) -> None:
    assert any(problem in each for each in problems(store, tmp_path, book(Phasing=[PHASING, *rows])))


def test_a_share_outside_the_case_is_a_problem_there_and_on_the_case(store: Store, tmp_path: Path) -> None:
    outside: list[list[Cell]] = [["Owner", "Line", "Total", "2011/12", "2050/51"], ["New depot", "Estate", "£9m", 50, 50]]
    assert any("2050/51 is outside the case" in each for each in problems(store, tmp_path, book(Phasing=outside)))
    imported(store, book(Phasing=[PHASING, ["New depot", "Estate", "£9m", 25, 50, 25]]), tmp_path)
    with pytest.raises(KnownTrouble, match="would fall outside the case"), store.unit_of_work("horizon") as unit:
        change_case(unit, find(unit), "horizon", "2")


def test_two_lines_of_one_name_cannot_be_told_apart(store: Store, tmp_path: Path) -> None:
    twice = book(Phasing=[PHASING, ["New depot", "Estate", "£9m", 25, 75, None]])
    twice["Flows"].append(twice["Flows"][-1])
    assert "Phasing, row 2, column B (Line): New depot has 2 lines named ‘Estate’. Give each a name of its own on the Flows sheet." in (
        problems(store, tmp_path, twice)
    )


def test_a_total_is_typed_for_a_line_without_amounts_alone(store: Store, tmp_path: Path) -> None:
    imported(store, book(), tmp_path)
    with store.unit_of_work("total") as unit:
        records.add(unit, Phasing, find(unit), {"total": Estimate.exact(Decimal(100))})
    row = row_of(store, Phasing)
    assert (row.text("owner"), row.text("line")) == ("New depot", "Estate"), "the line that has no amounts is offered first"
    with pytest.raises(KnownTrouble, match="‘Rent’ of New depot has amounts by year"):
        change(store, Phasing, "line", "Rent")
    with pytest.raises(KnownTrouble, match="‘Setting up’ of One team has amounts by year"):
        change(store, Phasing, "owner", "One team")
    with pytest.raises(KnownTrouble, match="2011/12: this line has a total that is spread over the years"):
        change(store, CashFlow, "2011/12", "£5", -1)
    with store.unit_of_work("delete") as unit:
        records.delete(unit, Phasing, [row.id])
    change(store, CashFlow, "2011/12", "£5", -1)


# Scenarios


def test_scenarios_are_read_by_their_name_however_it_is_typed(store: Store, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Half", "One team", None, "saving", 50],
        ["half ", "New depot", "rent", None, "75%"],
        ["All", "One team", None, "cost", 100],
    ]
    imported(store, book(Scenarios=[SCENARIOS, *rows]), tmp_path)
    reader = store.reader()
    finance = case_to_appraise(reader, find(reader)).finance
    assert finance is not None
    assert finance.scenarios == (
        ScenarioOfCase("Half", (Moved("One team", kind=finance.scenarios[0].parts[0].kind, fraction=Decimal("0.5")),
                                Moved("New depot", "Rent", fraction=Decimal("0.75")))),
        ScenarioOfCase("All", (Moved("One team", kind=finance.scenarios[1].parts[0].kind, fraction=Decimal(1)),)),
    )  # fmt: skip
    found = results(store)
    by_option = {option["name"]: option for option in found["options"]}
    assert [each["name"] for each in by_option["One team"]["scenarios"]] == ["Half", "All"]
    assert by_option["One team"]["scenarios"][1]["npv"] == by_option["One team"]["npv"]
    assert by_option["Contract out"]["scenarios"] == []
    assert [each["name"] for each in found["projects"][0]["scenarios"]] == ["Half"]
    assert {"npv", "npv_cashable", "budget_net", "bcr", "irr", "payback_years", "years"} <= by_option["One team"]["scenarios"][0].keys()


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["Half", "One team", None, None, 50]], "Scenarios, row 2, column C (Line): ‘Half’ names no line."),
        ([["Half", "New depot", None, "cost", 50]], "Scenarios, row 2, column D (Kind): ‘Half’ moves no line: New depot has no cost."),
        ([["Half", "One team", "Barn", None, 50]], "Scenarios, row 2, column C (Line): One team has no line named ‘Barn’."),
        ([["Half", "One team", "Less travel", "cost", 50]], "Scenarios, row 2, column D (Kind): ‘Less travel’ of One team is no cost."),
        ([["Half", "Two teams", None, "cost", 50]], "Scenarios, row 2, column B (Owner): there is no option or project named ‘Two teams’."),
        ([["Half", "One team", None, "saving", -1]], "Scenarios, row 2, column E (Percent): -1 is too low: type 0 or more."),
        ([["Half", "One team", None, "saving", None]], "Scenarios, row 2, column E (Percent): Nothing is here: type it in."),
        (
            [["Half", "One team", None, "saving", 50], ["HALF", "One team", None, "saving", 60]],
            "Scenarios, row 3, column D (Kind): ‘HALF’ moves that in row 2 already. Keep one.",
        ),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_is_a_problem(store: Store, tmp_path: Path, rows: list[list[Cell]], problem: str) -> None:
    assert any(problem in each for each in problems(store, tmp_path, book(Scenarios=[SCENARIOS, *rows])))


def test_a_part_of_a_scenario_is_typed(store: Store, tmp_path: Path) -> None:
    imported(store, book(), tmp_path)
    with store.unit_of_work("scenario") as unit:
        records.add(unit, Scenario, find(unit))
    row = row_of(store, Scenario)
    assert (row.text("owner"), row.text("kind"), row.values["percent"]) == ("One team", "saving", 100)
    change(store, Scenario, "line", "Less travel")
    change(store, Scenario, "percent", "75")
    with pytest.raises(KnownTrouble, match="One team has no line named ‘Rent’"):
        change(store, Scenario, "line", "Rent")
    change(store, Scenario, "line", "")
    with pytest.raises(KnownTrouble, match="names no line: name one, or say which kind of line it moves"):
        change(store, Scenario, "kind", "")
    change(store, Scenario, "kind", "cost")
    with pytest.raises(KnownTrouble, match="moves no line: there is no cost there"):
        change(store, Scenario, "owner", "New depot")
    change(store, Scenario, "kind", "saving")
    with store.unit_of_work("again") as unit, pytest.raises(KnownTrouble, match="moves that already"):
        records.add(unit, Scenario, find(unit), {"name": row.text("name"), "owner": "One team", "kind": "saving"})


# What has come of lines


def test_actual_amounts_stand_beside_what_was_planned(store: Store, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["One team", "less travel", "A", "Fuel was dearer.", 7_000, None],
        ["New depot", "Rent", "green", None, None, 7_500],
    ]
    imported(store, book(Actuals=[ACTUALS, *rows]), tmp_path)
    found = results(store)["actuals"]
    assert [(each["owner"], each["line"], each["rating"]) for each in found] == [
        ("One team", "Less travel", "amber"),
        ("New depot", "Rent", "green"),
    ]
    (year,) = found[0]["years"]
    assert year["year"] == "2012/13"
    assert [year[key]["central"] for key in ("planned", "actual", "variance")] == [8_100, 7_000, -1_100], "after a tenth of optimism bias"
    assert found[1]["variance"]["central"] == 500


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["New depot", "Estate", None, None, 5, None]], "(Line): ‘Estate’ of New depot has an actual amount and no plan."),
        ([["New depot", "Barn", None, None, 5, None]], "Actuals, row 2, column B (Line): New depot has no line named ‘Barn’."),
        ([["New depot", "Rent", "purple", None, 5, None]], "column C (Rating): ‘purple’ is not one of the choices: type green,"),
        ([["New depot", "Rent", None, None, "some", None]], "Actuals, row 2, column E (2012/13): ‘some’ is not an amount"),
        (
            [["New depot", "Rent", None, None, 5, None], ["New depot", "Rent", None, None, 5, None]],
            "Actuals, row 3, column B (Line): ‘Rent’ of New depot is in row 2 already. Keep one.",
        ),
    ],
)  # fmt: skip
def test_an_actual_that_cannot_be_is_a_problem(store: Store, tmp_path: Path, rows: list[list[Cell]], problem: str) -> None:
    assert any(problem in each for each in problems(store, tmp_path, book(Actuals=[ACTUALS, *rows])))


def test_an_actual_is_typed(store: Store, tmp_path: Path) -> None:
    imported(store, book(), tmp_path)
    with store.unit_of_work("actual") as unit:
        records.add(unit, Actual, find(unit), {"owner": "New depot", "line": "Rent"}, {YEARS[2]: Estimate.exact(Decimal(6_000))})
    change(store, Actual, "rating", "r")
    assert row_of(store, Actual).text("rating") == "red"
    with store.unit_of_work("again") as unit, pytest.raises(KnownTrouble, match="‘Rent’ of New depot has a row already"):
        records.add(unit, Actual, find(unit), {"owner": "New depot", "line": "Rent"})
    with pytest.raises(KnownTrouble, match="2050/51 is outside the case"):
        change(store, Actual, "2050/51", "£5")
    change(store, CashFlow, "line", "Rent of the yard", -2)
    reader = store.reader()
    finance = case_to_appraise(reader, find(reader)).finance
    assert finance is not None
    assert finance.actuals[0].line == "Rent of the yard"


# A public paper


def test_what_is_withheld_is_in_no_public_figure(store: Store, tmp_path: Path) -> None:
    """A withheld total leaves every year not known, a withheld part leaves out its owner's scenarios, and a withheld line takes all."""
    hidden: list[Cell] = [*PHASING, "Withheld", "Exempt paragraphs"]
    made = book(
        Phasing=[hidden, ["New depot", "Estate", "£123,456", 25, 75, None, "exempt", "3"]],
        Scenarios=[[*SCENARIOS, "Withheld", "Exempt paragraphs"], ["Half", "One team", None, "saving", 51, None, None],
                   ["Secret", "One team", None, "cost", 52, "exempt", "3"]],
        Actuals=[[*ACTUALS, "Withheld", "Exempt paragraphs"], ["New depot", "Rent", "red", "Secret reason", 654_321, None, "exempt", "3"]],
    )  # fmt: skip
    imported(store, made, tmp_path)
    reader = store.reader()
    case = find(reader)
    with published(reader, case, None, exempt=False) as public:
        appraisal = appraise_case(public, case)
        estate = appraisal.case.projects[0].flows[-1]
        assert set(estate.amounts.values()) == {NOT_KNOWN}
        assert len(estate.amounts) == appraisal.case.horizon, "not even the years are given away"
        assert appraisal.scenarios_of("One team") == ()
        said = " ".join((*appraisal.sentences, *(each.value for each in beside_lines(public, case)), *appraisal.why))
        for secret in ("123,456", "654,321", "Secret", "52%"):
            assert secret not in said
    assert len(appraise_case(reader, case).scenarios_of("One team")) == 2


def test_where_every_line_of_funding_has_its_bid_another_line_is_asked_for(made_sample: Callable[[str], Path], tmp_path: Path) -> None:
    shutil.copyfile(made_sample("back-office-hub"), tmp_path / "a.appraisal")
    store = Store.open(tmp_path / "a.appraisal")
    said = "^Each line that may have one has its grant bid already: add another line under Money first$"
    with pytest.raises(KnownTrouble, match=said), store.unit_of_work("a bid") as unit:
        records.add(unit, GrantBid, find(unit))
    store.close()
