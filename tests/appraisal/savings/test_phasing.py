"""A full-year amount phased in: its shares, its kinds and its pence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.estimate import NOT_KNOWN, Estimate, Kind
from desktop.appraisal.savings.phasing import phased, read_phasing, share_of
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble

YEARS = [FinancialYear(2015 + n) for n in range(4)]
_POUNDS = st.decimals(0, 10**9, places=2)


@pytest.mark.parametrize(
    ("typed", "shares"),
    [
        ("", ["1"]),
        ("50%, 100%", ["0.5", "1"]),
        ("25;50;75", ["0.25", "0.5", "0.75"]),
        ("12.5% then 100%", ["0.125", "1"]),
        ("0", ["0"]),
    ],
)
def test_shares_are_read_first_year_first(typed: str, shares: list[str]) -> None:
    assert read_phasing(typed) == tuple(Decimal(share) for share in shares)


@pytest.mark.parametrize("typed", ["half", "50%, most", "-10%", "5000%", "10% 20%"])
def test_what_is_no_percentage_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(KnownTrouble, match="type the share of each year"):
        read_phasing(typed)


def test_the_last_share_holds_for_the_years_that_follow() -> None:
    found = phased(Estimate.exact(Decimal(800)), read_phasing("25%, 50%, 100%"), YEARS)
    assert [each.words() for each in found.values()] == ["£200", "£400", "£800", "£800"]


@pytest.mark.parametrize(
    ("words", "half"),
    [
        ("up to £5m", "up to £2.5m"),
        ("in excess of £4.5m", "in excess of £2.25m"),
        ("£0.5m to £0.75m", "£0.25m to £0.38m"),
        ("about £70m", "about £35m"),
        ("not known", "not known"),
        ("£1 to £3, likely £1.50", "£0.50 to £1.50, likely £0.75"),
    ],
)
def test_half_of_an_amount_is_of_the_same_kind(words: str, half: str) -> None:
    amount, expected = Estimate.parse(words), Estimate.parse(half)
    assert amount is not None
    assert expected is not None
    found = share_of(amount, Decimal("0.5"))
    assert found.kind is expected.kind
    assert Estimate.parse(found.words()) == found
    if words != "£0.5m to £0.75m":
        assert found == expected


def test_none_of_what_is_not_known_is_nothing() -> None:
    assert share_of(NOT_KNOWN, Decimal(0)).is_nought


@given(low=_POUNDS, more=_POUNDS, percent=st.integers(0, 1000))
def test_a_share_lies_within_its_bounds_and_is_whole_pence(low: Decimal, more: Decimal, percent: int) -> None:
    found = share_of(Estimate.between(low, low + more), Decimal(percent) / 100)
    assert found.low is not None
    assert found.central is not None
    assert found.high is not None
    assert found.low <= found.central <= found.high
    assert all(end == end.quantize(Decimal("0.01")) for end in (found.low, found.central, found.high))
    assert found.kind in (Kind.RANGE, Kind.EXACT)
