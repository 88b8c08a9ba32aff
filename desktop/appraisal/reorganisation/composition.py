"""Which councils that end make up each new council of an option, and by what share."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from db.nouns.choices import DividedBy
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.why import Why
from desktop.appraisal.wording import listed, long_date, placed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """A council that an option would make. Percentages are as typed: 4.99 is 4.99%."""

    option: str
    name: str
    vesting_day: datetime.date | None = None
    councillors: int | None = None
    harmonised_by: int | None = None
    rise_percent: Decimal | None = None
    referendum_limit_percent: Decimal | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """That a predecessor, or with `part` a service of it, goes to a successor in an option; `percent` is as typed."""

    option: str
    predecessor: str
    successor: str
    part: str = ""
    divided_by: DividedBy = DividedBy.NOT_DIVIDED
    percent: Decimal | None = None
    ends: datetime.date | None = None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What a council that ends has in one year; `None` is not recorded. `band_d` is in pounds, `tax_base` in dwellings of band D."""

    council: str
    year: FinancialYear
    net_budget: Estimate | None = None
    debt: Estimate | None = None
    debt_cost: Estimate | None = None
    reserves: Estimate | None = None
    tax_base: Decimal | None = None
    band_d: Decimal | None = None
    electors: int | None = None
    need: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReorganisationRecords:
    """What a case records of its reorganisation. `gaps` are budget gaps by organisation and year, `populations` those of the register."""

    councils: tuple[NewCouncil, ...] = ()
    successions: tuple[Succession, ...] = ()
    openings: tuple[Opening, ...] = ()
    populations: Mapping[str, int] = field(default_factory=dict)
    gaps: Mapping[str, Mapping[FinancialYear, Estimate]] = field(default_factory=dict)
    borne: tuple[tuple[str, str, str, FinancialYear], ...] = ()
    """Lines that a new council bears: the option, the line, who bears it, and the first year it has an amount in."""
    costs: Mapping[tuple[str, str], Mapping[FinancialYear, Estimate]] = field(default_factory=dict)
    """What the services of the councils that end cost in each year of their opening positions, by council and service."""
    withheld: frozenset[str] = frozenset()
    """The councils that end of which a public paper withholds figures: it does not say that one is not recorded."""

    def latest(self, council: str, figure: Callable[[Opening], Decimal | int | None]) -> Decimal | None:
        """A figure of a council in the latest year that has one."""
        known = [(each.year.start, value) for each in self.openings if each.council == council and (value := figure(each)) is not None]
        return Decimal(max(known)[1]) if known else None

    def budget_of(self, part: Part, option: str, year: FinancialYear) -> Estimate | None:
        """The net budget that a part divides: of a service what it costs, of a council what it has beside the services divided apart.

        `None` is not recorded. A service whose cost is not recorded stays within its council, and so does an area of it.
        """
        if part.service:
            return self._cost(part.predecessor, part.service, year)
        whole = next((each.net_budget for each in self.openings if (each.council, each.year) == (part.predecessor, year)), None)
        apart = dict.fromkeys(each.part for each in self.successions if (each.option, each.predecessor) == (option, part.predecessor))
        costs = [cost for name in apart if name and (cost := self._cost(part.predecessor, name, year)) is not None]
        return whole if whole is None or not costs else whole - Estimate.sum(costs)

    def _cost(self, council: str, service: str, year: FinancialYear) -> Estimate | None:
        return self.costs.get((council, service.casefold()), {}).get(year)

    def figure_of(self, council: str, basis: DividedBy) -> Decimal | None:
        """What an area weighs by a basis: its people, its need or its tax base; `None` where it is not recorded."""
        match basis:
            case DividedBy.POPULATION:
                people = self.populations.get(council)
                return None if people is None else Decimal(people)
            case DividedBy.NEED:
                return self.latest(council, lambda each: each.need)
            case DividedBy.TAX_BASE:
                return self.latest(council, lambda each: each.tax_base)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Part:
    """A council that ends, or a service of it, within a new one. `share` is a fraction of 1, `None` where it is not known.

    An area brings its people and its tax base; what is divided by a basis brings money alone.
    """

    predecessor: str
    share: Fraction | None
    is_area: bool
    service: str = ""
    divided_by: DividedBy = DividedBy.NOT_DIVIDED


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A new council with what makes it up, in the order recorded: whole councils and areas first, then services."""

    council: NewCouncil
    parts: tuple[Part, ...]

    @property
    def areas(self) -> tuple[Part, ...]:
        """The areas that it takes over."""
        return tuple(each for each in self.parts if each.is_area and not each.service)

    @property
    def whole(self) -> tuple[Part, ...]:
        """The councils it takes over, or its share of them, without services told apart."""
        return tuple(each for each in self.parts if not each.service)


def made_up(records: ReorganisationRecords, option: str) -> tuple[MadeUp, ...]:
    """The new councils of an option, in the order recorded, each with its parts."""
    own = [each for each in records.successions if each.option == option]
    shares = _shares(records, own)
    areas = _areas(own)
    return tuple(
        MadeUp(
            council,
            tuple(
                Part(each.predecessor, shares[each], each.predecessor in areas and not each.part, each.part, each.divided_by)
                for each in sorted(own, key=lambda each: bool(each.part))
                if each.successor == council.name
            ),
        )
        for council in records.councils
        if council.option == option
    )


def _areas(own: Sequence[Succession]) -> frozenset[str]:
    """The predecessors of an option that go with their people and tax base: those that no basis divides."""
    divided = {each.predecessor for each in own if each.divided_by and not each.part}
    return frozenset(each.predecessor for each in own if not each.part) - divided


def _together(own: Sequence[Succession]) -> dict[tuple[str, str], list[Succession]]:
    """The successions of each council, and of each service of one, that make a whole together."""
    together: dict[tuple[str, str], list[Succession]] = {}
    for each in own:
        together.setdefault((each.predecessor, each.part), []).append(each)
    return together


def _shares(records: ReorganisationRecords, own: Sequence[Succession]) -> dict[Succession, Fraction | None]:
    shares: dict[Succession, Fraction | None] = {}
    divided: list[Succession] = []
    for rows in _together(own).values():
        if any(each.withheld for each in rows):
            shares |= dict.fromkeys(rows)
        elif len(rows) == 1:
            shares[rows[0]] = _WHOLE if rows[0].percent is None else Fraction(rows[0].percent) / 100
        elif all(each.percent is None and each.divided_by for each in rows):
            divided += rows
        else:
            shares |= {each: None if each.percent is None else Fraction(each.percent) / 100 for each in rows}
    areas = _areas(own)
    for each in divided:
        weights = {
            name: _sum(
                (share, records.figure_of(area.predecessor, each.divided_by))
                for area, share in shares.items()
                if area.successor == name and area.predecessor in areas and not area.part
            )
            for name in dict.fromkeys(row.successor for row in divided if (row.predecessor, row.part) == (each.predecessor, each.part))
        }
        known = [weight for weight in weights.values() if weight is not None]
        own_weight, total = weights[each.successor], sum(known, Fraction(0))
        shares[each] = None if own_weight is None or len(known) < len(weights) or not total else own_weight / total
    return shares


def _sum(parts: Iterator[tuple[Fraction | None, Decimal | None]]) -> Fraction | None:
    total = Fraction(0)
    for share, figure in parts:
        if share is None or figure is None:
            return None
        total += share * Fraction(figure)
    return total


def troubles(records: ReorganisationRecords, option: str) -> tuple[Why, ...]:
    """What of an option's reorganisation cannot be, or is not complete: a sentence each."""
    return (*misplaced(records, option), *mistimed(records, option), *not_weighed(records, option))


