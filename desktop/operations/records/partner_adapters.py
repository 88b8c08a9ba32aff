"""Returns, scores, factors, notes, contributions and the sharing register: what is checked as one value of them is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, select

from db.reading import Reader
from db.returns import Return, ReturnGain, ReturnRating
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.returns import Rating
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.records import amounts
from desktop.operations.records.adapters import Adapter, organisation_named
from desktop.operations.records.columns import Column, Value
from desktop.operations.records.money_adapters import OfOrganisation
from desktop.operations.records.nouns import RAG_DEFINITIONS


class ReturnAdapter(OfOrganisation):
    """Returns: one of an indicator for each organisation, or a count that names nobody; ratings and gains in years of their own."""

    def amounts(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Estimate]]:
        recorded = reader.session.exec(select(ReturnGain).where(col(ReturnGain.return_id).in_(ids)).order_by(col(ReturnGain.year)))
        return amounts.by_row((gain.return_id, gain) for gain in recorded)

    def ratings(self, reader: Reader, ids: list[int]) -> dict[int, dict[FinancialYear, Rating]]:
        ratings: dict[int, dict[FinancialYear, Rating]] = {}
        for each in reader.session.exec(select(ReturnRating).where(col(ReturnRating.return_id).in_(ids)).order_by(col(ReturnRating.year))):
            ratings.setdefault(each.return_id, {})[FinancialYear(each.year)] = Rating(each.rating)
        return ratings

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "organisation" and value is not None:
            record.count = None  # one organisation's return is one return
        elif key == "count" and value is not None and record.organisation_id is not None:
            raise count_of_one(self.named(unit, record))
        super().assign(unit, parent, record, key, value)
        if record.id is not None and key in ("organisation", "indicator"):
            self._refuse_twice(unit, parent, record)

    def linked(self, unit: Unit, parent: int, record: Any, given: Mapping[str, Value]) -> None:
        self._refuse_twice(unit, parent, record)

    def _refuse_twice(self, reader: Reader, parent: int, record: Any) -> None:
        if record.organisation_id is None:
            return
        with reader.session.no_autoflush:
            returns = self.records(reader, parent)
        if any(
            other is not record and (other.organisation_id, other.indicator) == (record.organisation_id, record.indicator)
            for other in returns
        ):
            indicator = f" for {record.indicator}" if record.indicator else ""
            raise KnownTrouble(f"{self.named(reader, record)} has a return{indicator} already: change that one, or name another indicator")

    def set_amount(self, unit: Unit, row: int, year: FinancialYear, estimate: Estimate | None) -> None:
        self._check_there(unit, row)
        amounts.store(unit, "return_gains", "return_id", row, year, estimate)

    def set_rating(self, unit: Unit, row: int, year: FinancialYear, rating: Rating | None) -> None:
        self._check_there(unit, row)
        recorded = unit.session.exec(select(ReturnRating).where(ReturnRating.return_id == row, ReturnRating.year == year.start)).first()
        if rating is not None:
            record = recorded or ReturnRating(return_id=row, year=year.start, rating=rating)
            record.rating = str(rating)
            unit.session.add(record)
        elif recorded is not None:
            unit.session.delete(recorded)
        unit.session.flush()

    def _check_there(self, reader: Reader, row: int) -> None:
        if reader.session.exec(select(Return.id).where(Return.id == row)).first() is None:
            raise self.gone()


class ResourceScoreAdapter(OfOrganisation):
    """Use of resources scores: of one organisation, or of a count that names nobody."""

    def assign(self, unit: Unit, parent: int, record: Any, key: str, value: Value) -> None:
        if key == "organisation" and value is not None:
            record.count = None
        elif key == "count" and value is not None and record.organisation_id is not None:
            raise count_of_one(self.named(unit, record))
        super().assign(unit, parent, record, key, value)


class NamingOrganisation(OfOrganisation):
    """A record whose only rule is that the organisation it names is a partner of the case."""

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        return KnownTrouble(f"{self.named(reader, record)} has ‘{record.name}’ already: change that one, or choose another name")


class PackAdapter(OfOrganisation):
    """Return packs: each version of a partner once."""

    def new(self, reader: Reader, parent: int, given: Mapping[str, Value]) -> Any:
        record = super().new(reader, parent, given)
        record.version = given.get("version") or self._next_version(reader, parent, given["organisation"])
        return record

    def _next_version(self, reader: Reader, parent: int, organisation: Value) -> int:
        asked = organisation_named(reader, organisation).id
        return max((pack.version for pack in self.records(reader, parent) if pack.organisation_id == asked), default=0) + 1

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        return KnownTrouble(f"{self.named(reader, record)} has a pack of version {record.version} already: give it another version")


class DefinitionAdapter(Adapter):
    """RAG definitions: one a rating."""

    def usual(self, reader: Reader, parent: int, column: Column, given: Mapping[str, Value]) -> str:
        """The first rating that is not defined."""
        defined = {record.rating for record in self.records(reader, parent)}
        choices = RAG_DEFINITIONS.column("rating").choices
        return next((rating for rating in choices if rating not in defined), choices[0])

    def already(self, reader: Reader, parent: int, record: Any) -> KnownTrouble:
        return KnownTrouble(f"There is a definition of {record.rating} already: change that one")


def count_of_one(organisation: str) -> KnownTrouble:
    """What is said of a count beside an organisation."""
    return KnownTrouble(f"A count is of results that name nobody, and this row is {organisation}’s: clear the organisation, or the count")
