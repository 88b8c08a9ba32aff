"""Council tax harmonisation: from the rates of the councils that end to one rate for the new council, and what is forgone meanwhile.

The Local Government (Structural Changes) (Finance) Regulations 2008 (SI 2008/3022), as amended: the gap from the highest to the lowest rate
narrows each year and is closed by the start of year 8. Parish precepts and special expenses are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from db.nouns.reorganisation import LATEST_YEAR_OF_HARMONISATION
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class TaxArea:
    """An area with its base, in dwellings of band D, and its rate at band D in pounds in the last year before the new council."""

    name: str
    base: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class TaxYear:
    """One year of a new council: its number from 1, the rate of each area in pounds, and what the tax comes to.

    `average` is the rate weighted by base. `charged` is what the rates raise, and `at_highest` what the highest predecessor's rate would,
    raised as the average is: `forgone` is the difference.
    """

    number: int
    year: FinancialYear
    rates: Mapping[str, Fraction]
    average: Fraction
    charged: Fraction
    at_highest: Fraction

    @property
    def highest(self) -> Fraction:
        """The highest rate of any area."""
        return max(self.rates.values())

    @property
    def lowest(self) -> Fraction:
        """The lowest rate of any area."""
        return min(self.rates.values())

    @property
    def gap(self) -> Fraction:
        """From the lowest rate to the highest."""
        return self.highest - self.lowest

    @property
    def forgone(self) -> Fraction:
        """What is not raised as not every area pays the highest rate."""
        return self.at_highest - self.charged


@dataclass(frozen=True, slots=True)
class AreaPays:
    """What an area pays at band D, in pounds: `before` the new council, in its `first` year, and in its `last`, the one with one rate.

    `alone` is its own rate, raised by the same percentage to that last year: what it would pay without harmonising.
    """

    name: str
    before: Fraction
    first: Fraction
    last: Fraction
    alone: Fraction

    @property
    def by_harmonising(self) -> Fraction:
        """What harmonising adds in the last year; below nought it takes off."""
        return self.last - self.alone


def paid(areas: Sequence[TaxArea], years: Sequence[TaxYear], rise: Fraction) -> tuple[AreaPays, ...]:
    """What each area pays, in the order given; nothing where there are no years. `rise` is a fraction of 1 a year."""
    if not years:
        return ()
    first, last = years[0], years[-1]
    return tuple(
        AreaPays(each.name, each.rate, first.rates[each.name], last.rates[each.name], each.rate * (1 + rise) ** last.number)
        for each in areas
    )


def weighted_average(areas: Sequence[TaxArea]) -> Fraction:
    """The average rate by base. Raises ZeroDivisionError where no area has a base."""
    return sum((area.base * area.rate for area in areas), Fraction(0)) / sum((area.base for area in areas), Fraction(0))


def harmonised_rate(rate: Fraction, average: Fraction, year: int, by: int, rise: Fraction) -> Fraction:
    """The rate of an area in one year of the new council, in pounds.

    The average rises by `rise`, a fraction of 1, each year, in the same cash for every area; the distance of an area from the average falls
    by equal steps to nought in year `by`, as North Yorkshire Council resolved on 18 October 2022.
    """
    left = Fraction(max(by - year, 0), by)
    return average * (1 + rise) ** year + (rate - average) * left


def harmonise(areas: Sequence[TaxArea], first: FinancialYear, by: int, rise: Fraction) -> tuple[TaxYear, ...]:
    """The years of a new council to the one that begins with one rate, `by`: of 1 to 8. `rise` is a fraction of 1 a year.

    Raises ValueError for a year that the law does not allow or a fall, and ZeroDivisionError where no area has a base.
    """
    if not 1 <= by <= LATEST_YEAR_OF_HARMONISATION or rise < 0:
        raise ValueError(f"one rate in year {by} at a rise of {rise}")
    average, top, base = weighted_average(areas), max(area.rate for area in areas), sum((area.base for area in areas), Fraction(0))
    years = []
    for number in range(1, by + 1):
        rates = {area.name: harmonised_rate(area.rate, average, number, by, rise) for area in areas}
        charged = sum((area.base * rates[area.name] for area in areas), Fraction(0))
        at_highest = base * top * (1 + rise) ** number
        years.append(TaxYear(number, first.after(number - 1), rates, average * (1 + rise) ** number, charged, at_highest))
    return tuple(years)


def largest_rise(areas: Sequence[TaxArea], years: Sequence[TaxYear]) -> tuple[str, int, Fraction]:
    """The area whose rate rises by the largest part in any one year, the number of that year, and by what fraction of 1."""
    before = {area.name: area.rate for area in areas}
    rises: list[tuple[Fraction, int, str]] = []
    for each in years:
        rises += [(rate / before[name] - 1, -each.number, name) for name, rate in each.rates.items() if before[name]]
        before = dict(each.rates)
    rise, number, name = max(rises, key=lambda told: told[:2])
    return name, -number, rise


def raised(rate: Decimal, rise: Fraction, years: int) -> Fraction:
    """A rate after so many yearly rises, each a fraction of 1."""
    return Fraction(rate) * (1 + rise) ** years
