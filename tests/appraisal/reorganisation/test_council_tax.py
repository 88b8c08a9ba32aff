"""Council tax harmonisation, by a published example and by what holds of any areas."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.appraisal.reorganisation.council_tax import (
    TaxArea,
    harmonise,
    harmonised_rate,
    largest_rise,
    paid,
    weighted_average,
)
from desktop.appraisal.years import FinancialYear

_FIRST = FinancialYear(2023)
#: North Yorkshire County Council, Executive, 18 October 2022, Council Tax Harmonisation, and what it then published of each district: the
#: band D of county and district in 2022/23, the step of each of two years, and where that leads. The weighted average is £1,676.32.
_NORTH_YORKSHIRE = (
    ("Hambleton", "1586.83", "44.75", "1676.33"),
    ("Selby", "1650.57", "12.88", "1676.33"),
    ("Craven", "1654.56", "10.88", "1676.32"),
    ("Ryedale", "1675.56", "0.38", "1676.32"),
    ("Richmondshire", "1692.35", "-8.01", "1676.33"),
    ("Scarborough", "1712.10", "-17.89", "1676.32"),
    ("Harrogate", "1723.27", "-23.47", "1676.33"),
)
#: All the published steps, to the penny, follow from an average from £1,676.32 to £1,676.325: these are its two ends.
_AVERAGES = ("1676.3200001", "1676.3249999")


def _pence(amount: Fraction) -> Decimal:
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("average", _AVERAGES)
@pytest.mark.parametrize(("district", "rate", "step", "after"), _NORTH_YORKSHIRE)
def test_north_yorkshire_steps_to_the_average_over_two_years(average: str, district: str, rate: str, step: str, after: str) -> None:
    start, mean = Fraction(rate), Fraction(average)
    first, second = (harmonised_rate(start, mean, year, 2, Fraction(0)) for year in (1, 2))
    assert _pence(first - start) == _pence(second - first) == Decimal(step), district
    assert second == mean
    assert abs(Decimal(rate) + 2 * Decimal(step) - Decimal(after)) == 0


def test_a_rise_is_the_same_cash_in_every_area() -> None:
    # 2.99% of the average, £50.12, was the general part of North Yorkshire's rise of 2023/24
    mean = Fraction("1676.32")
    plain, risen = (harmonised_rate(Fraction("1586.83"), mean, 1, 2, Fraction(rise)) for rise in ("0", "0.0299"))
    assert _pence(risen - plain) == Decimal("50.12")


_AREAS = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(50_000, 400_000)).map(lambda each: (Fraction(each[0], 10), Fraction(each[1], 100))),
    min_size=1,
    max_size=12,
).map(lambda rows: tuple(TaxArea(f"Area {n}", *row) for n, row in enumerate(rows)))
_RISES = st.integers(0, 1500).map(lambda each: Fraction(each, 10_000))


@given(_AREAS, st.integers(1, 8), _RISES)
def test_the_gap_narrows_each_year_to_nothing(areas: tuple[TaxArea, ...], by: int, rise: Fraction) -> None:
    years = harmonise(areas, _FIRST, by, rise)
    gaps = [max(area.rate for area in areas) - min(area.rate for area in areas), *(year.gap for year in years)]
    assert len(years) == by <= 8
    assert gaps[-1] == 0
    assert all(later < earlier or earlier == 0 for earlier, later in pairwise(gaps))


@given(_AREAS, st.integers(1, 8), _RISES)
def test_at_the_average_the_yield_is_that_of_no_harmonisation(areas: tuple[TaxArea, ...], by: int, rise: Fraction) -> None:
    average, base = weighted_average(areas), sum((area.base for area in areas), Fraction(0))
    for year in harmonise(areas, _FIRST, by, rise):
        assert year.charged == base * average * (1 + rise) ** year.number == base * year.average
        assert year.forgone == base * (max(area.rate for area in areas) - average) * (1 + rise) ** year.number >= 0


@given(_AREAS, st.integers(1, 8), _RISES)
def test_no_area_rises_by_more_than_the_largest_rise(areas: tuple[TaxArea, ...], by: int, rise: Fraction) -> None:
    years = harmonise(areas, _FIRST, by, rise)
    name, number, most = largest_rise(areas, years)
    before = {area.name: area.rate for area in areas}
    for year in years:
        assert all(rate / before[each] - 1 <= most for each, rate in year.rates.items())
        if year.number == number:
            assert year.rates[name] / before[name] - 1 == most
        before = dict(year.rates)


def test_one_area_keeps_its_rate_and_forgoes_nothing() -> None:
    (year,) = harmonise((TaxArea("Woking", Fraction(100), Fraction("298.11")),), _FIRST, 1, Fraction(0))
    assert (year.year, year.lowest, year.highest, year.forgone) == (_FIRST, Fraction("298.11"), Fraction("298.11"), Fraction(0))


@pytest.mark.parametrize(("by", "rise"), [(0, "0"), (9, "0"), (3, "-0.01")])
def test_neither_a_ninth_year_nor_a_fall(by: int, rise: str) -> None:
    with pytest.raises(ValueError, match="one rate in year"):
        harmonise((TaxArea("Woking", Fraction(100), Fraction(1)),), _FIRST, by, Fraction(rise))


def test_harmonising_adds_in_the_cheapest_district_of_north_yorkshire_what_it_was_below_the_average() -> None:
    """Hambleton £89.49 more, without any rise: the published rate against the average of £1,676.32."""
    areas = [TaxArea(name, Fraction(1), Fraction(rate)) for name, rate in (("Hambleton", "1586.83"), ("as far above", "1765.81"))]
    low, high = paid(areas, harmonise(areas, _FIRST, 2, Fraction(0)), Fraction(0))
    assert (low.last, low.by_harmonising) == (Fraction("1676.32"), Fraction("89.49"))
    assert high.by_harmonising == -Fraction("89.49")
    assert paid(areas, (), Fraction(0)) == ()


@given(_AREAS, st.integers(1, 8), _RISES)
def test_what_harmonising_adds_and_takes_off_comes_to_nothing_together(areas: tuple[TaxArea, ...], by: int, rise: Fraction) -> None:
    found = paid(areas, harmonise(areas, _FIRST, by, rise), rise)
    assert sum((area.base * each.by_harmonising for area, each in zip(areas, found, strict=True)), Fraction(0)) == 0
    assert len({each.last for each in found}) == 1
