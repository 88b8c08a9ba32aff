"""What stands beside or below a table of records, and blocks pasted into it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.store import Store
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import records
from desktop.operations.records.cases import add_empty
from desktop.operations.records.pasting import paste
from desktop.operations.records.records import Edit, Row
from desktop.operations.records.summaries import attendance, benchmark_findings, total_lines, totals_by_year, weight_findings

_YEAR = FinancialYear(2011)


def criterion(name: str, weight: str | None, heading: str = "", use: str = "weighted") -> Row:
    return Row(1, {"name": name, "heading": heading, "use": use, "weight": Decimal(weight) if weight else None})


def test_a_total_carries_what_is_not_known_and_a_year_without_records_has_none() -> None:
    rows = (
        Row(1, {}, {_YEAR: Estimate.exact(Decimal(200))}),
        Row(2, {}, {_YEAR: NOT_KNOWN, _YEAR.after(2): Estimate.at_most(Decimal(50))}),
    )
    totals = totals_by_year(rows)
    assert {str(year): total.total_words() for year, total in totals.items()} == {
        "2011/12": "at least £200; 1 amount not yet known",
        "2013/14": "up to £50",
    }
    assert {str(year): total_lines(total) for year, total in totals.items()} == {
        "2011/12": ("at least £200", "1 not known"),
        "2013/14": ("up to £50", "lowest taken as £0"),
    }


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ((), ()),
        ((criterion("A", "60"), criterion("B", "40")), ("Weights add to **100**: each is its share.",)),
        ((criterion("A", "2"), criterion("B", "0.5")), ("Weights add to **2.5**: each counts for its share of that.",)),
        ((criterion("A", "0"), criterion("B", None)), ("The weights are all **0**, so every criterion counts the same.",)),
        (
            (criterion("A", "100"), criterion("B", None), criterion("C", None, use="parked")),
            ("Weights add to **100**: each is its share.", "B has no weight yet and does not count."),
        ),
        (
            (criterion("A", "30", "Money"), criterion("B", "20", "Money"), criterion("C", "50", "People")),
            ("Weights add to **100**: each is its share.",),
        ),
    ],
)
def test_what_weights_add_to(rows: tuple[Row, ...], says: tuple[str, ...]) -> None:
    assert weight_findings(rows) == says


def test_no_weight_at_all_says_what_counts_instead() -> None:
    (said,) = weight_findings((criterion("A", None),))
    assert said.startswith("No weight is recorded here")


@pytest.mark.parametrize(
    ("attended", "invited", "says"), [(23, 37, "23 of 37 (62%)"), (1200, None, "1,200"), (None, 37, ""), (0, 8, "0 of 8 (0%)"), (3, 0, "3")]
)
def test_who_came(attended: int | None, invited: int | None, says: str) -> None:
    assert attendance(Row(1, {"attended": attended, "invited": invited})) == says


def test_without_a_benchmark_it_says_what_to_do() -> None:
    said = benchmark_findings((Row(1, {"name": "A", "benchmark": False, "preferred": True}),))
    assert said[0].startswith("No option is the benchmark yet: say yes to Benchmark")
    assert said[1] == "**A** is preferred."
    assert benchmark_findings(()) == ()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "pasted.appraisal")
    with made.unit_of_work("new case") as unit:
        add_empty(unit)
    yield made
    made.close()


def test_a_block_changes_and_adds_in_one_unit(store: Store) -> None:
    with store.unit_of_work("one") as unit:
        first = records.add(unit, Risk, 1, {"name": "Prices rise"})
    with store.unit_of_work("two") as unit:
        (second,) = paste(unit, Risk, 1, [Edit(first, "owner", "Treasurer")], [{"name": "Nobody comes", "impact": " Low "}])
    reader = store.reader()
    rows = records.rows(reader, Risk, 1)
    assert [(row.id, row.text("name"), row.text("owner"), row.text("impact")) for row in rows] == [
        (first, "Prices rise", "Treasurer", ""),
        (second, "Nobody comes", "", "Low"),
    ]


def test_a_block_that_cannot_be_written_whole_is_not_written_at_all(store: Store) -> None:
    with store.unit_of_work("one") as unit:
        records.add(unit, Option, 1, {"name": "Do nothing"})
    with pytest.raises(KnownTrouble, match="named ‘Do nothing’ already"), store.unit_of_work("two") as unit:
        paste(unit, Option, 1, [], [{"name": "Share"}, {"name": "Do nothing"}])
    reader = store.reader()
    assert [row.text("name") for row in records.rows(reader, Option, 1)] == ["Do nothing"]