def not_weighed(records: ReorganisationRecords, option: str) -> Iterator[Why]:
    """What is to be divided by a basis of which an area has no figure, so that nobody knows how."""
    own = [each for each in records.successions if each.option == option]
    areas = _areas(own)
    for (predecessor, part), rows in _together(own).items():
        bases = {each.divided_by for each in rows}
        if len(rows) < 2 or len(bases) > 1 or any(each.withheld or each.percent is not None for each in rows):
            continue
        (basis,) = bases
        lacking = [name for name in sorted(areas) if records.figure_of(name, basis) is None] if basis else []
        if lacking and records.withheld.isdisjoint(lacking):
            what = f"{part} of {predecessor}" if part else predecessor
            of = listed(lacking) if len(lacking) < len(areas) else "any area"
            said = f"How {what} is divided in {option} is not known: it goes by {basis}, and the {basis} of {of} is not recorded."
            yield Why(said, f"Type it under {'Organisations' if basis is DividedBy.POPULATION else 'Opening positions'}.")


def misplaced(records: ReorganisationRecords, option: str) -> Iterator[Why]:
    """What keeps each area from being in one new council, and what is divided from making a whole."""
    own = [each for each in records.successions if each.option == option]
    names = {each.name for each in records.councils if each.option == option}
    every = dict.fromkeys(each.predecessor for each in records.successions if not each.part)
    placed_here = {each.predecessor for each in own if not each.part}
    for name in every:
        if names and name not in placed_here:
            yield Why(f"{name} is in no new council of {option}.", "Add it on Successions.")
    for name in dict.fromkeys(each.successor for each in own):
        if name not in names:
            yield Why(f"{name} takes over from councils in {option} and is none of its new councils.", "Add it on New councils.")
    for name in sorted(names - {each.successor for each in own}):
        yield Why(f"Nothing says what {name} is made up of in {option}.", "Add what goes to it on Successions.")
    for (predecessor, part), rows in _together(own).items():
        what = f"{part} of {predecessor}" if part else predecessor
        blank = [each for each in rows if each.percent is None]
        if any(each.withheld for each in rows) or (blank and (len(rows) == 1 or all(each.divided_by for each in rows))):
            continue
        if blank:
            within = f"{len(rows)} new councils of {option}, {listed([each.successor for each in rows])}"
            yield Why(
                f"{what} is in {within}, and nothing says how much of it is in each.",
                "Take it out of all but one on Successions, or type the percentage that goes to each.",
            )
        elif (total := sum((each.percent or Decimal(0) for each in rows), Decimal(0))) != 100:
            said = f"The percentages of {what} in {option} add to {placed(Fraction(total), 6)}%, and not to 100%."
            yield Why(said, "Change them on Successions until they make 100.")


