"""Cases, and what an appraisal is made of: objectives, options, projects and evidence."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field, SQLModel

from db.columns import CaseRecord, CheckedBoolean, DecimalText, Record


class Case(Record, table=True):
    """One appraisal. `base_year` and `price_year` are the calendar years that financial years start in."""

    __tablename__ = "cases"

    title: str = Field(unique=True)
    purpose: str = ""
    body: str = ""
    base_year: int
    horizon: int = 10
    price_base: str = "real"
    price_year: int | None = None
    discounting: str = "green book"
    flows_are: str = "changes"
    close_call_percent: Decimal = Field(default=Decimal(10), sa_type=DecimalText)
    seed: int = 1
    simulated_weights: str = ""
    quick_win_months: int = 12
    tolerance_percent: Decimal = Field(default=Decimal(3), sa_type=DecimalText)


class Objective(CaseRecord, table=True):
    __tablename__ = "objectives"

    name: str
    description: str = ""


class Option(CaseRecord, table=True):
    __tablename__ = "options"

    name: str
    description: str = ""
    advantages: str = ""
    disadvantages: str = ""
    benchmark: bool = Field(default=False, sa_type=CheckedBoolean)
    viable: bool | None = Field(default=None, sa_type=CheckedBoolean)
    reason: str = ""
    preferred: bool = Field(default=False, sa_type=CheckedBoolean)
    decision_taken: bool = Field(default=False, sa_type=CheckedBoolean)
    decision_reason: str = ""


class OptionOrganisation(SQLModel, table=True):
    """An organisation that takes part in an option: its records are the option's own."""

    __tablename__ = "option_organisations"

    id: int | None = Field(default=None, primary_key=True)
    option_id: int = Field(foreign_key="options.id")
    organisation_id: int = Field(foreign_key="organisations.id")


class Project(CaseRecord, table=True):
    """What delivers savings. Participants are separated by semicolons."""

    __tablename__ = "projects"

    name: str
    participants: str = ""
    stage: str = ""
    owner: str = ""


class Evidence(CaseRecord, table=True):
    """A figure a report quotes that is nobody's cost or score, and what it conflicts with."""

    __tablename__ = "evidence"

    statement: str
    value: str = ""
    unit: str = ""
    date: str = ""
    conflicts_with: str = ""
