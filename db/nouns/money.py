"""What costs and saves money, by financial year, and how it is paid for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from db.nouns.choices import (
    CarryForwardCounts,
    FlowKind,
    Fund,
    FundingKind,
    FundingStatus,
    Prices,
    Rating,
    ReferenceSeries,
    RevenueProvision,
    TargetMode,
    listed,
)
from db.nouns.noun import BelongsTo, Column, Kind, Link, Seen, column, elsewhere, restated, yearly
from db.nouns.records import CaseRecord, Record
from db.nouns.values import NO_YEARS, Amount

#: The lines of the Section 151 checklist: the key each is kept by, and its title.
CHECKLIST = (
    ("baseline", "Baseline"),
    ("net", "Savings are net"),
    ("recurring", "Recurring and one-off"),
    ("phasing", "Full-year effect and phasing"),
    ("double_counting", "Double counting"),
    ("price_base", "Price base"),
    ("one_off_funding", "Funding of one-off cost"),
    ("revenue_and_capital", "Revenue and capital"),
    ("payback", "Payback and break-even"),
    ("sensitivity", "Sensitivity"),
    ("deliverability", "Deliverability"),
    ("exit_costs", "Exit costs"),
    ("vat_pension_tupe", "VAT, pensions and transfers of staff"),
    ("who_benefits", "Who benefits"),
    ("contingency", "Contingency"),
    ("quality", "Quality cross-check"),
)


class Project(
    CaseRecord,
    table="projects",
    seen=Seen.MARKED,
    singular="project",
    plural="projects",
    sheet="Projects",
    unique=(("case_id", "name"),),
    named_by=("name",),
    numbered=True,
):
    """What delivers savings. Participants are separated by semicolons."""

    name: str = column("Project")
    participants: str = column("Participants", default="", hint="Separate them with semicolons.")
    stage: str = column("Stage", default="")
    owner: str = column("Owner", default="")


class CashFlow(
    CaseRecord,
    table="cash_flows",
    seen=Seen.MARKED,
    singular="line",
    plural="lines",
    sheet="Flows",
    named_by=("option_id", "project_id", "line"),
    kept=("kind",),
):
    """One line of money of an option or a project. Percentages are as typed: 20 is 20%.

    `mrp` is how the minimum revenue provision for what is borrowed is spread over `asset_life`, in years: in equal parts where it is
    blank, from the year after the spending or after `in_use_from`, the calendar year that financial year starts in.

    In a public paper withheld funding is a grant that is awarded, of an amount not known, whatever it is.
    """

    option_id: int | None = column(
        "Owner", Kind.REFERENCE, default=None, key="owner", required=True, refers_to="options", hint="The option or project it is part of."
    )
    project_id: int | None = column(default=None, refers_to="projects", beside="option_id")
    line: str = column("Line")
    kind: str = column("Kind", Kind.CHOICE, choices=listed(FlowKind))
    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.CONTENT,
        on_delete="SET NULL",
        hint="Who bears it.",
    )
    cashable: bool | None = column("Cashable", Kind.YES_NO_NOT_STATED, default=None)
    recurring: bool | None = column("Recurring", Kind.YES_NO_NOT_STATED, default=None)
    type: str = column("Type", Kind.CHOICE, default="", choices=("revenue", "capital"))
    fund: str = column("Fund", Kind.CHOICE, default="", choices=listed(Fund))
    in_plan: bool | None = column(
        "Already in the plan",
        Kind.YES_NO_NOT_STATED,
        default=None,
        other_names=("In plan", "In the plan", "Already in plan"),
        in_table=False,
        hint="Whether the medium-term plan has it already, so that it closes no more of the budget gap. Where it is "
        "not stated it is taken as new.",
    )
    inflation_percent: Decimal | None = column(
        "Inflation",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=-100,
        at_most=100,
        other_names=("Inflation rate", "Pay rate", "Inflation or pay rate"),
        in_table=False,
        hint="Of its price or pay, a year, in a case in real prices: the medium-term plan is then in cash. It moves nothing else.",
    )
    funding_source: str = column(
        "Source of funding",
        Kind.CHOICE,
        default="",
        choices=listed(kind for kind in FundingKind if kind is not FundingKind.FLEXIBILITY),
        instead=FundingKind.GRANT.value,
        hint="Of a line of funding: where the money comes from. Without one it counts nowhere. Reserves and borrowing are never money in.",
    )
    status: str = column(
        "Status",
        Kind.CHOICE,
        default="",
        choices=listed((FundingStatus.SOUGHT, FundingStatus.AWARDED)),
        instead=FundingStatus.AWARDED.value,
        hint="Of a line of funding. A grant, a contribution or receipts count when they are awarded. Where it is not stated it is sought.",
    )
    asset_life: int | None = column(
        "Asset life",
        Kind.INTEGER,
        default=None,
        unit="years",
        at_least=1,
        in_table=False,
        hint="Of borrowing: the years over which it is charged to revenue, 50 at the most unless Source says why.",
    )
    rate_percent: Decimal | None = column(
        "Rate",
        Kind.PERCENT,
        default=None,
        unit="%",
        at_least=0,
        in_table=False,
        hint="Of borrowing: its interest a year. Where none is typed it is the borrowing rate of the case.",
    )
    mrp: str = column(
        "MRP",
        Kind.CHOICE,
        default="",
        choices=listed(RevenueProvision),
        in_table=False,
        hint="Of borrowing: minimum revenue provision by equal instalments or by annuity; equal unless you choose. Of "
        "housing there is none, as "
        "nothing is set aside unless it is stated.",
    )
    in_use_from: int | None = column(
        "In use from",
        Kind.YEAR,
        default=None,
        in_table=False,
        hint="Of borrowing: the year its asset comes into use. Provision starts the year after.",
    )
    category: str = column("Category", default="")
    driver: str = column("Driver", default="")
    optimism_bias_percent: Decimal | None = column("Optimism bias", Kind.PERCENT, default=None, unit="%", at_least=0, at_most=1000)
    mitigation_percent: Decimal | None = column("Mitigation", Kind.PERCENT, default=None, unit="%", at_least=0, at_most=100)
    bias_class: str = column("Bias class", default="", in_table=False, hint="The type of project that the optimism bias is taken from.")
    bias_reason: str = column(
        "Bias reason", Kind.LONG_TEXT, default="", in_table=False, hint="Why the bias and its mitigation are what they are."
    )
    confidence: str = column("Confidence", default="")
    condition: str = column("Condition", Kind.LONG_TEXT, default="")
    amounts: Mapping[int, Amount] = yearly("cash_flow_amounts", "cash_flow_id", Kind.ESTIMATE, default=NO_YEARS)


class Phasing(
    CaseRecord,
    table="phasings",
    seen=Seen.MARKED,
    singular="phasing",
    plural="phasings",
    sheet="Phasing",
    unique=(("cash_flow_id",),),
    named_by=("cash_flow_id",),
):
    """What a line comes to in all, where it is not known year by year, and how much of it falls in each year: percentages that make 100."""

    owner: ClassVar[Column] = elsewhere(
        "Owner", Kind.REFERENCE, required=True, refers_to="options", hint="The option or project that the line is part of."
    )
    project: ClassVar[Column] = elsewhere("", Kind.REFERENCE, refers_to="projects", beside="owner")
    cash_flow_id: int = column("Line", Kind.REFERENCE, key="line", refers_to="cash_flows", hint="A line that has no amount in any year.")
    total: Amount | None = column("Total", Kind.ESTIMATE, hint="What it comes to over all years.")
    percents: Mapping[int, Decimal] = yearly("phasing_percents", "phasing_id", Kind.PERCENT, default=NO_YEARS)


class Scenario(
    CaseRecord,
    table="scenarios",
    seen=Seen.MARKED,
    singular="scenario",
    plural="scenarios",
    sheet="Scenarios",
    named_by=("name",),
):
    """What one scenario makes of a line, or of all lines of a kind that an option or a project has: 75 is 75% of what is recorded.

    Rows of one name are one scenario.
    """

    name: str = column("Scenario", hint="Rows of one name are one scenario.")
    option_id: int | None = column(
        "Owner", Kind.REFERENCE, default=None, key="owner", required=True, refers_to="options", hint="The option or project it moves."
    )
    project_id: int | None = column(default=None, refers_to="projects", beside="option_id")
    cash_flow_id: int | None = column(
        "Line",
        Kind.REFERENCE,
        default=None,
        key="line",
        refers_to="cash_flows",
        hint="The line it moves. Where none is chosen, all of the Kind.",
    )
    kind: str = column("Kind", Kind.CHOICE, default="", choices=listed(FlowKind), hint="What it moves where no line is named.")
    percent: Decimal | None = column(
        "Percent", Kind.PERCENT, unit="%", at_least=0, at_most=1000, hint="How much of what is recorded it comes to: 75 is three quarters."
    )


class Actual(
    CaseRecord,
    table="actuals",
    seen=Seen.MARKED,
    singular="actual saving or cost",
    plural="actual savings and costs",
    sheet="Actuals",
    unique=(("cash_flow_id",),),
    named_by=("cash_flow_id",),
):
    """What a line has in fact come to in each year, beside what was planned."""

    owner: ClassVar[Column] = elsewhere(
        "Owner", Kind.REFERENCE, required=True, refers_to="options", hint="The option or project that the line is part of."
    )
    project: ClassVar[Column] = elsewhere("", Kind.REFERENCE, refers_to="projects", beside="owner")
    cash_flow_id: int = column("Line", Kind.REFERENCE, key="line", refers_to="cash_flows", hint="The line that planned it.")
    rating: str = column(
        "Rating",
        Kind.CHOICE,
        default="",
        choices=tuple(rating.word for rating in Rating),
        synonyms=tuple((rating.value, rating.word) for rating in Rating),
        hint="How it stands: green, amber or red.",
    )
    reason: str = column("Reason", Kind.LONG_TEXT, default="", hint="Why it is not what was planned.")
    amounts: Mapping[int, Amount] = yearly("actual_amounts", "actual_id", Kind.ESTIMATE, default=NO_YEARS)


#: What the series of a reference value are called elsewhere.
SERIES_SYNONYMS = (
    ("GDP deflators", "GDP deflator"),
    ("deflator", "GDP deflator"),
    ("deflators", "GDP deflator"),
    ("weekly caps", "weekly cap"),
    ("redundancy cap", "weekly cap"),
    ("redundancy caps", "weekly cap"),
    ("weekly redundancy cap", "weekly cap"),
    ("weekly redundancy caps", "weekly cap"),
    ("bank holidays", "bank holiday"),
    ("Green Book editions", "Green Book edition"),
    ("discount rate", "green book"),
    ("discount rates", "green book"),
    ("Green Book rates", "green book"),
    ("Green Book standard rates", "green book"),
    ("green-book", "green book"),
)


class Reference(
    Record,
    table="reference_values",
    seen=Seen.OPEN,
    singular="reference value",
    plural="reference values",
    sheet="Reference",
    belongs_to=BelongsTo.REGISTER,
    unique=(("series", "vintage", "key"),),
    named_by=("series", "vintage", "key"),
):
    """One value of a published series in one edition of it: a deflator, a rate, a cap, a bank holiday by its name.

    `key` is the year, date or step that it is of.
    """

    series: str = column(
        "Series",
        Kind.CHOICE,
        choices=listed(ReferenceSeries),
        synonyms=SERIES_SYNONYMS,
        hint="What it is one of; green book is its standard discount rates.",
    )
    key: str = column(
        "Key",
        hint="Of a deflator the financial year; of a cap, a bank holiday or an edition the first day; of a rate the first year after the "
        "base year that it holds for.",
    )
    value: str = column("Value", hint="An index, a rate such as 3.5%, an amount such as £751, or a name.")
    first: datetime.date | None = column("From", Kind.DATE, default=None, hint="The first day it holds for.")
    last: datetime.date | None = column("To", Kind.DATE, default=None, hint="The last day it holds for.")
    vintage: str = column("Vintage", hint="Which edition of the series.")


class Target(
    CaseRecord,
    table="targets",
    seen=Seen.MARKED,
    singular="target",
    plural="targets",
    sheet="Targets",
    named_by=("indicator",),
    numbered=True,
    any_year=True,
):
    """One indicator's target, of one organisation or of all. An amount whose kind is blank is not recorded."""

    indicator: str = column("Indicator", hint="Such as NI 179.")
    baseline: Amount | None = column("Baseline", Kind.ESTIMATE, hint="What the percentages are of; not known where it is not.")
    organisation_id: int | None = column(
        "Organisation", Kind.REFERENCE, default=None, refers_to="organisations", link=Link.PLACE, hint="Where none is chosen, all together."
    )
    mode: str = column(
        "Mode",
        Kind.CHOICE,
        default="additive",
        choices=listed(TargetMode),
        hint="Additive: percentages of a fixed baseline add. Compound: each is of the baseline grown by the earlier ones.",
    )
    carry_forward: Amount | None = column("Carry forward", Kind.ESTIMATE, default=None, hint="Cashable gains beyond an earlier target.")
    carry_forward_non_cashable: Amount | None = column(
        "Carry forward non-cashable",
        Kind.ESTIMATE,
        default=None,
        hint="Gains beyond an earlier target that release no cash, or are not said to.",
    )
    carry_forward_counts: str = column(
        "Carry forward counts",
        Kind.CHOICE,
        default="",
        choices=listed(CarryForwardCounts),
        hint="What counts towards this target. Where none is chosen it is not decided yet.",
    )
    percents: Mapping[int, Decimal] = yearly("target_percents", "target_id", Kind.PERCENT, default=NO_YEARS)
    amounts: Mapping[int, Amount] = yearly("target_amounts", "target_id", Kind.ESTIMATE, default=NO_YEARS, heading="Amount")


