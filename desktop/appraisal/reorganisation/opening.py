"""What a new council opens with: the people, the tax base and the money of what makes it up, by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from db.nouns.choices import DividedBy
from desktop.appraisal.estimate import NOT_KNOWN, Estimate
from desktop.appraisal.reorganisation.composition import MadeUp, Opening, Part, ReorganisationRecords
from desktop.appraisal.reorganisation.council_tax import AreaPays, TaxArea, TaxYear, harmonise, paid, raised
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """What a new council would have had in one year, added from those that it takes over; a part that is not known leaves it so.

    `gap` is `None` where no budget gap is recorded of any of them. `tax_base` is in dwellings of band D.
    """

    year: FinancialYear
    net_budget: Estimate
    debt: Estimate
    debt_cost: Estimate
    reserves: Estimate
    gap: Estimate | None
    tax_base: Fraction | None
    band_d: Fraction | None


@dataclass(frozen=True, slots=True)
class CouncilTax:
    """The harmonisation of a new council: the areas with their rates in the year before it begins, and its years to one rate.

    `years` is empty, and `why` says why, where it cannot be worked out. `rise` is a fraction of 1 a year.
    """

    areas: tuple[TaxArea, ...] = ()
    years: tuple[TaxYear, ...] = ()
    rise: Fraction = Fraction(0)
    from_year: FinancialYear | None = None
    why: tuple[Why, ...] = ()

    @property
    def forgone(self) -> Fraction:
        """What is forgone in all its years together."""
        return sum((each.forgone for each in self.years), Fraction(0))

    @property
    def paid(self) -> tuple[AreaPays, ...]:
        """What each area pays before, at first and in the end."""
        return paid(self.areas, self.years, self.rise)

    def today(self, rate: Fraction) -> Fraction:
        """The rate of an area in the latest year recorded, from that of the year before the new council."""
        return (
            rate if self.from_year is None or not self.years else rate / (1 + self.rise) ** (self.years[0].year.since(self.from_year) - 1)
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """One new council of an option with what it opens with. Figures of its areas are `None` where one of them is not recorded."""

    made: MadeUp
    population: Fraction | None
    electors: Fraction | None
    need: Fraction | None
    tax_base: Fraction | None
    positions: tuple[Position, ...]
    tax: CouncilTax
    divided: tuple[tuple[Part, Estimate], ...] = ()
    """What it has of what is divided, with its share of the latest net budget."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.made.council.name

    @property
    def electors_per_councillor(self) -> Fraction | None:
        """How many electors each of its councillors has."""
        councillors = self.made.council.councillors
        return None if self.electors is None or not councillors else self.electors / councillors

    def figure(self, basis: DividedBy) -> Fraction | None:
        """What it weighs by a basis."""
        return {DividedBy.POPULATION: self.population, DividedBy.NEED: self.need, DividedBy.TAX_BASE: self.tax_base}.get(basis)


def opened(records: ReorganisationRecords, made: MadeUp, upper: tuple[str, ...]) -> Opened:
    """A new council with what it opens with; `upper` are the councils that a basis divides, whose council tax every area pays too."""
    return Opened(
        made,
        _of_areas(made, lambda name: records.figure_of(name, DividedBy.POPULATION)),
        _of_areas(made, lambda name: records.latest(name, lambda each: each.electors)),
        _of_areas(made, lambda name: records.figure_of(name, DividedBy.NEED)),
        _of_areas(made, lambda name: records.figure_of(name, DividedBy.TAX_BASE)),
        tuple(_positions(records, made, upper)),
        _council_tax(records, made, upper),
        tuple(_divided(records, made)),
    )


def _of_areas(made: MadeUp, figure: Callable[[str], Decimal | None]) -> Fraction | None:
    """What the areas of a new council have together."""
    total = Fraction(0)
    for area in made.areas:
        known = figure(area.predecessor)
        if known is None or area.share is None:
            return None
        total += area.share * Fraction(known)
    return total if made.areas else None


