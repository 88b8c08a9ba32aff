"""How costs, savings and funding are shared between partners, and what each partner gets before and after."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Field

from db.columns import CaseRecord, DecimalText


class Partner(CaseRecord, table=True):
    """An organisation that shares costs and savings, with its volume and performance before and after. More performance is better."""

    __tablename__ = "partners"

    organisation_id: int = Field(foreign_key="organisations.id")
    volume_before: Decimal | None = Field(default=None, sa_type=DecimalText)
    volume_after: Decimal | None = Field(default=None, sa_type=DecimalText)
    performance_before: Decimal | None = Field(default=None, sa_type=DecimalText)
    performance_after: Decimal | None = Field(default=None, sa_type=DecimalText)


class Share(CaseRecord, table=True):
    """One partner's part of an option's or a project's costs, savings or funding.

    `shared_by` is the basis that all shares of one owner and one `applies_to` have. `value` is what that basis needs: a percentage as
    typed (20 is 20%) where it is fixed, pounds for an investment, else in units of its own. A share of no organisation states the
    basis alone. `actual` is what `value` turned out to be, and `actual_amount` the pounds the partner in fact paid or had.
    """

    __tablename__ = "shares"

    option_id: int | None = Field(default=None, foreign_key="options.id")
    project_id: int | None = Field(default=None, foreign_key="projects.id")
    applies_to: str = "costs"
    shared_by: str = "equal"
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    value: Decimal | None = Field(default=None, sa_type=DecimalText)
    actual: Decimal | None = Field(default=None, sa_type=DecimalText)
    actual_amount: Decimal | None = Field(default=None, sa_type=DecimalText)
