"""Every noun that is a sheet of the case workbook: its name, its columns, and the table that keeps it.

Knows nothing of SQL, so that screens can be declared before the libraries are loaded.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind
from desktop.operations.records.decision_fields import DECISION_FIELDS
from desktop.operations.records.final_nouns import CHANGE_REASONS, FINAL_FIGURES, FINAL_NOUNS, FINALS, SET_ASIDES
from desktop.operations.records.money_nouns import ANSWERS_151, FUNDING, GAPS, LEAVERS, PARTNERS, SHARES, TARGETS, WEEKLY_CAPS
from desktop.operations.records.noun import MARKING, PROVENANCE, BelongsTo, Noun
from desktop.operations.records.paper_fields import PAPER_FIELDS
from desktop.operations.records.partner_nouns import (
    ACTIONS,
    CAPABILITIES,
    FACTORS,
    INTERVIEW_NOTES,
    PARTNER_NOUNS,
    POOL,
    PROFILES,
    RAG_DEFINITIONS,
    REQUESTS,
    RESOURCE_SCORES,
    RETURNS,
    SHARING,
)
from desktop.papers.choosing import layout_names
from desktop.papers.content.words import PLACES

__all__ = [
    "ACTIONS",
    "ANSWERS_151",
    "APPENDICES",
    "ASSESSORS",
    "BACKGROUND_PAPERS",
    "CAPABILITIES",
    "CASE",
    "CHANGE_REASONS",
    "CONSULTATION",
    "CONTACTS",
    "COSTS",
    "CRITERIA",
    "EVIDENCE",
    "FACTORS",
    "FINALS",
    "FINAL_FIGURES",
    "FINAL_NOUNS",
    "FLOWS",
    "FUNDING",
    "GAPS",
    "IMPLICATIONS",
    "INTERVIEW_NOTES",
    "JUDGEMENTS",
    "LEAVERS",
    "MILESTONES",
    "OBJECTIVES",
    "OFFICER_COMMENTS",
    "OPTIONS",
    "ORGANISATIONS",
    "PAPERS",
    "PAPER_PARTS",
    "PARTNERS",
    "PARTNER_NOUNS",
    "POOL",
    "PROFILES",
    "PROJECTS",
    "PROVENANCE",
    "RAG_DEFINITIONS",
    "RECOMMENDATIONS",
    "REQUESTS",
    "RESOURCE_SCORES",
    "RETURNS",
    "RISKS",
    "SCORES",
    "SECTIONS",
    "SERVICES",
    "SET_ASIDES",
    "SHARES",
    "SHARING",
    "SHEETS",
    "TARGETS",
    "WEEKLY_CAPS",
    "WEIGHTS",
    "WITHHELD_PARTS",
    "BelongsTo",
    "Noun",
]

_K = ColumnKind


CASE = Noun(
    "case",
    "cases",
    "Case",
    "cases",
    (
        Column("title", "Title", required=True),
        Column("purpose", "Purpose", _K.LONG_TEXT),
        Column("body", "Body", hint="Who decides, such as Cabinet."),
        Column("base_year", "Base year", _K.YEAR, required=True, hint="Year 0: its amounts are not discounted."),
        Column(
            "horizon",
            "Horizon",
            _K.INTEGER,
            unit="years",
            at_least=Decimal(1),
            at_most=Decimal(300),
            default=10,
            hint="How many financial years, the base year included.",
        ),
        Column("price_base", "Price base", hint="nominal, or real 2011/12; blank is real in the base year."),
        Column("discounting", "Discounting", hint="green book, or a flat rate such as 8%.", default="green book"),
        Column("flows_are", "Flows are", _K.CHOICE, choices=("changes", "whole costs"), default="changes"),
        Column(
            "close_call_percent",
            "Close call",
            _K.PERCENT,
            unit="%",
            at_least=Decimal(0),
            at_most=Decimal(100),
            default=Decimal(10),
            hint="How near the runner-up must be for there to be no clear winner.",
        ),
        Column("seed", "Seed", _K.INTEGER, at_least=Decimal(0), default=1, hint="The same seed gives the same draws."),
        Column(
            "simulated_weights",
            "Simulation weights",
            _K.CHOICE,
            choices=("free", "ordered", "bounded", "exact"),
            hint="What the simulation draws. Free: any weights. Ordered: any in the order recorded. Bounded: any from Weight low to "
            "Weight high. Exact: those recorded. Blank follows what is recorded.",
        ),
        Column(
            "quick_win_months",
            "Quick win",
            _K.INTEGER,
            unit="months",
            at_least=Decimal(1),
            at_most=Decimal(600),
            default=12,
            hint="How soon a quick win pays back in cash.",
        ),
        Column(
            "tolerance_percent",
            "Tolerance",
            _K.PERCENT,
            unit="%",
            at_least=Decimal(0),
            at_most=Decimal(100),
            default=Decimal(3),
            hint="How far Actual on Shares may lie from Value, as a percentage of Value, before shares are re-based.",
        ),
    ),
    BelongsTo.REGISTER,
    marking=(),
)

OBJECTIVES = Noun(
    "objective",
    "objectives",
    "Objectives",
    "objectives",
    (Column("name", "Objective", required=True), Column("description", "Description", _K.LONG_TEXT)),
)

ORGANISATIONS = Noun(
    "organisation",
    "organisations",
    "Organisations",
    "organisations",
    (
        Column("name", "Name", required=True),
        Column("kind", "Kind", _K.CHOICE, choices=("district", "county", "unitary", "police", "fire", "NHS", "other")),
        Column("own", "Own", _K.YES_NO, hint="Yes for our own council."),
        Column("population", "Population", _K.INTEGER, at_least=Decimal(0)),
        Column("area", "Area", _K.NUMBER, unit="hectares", at_least=Decimal(0)),
        Column(
            "key_decision_amount",
            "Key decision from",
            _K.NUMBER,
            unit="£",
            at_least=Decimal(0),
            hint="Our own council’s threshold: what a decision must cost or save to be a key decision.",
            in_table=False,
        ),
        Column(
            "key_decision_counts",
            "Key decision counts",
            _K.CHOICE,
            choices=("in all", "a year"),
            default="in all",
            hint="Whether the threshold is of what is spent or saved in all, or in any one year.",
            in_table=False,
        ),
    ),
    BelongsTo.REGISTER,
)

SERVICES = Noun(
    "service",
    "services",
    "Services",
    "services",
    (
        Column("organisation", "Organisation", _K.REFERENCE, required=True, refers_to="Organisations"),
        Column("name", "Service", required=True),
        Column("service_group", "Group"),
        Column("delivery_model", "Delivery model", _K.CHOICE, choices=("in house", "shared", "outsourced", "joint")),
        Column("fte", "FTE", _K.NUMBER, at_least=Decimal(0), hint="Full-time equivalent staff."),
        Column("volume", "Volume", _K.NUMBER, at_least=Decimal(0)),
        Column("volume_unit", "Volume unit"),
        Column("in_scope", "In scope", _K.YES_NO_NOT_STATED),
    ),
    BelongsTo.REGISTER,
)

COSTS = Noun(
    "cost",
    "costs",
    "Costs",
    "cost_lines",
    (
        Column("organisation", "Organisation", _K.REFERENCE, required=True, refers_to="Organisations"),
        Column("service", "Service", _K.REFERENCE, required=True, refers_to="Services"),
        Column("category", "Category", required=True, hint="CIPFA subjective category, such as Employees."),
    ),
    BelongsTo.REGISTER,
    years=True,
)

OPTIONS = Noun(
    "option",
    "options",
    "Options",
    "options",
    (
        Column("name", "Option", required=True),
        Column("description", "Description", _K.LONG_TEXT, in_table=False),
        Column("advantages", "Advantages", _K.LONG_TEXT, in_table=False),
        Column("disadvantages", "Disadvantages", _K.LONG_TEXT, in_table=False),
        Column("benchmark", "Benchmark", _K.YES_NO, hint="The option all others are compared with."),
        Column("viable", "Viable", _K.YES_NO_NOT_STATED),
        Column("reason", "Reason", _K.LONG_TEXT, hint="Why it is preferred, or why it is not viable."),
        Column("preferred", "Preferred", _K.YES_NO),
        Column(
            "participants",
            "Participants",
            hint="Whose records count for criteria taken from the records. Separate the names with semicolons.",
            in_table=False,
        ),
        Column("decision_taken", "Decision taken", _K.YES_NO, hint="The option that was decided on, whatever leads.", in_table=False),
        Column("decision_reason", "Decision reason", _K.LONG_TEXT, hint="Why it was decided on, or decided against.", in_table=False),
    ),
)

CRITERIA = Noun(
    "criterion",
    "criteria",
    "Criteria",
    "criteria",
    (
        Column("name", "Criterion", required=True),
        Column("heading", "Group", hint="A heading, or a path such as Outcomes > Residents, the widest heading first."),
        Column("use", "Use", _K.CHOICE, choices=("weighted", "must pass", "parked"), default="weighted"),
        Column("better", "Better", _K.CHOICE, choices=("higher", "lower"), default="higher"),
        Column("worst", "Worst", _K.NUMBER, hint="The least preferred score."),
        Column("best", "Best", _K.NUMBER, hint="The most preferred score."),
        Column("pass_mark", "Pass mark", _K.NUMBER, hint="For a must-pass criterion; blank is the best score."),
        Column(
            "value_function",
            "Value function",
            _K.POINTS,
            hint="Blank or linear: a straight line. Direct: the score is the value, 0 to 100. Or points such as 0:0; 5:80; 10:100.",
            in_table=False,
        ),
        Column("anchors", "Anchors", _K.LONG_TEXT, hint="What the worst and the best score mean, in words.", in_table=False),
        Column("weight", "Weight", _K.NUMBER, at_least=Decimal(0), hint="How much the step from worst to best matters, beside the others."),
        Column(
            "weight_low",
            "Weight low",
            _K.NUMBER,
            at_least=Decimal(0),
            hint="The least that bounded simulation weights go down to, in the points of Weight; blank is no bound.",
            in_table=False,
        ),
        Column(
            "weight_high",
            "Weight high",
            _K.NUMBER,
            at_least=Decimal(0),
            hint="The most that bounded simulation weights go up to, in the points of Weight; blank is no bound.",
            in_table=False,
        ),
        Column(
            "rank_order",
            "Order",
            _K.INTEGER,
            at_least=Decimal(1),
            hint="1 matters most; equal is a tie. For groups of the method rank, and for ordered simulation weights.",
            in_table=False,
        ),
        Column(
            "weights_stale",
            "Weight stale",
            _K.YES_NO,
            hint="Yes where the scale has changed since the criterion was weighed. Recording the weight again clears it.",
            in_table=False,
        ),
        Column(
            "taken_from",
            "Taken from",
            _K.CHOICE,
            choices=("unit cost", "FTE", "population"),
            hint="The records of each option's participants that stand for its score. Blank: scored by the groups.",
            in_table=False,
        ),
        Column(
            "about_money",
            "About money",
            _K.YES_NO_NOT_STATED,
            hint="Yes where it counts money that is recorded on Savings too. Blank: judged by its name.",
            in_table=False,
        ),
    ),
)

ASSESSORS = Noun(
    "assessor group",
    "assessor groups",
    "Assessors",
    "assessor_groups",
    (
        Column("name", "Assessors", required=True),
        Column("votes", "Votes", _K.NUMBER, at_least=Decimal(0), default=Decimal(1)),
        Column(
            "method",
            "Method",
            _K.CHOICE,
            choices=("direct", "swing", "rank", "pairwise"),
            default="direct",
            hint="How it weighs the criteria. Direct: points. Swing: points beside the largest step. Rank: an order. Pairwise: pairs.",
        ),
    ),
)

WEIGHTS = Noun(
    "weight",
    "weights",
    "Weights",
    "weights",
    (
        Column("assessors", "Assessors", _K.REFERENCE, required=True, refers_to="Assessors"),
        Column("criterion", "Criterion", _K.REFERENCE, required=True, refers_to="Criteria"),
        Column("weight", "Weight", _K.NUMBER, at_least=Decimal(0), hint="Needed unless there is an order."),
        Column("rank_order", "Order", _K.INTEGER, at_least=Decimal(1), hint="For the method rank: 1 matters most; equal is a tie."),
    ),
    BelongsTo.GROUP,
    marking=(),
)

JUDGEMENTS = Noun(
    "judgement",
    "judgements",
    "Judgements",
    "judgements",
    (
        Column("assessors", "Assessors", _K.REFERENCE, required=True, refers_to="Assessors"),
        Column("criterion", "Criterion", _K.REFERENCE, required=True, refers_to="Criteria"),
        Column("over", "Over", _K.REFERENCE, required=True, refers_to="Criteria"),
        Column(
            "ratio",
            "Ratio",
            required=True,
            hint="For the method pairwise: how many times the criterion counts as much as the other, such as 3, or 1/3. Each pair once.",
        ),
    ),
    BelongsTo.GROUP,
    marking=(),
)

SCORES = Noun(
    "score",
    "scores",
    "Scores",
    "scores",
    (
        Column("assessors", "Assessors", _K.REFERENCE, required=True, refers_to="Assessors"),
        Column("option", "Option", _K.REFERENCE, required=True, refers_to="Options"),
        Column("criterion", "Criterion", _K.REFERENCE, required=True, refers_to="Criteria"),
        Column("score", "Score", hint="A number, n/a, or blank for missing."),
        Column("low", "Low", _K.NUMBER, hint="The least the score may be, where it is uncertain."),
        Column("high", "High", _K.NUMBER, hint="The most the score may be."),
        Column(
            "distribution",
            "Distribution",
            _K.CHOICE,
            choices=("uniform", "normal", "log-normal", "beta"),
            hint="How it lies between them. Uniform: anywhere alike. Normal, log-normal: Low and High are the ends of its 95% interval. "
            "Beta: most likely at Score. Blank is uniform.",
        ),
        Column("comment", "Comment", _K.LONG_TEXT),
    ),
    BelongsTo.GROUP,
)

PROJECTS = Noun(
    "project",
    "projects",
    "Projects",
    "projects",
    (
        Column("name", "Project", required=True),
        Column("participants", "Participants", hint="Separate them with semicolons."),
        Column("stage", "Stage"),
        Column("owner", "Owner"),
    ),
)

FLOWS = Noun(
    "line",
    "lines",
    "Flows",
    "cash_flows",
    (
        Column("owner", "Owner", _K.REFERENCE, required=True, refers_to="Options", hint="The option or project it is part of."),
        Column("line", "Line", required=True),
        Column("kind", "Kind", _K.CHOICE, required=True, choices=("cost", "saving", "income", "funding")),
        Column("organisation", "Organisation", _K.REFERENCE, refers_to="Organisations", hint="Who bears it."),
        Column("cashable", "Cashable", _K.YES_NO_NOT_STATED),
        Column("recurring", "Recurring", _K.YES_NO_NOT_STATED),
        Column("type", "Type", _K.CHOICE, choices=("revenue", "capital")),
        Column("fund", "Fund", _K.CHOICE, choices=("general", "housing")),
        Column("category", "Category"),
        Column("driver", "Driver"),
        Column("optimism_bias_percent", "Optimism bias", _K.PERCENT, unit="%", at_least=Decimal(0), at_most=Decimal(1000)),
        Column("mitigation_percent", "Mitigation", _K.PERCENT, unit="%", at_least=Decimal(0), at_most=Decimal(100)),
        Column("bias_class", "Bias class", hint="The type of project that the optimism bias is taken from.", in_table=False),
        Column("bias_reason", "Bias reason", _K.LONG_TEXT, hint="Why the bias and its mitigation are what they are.", in_table=False),
        Column("confidence", "Confidence"),
        Column("condition", "Condition", _K.LONG_TEXT),
    ),
    years=True,
)

EVIDENCE = Noun(
    "piece of evidence",
    "evidence",
    "Evidence",
    "evidence",
    (
        Column("statement", "Statement", _K.LONG_TEXT, required=True),
        Column("value", "Value"),
        Column("unit", "Unit"),
        Column("date", "Date", _K.DATE_IN_WORDS),
        Column("conflicts_with", "Conflicts with", _K.LONG_TEXT, in_table=False),
    ),
)

RISKS = Noun(
    "risk",
    "risks",
    "Risks",
    "risks",
    (
        Column("name", "Risk", _K.LONG_TEXT, required=True),
        Column("likelihood", "Likelihood"),
        Column("impact", "Impact"),
        Column("control", "Control", _K.LONG_TEXT),
        Column("owner", "Owner"),
        Column("likelihood_after", "Likelihood after"),
        Column("impact_after", "Impact after"),
    ),
)

MILESTONES = Noun(
    "milestone",
    "milestones",
    "Milestones",
    "milestones",
    (
        Column("phase", "Phase", required=True),
        Column("name", "Milestone", required=True),
        Column("date", "Date", _K.DATE_IN_WORDS),
        Column("gate", "Gate", _K.YES_NO, hint="Yes where the case is decided anew."),
    ),
)

CONSULTATION = Noun(
    "consultation",
    "consultations",
    "Consultation",
    "consultations",
    (
        Column("audience", "Audience", required=True),
        Column("event", "Event", required=True),
        Column("date", "Date", _K.DATE_IN_WORDS),
        Column("attended", "Attended", _K.INTEGER, at_least=Decimal(0)),
        Column("invited", "Invited", _K.INTEGER, at_least=Decimal(0)),
        Column("said", "Said", _K.LONG_TEXT),
    ),
)

PAPERS = Noun(
    "paper",
    "papers",
    "Papers",
    "papers",
    (
        Column("title", "Paper", required=True),
        Column("layout", "Layout", _K.CHOICE, choices=layout_names(), default="cabinet-report"),
        Column("council", "Council"),
        Column("body", "Body"),
        Column("meeting_date", "Meeting date", _K.DATE),
        Column(
            "status",
            "Status",
            _K.CHOICE,
            choices=("draft", "final"),
            default="draft",
            hint="The program makes a paper final; the sheet Finals has its versions.",
            on_screen=False,
        ),
        Column("item_number", "Item number"),
        Column("originator", "Originator"),
        Column("where_from", "Where from"),
        Column("where_to_next", "Where to next"),
        Column("wards", "Wards"),
        Column("portfolio_holder", "Portfolio holder"),
        Column("plan_reference", "Plan reference"),
        Column("author", "Author"),
        Column("key_decision", "Key decision", _K.YES_NO_NOT_STATED),
        Column("key_decision_reason", "Key decision reason", _K.LONG_TEXT),
        Column("urgent", "Urgent", _K.YES_NO_NOT_STATED),
        Column("urgency_reason", "Urgency reason", _K.LONG_TEXT),
        Column("chair_agreement", "Chair's agreement"),
        Column("conflicts_of_interest", "Conflicts of interest", _K.LONG_TEXT),
        *DECISION_FIELDS,
        *PAPER_FIELDS,
    ),
    marking=(),
)

_PAPER = Column("paper", "Paper", _K.REFERENCE, required=True, refers_to="Papers", on_screen=False)
#: A list names what is not open to inspection unless the name too is withheld.
_LISTED = (MARKING[0], replace(MARKING[1], other_names=("Exempt",)), MARKING[2], replace(MARKING[3], default=True))
SECTIONS = Noun(
    "section",
    "sections",
    "Sections",
    "paper_sections",
    (_PAPER, Column("heading", "Heading", required=True), Column("text", "Text", _K.LONG_TEXT)),
    BelongsTo.PAPER,
)
RECOMMENDATIONS = Noun(
    "recommendation",
    "recommendations",
    "Recommendations",
    "recommendations",
    (
        _PAPER,
        Column("text", "Recommendation", _K.LONG_TEXT, required=True),
        Column("conditions", "Conditions", _K.LONG_TEXT, hint="What it is subject to, one a line.", in_table=False),
        Column("supports", "Supports", hint="The heading of the section that gives the reasons."),
        Column("reason", "Reason", _K.LONG_TEXT, in_table=False),
        Column(
            "short_name",
            "Short name",
            hint="What [recommendation: short name] cites it by, wherever it is moved. Blank: the program makes one when it must.",
            in_table=False,
        ),
    ),
    BelongsTo.PAPER,
)
IMPLICATIONS = Noun(
    "implication",
    "implications",
    "Implications",
    "implications",
    (_PAPER, Column("heading", "Implication", required=True), Column("text", "Text", _K.LONG_TEXT)),
    BelongsTo.PAPER,
)
OFFICER_COMMENTS = Noun(
    "officer's comment",
    "officers' comments",
    "Officer comments",
    "officer_comments",
    (
        _PAPER,
        Column("role", "Role", required=True, hint="The post, such as Section 151 Officer."),
        Column("name", "Name"),
        Column("comment", "Comment", _K.LONG_TEXT),
        Column("date", "Date", _K.DATE_IN_WORDS, hint="When the comment was given."),
        Column("asked_on", "Asked on", _K.DATE_IN_WORDS, hint="When it was asked for."),
    ),
    BelongsTo.PAPER,
)
BACKGROUND_PAPERS = Noun(
    "background paper",
    "background papers",
    "Background papers",
    "background_papers",
    (_PAPER, Column("document", "Document", required=True)),
    BelongsTo.PAPER,
    marking=_LISTED,
)
APPENDICES = Noun(
    "appendix",
    "appendices",
    "Appendices",
    "appendices",
    (_PAPER, Column("letter", "Letter", required=True), Column("title", "Title", required=True), Column("note", "Note")),
    BelongsTo.PAPER,
    marking=_LISTED,
)
WITHHELD_PARTS = Noun(
    "withheld table or chart",
    "withheld tables and charts",
    "Withheld parts",
    "withheld_parts",
    (
        _PAPER,
        Column(
            "part",
            "Part",
            _K.CHOICE,
            required=True,
            choices=tuple(str(place)[1:-1] for place in PLACES),
            hint="The records it is drawn from are withheld with it, so that no other part of the paper gives them away.",
        ),
    ),
    BelongsTo.PAPER,
    marking=(replace(MARKING[0], default="exempt"), *MARKING[1:3]),
)
CONTACTS = Noun(
    "contact",
    "contacts",
    "Contacts",
    "paper_contacts",
    (
        _PAPER,
        Column("role", "Contact", required=True, hint="A role, such as Programme manager."),
        Column("name", "Name"),
        Column("phone", "Phone"),
        Column("email", "Email"),
    ),
    BelongsTo.PAPER,
)

#: Every sheet, in the order in which names must be known: a sheet refers only to those before it.
SHEETS = (
    CASE,
    OBJECTIVES,
    ORGANISATIONS,
    SERVICES,
    COSTS,
    OPTIONS,
    CRITERIA,
    ASSESSORS,
    WEIGHTS,
    JUDGEMENTS,
    SCORES,
    PROJECTS,
    FLOWS,
    PARTNERS,
    SHARES,
    TARGETS,
    FUNDING,
    GAPS,
    LEAVERS,
    WEEKLY_CAPS,
    ANSWERS_151,
    *PARTNER_NOUNS,
    EVIDENCE,
    RISKS,
    MILESTONES,
    ACTIONS,
    CONSULTATION,
    PAPERS,
    SECTIONS,
    RECOMMENDATIONS,
    IMPLICATIONS,
    OFFICER_COMMENTS,
    BACKGROUND_PAPERS,
    APPENDICES,
    CONTACTS,
    WITHHELD_PARTS,
    *FINAL_NOUNS,
)
PAPER_PARTS = (SECTIONS, RECOMMENDATIONS, IMPLICATIONS, OFFICER_COMMENTS, BACKGROUND_PAPERS, APPENDICES, CONTACTS, WITHHELD_PARTS)
