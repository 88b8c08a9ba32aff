"""What is recorded of how a paper's decision comes to be taken lawfully, and the law it is taken under."""

from __future__ import annotations

import datetime
from decimal import Decimal

from desktop.appraisal.bank_holidays import BankHolidays
from desktop.appraisal.working_days import LeftOut
from desktop.late_dataclass import dataclass
from desktop.papers.law.regimes import NoticeException


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """As an officer recorded it. `threshold` is the council's, in pounds; `threshold_counts` is `in all` or `a year`.

    `bank_holidays` are those of the program unless others were brought in. `is_shared` is a decision that several councils take.
    """

    body_kind: str = ""
    decision_maker: str = ""
    publication_date: datetime.date | None = None
    left_out: LeftOut = LeftOut.WEEKENDS_AND_BANK_HOLIDAYS
    key_notice_date: datetime.date | None = None
    key_notice_exception: NoticeException = NoticeException.NONE
    exception_notice_date: datetime.date | None = None
    scrutiny_agreement: str = ""
    private_meeting: bool | None = None
    private_reason: str = ""
    private_notice_date: datetime.date | None = None
    private_further_notice_date: datetime.date | None = None
    private_representations: str = ""
    private_agreement: str = ""
    dispensations: str = ""
    financial: bool | None = None
    community: bool | None = None
    threshold: Decimal | None = None
    threshold_counts: str = "in all"
    bank_holidays: BankHolidays | None = None
    is_shared: bool = False
