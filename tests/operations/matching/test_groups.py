"""Years that stand in groups, such as Revenue and Capital, are lines of their own; and amounts that say £ on a sheet of thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.money import CashFlow
from desktop.operations.records.records import rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, taken, would_bring

TWO_ROWS: Cells = (
    ("Cost line", "Revenue", None, "Capital", None),
    (None, "2026/27", "2027/28", "2026/27", "2027/28"),
    ("Staff", 1, 2, None, None),
    ("ICT", 3, 4, 50, 6),
)
ONE_ROW: Cells = (
    ("Cost line", "Revenue 2026/27", "Revenue 2027/28", "Capital 2026/27", "2027/28 Capital"),
    ("Staff", 1, 2, None, None),
    ("ICT", 3, 4, 50, 6),
)
YEARS_OVER: Cells = (
    ("Cost line", "2026/27", None, "2027/28", None),
    (None, "Revenue", "Capital", "Revenue", "Capital"),
    ("Staff", 1, None, 2, None),
    ("ICT", 3, 50, 4, 6),
)
ANSWERS = {"all owner": "Hub", "all kind": "cost"}


@pytest.mark.parametrize("cells", [TWO_ROWS, ONE_ROW, YEARS_OVER], ids=["over two rows", "in one heading", "years over kinds"])
def test_revenue_and_capital_over_the_same_years_are_lines_of_their_own(tmp_path: Path, cells: Cells) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    taken(store, case, one_table(cells), ANSWERS)
    lines = {
        (row.text("line"), row.text("type")): [each.words() for each in row.amounts.values()]
        for row in rows(store.reader(), CashFlow, case)
    }
    assert lines == {("Staff", "revenue"): ["£1", "£2"], ("ICT", "revenue"): ["£3", "£4"], ("ICT", "capital"): ["£50", "£6"]}
    again = would_bring(store, case, matched(store, case, one_table(cells), ANSWERS))
    assert (again.count, again.unchanged) == (0, 3)
    store.close()


def test_costs_and_savings_side_by_side_need_no_kind_of_every_row(tmp_path: Path) -> None:
    cells: Cells = (("Line", "Costs", None, "Savings"), (None, "2026/27", "2027/28", "2026/27"), ("Staff", 1, 2, 9), ("ICT", 3, 4, 50))
    store, case = empty_case(tmp_path / "a.appraisal")
    brought = taken(store, case, one_table(cells), {"all owner": "Hub"})
    assert [(each.cells["line"], each.cells["kind"], each.cells["2026/27"]) for each in brought.new] == [
        ("Staff", "cost", 1), ("Staff", "saving", 9), ("ICT", "cost", 3), ("ICT", "saving", 50),
    ]  # fmt: skip
    store.close()


def test_groups_whose_words_do_not_say_what_they_are_are_asked(tmp_path: Path) -> None:
    """Budget and forecast are two accounts of one thing: taken together they would count it twice. Names may be those of options."""
    store, case = empty_case(tmp_path / "a.appraisal")
    cells: Cells = (("Line", "2026/27", None), (None, "Budget", "Forecast"), ("Staff", 1, 2), ("ICT", 3, 4))
    assert [ask.key for ask in matched(store, case, one_table(cells), ANSWERS).unanswered] == ["under Budget", "under Forecast"]
    brought = taken(store, case, one_table(cells), ANSWERS | {"under Budget": "leave out", "under Forecast": "kind=cost"})
    assert [(each.cells["line"], each.cells["2026/27"]) for each in brought.new] == [("Staff", 2), ("ICT", 4)]
    options: Cells = (
        ("Line", "Trust", None, "Operator", None),
        (None, *("2026/27", "2027/28") * 2),
        ("Staff", 1, 2, 3, 4),
        ("ICT", 5, 6, 7, 8),
    )
    answers = {"all kind": "cost", "under Trust": "owner", "under Operator": "owner"}
    asks = {ask.key: ask.words for ask in matched(store, case, one_table(options), answers).asks}
    assert asks["owners are"] == "‘Trust’ and ‘Operator’ are new here, as"
    assert "all owner" not in asks
    taken(store, case, one_table(options), answers)
    found = {
        (row.text("owner"), row.text("line")): len(row.amounts)
        for row in rows(store.reader(), CashFlow, case)
        if row.text("owner") != "Hub"
    }
    assert found == {(owner, line): 2 for owner in ("Trust", "Operator") for line in ("Staff", "ICT")}
    assert [ask.key for ask in matched(store, case, one_table(options), {"all kind": "saving"}).unanswered] == [], "they are options now"
    store.close()


@pytest.mark.parametrize(("answer", "shown"), [("1000", ["£1.2m", "up to £5,000"]), ("1", ["£1,200", "up to £5"])])
def test_an_amount_that_says_pounds_on_a_sheet_of_thousands_is_asked(tmp_path: Path, answer: str, shown: list[str]) -> None:
    cells: Cells = (("Costs (£000)",), ("Item", "2026/27"), ("Staff", "£1,200"), ("ICT", 7), ("Rent", "up to £5"), ("Heat", "£2m"))
    store, case = empty_case(tmp_path / "a.appraisal")
    answers = {"all owner": "Hub", "unit": "1000"}
    (ask,) = matched(store, case, one_table(cells), answers).unanswered
    assert (ask.key, ask.words) == ("unit of £", "‘£1,200’ says £, where the amounts say £000")
    assert [choice.words for choice in ask.choices] == ["£1,200 is £1,200,000", "£1,200 is £1,200"]
    taken(store, case, one_table(cells), answers | {"unit of £": answer})
    lines = {row.text("line"): next(iter(row.amounts.values())).words() for row in rows(store.reader(), CashFlow, case)}
    assert lines == {"Staff": shown[0], "ICT": "£7,000", "Rent": shown[1], "Heat": "£2m"}
    store.close()
