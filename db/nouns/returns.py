"""What partners are asked and what they return: how sure they are of each year, their gains and their scores."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from db.nouns.choices import CountedIn, Rating, listed
from db.nouns.noun import Kind, Link, Seen, column, yearly
from db.nouns.records import CaseRecord
from db.nouns.values import NO_YEARS, Amount


class Return(
    CaseRecord,
    table="returns",
    seen=Seen.MARKED,
    singular="return",
    plural="returns",
    sheet="Returns",
    named_by=("organisation_id", "indicator"),
    kept=("indicator",),
    any_year=True,
):
    """One partner's return for an indicator, or with a count and no organisation results that name nobody.

    `received` is nothing where nobody has said; a return that has not come in has no rating.
    """

    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Who was asked. Results that name nobody have a Count in its place.",
    )
    indicator: str = column("Indicator", default="", hint="Such as NI 179.")
    received: bool | None = column(
        "Received",
        Kind.YES_NO_NOT_STATED,
        default=None,
        hint="Where it is not stated, a rating or a gain shows that it was received. A return that has not come in "
        "has none, and is never a red.",
    )
    count: int | None = column(
        "Count",
        Kind.INTEGER,
        default=None,
        at_least=1,
        at_most=1_000_000,
        hint="How many returns a row without an organisation is of. They are among those received, where any are named.",
    )
    ratings: Mapping[int, str] = yearly("return_ratings", "return_id", Kind.RATING, default=NO_YEARS)
    gains: Mapping[int, Amount] = yearly("return_gains", "return_id", Kind.ESTIMATE, default=NO_YEARS, heading="Gain")


class ReturnPack(
    CaseRecord,
    table="return_packs",
    seen=Seen.MARKED,
    singular="return pack",
    plural="return packs",
    sheet="Return packs",
    unique=(("case_id", "organisation_id", "version"),),
    named_by=("organisation_id", "version"),
    kept=("version",),
):
    """One workbook of questions sent to a partner, and when its answers were taken in.

    `asked_as` is the title of the case as it was sent, `years` the years asked about, such as 2009/10 to 2011/12. `fingerprint` is the
    SHA-256 of the answers that were taken, by which the same return is known again.
    """

    organisation_id: int = column("Organisation", Kind.REFERENCE, refers_to="organisations", link=Link.PLACE, hint="Who was asked.")
    version: int = column("Version", Kind.INTEGER, at_least=1, hint="1 for the first time a partner is asked.")
    asked_as: str = column(
        "Case as asked", default="", in_table=False, hint="The title of the case when it was sent: a return says it again."
    )
    asked_on: datetime.date | None = column("Asked on", Kind.DATE, default=None)
    due: datetime.date | None = column("Due", Kind.DATE, default=None)
    questions: str = column("Questions", default="", hint="The questions that were sent. Separate them with semicolons.")
    indicators: str = column("Indicators", default="", in_table=False, hint="What was asked about. Separate them with semicolons.")
    years: str = column("Years", default="", in_table=False, hint="Such as 2009/10 to 2011/12.")
    received_on: datetime.date | None = column(
        "Received on", Kind.DATE, default=None, hint="When the answer was taken in. Without a date it has not come in."
    )
    fingerprint: str = column("Fingerprint", default="", in_table=False, hint="By which the same return is known again.")


class RagDefinition(
    CaseRecord,
    table="rag_definitions",
    seen=Seen.MARKED,
    singular="RAG definition",
    plural="RAG definitions",
    sheet="RAG definitions",
    unique=(("case_id", "rating"),),
    named_by=("rating",),
    kept=("rating",),
):
    """What green, amber or red means in this case."""

    rating: str = column("Rating", Kind.CHOICE, choices=tuple(rating.word for rating in Rating))
    definition: str = column("Definition", Kind.LONG_TEXT, hint="What partners were told. Printed with every RAG table.")


class ResourceScore(
    CaseRecord,
    table="resource_scores",
    seen=Seen.MARKED,
    singular="resource score",
    plural="resource scores",
    sheet="Resource scores",
    named_by=("name",),
):
    """A use of resources score, 1 to 4 or n/a, of one organisation or of a count of them that names nobody."""

    name: str = column("Criterion", hint="Such as 1.1 Managing finances to deliver value for money.")
    score: str = column(
        "Score",
        Kind.CHOICE,
        choices=("4", "3", "2", "1", "n/a"),
        instead="n/a",
        hint="4 well above minimum requirements, 3 consistently above, 2 at only minimum, 1 below. n/a is left out of every mean.",
    )
    organisation_id: int | None = column(
        "Organisation",
        Kind.REFERENCE,
        default=None,
        refers_to="organisations",
        link=Link.PLACE,
        hint="Scores that name nobody have a Count in its place.",
    )
    count: int | None = column(
        "Count", Kind.INTEGER, default=None, at_least=0, at_most=1_000_000, hint="How many organisations have this score."
    )


class Request(
    CaseRecord,
    table="requests",
    seen=Seen.MARKED,
    singular="request",
    plural="requests",
    sheet="Requests",
    named_by=("name",),
    says_withheld="answer",
    numbered=True,
):
    """One question and one deadline for it. Rows of one name and one party are about one thing, so two deadlines are at odds."""

    name: str = column("Request", hint="What is asked for. Two rows of one name are about one thing, unless From differs.")
    question: str = column("Question", Kind.LONG_TEXT, default="", in_table=False)
    put: str = column("Put", Kind.CHOICE, default="", choices=("to us", "by us"))
    party: str = column("From", default="", hint="Who asks us, or whom we ask.")
    asked_on: str = column("Asked on", Kind.DATE_IN_WORDS, default="")
    deadline: str = column("Deadline", Kind.DATE_IN_WORDS, default="")
    within: int | None = column(
        "Within",
        Kind.INTEGER,
        default=None,
        unit="days",
        at_least=0,
        at_most=3660,
        in_table=False,
        hint="Where the answer is wanted within so many days of being asked.",
    )
    counted_in: str = column(
        "Counted in",
        Kind.CHOICE,
        default="working days",
        choices=listed(CountedIn),
        in_table=False,
        hint="Clear days leave out the first day and the last.",
    )
    needed: str = column("Needed to answer", Kind.LONG_TEXT, default="", in_table=False)
    answer: str = column("Answer", Kind.LONG_TEXT, default="")
    answered_on: str = column("Answered on", Kind.DATE_IN_WORDS, default="", in_table=False)
