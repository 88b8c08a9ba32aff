"""Sources as a table: records of one source together, and a source once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.papers.content.blocks import Record, SourceEntry, Sources
from desktop.papers.content.source_rows import source_table


def _rows(*entries: SourceEntry) -> tuple[tuple[str, ...], ...]:
    return source_table(Sources("Sources", entries)).rows


def _entry(record: str, value: str = "", source: str = "Report", basis: str = "Reported") -> SourceEntry:
    return SourceEntry(record, value, basis, source)


def test_records_of_one_source_stand_together_wherever_they_were_recorded() -> None:
    assert _rows(_entry("Councils", "337"), _entry("Savings", "£1m", "Budget"), _entry("Functions", "383")) == (
        ("Councils: 337\nFunctions: 383", "Report"),
        ("Savings: £1m", "Budget"),
    )


def test_what_is_recorded_alike_is_said_once_after_all_it_is_of() -> None:
    assert _rows(_entry("Fleet: savings", "not known"), _entry("Legal: savings", "not known")) == (
        ("Fleet: savings; Legal: savings: not known", "Report"),
    )


def test_records_of_one_kind_that_say_the_same_name_their_kind_once() -> None:
    vesting = "vesting day 1 April 2027"
    councils = [
        SourceEntry(f"New councils: {name}: Two councils", vesting, "Reported", "Report", of=Record("new councils", name))
        for name in ("East", "West")
    ]
    assert _rows(*councils) == ((f"New councils: East: Two councils; West: Two councils: {vesting}", "Report"),)
    # what stands before a colon is no kind unless the records are of it
    assert _rows(*(_entry(f"New councils: {name}: Two councils", vesting) for name in ("East", "West"))) == (
        (f"New councils: East: Two councils; New councils: West: Two councils: {vesting}", "Report"),
    )


def test_parts_of_one_record_stand_after_its_name_with_their_condition_once() -> None:
    condition = "\nCondition: Cabinet agrees"
    assert _rows(_entry("Hub: ICT", f"2015/16: £1m{condition}"), _entry("Hub: Staff", f"2015/16: £2m{condition}")) == (
        ("Hub: ICT: 2015/16: £1m; Staff: 2015/16: £2m; Condition: Cabinet agrees", "Report"),
    )


def test_a_basis_that_is_not_reported_stands_before_the_source_and_a_missing_source_is_told() -> None:
    assert [row[1] for row in _rows(_entry("A", "1", "Worked out", "Assumed"), _entry("B", "2", ""))] == [
        "Assumed. Worked out",
        "Not stated",
    ]


def test_very_many_records_of_one_kind_are_counted() -> None:
    (row,) = _rows(*(_entry(f"Returns: Organisation {number}", f"rated {number}") for number in range(61)))
    assert row[0] == "Returns: 61 records, which are not listed here"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60, unique=True))
def test_no_row_is_long_and_every_record_stands_in_one(numbers: list[int]) -> None:
    rows = _rows(*(_entry(f"Record {number}.", str(number)) for number in numbers))
    assert [line for row in rows for line in row[0].split("\n")] == [f"Record {number}.: {number}" for number in numbers]
    assert all(row[0].count("\n") < 8 for row in rows)
