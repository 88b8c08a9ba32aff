"""What is already in the medium-term plan and what rises by a rate, from the sheet Flows or from a cell to the results and the items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.nouns.money import CashFlow
from db.store import Store
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.records import records
from desktop.operations.records.cases import change as change_case
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit, rows
from desktop.papers.readiness.appraisal import of_the_appraisal
from tests.db.filled import dump
from tests.operations.grounds import Cell, Sheets, imported, results

YEARS = ("2026/27", "2027/28", "2028/29")


def book(*lines: list[Cell], case: tuple[list[Cell], ...] = ()) -> Sheets:
    """An option whose lines say whether the plan has them and by how much they rise, and the gap of our own council."""
    return {
        "Case": [["Field", "Value"], ["Title", "Hub"], ["Base year", YEARS[0]], ["Horizon (years)", 3], *case],
        "Organisations": [["Name", "Own"], ["Southdale", "yes"]],
        "Options": [["Option", "Benchmark", "Preferred"], ["Carry on", "yes", None], ["Hub", None, "yes"]],
        "Flows": [
            ["Owner", "Line", "Kind", "Cashable", "Recurring", "Type", "Already in the plan", "Inflation (%)", *YEARS],
            *lines,
        ],
        "Budget gap": [["Fund", "Prices", *YEARS], [None, "real" if not case else "cash", None, 300_000, 300_000]],
    }


def line(name: str, kind: str, *amounts: Cell, in_plan: Cell = None, inflation: Cell = None, of: str = "revenue") -> list[Cell]:
    return ["Hub", name, kind, "yes" if kind == "saving" else None, "yes", of, in_plan, inflation, *amounts]


PLANNED = line("Vacancies", "saving", None, 200_000, 200_000, in_plan="yes")
NEW = line("Rent", "saving", None, 50_000, 50_000, in_plan="no")
NOMINAL: list[Cell] = ["Price base", "nominal"]


def central(amount: dict[str, Any]) -> float:
    found: float = amount["central"]
    return found


def items(store: Store) -> dict[str, str]:
    reader = store.reader()
    return {item.key: item.sentence for item in of_the_appraisal(appraise_case(reader, find(reader, None)))}


def test_what_the_plan_has_already_is_told_apart_and_closes_no_gap(store: Store, tmp_path: Path) -> None:
    imported(store, book(PLANNED, NEW), tmp_path)
    found = results(store)
    option = found["options"][1]
    assert [(central(row["in_plan"]), central(row["recurring"]), central(row["after"])) for row in option["gap"]] == [
        (200_000, 50_000, 250_000)
    ] * 2
    [fund] = found["affordability"]["own"]["plan"]["funds"]
    last = fund["years"][-1]
    assert [central(last[key]) for key in ("net", "in_plan", "new", "gap", "before", "after")] == [
        -250_000, -200_000, -50_000, 300_000, 250_000, 250_000,
    ]  # fmt: skip
    assert "gap" not in fund["years"][0]
    assert central(option["budget_net"]) == 500_000, "the plan changes what is said of the gap, and nothing else"
    said = "£200,000 that Hub would take off the budget in 2028/29 is in the medium-term plan already, and closes no more of the gap."
    assert found["sentences"].count(said) == 1
    assert "gap: in the plan" not in items(store)


def test_a_blank_is_taken_as_new_and_asked_about_where_a_gap_is_recorded(store: Store, tmp_path: Path) -> None:
    unsaid = line("Fleet", "saving", None, 10_000, 10_000)
    imported(store, book(PLANNED, unsaid), tmp_path)
    assert items(store)["gap: in the plan"] == (
        "Whether the medium-term plan has ‘Fleet’ of Hub already is not recorded, so it is taken as new and closes the gap"
    )
    assert central(results(store)["options"][1]["gap"][-1]["recurring"]) == 10_000


def test_money_lent_on_is_asked_about(store: Store, tmp_path: Path) -> None:
    lent, charged = line("Advance to the arts trust", "cost", 9_000, None, None, of="capital"), line("Loan charges", "cost", 1, 1, 1)
    imported(store, book(lent, charged), tmp_path)
    assert [says for key, says in items(store).items() if key.startswith("funding: category")] == [
        "‘Advance to the arts trust’ of Hub reads as a capital loan, for which no provision is worked out: say how it is to be repaid"
    ]


def test_it_is_not_asked_where_no_gap_is_recorded(store: Store, tmp_path: Path) -> None:
    held = book(line("Fleet", "saving", None, 10_000, 10_000))
    del held["Budget gap"]
    imported(store, held, tmp_path)
    assert "gap: in the plan" not in items(store)


def test_the_plan_is_in_cash_where_a_line_rises(store: Store, tmp_path: Path) -> None:
    imported(store, book(line("Pay", "cost", 100_000, 100_000, 100_000, inflation=3), NEW), tmp_path)
    plan = results(store)["affordability"]["own"]["plan"]
    assert (plan["prices"], plan["rises_from"]) == ("cash", "2026/27")
    [fund] = plan["funds"]
    assert [central(year["inflation"]) for year in fund["years"]] == [0, 3_000, 6_090]
    assert [central(year["net"]) for year in fund["years"]] == [100_000, 53_000, 56_090]
    assert results(store)["affordability"]["prices"] == "2026/27"


def test_a_column_by_another_name_is_read(store: Store, tmp_path: Path) -> None:
    held = book(PLANNED)
    held["Flows"][0][6:8] = ["In plan", "Pay rate (%)"]
    held["Flows"][1][7] = "2.5%"
    imported(store, held, tmp_path)
    [row] = rows(store.reader(), CashFlow, find(store.reader(), None))
    assert (row.values["in_plan"], str(row.values["inflation_percent"])) == (True, "2.5")


IN_CASH = "The amounts of this case are in cash, so they hold inflation already: clear Inflation, or give it real prices"
OF_REVENUE = "Inflation is of a saving, or of revenue cost or income: clear it, or correct Kind and Type"
WHOLE = "Flows are whole costs, so no line of an option is in the plan by itself: clear Already in the plan"
COST = ("Pay", "cost", 100_000, 100_000, 100_000)


@pytest.mark.parametrize(
    ("held", "problem"),
    [
        (book(line(*COST, inflation=-101)), "Flows, row 2, column H (Inflation): -101 is too low: type -100 or more."),
        (book(line(*COST, inflation=350)), "Flows, row 2, column H (Inflation): 350 is too high: type 100 or less."),
        (
            book(line(*COST, inflation="as CPI")),
            "Flows, row 2, column H (Inflation): ‘as CPI’ is not a number: type one such as 12 or 7.5.",
        ),
        (
            book(line(*COST, in_plan="perhaps")),
            "Flows, row 2, column G (Already in the plan): ‘perhaps’ is not an answer: type yes or no, or clear it for not stated.",
        ),
        (book(line(*COST, inflation=3), case=(NOMINAL,)), f"Flows, row 2, column H (Inflation): {IN_CASH}."),
        (book(line("Grant", "funding", 1, 1, 1, inflation=3)), f"Flows, row 2, column H (Inflation): {OF_REVENUE}."),
        (book(line("Site", "cost", 1, 1, 1, inflation=3, of="capital")), f"Flows, row 2, column H (Inflation): {OF_REVENUE}."),
        (
            book(line(*COST, in_plan="yes"), case=(["Flows are", "whole costs"],)),
            f"Flows, row 2, column G (Already in the plan): {WHOLE}.",
        ),
    ],
)
def test_what_cannot_be_is_a_problem_at_import(store: Store, tmp_path: Path, held: Sheets, problem: str) -> None:
    with pytest.raises(SeveralTroubles) as raised:
        imported(store, held, tmp_path)
    assert problem in raised.value.sentences, raised.value.sentences
    assert not any(dump(store).values())


def _typed(store: Store, row: int, *cells: tuple[str, str]) -> None:
    with store.unit_of_work("typed") as unit:
        records.change(unit, CashFlow, find(unit, None), [Edit(row, key, text) for key, text in cells])


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([("inflation_percent", "-100.5")], "Inflation: -100.5 is too low: type -100 or more"),
        ([("inflation_percent", "three")], "Inflation: ‘three’ is not a number: type one such as 12 or 7.5"),
        ([("inflation_percent", "2"), ("kind", "funding")], OF_REVENUE),
        ([("inflation_percent", "2"), ("type", "capital")], OF_REVENUE),
    ],
)
def test_what_cannot_be_is_refused_as_it_is_typed(store: Store, tmp_path: Path, cells: list[tuple[str, str]], sentence: str) -> None:
    imported(store, book(line(*COST), NEW), tmp_path)
    first = rows(store.reader(), CashFlow, find(store.reader(), None))[0]
    before = dump(store, trail=True)
    with pytest.raises(KnownTrouble) as raised:
        _typed(store, first.id, *cells)
    assert str(raised.value) == sentence
    assert dump(store, trail=True) == before


def test_a_case_does_not_leave_a_rate_or_a_mark_without_a_meaning(store: Store, tmp_path: Path) -> None:
    imported(store, book(line(*COST, inflation=3, in_plan="yes")), tmp_path)
    for key, text, says in (("price_base", "nominal", "clear Inflation"), ("flows_are", "whole costs", "clear Already in the plan")):
        with pytest.raises(KnownTrouble, match=says), store.unit_of_work("case") as unit:
            change_case(unit, find(unit, None), key, text)
    first = rows(store.reader(), CashFlow, find(store.reader(), None))[0]
    _typed(store, first.id, ("inflation_percent", ""), ("in_plan", ""))
    with store.unit_of_work("case") as unit:
        change_case(unit, find(unit, None), "price_base", "nominal")
    with pytest.raises(KnownTrouble) as raised:
        _typed(store, first.id, ("inflation_percent", "2"))
    assert str(raised.value) == IN_CASH
