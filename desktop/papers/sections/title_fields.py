"""What stands at the head of a paper: who decides, when, on whose report, and whether it is key or urgent."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from desktop.papers.content.blocks import Block, Document, FieldTable
from desktop.papers.content.house_words import logo_of
from desktop.papers.content.records import PaperRecords
from desktop.papers.content.wording import day, filled, sentence
from desktop.papers.law.regimes import NoticeException, kind_of, law_of


def said(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The rows that have a value."""
    return tuple((label, value.strip()) for label, value in rows if value.strip())


def meeting(paper: PaperRecords, between: str = ", ") -> str:
    """`Cabinet, 14 September 2026`, as far as it is recorded."""
    return filled((paper.body, day(paper.meeting_date) if paper.meeting_date else ""), between)


def document(paper: PaperRecords, subtitle: str, rows: tuple[tuple[str, str], ...], blocks: Sequence[Block]) -> Document:
    """A whole paper: the rows at its head, where there are any, then its blocks."""
    return Document(
        title=paper.title,
        council=paper.council,
        subtitle=subtitle,
        meeting=meeting(paper),
        draft=paper.draft,
        date=paper.meeting_date,
        blocks=(*((FieldTable(rows),) if rows else ()), *blocks),
        logo=logo_of(paper.house),
        points=paper.house.points,
    )


def decision_fields(paper: PaperRecords, *, wards: bool = True) -> tuple[tuple[str, str], ...]:
    """What must be said of a decision even where the report a layout follows had no place for it; without `wards` it has one for them."""
    return said(
        (
            ("Item", paper.item_number),
            ("Portfolio holder", paper.portfolio_holder),
            ("Wards affected", paper.wards if wards else ""),
            ("Key decision", key_decision(paper)),
            ("Urgent item", urgency(paper)),
        )
    )


def fields(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """Everything recorded of the decision, the meeting and who answers for the paper."""
    rows = (
        ("Decision-maker", paper.decision.decision_maker or paper.body),
        ("Date of meeting", day(paper.meeting_date) if paper.meeting_date else "To be set"),
        ("Item", paper.item_number),
        ("Report of", paper.originator),
        ("Author", paper.author if paper.author != paper.originator else ""),
        ("Portfolio holder", paper.portfolio_holder),
        ("Wards affected", paper.wards),
        ("Plan reference", paper.plan_reference),
        ("Comes from", paper.where_from),
        ("Goes next to", paper.where_to),
        ("Key decision", key_decision(paper)),
        ("Urgent item", urgency(paper)),
        *notice_rows(paper),
    )
    return said(rows)


def key_decision(paper: PaperRecords) -> str:
    """Whether the decision is key; not said to be unstated where the body is not an executive, which alone takes key decisions."""
    executive = any(word in paper.body.casefold() for word in ("cabinet", "executive"))
    if paper.key_decision is None and not paper.key_decision_reason and not executive:
        return ""
    return _yes_or_no(paper.key_decision, paper.key_decision_reason, "Not yet stated" if paper.draft else "")


def _yes_or_no(answer: bool | None, reason: str, unstated: str) -> str:
    return filled(({True: "Yes", False: "No", None: unstated}[answer], reason.strip()), ". ")


def urgency(paper: PaperRecords) -> str:
    """Why the item cannot wait, and whether the chair agrees; blank where it can."""
    if not paper.urgent:
        return ""
    agreed = f"Chair's agreement: {paper.chair_agreement}" if paper.chair_agreement else ""
    return filled((_yes_or_no(True, sentence(paper.urgency_reason), ""), agreed), " ")


def notice_rows(paper: PaperRecords) -> tuple[tuple[str, str], ...]:
    """How the decision comes to be taken lawfully: its publication, its notices and what was agreed; blank where nothing is recorded.

    A row stands only where the law of the body and the date asks for it: a paper cites neither what came later nor what never bound it.
    """
    decision = paper.decision
    rows = [("Published", _day(decision.publication_date))]
    law = law_of(kind_of(decision.body_kind, paper.body), paper.meeting_date)
    if law is None:
        return tuple(rows)
    if law.key_notice and paper.key_decision:
        rows.append(("Notice of key decision", _key_notice(paper)))
    if law.private_notice and decision.private_meeting:
        notices = (
            ("Notice of private meeting", "regulation 5(2)", decision.private_notice_date),
            ("Further notice of private meeting", "regulation 5(4)", decision.private_further_notice_date),
        )
        rows.append(("Private meeting", sentence(decision.private_reason)))
        rows += [(name, f"{_day(date)} ({under})" if date else "") for name, under, date in notices]
        rows.append(("Representations and response", decision.private_representations))
        rows.append(("Agreed to be urgent", decision.private_agreement))
    return tuple(rows)


def _key_notice(paper: PaperRecords) -> str:
    decision = paper.decision
    if decision.key_notice_exception is NoticeException.NONE:
        return f"{_day(decision.key_notice_date)} (regulation 9)" if decision.key_notice_date else ""
    under = {NoticeException.GENERAL: "General exception (regulation 10)", NoticeException.SPECIAL: "Special urgency (regulation 11)"}
    notice = filled((under[decision.key_notice_exception], _day(decision.exception_notice_date)))
    return filled((sentence(notice), sentence(decision.scrutiny_agreement)), " ")


def _day(date: datetime.date | None) -> str:
    return day(date) if date is not None else ""
