"""Papers and their parts."""

from __future__ import annotations

import datetime

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean, IsoDate, PaperPart


class Paper(CaseRecord, table=True):
    __tablename__ = "papers"

    title: str
    layout: str = "cabinet-report"
    council: str = ""
    body: str = ""
    meeting_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    status: str = "draft"
    item_number: str = ""
    originator: str = ""
    where_from: str = ""
    where_to_next: str = ""
    wards: str = ""
    portfolio_holder: str = ""
    plan_reference: str = ""
    author: str = ""
    key_decision: bool | None = Field(default=None, sa_type=CheckedBoolean)
    key_decision_reason: str = ""
    urgent: bool | None = Field(default=None, sa_type=CheckedBoolean)
    urgency_reason: str = ""
    chair_agreement: str = ""
    conflicts_of_interest: str = ""


class PaperSection(PaperPart, table=True):
    __tablename__ = "paper_sections"

    heading: str
    text: str = ""


class Recommendation(PaperPart, table=True):
    """Conditions are one a line; `supports` is the heading of the section that gives the reasons."""

    __tablename__ = "recommendations"

    text: str
    conditions: str = ""
    supports: str = ""
    reason: str = ""


class Implication(PaperPart, table=True):
    __tablename__ = "implications"

    heading: str
    text: str = ""


class OfficerComment(PaperPart, table=True):
    __tablename__ = "officer_comments"

    role: str
    comment: str = ""
    date: str = ""


class BackgroundPaper(PaperPart, table=True):
    __tablename__ = "background_papers"

    document: str
    exempt: str = ""


class Appendix(PaperPart, table=True):
    __tablename__ = "appendices"

    letter: str
    title: str
    note: str = ""
