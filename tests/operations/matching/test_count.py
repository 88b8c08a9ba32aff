"""A sheet of public spend in a council's own words, taken for the Count."""

from __future__ import annotations

from pathlib import Path

from db.nouns.count import SpendLine
from db.trail import undo
from desktop.operations.matching.asks import Shape
from desktop.operations.records.records import Row, rows
from tests.operations.matching.books import Cells, empty_case, matched, one_table, tables_in, taken, written

HEADINGS = (
    "Body", "Funding source", "Category", "Activity", "Level of government", "Financial year", "£000", "Admin cost £000", "% to front line",
)  # fmt: skip
SPEND: Cells = (
    ("Public spend on drugs and alcohol",),
    (),
    HEADINGS,
    ("County Council", "Area based grant", "Drugs and alcohol", "Treatment", "Local", "2009/10", "1,250", 50, 85),
    ("County PCT", "Pooled treatment budget", "Drugs and alcohol", "Treatment", "Local", "2009/10", 900, "n/k", "80%"),
    ("Police Authority", "Home Office grant", "Drugs and alcohol", "Arrest referral", "National", "2009/10", "TBC", None, None),
    ("Total", None, None, None, None, None, 2150, 50, None),
)
MANY = 2_000


def _told(row: Row, *keys: str) -> tuple[str, ...]:
    return tuple(row.text(key) for key in keys)


def test_a_sheet_in_other_words_comes_in_as_lines_of_the_count(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    (table,) = tables_in(written(tmp_path / "foreign.xlsx", Spend=SPEND))
    found = matched(store, case, table)
    assert (found.shape, found.noun) == (Shape.ROWS, SpendLine)
    assert [ask.key for ask in found.unanswered] == ["unit"]
    brought = taken(store, case, table, {"unit": "1000"})
    assert [(each.row, each.why) for each in brought.left_out] == [(7, "it reads as a total")]
    first, second, third = rows(store.reader(), SpendLine, case)
    keys = "organisation", "stream", "theme", "name", "tier", "year", "amount", "handling", "frontline_percent"
    where = "Drugs and alcohol", "Treatment", "local", "2009/10"
    assert _told(first, *keys) == ("County Council", "Area based grant", *where, "£1.25m", "£50,000", "85")
    assert _told(second, *keys) == ("County PCT", "Pooled treatment budget", *where, "£0.9m", "not known", "80")
    assert _told(third, "name", "tier", "amount", "handling") == ("Arrest referral", "national", "not known", "")
    store.close()


def test_a_category_is_the_service_where_nothing_else_says_what_is_spent_on(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    table = one_table((("Body", "Funding source", "Category", "£000"), ("County Council", "Area based grant", "Advice", 1_250)))
    taken(store, case, table, {"unit": "1000"})
    (line,) = rows(store.reader(), SpendLine, case)
    assert _told(line, "organisation", "stream", "theme", "name", "amount") == (
        "County Council", "Area based grant", "", "Advice", "£1.25m",
    )  # fmt: skip
    store.close()


def test_thousands_of_lines_come_in_as_one_step(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    lines = (
        (f"Body {n % 40}", f"Grant {n % 90}", f"Theme {n % 12}", f"Activity {n}", "Local", "2009/10", MANY - n, 0, 85) for n in range(MANY)
    )
    brought = taken(store, case, one_table((HEADINGS, *lines)), {"unit": "1000"})
    assert brought.left_out == ()
    found = rows(store.reader(), SpendLine, case)
    assert len(found) == MANY
    assert _told(found[-1], "organisation", "name", "amount") == ("Body 39", f"Activity {MANY - 1}", "£1,000")
    undo(store)
    assert not store.reader().exists(SpendLine)
    store.close()
