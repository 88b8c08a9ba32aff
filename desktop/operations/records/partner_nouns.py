"""The nouns of partners: what they return, how well they fit, what is shared and pooled already, and what is asked of whom by when."""

from __future__ import annotations

from decimal import Decimal

from desktop.operations.records.columns import Column, ColumnKind
from desktop.operations.records.noun import Noun
from desktop.operations.records.pack_nouns import RETURN_PACKS

_K = ColumnKind
_NOUGHT = Decimal(0)
_MOST_COUNTED = Decimal(1_000_000)
_SAYS_SO = Column("says_so", "Who says so", hint="The post, such as Chief Executive. Not the name of a person.")


def _organisation(hint: str, *, required: bool = False) -> Column:
    return Column("organisation", "Organisation", _K.REFERENCE, required=required, refers_to="Organisations", hint=hint)


RETURNS = Noun(
    "return",
    "returns",
    "Returns",
    "returns",
    (
        _organisation("Who was asked. Blank, with Count, for results that name nobody."),
        Column("indicator", "Indicator", hint="Such as NI 179."),
        Column(
            "received",
            "Received",
            _K.YES_NO_NOT_STATED,
            hint="Blank: received where the row has a rating or a gain. A return that has not come in has none, and is never a red.",
        ),
        Column(
            "count",
            "Count",
            _K.INTEGER,
            at_least=Decimal(1),
            at_most=_MOST_COUNTED,
            hint="How many returns a row without an organisation is of. They are among those received, where any are named.",
        ),
    ),
    ratings=True,
    any_year=True,
)

RESOURCE_SCORES = Noun(
    "resource score",
    "resource scores",
    "Resource scores",
    "resource_scores",
    (
        Column("name", "Criterion", required=True, hint="Such as 1.1 Managing finances to deliver value for money."),
        Column(
            "score",
            "Score",
            _K.CHOICE,
            required=True,
            choices=("4", "3", "2", "1", "n/a"),
            hint="4 well above minimum requirements, 3 consistently above, 2 at only minimum, 1 below. n/a is left out of every mean.",
        ),
        _organisation("Blank, with Count, for scores that name nobody."),
        Column("count", "Count", _K.INTEGER, at_least=_NOUGHT, at_most=_MOST_COUNTED, hint="How many organisations have this score."),
    ),
)

RAG_DEFINITIONS = Noun(
    "RAG definition",
    "RAG definitions",
    "RAG definitions",
    "rag_definitions",
    (
        Column("rating", "Rating", _K.CHOICE, required=True, choices=("green", "amber", "red")),
        Column("definition", "Definition", _K.LONG_TEXT, required=True, hint="What partners were told. Printed with every RAG table."),
    ),
)

ACTIONS = Noun(
    "action",
    "actions",
    "Actions",
    "actions",
    (
        Column("name", "Action", _K.LONG_TEXT, required=True),
        Column("owner", "Owner"),
        Column("due", "Due", _K.DATE_IN_WORDS),
        Column("kind", "Kind", _K.CHOICE, choices=("next step", "information needed", "ask of government", "improvement")),
    ),
)

FACTORS = Noun(
    "partner factor",
    "partner factors",
    "Partner factors",
    "partner_factors",
    (
        Column("name", "Factor", required=True, hint="Such as geography, size and unitary fit."),
        _organisation("The partner it is about. Blank: asked of every partner."),
        Column("score", "Score", _K.NUMBER, at_least=_NOUGHT, at_most=Decimal(10), hint="0 tells wholly against, 10 wholly for."),
        Column("evidence", "Evidence", _K.LONG_TEXT),
        _SAYS_SO,
        Column("applies", "Applies", _K.YES_NO_NOT_STATED, hint="No leaves it out of the mean, with its reason in Evidence."),
    ),
)

PROFILES = Noun(
    "profile measure",
    "profile measures",
    "Profiles",
    "profile_measures",
    (
        _organisation("Ours, or a partner that may fit.", required=True),
        Column("name", "Measure", required=True, hint="Such as Broadband under 2 MB. Population and area are taken from Organisations."),
        Column("value", "Value", hint="A number of 0 or more, or words."),
        Column("unit", "Unit"),
    ),
)

