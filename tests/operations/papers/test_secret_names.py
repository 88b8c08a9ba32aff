"""Which words name something: a list that officers would give, and amounts however they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.operations.papers.secret_names import SecretName, mentions, plain, sentence_at


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Wickfirm", "We asked Wickfirm for a price."),
        ("Wickfirm Ltd", "Wickfirm’s lawyers have written."),
        ("Wickfirm Limited", "a bid by WICKFIRM LTD or Wickfirm"),
        ("The Wick Partnership", "joined the Wick partnership"),
        ("O'Brien & Sons", "let to O’Brien & Sons"),
        ("G4S", "outsourced to G4S."),
        ("Contract out", "We would contract out to a firm."),
        ("Financial considerations", "Financial considerations are among the twelve criteria."),
        ("Sale of Wick Hall", "the sale of\nWick Hall"),
        ("Option Two-B", "take Option Two B first"),
        ("Supplies and services", "The saving on Supplies and services is small."),
        ("Shared Services", "We prefer Shared services now."),
        ("Outsourcing", "The Outsourcing option costs more."),
        ("Staff", "We asked Staff what they think."),
        ("Ångström AB", "a bid by A\u030angstro\u0308m AB"),
    ],
)
def test_a_name_is_found(name: str, text: str) -> None:
    assert SecretName(name).place_in(plain(text)) >= 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Employees", "Employees cost £3m. The employees agree.\n- Employees of both councils"),
        ("Premises", "Premises are let. Each of the premises is old."),
        ("Supplies and services", "Less is spent on supplies and services."),
        ("access to services", "Residents keep access to services."),
        ("Staff", "1. Staff are told. “Staff agree.” All staff move."),
        ("Outsourcing", "Other councils have tried outsourcing."),
        ("ICT", "The ICT strategy is due."),
        ("Reading", "Officers are reading the bids."),
        ("Wick", "Wickham is a village."),
        ("Hall", "Wick Hallam"),
        ("3", "The 3 bids"),
        ("", "Nothing"),
        ("A", "A bid"),
        ("Do nothing", "To do nothing costs more."),
    ],
)
def test_what_is_no_name_is_not(name: str, text: str) -> None:
    assert SecretName(name).place_in(plain(text)) == -1


@given(st.text(max_size=40), st.text(max_size=80))
def test_any_name_is_looked_for_in_any_text(name: str, text: str) -> None:
    at = SecretName(name).place_in(plain(text))
    assert -1 <= at < max(len(plain(text)), 1)


@pytest.mark.parametrize(
    ("written", "amount", "told"),
    [
        ("£1,234,000", 1_234_000, True),
        ("£1.234m", 1_234_000, True),
        ("£1.2 million", 1_234_000, True),
        ("£1.3m", 1_234_000, False),
        ("£1m", 1_234_000, False),
        ("£1m", 1_000_000, True),
        ("about £625k a year", 625_000, True),
        ("£625 thousand", 625_000, True),
        ("−£625,000", -625_000, True),
        ("£625,000.50", 625_000, False),
        ("£1,200,000", 1_234_000, False),
        ("£2bn", 2_000_000_000, True),
        ("£200", 200, False),
        ("625,000", 625_000, False),
        ("£12,345x", 12_345, False),
    ],
)
def test_an_amount_is_told_as_far_as_it_is_written_out(written: str, amount: int, told: bool) -> None:
    assert any(mention.says(Decimal(amount)) for mention in mentions(plain(f"It is {written}, all in all."))) is told


@given(st.integers(1_000, 10**10))
def test_an_amount_written_whole_is_always_told(pounds: int) -> None:
    (mention,) = mentions(f"It comes to £{pounds:,}.")
    assert mention.says(Decimal(pounds))
    assert not mention.says(Decimal(pounds) + 1)


def test_the_sentence_of_a_place_is_what_is_settled() -> None:
    text = "We met. We asked Wickfirm for a price! They agreed."
    assert sentence_at(text, text.index("Wickfirm")) == "We asked Wickfirm for a price"
