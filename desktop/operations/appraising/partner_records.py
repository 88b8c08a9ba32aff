"""The records of a case's partners as the arithmetic takes them."""

from __future__ import annotations

import datetime
from decimal import Decimal

from db.nouns.partners import PartnerFactor, PoolContribution, ProfileMeasure, SharingArrangement
from db.nouns.register import Organisation, Service
from db.nouns.returns import RagDefinition
from db.nouns.returns import Request as RequestRecord
from db.nouns.returns import ResourceScore as ResourceScoreRecord
from db.nouns.returns import Return as ReturnRecord
from db.reading import Reader
from desktop.appraisal.estimate import Estimate
from desktop.appraisal.partners.appraised import PartnershipRecords
from desktop.appraisal.partners.fit import Factor
from desktop.appraisal.partners.pool import Contribution
from desktop.appraisal.partners.requests import CountedIn, Request, When
from desktop.appraisal.partners.resource_scores import ResourceScore
from desktop.appraisal.partners.returns import Return
from desktop.appraisal.partners.sharing_register import Arrangement, SharingStatus
from desktop.appraisal.partners.unit_costs import ServiceCost
from desktop.appraisal.years import FinancialYear
from desktop.errors import KnownTrouble
from desktop.operations.appraising.count_records import spending
from desktop.operations.records.columns import read_date, written
from desktop.operations.records.marks import is_withheld, not_public
from desktop.operations.records.participants import names_in
from desktop.operations.records.records import Row, rows
from desktop.operations.records.references import holidays_of
from desktop.operations.records.service_costs import service_costs


def partnership_records(reader: Reader, case: int, base_year: FinancialYear) -> PartnershipRecords:
    """What a case records of its partners."""
    organisations = rows(reader, Organisation, case)
    own = next((row.text("name") for row in organisations if row.values["own"] is True), None)
    kinds = {row.text("name"): row.text("kind") for row in organisations}
    return PartnershipRecords(
        kinds=kinds,
        own=own,
        bank_holidays=holidays_of(reader),
        returns=returns(reader, case),
        definitions={row.text("rating"): row.text("definition") for row in rows(reader, RagDefinition, case)},
        scores=tuple(_score(row, is_withheld(reader, row)) for row in rows(reader, ResourceScoreRecord, case)),
        services=_service_costs(reader, case, base_year, kinds),
        factors=tuple(_factor(row, is_withheld(reader, row)) for row in rows(reader, PartnerFactor, case)),
        profiles=_profiles(reader, case, organisations),
        withheld_profiles=frozenset(row.text("organisation") for row in rows(reader, ProfileMeasure, case) if is_withheld(reader, row)),
        sharing=tuple(_arrangement(row, is_withheld(reader, row)) for row in rows(reader, SharingArrangement, case)),
        spending=spending(reader, case),
        contributions=tuple(_contribution(row, own, is_withheld(reader, row)) for row in rows(reader, PoolContribution, case)),
        requests=tuple(_request(row, is_withheld(reader, row)) for row in rows(reader, RequestRecord, case)),
    )


def returns(reader: Reader, case: int) -> tuple[Return, ...]:
    """The returns of a case, in the order recorded."""
    return tuple(_return(reader, row) for row in rows(reader, ReturnRecord, case))


def _return(reader: Reader, row: Row) -> Return:
    return Return(
        row.text("organisation") or None,
        row.text("indicator"),
        row.value("received", bool),
        _count(row),
        dict(row.ratings),
        dict(row.amounts),
        is_withheld(reader, row),
        not_public(reader, row),
    )


def _score(row: Row, withheld: bool) -> ResourceScore:
    level = row.text("score")
    score = int(level) if level.isdecimal() else None
    return ResourceScore(row.text("name"), score, row.text("organisation") or None, _count(row), withheld)


def _count(row: Row) -> int:
    count = row.value("count", int)
    return 1 if count is None else count


def _service_costs(reader: Reader, case: int, base_year: FinancialYear, kinds: dict[str, str]) -> tuple[ServiceCost, ...]:
    """Services not out of scope, each with its cost of the base year."""
    costs = service_costs(reader, case, base_year)
    compared = []
    for row in rows(reader, Service, case):
        organisation, name = row.text("organisation"), row.text("name")
        if row.values["in_scope"] is not False:
            compared.append(
                ServiceCost(
                    organisation,
                    kinds.get(organisation, ""),
                    name,
                    costs.get((organisation, name)),
                    row.value("volume", Decimal),
                    row.text("volume_unit"),
                )
            )
    return tuple(compared)


def _factor(row: Row, withheld: bool) -> Factor:
    return Factor(
        row.text("name"),
        row.text("organisation") or None,
        row.value("score", Decimal),
        row.text("evidence"),
        row.text("says_so"),
        row.value("applies", bool),
        withheld,
    )


def _profiles(reader: Reader, case: int, organisations: tuple[Row, ...]) -> dict[str, dict[str, str]]:
    """Each organisation's measures: its kind, population and area, where a measure of its own is recorded too, then those.

    Without a measure of its own an organisation has no profile: a population alone likens nobody to anybody.
    """
    profiles: dict[str, dict[str, str]] = {}
    register = {row.text("name"): row for row in organisations}
    for row in rows(reader, ProfileMeasure, case):
        if is_withheld(reader, row):
            continue  # nothing is like or unlike what is not there
        name = row.text("organisation")
        if name not in profiles:
            known = register.get(name)
            values = {} if known is None else {key: written(known.values[key]) for key in ("kind", "population", "area")}
            profiles[name] = {key.capitalize(): value for key, value in values.items() if value}
        profiles[name][row.text("name")] = row.text("value")
    return profiles


def _arrangement(row: Row, withheld: bool) -> Arrangement:
    return Arrangement(
        row.text("name"),
        tuple(names_in(row.values["partners"])),
        SharingStatus(row.text("status")),
        row.text("start"),
        row.value("saving", Estimate),
        row.text("owner") or None,
        row.text("lessons_it"),
        row.text("lessons_staff"),
        withheld,
    )


def _contribution(row: Row, own: str | None, withheld: bool) -> Contribution:
    return Contribution(
        row.text("organisation"),
        row.text("name"),
        row.value("before", Estimate),
        row.value("pooled", Estimate),
        row.value("after", Estimate),
        row.value("volume_before", Decimal),
        row.value("volume_after", Decimal),
        row.text("condition"),
        row.text("governance"),
        row.text("organisation") == own,
        withheld,
    )


def _request(row: Row, withheld: bool) -> Request:
    return Request(
        row.text("name"),
        row.text("question"),
        row.text("put"),
        row.text("party"),
        when(row.text("asked_on")),
        when(row.text("deadline")),
        row.value("within", int),
        CountedIn(row.text("counted_in")),
        row.text("needed"),
        row.text("answer"),
        when(row.text("answered_on")),
        row.text("source"),
        withheld,
    )


def when(words: str) -> When:
    """A date as recorded, with its day where the words are one."""
    try:
        return When(words, read_date(words)) if words else When()
    except KnownTrouble:
        return When(words)


def today() -> datetime.date:
    """The day it is, where this machine is."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()