def _positions(records: ReorganisationRecords, made: MadeUp, upper: tuple[str, ...]) -> Iterable[Position]:
    parts = {part.predecessor for part in made.whole}
    by_place = {(each.council, each.year): each for each in records.openings}
    has_gap = any(records.gaps.get(name) for name in parts)
    years = {year for name, year in by_place if name in parts} | {year for name in parts for year in records.gaps.get(name, {})}
    for year in sorted(years):

        def added(amount: Callable[[Opening], Estimate | None], year: FinancialYear = year) -> Estimate:
            held = ((part, by_place.get((part.predecessor, year))) for part in made.whole)
            return Estimate.sum(_share_of(part, None if each is None else amount(each)) for part, each in held)

        rates = [(area, _rate(records, area.predecessor, year, upper)) for area in made.areas]
        bases = [(area, None if (held := by_place.get((area.predecessor, year))) is None else held.tax_base) for area in made.areas]
        base = _weighted((area.share, base, Fraction(1)) for area, base in bases)
        raises = _weighted((area.share, base, rate) for (area, base), (_, rate) in zip(bases, rates, strict=True))
        yield Position(
            year,
            Estimate.sum(_budgets(records, made, year)),
            added(lambda each: each.debt),
            added(lambda each: each.debt_cost),
            added(lambda each: each.reserves),
            Estimate.sum(_share_of(part, records.gaps.get(part.predecessor, {}).get(year)) for part in made.whole) if has_gap else None,
            base,
            None if not base or raises is None else raises / base,
        )


def _budgets(records: ReorganisationRecords, made: MadeUp, year: FinancialYear) -> Iterator[Estimate]:
    """What each part brings of a net budget: a service that is divided apart has its own cost divided."""
    for part in made.parts:
        budget = records.budget_of(part, made.council.option, year)
        if budget is not None or not part.service:
            yield _share_of(part, budget)


def _divided(records: ReorganisationRecords, made: MadeUp) -> Iterator[tuple[Part, Estimate]]:
    for part in made.parts:
        if part.divided_by or part.service:
            years = [each.year for each in records.openings if each.council == part.predecessor]
            yield part, _share_of(part, records.budget_of(part, made.council.option, max(years)) if years else None)


def _weighted(parts: Iterable[tuple[Fraction | None, Decimal | None, Fraction | None]]) -> Fraction | None:
    total = Fraction(0)
    for share, base, rate in parts:
        if share is None or base is None or rate is None:
            return None
        total += share * Fraction(base) * rate
    return total


def _share_of(part: Part, amount: Estimate | None) -> Estimate:
    if amount is None or part.share is None:
        return NOT_KNOWN
    return amount.scaled(Decimal(part.share.numerator) / Decimal(part.share.denominator)).to_pence()


def _rate(records: ReorganisationRecords, area: str, year: FinancialYear, upper: tuple[str, ...]) -> Fraction | None:
    """What an area pays at band D in a year: to its own council, and to those that a basis divides."""
    total = Fraction(0)
    for name in (area, *upper):
        rate = next((each.band_d for each in records.openings if (each.council, each.year) == (name, year)), None)
        if rate is None:
            return None
        total += Fraction(rate)
    return total


def _council_tax(records: ReorganisationRecords, made: MadeUp, upper: tuple[str, ...]) -> CouncilTax:
    council, whose = made.council, f"the council tax of {made.council.name} in {made.council.option}"
    names = {area.predecessor for area in made.areas}
    years = [each.year for each in records.openings if each.council in names and each.band_d is not None]
    if council.vesting_day is None or not years:
        return CouncilTax()
    from_year, first = max(years), FinancialYear.of(council.vesting_day)
    rateless = [name for name in (*sorted(names), *upper) if _rate(records, name, from_year, ()) is None]
    lacks = [f"the band D of {listed(rateless)} in {from_year}"] if rateless else []
    bases = {area.predecessor: records.figure_of(area.predecessor, DividedBy.TAX_BASE) for area in made.areas}
    lacks += [f"the tax base of {name}" for name, base in bases.items() if base is None]
    lacks += [f"how much of {area.predecessor} goes to it" for area in made.areas if area.share is None]
    lacks += ["in which year there is to be one rate"] if council.harmonised_by is None else []
    lacks += ["the rise a year"] if council.rise_percent is None else []
    if lacks:
        return CouncilTax(why=(Why(f"{whose[:1].upper()}{whose[1:]} is not known, for want of {listed(lacks)}.", ""),))
    if from_year >= first:
        return CouncilTax(why=(Why(f"{made.council.name} begins in {first}, and rates of its areas are recorded for {from_year}.", ""),))
    rise, waiting = Fraction(council.rise_percent or 0) / 100, first.since(from_year) - 1
    areas = tuple(
        TaxArea(
            area.predecessor,
            (area.share or Fraction(0)) * Fraction(bases[area.predecessor] or 0),
            raised(Decimal(1), rise, waiting) * (_rate(records, area.predecessor, from_year, upper) or Fraction(0)),
        )
        for area in made.areas
    )
    if not any(area.base for area in areas):
        return CouncilTax(why=(Why(f"The tax base of {made.council.name} in {made.council.option} comes to 0.", ""),))
    return CouncilTax(areas, harmonise(areas, first, council.harmonised_by or 1, rise), rise, from_year)
