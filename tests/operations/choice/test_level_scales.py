"""A scale whose worst equals its best: any score is taken, each has the value 100, and the results say that it tells nothing apart."""

from __future__ import annotations

from pathlib import Path

from db.store import Store
from tests.operations import grounds


def test_any_score_on_a_scale_whose_ends_are_equal_is_taken(store: Store, tmp_path: Path) -> None:
    book = grounds.sheets()
    grounds.put("Criteria", 2, "Best", 0)(book)  # Quality, from 0 to 0, scored 4 and 8
    grounds.imported(store, book, tmp_path)
    found = grounds.results(store)
    assert "Every option scores the same on Quality, so it tells nothing apart." in found["sentences"]
    assert {option["contributions"]["Quality"] for option in found["options"] if option["score"] is not None} == {50.0}
