"""Which evidence the words of a paper quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.nouns.case import Evidence
from desktop.papers.content.blocks import Block, Figure, Paragraph, Span, Table, table_columns
from desktop.papers.sources.quoting import quoted


def _evidence(statement: str, value: str, unit: str = "") -> Evidence:
    return Evidence(case_id=1, statement=statement, value=value, unit=unit)


def _words(text: str) -> Paragraph:
    return Paragraph((Span(text),))


@pytest.mark.parametrize(
    ("statement", "value", "unit", "text", "is_quoted"),
    [
        ("Councils sharing services", "337", "councils", "The map shows 337 councils.", True),
        ("Savings reported", "£357 million", "", "They report savings of £357m.", True),
        ("Grant", "£1,500", "", "A grant of £1.5k is paid.", True),
        ("Share returned", "53.8%", "", "7 of 13 returns came in (53.8%).", True),
        ("Skills gained", "5", "skills", "Sharing gave the council five skills.", True),
        ("Skills gained", "5", "skills", "There are 5 wards.", False),
        ("Parts of the award", "£15m + £105m", "", "£15 million is for projects.", False),
        ("Districts at level 3", "60", "%", "Nothing is said of it.", False),
        ("No amount is printed", "not known", "", "It is not known.", False),
    ],
)
def test_evidence_is_quoted_where_its_figures_stand_together(statement: str, value: str, unit: str, text: str, is_quoted: bool) -> None:
    item = _evidence(statement, value, unit)
    assert quoted([item], [_words(text)]) == ((item,) if is_quoted else ())


def test_rows_and_charts_quote_too() -> None:
    item = _evidence("Returns received", "7 of 13")
    table = Table("Returns", table_columns("What", "Count"), (("Returns received", "7 of 13"),))
    chart = Figure("returns", lambda *_: None, "Returns", "7 of 13 returns came in.", 0.4)
    blocks: list[Block] = [table, chart]
    assert [quoted([item], [block]) for block in blocks] == [(item,), (item,)]


@given(st.lists(st.integers(100, 10**9), min_size=1, max_size=5, unique=True), st.data())
def test_what_is_quoted_keeps_the_officers_order_and_is_what_was_given(numbers: list[int], data: st.DataObject) -> None:
    evidence = [_evidence(f"Count {index}", str(number)) for index, number in enumerate(numbers)]
    said = data.draw(st.lists(st.sampled_from(numbers), unique=True))
    assert [int(each.value) for each in quoted(evidence, [_words(f"{each:,} of them.") for each in said])] == [
        number for number in numbers if number in said
    ]
