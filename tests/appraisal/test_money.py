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
        ("500000", "£500,000"),
        ("180000", "£180,000"),
        ("956676.29", "£957,000"),
        ("1284000", "£1.28m"),
        ("12345678", "£12.3m"),
        ("123456789", "£123m"),
        ("0", "£0"),
        ("-1285000", "−£1.29m"),
        ("999999.6", "£1m"),
        ("9996000", "£10m"),
        ("2333000000", "£2,333m"),
        ("9999.6", "£10,000"),
        ("1234.56", "£1,235"),
        ("0.4", "under £1"),
        ("-0.4", "just under £0"),
    ],
)
def test_a_figure_that_stands_alone_has_three_figures(amount: str, words: str) -> None:
    """The rule of rounding of `interchange.md`: £m from £1m with two decimals at the most, whole thousands from £10,000, else pounds."""
    assert money.rounded(Decimal(amount)) == words
    assert money.rounded(Decimal(amount), running=True) == (words.replace("m", " million") if words.endswith("m") else words)


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        (("238000", "481000"), ["£238,000", "£481,000"]),
        (("16918", "2310000"), ["£0.02m", "£2.31m"]),
        (("3000", "2310000"), ["under £0.01m", "£2.31m"]),
        (("70000000", "69990000"), ["£70m", "£70m"]),
        (("500000", "1500000"), ["£0.5m", "£1.5m"]),
        (("250", "480000"), ["under £1,000", "£480,000"]),
        (("2000000", "0"), ["£2m", "£0"]),
        (("3000", "2000000"), ["under £0.01m", "£2.00m"]),
    ],
)
def test_figures_that_stand_together_are_in_the_unit_and_decimals_of_the_largest(amounts: tuple[str, ...], words: list[str]) -> None:
    values = [Decimal(amount) for amount in amounts]
    rounding = money.rounding_of(values)
    assert [rounding.words(value) for value in values] == words


@given(st.lists(st.decimals(-(10**11), 10**11, places=2), min_size=2, max_size=2))
def test_a_difference_is_printed_as_its_figures_subtract(pair: list[Decimal]) -> None:
    more, less = pair
    rounding = money.rounding_that_subtracts(money.rounding_of((more, less, more - less)), [(more, less, more - less)])
    assert rounding.rounded(more) - rounding.rounded(less) == rounding.rounded(more - less)


@given(st.lists(st.decimals(-(10**11), 10**11, places=2), min_size=2, max_size=2, unique=True))
def test_figures_that_differ_are_told_apart(pair: list[Decimal]) -> None:
    rounding = money.rounding_that_tells_apart(*pair)
    assert rounding.rounded(pair[0]) != rounding.rounded(pair[1])


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("17000000", "£17 million"),
        ("1280000", "£1.28 million"),
        ("180000", "£180,000"),
        ("1500000000", "£1.5 billion"),
        ("500000", "£500,000"),
    ],
)
def test_what_is_recorded_is_spelt_out_in_running_text(amount: str, words: str) -> None:
    assert money.exact(Decimal(amount), running=True) == words


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
