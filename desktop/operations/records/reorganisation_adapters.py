"""New councils, successions and opening positions: what is checked as one value of them is set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction

from db.nouns.case import Case
from db.nouns.choice import Option
from db.nouns.noun import Column
from db.nouns.register import Organisation
from db.nouns.reorganisation import NewCouncil, OpeningPosition, Succession
from desktop.appraisal.wording import long_date, placed
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.columns import Value

_ALL = Decimal(100)


class NewCouncilAdapter(Adapter[NewCouncil]):
    """New councils: each once in an option, and none begins before a council that it takes over from ends."""

    def choices(self, column: Column) -> tuple[str, ...]:
        """Organisations that are no new council of the first option yet come first, and of those the unitary councils."""
        names = super().choices(column)
        options = self.reader.column(Option, "id", **self.under)
        if column.refers_to != "organisations" or not options:
            return names
        ids, unitary = self.names.ids("organisations"), set(self.reader.column(Organisation, "id", kind="unitary"))
        taken = set(self.reader.column(NewCouncil, "organisation_id", **self.under, option_id=options[0]))
        return tuple(sorted(names, key=lambda name: (ids[name] in taken, ids[name] not in unitary)))

    def check(self, record: NewCouncil, keys: Collection[str]) -> None:
        if "vesting_day" not in keys or record.vesting_day is None:
            return
        to_it = self.reader.all(Succession, **self.under, option_id=record.option_id, successor_id=record.organisation_id)
        for each in to_it:
            if each.ends is not None and each.ends > record.vesting_day:
                raise KnownTrouble(
                    f"{_late(self, each, record)}: type a vesting day of {long_date(each.ends)} or later, or correct Ends on Successions"
                )

    def already(self, record: NewCouncil) -> KnownTrouble:
        option = self.names.name("options", record.option_id)
        return KnownTrouble(f"{self.organisation(record)} is a new council of {option} already: change that one, or choose another")


class SuccessionAdapter(Adapter[Succession]):
    """Successions: what goes where makes no more than the whole, and no council goes on beside the one that takes over from it."""

    def check(self, record: Succession, keys: Collection[str]) -> None:
        if record.predecessor_id == record.successor_id:
            name = self.names.name("organisations", record.predecessor_id)
            raise KnownTrouble(f"{name} cannot take over from itself: choose another new council, or another that ends")
        self._check_whole(record)
        council = self.reader.find(NewCouncil, option_id=record.option_id, organisation_id=record.successor_id)
        if council is None or council.vesting_day is None or record.ends is None or record.ends <= council.vesting_day:
            return
        remedy = f"type {long_date(council.vesting_day)} or earlier, or correct the vesting day on New councils"
        raise KnownTrouble(f"{_late(self, record, council)}: {remedy}")

    def _check_whole(self, record: Succession) -> None:
        alike = self.reader.all(
            Succession, **self.under, option_id=record.option_id, predecessor_id=record.predecessor_id, part=record.part
        )
        others = [each for each in alike if each.id != record.id]
        if any(each.successor_id == record.successor_id for each in others):
            raise self._already(record)
        total = sum((each.percent or Decimal(0) for each in (*others, record)), Decimal(0))
        if record.percent is not None and total > _ALL:
            name, option = self.names.name("organisations", record.predecessor_id), self.names.name("options", record.option_id)
            what = f"{record.part} of {name}" if record.part else name
            raise KnownTrouble(
                f"The percentages of {what} in {option} would add to {placed(Fraction(total), 6)}%: "
                f"type {placed(Fraction(_ALL - total + record.percent), 6)} or less, or lower another first"
            )

    def choices(self, column: Column) -> tuple[str, ...]:
        """What a new row is likely to be of comes first: an option that makes new councils, a council in none of them yet, one of them."""
        names, ids = super().choices(column), self.names.ids(column.refers_to)
        councils = self.reader.all(NewCouncil, **self.under)
        if not councils:
            return names
        first, every = councils[0].option_id, {each.organisation_id for each in councils}
        if column.field == "option_id":
            return tuple(sorted(names, key=lambda name: ids[name] != first))
        if column.field == "successor_id":
            of_first = {each.organisation_id for each in councils if each.option_id == first}
            return tuple(sorted(names, key=lambda name: (ids[name] not in of_first, ids[name] not in every)))
        taken = set(self.reader.column(Succession, "predecessor_id", **self.under, option_id=first))
        return tuple(sorted(names, key=lambda name: (ids[name] in every, ids[name] in taken)))

    def _already(self, record: Succession) -> KnownTrouble:
        old, new = (self.names.name("organisations", each) for each in (record.predecessor_id, record.successor_id))
        part = f"{record.part} of {old}" if record.part else old
        option = self.names.name("options", record.option_id)
        return KnownTrouble(f"{part} goes to {new} in {option} already: change that row, or choose another council")


class OpeningPositionAdapter(Adapter[OpeningPosition]):
    """Opening positions: one a year of a council."""

    def choices(self, column: Column) -> tuple[str, ...]:
        """Councils without an opening position come first, and new councils last."""
        ids, taken = self.names.ids("organisations"), set(self.reader.column(OpeningPosition, "organisation_id", **self.under))
        new = set(self.reader.column(NewCouncil, "organisation_id", **self.under))
        return tuple(sorted(super().choices(column), key=lambda name: (ids[name] in new, ids[name] in taken)))

    def completed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """The first year from the base year on that the council has none for."""
        if given.get("year") is not None:
            return dict(given)
        council = self.names.ids("organisations").get(str(given["predecessor"]))
        taken = self.reader.column(OpeningPosition, "year", **self.under, organisation_id=council)
        first = self.reader.get(Case, self.parent).base_year
        return {**given, "year": FinancialYear(next(year for year in range(first, first + len(taken) + 1) if year not in taken))}

    def already(self, record: OpeningPosition) -> KnownTrouble:
        return KnownTrouble(
            f"{self.organisation(record)} has an opening position for {FinancialYear(record.year)} already: change that one"
        )


def _late(adapter: Adapter[NewCouncil] | Adapter[Succession], each: Succession, council: NewCouncil) -> str:
    """What is said of a council that would go on beside the one that takes over from it."""
    if each.ends is None or council.vesting_day is None:
        return ""
    from desktop.appraisal.reorganisation.composition import ends_late  # few cases reorganise anything

    old, new = (adapter.names.name("organisations", id_) for id_ in (each.predecessor_id, council.organisation_id))
    return ends_late(old, each.ends, new, council.vesting_day)
