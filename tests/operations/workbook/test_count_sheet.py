"""The Count as a sheet and on its screen: what cannot be is a sentence, and thousands of lines go in as one step and come out alike."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from db.nouns.count import SpendLine
from db.store import Store
from db.trail import undo
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.count import count
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.count_records import spending
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from desktop.operations.workbook.exporting import gather, write_workbook
from desktop.operations.workbook.importing import import_workbook
from tests.operations.grounds import Cell, imported, sheets

HEADINGS: list[Cell] = [
    "Organisation", "Theme", "Service", "Tier", "Funding stream", "Year", "Amount", "Handling cost", "Reaches the front line (%)",
]  # fmt: skip
MANY = 2_000


def with_lines(*lines: list[Cell]) -> dict[str, list[list[Cell]]]:
    return {**sheets(), "Count": [HEADINGS, *lines]}


def spent(*, on: str = "Advice", by: Cell = "Upper Wick", out_of: Cell = "Health grant", **other: Cell) -> list[Cell]:
    return [by, "Health", on, "local", out_of, "2009/10", other.get("amount"), other.get("handling"), other.get("frontline")]


NOBODYS = "The funding stream ‘Health grant’ has no organisation: choose the organisation that spends it or hands it on."
TOO_DEAR = "Handling costs £101, more than all of the amount, £100: correct one of them"
TOO_MUCH = "80% of £100 and a handling cost of £21 are more than there is: correct one of them"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (spent(by=None, amount=100), f"Count, row 2, column E (Funding stream): {NOBODYS}"),
        (spent(amount=100, handling=101), f"Count, row 2, column H (Handling cost): {TOO_DEAR}."),
        (spent(amount=100, handling=21, frontline=80), f"Count, row 2, column H (Handling cost): {TOO_MUCH}."),
        (spent(amount=100, frontline=101), "Count, row 2, column I (Reaches the front line): 101 is too high: type 100 or less."),
        (spent(on="Total for health", amount=100), "Count, row 2, column C (Service): ‘Total for health’ reads as a total"),
    ],
)
def test_what_cannot_be_is_a_sentence(line: list[Cell], sentence: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises((KnownTrouble, SeveralTroubles)) as trouble:
        imported(store, with_lines(line), tmp_path)
    assert sentence in str(trouble.value)
    assert not store.reader().exists(SpendLine)


def test_what_cannot_be_is_refused_on_the_screen_too(filled: Store) -> None:
    case = find(filled.reader(), None)
    with filled.unit_of_work("new spend line") as unit:
        row = records.add(unit, SpendLine, case)
    for key, text, sentence in (
        ("amount", "£100", ""),
        ("handling", "£101", TOO_DEAR),
        ("handling", "£21", ""),
        ("frontline_percent", "80", TOO_MUCH),
    ):
        with filled.unit_of_work("change") as unit:
            if sentence:
                with pytest.raises(KnownTrouble) as trouble:
                    records.change(unit, SpendLine, case, [Edit(row, key, text)])
                assert str(trouble.value) == sentence
            else:
                records.change(unit, SpendLine, case, [Edit(row, key, text)])
    (line,) = spending(filled.reader(), case)
    assert (line.stream, line.handling, line.frontline) == ("", Estimate.exact(Decimal(21)), None)


def test_a_line_of_nobodys_without_a_stream_is_taken_and_not_known_stays_so(store: Store, tmp_path: Path) -> None:
    lines = spent(by=None, out_of=None), spent(amount="not known"), spent(amount="£1m to £2m")
    case = imported(store, with_lines(*lines), tmp_path).case
    found = count(spending(store.reader(), case))
    assert [line.organisation for line in found.lines] == ["", "Upper Wick", "Upper Wick"]
    assert (found.all.amount.low, found.all.amount.high, found.all.amount.unknown) == (Decimal(1_000_000), None, 2)


def test_thousands_of_lines_go_in_as_one_step_and_come_out_alike(store: Store, tmp_path: Path) -> None:
    amounts = [1_000_003 + 7 * n for n in range(MANY)]
    whose = "Upper Wick", "Lower Wick"
    lines = [spent(on=f"Service {n % 97}", by=whose[n % 2], amount=each, handling=0, frontline=85) for n, each in enumerate(amounts)]
    case = imported(store, with_lines(*lines), tmp_path).case
    found = count(spending(store.reader(), case))
    assert found.all.amount.central == sum(amounts)
    assert found.all.reaches.central == Decimal(sum(amounts)) * 85 / 100
    assert len(found.overlaps) == 97
    again = tmp_path / "again.xlsx"
    write_workbook(gather(store.reader(), case), again)
    import_workbook(store, again, replace=True)
    assert spending(store.reader(), find(store.reader(), None)) == found.lines
    undo(store)
    undo(store)
    assert not store.reader().exists(SpendLine)