class Funding(
    CaseRecord,
    table="funding",
    seen=Seen.MARKED,
    singular="amount of funding",
    plural="funding",
    sheet="Funding",
    named_by=("name",),
    numbered=True,
):
    """One amount of a source of funding. `source` says where the record comes from, `name` what the funding is called."""

    name: str = column("Source", hint="Who or what the money comes from. Rows of one source are taken together.")
    amount: Amount | None = column("Amount", Kind.ESTIMATE)
    kind: str = column(
        "Kind",
        Kind.CHOICE,
        default="",
        choices=listed(FundingKind),
        hint="A flexibility allows spending from what is held already. It is not a grant.",
    )
    status: str = column(
        "Status",
        Kind.CHOICE,
        default="sought",
        choices=listed((FundingStatus.AWARDED, FundingStatus.ALLOCATED, FundingStatus.SPENT, FundingStatus.SOUGHT)),
        hint="Where none is chosen it is sought: no money counts as awarded until somebody says so.",
    )
    purpose: str = column("For", default="", hint="What it is allocated to, spent on or sought for.")
    deadline: str = column("Deadline", Kind.DATE_IN_WORDS, default="")
    source: str = restated(Record.source, default="", heading="Source of record")


class BudgetGap(
    CaseRecord,
    table="budget_gaps",
    seen=Seen.MARKED,
    singular="budget gap",
    plural="budget gaps",
    sheet="Budget gap",
    unique=(("case_id", "organisation_id", "fund"),),
    named_by=("fund",),
    kept=("fund",),
):
    """The gap between spending and resources of one fund, or with a blank fund of all, by financial year.

    It is that of an organisation, or with none our own council's, of which there is one a fund too.
    """

    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Where none is chosen, our own council.",
    )
    fund: str = column(
        "Fund",
        Kind.CHOICE,
        default="",
        choices=listed(Fund),
        hint="Where none is chosen, the whole budget, in one row. Each amount is all of the gap in its year, before anything closes it.",
    )
    prices: str = column(
        "Prices",
        Kind.CHOICE,
        default="",
        choices=listed(Prices),
        hint="Cash of each year, or real in the prices of the case. In the prices of the case until it is stated.",
    )
    amounts: Mapping[int, Amount] = yearly("budget_gap_amounts", "budget_gap_id", Kind.ESTIMATE, default=NO_YEARS)


