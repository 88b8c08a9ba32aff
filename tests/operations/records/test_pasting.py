"""Many rows pasted together are the very rows that one at a time would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from db.nouns.choice import Option
from db.nouns.delivery import Risk
from db.nouns.money import CashFlow
from db.nouns.noun import Noun
from db.trail import undo
from desktop.errors import KnownTrouble
from desktop.operations.records import records
from desktop.operations.records.columns import RawCell
from desktop.operations.records.pasting import paste
from tests.operations.matching.books import empty_case

LINES: Sequence[Mapping[str, RawCell]] = (
    {"owner": "Hub", "line": "Staff", "kind": "saving", "cashable": "yes", "2026/27": "£1.2m", "2028/29": "up to £5m"},
    {"owner": "Hub", "line": "ICT", "kind": "cost", "basis": "assumed", "source": "Finance", "2027/28": "", "category": "Staff"},
)
RISKS: Sequence[Mapping[str, RawCell]] = ({"name": "Cost rises", "likelihood": 3}, {"name": "Cost rises"}, {}, {})


def _pasted(path: Path, noun: type[Noun], rows: Sequence[Mapping[str, RawCell]], together: bool) -> tuple[records.Row, ...]:
    store, case = empty_case(path)
    with store.unit_of_work("an option") as unit:
        records.add(unit, Option, case, {"name": "Hub"})
    with store.unit_of_work("a block") as unit:
        for block in [rows] if together else [[row] for row in rows]:
            paste(unit, noun, case, (), block)
    found = records.rows(store.reader(), noun, case)
    assert undo(store)
    assert not records.rows(store.reader(), noun, case)
    assert store.check() == []
    store.close()
    return found


@pytest.mark.parametrize(("noun", "rows"), [(CashFlow, LINES), (Risk, RISKS[:2]), (Risk, RISKS)], ids=["lines", "risks", "without names"])
def test_rows_together_are_as_one_by_one(tmp_path: Path, noun: type[Noun], rows: Sequence[Mapping[str, RawCell]]) -> None:
    together = _pasted(tmp_path / "together.appraisal", noun, rows, together=True)
    assert together == _pasted(tmp_path / "apart.appraisal", noun, rows, together=False)
    assert len(together) == len(rows)


def test_a_line_that_none_may_be_is_refused_among_many(tmp_path: Path) -> None:
    store, case = empty_case(tmp_path / "a.appraisal")
    with store.unit_of_work("an option") as unit:
        records.add(unit, Option, case, {"name": "Hub"})
    late = {**LINES[0], "2040/41": 5}
    rising = {**LINES[0], "kind": "cost", "type": "capital", "inflation_percent": "3%"}
    for wrong, told in ((late, "2040/41 is outside the case"), (rising, "Inflation")):
        with pytest.raises(KnownTrouble, match=told), store.unit_of_work("a block") as unit:
            paste(unit, CashFlow, case, (), [*LINES, wrong])
    assert not records.rows(store.reader(), CashFlow, case)
    store.close()