INTERVIEW_NOTES = Noun(
    "interview note",
    "interview notes",
    "Interview notes",
    "interview_notes",
    (
        Column("name", "Interview with", required=True, hint="The post, such as Chief Executive. Not the name of a person."),
        _organisation("Where the post is. Blank where that would name somebody."),
        Column("date", "Date", _K.DATE_IN_WORDS),
        Column("note", "Note", _K.LONG_TEXT),
    ),
)

CAPABILITIES = Noun(
    "capability",
    "capabilities",
    "Capability",
    "capabilities",
    (
        Column("name", "Capability", required=True, hint="Such as governance models and risk."),
        _organisation("Who holds it, or lacks it."),
        Column("held", "Held", _K.YES_NO_NOT_STATED),
        Column("evidence", "Evidence", _K.LONG_TEXT),
        _SAYS_SO,
    ),
)

SHARING = Noun(
    "sharing arrangement",
    "sharing arrangements",
    "Sharing",
    "sharing_arrangements",
    (
        Column("name", "Service", required=True, hint="What is shared, in the words of the register."),
        Column("partners", "Partners", hint="Separate the names with semicolons."),
        Column("status", "Status", _K.CHOICE, choices=("planned", "current", "at risk")),
        Column("start", "Start", _K.DATE_IN_WORDS),
        Column("saving", "Annual saving", _K.ESTIMATE, hint="Ours, a year. Blank is not recorded, which is not £0."),
        Column("lessons_it", "Lessons on IT", _K.LONG_TEXT, in_table=False),
        Column("lessons_staff", "Lessons on staff", _K.LONG_TEXT, in_table=False),
        Column(
            "owner",
            "Cancelled by",
            _K.REFERENCE,
            refers_to="Options",
            hint="The option or project that would cancel it, or might.",
        ),
    ),
)

POOL = Noun(
    "pool contribution",
    "pool contributions",
    "Pool",
    "pool_contributions",
    (
        _organisation("Who would contribute.", required=True),
        Column("name", "Contribution", required=True, hint="What it is for, such as customer services."),
        Column("before", "Before", _K.ESTIMATE, hint="What it pays a year now."),
        Column("pooled", "In the pool", _K.ESTIMATE, hint="What it would put into the pool, a year."),
        Column("after", "After", _K.ESTIMATE, hint="What it would pay a year altogether: the pool, and what it still pays itself."),
        Column("volume_before", "Volume before", _K.NUMBER, at_least=_NOUGHT, hint="What it gets now, such as contacts a year."),
        Column("volume_after", "Volume after", _K.NUMBER, at_least=_NOUGHT, hint="What it would get, in the same unit."),
        Column("condition", "Condition", _K.LONG_TEXT, in_table=False),
        Column("governance", "Governance", _K.LONG_TEXT, hint="Who decides on the pool, and how.", in_table=False),
    ),
)

REQUESTS = Noun(
    "request",
    "requests",
    "Requests",
    "requests",
    (
        Column("name", "Request", required=True, hint="What is asked for. Two rows of one name are about one thing."),
        Column("question", "Question", _K.LONG_TEXT, in_table=False),
        Column("put", "Put", _K.CHOICE, choices=("to us", "by us")),
        Column("party", "From", hint="Who asks us, or whom we ask."),
        Column("asked_on", "Asked on", _K.DATE_IN_WORDS),
        Column("deadline", "Deadline", _K.DATE_IN_WORDS),
        Column(
            "within",
            "Within",
            _K.INTEGER,
            unit="days",
            at_least=_NOUGHT,
            at_most=Decimal(3660),
            hint="Where the answer is wanted within so many days of being asked.",
            in_table=False,
        ),
        Column(
            "counted_in",
            "Counted in",
            _K.CHOICE,
            choices=("working days", "clear days", "calendar days"),
            default="working days",
            hint="Clear days leave out the first day and the last.",
            in_table=False,
        ),
        Column("needed", "Needed to answer", _K.LONG_TEXT, in_table=False),
        Column("answer", "Answer", _K.LONG_TEXT),
        Column("answered_on", "Answered on", _K.DATE_IN_WORDS, in_table=False),
    ),
)

#: In the order of the workbook's sheets; each refers only to organisations, options and projects.
PARTNER_NOUNS = (
    RETURNS,
    RETURN_PACKS,
    RAG_DEFINITIONS,
    RESOURCE_SCORES,
    FACTORS,
    PROFILES,
    INTERVIEW_NOTES,
    CAPABILITIES,
    SHARING,
    POOL,
    REQUESTS,
)
