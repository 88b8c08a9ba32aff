"""A case: what is appraised, what it is for, and the figures quoted that are nobody's cost or score."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.choices import FlowsAre, SimulatedWeights, listed
from db.nouns.noun import BelongsTo, Kind, Seen, column
from db.nouns.records import CaseRecord, Record


class Case(
    Record,
    table="cases",
    seen=Seen.OPEN,
    singular="case",
    plural="cases",
    sheet="Case",
    belongs_to=BelongsTo.REGISTER,
    unique=(("title",),),
    named_by=("title",),
):
    """One appraisal. `base_year` and `price_year` are the calendar years that financial years start in.

    `discount_vintage` and `deflator_vintage` are the editions of the discount schedule and of the deflators that it is reckoned by, which
    newer ones do not move. Past the last deflator prices rise by `assumed_inflation_percent` a year.
    """

    title: str = column("Title")
    purpose: str = column("Purpose", Kind.LONG_TEXT, default="")
    body: str = column("Body", default="", hint="Who decides, such as Cabinet.")
    base_year: int = column("Base year", Kind.YEAR, hint="Year 0: its amounts are not discounted.")
    horizon: int = column(
        "Horizon", Kind.INTEGER, default=10, unit="years", at_least=1, at_most=300, hint="How many financial years, the base year included."
    )
    price_base: str = column(
        "Price base", default="real", offered=None, hint="nominal, or real 2011/12. Where none is typed it is real in the base year."
    )
    assumed_inflation_percent: Decimal | None = column(
        "Assumed inflation",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="How much prices rise a year past the last GDP deflator. The case’s own. Where none is typed it is not "
        "known, and nominal amounts that reach "
        "further have no present value.",
    )
    discounting: str = column("Discounting", default="green book", hint="green book, or a flat rate such as 8%.")
    discount_vintage: str = column(
        "Discount edition",
        default="",
        other_names=("Discount vintage",),
        hint="Which edition of the Green Book the rates are of: the newest unless you name one. A flat rate has none.",
    )
    deflator_vintage: str = column(
        "Deflator edition",
        default="",
        other_names=("Deflator vintage",),
        hint="Which edition of the GDP deflators takes nominal amounts to one year’s prices: the newest unless you name one.",
    )
    flows_are: str = column("Flows are", Kind.CHOICE, default="changes", choices=listed(FlowsAre))
    close_call_percent: Decimal = column(
        "Close call",
        Kind.PERCENT,
        default=Decimal(10),
        unit="%",
        at_least=0,
        at_most=100,
        hint="How near the runner-up must be for there to be no clear winner.",
    )
    seed: int = column("Seed", Kind.INTEGER, default=1, at_least=0, hint="The same seed gives the same draws.")
    simulated_weights: str = column(
        "Simulation weights",
        Kind.CHOICE,
        default="",
        choices=listed(SimulatedWeights),
        hint="What the simulation draws. Free: any weights. Ordered: any in the order recorded. Bounded: any from Weight "
        "low to Weight high. Exact: those recorded. Where none is chosen it follows what is recorded.",
    )
    quick_win_months: int = column(
        "Quick win", Kind.INTEGER, default=12, unit="months", at_least=1, at_most=600, hint="How soon a quick win pays back in cash."
    )
    tolerance_percent: Decimal = column(
        "Tolerance",
        Kind.PERCENT,
        default=Decimal(3),
        unit="%",
        at_least=0,
        at_most=100,
        hint="How far Actual on Shares may lie from Value, as a percentage of Value, before shares are re-based.",
    )
    price_year: int | None = column(default=None)
    borrowing_rate_percent: Decimal | None = column(
        "Borrowing rate",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        at_most=100,
        hint="Interest a year on what is borrowed where a line states no rate of its own.",
    )


class Objective(
    CaseRecord,
    table="objectives",
    seen=Seen.MARKED,
    singular="objective",
    plural="objectives",
    sheet="Objectives",
    unique=(("case_id", "name"),),
    named_by=("name",),
    says_withheld="description",
    numbered=True,
):
    """What the case is to achieve."""

    name: str = column("Objective")
    description: str = column("Description", Kind.LONG_TEXT, default="")


class Evidence(
    CaseRecord,
    table="evidence",
    seen=Seen.MARKED,
    singular="piece of evidence",
    plural="evidence",
    sheet="Evidence",
    named_by=("statement",),
    says_withheld="value",
):
    """A figure a report quotes that is nobody's cost or score, and what it conflicts with."""

    statement: str = column("Statement", Kind.LONG_TEXT)
    value: str = column("Value", default="")
    unit: str = column("Unit", default="")
    date: str = column("Date", Kind.DATE_IN_WORDS, default="")
    conflicts_with: str = column("Conflicts with", Kind.LONG_TEXT, default="", in_table=False)
