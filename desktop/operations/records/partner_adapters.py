"""Returns, packs, scores and definitions: what is checked as one value of them is set."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from db.nouns.count import SpendLine
from db.nouns.noun import Column
from db.nouns.returns import RagDefinition, ResourceScore, Return, ReturnPack
from db.reading import N
from db.writing import Unit
from desktop.appraisal.estimate import Estimate
from desktop.errors import KnownTrouble
from desktop.operations.records.adapters import Adapter
from desktop.operations.records.amounts import estimate_of
from desktop.operations.records.columns import Value, plain


class CountedAdapter(Adapter[N]):
    """A record of one organisation, or of a count of them that names nobody."""

    def changes(self, unit: Unit, record: N, key: str, value: Value) -> dict[str, Any]:
        changes = super().changes(unit, record, key, value)
        # one organisation's record is one record
        return changes | {"count": None} if key == "organisation" and value is not None else changes

    def check(self, record: N, keys: Collection[str]) -> None:
        fields = vars(record)
        if "count" in keys and fields["count"] is not None and fields["organisation_id"] is not None:
            raise KnownTrouble(
                f"A count is of results that name nobody, and this row is {self.organisation(record)}’s: "
                "clear the organisation, or the count"
            )


class ReturnAdapter(CountedAdapter[Return]):
    """Returns: one of an indicator for each organisation, or a count that names nobody."""

    def check(self, record: Return, keys: Collection[str]) -> None:
        super().check(record, keys)
        if record.organisation_id is None or not any(key in keys for key in ("organisation", "indicator")):
            return
        alike: dict[str, Any] = {"organisation_id": record.organisation_id, "indicator": record.indicator}
        if any(other != record.id for other in self.reader.column(Return, "id", **self.under, **alike)):
            indicator = f" for {record.indicator}" if record.indicator else ""
            raise KnownTrouble(f"{self.organisation(record)} has a return{indicator} already: change that one, or name another indicator")


class PackAdapter(Adapter[ReturnPack]):
    """Return packs: each version of a partner once."""

    def completed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        return {**given, "version": given.get("version") or self._next_version(given["organisation"])}

    def _next_version(self, organisation: Value) -> int:
        _, asked = self.names.find(("organisations",), organisation)
        return max(self.reader.column(ReturnPack, "version", **self.under, organisation_id=asked), default=0) + 1

    def already(self, record: ReturnPack) -> KnownTrouble:
        return KnownTrouble(f"{self.organisation(record)} has a pack of version {record.version} already: give it another version")


class DefinitionAdapter(Adapter[RagDefinition]):
    """RAG definitions: one a rating."""

    def usual(self, column: Column, given: Mapping[str, Value]) -> str:
        """The first rating that is not defined."""
        defined = self.reader.column(RagDefinition, "rating", **self.under)
        return next((rating for rating in column.choices if rating not in defined), column.choices[0])

    def already(self, record: RagDefinition) -> KnownTrouble:
        return KnownTrouble(f"There is a definition of {record.rating} already: change that one")


class ResourceScoreAdapter(CountedAdapter[ResourceScore]):
    """Use of resources scores."""


class SpendAdapter(Adapter[SpendLine]):
    """Lines of the Count: no more is handled and passed on than there is."""

    def check(self, record: SpendLine, keys: Collection[str]) -> None:
        if {"amount", "handling", "frontline_percent"} & set(keys):
            check_spend(estimate_of(record.amount), estimate_of(record.handling), record.frontline_percent)


def nobodys_stream(stream: str) -> str:
    """What is said where a line of a funding stream does not say whose it is."""
    return f"The funding stream ‘{stream}’ has no organisation: choose the organisation that spends it or hands it on."


def check_spend(amount: Estimate | None, handling: Estimate | None, frontline: Decimal | None) -> None:
    """That what handling costs, and what reaches the front line, are parts of an amount. Raises KnownTrouble."""
    if amount is None or amount.high is None:
        return
    if handling is not None and handling.low is not None and handling.low > amount.high:
        raise KnownTrouble(f"Handling costs {handling.words()}, more than all of the amount, {amount.words()}: correct one of them")
    if frontline is not None and handling is not None and amount.low is not None and handling.low is not None:
        least = amount.low * frontline / 100 + handling.low
        if least > amount.high:
            raise KnownTrouble(
                f"{plain(frontline)}% of {amount.words()} and a handling cost of {handling.words()} are more than there is: "
                "correct one of them"
            )
