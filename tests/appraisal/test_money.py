from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal import money
from desktop.errors import KnownTrouble


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1200", "£1,200"),
        ("1200.5", "£1,200.50"),
        ("-1200", "−£1,200"),
        ("0", "£0"),
        ("-0.004", "£0"),
        ("1234567.891", "£1,234,567.89"),
    ],
)
def test_pounds(amount: str, words: str) -> None:
    assert money.pounds(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("500000", "£0.5m"),
        ("180000", "£180,000"),
        ("1284000", "£1.28m"),
        ("0", "£0"),
        ("-1285000", "−£1.29m"),
        ("999999.6", "£1m"),
        ("2333000000", "£2,333m"),
        ("250000", "£0.25m"),
        ("-650000", "−£0.65m"),
        ("1234.56", "£1,235"),
    ],
)
def test_short(amount: str, words: str) -> None:
    assert money.short(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("17000000", "£17 million"),
        ("1280000", "£1.28 million"),
        ("180000", "£180,000"),
        ("2333000000", "£2.33 billion"),
        ("-5000000", "−£5 million"),
    ],
)
def test_running(amount: str, words: str) -> None:
    assert money.running(Decimal(amount)) == words


@pytest.mark.parametrize(
    ("amount", "pence"),
    [
        ("0.005", "0.01"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("-0.005", "-0.01"),
        ("0.0049", "0"),
    ],
)
def test_rounds_half_up_to_the_penny(amount: str, pence: str) -> None:
    assert money.to_pence(Decimal(amount)) == Decimal(pence)


def test_a_spreadsheet_number_is_read_to_the_penny() -> None:
    assert money.from_number(0.1 + 0.2) == Decimal("0.30")
    with pytest.raises(KnownTrouble, match="too large"):
        money.from_number(1e15)
    with pytest.raises(KnownTrouble, match="too large"):
        money.from_number(float("inf"))


@given(st.decimals(-(10**11), 10**11, places=2))
def test_the_exact_form_loses_no_penny(amount: Decimal) -> None:
    assert money.read(money.tidy(money.exact(amount))) == amount
    assert money.read(money.tidy(money.pounds(amount))) == amount
