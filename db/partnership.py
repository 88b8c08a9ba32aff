"""How well partners fit, what they share already, what they would put into a pool, and what is asked of whom by when."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean, DecimalText


class PartnerFactor(CaseRecord, table=True):
    """One reason for or against a partner, scored 0 to 10. One of no organisation is asked of every partner."""

    __tablename__ = "partner_factors"

    name: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    score: Decimal | None = Field(default=None, sa_type=DecimalText)
    evidence: str = ""
    says_so: str = ""
    applies: bool | None = Field(default=None, sa_type=CheckedBoolean)


class ProfileMeasure(CaseRecord, table=True):
    """One measure of what an organisation or its area is like: a number, or words."""

    __tablename__ = "profile_measures"

    organisation_id: int = Field(foreign_key="organisations.id")
    name: str
    value: str = ""
    unit: str = ""


class InterviewNote(CaseRecord, table=True):
    """What was said in an interview. `name` is the post of whoever was asked, never the name of a person."""

    __tablename__ = "interview_notes"

    name: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    date: str = ""
    note: str = ""


class Capability(CaseRecord, table=True):
    """A capability that sharing needs, and whether it is held."""

    __tablename__ = "capabilities"

    name: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    held: bool | None = Field(default=None, sa_type=CheckedBoolean)
    evidence: str = ""
    says_so: str = ""


class SharingArrangement(CaseRecord, table=True):
    """A service that is shared, is to be, or may stop being. Its option or project is the proposal that would cancel it."""

    __tablename__ = "sharing_arrangements"

    name: str
    partners: str = ""
    status: str = ""
    start: str = ""
    saving_kind: str = ""
    saving_low: int | None = None
    saving_central: int | None = None
    saving_high: int | None = None
    saving_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    lessons_it: str = ""
    lessons_staff: str = ""
    option_id: int | None = Field(default=None, foreign_key="options.id")
    project_id: int | None = Field(default=None, foreign_key="projects.id")


class PoolContribution(CaseRecord, table=True):
    """What one organisation pays a year for something before there is a pool, into the pool, and altogether after."""

    __tablename__ = "pool_contributions"

    organisation_id: int = Field(foreign_key="organisations.id")
    name: str
    before_kind: str = ""
    before_low: int | None = None
    before_central: int | None = None
    before_high: int | None = None
    before_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    pooled_kind: str = ""
    pooled_low: int | None = None
    pooled_central: int | None = None
    pooled_high: int | None = None
    pooled_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    after_kind: str = ""
    after_low: int | None = None
    after_central: int | None = None
    after_high: int | None = None
    after_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    volume_before: Decimal | None = Field(default=None, sa_type=DecimalText)
    volume_after: Decimal | None = Field(default=None, sa_type=DecimalText)
    condition: str = ""
    governance: str = ""


class Request(CaseRecord, table=True):
    """One question and one deadline for it. Rows of one name are about one thing, so two deadlines are at odds."""

    __tablename__ = "requests"

    name: str
    question: str = ""
    put: str = ""
    party: str = ""
    asked_on: str = ""
    deadline: str = ""
    within: int | None = None
    counted_in: str = "working days"
    needed: str = ""
    answer: str = ""
    answered_on: str = ""
