"""Papers and their parts."""

from __future__ import annotations

import datetime

from sqlmodel import Field

from db.columns import CheckedBoolean, IsoDate, PaperPart, Record
from db.decision import DecisionColumns


class Paper(Record, DecisionColumns, table=True):
    __tablename__ = "papers"

    case_id: int = Field(foreign_key="cases.id")
    position: int = 0
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
    key_financial: bool | None = Field(default=None, sa_type=CheckedBoolean)
    key_community: bool | None = Field(default=None, sa_type=CheckedBoolean)
    policy_framework: str = ""
    previous_reports: str = ""
    circulation: str = ""
    sensitive_issue: str = ""
    ward_members_notified: str = ""
    action_team: str = ""
    local_targets: str = ""
    lead_officer: str = ""
    partnerships: str = ""
    signed_by: str = ""
    signature_lines: str = ""
    written_on: datetime.date | None = Field(default=None, sa_type=IsoDate)
    section_order: str = ""
    """Headings of sections in the order they print, one a line; blank is the layout's own order."""
    sections_left_out: str = ""
    """Headings of standard sections that do not print, one a line."""
    word_limit: int | None = None
    page_limit: int | None = None
    limit_source: str = ""


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
    short_name: str = ""
    """What words cite it by, wherever it is moved to."""


class Implication(PaperPart, table=True):
    __tablename__ = "implications"

    heading: str
    text: str = ""


class OfficerComment(PaperPart, table=True):
    __tablename__ = "officer_comments"

    role: str
    name: str = ""
    comment: str = ""
    date: str = ""
    asked_on: str = ""


class BackgroundPaper(PaperPart, table=True):
    __tablename__ = "background_papers"

    document: str


class Appendix(PaperPart, table=True):
    __tablename__ = "appendices"

    letter: str
    title: str
    note: str = ""


class WithheldPart(PaperPart, table=True):
    """A table or a chart of the paper that is withheld, by what the officer would place it with: `table: savings`."""

    __tablename__ = "withheld_parts"

    part: str


class PaperContact(PaperPart, table=True):
    """Whom to ask about the paper."""

    __tablename__ = "paper_contacts"

    role: str
    name: str = ""
    phone: str = ""
    email: str = ""
