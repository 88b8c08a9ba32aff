"""Risks, the plan, and who was consulted."""

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