class Leaver(CaseRecord, table="leavers", seen=Seen.MARKED, singular="leaver", plural="leavers", sheet="Leavers", named_by=("name",)):
    """One post that goes, or several alike; age and service are complete years at leaving."""

    name: str = column("Leaver", hint="The post, or several alike. Not the name of a person.")
    option_id: int | None = column(
        "Owner",
        Kind.REFERENCE,
        default=None,
        key="owner",
        refers_to="options",
        hint="The option or project that the post goes with, beside whose redundancy lines its pay is set. Where none "
        "is chosen it goes with the case.",
    )
    project_id: int | None = column(default=None, refers_to="projects", beside="option_id")
    weekly_pay: Amount | None = column(
        "Weekly pay",
        Kind.ESTIMATE,
        default=None,
        hint="Before the cap, which the date of leaving sets. Where none is typed it is not known.",
    )
    leaving: datetime.date | None = column("Leaving date", Kind.DATE, default=None, hint="Where none is typed it is not known.")
    age: int | None = column("Age", Kind.INTEGER, default=None, at_least=0, at_most=120, hint="In complete years, at leaving.")
    service: int | None = column("Service", Kind.INTEGER, default=None, unit="years", at_least=0, at_most=100, hint="In complete years.")
    number: int = column("Number", Kind.INTEGER, default=1, at_least=1, at_most=1_000_000, hint="How many are alike.")


