"""Cash flows of options and projects, by financial year."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean, DecimalText, EstimateColumns


class CashFlow(CaseRecord, table=True):
    """One line of money of an option or a project. Percentages are as typed: 20 is 20%."""

    __tablename__ = "cash_flows"

    option_id: int | None = Field(default=None, foreign_key="options.id")
    project_id: int | None = Field(default=None, foreign_key="projects.id")
    line: str
    kind: str = "saving"
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    cashable: bool | None = Field(default=None, sa_type=CheckedBoolean)
    recurring: bool | None = Field(default=None, sa_type=CheckedBoolean)
    type: str = ""
    fund: str = ""
    category: str = ""
    driver: str = ""
    optimism_bias_percent: Decimal | None = Field(default=None, sa_type=DecimalText)
    mitigation_percent: Decimal | None = Field(default=None, sa_type=DecimalText)
    bias_class: str = ""
    bias_reason: str = ""
    confidence: str = ""
    condition: str = ""


class CashFlowAmount(EstimateColumns, table=True):
    """What a line comes to in one financial year; `year` is the calendar year it starts in."""

    __tablename__ = "cash_flow_amounts"

    id: int | None = Field(default=None, primary_key=True)
    cash_flow_id: int = Field(foreign_key="cash_flows.id")
    year: int
