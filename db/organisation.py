"""Organisations: our own council and the partners."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field, SQLModel

from db.columns import CheckedBoolean, DecimalText, MarkedRecord


class Organisation(MarkedRecord, table=True):
    """One organisation of the register, shared by every case of the store."""

    __tablename__ = "organisations"

    name: str = Field(unique=True)
    kind: str = ""
    own: bool = Field(default=False, sa_type=CheckedBoolean)
    population: int | None = None
    area: Decimal | None = Field(default=None, sa_type=DecimalText)
    key_decision_amount: Decimal | None = Field(default=None, sa_type=DecimalText)
    """In pounds: what a decision must cost or save to be a key decision of this council."""
    key_decision_counts: str = "in all"


class CaseOrganisation(SQLModel, table=True):
    """That an organisation is a partner in a case."""

    __tablename__ = "case_organisations"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    organisation_id: int = Field(foreign_key="organisations.id")
