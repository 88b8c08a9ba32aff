from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.appraisal.savings.payback import payback
from desktop.appraisal.savings.rate_of_return import NO_CHANGE_OF_SIGN, NO_FLOWS, NONE_FITS, rate_of_return


def decimals(amounts: Sequence[int | str]) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def test_the_published_rate() -> None:
    """0.0524 (numpy-financial tests)."""
    rate, why = rate_of_return(decimals([-150000, 15000, 25000, 35000, 45000, 60000]))
    assert rate is not None
    assert round(rate, 4) == Decimal("0.0524")
    assert why == ""


def test_no_change_of_sign() -> None:
    """None (numpy-financial tests), and the sentence that says why."""
    assert rate_of_return(decimals([40000, 5000, 8000, 12000, 30000])) == (None, NO_CHANGE_OF_SIGN)
    assert rate_of_return(decimals([0, 0])) == (None, NO_FLOWS)


def test_several_rates_that_fit_are_counted() -> None:
    """−100, 230, −132 is nought at 10% and at 20%; −1000, 3600, −4310, 1716 at 10%, 20% and 30%."""
    rate, why = rate_of_return(decimals([-100, 230, -132]))
    assert rate is None
    assert why == "No single rate of return: 2 rates fit, as the yearly net amounts change sign 2 times."
    rate, why = rate_of_return(decimals([-1000, 3600, -4310, 1716]))
    assert rate is None
    assert "3 rates fit" in why


def test_changes_of_sign_that_leave_one_rate_or_none() -> None:
    assert rate_of_return(decimals([1, -2, 2])) == (None, NONE_FITS)
    rate, _ = rate_of_return(decimals([-100, 150, -60, 30]))
    assert rate is not None
    assert sum(amount / (1 + rate) ** year for year, amount in enumerate(decimals([-100, 150, -60, 30]))) == pytest.approx(0, abs=1e-6)
    assert rate_of_return(decimals([-1, 2, -1]))[0] == 0


def test_a_rate_below_nought_and_a_late_start() -> None:
    assert rate_of_return(decimals([-100, 10]))[0] == Decimal("-0.9")
    assert rate_of_return(decimals([0, 0, -100, 110, 0]))[0] == Decimal("0.1")


@given(st.integers(1, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_the_rate_brings_the_present_value_to_nought(outlay: int, savings: list[int]) -> None:
    assume(any(savings))
    rate, _ = rate_of_return([Decimal(-outlay), *map(Decimal, savings)])
    assert rate is not None
    assume(rate > Decimal("-0.5"))
    factor = 1 / (1 + float(rate))
    value = -outlay + sum(amount * factor**year for year, amount in enumerate(savings, 1))
    assert abs(value) <= 1e-6 * (outlay + sum(savings)) * len(savings)


@pytest.mark.parametrize(
    ("cumulative", "years"),
    [
        ([-100, -50, 0, 50], "2"),  # exactly at the end of a year
        ([-100, -50, 50], "1.5"),  # half way through the second year
        ([-90, -60, -30, 30, 90], "2.5"),
        ([-100, 20, -20, 20], "2.5"),  # the last crossing is for good
        ([10, 20], "0"),  # never below nought
        ([0, -10, 10], "1.5"),
        ([-100, -50], None),  # never
        ([-100, 100, -1], None),  # came back and went again
        ([0, 0], "0"),
    ],
)
def test_payback(cumulative: list[int], years: str | None) -> None:
    assert payback([Decimal(amount) for amount in cumulative]) == (None if years is None else Decimal(years))


def test_payback_of_open_amounts_is_not_told() -> None:
    assert payback([Decimal(-1), None]) is None