class WeeklyCap(
    CaseRecord,
    table="weekly_caps",
    seen=Seen.MARKED,
    singular="weekly cap",
    plural="weekly caps",
    sheet="Weekly caps",
    named_by=("amount",),
):
    """The most a week's pay counts for in redundancy pay, in pounds, from one day to another."""

    amount: Decimal | None = column("Weekly cap", Kind.NUMBER, unit="£", at_least=0, hint="The most a week’s pay counts for.")
    first: datetime.date | None = column("First", Kind.DATE, hint="The first day it holds for.")
    last: datetime.date | None = column("Last", Kind.DATE, hint="The last day it holds for.")


class ChecklistAnswer(
    CaseRecord,
    table="checklist_answers",
    seen=Seen.MARKED,
    singular="answer",
    plural="answers",
    sheet="Section 151",
    unique=(("case_id", "line"),),
    named_by=("line",),
    kept=("line",),
):
    """What an officer answers to one line of the Section 151 checklist, by the key of the line."""

    line: str = column("Check", Kind.CHOICE, choices=tuple(title for _, title in CHECKLIST))
    answer: str = column("Answer", Kind.LONG_TEXT, default="")
    answered_by: str = column("Answered by", default="", hint="The post, such as Section 151 Officer.")
    date: str = column("Date", Kind.DATE_IN_WORDS, default="")
