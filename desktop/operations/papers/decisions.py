"""What is recorded of a paper's decision, as papers take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from db.nouns.papers import Paper
from db.nouns.register import Organisation
from db.reading import Reader
from desktop.appraisal.case import Case as AppraisedCase
from desktop.appraisal.results import Appraisal
from desktop.appraisal.working_days import LeftOut
from desktop.operations.appraising.appraisals import appraise_case, case_to_appraise
from desktop.operations.records.bodies import body_words, documents_of
from desktop.operations.records.names import compared
from desktop.operations.records.records import rows
from desktop.operations.records.references import holidays_of
from desktop.papers.content.decision import DecisionRecord
from desktop.papers.law.regimes import NoticeException
from desktop.papers.readiness.item import ReadinessItem, details, item


def decision_of(reader: Reader, case: int, paper: Paper) -> DecisionRecord:
    """The decision of a paper, with the threshold of the council that it is for."""
    council, every = told_for(reader, case, paper), rows(reader, Organisation, case)
    own = next((row for row in every if (row.values["own"] is True if council is None else row.text("name") == council)), None)
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
        is_shared=len(documents_of(reader, paper)) > 1,
    )


def told_for(reader: Reader, case: int, paper: Paper) -> str | None:
    """The organisation whose part of the money a document tells, where several councils take its decision; blank where its council is no
    organisation of the case. None for our own council, as in any other paper.
    """
    if len(documents_of(reader, paper)) == 1:
        return None
    names = (row.text("name") for row in rows(reader, Organisation, case))
    named = next((name for name in names if compared(name) == compared(paper.council)), "")
    return named or (None if paper.body_paper_id is None else "")


def case_told_for(reader: Reader, case: int, paper: int | None) -> AppraisedCase:
    """A case's records as the arithmetic takes them for a paper: of the money that is one council's, the part of the council it is for."""
    given = case_to_appraise(reader, case)
    council = None if paper is None else told_for(reader, case, reader.get(Paper, paper))
    if council is None or council == given.own_council:
        return given
    return replace(given, told_for=council) if council else replace(given, own_council="")


def appraised_for(reader: Reader, case: int, paper: int | None) -> Appraisal:
    """The appraisal of a case for a paper, without its simulation. Raises KnownTrouble where its records contradict one another."""
    from desktop.appraisal.appraise import appraise

    given = case_told_for(reader, case, paper)
    return appraise_case(reader, case) if given is case_to_appraise(reader, case) else appraise(given)


def document_items(reader: Reader, case: int, paper: int) -> Iterator[ReadinessItem]:
    """What the readiness list says of a document of a decision that several councils take."""
    record = reader.get(Paper, paper)
    if len(documents_of(reader, record)) == 1:
        return
    council = record.council.strip()
    known = any(compared(row.text("name")) == compared(council) for row in rows(reader, Organisation, case))
    undone = (
        f"{council} is no organisation of the case, so its part of the money is not told: choose one, or add it under Set up, Organisations"
    )
    if not council:
        undone = "It is not stated which council this document is for, so its part of the money is not told"
    finished = f"The document is for {body_words(record)}"
    yield item("document: council", undone, "Paper, details", details("council"), done=known, finished=finished)
