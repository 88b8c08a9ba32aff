"""What the law asks to be known of a decision before it is taken: who decides, what was published when, and what was agreed."""

from __future__ import annotations

import datetime

from sqlmodel import Field, SQLModel

from db.columns import CheckedBoolean, IsoDate


class DecisionColumns(SQLModel):
    """Columns of a paper that say how its decision comes to be taken lawfully. Dates are days, without a time."""

    body_kind: str = ""
    decision_maker: str = ""
    publication_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    days_left_out: str = "weekends and bank holidays"
    key_notice_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    key_notice_exception: str = ""
    exception_notice_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    scrutiny_agreement: str = ""
    private_meeting: bool | None = Field(default=None, sa_type=CheckedBoolean)
    private_reason: str = ""
    private_notice_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    private_further_notice_date: datetime.date | None = Field(default=None, sa_type=IsoDate)
    private_representations: str = ""
    private_agreement: str = ""
    dispensations: str = ""
