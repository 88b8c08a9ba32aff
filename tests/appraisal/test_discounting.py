from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from desktop.appraisal import green_book, prices
from desktop.appraisal.discounting import published, schedule
from desktop.appraisal.vintages import dated, newest
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
    """FY 2011/12 = 0.75 x 70.834 + 0.25 x 71.9294, from the Treasury's calendar years, and the last that both reach is 2023/24."""
    assert prices.series().index(FinancialYear(2011)) == Decimal("71.107850")
    assert prices.series().last == FinancialYear(2023)
    assert prices.series().is_derived


def test_nothing_is_extrapolated_past_the_end() -> None:
    """There prices rise by what the case assumes, and without that are not known."""
    shipped = prices.series()
    assert shipped.index(FinancialYear(2024)) is None
    last = shipped.index(FinancialYear(2023))
    assert last is not None
    assert shipped.index(FinancialYear(2025), Decimal("0.02")) == last * Decimal("1.02") ** 2
    assert shipped.index(FinancialYear(2011), Decimal("0.5")) == shipped.index(FinancialYear(2011)), "a deflator goes before it"


def test_no_deflator_before_the_series() -> None:
    assert prices.series().index(FinancialYear(1990)) is not None
    assert prices.series().index(FinancialYear(1989), Decimal("0.02")) is None
    assert prices.to_prices_of(FinancialYear(2011), FinancialYear(1989)) is None
    assert prices.to_prices_of(FinancialYear(2011), FinancialYear(2011)) == 1


def test_the_publishers_own_financial_years_go_before_calendar_years() -> None:
    newer = prices.DeflatorSeries("", "", "June 2026", {2025: Decimal(100), 2027: Decimal(104)}, {2025: Decimal(1), 2026: Decimal(2)})
    assert not newer.is_derived
    assert newer.index(FinancialYear(2025)) == 100
    assert newer.index(FinancialYear(2026), Decimal("0.02")) is None, "a year left out is not made up"
    assert prices.series("", (newer,)) is newer, "it is the newest"
    assert prices.series("December 2025", (newer,)) is prices.series()


@pytest.mark.parametrize(
    ("vintage", "date"),
    [
        ("Green Book 2022, restated December 2025", (2025, 12)),
        ("June 2026", (2026, 6)),
        ("Green Book 2003", (2003, 0)),
        ("as entered", (0, 0)),
    ],
)
def test_an_edition_is_dated_by_the_words_of_its_vintage(vintage: str, date: tuple[int, int]) -> None:
    assert dated(vintage) == date


def test_the_newest_of_several_editions() -> None:
    assert newest(["June 2026", "December 2025", "March 2026"]) == "June 2026"
    assert newest([]) == ""


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (datetime.date(2003, 3, 31), []),
        (datetime.date(2010, 6, 1), ["2003"]),
        (datetime.date(2011, 7, 12), ["2003, amended July 2011", "2003"]),
        (datetime.date(2014, 5, 22), ["2003, amended July 2011"]),
        (datetime.date(2018, 3, 31), ["March 2018", "2003, amended July 2011"]),
        (datetime.date(2020, 11, 23), ["March 2018"]),
        (datetime.date(2020, 11, 24), ["November 2020"]),
        (datetime.date(2026, 2, 4), ["March 2022"]),
        (datetime.date(2026, 2, 5), ["February 2026"]),
    ],
)
def test_the_edition_of_the_green_book_in_force(day: datetime.date, names: list[str]) -> None:
    """`reference-2026.md`, section 3; in the month of an edition whose day is not known the one before may stand."""
    assert [edition.name for edition in green_book.in_force(day)] == names


def test_every_schedule_that_comes_with_the_program_is_of_an_edition() -> None:
    for editions in published().values():
        for each in editions:
            assert green_book.edition_of(each.vintage) is not None, each.vintage
    assert green_book.edition_of("as entered") is None