def mistimed(records: ReorganisationRecords, option: str) -> Iterator[Why]:
    """Who does anything before a vesting day or goes on after it, and which vesting day is not recorded."""
    own = [each for each in records.successions if each.option == option]
    begins = {each.name: each.vesting_day for each in records.councils if each.option == option}
    for each in own:
        day = begins.get(each.successor)
        if day is not None and each.ends is not None and each.ends > day:
            yield Why(f"{ends_late(each.predecessor, each.ends, each.successor, day)}.", "Correct Ends, or the vesting day.")
    for name, day in begins.items():
        if day is None:
            yield Why(f"The vesting day of {name} in {option} is not recorded.", "Type it on New councils.")
            continue
        first = FinancialYear.of(day)
        early = [each.year for each in records.openings if each.council == name and each.year < first]
        if early:
            yield Why(f"{name} has an opening position for {min(early)}, before it exists: it begins on {long_date(day)}.", "Take it out.")
        for of, line, bearer, year in records.borne:
            if (of, bearer) == (option, name) and year < first:
                yield Why(
                    f"{name} bears ‘{line}’ of {option} in {year}, before it exists: it begins on {long_date(day)}.",
                    "Name who bears it until then.",
                )


def ends_late(predecessor: str, ends: datetime.date, successor: str, begins: datetime.date) -> str:
    """What is said of a council that would go on beside the one that takes over from it."""
    return f"{predecessor} would end on {long_date(ends)}, after {successor} begins on {long_date(begins)}"
