"""Rounds of grant and bids, as they are typed and imported: dates in their order, and a bid that asks for a grant."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.nouns.grants import GrantBid, GrantRound
from db.store import Store
from desktop.errors import KnownTrouble, SeveralTroubles
from desktop.operations.appraising.appraisals import appraise_case
from desktop.operations.records import records
from desktop.operations.records.cases import find
from desktop.operations.records.records import Edit
from tests.operations.grounds import Cell, Sheets, imported, sheets

ROUNDS: list[Cell] = ["Round", "Match required", "Opens", "Expression of interest by", "Bid by", "Award on"]
IN_ORDER: list[Cell] = ["Award 2013", 20, "2 April 2012", "1 July 2012", "1 October 2012", "spring 2013"]
BIDS: list[Cell] = ["Owner", "Line", "Round", "How it qualifies"]


def book(rounds: list[list[Cell]], bids: list[list[Cell]] | None = None) -> Sheets:
    made = sheets()
    made["Flows"].append(["New depot", "Award", "funding", None, None, None, *[None] * 7])
    return made | {"Grant rounds": [ROUNDS, *rounds], "Grant bids": [BIDS, *(bids or [])]}


def problems(store: Store, folder: Path, given_book: Sheets) -> tuple[str, ...]:
    with pytest.raises(SeveralTroubles) as told:
        imported(store, given_book, folder)
    return tuple(told.value.sentences)


def test_a_round_and_its_bid_are_imported_and_appraised(store: Store, tmp_path: Path) -> None:
    imported(store, book([IN_ORDER], [["New depot", "award", "award 2013", "Two councils"]]), tmp_path)
    reader = store.reader()
    finance = appraise_case(reader, find(reader)).finance
    assert finance is not None
    (bid,) = finance.bids
    assert (bid.bid.line, bid.round.name, bid.bid.meets) == ("Award", "Award 2013", "Two councils")
    assert bid.round.dates == ("2 April 2012", "1 July 2012", "1 October 2012", "spring 2013")


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (
            "bid_by",
            "30 June 2012",
            "has its bid on 30 June 2012, before its expression of interest on 1 July 2012: correct",
        ),
        ("expression_of_interest", "1 April 2012", "has its expression of interest on 1 April 2012, before its opening on 2 April 2012"),
        ("award_on", "1 May 2012", "has its award on 1 May 2012, before its expression of interest on 1 July 2012"),
    ],
)
def test_a_date_out_of_order_is_a_sentence_at_both_doors(store: Store, tmp_path: Path, key: str, typed: str, said: str) -> None:
    place = ["name", "match_percent", "opens", "expression_of_interest", "bid_by", "award_on"].index(key)
    wrong = [*IN_ORDER[:place], typed, *IN_ORDER[place + 1 :]]
    as_imported = said.split(": ", maxsplit=1)[0]
    assert any(f"‘Award 2013’ {as_imported}" in each for each in problems(store, tmp_path, book([wrong])))
    imported(store, book([IN_ORDER]), tmp_path)
    reader = store.reader()
    (row,) = records.rows(reader, GrantRound, find(reader))
    with pytest.raises(KnownTrouble, match=said), store.unit_of_work("change") as unit:
        records.change(unit, GrantRound, find(unit), [Edit(row.id, key, typed)])


def test_words_that_are_no_date_are_out_of_no_order(store: Store, tmp_path: Path) -> None:
    imported(store, book([["Award 2013", None, "to be announced", "1 July 2012", "autumn", None]]), tmp_path)


def test_a_bid_for_what_is_no_grant_is_a_sentence(store: Store, tmp_path: Path) -> None:
    said = problems(store, tmp_path, book([IN_ORDER], [["New depot", "Rent", "Award 2013", None]]))
    assert any("and a bid asks for funding" in each for each in said), said
    imported(store, book([IN_ORDER], [["New depot", "Award", "Award 2013", None]]), tmp_path)
    reader = store.reader()
    (row,) = records.rows(reader, GrantBid, find(reader))
    with pytest.raises(KnownTrouble, match="and a bid asks for funding: choose a line of funding"), store.unit_of_work("change") as unit:
        records.change(unit, GrantBid, find(unit), [Edit(row.id, "line", "Rent")])


def test_a_line_is_bid_for_once(store: Store, tmp_path: Path) -> None:
    twice = book([IN_ORDER], [["New depot", "Award", "Award 2013", None]] * 2)
    assert any("‘Award’ of New depot is in row 2 already" in each for each in problems(store, tmp_path, twice))
