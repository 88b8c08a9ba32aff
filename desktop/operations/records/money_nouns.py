"""The nouns of money beside the lines: who shares, targets, funding, the budget gap, those who leave, and the Section 151 checklist."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind
from desktop.operations.records.noun import PROVENANCE, Noun

_K = ColumnKind
_BASIS, _SOURCE = PROVENANCE
_NOUGHT = Decimal(0)

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

PARTNERS = Noun(
    "partner",
    "partners",
    "Partners",
    "partners",
    (
        Column(
            "organisation",
            "Organisation",
            _K.REFERENCE,
            required=True,
            refers_to="Organisations",
            hint="Who shares costs and savings. Without this sheet it is whoever Shares names and whoever bears a line of what is "
            "shared; or where Shares names nobody, every organisation of the case.",
        ),
        Column("volume_before", "Volume before", _K.NUMBER, at_least=_NOUGHT, hint="What it gets now, such as cases a year."),
        Column("volume_after", "Volume after", _K.NUMBER, at_least=_NOUGHT, hint="What it would get, in the same unit."),
        Column("performance_before", "Performance before", _K.NUMBER, hint="On a scale on which more is better."),
        Column("performance_after", "Performance after", _K.NUMBER, hint="On the same scale."),
    ),
)

SHARES = Noun(
    "share",
    "shares",
    "Shares",
    "shares",
    (
        Column("owner", "Owner", _K.REFERENCE, required=True, refers_to="Options", hint="The option or project that is shared."),
        Column("applies_to", "Applies to", _K.CHOICE, required=True, choices=("costs", "savings", "funding")),
        Column(
            "shared_by",
            "Basis",
            _K.CHOICE,
            required=True,
            choices=("equal", "baseline", "caseload", "population", "investment", "fixed", "first call"),
            hint="One basis for each owner and Applies to. First call is for savings: each investor recovers its investment, then "
            "the rest is split equally.",
        ),
        Column("organisation", "Organisation", _K.REFERENCE, refers_to="Organisations", hint="Blank states the basis alone."),
        Column(
            "value",
            "Value",
            _K.NUMBER,
            at_least=_NOUGHT,
            hint="Fixed: a percentage; together they reach 100. Investment and first call: pounds. Caseload and population: how many. "
            "Blank takes population from Organisations and baseline from Costs.",
        ),
        Column(
            "actual",
            "Actual",
            _K.NUMBER,
            at_least=_NOUGHT,
            in_table=False,
            hint="What Value turned out to be, in the same unit. Where one lies further from Value than Tolerance on Case, the shares are "
            "re-based on every partner’s Actual; else they stay. The re-based shares stand beside those of Value and do not replace them.",
        ),
        Column(
            "actual_amount",
            "Actual amount",
            _K.NUMBER,
            unit="£",
            at_least=_NOUGHT,
            in_table=False,
            hint="What it in fact paid of a cost, or had of a saving or of funding. With one for every partner, the results say what "
            "each then owes or is owed.",
        ),
    ),
    provenance=(replace(_BASIS, heading="Basis of record"), _SOURCE),
)

TARGETS = Noun(
    "target",
    "targets",
    "Targets",
    "targets",
    (
        Column("indicator", "Indicator", required=True, hint="Such as NI 179."),
        Column("baseline", "Baseline", _K.ESTIMATE, required=True, hint="What the percentages are of; not known where it is not."),
        Column("organisation", "Organisation", _K.REFERENCE, refers_to="Organisations", hint="Blank: all together."),
        Column(
            "mode",
            "Mode",
            _K.CHOICE,
            choices=("additive", "compound"),
            default="additive",
            hint="Additive: percentages of a fixed baseline add. Compound: each is of the baseline grown by the earlier ones.",
        ),
        Column("carry_forward", "Carry forward", _K.ESTIMATE, hint="Cashable gains beyond an earlier target."),
        Column(
            "carry_forward_non_cashable",
            "Carry forward non-cashable",
            _K.ESTIMATE,
            hint="Gains beyond an earlier target that release no cash, or are not said to.",
        ),
        Column(
            "carry_forward_counts",
            "Carry forward counts",
            _K.CHOICE,
            choices=("cashable only", "cashable and not"),
            hint="What counts towards this target. Blank: not decided yet.",
        ),
    ),
    percents=True,
    any_year=True,
)

FUNDING = Noun(
    "amount of funding",
    "funding",
    "Funding",
    "funding",
    (
        Column("name", "Source", required=True, hint="Who or what the money comes from. Rows of one source are taken together."),
        Column("amount", "Amount", _K.ESTIMATE, required=True),
        Column(
            "kind",
            "Kind",
            _K.CHOICE,
            choices=("grant", "flexibility", "borrowing", "reserves", "in kind"),
            hint="A flexibility allows spending from what is held already. It is not a grant.",
        ),
        Column(
            "status",
            "Status",
            _K.CHOICE,
            choices=("awarded", "allocated", "spent", "sought"),
            default="sought",
            hint="Blank is sought: nothing counts as awarded until somebody says so.",
        ),
        Column("purpose", "For", hint="What it is allocated to, spent on or sought for."),
        Column("deadline", "Deadline", _K.DATE_IN_WORDS),
    ),
    provenance=(_BASIS, replace(_SOURCE, heading="Source of record")),
)

GAPS = Noun(
    "budget gap",
    "budget gaps",
    "Budget gap",
    "budget_gaps",
    (
        Column(
            "fund",
            "Fund",
            _K.CHOICE,
            choices=("general", "housing"),
            hint="Blank: the whole budget, in one row. Each amount is all of the gap in its year, before anything closes it.",
        ),
    ),
    years=True,
)

LEAVERS = Noun(
    "leaver",
    "leavers",
    "Leavers",
    "leavers",
    (
        Column("name", "Leaver", required=True, hint="The post, or several alike. Not the name of a person."),
        Column(
            "owner",
            "Owner",
            _K.REFERENCE,
            refers_to="Options",
            hint="The option or project that the post goes with, beside whose redundancy lines its pay is set. Blank goes with the case.",
        ),
        Column("weekly_pay", "Weekly pay", _K.ESTIMATE, hint="Before the cap, which the date of leaving sets. Blank is not known."),
        Column("leaving", "Leaving date", _K.DATE, hint="Blank is not known."),
        Column("age", "Age", _K.INTEGER, at_least=_NOUGHT, at_most=Decimal(120), hint="In complete years, at leaving."),
        Column("service", "Service", _K.INTEGER, unit="years", at_least=_NOUGHT, at_most=Decimal(100), hint="In complete years."),
        Column("number", "Number", _K.INTEGER, at_least=Decimal(1), at_most=Decimal(1_000_000), default=1, hint="How many are alike."),
    ),
)

WEEKLY_CAPS = Noun(
    "weekly cap",
    "weekly caps",
    "Weekly caps",
    "weekly_caps",
    (
        Column("amount", "Weekly cap", _K.NUMBER, required=True, unit="£", at_least=_NOUGHT, hint="The most a week’s pay counts for."),
        Column("first", "First", _K.DATE, required=True, hint="The first day it holds for."),
        Column("last", "Last", _K.DATE, required=True, hint="The last day it holds for."),
    ),
)

ANSWERS_151 = Noun(
    "answer",
    "answers",
    "Section 151",
    "checklist_answers",
    (
        Column("line", "Check", _K.CHOICE, required=True, choices=tuple(title for _, title in CHECKLIST)),
        Column("answer", "Answer", _K.LONG_TEXT),
        Column("answered_by", "Answered by", hint="The post, such as Section 151 Officer."),
        Column("date", "Date", _K.DATE_IN_WORDS),
    ),
)
