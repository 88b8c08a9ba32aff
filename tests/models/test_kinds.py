from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import KnownTrouble
from desktop.models.column import ScreenColumn
from desktop.models.kinds import Kind, read_text, value_text


@pytest.mark.parametrize(
    ("kind", "typed", "recorded"),
    [
        (Kind.NUMBER, "1,234.50", "1234.5"),
        (Kind.NUMBER, "−3", "-3"),
        (Kind.NUMBER, "12%", "12"),
        (Kind.INTEGER, " 1 200 ", "1200"),
        (Kind.DATE, "31 October 2011", "2011-10-31"),
        (Kind.DATE, "31 oct 2011", "2011-10-31"),
        (Kind.DATE, "2011-10-31", "2011-10-31"),
        (Kind.DATE, "31/10/2011", "2011-10-31"),
        (Kind.YEAR, "2011/12", "2011/12"),
        (Kind.YEAR, "2011-2012", "2011/12"),
        (Kind.YEAR, "1999/00", "1999/00"),
        (Kind.YES_NO, "Y", "yes"),
        (Kind.YES_NO, "No", "no"),
        (Kind.YES_NO, "Not stated", ""),
        (Kind.CHOICE, "shared", "Shared"),
        (Kind.TEXT, " a name ", "a name"),
        (Kind.NUMBER, "  ", ""),
    ],
)
def test_what_is_typed_is_recorded(kind: Kind, typed: str, recorded: str) -> None:
    assert read_text(kind, typed, "Heading", ("Shared", "Outsourced")) == recorded


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.NUMBER, "about ten"),
        (Kind.NUMBER, "inf"),
        (Kind.INTEGER, "1.5"),
        (Kind.DATE, "31 February 2011"),
        (Kind.DATE, "next week"),
        (Kind.YEAR, "2011/13"),
        (Kind.YEAR, "2011"),
        (Kind.YES_NO, "maybe"),
        (Kind.CHOICE, "unheard of"),
    ],
)
def test_what_cannot_be_read_says_what_to_type_and_quotes_it(kind: Kind, typed: str) -> None:
    with pytest.raises(KnownTrouble, match=rf"^Heading: ‘{typed}’ .*\btype\b"):
        read_text(kind, typed, "Heading", ("Shared",))


@given(st.dates())
def test_a_date_as_shown_is_read_back(day: date) -> None:
    if day.year >= 1000:
        assert read_text(Kind.DATE, value_text(Kind.DATE, day), "Date") == day.isoformat()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_as_shown_is_read_back(number: Decimal) -> None:
    assert Decimal(read_text(Kind.NUMBER, value_text(Kind.NUMBER, number), "Number")) == number


@pytest.mark.parametrize(
    ("kind", "value", "shown"), [(Kind.NUMBER, 0, "0"), (Kind.NUMBER, None, ""), (Kind.YES_NO, None, ""), (Kind.YES_NO, False, "No")]
)
def test_nothing_recorded_is_never_nought_or_no(kind: Kind, value: object, shown: str) -> None:
    assert value_text(kind, value) == shown


def test_an_amount_is_said_back_and_its_fault_names_the_column() -> None:
    column = ScreenColumn("cost", "Cost a year", Kind.ESTIMATE)
    assert "£5,000,000" in column.say_back("up to £5m")
    with pytest.raises(KnownTrouble, match=r"^Cost a year: "):
        column.check("lots")
