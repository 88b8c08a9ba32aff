"""What is recorded of a paper's decision, as papers take it."""

from __future__ import annotations

from decimal import Decimal

from db.nouns.papers import Paper
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.appraisal.working_days import LeftOut
from desktop.operations.records.records import rows
from desktop.operations.records.references import holidays_of
from desktop.papers.content.decision import DecisionRecord
from desktop.papers.law.regimes import NoticeException


def decision_of(reader: Reader, case: int, paper: Paper) -> DecisionRecord:
    """The decision of a paper, with the threshold of the case's own council."""
    own = next((row for row in rows(reader, Organisation, case) if row.values["own"] is True), None)
    amount = own.values.get("key_decision_amount") if own is not None else None
    return DecisionRecord(
        body_kind=paper.body_kind,
        decision_maker=paper.decision_maker,
        publication_date=paper.publication_date,
        left_out=LeftOut(paper.days_left_out),
        key_notice_date=paper.key_notice_date,
        key_notice_exception=NoticeException(paper.key_notice_exception),
        exception_notice_date=paper.exception_notice_date,
        scrutiny_agreement=paper.scrutiny_agreement,
        private_meeting=paper.private_meeting,
        private_reason=paper.private_reason,
        private_notice_date=paper.private_notice_date,
        private_further_notice_date=paper.private_further_notice_date,
        private_representations=paper.private_representations,
        private_agreement=paper.private_agreement,
        dispensations=paper.dispensations,
        financial=paper.key_financial,
        community=paper.key_community,
        threshold=amount if isinstance(amount, Decimal) else None,
        threshold_counts=own.text("key_decision_counts") if own is not None else "in all",
        bank_holidays=holidays_of(reader),
    )
