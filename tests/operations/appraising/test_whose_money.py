"""Whose money, cash first, financing and who loses, from a workbook to the JSON and its sentences."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from db.nouns.money import CashFlow, Leaver
from db.store import Store
from desktop.errors import SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.money import leavers
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit, rows
from desktop.papers.readiness.appraisal import of_the_appraisal
from tests.operations.grounds import Cell, Sheets, imported, results

YEARS: list[Cell] = ["2026/27", "2027/28", "2028/29"]
COUNCILS: list[list[Cell]] = [
    ["Name", "Kind", "Own"], ["Northdale", "district", "yes"], ["Southdale", "district", None], ["Eastdale", "district", None],
]  # fmt: skip
SHARES: list[list[Cell]] = [
    ["Owner", "Applies to", "Basis", "Organisation", "Value"],
    ["Share", "savings", "fixed", "Northdale", 10],
    ["Share", "savings", "fixed", "Southdale", 60],
    ["Share", "savings", "fixed", "Eastdale", 30],
]


def book(title: str, flows: list[list[Cell]], option: str, more: Sheets) -> Sheets:
    case: list[list[Cell]] = [["Field", "Value"], ["Title", title], ["Base year", "2026/27"], ["Horizon", 3], ["Price base", "nominal"]]
    case.append(["Discounting", "3.5%"])
    held: Sheets = {"Case": case, "Options": [["Option", "Preferred"], [option, "yes"]], "Flows": flows}
    return held | more


def central(amount: Any) -> float | None:
    assert isinstance(amount, dict)
    found: float | None = amount["central"]
    return found


SHARED: list[list[Cell]] = [
    ["Owner", "Line", "Kind", "Cashable", "Recurring", "Organisation", *YEARS],
    ["Share", "Managers", "saving", "yes", "yes", None, None, 900_000, 900_000],
]


def test_our_gap_is_closed_by_our_share(store: Store, tmp_path: Path) -> None:
    gap: list[list[Cell]] = [["Fund", "Prices", *YEARS], ["general", "cash", 0, 1_000_000, 1_000_000]]
    imported(store, book("Gap", SHARED, "Share", {"Organisations": COUNCILS, "Shares": SHARES, "Budget gap": gap}), tmp_path)
    found = results(store)
    [option] = found["options"]
    assert [(row["fund"], central(row["before"]), central(row["recurring"]), central(row["after"])) for row in option["gap"]][1:] == [
        ("general", 1_000_000, 90_000, 910_000)
    ] * 2
    assert central(option["own"]["budget_net"]) == 180_000
    assert central(option["budget_net"]) == 1_800_000
    others = [partner["npv"] for partner in found["partners"] if partner["organisation"] != "Northdale"]
    assert sum(each["central"] for each in [option["own"]["npv"], option["not_known_whose"], *others]) == pytest.approx(
        option["npv"]["central"]
    )
    assert "Northdale’s part of Share would close £90,000" in " ".join(found["sentences"])
    assert not any("close £900,000" in sentence for sentence in found["sentences"])


def test_whoever_loses_is_named_before_anybody_gains(store: Store, tmp_path: Path) -> None:
    flows = [*SHARED]
    flows.append(["Share", "System", "cost", None, "no", "Eastdale", 2_000_000, None, None])
    imported(store, book("Loss", flows, "Share", {"Organisations": COUNCILS, "Shares": SHARES}), tmp_path)
    sentences = results(store)["sentences"]
    assert sentences[0].startswith("Eastdale would lose: its net present value is −£")
    assert not any("No partner would pay more" in sentence for sentence in sentences)


def test_cash_is_said_first_whatever_is_not_known(store: Store, tmp_path: Path) -> None:
    flows: list[list[Cell]] = [
        ["Owner", "Line", "Kind", "Cashable", *YEARS],
        ["A", "Set-up", "cost", None, 400_000, None, None],
        ["A", "Pension strain", "cost", None, None, "not known", None],
        ["A", "Posts", "saving", "yes", None, 10_000, 10_000],
        ["A", "Staff time", "saving", "no", None, 300_000, 300_000],
    ]
    imported(store, book("Pay", flows, "A", {}), tmp_path)
    found = results(store)
    [option] = found["options"]
    assert (option["payback_cashable_years"], option["payback_cashable_range"]) == (None, [None, None])
    assert found["sentences"][0] == "A does not pay back in cash within 3 years, even at best."
    assert option["own"] is None
    assert any("our own council" in why for why in option["why"])


def test_what_is_not_stated_is_named_where_payback_hangs_on_it(store: Store, tmp_path: Path) -> None:
    flows: list[list[Cell]] = [
        ["Owner", "Line", "Kind", "Cashable", *YEARS],
        ["A", "Set-up", "cost", None, 400_000, None, None],
        ["A", "Posts", "saving", "yes", None, 10_000, 10_000],
        ["A", "Vacancies", "saving", None, None, 400_000, 400_000],
    ]
    imported(store, book("Pay", flows, "A", {}), tmp_path)
    found = results(store)
    [option] = found["options"]
    assert option["payback_cashable_years"] is None
    assert option["payback_cashable_range"] == [None, pytest.approx(1 - 0.0243902439)]
    assert found["sentences"][0] == (
        "A pays back in cash in 1 year at best; not within 3 years on the most likely figures: ‘Vacancies’ is not stated to be cashable."
    )


FINANCED: list[list[Cell]] = [
    ["Owner", "Line", "Kind", "Cashable", "Recurring", "Type", "Fund", "Source of funding",
     "Asset life (years)", "Rate (%)", "MRP", "In use from", *YEARS],
    ["Hub", "Building", "cost", None, "no", "capital", "general", None, None, None, None, None, 3_000_000, None, None],
    ["Hub", "Loan", "funding", None, "no", "capital", "general", "borrowing", 20, 5, "equal", None, 3_000_000, None, None],
    ["Hub", "Rent saved", "saving", "yes", "yes", "revenue", "general", None, None, None, None, None, None, 250_000, 250_000],
]  # fmt: skip


def test_borrowing_is_no_money_in_and_costs_each_year(store: Store, tmp_path: Path) -> None:
    gap: list[list[Cell]] = [["Fund", "Prices", *YEARS], ["general", "cash", 0, 300_000, 300_000]]
    imported(store, book("Hub", FINANCED, "Hub", {"Budget gap": gap}), tmp_path)
    found = results(store)
    [option] = found["options"]
    assert [(row["year"], central(row["mrp"]), central(row["interest"]), central(row["outstanding"])) for row in option["financing"]] == [
        ("2026/27", 0, 0, 3_000_000), ("2027/28", 150_000, 150_000, 2_850_000), ("2028/29", 150_000, 142_500, 2_700_000),
    ]  # fmt: skip
    assert central(option["budget_net"]) == 500_000 - 300_000 - 292_500
    assert [central(row["after"]) for row in option["gap"]] == [0, 350_000, 342_500]
    assert "After 2028/29, £2.7 million of the borrowing for Hub is still to repay." in found["sentences"]


def test_what_funding_lacks_stands_before_the_agenda(store: Store, tmp_path: Path) -> None:
    flows = [list(row) for row in FINANCED]
    flows[2][7:11] = [None, None, None, None]
    flows.append(["Hub", "Old loan", "funding", None, "no", None, "general", "borrowing", 60, None, None, None, 100, None, None])
    gap: list[list[Cell]] = [["Fund", *YEARS], ["general", 0, 300_000, 300_000]]
    imported(store, book("Hub", flows, "Hub", {"Budget gap": gap}), tmp_path)
    reader = store.reader()
    items = {item.key: item.sentence for item in of_the_appraisal(appraise_case(reader, find(reader, None)))}
    assert (
        items["funding: funding_source: Hub: Loan"] == "Where the money of ‘Loan’ of Hub comes from is not recorded, so it counts nowhere"
    )
    assert items["funding: capital not covered"].endswith("is charged to revenue: £3 million in 2026/27")
    assert items["funding: rate_percent: Hub: Old loan"].startswith("The rate of ‘Old loan’ of Hub is not recorded")
    assert (
        "name the direction that allows it" in items["funding: source: Hub: Old loan"]
        or "60 years" in items["funding: source: Hub: Old loan"]
    )
    assert items["gap: prices"].startswith("The budget gap does not say whether it is in cash or in real prices")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda book: book["Organisations"][2].__setitem__(2, "yes"),
            "Organisations, row 3, column C (Own): Northdale is our own council already.",
        ),
        (lambda book: book["Flows"][2].__setitem__(8, 0), "Flows, row 3, column I (Asset life): 0 is too low: type 1 or more."),
        (lambda book: book["Flows"][2].__setitem__(9, -1), "Flows, row 3, column J (Rate): -1 is too low: type 0 or more."),
        (
            lambda book: book["Flows"][1].__setitem__(7, "grant"),
            "Flows, row 2, column H (Source of funding): Source of funding is of a line of",
        ),
        (
            lambda book: book["Budget gap"].append(["Northdale", "general", "cash", 1, 2, 3]),
            "Budget gap, row 3, column B (Fund): the gap of the fund general is in row 2 already. Keep one.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_problem_at_import(store: Store, tmp_path: Path, change: Any, problem: str) -> None:
    gap: list[list[Cell]] = [["Organisation", "Fund", "Prices", *YEARS], [None, "general", "cash", 0, 300_000, 300_000]]
    more: Sheets = {"Organisations": [list(row) for row in COUNCILS], "Budget gap": gap}
    held = book("Hub", [list(row) for row in FINANCED], "Hub", more)
    change(held)
    with pytest.raises(SeveralTroubles) as raised:
        imported(store, held, tmp_path)
    assert any(sentence.startswith(problem) for sentence in raised.value.sentences), raised.value.sentences


def test_the_line_of_redundancy_pay_follows_its_leavers(store: Store, tmp_path: Path) -> None:
    """Put in as a cost line it says what is due now, as one step with the change, until somebody gives it an amount of their own."""
    flows: list[list[Cell]] = [["Owner", "Line", "Kind", "Cashable", *YEARS], ["A", "Posts", "saving", "yes", None, 10_000, 10_000]]
    who: list[list[Cell]] = [["Leaver", "Owner", "Weekly pay", "Leaving date", "Age", "Service"]]
    who.append(["Clerk", "A", 400, datetime.date(2026, 9, 30), 45, 10])
    caps: list[list[Cell]] = [["Weekly cap", "First", "Last"], [700, datetime.date(2026, 4, 6), datetime.date(2027, 4, 5)]]
    imported(store, book("Leave", flows, "A", {"Leavers": who, "Weekly caps": caps}), tmp_path)
    case = find(store.reader(), None)
    with store.unit_of_work("put in") as unit:
        leavers.put_in(unit, case, leavers.pay_plan(unit, case))

    def pay() -> list[str]:
        [line] = [row for row in rows(store.reader(), CashFlow, case) if row.text("line") == leavers.LINE]
        return [amount.words() for amount in line.amounts.values()]

    due = pay()
    [leaver] = rows(store.reader(), Leaver, case)
    with store.unit_of_work("fewer years") as unit:
        leavers.change(unit, Leaver, case, [Edit(leaver.id, "service", "4")])
    assert pay() != due
    assert pay() == [
        leavers.pay_plan(store.reader(), case).lines[0].amounts[next(iter(leavers.pay_plan(store.reader(), case).lines[0].amounts))].words()
    ]
    with store.unit_of_work("age not known") as unit:
        leavers.change(unit, Leaver, case, [Edit(leaver.id, "age", "")])
    assert pay() == ["£800 to £2,400"], "a bound stays a bound"
    [line] = [row for row in rows(store.reader(), CashFlow, case) if row.text("line") == leavers.LINE]
    assert line.text("basis") == "assumed", "a reported leaver's pay is worked out, and not made up"
    with store.unit_of_work("an amount of one's own") as unit:
        records.change(unit, CashFlow, case, [Edit(line.id, "2026/27", "£39,150")])
        leavers.change(unit, Leaver, case, [Edit(leaver.id, "age", "45")])
    assert pay() == ["£39,150"]
    assert any("no longer follow the leavers" in sentence for sentence in results(store)["sentences"])
