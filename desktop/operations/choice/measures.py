"""What the records say in place of a score: population, FTE or unit cost, over the organisations that take part in an option; and of the
new councils that it would make how many electors a councillor has, and how alike they are.

Unknown is not zero: one record that is lacking leaves the whole measure not known, and a sentence says which record it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from db.nouns.choice import Criterion, Option
from db.nouns.choices import DividedBy
from db.nouns.register import CostLine, Organisation, Service
from db.nouns.reorganisation import NewCouncil, Succession
from db.reading import Reader
from desktop.appraisal.case import Measure
from desktop.appraisal.money import pounds
from desktop.appraisal.wording import listed
from desktop.appraisal.years import FinancialYear
from desktop.late_dataclass import dataclass
from desktop.operations.records.marks import is_withheld
from desktop.operations.records.participants import names_in
from desktop.operations.records.records import Row, rows

_MOST_NAMED = 4
_BALANCES = {
    Measure.BALANCE_OF_POPULATION: DividedBy.POPULATION,
    Measure.BALANCE_OF_NEED: DividedBy.NEED,
    Measure.BALANCE_OF_TAX_BASE: DividedBy.TAX_BASE,
}
_OF_NEW_COUNCILS = frozenset((Measure.ELECTORS_PER_COUNCILLOR, *_BALANCES))
#: To so many places what new councils are measured by is kept.
_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Measures:
    """By (option, criterion), what is known; `notes` say in sentences which record is lacking, and what was taken for a single figure.

    `withheld` are the places of which a public paper is not told whether a record is lacking.
    """

    known: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()


@dataclasses.dataclass(slots=True)
class _Count:
    """A measure as it adds up. `lacks` are the records without which it is not known."""

    total: Decimal = Decimal(0)
    lacks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Register:
    """The organisations of a case, and those services of theirs that are not out of scope, with their costs."""

    base_year: FinancialYear
    organisations: Sequence[Row]
    services: Sequence[Row]
    costs: Sequence[Row]

    def organisation(self, name: str) -> Row | None:
        """An organisation of the case by its name."""
        return next((row for row in self.organisations if row.text("name") == name), None)

    def services_of(self, names: Iterable[str]) -> tuple[Row, ...]:
        """The services of these organisations."""
        wanted = set(names)
        return tuple(row for row in self.services if row.text("organisation") in wanted)


def measures(reader: Reader, case: int, base_year: FinancialYear) -> Measures:
    """Every measure of a case that stands for scores; nothing is read where no criterion is taken from the records."""
    criteria = [row for row in rows(reader, Criterion, case) if row.text("taken_from")]
    if not criteria:
        return Measures()
    services = tuple(row for row in rows(reader, Service, case) if row.values["in_scope"] is not False)
    register = _Register(base_year, rows(reader, Organisation, case), services, rows(reader, CostLine, case))
    known: dict[tuple[str, str], Decimal] = {}
    lacking: dict[tuple[str, str], list[str]] = {}
    notes: list[str] = []
    withheld: list[tuple[str, str]] = []
    for criterion in criteria:
        name, measure = criterion.text("name"), Measure(criterion.text("taken_from"))
        for option in rows(reader, Option, case):
            count = (
                _of_new_councils(reader, case, measure, option.text("name"))
                if measure in _OF_NEW_COUNCILS
                else _measured(measure, names_in(option.values["participants"]), register)
            )
            if count.lacks and _rests_on_withheld(reader, case, option, register):
                withheld.append((option.text("name"), name))
            elif count.lacks:
                lacking.setdefault((name, _some(count.lacks)), []).append(option.text("name"))
            else:
                known[option.text("name"), name] = count.total
                notes += count.notes
    sentences = [f"{name} cannot be taken from the records for {listed(options)}: {why}." for (name, why), options in lacking.items()]
    return Measures(known, tuple(dict.fromkeys([*sentences, *notes])), tuple(withheld))


def _rests_on_withheld(reader: Reader, case: int, option: Row, register: _Register) -> bool:
    """Whether a public paper withholds an option, or any record that it may be measured by: what is lacking may then be that."""
    names, participants = option.text("name"), names_in(option.values["participants"])
    made = [row for noun in (NewCouncil, Succession) for row in rows(reader, noun, case) if row.text("option") == names]
    areas = {*participants, *(row.text("predecessor") for row in made if "predecessor" in row.values)}
    own = [row for row in (*register.services, *register.costs) if row.text("organisation") in areas]
    return any(
        is_withheld(reader, row) for row in (option, *made, *own, *(row for row in register.organisations if row.text("name") in areas))
    )


def _measured(measure: Measure, participants: Sequence[str], register: _Register) -> _Count:
    if not participants:
        return _Count(lacks=["no participants are named on Options"])
    match measure:
        case Measure.POPULATION:
            return _population(participants, register)
        case Measure.FTE:
            return _fte(participants, register)
        case _:
            return _unit_cost(participants, register)


def _of_new_councils(reader: Reader, case: int, measure: Measure, option: str) -> _Count:
    """How the new councils of an option compare, and how many electors each councillor has; 100 is a balance of all alike."""
    from desktop.appraisal.reorganisation.reorganised import reorganised  # few cases reorganise anything
    from desktop.operations.choice.reorganisation_records import reorganisation_records

    known = next((each for each in reorganised(reorganisation_records(reader, case)) if each.option == option), None)
    if known is None or not known.councils:
        return _Count(lacks=["no new council is recorded"])
    basis = _BALANCES.get(measure)
    value = known.electors_per_councillor if basis is None else known.balance(basis)
    if value is None:
        what = "electors or the councillors" if basis is None else "population" if basis is DividedBy.POPULATION else str(basis)
        return _Count(lacks=[f"the {what} of its new councils are not all recorded"])
    return _Count(_rounded(value if basis is None else value * 100))


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_PLACES)


def _population(participants: Sequence[str], register: _Register) -> _Count:
    count = _Count()
    for name in participants:
        organisation = register.organisation(name)
        population = organisation.values["population"] if organisation else None
        if isinstance(population, int):
            count.total += population
        else:
            count.lacks.append(f"the population of {name} is not recorded")
    return count


def _fte(participants: Sequence[str], register: _Register) -> _Count:
    count = _Count()
    for name in participants:
        services = register.services_of([name])
        if not services:
            count.lacks.append(f"{name} has no services in scope")
        for service in services:
            fte = service.values["fte"]
            if isinstance(fte, Decimal):
                count.total += fte
            else:
                count.lacks.append(f"the FTE of {_named(service)} is not recorded")
    return count


def _unit_cost(participants: Sequence[str], register: _Register) -> _Count:
    """Base-year cost of the services that have a volume over their total volume; those without one have no part in either."""
    count = _Count()
    volume = Decimal(0)
    units: dict[str, str] = {}
    for name in participants:
        services = [row for row in register.services_of([name]) if isinstance(row.values["volume"], Decimal)]
        if not services:
            count.lacks.append(f"no service of {name} in scope has a volume")
        for service in services:
            units.setdefault(service.text("volume_unit").casefold(), service.text("volume_unit") or "no unit")
            volume += _decimal(service, "volume")
            _add_cost(count, service, register)
    if len(units) > 1:
        count.lacks.append(f"the volumes are in different units ({listed(list(units.values()))})")
    if not count.lacks and not volume:
        count.lacks.append("the volume comes to 0")
    if not count.lacks:
        count.total /= volume
    return count


def _add_cost(count: _Count, service: Row, register: _Register) -> None:
    """Add a service's cost of the base year. A line of cost without an amount for it is not known, and so is one that is only a bound."""
    own = [row for row in register.costs if (row.values["organisation"], row.values["service"]) == _key(service)]
    if not own:
        count.lacks.append(f"the cost of {_named(service)} is not recorded")
    for line in own:
        amount = line.amounts.get(register.base_year)
        what = f"{line.text('category')} of {_named(service)} in {register.base_year}"
        if amount is None or amount.unknown:
            count.lacks.append(f"{what} is {'not known' if amount else 'not recorded'}")
        elif amount.low is None or amount.high is None or amount.central is None:
            count.lacks.append(f"{what} is a bound, {amount.words()}")
        else:
            count.total += amount.central
            if amount.low != amount.high:
                count.notes.append(f"{what} is a range, {amount.words()}: {pounds(amount.central)} is taken for the unit cost.")


def _some(lacks: Sequence[str]) -> str:
    """At most as many as a sentence can hold, and how many more there are."""
    if len(lacks) <= _MOST_NAMED:
        return listed(lacks)
    return listed([*lacks[: _MOST_NAMED - 1], f"{len(lacks) - _MOST_NAMED + 1} more records like it are lacking"])


def _key(service: Row) -> tuple[object, object]:
    return service.values["organisation"], service.values["name"]


def _named(service: Row) -> str:
    return f"{service.text('name')} at {service.text('organisation')}"


def _decimal(row: Row, key: str) -> Decimal:
    value = row.values[key]
    return value if isinstance(value, Decimal) else Decimal(0)
