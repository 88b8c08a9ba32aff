from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2011/12", 2011),
        ("2011-12", 2011),
        ("2011/2012", 2011),
        (" 2011–12 ", 2011),
        ("1999/00", 1999),
        ("1999/2000", 1999),
        ("2099/00", 2099),
    ],
)
def test_reads_a_year_as_officers_write_it(text: str, start: int) -> None:
    assert FinancialYear.parse(text) == FinancialYear(start)


@pytest.mark.parametrize("text", ["2011/13", "11/12", "2011", "", "next year", "2011/2013", "2011/1", "20111/12", "2011/12/13", "1066/67"])
def test_refuses_what_is_not_a_year_in_one_sentence(text: str) -> None:
    with pytest.raises(KnownTrouble) as trouble:
        FinancialYear.parse(text)
    assert "\n" not in str(trouble.value)
    assert ": type " in str(trouble.value) or ", so type " in str(trouble.value)


def test_a_wrong_second_year_is_put_right() -> None:
    with pytest.raises(KnownTrouble, match=r"type 2011/12$"):
        FinancialYear.parse("2011/13")


@given(st.integers(1900, 2998), st.integers(-50, 50))
def test_years_read_back_and_count(start: int, years: int) -> None:
    year = FinancialYear(start)
    assert FinancialYear.parse(str(year)) == year
    assert year.after(years).since(year) == years
    assert (year.after(years) > year) == (years > 0)


def test_the_turn_of_the_century() -> None:
    assert str(FinancialYear(1999)) == "1999/00"
    assert str(FinancialYear(2008)) == "2008/09"
