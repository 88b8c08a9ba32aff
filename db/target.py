"""Efficiency targets by financial year, and the gap that a budget has to close."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field, SQLModel

from db.columns import CaseRecord, CheckedBoolean, DecimalText, EstimateColumns


class Target(CaseRecord, table=True):
    """One indicator's target, of one organisation or of all. An amount whose kind is blank is not recorded."""

    __tablename__ = "targets"

    indicator: str
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    mode: str = "additive"
    baseline_kind: str = ""
    baseline_low: int | None = None
    baseline_central: int | None = None
    baseline_high: int | None = None
    baseline_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    carry_forward_kind: str = ""
    carry_forward_low: int | None = None
    carry_forward_central: int | None = None
    carry_forward_high: int | None = None
    carry_forward_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    carry_forward_non_cashable_kind: str = ""
    carry_forward_non_cashable_low: int | None = None
    carry_forward_non_cashable_central: int | None = None
    carry_forward_non_cashable_high: int | None = None
    carry_forward_non_cashable_approximate: bool = Field(default=False, sa_type=CheckedBoolean)
    carry_forward_counts: str = ""


class TargetPercent(SQLModel, table=True):
    """What a target asks for in one financial year, as typed: 3 is 3% of the baseline."""

    __tablename__ = "target_percents"

    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="targets.id")
    year: int
    percent: Decimal = Field(sa_type=DecimalText)


class TargetAmount(EstimateColumns, table=True):
    """The amount that a report prints for one financial year of a target."""

    __tablename__ = "target_amounts"

    id: int | None = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="targets.id")
    year: int


class BudgetGap(CaseRecord, table=True):
    """The gap between spending and resources of one fund, or with a blank fund of all, by financial year."""

    __tablename__ = "budget_gaps"

    fund: str = ""


class BudgetGapAmount(EstimateColumns, table=True):
    """The whole gap of one financial year, before anything closes it."""

    __tablename__ = "budget_gap_amounts"

    id: int | None = Field(default=None, primary_key=True)
    budget_gap_id: int = Field(foreign_key="budget_gaps.id")
    year: int
