"""The bad input of a savings appraisal, from a workbook’s cells to the results JSON: a defined answer with its why, nothing guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db.store import Store
from desktop.errors import SeveralTroubles
from tests.operations.grounds import Cell, Sheets, imported, results

BASE = 2015
LINE = ["Owner", "Line", "Kind", "Organisation", "Cashable", "Recurring"]


def year(number: int) -> str:
    return f"{number}/{(number + 1) % 100:02}"


def book(cost: list[Cell], saving: list[Cell], *, years: list[int] | None = None, horizon: Cell = 3, more: Sheets | None = None,
         fields: tuple[tuple[str, Cell], ...] = ()) -> Sheets:  # fmt: skip
    """One project that costs and saves, in columns of the years given, and whatever other sheets."""
    columns = years if years is not None else [BASE + n for n in range(len(cost))]
    asked: dict[str, Cell] = {"Title": "Any", "Base year": year(BASE), "Horizon": horizon} | dict(fields)
    made: Sheets = {
        "Case": [["Field", "Value"], *([field, value] for field, value in asked.items())],
        "Organisations": [["Name"], ["Upper Wick"], ["Lower Wick"]],
        "Projects": [["Project"], ["Depot"]],
        "Flows": [
            [*LINE, *(year(each) for each in columns)],
            ["Depot", "Fitting out", "cost", None, None, "no", *cost],
            ["Depot", "Rent", "saving", None, "yes", "yes", *saving],
        ],
    }
    return made | (more or {})


def project(store: Store, sheets: Sheets, folder: Path) -> dict[str, Any]:
    imported(store, sheets, folder)
    found: dict[str, Any] = results(store)["projects"][0]
    return found


def shares(costs: str, *rows: list[Cell]) -> Sheets:
    """How the costs are shared; the savings are equal parts."""
    head: list[Cell] = ["Owner", "Applies to", "Basis", "Organisation", "Value"]
    own: list[list[Cell]] = [["Depot", "costs", costs, *row] for row in rows]
    together: list[Cell] = ["Depot", "savings", "equal", None, None]
    return {"Shares": [head, *own, together], "Partners": [["Organisation"], ["Upper Wick"], ["Lower Wick"]]}


def test_years_out_of_order_come_to_the_same(store: Store, tmp_path: Path) -> None:
    held = project(store, book([None, 100, None], [60, None, 60], years=[BASE + 2, BASE, BASE + 1]), tmp_path)
    assert [each["net"]["central"] for each in held["years"]] == [-100, 60, 60]
    assert held["payback_years"] == pytest.approx(1 + 40 / 60)


def test_a_year_that_is_missing_is_nothing_recorded(store: Store, tmp_path: Path) -> None:
    held = project(store, book([100, None], [None, 60], years=[BASE, BASE + 2]), tmp_path)
    assert [each["net"]["central"] for each in held["years"]] == [-100, 0, 60]


def test_never_paying_back_says_so(store: Store, tmp_path: Path) -> None:
    held = project(store, book([100, None, None], [None, 10, 10]), tmp_path)
    assert (held["payback_years"], held["payback_cashable_years"]) == (None, None)
    assert "No payback: the savings do not pay the costs back by 2017/18." in held["why"]


@pytest.mark.parametrize(("cost", "saving"), [([None, None, None], [1, 1, 1]), ([100, None, 132], [None, 230, None])])
def test_no_rate_of_return_where_none_or_several_fit(store: Store, tmp_path: Path, cost: list[Cell], saving: list[Cell]) -> None:
    held = project(store, book(cost, saving), tmp_path)
    assert held["irr"] is None
    assert any("rate of return" in reason for reason in held["why"])


def test_all_unknown_is_not_known_and_never_nought(store: Store, tmp_path: Path) -> None:
    imported(store, book(["not known"] * 3, ["not known"] * 3, more={"Budget gap": [["Fund", "2015/16"], [None, "not known"]]}), tmp_path)
    found = results(store)
    [held] = found["projects"]
    assert held["npv"] == {"kind": "not known", "low": None, "central": None, "high": None, "unknown": 6, "approximate": False}
    assert (held["bcr"], held["irr"], held["payback_years"], held["payback_range"]) == (None, None, None, [None, None])
    assert any("no most likely figure" in reason for reason in held["why"])
    assert not any("£0" in sentence for sentence in found["sentences"])


def test_a_horizon_of_three_hundred_years(store: Store, tmp_path: Path) -> None:
    held = project(store, book([100], [None], horizon=300), tmp_path)
    assert len(held["years"]) == 300
    assert held["npv"]["central"] == -100


def test_a_horizon_of_the_base_year_alone(store: Store, tmp_path: Path) -> None:
    held = project(store, book([100], [60], horizon=1), tmp_path)
    assert held["equivalent_annual"] is None
    assert "No equivalent annual value: the horizon is the base year alone." in held["why"]


def test_money_past_32_bits_keeps_its_pence(store: Store, tmp_path: Path) -> None:
    held = project(store, book(["£50bn", None, None], [None, "£60bn", "£0.01"]), tmp_path)
    assert held["npv"]["central"] == -50_000_000_000 + 57_971_014_492.75 + 0.01
    assert held["years"][0]["cost"]["high"] == 50_000_000_000


def test_nominal_amounts_without_a_deflator(store: Store, tmp_path: Path) -> None:
    sheets = book([100, None], [None, 60], years=[1950, 1951], fields=(("Base year", "1950/51"), ("Price base", "nominal")))
    held = project(store, sheets, tmp_path)
    assert (held["npv"], held["bcr"], held["equivalent_annual"]) == (None, None, None)
    assert any("there is no GDP deflator for 1950/51, 1951/52 and 1952/53." in why for why in held["why"])
    assert held["years"][0]["present_value"]["central"] is None


def test_a_partner_with_no_baseline_is_told_its_change_alone(store: Store, tmp_path: Path) -> None:
    imported(store, book([100, None, None], [None, 60, 60], more=shares("equal", [None, None])), tmp_path)
    found = results(store)
    assert [(each["before"], each["after"]) for each in found["partners"]] == [(None, None), (None, None)]
    assert [each["change"]["central"] for each in found["partners"]] == [-30, -30]
    assert all(any("without its base-year cost" in reason for reason in each["why"]) for each in found["partners"])


def test_shares_by_a_baseline_that_nobody_has_divide_nothing(store: Store, tmp_path: Path) -> None:
    imported(store, book([100, None, None], [None, 60, 60], more=shares("baseline", [None, None])), tmp_path)
    found = results(store)
    assert found["partners"] == []
    why = "The costs are not shared: Upper Wick and Lower Wick have no baseline recorded that is one figure."
    assert why in found["why"]
    assert f"Who gains from Depot is not known. {why}" in found["sentences"]


def test_what_is_not_stated_to_be_cashable_is_a_bound_in_the_json(store: Store, tmp_path: Path) -> None:
    targets: list[list[Cell]] = [["Indicator", "Baseline", "2015/16", "2016/17"], ["NI 179", 1000, 3, 3]]
    sheets = book([100, None, None], [None, 60, 60], more={"Targets": targets, "Budget gap": [["Fund", "2016/17"], [None, 100]]})
    sheets["Flows"].append(["Depot", "Space", "saving", None, None, "yes", None, 30, 30])
    imported(store, sheets, tmp_path)
    found = results(store)
    [target] = found["targets"]
    assert [target["total_gain"][end] for end in ("kind", "low", "central", "high")] == ["range", 60, 60, 90]
    assert target["not_stated"]["central"] == 30
    assert target["met"] is True
    [gap] = found["affordability"]["gap"]
    assert [gap["relief"][end] for end in ("low", "central", "high")] == [60, 60, 90]
    assert [gap["left"][end] for end in ("low", "central", "high")] == [10, 40, 40]
    assert "At least £60 is gained: £30 more is not stated to be cashable." in found["sentences"]
    # the budget of the schema counts what is stated alone
    assert found["projects"][0]["budget_net"]["central"] == -100 + 120


def test_what_releases_no_cash_is_not_paid_back_in_cash_at_once(store: Store, tmp_path: Path) -> None:
    sheets = book([None, None, None], [None, 60, 60])
    sheets["Flows"][2][4] = None  # the rent is not stated to be cashable
    held = project(store, sheets, tmp_path)
    assert held["payback_years"] == 0
    assert held["payback_cashable_years"] is None


def test_a_share_past_the_tolerance_is_re_based_in_the_json(store: Store, tmp_path: Path) -> None:
    more = shares("caseload", ["Upper Wick", 600], ["Lower Wick", 400])
    more["Shares"][0] += ["Actual", "Actual amount (£)"]
    counted: tuple[list[Cell], ...] = ([630, 70], [370, 30], [None, None])
    for row, found_later in zip(more["Shares"][1:], counted, strict=True):
        row.extend(found_later)
    imported(store, book([100.01, None, None], [None, 60, 60], more=more, fields=(("Tolerance (%)", 4),)), tmp_path)
    [found] = results(store)["rebasing"]
    assert (found["rebased"], found["tolerance"], found["basis"], found["applies_to"]) == (True, 0.04, "caseload", "costs")
    upper, lower = found["partners"]
    assert [upper["share_before"], upper["share_after"], lower["share_after"]] == [0.6, 0.63, 0.37]
    assert [each["after"]["central"] for each in found["partners"]] == [63.01, 37]
    assert [each["settles"] for each in found["partners"]] == [-7, 7]
    assert any(sentence.startswith("The costs of Depot are re-based") for sentence in results(store)["sentences"])


@pytest.mark.parametrize(
    ("sheets", "problem"),
    [
        (book([1], [1], horizon=0), "type 1 or more"),
        (book([1], [1], horizon=301), "type 300 or less"),
        (book([1, 1], [1, 1], years=[BASE, BASE + 9]), "outside"),
        (book(["£5m to £3m"], [1]), "type the lower amount first"),
        (book([1], [1], more=shares("fixed", ["Upper Wick", 50], ["Lower Wick", 30])), "so 20% is nobody’s. Make them add to 100%"),
        (book([1], [1], more=shares("caseload", ["Upper Wick", 50], ["Lower Wick", None])), "Lower Wick has no value"),
        (book(["£5,000bn"], [1]), "too large"),
    ],
    ids=["horizon 0", "horizon 301", "past the horizon", "low above high", "shares of 80%", "no caseload", "too large"],
)
def test_what_cannot_be_is_refused_whole_and_says_what_to_do(store: Store, tmp_path: Path, sheets: Sheets, problem: str) -> None:
    with pytest.raises(SeveralTroubles) as caught:
        imported(store, sheets, tmp_path)
    assert any(problem in sentence for sentence in caught.value.sentences)
