"""Criteria, who scores, their weights and their scores."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field

from db.columns import CaseRecord, CheckedBoolean, DecimalText, MarkedRecord, Record


class Criterion(CaseRecord, table=True):
    """A leaf of the tree. `value_function` is blank for linear, `direct`, or points `x:v; x:v`.

    `weights_stale` says that its scale has changed since it was last weighed.
    """

    __tablename__ = "criteria"

    name: str
    heading: str = ""
    use: str = "weighted"
    better: str = "higher"
    worst: Decimal | None = Field(default=None, sa_type=DecimalText)
    best: Decimal | None = Field(default=None, sa_type=DecimalText)
    pass_mark: Decimal | None = Field(default=None, sa_type=DecimalText)
    value_function: str = ""
    anchors: str = ""
    weight: Decimal | None = Field(default=None, sa_type=DecimalText)
    weight_low: Decimal | None = Field(default=None, sa_type=DecimalText)
    weight_high: Decimal | None = Field(default=None, sa_type=DecimalText)
    rank_order: int | None = None
    weights_stale: bool = Field(default=False, sa_type=CheckedBoolean)
    taken_from: str = ""
    about_money: bool | None = Field(default=None, sa_type=CheckedBoolean)


class AssessorGroup(CaseRecord, table=True):
    __tablename__ = "assessor_groups"

    name: str
    votes: Decimal = Field(default=Decimal(1), sa_type=DecimalText)
    method: str = "direct"


class Weight(Record, table=True):
    """A group's own weight of a criterion in points, its place in the group's order (1 matters most), or both: the method says which."""

    __tablename__ = "weights"

    assessor_group_id: int = Field(foreign_key="assessor_groups.id")
    criterion_id: int = Field(foreign_key="criteria.id")
    weight: Decimal | None = Field(default=None, sa_type=DecimalText)
    rank_order: int | None = None


class Judgement(Record, table=True):
    """How many times a group says one criterion counts as much as another: above 0, and below 1 where it counts for less."""

    __tablename__ = "judgements"

    assessor_group_id: int = Field(foreign_key="assessor_groups.id")
    criterion_id: int = Field(foreign_key="criteria.id")
    over_id: int = Field(foreign_key="criteria.id")
    ratio: Decimal = Field(sa_type=DecimalText)


class Score(MarkedRecord, table=True):
    """What a group gave an option on a criterion: a number, not applicable, or (neither) missing with a comment."""

    __tablename__ = "scores"

    assessor_group_id: int = Field(foreign_key="assessor_groups.id")
    option_id: int = Field(foreign_key="options.id")
    criterion_id: int = Field(foreign_key="criteria.id")
    score: Decimal | None = Field(default=None, sa_type=DecimalText)
    not_applicable: bool = Field(default=False, sa_type=CheckedBoolean)
    low: Decimal | None = Field(default=None, sa_type=DecimalText)
    high: Decimal | None = Field(default=None, sa_type=DecimalText)
    distribution: str = ""
    comment: str = ""
