"""A newer edition of a discount schedule moves no case that is there: neither its figures nor its finals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from db import trail
from db.nouns.case import Case
from db.store import Store
from desktop.appraisal import discounting, prices
from desktop.errors import KnownTrouble
from desktop.operations.records import cases
from tests.operations.grounds import TITLE, results
from tests.operations.papers.test_finals import made, pdf, stands

NEWER = "Green Book 2030"


@pytest.fixture
def newer_rates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later release of the program, which has a newer edition of each schedule beside those of today."""
    editions = {
        key: (*known, replace(known[-1], vintage=NEWER, steps=((0, Decimal("0.01")),))) for key, known in discounting.published().items()
    }
    monkeypatch.setattr(discounting, "published", lambda: editions)


def _change(store: Store, key: str, text: str) -> None:
    with store.unit_of_work("change") as unit:
        cases.change(unit, cases.find(unit, TITLE), key, text)


def _case(store: Store, title: str = TITLE) -> Case:
    reader = store.reader()
    return reader.get(Case, cases.find(reader, title))


def _worth(store: Store) -> Any:
    return [option["npv"] for option in results(store)["options"]]


def test_a_case_has_the_vintages_of_the_day_it_was_made(filled: Store) -> None:
    kept = _case(filled)
    assert kept.discount_vintage == discounting.schedule(kept.discounting).vintage
    assert kept.deflator_vintage == prices.series().vintage


def test_newer_rates_move_no_case_that_is_there(filled: Store, request: pytest.FixtureRequest) -> None:
    before, worth = results(filled), _worth(filled)
    request.getfixturevalue("newer_rates")
    assert results(filled) == before
    _change(filled, "discounting", "Green-Book")
    assert _worth(filled) == worth, "it is the schedule that it had"
    for text in ("8%", "green book"):
        _change(filled, "discounting", text)
    assert _case(filled).discount_vintage == NEWER, "it is chosen anew"
    assert _worth(filled) != worth
    for _ in range(3):
        trail.undo(filled)
    assert results(filled) == before


def test_a_final_still_prints_when_there_are_newer_rates(filled: Store, request: pytest.FixtureRequest) -> None:
    made(filled)
    before = pdf(filled)
    request.getfixturevalue("newer_rates")
    assert pdf(filled) == before
    assert stands(filled).startswith("Version 1 is final.")


@pytest.mark.usefixtures("newer_rates")
def test_a_new_case_has_the_newest_rates(store: Store) -> None:
    with store.unit_of_work("add") as unit:
        cases.add_empty(unit)
    assert _case(store, "New case").discount_vintage == NEWER


def test_an_edition_that_this_version_has_not_is_said() -> None:
    with pytest.raises(KnownTrouble, match="does not hold ‘Green Book 2030’"):
        discounting.schedule("green book", NEWER)
    assert discounting.schedule("8%", NEWER).vintage == "as entered"
