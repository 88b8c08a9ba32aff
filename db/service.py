"""Services, and what they cost by subjective category and financial year."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field, SQLModel

from db.columns import CheckedBoolean, DecimalText, EstimateColumns, MarkedRecord


class Service(MarkedRecord, table=True):
    """A service of one organisation, in the register."""

    __tablename__ = "services"

    organisation_id: int = Field(foreign_key="organisations.id")
    name: str
    service_group: str = ""
    delivery_model: str = ""
    fte: Decimal | None = Field(default=None, sa_type=DecimalText)
    volume: Decimal | None = Field(default=None, sa_type=DecimalText)
    volume_unit: str = ""


class CaseService(SQLModel, table=True):
    """That a service is looked at in a case, and whether it is in its scope (nothing: not stated)."""

    __tablename__ = "case_services"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    service_id: int = Field(foreign_key="services.id")
    in_scope: bool | None = Field(default=None, sa_type=CheckedBoolean)
    position: int = 0


class CostLine(MarkedRecord, table=True):
    """A service's cost in one CIPFA subjective category."""

    __tablename__ = "cost_lines"

    service_id: int = Field(foreign_key="services.id")
    category: str
    position: int = 0


class CostAmount(EstimateColumns, table=True):
    """What a cost line comes to in one financial year; `year` is the calendar year it starts in."""

    __tablename__ = "cost_amounts"

    id: int | None = Field(default=None, primary_key=True)
    cost_line_id: int = Field(foreign_key="cost_lines.id")
    year: int
