"""Whatever cells a sheet holds, matching it and working out what it would bring ends in a table, questions or sentences."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.appraisal.years import FinancialYear, consecutive
from desktop.operations.matching.asks import CaseNames, Match
from desktop.operations.matching.filling import Filling, Held
from desktop.operations.matching.matching import match
from desktop.operations.matching.tables import Table, tables_of
from desktop.operations.matching.taking import filling
from desktop.operations.records.columns import ShownError
from tests.examples import examples
from tests.operations.matching.books import sheet_of

_KNOWN = CaseNames(FinancialYear(2026), consecutive(FinancialYear(2026), 5), {"options": ("Hub",), "criteria": ("Cost",)})
_HEADINGS = (
    None, "", "Line", "Option", "Criterion", "Weight", "Owner", "Kind", "Risk", "Ref", "2026/27", "2027/28", "2026", "Year 2", "FY26/27",
    "Revenue", "Capital 2026/27", "Total", "Hub", "Trust weighted", "Apr-26", "Stakeholder", "Date", "Method", "Body", "Service",
    "Funding stream", "£000",
)  # fmt: skip
_CELLS = (
    None, None, 0, 1, 12.5, -3, True, "", " ", "Staff", "Total", "COSTS", "High", "***", "\u2605\u2605", "\u2713", "12.5*", "12.5\u00b9",
    "\u00b2", "3 (1)", "1,200-", "(1,200)", "£(1.2m)", "\u0663", "1,5", "1.200", "0.6", "40%", "%", "£", "-", "\u2013", "n/a", "TBC",
    "up to £5m", "£150-200,000", "£000", "9/5/25", "31 Febuary 2011", ShownError("#N/A"), datetime.date(2026, 4, 1), float("1e300"),
    "x" * 40, "Note: draft", "1. First",
)  # fmt: skip


@st.composite
def _sheets(draw: st.DrawFn) -> list[tuple[object, ...]]:
    width = draw(st.integers(1, 7))
    heads = [tuple(draw(st.sampled_from(_HEADINGS)) for _ in range(width)) for _ in range(draw(st.integers(1, 2)))]
    body = [tuple(draw(st.sampled_from(_CELLS)) for _ in range(width)) for _ in range(draw(st.integers(0, 7)))]
    return [*heads, *body]


def _answered(table: Table, data: st.DataObject) -> Match | None:
    """A table matched with every question answered, as answers lead to more."""
    answers: dict[str, str] = {}
    for _ in range(12):
        found = match(table, _KNOWN, answers)
        if found is None or not found.unanswered:
            return found
        for ask in found.unanswered:
            answers[ask.key] = data.draw(st.sampled_from([choice.value for choice in ask.choices] or ["5"]))
    raise AssertionError("more and more is asked")


@settings(max_examples=examples(400), deadline=None)
@given(st.data())
def test_any_table_is_matched_without_a_fault(data: st.DataObject) -> None:
    for table in tables_of(sheet_of(data.draw(_sheets()))):
        found = _answered(table, data)
        if found is not None:
            would_be = filling(found, Held(_KNOWN))
            assert isinstance(would_be, Filling)
            assert all(problem.startswith(table.sheet) and problem.endswith((".", "?")) for problem in would_be.problems)
            for new in would_be.new:
                assert new.cells
