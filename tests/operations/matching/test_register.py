"""Sheets that bring what the register, or the case, has already: each row goes to the record that it is of, and to no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.money import Leaver
from db.nouns.register import CostLine, Organisation, Service
from db.store import Store
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import cases
from desktop.operations.records.pasting import paste
from desktop.operations.records.records import rows
from tests.operations.matching.books import empty_case, matched, one_table, taken, would_bring

UPPER, LOWER = "Upper Council", "Lower Council"


def two_councils(path: Path) -> tuple[Store, int]:
    """A case of two councils, each with a service and a cost of the same names."""
    store, case = empty_case(path)
    with store.unit_of_work("two councils") as unit:
        paste(unit, Organisation, case, (), [{"name": UPPER, "kind": "county"}, {"name": LOWER, "kind": "district"}])
        for council, amount in ((UPPER, "£100"), (LOWER, "£7")):
            paste(unit, Service, case, (), [{"organisation": council, "name": "Payroll"}])
            paste(unit, CostLine, case, (), [{"organisation": council, "service": "Payroll", "category": "Employees", "2026/27": amount}])
    return store, case


def test_the_costs_of_services_of_one_name_go_each_to_its_own_council(tmp_path: Path) -> None:
    store, case = two_councils(tmp_path / "a.appraisal")
    sheet = one_table(
        (("Organisation", "Service", "Category", "2026/27"), (LOWER, "Payroll", "Employees", "£8"), (UPPER, "Payroll", "ICT", 5))
    )
    brought = would_bring(store, case, matched(store, case, sheet))
    assert [(each.before, each.after) for each in brought.replaced] == [("£7", "£8")]
    taken(store, case, sheet, {})
    held = [
        (row.text("organisation"), row.text("category"), row.amounts[FinancialYear(2026)].words())
        for row in rows(store.reader(), CostLine, case)
    ]
    assert held == [(UPPER, "Employees", "£100"), (UPPER, "ICT", "£5"), (LOWER, "Employees", "£8")]
    store.close()


def test_rows_that_may_be_alike_are_each_a_record_of_their_own(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    one = one_table((("Post", "Age", "Weekly pay"), ("Clerk", 50, 400)))
    taken(store, case, one, {})
    three = one_table((("Post", "Age", "Weekly pay"), ("Clerk", 50, 400), ("Clerk", 41, 300), ("Clerk", 33, 350)))
    brought = would_bring(store, case, matched(store, case, three))
    assert (brought.unchanged, len(brought.new), len(brought.replaced)) == (1, 2, 0)
    taken(store, case, three, {})
    assert [row.text("age") for row in rows(store.reader(), Leaver, case)] == ["50", "41", "33"]
    assert would_bring(store, case, matched(store, case, three)).count == 0
    store.close()


def test_a_row_that_is_pasted_replaces_nothing_that_another_case_sees(tmp_path: Path) -> None:
    store, _ = two_councils(tmp_path / "a.appraisal")
    with store.unit_of_work("another case") as unit:
        other = cases.add(unit, {"title": "Another", "base_year": FinancialYear(2026), "horizon": 5})
    with (
        pytest.raises(KnownTrouble, match="‘Upper Council’ is in the register with Kind county: leave that blank"),
        store.unit_of_work("a") as unit,
    ):
        paste(unit, Organisation, other, (), [{"name": "upper council", "kind": "unitary"}])
    with store.unit_of_work("b") as unit:
        paste(unit, Organisation, other, (), [{"name": "upper council", "population": "1000"}])
    (upper,) = rows(store.reader(), Organisation, other)
    assert [upper.text(key) for key in ("name", "kind", "population")] == [UPPER, "county", "1000"]
    with pytest.raises(KnownTrouble, match="There is an organisation named ‘Upper Council’ already"), store.unit_of_work("c") as unit:
        paste(unit, Organisation, other, (), [{"name": UPPER}])
    with pytest.raises(KnownTrouble, match="Lower Council has no service named ‘Payroll’"), store.unit_of_work("d") as unit:
        paste(unit, CostLine, other, (), [{"organisation": LOWER, "service": "Payroll", "category": "Employees", "2026/27": "£1"}])
    store.close()
