from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.appraisal import prices
from desktop.appraisal.discounting import schedule
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble


@pytest.mark.parametrize(
    ("year", "factor"),
    [
        (0, "1"),
        (1, ".966184"),
        (10, ".708919"),
        (30, ".356278"),
        (31, ".345901"),
        (75, ".094214"),
        (76, ".091916"),
    ],
)
def test_the_green_book_schedule(year: int, factor: str) -> None:
    """Published factors: shared worked examples, Green Book schedule."""
    assert round(schedule("green book").factor(year), 6) == Decimal(factor)


def test_the_change_of_rate_is_counted_year_by_year() -> None:
    book = schedule("Green Book")
    assert round(book.factor(31) * Decimal("1.03"), 20) == round(book.factor(30), 20)
    for first, rate in ((31, "0.03"), (76, "0.025"), (126, "0.02"), (201, "0.015"), (301, "0.01"), (450, "0.01")):
        assert book.rate(first) == Decimal(rate)
        assert round(book.factor(first) * (1 + Decimal(rate)), 20) == round(book.factor(first - 1), 20)
    assert book.real
    assert book.vintage


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("8%", "0.08"),
        ("3.5 %", "0.035"),
        ("flat 8%", "0.08"),
        ("flat rate of 8%", "0.08"),
        ("0%", "0"),
    ],
)
def test_a_flat_rate(text: str, rate: str) -> None:
    flat = schedule(text)
    assert flat.rate(1) == flat.rate(400) == Decimal(rate)
    assert flat.factor(1) * (1 + Decimal(rate)) == pytest.approx(1)
    assert not flat.real


def test_other_published_schedules() -> None:
    assert schedule("green book lower").rate(31) == Decimal("0.0257")
    assert schedule("green book health").rate(301) == Decimal("0.0043")


@pytest.mark.parametrize("text", ["", "abc", "8", "0.08", "-8%", "150%", "8%%"])
def test_refuses_other_words(text: str) -> None:
    with pytest.raises(KnownTrouble, match="is not a way to discount: type green book, or a flat rate such as 8%"):
        schedule(text)


def test_financial_years_of_the_deflator() -> None:
    """FY 2011/12 = 0.75 x 70.834 + 0.25 x 71.9294, from the Treasury's calendar years."""
    held = prices.deflator(FinancialYear(2011))
    assert held is not None
    assert held.index == Decimal("71.107850")
    assert not held.assumed
    last = prices.deflator(FinancialYear(2023))
    assert last is not None
    assert not last.assumed


def test_past_the_end_the_last_growth_is_assumed() -> None:
    held = prices.deflator(FinancialYear(2024))
    assert held is not None
    assert held.assumed
    assert float(held.index) == pytest.approx(0.75 * 100 + 0.25 * 100 * 100 / 96.2507)


def test_no_deflator_before_the_series() -> None:
    assert prices.deflator(FinancialYear(1990)) is not None
    assert prices.deflator(FinancialYear(1989)) is None
    assert prices.to_prices_of(FinancialYear(2011), FinancialYear(1989)) is None
    assert prices.to_prices_of(FinancialYear(2011), FinancialYear(2011)) == 1
