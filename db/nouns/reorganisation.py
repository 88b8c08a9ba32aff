"""Local government reorganisation: the new councils of each option, what goes into each, and what the councils that end have."""

from __future__ import annotations

import datetime
from decimal import Decimal

from db.nouns.choices import DividedBy, listed
from db.nouns.noun import Kind, Link, Seen, column
from db.nouns.records import CaseRecord
from db.nouns.values import Amount

#: By the start of which year of a new council there is one council tax for all of it, at the latest (SI 2008/3022, as amended).
LATEST_YEAR_OF_HARMONISATION = 8


class NewCouncil(
    CaseRecord,
    table="new_councils",
    seen=Seen.MARKED,
    singular="new council",
    plural="new councils",
    sheet="New councils",
    unique=(("option_id", "organisation_id"),),
    named_by=("organisation_id", "option_id"),
):
    """A council that an option would make. It does not exist before its vesting day."""

    option_id: int = column("Option", Kind.REFERENCE, refers_to="options", hint="The option that would make it.")
    organisation_id: int = column(
        "New council",
        Kind.REFERENCE,
        key="successor",
        refers_to="organisations",
        link=Link.PLACE,
        hint="A unitary council of Organisations. Two options may have councils of one name that are made up otherwise.",
    )
    vesting_day: datetime.date | None = column(
        "Vesting day", Kind.DATE, default=None, hint="The day it begins, and those it takes over from end."
    )
    councillors: int | None = column("Councillors", Kind.INTEGER, default=None, at_least=1, hint="How many it would have.")
    harmonised_by: int | None = column(
        "One council tax in year",
        Kind.INTEGER,
        default=None,
        at_least=1,
        at_most=LATEST_YEAR_OF_HARMONISATION,
        hint="The year of the new council that begins with one council tax: 1 is from vesting day, 8 is the latest that the law allows.",
    )
    rise_percent: Decimal | None = column(
        "Council tax rise", Kind.PERCENT, default=None, unit="%", at_least=0, at_most=100, hint="A year, on the average of its area."
    )
    referendum_limit_percent: Decimal | None = column(
        "Referendum limit",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="The rise a year above which a referendum is held; it is tested on the average of the area.",
    )


class Succession(
    CaseRecord,
    table="successions",
    seen=Seen.MARKED,
    singular="succession",
    plural="successions",
    sheet="Successions",
    named_by=("predecessor_id", "successor_id"),
):
    """What of a council that ends goes to which new council: all of it, a percentage, or a service of it by a basis that is stated."""

    option_id: int = column("Option", Kind.REFERENCE, refers_to="options", hint="The option in which it is so.")
    predecessor_id: int = column(
        "Council that ends", Kind.REFERENCE, key="predecessor", refers_to="organisations", link=Link.PLACE, hint="An organisation."
    )
    successor_id: int = column(
        "New council",
        Kind.REFERENCE,
        key="successor",
        refers_to="organisations",
        link=Link.PLACE,
        hint="One of New councils in the option.",
    )
    part: str = column(
        "Part",
        default="",
        hint="A service or an area of the council that ends, such as Adult social care. Where none is named, the council as a whole.",
    )
    divided_by: str = column(
        "Divided by",
        Kind.CHOICE,
        default="",
        choices=listed(DividedBy),
        hint="Of a county council or a service of it: the basis by which it is divided. Without one the area itself goes, with its people "
        "and its tax base.",
    )
    percent: Decimal | None = column(
        "Percent",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="How much of it goes there. Where it is not given, all of what goes to one new council; of what is divided it is worked out "
        "from the basis, else it is not known.",
    )
    ends: datetime.date | None = column(
        "Ends", Kind.DATE, default=None, hint="The day the old council ends. Where it is not given, the vesting day of the new one."
    )


class OpeningPosition(
    CaseRecord,
    table="opening_positions",
    seen=Seen.MARKED,
    singular="opening position",
    plural="opening positions",
    sheet="Opening positions",
    unique=(("case_id", "organisation_id", "year"),),
    named_by=("organisation_id", "year"),
    kept=("year",),
):
    """What a council that ends has in one year. Its population is on Organisations and its budget gap on Budget gap."""

    organisation_id: int = column(
        "Council that ends", Kind.REFERENCE, key="predecessor", refers_to="organisations", link=Link.PLACE, hint="An organisation."
    )
    year: int = column("Year", Kind.YEAR)
    net_budget: Amount | None = column(
        "Net budget", Kind.ESTIMATE, default=None, hint="Its net revenue budget. Without it none is recorded."
    )
    debt: Amount | None = column("Debt", Kind.ESTIMATE, default=None, hint="What it owes at the end of the year.")
    debt_cost: Amount | None = column(
        "Cost of debt", Kind.ESTIMATE, default=None, hint="Interest and minimum revenue provision in the year."
    )
    reserves: Amount | None = column("Reserves", Kind.ESTIMATE, default=None, hint="What it holds at the end of the year.")
    tax_base: Decimal | None = column(
        "Council tax base", Kind.NUMBER, default=None, at_least=0, hint="In dwellings of band D. A county council has none of its own."
    )
    band_d: Decimal | None = column(
        "Band D",
        Kind.NUMBER,
        default=None,
        unit="£",
        at_least=0,
        hint="Its own council tax at band D, without parish precepts and special expenses.",
    )
    electors: int | None = column("Electors", Kind.INTEGER, default=None, at_least=0)
    need: Decimal | None = column(
        "Need", Kind.NUMBER, default=None, at_least=0, hint="In one unit for all, such as children and adults with care. Source says which."
    )
