"""Funding that is sought, awarded, allocated or spent; those who leave, and what the Section 151 officer answers."""

from __future__ import annotations

import datetime
from decimal import Decimal

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean, DecimalText, IsoDate


class Funding(CaseRecord, table=True):
    """One amount of a source of funding. `source` says where the record comes from, `name` what the funding is called."""

    __tablename__ = "funding"

    name: str
    amount_kind: str = ""
    amount_low: int | None = None
    amount_central: int | None = None
    amount_high: int | None = None
    amount_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    kind: str = ""
    status: str = "sought"
    purpose: str = ""
    deadline: str = ""


class Leaver(CaseRecord, table=True):
    """One post that goes, or several alike; age and service are complete years at leaving."""

    __tablename__ = "leavers"

    name: str
    option_id: int | None = Field(default=None, foreign_key="options.id")
    project_id: int | None = Field(default=None, foreign_key="projects.id")
    weekly_pay_kind: str = ""
    weekly_pay_low: int | None = None
    weekly_pay_central: int | None = None
    weekly_pay_high: int | None = None
    weekly_pay_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    leaving: datetime.date | None = Field(default=None, sa_type=IsoDate)
    age: int | None = None
    service: int | None = None
    number: int = 1


class WeeklyCap(CaseRecord, table=True):
    """The most a week's pay counts for in redundancy pay, in pounds, from one day to another."""

    __tablename__ = "weekly_caps"

    amount: Decimal | None = Field(default=None, sa_type=DecimalText)
    first: datetime.date | None = Field(default=None, sa_type=IsoDate)
    last: datetime.date | None = Field(default=None, sa_type=IsoDate)


class ChecklistAnswer(CaseRecord, table=True):
    """What an officer answers to one line of the Section 151 checklist, by the key of the line."""

    __tablename__ = "checklist_answers"

    line: str
    answer: str = ""
    answered_by: str = ""
    date: str = ""
