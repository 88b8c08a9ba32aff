"""Organisations and their services: the register that every case of a store shares."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from db.nouns.noun import BelongsTo, Column, Kind, Link, Seen, column, elsewhere, yearly
from db.nouns.records import Linked, MarkedRecord
from db.nouns.values import NO_YEARS, Amount

#: What an organisation is.
KINDS = (
    "district", "county", "unitary", "combined authority", "parish", "police", "fire", "NHS", "company", "charity", "union", "other",
)  # fmt: skip


class Organisation(
    MarkedRecord,
    table="organisations",
    seen=Seen.MARKED,
    singular="organisation",
    plural="organisations",
    sheet="Organisations",
    belongs_to=BelongsTo.REGISTER,
    unique=(("name",),),
    named_by=("name",),
    numbered=True,
):
    """One organisation of the register, shared by every case of the store."""

    name: str = column("Name")
    kind: str = column("Kind", Kind.CHOICE, default="", choices=KINDS)
    own: bool = column("Own", Kind.YES_NO, default=False, hint="Yes for our own council.")
    population: int | None = column("Population", Kind.INTEGER, default=None, at_least=0)
    area: Decimal | None = column("Area", Kind.NUMBER, default=None, unit="hectares", at_least=0)
    key_decision_amount: Decimal | None = column(
        "Key decision from",
        Kind.NUMBER,
        default=None,
        unit="£",
        at_least=0,
        in_table=False,
        hint="Our own council’s threshold: what a decision must cost or save to be a key decision.",
    )
    key_decision_counts: str = column(
        "Key decision counts",
        Kind.CHOICE,
        default="in all",
        choices=("in all", "a year"),
        in_table=False,
        hint="Whether the threshold is of what is spent or saved in all, or in any one year.",
    )


class CaseOrganisation(
    Linked, table="case_organisations", seen=Seen.OPEN, unique=(("case_id", "organisation_id"),), part_of="organisation_id"
):
    """That an organisation is a partner in a case."""

    case_id: int = column(refers_to="cases", link=Link.PLACE)
    organisation_id: int = column(refers_to="organisations", link=Link.PLACE)


class Service(
    MarkedRecord,
    table="services",
    seen=Seen.MARKED,
    singular="service",
    plural="services",
    sheet="Services",
    belongs_to=BelongsTo.REGISTER,
    unique=(("organisation_id", "name"),),
    named_by=("name", "organisation_id"),
    numbered=True,
):
    """A service of one organisation, in the register."""

    organisation_id: int = column("Organisation", Kind.REFERENCE, refers_to="organisations", link=Link.PLACE)
    name: str = column("Service")
    service_group: str = column("Group", default="")
    delivery_model: str = column("Delivery model", Kind.CHOICE, default="", choices=("in house", "shared", "outsourced", "joint"))
    fte: Decimal | None = column("FTE", Kind.NUMBER, default=None, at_least=0, hint="Full-time equivalent staff.")
    volume: Decimal | None = column("Volume", Kind.NUMBER, default=None, at_least=0)
    volume_unit: str = column("Volume unit", default="")
    in_scope: ClassVar[Column] = elsewhere("In scope", Kind.YES_NO_NOT_STATED)


class CaseService(Linked, table="case_services", seen=Seen.OPEN, unique=(("case_id", "service_id"),), part_of="service_id"):
    """That a service is looked at in a case, and whether it is in its scope (nothing: not stated)."""

    case_id: int = column(refers_to="cases", link=Link.PLACE)
    service_id: int = column(refers_to="services", link=Link.PLACE)
    in_scope: bool | None = column(default=None)
    position: int = column(default=0)


class CostLine(
    MarkedRecord,
    table="cost_lines",
    seen=Seen.MARKED,
    singular="cost",
    plural="costs",
    sheet="Costs",
    belongs_to=BelongsTo.REGISTER,
    unique=(("service_id", "category"),),
    named_by=("category",),
    numbered=True,
):
    """A service's cost in one CIPFA subjective category."""

    organisation: ClassVar[Column] = elsewhere("Organisation", Kind.REFERENCE, required=True, refers_to="organisations")
    service_id: int = column("Service", Kind.REFERENCE, refers_to="services")
    category: str = column("Category", hint="CIPFA subjective category, such as Employees.")
    position: int = column(default=0)
    amounts: Mapping[int, Amount] = yearly("cost_amounts", "cost_line_id", Kind.ESTIMATE, default=NO_YEARS)
