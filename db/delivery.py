"""Risks, the plan, what is to be done, and who was consulted."""

from __future__ import annotations

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean


class Risk(CaseRecord, table=True):
    """Likelihood and impact are words of the council's own scale, before and after controls."""

    __tablename__ = "risks"

    name: str
    likelihood: str = ""
    impact: str = ""
    control: str = ""
    owner: str = ""
    likelihood_after: str = ""
    impact_after: str = ""


class Milestone(CaseRecord, table=True):
    __tablename__ = "milestones"

    phase: str
    name: str
    date: str = ""
    gate: bool = Field(default=False, sa_type=CheckedBoolean)


class Consultation(CaseRecord, table=True):
    __tablename__ = "consultations"

    audience: str
    event: str
    date: str = ""
    attended: int | None = None
    invited: int | None = None
    said: str = ""


class Action(CaseRecord, table=True):
    """Something to be done, asked or found out, by whom and by when."""

    __tablename__ = "actions"

    name: str
    owner: str = ""
    due: str = ""
    kind: str = ""
