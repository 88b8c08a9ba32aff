"""Risks, the plan, what is to be done, and who was consulted."""

from __future__ import annotations

from db.nouns.noun import Kind, Seen, column
from db.nouns.records import CaseRecord

_TERMS = ("immediate", "quick win", "short term", "medium term", "long term")


class Risk(
    CaseRecord, table="risks", seen=Seen.MARKED, singular="risk", plural="risks", sheet="Risks", named_by=("name",), says_withheld="control"
):
    """Likelihood and impact are words of the council's own scale, before and after controls."""

    name: str = column("Risk", Kind.LONG_TEXT)
    likelihood: str = column("Likelihood", default="")
    impact: str = column("Impact", default="")
    control: str = column("Control", Kind.LONG_TEXT, default="")
    owner: str = column("Owner", default="")
    likelihood_after: str = column("Likelihood after", default="")
    impact_after: str = column("Impact after", default="")


class Milestone(
    CaseRecord, table="milestones", seen=Seen.MARKED, singular="milestone", plural="milestones", sheet="Milestones", named_by=("name",)
):
    """A date of the plan; at a gate it is decided whether to go on."""

    phase: str = column("Phase")
    name: str = column("Milestone")
    date: str = column("Date", Kind.DATE_IN_WORDS, default="")
    gate: bool = column("Gate", Kind.YES_NO, default=False, hint="Yes where it is decided whether, and how, to go on.")
    term: str = column(
        "Term",
        Kind.CHOICE,
        default="",
        choices=_TERMS,
        synonyms=(("quick wins", "quick win"), *((words, term) for term in _TERMS for words in (term.split(maxsplit=1)[0], term[0]))),
        hint="A quick win needs little and shows soon.",
    )


class Action(CaseRecord, table="actions", seen=Seen.MARKED, singular="action", plural="actions", sheet="Actions", named_by=("name",)):
    """Something to be done, asked or found out, by whom and by when."""

    name: str = column("Action", Kind.LONG_TEXT)
    owner: str = column("Owner", default="")
    due: str = column("Due", Kind.DATE_IN_WORDS, default="")
    kind: str = column("Kind", Kind.CHOICE, default="", choices=("next step", "information needed", "ask of government", "improvement"))


class Consultation(
    CaseRecord,
    table="consultations",
    seen=Seen.MARKED,
    singular="consultation",
    plural="consultations",
    sheet="Consultation",
    named_by=("audience", "event"),
    says_withheld="said",
):
    """One event at which an audience was asked."""

    audience: str = column("Audience")
    event: str = column("Event")
    date: str = column("Date", Kind.DATE_IN_WORDS, default="")
    attended: int | None = column("Attended", Kind.INTEGER, default=None, at_least=0)
    invited: int | None = column("Invited", Kind.INTEGER, default=None, at_least=0)
    said: str = column("Said", Kind.LONG_TEXT, default="")
